//! What each unit, column or author contributed in a period, counted and ranked (convention 28).

pub mod columns;
pub mod items;
pub mod ledger;
mod quotas;
mod rows;
mod tally;

use std::cmp::Reverse;
use std::ops::Range;
use std::sync::Arc;

use jiff::civil::Date;

use super::bulletin::{Bulletin, Numbers, TermKind};
use crate::base::{Amount, Period};
use items::{Item, Items, items};
pub use tally::Tally;
use tally::{Entry, Months};

/// By what items are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// Each unit, ranked in its group.
    Unit,
    /// Each group of units, and each unit that has no group.
    Group,
    /// Each column.
    Column,
    /// Each author.
    Author,
    /// Each level that used items. An item counts at each.
    Level,
    /// Each month.
    Month,
}

impl By {
    /// The kind of names that have lines; `None` for lines that are not ranked.
    fn kind(self) -> Option<TermKind> {
        match self {
            Self::Unit | Self::Group => Some(TermKind::Unit),
            Self::Column => Some(TermKind::Column),
            Self::Author => Some(TermKind::Author),
            Self::Level | Self::Month => None,
        }
    }
}

/// The table of a period.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// The lines, in the order of groups, then of places. Who sent nothing has a line, too.
    pub lines: Vec<Line>,
    /// The names of the levels, from the bulletin's own to the highest.
    pub levels: Vec<String>,
    /// What was counted, whoever sent it: a joint item once.
    pub whole: Tally,
}

impl Table {
    /// The indices of the lines of each group, in their order; items that name no unit come last.
    pub fn groups(&self) -> Vec<Range<usize>> {
        let mut start = 0;
        let is_one = |one: &Line, other: &Line| {
            one.group == other.group && one.name.is_some() == other.name.is_some()
        };
        let range = |lines: &[Line]| {
            start += lines.len();
            start - lines.len()..start
        };
        self.lines.chunk_by(is_one).map(range).collect()
    }

    /// The units that sent nothing, in the order of the registry; where it is not known what was sent, those of which nothing was
    /// used.
    pub fn silent(&self, bulletin: &Bulletin) -> Vec<&Line> {
        let is_of_sent = !bulletin.ledger.rows.is_empty();
        let count = |line: &Line| if is_of_sent { line.count.sent } else { line.count.used };
        let is_silent = |line: &&Line| line.name.is_some() && count(line) == Amount::default();
        let place = |line: &&Line| {
            let terms = &bulletin.terms[TermKind::Unit];
            terms
                .iter()
                .position(|term| Some(&term.name) == line.name.as_ref())
                .unwrap_or(terms.len())
        };
        let mut silent: Vec<&Line> = self.lines.iter().filter(is_silent).collect();
        silent.sort_by_key(place);
        silent
    }
}

/// One line of the table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    /// The group in which it is ranked (units).
    pub group: Option<String>,
    /// Whom it is about; `None` for items that say nothing of it.
    pub name: Option<Arc<str>>,
    /// Its place by points, from 1; those with the same points share it. Items without a name have none.
    pub place: Option<usize>,
    /// Why it is not ranked (units).
    pub excluded: Option<String>,
    /// How many items it owed in the period (units).
    pub quota: Option<Amount>,
    /// Counted in the period.
    pub count: Tally,
    /// Counted from January to the end of the period.
    pub so_far: Tally,
    /// Counted in the period of the same length before.
    pub before: Tally,
    /// Counted in the same months a year before.
    pub year_before: Tally,
}

/// What each line counted in each month, from which the table of any period follows.
#[derive(Clone, Debug)]
pub struct Tallies {
    by: By,
    lines: Vec<Counted>,
    /// For each unit the index of its line.
    of_unit: Vec<usize>,
    /// Whoever sent it.
    whole: Months,
    levels: Vec<String>,
    is_split: bool,
}

/// The name of a line, and its months.
#[derive(Clone, Debug, Default)]
struct Counted {
    group: Option<String>,
    name: Option<Arc<str>>,
    months: Months,
}

/// All items of a site, and what its units contributed.
#[derive(Clone, Debug)]
pub struct Counts {
    /// The items.
    pub items: Items,
    /// What each unit counted.
    pub tallies: Tallies,
}

impl Counts {
    /// Counts all of a site.
    pub fn of(bulletin: &Bulletin) -> Self {
        let items = items(bulletin, None);
        Self { tallies: Tallies::of(bulletin, By::Unit, &items, true), items }
    }
}

/// Counts a period. Only what stands in publications that are called `asked` counts, where it is given.
pub fn table(bulletin: &Bulletin, by: By, period: Period, asked: Option<&str>) -> Table {
    Tallies::of(bulletin, by, &items(bulletin, asked), asked.is_none()).table(bulletin, period)
}

impl Tallies {
    /// Counts all items. Quotas are judged where all items are `whole` there.
    pub fn of(bulletin: &Bulletin, by: By, items: &Items, is_whole: bool) -> Self {
        let mut all = Self::empty(bulletin, by, &items.levels);
        for item in &items.items {
            all.take(bulletin, item);
        }
        if is_whole && matches!(by, By::Unit | By::Group | By::Month) {
            for (unit, day, points) in quotas::judged(bulletin, &items.items) {
                all.add(&Numbers::from_iter([all.of_unit[unit]]), day, &Entry::Judged, points);
            }
        }
        all
    }

    /// What was counted in a period, whoever sent it.
    pub fn whole(&self, period: Period) -> Tally {
        self.whole.of(period)
    }

    /// The table of a period.
    pub fn table(&self, bulletin: &Bulletin, period: Period) -> Table {
        let (levels, whole) = (self.levels.clone(), self.whole.of(period));
        if self.by == By::Month {
            let of_month = |month: Period| Line {
                name: Some(month.to_string().into()),
                ..line(&self.whole, month)
            };
            return Table { lines: period.each_month().map(of_month).collect(), levels, whole };
        }
        let of_name = |counted: &Counted| Line {
            group: counted.group.clone(),
            name: counted.name.clone(),
            ..line(&counted.months, period)
        };
        let mut lines: Vec<Line> = self.lines.iter().map(of_name).collect();
        if self.by == By::Unit {
            for (quota, line) in bulletin.ledger.quotas.iter().zip(&self.of_unit) {
                lines[*line].quota = quota.map(|quota| quota.of(period));
            }
        }
        let excluded = bulletin.ledger.excluded.iter().filter(|_| self.by == By::Unit);
        for (unit, exclusion) in excluded.filter(|(_, one)| one.period.covers(period)) {
            lines[self.of_unit[*unit]].excluded = Some(exclusion.reason.clone());
        }
        let is_dense = bulletin.config.statistics.is_dense;
        Table { lines: ranked(lines, is_dense, self.by.kind().is_some()), levels, whole }
    }

    /// A line for each name that there is, in the site's order, and one at the end for items without any.
    fn empty(bulletin: &Bulletin, by: By, levels: &[String]) -> Self {
        let mut all = Self {
            by,
            lines: Vec::new(),
            of_unit: Vec::new(),
            whole: Months::default(),
            levels: levels.to_vec(),
            is_split: bulletin.config.statistics.is_split,
        };
        match by {
            By::Unit | By::Group | By::Month => all.name_units(bulletin),
            By::Column | By::Author => {
                let terms = by.kind().map(|kind| &bulletin.terms[kind]);
                terms.into_iter().flatten().for_each(|term| all.push(None, &term.name));
            }
            By::Level => levels.iter().for_each(|level| all.push(None, level)),
        }
        all.lines.push(Counted::default());
        all
    }

    fn name_units(&mut self, bulletin: &Bulletin) {
        let terms = bulletin.terms[TermKind::Unit].iter();
        let names = terms.map(|term| (term.group.clone(), &term.name));
        for (group, name) in names.chain(bulletin.ledger.others.iter().map(|name| (None, name))) {
            if self.by != By::Group {
                self.of_unit.push(self.lines.len());
                self.push(group, name);
                continue;
            }
            let of_group = group.as_deref().unwrap_or(name);
            let known = self.lines.iter().position(|line| line.name.as_deref() == Some(of_group));
            self.of_unit.push(known.unwrap_or(self.lines.len()));
            if known.is_none() {
                self.push(None, of_group);
            }
        }
    }

    fn push(&mut self, group: Option<String>, name: &str) {
        self.lines.push(Counted { group, name: Some(name.into()), months: Months::default() });
    }

    /// The indices of the lines that an item counts for, at least one. `level` is that of a use of it.
    fn owners(&self, bulletin: &Bulletin, item: &Item, level: Option<usize>) -> Numbers {
        let mut owners: Numbers = match self.by {
            By::Unit | By::Group | By::Month => {
                item.units.iter().map(|unit| self.of_unit[*unit]).collect()
            }
            By::Level => level.into_iter().collect(),
            By::Column | By::Author => {
                let article = item.article.map(|article| &bulletin.articles[article]);
                let terms = article.and_then(|article| Some(&article.terms[self.by.kind()?]));
                terms.cloned().unwrap_or_default()
            }
        };
        if self.by == By::Group && !self.is_split {
            // An item of two units of a group is one of the group's items.
            owners.sort_unstable();
            owners.dedup();
        }
        if owners.is_empty() {
            owners.push(self.lines.len() - 1);
        }
        owners
    }

    fn take(&mut self, bulletin: &Bulletin, item: &Item) {
        let owners = self.owners(bulletin, item, None);
        // At levels there are uses only.
        if let (Some(day), true) = (item.sent, self.by != By::Level) {
            self.add(&owners, day, &Entry::Sent, Amount::default());
        }
        for (place, one) in item.uses.iter().enumerate() {
            let is_first = place == 0 || self.by == By::Level;
            let at_level = self.owners(bulletin, item, Some(one.level));
            self.add(&at_level, one.day, &Entry::Use { level: one.level, is_first }, one.points);
        }
        for extra in &item.extras {
            self.add(&owners, extra.day, &Entry::Extra(extra.kind), extra.points);
        }
    }

    /// Counts an entry for its owners, whole for each or shared among them.
    fn add(&mut self, owners: &Numbers, day: Date, entry: &Entry, points: Amount) {
        self.whole.add(day, entry, Amount::ONE, points);
        let count = owners.len();
        let mut parts = Amount::ONE.shared(count).zip(points.shared(count));
        for owner in owners {
            let shared = parts.next().filter(|_| self.is_split);
            let (part, points) = shared.unwrap_or((Amount::ONE, points));
            self.lines[*owner].months.add(day, entry, part, points);
        }
    }
}

/// A line with the four tallies of a period.
fn line(months: &Months, period: Period) -> Line {
    Line {
        count: months.of(period),
        so_far: months.of(period.so_far()),
        before: months.of(period.before()),
        year_before: months.of(period.year_before()),
        ..Line::default()
    }
}

/// Gives places and puts lines into their order. Those of a group stand together, in the order in which groups are met.
fn ranked(mut lines: Vec<Line>, is_dense: bool, has_places: bool) -> Vec<Line> {
    let mut groups: Vec<Option<String>> = Vec::new();
    for line in &lines {
        if !groups.contains(&line.group) && line.name.is_some() {
            groups.push(line.group.clone());
        }
    }
    // Units without a group come last.
    groups.sort_by_key(Option::is_none);
    let group_of = |line: &Line| groups.iter().position(|group| *group == line.group);
    if has_places {
        lines.sort_by_cached_key(|line| {
            let worth = Reverse((line.count.points, line.count.used));
            (line.name.is_none(), group_of(line), line.excluded.is_some(), worth)
        });
        let is_ranked = |line: &Line| line.name.is_some() && line.excluded.is_none();
        for group in lines.chunk_by_mut(|one, other| one.group == other.group) {
            let mut place = 0;
            for at in 0..group.len() {
                if !is_ranked(&group[at]) {
                    continue;
                }
                if at == 0 || group[at].count.points != group[at - 1].count.points {
                    place = if is_dense { place + 1 } else { at + 1 };
                }
                group[at].place = Some(place);
            }
        }
    }
    // Whatever has no name is worth a line only where there is any.
    lines.retain(|line| {
        let tallies = [&line.count, &line.so_far, &line.before, &line.year_before];
        line.name.is_some() || tallies.iter().any(|tally| **tally != Tally::default())
    });
    lines
}
