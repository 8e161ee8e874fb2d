//! The repository's own site: every link and anchor of every page resolves, from disk too.

use std::collections::{BTreeMap, BTreeSet};

use crate::support::{Site, Tree};
use percent_encoding::percent_decode_str;
use scraper::{Html, Selector};

fn built() -> (Site, Tree) {
    let site = Site::demo();
    site.build();
    let tree = site.published();
    (site, tree)
}

/// The path a link in `page` means, as a browser finds it: `None` when it leaves the site.
fn resolve(page: &str, link: &str) -> Option<String> {
    let mut parts: Vec<&str> = page.split('/').collect();
    parts.pop();
    for part in link.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()?),
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

fn is_elsewhere(link: &str) -> bool {
    ["http://", "https://", "mailto:", "tel:"].iter().any(|scheme| link.starts_with(scheme))
}

#[test]
fn the_demo_has_no_findings() {
    let findings = Site::demo().findings();
    assert!(findings.is_empty(), "{findings:#?}");
}

#[test]
fn every_link_and_anchor_resolves() {
    let (_site, tree) = built();
    let linking = Selector::parse("[href], [src]").expect("a selector");
    let with_id = Selector::parse("[id]").expect("a selector");
    let pages: BTreeMap<&String, Html> = tree
        .iter()
        .filter(|(path, _)| path.ends_with(".html"))
        .map(|(path, bytes)| (path, Html::parse_document(&String::from_utf8_lossy(bytes))))
        .collect();
    let ids: BTreeMap<&String, BTreeSet<&str>> = pages
        .iter()
        .map(|(path, page)| {
            let ids: Vec<&str> = page.select(&with_id).filter_map(|e| e.attr("id")).collect();
            let unique: BTreeSet<&str> = ids.iter().copied().collect();
            assert_eq!(ids.len(), unique.len(), "an id stands twice in {path}");
            (*path, unique)
        })
        .collect();
    let (mut links, mut anchors, mut wrong) = (0, 0, Vec::new());
    for (path, page) in &pages {
        for element in page.select(&linking) {
            let link = element.attr("href").or_else(|| element.attr("src")).unwrap_or_default();
            if is_elsewhere(link) {
                continue;
            }
            links += 1;
            let (file, anchor) = link.split_once('#').unwrap_or((link, ""));
            let file = file.split_once('?').map_or(file, |(file, _)| file);
            let absolute = file.starts_with('/');
            let target = if file.is_empty() { Some((*path).clone()) } else { resolve(path, file) };
            let target = target.filter(|target| !absolute && tree.contains_key(target));
            let anchor = percent_decode_str(anchor).decode_utf8_lossy().into_owned();
            match target {
                None => wrong.push(format!("{path}: {link}")),
                Some(target) if !anchor.is_empty() => {
                    anchors += 1;
                    if !ids.get(&target).is_some_and(|ids| ids.contains(anchor.as_str())) {
                        wrong.push(format!("{path}: {link} has no such anchor"));
                    }
                }
                Some(_) => {}
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(links > 5_000 && anchors > 100, "{links} links, {anchors} anchors");
}

#[test]
fn twelve_issues_are_numbered_and_sixty_articles_published() {
    let (site, tree) = built();
    for number in 1..=12 {
        let page = site.page(&format!("bulletins/qufu/2007-{number:02}/index.html"));
        assert!(page.contains(&format!("第{number}期（总第{}期）", number + 24)));
    }
    let is_article = |path: &&String| {
        path.starts_with("bulletins/qufu/2007-")
            && path.ends_with(".html")
            && !path.ends_with("index.html")
    };
    assert!(tree.keys().filter(is_article).count() >= 60);
    assert!(tree.keys().filter(|path| path.ends_with(".svg")).count() >= 4);
    assert!(tree.keys().filter(|path| path.ends_with(".csv")).count() >= 2);
}

#[test]
fn internal_and_draft_items_reach_nothing_published() {
    let (_site, tree) = built();
    for secret in ["survey-outline", "subscription-draft"] {
        for (path, bytes) in &tree {
            assert!(!path.contains(secret), "{path}");
            assert!(!String::from_utf8_lossy(bytes).contains(secret), "{path} names {secret}");
        }
    }
}

#[test]
fn the_demo_builds_in_english() {
    let site = Site::demo();
    let config = std::fs::read_to_string(site.root().join("kuaixun.yaml")).expect("a file");
    site.write("kuaixun.yaml", format!("{config}language: en\n"));
    site.build();
    for (path, bytes) in site.published() {
        if !path.ends_with(".html") {
            continue;
        }
        let text = String::from_utf8(bytes).expect("UTF-8");
        for word in ["当前位置", "上一篇：", "下一页", "跳到正文", "字号", "长者模式"]
        {
            assert!(!text.contains(word), "{path} has {word}");
        }
    }
    let article = site.page("bulletins/qufu/2007-03/township-assessment.html");
    for words in ["<html lang=\"en\">", "Skip to the text", "Related articles", "2007, No. 3"] {
        assert!(article.contains(words), "{words}");
    }
    assert!(site.page("archive/index.html").contains("March 2007"));
}

#[test]
fn the_demo_builds_without_an_address() {
    let site = Site::demo();
    let config = std::fs::read_to_string(site.root().join("kuaixun.yaml")).expect("a file");
    let lines = config.lines().filter(|line| !line.starts_with("base_url"));
    site.write("kuaixun.yaml", lines.collect::<Vec<_>>().join("\n"));
    site.build();
    let page = site.page("bulletins/qufu/2007-11/three-to-countryside.html");
    assert!(
        !page.contains("og:") && !page.contains("ld+json") && !page.contains("https://kuaixun")
    );
}

#[test]
fn every_feed_is_read_by_a_reader_of_feeds() {
    let (_site, tree) = built();
    let feeds: Vec<_> = tree.iter().filter(|(path, _)| path.ends_with("feed.xml")).collect();
    assert!(feeds.len() > 20);
    for (path, bytes) in feeds {
        let feed = feed_rs::parser::parse(bytes.as_slice())
            .unwrap_or_else(|error| panic!("{path}: {error}"));
        assert!(feed.title.is_some() && feed.updated.is_some(), "{path}");
        for entry in &feed.entries {
            assert!(entry.published.is_some() && entry.content.is_some(), "{path}: {}", entry.id);
            assert!(entry.links.iter().all(|link| link.href.starts_with("https://")), "{path}");
        }
    }
}
