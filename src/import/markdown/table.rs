//! Tables: those that Markdown has a form for, and all others as HTML.

use std::fmt::Write as _;

use comrak::Node as Ast;
use comrak::html::escape;
use comrak::nodes::{AstNode, NodeTable, NodeValue, TableAlignment};

use super::writer::{Writer, is_block};
use crate::base::tree::{Element, Node};

/// Elements that stay in the cells of a table of HTML.
const KEPT: [&str; 19] = [
    "b", "strong", "i", "em", "s", "del", "u", "sup", "sub", "ruby", "rt", "rp", "ul", "ol", "li",
    "table", "tr", "td", "th",
];

impl<'a> Writer<'a> {
    /// Writes a table, its caption above it.
    pub fn table(&mut self, parent: Ast<'a>, element: &Element) {
        if let Some(caption) = element.first("caption") {
            self.blocks(parent, &caption.children);
        }
        let rows = rows(element);
        let columns = rows.first().map_or(0, Vec::len);
        if let [row] = rows.as_slice()
            && let [cell] = row.as_slice()
        {
            // A frame around a text.
            return self.blocks(parent, &cell.children);
        }
        let is_even = columns > 0 && rows.iter().all(|row| row.len() == columns);
        if is_even && rows.iter().flatten().all(|cell| is_plain(cell)) {
            self.grid(parent, &rows, columns);
        } else if !rows.is_empty() {
            self.spanned(parent, &rows);
        }
    }

    fn grid(&mut self, parent: Ast<'a>, rows: &[Vec<&Element>], columns: usize) {
        let table = NodeTable {
            alignments: vec![TableAlignment::None; columns],
            num_columns: columns,
            num_rows: rows.len(),
            num_nonempty_cells: columns * rows.len(),
        };
        let table = self.add(parent, NodeValue::Table(table.into()));
        for (number, cells) in rows.iter().enumerate() {
            let row = self.add(table, NodeValue::TableRow(number == 0));
            for cell in cells {
                let node = self.arena.alloc(AstNode::from(NodeValue::TableCell));
                row.append(node);
                self.line(node, &in_one_line(&cell.children).iter().collect::<Vec<_>>(), true);
            }
        }
    }

    /// A table whose cells span others, or hold more than sentences.
    fn spanned(&mut self, parent: Ast<'a>, rows: &[Vec<&Element>]) {
        let mut html = String::from("<table>\n");
        for cells in rows {
            html.push_str("<tr>");
            for cell in cells {
                let name = if cell.name == "th" { "th" } else { "td" };
                let _ = write!(html, "<{name}");
                for key in ["colspan", "rowspan"] {
                    let span = cell.get(key).and_then(|span| span.trim().parse::<u16>().ok());
                    if let Some(span) = span.filter(|span| *span > 1) {
                        let _ = write!(html, " {key}=\"{span}\"");
                    }
                }
                html.push('>');
                if cell.children.iter().any(wants_markdown) {
                    // Pictures and links within the site are found in Markdown only.
                    html.push('\n');
                    self.html(parent, std::mem::take(&mut html));
                    self.blocks(parent, &cell.children);
                } else {
                    let from = html.len();
                    inner(&mut html, &cell.children);
                    let end = html.trim_end_matches("<br>").len();
                    html.truncate(end.max(from));
                }
                let _ = write!(html, "</{name}>");
            }
            html.push_str("</tr>\n");
        }
        html.push_str("</table>\n");
        self.html(parent, html);
    }
}

/// What is in a cell, as HTML on one line.
fn inner(out: &mut String, nodes: &[Node]) {
    for node in nodes {
        match node {
            Node::Text(text) => {
                let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
                escape(out, &text).expect("writing to a String cannot fail");
            }
            Node::Element(one) if one.name == "br" => out.push_str("<br>"),
            Node::Element(one) if KEPT.contains(&one.name.as_str()) => {
                let _ = write!(out, "<{}>", one.name);
                inner(out, &one.children);
                let _ = write!(out, "</{}>", one.name);
            }
            Node::Element(one) => {
                inner(out, &one.children);
                if is_block(one) && !out.ends_with("<br>") {
                    out.push_str("<br>");
                }
            }
        }
    }
}

/// The cells of each row, those of tables inside left out.
fn rows(table: &Element) -> Vec<Vec<&Element>> {
    let mut rows = Vec::new();
    for child in &table.children {
        match child {
            Node::Element(row) if row.name == "tr" => {
                let cells = row.children.iter().filter_map(|cell| match cell {
                    Node::Element(cell) if matches!(cell.name.as_str(), "td" | "th") => Some(cell),
                    _ => None,
                });
                rows.push(cells.collect());
            }
            Node::Element(part) if matches!(part.name.as_str(), "thead" | "tbody" | "tfoot") => {
                rows.extend(self::rows(part));
            }
            _ => {}
        }
    }
    rows.retain(|row: &Vec<_>| !row.is_empty());
    rows
}

/// Whether a cell of Markdown can hold a cell: sentences only, and no spans.
fn is_plain(cell: &Element) -> bool {
    let is_single =
        |key| cell.get(key).is_none_or(|span: &str| matches!(span.trim(), "1" | "" | "0"));
    is_single("colspan") && is_single("rowspan") && !has_blocks(&cell.children)
}

/// Whether there are blocks other than paragraphs.
fn has_blocks(nodes: &[Node]) -> bool {
    nodes.iter().any(|node| match node {
        Node::Element(one) => {
            let is_paragraph = matches!(one.name.as_str(), "p" | "div" | "center");
            is_block(one) && !is_paragraph || has_blocks(&one.children)
        }
        Node::Text(_) => false,
    })
}

/// The sentences of a cell, with an end of line between paragraphs.
fn in_one_line(nodes: &[Node]) -> Vec<Node> {
    let mut all: Vec<Node> = Vec::new();
    let line_end = || Node::Element(Element { name: "br".to_owned(), ..Element::default() });
    for node in nodes {
        match node {
            Node::Element(one) if is_block(one) => {
                let inner = in_one_line(&one.children);
                if !all.is_empty() && !inner.is_empty() {
                    all.push(line_end());
                }
                all.extend(inner);
            }
            Node::Text(text) if text.trim().is_empty() && all.is_empty() => {}
            node => all.push(node.clone()),
        }
    }
    all
}

fn wants_markdown(node: &Node) -> bool {
    match node {
        Node::Element(one) => {
            matches!(one.name.as_str(), "img" | "a" | "note-ref" | "video" | "audio" | "pre")
                || one.children.iter().any(wants_markdown)
        }
        Node::Text(_) => false,
    }
}
