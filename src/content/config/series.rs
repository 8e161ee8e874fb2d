//! `series:` of `kuaixun.yaml`: what figures of units are called, who sees them, and how much a unit may have.

use std::collections::BTreeMap;
use std::ops::Range;

use rust_decimal::Decimal;

use super::statistics::{months, numbers, one_of};
use crate::base::Diagnostic;
use crate::content::yaml::fields::Fields;

/// What is said of a file of figures.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct SeriesEntry {
    /// The name of the file, without its ending.
    pub name: String,
    /// What its pages are called; the name of the file where nothing is said.
    pub title: Option<String>,
    /// A sentence about it.
    pub description: Option<String>,
    /// Whether a public site shows it, too.
    pub is_public: bool,
    /// How much a unit may have: by measure, or by `measure.unit` and `measure.group`.
    pub quota: BTreeMap<String, Allowance>,
    /// Where its name stands in the file, in bytes.
    pub place: Range<usize>,
}

/// How much in how many months.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Allowance {
    /// How much.
    pub most: Decimal,
    /// In how many months: 1, 3, 6 or 12.
    pub months: i32,
}

impl Allowance {
    /// Reads `8000/月`, `24000/季`, `48000/半年` or `96000/年`.
    fn parse(text: &str) -> Option<Self> {
        let (most, time) = text.split_once('/')?;
        let most = Decimal::from_str_exact(most.trim()).ok()?;
        let is_sound = most >= Decimal::ZERO && most < Decimal::from(10_u64.pow(15));
        Some(Self { most, months: months(time.trim())? }).filter(|_| is_sound)
    }
}

/// Reads `series`.
pub fn series(fields: &mut Fields<'_>) -> Vec<SeriesEntry> {
    let mut all: Vec<SeriesEntry> = Vec::new();
    for mut item in fields.items("series", "name") {
        let entry = SeriesEntry {
            name: item.text("name").unwrap_or_default(),
            title: item.text("title"),
            description: item.text("description"),
            is_public: one_of(&mut item, "visibility", ["internal", "public"]),
            quota: numbers(&mut item, "quota", "allowed", Allowance::parse),
            place: item.span("name").range,
        };
        let title = |entry: &SeriesEntry| entry.title.clone().unwrap_or_else(|| entry.name.clone());
        let is_same =
            |known: &SeriesEntry| known.name == entry.name || title(known) == title(&entry);
        if entry.name.is_empty() {
            let finding = Diagnostic::error("unknown-series").wording("unnamed");
            item.report(finding.at(item.span("name")));
        } else if all.iter().any(is_same) {
            let finding = Diagnostic::error("unknown-series").wording("twice");
            item.report(finding.with("name", &entry.name).at(item.span("name")));
        }
        item.finish().into_iter().for_each(|finding| fields.report(finding));
        if !entry.name.is_empty() {
            all.push(entry);
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn allowances_are_read() {
        let read =
            |text: &str| Allowance::parse(text).map(|one| (one.most.to_string(), one.months));
        assert_eq!(read("8000.5/月"), Some(("8000.5".to_owned(), 1)));
        assert_eq!(read("96000 / 年"), Some(("96000".to_owned(), 12)));
        for text in ["8000", "-1/月", "八/月", "8000/周", "/月"] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
