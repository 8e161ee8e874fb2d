//! The files of the index, each named by what is in it.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

use rayon::prelude::*;
use serde::Serialize;

use super::corpus::{self, Corpus};
use super::entries::Entry;
use super::tree::{Trees, Writer};
use crate::base::{Fingerprint, OutputPath};
use crate::plan::addresses::SEARCH;

/// Files by their paths.
pub type Files = BTreeMap<OutputPath, Arc<str>>;

/// About how many bytes a file of trees shall hold.
const TREES: usize = 12 * 1024;
/// At most this many bytes are in a file of several texts; in most, half as many.
const TEXTS: usize = 6 * 1024;
/// At most this many bytes are in a file of several trees. A tree with more than half of them has a file of its own.
const FULL: usize = 60 * 1024;
/// An entry with more bytes than this has files of its own, with this many bytes each. Escaping
/// makes these at most four times as long.
const PIECE: usize = 15_000;
/// About how many places a group has.
const GROUP: usize = 300_000;
/// About how many entries share one directory of texts, and how many at most.
const TOGETHER: usize = 128;
const CROWD: usize = 4 * TOGETHER;

/// In how many groups the places of some entries stand, a power of two: guessed from their length, so that it is known
/// before they are read. A character is three bytes.
pub fn groups(entries: &[Entry]) -> usize {
    let length: usize = entries.iter().map(|entry| entry.body.html.len()).sum();
    (length / 3 / GROUP).next_power_of_two()
}

/// The blocks of texts: a name for each, and its entries. Lots decide where blocks begin, and not how many entries come before:
/// one that is added changes its own block alone.
pub fn blocks(entries: &[Entry]) -> Vec<(String, Range<usize>)> {
    let mut blocks: Vec<(String, Range<usize>)> = Vec::new();
    let mut names = BTreeSet::new();
    for (number, entry) in entries.iter().enumerate() {
        let lot = lot(entry);
        let name = &lot.short()[..BLOCK];
        let begins = blocks.last().is_none_or(|(_, block)| {
            (lot.one_of(TOGETHER) == 0 || block.len() >= CROWD) && !names.contains(name)
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

/// How many digits the name of a block has.
const BLOCK: usize = 4;

/// What decides whether an entry is the first of a block, or of a file of texts.
fn lot(entry: &Entry) -> Fingerprint {
    Fingerprint::of_bytes(entry.url.as_str().as_bytes())
}

/// Makes the files of the trees of some entries, in this folder. The names of the groups' directories end with `print`.
pub fn segment(folder: &str, print: &str, entries: &[Entry]) -> Files {
    let groups = groups(entries);
    let corpus = Corpus::read(entries, groups);
    let of_groups: Vec<Files> = (0..groups)
        .into_par_iter()
        .map_init(
            || (Vec::new(), Writer::new(entries.len())),
            |(places, writer), number| {
                corpus.of_group(number, places);
                group(&format!("{folder}/{number}"), print, &writer.trees(places))
            },
        )
        .collect();
    of_groups.into_iter().flatten().collect()
}

/// A file of the index: its path, and a script that hands `data` to the page.
pub fn file<T: Serialize + ?Sized>(name: &str, data: &T) -> (OutputPath, Arc<str>) {
    written(name, &serde_json::to_string(data).expect("plain data"))
}

/// Adds a file that is named by what is in it, and returns the fingerprint with which its name ends.
fn add<T: Serialize + ?Sized>(files: &mut Files, name: &str, data: &T) -> String {
    let data = serde_json::to_string(data).expect("plain data");
    let print = Fingerprint::of_bytes(data.as_bytes()).short();
    files.extend([written(&format!("{name}-{print}"), &data)]);
    print
}

/// A script that hands JSON to the page. JSON is JavaScript, except for two separators of lines, at which old browsers
/// end a line.
fn written(name: &str, json: &str) -> (OutputPath, Arc<str>) {
    let script = if json.contains("\u{2028}") || json.contains("\u{2029}") {
        let json = json.replace('\u{2028}', "\\u2028").replace('\u{2029}', "\\u2029");
        ["kuaixun_shard(\"", name, "\",", &json, ")\n"].concat()
    } else {
        ["kuaixun_shard(\"", name, "\",", json, ")\n"].concat()
    };
    (OutputPath::fixed(&format!("{SEARCH}{name}.js")), script.into())
}

/// The directory of a group: the crowded texts, and the fingerprints of its files.
#[derive(Serialize)]
#[serde(untagged)]
enum Directory {
    Plain(String, String),
    /// Also the texts whose trees are large, and the fingerprints of their files.
    WithLarge(String, String, String, String),
}

/// Makes the files of a group's trees, and their directory. A hash of the text that a tree begins
/// with decides on its file, unless the tree is large.
fn group(folder: &str, print: &str, trees: &Trees) -> Files {
    let length = |(text, tree): &(String, Box<str>)| text.len() + tree.len() + 6;
    let (large, small): (Vec<_>, Vec<_>) =
        trees.trees.iter().partition(|tree| length(tree) > FULL / 2);
    let total: usize = small.iter().map(|tree| length(tree)).sum();
    let mut count = (total / TREES).next_power_of_two();
    let buckets = loop {
        let mut buckets: Vec<Vec<&str>> = vec![Vec::new(); count];
        let mut lengths = vec![0; count];
        for tree in &small {
            let bucket = bucket(&tree.0, count);
            buckets[bucket].extend([tree.0.as_str(), &tree.1]);
            lengths[bucket] += length(tree);
        }
        if lengths.iter().all(|length| *length <= FULL) {
            break buckets;
        }
        count *= 2;
    };
    let mut files = Files::new();
    let mut add_all = |buckets: Vec<Vec<&str>>, kind: &str| -> String {
        let buckets = buckets.iter().enumerate();
        let add = |(number, trees)| add(&mut files, &format!("{folder}/{kind}{number}"), trees);
        buckets.map(add).collect()
    };
    let prints = add_all(buckets, "");
    let alone = large.iter().map(|tree| vec![tree.0.as_str(), &tree.1]).collect();
    let large_prints = add_all(alone, "large-");
    let large: Vec<&str> = large.iter().map(|tree| tree.0.as_str()).collect();
    let crowded = trees.crowded.join("\n");
    let directory = if large.is_empty() {
        Directory::Plain(crowded, prints)
    } else {
        Directory::WithLarge(crowded, prints, large.join("\n"), large_prints)
    };
    files.extend([file(&format!("{folder}/directory-{print}"), &directory)]);
    files
}

/// The number of the file that has a text's tree. There are `count` files, a power of two.
fn bucket(text: &str, count: usize) -> usize {
    // FNV-1a over characters, its high bits folded down.
    let mix = |hash: u32, c: char| (hash ^ u32::from(c)).wrapping_mul(0x0100_0193);
    let hash = text.chars().fold(0x811c_9dc5, mix);
    (hash ^ hash >> 15) as usize & (count - 1)
}

/// One entry as a page shows it: title, address, day, what it is about, marks, text.
type Record<'a> = (&'a str, &'a str, String, &'a str, String, &'a str);

/// What a file of texts holds.
#[derive(Serialize)]
#[serde(untagged)]
enum Texts<'a> {
    /// Some entries.
    Records(Vec<Record<'a>>),
    /// A part of the JSON of one entry, which is too long for one file.
    Piece(&'a str),
}

/// Makes the files of the texts of some entries, in this folder, and their directory, whose name ends with `print`. It says with
/// which entry each file begins, and what the fingerprints of the files are.
pub fn texts(folder: &str, print: &str, entries: &[Entry]) -> Files {
    let texts: Vec<String> = entries.iter().map(corpus::shown).collect();
    let records: Vec<Record<'_>> =
        entries.iter().zip(&texts).map(|(entry, text)| record(entry, text)).collect();
    let length = |(title, url, _, about, marks, text): &Record<'_>| {
        [title, url, about, marks.as_str(), text].iter().map(|part| part.len()).sum::<usize>()
    };
    let json = |record: &Record<'_>| serde_json::to_string(record).expect("plain data");
    let long = |record: &Record<'_>| {
        if length(record) > PIECE { json(record) } else { String::new() }
    };
    let long: Vec<String> = records.iter().map(long).collect();
    let mut cut: Vec<(usize, Texts<'_>)> = Vec::new();
    let mut room = 0;
    for (place, (record, long)) in records.into_iter().zip(&long).enumerate() {
        let length = length(&record);
        match cut.last_mut() {
            _ if length > PIECE => {
                cut.extend(pieces(long).map(|piece| (place, Texts::Piece(piece))));
                room = 0;
            }
            // From the half on, one of four texts begins a file, so that where files begin depends on few texts before.
            Some((_, Texts::Records(records)))
                if length <= room && (room > TEXTS / 2 || lot(&entries[place]).one_of(4) > 0) =>
            {
                records.push(record);
                room -= length;
            }
            _ => {
                cut.push((place, Texts::Records(vec![record])));
                room = TEXTS.saturating_sub(length);
            }
        }
    }
    let mut files = Files::new();
    let numbered = cut.iter().enumerate();
    let prints: String = numbered
        .map(|(number, (_, texts))| add(&mut files, &format!("{folder}/{number}"), texts))
        .collect();
    let firsts: Vec<usize> = cut.iter().map(|(first, _)| *first).collect();
    files.extend([file(&format!("{folder}/directory-{print}"), &(firsts, prints))]);
    files
}

fn record<'a>(entry: &'a Entry, text: &'a str) -> Record<'a> {
    let day = entry.day.map(|day| day.to_string()).unwrap_or_default();
    (&entry.title, entry.url.as_str(), day, &entry.about, entry.marks.concat(), text)
}

/// Cuts a text into pieces of at most [`PIECE`] bytes, between characters.
fn pieces(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let (piece, after) = rest.split_at(rest.floor_char_boundary(PIECE));
        rest = after;
        (!piece.is_empty()).then_some(piece)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// On a site of a million articles, the list of a common character alone is longer than a file may be.
    #[test]
    fn a_large_tree_has_a_file_of_its_own() {
        let tree = |text: &str, length: usize| (text.to_owned(), "A".repeat(length).into());
        let mut trees =
            Trees { crowded: vec!["的".to_owned()], trees: vec![tree("的", FULL * 3)] };
        trees.trees.extend((0..100).map(|number| tree(&format!("第{number}"), 900)));
        let files = group("old/0", "p", &trees);
        let at = |name: &str| {
            let all = files.iter().filter(|(path, _)| path.as_str().contains(name));
            all.map(|(_, script)| script.len()).collect::<Vec<_>>()
        };
        assert!(matches!(at("/large-0-")[..], [length] if length > FULL * 3));
        assert!(files.len() < 15, "the others share files: {}", files.len());
        let directory = &files[&OutputPath::fixed("search/old/0/directory-p.js")];
        assert!(
            directory.contains(r#"["的",""#) && directory.contains(r#"","的",""#),
            "{directory}"
        );
    }
}
