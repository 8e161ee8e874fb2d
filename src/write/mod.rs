//! Bytes to the output folder. Decides nothing: it does what [`Changes`] say.
//!
//! Every changed file is first made whole in a staging folder on the same file system; only when
//! all of them are there and durable does the output change, in one step for readers. A failure
//! before that leaves the site as it was. Files with the same bytes are not touched, files that are
//! not ours never removed.

#![expect(clippy::disallowed_methods, reason = "writing the site is what this module is for")]

mod folder;
pub mod package;
mod record;
mod stage;
mod stand_in;

use std::fs;
use std::io::{self, BufRead as _, BufReader};
use std::path::{Path, PathBuf};

use crate::base::Diagnostic;
use crate::plan::view::Package;
use crate::plan::{Changes, Manifest, Output, Plan};
use folder::Folder;
use stage::stage;

/// What a file shall contain.
#[derive(Debug)]
pub enum Content {
    /// These bytes.
    Bytes(Vec<u8>),
    /// What this file contains.
    Copy(PathBuf),
}

/// What a file is made of.
#[derive(Debug)]
pub enum Product {
    /// What it shall contain.
    Content(Content),
    /// Files of the site, to be packed.
    Package(Package),
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
pub type Make<'a> = dyn Fn(&Output) -> Result<Product, PublishError> + Sync + 'a;

/// The bytes of a file that something else is made of.
///
/// # Errors
/// When the system refuses.
pub fn source(path: &Path) -> io::Result<Vec<u8>> {
    fs::read(path)
}

/// What [`publish`] tells while it is at work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// It waits for another process to be done with the folder: its id, if that can be told.
    Waits(String),
    /// One more file was made, of this many.
    Made(usize),
}

/// Makes the folder on disk what the plan says. With `force` every file is made again and files
/// that are not ours may be replaced. `told` is told what goes on.
///
/// # Errors
/// See [`PublishError`]; the site is as it was then, but where the file system has no single step and
/// the next run goes on.
pub fn publish(
    plan: &Plan,
    path: &Path,
    force: bool,
    make: &Make<'_>,
    told: &(dyn Fn(Step) + Sync),
) -> Result<Report, PublishError> {
    let folder = Folder::open(path, told)?;
    if !force {
        plan.recall(&folder.manifest);
    }
    let known = if force { Manifest::default() } else { folder.still_there() };
    // Also what is no longer as it was left is ours to remove.
    let changes = Changes { remove: plan.gone(&folder.manifest), ..plan.since(&known) };
    let done = replace(plan, &folder, &changes, known, force || folder.is_ours, make, told);
    // Debris that will not go changes nothing of what was done, and goes with the next build.
    let _ = folder.clear();
    done
}

fn replace(
    plan: &Plan,
    folder: &Folder,
    changes: &Changes,
    mut next: Manifest,
    may_replace: bool,
    make: &Make<'_>,
    told: &(dyn Fn(Step) + Sync),
) -> Result<Report, PublishError> {
    let staging = folder.stage()?;
    let staged = stage(plan, folder, changes, &staging, may_replace, make, told)?;
    next.0.retain(|path, _| plan.contains(path));
    next.0.extend(staged.iter().map(|file| (file.path.clone(), file.entry)));
    let written = staged.iter().filter(|file| file.is_new).count();
    let unchanged = plan.paths().count() - written;
    let mut removed = 0;
    if written > 0 || !changes.remove.is_empty() {
        removed = folder.commit(&next)?;
    } else if next != folder.manifest || !folder.is_ours {
        folder.save(&next)?;
    }
    Ok(Report { written, unchanged, removed })
}

fn refused(path: &Path, error: io::Error) -> PublishError {
    PublishError::Io(path.to_path_buf(), error)
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
        match self {
            Self::Bytes(bytes) => Ok(*bytes == fs::read(path)?),
            Self::Copy(source) => same(source, path),
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

/// Whether two files have the same bytes; films and packages may be larger than the memory.
fn same(one: &Path, other: &Path) -> io::Result<bool> {
    let open = |path| fs::File::open(path).map(BufReader::new);
    let (mut one, mut other) = (open(one)?, open(other)?);
    loop {
        let (left, right) = (one.fill_buf()?, other.fill_buf()?);
        let length = left.len().min(right.len());
        if length == 0 {
            return Ok(left.len() == right.len());
        }
        if left[..length] != right[..length] {
            return Ok(false);
        }
        one.consume(length);
        other.consume(length);
    }
}
