//! What the author wrote: files become [`Inputs`], inputs become [`Documents`].
//!
//! A file is parsed knowing no other file, so parsing runs in parallel and a file that did not
//! change is not parsed again ([`Memo`]). Links stay holes; `model` fills them once it knows every
//! URL. Only [`read`] touches the disk.

pub mod active;
pub mod body;
pub mod chart;
pub mod config;
pub mod documents;
pub mod editions;
pub mod encoding;
pub mod fields;
pub mod fix;
pub mod fold;
pub mod formatter;
pub mod front_matter;
pub mod han;
pub mod highlight;
pub mod inputs;
pub mod keys;
pub mod layout;
pub mod limits;
pub mod markdown;
pub mod mend;
pub mod outline;
pub mod picture;
pub mod places;
pub mod plain;
pub mod plain_yaml;
pub mod press;
pub mod proof;
pub mod prose;
pub mod read;
pub mod sanitise;
pub mod slips;
pub mod summary;
pub mod tables;
pub mod theme;
pub mod units;
pub mod urls;
pub mod value;
pub mod words;

pub use body::{Body, Hole, LinkKind, RawLink};
pub use config::{Audience, Config};
pub use documents::{Document, Documents, Memo, parse};
pub use editions::Medium;
pub use front_matter::{Attachment, Head, Visibility};
pub use inputs::{File, Inputs, Look, Show, Tree};
pub use layout::{IssueId, Place};
pub use theme::Theme;
pub use units::UnitEntry;
pub use words::Words;
