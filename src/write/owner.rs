//! Whose output a folder is: two sites that are built into one folder would remove each other's pages.

use std::path::Path;

use crate::base::{Fingerprint, OutputPath};
use crate::plan::Manifest;

/// The site that an output was made from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Owner {
    /// The fingerprint of its folder's path. The path itself is nobody's business: the output is copied to
    /// where everybody reads it.
    pub place: Fingerprint,
    /// Its title, on one line.
    pub title: String,
}

impl Owner {
    /// The site in a folder.
    pub fn new(root: &Path, title: &str) -> Self {
        let root = root.canonicalize().unwrap_or_else(|_| root.to_path_buf());
        let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
        Self { place: Fingerprint::of(root.as_os_str()), title }
    }

    /// Whether this may build where another has published files, of which `gone` would be removed. A site may
    /// be moved or renamed: what has another place is the same site when it has the same title and at least
    /// half of its articles. Lists and the theme's files are alike in all sites.
    pub fn may_follow(&self, other: &Self, published: &Manifest, gone: &[OutputPath]) -> bool {
        let is_article = |path: &&OutputPath| {
            let name = path.as_str().rsplit('/').next().unwrap_or_default();
            name.ends_with(".html") && !["index.html", "404.html"].contains(&name)
        };
        let all = published.0.keys().filter(is_article).count();
        let gone = gone.iter().filter(is_article).count();
        self.place == other.place || (self.title == other.title && gone * 2 <= all)
    }
}
