//! The life of an item and of an issue, as an editor lives it.

#![allow(clippy::disallowed_methods, reason = "tests and benchmarks work on the disk")]

mod contents;
mod import;
mod languages;
mod leaks;
mod menu;
mod moves;
mod notices;
mod outputs;
mod report;
mod seals;
mod series;
mod statistics;
#[path = "../support/mod.rs"]
mod support;
mod titles;
mod topics;
mod volumes;
mod year;
