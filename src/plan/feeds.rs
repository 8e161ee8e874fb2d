//! Feeds: of the site, and of every publication, column and unit.

use super::build::known;
use super::planner::Planner;
use super::prose::{Prose, Summary};
use super::recipe::Recipe;
use super::view::{EntryView, FeedView, Link, View};
use crate::base::OutputPath;

/// What a feed is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FeedOf {
    /// All articles.
    Site,
    /// The publication with this number.
    Publication(usize),
    /// The column with this number.
    Column(usize),
    /// The unit with this number.
    Unit(usize),
}

/// The feed of a page, in the same folder; only a site with an address has feeds.
pub fn feed_link(planner: &Planner, title: &str, page: &OutputPath) -> Option<Link> {
    planner.base_url.as_ref()?;
    Some(Link { title: title.into(), url: feed_url(page) })
}

fn feed_url(page: &OutputPath) -> OutputPath {
    match page.folder() {
        "" => known("feed.xml"),
        folder => known(&format!("{folder}/feed.xml")),
    }
}

/// Plans all feeds.
pub fn plan(planner: &Planner, wanted: &mut Vec<(OutputPath, Recipe)>) {
    if planner.base_url.is_none() {
        return;
    }
    let bulletin = &planner.bulletin;
    let all = [FeedOf::Site]
        .into_iter()
        .chain((0..bulletin.publications.len()).map(FeedOf::Publication))
        .chain((0..bulletin.columns.len()).map(FeedOf::Column))
        .chain((0..bulletin.units.len()).map(FeedOf::Unit));
    wanted.extend(all.map(|of| (feed_url(&page(planner, of)), Recipe::Feed(of))));
}

/// The page a feed is of.
fn page(planner: &Planner, of: FeedOf) -> OutputPath {
    let bulletin = &planner.bulletin;
    match of {
        FeedOf::Site => known("index.html"),
        FeedOf::Publication(index) => bulletin.publications[index].url.clone(),
        FeedOf::Column(index) => bulletin.columns[index].url.clone(),
        FeedOf::Unit(index) => bulletin.units[index].url.clone(),
    }
}

/// The newest articles of a feed, as many as it holds.
fn newest(planner: &Planner, of: FeedOf) -> Vec<usize> {
    let bulletin = &planner.bulletin;
    let most = bulletin.config.feed_items;
    let of_publication = |article: &usize, publication| {
        let issue = bulletin.articles[*article].issue;
        issue.is_some_and(|issue| bulletin.issues[issue].publication == publication)
    };
    match of {
        FeedOf::Site => planner.all.iter().take(most).copied().collect(),
        FeedOf::Publication(index) => {
            let all = planner.all.iter().copied();
            all.filter(|article| of_publication(article, index)).take(most).collect()
        }
        FeedOf::Column(index) => {
            bulletin.columns[index].articles.iter().take(most).copied().collect()
        }
        FeedOf::Unit(index) => bulletin.units[index].articles.iter().take(most).copied().collect(),
    }
}

/// One feed.
pub fn feed(planner: &Planner, url: &OutputPath, of: FeedOf) -> Option<View> {
    let base_url = planner.base_url.clone()?;
    let bulletin = &planner.bulletin;
    let config = &bulletin.config;
    let of_term = |name: &str| format!("{} · {name}", config.title);
    let title = match of {
        FeedOf::Site => config.title.clone(),
        FeedOf::Publication(index) => bulletin.publications[index].title.to_string(),
        FeedOf::Column(index) => of_term(&bulletin.columns[index].name),
        FeedOf::Unit(index) => of_term(&bulletin.units[index].name),
    };
    let entry = |index: usize| {
        let article = &bulletin.articles[index];
        EntryView {
            row: planner.row(index),
            credits: planner.credits(index),
            updated: article.date.rfc3339(&planner.zone),
            summary: Summary::of(&article.text.document),
            body: Prose::in_feed(&article.text, &base_url),
        }
    };
    let entries: Vec<EntryView> = newest(planner, of).into_iter().map(entry).collect();
    let updated = entries.first().map(|entry| entry.updated.clone());
    Some(View::Feed(Box::new(FeedView {
        title,
        subtitle: config.subtitle.clone(),
        base_url: base_url.clone(),
        url: url.clone(),
        page: page(planner, of),
        language: config.language.clone(),
        publisher: config.identity.publisher.clone().unwrap_or_else(|| config.title.clone()),
        // A feed must say when it was updated; an empty one says the earliest it could be.
        updated: updated.unwrap_or_else(|| "1970-01-01T00:00:00Z".to_owned()),
        entries,
    })))
}
