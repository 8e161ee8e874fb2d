//! Authors' HTML, tag by tag, before it is cleaned: what is no HTML is shown as it was typed, what is
//! dropped is told, and no fragment reaches beyond itself.
//!
//! A parser of HTML never refuses: `<script>` in a sentence would take the rest of the article for a
//! program, an open comment would hide it, an open `<details>` would fold it away.

pub mod anchors;
pub mod empty;
pub mod films;
pub mod sanitise;

mod attributes;
mod costs;
mod elements;
mod named;
mod pieces;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use comrak::nodes::{AstNode, NodeValue, Sourcepos};
use comrak::{Arena, Node, html};

use crate::base::{Diagnostic, limits};
use crate::content::markdown::body::FoundMistake;
use costs::Costs;
use elements::{UNPAIRED, WHOLE};
use pieces::{OF_WORD, Piece, dropped, is_end_of, is_start, piece};

pub use named::named_tags;
pub use pieces::is_element;

/// The box of a table.
const BOX: &str = "<div class=\"table\" tabindex=\"0\">";
const BOX_END: &str = "</div>";

/// Cleans the HTML of a body that still has its marks.
pub fn clean(marked: &str) -> String {
    empty::remove(&sanitise::clean(marked))
}

/// Settles the HTML of a whole text. Answers what is shown or dropped, and where.
/// Places that are named in it are added to `names`.
pub fn settle<'a>(
    arena: &'a Arena<'a>,
    root: Node<'a>,
    names: &mut BTreeSet<String>,
) -> Vec<FoundMistake> {
    let mut tags = Tags { names, open: BTreeMap::new(), depth: 0, costs: Costs::default() };
    let mut found = Vec::new();
    for node in root.descendants().collect::<Vec<_>>() {
        // What lay inside an element that went with it.
        if node.parent().is_none() && !node.same_node(root) {
            continue;
        }
        let place = node.data().sourcepos;
        if let NodeValue::Text(text) = &mut node.data_mut().value
            && (text.contains(':') || text.contains("<!["))
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

/// What is known of the tags so far.
struct Tags<'a, 'n> {
    /// Those that wait for their ends: an element's name, the nodes that opened it.
    open: BTreeMap<String, Vec<Node<'a>>>,
    /// How many they are.
    depth: usize,
    /// What they will cost.
    costs: Costs,
    /// The places that were named.
    names: &'n mut BTreeSet<String>,
}

impl<'a> Tags<'a, '_> {
    /// Reads a tag. Answers whether it begins an element, or ends one that was begun.
    fn read(&mut self, name: &str, is_end: bool, node: Node<'a>) -> bool {
        self.costs.pay(name, is_end);
        if UNPAIRED.contains(&name) {
            return false;
        }
        let open = self.open.entry(name.to_owned()).or_default();
        if is_end {
            let was_open = open.pop().is_some();
            self.depth -= usize::from(was_open);
            self.costs.ends(name, was_open);
            return was_open;
        }
        open.push(node);
        self.depth += 1;
        true
    }

    /// Whether a tag opens one element too many, or one that costs too much.
    fn is_too_much(&self, name: &str, is_end: bool) -> bool {
        let is_too_deep = self.depth >= limits::OPEN_ELEMENTS && !UNPAIRED.contains(&name);
        !is_end && (is_too_deep || self.costs.are_high(name))
    }

    /// A tag with our classes and our names of places.
    fn ours<'t>(&mut self, name: &str, tag: &'t str) -> Cow<'t, str> {
        let aligned = attributes::aligned(name, tag).map_or(Cow::Borrowed(tag), Cow::Owned);
        anchors::prefixed(name, &aligned, self.names).map_or(aligned, Cow::Owned)
    }

    fn open(&self) -> impl Iterator<Item = (&str, Node<'a>)> {
        self.open
            .iter()
            .flat_map(|(name, nodes)| nodes.iter().map(move |node| (name.as_str(), *node)))
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
    tags: &mut Tags<'a, '_>,
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
        let gone: Vec<_> = node.following_siblings().take(end + 2).collect();
        let is_said = gone.iter().any(|node| !node.collect_text().trim().is_empty());
        found.push((dropped(name).wording(if is_said { "whole" } else { "" }), place));
        for node in gone {
            node.detach();
        }
        return;
    }
    // A declaration in a sentence is spoken of; Word leaves those of XML.
    let is_spoken_of = ["<?", "<!D", "<!d"].iter().any(|start| html.starts_with(start));
    if is_spoken_of && !html.starts_with("<?xml") {
        node.data_mut().value = NodeValue::Text(html.to_owned().into());
        return;
    }
    match piece(html).1 {
        Piece::Tag { name, is_end } if !tags.is_too_much(&name, is_end) => {
            tags.read(&name, is_end, node);
            found.extend(attributes::lost(&name, html).into_iter().map(|lost| (lost, place)));
            node.data_mut().value = NodeValue::HtmlInline(tags.ours(&name, html).into_owned());
        }
        Piece::Tag { .. } | Piece::Text(_) | Piece::Shown | Piece::Unclosed => {
            node.data_mut().value = NodeValue::Text(html.to_owned().into());
        }
        Piece::Gone(finding) => {
            found.extend(finding.map(|finding| (finding, place)));
            node.detach();
        }
    }
}
/// Settles a block of HTML. Answers what is left of it.
fn block<'a>(
    node: Node<'a>,
    literal: &str,
    place: Sourcepos,
    tags: &mut Tags<'a, '_>,
    found: &mut Vec<FoundMistake>,
) -> String {
    let mut out = String::with_capacity(literal.len());
    let (mut at, mut seen, mut line) = (0, 0, place.start.line);
    // Where the line begins, and what stands before it in the source.
    let (mut start, mut before) = (0, place.start.column - 1);
    while at < literal.len() {
        let (length, piece) = piece(&literal[at..]);
        let text = &literal[at..at + length];
        line += literal[seen..at].matches('\n').count();
        if let Some(end) = literal[seen..at].rfind('\n') {
            (start, before) = (seen + end + 1, 0);
        }
        seen = at;
        let column = before + at - start + 1;
        let length_shown = text.lines().next().map_or(1, str::len).max(1);
        let place = Sourcepos::from((line, column, line, column + length_shown - 1));
        match piece {
            Piece::Tag { name, is_end } if !tags.is_too_much(&name, is_end) => {
                found.extend(attributes::lost(&name, text).into_iter().map(|lost| (lost, place)));
                // A wide table scrolls in its own box, like one in Markdown.
                let is_table = tags.read(&name, is_end, node) && name == "table";
                out.push_str(if is_table && !is_end { BOX } else { "" });
                out.push_str(&tags.ours(&name, text));
                out.push_str(if is_table && is_end { BOX_END } else { "" });
            }
            Piece::Text(text) => out.push_str(text),
            Piece::Tag { .. } | Piece::Shown | Piece::Unclosed => {
                // Of what is shown by the thousand, the first are told.
                let is_told = found.len() < limits::KEPT_FINDINGS;
                let finding = match piece {
                    Piece::Unclosed => Diagnostic::error("html-unclosed"),
                    _ => Diagnostic::warning("html-shown"),
                };
                let start: String =
                    text.lines().next().unwrap_or_default().chars().take(40).collect();
                found.extend(is_told.then(|| (finding.with("tag", start), place)));
                html::escape(&mut out, text).expect("writing to a String cannot fail");
            }
            Piece::Gone(finding) => found.extend(finding.map(|finding| (finding, place))),
        }
        at += length;
    }
    out
}
