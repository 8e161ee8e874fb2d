//! Bytes to the output folder. Decides nothing: it does what [`Changes`] say.
//!
//! Every changed file is first made whole in a staging folder on the same file system; only when
//! all of them are there are they moved to their places. A failure before that leaves the site as
//! it was. Files with the same bytes are not touched, files that are not ours never removed.

#![expect(clippy::disallowed_methods, reason = "writing the site is what this module is for")]

pub mod folder;

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use crate::base::{Diagnostic, OutputPath};
use crate::plan::{Changes, Entry, Manifest, Output, Plan};
use folder::Folder;

/// What a file shall contain.
#[derive(Debug)]
pub enum Content {
    /// These bytes.
    Bytes(Vec<u8>),
    /// What this file contains.
    Copy(PathBuf),
}

/// What was done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Files written, new or with other bytes than before.
    pub written: usize,
    /// Files that are as they were.
    pub unchanged: usize,
    /// Files removed.
    pub removed: usize,
}

/// Why nothing was published.
#[derive(Debug)]
pub enum PublishError {
    /// Pages that could not be made; every one of them.
    Render(Vec<Diagnostic>),
    /// A file that is not ours stands where one of ours should go.
    Foreign(PathBuf),
    /// The system refused.
    Io(PathBuf, io::Error),
}

/// How a page is made: by whoever calls, so that this module knows nothing of templates.
pub type Make<'a> = dyn Fn(&Output) -> Result<Content, PublishError> + Sync + 'a;

/// The bytes of a file that something else is made of.
///
/// # Errors
/// When the system refuses.
pub fn source(path: &Path) -> Result<Vec<u8>, PublishError> {
    fs::read(path).map_err(|error| PublishError::Io(path.to_path_buf(), error))
}

/// Makes the folder on disk what the plan says. With `force` every file is made again and files
/// that are not ours may be replaced. `progress` is told of every file made, and how many there
/// will be.
///
/// # Errors
/// See [`PublishError`]; the site is as it was then, unless the system refused while files were
/// being moved.
pub fn publish(
    plan: &Plan,
    path: &Path,
    force: bool,
    make: &Make<'_>,
    progress: &(dyn Fn(usize) + Sync),
) -> Result<Report, PublishError> {
    let folder = Folder::open(path)?;
    if !force {
        plan.recall(&folder.manifest);
    }
    let known = if force { Manifest::default() } else { folder.still_there() };
    // Also what is no longer as it was left is ours to remove.
    let changes = Changes { remove: plan.gone(&folder.manifest), ..plan.since(&known) };
    let staging = folder.stage()?;
    let may_replace = force || folder.is_ours;
    let staged = stage(plan, &folder, &changes, &staging, may_replace, make, progress);
    let staged = match staged {
        Ok(staged) => staged,
        Err(error) => {
            // What went wrong is already being reported; debris is cleared by the next build.
            let _ = fs::remove_dir_all(&staging);
            return Err(error);
        }
    };
    let mut manifest = known;
    let mut report =
        Report { unchanged: plan.paths().count() - changes.render.len(), ..Report::default() };
    // New pages come before old ones go, but for an old file where a folder must be, or a folder
    // where a file must be.
    let (in_the_way, others): (Vec<_>, Vec<_>) =
        changes.remove.iter().partition(|path| stands_in_the_way(path, plan));
    for path in in_the_way {
        report.removed += usize::from(folder.remove(path)?);
    }
    folder.move_in(&staging)?;
    for file in &staged {
        report.written += usize::from(file.is_new);
        report.unchanged += usize::from(!file.is_new);
        manifest.0.insert(file.path.clone(), file.entry);
    }
    for path in others {
        report.removed += usize::from(folder.remove(path)?);
    }
    manifest.0.retain(|path, _| plan.contains(path));
    if manifest != folder.manifest || !folder.is_ours {
        folder.save(&manifest)?;
    }
    folder.clear(&staging)?;
    Ok(report)
}

fn stands_in_the_way(old: &OutputPath, plan: &Plan) -> bool {
    let old = old.as_str();
    let folders = old.match_indices('/').map(|(end, _)| &old[..end]);
    let is_file_now = |folder| OutputPath::new(folder).is_some_and(|path| plan.contains(&path));
    plan.has_folder(old) || folders.into_iter().any(is_file_now)
}

/// A file that was made: waiting in the staging folder, or left alone because it is the same.
struct Staged<'a> {
    path: &'a OutputPath,
    is_new: bool,
    entry: Entry,
}

fn stage<'a>(
    plan: &Plan,
    folder: &Folder,
    changes: &'a Changes,
    staging: &Path,
    may_replace: bool,
    make: &Make<'_>,
    progress: &(dyn Fn(usize) + Sync),
) -> Result<Vec<Staged<'a>>, PublishError> {
    let total = changes.render.len();
    let folders = folders(folder, changes, staging)?;
    let results: Vec<_> = changes
        .render
        .par_iter()
        .map(|path| {
            let output = plan.output(path).expect("changes are of planned files");
            let content = make(&output)?;
            let target = folder.at(path);
            let mut same = false;
            if folders[path.folder()] {
                same = content
                    .is_in(&target)
                    .map_err(|error| PublishError::Io(target.clone(), error))?;
                if !same && !may_replace && target.exists() {
                    return Err(PublishError::Foreign(target));
                }
            }
            let length = if same {
                fs::metadata(&target).map_or(0, |file| file.len())
            } else {
                let fresh = staging.join(path.as_str());
                content.write(&fresh).map_err(|error| PublishError::Io(fresh.clone(), error))?
            };
            progress(total);
            Ok(Staged { path, is_new: !same, entry: Entry { key: output.key, length } })
        })
        .collect();
    let mut staged = Vec::with_capacity(total);
    let mut findings = Vec::new();
    for result in results {
        match result {
            Ok(file) => staged.push(file),
            Err(PublishError::Render(more)) => findings.extend(more),
            Err(other) => return Err(other),
        }
    }
    if findings.is_empty() { Ok(staged) } else { Err(PublishError::Render(findings)) }
}

/// Makes the staging folders; answers for each whether it is in the output already, since in a
/// new one no file need be looked for.
fn folders<'a>(
    folder: &Folder,
    changes: &'a Changes,
    staging: &Path,
) -> Result<BTreeMap<&'a str, bool>, PublishError> {
    let mut folders: BTreeMap<&str, bool> =
        changes.render.iter().map(|path| (path.folder(), false)).collect();
    for (name, exists) in &mut folders {
        let fresh = staging.join(name);
        fs::create_dir_all(&fresh).map_err(|error| PublishError::Io(fresh.clone(), error))?;
        *exists = folder.path.join(name).exists();
    }
    Ok(folders)
}

impl Content {
    /// Whether the file at `path` has just these bytes.
    fn is_in(&self, path: &Path) -> io::Result<bool> {
        let Ok(there) = fs::metadata(path) else { return Ok(false) };
        let length = match self {
            Self::Bytes(bytes) => bytes.len() as u64,
            Self::Copy(source) => fs::metadata(source)?.len(),
        };
        if !there.is_file() || there.len() != length {
            return Ok(false);
        }
        let there = fs::read(path)?;
        match self {
            Self::Bytes(bytes) => Ok(*bytes == there),
            Self::Copy(source) => Ok(fs::read(source)? == there),
        }
    }

    /// Writes a new file; answers its length.
    fn write(&self, path: &Path) -> io::Result<u64> {
        match self {
            Self::Bytes(bytes) => fs::write(path, bytes).map(|()| bytes.len() as u64),
            Self::Copy(source) => {
                io::copy(&mut fs::File::open(source)?, &mut fs::File::create(path)?)
            }
        }
    }
}
