//! Reads the folder that a package was unpacked to.

#![expect(clippy::disallowed_methods, reason = "the shell looks at copies wherever they are")]

use std::fs::File;
use std::path::Path;

use anyhow::Result;
use rayon::prelude::*;
use walkdir::{DirEntry, WalkDir};

use super::copy::{Copy, read_sums};
use crate::plan::view::CHECKSUMS;
use crate::write::package::checksum;

/// What systems leave on a disk by themselves.
const DEBRIS: [&str; 15] = [
    ".DS_Store",
    ".Spotlight-V100",
    ".Trashes",
    ".TemporaryItems",
    ".fseventsd",
    ".localized",
    ".directory",
    "Thumbs.db",
    "desktop.ini",
    "System Volume Information",
    "$RECYCLE.BIN",
    "RECYCLER",
    "FOUND.000",
    "lost+found",
    "__MACOSX",
];

/// Whether systems leave files of this name by themselves.
fn is_debris(entry: &DirEntry) -> bool {
    let name = entry.file_name().to_string_lossy();
    let is_named = DEBRIS.iter().any(|debris| name.eq_ignore_ascii_case(debris));
    // What macOS and Linux keep of single files and of removed ones has names that begin alike.
    entry.depth() > 0 && (name.starts_with("._") || name.starts_with(".Trash-") || is_named)
}

/// Reads its list of check sums, and the check sums of its files.
pub fn read(root: &Path) -> Result<Copy> {
    let below = |path: &Path| {
        let below = path.strip_prefix(root).unwrap_or(path);
        below.iter().map(|part| part.to_string_lossy()).collect::<Vec<_>>().join("/")
    };
    let mut copy = Copy::default();
    let mut files = Vec::new();
    let mut entries = WalkDir::new(root).into_iter();
    while let Some(entry) = entries.next() {
        match entry {
            Ok(entry) if is_debris(&entry) => {
                copy.left_out.push(below(entry.path()));
                if entry.file_type().is_dir() {
                    entries.skip_current_dir();
                }
            }
            Ok(entry) if entry.file_type().is_dir() => {}
            Ok(entry) => files.push(entry),
            Err(error) => {
                let name = error.path().map(below).unwrap_or_default();
                copy.problems.push("verify-unreadable", name);
            }
        }
    }
    let list = root.join(CHECKSUMS);
    // A link cannot come from unpacking.
    if list.symlink_metadata().is_ok_and(|list| list.is_file()) {
        copy.expected = Some(read_sums(File::open(list)?, &mut copy.problems));
    }
    let expected = copy.expected.as_ref();
    let sum = |entry: DirEntry| {
        let name = below(entry.path());
        let is_wanted =
            expected.is_some_and(|sums| sums.contains_key(&name)) && entry.file_type().is_file();
        let read = || File::open(entry.path()).and_then(checksum);
        (name, if is_wanted { read() } else { Ok(String::new()) })
    };
    let sums: Vec<_> = files.into_par_iter().map(sum).collect();
    for (name, sum) in sums.into_iter().filter(|(name, _)| name != CHECKSUMS) {
        match sum {
            Ok(sum) => drop(copy.found.insert(name, sum)),
            Err(_) => copy.problems.push("verify-unreadable", name),
        }
    }
    Ok(copy)
}
