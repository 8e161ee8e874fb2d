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

/// An element of a stream, the lowest byte first. There are millions of them.
type Element = [u8; 3];

/// The folded texts of some entries, in chunks of consecutive ones.
#[derive(Debug)]
pub struct Corpus(Vec<Chunk>);

/// The folded texts of some entries, one after the other, with a 0 behind every block.
#[derive(Debug)]
struct Chunk {
    /// The number of its first entry.
    first: usize,
    /// The characters, each with the kind of its block in the bits above it.
    stream: Vec<Element>,
    /// Where each entry ends in the stream.
    ends: Vec<usize>,
    /// For each group the places in the stream at which a text can begin to be found: the gaps between them, as in
    /// [`gap`].
    groups: Vec<Vec<u8>>,
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
        for Chunk { first, stream, ends, groups } in &self.0 {
            let (mut at, mut entry) = (0, 0);
            let mut gaps = groups[group].iter();
            while let Some(gap) = next_gap(&mut gaps) {
                at += gap;
                while ends[entry] <= at {
                    entry += 1;
                }
                let number = u32::try_from(first + entry).expect("fewer entries than a billion");
                let entry = number << 2 | number_of(stream[at]) >> CLASS;
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
        let groups = grouped(&stream, groups);
        // So that the last places have as many characters behind them as all others.
        stream.extend([[0; 3]; DEPTH]);
        Self { first, stream, ends, groups }
    }
}

/// An element of a stream: a character, and the kind of its block.
fn element(c: char, class: u32) -> Element {
    let [low, middle, high, _] = (class << CLASS | u32::from(c)).to_le_bytes();
    [low, middle, high]
}

fn number_of([low, middle, high]: Element) -> u32 {
    u32::from_le_bytes([low, middle, high, 0])
}

/// The places in a stream, in `groups` groups by their first character. Nearly every gap between two of a group is one byte.
fn grouped(stream: &[Element], groups: usize) -> Vec<Vec<u8>> {
    let mut all = vec![(0, Vec::new()); groups];
    for (at, c) in places(stream) {
        let (last, gaps) = &mut all[group(c, groups)];
        gap(gaps, at - *last);
        *last = at;
    }
    all.into_iter().map(|(_, gaps)| gaps).collect()
}

/// Appends a number in bytes of seven bits, the lowest first. The eighth bit is set where more follow.
fn gap(out: &mut Vec<u8>, mut number: usize) {
    while number >= 128 {
        out.push(number.to_le_bytes()[0] | 128);
        number >>= 7;
    }
    out.push(number.to_le_bytes()[0]);
}

/// The next number that [`gap`] wrote.
fn next_gap<'a>(bytes: &mut impl Iterator<Item = &'a u8>) -> Option<usize> {
    let mut number = 0;
    for shift in (0..).step_by(7) {
        let byte = *bytes.next()?;
        number |= usize::from(byte & 127) << shift;
        if byte < 128 {
            break;
        }
    }
    Some(number)
}

/// The places in a stream at which a text can begin to be found, and the character there. Latin words and figures are found
/// only by their beginning.
fn places(stream: &[Element]) -> impl Iterator<Item = (usize, char)> {
    let mut before = '\0';
    stream.iter().enumerate().filter_map(move |(at, c)| {
        let c = char::from_u32(number_of(*c) & CHARACTER).unwrap_or('\0');
        let goes_on = (fold::is_word(before) && fold::is_word(c)) || fold::MARKS.contains(&before);
        before = c;
        (!goes_on && c != '\0' && c != ' ').then_some((at, c))
    })
}

/// The characters of a place, as in [`Place::text`]. No branch depends on what is read: places are far apart, and waiting for
/// one memory access after the other would take most of the time.
fn text(stream: &[Element]) -> u128 {
    let mut text = 0;
    let mut goes_on = CHARACTER;
    for c in stream {
        let c = number_of(*c) & goes_on;
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

/// Adds the characters of an entry to a stream.
fn folded(entry: &Entry, stream: &mut Vec<Element>) {
    let mut add = |block: &str, class: u32| {
        fold::fold(block, |c| stream.push(element(c, class)));
        stream.push(element('\0', BODY));
    };
    add(&entry.title, TITLE);
    for line in &entry.lines {
        add(line, HEADING);
    }
    plain::blocks(&entry.body.html, |block| {
        add(block.text, if block.is_heading { HEADING } else { BODY });
    });
    for mark in &entry.marks {
        stream.extend(mark.chars().map(|c| element(c, BODY)));
        stream.push(element('\0', BODY));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_begins_anywhere_but_within_a_mark() {
        let begins = |text: &str| -> String {
            let stream: Vec<Element> = text.chars().map(|c| element(c, BODY)).collect();
            places(&stream).map(|(_, c)| c).collect()
        };
        assert_eq!(begins("\u{f0000}\u{f7fff}\u{f0002}"), "\u{f0000}");
        // The plane above is for private use, too; a typeface may have a rare character there.
        assert_eq!(begins("\u{10fffd}塚魑"), "\u{10fffd}塚魑");
    }
}
