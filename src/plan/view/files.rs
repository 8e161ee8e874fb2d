//! What is made without a template: feeds, sitemaps, `robots.txt`, redirects.

use std::sync::Arc;

use super::credits::Credits;
use super::parts::Row;
use super::prose::{Prose, Summary};
use crate::base::{Address, OutputPath};

/// A feed of the newest articles, texts in full.
#[derive(Clone, Debug, Hash)]
pub struct FeedView {
    /// What it is of.
    pub title: String,
    /// The line under the title.
    pub subtitle: Option<String>,
    /// The site's address.
    pub base_url: Arc<str>,
    /// Its own address.
    pub url: OutputPath,
    /// The page it is the feed of.
    pub page: OutputPath,
    /// BCP 47 tag.
    pub language: String,
    /// Who publishes it.
    pub publisher: String,
    /// RFC 3339; of the newest entry.
    pub updated: String,
    /// The newest first.
    pub entries: Vec<EntryView>,
}

/// An entry of a feed.
#[derive(Clone, Debug, Hash)]
pub struct EntryView {
    /// Headline and address.
    pub row: Row,
    /// Column, units, authors and tags.
    pub credits: Credits,
    /// RFC 3339.
    pub updated: String,
    /// The author's summary, or the first sentences.
    pub summary: Summary,
    /// The text.
    pub body: Prose,
}

/// A sitemap of at most 50 000 addresses.
#[derive(Clone, Debug, Hash)]
pub struct SitemapView {
    /// Full addresses.
    pub addresses: Vec<Address>,
}

/// `robots.txt`
#[derive(Clone, Debug, Hash)]
pub struct RobotsView {
    /// Whether crawlers are welcome.
    pub allowed: bool,
    /// The full address of the sitemap.
    pub sitemap: Option<Address>,
}

/// A page that leads to another.
#[derive(Clone, Debug, Hash)]
pub struct RedirectView {
    /// Where to, relative to the page.
    pub to: String,
    /// The full address of the target.
    pub canonical: Option<Address>,
    /// BCP 47 tag.
    pub language: String,
}
