//! Rows and cells ([MS-DOC] 2.4.3, 2.9.317): a row says where its cells begin and end, so what spans what shows only
//! in all rows together.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::bytes::u16_at;
use super::modifiers::modifiers;

/// How far two edges may stand apart and be the same, in twentieths of a point.
const NEAR: i32 = 15;

/// The place of a row's cells.
#[derive(Default)]
pub struct Row {
    /// Where cells begin, and where the last ends.
    edges: Vec<i32>,
    /// How each goes together with its neighbours.
    cells: Vec<u16>,
}

/// The second and later of some cells side by side that are one.
const BESIDE: u16 = 2;
/// The first of them.
const FIRST: u16 = 1;
/// Some cells above each other that are one, and the first of them.
const BELOW: u16 = 0x20;
const TOP: u16 = 0x40;

impl Row {
    /// What is set on a row.
    pub fn of(set: &[u8]) -> Self {
        let mut row = Self::default();
        for (name, value) in modifiers(set) {
            match (name, value) {
                (0xd608, [count, rest @ ..]) => {
                    let count = usize::from(*count);
                    let edge = |at| u16_at(rest, 2 * at).map(|edge| i32::from(edge.cast_signed()));
                    row.edges = (0..=count).map_while(edge).collect();
                    let start = 2 * (count + 1);
                    row.cells =
                        (0..count).map(|at| u16_at(rest, start + 20 * at).unwrap_or(0)).collect();
                }
                (0xd62b, [at, merge, ..]) => {
                    if let Some(cell) = row.cells.get_mut(usize::from(*at)) {
                        *cell &= !(BELOW | TOP);
                        *cell |= u16::from(*merge & 3) << 5;
                    }
                }
                (0x5624, [first, end]) => {
                    let span = usize::from(*first)..usize::from(*end);
                    for (at, cell) in row.cells.iter_mut().enumerate() {
                        if span.contains(&at) {
                            *cell |= if at == span.start { FIRST } else { BESIDE };
                        }
                    }
                }
                _ => {}
            }
        }
        row
    }

    /// The properties of a cell, and of the row before its first one, as XML.
    pub fn cell(&self, at: usize, grid: &Grid) -> String {
        let mut xml = String::from("<w:tcPr>");
        if let (Some(left), Some(right)) = (self.edges.get(at), self.edges.get(at + 1)) {
            let _ = write!(xml, "<w:gridSpan w:val=\"{}\"/>", grid.between(*left, *right).max(1));
        }
        let cell = self.cells.get(at).copied().unwrap_or(0);
        if cell & TOP != 0 {
            xml.push_str("<w:vMerge w:val=\"restart\"/>");
        } else if cell & BELOW != 0 {
            xml.push_str("<w:vMerge/>");
        }
        if cell & FIRST != 0 {
            xml.push_str("<w:hMerge w:val=\"restart\"/>");
        } else if cell & BESIDE != 0 {
            xml.push_str("<w:hMerge/>");
        }
        xml + "</w:tcPr>"
    }

    /// How many columns there are before its first cell.
    pub fn before(&self, grid: &Grid) -> usize {
        self.edges.first().map_or(0, |first| grid.between(i32::MIN, *first))
    }
}

/// The columns of a table.
pub struct Grid(BTreeMap<i32, usize>);

impl Grid {
    /// The columns that all rows need.
    pub fn of<'a>(rows: impl Iterator<Item = &'a Row>) -> Self {
        let mut all: BTreeMap<i32, usize> =
            rows.flat_map(|row| &row.edges).map(|edge| (*edge, 0)).collect();
        let mut number = 0;
        let mut first: Option<i32> = None;
        for (edge, column) in &mut all {
            if first.is_some_and(|first| edge - first > NEAR) {
                number += 1;
                first = Some(*edge);
            }
            first.get_or_insert(*edge);
            *column = number;
        }
        Self(all)
    }

    fn between(&self, left: i32, right: i32) -> usize {
        let column = |edge| self.0.get(&edge).copied().unwrap_or(0);
        column(right).saturating_sub(column(left))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_show_in_all_rows_together() {
        let row = |edges: &[i32]| Row { edges: edges.to_vec(), cells: vec![0; edges.len() - 1] };
        let rows = [row(&[-108, 2000, 4000, 6000]), row(&[-105, 4003, 6000]), row(&[2000, 6000])];
        let grid = Grid::of(rows.iter());
        assert!(rows[1].cell(0, &grid).contains("gridSpan w:val=\"2\""));
        assert!(rows[1].cell(1, &grid).contains("gridSpan w:val=\"1\""));
        assert_eq!(
            [rows[0].before(&grid), rows[1].before(&grid), rows[2].before(&grid)],
            [0, 0, 1]
        );
    }

    #[test]
    fn a_row_that_is_cut_has_the_cells_that_are_whole() {
        let set = [0x08, 0xd6, 8, 0, 2, 0, 0, 10, 0, 20, 0];
        let row = Row::of(&set);
        assert_eq!(row.edges, [0, 10, 20]);
        assert_eq!(row.cells, [0, 0]);
        assert!(Row::of(&set[..7]).edges.is_empty());
    }
}
