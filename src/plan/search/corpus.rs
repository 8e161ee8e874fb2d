//! All texts that can be found, folded, one after the other.

use std::ops::Range;

use rayon::prelude::*;

use super::entries::Entry;
use super::{fold, plain};

/// How many characters of a query the trees know.
pub const DEPTH: usize = 6;

/// The kind of block that a text stands in. The higher it is, the more a match there counts.
const BODY: u32 = 0;
/// See [`BODY`].
pub const HEADING: u32 = 1;
/// See [`BODY`].
pub const TITLE: u32 = 2;

/// In an element of the stream, the bit at which the kind of block begins; the character is below.
const CLASS: u32 = 21;
const CHARACTER: u32 = (1 << CLASS) - 1;

/// The folded texts of all entries, with a 0 behind every block.
#[derive(Debug, Default)]
pub struct Corpus {
    /// The characters, each with the kind of its block in the bits above it.
    stream: Vec<u32>,
    /// Where each entry begins in the stream.
    starts: Vec<usize>,
}

/// A place at which a text can begin to be found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The [`DEPTH`] characters that begin here, 21 bits each; 0 beyond the end of the block.
    pub text: u128,
    /// The number of its entry, above the lowest two bits; these hold the kind of its block.
    pub entry: u32,
}

/// For each group of first characters, the places of some entries in the stream.
pub type Groups = Vec<Vec<u32>>;

impl Corpus {
    /// Reads entries.
    pub fn read(entries: &[Entry]) -> Self {
        let read: Vec<Vec<u32>> = entries.par_iter().map(folded).collect();
        let mut corpus = Self {
            stream: Vec::with_capacity(read.iter().map(Vec::len).sum()),
            starts: Vec::with_capacity(read.len()),
        };
        for folded in read {
            corpus.starts.push(corpus.stream.len());
            corpus.stream.extend(folded);
        }
        // So that the last places have as many characters behind them as all others.
        corpus.stream.extend([0; DEPTH]);
        corpus
    }

    /// All places, in `groups` groups by their first character. The answer has several parts, in
    /// order, each for many entries. Latin words and figures are found only by their beginning.
    pub fn places(&self, groups: usize) -> Vec<Groups> {
        const TOGETHER: usize = 1024;
        let of_entries = |starts: &[usize]| {
            let mut lists = vec![Vec::new(); groups];
            let mut before = '\0';
            for at in self.span(starts) {
                let c = char::from_u32(self.stream[at] & CHARACTER).unwrap_or('\0');
                let goes_on = (fold::is_word(before) && fold::is_word(c)) || before >= fold::MARKS;
                before = c;
                if !goes_on && c != '\0' && c != ' ' {
                    let at = u32::try_from(at).expect("fewer characters than 4 billion");
                    lists[group(c, groups)].push(at);
                }
            }
            lists
        };
        self.starts.par_chunks(TOGETHER).map(of_entries).collect()
    }

    /// The part of the stream with the texts of consecutive entries, of which `starts` are the
    /// starts.
    fn span(&self, starts: &[usize]) -> Range<usize> {
        let next = self.starts.partition_point(|start| start <= &starts[starts.len() - 1]);
        starts[0]..self.starts.get(next).copied().unwrap_or(self.stream.len())
    }

    /// Puts the places of a group into `places`, in order.
    pub fn of_group(&self, parts: &[Groups], group: usize, places: &mut Vec<Place>) {
        places.clear();
        places.reserve(parts.iter().map(|lists| lists[group].len()).sum());
        let mut entry = 0;
        for at in parts.iter().flat_map(|lists| &lists[group]) {
            let at = *at as usize;
            while self.starts.get(entry + 1).is_some_and(|next| *next <= at) {
                entry += 1;
            }
            let number = u32::try_from(entry).expect("fewer entries than 4 billion");
            let class = self.stream[at] >> CLASS;
            places.push(Place { text: self.text(at), entry: number << 2 | class });
        }
    }

    /// The [`DEPTH`] characters at a place, as in [`Place::text`]. No branch depends on what is
    /// read: places are far apart, and waiting for one memory access after the other would take
    /// most of the time.
    fn text(&self, at: usize) -> u128 {
        let mut text = 0;
        let mut goes_on = CHARACTER;
        for c in &self.stream[at..at + DEPTH] {
            let c = c & goes_on;
            goes_on &= u32::from(c == 0).wrapping_sub(1);
            text = text << CLASS | u128::from(c);
        }
        text
    }
}

/// Spreads a character's number over 32 bits: Knuth's multiplicative hash.
fn spread(c: u32) -> u32 {
    c.wrapping_mul(0x9e37_79b1)
}

/// The group of a character; `groups` is a power of two.
pub fn group(c: char, groups: usize) -> usize {
    (spread(u32::from(c)) >> 16) as usize & (groups - 1)
}

/// The text of an entry as results show it: a line for each block, headings after a tab.
pub fn shown(entry: &Entry) -> String {
    let mut text = String::with_capacity(entry.body.html.len());
    for line in &entry.lines {
        text.push_str(if text.is_empty() { "\t" } else { "\n\t" });
        text.push_str(line);
    }
    plain::blocks(&entry.body.html, |block| {
        text.push_str(if text.is_empty() { "" } else { "\n" });
        text.push_str(if block.is_heading { "\t" } else { "" });
        text.push_str(block.text);
    });
    text
}

/// The characters of an entry for the stream.
fn folded(entry: &Entry) -> Vec<u32> {
    let html = &entry.body.html;
    let mut folded = Vec::with_capacity(html.len() / 2);
    let mut add = |block: &str, class: u32| {
        fold::fold(block, |c| folded.push(class << CLASS | c as u32));
        folded.push(0);
    };
    add(&entry.title, TITLE);
    for line in &entry.lines {
        add(line, HEADING);
    }
    plain::blocks(html, |block| {
        add(block.text, if block.is_heading { HEADING } else { BODY });
    });
    for mark in &entry.marks {
        folded.extend(mark.chars().map(u32::from));
        folded.push(0);
    }
    folded
}
