//! Pages of one thing each: publications, issues, articles, single pages.

use super::feeds::{feed_link, site_feed};
use super::recipe::{EditionOf, Recipe, Wanted};
use super::stock::Stock;
use super::view::{
    ArticleView, IssueItem, IssueView, IssueYear, Link, PageView, PublicationView, SinglePageView,
    View,
};
use super::view::{Outline, Prose, Summary, Volume, VolumeEntry};
use super::{addresses, editions, notices};
use crate::base::SourcePath;
use crate::content::front_matter::VolumeTitle;
use crate::content::front_matter::notices::Notice;
use crate::model;
use crate::model::related::related;
use crate::model::{Article, Bulletin, Download, Hidden, Issue, Publication, Section};

/// Plans these pages and the home page.
pub fn plan(stock: &Stock, wanted: &mut Wanted) {
    let bulletin = &stock.bulletin;
    wanted.push((addresses::home(), Recipe::Home));
    for (index, publication) in bulletin.publications.iter().enumerate() {
        wanted.push((publication.url.clone(), Recipe::Publication(index)));
        let issues = publication.issues.iter().enumerate();
        wanted.extend(issues.map(|(place, issue)| {
            (bulletin.issues[*issue].url.clone(), Recipe::Issue(index, place))
        }));
    }
    // The order of their files is nearly that of their addresses, so sorting them costs nothing.
    let articles = bulletin.by_path.iter();
    wanted.extend(
        articles
            .map(|index| (bulletin.articles[*index].text.url().clone(), Recipe::Article(*index))),
    );
    let pages = bulletin.pages.iter().enumerate();
    wanted.extend(pages.map(|(index, page)| (page.text.url().clone(), Recipe::Page(index))));
}

/// The page of a publication: all its issues by year.
pub fn publication(stock: &Stock, index: usize) -> View {
    let publication = &stock.bulletin.publications[index];
    let mut years: Vec<IssueYear> = Vec::new();
    for issue in publication.issues.iter().rev() {
        let card = stock.cards[*issue].clone();
        match years.last_mut().filter(|year| year.year == card.year) {
            Some(year) => year.issues.push(card),
            None => years.push(IssueYear {
                year: card.year,
                editions: editions::links(stock, EditionOf::Year(index, card.year)),
                issues: vec![card],
            }),
        }
    }
    let text = publication.text.as_ref();
    let intro = text.map(Prose::own);
    View::Publication(Box::new(PublicationView {
        page: stock.page(
            &publication.url,
            feed_link(stock, &publication.title, &publication.url),
            Vec::new(),
        ),
        title: publication.title.clone(),
        imprint: publication.imprint.clone(),
        masthead_image: stock.masthead_image(None, index),
        intro: intro.filter(|intro| !intro.is_empty()),
        years,
        extra: text.and_then(|text| text.document.head.extra.clone()),
    }))
}

/// The page of the issue at `place` in a publication: its articles in order, in full.
pub fn issue(stock: &Stock, publication: usize, place: usize) -> View {
    let publication = &stock.bulletin.publications[publication];
    let index = publication.issues[place];
    let issue = &stock.bulletin.issues[index];
    let card = |place: Option<usize>| {
        let issue = publication.issues.get(place?)?;
        Some(stock.cards[*issue].clone())
    };
    let column = |place: usize| stock.row(issue.articles[place]).column.clone();
    let item = |(place, index): (usize, &usize)| {
        let text = &stock.bulletin.articles[*index].text;
        let anchor = format!("item-{}", place + 1);
        IssueItem {
            row: stock.row(*index),
            credits: stock.credits(*index),
            opens: place == 0 || column(place) != column(place - 1),
            corrections: corrections(stock, *index),
            body: Prose::among(text, &issue.url, format!("{anchor}-")),
            anchor,
            downloads: text.downloads.clone(),
        }
    };
    let text = issue.text.as_ref();
    let note = text.map(|text| Prose::among(text, &issue.url, "note-".to_owned()));
    let feed = feed_link(stock, &publication.title, &publication.url);
    View::Issue(Box::new(IssueView {
        page: stock.page(&issue.url, feed, vec![link_to(publication)]),
        publication: link_to(publication),
        issue: stock.cards[index].clone(),
        imprint: issue.imprint.clone(),
        masthead_image: stock.masthead_image(text, issue.publication),
        editions: editions::links(stock, EditionOf::Issue(index)),
        note: note.filter(|note| !note.is_empty()),
        volume: volume(&stock.bulletin, issue),
        items: issue.articles.iter().enumerate().map(item).collect(),
        announced: notices::in_issue(stock, index),
        previous: card(place.checked_sub(1)),
        next: card(Some(place + 1)),
        title: text.and_then(|text| text.document.head.title.clone()),
        extra: text.and_then(|text| text.document.head.extra.clone()),
    }))
}

/// An old volume: its files, pictures apart, and where its titles stand.
fn volume(bulletin: &Bulletin, issue: &Issue) -> Option<Volume> {
    let is_picture = |file: &&Download| {
        let extension =
            SourcePath::new(&file.name).map(|path| path.extension()).unwrap_or_default();
        ["jpg", "jpeg", "png", "gif", "webp"].contains(&extension.as_str())
    };
    let (pictures, files): (Vec<_>, Vec<_>) = issue.files().iter().partition(is_picture);
    if pictures.is_empty() && files.is_empty() {
        return None;
    }
    let place = |page: usize| match (files.as_slice(), pictures.len()) {
        ([file], 0) => Some(format!("{}#page={page}", file.url)),
        (_, count) => (page <= count).then(|| format!("{}#page-{page}", issue.url)),
    };
    let entry = |one: &VolumeTitle| VolumeEntry {
        title: one.title.clone(),
        page: one.page,
        url: one.page.and_then(place),
    };
    Some(Volume {
        files: files.iter().map(|file| (*file).clone()).collect(),
        pictures: pictures.iter().map(|file| file.url.clone()).collect(),
        contents: bulletin.titles_of(issue).map(entry).collect(),
    })
}

/// The page of an article.
pub fn article(stock: &Stock, index: usize) -> View {
    let bulletin = &stock.bulletin;
    let article = &bulletin.articles[index];
    let document = &article.text.document;
    let (previous, next) = stock.neighbours[index];
    let own = article.issues.first().map(|issue| &bulletin.issues[*issue]);
    let mut cards = article.issues.iter().map(|issue| stock.cards[*issue].clone());
    let link = |other: Option<usize>| {
        let other = &bulletin.articles[other?];
        Some(Link { title: other.title.clone(), url: other.text.url().clone() })
    };
    View::Article(Box::new(ArticleView {
        page: article_page(stock, article),
        article: stock.row(index),
        date: article.date,
        credits: stock.credits(index),
        section: section_name(article.section),
        publication: own.map(|issue| link_to(&bulletin.publications[issue.publication])),
        issue: cards.next(),
        also_in: cards.collect(),
        source: document.head.source.clone(),
        summary: Summary::of(document),
        length: document.body.words,
        corrections: corrections(stock, index),
        outline: Outline::of(document),
        body: Prose::own(&article.text),
        downloads: article.text.downloads.clone(),
        previous: link(previous),
        next: link(next),
        related: stock.rows(&related(bulletin, index)),
        picture: stock.picture(index),
        scheduled: match article.text.pending {
            Some(Hidden::Scheduled(day)) => Some(day),
            _ => None,
        },
        extra: document.head.extra.clone(),
    }))
}

/// The corrections of an article.
pub fn corrections(stock: &Stock, index: usize) -> Vec<Notice> {
    let bulletin = &stock.bulletin;
    model::notices::of(bulletin, &bulletin.articles[index]).to_vec()
}

/// The `page` of an article. An article of an issue stands below the issue, any other below its
/// section.
fn article_page(stock: &Stock, article: &Article) -> PageView {
    let above = match (article.issues.first(), article.section) {
        (Some(issue), _) => {
            let publication =
                &stock.bulletin.publications[stock.bulletin.issues[*issue].publication];
            let card = &stock.cards[*issue];
            vec![link_to(publication), Link { title: card.title.clone(), url: card.url.clone() }]
        }
        (None, Section::News) => vec![stock.front("news")],
        (None, Section::Summary) => vec![stock.front("summaries")],
        (None, Section::Bulletin) => Vec::new(),
    };
    stock.page(article.text.url(), site_feed(stock), above)
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

/// A single page such as 关于.
pub fn single_page(stock: &Stock, index: usize) -> View {
    let page = &stock.bulletin.pages[index];
    let document = &page.text.document;
    View::Page(Box::new(SinglePageView {
        page: stock.page(page.text.url(), site_feed(stock), Vec::new()),
        title: page.title.clone(),
        summary: Summary::of(document),
        outline: Outline::of(document),
        body: Prose::own(&page.text),
        downloads: page.text.downloads.clone(),
        extra: document.head.extra.clone(),
    }))
}
