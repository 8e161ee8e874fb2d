//! The parts of a text in their order: paragraphs, tables, boxes with text.

use std::mem;

use super::numbering::Number;
use super::reader::Reader;
use super::styles::{Use, joins_next};
use super::text::{Align, Block, Line};
use super::words::Words;
use crate::base::tree::Node;
use crate::import::found::Remark;
use crate::import::xml::{Xml, child, chosen, get, name, switch, value};

impl Reader {
    /// The blocks inside a node.
    pub fn blocks(&mut self, root: Xml<'_, '_>) -> Vec<Block> {
        let outer = mem::take(&mut self.carried);
        let mut all = Vec::new();
        self.add_blocks(root, &mut all);
        let rest = mem::replace(&mut self.carried, outer);
        if !rest.is_empty() {
            all.push(Block::Line(Line { nodes: rest, ..Line::default() }));
        }
        all
    }

    fn add_blocks(&mut self, root: Xml<'_, '_>, all: &mut Vec<Block>) {
        for node in root.children().filter(Xml::is_element) {
            match name(node) {
                "p" => self.paragraph(node, all),
                "tbl" => {
                    let rest = mem::take(&mut self.carried);
                    if !rest.is_empty() {
                        all.push(Block::Line(Line { nodes: rest, ..Line::default() }));
                    }
                    if let Some(cell) = frame(node) {
                        self.add_blocks(cell, all);
                        continue;
                    }
                    let table = self.table(node);
                    all.extend(table.map(Block::Other));
                    all.append(&mut self.boxed);
                }
                "sdt" => {
                    if let Some(content) = self.content(node) {
                        self.add_blocks(content, all);
                    }
                }
                "ins" | "moveTo" | "customXml" | "smartTag" => self.add_blocks(node, all),
                "AlternateContent" => {
                    if let Some(chosen) = chosen(node) {
                        self.add_blocks(chosen, all);
                    }
                }
                "del" => self.leave_out("deleted"),
                "moveFrom" => self.leave_out("moved"),
                "altChunk" | "subDoc" => {
                    let part = get(node, "id").and_then(|id| self.relations.get(id));
                    let name = part.map(|part| part.target.clone()).unwrap_or_default();
                    self.lose("part", &name);
                }
                _ => {}
            }
        }
    }

    /// What is in a control for content; `None` for what asks the reader to type, and for tables of contents,
    /// which the site makes itself.
    pub fn content<'a, 'i>(&mut self, control: Xml<'a, 'i>) -> Option<Xml<'a, 'i>> {
        let properties = child(control, "sdtPr");
        if properties.is_some_and(|one| switch(one, "showingPlcHdr") == Some(true)) {
            let prompt: String = control
                .descendants()
                .filter(|one| name(*one) == "t")
                .filter_map(|one| one.text())
                .collect();
            self.lost.push(Remark::new("import-prompt").with("text", prompt.trim()));
            return None;
        }
        let gallery = properties.and_then(|one| child(one, "docPartObj"));
        let gallery = gallery.and_then(|one| value(one, "docPartGallery"));
        if gallery.is_some_and(|gallery| gallery.eq_ignore_ascii_case("Table of Contents")) {
            self.leave_out("contents");
            return None;
        }
        child(control, "sdtContent")
    }

    fn paragraph(&mut self, node: Xml<'_, '_>, all: &mut Vec<Block>) {
        let properties = child(node, "pPr");
        let form = self.styles.paragraph(properties);
        let outer = mem::take(&mut self.boxed);
        let mut words = Words::new(form.look.clone(), mem::take(&mut self.carried));
        self.runs(node, &mut words);
        let is_contents = form.role == Use::Contents;
        let frame = properties.and_then(|one| child(one, "framePr"));
        // A letter as high as several lines is the first of the next paragraph.
        let is_initial =
            frame.and_then(|frame| get(frame, "dropCap")).is_some_and(|drop| drop != "none");
        let goes_on = joins_next(properties) || is_initial;
        self.end_codes();
        let mut line = words.line();
        line.align = match form.align.as_deref() {
            Some("center") => Align::Center,
            Some("right" | "end") => Align::End,
            _ => Align::Start,
        };
        line.level = form.level;
        line.role = form.role;
        let is_hidden = line.nodes.is_empty() && form.look.hidden == Some(true);
        let number = form.list.filter(|_| !goes_on && !is_hidden);
        match number.and_then(|list| self.numbering.next(&list, form.depth.unwrap_or(0))) {
            Some(Number::Bullet(depth)) => line.bullet = Some(depth),
            Some(Number::Text(number)) if !line.nodes.is_empty() => number_line(&mut line, &number),
            // Lists of names number their rows so.
            Some(Number::Text(number)) if self.in_cell => line.nodes.push(Node::Text(number)),
            _ => {}
        }
        let mut boxed = mem::replace(&mut self.boxed, outer);
        if is_contents && !line.nodes.is_empty() {
            self.leave_out("contents");
        } else if goes_on {
            self.carried = line.nodes;
        } else if !line.nodes.is_empty() {
            all.push(Block::Line(line));
        }
        all.append(&mut boxed);
    }
}

/// The cell of a table that has only one: a frame around a text.
fn frame<'a, 'i>(table: Xml<'a, 'i>) -> Option<Xml<'a, 'i>> {
    let only = |node: Xml<'a, 'i>, wanted: &'static str| {
        let mut all = node.children().filter(|one| {
            one.is_element() && !name(*one).ends_with("Pr") && name(*one) != "tblGrid"
        });
        let first = all.next().filter(|first| name(*first) == wanted && all.next().is_none())?;
        // What is deleted or hidden is for the reader of tables.
        child(first, "trPr").is_none().then_some(first)
    };
    let cell = only(only(table, "tr")?, "tc")?;
    let style = child(table, "tblPr").and_then(|one| value(one, "tblStyle"));
    (style.is_none() && child(cell, "tcPr").is_none_or(|one| child(one, "cellDel").is_none()))
        .then_some(cell)
}

/// Types the number before a line. Chinese letters stand close to it, Latin ones do not.
fn number_line(line: &mut Line, number: &str) {
    let next = line.text().trim_start().chars().next().unwrap_or(' ');
    let stands_apart = number.ends_with(|c: char| c.is_ascii_alphanumeric())
        || number.is_ascii() && next.is_ascii_alphanumeric();
    let number = if stands_apart { format!("{number} ") } else { number.to_owned() };
    line.nodes.insert(0, Node::Text(number));
}
