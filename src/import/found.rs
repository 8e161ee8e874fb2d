//! A text of another system with what is known of it: what every reader of a format answers.

use std::collections::BTreeMap;
use std::fmt::Display;

use jiff::civil::Date;

use crate::base::tree::Node;

/// A text with what is known of it. What is not known is empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// The title, on one line.
    pub title: String,
    /// The line above the title.
    pub kicker: String,
    /// The line below it.
    pub subtitle: String,
    /// When it was written.
    pub date: Option<Date>,
    /// Who sent it.
    pub units: Vec<String>,
    /// Who wrote it.
    pub authors: Vec<String>,
    /// Where it was printed before.
    pub source: String,
    /// Its column.
    pub column: String,
    /// Its keywords.
    pub tags: Vec<String>,
    /// The folder of its issue below `content/`, where the file says so.
    pub issue: String,
    /// Its place among the items of that issue.
    pub weight: Option<usize>,
    /// Where it was before: addresses from the top of a site.
    pub aliases: Vec<String>,
    /// The text, as HTML.
    pub body: Vec<Node>,
    /// The pictures in it, by the addresses that the nodes have.
    pub pictures: BTreeMap<String, Vec<u8>>,
    /// The files that it offers, by the addresses that its links have; the names say their kinds.
    pub files: BTreeMap<String, Vec<u8>>,
    /// What was taken for what, what was left out, what is not sure.
    pub remarks: Vec<Remark>,
}

/// Something to say of an imported text: its sentence is in the catalogues.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    /// The name of the sentence.
    pub name: &'static str,
    /// Whether somebody should look at it before the text is published.
    pub is_warning: bool,
    /// What the sentence inserts.
    pub args: Vec<(&'static str, String)>,
}

impl Remark {
    /// Says what was done.
    pub fn new(name: &'static str) -> Self {
        Self { name, is_warning: false, args: Vec::new() }
    }

    /// Says what somebody should look at.
    pub fn warning(name: &'static str) -> Self {
        Self { is_warning: true, ..Self::new(name) }
    }

    /// Adds what the sentence inserts under `name`.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Display) -> Self {
        self.args.push((name, value.to_string()));
        self
    }
}
