//! What is carried from node to node while a tree is written.

use comrak::nodes::{NodeLink, Sourcepos};

use crate::content::markdown::body::{FoundMistake, Heading, LinkKind};

/// A link in a text: its kind, its destination as written, its place in the text.
pub type FoundLink = (LinkKind, String, Sourcepos);

/// The state that is carried from node to node.
#[derive(Default)]
pub struct Writer {
    pub links: Vec<FoundLink>,
    pub headings: Vec<Heading>,
    pub next_heading: usize,
    /// Footnotes written so far; their list is open when there are any.
    pub footnotes: u32,
    pub has_raw_html: bool,
    pub charts: Vec<String>,
    pub blocks: Vec<(String, Sourcepos)>,
    /// How many values they have.
    pub chart_values: usize,
    pub mistakes: Vec<FoundMistake>,
    /// How much code was written so far, in bytes.
    pub code: usize,
    /// The column of the next cell, counted from 0.
    pub column: usize,
}

impl Writer {
    /// Notes a link. Returns its number.
    pub fn link(&mut self, kind: LinkKind, link: &NodeLink, position: Sourcepos) -> u32 {
        self.links.push((kind, link.url.clone(), position));
        u32::try_from(self.links.len() - 1).expect("a file of at most 4 GB has fewer links")
    }
}
