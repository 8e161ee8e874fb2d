//! Tables of Word: cells over several columns and rows, rows that are hidden or deleted.

use super::reader::Reader;
use super::text::{Block, Line};
use crate::base::tree::{self, Element, Node};
use crate::import::xml::{Xml, child, get, name, switch, value};

/// How a cell takes part in one that spans rows.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Span {
    None,
    Begins,
    GoesOn,
}

struct Cell {
    column: usize,
    columns: usize,
    span: Span,
    nodes: Vec<Node>,
}

impl Reader {
    /// Reads a table; `None` when nothing of it is shown.
    pub fn table(&mut self, table: Xml<'_, '_>) -> Option<Element> {
        let style = child(table, "tblPr").and_then(|one| value(one, "tblStyle"));
        if self.styles.hides(style) {
            self.leave_out("hidden");
            return None;
        }
        let mut rows: Vec<Vec<Cell>> = Vec::new();
        let outer = std::mem::replace(&mut self.in_cell, true);
        self.rows(table, &mut rows);
        self.in_cell = outer;
        self.settle_spans(&mut rows);
        let mut shown: Vec<Vec<Element>> = Vec::new();
        for (number, row) in rows.iter().enumerate() {
            let mut cells = Vec::new();
            for cell in row.iter().filter(|cell| cell.span != Span::GoesOn) {
                let mut attributes = Vec::new();
                if cell.columns > 1 {
                    attributes.push(("colspan".to_owned(), cell.columns.to_string()));
                }
                let below = rows[number + 1..].iter().take_while(|row| {
                    let under = row.iter().find(|under| under.column == cell.column);
                    under.is_some_and(|under| under.span == Span::GoesOn)
                });
                let height = if cell.span == Span::Begins { below.count() + 1 } else { 1 };
                if height > 1 {
                    attributes.push(("rowspan".to_owned(), height.to_string()));
                }
                cells.push(Element {
                    name: "td".to_owned(),
                    attributes,
                    children: cell.nodes.clone(),
                });
            }
            shown.push(cells);
        }
        // A row that only goes on with those above would be empty.
        let row = |cells: Vec<Element>| {
            let children = cells.into_iter().map(Node::Element).collect();
            Node::Element(Element { name: "tr".to_owned(), children, ..Element::default() })
        };
        let children: Vec<Node> = shown.into_iter().map(row).collect();
        (!children.is_empty()).then(|| Element {
            name: "table".to_owned(),
            children,
            ..Element::default()
        })
    }

    /// Cells that go on with none above begin a span; what stands in one that goes on is not shown, and named.
    fn settle_spans(&mut self, rows: &mut [Vec<Cell>]) {
        for number in 0..rows.len() {
            let (above, below) = rows.split_at_mut(number);
            for cell in below[0].iter_mut().filter(|cell| cell.span == Span::GoesOn) {
                let over =
                    above.last().and_then(|row| row.iter().find(|over| over.column == cell.column));
                if over.is_none_or(|over| over.span == Span::None) {
                    cell.span = Span::Begins;
                } else {
                    let text = tree::text(&cell.nodes);
                    if !text.trim().is_empty() {
                        self.lose("cell", text.trim());
                    }
                }
            }
        }
    }

    fn rows(&mut self, root: Xml<'_, '_>, rows: &mut Vec<Vec<Cell>>) {
        for node in root.children().filter(Xml::is_element) {
            match name(node) {
                "tr" => {
                    let properties = child(node, "trPr");
                    let is = |what| properties.is_some_and(|one| child(one, what).is_some());
                    if is("del") {
                        self.leave_out("deleted");
                    } else if properties.is_some_and(|one| switch(one, "hidden") == Some(true)) {
                        self.leave_out("hidden");
                    } else {
                        let before = properties.and_then(|one| value(one, "gridBefore"));
                        let mut row = Vec::new();
                        let mut column = 0;
                        if let Some(count) = before
                            .and_then(|count| count.parse().ok())
                            .filter(|count| (1..1000).contains(count))
                        {
                            row.push(Cell {
                                column,
                                columns: count,
                                span: Span::None,
                                nodes: Vec::new(),
                            });
                            column += count;
                        }
                        self.cells(node, &mut row, &mut column);
                        if !row.is_empty() {
                            rows.push(row);
                        }
                    }
                }
                "sdt" => {
                    if let Some(content) = self.content(node) {
                        self.rows(content, rows);
                    }
                }
                "ins" | "moveTo" | "customXml" => self.rows(node, rows),
                _ => {}
            }
        }
    }

    fn cells(&mut self, root: Xml<'_, '_>, row: &mut Vec<Cell>, column: &mut usize) {
        for node in root.children().filter(Xml::is_element) {
            match name(node) {
                "tc" => {
                    let properties = child(node, "tcPr");
                    let columns = properties.and_then(|one| value(one, "gridSpan"));
                    let columns: usize =
                        columns.and_then(|count| count.parse().ok()).unwrap_or(1).clamp(1, 1000);
                    if properties.is_some_and(|one| child(one, "cellDel").is_some()) {
                        self.leave_out("deleted");
                        continue;
                    }
                    let merge = properties.and_then(|one| child(one, "vMerge"));
                    let span = match merge.map(|merge| get(merge, "val")) {
                        None => Span::None,
                        Some(Some("restart")) => Span::Begins,
                        Some(_) => Span::GoesOn,
                    };
                    let across = properties.and_then(|one| child(one, "hMerge"));
                    if across.is_some_and(|merge| get(merge, "val") != Some("restart"))
                        && let Some(before) = row.last_mut()
                    {
                        before.columns += columns;
                        *column += columns;
                        continue;
                    }
                    let nodes = self.blocks(node).into_iter().map(in_cell).collect();
                    row.push(Cell { column: *column, columns, span, nodes });
                    *column += columns;
                }
                "sdt" => {
                    if let Some(content) = self.content(node) {
                        self.cells(content, row, column);
                    }
                }
                "ins" | "moveTo" | "customXml" => self.cells(node, row, column),
                "del" | "moveFrom" => self.leave_out("deleted"),
                _ => {}
            }
        }
    }
}

/// A block as it stands in a cell: a list with bullets keeps them as signs.
fn in_cell(block: Block) -> Node {
    match block {
        Block::Line(Line { mut nodes, bullet, .. }) => {
            if bullet.is_some() {
                nodes.insert(0, Node::Text("• ".to_owned()));
            }
            Node::Element(Element { name: "p".to_owned(), children: nodes, ..Element::default() })
        }
        Block::Other(element) => Node::Element(element),
    }
}
