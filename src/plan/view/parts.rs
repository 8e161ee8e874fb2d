//! What several pages show: links, rows, covers, pictures, page numbers.

use std::sync::Arc;

use jiff::civil::Date;
use serde::Serialize;

use crate::base::{Address, Hashed, Moment, OutputPath};
use crate::content::IssueId;

/// A name and where it leads.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct Link {
    /// The name to show.
    pub title: Arc<str>,
    /// The address, relative to the site's root.
    pub url: OutputPath,
}

/// A link, and the number of articles that it leads to.
#[derive(Clone, Debug, Hash, Serialize)]
pub struct Count {
    /// The name to show.
    pub title: Arc<str>,
    /// The address, relative to the site's root.
    pub url: OutputPath,
    /// The number of articles.
    pub count: usize,
}

/// A column, unit, author, tag or topic among the others of its kind.
#[derive(Clone, Debug, Hash, Serialize)]
pub struct TermCard {
    /// The name to show.
    pub title: Arc<str>,
    /// The address, relative to the site's root.
    pub url: OutputPath,
    /// The number of its articles.
    pub count: usize,
    /// The full name of a registered unit, if it is not the same.
    pub full_name: Option<String>,
    /// The description of a column or unit, or the summary of a topic, if there is one.
    pub description: Option<String>,
    /// The first picture in the introduction of a topic, if there is one.
    pub picture: Option<Picture>,
    /// The first three articles of a column, unit or topic; none of an author or tag.
    pub rows: Vec<Row>,
}

/// An article in a list.
#[derive(Clone, Debug, Hash, Serialize)]
pub struct RowView {
    /// The headline.
    pub title: Arc<str>,
    /// 引题, the line above the headline, if there is one.
    pub kicker: Option<Arc<str>>,
    /// 副题, the line below the headline, if there is one; without the dash before it.
    pub subtitle: Option<Arc<str>>,
    /// The address of the article's page.
    pub url: OutputPath,
    /// The day of the article, such as `2007-03-05`.
    pub day: Date,
    /// The short names of the units that sent it, with a space between two; may be empty.
    pub units: Arc<str>,
    /// The name of its column, if it has one.
    pub column: Option<Arc<str>>,
    /// The day of its last correction (更正), if it has any.
    pub corrected: Option<Date>,
    /// `draft` or `scheduled` if the article is not published yet and shown in a preview only;
    /// otherwise absent.
    pub pending: Option<&'static str>,
}

/// A row with its fingerprint, so that lists of rows compare quickly.
pub type Row = Hashed<RowView>;

/// An issue as its cover or a link shows it.
#[derive(Clone, Debug, Hash, Serialize)]
pub struct IssueCard {
    /// The address of the issue's page.
    pub url: OutputPath,
    /// The publication's name.
    pub publication: Arc<str>,
    /// The issue's id: `2007-03`, `2007-03-04` if two numbers came out as one, or `2007-s1` for a supplement.
    pub id: IssueId,
    /// The year in which it is counted.
    pub year: u16,
    /// Its number in the year.
    pub number: u16,
    /// The last of its numbers, if several came out as one (合刊).
    pub last_number: Option<u16>,
    /// Whether it is a supplement (增刊).
    pub supplement: bool,
    /// 总第M期; supplements have none.
    pub cumulative: Option<i64>,
    /// The last of its cumulative numbers, if several came out as one.
    pub last_cumulative: Option<i64>,
    /// Its numbers without the year, in the site's language: 第3期（总第27期）, 第3—4期合刊（总第27—28期）
    pub label: Arc<str>,
    /// Its number with the year, in the site's language: 2007年第3期, 2007年第3—4期合刊
    pub title: Arc<str>,
    /// Whether it is announced and has no articles yet.
    pub planned: bool,
    /// Its date, if it has one.
    pub date: Option<Moment>,
    /// The number of its articles.
    pub count: usize,
    /// The headlines of its first three articles, or titles of an old volume.
    pub headlines: Vec<Arc<str>>,
}

/// A card with its fingerprint, so that cards compare quickly.
pub type Card = Hashed<IssueCard>;

/// An issue and its contents.
#[derive(Clone, Debug, Hash, Serialize)]
pub struct IssueContents {
    /// The issue.
    pub issue: Card,
    /// Who prints it, if it or its publication says so.
    pub publisher: Option<String>,
    /// Its first titles in order, without the article that leads the page.
    pub groups: Vec<ContentsGroup>,
    /// The titles after these, where there are many.
    pub folded: Vec<ContentsGroup>,
}

/// Titles of one column that follow each other in an issue.
#[derive(Clone, Debug, Hash, Serialize)]
pub struct ContentsGroup {
    /// The name of the column; absent above articles that have none.
    pub column: Option<Arc<str>>,
    /// The articles in order.
    pub rows: Vec<Row>,
}

/// What was said of an item after it was published: that something in it was wrong, or that it was withdrawn.
#[derive(Clone, Debug, Hash, Serialize)]
pub struct Announced {
    /// The headline of the item.
    pub title: Arc<str>,
    /// The address of the item's page.
    pub url: OutputPath,
    /// The title of the issue it stands in, if any: 2007年第3期; on the page of all corrections of several publications with
    /// the name of its publication.
    pub issue: Option<Arc<str>>,
    /// The day of the notice.
    pub date: Moment,
    /// What was wrong and what is right, or why it was withdrawn.
    pub text: Arc<str>,
    /// Whether it was withdrawn.
    pub withdrawn: bool,
}

/// A picture of an article.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct Picture {
    /// The address of the picture, in the widest version that is published.
    pub url: OutputPath,
    /// Its full address, if there is a `base_url`.
    pub address: Option<Address>,
    /// The width in pixels.
    pub width: u32,
    /// The height in pixels.
    pub height: u32,
    /// All versions of a photograph (JPEG or PNG), the widest last; empty for any other picture.
    pub sources: Vec<PictureSource>,
}

/// A version of a photograph.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct PictureSource {
    /// The address of this version.
    pub url: OutputPath,
    /// The width of this version in pixels.
    pub width: u32,
}

/// 首页 上一页 3 2 1 下一页 末页, 共N条 (convention 14). Pages are numbered from the oldest, so that a page keeps its number and
/// its rows for ever.
#[derive(Clone, Debug, Hash, Serialize)]
pub struct Pager {
    /// The number of this page, from 1, the oldest. That of the first page is how many pages the list has.
    pub number: usize,
    /// Which articles it shows, counted from 1, the oldest: the number of the oldest on the page.
    pub from: usize,
    /// That of the newest on the page.
    pub to: usize,
    /// How many articles the list has; on the first page only.
    pub total: Option<usize>,
    /// The address of the first page, which has the newest.
    pub first: OutputPath,
    /// The address of the page with newer articles; absent on the first page.
    pub previous: Option<OutputPath>,
    /// Links to this page and up to six after it.
    pub near: Vec<PagerLink>,
    /// The address of the page with older articles; absent on the last page.
    pub next: Option<OutputPath>,
    /// The address of the last page, which has the oldest.
    pub last: OutputPath,
}

/// A numbered page of a list.
#[derive(Clone, Debug, Hash, Serialize)]
pub struct PagerLink {
    /// The number of the page, from 1.
    pub number: usize,
    /// The address of the page.
    pub url: OutputPath,
}
