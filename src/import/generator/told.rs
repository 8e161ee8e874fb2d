//! What was done with the tags of a text, and what stands in it as it was typed.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::LazyLock;

use regex::{Captures, Regex};

/// Signs that Unicode keeps for programs: no text has them.
pub const SIGNS: [char; 2] = ['\u{fdd0}', '\u{fdd1}'];

/// The sign of what stands as it was typed.
static SIGN: LazyLock<Regex> =
    LazyLock::new(|| Regex::new("\u{fdd0}([0-9]+)\u{fdd1}").expect("a tested pattern"));

/// What was done with tags.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Told {
    /// Tags without a counterpart, which stand in the text as they were typed.
    pub kept: BTreeMap<String, usize>,
    /// Tags around a text, which were taken away from it.
    pub unwrapped: BTreeMap<String, usize>,
    /// Comments that were left out.
    pub comments: usize,
    /// Whether a part of it was for those alone who know a password.
    pub is_locked: bool,
    /// What stands in the text as it was typed. The text has a sign for each, which means the same in code, in
    /// sentences and in attributes.
    shown: Vec<String>,
}

impl Told {
    /// Puts what was typed in place of its signs.
    pub fn restore(&self, text: &str, form: impl Fn(&str) -> String) -> String {
        SIGN.replace_all(text, |found: &Captures<'_>| {
            let typed = found[1].parse().ok().and_then(|at: usize| self.shown.get(at));
            typed.map_or_else(|| found[0].to_owned(), |typed| form(typed))
        })
        .into_owned()
    }

    /// Puts the sign of something that stands as it was typed.
    pub fn keep(&mut self, typed: String, out: &mut String) {
        let _ = write!(out, "\u{fdd0}{}\u{fdd1}", self.shown.len());
        self.shown.push(typed);
    }
}
