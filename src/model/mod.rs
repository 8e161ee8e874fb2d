//! What the bulletin is: [`Documents`](crate::content::Documents) become a [`Bulletin`].
//!
//! Issues are numbered, names resolved, URLs given and links followed here, over all documents
//! at once and anew on every turn. Knows no template and no output file.

pub mod articles;
pub mod assemble;
pub mod bulletin;
pub mod issues;
pub mod links;
pub mod names;
pub mod publications;
pub mod rules;
pub mod select;
pub mod texts;

pub use assemble::assemble;
pub use bulletin::{Article, Bulletin, Issue, Page, Publication, Section, Term, Treatment};
pub use links::{Links, Target};
pub use select::Hidden;
pub use texts::{Download, Text};
