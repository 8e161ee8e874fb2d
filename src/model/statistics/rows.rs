//! Rows of the ledger join the items that they mean.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use jiff::civil::Date;
use rustc_hash::FxHashMap;

use super::items::{Context, Extra, ExtraKind, Item, Items, Told, Use, form};
use crate::base::{Diagnostic, Fingerprint};
use crate::content::data::submissions::{Outcome, Submission};
use crate::model::bulletin::{Bulletin, Numbers};

/// A row of the ledger means an article of its title that is at most so many days away: titles come again from year to year.
const NEAR: i64 = 90;
/// A use that is farther away than that may still be of the item, up to so many days.
const YEAR: i64 = 365;

impl Items {
    /// Joins the rows of the ledger to items.
    pub(super) fn take_rows(&mut self, context: &Context<'_, '_>) {
        let ledger = &context.bulletin.ledger;
        let mut by_title: FxHashMap<String, Vec<usize>> = FxHashMap::default();
        for row in ledger.rows.iter() {
            by_title.entry(form(&row.title)).or_default();
        }
        for (index, item) in self.items.iter().enumerate() {
            let title = item.article.map(|article| form(&context.bulletin.articles[article].title));
            by_title.entry(title.unwrap_or_default()).and_modify(|indices| indices.push(index));
        }
        // What the bulletin used goes first, then what it did not use, then what levels above did: these join. The order
        // follows from what rows say, so that it does not matter how the file is sorted.
        let mut order: Vec<usize> = (0..ledger.rows.len()).collect();
        order.sort_by_cached_key(|number| {
            let (row, units) = (&ledger.rows[*number], &ledger.units[*number]);
            let kind = (row.level.is_some(), !row.outcome.is_use(), row.date);
            let sure = (row.article.is_none(), row.outlet.is_none(), Reverse(units.len()));
            (kind, sure, units, row.outcome.name(), &row.level, &row.outlet)
        });
        let mut seen = BTreeSet::new();
        for number in order {
            let (row, units) = (&ledger.rows[number], &ledger.units[number]);
            let title = form(&row.title);
            let alike = by_title.entry(title).or_default();
            let found = self.find(row, units, alike, context);
            if let Some(index) = found {
                self.tell_units(index, row, units);
                if !alike.contains(&index) {
                    // Rows of the same title mean the article of its file, too.
                    alike.push(index);
                }
            }
            let index = found.unwrap_or_else(|| {
                self.tell_other(row, units, alike, context);
                let sent = (row.outcome != Outcome::Unanswered).then_some(row.date);
                self.items.push(Item {
                    units: units.clone(),
                    row: Some(number),
                    sent,
                    ..Item::default()
                });
                let index = self.items.len() - 1;
                // What was asked for and did not come is nothing that others could mean.
                if sent.is_some() {
                    alike.push(index);
                }
                index
            });
            self.take(index, number, context);
            let said = (row.date, form(&row.title), units, row.outcome, &row.level, &row.outlet);
            if !seen.insert(Fingerprint::of(&said)) && row.outcome != Outcome::Unanswered {
                self.findings.push(differs("twice", row));
            }
        }
    }

    /// The item that a row means: that of its file, or one of the same title. A row of the bulletin's own means an article
    /// that no other row of its units means.
    fn find(
        &self,
        row: &Submission,
        units: &Numbers,
        alike: &[usize],
        context: &Context<'_, '_>,
    ) -> Option<usize> {
        if row.outcome == Outcome::Unanswered {
            return None;
        }
        let level = row.level.as_deref().and_then(|level| self.level(level));
        let outlet = row.outlet.as_deref();
        let is_free = |item: &Item| match level {
            None => item.article.is_some() && !has_any(&item.claimed, units),
            Some(level) => {
                let same = |one: &&Use| {
                    one.level == level && is_outlet(one, item, outlet, context.bulletin)
                };
                let is_theirs = |one: &Use| one.is_open || !has_any(&one.claimed, units);
                item.uses.iter().find(same).is_none_or(is_theirs)
            }
        };
        let is_it = |index: &usize| {
            let item = &self.items[*index];
            is_free(item) && has_any(&item.units, units)
        };
        if let Some(path) = &row.article {
            return context.article_of(path).filter(is_it);
        }
        let far = |index: &usize| {
            let item = &self.items[*index];
            let article = item.article.filter(|_| level.is_none());
            let article = article.map(|article| context.bulletin.articles[article].date.date);
            let uses = item.uses.iter().map(|one| one.day).filter(|_| level.is_some());
            let sent = item.sent.filter(|_| level.is_some());
            let known = article.into_iter().chain(sent).chain(uses);
            known.map(|day| days(row.date, day)).min()
        };
        let near = alike.iter().filter(|index| is_it(index));
        let near = near.filter_map(|index| Some((far(index)?, *index)));
        // What was used goes before what was not, and an item of the same units before others. Articles stand from the newest
        // to the oldest: of two as near, the older.
        near.filter(|(far, _)| *far <= NEAR)
            .min_by_key(|(far, index)| {
                let item = &self.items[*index];
                let is_other = item.units.len() != units.len();
                (item.uses.is_empty(), is_other, *far, Reverse(*index))
            })
            .map(|(_, index)| index)
    }

    /// Tells of a row that names units which the item has not: they get nothing of it.
    fn tell_units(&mut self, index: usize, row: &Submission, units: &Numbers) {
        let item = &self.items[index];
        if units.iter().any(|unit| !item.units.contains(unit)) {
            let finding = differs("more", row).with("units", row.units.join("、"));
            self.findings.push(finding.with("title", &row.title));
        }
    }

    fn level(&self, name: &str) -> Option<usize> {
        self.levels.iter().position(|level| *level == name)
    }

    /// Tells of a row that means no article, though it names a file, or has the title of one.
    fn tell_other(
        &mut self,
        row: &Submission,
        units: &Numbers,
        alike: &[usize],
        context: &Context<'_, '_>,
    ) {
        let bulletin = context.bulletin;
        let is_near = |index: &&usize| {
            let article = self.items[**index].article.map(|article| &bulletin.articles[article]);
            article.is_some_and(|article| days(row.date, article.date.date) <= NEAR)
        };
        let index = match &row.article {
            Some(path) => context.article_of(path),
            None => alike.iter().rev().find(is_near).copied(),
        };
        let found = match (index, &row.article) {
            (None, Some(path)) => Some(differs("file", row).with("path", path)),
            // A part of an item of several units need not be by them.
            (_, Some(_)) if row.outcome == Outcome::Merged => None,
            (index, _) => index.and_then(|index| self.differs(index, row, units, bulletin)),
        };
        let is_use = row.outcome.is_use() && row.level.is_none();
        let withdrawn = || {
            let title = form(&row.title);
            let item = bulletin.withdrawn.iter().find(|item| form(&item.title) == title)?;
            Some(differs("withdrawn", row).with("path", &item.document.path))
        };
        // The same title, sent in the same year, and a use long after it.
        let far = || {
            let same = alike.iter().map(|index| &self.items[*index]);
            let mut same =
                same.filter(|item| has_any(&item.units, units)).filter_map(|item| item.sent);
            let is_far = same.any(|sent| (NEAR..YEAR).contains(&days(row.date, sent)));
            (is_far && row.level.is_some()).then(|| differs("far", row).with("title", &row.title))
        };
        let found = found.or_else(|| if is_use { withdrawn() } else { far() });
        self.findings.extend(found);
    }

    /// Why a row may not mean an article: it is of other units, or a row before it means the article.
    fn differs(
        &self,
        index: usize,
        row: &Submission,
        units: &Numbers,
        bulletin: &Bulletin,
    ) -> Option<Diagnostic> {
        let item = &self.items[index];
        let path = &bulletin.articles[item.article?].text.document.path;
        if has_any(&item.units, units) {
            return row.outcome.is_use().then(|| differs("again", row).with("path", path));
        }
        let finding = differs("", row).with("units", row.units.join("、")).with("path", path);
        (!item.units.is_empty()).then_some(finding)
    }

    /// Adds to an item what a row says of it.
    fn take(&mut self, index: usize, number: usize, context: &Context<'_, '_>) {
        let (bulletin, rules) = (context.bulletin, context.rules);
        let row = &bulletin.ledger.rows[number];
        let level = row.level.as_deref().and_then(|level| self.level(level)).unwrap_or(0);
        let item = &mut self.items[index];
        if level == 0 && item.article.is_some() {
            // Each of several units may have a row of its own.
            item.sent =
                item.sent.filter(|_| item.row.is_some()).into_iter().chain([row.date]).min();
            item.row = Some(number);
            item.claimed.extend(bulletin.ledger.units[number].iter().copied());
        }
        let of_outcome = rules.points.by_name.get(row.outcome.name()).copied();
        let mut extra = |kind, points| item.extras.push(Extra { day: row.date, kind, points });
        match row.outcome {
            Outcome::Asked => extra(ExtraKind::Asked, of_outcome.unwrap_or_default()),
            Outcome::Unanswered => extra(ExtraKind::Unanswered, of_outcome.unwrap_or_default()),
            Outcome::Declined | Outcome::Returned => {
                extra(ExtraKind::Declined, of_outcome.unwrap_or_default());
            }
            Outcome::Adopted | Outcome::Merged => {}
        }
        if let Some(name) = &row.endorsed {
            extra(ExtraKind::Endorsed, context.note(name));
        }
        if !row.outcome.is_use() {
            if let (0, Some(article)) = (level, item.article) {
                let path = &bulletin.articles[article].text.document.path;
                let finding = differs("outcome", row).with("value", row.outcome.name());
                self.findings.push(finding.with("path", path));
            }
            return;
        }
        let merged = of_outcome.filter(|_| row.outcome == Outcome::Merged);
        if let (0, Some(_)) = (level, item.article) {
            let own = item.uses.iter_mut().filter(|one| one.level == 0);
            own.for_each(|one| one.points = merged.unwrap_or(one.points));
            return;
        }
        let outlet = row.outlet.as_deref();
        let units = &bulletin.ledger.units[number];
        // Front matter says it, too, or another unit of a joint item.
        let is_known = |one: &Use| {
            let is_theirs = one.is_open || !has_any(&one.claimed, units);
            one.level == level && is_theirs && is_outlet(one, item, outlet, bulletin)
        };
        if let Some(known) = item.uses.iter().position(is_known) {
            item.uses[known].is_open = false;
            item.uses[known].claimed.extend(units.iter().copied());
            return;
        }
        let names = [row.outlet.as_deref(), row.level.as_deref()];
        item.uses.push(Use {
            day: row.date,
            level,
            told: Told::Row(number),
            points: merged.unwrap_or_else(|| rules.points_of(names.into_iter().flatten())),
            is_open: false,
            claimed: units.clone(),
        });
    }
}

/// Whether a use may be the one that a row means: it is in the same outlet, or one of them does not say in which.
fn is_outlet(one: &Use, item: &Item, outlet: Option<&str>, bulletin: &Bulletin) -> bool {
    match (one.outlet(bulletin, item), outlet) {
        (Some(one), Some(other)) => form(one) == form(other),
        (None, None) => true,
        _ => one.is_open,
    }
}

/// A finding on a row that says other than articles do.
fn differs(wording: &'static str, row: &Submission) -> Diagnostic {
    Diagnostic::warning("ledger-differs").wording(wording).at(row.span())
}

fn has_any(units: &Numbers, others: &Numbers) -> bool {
    units.iter().any(|unit| others.contains(unit))
}

/// How many days lie between two.
fn days(one: Date, other: Date) -> i64 {
    one.duration_since(other).as_hours().abs() / 24
}
