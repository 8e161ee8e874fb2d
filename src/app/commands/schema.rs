//! `kuaixun schema`: JSON Schema of front matter and of `kuaixun.yaml`, with this site's own units,
//! columns and publications, so that editors complete and check while somebody types.
//!
//! It is made from the table of keys by which files are read. It cannot be derived from the types
//! behind the keys: they are read key by key, to report every mistake. It is a schema of draft 7,
//! since that is what the YAML extensions of editors know.

use std::collections::BTreeSet;
use std::process::ExitCode;

use anyhow::Result;
use serde_json::{Map, Value, json};

use crate::app::args::{SchemaArgs, SchemaOf};
use crate::app::report;
use crate::app::report::language::say;
use crate::app::session::Session;
use crate::content::checks::CODES;
use crate::content::editions::ROLES;
use crate::content::yaml::keys::{ARTICLE, INDEX, Key, Kind, SITE, TOPIC};
use crate::content::{Documents, Medium, Place, Show};

/// Runs the command.
///
/// # Errors
/// When the machine refuses.
pub fn run(args: &SchemaArgs) -> Result<ExitCode> {
    let documents = Session::open_whole(args.site.options(Show::default())?)?.documents().value;
    let schema = match args.of {
        SchemaOf::Article => of("article", ARTICLE, &["title"], &documents),
        SchemaOf::Topic => of("topic", TOPIC, &["title"], &documents),
        SchemaOf::Index => of("index", INDEX, &[], &documents),
        SchemaOf::Site => of("site", SITE, &["title"], &documents),
    };
    report::lines(&serde_json::to_string_pretty(&schema)?);
    Ok(ExitCode::SUCCESS)
}

fn of(name: &str, keys: &[Key], required: &[&str], documents: &Documents) -> Value {
    let mut properties = Map::new();
    for key in keys {
        let mut schema = value(key, documents);
        schema["description"] = say(&format!("key-{}", key.name), &[]).into();
        properties.insert(key.name.to_owned(), schema);
    }
    json!({
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": format!("kuaixun {name}"),
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": false,
    })
}

fn value(key: &Key, documents: &Documents) -> Value {
    let names = match key.name {
        "unit" | "units" => units(documents),
        "column" | "columns" => {
            documents.config.columns.iter().map(|column| column.name.clone()).collect()
        }
        "publication" => publications(documents),
        _ => Vec::new(),
    };
    let one = if names.is_empty() { json!({ "type": "string" }) } else { json!({ "enum": names }) };
    match (key.name, key.kind) {
        ("issue", _) => {
            let pattern = "^([^/]+/)?[0-9]{4}-[sS]?[0-9]{1,4}(-[0-9]{1,4})?$";
            listed(&json!({ "type": "string", "pattern": pattern }))
        }
        ("contents", _) => contents(),
        ("columns", Kind::Nested) => columns(),
        ("outputs", _) => outputs(documents),
        ("editions", _) => editions(),
        ("print", _) => print(),
        ("layout", _) => json!({ "enum": ["redhead", "newsletter", "红头", "小报"] }),
        ("checks", _) => levels(),
        ("markup", _) => markup(),
        ("attachments", _) => attachments(),
        ("title", _) => json!({ "type": "string", "minLength": 1 }),
        ("slug", _) => json!({ "type": "string", "pattern": "^[A-Za-z0-9_.-]+$" }),
        (_, Kind::Text) => one,
        (_, Kind::Names) => listed(&one),
        (_, Kind::Date) => json!({
            "type": "string",
            "pattern": "^[0-9]{4}[-/.年][0-9]{1,2}[-/.月][0-9]{1,2}日?([T ].*)?$",
        }),
        (_, Kind::Number) => json!({ "type": "integer" }),
        (_, Kind::Flag) => json!({ "enum": [true, false, "是", "否"] }),
        (_, Kind::Audience) => json!({ "enum": ["public", "internal"] }),
        (_, Kind::Nested) => json!({}),
    }
}

/// One value, or several as a list or as one text.
fn listed(one: &Value) -> Value {
    let several = json!({ "type": "string", "pattern": "[、，,；;]" });
    json!({ "anyOf": [one, several, { "type": "array", "items": one }] })
}

/// Every name a unit may be called by.
fn units(documents: &Documents) -> Vec<String> {
    let units = documents.units.iter().flatten();
    let names = units.flat_map(|unit| unit.names().map(str::to_owned).collect::<Vec<_>>());
    let mut seen = BTreeSet::new();
    names.filter(|name| seen.insert(name.clone())).collect()
}

fn publications(documents: &Documents) -> Vec<String> {
    let of = |place: &Place| match place {
        Place::Publication(id) | Place::Issue(id, _) | Place::Bulletin(id, _) => Some(id.clone()),
        _ => None,
    };
    let all: BTreeSet<String> =
        documents.documents.iter().filter_map(|document| of(&document.place)).collect();
    all.into_iter().collect()
}

/// Files and columns in order, or the titles of an old volume.
fn contents() -> Value {
    let title = json!({
        "type": "object",
        "required": ["title"],
        "additionalProperties": false,
        "properties": { "title": { "type": "string" }, "page": { "type": "integer", "minimum": 1 } },
    });
    let text = json!({ "type": "string" });
    json!({ "anyOf": [text, { "type": "array", "items": { "anyOf": [text, title] } }] })
}

fn outputs(documents: &Documents) -> Value {
    let text = json!({ "type": "string" });
    let output = json!({
        "type": "object",
        "required": ["folder"],
        "additionalProperties": false,
        "properties": {
            "folder": text,
            "title": text,
            "audience": { "enum": ["public", "internal"] },
            "publications": listed(&json!({ "enum": publications(documents) })),
            "base_url": text,
            "editions": editions(),
        },
    });
    json!({ "type": "array", "items": output })
}

fn columns() -> Value {
    let column = json!({
        "type": "object",
        "properties": {
            "name": { "type": "string" },
            "slug": { "type": "string", "pattern": "^[A-Za-z0-9_.-]+$" },
            "description": { "type": "string" },
            "keywords": { "type": "array", "items": { "type": "string" } },
            "home": { "enum": ["lead", "notices", "list", "none"] },
            "update_within": { "type": "integer", "minimum": 1 },
        },
        "required": ["name"],
        "additionalProperties": false,
    });
    json!({ "type": "array", "items": { "anyOf": [{ "type": "string" }, column] } })
}

fn editions() -> Value {
    let one = json!({ "enum": Medium::ALL.map(Medium::name) });
    json!({ "anyOf": [{ "type": "string" }, { "type": "array", "items": one }] })
}

fn print() -> Value {
    let names = json!({ "anyOf": [{ "type": "string" }, { "type": "array", "items": { "type": "string" } }] });
    let fonts: Map<String, Value> =
        ROLES.iter().map(|role| ((*role).into(), names.clone())).collect();
    let fonts = json!({ "type": "object", "properties": fonts, "additionalProperties": false });
    json!({
        "type": "object",
        "properties": { "even_pages": { "type": "boolean" }, "fonts": fonts },
        "additionalProperties": false,
    })
}

fn levels() -> Value {
    let level = json!({ "enum": ["error", "warning", "off"] });
    let properties: Map<String, Value> =
        CODES.iter().map(|code| ((*code).to_owned(), level.clone())).collect();
    json!({ "type": "object", "properties": properties, "additionalProperties": false })
}

fn markup() -> Value {
    let raw_html = json!({ "enum": ["sanitise", "escape", "trust"] });
    json!({ "type": "object", "properties": { "raw_html": raw_html, "official": { "type": "boolean" } }, "additionalProperties": false })
}

fn attachments() -> Value {
    let attachment = json!({
        "type": "object",
        "properties": { "file": { "type": "string" }, "title": { "type": "string" } },
        "required": ["file"],
        "additionalProperties": false,
    });
    json!({ "type": "array", "items": { "anyOf": [{ "type": "string" }, attachment] } })
}
