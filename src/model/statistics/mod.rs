//! What each unit, column or author contributed in a period, counted and ranked (convention 28).

pub mod columns;
pub mod items;
pub mod ledger;
mod quotas;
mod rows;

use std::cmp::Reverse;
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

/// Counts a period. Only what stands in publications that are called `asked` counts, where it is given.
pub fn table(bulletin: &Bulletin, by: By, period: Period, asked: Option<&str>) -> Table {
    let Items { items, levels, .. } = items(bulletin, asked);
    let mut counting = Counting::new(bulletin, by, period, &levels);
    for item in &items {
        counting.take(item);
    }
    if asked.is_none() && matches!(by, By::Unit | By::Group | By::Month) {
        for (unit, day, points) in quotas::judged(bulletin, &items) {
            let owners = counting.owners(&Numbers::from_iter([unit]), None);
            counting.add(&owners, day, &Entry::Judged, points);
        }
        counting.owe(period);
    }
    let Counting { lines, whole, .. } = counting;
    let lines = ranked(lines, bulletin.config.statistics.is_dense, by.kind().is_some());
    Table { lines, levels: levels.into_iter().map(str::to_owned).collect(), whole }
}

/// The lines being counted.
struct Counting<'a> {
    bulletin: &'a Bulletin,
    by: By,
    lines: Vec<Line>,
    /// For each line the periods of its four tallies.
    periods: Vec<[Period; 4]>,
    /// For each unit the index of its line.
    of_unit: Vec<usize>,
    period: Period,
    whole: Tally,
}

impl<'a> Counting<'a> {
    /// A line for each name that there is, in the site's order, and one at the end for items without any.
    fn new(bulletin: &'a Bulletin, by: By, period: Period, levels: &[&str]) -> Self {
        let mut all = Self {
            bulletin,
            by,
            lines: Vec::new(),
            periods: Vec::new(),
            of_unit: Vec::new(),
            period,
            whole: Tally::default(),
        };
        match by {
            By::Unit | By::Group => all.name_units(),
            By::Column | By::Author => {
                let terms = by.kind().map(|kind| &bulletin.terms[kind]);
                terms.into_iter().flatten().for_each(|term| all.push(None, &term.name, period));
            }
            By::Level => levels.iter().for_each(|level| all.push(None, level, period)),
            By::Month => {
                period.each_month().for_each(|month| all.push(None, &month.to_string(), month));
            }
        }
        all.lines.push(Line::default());
        all.periods.push(spans(period));
        all
    }

    fn name_units(&mut self) {
        let (ledger, terms) = (&self.bulletin.ledger, &self.bulletin.terms[TermKind::Unit]);
        let names = terms.iter().map(|term| (term.group.clone(), &term.name));
        for (unit, (group, name)) in
            names.chain(ledger.others.iter().map(|name| (None, name))).enumerate()
        {
            let of_group = group.as_deref().unwrap_or(name);
            let is_it =
                |line: &Line| self.by == By::Group && line.name.as_deref() == Some(of_group);
            let known = self.lines.iter().position(is_it);
            self.of_unit.push(known.unwrap_or(self.lines.len()));
            match (known, self.by) {
                (Some(_), _) => {}
                (None, By::Group) => self.push(None, of_group, self.period),
                (None, _) => self.push(group, name, self.period),
            }
            let excluded = ledger.excluded.iter().find(|(excluded, exclusion)| {
                *excluded == unit && exclusion.period.covers(self.period)
            });
            if let (Some((_, exclusion)), By::Unit) = (excluded, self.by) {
                self.lines[self.of_unit[unit]].excluded = Some(exclusion.reason.clone());
            }
        }
    }

    fn push(&mut self, group: Option<String>, name: &str, period: Period) {
        self.lines.push(Line { group, name: Some(name.into()), ..Line::default() });
        self.periods.push(spans(period));
    }

    /// The indices of the lines that an item counts for, at least one. `level` is that of a use of it.
    fn owners(&self, units: &Numbers, item: Option<(&Item<'_>, Option<usize>)>) -> Numbers {
        let none = self.lines.len() - 1;
        let mut owners: Numbers = match (self.by, self.by.kind()) {
            (By::Unit | By::Group, _) => units.iter().map(|unit| self.of_unit[*unit]).collect(),
            (By::Level, _) => item.and_then(|(_, level)| level).into_iter().collect(),
            // The months that it does not lie in leave it out.
            (By::Month, _) => return (0..none).collect(),
            (_, kind) => {
                let article = item.and_then(|(item, _)| item.article);
                article.and_then(|article| Some(article.terms[kind?].clone())).unwrap_or_default()
            }
        };
        if self.by == By::Group && !self.bulletin.config.statistics.is_split {
            // An item of two units of a group is one of the group's items.
            owners.sort_unstable();
            owners.dedup();
        }
        if owners.is_empty() {
            owners.push(none);
        }
        owners
    }

    fn take(&mut self, item: &Item<'_>) {
        let owners = self.owners(&item.units, Some((item, None)));
        // At levels there are uses only.
        if let (Some(day), true) = (item.sent, self.by != By::Level) {
            self.add(&owners, day, &Entry::Sent, Amount::default());
        }
        for (place, one) in item.uses.iter().enumerate() {
            let entry =
                Entry::Use { level: one.level, is_first: place == 0 || self.by == By::Level };
            let at_level = self.owners(&item.units, Some((item, Some(one.level))));
            self.add(
                if self.by == By::Level { &at_level } else { &owners },
                one.day,
                &entry,
                one.points,
            );
        }
        for extra in &item.extras {
            self.add(&owners, extra.day, &Entry::Extra(extra.kind), extra.points);
        }
    }

    /// Counts an entry for its owners, whole for each or shared among them.
    fn add(&mut self, owners: &Numbers, day: Date, entry: &Entry, points: Amount) {
        if self.period.contains(day) {
            self.whole.add(entry, Amount::ONE, points);
        }
        let count = owners.len();
        let is_split = self.bulletin.config.statistics.is_split && self.by != By::Month;
        let mut parts = Amount::ONE.shared(count).zip(points.shared(count));
        for owner in owners {
            let shared = parts.next().filter(|_| is_split);
            let (part, points) = shared.unwrap_or((Amount::ONE, points));
            let Line { count, so_far, before, year_before, .. } = &mut self.lines[*owner];
            let tallies = [count, so_far, before, year_before];
            for (tally, period) in tallies.into_iter().zip(self.periods[*owner]) {
                if period.contains(day) {
                    tally.add(entry, part, points);
                }
            }
        }
    }

    /// Says what each line owes.
    fn owe(&mut self, period: Period) {
        for (unit, quota) in self.bulletin.ledger.quotas.iter().enumerate() {
            if let (Some(quota), Some(line)) = (quota, self.of_unit.get(unit)) {
                let owed = quota.of(period);
                let line = &mut self.lines[*line];
                line.quota = Some(line.quota.unwrap_or_default() + owed);
            }
        }
    }
}

/// The periods of the tallies of a line.
fn spans(period: Period) -> [Period; 4] {
    [period, period.so_far(), period.before(), period.year_before()]
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
