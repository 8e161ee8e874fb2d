//! What the parts of the writer share: the parser's tree that they add to, and what counts as a block.

use std::collections::BTreeMap;

use comrak::nodes::{AstNode, NodeHtmlBlock, NodeValue};
use comrak::{Arena, Node as Ast};

use crate::base::tree::{Element, Node};

/// What has no form in Markdown, and how often: the names of elements and of attributes.
pub type Losses = BTreeMap<String, usize>;

/// Elements that begin a block of their own.
const BLOCKS: [&str; 39] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "center",
    "dd",
    "details",
    "dialog",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hgroup",
    "hr",
    "html",
    "li",
    "main",
    "nav",
    "note",
    "ol",
    "p",
    "pre",
    "section",
    "summary",
    "table",
    "ul",
    "tbody",
];

/// Elements that show something that Markdown cannot: they are counted, and their text stays.
pub const FOREIGN: [&str; 13] = [
    "iframe", "object", "embed", "applet", "canvas", "input", "select", "textarea", "button",
    "math", "marquee", "map", "frame",
];

/// Whether an element begins a block of its own.
pub fn is_block(element: &Element) -> bool {
    BLOCKS.contains(&element.name.as_str())
}

/// Whether a block stands inside an element that is none: `<font><p>…</p></font>`.
pub fn holds_block(element: &Element) -> bool {
    element.children.iter().any(|node| match node {
        Node::Element(child) => is_block(child) || holds_block(child),
        Node::Text(_) => false,
    })
}

/// How much is done so that no sign of a text is read as markup.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Care {
    /// What would be markup has a backslash: nearly every text is right so.
    Plain,
    /// Emphasis is written as HTML, too: stars do not work between all signs (`CommonMark` 6.2).
    Marks,
    /// Every sign has a backslash.
    Signs,
}

impl Care {
    /// All of them, the least first.
    pub const ALL: [Self; 3] = [Self::Plain, Self::Marks, Self::Signs];
}

/// Makes the parser's tree.
pub struct Writer<'a> {
    pub arena: &'a Arena<'a>,
    pub care: Care,
    pub losses: Losses,
}

impl<'a> Writer<'a> {
    /// Counts something that has no form in Markdown.
    pub fn lose(&mut self, what: &str) {
        *self.losses.entry(what.to_owned()).or_default() += 1;
    }

    /// Adds a node to the parser's tree.
    pub fn add(&self, parent: Ast<'a>, value: NodeValue) -> Ast<'a> {
        let node = self.arena.alloc(AstNode::from(value));
        parent.append(node);
        node
    }

    /// Adds HTML as a block.
    pub fn html(&self, parent: Ast<'a>, literal: String) {
        self.add(parent, NodeValue::HtmlBlock(NodeHtmlBlock { block_type: 6, literal }));
    }
}
