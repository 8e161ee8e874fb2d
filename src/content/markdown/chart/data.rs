//! What a chart shows, as data.

/// What a chart looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Bars, one below the other.
    Bar,
    /// Lines over an axis of time.
    Line,
    /// A circle in parts.
    Pie,
}

/// What a chart shows: a name for each row, and for each series a number in each row.
#[derive(Clone, Debug, PartialEq)]
pub struct Chart {
    /// What the chart looks like.
    pub kind: Kind,
    /// The chart's title; may be empty.
    pub title: String,
    /// The unit of the numbers; may be empty.
    pub unit: String,
    /// A name for each row.
    pub labels: Vec<String>,
    /// The series of numbers, each with one number for each row.
    pub series: Vec<Series>,
}

/// One series of numbers.
#[derive(Clone, Debug, PartialEq)]
pub struct Series {
    /// What the numbers are of; may be empty when there is only one series.
    pub name: String,
    /// One number for each label.
    pub values: Vec<f64>,
}

impl Chart {
    /// The title with the unit behind it: 专利申请量（件）; the unit alone when there is no title.
    pub fn caption(&self) -> String {
        match (self.title.is_empty(), self.unit.is_empty()) {
            (true, _) => self.unit.clone(),
            (false, true) => self.title.clone(),
            (false, false) => format!("{}（{}）", self.title, self.unit),
        }
    }
}

/// A number as people write it, rounded to six decimals: the tail of a binary fraction says
/// nothing.
pub fn shown(value: f64) -> f64 {
    let millions = (value * 1e6).round();
    // Of a larger number there are fewer decimals, and all of them are right.
    if millions.abs() < EXACT { millions / 1e6 } else { value }
}

/// Whole numbers below this have an exact binary form (2 to the power of 53).
const EXACT: f64 = 9_007_199_254_740_992.0;
