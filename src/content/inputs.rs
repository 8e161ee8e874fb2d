//! What a build depends on, as data: the files of a site, and what the command line said.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::Arc;

use jiff::civil::Date;

use super::editions::Medium;
use super::fonts::Fonts;
use crate::base::{Diagnostic, Fingerprint, SourcePath};

/// One file of the site.
#[derive(Clone, Debug)]
pub enum File {
    /// Markdown, YAML or a template.
    Text(Text),
    /// Anything else: known by its fingerprint, copied when published.
    Asset(Asset),
}

impl File {
    /// Of its bytes.
    pub fn fingerprint(&self) -> Fingerprint {
        match self {
            Self::Text(text) => text.fingerprint,
            Self::Asset(asset) => asset.fingerprint,
        }
    }

    /// As it was when it was read.
    pub fn stamp(&self) -> Option<Stamp> {
        match self {
            Self::Text(text) => text.stamp,
            Self::Asset(asset) => asset.stamp,
        }
    }
}

/// What the system says of a file without opening it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// Its size in bytes.
    pub length: u64,
    /// When it was written, in nanoseconds since 1970.
    pub modified: u128,
}

/// A file that is read.
#[derive(Clone, Debug)]
pub struct Text {
    /// Of its bytes.
    pub fingerprint: Fingerprint,
    /// As it was when it was read; none when another writing might leave it the same.
    pub stamp: Option<Stamp>,
    /// The bytes. Those of Markdown are taken when it is parsed: what stays is the document, so
    /// that a large site is not held twice.
    pub bytes: Option<Vec<u8>>,
}

/// A file that is published as it is.
#[derive(Clone, Debug)]
pub struct Asset {
    /// Of its bytes.
    pub fingerprint: Fingerprint,
    /// As it was when it was read; none when another writing might leave it the same.
    pub stamp: Option<Stamp>,
    /// Width and height in pixels, when it is an image that says so.
    pub size: Option<(u32, u32)>,
    /// Whether a browser that opens it runs what is in it.
    pub is_active: bool,
}

/// The files of a site's folder.
#[derive(Clone, Debug, Default)]
pub struct Tree {
    /// Those that were read, in order.
    pub files: BTreeMap<SourcePath, File>,
    /// Those that were left out with a warning, by their paths below the site's folder.
    pub skipped: BTreeMap<PathBuf, Diagnostic>,
    /// Those that the system refused to list or read, and what it said. They are looked at again
    /// on every turn.
    pub refused: BTreeMap<PathBuf, String>,
}

impl Tree {
    /// The bytes of a text file, unless they were taken.
    pub fn text(&self, path: &SourcePath) -> Option<&[u8]> {
        match self.files.get(path)? {
            File::Text(text) => text.bytes.as_deref(),
            File::Asset(_) => None,
        }
    }
}

/// Where to look again: something may have happened there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Look {
    /// Files and folders, by their paths below the site's folder.
    pub at: BTreeSet<PathBuf>,
    /// Everywhere, since what happened is not known.
    pub everywhere: bool,
}

/// Which items are shown that are not yet published.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Show {
    /// Drafts.
    pub drafts: bool,
    /// Items whose `publish:` lies ahead.
    pub scheduled: bool,
}

/// Everything a build depends on.
#[derive(Clone, Debug)]
pub struct Inputs {
    /// The files of the site.
    pub tree: Tree,
    /// The day the build is for.
    pub today: Date,
    /// What is shown beside what is published.
    pub show: Show,
    /// Replaces the configuration's `base_url`.
    pub base_url: Option<String>,
    /// Replaces the configuration's `editions`.
    pub editions: Option<BTreeSet<Medium>>,
    /// What is printed with.
    pub fonts: Arc<Fonts>,
    /// Whether texts are proof-read; private data are looked for in any case.
    pub proof: bool,
}
