//! What several pages show: links, rows, covers, pictures, page numbers.

use std::sync::Arc;

use jiff::civil::Date;
use serde::Serialize;

use crate::base::{Address, Hashed, Moment, OutputPath};
use crate::content::IssueId;

/// A name and where it leads.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct Link {
    /// What to show.
    pub title: Arc<str>,
    /// The address below the site's root.
    pub url: OutputPath,
}

/// A link and how many articles stand behind it.
#[derive(Clone, Debug, Hash, Serialize)]
pub struct Count {
    /// What to show.
    pub title: Arc<str>,
    /// The address below the site's root.
    pub url: OutputPath,
    /// Number of articles.
    pub count: usize,
}

/// An article in a list.
#[derive(Clone, Debug, Hash, Serialize)]
pub struct RowView {
    /// The headline.
    pub title: Arc<str>,
    /// Its page.
    pub url: OutputPath,
    /// Its day, `2007-03-05`.
    pub day: Date,
    /// The short names of the units that sent it, with a space between two.
    pub units: Arc<str>,
    /// The name of its column.
    pub column: Option<Arc<str>>,
    /// `draft` or `scheduled` on an item that is not published yet and shown in a preview only.
    pub pending: Option<&'static str>,
}

/// A row whose fingerprint is known: lists of rows compare quickly.
pub type Row = Hashed<RowView>;

/// An issue as its cover or a link shows it.
#[derive(Clone, Debug, Hash, Serialize)]
pub struct IssueCard {
    /// Its page.
    pub url: OutputPath,
    /// The publication's name.
    pub publication: Arc<str>,
    /// `2007-03`, or `2007-s1` for a supplement.
    pub id: IssueId,
    /// The year in which it is counted.
    pub year: u16,
    /// Its number in the year.
    pub number: u16,
    /// Whether it is a supplement (增刊).
    pub supplement: bool,
    /// 总第M期; supplements have none.
    pub cumulative: Option<i64>,
    /// 第3期（总第27期）, in the site's language.
    pub label: Arc<str>,
    /// 2007年第3期
    pub title: Arc<str>,
    /// Its date.
    pub date: Option<Moment>,
    /// Number of articles.
    pub count: usize,
    /// The first three headlines.
    pub headlines: Vec<Arc<str>>,
}

/// A card whose fingerprint is known.
pub type Card = Hashed<IssueCard>;

/// An issue and its contents.
#[derive(Clone, Debug, Hash, Serialize)]
pub struct IssueContents {
    /// The issue.
    pub issue: Card,
    /// Its articles in order.
    pub rows: Vec<Row>,
}

/// A link with rows under it.
#[derive(Clone, Debug, Hash, Serialize)]
pub struct Group {
    /// What to show.
    pub title: Arc<str>,
    /// Where all of it is.
    pub url: OutputPath,
    /// The first rows.
    pub rows: Vec<Row>,
}

/// A picture of an article.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct Picture {
    /// The picture, in the widest version that is published.
    pub url: OutputPath,
    /// Its full address, if there is a `base_url`.
    pub address: Option<Address>,
    /// In pixels.
    pub width: u32,
    /// In pixels.
    pub height: u32,
    /// All versions of a photograph, the widest last; empty for a drawing.
    pub sources: Vec<PictureSource>,
}

/// A version of a photograph.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct PictureSource {
    /// Where it is.
    pub url: OutputPath,
    /// In pixels.
    pub width: u32,
}

/// 首页 上一页 1 2 3 下一页 末页, 共N条 第x/y页 (convention 14).
#[derive(Clone, Debug, Hash, Serialize)]
pub struct Pager {
    /// This page, from 1.
    pub number: usize,
    /// How many pages there are.
    pub pages: usize,
    /// How many articles there are.
    pub total: usize,
    /// The first page.
    pub first: OutputPath,
    /// The page before this.
    pub previous: Option<OutputPath>,
    /// Pages around this one, up to seven.
    pub near: Vec<PagerLink>,
    /// The page after this.
    pub next: Option<OutputPath>,
    /// The last page.
    pub last: OutputPath,
}

/// A numbered page.
#[derive(Clone, Debug, Hash, Serialize)]
pub struct PagerLink {
    /// Its number.
    pub number: usize,
    /// Its address.
    pub url: OutputPath,
}
