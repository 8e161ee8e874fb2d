//! What stands in an issue, in which order, and what stands in several.

use crate::support::Site;

fn site() -> Site {
    let site = Site::new();
    let config = "title: 测试快讯\nbase_url: https://test.example/\neditions: [epub, mail, zip]\n";
    site.write("kuaixun.yaml", format!("{config}columns: [要闻, 动态, 简讯]\n"));
    site.write("content/bulletins/kx/_index.md", "---\ntitle: 快讯\n---\n");
    site.write("content/bulletins/nc/_index.md", "---\ntitle: 内参\n---\n");
    index(&site, "kx/2007-01", "");
    for (name, column) in
        [("a", "要闻"), ("b", "动态"), ("c", "动态"), ("d", "简讯"), ("e", "简讯")]
    {
        let path = format!("content/bulletins/kx/2007-01/{name}.md");
        site.article(&path, &format!("题{name}"), &format!("column: {column}\n"), "正文。");
    }
    site
}

fn index(site: &Site, issue: &str, more: &str) {
    let text = format!("---\ndate: 2007-03-31\n{more}---\n");
    site.write(&format!("content/bulletins/{issue}/_index.md"), text);
}

/// The articles of an issue's page, in order.
fn order(site: &Site, issue: &str) -> Vec<String> {
    let page = site.page(&format!("bulletins/{issue}/index.html"));
    let items = page.split("id=\"item-").skip(1).filter(|part| part.contains("-title\"><a"));
    items.filter_map(|item| Some(item.split_once("题")?.1.chars().take(1).collect())).collect()
}

#[test]
fn the_editor_orders_the_contents() {
    let site = site();
    site.build();
    assert_eq!(order(&site, "kx/2007-01"), ["a", "b", "c", "d", "e"]);
    index(&site, "kx/2007-01", "contents: [c.md, 简讯, a]\n");
    site.build();
    assert_eq!(order(&site, "kx/2007-01"), ["c", "d", "e", "a", "b"]);
    let mail = site.page("bulletins/kx/2007-01/kx-2007-01.mail.txt");
    assert!(mail.find("题c") < mail.find("题d") && mail.find("题a") < mail.find("题b"), "{mail}");
    let page = site.page("bulletins/kx/2007-01/d.html");
    assert!(page.contains("上一篇：</span>题c") && page.contains("下一篇：</span>题e"), "{page}");
}

#[test]
fn a_lead_stands_first() {
    let site = site();
    let lead = |name: &str| {
        let path = format!("content/bulletins/kx/2007-01/{name}.md");
        site.article(&path, &format!("题{name}"), "column: 简讯\nlead: true\n", "正文。");
    };
    lead("e");
    assert_eq!(site.codes(), [""; 0]);
    site.build();
    assert_eq!(order(&site, "kx/2007-01"), ["e", "a", "b", "c", "d"]);
    lead("d");
    assert_eq!(site.codes(), ["bad-lead"]);
    // The editor's list says where one of them stands.
    index(&site, "kx/2007-01", "contents: [a, d]\n");
    assert_eq!(site.codes(), [""; 0]);
    site.build();
    assert_eq!(order(&site, "kx/2007-01"), ["a", "d", "e", "b", "c"]);
    site.article("content/news/n.md", "题n", "lead: true\n", "正文。");
    assert_eq!(site.codes(), ["bad-lead"]);
}

#[test]
fn a_name_that_means_nothing_is_told_with_what_was_meant() {
    let site = site();
    site.article("content/bulletins/kx/2007-01/f.md", "题f", "draft: true\n", "正文。");
    index(&site, "kx/2007-01", "contents: [f, 题c, 动太]\n");
    let findings = site.findings();
    let told: Vec<_> = findings.iter().map(|one| (one.code, one.arg("near"))).collect();
    let code = "unknown-in-contents";
    assert_eq!(told, [(code, Some("动态")), (code, Some("c.md"))]);
}

#[test]
fn a_file_of_its_own_folder_is_meant_first() {
    let site = site();
    site.article("content/news/a.md", "题n", "issue: kx/2007-01\n", "正文。");
    index(&site, "kx/2007-01", "contents: [a.md, /news/a.md]\n");
    assert_eq!(site.codes(), [""; 0]);
    site.build();
    assert_eq!(order(&site, "kx/2007-01")[..3], ["a", "n", "b"]);
}

#[test]
fn a_correction_is_told_to_those_who_read_the_mistake() {
    let site = site();
    site.write("content/bulletins/nc/2007-02/_index.md", "---\ndate: 2007-03-31\n---\n");
    // Out again in the other publication when it was corrected already.
    site.write("content/bulletins/nc/2007-01/_index.md", "---\ndate: 2007-03-10\n---\n");
    site.write(
        "content/bulletins/nc/2007-01/w.md",
        "---\ntitle: 题w\ndate: 2007-03-01\n---\n\n文。\n",
    );
    let head = "issue: [nc/2007-01, kx/2007-01]\ncorrections: [{date: 2007-03-25, text: 错字}]\n";
    let item = format!("---\ntitle: 题n\ndate: 2007-03-02\n{head}---\n\n文。\n");
    site.write("content/news/n.md", item);
    site.article("content/bulletins/nc/2007-02/x.md", "题x", "", "文。");
    site.write("content/bulletins/kx/2007-02/_index.md", "---\ndate: 2007-04-30\n---\n");
    site.article("content/bulletins/kx/2007-02/y.md", "题y", "", "文。");
    assert_eq!(site.codes(), [""; 0]);
    site.build();
    let page = |issue: &str| site.page(&format!("bulletins/{issue}/index.html"));
    assert!(page("nc/2007-02").contains("错字") && page("nc/2007-02").contains("2007年第1期"));
    assert!(!page("kx/2007-02").contains("错字"));
    let all = site.page("corrections/index.html");
    assert!(all.contains("内参 2007年第1期"), "{all}");
}

/// Whichever of the two publications comes first in the order of folders.
#[test]
fn an_item_makes_the_issue_that_it_names_in_another_publication() {
    let site = site();
    index(&site, "nc", "title: 内参\n");
    site.article(
        "content/bulletins/kx/2007-01/two.md",
        "题q",
        "issue: [2007-01, nc/2007-12]\n",
        "正文。",
    );
    site.article(
        "content/bulletins/nc/2007-12/one.md",
        "题p",
        "issue: [2007-12, kx/2007-11]\n",
        "正文。",
    );
    site.build();
    assert!(order(&site, "kx/2007-11").contains(&"p".to_owned()));
    site.remove("content/bulletins/nc/2007-12/one.md");
    site.build();
    assert!(order(&site, "nc/2007-12").contains(&"q".to_owned()));
}

#[test]
fn one_item_stands_in_several_issues() {
    let site = site();
    index(&site, "nc/2007-02", "contents: [n]\n");
    site.article("content/bulletins/nc/2007-02/x.md", "题x", "", "正文。");
    let head = "issue: [kx/2007-01, nc/2007-02]\nauthor: 甲乙\ncorrections: [{date: 2007-04-02, text: 错字}]\n";
    site.article("content/news/n.md", "题n", head, "正文。");
    site.write("content/bulletins/nc/2007-03/_index.md", "---\ndate: 2007-04-30\n---\n");
    site.article("content/bulletins/nc/2007-03/y.md", "题y", "", "正文。");
    index(&site, "nc/2007-01", "");
    site.article("content/bulletins/nc/2007-01/w.md", "题w", "", "正文。");
    assert_eq!(site.codes(), [""; 0]);
    site.build();
    assert_eq!(order(&site, "nc/2007-02"), ["n", "x"]);
    assert!(order(&site, "kx/2007-01").contains(&"n".to_owned()));
    let page = site.page("news/n.html");
    assert!(page.contains("快讯 2007年第1期</a>、<a href=\"../bulletins/nc/2007-02/index.html\">内参 2007年第2期</a>"), "{page}");
    // Its neighbours are those of its own issue.
    assert!(page.contains("上一篇：</span>题e") && !page.contains("下一篇：</span>题x"), "{page}");
    for issue in ["kx/2007-01", "nc/2007-02"] {
        let name = issue.replace('/', "-");
        let mail = site.page(&format!("bulletins/{issue}/{name}.mail.txt"));
        assert!(mail.contains("题n") && mail.contains("错字"), "{mail}");
    }
    // The correction is told again to the readers of each publication.
    assert!(site.page("bulletins/nc/2007-03/index.html").contains("错字"));
    let feeds = ["kx", "nc"].map(|id| site.page(&format!("bulletins/{id}/feed.xml")));
    assert!(feeds.iter().all(|feed| feed.matches("题n").count() > 0), "{feeds:?}");
    let list = site.page("authors/index.html");
    assert!(list.contains("1条") || list.contains("1篇") || list.contains("（1）"), "{list}");
}

#[test]
fn an_internal_issue_shows_nothing_of_itself_by_an_item_of_both() {
    let site = site();
    let internal = "---\ntitle: 内参瓞\nvisibility: internal\n---\n";
    site.write("content/bulletins/nc/_index.md", internal);
    index(&site, "nc/2007-02", "");
    site.article("content/bulletins/nc/2007-02/x.md", "瓞瓞", "", "绵绵。");
    // Its own issue is internal, and another is public: it is shown there.
    site.article("content/news/n.md", "题n", "issue: [nc/2007-02, kx/2007-01]\n", "正文。");
    // In an internal folder nothing is public, whatever it names.
    let both = "issue: [nc/2007-02, kx/2007-01]\n";
    site.article("content/bulletins/nc/2007-02/z.md", "瓞z", both, "正文。");
    assert_eq!(site.codes(), [""; 0]);
    site.build();
    assert!(order(&site, "kx/2007-01").contains(&"n".to_owned()));
    for (path, bytes) in site.published() {
        let text = String::from_utf8_lossy(&bytes);
        assert!(!text.contains('瓞') && !text.contains("/nc/") && !path.contains("/nc/"), "{path}");
    }
}

#[test]
fn a_file_in_a_folder_names_its_own_issue_too() {
    let site = site();
    index(&site, "nc/2007-02", "");
    site.article("content/bulletins/nc/2007-02/x.md", "题x", "", "正文。");
    let path = "content/bulletins/kx/2007-01/a.md";
    site.article(path, "题a", "issue: nc/2007-02\n", "正文。");
    let findings = site.findings();
    let told = (findings[0].code, findings[0].arg("folder"), findings[0].arg("value"));
    assert_eq!(told, ("two-issues", Some("2007-01"), Some("nc/2007-02")));
    site.article(path, "题a", "issue: [2007-01, nc/2007-02]\n", "正文。");
    assert_eq!(site.codes(), [""; 0]);
    site.build();
    assert_eq!(order(&site, "nc/2007-02").len(), 2);
    site.article(path, "题a", "issue: [2007-01, nx/2007-02]\n", "正文。");
    let findings = site.findings();
    assert_eq!((findings[0].code, findings[0].arg("near")), ("unknown-publication", Some("nc")));
}

#[test]
fn a_key_in_the_wrong_file_is_told() {
    let site = site();
    site.write("content/bulletins/kx/_index.md", "---\ntitle: 快讯\ncumulative: 141\n---\n");
    index(&site, "kx/2007-01", "first_cumulative: 141\n");
    assert_eq!(site.codes(), ["key-elsewhere", "key-elsewhere"]);
}
