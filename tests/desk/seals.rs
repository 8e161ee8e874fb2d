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
    let correction = "---\ncorrections: [{date: 2008-01-01, text: 120人应为102人}]\n";
    site.write(path, text.replace("120", "102").replacen("---\n", correction, 1));
    assert_eq!(told(&site), [""; 0]);
    // What can be put right by itself is left alone where it is sealed.
    assert!(kuaixun(&root, &["fix", "--yes"]).out.contains("it is sealed"));
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
    assert!(run.status == 1 && run.err.contains("[bad-sealed]"), "{}", run.err);
}

#[test]
fn only_a_correction_that_readers_see_tells_them() {
    let site = site();
    let root = site.root();
    let path = "content/bulletins/kx/2007-01/b.md";
    assert_eq!(kuaixun(&root, &["seal", "2007-01"]).status, 0);
    let text = fs::read_to_string(root.join(path)).unwrap();
    for (day, count) in [("2007-12-31", 2), ("2008-01-02", 2), ("2008-01-01", 0)] {
        let correction = format!("---\ncorrections: [{{date: {day}, text: 有误}}]\n");
        site.write(path, text.replace("120", "102").replacen("---\n", &correction, 1));
        assert_eq!(told(&site).len(), count, "{day}");
    }
    site.write(path, &text);
    // The file of an issue has none.
    let index = "content/bulletins/kx/2007-02/_index.md";
    site.write(index, "---\ndate: 2007-04-30\n---\n\n按语。\n");
    assert_eq!(kuaixun(&root, &["seal", "2007-02"]).status, 0);
    let corrections = "corrections: [{date: 2008-01-01, text: 有误}]\n";
    site.write(index, format!("---\ndate: 2007-04-30\n{corrections}---\n\n改了。\n"));
    let lines = told(&site);
    assert!(lines.iter().any(|line| line.contains("按语。")), "{lines:?}");
    assert!(lines.iter().all(|line| line.contains("_index.md")), "{lines:?}");
}

#[test]
fn damage_to_what_was_sealed_is_told() {
    let site = site();
    let root = site.root();
    assert_eq!(kuaixun(&root, &["seal", "2007-01"]).status, 0);
    let (yaml, copy) = ("data/sealed.yaml", "data/sealed/kx-2007-01.txt");
    let [good_yaml, good_copy] =
        [yaml, copy].map(|path| fs::read_to_string(root.join(path)).unwrap());
    let bad = || {
        let run = kuaixun(&root, &["check", "--format", "short"]);
        run.out.lines().filter(|line| line.contains("[bad-sealed")).count()
    };
    assert_eq!(bad(), 0);
    site.write(copy, good_copy.replace("120", "102"));
    assert_eq!(bad(), 1);
    site.remove(copy);
    assert_eq!(bad(), 1);
    site.write(copy, &good_copy);
    site.write(yaml, "");
    assert_eq!(bad(), 1);
    site.write(yaml, good_yaml.replace("sealed:", "<<<<<<<"));
    assert!(bad() > 0);
    site.write(yaml, &good_yaml);
    assert_eq!(bad(), 0);
    // No name in it leads out of its folder.
    site.write("precious.txt", "1");
    let outside = good_yaml.replace("publication: kx", "publication: x/../../../precious");
    site.write(yaml, outside);
    assert!(bad() > 0);
    assert_eq!(kuaixun(&root, &["seal", "--undo", "2007-01", "--reason", "x"]).status, 2);
    assert!(root.join("precious.txt").exists());
    site.write(yaml, &good_yaml);
    // The number of an issue is sealed, too.
    site.write("content/bulletins/kx/_index.md", "---\ntitle: 快讯\nfirst_cumulative: 55\n---\n");
    let lines = told(&site);
    assert!(lines.len() == 1 && lines[0].contains("number 55"), "{lines:?}");
    // It can be opened whatever became of it.
    fs::remove_dir_all(root.join("content/bulletins/kx/2007-01")).unwrap();
    let run = kuaixun(&root, &["seal", "--undo", "2007-01", "--reason", "不在了"]);
    assert_eq!(run.status, 0, "{}", run.err);
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
    // Sealed again after a correction, the earlier one was still published.
    let path = "content/bulletins/kx/2007-01/a.md";
    let head = "unit: 甲局\ncorrections: [{date: 2008-01-01, text: 有误}]\n";
    site.article(path, "文章a", head, "改正的。");
    assert_eq!(kuaixun(&root, &["build"]).status, 0);
    assert_eq!(kuaixun(&root, &["seal", "2007-01"]).status, 0);
    let run = kuaixun(&root, &["verify", "mine.epub"]);
    assert!(run.status == 0 && run.out.contains("published earlier"), "{}", run.out);
    assert_eq!(kuaixun(&root, &["seal", "2007-01", "--undo", "--reason", "x"]).status, 0);
    assert!(kuaixun(&root, &["verify", "mine.epub"]).out.contains("published earlier"));
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

#[test]
fn a_correction_joins_no_issue_that_is_out() {
    let site = Site::small();
    for (issue, day) in [("2007-01", "2007-03-20"), ("2007-02", "2007-03-31")] {
        let index = format!("content/bulletins/kx/{issue}/_index.md");
        site.write(&index, format!("---\ndate: {day}\n---\n"));
    }
    let root = site.root();
    assert_eq!(kuaixun(&root, &["seal", "2007-02"]).status, 0);
    let correct = |day: &str| {
        let head =
            format!("unit: 甲局\ncolumn: 要闻\ncorrections: [{{date: {day}, text: 应为102人}}]\n");
        site.article("content/bulletins/kx/2007-01/a.md", "文章a", &head, "　　正文。");
        kuaixun(&root, &["check", "--format", "short"]).out
    };
    // Of the day on which it came out: the next one says it.
    assert!(!correct("2007-03-31").contains("sealed-changed"));
    let found = correct("2007-03-25");
    assert!(found.contains("sealed-changed") && found.contains("kx/2007-01/a.md"), "{found}");
}
