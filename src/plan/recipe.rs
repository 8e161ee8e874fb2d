//! Recipes: each names one file that shall be made. A wave says when it can be made.

use super::view::Format;
use crate::base::{OutputPath, Period};
use crate::model::{Section, TermKind};

/// Names one output file: its kind, and which article, issue or list it is for. Numbers are indices
/// into the lists of the bulletin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Recipe {
    /// The home page.
    Home,
    /// The publication with this number.
    Publication(usize),
    /// The publication with this number, and the place of the issue in it.
    Issue(usize, usize),
    /// The article with this number.
    Article(usize),
    /// The withdrawn item with this number.
    Withdrawn(usize),
    /// All corrections and withdrawals.
    Corrections,
    /// What units contributed.
    Statistics(Report),
    /// The series with this number: its newest period, or this one.
    Series(usize, Option<Period>),
    /// The single page with this number.
    Page(usize),
    /// The first page of a list, or the page with this number, from 1, the oldest.
    List(ListOf, Option<usize>),
    /// A redirect from the address of a page of this list that is there no longer.
    FormerPage(ListOf),
    /// All terms of a kind.
    Terms(TermKind),
    /// The archive: of all years, or of one.
    Archive(Option<i16>),
    /// The page for searching.
    Search,
    /// The 404 page.
    NotFound,
    /// A feed.
    Feed(FeedOf),
    /// The sitemap of all pages, or a numbered part of it, from 0.
    Sitemap(Option<usize>),
    /// The index of a sitemap with this many parts.
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
    /// A file of the site that is copied, cleaned or scaled.
    File,
    /// A file of the theme.
    Asset,
}

/// What a page of statistics is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Report {
    /// All periods.
    All,
    /// What units contributed in a period.
    Of(Period),
    /// What was used in a period.
    Items(Period),
}

/// Which articles a list shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ListOf {
    /// 动态 or 总结.
    Section(Section),
    /// The term of this kind with this number.
    Term(TermKind, usize),
    /// The month with this number in `Stock::months`.
    Month(usize),
}

/// Which articles a feed has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FeedOf {
    /// All articles.
    Site,
    /// The publication with this number.
    Publication(usize),
    /// The term of this kind with this number.
    Term(TermKind, usize),
}

/// The issue, or the year, that an edition contains.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EditionOf {
    /// The issue with this number.
    Issue(usize),
    /// A year of the publication with this number.
    Year(usize, u16),
}

/// The paths of files that shall be made, each with its recipe.
pub type Wanted = Vec<(OutputPath, Recipe)>;

/// When a file can be made: some files are made of others, and some need much memory.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Wave {
    /// At any time, together with all others.
    Page,
    /// At any time, but only a few at once, since each holds a whole issue.
    Issue,
    /// At any time, but one after the other, since each holds a whole year.
    Year,
    /// After pages and editions.
    Package,
    /// After everything else.
    Whole,
}

impl Recipe {
    /// Whether the output is a copy of a file, or a picture made of one.
    pub fn is_copy(self) -> bool {
        matches!(self, Self::File | Self::Asset)
    }

    /// Whether the output is an HTML page that search engines shall know of.
    pub fn is_listed(self) -> bool {
        match self {
            Self::Home
            | Self::Publication(_)
            | Self::Issue(..)
            | Self::Article(_)
            | Self::Corrections
            | Self::Statistics(_)
            | Self::Series(..)
            | Self::Page(_)
            | Self::List(..)
            | Self::Terms(_)
            | Self::Archive(_) => true,
            Self::Withdrawn(_)
            | Self::Search
            | Self::NotFound
            | Self::Feed(_)
            | Self::Sitemap(_)
            | Self::SitemapIndex(_)
            | Self::Robots
            | Self::Redirect(_)
            | Self::FormerPage(_)
            | Self::Edition(..)
            | Self::Package(_)
            | Self::SitePackage
            | Self::File
            | Self::Asset => false,
        }
    }

    /// When the output can be made.
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
