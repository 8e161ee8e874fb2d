//! Names that people write in several ways: of files, units, authors, headings.

use crate::support::Site;

fn shown(site: &Site) -> Vec<String> {
    let findings = site.findings();
    findings
        .iter()
        .map(|finding| format!("{} {} {:?}", finding.code, finding.wording, finding.args))
        .collect()
}

#[test]
fn an_author_is_one_however_he_is_spaced() {
    let site = Site::new();
    for (number, author) in ["张小山", "张　小山", "张 小 山"].iter().enumerate() {
        site.article(
            &format!("content/news/a{number}.md"),
            "甲",
            &format!("author: {author}\n"),
            "文。",
        );
    }
    for (number, tag) in ["caf\u{e9}", "cafe\u{301}"].iter().enumerate() {
        site.article(
            &format!("content/news/t{number}.md"),
            "甲",
            &format!("tags: [{tag}]\n"),
            "文。",
        );
    }
    site.build();
    let pages = site.published();
    let below = |folder: &str| {
        pages.keys().filter(|path| path.starts_with(folder) && path.ends_with(".html")).count()
    };
    // A list and one page each.
    assert_eq!((below("authors/"), below("tags/")), (2, 2), "{:?}", pages.keys());
}

#[test]
fn two_units_in_one_line_are_two() {
    let site = Site::new();
    site.write("data/units.yaml", "- name: 甲镇\n- name: 乙乡\n");
    site.article("content/news/a.md", "甲", "unit: 甲镇 乙乡\n", "文。");
    assert!(
        shown(&site).iter().any(|line| line.contains("several") && line.contains("[甲镇, 乙乡]")),
        "{:?}",
        shown(&site)
    );
}

#[test]
fn a_file_is_found_by_any_form_of_its_name() {
    let site = Site::new();
    // NFD on the disk, NFC in the text.
    site.write("content/news/caf\u{65}\u{301}.csv", "1\n");
    site.article("content/news/a.md", "甲", "", "[表](caf\u{e9}.csv)");
    site.article("content/pages/about.md", "乙", "", "## 第一节\n\n文。");
    site.article("content/news/b.md", "丙", "", "[节](/about.html#第一节)");
    assert!(shown(&site).is_empty(), "{:?}", shown(&site));
    site.build();
    assert!(
        site.page("news/b.html").contains("#h-%E7%AC%AC")
            || site.page("news/b.html").contains("#h-第一节")
    );
    site.article("content/news/b.md", "丙", "", "[节](/about.html#第二节)");
    assert!(shown(&site)[0].starts_with("broken-anchor"), "{:?}", shown(&site));
}

#[test]
fn remedies_name_the_right_form() {
    let site = Site::new();
    for name in ["图#1.csv", "50%20off.csv", "大写.CSV"] {
        site.write(&format!("content/news/{name}"), "1\n");
    }
    for (link, near) in [
        ("图#1.csv", "图%231.csv"),
        ("50%20off.csv", "50%2520off.csv"),
        ("大写.csv", "大写.CSV"),
        ("ttps://a.example/", "https"),
        ("www.a.example/b", "www.a.example/b"),
    ] {
        site.article("content/news/a.md", "甲", "", &format!("[表]({link})"));
        assert!(shown(&site)[0].contains(&format!("\"{near}\"")), "{link}: {:?}", shown(&site));
    }
    for link in ["ftp://a.example/x", "irc://a.example/x", "sms:12345", "geo:1,2", "magnet:?xt=1"] {
        site.article("content/news/a.md", "甲", "", &format!("[表]({link})"));
        assert!(shown(&site).is_empty(), "{link}: {:?}", shown(&site));
    }
}

#[test]
fn what_is_said_of_a_file_and_what_is_published_agree() {
    let site = Site::new();
    site.article("content/news/c.MD", "甲", "", "文。");
    assert!(shown(&site).is_empty(), "{:?}", shown(&site));
    site.build();
    assert!(site.published().contains_key("news/c.html"));
    // An attachment, and an article that Notepad named.
    site.write("content/news/d.txt", "说明。");
    assert_eq!(site.codes(), [""; 0]);
    site.write("content/news/e.txt", "---\n标题: 乙\n日期: 2007-03-05\n---\n文。");
    assert_eq!(site.codes(), ["not-an-article"]);
}
