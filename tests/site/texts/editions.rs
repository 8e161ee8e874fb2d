//! The law of conservation beyond the page: what is on the page of an article is in its e-book, its mail and
//! the search. (Print: `tests/print`.)

use std::collections::BTreeMap;
use std::fs;
use std::io::Read as _;

use scraper::{ElementRef, Html, Node, Selector};
use zip::ZipArchive;

use crate::support::{Site, typing};

/// How many texts.
const COUNT: usize = 200;

/// Letters, figures and Han characters, each with how often it stands.
fn letters(text: &str) -> BTreeMap<char, usize> {
    let mut all = BTreeMap::new();
    for c in text.chars().filter(|c| c.is_alphanumeric()) {
        *all.entry(c).or_insert(0) += 1;
    }
    all
}

/// What is in one text and not in the other.
fn missing(part: &str, whole: &str) -> String {
    let whole = letters(whole);
    let left = letters(part).into_iter().filter(|(c, count)| whole.get(c).unwrap_or(&0) < count);
    left.map(|(c, _)| c).collect()
}

/// Elements that a text goes on across.
const INLINE: [&str; 17] = [
    "a", "b", "br", "code", "del", "em", "font", "i", "img", "mark", "rp", "rt", "ruby", "span",
    "strong", "sub", "u",
];

/// What a reader of a page sees in its text; with what is said of its pictures, or without.
fn shown(element: ElementRef<'_>, has_alt: bool, out: &mut String) {
    let has = |class: &str| element.value().classes().any(|own| own == class);
    // The number of a note is made, not typed.
    if has("footnote-ref") || has("footnote-back") {
        return;
    }
    let end = if INLINE.contains(&element.value().name()) { "" } else { "\n" };
    out.push_str(end);
    out.push_str(element.attr("alt").filter(|_| has_alt).unwrap_or_default());
    for child in element.children() {
        match child.value() {
            Node::Text(text) => out.push_str(text),
            Node::Element(_) => shown(ElementRef::wrap(child).expect("an element"), has_alt, out),
            _ => {}
        }
    }
    out.push_str(end);
}

fn prose(html: &str, selector: &str, has_alt: bool) -> String {
    let page = Html::parse_document(html);
    let body = page.select(&Selector::parse(selector).expect("a selector")).next().expect(selector);
    let mut out = String::new();
    shown(body, has_alt, &mut out);
    out
}

/// Without the readings of characters, which no search looks for.
fn without_readings(html: &str) -> String {
    html.replace("<rt>zì</rt>", "")
}

#[test]
fn what_is_on_the_page_is_in_every_edition_and_is_found() {
    let texts = typing::articles(COUNT);
    let site = Site::new();
    // Their files are not there.
    let checks = "checks: {broken-link: warning, broken-anchor: warning, empty-link: warning, bad-scheme: warning}";
    site.write("kuaixun.yaml", format!("title: 测试快讯\neditions: [epub, mail]\n{checks}\n"));
    site.write("content/bulletins/kx/_index.md", "---\ntitle: 快讯\n---\n");
    for (number, text) in texts.iter().enumerate() {
        let path = format!("content/bulletins/kx/2007-01/a{number:03}.md");
        site.article(&path, &format!("文章{number:03}"), &format!("weight: {number}\n"), text);
    }
    site.build();
    let issue = site.root().join("public/bulletins/kx/2007-01");
    let book = fs::File::open(issue.join("kx-2007-01.epub")).expect("the book");
    let mut book = ZipArchive::new(book).expect("a book");
    let mut chapters: BTreeMap<String, String> = BTreeMap::new();
    for at in 0..book.len() {
        let mut file = book.by_index(at).expect("a file");
        let name = file.name().expect("a name").into_owned();
        if name.contains("item-") {
            let mut text = String::new();
            file.read_to_string(&mut text).expect("XHTML");
            let title = text.split("文章").nth(1).expect("a title")[..3].to_owned();
            chapters.insert(title, text);
        }
    }
    let mail = fs::read_to_string(issue.join("kx-2007-01.mail.html")).expect("mail");
    let plain = fs::read_to_string(issue.join("kx-2007-01.mail.txt")).expect("mail");
    let search: String = site
        .published()
        .into_iter()
        .filter(|(path, _)| path.starts_with("search/"))
        .map(|(_, bytes)| String::from_utf8_lossy(&bytes).into_owned())
        .collect();
    let search: String = search.chars().filter(|c| c.is_alphanumeric()).collect();
    let (mut all, mut lost) = (String::new(), Vec::new());
    for (number, text) in texts.iter().enumerate() {
        let name = format!("{number:03}");
        let html = site.page(&format!("bulletins/kx/2007-01/a{name}.html"));
        let page = prose(&html, "article .prose", true);
        let chapter = prose(&chapters[&name], "body", true);
        let gone = missing(&page, &chapter);
        if !gone.is_empty() {
            lost.push(format!("e-book: {gone} of {text:?}"));
        }
        all.push_str(&page);
        // A search looks for what can be seen.
        let found = prose(&without_readings(&html), "article .prose", false);
        for block in found.lines() {
            let block: String = block.chars().filter(|c| c.is_alphanumeric()).collect();
            if !search.contains(&block) {
                lost.push(format!("search: {block} of {text:?}"));
            }
        }
    }
    for (medium, edition) in [("mail", prose(&mail, "body", true)), ("plain text", plain)] {
        let gone = missing(&all, &edition);
        if !gone.is_empty() {
            lost.push(format!("{medium}: {gone}"));
        }
    }
    assert!(lost.is_empty(), "{} lost:\n{}", lost.len(), lost.join("\n"));
}
