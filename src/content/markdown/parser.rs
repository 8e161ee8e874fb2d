//! Parses Markdown within [`limits`].

use std::time::Instant;

use comrak::arena_tree::NodeEdge;
use comrak::nodes::NodeValue;
use comrak::{Arena, Node, Options};

use crate::base::{Diagnostic, limits};

/// The options with which Markdown is read.
pub fn options() -> Options<'static> {
    let mut options = Options::default();
    options.extension.strikethrough = true;
    options.extension.table = true;
    options.extension.tasklist = true;
    options.extension.footnotes = true;
    // Those that lead nowhere are found and told.
    options.parse.leave_footnote_definitions = true;
    options.extension.cjk_friendly_emphasis = true;
    // Raw HTML is written as it is here and cleaned by an allow-list afterwards.
    options.render.r#unsafe = true;
    options
}

/// Parses Markdown within these bounds.
///
/// # Errors
/// A finding when parsing takes too long, or when the result is too deep or has too many cells.
pub fn parse<'a>(arena: &'a Arena<'a>, text: &str) -> Result<Node<'a>, Diagnostic> {
    parse_as(arena, text, &options())
}

/// Parses Markdown of other programs, by other options, within these bounds.
///
/// # Errors
/// Those of [`parse`].
pub fn parse_as<'a>(
    arena: &'a Arena<'a>,
    text: &str,
    options: &Options<'_>,
) -> Result<Node<'a>, Diagnostic> {
    parse_until(arena, text, options, Instant::now() + limits::PARSING)
}

fn parse_until<'a>(
    arena: &'a Arena<'a>,
    text: &str,
    options: &Options<'_>,
    end: Instant,
) -> Result<Node<'a>, Diagnostic> {
    let is_late = || Instant::now() >= end;
    let root = comrak::try_parse_document(arena, text, options, &is_late)
        .map_err(|_| Diagnostic::error("beyond-limits").wording("time"))?;
    let (mut depth, mut cells, mut tags) = (0, 0, 0);
    for edge in root.traverse() {
        match edge {
            NodeEdge::Start(node) => {
                depth += 1;
                cells += usize::from(matches!(node.data().value, NodeValue::TableCell));
                tags += usize::from(matches!(node.data().value, NodeValue::HtmlInline(_)));
            }
            NodeEdge::End(_) => depth -= 1,
        }
        if depth > limits::MARKDOWN_LEVELS {
            let finding = Diagnostic::error("beyond-limits").wording("depth");
            return Err(finding.with("most", limits::MARKDOWN_LEVELS));
        }
        if cells > limits::TABLE_CELLS {
            let finding = Diagnostic::error("beyond-limits").wording("cells");
            return Err(finding.with("most", limits::TABLE_CELLS));
        }
        if tags > limits::INLINE_TAGS {
            let finding = Diagnostic::error("beyond-limits").wording("tags");
            return Err(finding.with("most", limits::INLINE_TAGS));
        }
    }
    Ok(root)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wording(text: &str) -> Option<&'static str> {
        parse(&Arena::new(), text).err().map(|finding| finding.wording)
    }

    #[test]
    fn what_is_made_to_cost_is_refused_and_articles_are_not() {
        assert_eq!(wording("> - > - 甲\n\n|甲|乙|\n|-|-|\n|丙|丁|\n"), None);
        // The document and its paragraph and text are levels, too.
        let quoted = |levels: usize| ">".repeat(levels - 3) + "甲";
        assert_eq!(wording(&quoted(limits::MARKDOWN_LEVELS)), None);
        assert_eq!(wording(&quoted(limits::MARKDOWN_LEVELS + 1)), Some("depth"));
        let table = |cells: usize| format!("|甲|\n|-|\n{}", "|乙|\n".repeat(cells - 1));
        assert_eq!(wording(&table(limits::TABLE_CELLS)), None);
        assert_eq!(wording(&table(limits::TABLE_CELLS + 1)), Some("cells"));
        assert_eq!(wording(&"<b>".repeat(limits::INLINE_TAGS)), None);
        assert_eq!(wording(&"<b>".repeat(limits::INLINE_TAGS + 1)), Some("tags"));
    }

    #[test]
    fn parsing_ends_in_time() {
        let parsed = |end| {
            parse_until(&Arena::new(), "甲", &options(), end).map(drop).map_err(|told| told.wording)
        };
        assert_eq!(parsed(Instant::now()), Err("time"));
        assert_eq!(parsed(Instant::now() + limits::PARSING), Ok(()));
    }
}
