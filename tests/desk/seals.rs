//! A sealed issue stays as it was, or readers are told, or the editor is.

use std::fs;

use crate::support::Site;
use crate::support::program::kuaixun;

fn site() -> Site {
    let site = Site::small();
    site.write("kuaixun.yaml", "title: 测试快讯\neditions: [epub]\n");
    site.article(
        "content/bulletins/kx/2007-01/b.md",
        "文章b",
        "attachments: [t.csv]\n",
        "第一段。\n\n第二段有120人。\n\n第三段。",
    );
    site.write("content/bulletins/kx/2007-01/t.csv", "甲,1\n");
    site.article("content/news/both.md", "也登", "issue: 2007-01\n", "动态。");
    site
}

/// What `check` says of sealed issues, a line each.
fn told(site: &Site) -> Vec<String> {
    let run = kuaixun(&site.root(), &["check", "--format", "short"]);
    let lines = run.out.lines().filter(|line| line.contains("[sealed-changed"));
    lines.map(str::to_owned).collect()
}

#[test]
fn a_change_without_a_correction_is_told_with_what_it_was() {
    let site = site();
    let root = site.root();
    assert_eq!(kuaixun(&root, &["build"]).status, 0);
    let run = kuaixun(&root, &["seal", "2007-01"]);
    assert_eq!(run.status, 0, "{}", run.err);
    assert!(run.out.contains("3 texts, 1 pictures and attachments, 1 PDF"), "{}", run.out);
    assert_eq!(told(&site), [""; 0]);
    // Another encoding and other ends of lines are no change.
    let path = "content/bulletins/kx/2007-01/b.md";
    let text = fs::read_to_string(root.join(path)).unwrap();
    site.write(path, encoding_rs::GB18030.encode(&text.replace('\n', "\r\n")).0);
    assert_eq!(told(&site), [""; 0]);
    site.write(path, text.replace("120", "102").replace('\n', "\r\n"));
    let lines = told(&site);
    assert_eq!(lines.len(), 1, "{lines:?}");
    assert!(
        lines[0].contains("b.md:9:1") && lines[0].contains("it was: 第二段有120人。"),
        "{lines:?}"
    );
    let correction = "---\ncorrections: [{date: 2007-04-01, text: 120人应为102人}]\n";
    site.write(path, text.replace("120", "102").replacen("---\n", correction, 1));
    assert_eq!(told(&site), [""; 0]);
    // Sealed again, the correction is part of it.
    assert_eq!(kuaixun(&root, &["seal", "2007-01"]).status, 0);
    site.write(path, text.replace("120", "103").replacen("---\n", correction, 1));
    assert_eq!(told(&site).len(), 1);
    assert_eq!(kuaixun(&root, &["seal", "2007-01"]).status, 1);
}

#[test]
fn what_is_added_gone_or_replaced_is_told() {
    let site = site();
    let root = site.root();
    assert_eq!(kuaixun(&root, &["seal", "2007-01"]).status, 0);
    site.write("content/bulletins/kx/2007-01/t.csv", "甲,2\n");
    site.article("content/bulletins/kx/2007-01/new.md", "后加", "", "正文。");
    site.remove("content/bulletins/kx/2007-01/a.md");
    let b = fs::read_to_string(root.join("content/bulletins/kx/2007-01/b.md")).unwrap();
    site.write(
        "content/bulletins/kx/2007-01/b.md",
        b.replace("第三段。\n", "第三段。\n\n第四段。\n"),
    );
    let lines = told(&site);
    assert_eq!(lines.len(), 4, "{lines:#?}");
    let any = |word: &str| lines.iter().any(|line| line.contains(word));
    assert!(any("t.csv was changed") && any("this item was added"), "{lines:#?}");
    assert!(any("its content/bulletins/kx/2007-01/a.md is gone"), "{lines:#?}");
    assert!(any("b.md:13:1") && any("this was added since"), "{lines:#?}");
    // The same from the program's own list.
    let list = kuaixun(&root, &["seal", "--list", "--format", "csv"]).out;
    assert!(list.ends_with("kx,2007-01,2008-01-01,3,0,4\n"), "{list}");
}

#[test]
fn an_issue_is_opened_with_a_reason() {
    let site = site();
    let root = site.root();
    for (arguments, said) in [
        (&["seal"][..], "which issue?"),
        (&["seal", "2009-01"], "no issue 2009-01"),
        (&["seal", "2007-01", "--undo", "--reason", "x"], "is not sealed"),
    ] {
        let run = kuaixun(&root, arguments);
        assert!(run.status == 2 && run.err.contains(said), "{}", run.err);
    }
    assert_eq!(kuaixun(&root, &["seal", "2007-01"]).status, 0);
    assert!(kuaixun(&root, &["seal", "2007-01", "--undo"]).err.contains("say why"));
    let run = kuaixun(&root, &["seal", "2007-01", "--undo", "--reason", "漏登一篇"]);
    assert_eq!(run.status, 0, "{}", run.err);
    let yaml = fs::read_to_string(root.join("data/sealed.yaml")).unwrap();
    assert!(yaml.contains("sealed: []") && yaml.contains("漏登一篇"), "{yaml}");
    site.remove("content/bulletins/kx/2007-01/a.md");
    assert_eq!(told(&site), [""; 0]);
    site.write("data/sealed.yaml", "sealed: [甲]\n");
    let run = kuaixun(&root, &["check"]);
    assert!(run.status == 2 && run.err.contains("data/sealed.yaml"), "{}", run.err);
}

#[test]
fn an_edition_in_hand_is_compared_with_the_sealed_one() {
    let site = site();
    let root = site.root();
    assert_eq!(kuaixun(&root, &["build"]).status, 0);
    let book = "public/bulletins/kx/2007-01/kx-2007-01.epub";
    assert!(kuaixun(&root, &["verify", book]).err.contains("no PDF and no e-book is sealed"));
    assert_eq!(kuaixun(&root, &["seal", "2007-01"]).status, 0);
    fs::copy(root.join(book), root.join("mine.epub")).unwrap();
    let run = kuaixun(&root, &["verify", "mine.epub"]);
    assert!(run.status == 0 && run.out.contains("kx/2007-01"), "{}{}", run.out, run.err);
    let mut bytes = fs::read(root.join(book)).unwrap();
    *bytes.last_mut().unwrap() ^= 1;
    site.write("hand/kx-2007-01.epub", bytes);
    let run = kuaixun(&root, &["verify", "hand/kx-2007-01.epub"]);
    assert!(run.status == 1 && run.out.contains("not the one"), "{}", run.out);
    // What was built before a change is not sealed.
    site.article("content/bulletins/kx/2007-02/c.md", "改过", "", "正文。");
    let run = kuaixun(&root, &["seal", "2007-02"]);
    assert!(run.status == 0 && run.err.contains("built before a change"), "{}", run.err);
}

#[test]
fn a_new_article_joins_the_newest_issue_that_is_open() {
    let site = site();
    let root = site.root();
    site.write("content/bulletins/kx/2007-s1/_index.md", "---\ndate: 2007-12-01\n---\n");
    let new = || kuaixun(&root, &["new", "article", "稿件", "--no-input"]);
    assert!(new().out.contains("2007-02"), "{}", new().err);
    assert_eq!(kuaixun(&root, &["seal", "2007-02"]).status, 0);
    assert!(new().out.contains("2007-01"), "{}", new().err);
    assert_eq!(kuaixun(&root, &["seal", "2007-01"]).status, 0);
    let run = new();
    assert!(run.status == 2 && run.err.contains("new issue"), "{}", run.err);
}

#[test]
fn what_no_register_knows_is_not_written() {
    let site = site();
    site.write("kuaixun.yaml", "title: 测试快讯\ncolumns: [要闻, 动态]\n");
    site.write("data/units.yaml", "- {name: 甲乡人民政府, short: 甲乡}\n");
    for (option, value, near) in [("--unit", "甲镇", "甲乡"), ("--column", "要文", "要闻")]
    {
        let run = kuaixun(&site.root(), &["new", "news", "稿件", "--no-input", option, value]);
        assert!(run.status == 2 && run.err.contains(near), "{}", run.err);
    }
    assert!(!site.root().join("content/news/2008").exists());
    let run = kuaixun(&site.root(), &["new", "news", "稿件", "--no-input", "--unit", "甲乡"]);
    assert_eq!(run.status, 0, "{}", run.err);
}
