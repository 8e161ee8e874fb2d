//! The files that were published, as a map, and what a build must change.

use std::collections::BTreeMap;

use crate::base::{Fingerprint, OutputPath};

/// What is remembered of one published file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The key that the file had when it was made.
    pub key: Fingerprint,
    /// Its size in bytes.
    pub length: u64,
}

/// All published files, by their paths.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Manifest(pub BTreeMap<OutputPath, Entry>);

/// What a build must do so that the published files become the planned ones.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// Files to make, because they are new or their key changed.
    pub render: Vec<OutputPath>,
    /// Files that were published and are no longer planned.
    pub remove: Vec<OutputPath>,
}
