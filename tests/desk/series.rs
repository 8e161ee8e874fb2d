//! Numbers that history gave: combined issues, supplements, issues to come.

use std::fs;

use crate::support::Site;
use crate::support::program::kuaixun;

fn site(issues: &[(&str, &str)]) -> Site {
    let mut site = Site::new();
    site.today = jiff::civil::date(2026, 12, 1);
    let config = "title: 测试快讯\nbase_url: https://test.example/\neditions: [epub, mail]\n";
    site.write("kuaixun.yaml", config);
    site.write("content/bulletins/kx/_index.md", "---\ntitle: 快讯\nfirst_cumulative: 141\n---\n");
    for (issue, head) in issues {
        let folder = format!("content/bulletins/kx/{issue}");
        site.write(&format!("{folder}/_index.md"), format!("---\n{head}---\n"));
        if !head.contains("planned") {
            let text = format!("---\ntitle: {issue}之首\ndate: 2026-01-10\n---\n\n正文。\n");
            site.write(&format!("{folder}/a.md"), text);
        }
    }
    site
}

#[test]
fn a_combined_issue_has_its_numbers_wherever_a_number_stands() {
    let site = site(&[
        ("2026-01", "date: 2026-01-31\n"),
        ("2026-2-3", "date: 2026-03-31\n"),
        ("2026-04", "date: 2026-04-30\n"),
    ]);
    assert_eq!(site.codes(), [""; 0]);
    site.build();
    let folder = "bulletins/kx/2026-02-03";
    let issue = site.page(&format!("{folder}/index.html"));
    for said in ["第2—3期合刊（总第142—143期）", "2026年第2—3期合刊", "\"issueNumber\":\"2-3\""]
    {
        assert!(issue.contains(said), "{said}: {issue}");
    }
    assert!(site.page("bulletins/kx/2026-04/index.html").contains("第4期（总第144期）"));
    assert!(site.page(&format!("{folder}/a.html")).contains("快讯, 2026(2/3)"));
    assert!(site.page("bulletins/kx/index.html").contains("第2—3期合刊（总第142—143期）"));
    let mail = site.page(&format!("{folder}/kx-2026-02-03.mail.txt"));
    assert!(mail.contains("第2—3期合刊（总第142—143期）"), "{mail}");
    assert!(site.published().contains_key(&format!("{folder}/kx-2026-02-03.epub")));
}

#[test]
fn a_number_stands_in_one_issue() {
    let site = site(&[("2026-01-02", ""), ("2026-02", ""), ("2026-03", "")]);
    let findings = site.findings();
    assert_eq!(findings.len(), 1, "{findings:?}");
    assert_eq!((findings[0].code, findings[0].arg("number")), ("issue-twice", Some("2")));
    assert!(findings[0].is_error());
}

#[test]
fn a_supplement_stands_by_its_date() {
    let site = site(&[
        ("2026-01", "date: 2026-01-31\n"),
        ("2026-02", "date: 2026-02-28\n"),
        ("2026-s1", "date: 2026-02-10\n"),
    ]);
    site.build();
    let page = site.page("bulletins/kx/2026-s1/index.html");
    let link = |rel: &str, title: &str| {
        let link = page
            .split_once(&format!("rel=\"{rel}\""))
            .and_then(|(_, link)| link.split_once("</a>"));
        link.is_some_and(|(link, _)| link.contains(title))
    };
    assert!(link("prev", ">2026年第1期<") && link("next", ">2026年第2期<"), "{page}");
    let all = site.page("bulletins/kx/index.html");
    let place = |folder: &str| all.find(&format!("kx/{folder}/index.html")).expect(folder);
    assert!(place("2026-02") < place("2026-s1") && place("2026-s1") < place("2026-01"), "{all}");
}

#[test]
fn an_issue_may_be_announced() {
    let site = site(&[
        ("2026-01", "date: 2026-01-31\n"),
        ("2026-02", "date: 2027-02-28\nplanned: true\n"),
    ]);
    assert_eq!(site.codes(), [""; 0]);
    site.build();
    let page = site.page("bulletins/kx/2026-02/index.html");
    assert!(page.contains("第2期（总第142期）") && page.contains("这一期尚未出刊"), "{page}");
    assert!(site.page("bulletins/kx/index.html").contains("预告"));
    assert!(site.page("index.html").contains("2026-01之首"));
    // What is being written does not hide it.
    let out = |more: &str| format!("---\ntitle: 出刊\ndate: 2026-11-30\n{more}---\n\n正文。\n");
    site.write("content/bulletins/kx/2026-02/a.md", out("draft: true\n"));
    assert_eq!(site.codes(), [""; 0]);
    site.build();
    assert!(site.page("bulletins/kx/2026-02/index.html").contains("这一期尚未出刊"));
    site.write("content/bulletins/kx/2026-02/a.md", out(""));
    assert_eq!(site.codes(), ["issue-planned"]);
}

#[test]
fn a_gap_that_history_left_may_stand() {
    let site = site(&[("2026-01", ""), ("2026-03", "")]);
    assert_eq!(site.codes(), ["issue-gap"]);
    let config = fs::read_to_string(site.root().join("kuaixun.yaml")).unwrap();
    site.write("kuaixun.yaml", format!("{config}checks: {{issue-gap: off}}\n"));
    assert_eq!(site.codes(), [""; 0]);
}

#[test]
fn a_mistyped_year_or_folder_is_told() {
    let site = Site::small();
    let told = |site: &Site| {
        let findings = site.findings();
        let told =
            findings.iter().map(|one| (one.code, one.arg("near").unwrap_or_default().to_owned()));
        told.collect::<Vec<_>>()
    };
    site.write("content/bulletins/kx/2007-02/_index.md", "---\ndate: 2007-03-31\n---\n");
    let old = "---\ntitle: 甲\ndate: 2006-03-20\n---\n\n文。\n";
    site.write("content/bulletins/kx/2007-02/old.md", old);
    assert_eq!(told(&site), [("date-before-issue", String::new())]);
    site.remove("content/bulletins/kx/2007-02/old.md");
    site.article("content/news/x.md", "乙", "issue: kx/2070-03\n", "文。");
    assert!(told(&site).contains(&("issue-ahead", String::new())));
    site.article("content/news/x.md", "乙", "issue: 快讯／２００７-02\n", "文。");
    assert_eq!(told(&site), [("unknown-publication", "kx".to_owned())]);
    site.article("content/news/x.md", "乙", "issue: kx／２００７-02\n", "文。");
    assert_eq!(told(&site), []);
    site.article("content/bulletins/kx/2007年第3期/x.md", "丙", "", "文。");
    site.article("content/bulletins/kx/2007-02/index.md", "丁", "", "文。");
    let findings = site.findings();
    let wordings: Vec<_> = findings.iter().map(|one| (one.code, one.wording)).collect();
    assert_eq!(wordings, [("misplaced", "index"), ("misplaced", "")]);
    assert_eq!(findings[1].arg("near"), Some("2007-03"));
}

#[test]
fn what_would_fail_on_its_day_is_told_now() {
    let site = Site::small();
    site.article("content/news/secret.md", "密", "visibility: internal\n", "文。");
    site.article("content/news/later.md", "后", "publish: 2008-03-01\n", "见[它](secret.md)。");
    let run = kuaixun(&site.root(), &["check", "--format", "short"]);
    assert_eq!(run.status, 0, "{}", run.out);
    assert!(run.out.contains("later.md:7:2: warning[link-to-hidden]"), "{}", run.out);
    let run = kuaixun(&site.root(), &["check", "--today", "2008-03-01"]);
    assert_eq!(run.status, 1, "{}", run.out);
}

#[test]
fn below_the_sites_folder_it_is_named() {
    let site = Site::small();
    let run = kuaixun(&site.root().join("content"), &["check"]);
    assert!(run.status == 2 && run.err.contains("in a folder above"), "{}", run.err);
}

#[test]
fn a_folder_may_have_a_chinese_name() {
    let site = Site::small();
    site.write("kuaixun.yaml", "title: 测试快讯\neditions: [epub, mail, zip]\n");
    site.write("content/bulletins/内参/_index.md", "---\ntitle: 内参\n---\n");
    site.article("content/bulletins/内参/2007-01/x.md", "甲", "", "文。");
    site.build();
    assert!(site.published().keys().any(|path| path.contains("-2007-01.epub")));
}

#[test]
fn a_new_issue_without_articles_does_not_lead() {
    let site = Site::small();
    site.write("content/bulletins/kx/2007-03/_index.md", "---\ndate: 2007-03-31\n---\n");
    site.build();
    let page = site.page("index.html");
    let newest = page.split_once("class=\"newest\"").expect("a newest issue").1;
    assert!(newest.find("2007-02").is_some_and(|at| at < 200), "{newest}");
}
