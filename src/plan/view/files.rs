//! What is made without a template: feeds, sitemaps, `robots.txt`, redirects.

use std::sync::Arc;

use super::credits::Credits;
use super::parts::Row;
use super::prose::{Prose, Summary};
use crate::base::{Address, OutputPath};

/// A feed of the newest articles, with their texts in full.
#[derive(Clone, Debug, Hash)]
pub struct FeedView {
    /// The title of the feed: the name of the site, or of a publication, or of the site and a term.
    pub title: String,
    /// The line under the title, if there is one.
    pub subtitle: Option<String>,
    /// The site's address, with a slash at the end.
    pub base_url: Arc<str>,
    /// The address of the feed, relative to the site's root.
    pub url: OutputPath,
    /// The address of the page that the feed belongs to.
    pub page: OutputPath,
    /// The language of the content, as a BCP 47 tag.
    pub language: String,
    /// Who publishes it.
    pub publisher: String,
    /// When an entry was updated last, as in RFC 3339.
    pub updated: String,
    /// The entries, the newest first.
    pub entries: Vec<EntryView>,
}

/// An entry of a feed.
#[derive(Clone, Debug, Hash)]
pub struct EntryView {
    /// Headline and address.
    pub row: Row,
    /// Column, units, authors and tags.
    pub credits: Credits,
    /// The date of the article, as in RFC 3339.
    pub published: String,
    /// The date of its last correction, or else of the article, as in RFC 3339.
    pub updated: String,
    /// What was wrong in it, a line each.
    pub corrections: Vec<String>,
    /// The author's summary, or the first sentences.
    pub summary: Summary,
    /// The text.
    pub body: Prose,
}

/// A sitemap of at most 50 000 addresses.
#[derive(Clone, Debug, Hash)]
pub struct SitemapView {
    /// The full addresses of the pages.
    pub addresses: Vec<Address>,
}

/// `robots.txt`
#[derive(Clone, Debug, Hash)]
pub struct RobotsView {
    /// Whether crawlers are welcome.
    pub allowed: bool,
    /// The full address of the sitemap, if there is one.
    pub sitemap: Option<Address>,
}

/// A page that leads from a former address to another page.
#[derive(Clone, Debug, Hash)]
pub struct RedirectView {
    /// The address it leads to, relative to this page.
    pub to: String,
    /// The title of the page it leads to.
    pub title: Arc<str>,
    /// The full address of the target, on a site with an address.
    pub canonical: Option<Address>,
    /// The language of the content, as a BCP 47 tag.
    pub language: String,
}
