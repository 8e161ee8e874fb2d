//! What the author wrote: files become [`Inputs`], inputs become [`Documents`].
//!
//! A file is parsed knowing no other file, so parsing runs in parallel and a file that did not
//! change is not parsed again ([`Memo`]). Links stay holes; `model` fills them once it knows every
//! URL. Only [`read`] touches the disk.

pub mod active;
pub mod checks;
pub mod config;
pub mod documents;
pub mod editions;
pub mod encoding;
pub mod fix;
pub mod fonts;
pub mod front_matter;
pub mod inputs;
pub mod layout;
pub mod markdown;
pub mod picture;
pub mod proofreading;
pub mod read;
pub mod theme;
pub mod units;
pub mod urls;
pub mod yaml;

pub use config::{Audience, Config};
pub use documents::{Document, Documents, Memo, parse};
pub use editions::Medium;
pub use front_matter::{Attachment, Head, Visibility};
pub use inputs::{File, Inputs, Look, Show, Tree};
pub use layout::{IssueId, Place};
pub use markdown::body::{Body, Hole, LinkKind, RawLink};
pub use theme::Theme;
pub use theme::words::Words;
pub use units::UnitEntry;
