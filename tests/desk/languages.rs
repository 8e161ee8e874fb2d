//! What is said in Chinese is Chinese, and what is said in English is English: every command, every refusal.

use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use regex::Regex;

use crate::support::Site;
use crate::support::program::run;

/// Three English words in a row are a sentence; names of options and files are none.
static ENGLISH: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?:^|[^-./\w])[A-Za-z]+ [a-z]+ [a-z]+").expect("a pattern"));

/// A command to type.
static COMMAND: LazyLock<Regex> =
    LazyLock::new(|| Regex::new("kuaixun( [a-z-]+)*").expect("a pattern"));

fn is_han(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c)
}

/// Runs a command in both languages and looks at what it says, without what it quotes of the site.
fn speaks(root: &Path, arguments: &[&str], status: i32) {
    for language in ["zh", "en"] {
        let said = run(root, arguments, &[("KUAIXUN_LANG", language)]);
        let text = format!("{}{}", said.out, said.err).replace(&root.display().to_string(), "");
        assert_eq!(said.status, status, "{arguments:?}: {text}");
        if language == "zh" {
            let text = COMMAND.replace_all(&text, "");
            let sentence = text.lines().find(|line| ENGLISH.is_match(line));
            assert_eq!(sentence, None, "{arguments:?}");
            assert!(text.is_empty() || text.chars().any(is_han), "{arguments:?}: {text}");
        } else {
            let own = text.replace("中文", "").replace("2006年第3期", "");
            assert!(!own.chars().any(is_han), "{arguments:?}: {text}");
        }
    }
}

#[test]
fn every_command_has_help() {
    let site = Site::new();
    let all =
        "build check serve fix init new list seal explain schema completions man theme verify";
    for command in all.split(' ') {
        speaks(&site.root(), &[command, "--help"], 0);
        speaks(&site.root(), &[command, "--optoin"], 2);
    }
    speaks(&site.root(), &[], 2);
    speaks(&site.root(), &["--help"], 0);
    speaks(&site.root(), &["help"], 0);
    speaks(&site.root(), &["help", "build"], 0);
}

#[test]
fn every_refusal_is_in_the_language_of_the_process() {
    let site = Site::new();
    site.write("kuaixun.yaml", "title: Site\ncolumns: [News]\n");
    site.write("data/units.yaml", "- Office\n");
    site.article("content/bulletins/kx/2007-01/a.md", "Title", "unit: Office\n", "Text.");
    site.write("public/index.html", "of somebody else");
    site.write("not-a-zip.zip", "x");
    site.write("one.pdf", "x");
    fs::create_dir_all(site.root().join("shelf")).unwrap();
    site.write("themes/default/templates/page.html", "x");
    let root = site.root();
    for arguments in [
        &["build", "--root", "nowhere"][..],
        &["build", "--output", "content/x"],
        &["build"],
        &["build", "--editions", "word"],
        &["build", "--today", "tomorrow"],
        &["check", "nowhere.md"],
        &["new", "news", "--no-input"],
        &["new", "news", "x", "--no-input", "--unit", "Offise"],
        &["new", "news", "x", "--no-input", "--column", "Nevs"],
        &["new", "news", "x", "--no-input", "--name", "a/b"],
        &["new", "issue", "--issue", "March"],
        &["new", "issue", "--from", "nowhere", "--no-input"],
        &["list", "things"],
        &["seal"],
        &["seal", "2009-01"],
        &["seal", "2007-01", "--undo", "--reason", "x"],
        &["explain", "nothing"],
        &["theme", "--root", "nowhere"],
        &["theme", "templates/pgae.html"],
        &["theme", "templates/page.html"],
        &["verify", "nowhere.zip"],
        &["verify", "one.pdf"],
        &["serve", "--root", "nowhere"],
        &["serve", "--bind", "203.0.113.9"],
        &["init", "content"],
    ] {
        speaks(&root, arguments, 2);
    }
    speaks(&root, &["new", "issue", "--from", "shelf", "--no-input"], 1);
    speaks(&root, &["verify", "not-a-zip.zip"], 1);
    for arguments in [&["list", "issues"][..], &["fix", "--yes"], &["seal", "--list"]] {
        speaks(&root, arguments, 0);
    }
    speaks(&root, &["check"], 0);
}
