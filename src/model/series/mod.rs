//! Figures of units, period by period (公示): whose they are, and what is wrong with them.

mod checks;
pub mod figures;
pub mod table;

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;
use rust_decimal::Decimal;

use super::bulletin::{PerKind, Term};
use super::office::Units;
use crate::base::diagnostic::did_you_mean;
use crate::base::{Diagnostic, Period, SourcePath, Span};
use crate::content::config::series::Allowance;
use crate::content::config::{self, Config, SeriesEntry};
use crate::content::data::series::{Reading, Readings, name};
use crate::content::{Audience, Documents, urls};
pub use figures::{Member, Series};

/// The folder of the pages of series.
const FOLDER: &str = "series";

/// Assembles all series. What names nothing is an error: a unit would lose its figures.
pub fn series(
    documents: &Documents,
    terms: &PerKind<Vec<Term>>,
    today: Date,
    findings: &mut Vec<Diagnostic>,
) -> Vec<Series> {
    let config = &documents.config;
    let names: Vec<&str> = documents.series.iter().filter_map(|(file, _)| name(file)).collect();
    for entry in config.series.iter().filter(|entry| !names.contains(&entry.name.as_str())) {
        let finding = Diagnostic::error("unknown-series").with("name", &entry.name);
        let near = did_you_mean(&entry.name, names.iter().copied());
        findings.push(finding.near(near).at(of_config(entry)));
    }
    let mut all = Vec::new();
    for (file, readings) in &documents.series {
        let mut units = Units::of(documents, terms);
        let read = Reader { file, readings, config, today, units: &mut units };
        all.extend(read.read(findings));
    }
    all
}

/// Where the configuration speaks of a series.
fn of_config(entry: &SeriesEntry) -> Span {
    let file = SourcePath::new(config::FILE).expect("a plain name");
    Span::new(&file, entry.place.clone())
}

/// A file being read.
struct Reader<'a, 'u> {
    file: &'a SourcePath,
    readings: &'a Readings,
    config: &'a Config,
    today: Date,
    units: &'u mut Units<'a>,
}

impl Reader<'_, '_> {
    fn read(self, findings: &mut Vec<Diagnostic>) -> Option<Series> {
        let name = name(self.file)?;
        let rows = &self.readings.rows;
        // By the index among all units of the site.
        let mut places: BTreeMap<(Period, usize), &Reading> = BTreeMap::new();
        for row in rows {
            if row.period.first_month() > Period::around(self.today, 1).first_month() {
                let finding = Diagnostic::error("bad-sheet").wording("ahead");
                findings.push(finding.with("value", row.period).at(row.span(self.file)));
            }
            let Some(unit) = &row.unit else { continue };
            let Some(unit) = self.units.find(unit, row.period.first_day()) else {
                findings.push(self.units.unknown(unit).at(row.span(self.file)));
                continue;
            };
            let first = *places.entry((row.period, unit)).or_insert(row);
            if first.place != row.place {
                let finding = Diagnostic::error("bad-sheet").wording("again");
                let finding = finding.with("period", row.period).at(row.span(self.file));
                findings.push(finding.related(first.span(self.file), "first"));
            }
        }
        let mut numbers: Vec<usize> = places.keys().map(|(_, unit)| *unit).collect();
        numbers.sort_unstable();
        numbers.dedup();
        let mut figures: BTreeMap<Period, BTreeMap<usize, Vec<Option<Decimal>>>> = BTreeMap::new();
        for ((period, unit), row) in &places {
            let place = numbers.binary_search(unit).expect("each has been noted");
            figures.entry(*period).or_default().insert(place, row.figures.clone());
        }
        let measures = self.readings.measures.clone();
        let decimals = (0..measures.len()).map(|measure| {
            let shown = rows.iter().filter_map(|row| row.figures[measure]);
            shown.map(|figure| figure.scale()).max().unwrap_or(0)
        });
        let entry = self.config.series.iter().find(|entry| entry.name == name);
        let series = Series {
            name: name.to_owned(),
            title: entry.and_then(|entry| entry.title.as_deref()).unwrap_or(name).into(),
            description: entry.and_then(|entry| entry.description.clone()),
            url: urls::term(FOLDER, &urls::slug(name)).expect("a slug is a legal part"),
            is_shown: !figures.is_empty()
                && (self.config.audience == Audience::Internal
                    || entry.is_some_and(|entry| entry.is_public)),
            decimals: decimals.collect(),
            units: self.members(&numbers, entry, findings),
            measures,
            figures,
        };
        findings.extend(checks::of(&series, &places, &numbers, rows, self.file));
        Some(series)
    }

    /// The units of a series, with what each may have.
    fn members(
        &self,
        numbers: &[usize],
        entry: Option<&SeriesEntry>,
        findings: &mut Vec<Diagnostic>,
    ) -> Vec<Member> {
        let (terms, measures) = (self.units.terms(), &self.readings.measures);
        let member = |number: &usize| Member {
            name: match terms.get(*number) {
                Some(term) => Arc::clone(&term.name),
                None => Arc::clone(&self.units.others[number - terms.len()]),
            },
            url: terms.get(*number).map(|term| term.url.clone()),
            group: terms.get(*number).and_then(|term| term.group.clone()),
            allowed: vec![None; measures.len()],
        };
        let mut members: Vec<Member> = numbers.iter().map(member).collect();
        let Some(entry) = entry else { return members };
        // Those for all, then those of groups, then those of units: the last one counts.
        let mut rules: Vec<(usize, usize, &str, Allowance)> = Vec::new();
        for (key, allowed) in &entry.quota {
            let (name, of) = key.split_once('.').unwrap_or((key, ""));
            let Some(measure) = measures.iter().position(|measure| measure.name == name) else {
                let finding = Diagnostic::error("unknown-series").wording("measure");
                let known: Vec<&str> = measures.iter().map(|one| one.name.as_str()).collect();
                let finding = finding.with("name", name).with("names", known.join("、"));
                findings.push(finding.near(did_you_mean(name, known)).at(of_config(entry)));
                continue;
            };
            let is_group = terms.iter().any(|term| term.group.as_deref() == Some(of));
            if !of.is_empty() && !is_group && self.units.known(of, None).is_none() {
                findings.push(self.units.unknown(of).at(of_config(entry)));
            }
            let rank = if is_group { 1 } else { 2 * usize::from(!of.is_empty()) };
            rules.push((rank, measure, of, *allowed));
        }
        rules.sort_by_key(|(rank, ..)| *rank);
        for (_, measure, of, allowed) in rules {
            for (number, member) in numbers.iter().zip(&mut members) {
                let is_group = member.group.as_deref() == Some(of);
                if of.is_empty() || is_group || self.units.known(of, None) == Some(*number) {
                    member.allowed[measure] = Some(allowed);
                }
            }
        }
        members
    }
}
