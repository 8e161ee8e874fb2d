//! A topic gathers articles by what they say, or by a list, and is as hidden as any item.

use crate::support::Site;

/// A site with three articles on the fair, of two units and two months.
fn site(topic: &str) -> Site {
    let site = Site::small();
    let head = |tags: &str, unit: &str, date: &str| {
        format!("tags: [{tags}]\nunit: {unit}\ndate: {date}\n")
    };
    for (name, title, tags, unit, date) in [
        ("one", "甲文", "大集", "城关镇", "2007-05-20"),
        ("two", "乙文", "大集, 科普", "息陬乡", "2007-05-21"),
        ("three", "丙文", "科普", "城关镇", "2007-06-02"),
    ] {
        let text = format!("---\ntitle: {title}\n{}---\n\n文。\n", head(tags, unit, date));
        site.write(&format!("content/news/{name}.md"), text);
    }
    site.write(
        "content/topics/fair.md",
        format!("---\ntitle: 科普大集\n{topic}---\n\n导语独此一句。\n"),
    );
    site
}

/// The titles of the articles on the topic's page, in order.
fn gathered(site: &Site) -> Vec<&'static str> {
    site.build();
    let page = site.page("topics/fair/index.html");
    let mut found: Vec<_> = ["甲文", "乙文", "丙文"]
        .into_iter()
        .filter_map(|title| Some((page.find(&format!(">{title}<"))?, title)))
        .collect();
    found.sort_unstable();
    found.into_iter().map(|(_, title)| title).collect()
}

#[test]
fn an_article_belongs_when_it_fits_every_key() {
    for (topic, titles) in [
        ("tags: 大集\n", &["乙文", "甲文"][..]),
        ("tags: [大集, 科普]\n", &["丙文", "乙文", "甲文"]),
        ("tags: 大集\nunit: 城关镇\n", &["甲文"]),
        ("from: 2007-05-21\n", &["丙文", "乙文"]),
        ("from: 2007-05-21\nto: 2007-05-31\n", &["乙文"]),
        ("articles: [one.md, news/three]\n", &["甲文", "丙文"]),
        ("articles: [one]\ntags: 科普\n", &["甲文", "丙文", "乙文"]),
    ] {
        let site = site(topic);
        assert_eq!(site.codes(), [""; 0], "{topic}");
        assert_eq!(gathered(&site), titles, "{topic}");
    }
}

#[test]
fn it_has_a_place_on_every_page_that_readers_come_by() {
    let site = site("tags: 大集\nsummary: 一句话的摘要。\n");
    site.build();
    let topic = site.page("topics/fair/index.html");
    assert!(topic.contains("导语独此一句。") && topic.contains("一句话的摘要。"), "{topic}");
    for page in ["index.html", "topics/index.html", "news/one.html"] {
        let page = site.page(page);
        assert!(page.contains("topics/fair/index.html\">科普大集</a>"), "{page}");
    }
    assert!(!site.page("news/three.html").contains("科普大集"));
    assert!(site.page("topics/fair/feed.xml").contains("甲文"));
    assert!(site.page("sitemap.xml").contains("topics/fair/index.html"));
}

#[test]
fn what_it_names_in_vain_is_told() {
    let told = |topic: &str| {
        let findings = site(topic).findings();
        let told = findings
            .iter()
            .map(|one| (one.code, one.wording, one.arg("near").unwrap_or_default().to_owned()));
        told.collect::<Vec<_>>()
    };
    let one = |code, wording, near: &str| vec![(code, wording, near.to_owned())];
    assert_eq!(told("tags: 大急\n"), one("unknown-in-topic", "", "大集"));
    assert_eq!(told("articles: [one, 乙文]\n"), one("unknown-in-topic", "file", "two"));
    assert_eq!(told(""), one("topic-empty", "rule", ""));
    assert_eq!(told("tags: 大集\nfrom: 2008-01-01\n"), one("topic-empty", "", ""));
    assert!(told("tag: 大集\n").iter().any(|one| one.0 == "unknown-key"));
    let two = site("articles: [one]\n");
    two.article("content/summaries/one.md", "丁文", "", "文。");
    let findings = two.findings();
    assert_eq!((findings[0].code, findings[0].wording), ("unknown-in-topic", "several"));
}

#[test]
fn what_is_hidden_is_not_gathered_and_no_mistake() {
    let site = site("articles: [secret, one]\ntags: [机密标签]\nvisibility: public\n");
    let secret =
        "---\ntitle: 机密文\ndate: 2007-05-01\nvisibility: internal\ntags: 机密标签\n---\n\n文。\n";
    site.write("content/news/secret.md", secret);
    assert_eq!(site.codes(), [""; 0]);
    site.build();
    assert!(!site.page("topics/fair/index.html").contains("机密"));
    site.write(
        "content/topics/own.md",
        "---\ntitle: 内部专题\nvisibility: internal\ntags: 大集\n---\n\n机密。\n",
    );
    site.write("kuaixun.yaml", "title: 测试快讯\nmenu: [home, own, 内部专题, fair]\n");
    assert_eq!(site.codes(), [""; 0]);
    site.build();
    for page in ["index.html", "topics/index.html", "news/one.html"] {
        assert!(!site.page(page).contains("内部专题"), "{page}");
    }
    assert!(site.page("index.html").contains("<a href=\"topics/fair/index.html\">科普大集</a>"));
}
