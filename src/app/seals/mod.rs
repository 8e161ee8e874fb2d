//! Sealed issues: what an issue was when the editor sealed it, kept with the texts, and what changed since.

pub mod compare;
mod copy;
mod record;
mod texts;

pub use record::{Opened, Seal, Seals, lines};
