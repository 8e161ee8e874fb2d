//! The nouns of the domain. References between them are indices into the lists of [`Bulletin`].

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;
use smallvec::SmallVec;

use super::texts::Text;
use crate::base::{Fingerprint, Moment, OutputPath, SourcePath, Span};
use crate::content::front_matter::Imprint;
use crate::content::{Config, IssueId};

/// Everything that is published, as of one day.
#[derive(Debug)]
pub struct Bulletin {
    /// The site's configuration.
    pub config: Arc<Config>,
    /// The day it is assembled for.
    pub today: Date,
    /// Publications in the order of their folders.
    pub publications: Vec<Publication>,
    /// Issues, by publication, then from the oldest to the newest.
    pub issues: Vec<Issue>,
    /// Articles from the newest to the oldest.
    pub articles: Vec<Article>,
    /// Their numbers in the order of their files.
    pub by_path: Vec<usize>,
    /// Single pages such as 关于.
    pub pages: Vec<Page>,
    /// Columns in the configured order.
    pub columns: Vec<Term>,
    /// Units in the registry's order.
    pub units: Vec<Term>,
    /// Authors, the most active first.
    pub authors: Vec<Term>,
    /// Tags, the most used first.
    pub tags: Vec<Term>,
    /// Files copied as they are: where to, where from.
    pub files: BTreeMap<OutputPath, SourceFile>,
    /// Former URLs and where they lead now, with the place that says so.
    pub redirects: Vec<(OutputPath, OutputPath, Span)>,
    /// Pages of the site that authors link to by address, to be found in the plan.
    pub expected: Vec<(OutputPath, Span)>,
}

/// A file that is published.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct SourceFile {
    /// Where it lies.
    pub path: SourcePath,
    /// Of its bytes.
    pub fingerprint: Fingerprint,
    /// What becomes of it.
    pub treatment: Treatment,
}

/// What becomes of a file on its way to readers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Treatment {
    /// It is copied.
    Copy,
    /// It is a picture: what the camera wrote of it is left out.
    Clean,
    /// It is a picture, and scaled to this width.
    Scale(u32),
}

/// A series of issues with a masthead and numbering of its own (convention 1).
#[derive(Clone, Debug)]
pub struct Publication {
    /// The name of its folder.
    pub id: String,
    /// What it is called.
    pub title: Arc<str>,
    /// Its page: all issues by year.
    pub url: OutputPath,
    /// Masthead and imprint.
    pub imprint: Imprint,
    /// Its `_index.md`, with the links in it.
    pub text: Option<Text>,
    /// Its issues from the oldest to the newest.
    pub issues: Vec<usize>,
}

/// One numbered issue (期).
#[derive(Clone, Debug)]
pub struct Issue {
    /// Which publication it belongs to.
    pub publication: usize,
    /// Year and number in the year.
    pub id: IssueId,
    /// 总第M期; supplements have none (convention 2).
    pub cumulative: Option<i64>,
    /// As given, or the latest article's.
    pub date: Option<Moment>,
    /// Its page.
    pub url: OutputPath,
    /// Masthead and imprint: what the publication says, overridden by the issue.
    pub imprint: Imprint,
    /// Its `_index.md`; the body is the editor's note (编者按).
    pub text: Option<Text>,
    /// Its articles in the order of the contents (convention 5).
    pub articles: Vec<usize>,
}

/// Where an article stands when it is in no issue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Section {
    /// `content/bulletins/`
    Bulletin,
    /// `content/news/`
    News,
    /// `content/summaries/`
    Summary,
}

/// The few terms of one kind that an article has.
pub type Numbers = SmallVec<[usize; 2]>;

/// One item.
#[derive(Clone, Debug)]
pub struct Article {
    /// The parsed file, its page and its links.
    pub text: Text,
    /// The headline.
    pub title: Arc<str>,
    /// What lists sort by.
    pub date: Moment,
    /// The folder it came from.
    pub section: Section,
    /// The issue it stands in.
    pub issue: Option<usize>,
    /// Its column.
    pub column: Option<usize>,
    /// The units that sent it.
    pub units: Numbers,
    /// Who wrote it.
    pub authors: Numbers,
    /// Its tags.
    pub tags: Numbers,
}

/// A single page.
#[derive(Clone, Debug)]
pub struct Page {
    /// The parsed file, its page and its links.
    pub text: Text,
    /// Its title.
    pub title: Arc<str>,
}

/// A column, unit, author or tag: a name that articles share.
#[derive(Clone, Debug)]
pub struct Term {
    /// What it is called in lists and by-lines.
    pub name: Arc<str>,
    /// The full name, where that differs.
    pub full_name: Option<String>,
    /// The group it is listed in (units).
    pub group: Option<String>,
    /// One sentence about it (columns).
    pub description: Option<String>,
    /// Words for its meta tags (columns).
    pub keywords: Vec<String>,
    /// The first page of its list.
    pub url: OutputPath,
    /// Its articles from the newest to the oldest.
    pub articles: Vec<usize>,
}

impl Bulletin {
    /// The articles of a section, from the newest to the oldest.
    pub fn section(&self, section: Section) -> Vec<usize> {
        (0..self.articles.len()).filter(|index| self.articles[*index].section == section).collect()
    }
}
