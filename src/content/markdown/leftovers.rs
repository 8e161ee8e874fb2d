//! Signs of Markdown that are left standing in a text: something was meant, and was not understood.

use std::cell::LazyCell;
use std::ops::Range;
use std::sync::LazyLock;

use comrak::Node;
use comrak::nodes::{NodeValue, Sourcepos};
use regex::{Captures, Match, Regex};

use super::body::FoundMistake;
use super::html;
use super::lines::Typed;
use crate::base::Diagnostic;

static SIGNS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?P<sign>\]\(|\]（|!\[|\[\^|［\^|\[\[)|(?P<apart>[\]】] ?\((?:https?://[^()\s]+|[^()\s]+\.[A-Za-z0-9]{2,5})\))|(?:^|[^*])(?P<bold>\*\*)(?:[^*]|$)|(?:^|[^~])(?P<struck>~~)(?:[^~]|$)",
        r#"|(?P<tag></?[A-Za-z][A-Za-z0-9-]*(?:\s+[A-Za-z_:][A-Za-z0-9_.:-]*(?:\s*=\s*(?:[^\s"'=<>`]+|'[^']*'|"[^"]*"))?)*\s*/?>)"#
    ))
    .expect("a tested pattern")
});

/// Where the first sign stands in a text. Two stars between figures are a power or hide a number.
fn sign(text: &str) -> Option<Range<usize>> {
    let is_figure = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    let groups = |found: Captures<'_>| {
        let names = ["sign", "apart", "bold", "struck", "tag"];
        names.iter().find_map(|name| found.name(name)).map(|sign| sign.range())
    };
    let is_meant = |range: &Range<usize>| {
        &text[range.clone()] != "**"
            || !is_figure(text[..range.start].chars().next_back())
            || !is_figure(text[range.end..].chars().next())
    };
    // A tag of no element, such as <姓名> or <cstdio>, is shown as it is meant to be.
    let is_element = |range: &Range<usize>| {
        let tag = &text[range.clone()];
        !tag.starts_with('<') || html::is_element(tag)
    };
    let is_escaped = |range: &Range<usize>| text[..range.start].ends_with('\\');
    let all = SIGNS.captures_iter(text).filter_map(groups);
    all.filter(|range| is_element(range) && !is_escaped(range)).find(is_meant)
}

/// A comment or a tag that does not end: it may hide what was not to be read.
static UNCLOSED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r#"<!--|<[A-Za-z][A-Za-z0-9]*\s+[a-z-]+\s*=\s*(?:"[^"]*|'[^']*)$"#)
        .expect("a tested pattern")
});

/// A fence of code that is none: it stands inside a paragraph.
const FENCE: &str = "```";

/// `#标题`, where `# 标题` was meant. A topic has a second sign behind it: `#春耕#`.
static HEADING: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?:#\p{Han}|#{2,6}[\p{Han}A-Za-z0-9]|#{7,}[ \t]|＃+)[^#]*$")
        .expect("a tested pattern")
});

/// The finding for a sign, with the remedy that fits: `before` and `after` are the characters beside it.
fn leftover(sign: &str, before: Option<char>, after: Option<char>) -> Diagnostic {
    let is_blank = |c: Option<char>| c.is_some_and(char::is_whitespace);
    let has_blank = matches!(sign, "**" | "~~") && (is_blank(before) || is_blank(after));
    let wording = if has_blank { "blank" } else { "" };
    Diagnostic::warning("leftover-markup").wording(wording).with("sign", sign)
}

/// Finds headings without the blank behind their sign, fences of code inside paragraphs, and tables that are none.
fn in_paragraph(node: Node<'_>) -> Option<FoundMistake> {
    let is_text = |child: &Node<'_>, what: &dyn Fn(&str) -> bool| match &child.data().value {
        NodeValue::Text(text) => what(text),
        _ => false,
    };
    let place = node.data().sourcepos;
    let finding = |wording, sign| {
        Some((Diagnostic::warning("leftover-markup").wording(wording).with("sign", sign), place))
    };
    if node.children().any(|child| is_text(&child, &|text| text.contains(FENCE))) {
        return finding("fence", FENCE);
    }
    let first = node.first_child()?;
    // Two lines of a table that has no line |---|---|, or one of another length.
    let is_row = |child: &Node<'_>| is_text(child, &|text| text.starts_with(['|', '｜']));
    let is_next_row = |child: Node<'_>| {
        matches!(child.data().value, NodeValue::SoftBreak)
            && child.next_sibling().is_some_and(|next| is_row(&next))
    };
    if is_row(&first) && node.children().any(is_next_row) {
        return finding("table", "|");
    }
    if is_text(&first, &|text| HEADING.is_match(text)) { finding("heading", "#") } else { None }
}

/// A sign of Markdown in a block of HTML: its tags are HTML's own.
fn in_html(html: &str, place: Sourcepos) -> Option<FoundMistake> {
    // What stands before the first tag, then each tag with the text behind it.
    let texts = html.split('<').enumerate().map(|(at, piece)| {
        let text = piece.split_once('>').filter(|_| at > 0).map_or(piece, |(_, text)| text);
        (piece, text)
    });
    let mut at = 0;
    for (piece, text) in texts {
        if let Some(range) = sign(text).filter(|range| !text[range.clone()].starts_with('<')) {
            let at = at + piece.len() - text.len() + range.start;
            let line = place.start.line + html[..at].matches('\n').count();
            let column = at - html[..at].rfind('\n').map_or(0, |end| end + 1) + 1;
            let finding = Diagnostic::warning("leftover-markup").wording("html");
            let place = (line, column, line, column + range.len() - 1);
            return Some((finding.with("sign", &text[range]), Sourcepos::from(place)));
        }
        at += piece.len() + 1;
    }
    None
}

/// Finds the signs in all texts of a tree, one finding for a text at most. Those that the author escaped
/// are meant.
pub fn find(root: Node<'_>, typed: &Typed<'_>) -> Vec<FoundMistake> {
    let lines = LazyCell::new(|| typed.text.split('\n').collect::<Vec<_>>());
    let slice = |place: Sourcepos| {
        let line = lines.get(place.start.line.wrapping_sub(1)).copied().unwrap_or_default();
        let is_one_line = place.start.line == place.end.line;
        let end = if is_one_line { place.end.column.min(line.len()) } else { line.len() };
        typed.back(line.get(place.start.column.saturating_sub(1)..end).unwrap_or_default())
    };
    // The place of a text in a cell begins behind the backslash of its first sign.
    let is_escaped = |place: Sourcepos| {
        let line = lines.get(place.start.line.wrapping_sub(1)).copied().unwrap_or_default();
        line.get(..place.start.column.saturating_sub(1))
            .is_some_and(|before| before.ends_with('\\'))
    };
    let mut found = Vec::new();
    let mut fenced: Option<Node<'_>> = None;
    for node in root.descendants() {
        let data = node.data();
        let text = match &data.value {
            NodeValue::Text(text) => text,
            // Markdown is not read inside a block of HTML.
            NodeValue::HtmlBlock(block) => {
                found.extend(in_html(&block.literal, data.sourcepos));
                continue;
            }
            NodeValue::Paragraph => {
                let more = in_paragraph(node);
                fenced = more.is_some().then_some(node);
                found.extend(more);
                continue;
            }
            _ => continue,
        };
        let is_told =
            fenced.is_some_and(|paragraph| node.ancestors().any(|up| up.same_node(paragraph)));
        if is_told || !text.contains(['[', ']', '*', '~', '<', '【', '［']) {
            continue;
        }
        let source = slice(data.sourcepos);
        found.extend(in_text(node, text, &source, is_escaped(data.sourcepos)));
    }
    found
}

/// A sign in a text, or a tag that does not end; `source` is what was typed there, perhaps behind a backslash.
fn in_text(node: Node<'_>, text: &str, source: &str, is_escaped: bool) -> Option<FoundMistake> {
    let start = node.data().sourcepos.start;
    let at = |range: Range<usize>| {
        let end = start.column + range.end - 1;
        Sourcepos::from((start.line, start.column + range.start, start.line, end))
    };
    // A tag may go on behind an address in it.
    let is_last = node.next_sibling().is_none();
    let is_open = |open: &Match<'_>| {
        source == text && (is_last || open.as_str() == "<!--") && !(is_escaped && open.start() == 0)
    };
    if let Some(open) = UNCLOSED.find(source).filter(is_open) {
        let tag: String = source[open.start()..].chars().take(40).collect();
        let finding = Diagnostic::error("html-unclosed").with("tag", tag);
        return Some((finding, at(open.start()..source.len())));
    }
    // Where the text is as it was typed, the sign stands where it was found. Where it is not, there may be
    // an escape. Without one the parser's place is that of another line, as below a definition of a link.
    let has_escape = source != text && source.contains(['\\', '&']);
    let shown = if has_escape { source } else { text };
    let range = sign(shown).filter(|range| !has_escape || text.contains(&shown[range.clone()]))?;
    let name = &shown[range.clone()];
    let is_link = |up: Node<'_>| matches!(up.data().value, NodeValue::Link(_));
    if name == "]（" && node.ancestors().skip(1).any(is_link) {
        return None;
    }
    let before = shown[..range.start].chars().next_back();
    let finding = leftover(name, before, shown[range.end..].chars().next());
    Some((finding, at(range)))
}
