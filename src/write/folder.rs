//! The output folder: what lies in it, what of that is ours.

#![expect(clippy::disallowed_methods, reason = "the output folder is what this module is for")]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::PublishError;
use crate::base::OutputPath;
use crate::plan::{Entry, Manifest};

/// Our own corner of the output folder: the manifest, and files on their way.
const CORNER: &str = ".kuaixun";
const HEADER: &str = "kuaixun manifest 1";

/// An output folder and what an earlier build left in it.
pub struct Folder {
    /// Where it is.
    pub path: PathBuf,
    /// Whether an earlier build was here at all.
    pub is_ours: bool,
    /// What it published; empty when its record is missing or damaged.
    pub manifest: Manifest,
}

impl Folder {
    /// Opens a folder, making it if need be.
    ///
    /// # Errors
    /// When the system refuses.
    pub fn open(path: &Path) -> Result<Self, PublishError> {
        // Without its record it is still ours.
        let has_corner = path.join(CORNER).is_dir();
        fs::create_dir_all(path.join(CORNER)).map_err(|error| refused(path, error))?;
        let record = path.join(CORNER).join("manifest");
        let (is_ours, manifest) = match fs::read_to_string(&record) {
            Ok(text) => (true, parse(&text).unwrap_or_default()),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                (has_corner, Manifest::default())
            }
            // Not text: damaged, but ours.
            Err(error) if error.kind() == io::ErrorKind::InvalidData => (true, Manifest::default()),
            Err(error) => return Err(refused(&record, error)),
        };
        Ok(Self { path: path.to_path_buf(), is_ours, manifest })
    }

    /// Where an output lies on disk.
    pub fn at(&self, path: &OutputPath) -> PathBuf {
        self.path.join(path.as_str())
    }

    /// The part of the manifest that is still true: files that are there with the length they had.
    pub fn still_there(&self) -> Manifest {
        let is_there = |path: &OutputPath, entry: &Entry| {
            fs::metadata(self.at(path))
                .is_ok_and(|file| file.is_file() && file.len() == entry.length)
        };
        let entries: Vec<_> = self.manifest.0.iter().collect();
        let lost: Vec<_> =
            entries.into_par_iter().filter(|(path, entry)| !is_there(path, entry)).collect();
        let mut manifest = self.manifest.clone();
        for (path, _) in lost {
            manifest.0.remove(path);
        }
        manifest
    }

    /// An empty staging folder.
    ///
    /// # Errors
    /// When the system refuses.
    pub fn stage(&self) -> Result<PathBuf, PublishError> {
        let staging = self.path.join(CORNER).join("staging");
        if staging.exists() {
            fs::remove_dir_all(&staging).map_err(|error| refused(&staging, error))?;
        }
        fs::create_dir_all(&staging).map_err(|error| refused(&staging, error))?;
        Ok(staging)
    }

    /// Moves everything staged to its place: a folder that is new goes over in one move.
    ///
    /// # Errors
    /// When the system refuses.
    pub fn move_in(&self, staging: &Path) -> Result<(), PublishError> {
        lay_over(staging, &self.path)
    }

    /// Removes a file that was ours, and the folders it leaves empty. Answers whether it was there.
    ///
    /// # Errors
    /// When the system refuses.
    pub fn remove(&self, path: &OutputPath) -> Result<bool, PublishError> {
        let file = self.at(path);
        let mut above = path.folder();
        while !above.is_empty() {
            // Behind a link lies somebody else's folder.
            if fs::symlink_metadata(self.path.join(above)).is_ok_and(|there| there.is_symlink()) {
                return Ok(false);
            }
            above = above.rsplit_once('/').map_or("", |(above, _)| above);
        }
        match fs::remove_file(&file) {
            Ok(()) => {}
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(false),
            Err(error) => return Err(refused(&file, error)),
        }
        let mut folder = path.folder();
        // A folder that still holds something refuses to go, and that is where this ends.
        while !folder.is_empty() && fs::remove_dir(self.path.join(folder)).is_ok() {
            folder = folder.rsplit_once('/').map_or("", |(above, _)| above);
        }
        Ok(true)
    }

    /// Records what is published now.
    ///
    /// # Errors
    /// When the system refuses.
    pub fn save(&self, manifest: &Manifest) -> Result<(), PublishError> {
        let corner = self.path.join(CORNER);
        let (fresh, record) = (corner.join("manifest.new"), corner.join("manifest"));
        fs::write(&fresh, format(manifest)).map_err(|error| refused(&fresh, error))?;
        fs::rename(&fresh, &record).map_err(|error| refused(&record, error))
    }

    /// Removes the staging folder.
    ///
    /// # Errors
    /// When the system refuses.
    pub fn clear(&self, staging: &Path) -> Result<(), PublishError> {
        fs::remove_dir_all(staging).map_err(|error| refused(staging, error))
    }
}

fn lay_over(from: &Path, to: &Path) -> Result<(), PublishError> {
    let entries = fs::read_dir(from).map_err(|error| refused(from, error))?;
    let entries: Vec<_> =
        entries.collect::<Result<_, _>>().map_err(|error| refused(from, error))?;
    entries.par_iter().try_for_each(|entry| {
        let (source, target) = (entry.path(), to.join(entry.file_name()));
        let is_folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
        // A link in the output may lead anywhere: nothing is written through one.
        let is_real = fs::symlink_metadata(&target).is_ok_and(|there| there.is_dir());
        if is_folder && is_real {
            return lay_over(&source, &target);
        }
        fs::rename(&source, &target).map_err(|error| refused(&target, error))
    })
}

fn refused(path: &Path, error: io::Error) -> PublishError {
    PublishError::Io(path.to_path_buf(), error)
}

fn format(manifest: &Manifest) -> String {
    let mut text = format!("{HEADER}\n");
    for (path, Entry { key, length }) in &manifest.0 {
        writeln!(text, "{key} {length} {path}").expect("writing to a String cannot fail");
    }
    text
}

/// Reads a record back; `None` if any of it is not as it was written.
fn parse(text: &str) -> Option<Manifest> {
    let body = text.strip_prefix(HEADER)?.strip_prefix('\n')?;
    if !body.is_empty() && !body.ends_with('\n') {
        return None;
    }
    let mut entries = BTreeMap::new();
    for line in body.lines() {
        let mut parts = line.splitn(3, ' ');
        let key = parts.next()?.parse().ok()?;
        let length = parts.next()?.parse().ok()?;
        entries.insert(OutputPath::new(parts.next()?)?, Entry { key, length });
    }
    Some(Manifest(entries))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::Fingerprint;

    #[test]
    fn a_record_reads_back_and_a_damaged_one_does_not() {
        let path = OutputPath::new("news/a.html").unwrap();
        let entry = Entry { key: Fingerprint::of("甲"), length: 7 };
        let manifest = Manifest([(path, entry)].into());
        let text = format(&manifest);
        assert_eq!(parse(&text), Some(manifest));
        assert_eq!(parse(&text[..text.len() - 3]), None);
        assert_eq!(parse(&text.replace("news", "../x")), None);
        assert_eq!(parse(""), None);
    }
}
