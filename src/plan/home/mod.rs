//! The home page: what leads, the newest issue, the boxes below them in columns of equal height, and
//! strips of pictures, topics and covers.

mod balance;
mod boxes;

use std::cmp::Reverse;
use std::collections::BTreeSet;

use jiff::ToSpan as _;

use boxes::Piles;

use super::feeds::site_feed;
use super::lists::NEWEST;
use super::stock::Stock;
use super::view::{
    Card, ContentsGroup, HomeView, IssueContents, Lead, Pictured, Row, Summary, View,
};
use crate::base::OutputPath;
use crate::content::config::HomePart;
use crate::model::{Issue, Publication, TermKind};

/// An article with a picture leads before newer ones without, if it is not older than these by so many days.
const FRESH: i64 = 31;
/// Of so many articles the first with a picture leads.
const LEADING: usize = 7;
/// So many titles of an issue are shown at once, the others folded: the first of these numbers that makes the columns
/// end together.
const CONTENTS: [usize; 7] = [10, 9, 8, 11, 7, 12, 6];
/// Columns that differ by less end together, in CSS pixels.
const ENOUGH: usize = 48;
/// At most this many topics.
const TOPICS: usize = 4;
/// From and to how many pictures stand in a row, and among how many of the newest articles they are looked for.
const PICTURES: (usize, usize, usize) = (3, 4, 300);

/// The home page.
pub fn home(stock: &Stock, url: &OutputPath) -> View {
    let parts = stock.bulletin.config.home.as_slice();
    let has = |part: HomePart| parts.contains(&part);
    let year = stock.cards.iter().map(|card| card.year).max();
    let front = Front::best(stock, has(HomePart::Lead).then(|| leading(stock)).flatten());
    let pictures = if has(HomePart::Pictures) { pictures(stock, &front.seen) } else { Vec::new() };
    let topics = &stock.bulletin.terms[TermKind::Topic];
    let issues = wall(stock, year);
    let is_strip =
        |part: &&HomePart| matches!(part, HomePart::Pictures | HomePart::Topics | HomePart::Issues);
    View::Home(Box::new(HomeView {
        page: stock.page(url, site_feed(stock), Vec::new()),
        layout: front.piles.layout,
        lead: front.lead,
        columns: front.piles.columns,
        strips: parts.iter().filter(is_strip).map(|part| part.name()).collect(),
        pictures,
        topics: topics.iter().take(TOPICS).map(|topic| stock.term(topic, NEWEST)).collect(),
        year,
        // One cover says no more than the issue above.
        issues: if issues.len() > front.issues.len() { issues } else { Vec::new() },
        newest: front.issues.into_iter().next(),
    }))
}

/// What leads, the newest issues, and the three columns below.
struct Front {
    lead: Option<Lead>,
    /// The newest issue of each publication.
    issues: Vec<IssueContents>,
    piles: Piles,
    /// The articles of the first three.
    seen: BTreeSet<usize>,
}

impl Front {
    /// With so many titles of an issue that the columns end together.
    fn best(stock: &Stock, leader: Option<usize>) -> Self {
        let mut best: Option<Self> = None;
        for titles in CONTENTS {
            let front = Self::with(stock, leader, titles);
            if best.as_ref().is_none_or(|best| front.piles.gap < best.piles.gap) {
                best = Some(front);
            }
            if best.as_ref().is_some_and(|best| best.piles.gap <= ENOUGH) {
                break;
            }
        }
        best.expect("there is a first number of titles")
    }

    fn with(stock: &Stock, leader: Option<usize>, titles: usize) -> Self {
        let parts = stock.bulletin.config.home.as_slice();
        let publications = stock.bulletin.publications.iter();
        let mut seen: BTreeSet<usize> = leader.into_iter().collect();
        let mut issues = Vec::new();
        if parts.contains(&HomePart::Newest) {
            let most = (titles / publications.len().max(1)).max(4);
            for issue in publications.filter_map(|publication| newest_issue(stock, publication)) {
                issues.push(contents(stock, issue, leader, most));
                seen.extend(&stock.bulletin.issues[issue].articles);
            }
        }
        let lead = leader.map(|article| leads(stock, article));
        let shown = issues.iter().flat_map(|issue| &issue.groups).flat_map(|group| &group.rows);
        let shown: BTreeSet<&OutputPath> = shown.map(|row| &row.url).collect();
        let url = |article: &usize| stock.bulletin.articles[*article].text.url();
        let is_seen = |article: &usize| Some(*article) == leader || shown.contains(url(article));
        let mut boxes = boxes::all(stock, &mut seen, &is_seen, !issues.is_empty());
        if boxes.is_empty() {
            // All there is stands in the issue: what is folded there may stand in boxes.
            seen.retain(is_seen);
            boxes = boxes::all(stock, &mut seen, &is_seen, !issues.is_empty());
        }
        let piles = boxes::piles(stock, boxes, lead.as_ref(), &issues);
        Self { lead, issues, piles, seen }
    }
}

/// The issues of a year, the newest first, those with the same date in the order of their
/// publications.
fn wall(stock: &Stock, year: Option<u16>) -> Vec<Card> {
    let issues = stock.bulletin.issues.iter().zip(&stock.cards);
    let mut issues: Vec<_> = issues.filter(|(issue, _)| Some(issue.id.year) == year).collect();
    issues.sort_by_key(|(issue, _)| (Reverse(issue.date), issue.publication, Reverse(issue.id)));
    issues.into_iter().map(|(_, card)| card.clone()).collect()
}

/// The newest issue of a publication; supplements and issues without articles are not counted.
fn newest_issue(stock: &Stock, publication: &Publication) -> Option<usize> {
    let issues = &stock.bulletin.issues;
    let has_anything = |issue: &Issue| !issue.articles.is_empty() || !issue.files().is_empty();
    let is_out = |issue: &&usize| {
        let issue = &issues[**issue];
        !issue.id.supplement && has_anything(issue)
    };
    publication.issues.iter().rev().find(is_out).copied()
}

/// An issue with its titles, without the one that leads: the first `most`, and the others.
fn contents(stock: &Stock, issue: usize, lead: Option<usize>, most: usize) -> IssueContents {
    let articles = &stock.bulletin.issues[issue].articles;
    let listed: Vec<usize> =
        articles.iter().copied().filter(|article| Some(*article) != lead).collect();
    // Nobody unfolds two titles.
    let most = if listed.len() <= most + 2 { listed.len() } else { most };
    IssueContents {
        issue: stock.cards[issue].clone(),
        publisher: stock.bulletin.issues[issue].imprint.publisher.clone(),
        groups: grouped(stock.rows(&listed[..most])),
        folded: grouped(stock.rows(&listed[most..])),
    }
}

/// Rows in their order, those of one column that follow each other together.
fn grouped(rows: Vec<Row>) -> Vec<ContentsGroup> {
    let mut groups: Vec<ContentsGroup> = Vec::new();
    for row in rows {
        match groups.last_mut() {
            Some(group) if group.column == row.column => group.rows.push(row),
            _ => groups.push(ContentsGroup { column: row.column.clone(), rows: vec![row] }),
        }
    }
    groups
}

/// The article that leads: of the newest in the leading column, or of all, the first with a picture that is not much
/// older than they are; otherwise the newest.
fn leading(stock: &Stock) -> Option<usize> {
    let (_, _, articles) = boxes::leading_column(stock);
    let articles: Vec<usize> = boxes::shown(stock, articles).take(LEADING).collect();
    let day = |article: usize| stock.bulletin.articles[article].date.date;
    let newest = *articles.first()?;
    let oldest = day(newest).saturating_sub(FRESH.days());
    let mut fresh = articles.into_iter().filter(|article| day(*article) >= oldest);
    fresh.find(|article| stock.picture(*article).is_some()).or(Some(newest))
}

fn leads(stock: &Stock, article: usize) -> Lead {
    Lead {
        row: stock.row(article),
        summary: Summary::of(&stock.bulletin.articles[article].text.document),
        picture: stock.picture(article),
    }
}

/// 图片新闻: the newest articles with pictures that are not above.
fn pictures(stock: &Stock, seen: &BTreeSet<usize>) -> Vec<Pictured> {
    let (least, most, among) = PICTURES;
    let all = boxes::shown(stock, &stock.all).take(among);
    let unseen = all.filter(|article| !seen.contains(article));
    let pictured = unseen.filter_map(|article| {
        Some(Pictured { picture: stock.picture(article)?, row: stock.row(article) })
    });
    let pictured: Vec<_> = pictured.take(most).collect();
    if pictured.len() < least { Vec::new() } else { pictured }
}
