//! The files of texts, which a page shows results from.
//!
//! About 128 entries are a block, which has a directory; a few of them share a file. Where files end is guessed from lengths
//! that are known before any text is worked out, and the name of a file has the fingerprint of its entries. So all names
//! are known at once, and no file is made before somebody asks for it.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

use serde::Serialize;

use super::entries::Entry;
use super::files::{self, Files};
use super::plain;
use crate::base::{Fingerprint, OutputPath};

/// About how many entries are a block on most sites; no more than four times as many are.
const TOGETHER: usize = 128;
/// No more blocks than this are wanted, since `search/index.js` names all of them: where there would be more, each has more
/// entries.
const BLOCKS: usize = 2048;
/// About how many bytes are at most in a file of several texts; in most, half as many.
const ROOM: usize = 6 * 1024;
/// An entry with more bytes than this has files of its own, with about this many bytes each, and four times as many where the
/// guess is worst.
const PIECE: usize = 15_000;
/// How many digits the name of a block has.
const NAME: usize = 4;

/// All blocks, and what is in each of their files.
#[derive(Debug, Default)]
pub struct Texts {
    /// For each block its first entry, and its name with the fingerprint of its directory.
    pub blocks: Vec<(usize, String)>,
    /// The directories. Each says with which entry of its block each file begins, and what the fingerprints of the files are.
    pub directories: Files,
    /// The other files.
    pub files: BTreeMap<OutputPath, Cut>,
}

/// What is in a file.
#[derive(Debug)]
pub struct Cut {
    /// One entry or several.
    entries: Range<usize>,
    /// Of a long entry, which piece of how many.
    piece: Option<(usize, usize)>,
}

impl Texts {
    /// The files of these entries. All names depend on `salt`.
    pub fn of(entries: &[Entry], salt: Fingerprint) -> Self {
        let mut texts = Self::default();
        for (name, block) in blocks(entries) {
            let folder = format!("texts/{name}");
            let (mut firsts, mut prints) = (Vec::new(), String::new());
            for (number, cut) in cuts(block.clone(), entries).into_iter().enumerate() {
                firsts.push(cut.entries.start - block.start);
                let of = (salt, cut.piece, &entries[cut.entries.clone()]);
                let print = Fingerprint::of(&of).short();
                texts.files.insert(files::path(&format!("{folder}/{number}-{print}")), cut);
                prints += &print;
            }
            let directory = (firsts, prints);
            let print = Fingerprint::of(&directory).short();
            texts.blocks.push((block.start, [&*name, &*print].concat()));
            texts
                .directories
                .extend([files::file(&format!("{folder}/directory-{print}"), &directory)]);
        }
        texts
    }
}

/// The blocks: a name for each, and its entries. Lots decide where blocks begin, and not how many entries come before:
/// one that is added changes its own block alone.
fn blocks(entries: &[Entry]) -> Vec<(String, Range<usize>)> {
    // A power of two, so that where blocks grow, each is made of some whole ones.
    let together = TOGETHER.max((entries.len() / BLOCKS).next_power_of_two());
    let mut blocks: Vec<(String, Range<usize>)> = Vec::new();
    let mut names = BTreeSet::new();
    for (number, entry) in entries.iter().enumerate() {
        let lot = lot(entry);
        let name = &lot.short()[..NAME];
        let begins = blocks.last().is_none_or(|(_, block)| {
            (lot.one_of(together) == 0 || block.len() >= 4 * together) && !names.contains(name)
        });
        if begins {
            names.insert(name.to_owned());
            blocks.push((name.to_owned(), number..number));
        }
        if let Some((_, block)) = blocks.last_mut() {
            block.end = number + 1;
        }
    }
    blocks
}

/// What decides whether an entry is the first of a block, or of a file.
fn lot(entry: &Entry) -> Fingerprint {
    Fingerprint::of_bytes(entry.url.as_str().as_bytes())
}

/// The files of a block.
fn cuts(block: Range<usize>, entries: &[Entry]) -> Vec<Cut> {
    let mut cuts: Vec<Cut> = Vec::new();
    let mut room = 0;
    for number in block {
        let entry = &entries[number];
        let length = length(entry);
        match cuts.last_mut() {
            _ if length > PIECE => {
                let of = length.div_ceil(PIECE);
                let piece = |piece| Cut { entries: number..number + 1, piece: Some((piece, of)) };
                cuts.extend((0..of).map(piece));
                room = 0;
            }
            // From the half on, one of four texts begins a file, so that where files begin depends on few texts before.
            Some(cut) if length <= room && (room > ROOM / 2 || lot(entry).one_of(4) > 0) => {
                cut.entries.end = number + 1;
                room -= length;
            }
            _ => {
                cuts.push(Cut { entries: number..number + 1, piece: None });
                room = ROOM.saturating_sub(length);
            }
        }
    }
    cuts
}

/// How many bytes an entry has, about. A Chinese character is three bytes and a word some more, so a body with much more HTML
/// than that is mostly tags; but a single word may be as long as a text.
fn length(entry: &Entry) -> usize {
    let Entry { title, lines, url, about, body, .. } = entry;
    let lines: usize = lines.iter().map(|line| line.len()).sum();
    let html = body.html.len();
    let text = html.min((body.words * 4).max(html / 4));
    title.len() + lines + url.as_str().len() + about.len() + text
}

/// One entry as a page shows it: title, address, day, what it is about, marks, text.
#[derive(Serialize)]
struct Record<'a>(&'a str, &'a str, String, &'a str, String, String);

impl<'a> Record<'a> {
    fn of(entry: &'a Entry) -> Self {
        let day = entry.day.map(|day| day.to_string()).unwrap_or_default();
        let url = entry.url.as_str();
        Self(&entry.title, url, day, &entry.about, entry.marks.concat(), shown(entry))
    }
}

/// The text of an entry as results show it: a line for each block, headings after a tab.
fn shown(entry: &Entry) -> String {
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

/// Makes a file: its entries, or a piece of the JSON of one that is too long for a file.
pub fn make(path: &OutputPath, cut: &Cut, entries: &[Entry]) -> Arc<str> {
    let mut records = entries[cut.entries.clone()].iter().map(Record::of);
    let Some((number, of)) = cut.piece else {
        return files::script(path, &records.collect::<Vec<_>>());
    };
    let json = serde_json::to_string(&records.next()).expect("plain data");
    let end = |number: usize| json.floor_char_boundary(json.len() * number / of);
    files::script(path, &json[end(number)..end(number + 1)])
}
