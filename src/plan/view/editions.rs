//! What an edition is made of: one issue, or the issues of a year, in full.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;

use super::credits::Credits;
use super::parts::{Announced, Card, Row};
use super::prose::Prose;
use crate::base::{Fingerprint, OutputPath, SourcePath};
use crate::content::front_matter::Imprint;
use crate::content::front_matter::notices::Notice;
use crate::model::Download;

/// The file format of an edition.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// PDF/A-2b (ISO 19005-2), tagged.
    Pdf,
    /// EPUB 3.
    Epub,
    /// One HTML file with its pictures inside it, for mail.
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
    /// The name of its files, without the extension: `qufu-2007-03`.
    pub name: String,
    /// The year of a bound volume; `None` for a single issue.
    pub year: Option<u16>,
    /// The language of the content, as a BCP 47 tag.
    pub language: String,
    /// Who publishes it.
    pub publisher: String,
    /// The site's address with a slash at the end, if it has one.
    pub base_url: Option<Arc<str>>,
    /// The address of its page on the site: the issue's, or the publication's for a year.
    pub url: OutputPath,
    /// The day of its last issue. The files give it as the day on which they were made.
    pub date: Date,
    /// Whether each issue gets an even number of pages, for printing on both sides.
    pub even_pages: bool,
    /// The one issue, or those of the year in order.
    pub issues: Vec<BookletIssue>,
}

/// An issue in a booklet.
#[derive(Clone, Debug, Hash)]
pub struct BookletIssue {
    /// Number and date.
    pub card: Card,
    /// The title in its `_index.md`, if there is one.
    pub title: Option<Arc<str>>,
    /// Masthead and imprint.
    pub imprint: Imprint,
    /// The picture of the masthead and its address on the site, if it has one.
    pub masthead_image: Option<(OutputPath, BookletPicture)>,
    /// Editor's note (编者按) with its pictures, if there is one.
    pub note: Option<BookletText>,
    /// The articles in order.
    pub items: Vec<BookletItem>,
    /// What was said of articles of earlier issues since the issue before this one.
    pub announced: Vec<Announced>,
}

/// An article in a booklet.
#[derive(Clone, Debug, Hash)]
pub struct BookletItem {
    /// Headline and day.
    pub row: Row,
    /// Column, units, authors and tags.
    pub credits: Credits,
    /// What was wrong in it, by day.
    pub corrections: Vec<Notice>,
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
    /// The source file of the text.
    pub file: SourcePath,
    /// The text. Addresses on this site begin with [`SITE`].
    pub body: Prose,
    /// The pictures it shows, by their addresses on the site.
    pub pictures: BTreeMap<OutputPath, BookletPicture>,
}

/// What addresses on this site begin with in the texts of a booklet. Each edition turns them into
/// what it needs.
pub const SITE: &str = "site:";

/// A picture as it lies in the site's folder.
#[derive(Clone, Debug, Hash)]
pub struct BookletPicture {
    /// Where the picture lies in the site's folder.
    pub path: SourcePath,
    /// The fingerprint of the picture's bytes.
    pub fingerprint: Fingerprint,
    /// Width and height in pixels, as the picture is shown.
    pub size: (u32, u32),
}

/// The file of check sums in a package. It has one line for each file, as `sha256sum` writes and
/// reads them.
pub const CHECKSUMS: &str = "manifest.sha256";

/// The files of the site that a package (ZIP archive) holds.
#[derive(Clone, Debug, Hash)]
pub struct Package {
    /// For each file its name in the package, its path on the site, and its key; in the order of
    /// the names.
    pub files: Vec<(String, OutputPath, Fingerprint)>,
    /// The day that the package gives as the date of all files.
    pub date: Date,
}
