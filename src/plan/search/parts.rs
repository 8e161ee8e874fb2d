//! The parts of the index: which entries each has, and its files.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::{Arc, OnceLock};

use rayon::prelude::*;
use serde::Serialize;

use super::entries::Entry;
use super::files::{self, Files};
use super::{digits, fold};
use crate::base::{Fingerprint, OutputPath};
use crate::plan::addresses::SEARCH;
use crate::plan::manifest::Manifest;

/// The first segment has as many entries as are a multiple of the first number, the second has what is left. So the newest
/// are in a small segment that is seldom merged with the other, and which entries are where depends on nothing but their
/// count. A query reads each segment: a third would cost readers more than it spares.
const SEGMENTS: [(&str, usize); 2] = [("old", 128), ("new", 1)];

/// The folder of the blocks of texts, below `search/`.
const TEXTS: &str = "texts/";

/// All entries, and the parts of the index of them.
#[derive(Debug, Default)]
pub struct Index {
    entries: Vec<Entry>,
    /// By their folders below `search/`.
    parts: BTreeMap<String, Part>,
    /// `search/index.js`, and what all parts share.
    own: Files,
}

/// Some files of the index, which are made of consecutive entries.
#[derive(Debug)]
struct Part {
    /// Below `search/`.
    folder: String,
    entries: Range<usize>,
    /// The start of the fingerprint of the entries, with which the names of its directories end.
    print: String,
    names: OnceLock<BTreeSet<OutputPath>>,
    files: OnceLock<Arc<Files>>,
}

/// `search/index.js`
#[derive(Serialize)]
struct Top {
    /// How many entries there are.
    entries: usize,
    /// The years that have entries, and the first entry of each.
    years: Vec<(i16, usize)>,
    /// Of each segment the folder, the first entry, the number of groups, and the fingerprint of their directories.
    segments: Vec<(String, usize, usize, String)>,
    /// Of the blocks of texts the first entries, as in [`digits::list`], and the names with the fingerprints of their directories.
    texts: (String, String),
    /// The fingerprint of the file of traditional characters.
    variants: String,
}

impl Index {
    /// The index of these entries. Nothing of its parts is made yet. All names depend on `salt`.
    pub fn of(entries: Vec<Entry>, salt: Fingerprint) -> Self {
        let part = |folder: String, range: Range<usize>| {
            let print = Fingerprint::of(&(salt, &entries[range.clone()])).to_string()[..12].into();
            Part { folder, entries: range, print, names: OnceLock::new(), files: OnceLock::new() }
        };
        let count = entries.len();
        // One after the other: who waits for the index holds a lock, and a thread that helps with parallel work under a lock
        // may come upon the lock again.
        let blocks = files::blocks(&entries).into_iter();
        let blocks: Vec<Part> =
            blocks.map(|(name, range)| part(format!("{TEXTS}{name}"), range)).collect();
        let mut segments: Vec<Part> = Vec::new();
        let mut start = 0;
        for (folder, multiple) in SEGMENTS {
            let end = count / multiple * multiple;
            if start < end {
                segments.push(part(folder.to_owned(), start..end));
                start = end;
            }
        }
        let variants = fold::VARIANTS.replace('\n', "");
        let print = Fingerprint::of_bytes(variants.as_bytes()).short();
        let segment = |part: &Part| {
            let groups = files::groups(&entries[part.entries.clone()]);
            (part.folder.clone(), part.entries.start, groups, part.print.clone())
        };
        let top = Top {
            entries: count,
            years: years(&entries),
            segments: segments.iter().map(segment).collect(),
            texts: blocks_of(&blocks, count),
            variants: print.clone(),
        };
        let own =
            [files::file("index", &top), files::file(&format!("variants-{print}"), &variants)];
        let parts = segments.into_iter().chain(blocks);
        let parts = parts.map(|part| (part.folder.clone(), part)).collect();
        Self { entries, parts, own: own.into_iter().collect() }
    }

    /// The paths of all files.
    pub fn names(&self) -> impl Iterator<Item = &OutputPath> {
        // Only where something is to be made: who renders a package asks on a thread for which no other has time.
        let unmade = self.parts.values().filter(|part| part.names.get().is_none());
        let (blocks, segments): (Vec<_>, Vec<_>) = unmade.partition(|part| is_texts(&part.folder));
        let make = |part: &Part| {
            part.names(&self.entries);
        };
        // A segment takes all threads and much memory, which is free again before the next.
        segments.into_iter().for_each(make);
        blocks.into_par_iter().for_each(make);
        self.own.keys().chain(self.parts.values().flat_map(|part| part.names(&self.entries)))
    }

    /// Whether a path is one of them.
    pub fn contains(&self, path: &OutputPath) -> bool {
        let in_part = |part: &Part| part.names(&self.entries).contains(path);
        self.own.contains_key(path) || self.part(path).is_some_and(in_part)
    }

    /// The text of a file.
    pub fn file(&self, path: &OutputPath) -> Option<Arc<str>> {
        let in_part = || self.part(path)?.files(&self.entries).get(path).cloned();
        self.own.get(path).cloned().or_else(in_part)
    }

    /// The part whose folder a path is in, if there is one.
    fn part(&self, path: &OutputPath) -> Option<&Part> {
        let name = path.as_str().strip_prefix(SEARCH)?;
        let depth = if is_texts(name) { 2 } else { 1 };
        let (end, _) = name.match_indices('/').nth(depth - 1)?;
        self.parts.get(&name[..end])
    }

    /// Takes the names of the files of parts that were published as they are.
    pub fn recall(&self, published: &Manifest) {
        for part in self.parts.values() {
            if published.0.contains_key(&part.directory()) {
                let start = OutputPath::fixed(&format!("{SEARCH}{}", part.folder));
                let within = format!("{start}/");
                let is_in = |path: &&OutputPath| path.as_str().starts_with(&within);
                // The paths of a folder stand together. A site's own files may be among them, but no scripts.
                let after = published.0.range(start..).map(|(path, _)| path);
                let all = after.skip_while(|path| !is_in(path)).take_while(is_in);
                let names = all.filter(|path| path.as_str().ends_with(".js")).cloned();
                // If they are worked out already, they are the same.
                let _ = part.names.set(names.collect());
            }
        }
    }

    /// How many parts have had their files made.
    #[cfg(test)]
    pub fn made(&self) -> usize {
        self.parts.values().filter(|part| part.files.get().is_some()).count()
    }

    /// Takes the files of parts that were made for another index of the same entries.
    pub fn adopt(&self, other: &Self) {
        for part in self.parts.values() {
            if let Some(its) = other.parts.get(&part.folder).filter(|its| its.print == part.print)
                && let Some(files) = its.files.get()
            {
                // If they are made already, they are the same.
                let _ = part.files.set(Arc::clone(files));
            }
        }
    }
}

impl Part {
    /// The path of its directory, or of its first group's: where that was published, all files were.
    fn directory(&self) -> OutputPath {
        let Self { folder, print, .. } = self;
        let group = if is_texts(folder) { "" } else { "/0" };
        OutputPath::fixed(&format!("{SEARCH}{folder}{group}/directory-{print}.js"))
    }

    fn names(&self, entries: &[Entry]) -> &BTreeSet<OutputPath> {
        without_lock(&self.names, || self.files(entries).keys().cloned().collect())
    }

    fn files(&self, entries: &[Entry]) -> &Files {
        let make = if is_texts(&self.folder) { files::texts } else { files::segment };
        let entries = &entries[self.entries.clone()];
        without_lock::<Arc<_>>(&self.files, || Arc::new(make(&self.folder, &self.print, entries)))
    }
}

/// What is in a cell, made now if it is empty. Unlike `get_or_init` this holds no lock while it makes the value in parallel:
/// a thread that waits for others there takes up any other work, which may want the same cell.
fn without_lock<T>(cell: &OnceLock<T>, make: impl FnOnce() -> T) -> &T {
    if cell.get().is_none() {
        // If somebody else made it meanwhile, it is the same.
        let _ = cell.set(make());
    }
    cell.get().expect("it was set just now")
}

fn is_texts(folder: &str) -> bool {
    folder.starts_with(TEXTS)
}

/// The blocks of texts as [`Top::texts`] has them.
fn blocks_of(blocks: &[Part], entries: usize) -> (String, String) {
    let mut firsts = String::new();
    let first = |part: &Part| u32::try_from(part.entries.start).expect("fewer than 4 billion");
    digits::list(&mut firsts, blocks.iter().map(first), entries);
    let name = |part: &Part| [&part.folder[TEXTS.len()..], &part.print].concat();
    (firsts, blocks.iter().map(name).collect())
}

/// The years that have entries, and the first entry of each.
fn years(entries: &[Entry]) -> Vec<(i16, usize)> {
    let mut years: Vec<(i16, usize)> = Vec::new();
    for (number, day) in
        entries.iter().enumerate().filter_map(|(number, entry)| Some((number, entry.day?)))
    {
        if years.last().is_none_or(|(year, _)| *year != day.year()) {
            years.push((day.year(), number));
        }
    }
    years
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::Hashed;
    use crate::content::Body;
    use crate::plan::manifest;

    fn entry(random: &mut fastrand::Rng, day: i32) -> Entry {
        let word = |random: &mut fastrand::Rng| random.char('一'..'丐');
        let html = format!("<p>{}</p>", (0..9).map(|_| word(random)).collect::<String>());
        let print = Fingerprint::of(&html);
        let start = jiff::civil::date(2000, 1, 1);
        Entry {
            title: word(random).to_string().into(),
            lines: Vec::new(),
            url: OutputPath::fixed(&format!("news/{day}-{}.html", random.u32(..))),
            day: Some(start.saturating_add(jiff::Span::new().days(day))),
            about: String::new(),
            marks: Vec::new(),
            body: Hashed::with(Body { html, ..Body::default() }, print),
        }
    }

    fn index(entries: &[(i32, fastrand::Rng)]) -> Index {
        let all = entries.iter().map(|(day, random)| entry(&mut random.clone(), *day)).collect();
        Index::of(all, Fingerprint::of(&0))
    }

    fn published(index: &Index) -> Manifest {
        let names = index
            .names()
            .map(|path| (path.clone(), manifest::Entry { key: Fingerprint::of(path), length: 0 }));
        Manifest(names.collect())
    }

    /// Days are drawn, so entries come at the end, in the middle and at the start; some go.
    #[test]
    fn what_is_recalled_is_what_a_clean_build_makes() {
        let mut random = fastrand::Rng::with_seed(3);
        let mut entries: Vec<(i32, fastrand::Rng)> = Vec::new();
        let mut before = published(&index(&entries));
        let mut recalled = 0;
        for turn in 0..400 {
            let day = if turn % 3 == 0 { random.i32(0..1000) } else { 1000 + turn };
            entries
                .insert(entries.partition_point(|(other, _)| *other <= day), (day, random.fork()));
            if turn % 10 == 9 {
                entries.remove(random.usize(0..entries.len()));
            }
            let (clean, warm) = (index(&entries), index(&entries));
            warm.recall(&before);
            let names = published(&warm);
            assert!(published(&clean).0.keys().eq(names.0.keys()), "turn {turn}");
            recalled += warm.parts.len() - warm.made();
            before = names;
            // The site's own files may lie in the same folder.
            let own = OutputPath::fixed("search/new/note.txt");
            before.0.insert(own, manifest::Entry { key: Fingerprint::of(&0), length: 0 });
        }
        // Of three turns two add the newest entry, which leaves the old segment and all blocks but the last as they were.
        assert!(recalled > 400, "{recalled}");
    }

    #[test]
    fn an_entry_in_the_middle_changes_its_block_alone() {
        let mut random = fastrand::Rng::with_seed(5);
        let mut entries: Vec<_> = (0..2000).map(|day| (day, random.fork())).collect();
        let texts = |entries: &[(i32, fastrand::Rng)]| -> BTreeSet<OutputPath> {
            let all = published(&index(entries)).0.into_keys();
            all.filter(|path| path.as_str().starts_with("search/texts/")).collect()
        };
        let before = texts(&entries);
        assert!(before.len() > 30, "{}", before.len());
        for day in [3, 500, 1000, 1500, 1998] {
            let mut more = entries.clone();
            more.insert(usize::try_from(day).unwrap(), (day, random.fork()));
            let after = texts(&more);
            // A directory and a file; two where the new one begins a block.
            let (new, gone) =
                (after.difference(&before).count(), before.difference(&after).count());
            assert!(new <= 4 && gone <= 4, "{day}: {new}, {gone}");
        }
        entries.remove(700);
        assert!(texts(&entries).difference(&before).count() <= 4);
    }

    #[test]
    fn segments_are_full_but_for_the_last() {
        let starts = |count: i32| -> Vec<usize> {
            let random = fastrand::Rng::with_seed(1);
            let entries: Vec<_> = (0..count).map(|day| (day, random.clone())).collect();
            let parts = index(&entries).parts;
            let of = |folder: &str| parts.get(folder).map(|part| part.entries.start);
            ["old", "new"].into_iter().filter_map(of).collect()
        };
        assert_eq!(starts(0), [] as [usize; 0]);
        assert_eq!(starts(127), [0]);
        assert_eq!(starts(128), [0]);
        assert_eq!(starts(129), [0, 128]);
        assert_eq!(starts(4161), [0, 4096]);
    }
}
