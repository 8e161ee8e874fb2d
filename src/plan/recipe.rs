//! What a file is made of: which of the things there are many of, and when.

use super::editions::EditionOf;
use super::feeds::FeedOf;
use super::lists::{ListOf, TermKind};
use super::view::Format;

/// What to make, and for which of the things there are many of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Recipe {
    /// The home page.
    Home,
    /// The publication with this number.
    Publication(usize),
    /// The issue at a place in its publication.
    Issue(usize, usize),
    /// The article with this number.
    Article(usize),
    /// The single page with this number.
    Page(usize),
    /// One page of a list, from 1.
    List(ListOf, usize),
    /// All terms of a kind.
    Terms(TermKind),
    /// The archive: of all years, or of one.
    Archive(Option<i16>),
    /// The page for searching.
    Search,
    /// The page for what is missing.
    NotFound,
    /// A feed.
    Feed(FeedOf),
    /// The sitemap of all pages, or a numbered part of it, from 0.
    Sitemap(Option<usize>),
    /// The index of a sitemap's parts.
    SitemapIndex(usize),
    /// `robots.txt`
    Robots,
    /// The redirect with this number.
    Redirect(usize),
    /// An edition of an issue or a year.
    Edition(EditionOf, Format),
    /// The package of the issue with this number.
    Package(usize),
    /// The package of the whole site.
    SitePackage,
    /// A file of the site.
    File,
    /// A file of the theme.
    Asset,
}

/// When a file can be made: some are made of others, and some take much to make.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Wave {
    /// At any time, beside all others.
    Page,
    /// At any time, but a few at once: each holds a whole issue.
    Issue,
    /// At any time, but one after the other: each holds a whole year.
    Year,
    /// When pages and editions are there.
    Package,
    /// When everything else is there.
    Whole,
}

impl Recipe {
    /// Whether it is a file that is copied, or made of one.
    pub fn is_copy(self) -> bool {
        matches!(self, Self::File | Self::Asset)
    }

    /// Whether it is an HTML page that search engines shall know of.
    pub fn is_listed(self) -> bool {
        match self {
            Self::Home
            | Self::Publication(_)
            | Self::Issue(..)
            | Self::Article(_)
            | Self::Page(_)
            | Self::List(..)
            | Self::Terms(_)
            | Self::Archive(_) => true,
            Self::Search
            | Self::NotFound
            | Self::Feed(_)
            | Self::Sitemap(_)
            | Self::SitemapIndex(_)
            | Self::Robots
            | Self::Redirect(_)
            | Self::Edition(..)
            | Self::Package(_)
            | Self::SitePackage
            | Self::File
            | Self::Asset => false,
        }
    }

    /// When it can be made.
    pub fn wave(self) -> Wave {
        match self {
            Self::Edition(EditionOf::Issue(_), _) => Wave::Issue,
            Self::Edition(EditionOf::Year(..), _) => Wave::Year,
            Self::Package(_) => Wave::Package,
            Self::SitePackage => Wave::Whole,
            _ => Wave::Page,
        }
    }
}
