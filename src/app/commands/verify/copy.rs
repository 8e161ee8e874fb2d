//! A copy of a package: what should be there, what is, and what is wrong with it.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;

use crate::base::{OutputPath, limits};
use crate::plan::view::CHECKSUMS;

/// Check sums by names. A file whose sum is empty fits none.
pub type Sums = BTreeMap<String, String>;

/// What is wrong with a copy: the id of a sentence, and the name of the file it is about.
#[derive(Default)]
pub struct Problems {
    /// The first of them.
    pub shown: Vec<(&'static str, String)>,
    /// How many they are.
    pub count: usize,
}

impl Problems {
    /// Notes one.
    pub fn push(&mut self, problem: &'static str, name: impl Into<String>) {
        self.count += 1;
        if self.count <= limits::PROBLEMS {
            self.shown.push((problem, name.into()));
        }
    }
}

/// A copy of a package.
#[derive(Default)]
pub struct Copy {
    /// What its list of check sums says; `None` when it has no list.
    pub expected: Option<Sums>,
    /// The check sums of the files that are there.
    pub found: Sums,
    /// What is wrong, beside differences of these two.
    pub problems: Problems,
    /// What was not looked at: systems leave it by themselves.
    pub left_out: Vec<String>,
}

/// Reads a list of check sums. Lines that name no legal file, or one that another line names, are
/// problems.
pub fn read_sums(list: impl Read, problems: &mut Problems) -> Sums {
    let mut text = Vec::new();
    let read = list.take(limits::CHECKSUM_BYTES + 1).read_to_end(&mut text);
    let is_whole = read.is_ok() && text.len() as u64 <= limits::CHECKSUM_BYTES;
    let Some(text) = String::from_utf8(text).ok().filter(|_| is_whole) else {
        problems.push("verify-unreadable", CHECKSUMS);
        return Sums::new();
    };
    let mut sums = Sums::new();
    for line in text.lines() {
        let parts = line.split_once("  ").filter(|(sum, name)| {
            sum.len() == 64 && OutputPath::new(name).is_some_and(|path| path.as_str() == *name)
        });
        let is_new =
            parts.is_some_and(|(sum, name)| sums.insert(name.to_owned(), sum.to_owned()).is_none());
        if !is_new {
            problems.push("verify-bad-line", line);
        }
    }
    for name in indistinct(&sums) {
        problems.push("verify-twice", name);
    }
    if sums.is_empty() {
        problems.push("verify-unreadable", CHECKSUMS);
    }
    sums
}

/// Names that some system cannot tell from others of the list: they differ in capitals, or one is a file where
/// another one has a folder.
fn indistinct(sums: &Sums) -> Vec<&String> {
    let mut small: BTreeSet<String> = BTreeSet::new();
    let folders: BTreeSet<String> = sums
        .keys()
        .flat_map(|name| name.match_indices('/').map(|(at, _)| name[..at].to_lowercase()))
        .collect();
    let mut names = Vec::new();
    for name in sums.keys() {
        let other = name.to_lowercase();
        if folders.contains(&other) || !small.insert(other) {
            names.push(name);
        }
    }
    names
}

/// Whether a character turns the direction of those around it.
pub fn is_turned(c: char) -> bool {
    matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}
