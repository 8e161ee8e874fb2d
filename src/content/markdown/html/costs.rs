//! What a parser of HTML pays for tags (HTML Standard, 13.2.6): formatting that is open is opened again in each
//! paragraph, and what stands between the cells of a table is moved before it, past all that was moved there.

use crate::base::limits;

/// Elements that are opened again: the list of active formatting elements.
const FORMATTING: [&str; 14] = [
    "a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u",
];
/// Elements of a table in which anything may stand, and those in which only parts of a table may.
const CELLS: [&str; 3] = ["td", "th", "caption"];
const PARTS: [&str; 6] = ["tr", "tbody", "thead", "tfoot", "col", "colgroup"];

/// The costs of the tags so far.
#[derive(Debug, Default)]
pub struct Costs {
    /// How many elements of formatting are open.
    formatting: usize,
    /// How many elements are opened again.
    opened_again: usize,
    /// For each open table, whether a cell of it is open.
    tables: Vec<bool>,
    /// How many tags stand between cells.
    misplaced: usize,
}

impl Costs {
    /// Whether one more element costs too much.
    pub fn are_high(&self, name: &str) -> bool {
        let formatting = if FORMATTING.contains(&name) { 0 } else { self.formatting };
        self.opened_again + formatting > limits::REOPENED_ELEMENTS
            || self.is_misplaced(name) && self.misplaced >= limits::MISPLACED_TAGS
    }

    /// Notes a tag.
    pub fn pay(&mut self, name: &str, is_end: bool) {
        self.misplaced += usize::from(self.is_misplaced(name));
        let is_cell = CELLS.contains(&name);
        if let Some(cell) = self.tables.last_mut().filter(|_| is_cell || PARTS.contains(&name)) {
            *cell = is_cell && !is_end;
        }
        match (name, is_end) {
            ("table", false) => self.tables.push(false),
            ("table", true) => drop(self.tables.pop()),
            (_, true) => {}
            _ if FORMATTING.contains(&name) => self.formatting += 1,
            _ => self.opened_again += self.formatting,
        }
    }

    /// Notes that an end tag has ended an element, if it has.
    pub fn ends(&mut self, name: &str, was_open: bool) {
        self.formatting -= usize::from(was_open && FORMATTING.contains(&name));
    }

    fn is_misplaced(&self, name: &str) -> bool {
        let is_part = CELLS.contains(&name) || PARTS.contains(&name) || name == "table";
        self.tables.last() == Some(&false) && !is_part
    }
}
