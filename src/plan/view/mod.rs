//! What each template sees. These structs are the manual of theme authors.
//!
//! The template of a page sees the fields of its own view, and also `site` ([`SiteView`]), `words`
//! (the texts of the interface) and `structured` (data for search engines). It sees nothing else.
//! Addresses are relative to the site's root, so a template writes `{{ page.root }}{{ link.url }}`.
//! Dates are ISO 8601 texts; the filters `long_date`, `day`, `month_day` and `minute` format them.
//! Bodies are HTML, so a template writes `{{ body | safe }}`.

pub mod credits;
mod editions;
mod files;
mod home;
mod pages;
mod parts;
mod prose;
mod site;
mod statistics;

use std::borrow::Cow;
use std::sync::Arc;

use crate::base::{Address, Fingerprint, SourcePath};

pub use editions::*;
pub use files::*;
pub use home::*;
pub use pages::*;
pub use parts::*;
pub use prose::{Outline, Prose, Summary};
pub use site::*;
pub use statistics::*;

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
    /// `withdrawn.html`
    Withdrawn(Box<WithdrawnView>),
    /// `corrections.html`
    Corrections(Box<CorrectionsView>),
    /// `statistics.html`
    Statistics(Box<StatisticsView>),
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
    /// An index of sitemaps, with the full address of each.
    SitemapIndex(Vec<Address>),
    /// `robots.txt` (RFC 9309).
    Robots(RobotsView),
    /// A page that leads from a former address to another page.
    Redirect(RedirectView),
    /// An issue or a year in another form than a page.
    Edition(Format, Box<Booklet>),
    /// A ZIP archive of files of the site.
    Package(Box<Package>),
    /// A file that the search page reads, with its text.
    Shard(Arc<str>),
    /// A copy of a file of the site or its theme, with the fingerprint of its bytes.
    File(SourcePath, Fingerprint),
    /// A picture of the site with the fingerprint of its bytes; scaled to a width in pixels, if one
    /// is given.
    Picture(SourcePath, Fingerprint, Option<u32>),
    /// A file of the program, written as it is.
    Embedded(Cow<'static, [u8]>),
}

impl View {
    /// Whether it is an HTML page that a template in the theme's `templates/` makes.
    pub fn is_html(&self) -> bool {
        match self {
            Self::Home(_)
            | Self::Publication(_)
            | Self::Issue(_)
            | Self::Article(_)
            | Self::Withdrawn(_)
            | Self::Corrections(_)
            | Self::Statistics(_)
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
