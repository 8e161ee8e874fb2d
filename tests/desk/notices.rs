//! Corrections stand wherever the article does; of what was withdrawn, only a page that says so is left.

use std::io::{Cursor, Read as _};

use crate::support::{Site, Tree};

/// Three issues: the first item of the first is corrected, its second is withdrawn.
fn site(editions: &str) -> Site {
    let mut site = Site::new();
    site.today = jiff::civil::date(2007, 6, 1);
    let config = "title: 测试快讯\nbase_url: https://test.example/\nfeed_items: 9\n";
    site.write("kuaixun.yaml", format!("{config}editions: [{editions}]\n"));
    site.write("content/bulletins/kx/_index.md", "---\ntitle: 快讯\n---\n");
    for (issue, day) in
        [("2007-01", "2007-03-31"), ("2007-02", "2007-04-01"), ("2007-03", "2007-04-30")]
    {
        site.write(
            &format!("content/bulletins/kx/{issue}/_index.md"),
            format!("---\ndate: {day}\n---\n"),
        );
        site.article(&format!("content/bulletins/kx/{issue}/z.md"), "末篇", "", "正文。");
    }
    let corrections = "corrections:\n  - {date: 2007-04-02, text: 培训<人数>应为102人}\n  - {date: 2008-01-01, text: 以后}\n";
    site.article("content/bulletins/kx/2007-01/a.md", "培训", corrections, "正文。");
    let withdrawn = "withdrawn: {date: 2007-04-10, reason: 内容不实}\naliases: [/old.html]\nattachments: [f.csv]\n";
    site.article("content/bulletins/kx/2007-01/b.md", "不实稿", withdrawn, "瓞瓞绵绵。");
    site.write("content/bulletins/kx/2007-01/f.csv", "瓞瓞,1\n");
    site.article(
        "content/news/n.md",
        "动态",
        "",
        "见[稿](../bulletins/kx/2007-01/b.md)、[又](/bulletins/kx/2007-01/b.html)。",
    );
    site
}

/// All bytes of a site, archives unpacked.
fn all(tree: &Tree) -> Vec<(String, Vec<u8>)> {
    let mut files = Vec::new();
    let mut waiting: Vec<(String, Vec<u8>)> =
        tree.iter().map(|(name, bytes)| (name.clone(), bytes.clone())).collect();
    while let Some((name, bytes)) = waiting.pop() {
        if let Ok(mut archive) = zip::ZipArchive::new(Cursor::new(&bytes)) {
            for number in 0..archive.len() {
                let mut inner = Vec::new();
                let mut file = archive.by_index(number).expect("an entry");
                file.read_to_end(&mut inner).expect("whole");
                waiting.push((format!("{name}:{}", file.name().expect("a name")), inner));
            }
        }
        files.push((name, bytes));
    }
    files
}

pub fn with(tree: &Tree, word: &str) -> Vec<String> {
    let holds = |bytes: &[u8]| bytes.windows(word.len()).any(|part| part == word.as_bytes());
    let mut names: Vec<String> =
        all(tree).into_iter().filter(|(_, bytes)| holds(bytes)).map(|(name, _)| name).collect();
    names.sort();
    names
}

#[test]
fn a_correction_stands_above_the_text_and_in_the_next_issue() {
    let site = site("epub, mail");
    site.build();
    let line = "更正（2007年4月2日）：培训&lt;人数&gt;应为102人";
    let page = site.page("bulletins/kx/2007-01/a.html");
    assert!(page.contains(&format!("<p class=\"notice\">{line}</p>")), "{page}");
    assert!(page.find("notice") < page.find("class=\"prose\""), "{page}");
    assert!(page.contains("\"dateModified\":\"2007-04-02\""), "{page}");
    assert!(!with(&site.published(), "以后").iter().any(|name| !name.contains(".kuaixun")));
    let issue = site.page("bulletins/kx/2007-01/index.html");
    assert!(
        issue.contains(line) && issue.contains("<span class=\"corrected\">更正</span>"),
        "{issue}"
    );
    // The issue of 1 April came before it, that of 30 April says it.
    let said = |issue: &str| {
        let page = site.page(&format!("bulletins/kx/{issue}/index.html"));
        let mail = site.page(&format!("bulletins/kx/{issue}/kx-{issue}.mail.txt"));
        [
            page.contains("培训&lt;人数&gt;应为"),
            mail.contains("2007年第1期《培训》：培训<人数>应为102人"),
        ]
    };
    assert_eq!(said("2007-02"), [false, false]);
    assert_eq!(said("2007-03"), [true, true]);
    let list = site.page("corrections/index.html");
    assert!(list.find("内容不实") < list.find("应为102人"), "{list}");
    assert!(site.page("index.html").contains("href=\"corrections/index.html\""));
    let feed = site.page("feed.xml");
    assert!(feed.contains("<updated>2007-04-02T00:00:00+08:00</updated>"), "{feed}");
    assert!(feed.contains("&lt;p&gt;更正（2007年4月2日）"), "{feed}");
}

#[test]
fn of_what_was_withdrawn_a_page_is_left() {
    let site = site("epub, mail, zip");
    // One correction lies ahead.
    assert_eq!(site.codes(), ["notice-date", "link-to-withdrawn", "link-to-withdrawn"]);
    site.build();
    let page = site.page("bulletins/kx/2007-01/b.html");
    assert!(page.contains("本文已于2007年4月10日撤下。原因：内容不实"), "{page}");
    assert!(page.contains("<meta name=\"robots\" content=\"noindex\">"), "{page}");
    assert!(site.page("old.html").contains("bulletins/kx/2007-01/b.html"));
    let published = site.published();
    assert_eq!(with(&published, "瓞瓞"), [""; 0]);
    assert!(!published.keys().any(|path| path.ends_with(".csv")), "{:?}", published.keys());
    // Its title is where it is said that it was withdrawn.
    let titled = with(&published, "不实稿");
    let is_told = |name: &String| {
        ["b.html", "corrections/index.html", "2007-03"].iter().any(|part| name.contains(part))
            || name.contains("kx-2007.epub")
    };
    assert!(titled.iter().all(is_told), "{titled:?}");
    assert!(!site.page("sitemap.xml").contains("b.html"));
    // Before its day, it stands.
    let mut site = site;
    site.today = jiff::civil::date(2007, 4, 9);
    site.build();
    assert!(site.page("bulletins/kx/2007-01/b.html").contains("瓞瓞绵绵"));
}

#[test]
fn what_is_missing_is_named() {
    for (head, code) in [
        ("corrections: [错字]\n", "bad-notice"),
        ("corrections:\n  - {date: 2007-04-02}\n", "bad-notice"),
        ("withdrawn: {date: 2007-04-02}\n", "bad-notice"),
        ("withdrawn:\n", "bad-notice"),
        ("withdrawn: 2007-04-02\n", "bad-notice"),
        ("withdrawnn: {date: 2007-04-02, reason: 错}\n", "unknown-key"),
    ] {
        let site = Site::new();
        site.article("content/news/a.md", "甲", head, "正文。");
        let findings = site.findings();
        assert!(
            findings.iter().any(|one| one.code == code && one.is_error()),
            "{head}: {findings:?}"
        );
    }
}

/// Days pass by themselves: a link to what has expired is told with the day, and the site is published.
#[test]
fn what_has_expired_is_no_wall() {
    let site = Site::new();
    site.article("content/news/a.md", "甲", "expires: 2007-12-31\n", "正文。");
    site.article("content/news/b.md", "乙", "", "见[通知](a.md)。");
    let findings = site.findings();
    let told: Vec<_> = findings.iter().map(|one| (one.code, one.wording, one.is_error())).collect();
    assert_eq!(told, [("link-to-hidden", "expired", false)]);
    site.build();
    assert!(
        site.page("news/b.html").contains("见通知。")
            || site.page("news/b.html").contains("通知</")
    );
}

#[test]
fn a_mistyped_year_is_told() {
    let site = Site::small();
    let path = "content/news/x.md";
    let told = |site: &Site| {
        let findings = site.findings();
        findings.iter().map(|one| (one.code, one.wording)).collect::<Vec<_>>()
    };
    site.article(path, "甲", "corrections: [{date: 2062-12-01, text: 应为102人}]\n", "文。");
    assert_eq!(told(&site), [("notice-date", "")]);
    site.article(path, "甲", "withdrawn: {date: 2001-12-01, reason: 不实}\n", "文。");
    assert_eq!(told(&site), [("notice-date", "before")]);
    site.article(path, "甲", "corrections: [{date: 2007-12-01, text: 应为102人}]\n", "文。");
    assert_eq!(told(&site), []);
}
