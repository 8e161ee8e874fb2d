//! The index: its segments and its texts.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::{Arc, OnceLock};

use serde::Serialize;

use super::entries::Entry;
use super::files::{self, Files};
use super::texts::{self, Texts};
use super::{digits, fold};
use crate::base::{Fingerprint, OutputPath};
use crate::plan::addresses::SEARCH;
use crate::plan::manifest::Manifest;

/// The first segment has as many entries as are a multiple of the first number, the second has what is left. So the newest
/// are in a small segment that is seldom merged with the other, and which entries are where depends on nothing but their
/// count. A query reads each segment: a third would cost readers more than it spares.
const SEGMENTS: [(&str, usize); 2] = [("old", 128), ("new", 1)];

/// All entries, and the files of the index of them.
#[derive(Debug, Default)]
pub struct Index {
    entries: Vec<Entry>,
    /// By their folders below `search/`.
    segments: BTreeMap<&'static str, Segment>,
    texts: Texts,
    /// `search/index.js`, and what all segments share.
    own: Files,
}

/// The trees of consecutive entries.
#[derive(Debug)]
struct Segment {
    /// Below `search/`.
    folder: &'static str,
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
    segments: Vec<(&'static str, usize, usize, String)>,
    /// Of the blocks of texts the first entries, as in [`digits::list`], and the names with the fingerprints of their directories.
    texts: (String, String),
    /// The fingerprint of the file of traditional characters.
    variants: String,
}

impl Index {
    /// The index of these entries. Nothing of its segments and texts is made yet. All names depend on `salt`.
    pub fn of(entries: Vec<Entry>, salt: Fingerprint) -> Self {
        // No part in parallel: who waits for the index holds a lock, and a thread that helps with parallel work under a lock
        // may come upon the lock again.
        let count = entries.len();
        let mut segments: Vec<Segment> = Vec::new();
        let mut start = 0;
        for (folder, multiple) in SEGMENTS {
            let range = start..count / multiple * multiple;
            if !range.is_empty() {
                start = range.end;
                segments.push(Segment::of(folder, range, &entries, salt));
            }
        }
        let texts = Texts::of(&entries, salt);
        let variants = fold::VARIANTS.replace('\n', "");
        let print = Fingerprint::of_bytes(variants.as_bytes()).short();
        let segment = |segment: &Segment| {
            let groups = files::groups(&entries[segment.entries.clone()]);
            (segment.folder, segment.entries.start, groups, segment.print.clone())
        };
        let top = Top {
            entries: count,
            years: years(&entries),
            segments: segments.iter().map(segment).collect(),
            texts: blocks(&texts, count),
            variants: print.clone(),
        };
        let own =
            [files::file("index", &top), files::file(&format!("variants-{print}"), &variants)];
        let segments = segments.into_iter().map(|segment| (segment.folder, segment)).collect();
        Self { entries, segments, texts, own: own.into_iter().collect() }
    }

    /// The paths of all files.
    pub fn names(&self) -> impl Iterator<Item = &OutputPath> {
        let trees = self.segments.values().flat_map(|segment| segment.names(&self.entries));
        let texts = self.texts.directories.keys().chain(self.texts.files.keys());
        self.own.keys().chain(trees).chain(texts)
    }

    /// Whether a path is one of them.
    pub fn contains(&self, path: &OutputPath) -> bool {
        let is_tree = |segment: &Segment| segment.names(&self.entries).contains(path);
        self.own.contains_key(path)
            || self.texts.directories.contains_key(path)
            || self.texts.files.contains_key(path)
            || self.segment(path).is_some_and(is_tree)
    }

    /// The text of a file.
    pub fn file(&self, path: &OutputPath) -> Option<Arc<str>> {
        if let Some(cut) = self.texts.files.get(path) {
            return Some(texts::make(path, cut, &self.entries));
        }
        let known = self.own.get(path).or_else(|| self.texts.directories.get(path));
        known.or_else(|| self.segment(path)?.files(&self.entries).get(path)).cloned()
    }

    /// The segment whose folder a path is in, if there is one.
    fn segment(&self, path: &OutputPath) -> Option<&Segment> {
        let (folder, _) = path.as_str().strip_prefix(SEARCH)?.split_once('/')?;
        self.segments.get(folder)
    }

    /// Takes the names of the files of segments that were published as they are.
    pub fn recall(&self, published: &Manifest) {
        for segment in self.segments.values() {
            if published.0.contains_key(&segment.directory()) {
                let start = OutputPath::fixed(&format!("{SEARCH}{}", segment.folder));
                let within = format!("{start}/");
                let is_in = |path: &&OutputPath| path.as_str().starts_with(&within);
                // The paths of a folder stand together. A site's own files may be among them, but no scripts.
                let after = published.0.range(start..).map(|(path, _)| path);
                let all = after.skip_while(|path| !is_in(path)).take_while(is_in);
                let names = all.filter(|path| path.as_str().ends_with(".js")).cloned();
                // If they are worked out already, they are the same.
                let _ = segment.names.set(names.collect());
            }
        }
    }

    /// How many segments have had their files made.
    #[cfg(test)]
    pub fn made(&self) -> usize {
        self.segments.values().filter(|segment| segment.files.get().is_some()).count()
    }

    /// Takes the files of segments that were made for another index of the same entries.
    pub fn adopt(&self, other: &Self) {
        for (folder, segment) in &self.segments {
            let its = other.segments.get(folder).filter(|its| its.print == segment.print);
            if let Some(files) = its.and_then(|its| its.files.get()) {
                // If they are made already, they are the same.
                let _ = segment.files.set(Arc::clone(files));
            }
        }
    }
}

impl Segment {
    fn of(folder: &'static str, range: Range<usize>, entries: &[Entry], salt: Fingerprint) -> Self {
        let print = Fingerprint::of(&(salt, &entries[range.clone()])).to_string()[..12].into();
        let (names, files) = (OnceLock::new(), OnceLock::new());
        Self { folder, entries: range, print, names, files }
    }

    /// The path of its first group's directory: where that was published, all files were.
    fn directory(&self) -> OutputPath {
        files::path(&format!("{}/0/directory-{}", self.folder, self.print))
    }

    fn names(&self, entries: &[Entry]) -> &BTreeSet<OutputPath> {
        without_lock(&self.names, || self.files(entries).keys().cloned().collect())
    }

    fn files(&self, entries: &[Entry]) -> &Files {
        let make = || files::segment(self.folder, &self.print, &entries[self.entries.clone()]);
        without_lock::<Arc<_>>(&self.files, || Arc::new(make()))
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

/// The blocks of texts as [`Top::texts`] has them.
fn blocks(texts: &Texts, entries: usize) -> (String, String) {
    let first = |(first, _): &(usize, String)| u32::try_from(*first).expect("fewer than 4 billion");
    let mut firsts = String::new();
    digits::list(&mut firsts, texts.blocks.iter().map(first), entries);
    (firsts, texts.blocks.iter().map(|(_, name)| name.as_str()).collect())
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
            recalled += warm.segments.len() - warm.made();
            before = names;
            // The site's own files may lie in the same folder.
            let own = OutputPath::fixed("search/new/note.txt");
            before.0.insert(own, manifest::Entry { key: Fingerprint::of(&0), length: 0 });
        }
        // Of three turns two add the newest entry. From 128 entries on that leaves the old segment as it was.
        assert!(recalled > 120, "{recalled}");
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

    /// A file with a name that was published is not written again. Pieces of one text had the same names once.
    #[test]
    fn a_name_stands_for_one_text() {
        let mut random = fastrand::Rng::with_seed(7);
        let mut sized = |day: i32, length: usize| {
            let mut sized = entry(&mut random, day);
            let html: String = (0..length).map(|_| random.char('一'..'丐')).collect();
            let print = Fingerprint::of(&html);
            sized.body = Hashed::with(Body { html, ..Body::default() }, print);
            sized
        };
        let length = |day: i32| if [40, 41, 100].contains(&day) { 40_000 } else { 800 };
        let mut all: Vec<Entry> = (0..120).map(|day| sized(day, length(day))).collect();
        let mut known: BTreeMap<OutputPath, Arc<str>> = BTreeMap::new();
        for number in 0..20 {
            let index = Index::of(std::mem::take(&mut all), Fingerprint::of(&0));
            let paths: Vec<OutputPath> = index.names().cloned().collect();
            for path in paths.iter().filter(|path| !path.as_str().ends_with("/index.js")) {
                let script = index.file(path).unwrap();
                let before = known.entry(path.clone()).or_insert_with(|| Arc::clone(&script));
                assert_eq!(*before, script, "turn {number}: {path}");
            }
            all = index.entries;
            // Short ones come and go before the long ones.
            if number % 3 == 2 {
                all.remove(number);
            } else {
                all.insert(number, sized(number.try_into().unwrap(), 800));
            }
        }
    }

    #[test]
    fn segments_are_full_but_for_the_last() {
        let starts = |count: i32| -> Vec<usize> {
            let random = fastrand::Rng::with_seed(1);
            let entries: Vec<_> = (0..count).map(|day| (day, random.clone())).collect();
            let segments = index(&entries).segments;
            let of = |folder: &str| segments.get(folder).map(|segment| segment.entries.start);
            ["old", "new"].into_iter().filter_map(of).collect()
        };
        assert_eq!(starts(0), [] as [usize; 0]);
        assert_eq!(starts(127), [0]);
        assert_eq!(starts(128), [0]);
        assert_eq!(starts(129), [0, 128]);
        assert_eq!(starts(4161), [0, 4096]);
    }
}
