//! What was published as a map, and the difference between it and what shall be.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::build::Plan;
use crate::base::{Fingerprint, OutputPath};

/// What was published of one file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its key when it was made.
    pub key: Fingerprint,
    /// Its size in bytes.
    pub length: u64,
}

/// What was published.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Manifest(pub BTreeMap<OutputPath, Entry>);

/// What to do so that the published becomes the planned.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// Files to make, because they are new or their key changed.
    pub render: Vec<OutputPath>,
    /// Files that were published and are no longer planned.
    pub remove: Vec<OutputPath>,
}

impl Plan {
    /// The difference from what was published; from the empty manifest it is everything.
    pub fn since(&self, published: &Manifest) -> Changes {
        let planned: Vec<&OutputPath> = self.paths().collect();
        let is_new = |path: &&&OutputPath| {
            published.0.get(**path).is_none_or(|entry| Some(entry.key) != self.key(path))
        };
        Changes {
            render: planned.par_iter().filter(is_new).map(|path| (*path).clone()).collect(),
            remove: self.gone(published),
        }
    }

    /// Files that were published and are no longer planned.
    pub fn gone(&self, published: &Manifest) -> Vec<OutputPath> {
        published.0.keys().filter(|path| !self.contains(path)).cloned().collect()
    }
}
