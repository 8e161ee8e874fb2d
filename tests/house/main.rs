//! Keeps the house of ARCHITECTURE.md in order: which folder may use which, no circles, a `//!` in every
//! module.

#![allow(clippy::disallowed_methods, reason = "tests and benchmarks work on the disk")]

mod imports;
mod limits;
#[path = "../support/mod.rs"]
mod support;
mod unused;

use std::fs;
use std::path::Path;

use imports::Crate;

/// Each folder of `src/` and the folders it may import.
static FLOORS: [(&str, &[&str]); 8] = [
    ("base", &[]),
    ("content", &["base"]),
    ("import", &["base", "content"]),
    ("model", &["base", "content"]),
    ("plan", &["base", "content", "model"]),
    ("render", &["base", "content", "model", "plan"]),
    ("write", &["base", "plan"]),
    ("app", &["base", "content", "import", "model", "plan", "render", "write"]),
];

fn sources(folder: &Path) -> Vec<(String, String)> {
    let files = support::tree(folder);
    let rust = files.into_iter().filter(|(path, _)| path.ends_with(".rs"));
    rust.map(|(path, bytes)| (path, String::from_utf8(bytes).expect("UTF-8"))).collect()
}

#[test]
fn no_file_imports_from_a_floor_above_its_own() {
    let mut wrong = Vec::new();
    for (file, others) in graph() {
        for other in others {
            let (Some(floor), Some(below)) = (floor(&file), floor(&other)) else { continue };
            if floor != below && !floor.1.contains(&below.0) {
                wrong.push(format!("src/{file} takes from src/{other}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn no_two_files_import_each_other_in_a_circle() {
    let circles = imports::circles(&graph());
    let shown: Vec<String> = circles.iter().map(|circle| circle.join(", ")).collect();
    assert!(circles.is_empty(), "{} circles:\n{}", circles.len(), shown.join("\n"));
}

/// Every way to write an import is seen, also through the door of a folder.
#[test]
fn planted_circles_are_found() {
    let taking = [
        "use crate::{b::{Other, self as beside}};",
        "use super::b::*;",
        "fn f() { crate::b::other() }",
        "fn f() -> super::super::a::b::Other { todo!() }",
        "fn f() { println!(\"{}\", super::b::other()) }",
        "use super::Other;",
        "use crate::a; fn f(_: a::Other) {}",
    ];
    for text in taking {
        let text = if text.contains("crate::b") || text.contains("crate::{b") {
            text.replace("crate::b", "crate::a::b").replace("crate::{b", "crate::{a::b")
        } else {
            text.to_owned()
        };
        let files = [
            ("lib.rs", "pub mod a;".to_owned()),
            ("a/mod.rs", "pub mod b; pub mod c; pub use b::Other;".to_owned()),
            ("a/b.rs", "use super::c::This; pub struct Other; pub fn other() {}".to_owned()),
            ("a/c.rs", format!("{text} pub struct This;")),
        ];
        let files = files.map(|(path, text)| (path.to_owned(), text));
        let circles = imports::circles(&Crate::read(&files).graph());
        let found: Vec<&String> = circles.iter().flatten().collect();
        assert!(found.len() >= 2 && found[..2] == ["a/b.rs", "a/c.rs"], "{text}: {circles:?}");
    }
}

#[test]
fn no_public_item_is_idle() {
    let of = |folder: &str| -> Vec<(String, String)> {
        let all = sources(&support::repository().join(folder)).into_iter();
        all.map(|(path, text)| (format!("{folder}/{path}"), text)).collect()
    };
    let sources = sources(&support::repository().join("src"));
    let others: Vec<_> =
        ["tests", "benches", "fuzz/fuzz_targets"].into_iter().flat_map(of).collect();
    let idle = unused::items(&sources, &others);
    assert!(idle.is_empty(), "{}", idle.join("\n"));
    // A planted one is found, and so is one that is only passed on.
    let planted =
        [("a.rs", "pub fn f() {} pub fn g() {}"), ("b.rs", "pub use a::f; fn h() { g() }")];
    let planted = planted.map(|(path, text)| (path.to_owned(), text.to_owned()));
    assert_eq!(unused::items(&planted, &[]), ["src/a.rs: f"]);
}

/// Names that need no explanation, few enough to be seen at once.
#[test]
fn no_room_is_crowded() {
    const MOST: usize = 20;
    let mut folders = vec![support::repository().join("src"), support::repository().join("tests")];
    while let Some(folder) = folders.pop() {
        let entries: Vec<_> =
            fs::read_dir(&folder).expect("a folder").filter_map(Result::ok).collect();
        // What belongs to a case of a test is no room.
        let is_room = |name: &str| {
            !matches!(name, "golden" | "hostile" | "cmd" | "proof" | "node_modules" | "shots")
        };
        assert!(entries.len() <= MOST, "{} has {} entries", folder.display(), entries.len());
        let inner = entries.into_iter().filter(|entry| entry.path().is_dir());
        folders.extend(
            inner
                .filter(|entry| is_room(&entry.file_name().to_string_lossy()))
                .map(|entry| entry.path()),
        );
    }
}

/// What the disk says is read in one place, and what `kuaixun.yaml` says is parsed in one.
#[test]
fn the_configuration_is_parsed_where_it_is_read() {
    let mut callers: Vec<String> = sources(&support::repository().join("src"))
        .into_iter()
        .filter(|(_, text)| text.contains("site_config("))
        .map(|(path, _)| path)
        .collect();
    callers.sort();
    let expected = ["app/commands/theme.rs", "app/session.rs", "content/documents/mod.rs"];
    assert_eq!(callers, expected);
}

fn graph() -> imports::Graph {
    Crate::read(&sources(&support::repository().join("src"))).graph()
}

fn floor(file: &str) -> Option<&'static (&'static str, &'static [&'static str])> {
    let folder = file.split_once('/')?.0;
    FLOORS.iter().find(|(name, _)| *name == folder)
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
        let may = path.starts_with("content/read/")
            || path.starts_with("write/")
            || path.starts_with("app/");
        let touches = [
            "std::fs",
            "fs::",
            "std::env",
            "WalkDir",
            "typst_kit::fonts::scan",
            "typst_kit::fonts::system",
            "Instant",
            "SystemTime",
            "Timestamp::now",
            "println!",
        ]
        .iter()
        .filter(|word| {
            let code = text.lines().filter(|line| !line.trim_start().starts_with("//"));
            code.into_iter().any(|line| line.contains(**word))
        })
        .collect::<Vec<_>>();
        // A deadline needs a clock, and nothing else of what is made depends on it.
        let may = may || (path == "content/markdown/parser.rs" && touches == [&"Instant"]);
        assert!(may || touches.is_empty(), "src/{path} uses {touches:?}");
    }
}

#[test]
fn architecture_is_short_and_plain() {
    let text = fs::read_to_string(support::repository().join("ARCHITECTURE.md")).expect("the file");
    assert!(text.lines().count() <= 130);
    for paragraph in text.split("\n\n").filter(|paragraph| !paragraph.contains("```")) {
        let spans = paragraph.matches('`').count() / 2;
        assert!(spans <= 6, "{spans} code spans: {paragraph}");
    }
}
