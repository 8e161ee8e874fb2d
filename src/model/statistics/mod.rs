//! What each unit, column or author contributed in a period, counted and ranked (convention 28).

pub mod columns;
pub mod items;
pub mod ledger;
mod quotas;
mod rows;

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::ops::AddAssign;
use std::sync::Arc;

use jiff::civil::Date;

use super::bulletin::{Bulletin, Numbers, TermKind};
use crate::base::{Amount, Period};
use items::{ExtraKind, Item, Items, items};

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
    /// How many items it owed in the period (units and groups).
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

/// What was sent and used, and what it is worth. Numbers are parts of items where units share them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Items that were sent.
    pub sent: Amount,
    /// Items that were used, each counted on the day of its first use.
    pub used: Amount,
    /// Uses at each level, and their points.
    pub levels: Vec<(Amount, Amount)>,
    /// Items that were asked for and came.
    pub asked: Amount,
    /// Items that were asked for and did not come.
    pub unanswered: Amount,
    /// Notes by superiors.
    pub endorsed: Amount,
    /// All points; as many as items where the site gives no points.
    pub points: Amount,
}

/// Something that counts, as one of the lines is given it.
enum Entry {
    Sent,
    Use { level: usize, is_first: bool },
    Extra(ExtraKind),
    Judged,
}

impl Tally {
    fn add(&mut self, entry: &Entry, part: Amount, points: Amount) {
        match entry {
            Entry::Sent => self.sent += part,
            Entry::Use { level, is_first } => {
                if self.levels.len() <= *level {
                    self.levels.resize(level + 1, Default::default());
                }
                self.levels[*level].0 += part;
                self.levels[*level].1 += points;
                self.used += if *is_first { part } else { Amount::default() };
            }
            Entry::Extra(ExtraKind::Asked) => self.asked += part,
            Entry::Extra(ExtraKind::Unanswered) => self.unanswered += part,
            Entry::Extra(ExtraKind::Endorsed) => self.endorsed += part,
            Entry::Extra(ExtraKind::Declined) | Entry::Judged => {}
        }
        self.points += points;
    }

    /// The number of uses at a level, and their points.
    pub fn at(&self, level: usize) -> (Amount, Amount) {
        self.levels.get(level).copied().unwrap_or_default()
    }
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

/// Tallies by months.
#[derive(Clone, Debug, Default)]
struct Months(BTreeMap<Period, Tally>);

impl Months {
    fn add(&mut self, day: Date, entry: &Entry, part: Amount, points: Amount) {
        self.0.entry(Period::around(day, 1)).or_default().add(entry, part, points);
    }

    /// The sum of the months of a period.
    fn of(&self, period: Period) -> Tally {
        let mut sum = Tally::default();
        self.0.range(period.months_in()).for_each(|(_, tally)| sum += tally);
        sum
    }

    /// A line with the four tallies of a period.
    fn line(&self, period: Period) -> Line {
        Line {
            count: self.of(period),
            so_far: self.of(period.so_far()),
            before: self.of(period.before()),
            year_before: self.of(period.year_before()),
            ..Line::default()
        }
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

    /// The table of a period.
    pub fn table(&self, bulletin: &Bulletin, period: Period) -> Table {
        let (levels, whole) = (self.levels.clone(), self.whole.of(period));
        if self.by == By::Month {
            let line = |month: Period| Line {
                name: Some(month.to_string().into()),
                ..self.whole.line(month)
            };
            return Table { lines: period.each_month().map(line).collect(), levels, whole };
        }
        let line = |counted: &Counted| Line {
            group: counted.group.clone(),
            name: counted.name.clone(),
            ..counted.months.line(period)
        };
        let mut lines: Vec<Line> = self.lines.iter().map(line).collect();
        if matches!(self.by, By::Unit | By::Group) {
            for (quota, line) in bulletin.ledger.quotas.iter().zip(&self.of_unit) {
                if let Some(quota) = quota {
                    let owed = &mut lines[*line].quota;
                    *owed = Some(owed.unwrap_or_default() + quota.of(period));
                }
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

impl AddAssign<&Self> for Tally {
    fn add_assign(&mut self, other: &Self) {
        if self.levels.len() < other.levels.len() {
            self.levels.resize(other.levels.len(), Default::default());
        }
        for (sum, one) in self.levels.iter_mut().zip(&other.levels) {
            sum.0 += one.0;
            sum.1 += one.1;
        }
        for (sum, one) in [
            (&mut self.sent, other.sent),
            (&mut self.used, other.used),
            (&mut self.asked, other.asked),
            (&mut self.unanswered, other.unanswered),
            (&mut self.endorsed, other.endorsed),
            (&mut self.points, other.points),
        ] {
            *sum += one;
        }
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
