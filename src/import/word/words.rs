//! The words of a paragraph, as they are read: with their marks, and with what most of them look like.

use std::collections::BTreeMap;

use super::styles::{Face, Look};
use super::text::Line;
use crate::base::tree::{Element, Node};

/// The words of a paragraph, as they are read.
pub(super) struct Words {
    /// How words look on which nothing is set.
    pub base: Look,
    pub nodes: Vec<Node>,
    /// How many letters there are, and how many of them have each typeface and size, are bold, are red.
    letters: usize,
    faces: BTreeMap<Face, usize>,
    sizes: BTreeMap<u16, usize>,
    bold: usize,
    red: usize,
    /// Where the shown part of each link begins, with its address.
    pub links: Vec<(usize, String)>,
    /// What was put in by somebody and not accepted, as far as it is read.
    pub inserted: Option<String>,
}

impl Words {
    /// No words yet, behind those that a paragraph before has left.
    pub fn new(base: Look, nodes: Vec<Node>) -> Self {
        Self {
            base,
            nodes,
            letters: 0,
            faces: BTreeMap::new(),
            sizes: BTreeMap::new(),
            bold: 0,
            red: 0,
            links: Vec::new(),
            inserted: None,
        }
    }

    /// The paragraph, without what its own properties say.
    pub fn line(self) -> Line {
        let shows = |node: &Node| match node {
            Node::Text(text) => !text.trim().is_empty(),
            Node::Element(one) => {
                one.name == "img" || one.name == "note-ref" || !one.text().trim().is_empty()
            }
        };
        let nodes = if self.nodes.iter().any(shows) { self.nodes } else { Vec::new() };
        Line {
            face: most(&self.faces),
            size: most(&self.sizes),
            is_bold: self.letters > 0 && self.bold == self.letters,
            is_red: self.red * 2 > self.letters,
            nodes,
            ..Line::default()
        }
    }

    /// Adds what is not a text.
    pub fn push(&mut self, node: Node) {
        self.nodes.push(node);
    }

    /// Adds a text that looks so.
    pub fn push_text(&mut self, text: &str, look: &Look) {
        if let Some(inserted) = &mut self.inserted {
            inserted.push_str(text);
        }
        // A line to write on.
        let is_line = look.underlined == Some(true)
            && !text.is_empty()
            && text.chars().all(char::is_whitespace);
        let line = "_".repeat(text.chars().count().clamp(2, 60));
        let text = if is_line { line.as_str() } else { text };
        let count = text.chars().filter(|c| !c.is_whitespace()).count();
        self.letters += count;
        *self.faces.entry(look.face.unwrap_or_default()).or_default() += count;
        *self.sizes.entry(look.size.unwrap_or_default()).or_default() += count;
        self.bold += if look.bold == Some(true) { count } else { 0 };
        self.red += if look.colour.as_deref().is_some_and(is_red) { count } else { 0 };
        let mut node = Node::Text(text.to_owned());
        let raised = match look.raised.as_deref() {
            Some("superscript") => Some("sup"),
            Some("subscript") => Some("sub"),
            _ => None,
        };
        let marks = [
            raised,
            look.struck.unwrap_or_default().then_some("s"),
            look.italic.unwrap_or_default().then_some("i"),
            look.bold.unwrap_or_default().then_some("b"),
        ];
        for mark in marks.into_iter().flatten() {
            node = Node::Element(Element::new(mark, vec![node]));
        }
        self.push(node);
    }
}

/// What most letters have.
fn most<T: Copy + Default>(counts: &BTreeMap<T, usize>) -> T {
    counts.iter().max_by_key(|(_, count)| **count).map(|(look, _)| *look).unwrap_or_default()
}

/// The red of heads of official texts: FF0000 and what is near it.
fn is_red(colour: &str) -> bool {
    let part = |at: usize| u8::from_str_radix(colour.get(at..at + 2)?, 16).ok();
    matches!((part(0), part(2), part(4)), (Some(red), Some(green), Some(blue)) if red > 180 && green < 80 && blue < 80)
}
