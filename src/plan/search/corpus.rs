//! All texts that can be found, folded, one after the other.

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

/// In an element of a stream, the bit at which the kind of block begins; the character is below.
const CLASS: u32 = 21;
const CHARACTER: u32 = (1 << CLASS) - 1;

/// The folded texts of some entries, in chunks of consecutive ones.
#[derive(Debug)]
pub struct Corpus(Vec<Chunk>);

/// The folded texts of some entries, one after the other, with a 0 behind every block.
#[derive(Debug)]
struct Chunk {
    /// The number of its first entry.
    first: usize,
    /// The characters, each with the kind of its block in the bits above it.
    stream: Vec<u32>,
    /// Where each entry ends in the stream.
    ends: Vec<usize>,
    /// The places in the stream at which a text can begin to be found, group by group.
    places: Vec<u32>,
    /// Where each group ends among the places.
    groups: Vec<usize>,
}

/// A place at which a text can begin to be found. There are millions of them, so none has gaps.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[repr(Rust, packed(4))]
pub struct Place {
    /// The [`DEPTH`] characters that begin here, 21 bits each; 0 beyond the end of the block.
    text: u128,
    /// The number of its entry, above the lowest two bits; these hold the kind of its block.
    pub entry: u32,
}

impl Place {
    /// The character at `depth`, at most [`DEPTH`]; 0 where the text ends before it.
    pub fn character(self, depth: usize) -> u32 {
        let text = self.text >> (CLASS as usize * (DEPTH - 1 - depth));
        u32::try_from(text & u128::from(CHARACTER)).expect("21 bits")
    }
}

impl Corpus {
    /// Reads entries, and puts their places into `groups` groups by their first character.
    pub fn read(entries: &[Entry], groups: usize) -> Self {
        const TOGETHER: usize = 1024;
        let chunks = entries.par_chunks(TOGETHER).enumerate();
        Self(chunks.map(|(number, some)| Chunk::read(number * TOGETHER, some, groups)).collect())
    }

    /// Puts the places of a group into `places`, in the order of their entries.
    pub fn of_group(&self, group: usize, places: &mut Vec<Place>) {
        places.clear();
        places.reserve(self.0.iter().map(|chunk| chunk.group(group).len()).sum());
        for chunk in &self.0 {
            let Chunk { first, stream, ends, .. } = chunk;
            let mut entry = 0;
            for at in chunk.group(group) {
                let at = *at as usize;
                while ends[entry] <= at {
                    entry += 1;
                }
                let number = u32::try_from(first + entry).expect("fewer entries than a billion");
                let entry = number << 2 | stream[at] >> CLASS;
                places.push(Place { text: text(&stream[at..at + DEPTH]), entry });
            }
        }
    }
}

impl Chunk {
    fn read(first: usize, entries: &[Entry], groups: usize) -> Self {
        let bytes: usize = entries.iter().map(|entry| entry.body.html.len()).sum();
        // A Chinese character is three bytes.
        let mut stream = Vec::with_capacity(bytes / 3);
        let mut ends = Vec::with_capacity(entries.len());
        for entry in entries {
            folded(entry, &mut stream);
            ends.push(stream.len());
        }
        let (places, groups) = grouped(&stream, groups);
        // So that the last places have as many characters behind them as all others.
        stream.extend([0; DEPTH]);
        Self { first, stream, ends, places, groups }
    }

    fn group(&self, group: usize) -> &[u32] {
        let start = if group == 0 { 0 } else { self.groups[group - 1] };
        &self.places[start..self.groups[group]]
    }
}

/// The places in a stream, in `groups` groups by their first character, and where each group ends.
fn grouped(stream: &[u32], groups: usize) -> (Vec<u32>, Vec<usize>) {
    let mut counts = vec![0; groups];
    for (_, c) in places(stream) {
        counts[group(c, groups)] += 1;
    }
    let mut total = 0;
    for count in &mut counts {
        // From here on it is where the next place of the group goes.
        total += std::mem::replace(count, total);
    }
    let (mut all, mut next) = (vec![0; total], counts);
    for (at, c) in places(stream) {
        let next = &mut next[group(c, groups)];
        all[*next] = at;
        *next += 1;
    }
    (all, next)
}

/// The places in a stream at which a text can begin to be found, and the character there. Latin words and figures are found
/// only by their beginning.
fn places(stream: &[u32]) -> impl Iterator<Item = (u32, char)> {
    let mut before = '\0';
    (0..).zip(stream).filter_map(move |(at, c)| {
        let c = char::from_u32(c & CHARACTER).unwrap_or('\0');
        let goes_on = (fold::is_word(before) && fold::is_word(c)) || before >= fold::MARKS;
        before = c;
        (!goes_on && c != '\0' && c != ' ').then_some((at, c))
    })
}

/// The characters of a place, as in [`Place::text`]. No branch depends on what is read: places are far apart, and waiting for
/// one memory access after the other would take most of the time.
fn text(stream: &[u32]) -> u128 {
    let mut text = 0;
    let mut goes_on = CHARACTER;
    for c in stream {
        let c = c & goes_on;
        goes_on &= u32::from(c == 0).wrapping_sub(1);
        text = text << CLASS | u128::from(c);
    }
    text
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

/// Adds the characters of an entry to a stream.
fn folded(entry: &Entry, stream: &mut Vec<u32>) {
    let mut add = |block: &str, class: u32| {
        fold::fold(block, |c| stream.push(class << CLASS | c as u32));
        stream.push(0);
    };
    add(&entry.title, TITLE);
    for line in &entry.lines {
        add(line, HEADING);
    }
    plain::blocks(&entry.body.html, |block| {
        add(block.text, if block.is_heading { HEADING } else { BODY });
    });
    for mark in &entry.marks {
        stream.extend(mark.chars().map(u32::from));
        stream.push(0);
    }
}
