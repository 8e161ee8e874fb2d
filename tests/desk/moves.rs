//! An item gets another place or another name, and nothing that leads to it is lost.

use std::fs;

use crate::support::Site;
use crate::support::program::kuaixun;

fn site() -> Site {
    let site = Site::small();
    site.write("content/bulletins/kx/2007-02/_index.md", "---\ncontents: [c, 要闻]\n---\n");
    site.write("content/news/2007/pics/a.svg", "<svg width=\"4\" height=\"3\"/>");
    site.write("content/news/2007/both.csv", "甲,1\n");
    site.write("content/news/2007/own (1).csv", "乙,2\n");
    let head =
        "tags: 科普\nattachments: [own (1).csv, {file: both.csv, title: 表}]\nissue: kx/2007-01\n";
    let body = "![图](pics/a.svg \"题\")，见[另一篇](../o.md#节)、[表](<own (1).csv>)、[本页](#节)。\n\n## 节\n\n又见[另一篇](<../o.md>)，[自己](item.md)。\n";
    site.article("content/news/2007/item.md", "要移的", head, body);
    let body = "见[它](2007/item.md#节)、[它的网址](/news/2007/item.html)、[引用][r]。\n\n## 节\n\n[r]: <2007/item.md>\n";
    site.article("content/news/o.md", "另一篇", "attachments: [2007/both.csv]\n", body);
    site.write("content/topics/t.md", "---\ntitle: 专题\narticles: [news/2007/item.md]\n---\n");
    site
}

fn run(site: &Site, words: &[&str]) -> (bool, String) {
    let run = kuaixun(&site.root(), words);
    (run.status == 0, run.out + &run.err)
}

fn text(site: &Site, path: &str) -> String {
    fs::read_to_string(site.root().join(path)).unwrap_or_default()
}

#[test]
fn an_item_moves_with_its_pictures_and_links_follow() {
    let site = site();
    assert_eq!(site.codes(), [""; 0]);
    let (is_done, said) =
        run(&site, &["move", "content/news/2007/item.md", "2007-02", "--publication", "kx"]);
    assert!(is_done, "{said}");
    assert_eq!(site.codes(), [""; 0], "{said}");
    let folder = "content/bulletins/kx/2007-02";
    let item = text(&site, &format!("{folder}/item.md"));
    for kept in [
        "(pics/a.svg \"题\")",
        "[另一篇](../../../news/o.md#节)",
        "[另一篇](<../../../news/o.md>)",
        "[表](<own (1).csv>)",
        "[本页](#节)",
        "[自己](item.md)",
        "attachments: [own (1).csv, {file: ../../../news/2007/both.csv, title: 表}]",
        "aliases: [/news/2007/item.html]",
    ] {
        assert!(item.contains(kept), "{kept}: {item}");
    }
    assert!(item.contains("issue: 2007-02\n"), "{item}");
    for path in ["pics/a.svg", "own (1).csv"] {
        assert!(site.root().join(folder).join(path).exists(), "{path}");
        assert!(!site.root().join("content/news/2007").join(path).exists(), "{path}");
    }
    let other = text(&site, "content/news/o.md");
    for now in [
        "[它](../bulletins/kx/2007-02/item.md#节)",
        "(/bulletins/kx/2007-02/item.html)",
        "[r]: <../bulletins/kx/2007-02/item.md>",
    ] {
        assert!(other.contains(now), "{now}: {other}");
    }
    assert!(text(&site, "content/topics/t.md").contains("[bulletins/kx/2007-02/item.md]"));
    site.build();
    assert!(site.page("news/2007/item.html").contains("../../bulletins/kx/2007-02/item.html"));
}

#[test]
fn and_back_it_is_as_it_was_but_for_the_former_address() {
    let site = site();
    let before = ["content/news/o.md", "content/topics/t.md"].map(|path| text(&site, path));
    assert!(run(&site, &["move", "item", "kx/2007-02"]).0);
    assert!(run(&site, &["move", "item", "news/2007"]).0);
    assert_eq!(["content/news/o.md", "content/topics/t.md"].map(|path| text(&site, path)), before);
    let item = text(&site, "content/news/2007/item.md");
    assert!(item.contains("aliases: [/bulletins/kx/2007-02/item.html]"), "{item}");
    assert_eq!(site.codes(), [""; 0]);
}

#[test]
fn a_file_gets_another_name_wherever_it_is_named() {
    let site = site();
    site.write("kuaixun.yaml", "title: 测试快讯\nmenu: [home, about, t]\n");
    site.write("content/pages/about.md", "---\ntitle: 关于\n---\n\n见[专题](../topics/t.md)。\n");
    for words in [["c", "first"], ["about.md", "us"], ["t", "fair"]] {
        let (is_done, said) = run(&site, &["rename", words[0], words[1]]);
        assert!(is_done, "{words:?}: {said}");
    }
    assert_eq!(site.codes(), [""; 0]);
    assert!(
        text(&site, "content/bulletins/kx/2007-02/_index.md").contains("contents: [first, 要闻]")
    );
    assert!(text(&site, "kuaixun.yaml").contains("menu: [home, us, fair]"));
    assert!(text(&site, "content/pages/us.md").contains("[专题](../topics/fair.md)"));
    site.build();
    assert!(site.page("about.html").contains("us.html"));
    assert!(site.page("topics/t/index.html").contains("../../topics/fair/index.html"));
}

#[test]
fn what_stands_in_the_way_changes_nothing() {
    let site = site();
    site.write("content/bulletins/kx/2007-02/pics/a.svg", "<svg width=\"9\" height=\"9\"/>");
    site.article("content/news/taken.md", "在了", "", "文。");
    site.article("content/news/2008/item.md", "同名", "", "文。");
    let before = crate::support::tree(&site.root().join("content"));
    for words in [
        &["move", "news/2007/item", "kx/2007-02"][..],
        &["move", "news/2007/item", "kx/2007-09"],
        &["move", "news/2007/item", "elsewhere"],
        &["move", "item", "kx/2007-01"],
        &["move", "nothing", "kx/2007-01"],
        &["move", "content/bulletins/kx/2007-02/_index.md", "kx/2007-01"],
        &["rename", "content/news/o.md", "taken"],
        &["rename", "content/news/o.md", "con"],
        &["rename", "content/news/o.md", "a/b"],
        &["rename", "content/news/o.md", "o"],
    ] {
        let (is_done, said) = run(&site, words);
        assert!(!is_done && !said.is_empty(), "{words:?}: {said}");
    }
    site.write("content/news/broken.md", "没有文章信息");
    assert!(!run(&site, &["rename", "content/news/o.md", "p"]).0);
    site.remove("content/news/broken.md");
    assert!(before == crate::support::tree(&site.root().join("content")));
}

/// All of a site's own files.
fn sources(site: &Site) -> crate::support::Tree {
    let mut tree = crate::support::tree(&site.root());
    tree.retain(|path, _| !path.starts_with("public"));
    tree
}

#[test]
fn what_would_break_the_site_is_undone() {
    let site = site();
    site.write(
        "content/bulletins/kx/2007-02/other.md",
        "---\ntitle: 丙\ndate: 2007-03-20\n---\n\n文。\n",
    );
    site.article("content/news/talk.md", "会", "issue: kx/2007-02\n", "文。");
    site.write(
        "content/bulletins/kx/2007-02/_index.md",
        "---\ndate: 2007-03-31\ncontents: [talk, c, 要闻]\n---\n",
    );
    site.write("content/pages/about.md", "---\ntitle: 关于\n---\n\n文。\n");
    site.write("kuaixun.yaml", "title: 测试快讯\nmenu: [home, about, units]\n");
    site.article("content/news/late.md", "晚", "", "文。");
    let late = "---\ntitle: 晚\ndate: 2007-04-20\n---\n\n文。\n";
    site.write("content/news/late.md", late);
    assert_eq!(site.codes(), [""; 0]);
    let before = sources(&site);
    for words in [
        // One address for two pages; an article of a later day; a name that means another article in the contents.
        &["rename", "content/bulletins/kx/2007-02/c.md", "Other"][..],
        &["move", "late", "kx/2007-02"],
        &["rename", "content/bulletins/kx/2007-02/other.md", "talk"],
        &["rename", "about", "units"],
        &["rename", "about", "index"],
        &["move", "talk", "news/.hidden"],
        &["move", "talk", "news/../bulletins/kx/2007-02"],
        &["move", "talk", "news/a.md"],
        &["rename", "talk", "x.md.md"],
        &["rename", "talk", "a\u{200b}b"],
    ] {
        let (is_done, said) = run(&site, words);
        assert!(!is_done && !said.is_empty(), "{words:?}: {said}");
        assert!(before == sources(&site), "{words:?}");
    }
}

#[test]
fn what_was_typed_stays_beside_what_changes() {
    let site = Site::small();
    let item = "---\n标题：移\ndate: 2007-03-20 # 定\naliases:\n  - /old.html # 旧\n期号：2007-1、2007-2 # 两期\n---\n\n见[乙](o.md)、[丙](　o.md)。\n";
    site.write("content/bulletins/kx/2007-01/item.md", item);
    site.article("content/bulletins/kx/2007-01/o.md", "乙", "", "见[它](./item.md)。");
    site.write(
        "kuaixun.yaml",
        "title: 测试快讯\nmenu:\n  - title: 更多 # about\n    items: [about, 专题]\n",
    );
    site.write("content/pages/about.md", "---\ntitle: 关于\n---\n\n文。\n");
    site.write(
        "content/topics/t.md",
        "---\ntitle: 专题\narticles: [../bulletins/kx/2007-01/item.md] # item\n---\n",
    );
    let before = sources(&site);
    assert!(run(&site, &["rename", "about", "us"]).0);
    assert!(text(&site, "kuaixun.yaml").contains("更多 # about\n    items: [us, 专题]"));
    assert!(run(&site, &["rename", "us", "about"]).0);
    let (is_done, said) = run(&site, &["rename", "item", "new"]);
    assert!(is_done, "{said}");
    assert!(text(&site, "content/topics/t.md").contains("[../bulletins/kx/2007-01/new.md] # item"));
    assert!(run(&site, &["rename", "new", "item"]).0);
    site.write("content/bulletins/kx/2007-03/_index.md", "---\nplanned: true\n---\n");
    let (is_done, said) = run(&site, &["move", "item", "2007-03"]);
    assert!(is_done, "{said}");
    let moved = text(&site, "content/bulletins/kx/2007-03/item.md");
    assert!(moved.contains("期号：2007-03、2007-2 # 两期"), "{moved}");
    assert!(moved.contains("  - /old.html # 旧\n  - /bulletins/kx/2007-01/new.html\n"), "{moved}");
    assert!(moved.contains("[乙](../2007-01/o.md)、[丙](　../2007-01/o.md)"), "{moved}");
    assert!(run(&site, &["move", "item", "2007-01"]).0);
    site.remove("content/bulletins/kx/2007-03/_index.md");
    let after = sources(&site);
    let changed: Vec<_> =
        before.keys().filter(|path| before.get(*path) != after.get(*path)).collect();
    assert_eq!(
        changed,
        [
            "content/bulletins/kx/2007-01/item.md",
            "content/bulletins/kx/2007-01/o.md",
            "content/pages/about.md"
        ]
    );
}

#[test]
fn a_move_that_was_interrupted_is_undone_by_the_next() {
    let site = site();
    let before = sources(&site);
    let moved = "content/bulletins/kx/2007-02/item.md";
    let journal = format!(
        "{{\"moves\": [[\"content/news/2007/item.md\", \"{moved}\"]], \"edits\": [[\"content/news/o.md\", \"旧\", \"新\"]]}}"
    );
    fs::rename(site.root().join("content/news/2007/item.md"), site.root().join(moved))
        .expect("moved");
    site.write(".kuaixun-move.json", journal);
    let (is_done, said) = run(&site, &["build"]);
    assert!(!is_done && said.contains("interrupted"), "{said}");
    let (is_done, said) = run(&site, &["rename", "nothing", "x"]);
    assert!(!is_done && said.contains("as it was before"), "{said}");
    assert!(before == sources(&site));
}

#[test]
fn plain_cases_are_done() {
    let site = Site::small();
    site.write("content/bulletins/nc/_index.md", "---\ntitle: 内参\nvisibility: internal\n---\n");
    site.article("content/bulletins/nc/2007-01/z.md", "内", "", "文。");
    for (head, words) in [
        ("aliases:\n", ["rename", "item", "b2"]),
        ("aliases：/old.html\n", ["rename", "item", "b2"]),
        ("issue: 2007-01 # 本期\n", ["move", "item", "news"]),
        ("issue:\n- 2007-01 # 本期\n- 2007-02\n", ["move", "item", "2007-02"]),
        // Of one day with the others, it stands elsewhere among them.
        ("unit: 甲局\ncolumn: 要闻\n", ["rename", "item", "a0"]),
    ] {
        let path = "content/bulletins/kx/2007-01/item.md";
        site.article(path, "移", head, "文。");
        let (is_done, said) = run(&site, &words);
        assert!(is_done, "{head}: {said}");
        let now = said.lines().find_map(|line| line.split_once(" → ")).expect("a new path").1;
        assert!(!head.contains('#') || text(&site, now).contains("# 本期"), "{head}");
        site.remove(now);
    }
    let head = "issue: [2007-01, nc/2007-01]\n";
    site.article("content/bulletins/kx/2007-01/item.md", "移", head, "文。");
    let (is_done, said) = run(&site, &["move", "item", "news"]);
    assert!(is_done && said.contains("no longer on the public site"), "{said}");
    assert!(!said.contains("leads to the new one"), "{said}");
}

#[test]
fn what_else_is_named_in_the_menu_stays() {
    let site = Site::small();
    site.write("content/pages/about.md", "---\ntitle: 关于\n---\n\n文。\n");
    site.write("content/topics/tp.md", "---\ntitle: 专题\ncolumn: 要闻\n---\n");
    site.write(
        "kuaixun.yaml",
        "title: 测试快讯\nmenu: [home, {title: about, link: about}, tp, 要闻, kx]\n",
    );
    let before = sources(&site);
    for words in [["about", "要闻"], ["tp", "kx"], ["tp", "about"], ["about", "tp"]] {
        let (is_done, said) = run(&site, &["rename", words[0], words[1]]);
        assert!(!is_done && !said.is_empty(), "{words:?}: {said}");
        assert!(before == sources(&site), "{words:?}");
    }
    assert!(run(&site, &["rename", "about", "us"]).0);
    assert!(text(&site, "kuaixun.yaml").contains("{title: about, link: us}"));
}

#[test]
fn a_months_folder_is_no_issue() {
    let site = Site::small();
    let (is_done, said) = run(&site, &["move", "n", "news/2007-03"]);
    assert!(is_done, "{said}");
    assert!(site.root().join("content/news/2007-03/n.md").exists());
}

#[cfg(unix)]
#[test]
fn nothing_is_moved_behind_a_link() {
    let site = Site::small();
    let outside = tempfile::tempdir().expect("a folder");
    let link = site.root().join("content/news/out");
    std::os::unix::fs::symlink(outside.path(), link).expect("a link");
    let (is_done, said) = run(&site, &["move", "c", "news/out/deep"]);
    assert!(!is_done && said.contains("symbolic link"), "{said}");
    assert!(site.root().join("content/bulletins/kx/2007-02/c.md").exists());
    assert_eq!(fs::read_dir(outside.path()).expect("a folder").count(), 0);
}
