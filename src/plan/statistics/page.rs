//! What was counted in a period, as a page shows it: tables by group, bars, a line of its months.

use std::ops::Range;
use std::sync::Arc;

use super::periods::{address, in_words, is_open, link, near, periods, title};
use crate::base::{Amount, Period, limits};
use crate::content::markdown::chart::{Chart, Kind, Series, figure};
use crate::content::{Audience, Words};
use crate::model::statistics::columns::{Cell, Column, What, columns_of};
use crate::model::statistics::items::{Item, Use};
use crate::model::statistics::{By, Counts, Line, Table};
use crate::model::{Bulletin, TermKind};
use crate::plan::recipe::Report;
use crate::plan::view::{Link, StatisticsCell, StatisticsGroup, StatisticsTable, StatisticsView};

/// What is counted in a period, as tables.
pub struct Page<'a> {
    pub bulletin: &'a Bulletin,
    pub words: &'a Words,
    pub period: Period,
    pub counted: &'a Counts,
}

impl Page<'_> {
    /// Fills the page of a period.
    pub fn fill(&self, view: StatisticsView) -> StatisticsView {
        let (bulletin, words, period) = (self.bulletin, self.words, self.period);
        let table = self.counted.tallies.table(bulletin, period);
        let all = periods(bulletin);
        let silent = table.silent(bulletin);
        StatisticsView {
            near: near(period, |near| all.contains(near), |near| link(words, near)),
            is_open: is_open(period, bulletin.today),
            trend: self.trend(),
            groups: self.groups(&table, By::Unit),
            silent: silent
                .iter()
                .filter_map(|line| Some(self.unit(line.name.as_deref()?)))
                .collect(),
            items: Some(Link {
                title: words.get("statistics_items").into(),
                url: address(Report::Items(period)),
            }),
            ..view
        }
    }

    /// A line over the months, where there are several.
    fn trend(&self) -> Option<String> {
        let words = self.words;
        let months: Vec<Period> = self.period.each_month().collect();
        let tallies = months.iter().map(|month| self.counted.tallies.whole(*month));
        let (sent, used): (Vec<f64>, Vec<f64>) =
            tallies.map(|tally| (tally.sent.approximate(), tally.used.approximate())).unzip();
        let series = |key: &str, values| Series { name: words.get(key).to_owned(), values };
        let has_ledger = !self.bulletin.ledger.rows.is_empty();
        let sent = has_ledger.then(|| series("count_sent", sent));
        let chart = Chart {
            kind: Kind::Line,
            title: title(words, self.period),
            unit: String::new(),
            labels: months.iter().map(|month| in_words(words, *month)).collect(),
            series: sent.into_iter().chain([series("count_items", used)]).collect(),
        };
        (months.len() > 1).then(|| figure(&chart))
    }

    /// The tables of all groups.
    pub fn groups(&self, table: &Table, by: By) -> Vec<StatisticsGroup> {
        let groups = match by {
            By::Unit => table.groups(),
            // Others are not ranked in groups, and have one sum.
            _ => std::iter::once(0..table.lines.len()).collect(),
        };
        let groups = groups.into_iter().filter(|lines| !lines.is_empty());
        groups.map(|lines| self.group(lines, table, by)).collect()
    }

    /// The table of a group, with bars of what ranks it.
    fn group(&self, range: Range<usize>, table: &Table, by: By) -> StatisticsGroup {
        let bulletin = self.bulletin;
        let lines = &table.lines[range.clone()];
        let mut columns = columns_of(range, table, by, bulletin);
        columns.retain(|column| column.what != What::Group);
        // The name stays in sight where a table is wider than the screen.
        columns.sort_by_key(|column| column.what != What::Name);
        let rows = (0..lines.len()).map(|row| {
            let cells =
                columns.iter().map(|column| self.cell(&column.what, &column.cells[row], by));
            cells.collect()
        });
        let sum = columns.iter().map(|column| match column.what {
            What::Name => text(self.words.get("count_sum").to_owned(), false),
            _ => self.cell(&column.what, &column.sum, by),
        });
        StatisticsGroup {
            name: lines[0].group.as_deref().map(Into::into),
            is_unnamed: by == By::Unit && lines[0].name.is_none(),
            note: None,
            chart: self.bars(lines, &columns),
            missing: Vec::new(),
            table: StatisticsTable {
                heads: columns.iter().map(|column| self.head(&column.what, by)).collect(),
                rows: rows.collect(),
                sum: sum.collect(),
            },
        }
    }

    /// Bars of the points, or of what was used where there are none.
    fn bars(&self, lines: &[Line], columns: &[Column]) -> Option<String> {
        let of = |what: &What| columns.iter().find(|column| column.what == *what);
        let column = of(&What::Points).or_else(|| of(&What::Used))?;
        let value = |cell: &Cell| match cell {
            Cell::Number(number) => number.approximate(),
            _ => 0.0,
        };
        let rows: Vec<(String, f64)> = lines
            .iter()
            .zip(&column.cells)
            .filter_map(|(line, cell)| Some((line.name.as_deref()?.to_owned(), value(cell))))
            .take(limits::CHART_ROWS)
            .collect();
        let is_worth_it = rows.len() > 1 && rows.iter().any(|(_, value)| *value != 0.0);
        let (labels, values) = rows.into_iter().unzip();
        let name = self.head(&column.what, By::Unit).text.to_string();
        let chart = Chart {
            kind: Kind::Bar,
            title: name.clone(),
            unit: String::new(),
            labels,
            series: vec![Series { name: String::new(), values }],
        };
        is_worth_it.then(|| figure(&chart))
    }

    fn head(&self, what: &What, by: By) -> StatisticsCell {
        let words = self.words;
        let level = |key: &str, level: &String| words.fill(key, &[("level", level)]);
        let title = match what {
            What::LevelUses(name) => level("count_level_items", name),
            What::LevelPoints(name) => level("count_level_points", name),
            What::Name => words.get(name(by)).to_owned(),
            what => words.get(key(what)).to_owned(),
        };
        text(title, is_number(what))
    }

    fn cell(&self, what: &What, cell: &Cell, by: By) -> StatisticsCell {
        let nobody = match by {
            By::Unit | By::Group => "count_unnamed",
            By::Level => "others",
            By::Column | By::Author | By::Month => "count_unstated",
        };
        match cell {
            Cell::Blank if *what == What::Name => text(self.words.get(nobody).to_owned(), false),
            Cell::Text(name) if *what == What::Name => self.unit(name),
            cell => text(cell.to_string(), is_number(what)),
        }
    }

    /// A unit, with the page of its articles.
    fn unit(&self, name: &str) -> StatisticsCell {
        let terms = &self.bulletin.terms[TermKind::Unit];
        let term = terms.iter().find(|term| *term.name == *name);
        StatisticsCell { url: term.map(|term| term.url.clone()), ..text(name.to_owned(), false) }
    }

    /// What was used, by day. On a public site only what is published there: the ledger is not for readers.
    pub fn items(&self) -> StatisticsGroup {
        let words = self.words;
        let bulletin = self.bulletin;
        let is_public = bulletin.config.audience == Audience::Public;
        let all = self.counted.items.items.iter();
        let shown = all.filter(|item| !is_public || item.article.is_some());
        let uses = shown.flat_map(|item| item.uses.iter().map(move |one| (item, one)));
        let mut uses: Vec<(&Item, &Use)> =
            uses.filter(|(_, one)| self.period.contains(one.day)).collect();
        uses.sort_by_key(|(_, one)| (one.day, one.level));
        let points = Amount::rounded(&uses.iter().map(|(_, one)| one.points).collect::<Vec<_>>());
        let has_points = bulletin.config.statistics.has_points();
        let keys = ["count_title", "count_unit", "count_where", "count_date", "count_points"];
        let count = if has_points { keys.len() } else { keys.len() - 1 };
        let row = |((item, one), points): (&(&Item, &Use), &Amount)| {
            let mut cells = vec![
                self.title_of(item),
                text(bulletin.names_of(&item.units).join("、"), false),
                text(self.counted.items.place(bulletin, item, one), false),
                text(one.day.to_string(), false),
                text(points.to_string(), true),
            ];
            cells.truncate(count);
            cells
        };
        let head = |key: &&str| text(words.get(key).to_owned(), *key == "count_points");
        StatisticsGroup {
            name: None,
            is_unnamed: false,
            note: None,
            chart: None,
            missing: Vec::new(),
            table: StatisticsTable {
                heads: keys[..count].iter().map(head).collect(),
                rows: uses.iter().zip(&points).map(row).collect(),
                sum: Vec::new(),
            },
        }
    }

    fn title_of(&self, item: &Item) -> StatisticsCell {
        let bulletin = self.bulletin;
        let article = item.article.map(|article| &bulletin.articles[article]);
        let title: Arc<str> = match (article, item.row) {
            (Some(article), _) => article.title.clone(),
            (None, Some(row)) => bulletin.ledger.rows[row].title.as_str().into(),
            (None, None) => "".into(),
        };
        let url = article.map(|article| article.text.url().clone());
        StatisticsCell { text: title, url, is_number: false }
    }
}

/// The key of the column with names.
fn name(by: By) -> &'static str {
    match by {
        By::Unit => "count_unit",
        By::Group => "count_group",
        By::Column => "count_column",
        By::Author => "count_author",
        By::Level => "count_level",
        By::Month => "count_month",
    }
}

/// The key of a column's name in the words.
fn key(what: &What) -> &'static str {
    match what {
        What::Rank => "count_rank",
        What::Group | What::Name => "count_unit",
        What::Quota => "count_quota",
        What::Reached => "count_reached",
        What::Sent => "count_sent",
        What::Used | What::LevelUses(_) => "count_items",
        What::Rate => "count_rate",
        What::Asked => "count_asked",
        What::Unanswered => "count_unanswered",
        What::Endorsed => "count_endorsed",
        What::Points | What::LevelPoints(_) => "count_points",
        What::SoFar => "count_so_far",
        What::Change => "count_change",
        What::YearChange => "count_change_year",
        What::Note => "count_note",
    }
}

fn is_number(what: &What) -> bool {
    !matches!(what, What::Group | What::Name | What::Note)
}

/// A cell without an address.
pub fn text(text: String, is_number: bool) -> StatisticsCell {
    StatisticsCell { text: text.into(), url: None, is_number }
}
