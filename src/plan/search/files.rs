//! The files of a segment: trees and their directories, each file of trees named by what is in it.

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;
use serde::Serialize;

use super::corpus::{Corpus, Place};
use super::entries::Entry;
use super::tree::{Trees, Writer};
use crate::base::{Fingerprint, OutputPath};
use crate::plan::addresses::SEARCH;

/// Files by their paths.
pub type Files = BTreeMap<OutputPath, Arc<str>>;

/// About how many bytes a file of trees shall hold.
const TREES: usize = 12 * 1024;
/// At most this many bytes are in a file of several trees. A tree with more than half of them has a file of its own.
const FULL: usize = 60 * 1024;
/// About how many places a group has.
const GROUP: usize = 300_000;

/// In how many groups the places of some entries stand, a power of two: guessed from their length, so that it is known
/// before they are read. A character is three bytes.
pub fn groups(entries: &[Entry]) -> usize {
    let length: usize = entries.iter().map(|entry| entry.body.html.len()).sum();
    (length / 3 / GROUP).next_power_of_two()
}

/// Makes the files of the trees of some entries, in this folder. The names of the groups' directories end with `print`.
pub fn segment(folder: &str, print: &str, entries: &[Entry]) -> Files {
    let groups = groups(entries);
    let corpus = Corpus::read(entries, groups);
    let of_groups: Vec<Files> = (0..groups)
        .into_par_iter()
        .map_init(
            || (Vec::new(), Vec::new(), Writer::new(entries.len())),
            |(places, room, writer), number| {
                corpus.of_group(number, places);
                room.resize(places.len(), Place::default());
                group(&format!("{folder}/{number}"), print, &writer.trees(places, room))
            },
        )
        .collect();
    of_groups.into_iter().flatten().collect()
}

/// The path of a file of the index.
pub fn path(name: &str) -> OutputPath {
    OutputPath::fixed(&format!("{SEARCH}{name}.js"))
}

/// A file of the index, whose script hands `data` to the page.
pub fn file<T: Serialize + ?Sized>(name: &str, data: &T) -> (OutputPath, Arc<str>) {
    let path = path(name);
    let script = script(&path, data);
    (path, script)
}

/// The script of a file: it hands `data` to the page.
pub fn script<T: Serialize + ?Sized>(path: &OutputPath, data: &T) -> Arc<str> {
    written(path, &serde_json::to_string(data).expect("plain data"))
}

/// Adds a file that is named by what is in it, and returns the fingerprint with which its name ends.
fn add<T: Serialize + ?Sized>(files: &mut Files, name: &str, data: &T) -> String {
    let data = serde_json::to_string(data).expect("plain data");
    let print = Fingerprint::of_bytes(data.as_bytes()).short();
    let path = path(&format!("{name}-{print}"));
    let script = written(&path, &data);
    files.insert(path, script);
    print
}

/// A script that hands JSON to the page. JSON is JavaScript, except for two separators of lines, at which old browsers
/// end a line.
fn written(path: &OutputPath, json: &str) -> Arc<str> {
    let name = path.as_str().strip_prefix(SEARCH).and_then(|name| name.strip_suffix(".js"));
    let start = ["kuaixun_shard(\"", name.expect("a file of the search"), "\","].concat();
    if json.contains("\u{2028}") || json.contains("\u{2029}") {
        let json = json.replace('\u{2028}', "\\u2028").replace('\u{2029}', "\\u2029");
        [&start, &json, ")\n"].concat().into()
    } else {
        [&start, json, ")\n"].concat().into()
    }
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
