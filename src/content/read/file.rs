//! Reads one file: an article or another text whole, and of all others what a build needs to know.

#![expect(clippy::disallowed_methods, reason = "reading the site is what this module is for")]

use std::fs;
use std::io::{self, Read as _};
use std::path::Path;
use std::time::{Duration, SystemTime};

use super::asset;
use super::roles::{is_article, is_text, most_bytes, too_large};
use crate::base::{Fingerprint, SourcePath};
use crate::content::inputs::{Article, Asset, File, Stamp, Text};

/// A file's stamp, if the file was last written more than three seconds ago: within one tick of the
/// file system's clock (two seconds on FAT) it can be written twice and look the same.
pub fn stamp(file: &fs::Metadata) -> Option<Stamp> {
    let modified = file.modified().ok()?;
    let age = SystemTime::now().duration_since(modified).ok()?;
    let since = modified.duration_since(SystemTime::UNIX_EPOCH).ok()?;
    let stamp = Stamp { length: file.len(), modified: since.as_nanos() };
    (age > Duration::from_secs(3)).then_some(stamp)
}

/// A file, and its text if it is an article.
pub struct ReadFile {
    /// The file.
    pub file: File,
    /// The bytes of an article.
    pub text: Option<Vec<u8>>,
}

impl From<File> for ReadFile {
    fn from(file: File) -> Self {
        Self { file, text: None }
    }
}

/// Reads a file.
///
/// # Errors
/// What the system refuses; `FileTooLarge` for a file with more than [`most_bytes`].
pub fn read_file(disk: &Path, path: &SourcePath) -> io::Result<ReadFile> {
    let file = fs::File::open(disk)?;
    let about = file.metadata()?;
    if about.len() > most_bytes(path) {
        return Err(too_large(most_bytes(path)));
    }
    let stamp = stamp(&about);
    if is_text(path) || is_article(path) {
        let mut bytes = Vec::with_capacity(usize::try_from(about.len()).unwrap_or_default());
        // Bytes that are added meanwhile cause another event or another stamp.
        file.take(about.len()).read_to_end(&mut bytes)?;
        let fingerprint = Fingerprint::of(bytes.as_slice());
        return Ok(if is_article(path) {
            ReadFile { file: File::Article(Article { fingerprint, stamp }), text: Some(bytes) }
        } else {
            File::Text(Text { fingerprint, stamp, bytes }).into()
        });
    }
    let asset = asset::read(path, file, about.len())?;
    Ok(File::Asset(Asset { stamp, ..asset }).into())
}
