//! Pages of one thing each: home, publications, issues, articles, single pages.

use rayon::prelude::*;

use super::build::known;
use super::feeds::feed_link;
use super::planner::Planner;
use super::prose::{Outline, Prose, Summary};
use super::view::{
    ArticleView, Count, Group, HomeView, IssueContents, IssueItem, IssueView, IssueYear, Link,
    PublicationView, SinglePageView, View,
};
use crate::base::{OutputPath, Span};
use crate::model::{Hidden, Publication, Section};

/// The home page.
pub fn home(planner: &mut Planner<'_>) {
    let bulletin = planner.bulletin;
    let url = known("index.html");
    let newest_of = |publication: &Publication| {
        let issue = *publication
            .issues
            .iter()
            .rev()
            .find(|issue| !bulletin.issues[**issue].id.supplement)?;
        let rows = planner.rows(&bulletin.issues[issue].articles);
        Some(IssueContents { issue: planner.cards[issue].clone(), rows })
    };
    let mut issues: Vec<usize> = (0..bulletin.issues.len()).collect();
    issues.sort_by_key(|issue| std::cmp::Reverse((bulletin.issues[*issue].date, *issue)));
    let first = |mut articles: Vec<usize>, most| {
        articles.truncate(most);
        planner.rows(&articles)
    };
    let view = HomeView {
        page: planner.page(&url, site_feed(planner)),
        newest: bulletin.publications.iter().filter_map(newest_of).collect(),
        issues: issues.iter().take(12).map(|issue| planner.cards[*issue].clone()).collect(),
        news: first(bulletin.section(Section::News), 10),
        summaries: first(bulletin.section(Section::Summary), 5),
        columns: bulletin
            .columns
            .iter()
            .filter(|column| !column.articles.is_empty())
            .map(|column| Group {
                title: column.name.clone(),
                url: column.url.clone(),
                rows: planner.rows(&column.articles[..column.articles.len().min(5)]),
            })
            .collect(),
        units: active_units(planner),
    };
    planner.add(url, View::Home(Box::new(view)), None);
}

/// The units with the most articles in the year of the newest one.
fn active_units(planner: &Planner<'_>) -> Vec<Count> {
    let bulletin = planner.bulletin;
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
    counts.sort_by_key(|unit| std::cmp::Reverse(unit.count));
    counts.truncate(10);
    counts
}

/// A page for each publication: all its issues by year.
pub fn publications(planner: &mut Planner<'_>) {
    let bulletin = planner.bulletin;
    for publication in &bulletin.publications {
        let mut years: Vec<IssueYear> = Vec::new();
        for issue in publication.issues.iter().rev() {
            let card = planner.cards[*issue].clone();
            match years.last_mut().filter(|year| year.year == card.year) {
                Some(year) => year.issues.push(card),
                None => years.push(IssueYear { year: card.year, issues: vec![card] }),
            }
        }
        let text = publication.text.as_ref();
        let intro = text.map(Prose::own);
        let view = PublicationView {
            page: planner
                .page(&publication.url, feed_link(planner, &publication.title, &publication.url)),
            title: publication.title.clone(),
            imprint: publication.imprint.clone(),
            intro: intro.filter(|intro| !intro.is_empty()),
            years,
        };
        let origin = text.map(|text| Span::file(&text.document.path));
        planner.add(publication.url.clone(), View::Publication(Box::new(view)), origin);
    }
}

/// A page for each issue: the articles in order, in full.
pub fn issues(planner: &mut Planner<'_>) {
    let bulletin = planner.bulletin;
    let places: Vec<(&Publication, usize)> = bulletin
        .publications
        .iter()
        .flat_map(|publication| {
            (0..publication.issues.len()).map(move |place| (publication, place))
        })
        .collect();
    let planned = |(publication, place): (&Publication, usize)| {
        let view = View::Issue(Box::new(issue(planner, publication, place)));
        let issue = &bulletin.issues[publication.issues[place]];
        let origin = issue.text.as_ref().map(|text| Span::file(&text.document.path));
        planner.output(issue.url.clone(), view, origin)
    };
    let planned = places.into_par_iter().map(planned).collect();
    planner.add_all(planned);
}

fn issue(planner: &Planner<'_>, publication: &Publication, place: usize) -> IssueView {
    let index = publication.issues[place];
    let issue = &planner.bulletin.issues[index];
    let card = |place: Option<usize>| {
        let issue = publication.issues.get(place?)?;
        Some(planner.cards[*issue].clone())
    };
    let item = |(place, index): (usize, &usize)| {
        let text = &planner.bulletin.articles[*index].text;
        let anchor = format!("item-{}", place + 1);
        IssueItem {
            row: planner.rows[*index].clone(),
            credits: planner.credits[*index].clone(),
            body: Prose::among(text, &issue.url, format!("{anchor}-")),
            anchor,
            downloads: text.downloads.clone(),
        }
    };
    let text = issue.text.as_ref();
    let note = text.map(|text| Prose::among(text, &issue.url, "note-".to_owned()));
    let feed = feed_link(planner, &publication.title, &publication.url);
    IssueView {
        page: planner.page(&issue.url, feed),
        publication: link_to(publication),
        issue: planner.cards[index].clone(),
        imprint: issue.imprint.clone(),
        note: note.filter(|note| !note.is_empty()),
        items: issue.articles.iter().enumerate().map(item).collect(),
        previous: card(place.checked_sub(1)),
        next: card(Some(place + 1)),
        extra: text.and_then(|text| text.document.head.extra.clone()),
    }
}

/// A page for each article.
pub fn articles(planner: &mut Planner<'_>) {
    let bulletin = planner.bulletin;
    let neighbours = neighbours(planner);
    let feed = site_feed(planner);
    let view = |index: usize| {
        let article = &bulletin.articles[index];
        let document = &article.text.document;
        let head = &document.head;
        let (previous, next) = neighbours[index];
        let link = |other: Option<usize>| {
            let other = &bulletin.articles[other?];
            Some(Link { title: other.title.clone(), url: other.text.url().clone() })
        };
        View::Article(Box::new(ArticleView {
            page: planner.page(article.text.url(), feed.clone()),
            article: planner.rows[index].clone(),
            date: article.date,
            credits: planner.credits[index].clone(),
            section: section_name(article.section),
            publication: article
                .issue
                .map(|issue| link_to(&bulletin.publications[bulletin.issues[issue].publication])),
            issue: article.issue.map(|issue| planner.cards[issue].clone()),
            source: head.source.clone(),
            summary: Summary::of(document),
            words: document.body.words,
            outline: Outline::of(document),
            body: Prose::own(&article.text),
            downloads: article.text.downloads.clone(),
            previous: link(previous),
            next: link(next),
            scheduled: match article.text.pending {
                Some(Hidden::Scheduled(day)) => Some(day),
                _ => None,
            },
            extra: head.extra.clone(),
        }))
    };
    let planned = |index: &usize| {
        let text = &bulletin.articles[*index].text;
        let origin = Some(Span::file(&text.document.path));
        planner.output(text.url().clone(), view(*index), origin)
    };
    // In the order of their files, which is about that of their addresses: sorting them is nothing.
    let planned = bulletin.by_path.par_iter().map(planned).collect();
    planner.add_all(planned);
}

/// 上一篇 and 下一篇 of every article: in an issue by the contents, else in its section by date,
/// 上一篇 the older (convention 14).
fn neighbours(planner: &Planner<'_>) -> Vec<(Option<usize>, Option<usize>)> {
    let bulletin = planner.bulletin;
    let mut all = vec![(None, None); bulletin.articles.len()];
    let mut chain = |order: &[usize]| {
        for pair in order.windows(2) {
            all[pair[0]].1 = Some(pair[1]);
            all[pair[1]].0 = Some(pair[0]);
        }
    };
    for issue in &bulletin.issues {
        chain(&issue.articles);
    }
    for section in [Section::Bulletin, Section::News, Section::Summary] {
        let mut order = bulletin.section(section);
        order.retain(|article| bulletin.articles[*article].issue.is_none());
        order.reverse();
        chain(&order);
    }
    all
}

fn link_to(publication: &Publication) -> Link {
    Link { title: publication.title.clone(), url: publication.url.clone() }
}

fn section_name(section: Section) -> &'static str {
    match section {
        Section::Bulletin => "bulletin",
        Section::News => "news",
        Section::Summary => "summary",
    }
}

/// Single pages such as 关于.
pub fn single_pages(planner: &mut Planner<'_>) {
    for page in &planner.bulletin.pages {
        let document = &page.text.document;
        let view = SinglePageView {
            page: planner.page(page.text.url(), site_feed(planner)),
            title: page.title.clone(),
            summary: Summary::of(document),
            outline: Outline::of(document),
            body: Prose::own(&page.text),
            downloads: page.text.downloads.clone(),
            extra: document.head.extra.clone(),
        };
        let origin = Some(Span::file(&document.path));
        planner.add(page.text.url().clone(), View::Page(Box::new(view)), origin);
    }
}

fn site_feed(planner: &Planner<'_>) -> Option<Link> {
    feed_link(planner, &planner.bulletin.config.title, &OutputPath::new("index.html")?)
}
