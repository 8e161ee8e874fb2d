//! What is known while a text is read: styles, numbers, open fields; what was left out and what cannot be shown.

use std::collections::{BTreeMap, BTreeSet};
use std::mem;

use super::numbering::Numbering;
use super::styles::Styles;
use super::text::Block;
use crate::base::tree::{Element, Node};
use crate::import::found::Remark;
use crate::import::package::Relations;

/// A field, such as a link or a table of contents: its code, then what it shows.
#[derive(Default)]
pub(super) struct Field {
    pub code: String,
    pub shows: bool,
    /// A table of contents, which is not taken in.
    pub is_silent: bool,
}

/// Reads a text.
pub(super) struct Reader {
    pub styles: Styles,
    pub numbering: Numbering,
    /// What the relations of the part lead to that is read.
    pub relations: Relations,
    /// The names of notes, by their kind and number in the file.
    pub notes: BTreeMap<String, String>,
    /// The parts that hold the pictures shown.
    pub pictures: BTreeSet<String>,
    /// What was left out, by kind, and how often.
    pub left_out: BTreeMap<&'static str, usize>,
    /// What somebody put in and nobody accepted yet.
    pub inserted: Vec<String>,
    /// Words that are as white as paper.
    pub pale: Vec<String>,
    /// What cannot be shown, by kind and name.
    pub lost: Vec<Remark>,
    /// The fields that are open, and how many of them show nothing.
    pub fields: Vec<Field>,
    pub silent: usize,
    /// Whether every field of the text ends: a table of contents then has its end, too.
    pub fields_end: bool,
    /// Whether a cell is read.
    pub in_cell: bool,
    /// What goes on in the next paragraph.
    pub carried: Vec<Node>,
    /// The texts of boxes, which stand below the paragraph that holds them.
    pub boxed: Vec<Block>,
}

impl Reader {
    pub fn new(styles: Styles, numbering: Numbering, relations: Relations) -> Self {
        Self {
            styles,
            numbering,
            relations,
            notes: BTreeMap::new(),
            pictures: BTreeSet::new(),
            left_out: BTreeMap::new(),
            inserted: Vec::new(),
            pale: Vec::new(),
            lost: Vec::new(),
            fields: Vec::new(),
            silent: 0,
            fields_end: true,
            in_cell: false,
            carried: Vec::new(),
            boxed: Vec::new(),
        }
    }

    /// Counts something that is not taken in.
    pub fn leave_out(&mut self, what: &'static str) {
        *self.left_out.entry(what).or_default() += 1;
    }

    /// Names something that has no form in Markdown.
    pub fn lose(&mut self, kind: &'static str, name: &str) {
        self.lost.push(Remark::new("import-lost").with("kind", kind).with("name", name));
    }

    /// What to say of the file.
    pub fn remarks(&mut self, parts: &[String]) -> Vec<Remark> {
        let count = |found: &dyn Fn(&str) -> bool| {
            parts.iter().filter(|part| found(&part.to_lowercase())).count()
        };
        let in_folder = |part: &str, folder: &str| part.contains(folder) && !part.ends_with('/');
        let more = [
            ("macro", count(&|part| part.ends_with("vbaproject.bin"))),
            ("embedded", count(&|part| in_folder(part, "/embeddings/"))),
            ("properties", count(&|part| part.starts_with("docprops/") && part.ends_with(".xml"))),
            (
                "margin",
                count(&|part| {
                    let name = part.rsplit('/').next().unwrap_or_default();
                    name.starts_with("header") || name.starts_with("footer")
                }),
            ),
        ];
        let mut remarks = Vec::new();
        for (kind, count) in mem::take(&mut self.left_out).into_iter().chain(more) {
            if count > 0 {
                remarks
                    .push(Remark::new("import-left-out").with("kind", kind).with("count", count));
            }
        }
        for text in mem::take(&mut self.inserted) {
            remarks.push(Remark::warning("import-inserted").with("text", text));
        }
        for text in mem::take(&mut self.pale) {
            remarks.push(Remark::warning("import-pale").with("text", text));
        }
        remarks.append(&mut self.lost);
        remarks
    }

    /// The picture of a drawing, as a node; its part is noted.
    pub fn picture(&mut self, id: &str, alt: &str) -> Option<Node> {
        let relation = self.relations.get(id)?.clone();
        if relation.is_external {
            self.lose("linked-picture", &relation.target);
            return None;
        }
        self.pictures.insert(relation.target.clone());
        let attributes =
            vec![("src".to_owned(), relation.target), ("alt".to_owned(), alt.to_owned())];
        Some(Node::Element(Element { name: "img".to_owned(), attributes, children: Vec::new() }))
    }
}
