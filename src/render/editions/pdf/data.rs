//! A booklet as the data of its templates: the fields of `data.json`.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::nodes::Nodes;
use crate::base::SourcePath;
use crate::content::editions::ROLES;
use crate::content::words::primary;
use crate::plan::view::{Booklet, BookletIssue, BookletItem};
use crate::render::RenderError;
use crate::render::editions::{Masthead, Tools, label, masthead, recipients, signature, staff};

/// A file, what it is called, and characters.
pub type Printed = (Option<SourcePath>, String, String);

/// What a template sees.
pub struct Data {
    /// `data.json` and the pictures it names.
    pub files: Vec<(String, Vec<u8>)>,
    /// What is printed of each article: its file, its title, all its characters. What is printed around them
    /// has no file of its own.
    pub texts: Vec<Printed>,
    /// Where pictures come from, by their names in `files`.
    pub sources: BTreeMap<String, SourcePath>,
}

/// Makes the data of a booklet.
///
/// # Errors
/// A picture that cannot be read or shown.
pub fn of(booklet: &Booklet, tools: &Tools<'_>) -> Result<Data, RenderError> {
    let words = &tools.theme.words;
    let mut nodes = Nodes::new(booklet, tools);
    let mut texts = Vec::new();
    let mut issues = Vec::new();
    for (number, issue) in booklet.issues.iter().enumerate() {
        issues.push(issue_data(number, issue, booklet, &mut nodes, &mut texts)?);
    }
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
        "issues": issues,
        "index": if booklet.year.is_some() { index(booklet) } else { Value::Null },
    });
    clean(&mut data);
    let Nodes { mut files, sources, .. } = nodes;
    files.push(("data.json".to_owned(), data.to_string().into_bytes()));
    Ok(Data { files, texts, sources })
}

fn issue_data(
    number: usize,
    issue: &BookletIssue,
    booklet: &Booklet,
    nodes: &mut Nodes<'_>,
    texts: &mut Vec<Printed>,
) -> Result<Value, RenderError> {
    let words = &nodes.tools.theme.words;
    let Masthead { classification, name, label: number_label, publisher, date, title } =
        masthead(issue, booklet, words);
    let id = format!("issue-{}", number + 1);
    let note = match &issue.note {
        Some(note) => {
            let made = nodes.text(note)?;
            let called = words.get("editors_note").to_owned();
            texts.push((Some(note.file.clone()), called, characters(&made)));
            made
        }
        None => Vec::new(),
    };
    let mut items = Vec::new();
    for (place, item) in issue.items.iter().enumerate() {
        let made = item_data(&label(number, place), item, nodes)?;
        let headline = item.row.title.to_string();
        texts.push((
            Some(item.text.file.clone()),
            headline,
            characters(std::slice::from_ref(&made)),
        ));
        items.push(made);
    }
    let (recipients, staff) = (recipients(&issue.imprint, words), staff(&issue.imprint, words));
    let around =
        json!([number_label, name, classification, publisher, date, title, recipients, staff]);
    texts.push((None, issue.card.title.to_string(), characters(&[around])));
    Ok(json!({
        "id": id,
        "label": number_label,
        "title": issue.card.title,
        "theme": title,
        "masthead": name,
        "classification": classification,
        "publisher": publisher,
        "date": date,
        "note": note,
        "items": items,
        "recipients": recipients,
        "staff": staff,
    }))
}

fn item_data(label: &str, item: &BookletItem, nodes: &mut Nodes<'_>) -> Result<Value, RenderError> {
    let words = &nodes.tools.theme.words;
    let body = nodes.text(&item.text)?;
    Ok(json!({
        "id": label,
        "title": item.row.title,
        "column": item.credits.column().map(|column| &column.title),
        "signature": signature(item, words),
        "body": body,
    }))
}

/// Who and what a volume can be looked up by: columns, units and authors in the order of the site, each
/// with its articles in the order of the volume.
fn index(booklet: &Booklet) -> Value {
    let mut kinds: [BTreeMap<usize, (&str, Vec<Value>)>; 3] = Default::default();
    for (number, issue) in booklet.issues.iter().enumerate() {
        for (place, item) in issue.items.iter().enumerate() {
            let entry = json!({ "id": label(number, place), "title": item.row.title });
            for (kind, names) in kinds.iter_mut().zip(item.credits.ranked()) {
                for (rank, name) in names {
                    kind.entry(rank).or_insert((name, Vec::new())).1.push(entry.clone());
                }
            }
        }
    }
    let [columns, units, authors] = kinds.map(|kind| kind.into_values().collect::<Vec<_>>());
    json!({ "columns": columns, "units": units, "authors": authors })
}

/// Takes out what controls a terminal: nothing of it is seen on a page, and no font has it.
fn clean(value: &mut Value) {
    match value {
        Value::String(text) => text.retain(|c| !c.is_control()),
        Value::Array(values) => values.iter_mut().for_each(clean),
        Value::Object(map) => map.values_mut().for_each(clean),
        _ => {}
    }
}

/// All characters of some data that are printed.
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
