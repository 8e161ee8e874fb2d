//! Reads a site's folder into a [`Tree`], all of it or only where something changed. After this,
//! files of the folder are opened again only to publish them or to check attachments.

#![expect(clippy::disallowed_methods, reason = "reading the site is what this module is for")]

mod asset;
mod file;
mod roles;

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use walkdir::WalkDir;

use super::checks::accepted;
use super::data::submissions;
use super::folders::TOP;
use super::fonts::Fonts;
use super::inputs::{File, Look, Texts, Tree};
use crate::base::{Diagnostic, SourcePath, Span};
use file::{ReadFile, read_file, stamp};
pub use roles::FONTS;
use roles::is_article;

/// Why a symbolic link is not read.
pub const NOT_FOLLOWED: &str = "a symbolic link is not followed";

/// What [`update`] read.
#[derive(Default)]
pub struct Read {
    /// Files that are new, gone, or have other bytes than before.
    pub changed: BTreeSet<SourcePath>,
    /// The texts of the articles in `changed`.
    pub texts: Texts,
}

/// Looks at a site's folder where `look` says, and updates the tree as if the whole folder had been
/// read. Hidden files, editors' leftovers and symbolic links are left out, links with a warning.
/// What the system refuses to list or read is noted in the tree.
///
/// A file named in `look` is always read, and so is one that was refused before. When everything is
/// looked at, a file with an unchanged stamp is not read: the system would report the reading to a
/// watcher, and the watcher would look again.
pub fn update(tree: &mut Tree, root: &Path, look: &Look) -> Read {
    let mut paths: BTreeSet<PathBuf> = look.at.iter().chain(tree.refused.keys()).cloned().collect();
    if look.everywhere {
        paths.extend(TOP.iter().map(PathBuf::from));
    }
    let mut found = Found::default();
    for path in &paths {
        if is_ours(root, path) {
            found.list(root, path);
        }
    }
    let there: Vec<(SourcePath, io::Result<Option<ReadFile>>)> = found
        .files
        .into_par_iter()
        .map(|path| {
            let disk = root.join(path.as_str());
            let is_named = look.at.iter().any(|at| Path::new(path.as_str()).starts_with(at));
            let known = tree.files.get(&path).filter(|_| !is_named).and_then(File::stamp);
            if known.is_some() && known == fs::metadata(&disk).ok().and_then(|now| stamp(&now)) {
                return (path, Ok(None));
            }
            let file = read_file(&disk, &path).map(Some);
            (path, file)
        })
        .collect();
    let is_old = |old: &PathBuf| paths.iter().any(|path| old.starts_with(path));
    tree.skipped.retain(|old, _| !is_old(old));
    tree.skipped.extend(found.skipped);
    tree.refused.retain(|old, _| !is_old(old));
    tree.refused.extend(found.refused);
    let mut readable = Vec::with_capacity(there.len());
    for (path, file) in there {
        match file {
            Ok(file) => readable.push((path, file)),
            Err(error) => leave_out(tree, &path, &error),
        }
    }
    replace(tree, &paths, readable)
}

/// Updates the tree at and below `paths` with what was read. A file that was not read again stays
/// as it is, and a file that is gone is removed.
fn replace(
    tree: &mut Tree,
    paths: &BTreeSet<PathBuf>,
    there: Vec<(SourcePath, Option<ReadFile>)>,
) -> Read {
    let mut read = Read::default();
    let names: BTreeSet<&SourcePath> = there.iter().map(|(path, _)| path).collect();
    let known = paths.iter().filter_map(|path| source_path(path)).flat_map(|top| below(tree, &top));
    let gone: Vec<SourcePath> = known.filter(|path| !names.contains(path)).cloned().collect();
    for path in gone {
        tree.files.remove(&path);
        read.changed.insert(path);
    }
    let mut new = Vec::new();
    for (path, file) in there {
        let Some(ReadFile { file, text }) = file else { continue };
        let old = tree.files.get(&path).map(File::fingerprint);
        if old != Some(file.fingerprint()) {
            read.texts.extend(text.map(|text| (path.clone(), text)));
            read.changed.insert(path.clone());
        }
        // Also when its bytes are the same: its stamp may be one to trust by now.
        new.push((path, file));
    }
    // Building a map from sorted items is far cheaper than inserting them one by one.
    if tree.files.is_empty() {
        tree.files = new.into_iter().collect();
    } else {
        tree.files.extend(new);
    }
    read
}

/// Reads the texts of some articles that the tree knows. The tree becomes what is there now: an article
/// may have changed or gone since it was listed.
pub fn texts(tree: &mut Tree, root: &Path, paths: Vec<SourcePath>) -> Texts {
    let read = paths.into_par_iter().map(|path| {
        let file = read_file(&root.join(path.as_str()), &path);
        (path, file)
    });
    let mut texts = Texts::new();
    for (path, file) in read.collect::<Vec<_>>() {
        match file {
            Ok(ReadFile { file, text }) => {
                texts.extend(text.map(|text| (path.clone(), text)));
                tree.files.insert(path, file);
            }
            Err(error) => {
                tree.files.remove(&path);
                leave_out(tree, &path, &error);
            }
        }
    }
    texts
}

/// Notes why a file is not read, unless it was deleted after it was listed.
fn leave_out(tree: &mut Tree, path: &SourcePath, error: &io::Error) {
    let known = PathBuf::from(path.as_str());
    match error.kind() {
        io::ErrorKind::FileTooLarge => {
            let word = if is_article(path) { "" } else { "file" };
            let finding = Diagnostic::error("beyond-limits").wording(word).with("path", path);
            let finding = finding.with("most", error).at(Span::file(path));
            tree.skipped.insert(known, finding);
        }
        _ if is_gone(error) => {}
        _ => drop(tree.refused.insert(known, error.to_string())),
    }
}

/// Reads the fonts of a site, whole, and finds those that are installed: their outlines are read when
/// one is first used.
pub fn fonts(tree: &Tree, root: &Path) -> Fonts {
    let mut fonts = Fonts::default();
    let from = Path::new(FONTS);
    let own = tree.files.iter().filter(|(path, _)| Path::new(path.as_str()).starts_with(from));
    for (path, file) in own {
        // One that went meanwhile makes another turn.
        if let Ok(bytes) = fs::read(root.join(path.as_str())) {
            fonts.add(file.fingerprint(), bytes);
        }
    }
    #[cfg(feature = "pdf")]
    fonts.add_installed(typst_kit::fonts::system());
    fonts
}

/// The known files that are `top` or lie in it.
fn below<'a>(tree: &'a Tree, top: &SourcePath) -> Vec<&'a SourcePath> {
    let from = tree.files.range(top.clone()..).map(|(path, _)| path);
    let rest = |path: &'a SourcePath| Some((path, path.as_str().strip_prefix(top.as_str())?));
    let alike = from.map_while(rest);
    alike
        .filter(|(_, rest)| rest.is_empty() || rest.starts_with('/'))
        .map(|(path, _)| path)
        .collect()
}

/// Whether a path can be part of the site: it starts with one of [`TOP`], is no leftover, and lies
/// behind no symbolic link.
fn is_ours(root: &Path, path: &Path) -> bool {
    let mut parts = path.iter();
    let at_top = parts.next().is_some_and(|first| TOP.iter().any(|top| first == *top));
    let mut above = path.ancestors().skip(1);
    at_top
        && !parts.any(|part| is_leftover(&part.to_string_lossy()))
        && !above.any(|above| {
            !above.as_os_str().is_empty()
                && fs::symlink_metadata(root.join(above)).is_ok_and(|there| there.is_symlink())
        })
}

/// Whether a file of this name is hidden, a leftover of Word or an editor, or one of those that
/// systems drop into folders.
pub fn is_leftover(name: &str) -> bool {
    name.starts_with(['.', '~'])
        || name.ends_with('~')
        || name.ends_with(".swp")
        || name.ends_with(".tmp")
        || name.eq_ignore_ascii_case("thumbs.db")
        || name.eq_ignore_ascii_case("desktop.ini")
}

fn source_path(path: &Path) -> Option<SourcePath> {
    SourcePath::new(&path.to_str()?.replace(std::path::MAIN_SEPARATOR, "/"))
}

/// What was found where we looked.
#[derive(Default)]
struct Found {
    files: BTreeSet<SourcePath>,
    skipped: Vec<(PathBuf, Diagnostic)>,
    refused: Vec<(PathBuf, String)>,
}

impl Found {
    fn list(&mut self, root: &Path, start: &Path) {
        let walk = WalkDir::new(root.join(start)).follow_root_links(false);
        let entries = walk.into_iter().filter_entry(|entry| {
            entry.depth() == 0 || !is_leftover(&entry.file_name().to_string_lossy())
        });
        for entry in entries {
            let entry = match entry {
                Ok(entry) => entry,
                Err(error) => {
                    let path = error.path().unwrap_or(start).to_path_buf();
                    let path = path.strip_prefix(root).map(Path::to_path_buf).unwrap_or(path);
                    let error = io::Error::from(error);
                    if !is_gone(&error) {
                        let inner = error.get_ref().and_then(std::error::Error::source);
                        let said = inner.map_or_else(|| error.to_string(), ToString::to_string);
                        self.refused.push((path, said));
                    }
                    continue;
                }
            };
            let relative = entry.path().strip_prefix(root).unwrap_or(entry.path());
            let Some(path) = source_path(relative) else {
                let shown = relative.to_string_lossy().into_owned();
                let finding = Diagnostic::warning("bad-file-name").with("path", shown);
                self.skipped.push((relative.to_path_buf(), finding));
                continue;
            };
            if let Some(said) = wrong_kind(&path, entry.file_type()) {
                self.refused.push((relative.to_path_buf(), said));
                continue;
            }
            if entry.path_is_symlink() {
                let finding = Diagnostic::warning("symlink").at(Span::file(&path));
                self.skipped.push((relative.to_path_buf(), finding));
            } else if entry.file_type().is_file() {
                self.files.insert(path);
            }
        }
    }
}

/// Why the system would not let us read a file or a folder on which the whole site stands: something
/// of another kind has its name.
fn wrong_kind(path: &SourcePath, kind: fs::FileType) -> Option<String> {
    let path = path.as_str();
    let is_file = [TOP[0], "data/units.yaml", "data/words.yaml", submissions::FILE, accepted::FILE]
        .contains(&path);
    let is_folder = !is_file && TOP.contains(&path);
    if [TOP[0], "content"].contains(&path) && kind.is_symlink() {
        return Some(NOT_FOLLOWED.to_owned());
    }
    let kind = match kind {
        kind if is_file && kind.is_dir() => io::ErrorKind::IsADirectory,
        kind if is_folder && kind.is_file() => io::ErrorKind::NotADirectory,
        _ => return None,
    };
    Some(kind.to_string())
}

/// Whether what was listed is gone, or a file now stands where a folder was.
fn is_gone(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory)
}
