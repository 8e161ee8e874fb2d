//! A tree of HTML becomes Markdown, as this program reads it.
//!
//! The tree becomes that of the parser (`comrak`), which is then written: lists, quotations and tables get
//! their signs there. What Markdown has no form for is counted in [`Losses`]; its text stays.
//!
//! Two elements are of our own, made by those who read other formats: `note-ref` with the attribute `name` stands
//! for the sign of a footnote, `note` with the same name holds its text.

mod blocks;
mod escape;
mod inline;
mod table;
mod writer;

use std::sync::LazyLock;

use comrak::Arena;
use comrak::nodes::{AstNode, NodeValue};
use regex::Regex;

use crate::base::tree::Node;
use crate::content::markdown::parser;
use writer::Writer;
pub use writer::{Care, Losses, is_block};

/// A text as Markdown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// The Markdown, with one end of line at its end; empty when there is no text.
    pub markdown: String,
    /// What it has no form for.
    pub losses: Losses,
}

/// A note whose text begins below its name.
static NOTE: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?m)^(\[\^[^\]\n]+\]:)\n    (\S)").expect("a tested pattern"));

/// Writes a text as Markdown.
pub fn write(nodes: &[Node], care: Care) -> Written {
    let arena = Arena::new();
    let root = arena.alloc(AstNode::from(NodeValue::Document));
    let mut writer = Writer { arena: &arena, care, losses: Losses::new() };
    writer.blocks(root, nodes);
    let mut options = parser::options();
    // Indented by four blanks, Chinese is a paragraph.
    options.render.prefer_fenced = true;
    let mut markdown = String::new();
    comrak::format_commonmark(root, &options, &mut markdown)
        .expect("writing to a String cannot fail");
    let markdown = NOTE.replace_all(&markdown, "$1 $2");
    let text = markdown.trim_matches('\n');
    let markdown = if text.is_empty() { String::new() } else { format!("{text}\n") };
    Written { markdown, losses: writer.losses }
}
