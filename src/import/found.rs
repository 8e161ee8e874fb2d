//! A text of another system with what is known of it: what every reader of a format answers.

use std::collections::BTreeMap;
use std::fmt::Display;

use jiff::civil::{Date, Time};
use serde_yaml::Mapping;

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
    /// The time of that day, perhaps with an offset: `08:30:00+08:00`; empty when it is not known.
    pub time: String,
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
    /// What lists say of it.
    pub summary: String,
    /// The last part of its address, where it says one.
    pub slug: String,
    /// The day before which it was not shown.
    pub publish: Option<Date>,
    /// The day after which it was not shown.
    pub expires: Option<Date>,
    /// Whether not everybody could read it.
    pub is_internal: bool,
    /// Whether it is a page that belongs to no day.
    pub is_page: bool,
    /// What has no counterpart here, by the names of its keys.
    pub extra: Mapping,
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

/// A text of a whole site: links lead from one to another.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    /// What is known of it. Its body is in `html`.
    pub found: Found,
    /// Its body.
    pub html: String,
    /// Where its page was, from the top of the site, the best address first.
    pub addresses: Vec<String>,
    /// What it is called in the site; empty where only its title says it.
    pub name: String,
    /// What tells it from the other texts of its file; empty where there is one in a file.
    pub key: String,
}

/// A time as front matter has it; empty at midnight, which stands for a day without a time.
pub fn time_of(time: Time, offset: &str) -> String {
    if time == Time::midnight() {
        String::new()
    } else {
        format!("{}{offset}", time.strftime("%H:%M:%S"))
    }
}

/// The host of an address with what follows it: without its scheme, and without a slash at its end.
pub fn host(address: &str) -> String {
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    rest.trim_matches('/').to_owned()
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
