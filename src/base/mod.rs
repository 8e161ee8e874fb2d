//! What everything stands on: diagnostics, fingerprints, checked paths, dates, numbers of headings, trees of HTML.
//!
//! This folder knows nothing of bulletins and does no input or output.

pub mod amount;
pub mod diagnostic;
pub mod fingerprint;
pub mod han;
pub mod limits;
pub mod moment;
pub mod path;
pub mod period;
pub mod phrase;
pub mod rank;
pub mod rgb;
pub mod tree;

pub use amount::Amount;
pub use diagnostic::{Checked, Diagnostic, Severity, Span};
pub use fingerprint::{Fingerprint, Hashed};
pub use moment::Moment;
pub use path::{Address, OutputPath, Root, SourcePath};
pub use period::Period;
pub use rank::Rank;
pub use rgb::Rgb;
