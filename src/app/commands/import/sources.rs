//! The files to import: those that are named, and those in folders that are named.

#![expect(clippy::disallowed_methods, reason = "the shell reads what a person names")]

use std::fs::File;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use walkdir::WalkDir;

use crate::app::report::language::{refused, say};
use crate::base::limits;

/// A file to import.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Where it is.
    pub path: PathBuf,
    /// Whether it was named itself. Of a folder, what is no text is left alone.
    pub is_named: bool,
}

impl Source {
    /// The name of the file.
    pub fn name(&self) -> String {
        self.path.file_name().unwrap_or_default().to_string_lossy().into_owned()
    }

    /// The name without its end.
    pub fn stem(&self) -> String {
        self.path.file_stem().unwrap_or_default().to_string_lossy().into_owned()
    }

    /// Its bytes.
    ///
    /// # Errors
    /// When the machine refuses, or it is too large.
    pub fn read(&self) -> Result<Vec<u8>> {
        let cannot = || refused("cannot-read", &self.path);
        let mut bytes = Vec::new();
        let file = File::open(&self.path).with_context(cannot)?;
        file.take(limits::PICTURE_BYTES + 1).read_to_end(&mut bytes).with_context(cannot)?;
        if bytes.len() as u64 > limits::PICTURE_BYTES {
            bail!("{}: {}", self.path.display(), say("import-too-large", &[]));
        }
        Ok(bytes)
    }
}

/// The files that are meant, those of a folder in the order of their names. No symbolic link in a folder is
/// followed; what Word leaves behind while a file is open is no text.
///
/// # Errors
/// When something that is named is not there, or a folder cannot be read.
pub fn of(paths: &[PathBuf]) -> Result<Vec<Source>> {
    let mut all = Vec::new();
    for path in paths {
        if !path.is_dir() {
            if !path.exists() {
                bail!(say("import-no-file", &[("path", path.display().to_string().into())]));
            }
            all.push(Source { path: path.clone(), is_named: true });
            continue;
        }
        let is_shown = |entry: &walkdir::DirEntry| {
            let name = entry.file_name().to_string_lossy();
            entry.depth() == 0 || !name.starts_with(['.', '~']) && name != "node_modules"
        };
        for entry in WalkDir::new(path).sort_by_file_name().into_iter().filter_entry(is_shown) {
            let entry = entry.with_context(|| refused("cannot-read", path))?;
            if entry.file_type().is_file() {
                all.push(Source { path: entry.into_path(), is_named: false });
            }
        }
    }
    Ok(all)
}

/// The files beside another one.
pub fn beside(path: &Path) -> Vec<String> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let Ok(entries) = std::fs::read_dir(folder.unwrap_or(Path::new("."))) else {
        return Vec::new();
    };
    let names = entries.filter_map(Result::ok).map(|entry| entry.file_name());
    names.filter_map(|name| name.into_string().ok()).collect()
}
