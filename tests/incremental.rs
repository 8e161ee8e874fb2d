//! There is one build path: after any edit, a build over the last one equals a clean build; and
//! each kind of edit makes just the pages it should.

#![allow(clippy::disallowed_methods, reason = "tests and benchmarks work on the disk")]

mod support;

use std::collections::BTreeSet;

use support::{Site, Tree, assert_same};

fn small() -> Site {
    let site = Site::new();
    site.write("content/bulletins/kx/_index.md", "---\ntitle: 快讯\n---\n");
    for (issue, name) in [("2007-01", "a"), ("2007-01", "b"), ("2007-02", "c")] {
        let path = format!("content/bulletins/kx/{issue}/{name}.md");
        site.article(&path, &format!("文章{name}"), "unit: 甲局\ncolumn: 要闻\n", "　　正文。");
    }
    site.article("content/news/n.md", "动态", "unit: 乙局\ntags: [科普]\n", "动态正文。");
    site
}

/// The paths whose bytes an edit changed, made or removed.
fn changed(site: &Site, edit: impl FnOnce(&Site)) -> BTreeSet<String> {
    site.build();
    let before = site.published();
    edit(site);
    site.build();
    let after = site.published();
    assert_same(&site.clean_build(), &after);
    let differs = |one: &Tree, other: &Tree| {
        let all: Vec<String> = one
            .iter()
            .filter(|(path, bytes)| other.get(*path) != Some(*bytes))
            .map(|(path, _)| path.clone())
            .collect();
        all
    };
    differs(&before, &after).into_iter().chain(differs(&after, &before)).collect()
}

fn set(paths: &[&str]) -> BTreeSet<String> {
    paths.iter().map(|path| (*path).to_owned()).collect()
}

#[test]
fn nothing_changed_writes_nothing() {
    let site = small();
    assert!(site.build().written > 20);
    let again = site.build();
    assert_eq!((again.written, again.removed), (0, 0));
}

#[test]
fn a_body_edit_changes_the_page_its_issue_and_its_feeds() {
    let edit = |site: &Site| {
        let path = "content/bulletins/kx/2007-01/a.md";
        site.article(path, "文章a", "unit: 甲局\ncolumn: 要闻\n", "　　正文。\n\n　　又一段。");
    };
    let slug = kuaixun::content::urls::slug;
    let (column, unit) = (slug("要闻"), slug("甲局"));
    let expected = [
        "bulletins/kx/2007-01/a.html",
        "bulletins/kx/2007-01/index.html",
        "bulletins/kx/feed.xml",
        "feed.xml",
        &format!("columns/{column}/feed.xml"),
        &format!("units/{unit}/feed.xml"),
    ];
    assert_eq!(changed(&small(), edit), set(&expected));
}

#[test]
fn a_title_edit_changes_the_lists_it_stands_in_and_its_neighbour() {
    let edit = |site: &Site| {
        site.article("content/news/n.md", "新动态", "unit: 乙局\ntags: [科普]\n", "动态正文。");
    };
    let slug = kuaixun::content::urls::slug;
    let (unit, tag) = (slug("乙局"), slug("科普"));
    let expected = [
        "news/n.html",
        "news/index.html",
        "index.html",
        "feed.xml",
        "archive/2007/03/index.html",
        &format!("units/{unit}/index.html"),
        &format!("units/{unit}/feed.xml"),
        &format!("tags/{tag}/index.html"),
    ];
    assert_eq!(changed(&small(), edit), set(&expected));
}

#[test]
fn touching_a_file_changes_nothing() {
    let edit = |site: &Site| {
        site.article("content/news/n.md", "动态", "unit: 乙局\ntags: [科普]\n", "动态正文。");
    };
    assert_eq!(changed(&small(), edit), set(&[]));
}

#[test]
fn a_removed_page_goes_and_a_foreign_file_stays() {
    let site = small();
    site.build();
    site.write("public/news/foreign.txt", "不是我们的");
    site.remove("content/news/n.md");
    let report = site.build();
    assert!(report.removed > 0);
    let now = site.published();
    assert!(now.contains_key("news/foreign.txt"));
    assert!(!now.keys().any(|path| path.starts_with("news/") && path.ends_with(".html")));
    assert!(!now.keys().any(|path| path.starts_with("tags/")), "{:?}", now.keys());
}

#[test]
fn a_page_lost_or_cut_short_in_the_output_is_made_again() {
    let site = small();
    site.build();
    let whole = site.published();
    std::fs::remove_file(site.root().join("public/news/n.html")).expect("a page");
    site.write("public/index.html", "半");
    assert_eq!(site.build().written, 2);
    assert_same(&whole, &site.published());
}

#[test]
fn a_file_becomes_a_folder_and_a_folder_a_file() {
    let site = small();
    site.write("static/x", "文件");
    site.build();
    site.remove("static/x").write("static/x/y.txt", "文件夹里");
    site.build();
    assert_same(&site.clean_build(), &site.published());
    site.remove("static/x/y.txt");
    std::fs::remove_dir(site.root().join("static/x")).expect("an empty folder");
    site.write("static/x", "又是文件");
    site.build();
    assert_same(&site.clean_build(), &site.published());
}

#[cfg(unix)]
#[test]
fn nothing_is_written_or_removed_through_a_link_in_the_output() {
    let site = small();
    site.build();
    let elsewhere = tempfile::tempdir().expect("a temporary folder");
    std::fs::write(elsewhere.path().join("n.html"), "不是我们的").expect("a file");
    std::fs::remove_dir_all(site.root().join("public/news")).expect("our folder");
    std::os::unix::fs::symlink(elsewhere.path(), site.root().join("public/news")).expect("a link");
    site.remove("content/news/n.md");
    site.build();
    assert!(elsewhere.path().join("n.html").exists());
}

#[test]
fn a_damaged_manifest_is_made_again() {
    let site = small();
    site.build();
    let whole = site.published();
    for damage in [&b"kuaixun manifest 1\n123"[..], b"", b"\xff\xfe", b"another program's"] {
        site.write("public/.kuaixun/manifest", damage);
        assert_eq!(site.build().written, 0);
        assert_same(&whole, &site.published());
    }
}
