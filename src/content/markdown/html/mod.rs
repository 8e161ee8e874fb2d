//! Authors' HTML, tag by tag, before it is cleaned: what is no HTML is shown as it was typed, what is
//! dropped is told, and no fragment reaches beyond itself.
//!
//! A parser of HTML never refuses: `<script>` in a sentence would take the rest of the article for a
//! program, an open comment would hide it, an open `<details>` would fold it away.

pub mod sanitise;

mod elements;

use std::cell::LazyCell;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::LazyLock;

use comrak::nodes::{AstNode, NodeValue, Sourcepos};
use comrak::{Arena, Node, html};
use regex::Regex;

use crate::base::Diagnostic;
use crate::content::markdown::body::FoundMistake;
use elements::{DROPPED, KEPT, SILENT, UNPAIRED, WHOLE};

/// A tag, as `CommonMark` defines it (6.6).
static TAG: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r"^<(/?)([A-Za-z][A-Za-z0-9-]*)",
        r#"(?:\s+[A-Za-z_:][A-Za-z0-9_.:-]*(?:\s*=\s*(?:[^\s"'=<>`]+|'[^']*'|"[^"]*"))?)*\s*/?>"#
    ))
    .expect("a tested pattern")
});

/// A tag of a namespace of Office, which Word puts into what it copies; it shows nothing.
static OF_WORD: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)</?(?:o|w|v|m|x|st[0-9]|u[0-9]):[a-z][^<>]*>").expect("a tested pattern")
});

/// The box of a table.
const BOX: &str = "<div class=\"table\" tabindex=\"0\">";
const BOX_END: &str = "</div>";

/// What a tag or a piece of a block becomes.
enum Piece<'t> {
    /// A tag that is kept.
    Tag { name: String, is_end: bool },
    /// It stays, and is text.
    Text(&'t str),
    /// It is shown as it was typed.
    Shown,
    /// It has no end, and is shown as it was typed.
    Unclosed,
    /// It goes.
    Gone(Option<Diagnostic>),
}

/// Settles the HTML of a whole text. Answers what is shown or dropped, and where.
pub fn settle<'a>(arena: &'a Arena<'a>, root: Node<'a>) -> Vec<FoundMistake> {
    let mut tags = Tags::default();
    let mut found = Vec::new();
    for node in root.descendants().collect::<Vec<_>>() {
        // What lay inside an element that went with it.
        if node.parent().is_none() && !node.same_node(root) {
            continue;
        }
        let place = node.data().sourcepos;
        if let NodeValue::Text(text) = &mut node.data_mut().value
            && text.contains(':')
            && OF_WORD.is_match(text)
        {
            // `CommonMark` takes it for text.
            *text = OF_WORD.replace_all(text, "").into_owned().into();
            continue;
        }
        let html = match &node.data().value {
            NodeValue::HtmlInline(html) => html.clone(),
            NodeValue::HtmlBlock(block) => block.literal.clone(),
            _ => continue,
        };
        if matches!(node.data().value, NodeValue::HtmlInline(_)) {
            inline(node, &html, place, &mut tags, &mut found);
        } else {
            let settled = block(node, &html, place, &mut tags, &mut found);
            if let NodeValue::HtmlBlock(block) = &mut node.data_mut().value {
                block.literal = settled;
            }
        }
    }
    for (name, node) in tags.open() {
        close(arena, node, name);
    }
    found
}

/// The tags that wait for their ends: an element's name, the node that opened it.
#[derive(Default)]
struct Tags<'a>(BTreeMap<String, Vec<Node<'a>>>);

impl<'a> Tags<'a> {
    /// Reads a tag. Answers whether it begins an element, or ends one that was begun.
    fn read(&mut self, name: &str, is_end: bool, node: Node<'a>) -> bool {
        if UNPAIRED.contains(&name) {
            return false;
        }
        let open = self.0.entry(name.to_owned()).or_default();
        if is_end {
            return open.pop().is_some();
        }
        open.push(node);
        true
    }

    fn open(&self) -> impl Iterator<Item = (&str, Node<'a>)> {
        self.0.iter().flat_map(|(name, nodes)| nodes.iter().map(move |node| (name.as_str(), *node)))
    }
}

/// Ends an element that its author left open where the block ends in which it begins.
fn close<'a>(arena: &'a Arena<'a>, node: Node<'a>, name: &str) {
    let end = format!("</{name}>");
    if let NodeValue::HtmlBlock(block) = &mut node.data_mut().value {
        block.literal.truncate(block.literal.trim_end().len());
        block.literal.push_str(&end);
        block.literal.push_str(if name == "table" { BOX_END } else { "" });
        block.literal.push('\n');
        return;
    }
    if let Some(parent) = node.parent() {
        parent.append(arena.alloc(AstNode::from(NodeValue::HtmlInline(end))));
    }
}

/// Settles one tag inside a text.
fn inline<'a>(
    node: Node<'a>,
    html: &str,
    place: Sourcepos,
    tags: &mut Tags<'a>,
    found: &mut Vec<FoundMistake>,
) {
    let whole = WHOLE.into_iter().find(|name| is_start(html, name));
    let end = whole.and_then(|name| {
        let is_end = |next: &Node<'_>| match &next.data().value {
            NodeValue::HtmlInline(tag) => is_end_of(tag, name),
            _ => false,
        };
        node.following_siblings().skip(1).position(|next| is_end(&next))
    });
    if let (Some(name), Some(end)) = (whole, end) {
        found.push((dropped(name), place));
        for gone in node.following_siblings().take(end + 2).collect::<Vec<_>>() {
            gone.detach();
        }
        return;
    }
    match piece(html).1 {
        Piece::Tag { name, is_end } => drop(tags.read(&name, is_end, node)),
        Piece::Text(_) | Piece::Shown | Piece::Unclosed => {
            node.data_mut().value = NodeValue::Text(html.to_owned().into());
        }
        Piece::Gone(finding) => {
            found.extend(finding.map(|finding| (finding, place)));
            node.detach();
        }
    }
}

fn is_start(html: &str, name: &str) -> bool {
    named(html).is_some_and(|(is_end, found)| !is_end && found == name)
}

fn is_end_of(html: &str, name: &str) -> bool {
    named(html).is_some_and(|(is_end, found)| is_end && found == name)
}

/// Whether a tag is an end tag, and its element's name in small letters.
fn named(html: &str) -> Option<(bool, String)> {
    let tag = TAG.captures(html)?;
    Some((!tag[1].is_empty(), tag[2].to_ascii_lowercase()))
}

/// Settles a block of HTML. Answers what is left of it.
fn block<'a>(
    node: Node<'a>,
    literal: &str,
    place: Sourcepos,
    tags: &mut Tags<'a>,
    found: &mut Vec<FoundMistake>,
) -> String {
    let mut out = String::with_capacity(literal.len());
    let mut at = 0;
    while at < literal.len() {
        let (length, piece) = piece(&literal[at..]);
        let text = &literal[at..at + length];
        let line = place.start.line + literal[..at].matches('\n').count();
        let place =
            Sourcepos::from((line, 1, line, text.lines().next().map_or(1, str::len).max(1)));
        match piece {
            Piece::Tag { name, is_end } => {
                // A wide table scrolls in its own box, like one in Markdown.
                let is_table = tags.read(&name, is_end, node) && name == "table";
                out.push_str(if is_table && !is_end { BOX } else { "" });
                out.push_str(text);
                out.push_str(if is_table && is_end { BOX_END } else { "" });
            }
            Piece::Text(text) => out.push_str(text),
            Piece::Shown | Piece::Unclosed => {
                let finding = match piece {
                    Piece::Unclosed => Diagnostic::error("html-unclosed"),
                    _ => Diagnostic::warning("html-shown"),
                };
                let start: String =
                    text.lines().next().unwrap_or_default().chars().take(40).collect();
                found.push((finding.with("tag", start), place));
                html::escape(&mut out, text).expect("writing to a String cannot fail");
            }
            Piece::Gone(finding) => found.extend(finding.map(|finding| (finding, place))),
        }
        at += length;
    }
    out
}

/// The first piece of a fragment: its length in bytes, and what becomes of it.
fn piece(html: &str) -> (usize, Piece<'_>) {
    if !html.starts_with('<') {
        let end = html.find('<').unwrap_or(html.len());
        return (end, Piece::Text(&html[..end]));
    }
    if html.starts_with("<!--") {
        return match html.find("-->") {
            Some(end) => (end + 3, Piece::Gone(None)),
            None => (html.len(), Piece::Unclosed),
        };
    }
    for (start, end) in [("<?", "?>"), ("<!DOCTYPE", ">"), ("<!doctype", ">")] {
        if let Some(length) = html.strip_prefix(start).and_then(|rest| rest.find(end)) {
            return (start.len() + length + end.len(), Piece::Gone(None));
        }
    }
    if let Some(length) = html.strip_prefix("<![CDATA[").and_then(|rest| rest.find("]]>")) {
        return ("<![CDATA[".len() + length + "]]>".len(), Piece::Shown);
    }
    if let Some(tag) = OF_WORD.find(html).filter(|tag| tag.start() == 0) {
        return (tag.end(), Piece::Gone(None));
    }
    let Some(tag) = TAG.captures(html) else {
        // No tag. What looks like one goes on to the end of its line at most.
        let line = html.lines().next().unwrap_or(html);
        let is_like = html[1..]
            .starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?'));
        return match line.find('>') {
            Some(end) if is_like && !line[..end].contains('=') => (end + 1, Piece::Shown),
            _ if is_like => (line.len(), Piece::Unclosed),
            _ => (1, Piece::Text("&lt;")),
        };
    };
    let (length, name) = (tag[0].len(), tag[2].to_ascii_lowercase());
    let is_end = !tag[1].is_empty();
    if WHOLE.contains(&name.as_str()) && !is_end {
        return whole(html, length, &name);
    }
    match name.as_str() {
        name if KEPT.contains(&name) => (length, Piece::Tag { name: name.to_owned(), is_end }),
        name if SILENT.contains(&name)
            || is_end && (DROPPED.contains(&name) || WHOLE.contains(&name)) =>
        {
            (length, Piece::Gone(None))
        }
        name if DROPPED.contains(&name) => (length, Piece::Gone(Some(dropped(name)))),
        _ => (length, Piece::Shown),
    }
}

/// An element that goes with its content; one without an end is shown as it was typed.
fn whole<'t>(html: &'t str, tag: usize, name: &str) -> (usize, Piece<'t>) {
    let rest = &html[tag..];
    let is_end = |at: &usize| is_end_of(&rest[*at..], name);
    let end = rest.match_indices("</").map(|(at, _)| at).find(is_end);
    let length = end.and_then(|at| Some(at + TAG.find(&rest[at..])?.end()));
    match length {
        Some(length) => (tag + length, Piece::Gone(Some(dropped(name)))),
        // The end of an element of another language may stand in another node.
        None if DROPPED.contains(&name) => (tag, Piece::Gone(Some(dropped(name)))),
        None => (tag, Piece::Shown),
    }
}

fn dropped(name: &str) -> Diagnostic {
    Diagnostic::warning("html-dropped").with("name", name)
}

/// Whether what looks like a tag compares two things: `a<b>c`, and no end of it in the paragraph.
fn is_comparison(text: &str, tag: &Range<usize>, name: &str) -> bool {
    let is_bare = tag.len() == name.len() + 2 && name.len() == 1;
    let before = text[..tag.start].chars().next_back();
    let paragraph = text[tag.end..].split("\n\n").next().unwrap_or_default();
    let end = format!("</{name}>");
    is_bare
        && before.is_some_and(|c| c.is_ascii_alphanumeric())
        && !paragraph.to_ascii_lowercase().contains(&end)
}

/// Where tags stand in a text that are no tags: of no element of HTML, or named in a sentence. An element
/// whose content is no HTML is meant only at the start of a line or with attributes, and with its end
/// behind it.
pub fn named_tags(text: &str) -> Vec<usize> {
    static NAMED: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"</?([A-Za-z][A-Za-z0-9-]*)(?:\s[^<>]*|/)?>").expect("a tested pattern")
    });
    let mut all = Vec::new();
    let mut meant: Range<usize> = 0..0;
    // For each name where it ends for the last time.
    let mut last_ends: BTreeMap<String, Option<usize>> = BTreeMap::new();
    let lower = LazyCell::new(|| text.to_ascii_lowercase());
    for tag in NAMED.captures_iter(text) {
        let (whole, name) = (tag.get(0).expect("the tag").range(), tag[1].to_ascii_lowercase());
        let is_dropped = DROPPED.contains(&name.as_str());
        if meant.contains(&whole.start) {
            continue;
        }
        if KEPT.contains(&name.as_str()) {
            all.extend(is_comparison(text, &whole, &name).then_some(whole.start));
            continue;
        }
        if !WHOLE.contains(&name.as_str()) {
            all.extend((!is_dropped).then_some(whole.start));
            continue;
        }
        let end = format!("</{name}");
        let before = text[..whole.start].trim_end_matches([' ', '\t']);
        let is_first = before.is_empty() || before.ends_with('\n');
        let is_meant = is_first || is_dropped || text[whole.clone()].contains('=');
        let last = *last_ends.entry(name).or_insert_with(|| lower.rfind(&end));
        let is_closed = last.is_some_and(|last| last >= whole.end);
        if is_meant && is_closed && !text[whole.clone()].starts_with("</") {
            let length = lower[whole.end..].find(&end).unwrap_or_default();
            meant = whole.start..whole.end + length + 1;
        } else if !is_dropped {
            all.push(whole.start);
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_of_elements_are_disjoint() {
        for name in KEPT {
            assert!(!DROPPED.contains(&name) && !WHOLE.contains(&name), "{name}");
        }
    }

    #[test]
    fn tags_that_are_named_in_a_sentence() {
        assert_eq!(named_tags("学习了<script>标签"), [9]);
        assert_eq!(named_tags("见<iframe src=x></iframe>"), [0_usize; 0]);
        assert_eq!(named_tags("<script>标签"), [0]);
        assert_eq!(named_tags("<style>\np {}\n</style>\n"), [0_usize; 0]);
        assert_eq!(named_tags("用<title>和</title>。").len(), 2);
    }
}
