//! What a series is.

use std::collections::BTreeMap;
use std::sync::Arc;

use rust_decimal::Decimal;

use crate::base::{OutputPath, Period};
use crate::content::config::series::Allowance;
use crate::content::data::series::Measure;

/// One file of figures, with the names of units resolved.
#[derive(Clone, Debug)]
pub struct Series {
    /// The name of the file, without its ending.
    pub name: String,
    /// What it is called.
    pub title: Arc<str>,
    /// A sentence about it.
    pub description: Option<String>,
    /// The address of its first page.
    pub url: OutputPath,
    /// Whether this site shows it.
    pub is_shown: bool,
    /// What is measured.
    pub measures: Vec<Measure>,
    /// How many digits the figures of each measure are shown with behind the point.
    pub decimals: Vec<u32>,
    /// Its units, in the order in which readers see them.
    pub units: Vec<Member>,
    /// For each period, by the index of the unit, the figures for each measure.
    pub figures: BTreeMap<Period, BTreeMap<usize, Vec<Option<Decimal>>>>,
}

/// A unit of a series.
#[derive(Clone, Debug)]
pub struct Member {
    /// What it is called.
    pub name: Arc<str>,
    /// Its page.
    pub url: Option<OutputPath>,
    /// Its group.
    pub group: Option<String>,
    /// For each measure, how much it may have.
    pub allowed: Vec<Option<Allowance>>,
}

impl Series {
    /// The figure of a unit in a period.
    pub fn figure(&self, period: Period, unit: usize, measure: usize) -> Option<Decimal> {
        *self.figures.get(&period)?.get(&unit)?.get(measure)?
    }

    /// Its last period.
    pub fn newest(&self) -> Option<Period> {
        self.figures.keys().max_by_key(|period| (period.last_month(), -period.months())).copied()
    }
}
