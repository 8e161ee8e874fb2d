//! A Word file as readers see it: paragraphs with what they look like.

use std::collections::BTreeMap;

use super::styles::{Face, Use};
use crate::base::tree::{Element, Node};
use crate::import::found::Remark;

/// A file as readers see it.
#[derive(Debug, Default)]
pub struct Text {
    /// Its paragraphs, tables and pictures, in order.
    pub blocks: Vec<Block>,
    /// The pictures that it shows, by the addresses that its nodes have.
    pub pictures: BTreeMap<String, Vec<u8>>,
    /// What was left out, and what cannot be shown.
    pub remarks: Vec<Remark>,
}

/// A part of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// A paragraph.
    Line(Line),
    /// A table, or a note.
    Other(Element),
}

/// How a line stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Align {
    /// At the left, or as wide as the page.
    #[default]
    Start,
    /// In the middle.
    Center,
    /// At the right.
    End,
}

/// A paragraph and what it looks like.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    /// Its sentences, with its automatic number.
    pub nodes: Vec<Node>,
    /// How it stands.
    pub align: Align,
    /// The typeface of most of its letters.
    pub face: Face,
    /// The size of most of its letters, in half points; 0 when it is not known.
    pub size: u16,
    /// Whether all letters are bold.
    pub is_bold: bool,
    /// Whether most letters are red.
    pub is_red: bool,
    /// The level of a heading, from 0, when the file says so.
    pub level: Option<u8>,
    /// What it is, when the file says so.
    pub role: Use,
    /// How deep it stands in a list with bullets.
    pub bullet: Option<usize>,
}

impl Line {
    /// Its characters, without the readings above them.
    pub fn text(&self) -> String {
        fn push(nodes: &[Node], out: &mut String) {
            for node in nodes {
                match node {
                    Node::Text(text) => out.push_str(text),
                    Node::Element(one) if one.name == "rt" => {}
                    Node::Element(one) => push(&one.children, out),
                }
            }
        }
        let mut out = String::new();
        push(&self.nodes, &mut out);
        out
    }

    /// Whether it has a picture.
    pub fn has_picture(&self) -> bool {
        fn any(nodes: &[Node]) -> bool {
            nodes.iter().any(|node| match node {
                Node::Element(one) => one.name == "img" || any(&one.children),
                Node::Text(_) => false,
            })
        }
        any(&self.nodes)
    }
}
