//! A build over an older one: what it leaves alone, what it removes, what it makes good.

use crate::support::{Site, assert_same};

#[test]
fn nothing_changed_writes_nothing() {
    let site = Site::small();
    assert!(site.build().written > 20);
    let again = site.build();
    assert_eq!((again.written, again.removed), (0, 0));
}

#[test]
fn a_removed_page_goes_and_a_foreign_file_stays() {
    let site = Site::small();
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
    let site = Site::small();
    site.build();
    let whole = site.published();
    std::fs::remove_file(site.root().join("public/news/n.html")).expect("a page");
    site.write("public/index.html", "半");
    assert_eq!(site.build().written, 2);
    assert_same(&whole, &site.published());
}

#[test]
fn files_of_the_search_are_made_again_and_nothing_else_stands_there() {
    let site = Site::small();
    site.build();
    let whole = site.published();
    let shard = whole.keys().find(|path| path.starts_with("search/texts/")).expect("a text");
    std::fs::remove_file(site.root().join("public").join(shard)).expect("a file");
    assert_eq!(site.build().written, 1);
    assert_same(&whole, &site.published());
    site.write("static/search/index.js", "// 作者自己的");
    assert_eq!(site.codes(), ["duplicate-url"]);
    site.remove("static/search/index.js");
    site.write("kuaixun.yaml", "title: 测试快讯\nbase_url: https://test.example/\nsearch: false\n");
    site.build();
    assert!(!site.published().keys().any(|path| path.starts_with("search/")));
    assert!(!site.page("index.html").contains("search/"));
}

#[test]
fn a_file_becomes_a_folder_and_a_folder_a_file() {
    let site = Site::small();
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
    let site = Site::small();
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
    let site = Site::small();
    site.build();
    let whole = site.published();
    for damage in [&b"kuaixun manifest 1\n123"[..], b"", b"\xff\xfe", b"another program's"] {
        site.write("public/.kuaixun/manifest", damage);
        assert_eq!(site.build().written, 0);
        assert_same(&whole, &site.published());
    }
}
