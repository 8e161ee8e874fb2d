//! A copy of the published site that readers see while the site itself is being changed.
//!
//! The copy is a folder of hard links beside the output. It takes the output's place in one step
//! (`renameat2` with `RENAME_EXCHANGE`, `renamex_np` on macOS). When the output is as it shall be,
//! it takes its place back in one more step. So a reader sees the old site or the new one. A folder
//! that others hold open (a mount, a server started inside it) stays the same folder, and files
//! that did not change stay the same files.

#![expect(clippy::disallowed_methods, reason = "the output folder is what this module is for")]

use std::collections::HashSet;
use std::fs::{self, DirEntry};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use rayon::prelude::*;

use super::product::{PublishError, refused};

/// A copy in the place of the output.
#[must_use]
pub struct StandIn<'a> {
    /// The output's place, where the copy is now.
    place: &'a Path,
    /// Where the output is now.
    hidden: &'a Path,
    /// The files that were linked: for each its path below the output, and which file it was.
    linked: Vec<(PathBuf, Identity)>,
}

/// Device and inode. They tell a file from any other, whatever its name.
type Identity = (u64, u64);

impl<'a> StandIn<'a> {
    /// Exchanges the folder at `place` with a copy made of hard links (without `left_out`); the
    /// folder itself is then at `hidden`. `corner` is the name of our own folder in it. `None`
    /// where the system cannot do this: there are no links or there is no exchange (FAT, Windows),
    /// the folder is a mount, or the folder above is not ours to write.
    ///
    /// # Errors
    /// When the system refuses for another reason. Then everything is as it was.
    pub fn raise(
        place: &'a Path,
        hidden: &'a Path,
        corner: &str,
        left_out: &Path,
    ) -> Result<Option<Self>, PublishError> {
        let linked = Mutex::new(Vec::new());
        let raised = copy(place, hidden, left_out, &|source| {
            let below = source.strip_prefix(place).map(Path::to_path_buf);
            if let (Ok(below), Some(identity)) = (below, identity(source)) {
                linked.lock().expect("no thread panics here").push((below, identity));
            }
        })
        .and_then(|()| exchange(place, hidden).map_err(|error| (place.to_path_buf(), error)));
        let Err((path, error)) = raised else {
            let linked = linked.into_inner().expect("no thread panics here");
            return Ok(Some(Self { place, hidden, linked }));
        };
        if hidden.exists() {
            take_down(hidden, corner)?;
        }
        if is_unfit(&error) { Ok(None) } else { Err(refused(&path, error)) }
    }

    /// Puts the folder back in its place. What others did meanwhile to files of the copy is then
    /// done to the folder, too, unless `is_ours` says that a file is ours.
    ///
    /// # Errors
    /// When the system refuses; the copy stays in place.
    pub fn lower(self, is_ours: &(dyn Fn(&Path) -> bool + Sync)) -> Result<(), PublishError> {
        exchange(self.place, self.hidden).map_err(|error| refused(self.place, error))?;
        // Files that others removed from the copy.
        for (below, known) in self.linked.iter().filter(|(below, _)| !is_ours(below)) {
            let (seen, kept) = (self.hidden.join(below), self.place.join(below));
            if fs::symlink_metadata(&seen).is_err() && identity(&kept) == Some(*known) {
                let _ = fs::remove_file(&kept);
                let above = kept.parent().filter(|above| *above != self.place);
                let _ = above.map(fs::remove_dir);
            }
        }
        let linked: HashSet<Identity> = self.linked.iter().map(|(_, known)| *known).collect();
        self.rescue(self.hidden, &linked, is_ours);
        Ok(())
    }

    /// Moves files over that others added to the copy, or put in the place of linked ones. The site
    /// is published already, so nothing that the system refuses here is an error.
    fn rescue(
        &self,
        folder: &Path,
        linked: &HashSet<Identity>,
        is_ours: &(dyn Fn(&Path) -> bool + Sync),
    ) {
        for entry in entries(folder).unwrap_or_default() {
            let path = entry.path();
            let below = path.strip_prefix(self.hidden).expect("an entry is below its folder");
            let known = identity(&path);
            if is_ours(below) || known.is_some_and(|known| linked.contains(&known)) {
                continue;
            }
            if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
                self.rescue(&path, linked, is_ours);
                continue;
            }
            let target = self.place.join(below);
            let is_free = identity(&target).is_none_or(|there| linked.contains(&there));
            let moved = target.parent().map_or(Ok(()), fs::create_dir_all);
            let moved = moved.is_ok() && is_free && fs::rename(&path, &target).is_ok();
            if !moved {
                // The file was changed in both folders: both files stay.
                let name = below.to_string_lossy().replace(['/', '\\'], "_");
                let _ = fs::rename(&path, self.place.join(format!("{name}~")));
            }
        }
    }
}

fn identity(path: &Path) -> Option<Identity> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        fs::symlink_metadata(path).ok().map(|file| (file.dev(), file.ino()))
    }
    // Where there is no exchange, there are no stand-ins.
    #[cfg(not(unix))]
    {
        let _ = path;
        None
    }
}

/// Whether a folder is a stand-in or a hidden output, whole or not: it has our corner, or it is
/// still empty.
pub fn is_one(hidden: &Path, corner: &str) -> bool {
    let is_folder = |path: &Path| fs::symlink_metadata(path).is_ok_and(|there| there.is_dir());
    is_folder(hidden)
        && (is_folder(&hidden.join(corner)) || entries(hidden).is_ok_and(|all| all.is_empty()))
}

/// Removes a folder. Its corner goes last, so that a folder half removed is still recognised.
///
/// # Errors
/// When the system refuses.
pub fn take_down(hidden: &Path, corner: &str) -> Result<(), PublishError> {
    let mut done = try_to_take_down(hidden, corner);
    if matches!(&done, Err(PublishError::Io(_, error)) if error.kind() == ErrorKind::PermissionDenied)
    {
        // Folders that others made may be read-only, even for us, who own them.
        open_up(hidden);
        done = try_to_take_down(hidden, corner);
    }
    done
}

fn try_to_take_down(hidden: &Path, corner: &str) -> Result<(), PublishError> {
    let at_top = entries(hidden).map_err(|error| refused(hidden, error))?;
    at_top.par_iter().filter(|entry| entry.file_name() != corner).try_for_each(|entry| {
        let path = entry.path();
        let is_folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
        let gone = if is_folder { fs::remove_dir_all(&path) } else { fs::remove_file(&path) };
        gone.map_err(|error| refused(&path, error))
    })?;
    fs::remove_dir_all(hidden).map_err(|error| refused(hidden, error))
}

fn open_up(folder: &Path) {
    let _ = same_rights(folder, folder);
    for entry in entries(folder).unwrap_or_default() {
        if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            open_up(&entry.path());
        }
    }
}

type Refusal = (PathBuf, io::Error);

/// Makes `to` a folder of hard links to all files of `from`, except `left_out`. Calls `told` with
/// each file.
fn copy(
    from: &Path,
    to: &Path,
    left_out: &Path,
    told: &(dyn Fn(&Path) + Sync),
) -> Result<(), Refusal> {
    let at = |path: &Path| {
        let path = path.to_path_buf();
        |error| (path, error)
    };
    fs::create_dir(to).map_err(at(to))?;
    let all = entries(from).map_err(at(from))?.into_iter();
    // Our corner comes first: a copy that was never finished is recognised by it.
    let (corner, others): (Vec<_>, Vec<_>) = all
        .filter(|entry| entry.path() != left_out)
        .partition(|entry| left_out.starts_with(entry.path()));
    [corner, others].iter().try_for_each(|entries| {
        entries.par_iter().try_for_each(|entry| {
            let (source, target) = (entry.path(), to.join(entry.file_name()));
            if entry.file_type().map_err(at(&source))?.is_dir() {
                return copy(&source, &target, left_out, told);
            }
            fs::hard_link(&source, &target).map_err(at(&target))?;
            told(&source);
            Ok(())
        })
    })?;
    same_rights(from, to).map_err(at(to))
}

fn entries(folder: &Path) -> io::Result<Vec<DirEntry>> {
    fs::read_dir(folder)?.collect()
}

/// Gives a folder the rights and the owner of another, except that its owner can always write to
/// it.
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

/// Whether an error says that this file system, or this folder, cannot have a stand-in.
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
