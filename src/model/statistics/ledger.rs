//! What the office keeps beside the articles: the ledger, quotas and exclusions, with the names of units resolved.

use std::sync::Arc;

use jiff::ToSpan as _;
use jiff::civil::Date;

use crate::base::diagnostic::did_you_mean;
use crate::base::{Diagnostic, SourcePath, Span};
use crate::content::Documents;
use crate::content::config::statistics::Quota;
use crate::content::config::{self, Statistics};
use crate::content::front_matter::Adoption;
use crate::model::bulletin::{Article, Ledger, Numbers, PerKind, Term};
use crate::model::office::Units;

/// Levels above may use an item before the bulletin does, by so much at most.
const EARLY: i64 = 31;

/// Resolves names. What names nothing is an error: somebody's points would be lost.
pub fn ledger(
    documents: &Documents,
    terms: &PerKind<Vec<Term>>,
    today: Date,
    findings: &mut Vec<Diagnostic>,
) -> Ledger {
    let rules = &documents.config.statistics;
    let mut units = Units::of(documents, terms);
    let mut all = Ledger { rows: Arc::clone(&documents.submissions), ..Ledger::default() };
    for row in all.rows.iter() {
        let mut numbers = Numbers::new();
        for name in &row.units {
            match units.find(name, row.date) {
                Some(unit) if numbers.contains(&unit) => {}
                Some(unit) => numbers.push(unit),
                None => findings.push(units.unknown(name).at(row.span())),
            }
        }
        all.units.push(numbers);
        if row.date > today {
            let finding = Diagnostic::error("bad-sheet").wording("future");
            findings.push(finding.with("value", row.date).at(row.span()));
        }
        let level = wrong_level(rules, row.level.as_deref(), row.endorsed.as_deref());
        findings.extend(level.map(|finding| finding.at(row.span())));
    }
    for exclusion in &rules.exclude {
        match units.find(&exclusion.unit, exclusion.period.first_day()) {
            Some(unit) => all.excluded.push((unit, exclusion.clone())),
            None => findings.push(units.unknown(&exclusion.unit).at(of_rules())),
        }
    }
    all.quotas = quotas(&units, rules, findings);
    all.others = units.others;
    all
}

/// What each unit owes. A key is any name of a unit, or a group.
fn quotas(
    units: &Units<'_>,
    rules: &Statistics,
    findings: &mut Vec<Diagnostic>,
) -> Vec<Option<Quota>> {
    let terms = units.terms();
    let of_group = |term: &Term| rules.quota.get(term.group.as_ref()?).copied();
    let usual = |term: &Term| of_group(term).or(rules.other_quota);
    let mut quotas: Vec<Option<Quota>> = terms.iter().map(usual).collect();
    quotas.resize(terms.len() + units.others.len(), rules.other_quota);
    for (name, quota) in &rules.quota {
        if terms.iter().any(|term| term.group.as_ref() == Some(name)) {
            continue;
        }
        match units.known(name, None) {
            Some(unit) => quotas[unit] = Some(*quota),
            None => findings.push(units.unknown(name).at(of_rules())),
        }
    }
    quotas
}

/// Findings on what front matter says of uses above.
pub fn adopted(rules: &Statistics, articles: &[Article], today: Date) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    for article in articles {
        let document = &article.text.document;
        for Adoption { level, endorsed, date, .. } in &document.head.adopted {
            let wrong = wrong_level(rules, level.as_deref(), endorsed.as_deref());
            let day = date.map(|moment| moment.date);
            let future = day.filter(|day| *day > today).map(|day| {
                let finding = Diagnostic::error("bad-sheet").wording("future");
                finding.with("value", day)
            });
            // A month that was mistyped moves an item into another period.
            let early = day
                .filter(|day| *day < article.date.date.saturating_sub(EARLY.days()))
                .map(|day| {
                    let finding = Diagnostic::warning("ledger-differs").wording("early");
                    finding.with("value", day)
                });
            let all = [wrong, future, early].into_iter().flatten();
            findings.extend(all.map(|finding| finding.at(document.span("adopted"))));
        }
    }
    findings
}

/// A level that the site does not list, where it lists any.
fn wrong_level(
    rules: &Statistics,
    level: Option<&str>,
    endorsed: Option<&str>,
) -> Option<Diagnostic> {
    let finding = |name: &str, known: Vec<&str>| {
        let finding = Diagnostic::error("bad-sheet").wording("level").with("value", name);
        finding.with("names", known.join("、")).near(did_you_mean(name, known))
    };
    let levels = || rules.levels.iter().map(String::as_str).collect::<Vec<_>>();
    let is_level = |level: &&str| rules.levels.is_empty() || levels().contains(level);
    if let Some(level) = level.filter(|level| !is_level(level)) {
        return Some(finding(level, levels()));
    }
    let notes = &rules.endorsed;
    let is_note = |name: &&str| {
        notes.others.is_some() || notes.is_empty() || notes.by_name.contains_key(*name)
    };
    let name = endorsed.filter(|name| !is_note(name))?;
    Some(finding(name, notes.by_name.keys().map(String::as_str).collect()))
}

/// The file of the rules.
fn of_rules() -> Span {
    Span::file(&SourcePath::new(config::FILE).expect("a plain name"))
}
