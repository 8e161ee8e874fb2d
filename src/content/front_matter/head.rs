//! What front matter says, key by key.

use std::sync::Arc;

use super::notices::Notice;
use super::topic::Scope;
use crate::base::Moment;
use crate::content::editions::PageLayout;
use crate::content::folders::IssueId;

/// Who may see an item.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Visibility {
    /// Everybody.
    #[default]
    Public,
    /// Readers of a site that says `audience: internal` (convention 9).
    Internal,
}

/// An issue that an item names: `2007-03`, or `reference/2007-03` for one of another publication.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Standing {
    /// The folder of the publication; when absent, that of the key `publication`, or the site's only one.
    pub publication: Option<String>,
    /// The issue.
    pub id: IssueId,
}

/// A file offered for download with an article.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Attachment {
    /// The file's path, relative to the article.
    pub file: String,
    /// The name shown to readers; the file's name when absent.
    pub title: Option<String>,
}

/// A use of an item by a level above, or a note that a superior wrote on it (批示).
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Adoption {
    /// The level that used it, such as 省级; `None` where there is a note alone.
    pub level: Option<String>,
    /// In what it was printed.
    pub outlet: Option<String>,
    /// When; on the day of the item itself when absent.
    pub date: Option<Moment>,
    /// The level of whoever wrote a note.
    pub endorsed: Option<String>,
}

/// What the front matter says of an article, a page, an issue or a publication.
///
/// Every key is optional here; `model` decides which ones are required.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Head {
    /// The headline.
    pub title: Option<Arc<str>>,
    /// The line above the headline (引题).
    pub kicker: Option<Arc<str>>,
    /// The line below the headline (副题), without the dash that it may begin with.
    pub subtitle: Option<Arc<str>>,
    /// When it was written or happened; lists are sorted by it.
    pub date: Option<Moment>,
    /// Who wrote it.
    pub authors: Vec<String>,
    /// Which units sent it (供稿单位), as written.
    pub units: Vec<String>,
    /// Its column (栏目), as written.
    pub column: Option<String>,
    /// The publication of its issue, when the file lies outside that publication's folder.
    pub publication: Option<String>,
    /// The issues it stands in, the first of them as its own: needed when the file lies outside that issue's
    /// folder, or stands in several.
    pub issues: Vec<Standing>,
    /// Whether it stands first in its issues, whatever its column is.
    pub lead: bool,
    /// The order inside its column of the issue, or among the pages: the lowest number comes first,
    /// items without one come last.
    pub weight: Option<i64>,
    /// Free keywords.
    pub tags: Vec<String>,
    /// A summary in the author's words.
    pub summary: Option<Arc<str>>,
    /// The last part of its URL.
    pub slug: Option<String>,
    /// Former URLs, which will redirect here.
    pub aliases: Vec<String>,
    /// Not published unless drafts are asked for.
    pub draft: bool,
    /// Not published before this day.
    pub publish: Option<Moment>,
    /// Not published after this day.
    pub expires: Option<Moment>,
    /// Who may see it.
    pub visibility: Visibility,
    /// Where a reprinted item comes from (来源).
    pub source: Option<String>,
    /// Files to download; of an issue the files of an old volume.
    pub attachments: Vec<Attachment>,
    /// What was wrong in it, by day (更正).
    pub corrections: Vec<Notice>,
    /// Who else used it (采用情况).
    pub adopted: Vec<Adoption>,
    /// When and why it was withdrawn (撤稿).
    pub withdrawn: Option<Notice>,
    /// Further data for the theme, as written.
    pub extra: Option<serde_yaml::Value>,
    /// The keys that only publications and issues have; boxed, because most documents are articles.
    pub imprint: Option<Box<Imprint>>,
    /// What belongs to it, of a topic.
    pub scope: Option<Box<Scope>>,
}

/// A title in an old volume that is kept as a file.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct VolumeTitle {
    /// The title.
    pub title: String,
    /// Its page, from 1.
    pub page: Option<usize>,
}

/// The keys of `_index.md` files: what a masthead and an imprint need (conventions 4 and 7).
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, serde::Serialize)]
pub struct Imprint {
    /// Who prints it (编印单位).
    pub publisher: Option<String>,
    /// The large red name; the title when absent.
    pub masthead: Option<String>,
    /// A picture of that name, such as calligraphy, as written: a path from the file. The last link of the body leads to it.
    #[serde(skip)]
    pub masthead_image: Option<String>,
    /// The line at the top left, such as 内部资料 注意保存.
    pub classification: Option<String>,
    /// The cumulative number (总第M期) of its first issue.
    pub first_cumulative: Option<i64>,
    /// The cumulative number of this issue, from which the series goes on. Its card says it.
    #[serde(skip)]
    pub cumulative: Option<i64>,
    /// Whether this issue is announced and has no articles yet. Its card says it.
    #[serde(skip)]
    pub planned: bool,
    /// Files and columns in the order of its contents, as written.
    #[serde(skip)]
    pub contents: Vec<String>,
    /// What the files hold of an old volume, which has no articles here.
    #[serde(skip)]
    pub titles: Vec<VolumeTitle>,
    /// How it is set in print.
    pub layout: Option<PageLayout>,
    /// How many copies are printed.
    pub copies: Option<i64>,
    /// The superiors it is sent to (报).
    pub report: Vec<String>,
    /// The peers it is sent to (送).
    pub send: Vec<String>,
    /// The subordinates it is sent to (发).
    pub issue: Vec<String>,
    /// Extra recipients of this issue (本期增发).
    pub extra: Vec<String>,
    /// The editor (编辑).
    pub editor: Option<String>,
    /// The reviewer (审核).
    pub reviewer: Option<String>,
    /// Who approves the issue for release (签发).
    pub issuer: Option<String>,
}

impl Imprint {
    /// The imprint of an issue: its own values, and for the rest those of its publication.
    #[must_use]
    pub fn or_of(self, publication: &Self) -> Self {
        let list = |own: Vec<String>, general: &Vec<String>| {
            if own.is_empty() { general.clone() } else { own }
        };
        Self {
            publisher: self.publisher.or_else(|| publication.publisher.clone()),
            masthead: self.masthead.or_else(|| publication.masthead.clone()),
            masthead_image: self.masthead_image,
            classification: self.classification.or_else(|| publication.classification.clone()),
            first_cumulative: publication.first_cumulative,
            layout: self.layout.or(publication.layout),
            copies: self.copies.or(publication.copies),
            report: list(self.report, &publication.report),
            send: list(self.send, &publication.send),
            issue: list(self.issue, &publication.issue),
            extra: list(self.extra, &publication.extra),
            editor: self.editor.or_else(|| publication.editor.clone()),
            reviewer: self.reviewer.or_else(|| publication.reviewer.clone()),
            issuer: self.issuer.or_else(|| publication.issuer.clone()),
            ..self
        }
    }
}
