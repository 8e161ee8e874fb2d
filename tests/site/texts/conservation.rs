//! The law of conservation: what an author typed is on the page, in the same order, or a finding says why
//! not; and no sign of Markdown is left standing without one.
//!
//! The second opinion is the parser with GFM and nothing of ours. Where the two are meant to differ is said
//! in [`holds`].

use crate::support::typing::article;
use comrak::nodes::{AstNode, NodeValue};
use comrak::{Arena, Options};
use kuaixun::content::markdown::{Markup, render};
use kuaixun::content::{Body, RawLink};
use proptest::prelude::*;
use regex::Regex;
use scraper::{ElementRef, Html, Node};
use std::sync::LazyLock;

/// Findings that a part of the text is not shown, or is shown as typed.
const LOST: [&str; 5] = ["html-dropped", "footnote", "html-unclosed", "beyond-limits", "code-info"];
const STANDING: [&str; 4] = ["leftover-markup", "html-shown", "html-unclosed", "html-dropped"];

/// The elements of HTML (HTML, index of elements), and those that browsers knew before.
const ELEMENTS: &str = "a abbr acronym address area article aside audio b base bdi bdo big blockquote body br \
    button canvas caption center cite code col colgroup data datalist dd del details dfn dialog dir div dl dt \
    em embed fieldset figcaption figure font footer form frame frameset h1 h2 h3 h4 h5 h6 head header hgroup hr \
    html i iframe img input ins kbd label legend li link main map mark math menu meta meter nav noscript object \
    ol optgroup option output p picture pre progress q rp rt ruby s samp script search section select slot small \
    source span strike strong style sub summary sup svg table tbody td template textarea tfoot th thead time \
    title tr track tt u ul var video wbr";

static SIGNS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"\]\(|\]（|!\[|\[\^|(?:^|[^*0-9])\*\*(?:[^*]|$)|(?:^|[^~])~~(?:[^~]|$)|\[\[|</?[A-Za-z][A-Za-z0-9-]*>")
        .expect("a pattern")
});

/// A note after wide blanks or with a wide colon is one for us, and a text for the parser alone.
static NOTES: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?m)^(?:[ \t\u{a0}\u{2000}-\u{200b}\u{3000}]|&emsp;|&nbsp;)*(\[\^[^\]\s]+\])[:：]")
        .expect("a pattern")
});

static OFFICE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"</?(?:w|v|x|m|st1|o):[A-Za-z][^<>]*>|<!\[[^\]<>]*\]>").expect("a pattern")
});

static MARKS: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"\[\^[^\]\s]+\]").expect("a pattern"));

fn options() -> Options<'static> {
    let mut options = Options::default();
    options.extension.strikethrough = true;
    options.extension.table = true;
    options.extension.tasklist = true;
    options.extension.footnotes = true;
    options.parse.leave_footnote_definitions = true;
    options
}

/// Letters, figures and Han characters, in order.
fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// What the parser alone reads: the text, and each footnote.
#[derive(Default)]
struct Plain {
    text: String,
    notes: Vec<String>,
    titles: Vec<String>,
}

fn plain<'a>(block: &'a AstNode<'a>, out: &mut Plain) {
    match &block.data().value {
        NodeValue::Text(text) => out.text.push_str(text),
        // A span over several lines may end at the start of a block for us.
        NodeValue::Code(code) => out.text.push_str(&without_tags(&code.literal)),
        NodeValue::CodeBlock(block) if block.fenced => out.text.push_str(&block.literal),
        // Where we read a paragraph, its tags are tags.
        NodeValue::CodeBlock(block) => out.text.push_str(&without_tags(&block.literal)),
        NodeValue::HtmlBlock(block) => out.text.push_str(&without_tags(&block.literal)),
        NodeValue::Link(link) | NodeValue::Image(link) => out.titles.push(link.title.clone()),
        NodeValue::FootnoteDefinition(_) => {
            let mut note = Plain::default();
            block.children().for_each(|child| plain(child, &mut note));
            out.notes.push(note.text);
            out.notes.extend(note.notes);
            return;
        }
        _ => {}
    }
    block.children().for_each(|child| plain(child, out));
    if block.data().value.block() {
        out.text.push('\n');
    }
}

fn without_tags(html: &str) -> String {
    static TAGS: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r#"(?s)&#?[A-Za-z0-9]+;|<!--.*?-->|</?[A-Za-z][^<>"]*(?:"[^"]*"[^<>"]*)*>"#)
            .expect("a pattern")
    });
    TAGS.replace_all(html, "").into_owned()
}

/// What a reader sees, hears or is shown at a picture.
#[derive(Default)]
struct Shown<'a> {
    /// All of it.
    all: String,
    /// The same, with the numbers of items, and behind each link and picture where it leads: what the
    /// parser alone may take for text.
    with_markup: String,
    /// What is outside code.
    prose: String,
    /// The destinations still to come.
    destinations: std::slice::Iter<'a, RawLink>,
}

impl<'a> Shown<'a> {
    fn of(body: &'a Body) -> Self {
        let mut shown = Self { destinations: body.links.iter(), ..Self::default() };
        shown.read(Html::parse_fragment(&body.html).root_element(), false);
        shown
    }

    fn add(&mut self, text: &str) {
        self.all.push_str(text);
        self.with_markup.push_str(text);
    }

    fn read(&mut self, element: ElementRef<'_>, in_code: bool) {
        let name = element.value().name();
        if element.value().classes().any(|class| matches!(class, "footnote-ref" | "footnote-back"))
        {
            return;
        }
        let in_code = in_code || matches!(name, "code" | "pre");
        if let Some(number) = number(element) {
            self.with_markup.push_str(&number.to_string());
        }
        // The language of code.
        let language = element.attr("class").and_then(|class| class.strip_prefix("language-"));
        self.with_markup.push_str(language.unwrap_or_default());
        self.add(element.attr("alt").unwrap_or_default());
        for child in element.children() {
            match child.value() {
                Node::Text(text) => {
                    self.add(text);
                    if !in_code {
                        self.prose.push_str(text);
                    }
                }
                Node::Element(_) => {
                    let child = ElementRef::wrap(child).expect("an element");
                    self.read(child, in_code);
                    let name = child.value().name();
                    if !in_code && !matches!(name, "a" | "b" | "strong" | "em" | "del" | "i" | "u")
                    {
                        self.prose.push('\n');
                    }
                }
                _ => {}
            }
        }
        let address = match name {
            "a" => element.attr("href"),
            "img" => element.attr("src"),
            _ => None,
        };
        if address == Some("") {
            let link = self.destinations.next().map_or("", |link| &link.destination);
            self.with_markup.push_str(link);
        }
        self.add(element.attr("title").unwrap_or_default());
    }
}

/// The number of an item of a numbered list.
fn number(item: ElementRef<'_>) -> Option<usize> {
    let list =
        item.parent().and_then(ElementRef::wrap).filter(|list| list.value().name() == "ol")?;
    let mut number = list.attr("start").and_then(|start| start.parse().ok()).unwrap_or(1_usize);
    for other in list.child_elements() {
        number = other.attr("value").and_then(|value| value.parse().ok()).unwrap_or(number);
        if other == item {
            return Some(number);
        }
        number += 1;
    }
    None
}

/// Whether one text is in the other, with more in between.
fn is_within(part: &str, whole: &str) -> Result<(), String> {
    let mut rest = whole.chars();
    for (at, wanted) in part.chars().enumerate() {
        if !rest.any(|c| c == wanted) {
            let before: String = part.chars().skip(at.saturating_sub(12)).take(30).collect();
            return Err(format!("{wanted} of …{before}…"));
        }
    }
    Ok(())
}

/// Checks the law on one text.
pub fn holds(text: &str) -> Result<(), String> {
    let body = match render(text, 0, Markup::default(), None) {
        Ok(body) => body,
        Err(finding) => {
            return if finding.is_error() { Ok(()) } else { Err(finding.code.to_owned()) };
        }
    };
    let codes: Vec<&str> = body.mistakes.iter().map(|(finding, _)| finding.code).collect();
    let shown = Shown::of(&body);
    let prose = &shown.prose;
    let is_told = |list: &[&str]| codes.iter().any(|code| list.contains(code));
    let sign = SIGNS.find(prose).map(|sign| sign.as_str().trim());
    // A tag of no element is shown as it is meant to be.
    let sign = sign.filter(|sign| {
        let name = sign.trim_matches(['<', '/', '>']).to_ascii_lowercase();
        !sign.starts_with('<') || ELEMENTS.split_whitespace().any(|element| element == name)
    });
    // What only a comment parted is no sign.
    let sign = sign.filter(|sign| text.contains(sign) && !text.contains(['\\', '&']));
    if let Some(sign) = sign.filter(|_| !is_told(&STANDING)) {
        return Err(format!("{sign} is left standing"));
    }
    if is_told(&LOST) {
        return Ok(());
    }
    let source = as_meant(text);
    // A definition that a link refers to is no text for us, also below a heading after wide blanks.
    is_conserved(&source, &shown)
        .or_else(|lost| is_conserved(&source.replace("[甲]: /x", ""), &shown).map_err(|_| lost))
}

/// A text for the second opinion, without what is meant to be read in another way.
fn as_meant(text: &str) -> String {
    // A box that is ticked has no letter for us, also where the parser alone sees no list.
    let text = text.replace("[x]", "[ ]").replace("<o:p></o:p>", "§");
    // Blanks as entities are blanks, also where the parser alone sees code.
    let text = text.replace("&emsp;", "　").replace("&nbsp;", "　").replace("&#20013;", "§");
    // What is named in a sentence is no tag for us.
    let mut text = text.replace("<script>\nlet 甲;\n</script>", "");
    for name in ["script", "/script", "title", "textarea", "name"] {
        text = text.replace(&format!("<{name}>"), "§");
    }
    // Elements of Office show nothing, and no parser of Markdown knows them.
    let text = OFFICE.replace_all(&text, "§");
    NOTES.replace_all(&text, "$1: ").into_owned()
}

fn is_conserved(source: &str, shown: &Shown<'_>) -> Result<(), String> {
    let arena = Arena::new();
    let mut alone = Plain::default();
    plain(comrak::parse_document(&arena, source, &options()), &mut alone);
    let (all, more) = (letters(&shown.all), letters(&shown.with_markup));
    let sorted = |text: &str| {
        let mut all: Vec<char> = text.chars().collect();
        all.sort_unstable();
        all.into_iter().collect::<String>()
    };
    let within = |part: &str, is_moved: bool| {
        // The mark of a note becomes a number.
        let part = letters(&MARKS.replace_all(part, ""));
        let is_within = |whole: &str| {
            if is_moved {
                is_within(&sorted(&part), &sorted(whole))
            } else {
                is_within(&part, whole)
            }
        };
        is_within(&all).or_else(|_| is_within(&more))
    };
    // HTML itself puts text of a table that stands in no cell before the table (HTML 13.2.6.1).
    // A note stands at the end, also where the parser alone sees the text of a paragraph.
    let is_moved = source.starts_with("[^")
        || ["<table", "<tr", "<td", "\n[^"].iter().any(|tag| source.contains(tag));
    within(&alone.text, is_moved).map_err(|lost| format!("lost: {lost}"))?;
    // Notes stand at the end, and may end earlier for us, at a line that is indented.
    for part in alone.notes.iter().chain(&alone.titles) {
        within(part, true).map_err(|lost| format!("lost in a note: {lost}"))?;
    }
    Ok(())
}

fn check(cases: u32) {
    let mut runner = proptest::test_runner::TestRunner::new(ProptestConfig {
        cases,
        failure_persistence: None,
        max_shrink_iters: 4000,
        ..ProptestConfig::default()
    });
    runner
        .run(&article(), |text| holds(&text).map_err(TestCaseError::fail))
        .unwrap_or_else(|failure| panic!("{failure}"));
}

#[test]
fn nothing_is_lost_in_what_people_type() {
    check(2000);
}

/// 36 texts as Word, WPS, Excel, `WeChat` and mail programs leave them.
#[test]
fn nothing_is_lost_in_what_people_paste() {
    let all = include_str!("../../support/pastes.md");
    let texts: Vec<&str> = all.split("==== ").skip(1).collect();
    assert_eq!(texts.len(), 36);
    for text in texts {
        let (name, body) = text.split_once('\n').expect("a name and a text");
        holds(body).unwrap_or_else(|lost| panic!("{name}: {lost}"));
        let codes = render(body, 0, Markup::default(), None).map(|body| body.mistakes);
        let is_error = codes.is_ok_and(|found| found.iter().any(|(one, _)| one.is_error()));
        assert_eq!(is_error, name.contains("error"), "{name}");
    }
}

/// `just long`
#[test]
#[ignore = "takes minutes"]
fn nothing_is_lost_in_a_hundred_thousand_texts() {
    check(100_000);
}

/// `just texts FOLDER`
#[test]
#[ignore = "reads texts of others"]
fn nothing_is_lost_in_the_texts_of_a_folder() {
    let folder = std::env::var_os("KUAIXUN_TEXTS").expect("a folder in KUAIXUN_TEXTS");
    let (mut count, mut lost) = (0, Vec::new());
    for entry in walkdir::WalkDir::new(folder).into_iter().filter_map(Result::ok) {
        if entry.path().extension().is_some_and(|end| end == "md")
            && let Ok(text) = std::fs::read_to_string(entry.path())
        {
            count += 1;
            let body = text.splitn(3, "---\n").nth(2).unwrap_or(&text);
            lost.extend(holds(body).err().map(|why| format!("{}: {why}", entry.path().display())));
        }
    }
    assert!(lost.is_empty(), "{} of {count} texts:\n{}", lost.len(), lost.join("\n"));
}
