//! A copy of the published site that readers see while the site itself is being changed.
//!
//! The copy is a folder of hard links beside the output. It takes the output's place in one step
//! (`renameat2` with `RENAME_EXCHANGE`, `renamex_np` on macOS), and when the output is as it shall
//! be, the output takes its place back in another. So a reader sees the old site or the new one, a
//! folder that others hold open (a mount, a server started inside it) stays the same folder, and
//! files that did not change stay the same files.

#![expect(clippy::disallowed_methods, reason = "the output folder is what this module is for")]

use std::fs::{self, DirEntry};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::{PublishError, refused};

/// A copy in the place of the output.
#[must_use]
pub struct StandIn<'a> {
    /// The output's place, where the copy is now.
    place: &'a Path,
    /// Where the output is now.
    pub hidden: &'a Path,
}

impl<'a> StandIn<'a> {
    /// Puts a copy of the folder at `place` where it is, but for what is below `left_out`, and the
    /// folder itself to `hidden`. `None` where the system cannot:
    /// no links or no exchange (FAT, Windows), a mount, a folder above that is not ours to write.
    ///
    /// # Errors
    /// When the system refuses for another reason. Then all is as it was.
    pub fn raise(
        place: &'a Path,
        hidden: &'a Path,
        corner: &str,
        left_out: &Path,
    ) -> Result<Option<Self>, PublishError> {
        let raised = copy(place, hidden, left_out)
            .and_then(|()| exchange(place, hidden).map_err(|error| (place.to_path_buf(), error)));
        let Err((path, error)) = raised else { return Ok(Some(Self { place, hidden })) };
        if hidden.exists() {
            take_down(hidden, corner)?;
        }
        if is_unfit(&error) { Ok(None) } else { Err(refused(&path, error)) }
    }

    /// Puts the folder back in its place, and the copy to `hidden`.
    ///
    /// # Errors
    /// When the system refuses; the copy stays in place.
    pub fn lower(self) -> Result<(), PublishError> {
        exchange(self.place, self.hidden).map_err(|error| refused(self.place, error))
    }
}

/// Whether a folder is one of these, whole or not: it has our corner, or nothing yet.
pub fn is_one(hidden: &Path, corner: &str) -> bool {
    hidden.join(corner).is_dir() || entries(hidden).is_ok_and(|entries| entries.is_empty())
}

/// Removes what stands at `hidden`: a copy, or a folder that was never finished. Files that
/// `is_ours` does not know belong to somebody: one that came or was changed while the folder was
/// hidden goes to its place below `place`.
///
/// # Errors
/// When the system refuses.
pub fn dissolve(
    hidden: &Path,
    place: &Path,
    corner: &str,
    is_ours: &(dyn Fn(&Path) -> bool + Sync),
) -> Result<(), PublishError> {
    rescue(hidden, hidden, place, is_ours)?;
    take_down(hidden, corner)
}

/// Removes a folder, its corner last: until then it is known for what it is.
fn take_down(hidden: &Path, corner: &str) -> Result<(), PublishError> {
    let at_top = entries(hidden).map_err(|error| refused(hidden, error))?;
    at_top.par_iter().filter(|entry| entry.file_name() != corner).try_for_each(|entry| {
        let path = entry.path();
        let is_folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
        let gone = if is_folder { fs::remove_dir_all(&path) } else { fs::remove_file(&path) };
        gone.map_err(|error| refused(&path, error))
    })?;
    fs::remove_dir_all(hidden).map_err(|error| refused(hidden, error))
}

fn rescue(
    folder: &Path,
    hidden: &Path,
    place: &Path,
    is_ours: &(dyn Fn(&Path) -> bool + Sync),
) -> Result<(), PublishError> {
    entries(folder).map_err(|error| refused(folder, error))?.par_iter().try_for_each(|entry| {
        let path = entry.path();
        let below = path.strip_prefix(hidden).expect("an entry is below the folder it is of");
        if is_ours(below) {
            return Ok(());
        }
        if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            return rescue(&path, hidden, place, is_ours);
        }
        let target = place.join(below);
        if is_newer(&path, &target) {
            let above = target.parent().unwrap_or(place);
            fs::create_dir_all(above).map_err(|error| refused(above, error))?;
            fs::rename(&path, &target).map_err(|error| refused(&target, error))?;
        }
        Ok(())
    })
}

/// Whether a file was written after another, or there is no other.
fn is_newer(path: &Path, other: &Path) -> bool {
    let Ok(other) = fs::symlink_metadata(other) else { return true };
    let written = |file: fs::Metadata| file.modified().ok();
    fs::symlink_metadata(path).ok().and_then(written) > written(other)
}

type Refusal = (PathBuf, io::Error);

/// Makes `to` a folder of links to all files of `from`, `left_out` excepted.
fn copy(from: &Path, to: &Path, left_out: &Path) -> Result<(), Refusal> {
    let at = |path: &Path| {
        let path = path.to_path_buf();
        |error| (path, error)
    };
    fs::create_dir(to).map_err(at(to))?;
    same_rights(from, to).map_err(at(to))?;
    let all = entries(from).map_err(at(from))?.into_iter();
    // Our corner comes first: by it a copy that was never finished is known.
    let (corner, others): (Vec<_>, Vec<_>) = all
        .filter(|entry| entry.path() != left_out)
        .partition(|entry| left_out.starts_with(entry.path()));
    [corner, others].iter().try_for_each(|entries| {
        entries.par_iter().try_for_each(|entry| {
            let (source, target) = (entry.path(), to.join(entry.file_name()));
            if entry.file_type().map_err(at(&source))?.is_dir() {
                return copy(&source, &target, left_out);
            }
            fs::hard_link(&source, &target).map_err(at(&target))
        })
    })
}

fn entries(folder: &Path) -> io::Result<Vec<DirEntry>> {
    fs::read_dir(folder)?.collect()
}

/// Gives a folder the rights and the owner of another.
fn same_rights(from: &Path, to: &Path) -> io::Result<()> {
    let (old, new) = (fs::metadata(from)?, fs::metadata(to)?);
    #[cfg(unix)]
    {
        use std::os::unix::fs::{MetadataExt, chown};
        if (old.uid(), old.gid()) != (new.uid(), new.gid()) {
            chown(to, Some(old.uid()), Some(old.gid()))?;
        }
    }
    if old.permissions() != new.permissions() {
        fs::set_permissions(to, old.permissions())?;
    }
    Ok(())
}

/// Whether an error says that this file system, or this folder, is not made for it.
fn is_unfit(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        ErrorKind::Unsupported
            | ErrorKind::CrossesDevices
            | ErrorKind::PermissionDenied
            | ErrorKind::TooManyLinks
            | ErrorKind::InvalidInput
            | ErrorKind::ResourceBusy
            | ErrorKind::ReadOnlyFilesystem
    )
}

#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
fn exchange(one: &Path, other: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    Ok(renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE)?)
}

#[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
fn exchange(_: &Path, _: &Path) -> io::Result<()> {
    Err(ErrorKind::Unsupported.into())
}
