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
    /// What it looks like.
    pub kind: Kind,
    /// What it is called; may be empty.
    pub title: String,
    /// What the numbers count; may be empty.
    pub unit: String,
    /// A name for each row.
    pub labels: Vec<String>,
    /// The numbers.
    pub series: Vec<Series>,
}

/// A row of numbers.
#[derive(Clone, Debug, PartialEq)]
pub struct Series {
    /// What it is of; may be empty when it is the only one.
    pub name: String,
    /// One for each label.
    pub values: Vec<f64>,
}

impl Chart {
    /// 专利申请量（件）
    pub fn caption(&self) -> String {
        match (self.title.is_empty(), self.unit.is_empty()) {
            (true, _) => self.unit.clone(),
            (false, true) => self.title.clone(),
            (false, false) => format!("{}（{}）", self.title, self.unit),
        }
    }
}

/// A number as people write it: what binary fractions add behind the comma is no news.
pub fn shown(value: f64) -> f64 {
    (value * 1e6).round() / 1e6
}
