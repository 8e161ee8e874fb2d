//! Which files shall be made: for each a recipe, which names what it is of, and when it can be made.

use super::view::Format;
use crate::base::OutputPath;
use crate::model::{Section, TermKind};

/// Names one output file: its kind, and which article, issue or list it is for.
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

/// What a list is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ListOf {
    /// 动态 or 总结.
    Section(Section),
    /// The term of this kind with this number.
    Term(TermKind, usize),
    /// The month with this number.
    Month(usize),
}

/// What a feed is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FeedOf {
    /// All articles.
    Site,
    /// The publication with this number.
    Publication(usize),
    /// The term of this kind with this number.
    Term(TermKind, usize),
}

/// What an edition is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EditionOf {
    /// The issue with this number.
    Issue(usize),
    /// A year of the publication with this number.
    Year(usize, u16),
}

/// Files that somebody wants, each with its recipe.
pub type Wanted = Vec<(OutputPath, Recipe)>;

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
