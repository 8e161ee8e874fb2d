//! The files in which a search looks things up, without a server: `search/…`.
//!
//! A page asks for what it needs, one small file after the other. The files are scripts that call
//! `kuaixun_shard(name, data)`, which works from disk and under the strictest policy.
//!
//! 1. `search/index.js` has the only name that never changes. It says how many entries there are,
//!    where the years begin, and the names of all directories.
//! 2. A query's first character leads to a group and its directory, which says which texts are
//!    crowded and how the files of the group's trees are called (`tree`).
//! 3. A tree says which entries have the text.
//! 4. Every 128 entries share a directory of the files with their texts. The page looks at the text
//!    of every result before it shows the result.
//!
//! All other names contain the fingerprint of the file, so a cache never has an old one. The names
//! are known only once the files are made. So these are the only files that a plan makes itself:
//! when somebody asks for a file below `search/`, and not at all if the same were published before.

mod corpus;
mod digits;
mod entries;
mod files;
pub mod fold;
mod plain;
mod tree;

use std::collections::BTreeSet;
use std::sync::{Arc, OnceLock};

use super::addresses::{SEARCH, SEARCH_INDEX};
use super::manifest::Manifest;
use super::stock::Stock;
use crate::base::{Fingerprint, OutputPath};
use files::{Files, files};

pub use entries::mark;

/// The files of a site's search: their key, names and texts, each worked out when somebody asks for
/// it.
#[derive(Debug, Default)]
pub struct Search {
    key: OnceLock<Fingerprint>,
    names: OnceLock<BTreeSet<OutputPath>>,
    files: OnceLock<Arc<Files>>,
}

impl Search {
    /// The paths of all files of the search.
    pub fn names(&self, stock: &Stock) -> &BTreeSet<OutputPath> {
        self.names.get_or_init(|| self.files(stock).keys().cloned().collect())
    }

    /// Whether `path` is a file of the search.
    pub fn contains(&self, stock: &Stock, path: &OutputPath) -> bool {
        could_be(stock, path) && self.names(stock).contains(path)
    }

    /// The text of a file of the search; `None` for any other path.
    pub fn file(&self, stock: &Stock, path: &OutputPath) -> Option<Arc<str>> {
        self.contains(stock, path).then(|| self.files(stock).get(path).cloned()).flatten()
    }

    /// The key of a file of the search; `None` for any other path. The key of the index depends on
    /// all entries. The key of any other file depends only on its name, which tells what is in it.
    pub fn key(&self, stock: &Stock, path: &OutputPath) -> Option<Fingerprint> {
        if !self.contains(stock, path) {
            return None;
        }
        let is_index = path.as_str() == SEARCH_INDEX;
        Some(if is_index { self.index_key(stock) } else { Fingerprint::of(path) })
    }

    fn index_key(&self, stock: &Stock) -> Fingerprint {
        let of_all = || Fingerprint::of(&(stock.salt(), entries::entries(stock)));
        *self.key.get_or_init(of_all)
    }

    /// Takes the names of the files from `published`, if those were made of the same entries.
    pub fn recall(&self, stock: &Stock, published: &Manifest) {
        let index = published.0.get(&OutputPath::fixed(SEARCH_INDEX));
        if is_wanted(stock) && index.is_some_and(|index| index.key == self.index_key(stock)) {
            let ours = published.0.keys().filter(|path| could_be(stock, path));
            let names = ours.cloned().collect();
            // If the names are worked out already, they are the same.
            let _ = self.names.set(names);
        }
    }

    /// Takes the files that were made for `other`, if those are of the same entries.
    pub fn adopt(&self, stock: &Stock, other: (&Self, &Stock)) {
        let (search, its) = other;
        if let Some(files) = search.files.get()
            && is_wanted(stock)
            && self.index_key(stock) == search.index_key(its)
        {
            // If they are made already, they are the same.
            let _ = self.files.set(Arc::clone(files));
        }
    }

    fn files(&self, stock: &Stock) -> &Files {
        let make = || if is_wanted(stock) { files(&entries::entries(stock)) } else { Files::new() };
        self.files.get_or_init(|| Arc::new(make()))
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
