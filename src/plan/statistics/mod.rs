//! Pages of what units contributed in each period, and of what was used of it, where the site asks for them; and of figures of
//! units.

pub mod blocks;
mod page;
pub mod series;

use std::collections::BTreeSet;

use super::recipe::{Recipe, Report, Wanted};
use super::stock::Stock;
use super::view::{Link, StatisticsView, StatisticsYear, View};
use super::{addresses, feeds::site_feed};
use crate::base::{OutputPath, Period};
use crate::content::{Audience, Words};
use crate::model::Bulletin;
use crate::model::statistics::Counts;
use page::Page;

/// The folder of these pages, which is also the key of their title in the words.
const FOLDER: &str = "statistics";

/// Whether a site has any of these pages.
pub fn is_shown(bulletin: &Bulletin) -> bool {
    bulletin.series.iter().any(|series| series.is_shown) || has_reports(bulletin)
}

/// Whether a site has pages of contributions: they are for the desk, unless the site says otherwise.
fn has_reports(bulletin: &Bulletin) -> bool {
    may_show(bulletin) && !periods(bulletin).is_empty()
}

/// Whether a site may show what units contributed.
fn may_show(bulletin: &Bulletin) -> bool {
    let config = &bulletin.config;
    config.audience == Audience::Internal || config.statistics.is_public
}

/// Plans a page for each period, one for what was used in it, the pages of figures, and one that leads to all of them.
pub fn plan(stock: &Stock, wanted: &mut Wanted) {
    if !is_shown(&stock.bulletin) {
        return;
    }
    wanted.push((addresses::front(FOLDER), Recipe::Statistics(Report::All)));
    let periods =
        if has_reports(&stock.bulletin) { periods(&stock.bulletin) } else { BTreeSet::new() };
    for period in periods {
        for report in [Report::Of(period), Report::Items(period)] {
            wanted.push((address(report), Recipe::Statistics(report)));
        }
    }
    series::plan(stock, wanted);
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
    let page = |period| Page { bulletin: &stock.bulletin, words, period, counted: counted(stock) };
    let view = match report {
        Report::All => {
            let view = empty(stock, &address(report), words.get(FOLDER).to_owned(), Vec::new());
            let has_reports = has_reports(&stock.bulletin);
            let years = if has_reports { years(stock) } else { Vec::new() };
            StatisticsView { years, series: series::links(&stock.bulletin), ..view }
        }
        Report::Of(period) => {
            let title = title(words, period);
            let view = empty(stock, &address(report), title, vec![stock.front(FOLDER)]);
            page(period).fill(view)
        }
        Report::Items(period) => {
            let title = words.fill("statistics_items_of", &[("period", &in_words(words, period))]);
            let above = vec![stock.front(FOLDER), link(words, period)];
            let view = empty(stock, &address(report), title, above);
            StatisticsView { groups: vec![page(period).items()], ..view }
        }
    };
    View::Statistics(Box::new(view))
}

/// A page on which nothing stands yet but its title.
fn empty(stock: &Stock, url: &OutputPath, title: String, above: Vec<Link>) -> StatisticsView {
    StatisticsView {
        page: stock.page(url, site_feed(stock), above),
        title,
        description: None,
        years: Vec::new(),
        series: Vec::new(),
        near: Vec::new(),
        is_open: false,
        trend: None,
        groups: Vec::new(),
        silent: Vec::new(),
        is_of_sent: !stock.bulletin.ledger.rows.is_empty(),
        items: None,
    }
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
    let ((year, month), (last_year, last)) = (period.first_month(), period.last_month());
    let key = match (period.months(), month) {
        (12, 1) => "year",
        (6, 1) => "half_1",
        (6, 7) => "half_2",
        (3, 1) => "quarter_1",
        (3, 4) => "quarter_2",
        (3, 7) => "quarter_3",
        (3, 10) => "quarter_4",
        (1, _) => "year_month",
        _ if year == last_year => "year_months",
        _ => {
            let end = |year, month| words.fill("year_month", &[("year", &year), ("month", &month)]);
            let (first, last) = (end(year, month), end(last_year, last));
            return words.fill("range", &[("first", &first), ("last", &last)]);
        }
    };
    words.fill(key, &[("year", &year), ("month", &month), ("last", &last)])
}

fn link(words: &Words, period: Period) -> Link {
    Link { title: in_words(words, period).into(), url: address(Report::Of(period)) }
}

/// All periods by year, the newest first; in a year the longest first.
fn years(stock: &Stock) -> Vec<StatisticsYear> {
    by_year(periods(&stock.bulletin), |period| link(stock.words(), period))
}

/// Links to pages of periods by year, the newest first; in a year the longest first.
fn by_year(
    periods: impl IntoIterator<Item = Period>,
    link: impl Fn(Period) -> Link,
) -> Vec<StatisticsYear> {
    let mut all: Vec<Period> = periods.into_iter().collect();
    let year = |period: &Period| period.first_month().0;
    all.sort_by_key(|period| (-year(period), -period.months(), *period));
    let of_year = |periods: &[Period]| StatisticsYear {
        year: year(&periods[0]),
        periods: periods.iter().map(|period| link(*period)).collect(),
    };
    all.chunk_by(|one, other| year(one) == year(other)).map(of_year).collect()
}
