//! What links can lead to: documents, by their paths and their addresses, and other files.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, OnceLock};

use unicode_normalization::{UnicodeNormalization as _, is_nfc};

use crate::base::{OutputPath, SourcePath};
use crate::content::{Document, Tree};
use crate::model::select::{Hidden, Selected, Shown};

/// What links can lead to.
pub struct Destinations<'a> {
    /// The site's files.
    pub tree: &'a Tree,
    /// Documents that are shown, in the order of their paths.
    shown: &'a [Shown<'a>],
    /// Markdown files that are not shown, and why.
    pub hidden: &'a BTreeMap<&'a SourcePath, Hidden>,
    selected: &'a Selected<'a>,
    /// Documents that were withdrawn, in the order of their paths.
    withdrawn: &'a [&'a Arc<Document>],
    /// Files whose names are decomposed on disk (Unicode NFD), by their composed names; found when one is
    /// asked for.
    decomposed: OnceLock<BTreeMap<String, &'a SourcePath>>,
    /// Documents by their addresses; found when one is asked for.
    by_url: OnceLock<HashMap<&'a OutputPath, &'a Document>>,
}

impl<'a> Destinations<'a> {
    /// What links of a site can lead to.
    pub fn new(tree: &'a Tree, selected: &'a Selected<'a>) -> Self {
        let Selected { shown, hidden, withdrawn, .. } = selected;
        Self {
            tree,
            shown,
            hidden,
            selected,
            withdrawn,
            decomposed: OnceLock::new(),
            by_url: OnceLock::new(),
        }
    }

    /// Why a file may not be published, if it lies where this site shows nothing.
    pub fn bar(&self, file: &SourcePath) -> Option<Hidden> {
        self.selected.bar(file)
    }

    /// The path of a file as the disk has it: one name can be written in several ways (Unicode NFC, NFD).
    pub fn as_on_disk(&self, source: SourcePath) -> SourcePath {
        let is_there = |path: &SourcePath| self.tree.files.contains_key(path);
        if source.as_str().is_ascii() || is_there(&source) {
            return source;
        }
        let composed: String = source.as_str().nfc().collect();
        let decomposed = || {
            let others = self.tree.files.keys().filter(|path| !is_nfc(path.as_str()));
            others.map(|path| (path.as_str().nfc().collect(), path)).collect()
        };
        let other = || self.decomposed.get_or_init(decomposed).get(&composed).copied().cloned();
        SourcePath::new(&composed).filter(is_there).or_else(other).unwrap_or(source)
    }

    /// The shown document with this path.
    pub fn document(&self, source: &SourcePath) -> Option<&Document> {
        let at = self.shown.binary_search_by(|shown| shown.document.path.cmp(source)).ok()?;
        Some(self.shown[at].document)
    }

    /// The withdrawn document with this path.
    pub fn withdrawn(&self, source: &SourcePath) -> Option<&'a Document> {
        let at = self.withdrawn.binary_search_by(|document| document.path.cmp(source)).ok()?;
        Some(self.withdrawn[at])
    }

    /// The document whose page has this address, shown or withdrawn.
    pub fn at(&self, url: &OutputPath) -> Option<&'a Document> {
        let all = || {
            let shown = self.shown.iter().map(|shown| shown.document);
            let all = shown.chain(self.withdrawn.iter().copied());
            all.map(|document| (&document.url, &**document)).collect()
        };
        self.by_url.get_or_init(all).get(url).copied()
    }

    /// The right form of a destination that is the name of a file as it stands: `#` and `%` mean
    /// something else in an address.
    pub fn form_of(&self, document: &Document, destination: &str) -> Option<String> {
        let path = document.path.sibling(destination)?;
        let is_there = destination.contains(['#', '%']) && self.tree.files.contains_key(&path);
        is_there.then(|| destination.replace('%', "%25").replace('#', "%23"))
    }
}
