//! Texts as people type them.

mod archive;
mod cases;
mod conservation;
mod editions;
mod names;
