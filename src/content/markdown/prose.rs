//! Makes a Markdown tree read as Chinese official prose (conventions 19, 21 and 24).
//!
//! `CommonMark` was made for languages with spaces between words and numbers before lists. What
//! authors type for a bulletin differs, and this pass takes it the way they mean it. It never
//! changes or renumbers what they typed.

use comrak::nodes::{AstNode, ListDelimType, ListType, NodeHeading, NodeValue};
use comrak::{Arena, Node};

use crate::base::han;

/// Applies every rule below to a parsed document.
pub fn arrange<'a>(arena: &'a Arena<'a>, root: Node<'a>) {
    let shapes = |value: &NodeValue| {
        matches!(value, NodeValue::List(_) | NodeValue::Link(_) | NodeValue::Paragraph)
    };
    for node in collect(root, shapes) {
        undo_year_list(arena, node);
        end_autolink(arena, node);
        split_lines(arena, node);
    }
    let holds_text = |value: &NodeValue| {
        matches!(value, NodeValue::Paragraph | NodeValue::Heading(_) | NodeValue::TableCell)
    };
    for node in collect(root, holds_text) {
        join_lines(node);
    }
    raise_headings(root);
}

fn collect(root: Node<'_>, wanted: impl Fn(&NodeValue) -> bool) -> Vec<Node<'_>> {
    root.descendants().filter(|node| wanted(&node.data().value)).collect()
}

fn text<'a>(arena: &'a Arena<'a>, content: String) -> Node<'a> {
    arena.alloc(AstNode::from(NodeValue::Text(content.into())))
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

/// A bare address ends at Chinese punctuation: GFM looks only for spaces, so in
/// `见www.example.cn，谢谢` it would take the thanks into the link.
fn end_autolink<'a>(arena: &'a Arena<'a>, node: Node<'a>) {
    let Some(child) = node.first_child().filter(|child| child.next_sibling().is_none()) else {
        return;
    };
    let mut data = node.data_mut();
    let mut child = child.data_mut();
    let (NodeValue::Link(link), NodeValue::Text(shown)) = (&mut data.value, &mut child.value)
    else {
        return;
    };
    // A link that GFM made by itself shows its own address, perhaps without the scheme that GFM
    // added.
    let added = link.url.strip_suffix(shown.as_ref());
    let has_scheme = link.url.contains("://") || link.url.starts_with("mailto:");
    if !has_scheme || !matches!(added, Some("" | "http://" | "mailto:")) {
        return;
    }
    let scheme = shown.find("://").map_or(0, |at| at + 3);
    let mut in_host = true;
    let end = shown.char_indices().skip_while(|(at, _)| *at < scheme).find(|(_, c)| {
        in_host &= *c != '/';
        han::is_wide_punctuation(*c)
            || han::is_shared_punctuation(*c)
            || (in_host && han::is_han(*c))
    });
    if let Some((end, _)) = end {
        let rest = shown[end..].to_owned();
        link.url.truncate(link.url.len() - rest.len());
        *shown = shown[..end].to_owned().into();
        drop(data);
        drop(child);
        node.insert_after(text(arena, rest));
    }
}

/// Begins a new paragraph at a line that has an indent of U+3000, or that begins with a number of
/// official prose after a finished line, even when no empty line stands before it.
fn split_lines<'a>(arena: &'a Arena<'a>, paragraph: Node<'a>) {
    if !matches!(paragraph.data().value, NodeValue::Paragraph) {
        return;
    }
    let splits = paragraph.parent().is_some_and(|parent| {
        matches!(parent.data().value, NodeValue::Document | NodeValue::BlockQuote)
    });
    let is_break = |child: Node<'a>| matches!(child.data().value, NodeValue::SoftBreak);
    if !splits || !paragraph.children().any(is_break) {
        return;
    }
    let mut current = paragraph;
    let mut line = String::new();
    for child in paragraph.children().collect::<Vec<_>>() {
        let is_break = is_break(child);
        if is_break && child.next_sibling().is_some_and(|next| begins_paragraph(&line, next)) {
            let position = child.next_sibling().map(|next| next.data().sourcepos);
            let fresh = arena.alloc(AstNode::from(NodeValue::Paragraph));
            if let Some(position) = position {
                fresh.data_mut().sourcepos = position;
            }
            current.insert_after(fresh);
            child.detach();
            current = fresh;
            line.clear();
            continue;
        }
        if is_break {
            line.clear();
        } else {
            child.collect_text_append(&mut line);
        }
        if !current.same_node(paragraph) {
            current.append(child);
        }
    }
}

fn begins_paragraph(line_before: &str, next: Node<'_>) -> bool {
    let text = next.collect_text();
    let finished = line_before.ends_with(['。', '；', '：', '！', '？', '”', '）'])
        || Rank::of(line_before).is_some();
    text.starts_with('\u{3000}') || (finished && Rank::of(&text).is_some())
}

/// Strips typed indents and removes newlines that mean no space, also across emphasis and links.
fn join_lines(block: Node<'_>) {
    if is_one_plain_line(block) {
        return;
    }
    let mut before = None;
    let mut pending: Option<Node<'_>> = None;
    let mut at_line_start = true;
    for node in block.descendants().skip(1).collect::<Vec<_>>() {
        match &mut node.data_mut().value {
            NodeValue::Text(content) => {
                if at_line_start && content.starts_with(['\u{3000}', ' ']) {
                    *content = content.trim_start_matches(['\u{3000}', ' ']).to_owned().into();
                }
                let (Some(first), Some(last)) = (content.chars().next(), content.chars().last())
                else {
                    continue;
                };
                if let (Some(newline), Some(before)) = (pending.take(), before)
                    && han::joins(before, first)
                {
                    newline.detach();
                }
                before = Some(last);
                at_line_start = false;
            }
            NodeValue::SoftBreak => {
                pending = Some(node);
                at_line_start = true;
            }
            NodeValue::LineBreak => {
                (before, pending) = (None, None);
                at_line_start = true;
            }
            NodeValue::Code(_) | NodeValue::Image(_) => {
                (before, pending) = (None, None);
                at_line_start = false;
            }
            _ => {}
        }
    }
}

/// Whether there is nothing to strip or join, as in most paragraphs.
fn is_one_plain_line(block: Node<'_>) -> bool {
    let Some(only) = block.first_child().filter(|child| child.next_sibling().is_none()) else {
        return false;
    };
    let data = only.data();
    matches!(&data.value, NodeValue::Text(text) if !text.starts_with(['\u{3000}', ' ']))
}

/// The levels of numbers in official prose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rank {
    /// 一、
    First,
    /// （一）
    Second,
    /// 1.
    Third,
    /// （1）
    Fourth,
}

impl Rank {
    /// The rank of the number a line begins with, if it begins with one.
    pub fn of(line: &str) -> Option<Self> {
        let line = line.trim_start_matches(['\u{3000}', ' ']);
        let numeral = |c: char| "一二三四五六七八九十百〇零".contains(c);
        let inner = line.strip_prefix(['（', '(']);
        let rest = inner.unwrap_or(line);
        let chinese = rest.trim_start_matches(numeral);
        let arabic = rest.trim_start_matches(|c: char| c.is_ascii_digit());
        let is_chinese = chinese.len() < rest.len();
        let digits = rest.len() - arabic.len();
        match inner {
            Some(_) if is_chinese && chinese.starts_with(['）', ')']) => Some(Self::Second),
            Some(_) if (1..=2).contains(&digits) && arabic.starts_with(['）', ')']) => {
                Some(Self::Fourth)
            }
            None if is_chinese && chinese.starts_with('、') => Some(Self::First),
            None if (1..=2).contains(&digits) => {
                let after = arabic.strip_prefix(['.', '．', '、'])?;
                (!after.starts_with(|c: char| c.is_ascii_digit())).then_some(Self::Third)
            }
            _ => None,
        }
    }

    /// The level of a heading of this rank, below the article's title.
    pub fn level(self) -> u8 {
        match self {
            Self::First => 2,
            Self::Second => 3,
            Self::Third => 4,
            Self::Fourth => 5,
        }
    }
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
    let open_ended =
        !text.contains(['。', '；', '！', '？', ';']) && !text.ends_with(['：', ':', '，']);
    Rank::of(text).filter(|_| is_one_line && short && open_ended)
}

/// Turns paragraphs that are headings into heading nodes. In a run of lines of one rank each is an
/// item, not a heading: 1. 甲 / 2. 乙.
fn raise_headings<'a>(root: Node<'a>) {
    let blocks: Vec<Node<'a>> = root.children().collect();
    let ranks: Vec<Option<Rank>> = blocks.iter().map(|block| stands_alone(block)).collect();
    for (index, block) in blocks.iter().enumerate() {
        let Some(rank) = ranks[index] else { continue };
        let before = index.checked_sub(1).and_then(|before| ranks[before]);
        let after = ranks.get(index + 1).copied().flatten();
        let has_text_below = index + 1 < blocks.len();
        if has_text_below && before != Some(rank) && after != Some(rank) {
            let heading = NodeHeading { level: rank.level(), setext: false, closed: false };
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
    fn ranks_of_official_prose() {
        for (line, rank) in [
            ("一、工作回顾", Some(Rank::First)),
            ("　　（二）科技宣传", Some(Rank::Second)),
            ("(三)科技兴农", Some(Rank::Second)),
            ("1.培训情况", Some(Rank::Third)),
            ("12、培训情况", Some(Rank::Third)),
            ("（1）乡镇", Some(Rank::Fourth)),
            ("3.5亿元", None),
            ("2007.全年", None),
            ("一年来，", None),
            ("（见附件）", None),
        ] {
            assert_eq!(Rank::of(line), rank, "{line}");
        }
    }

    #[test]
    fn a_run_in_heading_ends_at_the_first_full_stop() {
        let text = "（一）抓好培训。全年举办十余次。";
        assert_eq!(run_in_end(text).map(|end| &text[..end]), Some("（一）抓好培训。"));
        assert_eq!(run_in_end("（一）抓好培训。"), None);
        assert_eq!(run_in_end("今年抓好培训。全年举办。"), None);
    }
}
