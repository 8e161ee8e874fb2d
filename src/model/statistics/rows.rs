//! Rows of the ledger join the items that they mean.

use std::cmp::Reverse;

use jiff::civil::Date;
use rustc_hash::FxHashMap;

use super::items::{Context, Extra, ExtraKind, Item, Items, Told, Use};
use crate::base::Diagnostic;
use crate::content::data::submissions::{Outcome, Submission};
use crate::model::bulletin::{Article, Bulletin, Numbers};

/// A row of the ledger means an article of its title that is at most so many days away: titles come again from year to year.
const NEAR: i64 = 90;

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
        // What the bulletin itself made of it goes first: levels above it join.
        let mut order: Vec<usize> = (0..ledger.rows.len()).collect();
        order.sort_by_key(|row| (ledger.rows[*row].level.is_some(), ledger.rows[*row].date));
        for number in order {
            let (row, units) = (&ledger.rows[number], &ledger.units[number]);
            let title = form(&row.title);
            let alike = by_title.entry(title).or_default();
            let index = self.find(row, units, alike, context).unwrap_or_else(|| {
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
        }
    }

    /// The item that a row means, among those of the same title.
    fn find(
        &self,
        row: &Submission,
        units: &Numbers,
        alike: &[usize],
        context: &Context<'_, '_>,
    ) -> Option<usize> {
        if let Some(path) = &row.article {
            return context.article_of(path);
        }
        if row.outcome == Outcome::Unanswered {
            return None;
        }
        let level = row.level.as_deref().and_then(|level| self.level(level));
        let is_free = |item: &Item| match level {
            None => item.article.is_some() && item.row.is_none(),
            Some(level) => {
                let outlet = row.outlet.as_deref();
                let same = |one: &&Use| {
                    one.level == level && is_outlet(one, item, outlet, context.bulletin)
                };
                item.uses.iter().find(same).is_none_or(|one| one.is_open)
            }
        };
        let far = |index: &usize| {
            let item = &self.items[*index];
            let known = item.sent.into_iter().chain(item.uses.iter().map(|one| one.day));
            known.map(|day| days(row.date, day)).min()
        };
        let is_it = |index: &&usize| {
            let item = &self.items[**index];
            is_free(item) && item.units.iter().any(|unit| units.contains(unit))
        };
        let near = alike.iter().filter(is_it).filter_map(|index| Some((far(index)?, *index)));
        // Articles stand from the newest to the oldest: of two as near, the older.
        near.filter(|(far, _)| *far <= NEAR)
            .min_by_key(|(far, index)| (*far, Reverse(*index)))
            .map(|(_, index)| index)
    }

    fn level(&self, name: &str) -> Option<usize> {
        self.levels.iter().position(|level| *level == name)
    }

    /// Tells of a row that means no article, though it names a file or has the title of an article of other units.
    fn tell_other(
        &mut self,
        row: &Submission,
        units: &Numbers,
        alike: &[usize],
        context: &Context<'_, '_>,
    ) {
        let is_other = |item: &Item, article: &Article| {
            days(row.date, article.date.date) <= NEAR
                && !item.units.is_empty()
                && !item.units.iter().any(|unit| units.contains(unit))
        };
        let found = alike.iter().find_map(|index| {
            let item = &self.items[*index];
            let article = &context.bulletin.articles[item.article?];
            is_other(item, article).then_some(article)
        });
        if let Some(path) = &row.article {
            let finding = Diagnostic::warning("ledger-differs").wording("file");
            self.findings.push(finding.with("path", path).at(row.span()));
        } else if let Some(article) = found {
            let finding = Diagnostic::warning("ledger-differs");
            let finding = finding.with("units", row.units.join("、"));
            let path = &article.text.document.path;
            self.findings.push(finding.with("title", &row.title).with("path", path).at(row.span()));
        }
    }

    /// Adds to an item what a row says of it.
    fn take(&mut self, index: usize, number: usize, context: &Context<'_, '_>) {
        let (bulletin, rules) = (context.bulletin, context.rules);
        let row = &bulletin.ledger.rows[number];
        let level = row.level.as_deref().and_then(|level| self.level(level)).unwrap_or(0);
        let item = &mut self.items[index];
        if level == 0 {
            item.row = Some(number);
            if item.article.is_some() {
                item.sent = Some(row.date);
            }
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
            if let (0, Some(article), true) = (level, item.article, item.sent.is_some()) {
                let finding = Diagnostic::warning("ledger-differs").wording("outcome");
                let finding = finding.with("value", row.outcome.name());
                let path = &bulletin.articles[article].text.document.path;
                self.findings.push(finding.with("path", path).at(row.span()));
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
        let is_known =
            |one: &Use| one.level == level && one.is_open && is_outlet(one, item, outlet, bulletin);
        if let Some(known) = item.uses.iter().position(is_known) {
            item.uses[known].is_open = false;
            return;
        }
        let names = [row.outlet.as_deref(), row.level.as_deref()];
        item.uses.push(Use {
            day: row.date,
            level,
            told: Told::Row(number),
            points: merged.unwrap_or_else(|| rules.points_of(names.into_iter().flatten())),
            is_open: false,
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

/// What a title is compared by: titles are typed again with other marks and blanks.
fn form(title: &str) -> String {
    let narrow = |c: char| match c {
        '！'..='～' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        c => c,
    };
    let letters = title.chars().map(narrow).filter(|c| c.is_alphanumeric());
    let form: String = letters.flat_map(char::to_lowercase).collect();
    if form.is_empty() { title.to_owned() } else { form }
}

/// How many days lie between two.
fn days(one: Date, other: Date) -> i64 {
    one.duration_since(other).as_hours().abs() / 24
}
