//! Pages of old sites become articles: in the dialects of four systems, and those of this program.

use std::fs;
use std::path::Path;

use crate::support::program::kuaixun;
use crate::support::{repository, tree};

use super::drawn::UNITS;

/// The same article as four systems write it; the second is in GBK.
fn dialects() -> [(&'static str, Vec<u8>); 4] {
    let text = "<p>　　3月5日，小雪镇举办培训班，<span style=\"font-family:仿宋_GB2312\">120余人</span>参加。见<a href=\"../b/2.html\">通知</a>和<a href=\"/files/table.xls\">名单</a>。</p>\
        <p align=center><img src=\"/img/a.png\" alt=\"\"></p>\
        <table><tr><td>项目</td><td>数</td></tr><tr><td>培训班</td><td>12</td></tr></table>";
    let head = "<meta name=\"ArticleTitle\" content=\"小雪镇举办培训班\"><meta name=\"PubDate\" content=\"2007-03-05 08:30\"><meta name=\"ContentSource\" content=\"小雪镇\"><meta name=\"ColumnName\" content=\"乡镇动态\">";
    let page = |head: &str, body: &str| {
        format!(
            "<!DOCTYPE html><html><head><title>小雪镇举办培训班_某某网</title>{head}</head><body><div>导航</div>{body}<div>版权所有</div></body></html>"
        )
    };
    let han =
        page(head, &format!("<!--ZJEG_RSS.content.begin-->{text}<!--ZJEG_RSS.content.end-->"));
    let trs = page(
        &format!("<meta charset=gb2312>{head}"),
        &format!("<div class=\"TRS_Editor\"><style>p{{}}</style>{text}</div>"),
    );
    let empire = page(
        "",
        &format!(
            "<h1>小雪镇举办培训班</h1><div>来源：小雪镇　发布时间：2007-03-05</div><div id=\"text\">{text}</div>"
        ),
    );
    let dede = page(
        "",
        &format!(
            "<div class=\"viewbox\"><h1>小雪镇举办培训班</h1><div class=info>时间：2007-03-05 来源：小雪镇 作者：王强</div><div class=\"content\"><table><tr><td>{text}</td></tr></table></div></div>"
        ),
    );
    let gbk = encoding_rs::GBK.encode(&trs).0.into_owned();
    [
        ("hanweb", han.into_bytes()),
        ("trs", gbk),
        ("empire", empire.into_bytes()),
        ("dede", dede.into_bytes()),
    ]
}

fn site(root: &Path) {
    fs::write(root.join("kuaixun.yaml"), "title: 快讯\n").expect("a file");
    fs::create_dir(root.join("data")).expect("a folder");
    let units: Vec<String> = UNITS.iter().map(|unit| format!("- name: {unit}\n")).collect();
    fs::write(root.join("data/units.yaml"), units.concat()).expect("a file");
}

#[test]
fn pages_of_four_systems() {
    for (name, page) in dialects() {
        let folder = tempfile::tempdir().expect("a folder");
        let root = folder.path();
        site(root);
        for below in ["old/a", "old/b", "old/img", "old/files"] {
            fs::create_dir_all(root.join(below)).expect("a folder");
        }
        fs::write(root.join("old/a/1.html"), &page).expect("a file");
        let other =
            String::from_utf8_lossy(&dialects()[0].1).replace("小雪镇举办培训班", "另一篇通知");
        fs::write(root.join("old/b/2.html"), &other).expect("a file");
        fs::write(root.join("old/index.html"), "<!DOCTYPE html><html><body><ul><li><a href=a/1.html>小雪镇举办培训班</a></ul></body></html>").expect("a file");
        fs::copy(repository().join("tests/support/ink.jpg"), root.join("old/img/a.png"))
            .expect("a file");
        fs::write(root.join("old/files/table.xls"), b"\xd0\xcf\x11\xe0").expect("a file");
        let run = kuaixun(root, &["import", "old"]);
        assert_eq!(run.status, 0, "{name}: {}{}", run.out, run.err);
        assert!(run.out.contains("2 imported"), "{name}: {}{}", run.out, run.err);
        let text = fs::read_to_string(root.join("content/news/2007/小雪镇举办培训班.md"))
            .expect("an article");
        for part in [
            "title: 小雪镇举办培训班",
            "date: 2007-03-05",
            "unit: 小雪镇",
            "aliases: [/a/1.html]",
            "3月5日，小雪镇举办培训班，120余人参加。见[通知](另一篇通知.md)和[名单](小雪镇举办培训班-2.xls)。",
            "![](小雪镇举办培训班-1.jpg)",
            "| 培训班 | 12 |",
        ] {
            assert!(text.contains(part), "{name}: {part}\n{text}");
        }
        assert!(!text.contains("导航") && !text.contains("版权"), "{text}");
        // Published, the old address leads to the new one.
        fs::write(
            root.join("content/news/2007/小雪镇举办培训班.md"),
            text.replace("draft: true\n", ""),
        )
        .expect("a file");
        let other = root.join("content/news/2007/另一篇通知.md");
        let draft = fs::read_to_string(&other).expect("an article");
        fs::write(&other, draft.replace("draft: true\n", "")).expect("a file");
        let built = kuaixun(root, &["build"]);
        assert_eq!(built.status, 0, "{}{}", built.out, built.err);
        assert!(root.join("public/a/1.html").is_file());
    }
}

/// What is on a page for search engines, and the text of the article, without blanks.
fn shown(html: &str) -> (Vec<String>, String) {
    let metas = html.lines().filter(|line| line.starts_with("<meta name=\""));
    let names = ["ArticleTitle", "PubDate", "ContentSource", "Author", "Keywords", "ColumnName"];
    let metas = metas
        .filter(|line| names.iter().any(|name| line.contains(&format!("name=\"{name}\""))))
        .map(str::to_owned);
    let nodes = kuaixun::base::tree::parse(html, 99);
    let mut found = Vec::new();
    super::word::elements(&nodes, "div", &mut found);
    let prose =
        found.iter().find(|one| one.has_class("prose")).map(|one| one.text()).unwrap_or_default();
    (metas.collect(), prose.split_whitespace().collect())
}

#[test]
fn the_example_site_comes_back_as_it_was() {
    let folder = tempfile::tempdir().expect("a folder");
    let (root, old) = (folder.path().join("new"), folder.path().join("old"));
    let output = old.display().to_string();
    let built = kuaixun(repository(), &["build", "--quiet", "--output", &output]);
    assert_eq!(built.status, 0, "{}{}", built.out, built.err);
    fs::create_dir_all(root.join("data/series")).expect("a folder");
    for name in
        ["kuaixun.yaml", "data/units.yaml", "data/series/awards.csv", "data/series/energy.csv"]
    {
        fs::copy(repository().join(name), root.join(name)).expect("a file");
    }
    let run = kuaixun(&root, &["import", &output]);
    assert_eq!(run.status, 0, "{}{}", run.out, run.err);
    for (path, bytes) in tree(&root.join("content")) {
        if path.ends_with(".md") {
            let text = String::from_utf8(bytes).expect("UTF-8").replacen("draft: true\n", "", 1);
            fs::write(root.join("content").join(path), text).expect("a file");
        }
    }
    let built = kuaixun(&root, &["build", "--quiet"]);
    assert_eq!(built.status, 0, "{}{}", built.out, built.err);
    let (mut articles, mut charts) = (0, 0);
    for (path, bytes) in tree(&old) {
        let html = String::from_utf8_lossy(&bytes).into_owned();
        if !path.ends_with(".html") || !html.contains("name=\"ArticleTitle\"") {
            continue;
        }
        articles += 1;
        let mut now = fs::read_to_string(root.join("public").join(&path))
            .unwrap_or_else(|_| panic!("{path} does not answer"));
        if let Some((_, rest)) = now.split_once("http-equiv=\"refresh\" content=\"0; url=") {
            let target = rest.split('"').next().expect("an address");
            let place = root.join("public").join(&path).with_file_name("").join(target);
            now = fs::read_to_string(place).expect("a page");
        }
        let (before, after) = (shown(&html), shown(&now));
        assert_eq!(before.0, after.0, "{path}");
        if html.contains("class=\"chart") {
            // Drawn again by hand: its numbers are there as a table.
            charts += 1;
            continue;
        }
        assert_eq!(before.1, after.1, "{path}");
    }
    assert!(articles > 80 && charts < 5, "{articles} articles, {charts} charts");
}

#[test]
fn nothing_outside_the_folder_is_read_for_a_page() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path();
    site(root);
    fs::create_dir_all(root.join("old/a")).expect("a folder");
    fs::write(root.join("secret.pdf"), "机密").expect("a file");
    let body = "<p>见<a href=\"../../secret.pdf\">甲</a><a href=\"/../secret.pdf\">乙</a><a href=\"%2e%2e/%2e%2e/secret.pdf\">丙</a><a href=\"javascript:alert(1)\">丁</a><a href=\"link.pdf\">戊</a></p>";
    let page = format!(
        "<html><head><meta name=\"ArticleTitle\" content=\"甲\"><meta name=\"PubDate\" content=\"2007-03-05\"><meta name=\"ContentSource\" content=\"小雪镇\"></head><body><div class=\"TRS_Editor\">{body}</div></body></html>"
    );
    fs::write(root.join("old/a/1.html"), page).expect("a file");
    #[cfg(unix)]
    std::os::unix::fs::symlink(root.join("secret.pdf"), root.join("old/a/link.pdf"))
        .expect("a link");
    let run = kuaixun(root, &["import", "old"]);
    let files = tree(&root.join("content"));
    assert_eq!(files.len(), 1, "{}{}", run.out, run.err);
    let text = String::from_utf8_lossy(files.values().next().expect("an article")).into_owned();
    assert!(text.contains("见甲乙丙丁戊"), "{text}");
}
