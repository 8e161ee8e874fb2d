//! What authors get wrong: each mistake is found, with its place and a remedy, and all in one run.

use crate::support::Site;

#[test]
fn every_bad_file_is_reported_in_one_run() {
    let site = Site::new();
    site.write("content/news/none.md", "正文没有信息");
    site.write("content/news/open.md", "---\ntitle: 甲\n");
    site.write("content/news/empty.md", "");
    site.write("content/news/bytes.md", b"---\ntitle: caf\xe9 a\n---\n");
    site.write("content/news/untitled.md", "---\ndate: 2007-01-01\n---\n");
    site.write("content/news/undated.md", "---\ntitle: 乙\n---\n");
    site.write("content/news/month.md", "---\ntitle: 丙\ndate: 2007-13-45\n---\n");
    site.write("content/somewhere.md", "---\ntitle: 丁\n---\n");
    site.article("content/news/good.md", "好文章", "", "正文。");
    let findings = site.findings();
    let mut codes: Vec<_> = findings.iter().map(|finding| finding.code).collect();
    codes.sort_unstable();
    assert_eq!(
        codes,
        [
            "bad-date",
            "date-missing",
            "empty-file",
            "front-matter-missing",
            "front-matter-unclosed",
            "misplaced",
            "title-missing",
            "unknown-encoding"
        ]
    );
    assert!(findings.iter().all(|finding| finding.at.is_some()));
}

#[test]
fn registered_names_are_checked_and_the_nearest_is_suggested() {
    let site = Site::new();
    site.write("kuaixun.yaml", "title: 甲\ncolumns: [要闻, 简讯]\n");
    site.write("data/units.yaml", "- {name: 曲阜市科学技术局, short: 市科技局}\n");
    site.article("content/news/a.md", "甲", "unit: 市科技居\ncolumn: 要文\n", "文。");
    let findings = site.findings();
    let help: Vec<_> =
        findings.iter().map(|f| (f.code, f.arg("near").unwrap_or_default())).collect();
    assert_eq!(help[0].0, "unknown-unit");
    assert!(help[0].1.contains("市科技局"));
    assert_eq!(help[1].0, "unknown-column");
    assert!(help[1].1.contains("要闻"));
}

#[test]
fn broken_links_are_all_named_with_their_places() {
    let site = Site::new();
    let body = "[甲](nowhere.md)\n\n![乙](missing.png)\n\n[丙](b.md#没有)\n\n[丁](javascript:alert(1))\n\n[戊](C:\\图.png)\n\n[己](/nothing.html)\n\n[庚](../../../../etc/passwd)\n\n[辛](d.md)";
    site.article("content/news/a.md", "甲", "attachments: [no.csv]\n", body);
    site.article("content/news/b.md", "乙", "", "## 有\n\n文。");
    site.article("content/news/d.md", "丁", "draft: true\n", "文。");
    let findings = site.findings();
    let mut codes: Vec<_> = findings.iter().map(|finding| finding.code).collect();
    codes.sort_unstable();
    assert_eq!(
        codes,
        [
            "bad-scheme",
            "broken-anchor",
            "broken-link",
            "broken-link",
            "broken-link",
            "broken-link",
            "link-to-hidden",
            "outside",
            "own-disk"
        ]
    );
    let source = std::fs::read_to_string(site.root().join("content/news/a.md")).expect("the file");
    let at = |code: &str| {
        let finding = findings.iter().find(|finding| finding.code == code).expect("a finding");
        source[finding.at.clone().expect("a place").range].to_owned()
    };
    assert_eq!(at("broken-anchor"), "[丙](b.md#没有)");
    assert_eq!(at("own-disk"), "[戊](C:\\图.png)");
}

#[test]
fn two_claims_to_one_address_name_both_files() {
    let site = Site::new();
    site.article("content/news/a.md", "甲", "slug: same\n", "文。");
    site.article("content/news/b.md", "乙", "slug: same\n", "文。");
    let findings = site.findings();
    assert_eq!(findings.len(), 1);
    assert_eq!(findings[0].code, "duplicate-url");
    assert_eq!(findings[0].related.len(), 1);
}

#[test]
fn addresses_that_differ_only_in_case_are_refused() {
    let site = Site::new();
    site.article(
        "content/news/a.md",
        "甲",
        "aliases: [/News/B.html, /x/Y.html, /X/y.html]\n",
        "文。",
    );
    site.article("content/news/b.md", "乙", "", "文。");
    assert_eq!(site.codes(), ["duplicate-url", "duplicate-url"]);
}

#[test]
fn an_address_below_a_page_is_refused() {
    let site = Site::new();
    site.article("content/news/a.md", "甲", "aliases: [/news/a.html/b.html]\n", "文。");
    assert_eq!(site.codes(), ["duplicate-url"]);
}

#[test]
fn a_site_without_content_is_not_published() {
    assert_eq!(Site::new().codes(), ["no-content"]);
}

#[test]
fn hiding_never_fails_open() {
    let site = Site::new();
    site.article("content/news/a.md", "甲", "visibility:\n", "文。");
    site.article("content/news/b.md", "乙", "draft:\n", "文。");
    assert_eq!(site.codes(), ["bad-visibility", "wrong-type"]);
}

#[test]
fn issues_are_checked() {
    let site = Site::new();
    site.article("content/bulletins/kx/2007-01/a.md", "甲", "", "文。");
    site.article("content/bulletins/kx/2007-03/b.md", "乙", "issue: 2007-01\n", "文。");
    site.write("content/bulletins/kx/2007-04/_index.md", "---\ndate: 2006-01-01\n---\n");
    let mut codes = site.codes();
    codes.sort_unstable();
    assert_eq!(codes, ["issue-date-backwards", "issue-empty", "issue-gap", "two-issues"]);
}

#[test]
fn one_number_on_two_folders_is_refused() {
    let site = Site::new();
    site.article("content/bulletins/kx/2007-01/a.md", "甲", "", "文。");
    site.article("content/bulletins/kx/2007-1/b.md", "乙", "", "文。");
    assert_eq!(site.codes(), ["issue-twice"]);
}

#[test]
fn hidden_articles_stay_out_and_do_not_renumber() {
    let mut site = Site::new();
    site.write("content/bulletins/kx/2007-01/_index.md", "---\ndraft: true\n---\n");
    site.article("content/bulletins/kx/2007-01/a.md", "甲", "", "文。");
    site.article("content/bulletins/kx/2007-02/b.md", "乙", "", "文。");
    site.article("content/news/c.md", "丙", "publish: 2009-01-01\n", "文。");
    site.article("content/news/d.md", "丁", "expires: 2007-12-31\n", "文。");
    site.article("content/news/e.md", "戊", "visibility: internal\n", "文。");
    site.article("content/news/f.md", "己", "expires: 2008-01-01\n", "文。");
    site.build();
    let tree = site.published();
    assert!(site.page("bulletins/kx/2007-02/index.html").contains("第2期（总第2期）"));
    let news: Vec<_> = tree.keys().filter(|path| path.starts_with("news/")).collect();
    assert_eq!(news, ["news/f.html", "news/index.html"]);
    assert!(!tree.contains_key("bulletins/kx/2007-01/index.html"));
    site.drafts = true;
    site.build();
    assert!(site.published().contains_key("bulletins/kx/2007-01/a.html"));
}

#[test]
fn an_article_elsewhere_joins_an_issue() {
    let site = Site::new();
    site.article("content/bulletins/kx/2007-01/a.md", "甲", "", "文。");
    site.article("content/news/b.md", "乙", "issue: 2007-1\n", "文。");
    site.article("content/news/c.md", "丙", "issue: 2007-s1\n", "文。");
    site.build();
    let issue = site.page("bulletins/kx/2007-01/index.html");
    assert!(issue.contains("../../../news/b.html"));
    assert!(site.page("bulletins/kx/2007-s1/index.html").contains("2007年增刊第1期"));
    site.write("content/bulletins/other/_index.md", "---\ntitle: 另一刊\n---\n");
    assert_eq!(site.codes(), ["which-publication", "which-publication"]);
}

#[test]
fn a_chart_that_cannot_be_drawn_is_shown_where_it_stands() {
    let site = Site::new();
    let body = "文。\n\n```chart bar 题\n单位,篇\n甲局,多\n```";
    site.article("content/news/a.md", "甲", "", body);
    let findings = site.findings();
    let text = std::fs::read_to_string(site.root().join("content/news/a.md")).expect("the file");
    assert_eq!(findings.len(), 1);
    assert_eq!(findings[0].code, "bad-chart");
    let place = findings[0].at.as_ref().expect("a place");
    assert!(text[place.range.clone()].starts_with("```chart bar"), "{place:?}");
    assert_eq!((findings[0].wording, findings[0].arg("value")), ("number", Some("多")));
}
