//! One turn after the other: whatever was edited, the result is that of a clean build.

#![allow(clippy::disallowed_methods, reason = "tests and benchmarks work on the disk")]

mod desk;
mod determinism;
mod dirty;
mod edits;
mod incremental;
mod inputs;
mod preview;
mod saves;
#[path = "../support/mod.rs"]
mod support;
