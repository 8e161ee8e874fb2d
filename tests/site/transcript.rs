//! The pages of the manual that show a session at the terminal are what really happens.
//!
//! In `first-steps.md` a block `markdown PATH` is saved as a file, a block `console` is run: each
//! line `$ kuaixun …` is followed by what it says. `just golden` writes what is said anew.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::Command;
use std::sync::LazyLock;

use crate::support;
use regex::Regex;

/// How long something took is nobody's promise.
static TIME: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"[0-9]+\.[0-9]{2} (秒|s\b)").expect("a pattern"));

/// Runs one line; what it says at the side comes before what it prints.
fn run(line: &str, folder: &Path, language: &str) -> String {
    let mut words = Vec::new();
    let mut is_quoted = false;
    let mut word = String::new();
    for c in line.chars() {
        match c {
            '"' => is_quoted = !is_quoted,
            ' ' if !is_quoted => words.push(std::mem::take(&mut word)),
            c => word.push(c),
        }
    }
    words.push(word);
    assert_eq!(words.remove(0), "kuaixun", "{line}");
    let output = Command::new(env!("CARGO_BIN_EXE_kuaixun"))
        .args(&words)
        .current_dir(folder)
        .env("KUAIXUN_LANG", language)
        .env("KUAIXUN_TODAY", "2007-12-31")
        .env_remove("GITHUB_ACTIONS")
        .output()
        .expect("a process");
    let said = [output.stderr, output.stdout].concat();
    let said = String::from_utf8(said).expect("UTF-8");
    let said: Vec<&str> = said.lines().map(str::trim_end).collect();
    TIME.replace_all(&said.join("\n"), "[..] $1").trim_end().to_owned()
}

/// The page with what the commands in it say.
fn replayed(page: &str, language: &str) -> String {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let mut out = String::new();
    let mut lines = page.lines();
    while let Some(line) = lines.next() {
        out.push_str(line);
        out.push('\n');
        let info = line.trim_start_matches('`');
        let fence = &line[..line.len() - info.len()];
        if fence.len() < 3 || info.is_empty() {
            continue;
        }
        let block: Vec<&str> = lines.by_ref().take_while(|line| *line != fence).collect();
        if let Some(path) = info.strip_prefix("markdown ") {
            let path = folder.path().join(path);
            fs::write(path, format!("{}\n", block.join("\n"))).expect("a saved file");
        }
        if info == "console" {
            for command in block.iter().filter_map(|line| line.strip_prefix("$ ")) {
                let said = run(command, folder.path(), language);
                writeln!(out, "$ {command}\n{said}").expect("a String");
            }
        } else {
            writeln!(out, "{}", block.join("\n")).expect("a String");
        }
        writeln!(out, "{fence}").expect("a String");
    }
    out
}

#[test]
fn first_steps_are_what_happens() {
    for (folder, language) in [("zh-CN", "zh"), ("en", "en")] {
        let path = support::repository().join(format!("docs/{folder}/first-steps.md"));
        let page = fs::read_to_string(&path).expect("a page");
        let replayed = replayed(&page, language);
        if std::env::var_os("UPDATE_GOLDEN").is_some() {
            fs::write(&path, &replayed).expect("a written page");
        } else {
            assert_eq!(page, replayed);
        }
    }
}
