//! Cells by their places become rows: what is hidden is not among them, nor are rows and columns in which nothing is.

use std::collections::{BTreeMap, BTreeSet};

use crate::base::limits;
use crate::import::Refusal;
use crate::import::sheet::Cell;
use crate::import::xml::{Xml, child, children, get};

/// A place in a sheet: its row and its column, from 1.
pub type Place = (u32, u32);

/// The place that a reference such as `B12` names.
pub fn place(reference: &str) -> Option<Place> {
    let digits = reference.find(|c: char| c.is_ascii_digit())?;
    let (letters, row) = reference.split_at(digits);
    let mut column: u32 = 0;
    for c in letters.chars().filter(|c| *c != '$') {
        let letter = u32::from(c.to_ascii_uppercase()).checked_sub(u32::from('A'))?;
        column = column.checked_mul(26)?.checked_add(letter + 1)?;
    }
    Some((row.trim_start_matches('$').parse().ok()?, column))
}

/// The reference of a place: `B12`.
pub fn name((row, mut column): Place) -> String {
    let mut letters = Vec::new();
    while column > 0 {
        letters.push(char::from(b'A' + u8::try_from((column - 1) % 26).unwrap_or_default()));
        column = (column - 1) / 26;
    }
    format!("{}{row}", letters.iter().rev().collect::<String>())
}

/// How many columns a sheet of Excel has.
const COLUMNS: usize = 16_384;

/// The cells of a sheet.
#[derive(Default)]
pub struct Grid {
    /// What cells show.
    pub cells: BTreeMap<Place, Cell>,
    /// Rows and columns that are hidden.
    rows: BTreeSet<u32>,
    columns: Vec<(u32, u32)>,
    /// Cells that are one: the first and the last place of each.
    merged: BTreeMap<Place, Place>,
}

impl Grid {
    /// What a sheet says of its rows, columns and spans.
    pub fn of(sheet: Xml<'_, '_>) -> Self {
        let number = |node, name| get(node, name).and_then(|text| text.parse::<u32>().ok());
        let is_hidden = |node| matches!(get(node, "hidden"), Some("1" | "true"));
        let mut grid = Self::default();
        for column in child(sheet, "cols").into_iter().flat_map(|list| children(list, "col")) {
            // A column without width is hidden, too.
            let is_flat =
                get(column, "width").and_then(|width| width.parse::<f64>().ok()) == Some(0.0);
            if let (true, Some(first), Some(last)) =
                (is_hidden(column) || is_flat, number(column, "min"), number(column, "max"))
            {
                grid.columns.push((first, last));
            }
        }
        let mut last: u32 = 0;
        for row in child(sheet, "sheetData").into_iter().flat_map(|list| children(list, "row")) {
            last = number(row, "r").unwrap_or(last.saturating_add(1));
            if is_hidden(row)
                || get(row, "ht").and_then(|height| height.parse::<f64>().ok()) == Some(0.0)
            {
                grid.rows.insert(last);
            }
        }
        for merged in
            child(sheet, "mergeCells").into_iter().flat_map(|list| children(list, "mergeCell"))
        {
            let span = get(merged, "ref").and_then(|span| span.split_once(':'));
            if let Some((Some(first), Some(last))) =
                span.map(|(first, last)| (place(first), place(last)))
            {
                let corner =
                    |pick: fn(u32, u32) -> u32| (pick(first.0, last.0), pick(first.1, last.1));
                grid.merged.insert(corner(u32::min), corner(u32::max));
            }
        }
        grid
    }

    /// Whether a place is in a row or a column that is hidden.
    /// A cell that spans others shows while one of them does.
    pub fn hides(&self, first: Place) -> bool {
        let last = self.merged.get(&first).copied().unwrap_or(first);
        let is_hidden = |column: u32| {
            self.columns.iter().any(|(first, last)| (*first..=*last).contains(&column))
        };
        let rows = self.rows.range(first.0..=last.0).count();
        rows > (last.0.saturating_sub(first.0)) as usize
            || (first.1..=last.1).take(COLUMNS).all(is_hidden)
    }

    /// The rows of the sheet, and how many texts lie below cells that span.
    ///
    /// # Errors
    /// When there are more cells than the limits allow.
    pub fn rows(mut self) -> Result<(Vec<Vec<Cell>>, usize), Refusal> {
        let covered = self.uncover()?;
        let rows = sorted(self.cells.keys().map(|(row, _)| *row));
        let columns = sorted(self.cells.keys().map(|(_, column)| *column));
        if rows.len().saturating_mul(columns.len()) > limits::IMPORTED_CELLS {
            return Err(Refusal::TooLarge);
        }
        let mut cells = std::mem::take(&mut self.cells);
        let mut cell = |row: u32, column: u32| {
            cells.remove(&(row, column)).unwrap_or_else(|| Cell::of(String::new()))
        };
        let mut line = |row: &u32| columns.iter().map(|column| cell(*row, *column)).collect();
        let mut table: Vec<Vec<Cell>> = rows.iter().map(&mut line).collect();
        let count = |all: &[u32], first: u32, last: u32| {
            all.partition_point(|one| *one <= last) - all.partition_point(|one| *one < first)
        };
        for (first, last) in self.merged {
            if let (Ok(row), Ok(column)) =
                (rows.binary_search(&first.0), columns.binary_search(&first.1))
            {
                let down = count(&rows, first.0, last.0);
                let across = count(&columns, first.1, last.1);
                span(&mut table[row..row + down], column, across);
            }
        }
        Ok((table, covered))
    }

    /// Takes away what lies below cells that span, and says how many texts that are.
    fn uncover(&mut self) -> Result<usize, Refusal> {
        let mut covered = 0;
        let rows: BTreeSet<u32> = self.cells.keys().map(|(row, _)| *row).collect();
        // No program makes so many that this takes long.
        if self.merged.len().saturating_mul(rows.len()) > 100 * limits::IMPORTED_CELLS {
            return Err(Refusal::TooLarge);
        }
        for (first, last) in &self.merged {
            // Found among the rows that are there: a span may be as large as a sheet.
            for row in rows.range(first.0..=last.0) {
                let inside = self.cells.range((*row, first.1)..=(*row, last.1));
                let inside: Vec<Place> =
                    inside.map(|(place, _)| *place).filter(|place| place != first).collect();
                covered += inside.len();
                for place in inside {
                    self.cells.remove(&place);
                }
            }
        }
        Ok(covered)
    }
}

fn sorted(all: impl Iterator<Item = u32>) -> Vec<u32> {
    all.collect::<BTreeSet<u32>>().into_iter().collect()
}

/// Makes cells of some lines one, unless another span has one of them.
fn span(lines: &mut [Vec<Cell>], column: usize, across: usize) {
    let is_free = |cell: &Cell| cell.columns == 1 && cell.rows == 1;
    let down = lines.len();
    if !lines.iter().all(|line| line[column..column + across].iter().all(is_free)) {
        return;
    }
    for (at, line) in lines.iter_mut().enumerate() {
        for (beside, cell) in line[column..column + across].iter_mut().enumerate() {
            let is_first = at == 0 && beside == 0;
            (cell.columns, cell.rows) = if is_first { (across, down) } else { (0, 0) };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_name_places() {
        assert_eq!(place("B12"), Some((12, 2)));
        assert_eq!(place("$AA$1"), Some((1, 27)));
        for reference in ["A1", "Z9", "AA27", "XFD1048576"] {
            assert_eq!(name(place(reference).unwrap()), reference);
        }
        assert_eq!(place("XFD1048576"), Some((1_048_576, 16_384)));
        for wrong in ["", "B", "12x", "ZZZZZZZZZZ1"] {
            assert_eq!(place(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn rows_and_columns_without_anything_are_left_out_and_spans_shrink() {
        let mut grid = Grid::default();
        for (reference, text) in
            [("A1", "表"), ("A3", "甲"), ("C3", "乙"), ("C9", "1"), ("B1", "下")]
        {
            grid.cells.insert(place(reference).unwrap(), Cell::of(text.to_owned()));
        }
        grid.merged = BTreeMap::from([((1, 1), (1, 3)), ((3, 1), (9, 2)), ((50, 1), (60, 4))]);
        let (rows, covered) = grid.rows().unwrap();
        let shape: Vec<Vec<(&str, usize, usize)>> = rows
            .iter()
            .map(|row| row.iter().map(|one| (one.text.as_str(), one.columns, one.rows)).collect())
            .collect();
        assert_eq!(covered, 1);
        assert_eq!(
            shape,
            [
                vec![("表", 2, 1), ("", 0, 0)],
                vec![("甲", 1, 2), ("乙", 1, 1)],
                vec![("", 0, 0), ("1", 1, 1)],
            ]
        );
    }
}
