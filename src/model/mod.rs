//! What the bulletin is: [`Documents`](crate::content::Documents) become a [`Bulletin`].
//!
//! Here issues are numbered, names resolved and links followed, for all documents at once and again
//! on every turn. This folder knows no template and no output file.

pub mod articles;
pub mod assemble;
pub mod bulletin;
pub mod contents;
pub mod files;
pub mod issues;
pub mod links;
pub mod names;
pub mod notices;
pub mod office;
pub mod publications;
pub mod related;
pub mod rules;
pub mod select;
pub mod series;
pub mod statistics;
pub mod texts;
pub mod topics;

pub use assemble::assemble;
pub use bulletin::{
    Article, Bulletin, Issue, Page, PerKind, Publication, Redirect, Section, Term, TermKind,
    Withdrawn,
};
pub use files::Treatment;
pub use links::{Links, Target};
pub use select::Hidden;
pub use texts::{Download, Text};
