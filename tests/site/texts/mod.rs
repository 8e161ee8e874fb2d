//! Texts as people type them.

mod cases;
mod conservation;
mod names;
