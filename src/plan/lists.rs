//! Lists of articles, cut into pages: sections, columns, units, authors, tags, months.

use std::sync::Arc;

use jiff::civil::Date;

use super::build::known;
use super::feeds::feed_link;
use super::planner::Planner;
use super::recipe::Recipe;
use super::view::{
    ArchiveView, ArchiveYear, Card, Count, Link, ListView, Pager, PagerLink, TermGroup, TermsView,
    View,
};
use crate::base::OutputPath;
use crate::model::{Section, Term};

/// What a list is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ListOf {
    /// 动态 or 总结.
    Section(Section),
    /// The term of this kind with this number.
    Term(TermKind, usize),
    /// The month with this number.
    Month(usize),
}

/// A kind of name that articles share.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TermKind {
    /// 栏目
    Column,
    /// 单位
    Unit,
    /// 作者
    Author,
    /// 标签
    Tag,
}

impl TermKind {
    const ALL: [Self; 4] = [Self::Column, Self::Unit, Self::Author, Self::Tag];

    fn terms(self, planner: &Planner) -> &[Term] {
        match self {
            Self::Column => &planner.bulletin.columns,
            Self::Unit => &planner.bulletin.units,
            Self::Author => &planner.bulletin.authors,
            Self::Tag => &planner.bulletin.tags,
        }
    }

    /// The folder of its pages, and what one of it is called there.
    fn names(self) -> (&'static str, &'static str) {
        match self {
            Self::Column => ("columns", "column"),
            Self::Unit => ("units", "unit"),
            Self::Author => ("authors", "author"),
            Self::Tag => ("tags", "tag"),
        }
    }
}

/// Plans all lists, the pages of all terms of a kind, and the archive.
pub fn plan(planner: &Planner, wanted: &mut Vec<(OutputPath, Recipe)>) {
    let sections = [Section::News, Section::Summary].map(ListOf::Section);
    let mut lists: Vec<ListOf> = sections.into();
    for kind in TermKind::ALL {
        let terms = kind.terms(planner);
        if !terms.is_empty() {
            let url = known(&format!("{}/index.html", kind.names().0));
            wanted.push((url, Recipe::Terms(kind)));
        }
        lists.extend((0..terms.len()).map(|term| ListOf::Term(kind, term)));
    }
    lists.extend((0..planner.months.len()).map(ListOf::Month));
    for of in lists {
        let list = List::of(planner, of);
        let pages = list.pages(planner);
        if pages > 0 {
            let page = |number| (page_url(&list.url, number), Recipe::List(of, number));
            wanted.extend((1..=pages).map(page));
        }
    }
    if !planner.months.is_empty() {
        wanted.push((known("archive/index.html"), Recipe::Archive(None)));
        let mut years: Vec<i16> = planner.months.iter().map(|(year, ..)| *year).collect();
        years.dedup();
        wanted.extend(years.into_iter().map(|year| (year_url(year), Recipe::Archive(Some(year)))));
    }
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
    fn of(planner: &'a Planner, of: ListOf) -> Self {
        match of {
            ListOf::Section(section) => {
                let (kind, folder) = match section {
                    Section::Summary => ("summary", "summaries"),
                    _ => ("news", "news"),
                };
                let Link { title, url } = planner.front(folder);
                let articles = planner.section(section);
                Self { kind, title, above: None, term: None, url, feed: None, articles }
            }
            ListOf::Term(kind, index) => {
                let term = &kind.terms(planner)[index];
                let has_feed = matches!(kind, TermKind::Column | TermKind::Unit);
                Self {
                    kind: kind.names().1,
                    title: Arc::clone(&term.name),
                    above: Some(planner.front(kind.names().0)),
                    term: Some(term),
                    url: term.url.clone(),
                    feed: feed_link(planner, &term.name, &term.url).filter(|_| has_feed),
                    articles: &term.articles,
                }
            }
            ListOf::Month(index) => {
                let (year, month, articles) = &planner.months[index];
                Self {
                    kind: "month",
                    title: month_title(planner, *year, *month),
                    above: Some(planner.front("archive")),
                    term: None,
                    url: month_url(*year, *month),
                    feed: None,
                    articles: &planner.all[articles.clone()],
                }
            }
        }
    }

    /// How many pages it has: a term without articles has one that says so, an empty section none.
    fn pages(&self, planner: &Planner) -> usize {
        let pages = self.articles.len().div_ceil(planner.bulletin.config.per_page);
        pages.max(usize::from(self.term.is_some()))
    }
}

/// One page of a list, from 1.
pub fn list(planner: &Planner, of: ListOf, number: usize) -> View {
    let list = List::of(planner, of);
    let per_page = planner.bulletin.config.per_page;
    let url = page_url(&list.url, number);
    let start = (number - 1) * per_page;
    let end = list.articles.len().min(start + per_page);
    let term = list.term;
    View::List(Box::new(ListView {
        page: planner.page(&url, list.feed.clone(), list.above.clone().into_iter().collect()),
        kind: list.kind,
        full_name: term.and_then(|term| term.full_name.clone()),
        description: term.and_then(|term| term.description.clone()),
        keywords: term.map(|term| term.keywords.clone()).unwrap_or_default(),
        rows: planner.rows(&list.articles[start..end]),
        pager: pager(&list.url, number, list.pages(planner), list.articles.len()),
        title: list.title,
    }))
}

/// All terms of a kind.
pub fn terms(planner: &Planner, url: &OutputPath, kind: TermKind) -> View {
    let groups = groups(kind.terms(planner));
    let page = planner.page(url, None, Vec::new());
    let (kind, title) = (kind.names().0, planner.words().get(kind.names().0).into());
    View::Terms(Box::new(TermsView { page, kind, title, groups }))
}

/// Terms by their group, groups in the order they are first met.
fn groups(terms: &[Term]) -> Vec<TermGroup> {
    let mut groups: Vec<TermGroup> = Vec::new();
    for term in terms {
        let count = Planner::count(term);
        match groups.iter_mut().find(|group| group.name == term.group) {
            Some(group) => group.terms.push(count),
            None => groups.push(TermGroup { name: term.group.clone(), terms: vec![count] }),
        }
    }
    groups
}

/// The archive: all years, or one.
pub fn archive(planner: &Planner, url: &OutputPath, only: Option<i16>) -> View {
    let mut years: Vec<ArchiveYear> = Vec::new();
    let months = planner.months.iter();
    for (year, month, articles) in months.filter(|(year, ..)| only.is_none_or(|only| *year == only))
    {
        let title = month_title(planner, *year, *month);
        let count = Count { title, url: month_url(*year, *month), count: articles.len() };
        match years.last_mut().filter(|last| last.year == *year) {
            Some(last) => {
                last.count += count.count;
                last.months.push(count);
            }
            None => years.push(ArchiveYear {
                year: *year,
                url: year_url(*year),
                count: count.count,
                months: vec![count],
                issues: cards_of(planner, *year),
            }),
        }
    }
    let above = only.map(|_| planner.front("archive")).into_iter().collect();
    let page = planner.page(url, None, above);
    let words = planner.words();
    let title = match only {
        Some(year) => words.fill("year", &[("year", &year)]).into(),
        None => words.get("archive").into(),
    };
    View::Archive(Box::new(ArchiveView { page, title, year: only, years }))
}

fn month_title(planner: &Planner, year: i16, month: i8) -> Arc<str> {
    let first = Date::new(year, month, 1).expect("the month of a day");
    planner.words().month(first).into()
}

fn year_url(year: i16) -> OutputPath {
    known(&format!("archive/{year:04}/index.html"))
}

fn month_url(year: i16, month: i8) -> OutputPath {
    known(&format!("archive/{year:04}/{month:02}/index.html"))
}

fn cards_of(planner: &Planner, year: i16) -> Vec<Card> {
    let issues = planner.bulletin.issues.iter().zip(&planner.cards).rev();
    let of_year = issues.filter(|(issue, _)| i32::from(issue.id.year) == i32::from(year));
    of_year.map(|(_, card)| card.clone()).collect()
}

/// `…/index.html`, `…/page-2.html`, `…/page-3.html`.
fn page_url(first: &OutputPath, number: usize) -> OutputPath {
    match number {
        1 => first.clone(),
        _ => known(&format!("{}/page-{number}.html", first.folder())),
    }
}

fn pager(first: &OutputPath, number: usize, pages: usize, total: usize) -> Pager {
    const NEAR: usize = 7;
    let start = number.saturating_sub(NEAR / 2).min((pages + 1).saturating_sub(NEAR)).max(1);
    let near = (start..=pages.min(start + NEAR - 1))
        .map(|number| PagerLink { number, url: page_url(first, number) });
    Pager {
        number,
        pages,
        total,
        first: first.clone(),
        previous: (number > 1).then(|| page_url(first, number - 1)),
        near: near.collect(),
        next: (number < pages).then(|| page_url(first, number + 1)),
        last: page_url(first, pages),
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
