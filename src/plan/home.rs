//! The home page: the newest issue, the headlines, notices, columns, and who is active.

use std::cmp::Reverse;

use super::build::known;
use super::html::site_feed;
use super::planner::Planner;
use super::prose::Summary;
use super::view::{Card, Count, Group, Headlines, HomeView, IssueContents, Row, View};
use crate::base::OutputPath;
use crate::content::config::Spot;
use crate::model::{Publication, Section, Term};

/// How many headlines there are beside the one that leads.
const HEADLINES: usize = 6;

/// The home page.
pub fn home(planner: &Planner, url: &OutputPath) -> View {
    let bulletin = &planner.bulletin;
    let year = planner.cards.iter().map(|card| card.year).max();
    let group = |column: &Term, most| Group {
        title: column.name.clone(),
        url: column.url.clone(),
        rows: first(planner, &column.articles, most),
    };
    View::Home(Box::new(HomeView {
        page: planner.page(url, site_feed(planner), Vec::new()),
        newest: bulletin.publications.iter().filter_map(|all| newest(planner, all)).collect(),
        headlines: headlines(planner),
        notices: columns(planner, Spot::Notices).map(|column| group(column, 6)).collect(),
        columns: columns(planner, Spot::List).map(|column| group(column, 5)).collect(),
        news: first(planner, planner.section(Section::News), 6),
        summaries: first(planner, planner.section(Section::Summary), 5),
        year,
        issues: wall(planner, year),
        units: active_units(planner),
    }))
}

/// The issues of a year, the newest first, those of a day in the order of their publications.
fn wall(planner: &Planner, year: Option<u16>) -> Vec<Card> {
    let issues = planner.bulletin.issues.iter().zip(&planner.cards);
    let mut issues: Vec<_> = issues.filter(|(issue, _)| Some(issue.id.year) == year).collect();
    issues.sort_by_key(|(issue, _)| (Reverse(issue.date), issue.publication, Reverse(issue.id)));
    issues.into_iter().map(|(_, card)| card.clone()).collect()
}

/// The newest issue of a publication that is no supplement, with its contents.
fn newest(planner: &Planner, publication: &Publication) -> Option<IssueContents> {
    let issues = &planner.bulletin.issues;
    let is_ordinary = |issue: &&usize| !issues[**issue].id.supplement;
    let issue = *publication.issues.iter().rev().find(is_ordinary)?;
    let rows = planner.rows(&issues[issue].articles);
    Some(IssueContents { issue: planner.cards[issue].clone(), rows })
}

/// The columns that have articles and stand at this spot of the home page.
fn columns(planner: &Planner, spot: Spot) -> impl Iterator<Item = &Term> {
    let config = &planner.bulletin.config;
    planner.bulletin.columns.iter().filter(move |column| {
        let entry = config.columns.iter().find(|entry| *entry.name == *column.name);
        !column.articles.is_empty() && entry.map(|entry| entry.home).unwrap_or_default() == spot
    })
}

fn headlines(planner: &Planner) -> Option<Headlines> {
    let lead = columns(planner, Spot::Lead).next();
    let (title, url, articles) = match lead {
        Some(column) => (column.name.clone(), column.url.clone(), &column.articles),
        None => (planner.words().get("latest").into(), known("archive/index.html"), &planner.all),
    };
    let shown = &articles[..articles.len().min(HEADLINES + 1)];
    let pictured = shown.iter().find(|article| planner.picture(**article).is_some());
    let lead = *pictured.or(shown.first())?;
    let others: Vec<usize> = shown.iter().copied().filter(|article| *article != lead).collect();
    Some(Headlines {
        title,
        url,
        lead: planner.row(lead),
        summary: Summary::of(&planner.bulletin.articles[lead].text.document),
        picture: planner.picture(lead),
        rows: planner.rows(&others),
    })
}

/// The units with the most articles in the year of the newest one.
fn active_units(planner: &Planner) -> Vec<Count> {
    let bulletin = &planner.bulletin;
    let Some(year) = bulletin.articles.first().map(|article| article.date.date.year()) else {
        return Vec::new();
    };
    let in_year = |article: &&usize| bulletin.articles[**article].date.date.year() == year;
    let mut counts: Vec<Count> = bulletin
        .units
        .iter()
        .map(|unit| Count {
            count: unit.articles.iter().filter(in_year).count(),
            ..Planner::count(unit)
        })
        .filter(|unit| unit.count > 0)
        .collect();
    counts.sort_by_key(|unit| Reverse(unit.count));
    counts.truncate(10);
    counts
}

fn first(planner: &Planner, articles: &[usize], most: usize) -> Vec<Row> {
    planner.rows(&articles[..articles.len().min(most)])
}
