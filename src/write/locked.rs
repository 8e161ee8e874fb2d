//! Looks whether files can be changed, before anything is: a change that fails in the middle is hard to undo.

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::product::PublishError;
use crate::base::OutputPath;

/// Looks at the files of an output folder that will be replaced or removed, and at the folders that they are in.
///
/// # Errors
/// The first that somebody has locked, or that belongs to somebody else.
pub fn check<'a>(
    folder: &Path,
    paths: impl Iterator<Item = &'a OutputPath>,
) -> Result<(), PublishError> {
    let paths: Vec<&OutputPath> = paths.collect();
    let folders: BTreeSet<&str> = paths.iter().map(|path| path.folder()).collect();
    let folders: Vec<_> = folders.into_iter().map(|name| folder.join(name)).collect();
    let locked = folders.into_par_iter().filter(|path| is_kept(path) || !is_open(path));
    if let Some(path) = locked.min() {
        return Err(PublishError::Locked(path));
    }
    let files = paths.into_par_iter().map(|path| folder.join(path.as_str()));
    files.filter(|path| is_kept(path)).min().map_or(Ok(()), |path| Err(PublishError::Locked(path)))
}

/// The error of a file or a folder that must be changed, and that the system refused to change. The site is as
/// it was.
pub fn refused(path: &Path, error: io::Error) -> PublishError {
    match error.kind() {
        io::ErrorKind::PermissionDenied => PublishError::Locked(path.to_path_buf()),
        _ => PublishError::Io(path.to_path_buf(), error),
    }
}

/// Looks at single paths, which need not be there.
///
/// # Errors
/// The first that somebody has locked.
pub fn check_all(paths: &[PathBuf]) -> Result<(), PublishError> {
    let locked = paths.iter().find(|path| is_kept(path));
    locked.map_or(Ok(()), |path| Err(PublishError::Locked(path.clone())))
}

/// Whether even its owner may not change it: it is immutable, or can only grow.
#[cfg(any(target_os = "linux", target_os = "android"))]
fn is_kept(path: &Path) -> bool {
    use rustix::fs::{AtFlags, CWD, StatxAttributes, StatxFlags, statx};
    let about = statx(CWD, path, AtFlags::SYMLINK_NOFOLLOW, StatxFlags::TYPE);
    let kept = StatxAttributes::IMMUTABLE | StatxAttributes::APPEND;
    about.is_ok_and(|about| about.stx_attributes.intersects(kept))
}

#[cfg(not(any(target_os = "linux", target_os = "android")))]
fn is_kept(_: &Path) -> bool {
    false
}

/// Whether we may write into a folder, if it is there.
#[cfg(unix)]
fn is_open(path: &Path) -> bool {
    use rustix::fs::{Access, access};
    !path.is_dir() || access(path, Access::WRITE_OK | Access::EXEC_OK).is_ok()
}

#[cfg(not(unix))]
fn is_open(_: &Path) -> bool {
    true
}
