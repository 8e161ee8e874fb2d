//! Settles the levels of a text's headings and makes their anchors unique.

use std::collections::BTreeSet;

use comrak::nodes::{AstNode, NodeValue};
use comrak::{Anchorizer, Arena, Node, html};

use super::body::{Heading, Hole, marks};
use super::prose;
use crate::base::{Rank, rank};

/// Settles levels and anchors of all headings, run-in ones included, and returns them in the order
/// of the text. No heading gets one of the `names` that places of the text have; its own, and those of articles
/// (第三条), are added to them.
pub fn settle<'a>(
    arena: &'a Arena<'a>,
    root: Node<'a>,
    names: &mut BTreeSet<String>,
) -> Vec<Heading> {
    let mut levels = Levels::default();
    let mut anchors = Anchorizer::new();
    for name in names.iter() {
        anchors.anchorize(name);
    }
    let mut headings: Vec<Heading> = Vec::new();
    let may_lead =
        |node: &Node<'a>| matches!(node.data().value, NodeValue::Heading(_) | NodeValue::Paragraph);
    for block in root.descendants().filter(may_lead).collect::<Vec<_>>() {
        let kind = match block.data().value {
            NodeValue::Heading(heading) => Some(heading.level),
            _ => None,
        };
        let heading = match kind {
            Some(kind) => {
                let name = named(&mut anchors, &block.collect_text());
                Heading { level: levels.of(kind, rank_in_han(&name.text)), ..name }
            }
            None if article(arena, block, &mut anchors, names) => continue,
            None => match run_in(arena, block, &mut anchors, &mut levels) {
                Some(heading) => heading,
                None => continue,
            },
        };
        headings.push(heading);
    }
    names.extend(headings.iter().map(|heading| heading.anchor.clone()));
    headings
}

/// The kinds of headings that are open, outermost first: levels of Markdown, then ranks.
#[derive(Default)]
struct Levels {
    open: Vec<u8>,
    /// For each rank the kind that it was first met as: `## 一、甲` and 二、乙 are siblings.
    ranks: [Option<u8>; 6],
}

impl Levels {
    /// The level of the next heading: how many kinds are open above it, counted from h2. So headings of
    /// one kind below the same heading have one level, and none is skipped (WCAG 1.3.1). `rank` is that
    /// of the number it begins with, if it has one in Han figures.
    fn of(&mut self, kind: u8, rank: Option<Rank>) -> u8 {
        let known = rank.map(|rank| &mut self.ranks[rank as usize]);
        let kind = known.map_or(kind, |known| *known.get_or_insert(kind));
        self.open.retain(|open| *open < kind);
        self.open.push(kind);
        u8::try_from(self.open.len() + 1).unwrap_or(6).min(6)
    }
}

/// The rank of a number in Han figures: `## 1. 甲` may stand above `### 1.1 乙`, 一、 stands for itself.
fn rank_in_han(text: &str) -> Option<Rank> {
    Rank::of(text).filter(|rank| !matches!(rank, Rank::Third | Rank::Fourth))
}

fn named(anchors: &mut Anchorizer, text: &str) -> Heading {
    let text = text.trim().to_owned();
    let speaking = text.chars().any(char::is_alphanumeric);
    let anchor = anchors.anchorize(if speaking { text.trim() } else { "section" });
    // Notes have names of their own.
    let is_note = anchor.starts_with("fn-") || anchor.starts_with("fnref-");
    let anchor = if is_note { format!("section-{anchor}") } else { anchor };
    Heading { level: 0, anchor, text, is_run_in: false }
}

/// Sets the number of an article of a regulation in bold, with an anchor: 第三条　…
fn article<'a>(
    arena: &'a Arena<'a>,
    paragraph: Node<'a>,
    anchors: &mut Anchorizer,
    names: &mut BTreeSet<String>,
) -> bool {
    let Some(first) = paragraph.first_child() else { return false };
    let text = match &first.data().value {
        NodeValue::Text(text) if text.starts_with('第') => text.to_string(),
        _ => return false,
    };
    let Some(end) = rank::article(&text) else { return false };
    let is_text = paragraph.parent().is_some_and(|parent| {
        matches!(parent.data().value, NodeValue::Document | NodeValue::BlockQuote)
    });
    if !is_text {
        return false;
    }
    let anchor = named(anchors, &text[..end]).anchor;
    in_bold(arena, first, &anchor, &text, end);
    names.insert(anchor);
    true
}

/// Sets the start of a text in bold, with an anchor.
fn in_bold<'a>(arena: &'a Arena<'a>, first: Node<'a>, anchor: &str, text: &str, end: usize) {
    let mut opening = String::from("<b class=\"run-in\" id=\"");
    marks::write(&mut opening, Hole::Prefix).expect("writing to a String cannot fail");
    html::escape(&mut opening, anchor).expect("writing to a String cannot fail");
    opening.push_str("\">");
    let alloc = |value| arena.alloc(AstNode::from(value));
    first.insert_before(alloc(NodeValue::Raw(opening)));
    first.insert_before(alloc(NodeValue::Text(text[..end].to_owned().into())));
    first.insert_before(alloc(NodeValue::Raw("</b>".to_owned())));
    first.data_mut().value = NodeValue::Text(text[end..].to_owned().into());
}

/// Sets the heading of a run-in paragraph in bold, with an anchor.
fn run_in<'a>(
    arena: &'a Arena<'a>,
    paragraph: Node<'a>,
    anchors: &mut Anchorizer,
    levels: &mut Levels,
) -> Option<Heading> {
    let first = paragraph.first_child()?;
    let parent_is_document = matches!(paragraph.parent()?.data().value, NodeValue::Document);
    let (text, end) = match &first.data().value {
        NodeValue::Text(text) => {
            let end = prose::run_in_end(text).filter(|_| parent_is_document)?;
            (text.to_string(), end)
        }
        _ => return None,
    };
    let rank = Rank::of(&text)?;
    let name = named(anchors, text[..end].trim_end_matches('。'));
    let level = levels.of(prose::RANKED + rank as u8, rank_in_han(&text));
    let heading = Heading { level, is_run_in: true, ..name };
    in_bold(arena, first, &heading.anchor, &text, end);
    Some(heading)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::Levels;

    proptest! {
        /// Headings of one kind below the same heading have one level; the first is h2, none is skipped.
        #[test]
        fn siblings_are_equal(kinds in proptest::collection::vec(1_u8..14, 0..30)) {
            let mut levels = Levels::default();
            let found: Vec<u8> = kinds.iter().map(|kind| levels.of(*kind, None)).collect();
            for (at, level) in found.iter().enumerate() {
                let before = found[..at].last().copied().unwrap_or(1);
                prop_assert!((2..=6).contains(level) && *level <= before + 1);
                let above = |end: usize| kinds[..end].iter().rposition(|kind| *kind < kinds[at]);
                let sibling = (0..at).rev().find(|other| kinds[*other] == kinds[at]);
                if let Some(sibling) = sibling.filter(|sibling| above(*sibling) == above(at)) {
                    prop_assert_eq!(found[sibling], *level);
                }
            }
        }
    }
}
