//! What the pages of statistics show.

use std::sync::Arc;

use serde::Serialize;

use super::parts::Link;
use super::site::PageView;
use crate::base::OutputPath;

/// `statistics.html`: all periods, what units contributed in one, or what was used in it.
#[derive(Clone, Debug, Hash, Serialize)]
pub struct StatisticsView {
    /// What every page has: its root, address, feed and crumbs.
    pub page: PageView,
    /// The title.
    pub title: String,
    /// A sentence about the figures.
    pub description: Option<String>,
    /// The periods by year, on the page of all of them.
    pub years: Vec<StatisticsYear>,
    /// The pages of figures, on the same page.
    pub series: Vec<Link>,
    /// The period before, the next, and the same a year before, where they have pages.
    pub near: Vec<Link>,
    /// Whether the period is not over.
    pub is_open: bool,
    /// A chart of its months.
    pub trend: Option<String>,
    /// A table for each group of units.
    pub groups: Vec<StatisticsGroup>,
    /// The units that sent nothing, or of which nothing was used.
    pub silent: Vec<StatisticsCell>,
    /// Whether it is known what was sent.
    pub is_of_sent: bool,
    /// The page of what was used.
    pub items: Option<Link>,
}

/// A year, and its periods.
#[derive(Clone, Debug, Hash, Serialize)]
pub struct StatisticsYear {
    /// The year.
    pub year: i32,
    /// Links to its periods, the longest first.
    pub periods: Vec<Link>,
}

/// A group of units.
#[derive(Clone, Debug, Hash, Serialize)]
pub struct StatisticsGroup {
    /// Its name, if it has one.
    pub name: Option<Arc<str>>,
    /// Whether it is of items that name no unit.
    pub is_unnamed: bool,
    /// How much is allowed.
    pub note: Option<String>,
    /// A chart of what ranks it.
    pub chart: Option<String>,
    /// Its table.
    pub table: StatisticsTable,
    /// The units of which no figure is there.
    pub missing: Vec<StatisticsCell>,
}

/// A table.
#[derive(Clone, Debug, Hash, Serialize)]
pub struct StatisticsTable {
    /// The names of its columns.
    pub heads: Vec<StatisticsCell>,
    /// Its rows, each with a cell for each column.
    pub rows: Vec<Vec<StatisticsCell>>,
    /// The sums; empty where there are none.
    pub sum: Vec<StatisticsCell>,
}

/// A cell.
#[derive(Clone, Debug, Hash, Serialize)]
pub struct StatisticsCell {
    /// What stands in it.
    pub text: Arc<str>,
    /// Where it leads.
    pub url: Option<OutputPath>,
    /// Whether it is a number.
    pub is_number: bool,
}
