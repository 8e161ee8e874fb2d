//! What the author wrote: files become [`Inputs`], inputs become [`Documents`].
//!
//! Each file is parsed without knowledge of any other, so parsing runs in parallel and a file that
//! did not change is not parsed again ([`Memo`]). Links stay holes; `model` fills them once it
//! knows every URL. Only [`read`] touches the disk.

pub mod active_content;
pub mod checks;
pub mod config;
pub mod data;
pub mod documents;
pub mod editions;
pub mod encoding;
pub mod fix;
pub mod folders;
pub mod fonts;
pub mod front_matter;
pub mod inputs;
pub mod markdown;
pub mod picture;
pub mod proofreading;
pub mod read;
pub mod theme;
pub mod urls;
pub mod yaml;

pub use config::{Audience, Config};
pub use data::units::UnitEntry;
pub use documents::{Document, Documents, Memo, parse};
pub use editions::Medium;
pub use folders::{IssueId, Place};
pub use front_matter::{Attachment, Head, Visibility};
pub use inputs::{File, Inputs, Look, Show, Texts, Tree};
pub use markdown::body::{Body, Hole, LinkKind, RawLink};
pub use theme::Theme;
pub use theme::words::Words;
