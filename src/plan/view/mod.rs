//! What each template may see: these structs are the whole of it, and the manual of theme authors.
//!
//! Every template also sees `site` ([`SiteView`]), `words` and `structured`. Addresses are relative
//! to the site's root: a template writes `{{ page.root }}{{ link.url }}`. Dates are ISO 8601 texts;
//! the filters `long_date`, `day`, `month_day` and `minute` show them. Bodies are HTML:
//! `{{ body | safe }}`.

pub mod credits;
mod editions;
mod files;
mod pages;
mod parts;
mod prose;

use std::sync::Arc;

use crate::base::{Address, Fingerprint, SourcePath};

pub use editions::*;
pub use files::*;
pub use pages::*;
pub use parts::*;
pub use prose::{Outline, Prose, Summary};

/// What one output file is made of.
#[derive(Clone, Debug, Hash)]
pub enum View {
    /// `home.html`
    Home(Box<HomeView>),
    /// `publication.html`
    Publication(Box<PublicationView>),
    /// `issue.html`
    Issue(Box<IssueView>),
    /// `article.html`
    Article(Box<ArticleView>),
    /// `page.html`
    Page(Box<SinglePageView>),
    /// `list.html`
    List(Box<ListView>),
    /// `terms.html`
    Terms(Box<TermsView>),
    /// `archive.html`
    Archive(Box<ArchiveView>),
    /// `search.html`
    Search(Box<SearchView>),
    /// `404.html`
    NotFound(Box<NotFoundView>),
    /// An Atom feed (RFC 4287).
    Feed(Box<FeedView>),
    /// A sitemap (sitemaps.org protocol).
    Sitemap(Box<SitemapView>),
    /// An index of sitemaps.
    SitemapIndex(Vec<Address>),
    /// `robots.txt` (RFC 9309).
    Robots(RobotsView),
    /// A page that leads to another.
    Redirect(RedirectView),
    /// An issue or a year in another form than a page.
    Edition(Format, Box<Booklet>),
    /// A ZIP archive of files of the site.
    Package(Box<Package>),
    /// A file that a search reads.
    Shard(Arc<str>),
    /// A file of the site, copied.
    File(SourcePath, Fingerprint),
    /// A picture, scaled to a width or in its own.
    Picture(SourcePath, Fingerprint, Option<u32>),
    /// A file of the program, written as it is.
    Embedded(&'static [u8]),
}

impl View {
    /// Whether a template of the theme makes it.
    pub fn is_html(&self) -> bool {
        match self {
            Self::Home(_)
            | Self::Publication(_)
            | Self::Issue(_)
            | Self::Article(_)
            | Self::Page(_)
            | Self::List(_)
            | Self::Terms(_)
            | Self::Archive(_)
            | Self::Search(_)
            | Self::NotFound(_) => true,
            Self::Feed(_)
            | Self::Sitemap(_)
            | Self::SitemapIndex(_)
            | Self::Robots(_)
            | Self::Redirect(_)
            | Self::Edition(..)
            | Self::Package(_)
            | Self::Shard(_)
            | Self::File(..)
            | Self::Picture(..)
            | Self::Embedded(_) => false,
        }
    }
}
