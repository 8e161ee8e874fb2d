//! A table as a grid without holes or overlaps: authors' HTML may have rows of any length.

use crate::base::tree::{Element, Node};

/// More columns than this are left out.
const MOST_COLUMNS: usize = 1000;

/// A table.
#[derive(Debug)]
pub struct Table<'a> {
    /// The nodes of its caption.
    pub caption: &'a [Node],
    /// Rows that every page repeats.
    pub head: Vec<Vec<Cell<'a>>>,
    /// All other rows.
    pub body: Vec<Vec<Cell<'a>>>,
}

/// A cell.
#[derive(Debug, PartialEq, Eq)]
pub struct Cell<'a> {
    /// The nodes in the cell.
    pub children: &'a [Node],
    /// How many columns it is wide.
    pub columns: usize,
    /// How many rows it is high.
    pub rows: usize,
    /// `left`, `center` or `right`.
    pub align: &'static str,
    /// Whether it is the heading of other cells (`<th>`).
    pub is_head: bool,
    /// The column it begins in, counted from 0.
    pub column: usize,
}

/// Reads a `<table>`.
pub fn read(table: &Element) -> Table<'_> {
    let mut caption: &[Node] = &[];
    let (mut head, mut body) = (Vec::new(), Vec::new());
    for part in elements(&table.children) {
        match part.name.as_str() {
            "caption" => caption = &part.children,
            "thead" => head.extend(elements(&part.children).filter(|row| row.name == "tr")),
            "tbody" | "tfoot" => {
                body.extend(elements(&part.children).filter(|row| row.name == "tr"));
            }
            "tr" => body.push(part),
            _ => {}
        }
    }
    let columns = width(&head).max(width(&body)).clamp(1, MOST_COLUMNS);
    Table { caption, head: fill(&head, columns), body: fill(&body, columns) }
}

/// How many columns rows have, including those that cells from above reach down into.
fn width(rows: &[&Element]) -> usize {
    // For each column, how many more rows a cell above reaches down.
    let mut taken: Vec<usize> = Vec::new();
    for row in rows {
        let mut place = 0;
        for cell in cells(row) {
            while taken.get(place).is_some_and(|rows| *rows > 0) {
                place += 1;
            }
            let end = (place + span(cell, "colspan")).min(MOST_COLUMNS);
            taken.resize(taken.len().max(end), 0);
            taken[place.min(end)..end].fill(span(cell, "rowspan"));
            place = end;
        }
        for rows in &mut taken {
            *rows = rows.saturating_sub(1);
        }
    }
    taken.len()
}

/// Puts the cells of rows into free places. A place that stays free gets an empty cell.
fn fill<'a>(rows: &[&'a Element], columns: usize) -> Vec<Vec<Cell<'a>>> {
    // For each column, how many more rows a cell above reaches down.
    let mut taken = vec![0usize; columns];
    let mut filled = Vec::with_capacity(rows.len());
    for (number, row) in rows.iter().enumerate() {
        let left = rows.len() - number;
        let mut made = Vec::new();
        let mut place = 0;
        let mut given = cells(row);
        while place < columns {
            if taken[place] > 0 {
                place += 1;
                continue;
            }
            let free = taken[place..].iter().take_while(|rows| **rows == 0).count();
            let cell = match given.next() {
                Some(cell) => Cell {
                    children: &cell.children,
                    columns: span(cell, "colspan").min(free),
                    rows: span(cell, "rowspan").min(left),
                    align: align(cell),
                    is_head: cell.name == "th",
                    column: place,
                },
                None => Cell {
                    children: &[],
                    columns: 1,
                    rows: 1,
                    align: "left",
                    is_head: false,
                    column: place,
                },
            };
            let end = place + cell.columns;
            taken[place..end].fill(cell.rows);
            place = end;
            made.push(cell);
        }
        for rows in &mut taken {
            *rows = rows.saturating_sub(1);
        }
        filled.push(made);
    }
    filled
}

fn elements(nodes: &[Node]) -> impl Iterator<Item = &Element> {
    nodes.iter().filter_map(|node| match node {
        Node::Element(element) => Some(element),
        Node::Text(_) => None,
    })
}

fn cells(row: &Element) -> impl Iterator<Item = &Element> {
    elements(&row.children).filter(|cell| matches!(cell.name.as_str(), "td" | "th"))
}

fn span(cell: &Element, name: &str) -> usize {
    let given = cell.get(name).and_then(|span| span.trim().parse().ok());
    given.unwrap_or(1usize).clamp(1, MOST_COLUMNS)
}

fn align(cell: &Element) -> &'static str {
    let is = |side: &str| cell.has_class(side) || cell.get("align") == Some(side);
    if is("right") {
        "right"
    } else if is("center") {
        "center"
    } else {
        "left"
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::tree::{parse, text};

    type Shown = (String, usize, usize);

    fn shown(html: &str) -> (usize, Vec<Vec<Shown>>) {
        let nodes = parse(html, 9);
        let Node::Element(table) = &nodes[0] else { panic!("{nodes:?}") };
        let table = read(table);
        let cell = |cell: &Cell<'_>| (text(cell.children), cell.columns, cell.rows);
        let rows = table.head.iter().chain(&table.body);
        let rows: Vec<Vec<Shown>> = rows.map(|row| row.iter().map(cell).collect()).collect();
        (rows[0].iter().map(|(_, columns, _)| columns).sum(), rows)
    }

    fn cell(text: &str, columns: usize, rows: usize) -> Shown {
        (text.to_owned(), columns, rows)
    }

    #[test]
    fn short_rows_are_filled_and_long_cells_cut() {
        let html = "<table><tr><td>一<td>二<td>三<tr><td rowspan=9>四<tr><td colspan=7>五</table>";
        let (columns, rows) = shown(html);
        // The widest row is that of the wide cell, beside the one that reaches down.
        assert_eq!(columns, 8);
        assert_eq!(rows[1][0], cell("四", 1, 2));
        assert_eq!(rows[2], [cell("五", 7, 1)]);
        assert_eq!(rows[0].len(), 8);
    }

    #[test]
    fn every_row_adds_up() {
        let html = "<table><tr><td rowspan=2 colspan=2>甲<td>乙<tr><td>丙<td>丁<tr></table>";
        let (columns, rows) = shown(html);
        assert_eq!(columns, 4);
        assert_eq!(rows[0][..2], [cell("甲", 2, 2), cell("乙", 1, 1)]);
        assert_eq!(rows[1], [cell("丙", 1, 1), cell("丁", 1, 1)]);
        assert_eq!(rows[2].len(), 4);
    }
}
