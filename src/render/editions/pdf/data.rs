//! A booklet as the data of its templates: the fields of `data.json`.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::nodes::Nodes;
use crate::base::SourcePath;
use crate::content::editions::ROLES;
use crate::content::theme::words::primary;
use crate::model::TermKind;
use crate::plan::view::Booklet;
use crate::render::editions::sheet::{self, IssueSheet, Sheet, item_id};
use crate::render::editions::tools::Tools;
use crate::render::error::RenderError;

/// A printed text: its source file, if it has one, its title, and its characters.
pub type Printed = (Option<SourcePath>, String, String);

/// The data of a booklet that templates see, and what is needed to report about it.
pub struct Data {
    /// `data.json` and the pictures it names.
    pub files: Vec<(String, Vec<u8>)>,
    /// All that is printed: each article and each editor's note. What is printed around them has no
    /// file of its own.
    pub texts: Vec<Printed>,
    /// The source files of pictures, by their names in `files`.
    pub sources: BTreeMap<String, SourcePath>,
}

/// Makes the data of a booklet.
///
/// # Errors
/// A picture that cannot be read or shown.
pub fn of(booklet: &Booklet, tools: &Tools<'_>) -> Result<Data, RenderError> {
    let words = &tools.theme.words;
    let mut nodes = Nodes::new(booklet, tools);
    let sheet = sheet::of(booklet, words, &mut |text| nodes.text(text))?
        .with_mastheads(booklet, |_, picture| nodes.keep(picture))?;
    let texts = texts(booklet, &sheet, words.get("editors_note"));
    let fonts: serde_json::Map<String, Value> = ROLES
        .iter()
        .zip(&tools.press.families)
        .map(|(role, families)| ((*role).into(), json!(families)))
        .collect();
    let mut languages = booklet.language.split('-').skip(1);
    let region = languages.find(|part| part.len() == 2);
    let first = booklet.issues.first();
    let layout = first.and_then(|issue| issue.imprint.layout).unwrap_or_default();
    let mut data = json!({
        "title": booklet.title,
        "publication": booklet.publication,
        "publisher": booklet.publisher,
        "year": booklet.year,
        "date": [booklet.date.year(), booklet.date.month(), booklet.date.day()],
        "lang": primary(&booklet.language),
        "region": region,
        "layout": layout,
        "even_pages": booklet.even_pages,
        "fonts": fonts,
        "words": words,
        "colours": json!({ "red": tools.theme.own_red }),
        "issues": sheet.issues,
        "index": if booklet.year.is_some() { index(booklet) } else { Value::Null },
    });
    // Templates count the nodes of a note, so an issue without one has an empty list.
    for issue in data["issues"].as_array_mut().into_iter().flatten() {
        if issue["note"].is_null() {
            issue["note"] = json!([]);
        }
    }
    clean(&mut data);
    let Nodes { mut files, sources, .. } = nodes;
    files.push(("data.json".to_owned(), data.to_string().into_bytes()));
    Ok(Data { files, texts, sources })
}

/// What is printed of each article and around them.
fn texts(booklet: &Booklet, sheet: &Sheet<'_, Vec<Value>>, note_called: &str) -> Vec<Printed> {
    let mut texts = Vec::new();
    for (issue, made) in booklet.issues.iter().zip(&sheet.issues) {
        if let (Some(note), Some(made)) = (&issue.note, &made.note) {
            texts.push((Some(note.file.clone()), note_called.to_owned(), characters(made)));
        }
        for (item, made) in issue.items.iter().zip(&made.items) {
            let around =
                json!([made.kicker, made.listed, made.column, made.corrections, made.signature]);
            let all = characters(&[around]) + &characters(&made.body);
            texts.push((Some(item.text.file.clone()), made.title.to_owned(), all));
        }
        let IssueSheet { label, masthead, classification, publisher, date, theme, .. } = made;
        let around = json!([label, masthead, classification, publisher, date, theme]);
        let foot = json!([made.announced, made.recipients, made.staff]);
        texts.push((None, made.title.to_owned(), characters(&[around, foot])));
    }
    texts
}

/// The index of a volume: columns, units and authors in the order of the site, each with its
/// articles in the order of the volume.
fn index(booklet: &Booklet) -> Value {
    let mut kinds: [BTreeMap<usize, (&str, Vec<Value>)>; 3] = Default::default();
    for (number, issue) in booklet.issues.iter().enumerate() {
        for (place, item) in issue.items.iter().enumerate() {
            let entry = json!({ "id": item_id(number, place), "title": item.row.title });
            let of = [TermKind::Column, TermKind::Unit, TermKind::Author];
            for (kind, of) in kinds.iter_mut().zip(of) {
                for (rank, name) in item.credits.ranked(of) {
                    kind.entry(rank).or_insert((name, Vec::new())).1.push(entry.clone());
                }
            }
        }
    }
    let [columns, units, authors] = kinds.map(|kind| kind.into_values().collect::<Vec<_>>());
    json!({ "columns": columns, "units": units, "authors": authors })
}

/// Takes out control characters: they are not seen on a page, and no font has them.
fn clean(value: &mut Value) {
    match value {
        Value::String(text) => text.retain(|c| !c.is_control()),
        Value::Array(values) => values.iter_mut().for_each(clean),
        Value::Object(map) => map.values_mut().for_each(clean),
        _ => {}
    }
}

/// All characters in some data, for the check of fonts. The names of nodes are among them.
fn characters(values: &[Value]) -> String {
    let mut all = String::new();
    let mut rest: Vec<&Value> = values.iter().collect();
    while let Some(value) = rest.pop() {
        match value {
            Value::String(text) => all.push_str(text),
            Value::Array(values) => rest.extend(values),
            Value::Object(map) => rest.extend(map.values()),
            _ => {}
        }
    }
    all
}
