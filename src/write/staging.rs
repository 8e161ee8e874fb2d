//! Makes every changed file whole in the staging folder, in waves: first pages, then editions,
//! which need much memory, then files that are made of other files.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, BufWriter};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use rayon::prelude::*;

use super::folder::Folder;
use super::package;
use super::product::{Content, Product, PublishError, Step, Work};
use crate::base::OutputPath;
use crate::plan::recipe::Wave;
use crate::plan::view::Package;
use crate::plan::{Changes, Entry};

/// At most this many issues are made at once: each is held in memory as data and as pages.
const MOST_ISSUES: usize = 4;

/// A file that was made: waiting in the staging folder, or left alone because it is the same.
pub struct Staged<'a> {
    /// The file's path in the output.
    pub path: &'a OutputPath,
    /// Whether its bytes differ from those in the output.
    pub is_new: bool,
    /// The file's entry in the manifest.
    pub entry: Entry,
}

type Made<'a> = Result<Staged<'a>, PublishError>;

/// Makes all changed files.
///
/// # Errors
/// All findings of the first wave that has any; or what the system refuses.
pub fn stage<'a>(
    work: Work<'_>,
    folder: &Folder,
    changes: &'a Changes,
    staging: &Path,
    may_replace: bool,
) -> Result<Vec<Staged<'a>>, PublishError> {
    let folders = folders(folder, changes, staging)?;
    let bench = Bench { work, folder, staging, folders, may_replace };
    let total = changes.render.len();
    let one = |path: &&'a OutputPath| {
        let staged = bench.file(path)?;
        (work.told)(Step::Made(total));
        Ok(staged)
    };
    let mut staged = Vec::with_capacity(total);
    for wave in [Wave::Page, Wave::Issue, Wave::Year, Wave::Package, Wave::Whole] {
        let paths: Vec<&OutputPath> =
            changes.render.iter().filter(|path| work.plan.wave(path) == wave).collect();
        let results: Vec<Made<'a>> = match wave {
            Wave::Page => paths.par_iter().map(one).collect(),
            Wave::Issue | Wave::Package => few_at_once(MOST_ISSUES, &paths, one),
            Wave::Year | Wave::Whole => few_at_once(1, &paths, one),
        };
        let mut findings = Vec::new();
        for result in results {
            match result {
                Ok(file) => staged.push(file),
                Err(PublishError::Render(more)) => findings.extend(more),
                Err(other) => return Err(other),
            }
        }
        if !findings.is_empty() {
            return Err(PublishError::Render(findings));
        }
    }
    Ok(staged)
}

/// Makes files on threads of their own, at most `most` at once. On the shared threads, which steal
/// work, a thread that waits for a part of one issue would begin with another issue.
fn few_at_once<'a>(
    most: usize,
    paths: &[&'a OutputPath],
    one: impl Fn(&&'a OutputPath) -> Made<'a> + Sync,
) -> Vec<Made<'a>> {
    let results = Mutex::new(Vec::with_capacity(paths.len()));
    let next = AtomicUsize::new(0);
    let workers = rayon::current_num_threads().min(most).min(paths.len());
    std::thread::scope(|scope| {
        for _ in 0..workers {
            scope.spawn(|| {
                while let Some(path) = paths.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let made = one(path);
                    results.lock().unwrap_or_else(PoisonError::into_inner).push(made);
                }
            });
        }
    });
    results.into_inner().unwrap_or_else(PoisonError::into_inner)
}

/// Makes the staging folders. Answers for each whether the output has it already: in a new folder
/// no old file need be looked for.
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

/// All that is needed to make a file.
struct Bench<'a> {
    work: Work<'a>,
    folder: &'a Folder,
    staging: &'a Path,
    folders: BTreeMap<&'a str, bool>,
    may_replace: bool,
}

impl Bench<'_> {
    fn file<'p>(&self, path: &'p OutputPath) -> Made<'p> {
        let output = self.work.plan.output(path).expect("changes are of planned files");
        let fresh = self.staging.join(path.as_str());
        let refused = |error| PublishError::Io(fresh.clone(), error);
        let content = match (self.work.make)(&output)? {
            Product::Package(package) => {
                self.pack(&package, &fresh)?;
                Content::Copy(fresh.clone())
            }
            Product::Content(content) => content,
        };
        let is_packed = matches!(&content, Content::Copy(source) if *source == fresh);
        let target = self.folder.at(path);
        let mut same = false;
        if self.folders[path.folder()] {
            same =
                content.is_in(&target).map_err(|error| PublishError::Io(target.clone(), error))?;
            if !same && !self.may_replace && target.exists() {
                return Err(PublishError::Foreign(target));
            }
        }
        let length = match (same, is_packed) {
            (true, true) => {
                fs::remove_file(&fresh).and_then(|()| length(&target)).map_err(refused)?
            }
            (true, false) => length(&target).unwrap_or(0),
            (false, true) => length(&fresh).map_err(refused)?,
            (false, false) => content.write(&fresh).map_err(refused)?,
        };
        Ok(Staged { path, is_new: !same, entry: Entry { key: output.key, length } })
    }

    /// Packs an archive of files that are staged, or that are in the output and stay.
    fn pack(&self, package: &Package, fresh: &Path) -> Result<(), PublishError> {
        let at = |path: &OutputPath| -> PathBuf {
            let staged = self.staging.join(path.as_str());
            if staged.exists() { staged } else { self.folder.at(path) }
        };
        let refused = |error| PublishError::Io(fresh.to_path_buf(), error);
        let file = fs::File::create(fresh).map_err(refused)?;
        package::pack(BufWriter::new(file), package, |path| fs::read(at(path))).map_err(refused)
    }
}

fn length(path: &Path) -> io::Result<u64> {
    fs::metadata(path).map(|file| file.len())
}
