//! What an edition is made of: the issue, or the issues of a year, in full.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;

use super::credits::Credits;
use super::parts::{Card, Row};
use super::prose::Prose;
use crate::base::{Fingerprint, OutputPath, SourcePath};
use crate::content::front_matter::Imprint;
use crate::model::Download;

/// How an edition is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// PDF/A-2b (ISO 19005-2), tagged.
    Pdf,
    /// EPUB 3.
    Epub,
    /// One HTML file with all it shows, for mail.
    MailHtml,
    /// Plain text, for mail.
    MailText,
}

/// An issue, or the bound issues of a year.
#[derive(Clone, Debug, Hash)]
pub struct Booklet {
    /// 曲阜科技信息快讯2007年第3期, or …2007年合订本.
    pub title: String,
    /// The publication's name.
    pub publication: Arc<str>,
    /// What its files are called: `qufu-2007-03`.
    pub name: String,
    /// The year that is bound; absent of a single issue.
    pub year: Option<u16>,
    /// BCP 47 tag.
    pub language: String,
    /// Who publishes it.
    pub publisher: String,
    /// The site's address.
    pub base_url: Option<Arc<str>>,
    /// The page on the site.
    pub url: OutputPath,
    /// The day it is of; what files say of when they were made.
    pub date: Date,
    /// Whether it is printed on both sides.
    pub even_pages: bool,
    /// One, or those of the year in order.
    pub issues: Vec<BookletIssue>,
}

/// An issue in a booklet.
#[derive(Clone, Debug, Hash)]
pub struct BookletIssue {
    /// Number and date.
    pub card: Card,
    /// What its `_index.md` calls it.
    pub title: Option<Arc<str>>,
    /// Masthead and imprint.
    pub imprint: Imprint,
    /// Editor's note (编者按), with what it shows.
    pub note: Option<BookletText>,
    /// The articles in order.
    pub items: Vec<BookletItem>,
}

/// An article in a booklet.
#[derive(Clone, Debug, Hash)]
pub struct BookletItem {
    /// Headline and day.
    pub row: Row,
    /// Column, units, authors and tags.
    pub credits: Credits,
    /// 来源, of a reprinted item.
    pub source: Option<String>,
    /// The text.
    pub text: BookletText,
    /// Files to download.
    pub downloads: Vec<Download>,
}

/// A text, and the pictures it shows.
#[derive(Clone, Debug, Hash)]
pub struct BookletText {
    /// Where it comes from.
    pub file: SourcePath,
    /// The text. Addresses on this site begin with [`SITE`].
    pub body: Prose,
    /// Pictures by their addresses on the site.
    pub pictures: BTreeMap<OutputPath, BookletPicture>,
}

/// What addresses on this site begin with in the texts of a booklet: each edition knows what to make of them.
pub const SITE: &str = "site:";

/// A picture as it lies in the site's folder.
#[derive(Clone, Debug, Hash)]
pub struct BookletPicture {
    /// Where.
    pub path: SourcePath,
    /// Of its bytes.
    pub fingerprint: Fingerprint,
    /// In pixels, as it is shown.
    pub size: (u32, u32),
}

/// The file of check sums in a package: a line for each file, as `sha256sum` writes and reads them.
pub const CHECKSUMS: &str = "manifest.sha256";

/// What a package holds: names in it, and the files of the site that are meant.
#[derive(Clone, Debug, Hash)]
pub struct Package {
    /// In the order of their names, with the key of each.
    pub files: Vec<(String, OutputPath, Fingerprint)>,
    /// The day that all of them are said to be of.
    pub date: Date,
}
