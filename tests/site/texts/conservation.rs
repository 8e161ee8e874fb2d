//! The law of conservation: what an author typed is on the page, in the same order, or a finding says why
//! not; and no sign of Markdown is left standing without one.
//!
//! The second opinion is the parser with GFM and nothing of ours. Where the two are meant to differ is said
//! in [`holds`].

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

static SIGNS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"\]\(|\]（|!\[|\[\^|(?:^|[^*0-9])\*\*(?:[^*]|$)|(?:^|[^~])~~(?:[^~]|$)|\[\[|</?[A-Za-z][A-Za-z0-9-]*>")
        .expect("a pattern")
});

/// A note after wide blanks or with a wide colon is one for us, and a text for the parser alone.
static NOTES: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?m)^(?:[ \t\u{a0}\u{2000}-\u{200b}\u{3000}]|&emsp;|&nbsp;)*(\[\^[^\]\s]+\])[:：]")
        .expect("a pattern")
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
    let is_moved = ["<table", "<tr", "<td", "\n[^"].iter().any(|tag| source.contains(tag));
    within(&alone.text, is_moved).map_err(|lost| format!("lost: {lost}"))?;
    // Notes stand at the end, and may end earlier for us, at a line that is indented.
    for part in alone.notes.iter().chain(&alone.titles) {
        within(part, true).map_err(|lost| format!("lost in a note: {lost}"))?;
    }
    Ok(())
}

/// What people type, in pieces.
const PIECES: &[&str] = &[
    "科技下乡",
    "会议要求，",
    "各镇要抓好。",
    "8个",
    "GB 2312",
    "3.5亿元",
    "10~20毫米",
    "1月~3月",
    "3*4*5米",
    "2*3=6",
    "https://a.example/x，",
    "见https://a.example/~x/y_z*1。",
    "www.b.example",
    "kx@c.example",
    "<https://d.example/你好，>",
    "[名单](a.csv)",
    "[全文](实施 方案.pdf)",
    "![图](照片 (1).jpg)",
    "![图](p.png “图1”)",
    "![[p q.png]]",
    "[名单]（a.csv）",
    "[乙](",
    "**重点**",
    "**重点。**后",
    "*斜*",
    "**",
    "~~删~~",
    "~~",
    "~",
    "`代码~*`",
    "`",
    "``甲`乙``",
    "<script>",
    "</script>",
    "<title>",
    "<b>粗</b>",
    "<b>",
    "<font color=red>红</font>",
    "<name>",
    "<o:p></o:p>",
    "<!-- 注 -->",
    "<br>",
    "<img src=\"https://a.example/1.png\">",
    "<ruby>字<rt>zì</rt></ruby>",
    "<div>",
    "</div>",
    "<details>",
    "<td>",
    "<svg><path d=\"M0\"/></svg>",
    "<a href=x>",
    "<textarea>",
    "<select>",
    "[^1]",
    "[^注]",
    "[^9]",
    "“引”",
    "（见附件）",
    "&nbsp;",
    "&lt;甲&gt;",
    "&amp;",
    "&#20013;",
    "\\*",
    "\\[",
    "　",
    "  ",
    "\t",
    "葛\u{e0100}",
    "２０２４年",
    "$x_1$",
    "①",
    "▲",
    "——",
    "……",
    "：",
    "来源：",
    "王　强",
    "|",
    "#",
    "> ",
    "- [x] ",
];

fn piece() -> impl Strategy<Value = String> {
    prop::sample::select(PIECES.to_vec()).prop_map(str::to_owned)
}

/// How lines begin.
const STARTS: &[&str] = &[
    "",
    "",
    "",
    "",
    "　　",
    "    ",
    "\t",
    "&emsp;&emsp;",
    "\u{a0}\u{a0}",
    "- ",
    "* ",
    "1. ",
    "2. ",
    "1、",
    "2、",
    "3、",
    "一、",
    "二、",
    "（一）",
    "（1）",
    "１．",
    "第一章 ",
    "第一条 ",
    "# ",
    "## ",
    "### ",
    "> ",
    "- - ",
    "10. ",
    "①",
    "  - ",
    "[^1]: ",
    "[^注]：",
    "　　[^1]: ",
    "[甲]: /x\n",
];

/// Whole lines.
const WHOLE: &[&str] = &[
    "---",
    "===",
    "------",
    "```",
    "~~~",
    "|甲|乙|\n|-|-|\n|1~2|<b>丙|",
    "<table>",
    "<tr><td>甲</td></tr>",
    "</table>",
    "<script>\nlet 甲;\n</script>",
    "<!-- 忘了",
    "<div title=\"没有结束>",
    "<p class=MsoNormal>甲<o:p></o:p></p>",
    "    let a = 1;",
    "![图](p.png)\n图为现场。",
    "",
    "",
    "",
    "",
];

fn line() -> impl Strategy<Value = String> {
    let inline = prop::collection::vec(piece(), 1..6).prop_map(|pieces| pieces.concat());
    prop_oneof![
        4 => (prop::sample::select(STARTS.to_vec()), inline).prop_map(|(start, text)| format!("{start}{text}")),
        1 => prop::sample::select(WHOLE.to_vec()).prop_map(str::to_owned),
    ]
}

fn article() -> impl Strategy<Value = String> {
    prop::collection::vec(
        (line(), prop::sample::select(vec!["\n", "\n", "\n\n", "\n\n", "  \n", "\r\n"])),
        1..9,
    )
    .prop_map(|lines| lines.into_iter().map(|(line, end)| line + end).collect())
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
