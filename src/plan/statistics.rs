//! Pages of what units contributed in each period, and of what was used of it. Only where the site asks for them.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

use super::recipe::{Recipe, Report, Wanted};
use super::stock::Stock;
use super::view::{
    Link, StatisticsCell, StatisticsGroup, StatisticsTable, StatisticsView, StatisticsYear, View,
};
use super::{addresses, feeds::site_feed};
use crate::base::{Amount, OutputPath, Period, limits};
use crate::content::markdown::chart::{Chart, Kind, Series, figure};
use crate::content::{Audience, Words};
use crate::model::statistics::columns::{Cell, Column, What, columns_of};
use crate::model::statistics::items::{Item, Use};
use crate::model::statistics::{By, Counts, Line, Table};
use crate::model::{Bulletin, TermKind};

/// The folder of these pages, which is also the key of their title in the words.
const FOLDER: &str = "statistics";

/// Whether a site has these pages: they are for the desk, unless the site says otherwise.
pub fn is_shown(bulletin: &Bulletin) -> bool {
    let config = &bulletin.config;
    let is_for_these = config.audience == Audience::Internal || config.statistics.is_public;
    is_for_these && !periods(bulletin).is_empty()
}

/// Plans a page for each period, one for what was used in it, and one of all periods.
pub fn plan(stock: &Stock, wanted: &mut Wanted) {
    if !is_shown(&stock.bulletin) {
        return;
    }
    wanted.push((addresses::front(FOLDER), Recipe::Statistics(Report::All)));
    for period in periods(&stock.bulletin) {
        for report in [Report::Of(period), Report::Items(period)] {
            wanted.push((address(report), Recipe::Statistics(report)));
        }
    }
}

/// The periods in which anything happened, the oldest first.
fn periods(bulletin: &Bulletin) -> BTreeSet<Period> {
    let of_articles = bulletin.articles.iter().map(|article| article.date.date);
    let days = of_articles.chain(bulletin.ledger.rows.iter().map(|row| row.date));
    let months: BTreeSet<Period> = days.map(|day| Period::around(day, 1)).collect();
    let lengths = &bulletin.config.statistics.pages;
    let all = months.iter().flat_map(|month| lengths.iter().map(|months| month.widened(*months)));
    all.collect()
}

fn address(report: Report) -> OutputPath {
    match report {
        Report::All => addresses::front(FOLDER),
        Report::Of(period) => addresses::front(&format!("{FOLDER}/{period}")),
        Report::Items(period) => addresses::front(&format!("{FOLDER}/{period}/items")),
    }
}

/// Makes one of the pages.
pub fn view(stock: &Stock, report: Report) -> View {
    let words = stock.words();
    let above = |period: Option<Period>| {
        let front = stock.front(FOLDER);
        let of = period.map(|period| link(words, period));
        std::iter::once(front).chain(of).collect::<Vec<_>>()
    };
    let empty = |title: String, above| StatisticsView {
        page: stock.page(&address(report), site_feed(stock), above),
        title,
        years: Vec::new(),
        near: Vec::new(),
        is_open: false,
        trend: None,
        groups: Vec::new(),
        silent: Vec::new(),
        is_of_sent: !stock.bulletin.ledger.rows.is_empty(),
        items: None,
    };
    let view = match report {
        Report::All => {
            let view = empty(words.get(FOLDER).to_owned(), Vec::new());
            StatisticsView { years: years(stock), ..view }
        }
        Report::Of(period) => {
            let view = empty(title(words, period), above(None));
            Page { stock, period, counted: counted(stock) }.fill(view)
        }
        Report::Items(period) => {
            let title = words.fill("statistics_items_of", &[("period", &in_words(words, period))]);
            let view = empty(title, above(Some(period)));
            let page = Page { stock, period, counted: counted(stock) };
            StatisticsView { groups: vec![page.items()], ..view }
        }
    };
    View::Statistics(Box::new(view))
}

/// What the pages are made of, counted when the first of them is made.
fn counted(stock: &Stock) -> &Counts {
    stock.counted.get_or_init(|| Counts::of(&stock.bulletin))
}

fn title(words: &Words, period: Period) -> String {
    words.fill("statistics_of", &[("period", &in_words(words, period))])
}

/// 2007年第一季度
fn in_words(words: &Words, period: Period) -> String {
    let (year, month) = period.first_month();
    let key = match (period.months(), month) {
        (12, _) => "year",
        (6, 1) => "half_1",
        (6, _) => "half_2",
        (3, 1) => "quarter_1",
        (3, 4) => "quarter_2",
        (3, 7) => "quarter_3",
        (3, _) => "quarter_4",
        _ => "year_month",
    };
    words.fill(key, &[("year", &year), ("month", &month)])
}

fn link(words: &Words, period: Period) -> Link {
    Link { title: in_words(words, period).into(), url: address(Report::Of(period)) }
}

/// All periods by year, the newest first; in a year the longest first.
fn years(stock: &Stock) -> Vec<StatisticsYear> {
    let words = stock.words();
    let mut all: Vec<Period> = periods(&stock.bulletin).into_iter().collect();
    let year = |period: &Period| period.first_month().0;
    all.sort_by_key(|period| (-year(period), -period.months(), *period));
    let of_year = |periods: &[Period]| StatisticsYear {
        year: year(&periods[0]),
        periods: periods.iter().map(|period| link(words, *period)).collect(),
    };
    all.chunk_by(|one, other| year(one) == year(other)).map(of_year).collect()
}

/// A page being made.
struct Page<'a> {
    stock: &'a Stock,
    period: Period,
    counted: &'a Counts,
}

impl Page<'_> {
    fn fill(&self, view: StatisticsView) -> StatisticsView {
        let (stock, period) = (self.stock, self.period);
        let bulletin = &stock.bulletin;
        let table = self.counted.tallies.table(bulletin, period);
        let all = periods(bulletin);
        let near = [period.before(), period.after(), period.year_before()];
        let near = near.iter().filter(|near| all.contains(near));
        let silent = table.silent(bulletin);
        let mut near: Vec<Link> = near.map(|near| link(stock.words(), *near)).collect();
        near.sort_by(|one, other| one.url.cmp(&other.url));
        StatisticsView {
            near,
            is_open: period.last_day().is_none_or(|last| last >= bulletin.today),
            trend: self.trend(),
            groups: table.groups().into_iter().map(|lines| self.group(lines, &table)).collect(),
            silent: silent
                .iter()
                .filter_map(|line| Some(self.unit(line.name.as_deref()?)))
                .collect(),
            items: Some(Link {
                title: stock.words().get("statistics_items").into(),
                url: address(Report::Items(period)),
            }),
            ..view
        }
    }

    /// A line over the months, where there are several.
    fn trend(&self) -> Option<String> {
        let words = self.stock.words();
        let months: Vec<Period> = self.period.each_month().collect();
        let tallies = months.iter().map(|month| self.counted.tallies.whole(*month));
        let (sent, used): (Vec<f64>, Vec<f64>) =
            tallies.map(|tally| (tally.sent.approximate(), tally.used.approximate())).unzip();
        let series = |key: &str, values| Series { name: words.get(key).to_owned(), values };
        let has_ledger = !self.stock.bulletin.ledger.rows.is_empty();
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

    /// The table of a group, with bars of what ranks it.
    fn group(&self, range: Range<usize>, table: &Table) -> StatisticsGroup {
        let bulletin = &self.stock.bulletin;
        let lines = &table.lines[range.clone()];
        let mut columns = columns_of(range, table, By::Unit, bulletin);
        columns.retain(|column| column.what != What::Group);
        // The name stays in sight where a table is wider than the screen.
        columns.sort_by_key(|column| column.what != What::Name);
        let rows = (0..lines.len()).map(|row| {
            let cells = columns.iter().map(|column| self.cell(&column.what, &column.cells[row]));
            cells.collect()
        });
        let sum = columns.iter().map(|column| match column.what {
            What::Name => text(self.stock.words().get("count_sum").to_owned(), false),
            _ => self.cell(&column.what, &column.sum),
        });
        StatisticsGroup {
            name: lines[0].group.as_deref().map(Into::into),
            is_unnamed: lines[0].name.is_none(),
            chart: self.bars(lines, &columns),
            table: StatisticsTable {
                heads: columns.iter().map(|column| self.head(&column.what)).collect(),
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
        let name = self.head(&column.what).text.to_string();
        let chart = Chart {
            kind: Kind::Bar,
            title: name.clone(),
            unit: String::new(),
            labels,
            series: vec![Series { name: String::new(), values }],
        };
        is_worth_it.then(|| figure(&chart))
    }

    fn head(&self, what: &What) -> StatisticsCell {
        let words = self.stock.words();
        let level = |key: &str, level: &String| words.fill(key, &[("level", level)]);
        let title = match what {
            What::LevelUses(name) => level("count_level_items", name),
            What::LevelPoints(name) => level("count_level_points", name),
            what => words.get(key(what)).to_owned(),
        };
        text(title, is_number(what))
    }

    fn cell(&self, what: &What, cell: &Cell) -> StatisticsCell {
        match cell {
            Cell::Blank if *what == What::Name => {
                text(self.stock.words().get("count_unnamed").to_owned(), false)
            }
            Cell::Text(name) if *what == What::Name => self.unit(name),
            cell => text(cell.to_string(), is_number(what)),
        }
    }

    /// A unit, with the page of its articles.
    fn unit(&self, name: &str) -> StatisticsCell {
        let terms = &self.stock.bulletin.terms[TermKind::Unit];
        let term = terms.iter().find(|term| *term.name == *name);
        StatisticsCell { url: term.map(|term| term.url.clone()), ..text(name.to_owned(), false) }
    }

    /// What was used, by day. On a public site only what is published there: the ledger is not for readers.
    fn items(&self) -> StatisticsGroup {
        let words = self.stock.words();
        let bulletin = &self.stock.bulletin;
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
            chart: None,
            table: StatisticsTable {
                heads: keys[..count].iter().map(head).collect(),
                rows: uses.iter().zip(&points).map(row).collect(),
                sum: Vec::new(),
            },
        }
    }

    fn title_of(&self, item: &Item) -> StatisticsCell {
        let bulletin = &self.stock.bulletin;
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

fn text(text: String, is_number: bool) -> StatisticsCell {
    StatisticsCell { text: text.into(), url: None, is_number }
}
