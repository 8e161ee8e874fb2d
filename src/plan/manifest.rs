//! What was published, as a map, and what to do about it.

use std::collections::BTreeMap;

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
