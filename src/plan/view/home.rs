//! What the template of the home page sees.

use std::sync::Arc;

use serde::Serialize;

use super::parts::{Card, Count, IssueContents, Picture, Row, TermCard};
use super::prose::Summary;
use super::site::PageView;
use crate::base::OutputPath;

/// `home.html`. What `home:` of the configuration leaves out is empty or absent.
#[derive(Clone, Debug, Hash, Serialize)]
pub struct HomeView {
    /// What every page has: its root, address, feed and crumbs.
    pub page: PageView,
    /// The article that leads: of the newest in the column that is `home: lead`, or of all if there is no such column. Absent on a
    /// site without articles.
    pub lead: Option<Lead>,
    /// The newest issue of the first publication that has articles, supplements not counted, with its contents. Those of
    /// other publications are boxes.
    pub newest: Option<IssueContents>,
    /// Where `columns` end together: `columns`, with `lead` above two of them, or `across`, with `lead` above all three.
    /// Otherwise into how many columns all below `lead` flows: `flow flow-1` to `flow flow-3`.
    pub layout: &'static str,
    /// The boxes of three columns that end at the same height: of the one below `newest`, and of the two below `lead`.
    pub columns: [Vec<HomeBox>; 3],
    /// `pictures`, `topics` and `issues` in the order in which they stand below the columns.
    pub strips: Vec<&'static str>,
    /// Three or four articles with pictures that are not above; empty where there are fewer.
    pub pictures: Vec<Pictured>,
    /// The first topics, up to four.
    pub topics: Vec<TermCard>,
    /// The latest year that has an issue; absent where there are no issues.
    pub year: Option<u16>,
    /// The issues of `year`, the newest first; empty where `newest` shows them all.
    pub issues: Vec<Card>,
}

/// The article that leads the home page.
#[derive(Clone, Debug, Hash, Serialize)]
pub struct Lead {
    /// Headline, day, address. It is the newest with a picture, if it is at most 31 days older than the newest; otherwise the newest.
    pub row: Row,
    /// Its summary.
    pub summary: Summary,
    /// Its first picture, if it has one.
    pub picture: Option<Picture>,
}

/// A box in a column of the home page.
#[derive(Clone, Debug, Hash, Serialize)]
pub struct HomeBox {
    /// `headlines`, `notices`, `news`, `column`, `summaries`, `units` or `issue`.
    pub kind: &'static str,
    /// The heading: the name of a column or of a part of the site.
    pub title: Arc<str>,
    /// The address of the page with all of them.
    pub url: OutputPath,
    /// The articles, the newest first; none in a box of units.
    pub rows: Vec<Row>,
    /// The units with the most articles in the year of the newest article; `count` is for that year. Empty in other boxes.
    pub counts: Vec<Count>,
    /// The newest issue of a publication, in a box of that.
    pub issue: Option<IssueContents>,
}

/// An article and its first picture.
#[derive(Clone, Debug, Hash, Serialize)]
pub struct Pictured {
    /// Headline, day, address.
    pub row: Row,
    /// The picture.
    pub picture: Picture,
}
