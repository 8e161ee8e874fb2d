//! Keeps the floors of ARCHITECTURE.md: which folder may use which, and a `//!` in every module.

#![allow(clippy::disallowed_methods, reason = "tests and benchmarks work on the disk")]

mod support;

use std::fs;
use std::path::Path;

/// Each folder of `src/` and the folders it may import.
const FLOORS: [(&str, &[&str]); 7] = [
    ("base", &[]),
    ("content", &["base"]),
    ("model", &["base", "content"]),
    ("plan", &["base", "content", "model"]),
    ("render", &["base", "content", "model", "plan"]),
    ("write", &["base", "plan"]),
    ("app", &["base", "content", "model", "plan", "render", "write"]),
];

fn sources(folder: &Path) -> Vec<(String, String)> {
    let files = support::tree(folder);
    let rust = files.into_iter().filter(|(path, _)| path.ends_with(".rs"));
    rust.map(|(path, bytes)| (path, String::from_utf8(bytes).expect("UTF-8"))).collect()
}

#[test]
fn folders_import_only_the_floors_below() {
    let src = support::repository().join("src");
    let mut wrong = Vec::new();
    for (folder, allowed) in FLOORS {
        for (path, text) in sources(&src.join(folder)) {
            for (number, line) in text.lines().enumerate() {
                for (other, _) in FLOORS {
                    let used = line.contains(&format!("crate::{other}"));
                    if used && other != folder && !allowed.contains(&other) {
                        wrong.push(format!("src/{folder}/{path}:{}: {line}", number + 1));
                    }
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_folders_are_these() {
    let src = support::repository().join("src");
    let folders = fs::read_dir(src).expect("src").filter_map(Result::ok);
    let mut names: Vec<_> = folders
        .filter(|entry| entry.path().is_dir())
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    let mut known = FLOORS.map(|(name, _)| name.to_owned());
    known.sort();
    assert_eq!(names, known);
}

#[test]
fn every_module_says_what_it_is() {
    for folder in ["src", "tests", "benches"] {
        for (path, text) in sources(&support::repository().join(folder)) {
            if path.starts_with("golden/") || path.starts_with("cmd/") {
                continue;
            }
            assert!(text.starts_with("//!"), "{folder}/{path} does not begin with //!");
        }
    }
}

#[test]
fn files_stay_readable() {
    for (path, text) in sources(&support::repository().join("src")) {
        let code = text.split("#[cfg(test)]").next().unwrap_or_default().lines().count();
        assert!(code <= 400, "src/{path} has {code} lines");
    }
}

#[test]
fn the_disk_is_touched_in_three_places_only() {
    for (path, text) in sources(&support::repository().join("src")) {
        let may =
            path == "content/read.rs" || path.starts_with("write/") || path.starts_with("app/");
        let touches =
            ["std::fs", "fs::", "std::env", "Instant", "SystemTime", "Timestamp::now", "println!"]
                .iter()
                .filter(|word| {
                    let code = text.lines().filter(|line| !line.trim_start().starts_with("//"));
                    code.into_iter().any(|line| line.contains(**word))
                })
                .collect::<Vec<_>>();
        // A deadline needs a clock, and nothing else of what is made depends on it.
        let may = may || (path == "content/limits.rs" && touches == [&"Instant"]);
        assert!(may || touches.is_empty(), "src/{path} uses {touches:?}");
    }
}

#[test]
fn architecture_is_short() {
    let text = fs::read_to_string(support::repository().join("ARCHITECTURE.md")).expect("the file");
    assert!(text.lines().count() <= 200);
}
