//! Findings for programs: one line each, JSON, SARIF, and the commands of GitHub's workflows.

use std::collections::BTreeSet;

use serde::Serialize;
use serde_json::{Value, json};

use super::placed::{Place, Placed};

/// What a check found, in numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Summary {
    /// Markdown files that were read.
    pub files: usize,
    /// The files in which nothing was found.
    pub good: Vec<String>,
    /// How many findings stop publication.
    pub errors: usize,
    /// How many findings do not.
    pub warnings: usize,
}

/// A finding as one line: `content/news/a.md:3:1: error[bad-date]: …`
pub fn short(finding: &Placed) -> String {
    let Placed { severity, code, message, places, .. } = finding;
    let at = places.first().map_or_else(String::new, |place| match place.line {
        Some(line) => format!("{}:{line}:{}: ", place.file, place.column),
        None => format!("{}: ", place.file),
    });
    format!("{at}{severity}[{code}]: {message}")
}

/// All findings and the numbers, as one JSON object.
pub fn json(findings: &[Placed], summary: &Summary) -> String {
    let all = json!({ "findings": findings, "summary": summary });
    serde_json::to_string_pretty(&all).expect("plain data")
}

/// SARIF 2.1.0 (OASIS), as code hosts and editors read it.
pub fn sarif(findings: &[Placed]) -> String {
    let codes: BTreeSet<&str> = findings.iter().map(|finding| finding.code).collect();
    let codes: Vec<&str> = codes.into_iter().collect();
    let rules: Vec<Value> = codes.iter().map(rule).collect();
    let results: Vec<Value> = findings.iter().map(|finding| result(finding, &codes)).collect();
    let log = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "kuaixun",
                "version": env!("CARGO_PKG_VERSION"),
                "rules": rules,
            } },
            // Columns are counted in characters, not in UTF-16.
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    serde_json::to_string_pretty(&log).expect("plain data")
}

fn rule(code: &&str) -> Value {
    json!({ "id": code })
}

fn result(finding: &Placed, codes: &[&str]) -> Value {
    let text = match &finding.help {
        Some(help) => format!("{}\n{help}", finding.message),
        None => finding.message.clone(),
    };
    let mut result = json!({
        "ruleId": finding.code,
        "ruleIndex": codes.iter().position(|code| *code == finding.code),
        "level": finding.severity,
        "message": { "text": text },
    });
    let mut places = finding.places.iter();
    if let Some(main) = places.next() {
        result["locations"] = json!([location(main)]);
    }
    let related: Vec<Value> = places.map(location).collect();
    if !related.is_empty() {
        result["relatedLocations"] = related.into();
    }
    result
}

fn location(place: &Place) -> Value {
    let uri: Vec<String> = place
        .file
        .split('/')
        .map(|part| {
            percent_encoding::utf8_percent_encode(part, percent_encoding::NON_ALPHANUMERIC)
                .to_string()
                .replace("%2E", ".")
                .replace("%2D", "-")
                .replace("%5F", "_")
        })
        .collect();
    let mut location = json!({
        "physicalLocation": { "artifactLocation": { "uri": uri.join("/") } },
    });
    if let Some(line) = place.line {
        location["physicalLocation"]["region"] = json!({
            "startLine": line,
            "startColumn": place.column,
            "endColumn": place.column + place.marked.chars().count(),
            "snippet": { "text": format!("{}{}{}", place.before, place.marked, place.after) },
        });
    }
    if let Some(note) = &place.note {
        location["message"] = json!({ "text": note });
    }
    location
}

/// A finding as a command of GitHub's workflows: `::error title=…,file=…,line=…,col=…::message`
pub fn github(finding: &Placed) -> String {
    let escape = |text: &str| text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A");
    let property = |text: &str| escape(text).replace(':', "%3A").replace(',', "%2C");
    let mut at = format!("title={}", property(finding.code));
    if let Some(place) = finding.places.first() {
        at = format!("{at},file={}", property(&place.file));
        if let Some(line) = place.line {
            at = format!("{at},line={line},col={}", place.column);
        }
    }
    let help = finding.help.as_deref().map(|help| format!("\n{help}")).unwrap_or_default();
    format!("::{} {at}::{}", finding.severity, escape(&format!("{}{help}", finding.message)))
}
