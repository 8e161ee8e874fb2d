//! Bytes to the output folder. Decides nothing: it does what [`Changes`] say.
//!
//! Every changed file is first made whole in a staging folder on the same file system; only when
//! all of them are there and durable does the output change, in one step for readers. A failure
//! before that leaves the site as it was. Files with the same bytes are not touched, files that are
//! not ours never removed.

#![expect(clippy::disallowed_methods, reason = "writing the site is what this module is for")]

mod folder;
pub mod package;
mod product;
mod record;
mod stage;
mod stand_in;

use std::fs;
use std::io;
use std::path::Path;

use crate::plan::{Changes, Manifest, Plan};
use folder::Folder;
use stage::stage;

pub use product::{Content, Make, Product, PublishError, Step};

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
