//! Settles the levels of a text's headings and makes their anchors unique.

use comrak::nodes::{AstNode, NodeHeading, NodeValue};
use comrak::{Anchorizer, Arena, Node, html};

use super::body::{Heading, Hole, marks};
use super::prose;

/// Settles levels and anchors of all headings, run-in ones included, and returns them in the order
/// of the text.
pub fn settle<'a>(arena: &'a Arena<'a>, root: Node<'a>) -> Vec<Heading> {
    let blocks: Vec<Node<'a>> = root.children().collect();
    let has_h1 = blocks.iter().any(|block| {
        matches!(block.data().value, NodeValue::Heading(NodeHeading { level: 1, .. }))
    });
    let mut anchors = Anchorizer::new();
    let mut headings: Vec<Heading> = Vec::new();
    let may_lead =
        |node: &Node<'a>| matches!(node.data().value, NodeValue::Heading(_) | NodeValue::Paragraph);
    for block in root.descendants().filter(may_lead).collect::<Vec<_>>() {
        let level = match block.data().value {
            NodeValue::Heading(heading) => Some(heading.level + u8::from(has_h1)),
            NodeValue::Paragraph => None,
            _ => continue,
        };
        let heading = match level {
            Some(wanted) => {
                // A level is never skipped on the way down: h2, then h3 (WCAG 1.3.1).
                let deepest = headings.last().map_or(2, |last| last.level + 1);
                Heading {
                    level: wanted.clamp(2, deepest.min(6)),
                    ..named(&mut anchors, &block.collect_text())
                }
            }
            None => match run_in(arena, block, &mut anchors) {
                Some(heading) => heading,
                None => continue,
            },
        };
        headings.push(heading);
    }
    headings
}

fn named(anchors: &mut Anchorizer, text: &str) -> Heading {
    let text = text.trim().to_owned();
    let speaking = text.chars().any(char::is_alphanumeric);
    let anchor = anchors.anchorize(if speaking { text.trim() } else { "section" });
    Heading { level: 0, anchor, text, is_run_in: false }
}

/// Sets the heading of a run-in paragraph in bold, with an anchor.
fn run_in<'a>(
    arena: &'a Arena<'a>,
    paragraph: Node<'a>,
    anchors: &mut Anchorizer,
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
    let rank = prose::Rank::of(&text)?;
    let name = named(anchors, text[..end].trim_end_matches('。'));
    let heading = Heading { level: rank.level(), is_run_in: true, ..name };
    let mut opening = String::from("<b class=\"run-in\" id=\"");
    marks::write(&mut opening, Hole::Prefix).expect("writing to a String cannot fail");
    html::escape(&mut opening, &heading.anchor).expect("writing to a String cannot fail");
    opening.push_str("\">");
    let alloc = |value| arena.alloc(AstNode::from(value));
    first.insert_before(alloc(NodeValue::Raw(opening)));
    first.insert_before(alloc(NodeValue::Text(text[..end].to_owned().into())));
    first.insert_before(alloc(NodeValue::Raw("</b>".to_owned())));
    first.data_mut().value = NodeValue::Text(text[end..].to_owned().into());
    Some(heading)
}
