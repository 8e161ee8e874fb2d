//! The home page: the newest issue, the headlines, notices, columns, and who is active.

use std::cmp::Reverse;

use jiff::ToSpan as _;

use super::addresses;
use super::feeds::site_feed;
use super::lists::NEWEST;
use super::stock::Stock;
use super::view::Summary;
use super::view::{Card, Count, Group, Headlines, HomeView, IssueContents, Row, View};
use crate::base::OutputPath;
use crate::content::config::Spot;
use crate::model::{Issue, Publication, Section, Term, TermKind};

/// At most this many headlines stand below the leading one.
const HEADLINES: usize = 6;
/// An article with a picture leads before newer ones without, if it is not older than these by so many days.
const FRESH: i64 = 31;
/// At most this many topics.
const TOPICS: usize = 4;

/// The home page.
pub fn home(stock: &Stock, url: &OutputPath) -> View {
    let bulletin = &stock.bulletin;
    let topics = &bulletin.terms[TermKind::Topic];
    let year = stock.cards.iter().map(|card| card.year).max();
    let group = |column: &Term, most| Group {
        title: column.name.clone(),
        url: column.url.clone(),
        rows: first(stock, &column.articles, most),
    };
    View::Home(Box::new(HomeView {
        page: stock.page(url, site_feed(stock), Vec::new()),
        newest: bulletin.publications.iter().filter_map(|all| newest(stock, all)).collect(),
        headlines: headlines(stock),
        notices: columns(stock, Spot::Notices).map(|column| group(column, 6)).collect(),
        columns: columns(stock, Spot::List).map(|column| group(column, 5)).collect(),
        topics: topics.iter().take(TOPICS).map(|topic| stock.term(topic, NEWEST)).collect(),
        news: first(stock, stock.section(Section::News), 6),
        summaries: first(stock, stock.section(Section::Summary), 5),
        year,
        issues: wall(stock, year),
        units: active_units(stock),
    }))
}

/// The issues of a year, the newest first, those with the same date in the order of their
/// publications.
fn wall(stock: &Stock, year: Option<u16>) -> Vec<Card> {
    let issues = stock.bulletin.issues.iter().zip(&stock.cards);
    let mut issues: Vec<_> = issues.filter(|(issue, _)| Some(issue.id.year) == year).collect();
    issues.sort_by_key(|(issue, _)| (Reverse(issue.date), issue.publication, Reverse(issue.id)));
    issues.into_iter().map(|(_, card)| card.clone()).collect()
}

/// The newest issue of a publication with its contents; supplements and issues without articles are not counted.
fn newest(stock: &Stock, publication: &Publication) -> Option<IssueContents> {
    let issues = &stock.bulletin.issues;
    let has_anything = |issue: &Issue| !issue.articles.is_empty() || !issue.files().is_empty();
    let is_out = |issue: &&usize| {
        let issue = &issues[**issue];
        !issue.id.supplement && has_anything(issue)
    };
    let issue = *publication.issues.iter().rev().find(is_out)?;
    let rows = stock.rows(&issues[issue].articles);
    let publisher = issues[issue].imprint.publisher.clone();
    Some(IssueContents { issue: stock.cards[issue].clone(), publisher, rows })
}

/// The columns that have articles and stand at this spot of the home page.
fn columns(stock: &Stock, spot: Spot) -> impl Iterator<Item = &Term> {
    let config = &stock.bulletin.config;
    stock.bulletin.terms[TermKind::Column].iter().filter(move |column| {
        let entry = config.columns.iter().find(|entry| *entry.name == *column.name);
        !column.articles.is_empty() && entry.map(|entry| entry.home).unwrap_or_default() == spot
    })
}

fn headlines(stock: &Stock) -> Option<Headlines> {
    let lead = columns(stock, Spot::Lead).next();
    let (title, url, articles) = match lead {
        Some(column) => (column.name.clone(), column.url.clone(), &column.articles),
        None => (stock.words().get("latest").into(), addresses::archive(), &stock.all),
    };
    let shown = &articles[..articles.len().min(HEADLINES + 1)];
    let day = |article: usize| stock.bulletin.articles[article].date.date;
    let oldest = shown.first().map(|newest| day(*newest).saturating_sub(FRESH.days()));
    let is_fresh = |article: &&usize| oldest.is_some_and(|oldest| day(**article) >= oldest);
    let mut fresh = shown.iter().filter(is_fresh);
    let pictured = fresh.find(|article| stock.picture(**article).is_some());
    let lead = *pictured.or(shown.first())?;
    let others: Vec<usize> = shown.iter().copied().filter(|article| *article != lead).collect();
    Some(Headlines {
        title,
        url,
        lead: stock.row(lead),
        summary: Summary::of(&stock.bulletin.articles[lead].text.document),
        picture: stock.picture(lead),
        rows: stock.rows(&others),
    })
}

/// Up to ten units with the most articles in the year of the newest article.
fn active_units(stock: &Stock) -> Vec<Count> {
    let bulletin = &stock.bulletin;
    let Some(year) = bulletin.articles.first().map(|article| article.date.date.year()) else {
        return Vec::new();
    };
    let in_year = |article: &&usize| bulletin.articles[**article].date.date.year() == year;
    let mut counts: Vec<Count> = bulletin.terms[TermKind::Unit]
        .iter()
        .map(|unit| Count {
            count: unit.articles.iter().filter(in_year).count(),
            ..Stock::count(unit)
        })
        .filter(|unit| unit.count > 0)
        .collect();
    counts.sort_by_key(|unit| Reverse(unit.count));
    counts.truncate(10);
    counts
}

fn first(stock: &Stock, articles: &[usize], most: usize) -> Vec<Row> {
    stock.rows(&articles[..articles.len().min(most)])
}
