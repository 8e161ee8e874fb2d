//! Lists of articles, cut into pages: sections, columns, units, authors, tags, months.

use std::collections::BTreeSet;
use std::sync::Arc;

use jiff::civil::Date;

use super::addresses;
use super::feeds::{WITH_FEED, feed_link};
use super::recipe::{ListOf, Recipe, Wanted};
use super::stock::Stock;
use super::view::{
    Activity, ArchiveView, ArchiveYear, Card, Count, Link, ListView, Pager, PagerLink, Prose,
    TermGroup, TermsView, View,
};
use crate::base::OutputPath;
use crate::model::{Section, Term, TermKind};

/// How many articles of a column, unit or topic an overview shows.
pub const NEWEST: usize = 3;

/// What a list of a term of this kind is called in its view.
fn name(kind: TermKind) -> &'static str {
    match kind {
        TermKind::Column => "column",
        TermKind::Unit => "unit",
        TermKind::Author => "author",
        TermKind::Tag => "tag",
        TermKind::Topic => "topic",
    }
}

/// Plans all lists, the pages of all terms of a kind, and the archive.
pub fn plan(stock: &Stock, wanted: &mut Wanted) {
    let sections = [Section::News, Section::Summary].map(ListOf::Section);
    let mut lists: Vec<ListOf> = sections.into();
    for kind in TermKind::ALL {
        let terms = &stock.bulletin.terms[kind];
        if !terms.is_empty() {
            let url = addresses::front(kind.folder());
            wanted.push((url, Recipe::Terms(kind)));
        }
        lists.extend((0..terms.len()).map(|term| ListOf::Term(kind, term)));
    }
    lists.extend((0..stock.months.len()).map(ListOf::Month));
    for of in lists {
        let list = List::of(stock, of);
        let pages = list.pages(stock);
        if pages > 0 {
            let page =
                |number| (addresses::page_of_list(&list.url, number), Recipe::List(of, number));
            wanted.extend((1..=pages).map(page));
        }
    }
    let years = years(stock);
    if !years.is_empty() {
        wanted.push((addresses::archive(), Recipe::Archive(None)));
        let year = |year| (addresses::year(year), Recipe::Archive(Some(year)));
        wanted.extend(years.into_iter().map(year));
    }
}

/// The years that have articles or issues, the newest first.
fn years(stock: &Stock) -> Vec<i16> {
    let of_issues = stock.cards.iter().filter_map(|card| i16::try_from(card.year).ok());
    let months = stock.months.iter().map(|(year, ..)| *year);
    let years: BTreeSet<i16> = months.chain(of_issues).collect();
    years.into_iter().rev().collect()
}

/// A list about to be cut into pages.
struct List<'a> {
    kind: &'static str,
    title: Arc<str>,
    above: Option<Link>,
    term: Option<&'a Term>,
    url: OutputPath,
    feed: Option<Link>,
    articles: &'a [usize],
}

impl<'a> List<'a> {
    fn of(stock: &'a Stock, of: ListOf) -> Self {
        match of {
            ListOf::Section(section) => {
                let (kind, folder) = match section {
                    Section::Summary => ("summary", "summaries"),
                    _ => ("news", "news"),
                };
                let Link { title, url } = stock.front(folder);
                let articles = stock.section(section);
                Self { kind, title, above: None, term: None, url, feed: None, articles }
            }
            ListOf::Term(kind, index) => {
                let term = &stock.bulletin.terms[kind][index];
                let has_feed = WITH_FEED.contains(&kind);
                Self {
                    kind: name(kind),
                    title: Arc::clone(&term.name),
                    above: Some(stock.front(kind.folder())),
                    term: Some(term),
                    url: term.url.clone(),
                    feed: feed_link(stock, &term.name, &term.url).filter(|_| has_feed),
                    articles: &term.articles,
                }
            }
            ListOf::Month(index) => {
                let (year, month, articles) = &stock.months[index];
                Self {
                    kind: "month",
                    title: month_title(stock, *year, *month),
                    above: Some(stock.front("archive")),
                    term: None,
                    url: addresses::month(*year, *month),
                    feed: None,
                    articles: &stock.all[articles.clone()],
                }
            }
        }
    }

    /// How many pages the list has. A term without articles has one page that says so; an empty
    /// section has none.
    fn pages(&self, stock: &Stock) -> usize {
        let pages = self.articles.len().div_ceil(stock.bulletin.config.per_page);
        pages.max(usize::from(self.term.is_some()))
    }
}

/// The view of one page of a list; `number` counts from 1.
pub fn list(stock: &Stock, of: ListOf, number: usize) -> View {
    let list = List::of(stock, of);
    let per_page = stock.bulletin.config.per_page;
    let url = addresses::page_of_list(&list.url, number);
    let start = (number - 1) * per_page;
    let end = list.articles.len().min(start + per_page);
    let term = list.term;
    View::List(Box::new(ListView {
        page: stock.page(&url, list.feed.clone(), list.above.clone().into_iter().collect()),
        kind: list.kind,
        full_name: term.and_then(|term| term.full_name.clone()),
        description: term.and_then(|term| term.description.clone()),
        intro: term.filter(|_| number == 1).and_then(intro),
        keywords: term.map(|term| term.keywords.clone()).unwrap_or_default(),
        rows: stock.rows(&list.articles[start..end]),
        pager: pager(&list.url, number, list.pages(stock), list.articles.len()),
        activity: (list.kind == "unit" && number == 1)
            .then(|| activity(stock, list.articles))
            .flatten(),
        title: list.title,
    }))
}

/// How many of these articles there are in each month of the year of the newest.
fn activity(stock: &Stock, articles: &[usize]) -> Option<Activity> {
    let day = |article: &usize| stock.bulletin.articles[*article].date.date;
    let year = day(articles.first()?).year();
    let mut months = [0; 12];
    for day in articles.iter().map(day).take_while(|day| day.year() == year) {
        months[usize::from(day.month().unsigned_abs()) - 1] += 1;
    }
    Some(Activity { year, months, most: months.into_iter().max()? })
}

/// The introduction of a topic.
fn intro(topic: &Term) -> Option<Prose> {
    topic.text.as_ref().map(Prose::own).filter(|intro| !intro.is_empty())
}

/// The page of all terms of a kind.
pub fn terms(stock: &Stock, url: &OutputPath, kind: TermKind) -> View {
    let groups = groups(stock, kind);
    let page = stock.page(url, None, Vec::new());
    let (kind, title) = (kind.folder(), stock.words().get(kind.folder()).into());
    View::Terms(Box::new(TermsView { page, kind, title, groups }))
}

/// Terms by their groups. The groups are in the order in which they first occur.
fn groups(stock: &Stock, kind: TermKind) -> Vec<TermGroup> {
    // There may be thousands of authors and tags.
    let newest = if matches!(kind, TermKind::Author | TermKind::Tag) { 0 } else { NEWEST };
    let mut groups: Vec<TermGroup> = Vec::new();
    for term in &stock.bulletin.terms[kind] {
        let card = stock.term(term, newest);
        match groups.iter_mut().find(|group| group.name == term.group) {
            Some(group) => group.terms.push(card),
            None => groups.push(TermGroup { name: term.group.clone(), terms: vec![card] }),
        }
    }
    groups
}

/// The archive: the page of all years, or that of `only` one.
pub fn archive(stock: &Stock, url: &OutputPath, only: Option<i16>) -> View {
    let asked = years(stock).into_iter().filter(|year| only.is_none_or(|only| *year == only));
    let years = asked.map(|year| {
        let months = stock.months.iter().filter(|(of, ..)| *of == year);
        let months: Vec<Count> = months
            .map(|(_, month, articles)| Count {
                title: month_title(stock, year, *month),
                url: addresses::month(year, *month),
                count: articles.len(),
            })
            .collect();
        ArchiveYear {
            year,
            url: addresses::year(year),
            count: months.iter().map(|month| month.count).sum(),
            months,
            issues: cards_of(stock, year),
        }
    });
    let years = years.collect();
    let above = only.map(|_| stock.front("archive")).into_iter().collect();
    let page = stock.page(url, None, above);
    let words = stock.words();
    let title = match only {
        Some(year) => words.fill("year", &[("year", &year)]).into(),
        None => words.get("archive").into(),
    };
    View::Archive(Box::new(ArchiveView { page, title, year: only, years }))
}

fn month_title(stock: &Stock, year: i16, month: i8) -> Arc<str> {
    let first = Date::new(year, month, 1).expect("the month of a day");
    stock.words().month(first).into()
}

fn cards_of(stock: &Stock, year: i16) -> Vec<Card> {
    let publications = stock.bulletin.publications.iter();
    let issues = publications.flat_map(|publication| publication.issues.iter().rev());
    let cards = issues.map(|issue| &stock.cards[*issue]);
    cards.filter(|card| i32::from(card.year) == i32::from(year)).cloned().collect()
}

fn pager(first: &OutputPath, number: usize, pages: usize, total: usize) -> Pager {
    const NEAR: usize = 7;
    let start = number.saturating_sub(NEAR / 2).min((pages + 1).saturating_sub(NEAR)).max(1);
    let near = (start..=pages.min(start + NEAR - 1))
        .map(|number| PagerLink { number, url: addresses::page_of_list(first, number) });
    Pager {
        number,
        pages,
        total,
        first: first.clone(),
        previous: (number > 1).then(|| addresses::page_of_list(first, number - 1)),
        near: near.collect(),
        next: (number < pages).then(|| addresses::page_of_list(first, number + 1)),
        last: addresses::page_of_list(first, pages),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pager_shows_up_to_seven_pages_around_its_own() {
        let first = OutputPath::new("news/index.html").unwrap();
        let near = |number, pages| {
            let pager = pager(&first, number, pages, pages * 50);
            pager.near.iter().map(|link| link.number).collect::<Vec<_>>()
        };
        assert_eq!(near(1, 1), [1]);
        assert_eq!(near(1, 20), [1, 2, 3, 4, 5, 6, 7]);
        assert_eq!(near(10, 20), [7, 8, 9, 10, 11, 12, 13]);
        assert_eq!(near(20, 20), [14, 15, 16, 17, 18, 19, 20]);
        assert_eq!(near(3, 4), [1, 2, 3, 4]);
    }
}
