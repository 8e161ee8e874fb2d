//! Feeds: of the site, and of every publication, column and unit.

use std::sync::Arc;

use super::build::known;
use super::planner::Planner;
use super::prose::{Prose, Summary};
use super::view::{EntryView, FeedView, Link, View};
use crate::base::{Hashed, OutputPath};

/// The feed of a page, in the same folder; only a site with an address has feeds.
pub fn feed_link(planner: &Planner<'_>, title: &str, page: &OutputPath) -> Option<Link> {
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
pub fn feeds(planner: &mut Planner<'_>) {
    let Some(base_url) = planner.base_url.clone() else { return };
    let bulletin = planner.bulletin;
    let mut entries = Entries { base_url, made: vec![None; bulletin.articles.len()] };
    let all: Vec<usize> = (0..bulletin.articles.len()).collect();
    feed(planner, &mut entries, &bulletin.config.title, &known("index.html"), &all);
    for (index, publication) in bulletin.publications.iter().enumerate() {
        let of_publication = |article: &usize| {
            let issue = bulletin.articles[*article].issue;
            issue.is_some_and(|issue| bulletin.issues[issue].publication == index)
        };
        let articles: Vec<usize> = all.iter().copied().filter(of_publication).collect();
        feed(planner, &mut entries, &publication.title, &publication.url, &articles);
    }
    for term in bulletin.columns.iter().chain(&bulletin.units) {
        let title = format!("{} · {}", bulletin.config.title, term.name);
        feed(planner, &mut entries, &title, &term.url, &term.articles);
    }
}

/// Entries are shared between feeds: an article is in its site's, its column's and its units'.
struct Entries {
    base_url: Arc<str>,
    made: Vec<Option<Hashed<EntryView>>>,
}

impl Entries {
    fn get(&mut self, planner: &Planner<'_>, index: usize) -> Hashed<EntryView> {
        let make = || {
            let article = &planner.bulletin.articles[index];
            Hashed::new(EntryView {
                row: planner.rows[index].clone(),
                credits: planner.credits[index].clone(),
                updated: article.date.rfc3339(&planner.zone),
                summary: Summary::of(&article.text.document),
                body: Prose::in_feed(&article.text, &self.base_url),
            })
        };
        let entry = self.made[index].take().unwrap_or_else(make);
        self.made[index] = Some(entry.clone());
        entry
    }
}

fn feed(
    planner: &mut Planner<'_>,
    entries: &mut Entries,
    title: &str,
    page: &OutputPath,
    articles: &[usize],
) {
    let config = &planner.bulletin.config;
    let newest = &articles[..articles.len().min(config.feed_items)];
    let rows: Vec<_> = newest.iter().map(|index| entries.get(planner, *index)).collect();
    let updated = rows.first().map(|entry| entry.updated.clone());
    let view = FeedView {
        title: title.to_owned(),
        subtitle: config.subtitle.clone(),
        base_url: entries.base_url.clone(),
        url: feed_url(page),
        page: page.clone(),
        language: config.language.clone(),
        publisher: config.identity.publisher.clone().unwrap_or_else(|| config.title.clone()),
        // A feed must say when it was updated; an empty one says the earliest it could be.
        updated: updated.unwrap_or_else(|| "1970-01-01T00:00:00Z".to_owned()),
        entries: rows,
    };
    planner.add(view.url.clone(), View::Feed(Box::new(view)), None);
}
