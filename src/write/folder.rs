//! The output folder: what lies in it, what of that is ours, and how it changes all at once.
//!
//! What shall be new is made in `.kuaixun/next/`. When all of it is there and durable, its manifest
//! is added, and from then on it counts: a run that is killed before has changed nothing, and what
//! one killed later has left undone, the next run does first.

#![expect(clippy::disallowed_methods, reason = "the output folder is what this module is for")]

use std::ffi::OsString;
use std::fs::{self, File, TryLockError};
use std::io::{self, ErrorKind, Read as _, Seek as _, Write as _};
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::product::{PublishError, Step, refused};
use super::stand_in::StandIn;
use super::{record, stand_in};
use crate::base::OutputPath;
use crate::plan::{Entry, Manifest};

/// Our own corner of the output folder.
const CORNER: &str = ".kuaixun";
/// What was published.
const MANIFEST: &str = ".kuaixun/manifest";
/// What shall be published.
const NEXT: &str = ".kuaixun/next";
const NEXT_SITE: &str = ".kuaixun/next/site";
const NEXT_MANIFEST: &str = ".kuaixun/next/manifest";

/// An output folder, and what earlier builds left in it. Nobody else writes to it as long as this
/// lives.
pub struct Folder {
    /// Where it is.
    pub path: PathBuf,
    /// Whether an earlier build has published here.
    pub is_ours: bool,
    /// What it published; empty when its record is missing or damaged.
    pub manifest: Manifest,
    /// Beside it, where it goes while it changes.
    hidden: PathBuf,
    /// Locked; empty where the file system knows no locks.
    lock: File,
}

impl Folder {
    /// Opens a folder, making it if need be; waits while another process has it, which `told` is
    /// told; finishes what a run that was killed has begun.
    ///
    /// # Errors
    /// When the system refuses, or what stands there is a link or a file.
    pub fn open(path: &Path, told: &(dyn Fn(Step) + Sync)) -> Result<Self, PublishError> {
        // A slash at the end would have a link followed where the link is meant.
        let path = &path.components().collect::<PathBuf>();
        let corner = path.join(CORNER);
        for (path, is_right) in [
            (corner.clone(), fs::FileType::is_dir as fn(&fs::FileType) -> bool),
            (corner.join("lock"), fs::FileType::is_file),
        ] {
            if fs::symlink_metadata(&path).is_ok_and(|there| !is_right(&there.file_type())) {
                return Err(PublishError::Foreign(path));
            }
        }
        fs::create_dir_all(&corner).map_err(|error| refused(&corner, error))?;
        let path = real(path).map_err(|error| refused(path, error))?;
        let lock = lock(&path.join(CORNER).join("lock"), told)?;
        let mut name = OsString::from(".");
        name.push(path.file_name().unwrap_or_default());
        name.push(CORNER);
        let hidden = path.with_file_name(name);
        let mut folder = Self { path, is_ours: false, manifest: Manifest::default(), hidden, lock };
        folder.dissolve()?;
        folder.recall()?;
        if let Some(next) = read(&folder.path.join(NEXT_MANIFEST))? {
            folder.change(&next)?;
            folder.recall()?;
        }
        remove_all(&folder.path.join(NEXT))?;
        Ok(folder)
    }

    /// Reads what was published.
    fn recall(&mut self) -> Result<(), PublishError> {
        let record = self.path.join(MANIFEST);
        self.is_ours = record.exists();
        self.manifest = read(&record)?.unwrap_or_default();
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

    /// An empty folder for what shall be new.
    ///
    /// # Errors
    /// When the system refuses.
    pub fn stage(&self) -> Result<PathBuf, PublishError> {
        let staging = self.path.join(NEXT_SITE);
        fs::create_dir_all(&staging).map_err(|error| refused(&staging, error))?;
        Ok(staging)
    }

    /// Removes what was made and does not count.
    ///
    /// # Errors
    /// When the system refuses.
    pub fn clear(&self) -> Result<(), PublishError> {
        let counts = self.path.join(NEXT_MANIFEST).exists();
        if counts { Ok(()) } else { remove_all(&self.path.join(NEXT)) }
    }

    /// Makes the folder what `next` says, with what is staged; answers how many files were removed.
    /// For readers it happens in one step, where the file system can.
    ///
    /// # Errors
    /// When the system refuses. Then the site is as it was, but where there is no single step: there
    /// the next run goes on.
    pub fn commit(&self, next: &Manifest) -> Result<usize, PublishError> {
        self.sync()?;
        save(next, &self.path.join(NEXT_MANIFEST))?;
        self.change(next)
    }

    /// Records what is published, where no file has changed.
    ///
    /// # Errors
    /// When the system refuses.
    pub fn save(&self, manifest: &Manifest) -> Result<(), PublishError> {
        save(manifest, &self.path.join(MANIFEST))
    }

    /// Carries out what is staged and recorded.
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
        // Whatever came of it, what is hidden now is debris, and the next run clears what is left.
        let _ = self.dissolve();
        changed.map_err(|error| self.in_its_place(error))
    }

    /// The error as of the folder where people know it.
    fn in_its_place(&self, error: PublishError) -> PublishError {
        match error {
            PublishError::Io(path, error) => {
                let below = path.strip_prefix(&self.hidden).map(|below| self.path.join(below));
                PublishError::Io(below.unwrap_or(path), error)
            }
            other => other,
        }
    }

    /// Moves what is new into the folder, wherever it is now, and removes what is old.
    fn apply(&self, root: &Path, next: &Manifest) -> Result<usize, PublishError> {
        let gone = self.manifest.0.keys().filter(|path| !next.0.contains_key(path));
        // New pages come before old ones go, but for an old file where a folder must be, or a folder
        // where a file must be.
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
        // Without its manifest it counts no longer.
        let _ = remove_all(&root.join(NEXT));
        Ok(removed)
    }

    /// Clears what a run that was killed has left beside the folder, or just now ours: a stand-in, or the
    /// folder that was being changed. Whatever others wrote since is in the folder that is in its place.
    fn dissolve(&self) -> Result<(), PublishError> {
        if fs::symlink_metadata(&self.hidden).is_err() {
            return Ok(());
        }
        if !stand_in::is_one(&self.hidden, CORNER) {
            return Err(PublishError::Foreign(self.hidden.clone()));
        }
        stand_in::take_down(&self.hidden, CORNER)
    }

    /// Waits until what was written is on the disk: what is moved afterwards is whole after a
    /// crash, too.
    fn sync(&self) -> Result<(), PublishError> {
        let staging = self.path.join(NEXT_SITE);
        sync_all(&staging).map_err(|error| refused(&staging, error))
    }
}

impl Drop for Folder {
    /// The lock goes with its file; the number in it is of a process that has it no longer. Where
    /// nothing was published, nothing stays.
    fn drop(&mut self) {
        let _ = self.lock.set_len(0);
        if !self.path.join(MANIFEST).exists() {
            let corner = self.path.join(CORNER);
            let _ = fs::remove_file(corner.join("lock"));
            let _ = fs::remove_dir(&corner).and_then(|()| fs::remove_dir(&self.path));
        }
    }
}

/// The folder itself, which has a name and can take another: behind a link, of `.`
fn real(path: &Path) -> io::Result<PathBuf> {
    let is_link = fs::symlink_metadata(path)?.is_symlink();
    if is_link || path.file_name().is_none() { path.canonicalize() } else { Ok(path.to_path_buf()) }
}

/// Takes the lock, which the system gives back when a process ends, however it does. In the file is
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
        // On a full disk nobody is told who has it.
        let _ = file.set_len(0).and_then(|()| write!(file, "{}", std::process::id()));
        Ok(file)
    };
    taken().map_err(|error| refused(path, error))
}

/// Reads a record; `None` for one that is missing or damaged.
fn read(path: &Path) -> Result<Option<Manifest>, PublishError> {
    match fs::read_to_string(path) {
        Ok(text) => Ok(record::parse(&text)),
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::InvalidData) => {
            Ok(None)
        }
        Err(error) => Err(refused(path, error)),
    }
}

/// Writes a record, so that it is there whole or not at all.
fn save(manifest: &Manifest, path: &Path) -> Result<(), PublishError> {
    let fresh = path.with_extension("new");
    let written = File::create(&fresh).and_then(|mut file| {
        file.write_all(record::format(manifest).as_bytes())?;
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
    // A folder that still holds something refuses to go, and that is where this ends.
    while !folder.is_empty() && fs::remove_dir(root.join(folder)).is_ok() {
        folder = folder.rsplit_once('/').map_or("", |(above, _)| above);
    }
    Ok(true)
}

/// Moves everything to its place: a folder that is new goes over in one move.
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

/// Writes out the whole file system, which is one call and much faster than one for each file.
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
