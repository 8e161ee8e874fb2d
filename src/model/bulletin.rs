//! What a bulletin consists of. Its parts refer to each other by indices into the lists of
//! [`Bulletin`].

use std::collections::{BTreeMap, BTreeSet};
use std::ops::{Index, IndexMut};
use std::sync::Arc;

use jiff::civil::Date;
use smallvec::SmallVec;

use super::files::SourceFile;
use super::links::Target;
use super::series::figures::Series;
use super::texts::{Download, Text};
use crate::base::{Moment, OutputPath, Span};
use crate::content::config::statistics::{Exclusion, Quota};
use crate::content::data::submissions::Submission;
use crate::content::front_matter::notices::Notice;
use crate::content::front_matter::{Imprint, VolumeTitle};
use crate::content::{Config, Document, IssueId};

/// Everything that is published, as of one day.
#[derive(Debug)]
pub struct Bulletin {
    /// The site's configuration.
    pub config: Arc<Config>,
    /// The day that the bulletin is assembled for.
    pub today: Date,
    /// Publications in the order of their folders.
    pub publications: Vec<Publication>,
    /// Issues, by publication, then from the oldest to the newest.
    pub issues: Vec<Issue>,
    /// Articles from the newest to the oldest.
    pub articles: Vec<Article>,
    /// Indices into `articles`, in the order of the articles' files.
    pub by_path: Vec<usize>,
    /// Items that were withdrawn, in the order of their files.
    pub withdrawn: Vec<Withdrawn>,
    /// Single pages such as 关于.
    pub pages: Vec<Page>,
    /// Columns in the configured order, or in the usual one (convention 8) if none is configured;
    /// units in the order of the registry; topics by weight, then the most topical first; all others with the most
    /// used first.
    pub terms: PerKind<Vec<Term>>,
    /// What the office keeps beside the articles.
    pub ledger: Ledger,
    /// Figures of units, in the order of their files.
    pub series: Vec<Series>,
    /// Where the picture in the place of the site's name lies, if it has one.
    pub masthead_image: Option<Target>,
    /// Files that are published beside the texts, by their addresses.
    pub files: BTreeMap<OutputPath, SourceFile>,
    /// Former addresses, and where they lead now.
    pub redirects: Vec<Redirect>,
    /// Names of publications, single pages and topics that are there and not shown on this site.
    pub unseen: BTreeSet<String>,
    /// Addresses of this site that authors link to, each with the place of the link. The plan
    /// checks that they exist.
    pub expected: Vec<(OutputPath, Span)>,
}

/// A series of issues with a masthead and numbering of its own (convention 1).
#[derive(Clone, Debug)]
pub struct Publication {
    /// The name of its folder.
    pub id: String,
    /// Its name.
    pub title: Arc<str>,
    /// The address of its page, which shows all issues by year.
    pub url: OutputPath,
    /// Masthead and imprint.
    pub imprint: Imprint,
    /// Its `_index.md` with its links followed, if there is one.
    pub text: Option<Text>,
    /// The indices of its issues, from the oldest to the newest: by number, and supplements by date in their year.
    pub issues: Vec<usize>,
}

/// One numbered issue (期).
#[derive(Clone, Debug)]
pub struct Issue {
    /// The index of the publication it belongs to.
    pub publication: usize,
    /// Year and number in the year.
    pub id: IssueId,
    /// 总第M期, of a combined issue the first of its numbers; supplements have none (convention 2).
    pub cumulative: Option<i64>,
    /// Its date, as given, or else that of its latest article.
    pub date: Option<Moment>,
    /// The address of its page.
    pub url: OutputPath,
    /// Masthead and imprint: what the publication says, overridden by the issue.
    pub imprint: Imprint,
    /// Its `_index.md`; the body is the editor's note (编者按).
    pub text: Option<Text>,
    /// The indices of its articles, in the order of the contents (convention 5).
    pub articles: Vec<usize>,
}

impl Publication {
    /// Whether a name is that of its folder, or its own.
    pub fn is_called(&self, name: &str) -> bool {
        self.id == name || *self.title == *name
    }
}

impl Issue {
    /// The files of an old volume; none of any other issue.
    pub fn files(&self) -> &[Download] {
        self.text.as_ref().map(|text| text.downloads.as_slice()).unwrap_or_default()
    }

    /// The last of its cumulative numbers, if several numbers came out as this issue (合刊).
    pub fn last_cumulative(&self) -> Option<i64> {
        let more = i64::from(self.id.last - self.id.number);
        self.cumulative.filter(|_| self.id.is_combined()).map(|first| first.saturating_add(more))
    }
}

/// The top folder of `content/` that an article lies in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Section {
    /// `content/bulletins/`
    Bulletin,
    /// `content/news/`
    News,
    /// `content/summaries/`
    Summary,
}

/// A few indices: of the terms of one kind that an article has, or of the issues it stands in.
pub type Numbers = SmallVec<[usize; 2]>;

/// A kind of name that articles share.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TermKind {
    /// 栏目
    Column,
    /// 单位
    Unit,
    /// 作者
    Author,
    /// 标签
    Tag,
    /// 专题: not named by articles, but by a file that says what belongs to it.
    Topic,
}

impl TermKind {
    /// All kinds, in the order of [`PerKind`].
    pub const ALL: [Self; 5] = [Self::Column, Self::Unit, Self::Author, Self::Tag, Self::Topic];

    /// The folder of its pages, which is also the key of the words for all of them.
    pub fn folder(self) -> &'static str {
        match self {
            Self::Column => "columns",
            Self::Unit => "units",
            Self::Author => "authors",
            Self::Tag => "tags",
            Self::Topic => "topics",
        }
    }
}

/// One value for each kind of term.
#[derive(Clone, Debug, Default)]
pub struct PerKind<T>(pub [T; 5]);

impl<T> Index<TermKind> for PerKind<T> {
    type Output = T;

    fn index(&self, kind: TermKind) -> &T {
        &self.0[kind as usize]
    }
}

impl<T> IndexMut<TermKind> for PerKind<T> {
    fn index_mut(&mut self, kind: TermKind) -> &mut T {
        &mut self.0[kind as usize]
    }
}

/// One article of any section.
#[derive(Clone, Debug)]
pub struct Article {
    /// The parsed file, its page and its links.
    pub text: Text,
    /// The headline.
    pub title: Arc<str>,
    /// Its date, by which lists are sorted.
    pub date: Moment,
    /// The section of the folder it came from.
    pub section: Section,
    /// The indices of the issues it stands in, its own first; it may stand in none.
    pub issues: Numbers,
    /// Its column (one at the most), the units that sent it, who wrote it, its tags, the topics it belongs to.
    pub terms: PerKind<Numbers>,
}

/// An item that was withdrawn. Its text is not published; its page says so.
#[derive(Clone, Debug)]
pub struct Withdrawn {
    /// The parsed file.
    pub document: Arc<Document>,
    /// The headline.
    pub title: Arc<str>,
    /// The day, and the reason.
    pub notice: Notice,
    /// The indices of the issues it stood in, its own first.
    pub issues: Numbers,
}

/// What the office keeps. Units are indices into the bulletin's units, followed by `others`.
#[derive(Clone, Debug, Default)]
pub struct Ledger {
    /// The rows of `data/submissions.csv`.
    pub rows: Arc<Vec<Submission>>,
    /// Of each row the units.
    pub units: Vec<Numbers>,
    /// Units that no article and no registry names.
    pub others: Vec<Arc<str>>,
    /// Of each unit what it owes.
    pub quotas: Vec<Option<Quota>>,
    /// Units that are not ranked.
    pub excluded: Vec<(usize, Exclusion)>,
}

/// A former address of a page.
#[derive(Clone, Debug)]
pub struct Redirect {
    /// The address as it was.
    pub from: OutputPath,
    /// The page it leads to now.
    pub to: OutputPath,
    /// The title of that page.
    pub title: Arc<str>,
    /// The place in the source file that asks for this redirect.
    pub place: Span,
}

/// A single page.
#[derive(Clone, Debug)]
pub struct Page {
    /// The parsed file, its page and its links.
    pub text: Text,
    /// Its title.
    pub title: Arc<str>,
}

/// A column, unit, author, tag or topic: a name that articles share.
#[derive(Clone, Debug)]
pub struct Term {
    /// What it is called in lists and by-lines.
    pub name: Arc<str>,
    /// The full name of a registered unit, which may be the same as `name`.
    pub full_name: Option<String>,
    /// The group it is listed in (units).
    pub group: Option<String>,
    /// One sentence about it (columns, units, topics).
    pub description: Option<String>,
    /// Words for its meta tags (columns).
    pub keywords: Vec<String>,
    /// The first page of its list.
    pub url: OutputPath,
    /// The introduction (topics).
    pub text: Option<Text>,
    /// The indices of its articles, from the newest to the oldest; in a topic after those that its file lists.
    pub articles: Vec<usize>,
}

impl Bulletin {
    /// The names of units, among which those are that only the ledger has.
    pub fn names_of(&self, units: &Numbers) -> Vec<&str> {
        let terms = &self.terms[TermKind::Unit];
        let name = |unit: &usize| match terms.get(*unit) {
            Some(term) => &*term.name,
            None => &*self.ledger.others[unit - terms.len()],
        };
        units.iter().map(name).collect()
    }

    /// The terms of one kind that an article has.
    pub fn terms_of<'a>(
        &'a self,
        article: &'a Article,
        kind: TermKind,
    ) -> impl Iterator<Item = &'a Term> {
        article.terms[kind].iter().map(move |number| &self.terms[kind][*number])
    }

    /// Where the picture of a masthead lies: that of an issue's own text, or else that of its publication.
    pub fn masthead_image<'a>(
        &'a self,
        issue: Option<&'a Text>,
        publication: usize,
    ) -> Option<&'a Target> {
        let general = self.publications[publication].text.as_ref();
        [issue, general].into_iter().flatten().find_map(Text::masthead_image)
    }

    /// The titles in an old volume. An article beside its files may be listed there, too; it stands among the articles.
    pub fn titles_of<'a>(&'a self, issue: &'a Issue) -> impl Iterator<Item = &'a VolumeTitle> {
        let is_article = |one: &VolumeTitle| {
            let mut articles = issue.articles.iter().map(|index| &self.articles[*index]);
            articles.any(|article| {
                let path = &article.text.document.path;
                one.title == path.file_name() || one.title == path.stem()
            })
        };
        issue.imprint.titles.iter().filter(move |one| !is_article(one))
    }

    /// The column of an article.
    pub fn column_of<'a>(&'a self, article: &'a Article) -> Option<&'a Term> {
        self.terms_of(article, TermKind::Column).next()
    }

    /// The indices of a section's articles, from the newest to the oldest.
    pub fn section(&self, section: Section) -> Vec<usize> {
        (0..self.articles.len()).filter(|index| self.articles[*index].section == section).collect()
    }
}
