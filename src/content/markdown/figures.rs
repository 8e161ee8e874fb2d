//! Pictures in the flow of a text: one with a line below it is a figure with its caption, several in a row
//! stand side by side.

use std::sync::LazyLock;

use comrak::nodes::{AstNode, NodeValue};
use comrak::{Arena, Node};
use regex::Regex;

/// The longest caption, in characters.
const CAPTION: usize = 60;

/// `图1 …`
static NUMBERED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"^附?图\s?[0-9０-９一二三四五六七八九十]{1,3}(?:[-—.][0-9]{1,2})?(?:[\s　：:．.、]|$)",
    )
    .expect("a tested pattern")
});

/// How a figure with a caption of its own begins, and how a picture in a row does.
const CAPTION_START: &str = "<figcaption>";
const PICTURE_START: &str = "<figure>";

/// Arranges the pictures of a text.
pub fn arrange<'a>(arena: &'a Arena<'a>, root: Node<'a>) {
    let blocks: Vec<Node<'a>> = root.children().collect();
    // Each begins with a picture.
    for block in blocks.iter().filter(|block| block.first_child().is_some_and(is_image)) {
        caption_inside(arena, block);
        row(arena, block);
    }
    for (at, block) in blocks.iter().enumerate() {
        if !is_figure(block)
            || block.first_child().is_none_or(|image| image.next_sibling().is_some())
        {
            continue;
        }
        let before = at.checked_sub(1).map(|before| blocks[before]);
        let after = blocks.get(at + 1).copied();
        let is_caption = |node: &Node<'a>| node.parent().is_some() && is_numbered(node);
        if let Some(caption) = after.filter(is_caption).or(before.filter(is_caption)) {
            add_caption(arena, block, &caption.children().collect::<Vec<_>>());
            caption.detach();
        }
    }
}

/// Whether a paragraph of the document or of a quotation is one picture, with its caption or without.
pub fn is_figure(paragraph: Node<'_>) -> bool {
    let is_caption = |next: Node<'_>| is_raw(next, CAPTION_START);
    paragraph
        .first_child()
        .is_some_and(|child| is_image(child) && child.next_sibling().is_none_or(is_caption))
        && paragraph.parent().is_some_and(|parent| {
            matches!(parent.data().value, NodeValue::Document | NodeValue::BlockQuote)
        })
}

/// Whether a paragraph is a row of pictures.
pub fn is_row(paragraph: Node<'_>) -> bool {
    paragraph.first_child().is_some_and(|first| is_raw(first, PICTURE_START))
}

fn is_raw(node: Node<'_>, html: &str) -> bool {
    matches!(&node.data().value, NodeValue::Raw(raw) if raw == html)
}

fn is_image(node: Node<'_>) -> bool {
    matches!(node.data().value, NodeValue::Image(_))
}

fn is_blank(node: Node<'_>) -> bool {
    match &node.data().value {
        NodeValue::SoftBreak | NodeValue::LineBreak => true,
        NodeValue::Text(text) => text.trim().is_empty(),
        _ => false,
    }
}

/// `图1 布局`, short, on one line.
fn is_numbered(block: Node<'_>) -> bool {
    let is_line = |child: Node<'_>| {
        !matches!(
            child.data().value,
            NodeValue::SoftBreak | NodeValue::LineBreak | NodeValue::Image(_)
        )
    };
    let text = block.collect_text();
    matches!(block.data().value, NodeValue::Paragraph)
        && block.children().all(is_line)
        && NUMBERED.is_match(text.trim())
        && text.chars().count() <= CAPTION
        && !text.trim_end().ends_with(['。', '；', '：'])
}

/// A picture at the start of a paragraph, and one short line behind or below it.
fn caption_inside<'a>(arena: &'a Arena<'a>, block: Node<'a>) {
    let children: Vec<Node<'a>> = block.children().collect();
    let Some((image, rest)) = children.split_first() else { return };
    let is_paragraph = matches!(block.data().value, NodeValue::Paragraph);
    if !is_paragraph || !is_image(image) || rest.is_empty() {
        return;
    }
    let rest: Vec<Node<'a>> = rest.iter().copied().skip_while(|node| is_blank(node)).collect();
    let is_line = rest.iter().all(|node| {
        !is_image(node) && !matches!(node.data().value, NodeValue::SoftBreak | NodeValue::LineBreak)
    });
    let length: usize = rest.iter().map(|node| node.collect_text().chars().count()).sum();
    if rest.is_empty() || !is_line || length > CAPTION {
        return;
    }
    for blank in children[1..].iter().filter(|node| !rest.iter().any(|kept| kept.same_node(node))) {
        blank.detach();
    }
    add_caption(arena, block, &rest);
}

fn add_caption<'a>(arena: &'a Arena<'a>, figure: Node<'a>, caption: &[Node<'a>]) {
    let raw = |html: &str| arena.alloc(AstNode::from(NodeValue::Raw(html.to_owned())));
    figure.append(raw(CAPTION_START));
    for (at, node) in caption.iter().enumerate() {
        if let NodeValue::Text(text) = &mut node.data_mut().value {
            let blanks = [' ', '\u{3000}'];
            let inner = if at == 0 { text.trim_start_matches(blanks) } else { &**text };
            let is_last = at + 1 == caption.len();
            let inner = if is_last { inner.trim_end_matches(blanks) } else { inner };
            *text = inner.to_owned().into();
        }
        figure.append(node);
    }
    figure.append(raw("</figcaption>"));
}

/// Two pictures or more, with nothing but blanks between them.
fn row<'a>(arena: &'a Arena<'a>, block: Node<'a>) {
    let children: Vec<Node<'a>> = block.children().collect();
    let count = children.iter().filter(|node| is_image(node)).count();
    let is_row = children.iter().all(|node| is_image(node) || is_blank(node));
    if count < 2 || !is_row || !matches!(block.data().value, NodeValue::Paragraph) {
        return;
    }
    for node in children {
        if is_image(node) {
            let raw = |html: &str| arena.alloc(AstNode::from(NodeValue::Raw(html.to_owned())));
            node.insert_before(raw(PICTURE_START));
            node.insert_after(raw("</figure>"));
            // Its title is seen, as that of a picture alone.
            let title = match &mut node.data_mut().value {
                NodeValue::Image(link) => std::mem::take(&mut link.title),
                _ => String::new(),
            };
            if !title.is_empty() {
                node.insert_after(raw("</figcaption>"));
                node.insert_after(arena.alloc(AstNode::from(NodeValue::Text(title.into()))));
                node.insert_after(raw(CAPTION_START));
            }
        } else {
            node.detach();
        }
    }
}
