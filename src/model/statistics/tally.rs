//! Numbers that are added up: of a month, and of any period.

use std::collections::BTreeMap;
use std::ops::AddAssign;

use jiff::civil::Date;

use super::items::ExtraKind;
use crate::base::{Amount, Period};

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
pub enum Entry {
    /// It was sent.
    Sent,
    /// It was used at this level, perhaps for the first time.
    Use { level: usize, is_first: bool },
    /// Something beside uses.
    Extra(ExtraKind),
    /// A quota was reached, or not.
    Judged,
}

impl Tally {
    /// Adds an entry: this part of one, and these points.
    pub fn add(&mut self, entry: &Entry, part: Amount, points: Amount) {
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

/// Tallies by months.
#[derive(Clone, Debug, Default)]
pub struct Months(BTreeMap<Period, Tally>);

impl Months {
    /// Adds an entry to the month of a day.
    pub fn add(&mut self, day: Date, entry: &Entry, part: Amount, points: Amount) {
        self.0.entry(Period::around(day, 1)).or_default().add(entry, part, points);
    }

    /// The sum of the months of a period.
    pub fn of(&self, period: Period) -> Tally {
        let mut sum = Tally::default();
        self.0.range(period.months_in()).for_each(|(_, tally)| sum += tally);
        sum
    }
}
