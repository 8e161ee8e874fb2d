//! A site and what it becomes: pages, editions, findings, commands. Each module is about one promise.

#![allow(clippy::disallowed_methods, reason = "tests and benchmarks work on the disk")]

mod commands;
#[cfg(target_os = "linux")]
mod confinement;
#[allow(dead_code, reason = "benchmarks use the rest")]
#[path = "../../benches/corpus/mod.rs"]
mod corpus;
mod demo;
#[allow(clippy::unwrap_used, reason = "a test that fails is to say where")]
mod editions;
mod escaping;
mod findings;
mod for_programs;
mod golden;
mod hostile;
mod inspection;
mod manual;
mod messages;
mod pages;
mod pathological;
mod pictures;
mod proofreading;
#[path = "../support/mod.rs"]
mod support;
mod texts;
mod theme;
mod transcript;
