//! Word files (ECMA-376): what readers see of them, and what each line looks like. Nothing that Word hides is
//! taken in: it is counted.

mod alt;
mod blocks;
mod drawings;
mod fields;
mod formula;
mod numbering;

mod reader;
mod runs;
mod styles;
mod symbols;
mod tables;
mod text;
mod words;

use std::collections::BTreeMap;

use super::found::Remark;
use super::{Refusal, xml};
use crate::base::tree::{Element, Node};
use crate::import::package::Package;
use numbering::Numbering;
use reader::Reader;
pub use styles::{Face, Use};
use styles::{Styles, Themes};
pub use text::{Align, Block, Line, Text};

/// Reads a Word file.
///
/// # Errors
/// When it is damaged, needs a password, is no Word file, or is beyond the limits.
pub fn read(bytes: &[u8]) -> Result<Text, Refusal> {
    let mut package = Package::open(bytes)?;
    let main = package.main.clone();
    let relations = package.relations(&main)?;
    let part = {
        let targets: BTreeMap<String, String> =
            relations.values().map(|one| (one.kind.clone(), one.target.clone())).collect();
        move |kind: &str| targets.get(kind).cloned()
    };
    let text = |package: &mut Package<'_>, kind: &str| match part(kind) {
        Some(path) => package.text(&path),
        None => Ok(None),
    };
    let theme = text(&mut package, "theme")?;
    let styles = text(&mut package, "styles")?;
    let numbering = text(&mut package, "numbering")?;
    let body = package.text(&main)?.ok_or(Refusal::Damaged)?;
    let themes = part_of(theme.as_deref(), Themes::read)?.unwrap_or_default();
    let styles = match part_of(styles.as_deref(), |root| Styles::read(root, themes.clone()))? {
        Some(styles) => styles,
        None => Styles::of(themes),
    };
    let numbering = part_of(numbering.as_deref(), Numbering::read)?.unwrap_or_default();
    let document = xml::parse(&body)?;
    let root = xml::child(document.root_element(), "body").ok_or(Refusal::NotWord)?;
    let mut reader = Reader::new(styles, numbering, relations);
    let count = |kind: &str| {
        root.descendants()
            .filter(|one| {
                xml::name(*one) == "fldChar" && xml::get(*one, "fldCharType") == Some(kind)
            })
            .count()
    };
    reader.fields_end = count("begin") <= count("end");
    let mut blocks = reader.blocks(root);
    let mut notes = BTreeMap::new();
    for (kind, element, prefix) in [("footnotes", "footnote", 'f'), ("endnotes", "endnote", 'e')] {
        let Some(path) = part(kind) else { continue };
        let Some(text) = package.text(&path)? else { continue };
        reader.relations = package.relations(&path)?;
        add_notes(&mut reader, &text, (element, prefix), &mut notes);
    }
    // In the order of their signs, of whichever kind they are.
    blocks.extend(notes.into_values());
    let mut remarks = reader.remarks(package.names());
    let mut pictures = BTreeMap::new();
    for path in &reader.pictures {
        match package.picture(path) {
            Ok(Some(bytes)) => {
                pictures.insert(path.clone(), bytes);
            }
            Ok(None) | Err(Refusal::Damaged) => {
                remarks.push(Remark::new("import-picture-missing").with("name", path));
            }
            Err(refusal) => return Err(refusal),
        }
    }
    Ok(Text { blocks, pictures, remarks })
}

/// Reads the notes of a part, by their numbers; what is damaged has none.
fn add_notes(
    reader: &mut Reader,
    text: &str,
    (element, prefix): (&'static str, char),
    notes: &mut BTreeMap<usize, Block>,
) {
    let Ok(document) = xml::parse(text) else { return };
    for note in xml::children(document.root_element(), element) {
        let id = xml::get(note, "id").map(|id| format!("{prefix}{id}"));
        let Some(name) = id.and_then(|id| reader.notes.get(&id).cloned()) else { continue };
        let inner = reader.blocks(note);
        let number = name.parse().unwrap_or(usize::MAX);
        notes.insert(number, Block::Other(note_of(&name, inner)));
    }
}

fn note_of(name: &str, blocks: Vec<Block>) -> Element {
    let children = blocks.into_iter().map(|block| {
        Node::Element(match block {
            Block::Line(line) => {
                Element { name: "p".to_owned(), children: line.nodes, ..Element::default() }
            }
            Block::Other(element) => element,
        })
    });
    Element {
        name: "note".to_owned(),
        attributes: vec![("name".to_owned(), name.to_owned())],
        children: children.collect(),
    }
}

/// What is read of a part; `None` where there is none, or it is damaged: the text can be read without it.
fn part_of<T>(
    text: Option<&str>,
    read: impl FnOnce(xml::Xml<'_, '_>) -> T,
) -> Result<Option<T>, Refusal> {
    match text.map(xml::parse) {
        None | Some(Err(Refusal::Damaged)) => Ok(None),
        Some(Ok(document)) => Ok(Some(read(document.root_element()))),
        Some(Err(refusal)) => Err(refusal),
    }
}
