//! The words of cells and of what is drawn on a sheet.

use std::sync::LazyLock;

use regex::{Captures, Regex};

use super::looks::{Marks, marks};
use crate::base::tree::{Element, Node};
use crate::import::sheet::{Cell, lines};
use crate::import::xml::{Xml, child, children, get, name};

/// A sign that XML does not hold, by its number (ECMA-376, 22.4.2.4).
static NUMBERED: LazyLock<Regex> =
    LazyLock::new(|| Regex::new("_x([0-9A-Fa-f]{4})_").expect("a tested pattern"));

/// A text as it is shown: `_x000D_` is an end of a line, `_x4E00_` is 一.
pub fn plain(text: &str) -> String {
    let sign = |found: &Captures<'_>| {
        let number = u32::from_str_radix(&found[1], 16).unwrap_or_default();
        char::from_u32(number).filter(|c| !c.is_control()).map(String::from).unwrap_or_default()
    };
    NUMBERED.replace_all(text, sign).into_owned()
}

/// The words of a string, without the readings above them.
pub fn words(string: Xml<'_, '_>) -> Cell {
    let mut cell = Cell::of(String::new());
    let mut has_marks = false;
    for one in string.children().filter(Xml::is_element) {
        let (text, marks) = match name(one) {
            "t" => (one.text(), Marks::default()),
            "r" => {
                let marks = child(one, "rPr").map(marks).unwrap_or_default();
                (child(one, "t").and_then(|inner| inner.text()), marks)
            }
            _ => continue,
        };
        let text = plain(text.unwrap_or_default());
        has_marks |= marks != Marks::default();
        cell.nodes.extend(marked(lines_of(&text), marks));
        cell.text.push_str(&text);
    }
    if !has_marks {
        cell.nodes.clear();
    }
    cell
}

/// A text whose lines and blanks stay, as a part of a longer one.
fn lines_of(text: &str) -> Vec<Node> {
    let mut nodes = Vec::new();
    for (at, line) in text.split('\n').enumerate() {
        if at > 0 {
            nodes.push(Element::new("br", Vec::new()).into());
        }
        nodes.push(Node::Text(line.to_owned()));
    }
    nodes
}

/// Words with marks around them.
pub fn marked(mut nodes: Vec<Node>, marks: Marks) -> Vec<Node> {
    for mark in [marks.raised, marks.is_struck.then_some("s")].into_iter().flatten() {
        nodes = vec![Element::new(mark, nodes).into()];
    }
    nodes
}

/// A cell with what goes for all of it: marks, and the address that it leads to.
pub fn finished(mut cell: Cell, marks: Marks, address: Option<&String>) -> Cell {
    if marks == Marks::default() && address.is_none() {
        return cell;
    }
    let nodes = std::mem::take(&mut cell.nodes);
    let nodes = if nodes.is_empty() { lines(&cell.text) } else { nodes };
    let nodes = marked(nodes, marks);
    cell.nodes = match address {
        Some(address) => vec![Element::new("a", nodes).with("href", address).into()],
        None => nodes,
    };
    cell
}

/// The paragraphs of what is drawn on a sheet, and how many boxes are hidden.
pub fn drawn(root: Xml<'_, '_>) -> (Vec<Node>, usize) {
    let (mut all, mut hidden) = (Vec::new(), 0);
    for shape in root.descendants().filter(|one| one.is_element() && name(*one) == "sp") {
        let Some(body) = child(shape, "txBody") else { continue };
        let texts: Vec<String> =
            children(body, "p").map(paragraph).filter(|text| !text.trim().is_empty()).collect();
        let about = shape.descendants().find(|one| name(*one) == "cNvPr");
        if about.is_some_and(|one| matches!(get(one, "hidden"), Some("1" | "true"))) {
            hidden += usize::from(!texts.is_empty());
            continue;
        }
        all.extend(texts.iter().map(|text| Node::from(Element::new("p", lines(text)))));
    }
    (all, hidden)
}

fn paragraph(node: Xml<'_, '_>) -> String {
    let mut text = String::new();
    for one in node.descendants().filter(Xml::is_element) {
        match name(one) {
            "t" => text.push_str(one.text().unwrap_or_default()),
            "br" => text.push('\n'),
            _ => {}
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_by_their_numbers() {
        assert_eq!(plain("第一行_x000D_\n甲_x4E00_丙_x005F_x4E00_"), "第一行\n甲一丙_x4E00_");
        assert_eq!(plain("a_b_xyz_"), "a_b_xyz_");
    }
}
