//! What is wrong with figures, as a person who reads the table would see.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::figures::Series;
use crate::base::{Diagnostic, Period, SourcePath, Span};
use crate::content::data::series::Reading;

/// A figure that is so many times another was mistyped, more often than not.
const MANY_TIMES: Decimal = Decimal::TEN;
/// Words in the names of parts of a whole.
const PARTS: [&str; 4] = ["占比", "比重", "构成", "份额"];

/// The rows of units, by period and the index of the unit on the site.
type Rows<'a> = BTreeMap<(Period, usize), &'a Reading>;

/// Findings on sums that are none, on parts that make no whole, and on figures ten times those beside them.
pub fn of(
    series: &Series,
    rows: &Rows<'_>,
    numbers: &[usize],
    all: &[Reading],
    file: &SourcePath,
) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    for row in all.iter().filter(|row| row.unit.is_none()) {
        findings.extend(wrong_sums(series, row).map(|finding| finding.at(row.span(file))));
    }
    for measure in 0..series.measures.len() {
        let head = |row: &Reading| row.span(file);
        findings.extend(odd_parts(series, measure, rows, &head));
        for number in numbers {
            findings.extend(odd_figures(series, measure, *number, rows, &head));
        }
    }
    findings
}

/// The sums in a row of sums that are not those of the units.
fn wrong_sums<'a>(series: &'a Series, row: &'a Reading) -> impl Iterator<Item = Diagnostic> + 'a {
    let wrong = move |(measure, stated): (usize, &Option<Decimal>)| {
        let stated = (*stated)?;
        let units = series.figures.get(&row.period).into_iter().flat_map(BTreeMap::values);
        let sum: Decimal = units.filter_map(|figures| figures[measure]).sum();
        (stated != sum && !series.measures[measure].is_percent()).then(|| {
            let finding = Diagnostic::error("bad-sheet").wording("total");
            let finding = finding.with("name", series.measures[measure].title());
            finding.with("value", stated).with("sum", sum)
        })
    };
    row.figures.iter().enumerate().filter_map(wrong)
}

/// Parts of a hundred that do not add up to it, within what rounding can do.
fn odd_parts(
    series: &Series,
    measure: usize,
    rows: &Rows<'_>,
    span: &dyn Fn(&Reading) -> Span,
) -> Vec<Diagnostic> {
    let named = &series.measures[measure];
    if !named.is_percent() || !PARTS.iter().any(|part| named.name.contains(part)) {
        return Vec::new();
    }
    let odd = |(period, units): (&Period, &BTreeMap<usize, Vec<Option<Decimal>>>)| {
        let parts: Option<Vec<Decimal>> = units.values().map(|figures| figures[measure]).collect();
        let parts = parts.filter(|parts| parts.len() > 1)?;
        let sum: Decimal = parts.iter().sum();
        let half = Decimal::new(5, series.decimals[measure] + 1);
        let is_near = (sum - Decimal::ONE_HUNDRED).abs() <= half * Decimal::from(parts.len());
        let (_, first) = rows.iter().find(|((of, _), _)| of == period)?;
        let finding = Diagnostic::warning("series-odd").wording("parts");
        let finding = finding.with("name", named.title()).with("period", period);
        (!is_near).then(|| finding.with("sum", sum).at(span(first)))
    };
    series.figures.iter().filter_map(odd).collect()
}

/// Figures of a unit that are ten times those of the periods beside them, or a tenth.
fn odd_figures(
    series: &Series,
    measure: usize,
    number: usize,
    rows: &Rows<'_>,
    span: &dyn Fn(&Reading) -> Span,
) -> Vec<Diagnostic> {
    let of_unit = rows.iter().filter(|((_, unit), _)| *unit == number);
    let known =
        of_unit.filter_map(|((period, _), row)| Some((*period, row.figures[measure]?, *row)));
    let mut all: Vec<(Period, Decimal, &Reading)> = known.collect();
    // Only periods of one length can be compared.
    all.sort_by_key(|(period, ..)| (period.months(), *period));
    let mut findings = Vec::new();
    for same in all.chunk_by(|one, other| one.0.months() == other.0.months()) {
        for (at, (period, figure, row)) in same.iter().enumerate() {
            // Where there is nothing on one side, two on the other side say more than one.
            let beside: Vec<usize> = match (at, same.len()) {
                (0, 0..=2) => Vec::new(),
                (0, _) => vec![1, 2],
                (at, len) if at + 1 == len => (at.saturating_sub(2)..at).collect(),
                (at, _) => vec![at - 1, at + 1],
            };
            let is_far = |one: Decimal, other: usize| {
                let (one, other) = (one.abs(), same[other].1.abs());
                let (less, more) = (one.min(other), one.max(other));
                less > Decimal::ZERO && more / less >= MANY_TIMES
            };
            // Those beside it must agree: what grows tenfold each time is not mistyped.
            let agree = beside.windows(2).all(|pair| !is_far(same[pair[0]].1, pair[1]));
            if agree && !beside.is_empty() && beside.iter().all(|other| is_far(*figure, *other)) {
                let others = beside.iter().map(|other| same[*other].1.to_string());
                let finding = Diagnostic::warning("series-odd").with("period", period);
                let finding = finding.with("name", series.measures[measure].title());
                let finding = finding.with("value", figure);
                let others = others.collect::<Vec<_>>().join("、");
                findings.push(finding.with("others", others).at(span(row)));
            }
        }
    }
    findings
}
