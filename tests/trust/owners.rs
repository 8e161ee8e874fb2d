//! One output, one owner: what another site has published stays, and what cannot be changed is named before
//! anything is.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::support::program::{Run, kuaixun};
use crate::support::{Site, Tree, tree};

fn site(title: &str, articles: &[&str]) -> Site {
    let site = Site::new();
    site.write("kuaixun.yaml", format!("title: {title}\n"));
    for name in articles {
        site.article(&format!("content/news/{name}.md"), name, "", "正文。");
    }
    site
}

fn build(site: &Site, output: &Path, more: &[&str]) -> Run {
    let output = output.to_str().unwrap();
    kuaixun(&site.root(), &[&["build", "--quiet", "--output", output], more].concat())
}

#[test]
fn a_second_site_does_not_take_the_place_of_the_first() {
    let folder = tempfile::tempdir().unwrap();
    let output = folder.path().join("www");
    let first = site("甲网", &["a1", "a2", "a3"]);
    assert_eq!(build(&first, &output, &[]).status, 0);
    let before = tree(&output);
    // Another title; the same title and other articles.
    for second in [site("乙网", &["b1"]), site("甲网", &["b1", "b2", "b3", "b4", "b5", "b6"])] {
        let run = build(&second, &output, &[]);
        assert_eq!(run.status, 2, "{}", run.err);
        assert!(run.err.contains("甲网") && run.err.contains("--force"), "{}", run.err);
        assert!(tree(&output) == before);
    }
    // A site may be renamed, or moved with its articles.
    first.write("kuaixun.yaml", "title: 丙网\n");
    assert_eq!(build(&first, &output, &[]).status, 0);
    let moved = site("丙网", &["a1", "a2", "a3", "a4"]);
    assert_eq!(build(&moved, &output, &[]).status, 0);
    let second = site("乙网", &["b1"]);
    assert_eq!(build(&second, &output, &["--force"]).status, 0);
    let names: Vec<String> = tree(&output).into_keys().collect();
    assert!(names.contains(&"news/b1.html".to_owned()), "{names:?}");
    assert!(!names.contains(&"news/a1.html".to_owned()), "{names:?}");
    assert_eq!(build(&moved, &output, &[]).status, 2);
}

#[test]
fn nothing_is_built_into_a_folder_of_our_own() {
    let site = site("甲网", &["a"]);
    site.build();
    let before = site.published();
    let run = build(&site, &site.root().join("public/.kuaixun/next"), &[]);
    assert_eq!(run.status, 2);
    assert!(run.err.contains(".kuaixun"), "{}", run.err);
    assert!(site.published() == before);
}

/// A lock that only `chattr` opens, as long as this lives.
struct Locked(PathBuf, &'static str);

impl Locked {
    /// `None` where the user or the file system has no such locks.
    fn new(path: &Path, flag: &'static str) -> Option<Self> {
        let run = Command::new("chattr").arg(format!("+{flag}")).arg(path).output().ok()?;
        run.status.success().then(|| Self(path.to_path_buf(), flag))
    }
}

impl Drop for Locked {
    fn drop(&mut self) {
        let _ = Command::new("chattr").arg(format!("-{}", self.1)).arg(&self.0).output();
    }
}

fn stays_and_goes_on(site: &Site, what: &str, before: &Tree, lock: Locked) {
    for _ in 0..2 {
        let run = build(site, &site.root().join("public"), &[]);
        assert_eq!(run.status, 2, "{what}: {}", run.err);
        let path = lock.0.to_str().unwrap();
        assert!(run.err.contains(path) && run.err.contains("chattr"), "{what}: {}", run.err);
        assert!(site.published() == *before, "{what}");
    }
    drop(lock);
    assert_eq!(build(site, &site.root().join("public"), &[]).status, 0, "{what}");
    assert!(site.page("news/a.html").contains("改过"), "{what}");
    assert!(!site.root().join("public/news/b.html").exists(), "{what}");
}

#[test]
fn what_is_locked_is_named_and_the_old_site_stays() {
    for (what, path, flag) in [
        ("a folder", "public/news", "i"),
        ("a page", "public/news/a.html", "i"),
        ("a page that goes", "public/news/b.html", "i"),
        ("a folder that only grows", "public/news", "a"),
        ("a page that only grows", "public/news/a.html", "a"),
        ("our own folder", "public/.kuaixun", "i"),
        ("our own folder that only grows", "public/.kuaixun", "a"),
        ("our lock", "public/.kuaixun/lock", "i"),
        ("our record", "public/.kuaixun/manifest", "i"),
        ("our record that only grows", "public/.kuaixun/manifest", "a"),
    ] {
        let site = site("甲网", &["a", "b"]);
        site.build();
        let before = site.published();
        site.article("content/news/a.md", "a", "", "改过。");
        site.remove("content/news/b.md");
        let Some(lock) = Locked::new(&site.root().join(path), flag) else { return };
        stays_and_goes_on(&site, what, &before, lock);
    }
}
