//! The files in which a search looks things up, without a server: `search/…`.
//!
//! A page asks for what it needs, one small file after the other. The files are scripts that call
//! `kuaixun_shard(name, data)`, which works from disk and under the strictest policy.
//!
//! 1. `search/index.js` has the only name that never changes. It says how many entries there are,
//!    where the years begin, and the names of all segments and texts.
//! 2. A segment has the trees of consecutive entries: the oldest stand in a large one, the newest in a small one, so that a
//!    new entry changes only that.
//! 3. A query's first character leads to a group of a segment and its directory, which says which
//!    texts are crowded and how the files of the group's trees are called (`tree`).
//! 4. A tree says which entries have the text.
//! 5. About 128 entries share a block of the files with their texts. The page looks at the text
//!    of every result before it shows the result.
//!
//! All other names contain a fingerprint, so a cache never has an old one. Files of texts and the directories of segments
//! have that of their entries; files of trees have that of their trees, so that most stay when an entry is added. These names
//! are known only once the trees are made: where a segment's directory was published before, so were all of its files, and
//! they are taken from the manifest.

mod corpus;
mod digits;
mod entries;
mod files;
pub mod fold;
mod parts;
mod plain;
mod texts;
mod tree;

use std::sync::{Arc, OnceLock};

use super::addresses::{SEARCH, SEARCH_INDEX};
use super::manifest::Manifest;
use super::stock::Stock;
use crate::base::{Fingerprint, OutputPath};
use parts::Index;

pub use entries::mark;

/// The files of a site's search: their keys, names and texts, each worked out when somebody asks for
/// it.
#[derive(Debug, Default)]
pub struct Search {
    index: OnceLock<Index>,
}

impl Search {
    /// The paths of all files of the search.
    pub fn names(&self, stock: &Stock) -> impl Iterator<Item = &OutputPath> {
        self.index(stock).names()
    }

    /// Whether `path` is a file of the search.
    pub fn contains(&self, stock: &Stock, path: &OutputPath) -> bool {
        could_be(stock, path) && self.index(stock).contains(path)
    }

    /// The text of a file of the search; `None` for any other path.
    pub fn file(&self, stock: &Stock, path: &OutputPath) -> Option<Arc<str>> {
        if could_be(stock, path) { self.index(stock).file(path) } else { None }
    }

    /// The key of a file of the search; `None` for any other path. The key of the index depends on
    /// its text. The key of any other file depends only on its name, which tells what is in it.
    pub fn key(&self, stock: &Stock, path: &OutputPath) -> Option<Fingerprint> {
        if !self.contains(stock, path) {
            return None;
        }
        let is_index = path.as_str() == SEARCH_INDEX;
        Some(if is_index {
            Fingerprint::of(&self.file(stock, path))
        } else {
            Fingerprint::of(path)
        })
    }

    /// Takes the names of the files of each segment from `published`, if those were made of the same entries.
    pub fn recall(&self, stock: &Stock, published: &Manifest) {
        self.index(stock).recall(published);
    }

    /// Takes the files that were made for `other`, where those are of the same entries.
    pub fn adopt(&self, stock: &Stock, other: &Self) {
        if let Some(other) = other.index.get() {
            self.index(stock).adopt(other);
        }
    }

    /// How many segments of the index have had their files made.
    #[cfg(test)]
    pub fn made(&self) -> usize {
        self.index.get().map_or(0, Index::made)
    }

    fn index(&self, stock: &Stock) -> &Index {
        let make = || {
            if is_wanted(stock) {
                Index::of(entries::entries(stock), stock.salt())
            } else {
                Index::default()
            }
        };
        self.index.get_or_init(make)
    }
}

/// Whether `path` is reserved for files of the search: no other file may stand there.
pub fn could_be(stock: &Stock, path: &OutputPath) -> bool {
    let path = path.as_str().to_ascii_lowercase();
    is_wanted(stock) && path.starts_with(SEARCH) && path.ends_with(".js")
}

fn is_wanted(stock: &Stock) -> bool {
    stock.bulletin.config.search
}
