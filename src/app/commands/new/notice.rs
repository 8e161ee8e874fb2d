//! `kuaixun new notice 2007-q1`: who contributed what in a period (采用情况通报), as an article for the editor to finish.

use crate::app::commands::stats;
use crate::app::report::language::say;
use crate::app::report::rows::{Heading, Rows};
use crate::base::{Amount, Period};
use crate::model::statistics::columns::{What, columns_of};
use crate::model::statistics::items::{Item, Use, items};
use crate::model::statistics::{By, Line, Table, table};
use crate::model::{Bulletin, TermKind};

/// Those who have this place or a better one are named.
const NAMED: usize = 3;

/// What a template can name beside what it can of any article: names, and Markdown.
pub fn parts(bulletin: &Bulletin, period: Period) -> Vec<(&'static str, String)> {
    let table = table(bulletin, By::Unit, period, None);
    let notice = Notice { bulletin, period, table };
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

    /// The lines of each group, in their order.
    fn groups(&self) -> impl Iterator<Item = &[Line]> {
        let named = self.units().count();
        self.table.lines[..named].chunk_by(|one, other| one.group == other.group)
    }

    /// How much there was, of whom, and against other periods.
    fn summary(&self) -> String {
        let whole = &self.table.whole;
        let of_group = |name: &str, of: &[Line]| {
            let sum = |of_line: fn(&Line) -> Amount| of.iter().map(of_line).sum::<Amount>();
            let (sent, used) = (sum(|line| line.count.sent), sum(|line| line.count.used));
            self.amounts("notice-group", name, sent, used)
        };
        let mut text = self.amounts("notice-whole", &words(self.period), whole.sent, whole.used);
        if self.period.last_day().is_none_or(|last| last >= self.bulletin.today) {
            text += &say("notice-until", &[("date", self.bulletin.today.to_string().into())]);
        }
        if self.groups().count() > 1 {
            let name = |group: &[Line]| group[0].group.clone();
            let other = say("notice-other-units", &[]);
            let of = self
                .groups()
                .map(|group| of_group(name(group).as_deref().unwrap_or(&other), group));
            text += &say("notice-groups", &[("groups", of.collect::<Vec<_>>().join("；").into())]);
        }
        let sum: Amount = self.table.lines.iter().map(|line| line.count.used).sum();
        if sum != whole.used {
            text += &say("notice-joint", &[]);
        }
        let levels = self.table.levels.iter().enumerate().skip(1).filter_map(|(level, name)| {
            let count = whole.at(level).0;
            let words = [("level", name.as_str().into()), ("count", count.to_string().into())];
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
            let before = table(self.bulletin, By::Unit, before, None).whole.used;
            if before != Amount::default() {
                text += &change(key, whole.used - before);
            }
        }
        text + &self.quotas()
    }

    /// “报送 20 条，采用 7 条，采用率 35%”, of a group or of all.
    fn amounts(&self, key: &str, name: &str, sent: Amount, used: Amount) -> String {
        let key = if self.has_ledger() { key.to_owned() } else { format!("{key}-used") };
        let rate = used.percent_of(sent).unwrap_or_default();
        let words = [
            ("name", name.to_owned().into()),
            ("sent", sent.to_string().into()),
            ("used", used.to_string().into()),
            ("rate", rate.to_string().into()),
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
        let of_group = |group: &[Line]| {
            // As the table shows them.
            let points =
                Amount::rounded(&group.iter().map(|line| line.count.points).collect::<Vec<_>>());
            let ranked: Vec<&Line> =
                group.iter().filter(|line| line.place.is_some() && worth(line)).collect();
            let places = ranked.chunk_by(|one, other| one.place == other.place);
            let best = places.take_while(|lines| lines[0].place <= Some(NAMED)).map(|lines| {
                let names: Vec<&str> =
                    lines.iter().filter_map(|line| line.name.as_deref()).collect();
                let place = i64::try_from(lines[0].place.unwrap_or(0)).unwrap_or(0);
                let first = group.iter().position(|line| line == lines[0]).unwrap_or(0);
                let points = points[first];
                let words = [
                    ("place", place.into()),
                    ("names", names.join("、").into()),
                    ("points", points.to_string().into()),
                ];
                say(if lines.len() > 1 { "notice-tie" } else { "notice-place" }, &words)
            });
            let best: Vec<String> = best.collect();
            let name = group[0].group.clone().unwrap_or_else(|| say("notice-other-units", &[]));
            let words = [("group", name.into()), ("best", best.join("，").into())];
            (!best.is_empty()).then(|| say("notice-best", &words))
        };
        let excluded = self.units().filter_map(|line| {
            let words = [
                ("name", line.name.as_deref()?.to_owned().into()),
                ("reason", line.excluded.clone()?.into()),
            ];
            Some(say("notice-excluded", &words))
        });
        self.groups().filter_map(of_group).chain(excluded).collect::<Vec<_>>().join("\n\n")
    }

    /// Who sent nothing, or of whom nothing was used where there is no ledger; and how many there were before.
    fn missing(&self) -> String {
        let has_ledger = self.has_ledger();
        let is_none = |sent: Amount, used: Amount| {
            (if has_ledger { sent } else { used }) == Amount::default()
        };
        let now = |line: &&Line| is_none(line.count.sent, line.count.used);
        let before =
            self.units().filter(|line| is_none(line.before.sent, line.before.used)).count();
        let names: Vec<&str> =
            self.units().filter(now).filter_map(|line| line.name.as_deref()).collect();
        if names.is_empty() {
            return say(if has_ledger { "notice-all-sent" } else { "notice-nobody-unused" }, &[]);
        }
        let words = [("count", names.len().into()), ("names", names.join("、").into())];
        let text = say(if has_ledger { "notice-sent-none" } else { "notice-used-none" }, &words);
        let had_any = self.units().any(|line| !is_none(line.before.sent, line.before.used));
        if !had_any {
            return text;
        }
        let count = |count: usize| (0..count).map(|_| Amount::ONE).sum::<Amount>();
        text + &change("notice-none-before", count(names.len()) - count(before))
    }

    /// A table for each group.
    fn tables(&self) -> String {
        let of_group = |group: &[Line]| {
            let mut columns = columns_of(group, &self.table, By::Unit, self.bulletin);
            columns.retain(|column| column.what != What::Group);
            let heading = group[0].group.clone().unwrap_or_else(|| say("notice-other-units", &[]));
            let title = (self.groups().count() > 1).then(|| format!("### {heading}\n\n"));
            title.unwrap_or_default() + &stats::rows(&columns, By::Unit, true).markdown()
        };
        self.groups().map(of_group).collect::<Vec<_>>().join("\n\n")
    }

    /// What was used, unit by unit in the order of the tables.
    fn items(&self) -> String {
        let items = items(self.bulletin, None);
        let units = &self.bulletin.terms[TermKind::Unit];
        let others = &self.bulletin.ledger.others;
        let name = |unit: usize| match units.get(unit) {
            Some(term) => term.name.to_string(),
            None => others[unit - units.len()].to_string(),
        };
        let order: Vec<&str> = self.units().filter_map(|line| line.name.as_deref()).collect();
        let mut uses: Vec<(usize, &Item, &Use)> = Vec::new();
        for item in &items.items {
            let first = item.units.first().map(|unit| name(*unit));
            let place = order.iter().position(|known| Some(*known) == first.as_deref());
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
            let names: Vec<String> = item.units.iter().map(|unit| name(*unit)).collect();
            vec![
                (at + 1).to_string(),
                names.join("、"),
                title.unwrap_or_default(),
                self.place(item, one, &items.levels[one.level]),
                one.day.to_string(),
                shown[at].to_string(),
            ]
        };
        let keys = ["place", "unit", "title", "outlet", "date", "points"];
        let has_points = self.bulletin.config.statistics.has_points();
        let count = if has_points { keys.len() } else { keys.len() - 1 };
        let rows = uses.iter().enumerate().map(row).map(|mut row| {
            row.truncate(count);
            row
        });
        let head = keys[..count].iter().map(|key| Heading::of(key)).collect();
        Rows { head, rows: rows.collect() }.markdown()
    }

    /// Where an item was used: the issue, or what the ledger or the article says.
    fn place(&self, item: &Item, one: &Use, level: &str) -> String {
        let article = item.article.map(|article| &self.bulletin.articles[article]);
        let issue = article.and_then(|article| article.issues.first()).filter(|_| one.level == 0);
        let own = issue.map(|issue| {
            let issue = &self.bulletin.issues[*issue];
            let publication = &self.bulletin.publications[issue.publication];
            format!("{} {}", publication.title, issue.id)
        });
        let bulletin = self.bulletin;
        let outlet = one.outlet(bulletin, item);
        let said = [(one.level > 0).then_some(level), outlet, one.issue(bulletin)];
        let column = || bulletin.column_of(article?).map(|column| column.name.to_string());
        let said = said.into_iter().flatten().collect::<Vec<_>>().join(" ");
        own.or_else(|| (!said.is_empty()).then_some(said))
            .or_else(column)
            .unwrap_or_else(|| level.to_owned())
    }
}

/// Whether a line is worth naming among the best.
fn worth(line: &Line) -> bool {
    line.count.points > Amount::default()
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
