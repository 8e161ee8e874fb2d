//! An archive with known flaws can be published, and only new ones count.

use std::fs;

use crate::support::Site;
use crate::support::program::kuaixun;

fn archive() -> Site {
    let site = Site::new();
    for number in 0..3 {
        let link = format!("旧闻。[名单](名单{number}.xls)");
        site.article(&format!("content/news/a{number}.md"), "甲", "", &link);
    }
    site
}

#[test]
fn what_was_accepted_does_not_stop_a_build() {
    let site = archive();
    let run = |arguments: &[&str]| kuaixun(&site.root(), arguments);
    assert_eq!(run(&["build", "--quiet"]).status, 1);
    let accepted = run(&["check", "--accept"]);
    assert_eq!(accepted.status, 0, "{}{}", accepted.out, accepted.err);
    assert_eq!(run(&["build", "--quiet"]).status, 0);
    assert!(site.page("news/a1.html").contains("旧闻。"));
    let checked = run(&["check"]);
    assert!(checked.status == 0 && checked.err.contains('3'), "{}{}", checked.out, checked.err);
    // A new one counts, wherever the old ones moved; one that is gone is told.
    site.article(
        "content/news/a0.md",
        "甲",
        "",
        "新的一段。\n\n旧闻。[名单](名单0.xls)[又](新.xls)",
    );
    site.article("content/news/a2.md", "甲", "", "旧闻。");
    let codes = site.codes();
    assert_eq!(codes, ["broken-link"]);
    let told = run(&["check", "--format", "short"]).out;
    assert!(
        told.contains("accepted-gone") && told.contains("新.xls") && !told.contains("名单0"),
        "{told}"
    );
    // Accepting again takes it off the list.
    assert_eq!(run(&["check", "--accept"]).status, 0);
    let list = fs::read_to_string(site.root().join("data/accepted.yaml")).expect("a list");
    assert!(!list.contains("名单2.xls") && list.contains("新.xls"), "{list}");
}

/// A sign or a tag that was accepted is not every one like it.
#[test]
fn another_of_the_same_kind_is_new() {
    let site = Site::new();
    let run = |arguments: &[&str]| kuaixun(&site.root(), arguments);
    site.article("content/news/a.md", "甲", "", "旧的一处**没有闭合。\n\n文。");
    assert_eq!(run(&["check", "--accept"]).status, 0);
    assert!(site.codes().is_empty());
    site.article("content/news/a.md", "甲", "", "前面加一段。\n\n旧的一处**没有闭合。\n\n文。");
    assert!(site.codes().is_empty());
    site.article("content/news/a.md", "甲", "", "又有一处**新的没有闭合。\n\n文。");
    assert_eq!(site.codes(), ["leftover-markup"]);
}

#[test]
fn an_error_about_content_can_be_a_warning_and_no_other() {
    let site = archive();
    site.write("kuaixun.yaml", "title: 测试快讯\nchecks: {broken-link: warning}\n");
    site.build();
    assert!(site.page("news/a1.html").contains("<a href=\"#\">名单</a>"));
    // What would be written wrong stays an error.
    site.write("kuaixun.yaml", "title: 测试快讯\nchecks: {title-missing: warning}\n");
    assert!(site.codes().contains(&"unknown-rule"));
    site.write("content/news/b.md", "---\ndate: 2007-01-01\n---\n文。\n");
    let accepted = kuaixun(&site.root(), &["check", "--accept"]);
    assert_eq!(accepted.status, 1, "{}", accepted.out);
}

/// At most a hundred findings of a kind are shown for a file; all of them are accepted.
#[test]
fn as_many_findings_are_accepted_as_there_are() {
    let site = Site::new();
    let links: Vec<String> = (0..250).map(|number| format!("[甲](名单{number}.xls)\n\n")).collect();
    site.article("content/news/a.md", "甲", "", &links.concat());
    let run = |arguments: &[&str]| kuaixun(&site.root(), arguments);
    let shown = run(&["check", "--format", "short"]).out;
    assert_eq!(
        shown.matches("broken-link").count(),
        101,
        "a hundred, and one that says how many more"
    );
    assert_eq!(run(&["check", "--accept"]).status, 0);
    let built = run(&["build", "--quiet"]);
    assert_eq!(built.status, 0, "{}", built.err);
    // What may have been meant is no part of what was accepted: another file changes it.
    site.article("content/news/名单7x.md", "乙", "", "文。");
    assert_eq!(run(&["build", "--quiet"]).status, 0);
}
