//! Writes the output folder. This module decides nothing: it does what [`Changes`] say.
//!
//! Every changed file is first made whole in a staging folder on the same file system; only when
//! all of them are there and durable does the output change, in one step for readers. A failure
//! before that leaves the site as it was. Files with the same bytes are not touched, and files that
//! are not ours are never removed.

#![expect(clippy::disallowed_methods, reason = "writing the site is what this module is for")]

mod folder;
mod locked;
mod owner;
pub mod package;
mod product;
mod record;
mod staging;
mod stand_in;

use std::fs;
use std::io::{self, BufReader};
use std::path::Path;

use crate::plan::{Changes, Manifest};
use folder::Folder;
use staging::stage;

pub use owner::Owner;
pub use product::{Content, Make, Product, PublishError, Step, Work};

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

/// The bytes of a file that something else is made of.
///
/// # Errors
/// When the system refuses.
pub fn source(path: &Path) -> io::Result<Vec<u8>> {
    fs::read(path)
}

/// A file that is published as it is, to be looked at.
///
/// # Errors
/// When the system refuses.
pub fn open(path: &Path) -> io::Result<BufReader<fs::File>> {
    fs::File::open(path).map(BufReader::new)
}

/// Makes the folder on disk what the plan says. With `force` every file is made again. Files that
/// are not ours are replaced only with `force`, or if an earlier build has published here.
///
/// # Errors
/// See [`PublishError`]. The site is then as it was. Only where the file system has no single step
/// may it be half changed, and the next run goes on.
pub fn publish(work: Work<'_>, path: &Path, force: bool) -> Result<Report, PublishError> {
    let plan = work.plan;
    let folder = Folder::open(path, work.told)?;
    // First of all, since every question about files of the search makes those that are not recalled.
    if !force {
        plan.recall(&folder.manifest);
    }
    let gone = plan.gone(&folder.manifest);
    if let Some(other) = folder.owner.as_ref().filter(|_| !force)
        && !work.owner.may_follow(other, &folder.manifest, &gone)
    {
        return Err(PublishError::Others(path.to_path_buf(), other.title.clone()));
    }
    let known = if force { Manifest::default() } else { folder.still_there() };
    // Files that others have changed since they were published are ours to remove, too.
    let changes = Changes { remove: gone, ..plan.since(&known) };
    let done = replace(work, &folder, &changes, known, force || folder.is_ours);
    // Debris that cannot be removed now does no harm, and the next build removes it.
    let _ = folder.clear();
    done
}

fn replace(
    work: Work<'_>,
    folder: &Folder,
    changes: &Changes,
    mut next: Manifest,
    may_replace: bool,
) -> Result<Report, PublishError> {
    let plan = work.plan;
    let staging = folder.stage()?;
    let staged = stage(work, folder, changes, &staging, may_replace)?;
    next.0.retain(|path, _| plan.contains(path));
    next.0.extend(staged.iter().map(|file| (file.path.clone(), file.entry)));
    let written = staged.iter().filter(|file| file.is_new).count();
    let unchanged = plan.paths().count() - written;
    let mut removed = 0;
    if written > 0 || !changes.remove.is_empty() {
        let new = staged.iter().filter(|file| file.is_new).map(|file| file.path);
        locked::check(&folder.path, new.chain(&changes.remove))?;
        removed = folder.commit(&next, work.owner)?;
        for file in staged.iter().filter(|file| file.is_new) {
            let is_added = !folder.manifest.0.contains_key(file.path);
            (work.told)(Step::Written(file.path.clone(), is_added));
        }
        for path in &changes.remove {
            (work.told)(Step::Removed(path.clone()));
        }
    } else if next != folder.manifest || folder.owner.as_ref() != Some(work.owner) {
        folder.save(&next, work.owner)?;
    }
    Ok(Report { written, unchanged, removed })
}
