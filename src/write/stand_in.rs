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

/// A file in the corner of a stand-in, and of nothing else.
pub const MARK: &str = "stand-in";

/// A copy in the place of the output.
#[must_use]
pub struct StandIn<'a> {
    /// The output's place, where the copy is now.
    place: &'a Path,
    /// Where the output is now.
    hidden: &'a Path,
}

impl<'a> StandIn<'a> {
    /// Puts a copy of the folder at `place` where it is, but for what is below `left_out`, and the
    /// folder itself to `hidden`. `None` where the system cannot: no links or no exchange (FAT,
    /// Windows), a mount, a folder above that is not ours to write.
    ///
    /// # Errors
    /// When the system refuses for another reason. Then all is as it was.
    pub fn raise(
        place: &'a Path,
        hidden: &'a Path,
        corner: &str,
        left_out: &Path,
    ) -> Result<Option<Self>, PublishError> {
        let mark = hidden.join(corner).join(MARK);
        let raised = copy(place, hidden, left_out)
            .and_then(|()| fs::write(&mark, "").map_err(|error| (mark, error)))
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
    let is_folder = |path: &Path| fs::symlink_metadata(path).is_ok_and(|there| there.is_dir());
    is_folder(hidden)
        && (is_folder(&hidden.join(corner)) || entries(hidden).is_ok_and(|all| all.is_empty()))
}

/// Moves what others wrote into a stand-in, as long as readers saw it, to its place below `place`:
/// files that `is_ours` does not know, and that are not those of the folder it stood in for.
///
/// # Errors
/// When the system refuses.
pub fn rescue(
    hidden: &Path,
    place: &Path,
    is_ours: &(dyn Fn(&Path) -> bool + Sync),
) -> Result<(), PublishError> {
    rescue_below(hidden, hidden, place, is_ours)
}

/// Removes a folder, its corner last: until then it is known for what it is.
///
/// # Errors
/// When the system refuses.
pub fn take_down(hidden: &Path, corner: &str) -> Result<(), PublishError> {
    let at_top = entries(hidden).map_err(|error| refused(hidden, error))?;
    at_top.par_iter().filter(|entry| entry.file_name() != corner).try_for_each(|entry| {
        let path = entry.path();
        let is_folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
        let gone = if is_folder { fs::remove_dir_all(&path) } else { fs::remove_file(&path) };
        gone.map_err(|error| refused(&path, error))
    })?;
    fs::remove_dir_all(hidden).map_err(|error| refused(hidden, error))
}

fn rescue_below(
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
            return rescue_below(&path, hidden, place, is_ours);
        }
        let target = place.join(below);
        if is_same(&path, &target) {
            return Ok(());
        }
        let moved = target.parent().map_or(Ok(()), fs::create_dir_all);
        // Where a folder became a file, or a file a folder, both stay.
        moved.and_then(|()| fs::rename(&path, &target)).or_else(|_| {
            let name = below.to_string_lossy().replace(['/', '\\'], "_");
            let beside = place.join(format!("{name}~"));
            fs::rename(&path, &beside).map_err(|error| refused(&beside, error))
        })
    })
}

/// Whether two paths are links to one file.
pub fn is_same(one: &Path, other: &Path) -> bool {
    let (Ok(one), Ok(other)) = (fs::symlink_metadata(one), fs::symlink_metadata(other)) else {
        return false;
    };
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        (one.dev(), one.ino()) == (other.dev(), other.ino())
    }
    #[cfg(not(unix))]
    {
        one.modified().ok() == other.modified().ok() && one.len() == other.len()
    }
}

type Refusal = (PathBuf, io::Error);

/// Makes `to` a folder of links to all files of `from`, `left_out` excepted.
fn copy(from: &Path, to: &Path, left_out: &Path) -> Result<(), Refusal> {
    let at = |path: &Path| {
        let path = path.to_path_buf();
        |error| (path, error)
    };
    fs::create_dir(to).map_err(at(to))?;
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
    })?;
    same_rights(from, to).map_err(at(to))
}

fn entries(folder: &Path) -> io::Result<Vec<DirEntry>> {
    fs::read_dir(folder)?.collect()
}

/// Gives a folder the rights and the owner of another, but that we can always write to it.
fn same_rights(from: &Path, to: &Path) -> io::Result<()> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::{MetadataExt, PermissionsExt, chown};
        let (old, new) = (fs::metadata(from)?, fs::metadata(to)?);
        if (old.uid(), old.gid()) != (new.uid(), new.gid()) {
            chown(to, Some(old.uid()), Some(old.gid()))?;
        }
        let mode = old.mode() | 0o700;
        if mode != new.mode() {
            fs::set_permissions(to, fs::Permissions::from_mode(mode))?;
        }
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
            | ErrorKind::InvalidFilename
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
