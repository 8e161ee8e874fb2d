//! Makes a Markdown tree read as Chinese official prose (conventions 19, 21 and 24).
//!
//! `CommonMark` was made for languages with spaces between words and numbers before lists. What
//! authors type for a bulletin differs, and this pass takes it the way they mean it. It never
//! changes or renumbers what they typed.

use std::collections::{BTreeMap, BTreeSet};

use comrak::nodes::{AstNode, ListDelimType, ListType, NodeHeading, NodeValue, Sourcepos};
use comrak::{Arena, Node};

use super::body::FoundMistake;
use super::breaks;
use super::lines::Typed;
use crate::base::Rank;
use crate::base::han;

/// Applies every rule below to a parsed document. What may be meant otherwise is added to `mistakes`.
pub fn arrange<'a>(
    arena: &'a Arena<'a>,
    root: Node<'a>,
    typed: &Typed<'_>,
    mistakes: &mut Vec<FoundMistake>,
) {
    let shapes = |value: &NodeValue| matches!(value, NodeValue::List(_) | NodeValue::Paragraph);
    for node in collect(root, shapes) {
        undo_year_list(arena, node);
        breaks::split(arena, node, typed);
    }
    undo_lone_items(arena, root);
    let holds_text = |value: &NodeValue| {
        matches!(value, NodeValue::Paragraph | NodeValue::Heading(_) | NodeValue::TableCell)
    };
    for node in collect(root, holds_text) {
        let is_heading = matches!(node.data().value, NodeValue::Heading(_));
        if is_heading && node.first_child().is_none() {
            node.detach();
            continue;
        }
        mistakes.extend(breaks::settle(node));
    }
    raise_headings(root);
}

fn collect(root: Node<'_>, wanted: impl Fn(&NodeValue) -> bool) -> Vec<Node<'_>> {
    root.descendants().filter(|node| wanted(&node.data().value)).collect()
}

fn text<'a>(arena: &'a Arena<'a>, content: String) -> Node<'a> {
    arena.alloc(AstNode::from(NodeValue::Text(content.into())))
}

/// Items of a numbered list that stand alone, with text between them, are paragraphs that begin with a
/// number: `1. 甲`, a paragraph, `2. 乙`, a paragraph. The parser makes a list of each.
fn undo_lone_items<'a>(arena: &'a Arena<'a>, root: Node<'a>) {
    let blocks: Vec<Node<'a>> = root.children().collect();
    let numbers: Vec<Option<usize>> = blocks.iter().map(|block| lone_item(block)).collect();
    let mut previous: Option<(usize, usize)> = None;
    let mut alone = BTreeSet::new();
    for (at, number) in numbers.iter().enumerate() {
        let Some(number) = number else { continue };
        if let Some((before, its)) = previous {
            let between = &blocks[before + 1..at];
            let is_text = |block: &Node<'_>| matches!(block.data().value, NodeValue::Paragraph);
            if its + 1 == *number && between.iter().any(is_text) {
                alone.extend([before, at]);
            }
        }
        previous = Some((at, *number));
    }
    for at in alone {
        let list = blocks[at];
        let (Some(item), Some(number)) = (list.first_child(), numbers[at]) else { continue };
        let Some(paragraph) = item.first_child() else { continue };
        let is_paren = matches!(item.data().value, NodeValue::Item(own) if own.delimiter == ListDelimType::Paren);
        let mark = if is_paren { ')' } else { '.' };
        paragraph.prepend(text(arena, format!("{number}{mark} ")));
        list.insert_before(paragraph);
        list.detach();
    }
}

/// The number of a list that is one item of one paragraph with Chinese text.
fn lone_item(list: Node<'_>) -> Option<usize> {
    let NodeValue::List(own) = list.data().value else { return None };
    let item = list.first_child().filter(|item| item.next_sibling().is_none())?;
    let paragraph = item.first_child().filter(|first| first.next_sibling().is_none())?;
    let is_text = matches!(paragraph.data().value, NodeValue::Paragraph);
    let is_lone = own.list_type == ListType::Ordered && is_text;
    (is_lone && paragraph.collect_text().chars().any(han::is_han)).then_some(own.start)
}

/// Which share of a block of indented code must be Chinese text for it to be no code, in percent; from
/// half of that on it is not clear.
const PROSE: usize = 50;

/// The lines of blocks that were indented like a paragraph and taken for code, by their numbers counted
/// from 0, each with how many bytes of blanks are taken off. What is indented further stays so, as items of
/// lists and code are; a line of Chinese does not become code again. Blocks of which it is not clear are
/// added to `unclear`.
pub fn indented_texts(
    root: Node<'_>,
    text: &str,
    unclear: &mut Vec<Sourcepos>,
) -> BTreeMap<usize, usize> {
    let source: Vec<&str> = text.split('\n').collect();
    let blanks = |line: usize| {
        let line = source.get(line).copied().unwrap_or_default();
        let length = line.len() - line.trim_start_matches([' ', '\t']).len();
        (length < line.len()).then_some(length)
    };
    let mut lines = BTreeMap::new();
    for node in root.descendants() {
        let data = node.data();
        let NodeValue::CodeBlock(block) = &data.value else { continue };
        let is_inside = |above: Node<'_>| {
            matches!(
                above.data().value,
                NodeValue::Document | NodeValue::List(_) | NodeValue::Item(_)
            )
        };
        if block.fenced {
            continue;
        }
        let share = prose_share(&block.literal);
        if share >= PROSE && node.ancestors().skip(1).all(is_inside) {
            let kept = data.sourcepos.start.column.saturating_sub(5);
            let first = data.sourcepos.start.line - 1;
            let numbers = first..first + block.literal.lines().count();
            let common = numbers.clone().filter_map(blanks).min().unwrap_or_default();
            // How far the item is indented that a line may be part of.
            let mut item = None;
            for line in numbers {
                let Some(own) = blanks(line) else { continue };
                let typed = source[line].trim_start();
                if is_item(typed) {
                    item = Some(own);
                } else if item.is_some_and(|item| own <= item) {
                    item = None;
                }
                let is_text = item.is_none() && prose_share(typed) >= PROSE / 2;
                let most = if is_text { kept } else { own };
                lines.insert(line, own - (kept + own - common).min(most).min(own));
            }
        } else if share >= PROSE / 2 {
            unclear.push(data.sourcepos);
        }
    }
    lines
}

/// Whether a line begins an item of a list.
fn is_item(line: &str) -> bool {
    let rest = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let is_numbered = rest.len() < line.len();
    let marks: &[char] = if is_numbered { &['.', ')'] } else { &['-', '*', '+'] };
    rest.strip_prefix(marks).is_some_and(|rest| rest.starts_with([' ', '\t']))
}

/// How much of a text is Chinese, in percent of its characters; figures count as half.
fn prose_share(text: &str) -> usize {
    let (mut prose, mut all) = (0, 0);
    let mut has_han = false;
    for c in text.chars().filter(|c| !c.is_whitespace()) {
        has_han |= han::is_han(c);
        all += 2;
        prose += match c {
            c if han::is_wide(c) || han::is_shared_punctuation(c) => 2,
            '0'..='9' | '.' | '%' => 1,
            _ => 0,
        };
    }
    if has_han { prose * 100 / all } else { 0 }
}

/// `2007. 全年…` is a year at the start of a sentence, not item 2007 of a list.
fn undo_year_list<'a>(arena: &'a Arena<'a>, list: Node<'a>) {
    let is_year = match list.data().value {
        NodeValue::List(list) => list.list_type == ListType::Ordered && list.start >= 1000,
        _ => false,
    };
    if !is_year {
        return;
    }
    for item in list.children().collect::<Vec<_>>() {
        if let (NodeValue::Item(own), Some(first)) = (&item.data().value, item.first_child()) {
            let mark = if own.delimiter == ListDelimType::Paren { ')' } else { '.' };
            first.prepend(text(arena, format!("{}{mark} ", own.start)));
        }
        for child in item.children().collect::<Vec<_>>() {
            list.insert_before(child);
        }
    }
    list.detach();
}

/// The longest line taken for a heading, in characters.
const LONGEST_HEADING: usize = 40;

/// The rank of a paragraph that is a heading typed as plain text: numbered, short, one sentence
/// without a mark at its end.
fn stands_alone(block: Node<'_>) -> Option<Rank> {
    if !matches!(block.data().value, NodeValue::Paragraph) {
        return None;
    }
    // Nearly every paragraph begins with text that has no number: no need to collect the rest.
    if let Some(first) = block.first_child()
        && let NodeValue::Text(text) = &first.data().value
        && Rank::of(text).is_none()
    {
        return None;
    }
    let is_one_line = block.children().all(|child| {
        !matches!(
            child.data().value,
            NodeValue::SoftBreak | NodeValue::LineBreak | NodeValue::Image(_)
        )
    });
    let text = block.collect_text();
    let text = text.trim();
    let short = text.chars().count() <= LONGEST_HEADING;
    // A number with nothing behind it is no heading.
    let is_bare = text.ends_with(['、', '）', ')', '.', '．']) && text.chars().count() <= 4;
    let title = text.trim_end_matches(['？', '！']);
    let open_ended = !is_bare
        && !title.contains(['。', '；', '！', '？', ';'])
        && !text.ends_with(['：', ':', '，']);
    Rank::of(text).filter(|_| is_one_line && short && open_ended)
}

/// What is added to a [`Rank`] in the node of a heading: all levels of Markdown are above them.
pub const RANKED: u8 = 7;

/// Turns paragraphs that are headings into heading nodes. In a run of lines of one rank each is an
/// item, not a heading: 1. 甲 / 2. 乙.
fn raise_headings<'a>(root: Node<'a>) {
    let blocks: Vec<Node<'a>> = root.children().collect();
    let ranks: Vec<Option<Rank>> = blocks.iter().map(|block| stands_alone(block)).collect();
    // The rank of the items that were met last: what follows them is one, too.
    let mut items = None;
    for (index, block) in blocks.iter().enumerate() {
        let Some(rank) = ranks[index] else { continue };
        let before = index.checked_sub(1).and_then(|before| ranks[before]);
        let after = ranks.get(index + 1).copied().flatten();
        let has_text_below = index + 1 < blocks.len();
        // 附件：1. 甲 stands before 2. 乙.
        let is_attached = index
            .checked_sub(1)
            .is_some_and(|before| blocks[before].collect_text().trim_start().starts_with("附件"));
        let is_item = before == Some(rank) || after == Some(rank) || is_attached;
        if is_item {
            items = Some(rank);
        } else if items.is_some_and(|items| rank < items) {
            items = None;
        }
        if has_text_below && !is_item && items != Some(rank) {
            let heading = NodeHeading { level: RANKED + rank as u8, setext: false, closed: false };
            block.data_mut().value = NodeValue::Heading(heading);
        }
    }
}

/// Where the heading of a run-in paragraph ends: `（一）抓好培训。全年…` ends after the first 。
///
/// `None` when the paragraph has no number, or nothing follows its first sentence.
pub fn run_in_end(text: &str) -> Option<usize> {
    Rank::of(text)?;
    let end = text.find('。')? + '。'.len_utf8();
    let short = text[..end].chars().count() <= LONGEST_HEADING;
    (short && !text[end..].trim().is_empty()).then_some(end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_run_in_heading_ends_at_the_first_full_stop() {
        let text = "（一）抓好培训。全年举办十余次。";
        assert_eq!(run_in_end(text).map(|end| &text[..end]), Some("（一）抓好培训。"));
        assert_eq!(run_in_end("（一）抓好培训。"), None);
        assert_eq!(run_in_end("今年抓好培训。全年举办。"), None);
    }
}
