//! Feeds: of the site, and of every publication, column, unit and topic.

use super::addresses;
use super::recipe::{FeedOf, Recipe, Wanted};
use super::stock::Stock;
use super::view::{EntryView, FeedView, Link, View};
use super::view::{Prose, Summary};
use crate::base::{Moment, OutputPath};
use crate::model::{TermKind, notices};

/// The kinds of term whose lists have feeds.
pub const WITH_FEED: [TermKind; 3] = [TermKind::Column, TermKind::Unit, TermKind::Topic];

/// A link to the feed of a page, in the same folder; `None` on a site without an address.
pub fn feed_link(stock: &Stock, title: &str, page: &OutputPath) -> Option<Link> {
    stock.base_url.as_ref()?;
    Some(Link { title: title.into(), url: addresses::feed(page) })
}

/// A link to the feed of all articles; `None` on a site without an address.
pub fn site_feed(stock: &Stock) -> Option<Link> {
    feed_link(stock, &stock.bulletin.config.title, &addresses::home())
}

/// Plans all feeds.
pub fn plan(stock: &Stock, wanted: &mut Wanted) {
    if stock.base_url.is_none() {
        return;
    }
    let bulletin = &stock.bulletin;
    let all = [FeedOf::Site]
        .into_iter()
        .chain((0..bulletin.publications.len()).map(FeedOf::Publication))
        .chain(WITH_FEED.into_iter().flat_map(|kind| {
            (0..bulletin.terms[kind].len()).map(move |term| FeedOf::Term(kind, term))
        }));
    wanted.extend(all.map(|of| (addresses::feed(&page(stock, of)), Recipe::Feed(of))));
}

/// The page that a feed belongs to.
fn page(stock: &Stock, of: FeedOf) -> OutputPath {
    let bulletin = &stock.bulletin;
    match of {
        FeedOf::Site => addresses::home(),
        FeedOf::Publication(index) => bulletin.publications[index].url.clone(),
        FeedOf::Term(kind, index) => bulletin.terms[kind][index].url.clone(),
    }
}

/// The indices of the newest articles of a feed, at most `feed_items` of the configuration.
fn newest(stock: &Stock, of: FeedOf) -> Vec<usize> {
    let bulletin = &stock.bulletin;
    let most = bulletin.config.feed_items;
    let of_publication = |article: &usize, publication| {
        let mut issues = bulletin.articles[*article].issues.iter();
        issues.any(|issue| bulletin.issues[*issue].publication == publication)
    };
    match of {
        FeedOf::Site => stock.all.iter().take(most).copied().collect(),
        FeedOf::Publication(index) => {
            let all = stock.all.iter().copied();
            all.filter(|article| of_publication(article, index)).take(most).collect()
        }
        FeedOf::Term(kind, index) => {
            bulletin.terms[kind][index].articles.iter().take(most).copied().collect()
        }
    }
}

/// When an article was changed last: the day of its last correction, or else its own.
fn updated(stock: &Stock, index: usize) -> Moment {
    let article = &stock.bulletin.articles[index];
    let corrected = notices::of(&stock.bulletin, article).last().map(|last| last.date);
    corrected.map_or(article.date, |corrected| corrected.max(article.date))
}

/// The view of the feed at `url`; `None` on a site without an address.
pub fn feed(stock: &Stock, url: &OutputPath, of: FeedOf) -> Option<View> {
    let base_url = stock.base_url.clone()?;
    let bulletin = &stock.bulletin;
    let config = &bulletin.config;
    let of_term = |name: &str| format!("{} · {name}", config.title);
    let title = match of {
        FeedOf::Site => config.title.clone(),
        FeedOf::Publication(index) => bulletin.publications[index].title.to_string(),
        FeedOf::Term(kind, index) => of_term(&bulletin.terms[kind][index].name),
    };
    let entry = |index: usize| {
        let article = &bulletin.articles[index];
        let corrections = notices::of(bulletin, article).iter();
        EntryView {
            row: stock.row(index),
            credits: stock.credits(index),
            published: article.date.rfc3339(&stock.zone),
            updated: updated(stock, index).rfc3339(&stock.zone),
            corrections: corrections.map(|one| stock.words().correction(one)).collect(),
            summary: Summary::of(&article.text.document),
            body: Prose::in_feed(&article.text, &base_url),
        }
    };
    let newest = newest(stock, of);
    let entries = newest.iter().copied().map(entry).collect();
    let updated = newest.iter().map(|index| updated(stock, *index)).max();
    let updated = updated.map(|updated| updated.rfc3339(&stock.zone));
    Some(View::Feed(Box::new(FeedView {
        title,
        subtitle: config.subtitle.clone(),
        base_url: base_url.clone(),
        url: url.clone(),
        page: page(stock, of),
        language: config.language.clone(),
        publisher: config.identity.publisher.clone().unwrap_or_else(|| config.title.clone()),
        // A feed must say when it was updated; an empty one says the earliest it could be.
        updated: updated.unwrap_or_else(|| "1970-01-01T00:00:00Z".to_owned()),
        entries,
    })))
}
