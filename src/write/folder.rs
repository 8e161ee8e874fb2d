//! The output folder: what lies in it, what of that is ours, and how it changes all at once.
//!
//! New files are made in `.kuaixun/next/`. When all of them are there and durable, a manifest is
//! added, and from then on they count. A run that is killed before that has changed nothing. What
//! a run that is killed later has left undone, the next run does first.

#![expect(clippy::disallowed_methods, reason = "the output folder is what this module is for")]

use std::ffi::OsString;
use std::fs::{self, File, TryLockError};
use std::io::{self, ErrorKind, Read as _, Seek as _, Write as _};
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::owner::Owner;
use super::product::{PublishError, Step, refused};
use super::stand_in::StandIn;
use super::{locked, record, stand_in};
use crate::base::OutputPath;
use crate::plan::{Entry, Manifest};

/// Our own corner of the output folder.
const CORNER: &str = ".kuaixun";
/// The file that a build locks.
const LOCK: &str = ".kuaixun/lock";
/// The record of what was published.
const MANIFEST: &str = ".kuaixun/manifest";
/// The folder where the next site is made.
const NEXT: &str = ".kuaixun/next";
const NEXT_SITE: &str = ".kuaixun/next/site";
const NEXT_MANIFEST: &str = ".kuaixun/next/manifest";

/// An output folder, and what earlier builds left in it. As long as this lives, no other build
/// writes to the folder.
pub struct Folder {
    /// The folder's path.
    pub path: PathBuf,
    /// Whether an earlier build has published here.
    pub is_ours: bool,
    /// What the earlier build published; empty when its record is missing or damaged.
    pub manifest: Manifest,
    /// The site that the earlier build was of, if its record says so.
    pub owner: Option<Owner>,
    /// A path beside the folder. The folder is there while it is being changed.
    hidden: PathBuf,
    /// The lock file; not locked where the file system knows no locks.
    lock: File,
}

impl Folder {
    /// Opens a folder, or makes it. While another process has it, this tells `told` so and waits.
    /// Then it finishes what a killed run has begun.
    ///
    /// # Errors
    /// When the system refuses, or something that is not ours stands in the place of `.kuaixun`, of
    /// the lock in it, or of the hidden folder.
    pub fn open(path: &Path, told: &(dyn Fn(Step) + Sync)) -> Result<Self, PublishError> {
        // With a slash at the end, the system would follow a link where the link itself is meant.
        let path = &path.components().collect::<PathBuf>();
        let corner = path.join(CORNER);
        for (path, is_right) in [
            (corner.clone(), fs::FileType::is_dir as fn(&fs::FileType) -> bool),
            (path.join(LOCK), fs::FileType::is_file),
        ] {
            if fs::symlink_metadata(&path).is_ok_and(|there| !is_right(&there.file_type())) {
                return Err(PublishError::Foreign(path));
            }
        }
        locked::check_all(&[CORNER, LOCK, MANIFEST, NEXT].map(|name| path.join(name)))?;
        fs::create_dir_all(&corner).map_err(|error| locked::refused(&corner, error))?;
        let path = real(path).map_err(|error| refused(path, error))?;
        let lock = lock(&path.join(LOCK), told)?;
        let mut name = OsString::from(".");
        name.push(path.file_name().unwrap_or_default());
        name.push(CORNER);
        let hidden = path.with_file_name(name);
        let mut folder =
            Self { path, is_ours: false, manifest: Manifest::default(), owner: None, hidden, lock };
        folder.dissolve()?;
        folder.recall()?;
        if let Some((next, _)) = read(&folder.path.join(NEXT_MANIFEST))? {
            folder.change(&next)?;
            folder.recall()?;
        }
        remove_all(&folder.path.join(NEXT))?;
        Ok(folder)
    }

    /// Reads the record of what was published.
    fn recall(&mut self) -> Result<(), PublishError> {
        let record = self.path.join(MANIFEST);
        self.is_ours = record.exists();
        (self.manifest, self.owner) = read(&record)?.unwrap_or_default();
        Ok(())
    }

    /// Where an output lies on disk.
    pub fn at(&self, path: &OutputPath) -> PathBuf {
        self.path.join(path.as_str())
    }

    /// The part of the manifest that is still true: files that are there with the length they had.
    pub fn still_there(&self) -> Manifest {
        let is_there = |path: &OutputPath, entry: &Entry| {
            fs::metadata(self.at(path))
                .is_ok_and(|file| file.is_file() && file.len() == entry.length)
        };
        let entries: Vec<_> = self.manifest.0.iter().collect();
        let lost: Vec<_> =
            entries.into_par_iter().filter(|(path, entry)| !is_there(path, entry)).collect();
        let mut manifest = self.manifest.clone();
        for (path, _) in lost {
            manifest.0.remove(path);
        }
        manifest
    }

    /// Makes the empty folder that new files are made in, and answers its path.
    ///
    /// # Errors
    /// When the system refuses.
    pub fn stage(&self) -> Result<PathBuf, PublishError> {
        let staging = self.path.join(NEXT_SITE);
        fs::create_dir_all(&staging).map_err(|error| refused(&staging, error))?;
        Ok(staging)
    }

    /// Removes the staged files, unless their manifest is there and they count.
    ///
    /// # Errors
    /// When the system refuses.
    pub fn clear(&self) -> Result<(), PublishError> {
        let counts = self.path.join(NEXT_MANIFEST).exists();
        if counts { Ok(()) } else { remove_all(&self.path.join(NEXT)) }
    }

    /// Makes the folder what `next` says, with the staged files. Answers how many files were
    /// removed. Readers see the change in one step, where the file system can do that.
    ///
    /// # Errors
    /// When the system refuses. Then the site is as it was. Only where there is no single step may
    /// it be half changed, and the next run goes on.
    pub fn commit(&self, next: &Manifest, owner: &Owner) -> Result<usize, PublishError> {
        self.sync()?;
        save(next, owner, &self.path.join(NEXT_MANIFEST))?;
        self.change(next)
    }

    /// Records what is published when no file has changed.
    ///
    /// # Errors
    /// When the system refuses.
    pub fn save(&self, manifest: &Manifest, owner: &Owner) -> Result<(), PublishError> {
        save(manifest, owner, &self.path.join(MANIFEST))
    }

    /// Publishes what is staged and recorded. Answers how many files were removed.
    fn change(&self, next: &Manifest) -> Result<usize, PublishError> {
        let raised = StandIn::raise(&self.path, &self.hidden, CORNER, &self.path.join(NEXT));
        let raised =
            raised.inspect_err(|_| drop(fs::remove_file(self.path.join(NEXT_MANIFEST))))?;
        let Some(stand_in) = raised else { return self.apply(&self.path, next) };
        let is_ours = |below: &Path| {
            let path = below.to_str().and_then(OutputPath::new);
            let is_page = |path| self.manifest.0.contains_key(&path) || next.0.contains_key(&path);
            below.starts_with(CORNER) || path.is_some_and(is_page)
        };
        let changed = self.apply(&self.hidden, next).and_then(|removed| {
            stand_in.lower(&is_ours)?;
            Ok(removed)
        });
        // Whether it worked or not, the hidden folder is debris now. What cannot be cleared here,
        // the next run clears.
        let _ = self.dissolve();
        changed.map_err(|error| self.in_its_place(error))
    }

    /// The error with the path that people know, instead of the one below the hidden folder.
    fn in_its_place(&self, error: PublishError) -> PublishError {
        match error {
            PublishError::Io(path, error) => {
                let below = path.strip_prefix(&self.hidden).map(|below| self.path.join(below));
                PublishError::Io(below.unwrap_or(path), error)
            }
            other => other,
        }
    }

    /// Moves new files into the folder, which is at `root` now, and removes old ones. Answers how
    /// many were removed.
    fn apply(&self, root: &Path, next: &Manifest) -> Result<usize, PublishError> {
        let gone = self.manifest.0.keys().filter(|path| !next.0.contains_key(path));
        // New pages come before old ones go. Old files go first only where they stand in the way:
        // a file where a folder must be, or files in a folder where a file must be.
        let (in_the_way, others): (Vec<_>, Vec<_>) =
            gone.partition(|path| stands_in_the_way(path, next));
        let mut removed = 0;
        for path in in_the_way {
            removed += usize::from(remove(root, path)?);
        }
        lay_over(&root.join(NEXT_SITE), root)?;
        for path in others {
            removed += usize::from(remove(root, path)?);
        }
        let record = root.join(MANIFEST);
        fs::rename(root.join(NEXT_MANIFEST), &record).map_err(|error| refused(&record, error))?;
        // Without its manifest, the staged folder no longer counts.
        let _ = remove_all(&root.join(NEXT));
        Ok(removed)
    }

    /// Clears the hidden folder that this run or a killed one has left: a stand-in, or the folder
    /// that was being changed. What others wrote since is in the folder that took its place.
    fn dissolve(&self) -> Result<(), PublishError> {
        if fs::symlink_metadata(&self.hidden).is_err() {
            return Ok(());
        }
        if !stand_in::is_one(&self.hidden, CORNER) {
            return Err(PublishError::Foreign(self.hidden.clone()));
        }
        stand_in::take_down(&self.hidden, CORNER)
    }

    /// Waits until the staged files are on the disk, so that a file moved afterwards is whole even
    /// after a crash.
    fn sync(&self) -> Result<(), PublishError> {
        let staging = self.path.join(NEXT_SITE);
        sync_all(&staging).map_err(|error| refused(&staging, error))
    }
}

impl Drop for Folder {
    /// Gives the lock back by closing its file, and removes the process id from the file. Where
    /// nothing was published, our files go, and the folder, too, if it is empty.
    fn drop(&mut self) {
        let _ = self.lock.set_len(0);
        if !self.path.join(MANIFEST).exists() {
            let corner = self.path.join(CORNER);
            let _ = fs::remove_file(corner.join("lock"));
            let _ = fs::remove_dir(&corner).and_then(|()| fs::remove_dir(&self.path));
        }
    }
}

/// The path of the folder itself, by a name that can be changed. A link is followed, and `.`
/// becomes a full path.
fn real(path: &Path) -> io::Result<PathBuf> {
    let is_link = fs::symlink_metadata(path)?.is_symlink();
    if is_link || path.file_name().is_none() { path.canonicalize() } else { Ok(path.to_path_buf()) }
}

/// Takes the lock. The system gives it back when the process ends, however it ends. The file holds
/// the holder's process id, for whoever waits.
fn lock(path: &Path, told: &(dyn Fn(Step) + Sync)) -> Result<File, PublishError> {
    let taken = || {
        let mut file =
            File::options().read(true).write(true).create(true).truncate(false).open(path)?;
        match file.try_lock() {
            Err(TryLockError::WouldBlock) => {
                let mut holder = String::new();
                // Windows lets nobody read a locked file.
                let _ = file.read_to_string(&mut holder);
                told(Step::Waits(holder));
                file.lock()?;
                file.rewind()?;
            }
            // Some network file systems have no locks.
            Err(TryLockError::Error(error)) if error.kind() != ErrorKind::Unsupported => {
                return Err(error);
            }
            _ => {}
        }
        // On a full disk the id cannot be written, and nobody is told who has the lock.
        let _ = file.set_len(0).and_then(|()| write!(file, "{}", std::process::id()));
        Ok(file)
    };
    taken().map_err(|error| locked::refused(path, error))
}

/// Reads a record; `None` for one that is missing or damaged.
fn read(path: &Path) -> Result<Option<(Manifest, Option<Owner>)>, PublishError> {
    match fs::read_to_string(path) {
        Ok(text) => Ok(record::parse(&text)),
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::InvalidData) => {
            Ok(None)
        }
        Err(error) => Err(refused(path, error)),
    }
}

/// Writes a record, so that it is there whole or not at all.
fn save(manifest: &Manifest, owner: &Owner, path: &Path) -> Result<(), PublishError> {
    let fresh = path.with_extension("new");
    let written = File::create(&fresh).and_then(|mut file| {
        file.write_all(record::format(manifest, owner).as_bytes())?;
        file.sync_all()
    });
    written.map_err(|error| refused(&fresh, error))?;
    fs::rename(&fresh, path).map_err(|error| refused(path, error))
}

fn remove_all(path: &Path) -> Result<(), PublishError> {
    let is_folder = fs::symlink_metadata(path).is_ok_and(|there| there.is_dir());
    let gone = if is_folder { fs::remove_dir_all(path) } else { fs::remove_file(path) };
    match gone {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(refused(path, error)),
        _ => Ok(()),
    }
}

fn stands_in_the_way(old: &OutputPath, next: &Manifest) -> bool {
    let name = old.as_str();
    let mut alike =
        next.0.range(old.clone()..).map_while(|(path, _)| path.as_str().strip_prefix(name));
    let mut folders = name.match_indices('/').map(|(end, _)| &name[..end]);
    let is_file_now =
        |folder| OutputPath::new(folder).is_some_and(|path| next.0.contains_key(&path));
    alike.any(|rest| rest.starts_with('/')) || folders.any(is_file_now)
}

/// Removes a file that was ours, and the folders it leaves empty. Answers whether it was there.
fn remove(root: &Path, path: &OutputPath) -> Result<bool, PublishError> {
    let mut above = path.folder();
    while !above.is_empty() {
        // Behind a link lies somebody else's folder.
        if fs::symlink_metadata(root.join(above)).is_ok_and(|there| there.is_symlink()) {
            return Ok(false);
        }
        above = above.rsplit_once('/').map_or("", |(above, _)| above);
    }
    let file = root.join(path.as_str());
    match fs::remove_file(&file) {
        Ok(()) => {}
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(false),
        Err(error) => return Err(refused(&file, error)),
    }
    let mut folder = path.folder();
    // A folder that still holds something cannot be removed, and that is where this ends.
    while !folder.is_empty() && fs::remove_dir(root.join(folder)).is_ok() {
        folder = folder.rsplit_once('/').map_or("", |(above, _)| above);
    }
    Ok(true)
}

/// Moves all that is in one folder into another. A new folder is moved whole, in one step.
fn lay_over(from: &Path, to: &Path) -> Result<(), PublishError> {
    let entries: io::Result<Vec<_>> = fs::read_dir(from).and_then(Iterator::collect);
    entries.map_err(|error| refused(from, error))?.par_iter().try_for_each(|entry| {
        let (source, target) = (entry.path(), to.join(entry.file_name()));
        let is_folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
        // A link in the output may lead anywhere: nothing is written through one.
        let is_real = fs::symlink_metadata(&target).is_ok_and(|there| there.is_dir());
        if is_folder && is_real {
            return lay_over(&source, &target);
        }
        fs::rename(&source, &target).map_err(|error| refused(&target, error))
    })
}

/// Writes out the whole file system: one call is much faster than one for each file.
#[cfg(any(target_os = "linux", target_os = "android"))]
fn sync_all(folder: &Path) -> io::Result<()> {
    Ok(rustix::fs::syncfs(File::open(folder)?)?)
}

#[cfg(not(any(target_os = "linux", target_os = "android")))]
fn sync_all(folder: &Path) -> io::Result<()> {
    let files = walkdir::WalkDir::new(folder).into_iter().filter_map(Result::ok);
    let files: Vec<_> = files.filter(|entry| entry.file_type().is_file()).collect();
    files.par_iter().try_for_each(|file| File::options().write(true).open(file.path())?.sync_all())
}
