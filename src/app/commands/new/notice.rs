//! `kuaixun new notice 2007-q1`: who contributed what in a period (采用情况通报), as an article for the editor to finish.

use std::ops::Range;

use crate::app::commands::stats;
use crate::app::report::language::say;
use crate::app::report::rows::{Heading, Rows, plain};
use crate::base::{Amount, Period};
use crate::model::Bulletin;
use crate::model::statistics::columns::{Cell, What, columns_of};
use crate::model::statistics::items::{Item, Use};
use crate::model::statistics::{By, Counts, Line, Table};

/// Those who have this place or a better one are named.
const NAMED: usize = 3;

/// What a template can name beside what it can of any article: names, and Markdown.
pub fn parts(bulletin: &Bulletin, period: Period) -> Vec<(&'static str, String)> {
    let counts = Counts::of(bulletin);
    let table = counts.tallies.table(bulletin, period);
    let notice = Notice { bulletin, period, counts, table };
    let missing = if notice.has_ledger() { "notice-unsent" } else { "notice-unused" };
    vec![
        ("period", words(period)),
        ("summary", notice.summary()),
        ("ranking", notice.ranking()),
        ("missing-title", say(missing, &[])),
        ("missing", notice.missing()),
        ("tables", notice.tables()),
        ("items", notice.items()),
    ]
}

/// A period in words: 2007年第一季度.
pub fn words(period: Period) -> String {
    let (year, month) = period.first_month();
    let (last_year, last_month) = period.last_month();
    let key = match period.months() {
        12 if month == 1 => "period-year",
        6 if month % 6 == 1 => "period-half",
        3 if month % 3 == 1 => "period-quarter",
        1 => "period-month",
        _ if year == last_year => "period-months",
        _ => "period-span",
    };
    let part = (month - 1) / period.months().min(12) + 1;
    say(
        key,
        &[
            ("year", year.to_string().into()),
            ("part", part.into()),
            ("month", month.into()),
            ("last-year", last_year.to_string().into()),
            ("last-month", last_month.into()),
        ],
    )
}

struct Notice<'a> {
    bulletin: &'a Bulletin,
    period: Period,
    counts: Counts,
    table: Table,
}

impl Notice<'_> {
    fn has_ledger(&self) -> bool {
        !self.bulletin.ledger.rows.is_empty()
    }

    /// The lines of units.
    fn units(&self) -> impl Iterator<Item = &Line> {
        self.table.lines.iter().filter(|line| line.name.is_some())
    }

    /// The indices of the lines of each group, in their order.
    fn ranges(&self) -> impl Iterator<Item = Range<usize>> {
        let is_named = |range: &Range<usize>| self.table.lines[range.start].name.is_some();
        self.table.groups().into_iter().filter(is_named)
    }

    /// The lines of each group.
    fn groups(&self) -> impl Iterator<Item = &[Line]> {
        self.ranges().map(|range| &self.table.lines[range])
    }

    /// The name of a group, as Markdown.
    fn name(group: &[Line]) -> String {
        match &group[0].group {
            Some(name) => plain(name),
            None => say("notice-other-units", &[]),
        }
    }

    /// How much there was, of whom, and against other periods.
    fn summary(&self) -> String {
        let whole = &self.table.whole;
        let rate = whole.used.percent_of(whole.sent).unwrap_or_default();
        let shown = [whole.sent, whole.used, rate].map(|amount| amount.to_string());
        let mut text = self.amounts("notice-whole", &words(self.period), &shown);
        if self.period.last_day().is_none_or(|last| last >= self.bulletin.today) {
            text += &self.until();
        }
        if self.groups().count() > 1 {
            let of = self.ranges().map(|range| {
                let name = Self::name(&self.table.lines[range.clone()]);
                // As the sums of the tables.
                let columns = columns_of(range, &self.table, By::Unit, self.bulletin);
                let sum = |what| columns.iter().find(|column| column.what == what);
                let shown = [What::Sent, What::Used, What::Rate]
                    .map(|what| sum(what).map(|column| column.sum.to_string()).unwrap_or_default());
                self.amounts("notice-group", &name, &shown)
            });
            text += &say("notice-groups", &[("groups", of.collect::<Vec<_>>().join("；").into())]);
        }
        let sum: Amount = self.table.lines.iter().map(|line| line.count.used).sum();
        if sum != whole.used {
            text += &say("notice-joint", &[]);
        }
        let levels = self.table.levels.iter().enumerate().skip(1).filter_map(|(level, name)| {
            let count = whole.at(level).0;
            let words = [("level", plain(name).into()), ("count", count.to_string().into())];
            (count != Amount::default()).then(|| say("notice-level", &words))
        });
        let notes = whole.endorsed;
        let notes = (notes != Amount::default())
            .then(|| say("notice-endorsed", &[("count", notes.to_string().into())]));
        let above: Vec<String> = levels.chain(notes).collect();
        if !above.is_empty() {
            text += &say("notice-above", &[("above", above.join("，").into())]);
        }
        for (key, before) in [
            ("notice-before", self.period.before()),
            ("notice-year-before", self.period.year_before()),
        ] {
            let before = self.counts.tallies.whole(before).used;
            if before != Amount::default() {
                text += &change(key, whole.used - before);
            }
        }
        text + &self.quotas()
    }

    /// Until which day it is counted.
    fn until(&self) -> String {
        let today = self.bulletin.today;
        let words = [
            ("year", today.year().to_string().into()),
            ("month", today.month().into()),
            ("day", today.day().into()),
        ];
        say("notice-until", &words)
    }

    /// “报送 20 条，采用 7 条，采用率 35%”, of a group or of all.
    fn amounts(&self, key: &str, name: &str, [sent, used, rate]: &[String; 3]) -> String {
        let key = if self.has_ledger() { key.to_owned() } else { format!("{key}-used") };
        let words = [
            ("name", name.to_owned().into()),
            ("sent", sent.as_str().into()),
            ("used", used.as_str().into()),
            ("rate", rate.as_str().into()),
        ];
        say(&key, &words)
    }

    /// How many reached their quota; nothing where there are none.
    fn quotas(&self) -> String {
        let of_sent = self.bulletin.config.statistics.is_quota_of_sent;
        let done = |line: &Line| if of_sent { line.count.sent } else { line.count.used };
        let owing: Vec<(Amount, Amount)> =
            self.units().filter_map(|line| Some((done(line), line.quota?))).collect();
        if owing.is_empty() {
            return String::new();
        }
        let reached = owing.iter().filter(|(done, quota)| done >= quota).count();
        let none = owing.iter().filter(|(done, quota)| done < quota && *done == Amount::default());
        let count = |count: usize| (0..count).map(|_| Amount::ONE).sum::<Amount>();
        let rate = count(reached).percent_of(count(owing.len())).unwrap_or_default();
        let words = [
            ("all", owing.len().into()),
            ("reached", reached.into()),
            ("rate", rate.to_string().into()),
            ("short", (owing.len() - reached).into()),
            ("none", none.count().into()),
        ];
        say("notice-quota", &words)
    }

    /// The first of each group, whoever shares a place together, and who is not ranked.
    fn ranking(&self) -> String {
        let of_group = |range: Range<usize>| {
            let group = &self.table.lines[range.clone()];
            // As the table shows them.
            let columns = columns_of(range, &self.table, By::Unit, self.bulletin);
            let worth = if self.has_points() { What::Points } else { What::Used };
            let worth = columns.iter().find(|column| column.what == worth)?;
            let is_ranked = |(line, _): &(&Line, &Cell)| {
                line.place.is_some() && line.count.points > Amount::default()
            };
            let ranked: Vec<(&Line, &Cell)> =
                group.iter().zip(&worth.cells).filter(is_ranked).collect();
            let places = ranked.chunk_by(|one, other| one.0.place == other.0.place);
            let best = places.take_while(|lines| lines[0].0.place <= Some(NAMED)).map(|lines| {
                let names = lines.iter().filter_map(|(line, _)| line.name.as_deref());
                let words = [
                    ("place", lines[0].0.place.unwrap_or(0).into()),
                    ("names", names.map(plain).collect::<Vec<_>>().join("、").into()),
                    ("worth", lines[0].1.to_string().into()),
                ];
                let key = if lines.len() > 1 { "notice-tie" } else { "notice-place" };
                say(
                    &format!("{key}-{}", if self.has_points() { "points" } else { "items" }),
                    &words,
                )
            });
            let best: Vec<String> = best.collect();
            let words = [("group", Self::name(group).into()), ("best", best.join("，").into())];
            (!best.is_empty()).then(|| say("notice-best", &words))
        };
        let excluded = self.units().filter_map(|line| {
            let words = [
                ("name", plain(line.name.as_deref()?).into()),
                ("reason", plain(line.excluded.as_deref()?).into()),
            ];
            Some(say("notice-excluded", &words))
        });
        let all: Vec<String> = self.ranges().filter_map(of_group).chain(excluded).collect();
        if all.is_empty() { say("notice-nobody-ranked", &[]) } else { all.join("\n\n") }
    }

    fn has_points(&self) -> bool {
        self.bulletin.config.statistics.has_points()
    }

    /// Who sent nothing, or of whom nothing was used where there is no ledger; and how many there were before.
    fn missing(&self) -> String {
        let has_ledger = self.has_ledger();
        let is_none = |sent: Amount, used: Amount| {
            (if has_ledger { sent } else { used }) == Amount::default()
        };
        let silent = self.table.silent(self.bulletin);
        let names: Vec<String> =
            silent.iter().filter_map(|line| line.name.as_deref()).map(plain).collect();
        if names.is_empty() {
            return say(if has_ledger { "notice-all-sent" } else { "notice-nobody-unused" }, &[]);
        }
        let words = [("count", names.len().into()), ("names", names.join("、").into())];
        let text = say(if has_ledger { "notice-sent-none" } else { "notice-used-none" }, &words);
        let before = |line: &&Line| is_none(line.before.sent, line.before.used);
        let (none, all) = (self.units().filter(before).count(), self.units().count());
        if none == all {
            return text;
        }
        let count = |count: usize| (0..count).map(|_| Amount::ONE).sum::<Amount>();
        text + &change("notice-none-before", count(names.len()) - count(none))
    }

    /// A table for each group.
    fn tables(&self) -> String {
        let of_group = |range: Range<usize>| {
            let name = Self::name(&self.table.lines[range.clone()]);
            let mut columns = columns_of(range, &self.table, By::Unit, self.bulletin);
            columns.retain(|column| column.what != What::Group);
            let title = (self.groups().count() > 1).then(|| format!("### {name}\n\n"));
            title.unwrap_or_default() + &stats::rows(&columns, By::Unit, true).markdown()
        };
        self.ranges().map(of_group).collect::<Vec<_>>().join("\n\n")
    }

    /// What was used, unit by unit in the order of the tables.
    fn items(&self) -> String {
        let items = &self.counts.items;
        let order: Vec<&str> = self.units().filter_map(|line| line.name.as_deref()).collect();
        let mut uses: Vec<(usize, &Item, &Use)> = Vec::new();
        for item in &items.items {
            let names = self.bulletin.names_of(&item.units);
            let place = order.iter().position(|known| Some(known) == names.first());
            let in_period = item.uses.iter().filter(|one| self.period.contains(one.day));
            uses.extend(in_period.map(|one| (place.unwrap_or(order.len()), item, one)));
        }
        uses.sort_by_key(|(place, _, one)| (*place, one.day, one.level));
        let shown = Amount::rounded(&uses.iter().map(|(.., one)| one.points).collect::<Vec<_>>());
        let row = |(at, (_, item, one)): (usize, &(usize, &Item, &Use))| {
            let article =
                item.article.map(|article| self.bulletin.articles[article].title.to_string());
            let title = article
                .or_else(|| item.row.map(|row| self.bulletin.ledger.rows[row].title.clone()));
            vec![
                (at + 1).to_string(),
                self.bulletin.names_of(&item.units).join("、"),
                title.unwrap_or_default(),
                items.place(self.bulletin, item, one),
                one.day.to_string(),
                shown[at].to_string(),
            ]
        };
        let keys = ["place", "unit", "title", "outlet", "date", "points"];
        let count = if self.has_points() { keys.len() } else { keys.len() - 1 };
        let rows = uses.iter().enumerate().map(row).map(|mut row| {
            row.truncate(count);
            row
        });
        let head = keys[..count].iter().map(|key| Heading::of(key)).collect();
        Rows { head, rows: rows.collect() }.markdown()
    }
}

/// “比上期增加 3 条”, under one of three keys.
fn change(key: &str, difference: Amount) -> String {
    let nothing = Amount::default();
    let (end, count) = match difference {
        more if more > nothing => ("more", more),
        less if less < nothing => ("less", nothing - less),
        _ => ("same", nothing),
    };
    say(&format!("{key}-{end}"), &[("count", count.to_string().into())])
}
