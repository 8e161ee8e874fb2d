//! Tables of a measure in a period: shares, changes and places, group by group.

use std::cmp::Reverse;
use std::ops::Range;

use rust_decimal::{Decimal, RoundingStrategy};

use super::figures::{Member, Series};
use crate::base::Period;
use crate::content::config::series::Allowance;

/// A unit that has no figure is told to lack it where it has one within so many months before or after.
const NEAR: i32 = 12;

/// The figures of a measure in a period.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// The units that have figures, in the order of groups, then of places.
    pub lines: Vec<Line>,
    /// The sum of all of them; `None` of parts of a hundred.
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
    /// The table of a measure in a period. `is_dense` places follow without a gap after units that share one.
    pub fn table(&self, period: Period, measure: usize, is_dense: bool) -> Table {
        let of = Of { series: self, measure };
        let known = self.figures.get(&period).into_iter().flatten();
        let all = known.filter_map(|(unit, figures)| Some((*unit, figures[measure]?)));
        let units: Vec<usize> = all.clone().map(|(unit, _)| unit).collect();
        let whole: Decimal = all.map(|(_, figure)| figure).sum();
        let has_negative = units.iter().any(|unit| {
            self.figure(period, *unit, measure).is_some_and(|figure| figure < Decimal::ZERO)
        });
        let is_percent = self.measures[measure].is_percent();
        let share = |figure| percent(figure, whole).filter(|_| !is_percent && !has_negative);
        let line = |unit: &usize| {
            let line = of.line(&[*unit], period)?;
            let allowed = self.units[*unit].allowed[measure];
            let most = allowed.and_then(|allowed| most(allowed, period));
            Some(Line { unit: *unit, share: share(line.figure), most, ..line })
        };
        let mut lines: Vec<Line> = units.iter().filter_map(line).collect();
        self.rank(&mut lines, is_dense);
        let sum = of.line(&units, period).map(|sum| Line { share: share(sum.figure), ..sum });
        let is_missing = |unit: &usize| !units.contains(unit) && of.is_expected(*unit, period);
        Table {
            lines,
            sum: sum.filter(|_| !is_percent),
            missing: (0..self.units.len()).filter(is_missing).collect(),
        }
    }

    /// The lines of a group with their sum, as [`Series::table`] has it of all.
    pub fn sum_of(
        &self,
        lines: &[Line],
        period: Period,
        measure: usize,
        whole: &Line,
    ) -> Option<Line> {
        let units: Vec<usize> = lines.iter().map(|line| line.unit).collect();
        let sum = Of { series: self, measure }.line(&units, period)?;
        let share = whole.share.and_then(|_| percent(sum.figure, whole.figure));
        Some(Line { share, ..sum })
    }

    /// The ranges of a table's lines that belong to one group.
    pub fn groups(&self, lines: &[Line]) -> Vec<Range<usize>> {
        let group = |line: &Line| &self.units[line.unit].group;
        let mut start = 0;
        let range = |lines: &[Line]| {
            start += lines.len();
            start - lines.len()..start
        };
        lines.chunk_by(|one, other| group(one) == group(other)).map(range).collect()
    }

    /// Gives places and puts lines into their order. Groups stand in the order of their first units; units without one come last.
    fn rank(&self, lines: &mut [Line], is_dense: bool) {
        let first = |line: &Line| {
            let group = &self.units[line.unit].group;
            let is_of = |member: &Member| member.group == *group;
            (group.is_none(), self.units.iter().position(is_of))
        };
        lines.sort_by_cached_key(|line| (first(line), Reverse(line.figure), line.unit));
        for range in self.groups(lines) {
            let group = &mut lines[range];
            let mut place = 0;
            for at in 0..group.len() {
                if at == 0 || group[at].figure != group[at - 1].figure {
                    place = if is_dense { place + 1 } else { at + 1 };
                }
                group[at].place = Some(place);
            }
        }
    }
}

/// A measure of a series.
#[derive(Clone, Copy)]
struct Of<'a> {
    series: &'a Series,
    measure: usize,
}

impl Of<'_> {
    /// The sum of units; `None` where one of them has no figure.
    fn sum(self, units: &[usize], period: Period) -> Option<Decimal> {
        let figure = |unit: &usize| self.series.figure(period, *unit, self.measure);
        units.iter().map(figure).sum::<Option<Decimal>>()
    }

    /// The line of a sum; `None` where it cannot be told. What has no sum is of one unit.
    fn line(self, units: &[usize], period: Period) -> Option<Line> {
        let figure = self.sum(units, period)?;
        let more = |before: Period| {
            let before = self.sum(units, before)?;
            percent(figure - before, before)
        };
        let is_percent = self.series.measures[self.measure].is_percent();
        Some(Line {
            figure,
            change: more(period.before()).filter(|_| !is_percent),
            year_change: (period.months() < 12 && !is_percent)
                .then(|| more(period.year_before()))
                .flatten(),
            so_far: self.so_far(units, period).filter(|_| !is_percent),
            ..Line::default()
        })
    }

    fn so_far(self, units: &[usize], period: Period) -> Option<Decimal> {
        let year = period.so_far();
        if !year.covers(period) || year == period || year.months() % period.months() != 0 {
            return None;
        }
        let mut sum = Decimal::ZERO;
        let mut part = period;
        while year.covers(part) {
            sum += self.sum(units, part)?;
            part = part.before();
        }
        Some(sum)
    }

    /// Whether a unit has a figure near a period, so that one is missed there.
    fn is_expected(self, unit: usize, period: Period) -> bool {
        let all = self.series.figures.range(period.months_around(NEAR));
        let mut of_unit = all.filter(|(other, _)| other.months() == period.months());
        of_unit.any(|(other, _)| self.series.figure(*other, unit, self.measure).is_some())
    }
}
