//! The report of a build says what happened to whoever was not there.

use std::fs;

use serde_json::Value;

use crate::support::Site;
use crate::support::program::kuaixun;

fn build(site: &Site, more: &[&str]) -> (i32, String, String) {
    let words = ["build", "--today", "2007-05-01", "--report", "r.json"];
    let path = site.root().join("r.json");
    let report = path.display().to_string();
    let mut all: Vec<&str> = words[..4].to_vec();
    all.push(&report);
    all.extend(more);
    let run = kuaixun(&site.root(), &all);
    (run.status, run.err, fs::read_to_string(path).unwrap_or_default())
}

fn list(report: &Value, place: &str) -> Vec<String> {
    let all = report.pointer(place).and_then(Value::as_array).cloned().unwrap_or_default();
    let name = |one: &Value| one.get("url").unwrap_or(one).as_str().unwrap_or_default().to_owned();
    all.iter().map(name).collect()
}

#[test]
fn it_says_what_changed_and_what_will_expire() {
    let site = Site::small();
    site.article("content/news/soon.md", "快到期", "expires: 2007-05-20\n", "文。");
    site.article("content/news/later.md", "还早", "expires: 2007-09-20\n", "文。");
    site.article("content/news/link.md", "链接", "", "第一行。\n\n见[它](soon.md)。");
    let (status, said, text) = build(&site, &[]);
    let report: Value = serde_json::from_str(&text).expect("JSON");
    assert_eq!((status, report["published"].as_bool()), (0, Some(true)), "{said}");
    assert!(list(&report, "/sites/0/added").contains(&"news/link.html".to_owned()), "{text}");
    assert_eq!(report["expiring"].as_array().map(Vec::len), Some(1), "{text}");
    let soon = &report["expiring"][0];
    assert_eq!(
        (soon["title"].as_str(), soon["day"].as_str()),
        (Some("快到期"), Some("2007-05-20"))
    );
    let from = &soon["linked_from"][0];
    assert_eq!(
        (from["file"].as_str(), from["line"].as_u64()),
        (Some("content/news/link.md"), Some(8))
    );

    site.article("content/news/n.md", "改了", "", "新的文。");
    site.remove("content/news/later.md");
    let (_, _, text) = build(&site, &["--within", "5"]);
    let report: Value = serde_json::from_str(&text).expect("JSON");
    assert!(list(&report, "/sites/0/changed").contains(&"news/n.html".to_owned()), "{text}");
    assert!(list(&report, "/sites/0/removed").contains(&"news/later.html".to_owned()), "{text}");
    assert_eq!(report["expiring"].as_array().map(Vec::len), Some(0), "{text}");
}

#[test]
fn it_says_what_failed() {
    let site = Site::small();
    site.article("content/news/bad.md", "坏", "", "![图](没有.png)");
    let (status, _, text) = build(&site, &[]);
    let report: Value = serde_json::from_str(&text).expect("JSON");
    assert_eq!((status, report["published"].as_bool()), (1, Some(false)), "{text}");
    assert_eq!(report["findings"][0]["code"].as_str(), Some("broken-link"));
    site.remove("content/news/bad.md");
    // A folder that nobody may write to.
    site.write("taken", "甲");
    let (status, said, text) =
        build(&site, &["--output", &site.root().join("taken/public").display().to_string()]);
    let report: Value = serde_json::from_str(&text).expect("JSON");
    assert_eq!((status, report["published"].as_bool()), (2, Some(false)), "{said}");
    assert!(report["refusal"].as_str().is_some_and(|said| said.contains("taken")), "{text}");
}

#[test]
fn it_is_a_page_for_people_and_harms_no_other_file() {
    let site = Site::small();
    site.article("content/news/x.md", "<b>题</b>", "expires: 2007-05-20\n", "文。 文");
    let at = |name: &str| site.root().join(name).display().to_string();
    let run = |name: &str| {
        kuaixun(
            &site.root(),
            &["--lang", "zh", "build", "--today", "2007-05-01", "--report", &at(name)],
        )
    };
    assert_eq!(run("r.html").status, 0);
    let page = fs::read_to_string(at("r.html")).expect("a report");
    assert!(page.contains("已经发布") && page.contains("&lt;b&gt;题&lt;"), "{page}");
    assert_eq!(run("r.html").status, 0);
    site.write("mine.html", "<p>我的</p>");
    for name in ["mine.html", "r.txt", "content/r.html", "public/r.html", "kuaixun.yaml"] {
        let before = fs::read(at(name)).ok();
        let run = run(name);
        assert!(
            run.status == 2 && run.err.contains(name.rsplit('/').next().unwrap_or(name)),
            "{name}: {}",
            run.err
        );
        assert_eq!(fs::read(at(name)).ok(), before, "{name}");
    }
}
