//! Lists of articles, cut into pages: sections, columns, units, authors, tags, months.

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

use super::build::known;
use super::feeds::feed_link;
use super::planner::{Planned, Planner};
use super::view::{
    ArchiveView, ArchiveYear, Count, Link, ListView, Pager, PagerLink, TermGroup, TermsView, View,
};
use crate::base::OutputPath;
use crate::model::{Section, Term};

/// A list about to be cut into pages.
struct List<'a> {
    kind: &'static str,
    title: Arc<str>,
    term: Option<&'a Term>,
    url: OutputPath,
    feed: Option<Link>,
    articles: &'a [usize],
}

/// 动态 and 总结.
pub fn sections(planner: &mut Planner<'_>) {
    for (section, kind, folder) in
        [(Section::News, "news", "news"), (Section::Summary, "summary", "summaries")]
    {
        let articles = planner.bulletin.section(section);
        if articles.is_empty() {
            continue;
        }
        let url = known(&format!("{folder}/index.html"));
        let (title, feed) = ("".into(), None);
        let list = List { kind, title, term: None, url, feed, articles: &articles };
        planner.add_all(paginate(planner, &list));
    }
}

/// Columns, units, authors and tags: a page of all, and a list for each.
pub fn terms(planner: &mut Planner<'_>) {
    let bulletin = planner.bulletin;
    let kinds = [
        ("columns", "column", &bulletin.columns, true),
        ("units", "unit", &bulletin.units, true),
        ("authors", "author", &bulletin.authors, false),
        ("tags", "tag", &bulletin.tags, false),
    ];
    for (folder, kind, terms, has_feeds) in kinds {
        if terms.is_empty() {
            continue;
        }
        let url = known(&format!("{folder}/index.html"));
        let view =
            TermsView { page: planner.page(&url, None), kind: folder, groups: groups(terms) };
        planner.add(url.clone(), View::Terms(Box::new(view)), None);
        let pages = |term: &Term| {
            let list = List {
                kind,
                title: Arc::clone(&term.name),
                term: Some(term),
                url: term.url.clone(),
                feed: feed_link(planner, &term.name, &term.url).filter(|_| has_feeds),
                articles: &term.articles,
            };
            paginate(planner, &list)
        };
        let pages: Vec<_> = terms.par_iter().flat_map_iter(pages).collect();
        planner.add_all(pages);
    }
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

/// All years, each year, each month.
pub fn archive(planner: &mut Planner<'_>) {
    let bulletin = planner.bulletin;
    if bulletin.articles.is_empty() {
        return;
    }
    let mut months: BTreeMap<(i16, i8), Vec<usize>> = BTreeMap::new();
    for (index, article) in bulletin.articles.iter().enumerate() {
        let date = article.date.date;
        months.entry((date.year(), date.month())).or_default().push(index);
    }
    let mut years: Vec<ArchiveYear> = Vec::new();
    for ((year, month), articles) in months.iter().rev() {
        let count = Count {
            title: month.to_string().into(),
            url: month_url(*year, *month),
            count: articles.len(),
        };
        if years.last().is_none_or(|last| last.year != *year) {
            years.push(ArchiveYear {
                year: *year,
                url: year_url(*year),
                count: 0,
                months: Vec::new(),
                issues: cards_of(planner, *year),
            });
        }
        if let Some(last) = years.last_mut() {
            last.count += count.count;
            last.months.push(count);
        }
    }
    let top = known("archive/index.html");
    for year in &years {
        let page = planner.page(&year.url, None);
        let view = ArchiveView { page, year: Some(year.year), years: vec![year.clone()] };
        planner.add(year.url.clone(), View::Archive(Box::new(view)), None);
    }
    let page = planner.page(&top, None);
    planner.add(top, View::Archive(Box::new(ArchiveView { page, year: None, years })), None);
    for ((year, month), articles) in &months {
        let list = List {
            kind: "month",
            title: format!("{year:04}-{month:02}").into(),
            term: None,
            url: month_url(*year, *month),
            feed: None,
            articles,
        };
        planner.add_all(paginate(planner, &list));
    }
}

fn year_url(year: i16) -> OutputPath {
    known(&format!("archive/{year:04}/index.html"))
}

fn month_url(year: i16, month: i8) -> OutputPath {
    known(&format!("archive/{year:04}/{month:02}/index.html"))
}

fn cards_of(planner: &Planner<'_>, year: i16) -> Vec<super::view::Card> {
    let issues = planner.bulletin.issues.iter().zip(&planner.cards).rev();
    let of_year = issues.filter(|(issue, _)| i32::from(issue.id.year) == i32::from(year));
    of_year.map(|(_, card)| card.clone()).collect()
}

/// Cuts a list into pages.
fn paginate(planner: &Planner<'_>, list: &List<'_>) -> Vec<Planned> {
    let per_page = planner.bulletin.config.per_page;
    let pages = list.articles.len().div_ceil(per_page).max(1);
    let page = |number: usize| {
        let url = page_url(&list.url, number);
        let start = (number - 1) * per_page;
        let end = list.articles.len().min(start + per_page);
        let term = list.term;
        let view = ListView {
            page: planner.page(&url, list.feed.clone()),
            kind: list.kind,
            title: list.title.clone(),
            full_name: term.and_then(|term| term.full_name.clone()),
            description: term.and_then(|term| term.description.clone()),
            keywords: term.map(|term| term.keywords.clone()).unwrap_or_default(),
            rows: planner.rows(&list.articles[start..end]),
            pager: pager(&list.url, number, pages, list.articles.len()),
        };
        planner.output(url, View::List(Box::new(view)), None)
    };
    (1..=pages).map(page).collect()
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
