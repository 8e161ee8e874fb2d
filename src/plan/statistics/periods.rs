//! Which periods have pages, where these are, and what they are called.

use std::collections::BTreeSet;

use jiff::civil::Date;

use crate::base::{OutputPath, Period};
use crate::content::{Audience, Words};
use crate::model::Bulletin;
use crate::plan::addresses;
use crate::plan::feeds::site_feed;
use crate::plan::recipe::Report;
use crate::plan::stock::Stock;
use crate::plan::view::{Link, StatisticsView, StatisticsYear};

/// The folder of these pages, which is also the key of their title in the words.
pub const FOLDER: &str = "statistics";

/// Whether a site may show what units contributed: it is for the desk, unless the site says otherwise.
pub fn may_show(bulletin: &Bulletin) -> bool {
    let config = &bulletin.config;
    config.audience == Audience::Internal || config.statistics.is_public
}

/// The periods that have pages: those in which anything happened, the oldest first.
pub fn periods(bulletin: &Bulletin) -> BTreeSet<Period> {
    if !may_show(bulletin) {
        return BTreeSet::new();
    }
    let of_articles = bulletin.articles.iter().map(|article| article.date.date);
    let days = of_articles.chain(bulletin.ledger.rows.iter().map(|row| row.date));
    let months: BTreeSet<Period> = days.map(|day| Period::around(day, 1)).collect();
    let lengths = &bulletin.config.statistics.pages;
    let all = months.iter().flat_map(|month| lengths.iter().map(|months| month.widened(*months)));
    all.collect()
}

/// The address of a page.
pub fn address(report: Report) -> OutputPath {
    match report {
        Report::All => addresses::front(FOLDER),
        Report::Of(period) => addresses::front(&format!("{FOLDER}/{period}")),
        Report::Items(period) => addresses::front(&format!("{FOLDER}/{period}/items")),
    }
}

/// A page on which nothing stands yet but its title.
pub fn empty(stock: &Stock, url: &OutputPath, title: String, above: Vec<Link>) -> StatisticsView {
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

/// 2007年第一季度采用情况
pub fn title(words: &Words, period: Period) -> String {
    words.fill("statistics_of", &[("period", &in_words(words, period))])
}

/// 2007年第一季度
pub fn in_words(words: &Words, period: Period) -> String {
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

/// The link to the page of a period.
pub fn link(words: &Words, period: Period) -> Link {
    Link { title: in_words(words, period).into(), url: address(Report::Of(period)) }
}

/// Links to the period before, the next and the same a year before, where they are there.
pub fn near(
    period: Period,
    is_there: impl Fn(&Period) -> bool,
    link: impl Fn(Period) -> Link,
) -> Vec<Link> {
    let near = [period.before(), period.after(), period.year_before()];
    let mut near: Vec<Link> = near.into_iter().filter(is_there).map(link).collect();
    near.sort_by(|one, other| one.url.cmp(&other.url));
    near
}

/// Whether a period is not over.
pub fn is_open(period: Period, today: Date) -> bool {
    period.last_day().is_none_or(|last| last >= today)
}

/// Links to pages of periods by year, the newest first; in a year the longest first.
pub fn by_year(
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
