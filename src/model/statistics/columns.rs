//! The columns of a table, as people read them: which there are, and numbers that add up as they are shown.

use std::fmt;
use std::ops::Range;

use super::{By, Line, Table, Tally};
use crate::base::Amount;
use crate::model::bulletin::Bulletin;

/// A column: what it shows, one cell for each line, and its sum.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// What it shows.
    pub what: What,
    /// The cells, in the order of lines.
    pub cells: Vec<Cell>,
    /// The sum of the cells, where they have one.
    pub sum: Cell,
}

/// What a column shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// The group of a unit.
    Group,
    /// The place.
    Rank,
    /// The unit, column, author …
    Name,
    /// How many items were owed.
    Quota,
    /// How much of that was reached.
    Reached,
    /// Items that were sent.
    Sent,
    /// Items that were used.
    Used,
    /// Used of sent.
    Rate,
    /// Uses at the level of this name.
    LevelUses(String),
    /// Their points.
    LevelPoints(String),
    /// Items that were asked for and came.
    Asked,
    /// Items that were asked for and did not come.
    Unanswered,
    /// Notes of superiors.
    Endorsed,
    /// Points.
    Points,
    /// Points from January on, or items where there are no points.
    SoFar,
    /// More items used than in the period before.
    Change,
    /// More than a year before.
    YearChange,
    /// Why a unit is not ranked.
    Note,
}

/// A cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    /// Nothing.
    Blank,
    /// A name, or a reason.
    Text(String),
    /// A number.
    Number(Amount),
    /// A number in percent.
    Percent(Amount),
    /// A difference, which is shown with its sign.
    Difference(Amount),
}

/// As people read it.
impl fmt::Display for Cell {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Blank => Ok(()),
            Self::Text(text) => f.write_str(text),
            Self::Percent(number) => write!(f, "{number}%"),
            Self::Difference(number) if *number > Amount::default() => write!(f, "+{number}"),
            Self::Number(number) | Self::Difference(number) => number.fmt(f),
        }
    }
}

/// The columns that have anything to show.
pub fn columns(table: &Table, by: By, bulletin: &Bulletin) -> Vec<Column> {
    columns_of(0..table.lines.len(), table, by, bulletin)
}

/// The same columns, of the lines with these indices. Their cells are what they are in the whole table.
pub fn columns_of(lines: Range<usize>, table: &Table, by: By, bulletin: &Bulletin) -> Vec<Column> {
    let mut columns = Columns { lines, table, by, bulletin, all: Vec::new() };
    columns.names();
    columns.counts();
    columns.points();
    if columns.any(|line| line.excluded.is_some()) {
        columns.texts(What::Note, |line| line.excluded.clone());
    }
    columns.levels();
    columns.extras();
    columns.changes();
    columns.all
}

/// Columns being made.
struct Columns<'a> {
    /// The indices of the lines that have cells.
    lines: Range<usize>,
    /// All lines: they say which columns there are.
    table: &'a Table,
    by: By,
    bulletin: &'a Bulletin,
    all: Vec<Column>,
}

impl Columns<'_> {
    fn names(&mut self) {
        if self.any(|line| line.group.is_some()) {
            self.texts(What::Group, |line| line.group.clone());
        }
        if self.by.kind().is_some() {
            self.texts(What::Rank, |line| line.place.map(|place| place.to_string()));
        }
        self.texts(What::Name, |line| line.name.as_deref().map(str::to_owned));
    }

    fn counts(&mut self) {
        if self.any(|line| line.quota.is_some()) {
            let quota = |line: &Line| line.quota.unwrap_or_default();
            self.numbers(What::Quota, &quota);
            let lines = &self.table.lines[self.lines.clone()];
            if let Some(column) = self.all.last_mut() {
                let cells = column.cells.iter_mut().zip(lines);
                let owing_nothing = cells.filter(|(_, line)| line.quota.is_none());
                owing_nothing.for_each(|(cell, _)| *cell = Cell::Blank);
                if column.cells.iter().all(|cell| *cell == Cell::Blank) {
                    column.sum = Cell::Blank;
                }
            }
            let of_sent = self.bulletin.config.statistics.is_quota_of_sent;
            // Who owes nothing is no part of what was reached.
            let done = |line: &Line| match line.quota {
                None => Amount::default(),
                Some(_) if of_sent => line.count.sent,
                Some(_) => line.count.used,
            };
            self.rates(What::Reached, &done, &quota);
        }
        let has_ledger = !self.bulletin.ledger.rows.is_empty() && self.by != By::Level;
        if has_ledger {
            self.numbers(What::Sent, &|line| line.count.sent);
        }
        self.numbers(What::Used, &|line| line.count.used);
        if has_ledger {
            self.rates(What::Rate, &|line| line.count.used, &|line| line.count.sent);
        }
    }

    /// Each level that used anything, where one above the bulletin did.
    fn levels(&mut self) {
        let table = self.table;
        let has_uses = |level: usize| {
            table.lines.iter().any(|line| line.count.at(level) != Default::default())
        };
        if self.by == By::Level || !(1..table.levels.len()).any(has_uses) {
            return;
        }
        for (level, name) in table.levels.iter().enumerate().filter(|(level, _)| has_uses(*level)) {
            self.numbers(What::LevelUses(name.clone()), &|line| line.count.at(level).0);
            if self.has_points() {
                self.numbers(What::LevelPoints(name.clone()), &|line| line.count.at(level).1);
            }
        }
    }

    fn extras(&mut self) {
        self.extra(What::Asked, |tally| tally.asked);
        self.extra(What::Unanswered, |tally| tally.unanswered);
        self.extra(What::Endorsed, |tally| tally.endorsed);
    }

    fn extra(&mut self, what: What, of: fn(&Tally) -> Amount) {
        if self.any(|line| of(&line.count) != Amount::default()) {
            self.numbers(what, &|line| of(&line.count));
        }
    }

    fn points(&mut self) {
        if self.has_points() {
            self.numbers(What::Points, &|line| line.count.points);
            self.numbers(What::SoFar, &|line| line.so_far.points);
        } else {
            self.numbers(What::SoFar, &|line| line.so_far.used);
        }
        self.no_sum_of_months();
    }

    fn changes(&mut self) {
        self.differences(What::Change, &|line| line.before.used);
        self.no_sum_of_months();
        if self.any(|line| line.year_before.used != Amount::default()) {
            self.differences(What::YearChange, &|line| line.year_before.used);
            self.no_sum_of_months();
        }
    }

    /// What is counted from January on, or against the month before, is no part of a sum.
    fn no_sum_of_months(&mut self) {
        if let (By::Month, Some(last)) = (self.by, self.all.last_mut()) {
            last.sum = Cell::Blank;
        }
    }

    fn any(&self, is: impl Fn(&Line) -> bool) -> bool {
        self.table.lines.iter().any(is)
    }

    fn has_points(&self) -> bool {
        self.bulletin.config.statistics.has_points()
    }

    /// The lines that have cells.
    fn shown(&self) -> &[Line] {
        &self.table.lines[self.lines.clone()]
    }

    /// Numbers as they are shown in the whole table, and the sum of those that have cells.
    fn rounded(&self, of: impl Fn(&Line) -> Amount) -> (Vec<Amount>, Amount) {
        let all: Vec<Amount> = self.table.lines.iter().map(of).collect();
        let shown = Amount::rounded(&all)[self.lines.clone()].to_vec();
        let sum = shown.iter().copied().sum();
        (shown, sum)
    }

    fn texts(&mut self, what: What, of: fn(&Line) -> Option<String>) {
        let cell = |line: &Line| of(line).map_or(Cell::Blank, Cell::Text);
        let cells = self.shown().iter().map(cell).collect();
        self.all.push(Column { what, cells, sum: Cell::Blank });
    }

    fn numbers(&mut self, what: What, of: &dyn Fn(&Line) -> Amount) {
        let (shown, sum) = self.rounded(of);
        let cells = shown.into_iter().map(Cell::Number).collect();
        self.all.push(Column { what, cells, sum: Cell::Number(sum) });
    }

    fn differences(&mut self, what: What, before: &dyn Fn(&Line) -> Amount) {
        let (shown, sum) = self.rounded(|line| line.count.used - before(line));
        let cells = shown.into_iter().map(Cell::Difference).collect();
        self.all.push(Column { what, cells, sum: Cell::Difference(sum) });
    }

    fn rates(
        &mut self,
        what: What,
        part: &dyn Fn(&Line) -> Amount,
        whole: &dyn Fn(&Line) -> Amount,
    ) {
        let rate = |part: Amount, whole| part.percent_of(whole).map_or(Cell::Blank, Cell::Percent);
        let cells = self.shown().iter().map(|line| rate(part(line), whole(line))).collect();
        let sum = |of: &dyn Fn(&Line) -> Amount| self.shown().iter().map(of).sum();
        let sum = rate(sum(part), sum(whole));
        self.all.push(Column { what, cells, sum });
    }
}
