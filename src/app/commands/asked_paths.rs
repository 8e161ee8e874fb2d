//! Which files a person asked for on the command line.

use std::path::{Path, PathBuf};

use anyhow::{Result, bail};

use crate::app::report::language::say;
use crate::base::SourcePath;

/// Whether a person asked for a file: by its own path or that of a folder it is in. When no path
/// was named, all files are asked for.
pub fn is_asked(path: &SourcePath, asked: &[PathBuf]) -> bool {
    let below = |asked: &PathBuf| {
        Path::new(path.as_str()).starts_with(asked.strip_prefix("./").unwrap_or(asked))
    };
    asked.is_empty() || asked.iter().any(below)
}

/// Refuses absolute paths, and paths that are not there: a check of nothing would find nothing.
///
/// # Errors
/// With the first such path.
pub fn must_exist(root: &Path, asked: &[PathBuf]) -> Result<()> {
    match asked.iter().find(|asked| asked.is_absolute() || !root.join(asked).exists()) {
        Some(path) => bail!(say("no-such-path", &[("path", path.display().to_string().into())])),
        None => Ok(()),
    }
}
