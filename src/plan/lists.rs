//! Lists of articles, cut into pages: sections, columns, units, authors, tags, months.

use std::collections::BTreeSet;
use std::ops::RangeInclusive;
use std::sync::Arc;

use jiff::civil::Date;

use super::feeds::{WITH_FEED, feed_link};
use super::recipe::{ListOf, Recipe, Wanted};
use super::stock::Stock;
use super::view::{
    Activity, ArchiveView, ArchiveYear, Card, Count, Link, ListView, Pager, PagerLink, Prose,
    TermGroup, TermsView, View,
};
use super::{addresses, site_wide, statistics};
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
        if !list.is_empty() {
            wanted.push((list.url.clone(), Recipe::List(of, None)));
        }
        let url = |number| addresses::page_of_list(&list.url, number);
        let blocks = 1..=list.blocks(stock);
        wanted.extend(blocks.map(|number| (url(number), Recipe::List(of, Some(number)))));
        wanted.extend(list.former(stock).map(|number| (url(number), Recipe::FormerPage(of))));
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

    /// Whether the list has no page. A term without articles has one that says so.
    fn is_empty(&self) -> bool {
        self.articles.is_empty() && self.term.is_none()
    }

    /// How many pages the list has beside its first. Each is filled from the oldest article on and then stays as it is; the
    /// first page shows what is newer: one page full to nearly two.
    fn blocks(&self, stock: &Stock) -> usize {
        (self.articles.len() / stock.bulletin.config.per_page).saturating_sub(1)
    }

    /// Numbers of pages that there were as long as pages were counted from the newest.
    fn former(&self, stock: &Stock) -> RangeInclusive<usize> {
        let pages = self.articles.len().div_ceil(stock.bulletin.config.per_page);
        (self.blocks(stock) + 1).max(2)..=pages
    }
}

/// The view of the first page of a list, or of the block with this number, from 1, the oldest.
pub fn list(stock: &Stock, of: ListOf, block: Option<usize>) -> View {
    let list = List::of(stock, of);
    let (count, per_page) = (list.articles.len(), stock.bulletin.config.per_page);
    let blocks = list.blocks(stock);
    let (url, range) = match block {
        None => (list.url.clone(), 0..count - blocks * per_page),
        Some(number) => (
            addresses::page_of_list(&list.url, number),
            count - number * per_page..count - (number - 1) * per_page,
        ),
    };
    let term = list.term;
    View::List(Box::new(ListView {
        page: stock.page(&url, list.feed.clone(), list.above.clone().into_iter().collect()),
        kind: list.kind,
        full_name: term.and_then(|term| term.full_name.clone()),
        description: term.and_then(|term| term.description.clone()),
        intro: term.filter(|_| block.is_none()).and_then(intro),
        keywords: term.map(|term| term.keywords.clone()).unwrap_or_default(),
        rows: stock.rows(&list.articles[range]),
        pager: pager(&list.url, block, blocks, per_page, count),
        activity: (list.kind == "unit" && block.is_none())
            .then(|| activity(stock, list.articles))
            .flatten(),
        series: if list.kind == "unit" && block.is_none() {
            statistics::series::of_unit(stock, &list.url)
        } else {
            Vec::new()
        },
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

/// What leads to the other pages. On a block it says nothing of what is newer but the page after it, so that a block is made
/// again only when it stops being the newest.
fn pager(
    first: &OutputPath,
    block: Option<usize>,
    blocks: usize,
    per_page: usize,
    total: usize,
) -> Pager {
    const NEAR: usize = 7;
    let url = |number| addresses::page_of_list(first, number);
    let number = block.unwrap_or(blocks + 1);
    let link =
        |one| PagerLink { number: one, url: if one > blocks { first.clone() } else { url(one) } };
    let from = (number - 1) * per_page + 1;
    Pager {
        number,
        from: from.min(total),
        to: if block.is_some() { number * per_page } else { total },
        total: block.is_none().then_some(total),
        first: first.clone(),
        previous: block.map(|number| link(number + 1).url),
        near: (1..=number).rev().take(NEAR).map(link).collect(),
        next: (number > 1).then(|| url(number - 1)),
        last: if blocks == 0 { first.clone() } else { url(1) },
    }
}

/// Where a page of a list led that is there no longer: to the first page.
pub fn former_page(stock: &Stock, of: ListOf, url: &OutputPath) -> View {
    let List { title, url: to, .. } = List::of(stock, of);
    site_wide::redirect_to(stock, url, &to, title)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_leads_to_up_to_seven_pages_of_which_it_is_the_newest() {
        let first = OutputPath::new("news/index.html").unwrap();
        let near = |block, blocks: usize| {
            let pager = pager(&first, block, blocks, 50, blocks * 50 + 70);
            pager.near.iter().map(|link| link.number).collect::<Vec<_>>()
        };
        assert_eq!(near(None, 0), [1]);
        assert_eq!(near(None, 19), [20, 19, 18, 17, 16, 15, 14]);
        assert_eq!(near(Some(10), 19), [10, 9, 8, 7, 6, 5, 4]);
        assert_eq!(near(Some(3), 19), [3, 2, 1]);
    }
}
