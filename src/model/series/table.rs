//! Tables of a measure in a period: shares, changes and places, group by group.

use std::cmp::Reverse;

use rust_decimal::{Decimal, RoundingStrategy};

use super::figures::Series;
use crate::base::Period;
use crate::content::config::series::Allowance;

/// A unit that has no figure is told to lack it where it has one within so many months before or after.
const NEAR: i32 = 12;

/// The figures of a group of units for a measure in a period.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Group {
    /// Its name; `None` of units without a group.
    pub name: Option<String>,
    /// The units that have figures, in the order of places.
    pub lines: Vec<Line>,
    /// Their sum; `None` of parts of a hundred, and where there are no figures.
    pub sum: Option<Line>,
    /// The indices of units whose figure is missing.
    pub missing: Vec<usize>,
}

/// A unit, or a sum.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    /// The index of the unit; any of a sum.
    pub unit: usize,
    /// The place in its group, from 1: the largest figure first. Those with the same figure share one.
    pub place: Option<usize>,
    /// The figure.
    pub figure: Decimal,
    /// Its part of all, in percent; `None` where the figures do not make a whole.
    pub share: Option<Decimal>,
    /// By how many percent it is more than in the period before.
    pub change: Option<Decimal>,
    /// By how many percent it is more than a year before.
    pub year_change: Option<Decimal>,
    /// From January to the end of the period, where nothing of it is missing and it is more than the period.
    pub so_far: Option<Decimal>,
    /// How much it may be.
    pub most: Option<Decimal>,
}

impl Line {
    /// By how much it is too much.
    pub fn over(&self) -> Option<Decimal> {
        self.most.map(|most| self.figure - most).filter(|over| *over > Decimal::ZERO)
    }
}

/// How much is allowed in a period that is as long as that of the rule, or a multiple of it.
fn most(allowed: Allowance, period: Period) -> Option<Decimal> {
    let times = period.months() / allowed.months;
    let is_whole =
        period.months() % allowed.months == 0 && (period.first_month().1 - 1) % allowed.months == 0;
    is_whole.then(|| allowed.most * Decimal::from(times))
}

/// A part of a whole in percent, with one decimal.
fn percent(part: Decimal, whole: Decimal) -> Option<Decimal> {
    let percent = (part * Decimal::ONE_HUNDRED).checked_div(whole.abs())?;
    Some(percent.round_dp_with_strategy(1, RoundingStrategy::MidpointAwayFromZero))
}

impl Series {
    /// The figures of a measure in a period, group by group; groups of which nothing is known or missed are left out. `is_dense`
    /// places follow without a gap after units that share one.
    pub fn table(&self, period: Period, measure: usize, is_dense: bool) -> Vec<Group> {
        let of = Of { series: self, measure };
        let mut groups: Vec<Group> = Vec::new();
        for (unit, member) in self.units.iter().enumerate() {
            let place = groups.iter().position(|group| group.name == member.group);
            let place = place.unwrap_or_else(|| {
                groups.push(Group { name: member.group.clone(), ..Group::default() });
                groups.len() - 1
            });
            match of.line(&[unit], &[unit], period) {
                Some(line) => {
                    let most = member.allowed[measure].and_then(|allowed| most(allowed, period));
                    groups[place].lines.push(Line { unit, most, ..line });
                }
                None if of.is_expected(unit, period) => groups[place].missing.push(unit),
                None => {}
            }
        }
        groups.retain(|group| !group.lines.is_empty() || !group.missing.is_empty());
        // Units without a group come last.
        groups.sort_by_key(|group| group.name.is_none());
        let whole = of.whole(&groups);
        for group in &mut groups {
            rank(&mut group.lines, is_dense);
            let units: Vec<usize> = group.lines.iter().map(|line| line.unit).collect();
            let members = 0..self.units.len();
            let members: Vec<usize> =
                members.filter(|unit| self.units[*unit].group == group.name).collect();
            let sum = of.line(&units, &members, period);
            group.sum = sum.filter(|_| of.has_sums() && !units.is_empty());
            // Of a part of the units nothing can be compared.
            if let Some(sum) = group.sum.as_mut().filter(|_| !group.missing.is_empty()) {
                *sum = Line { figure: sum.figure, ..Line::default() };
            }
            for line in group.lines.iter_mut().chain(&mut group.sum) {
                line.share = whole.and_then(|whole| percent(line.figure, whole));
            }
        }
        groups
    }
}

/// Gives places and puts lines into their order.
fn rank(lines: &mut [Line], is_dense: bool) {
    lines.sort_by_key(|line| Reverse(line.figure));
    let mut place = 0;
    for at in 0..lines.len() {
        if at == 0 || lines[at].figure != lines[at - 1].figure {
            place = if is_dense { place + 1 } else { at + 1 };
        }
        lines[at].place = Some(place);
    }
}

/// A measure of a series.
#[derive(Clone, Copy)]
struct Of<'a> {
    series: &'a Series,
    measure: usize,
}

impl Of<'_> {
    /// Whether its figures can be added up.
    fn has_sums(self) -> bool {
        !self.series.measures[self.measure].is_percent()
    }

    /// The sum of all units; `None` where it is no whole of which they are parts.
    fn whole(self, groups: &[Group]) -> Option<Decimal> {
        let lines = || groups.iter().flat_map(|group| &group.lines);
        let is_whole = groups.iter().all(|group| group.missing.is_empty())
            && lines().all(|line| line.figure >= Decimal::ZERO);
        (is_whole && self.has_sums()).then(|| lines().map(|line| line.figure).sum())
    }

    /// The sum of units; `None` where one of them has no figure.
    fn sum(self, units: &[usize], period: Period) -> Option<Decimal> {
        let figure = |unit: &usize| self.series.figure(period, *unit, self.measure);
        units.iter().map(figure).sum::<Option<Decimal>>()
    }

    /// The sum of the same units in another period; `None` where it was one of more or of fewer `members` of their group.
    fn same(self, units: &[usize], members: &[usize], period: Period) -> Option<Decimal> {
        let rows = self.series.figures.get(&period)?;
        let is_same = |unit: &usize| rows.contains_key(unit) == units.contains(unit);
        members.iter().all(is_same).then(|| self.sum(units, period)).flatten()
    }

    /// The line of units, or of their sum; `None` where one of them has no figure.
    fn line(self, units: &[usize], members: &[usize], period: Period) -> Option<Line> {
        let figure = self.sum(units, period)?;
        let more = |before: Period| {
            let before = self.same(units, members, before)?;
            // Of nothing, or of less than nothing, there is no part.
            percent(figure - before, before).filter(|_| before > Decimal::ZERO)
        };
        if !self.has_sums() {
            return Some(Line { figure, ..Line::default() });
        }
        let is_year = period.months() == 12;
        Some(Line {
            figure,
            change: more(period.before()),
            year_change: if is_year { None } else { more(period.year_before()) },
            so_far: self.so_far(units, members, period),
            ..Line::default()
        })
    }

    fn so_far(self, units: &[usize], members: &[usize], period: Period) -> Option<Decimal> {
        let year = period.so_far();
        if !year.covers(period) || year == period || year.months() % period.months() != 0 {
            return None;
        }
        let mut sum = Decimal::ZERO;
        let mut part = period;
        while year.covers(part) {
            sum += self.same(units, members, part)?;
            part = part.before();
        }
        Some(sum)
    }

    /// Whether a unit has a figure near a period, so that one is missed there.
    fn is_expected(self, unit: usize, period: Period) -> bool {
        let all = self.series.figures.range(period.months_around(NEAR));
        let mut of_unit = all.filter(|(other, _)| other.months() == period.months());
        let has_row =
            self.series.figures.get(&period).is_some_and(|units| units.contains_key(&unit));
        has_row
            || of_unit.any(|(other, _)| self.series.figure(*other, unit, self.measure).is_some())
    }
}
