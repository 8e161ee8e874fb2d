//! What all parts of a text are told by: names of units, and how most letters look.

use std::collections::{BTreeMap, VecDeque};

use crate::import::found::{Found, Remark};
use crate::import::word::{Align, Block, Face, Line};

/// The names that units are known by.
pub struct Names<'a>(pub &'a [String]);

impl Names<'_> {
    /// Whether no unit is registered.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether a text is the name of a unit that is registered.
    pub fn has(&self, text: &str) -> bool {
        self.0.iter().any(|name| name == text)
    }

    /// Takes what a site calls the source of a text: units that are registered have sent it.
    pub fn take_source(&self, source: &str, found: &mut Found) {
        let parts: Vec<&str> = source.split_whitespace().collect();
        let are_units = !parts.is_empty() && parts.iter().all(|part| self.has(part));
        if are_units {
            found.units = parts.into_iter().map(str::to_owned).collect();
        } else if self.is_empty() && !source.is_empty() {
            found.units = vec![source.to_owned()];
        } else {
            source.clone_into(&mut found.source);
        }
    }
}

/// How most letters of a text look.
#[derive(Clone, Copy, Debug, Default)]
pub struct Usual {
    pub face: Face,
    pub size: u16,
    pub is_bold: bool,
}

impl Usual {
    /// The look that most letters of a text have.
    pub fn of(blocks: &VecDeque<Block>) -> Self {
        let mut counts = BTreeMap::new();
        for block in blocks {
            let Block::Line(line) = block else { continue };
            let length = line.text().chars().count();
            // Long lines are text; a short one may be anything.
            let weight =
                if length > 25 && line.align != Align::Center { length * 10 } else { length };
            *counts.entry((line.face, line.size, line.is_bold)).or_default() += weight;
        }
        let most = counts.into_iter().max_by_key(|(_, weight): &(_, usize)| *weight);
        most.map(|((face, size, is_bold), _)| Self { face, size, is_bold }).unwrap_or_default()
    }

    /// Whether a line stands out: bold, larger, or in a typeface of headings.
    pub fn differs(self, line: &Line) -> bool {
        let is_head =
            matches!(line.face, Face::Hei | Face::Kai | Face::Title) && line.face != self.face;
        let is_larger = line.size > self.size && self.size > 0;
        is_head || is_larger || (line.is_bold && !self.is_bold)
    }
}

/// Says what a line was taken for.
pub fn taken(found: &mut Found, kind: &'static str, text: &str) {
    found.remarks.push(Remark::new("import-taken").with("kind", kind).with("text", text));
}

/// The text of a block that is a line.
pub fn line_of(block: &Block) -> Option<&Line> {
    match block {
        Block::Line(line) => Some(line),
        Block::Other(_) => None,
    }
}

/// A text without the blanks at its ends, and with one for several.
pub fn tidy(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
