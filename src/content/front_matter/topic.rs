//! What belongs to a topic (专题), as its front matter says.

use jiff::tz::TimeZone;

use crate::base::Moment;
use crate::content::yaml::fields::Fields;

/// What belongs to a topic. An article belongs when it fits every key that is given; of a list of names, one is
/// enough.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Scope {
    /// Keywords.
    pub tags: Vec<String>,
    /// Units, as written.
    pub units: Vec<String>,
    /// Columns, as written.
    pub columns: Vec<String>,
    /// The first day.
    pub from: Option<Moment>,
    /// The last day.
    pub to: Option<Moment>,
    /// Files that belong whatever the other keys say; they stand first, in this order.
    pub articles: Vec<String>,
}

impl Scope {
    /// Whether it says what belongs by names or days, not by files alone.
    pub fn has_rule(&self) -> bool {
        let names = [&self.tags, &self.units, &self.columns];
        names.iter().any(|names| !names.is_empty()) || self.from.is_some() || self.to.is_some()
    }
}

/// Reads the keys that say what belongs to a topic.
pub fn scope(fields: &mut Fields<'_>, zone: &TimeZone) -> Scope {
    Scope {
        tags: fields.list("tags"),
        units: fields.either("unit", "units"),
        columns: fields.either("column", "columns"),
        from: fields.moment("from", zone),
        to: fields.moment("to", zone),
        articles: fields.list("articles"),
    }
}
