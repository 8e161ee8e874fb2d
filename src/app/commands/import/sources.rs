//! The files to import: those that are named, and those in folders that are named.

#![expect(clippy::disallowed_methods, reason = "the shell reads what a person names")]

use std::borrow::Cow;
use std::fs::File;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use anyhow::{Context as _, Result, bail};
use walkdir::WalkDir;

use crate::app::report::language::{refused, say};
use crate::base::{SourcePath, limits};
use crate::content::encoding;
use crate::import::Refusal;
use crate::import::generator::{Generator, Site};
use crate::import::kind::Kind;

/// A file to import.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Where it is.
    pub path: PathBuf,
    /// The folder that was named, or the one that it is in: nothing outside is read for its sake.
    pub top: PathBuf,
    /// Whether it was named itself. Of a folder, what is no text is left alone.
    pub is_named: bool,
    /// The site that it is of: who makes it, where its pages were.
    pub site: Rc<Site>,
}

impl Source {
    /// The name of the file.
    pub fn name(&self) -> String {
        self.path.file_name().unwrap_or_default().to_string_lossy().into_owned()
    }

    /// The name without its end.
    pub fn stem(&self) -> String {
        self.path.file_stem().unwrap_or_default().to_string_lossy().into_owned()
    }

    /// The name of a page without its end, where it says something in Latin letters: two words or a long one. Its
    /// article keeps the name, and so its address.
    pub fn speaking_name(&self) -> Option<String> {
        const COMMON: [&str; 8] =
            ["index", "default", "content", "article", "detail", "default", "newsshow", "artview"];
        let stem = self.stem();
        let words: Vec<&str> = stem.split('-').collect();
        let is_word = |word: &&&str| word.len() > 2 && word.chars().all(|c| c.is_ascii_lowercase());
        let is_plain =
            stem.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
        let count = words.iter().filter(is_word).count();
        let speaks = count > 1 || count == 1 && words.len() == 1 && stem.len() > 5;
        (is_plain && speaks && !COMMON.contains(&stem.as_str())).then_some(stem)
    }

    /// Its address in a site whose top is the folder that was named.
    pub fn address(&self) -> String {
        let below = self.path.strip_prefix(&self.top).unwrap_or(&self.path);
        let parts: Vec<_> =
            below.components().map(|part| part.as_os_str().to_string_lossy()).collect();
        format!("/{}", parts.join("/"))
    }

    /// Whether it is of a site that a generator makes.
    pub fn is_of_generator(&self) -> bool {
        self.site.generator != Generator::Unknown
    }

    /// Its path below the folder of its site, with `/`.
    pub fn below(&self) -> String {
        self.address().trim_start_matches('/').to_owned()
    }

    /// Its bytes; `None` when it is too large. An export of a whole site may be larger than other files.
    ///
    /// # Errors
    /// When the machine refuses.
    pub fn read(&self) -> Result<Option<Vec<u8>>> {
        let cannot = || refused("cannot-read", &self.path);
        let mut bytes = Vec::new();
        let mut file = File::open(&self.path).with_context(cannot)?;
        let most = limits::PICTURE_BYTES;
        file.by_ref().take(most + 1).read_to_end(&mut bytes).with_context(cannot)?;
        if bytes.len() as u64 > most && Kind::of(&bytes).is_export() {
            let more = limits::IMPORTED_EXPORT - most;
            file.take(more).read_to_end(&mut bytes).with_context(cannot)?;
            return Ok((bytes.len() as u64 <= limits::IMPORTED_EXPORT).then_some(bytes));
        }
        Ok((bytes.len() as u64 <= most).then_some(bytes))
    }
}

/// The files that are meant, those of a folder in the order of their names. No symbolic link in a folder is
/// followed; what Word leaves behind while a file is open is no text.
///
/// # Errors
/// When something that is named is not there, or a folder cannot be read.
pub fn of(paths: &[PathBuf]) -> Result<Vec<Source>> {
    let mut all = Vec::new();
    let unknown = Rc::new(Site::of(&|_| None));
    for path in paths {
        let folder = path.as_path();
        if !path.is_dir() {
            if !path.is_file() {
                bail!(say("import-no-file", &[("path", path.display().to_string().into())]));
            }
            let top = path.parent().filter(|folder| !folder.as_os_str().is_empty());
            let top = top.unwrap_or(Path::new(".")).to_path_buf();
            all.push(Source {
                path: top.join(path.file_name().unwrap_or_default()),
                top,
                is_named: true,
                site: Rc::clone(&unknown),
            });
            continue;
        }
        let is_shown = |entry: &walkdir::DirEntry| {
            let name = entry.file_name().to_string_lossy();
            entry.depth() == 0 || !name.starts_with(['.', '~']) && name != "node_modules"
        };
        let site = Rc::new(Site::of(&|name| std::fs::read_to_string(path.join(name)).ok()));
        for entry in WalkDir::new(path).sort_by_file_name().into_iter().filter_entry(is_shown) {
            let entry = entry.with_context(|| refused("cannot-read", path))?;
            if entry.file_type().is_file() {
                let path = entry.into_path();
                let top = if site.generator == Generator::Unknown {
                    top_of(folder, &path)
                } else {
                    folder.to_path_buf()
                };
                all.push(Source { top, path, is_named: false, site: Rc::clone(&site) });
            }
        }
    }
    Ok(all)
}

/// The top of the site that a file belongs to: the folder that was named, or the one in it that is called as the
/// site, such as `www.example.cn`, as programs that save sites make it.
fn top_of(folder: &Path, file: &Path) -> PathBuf {
    let first = file.strip_prefix(folder).ok().and_then(|below| below.components().next());
    let site = first.map(|first| folder.join(first)).filter(|site| site.is_dir());
    let is_host = |site: &PathBuf| {
        let name = site.file_name().unwrap_or_default().to_string_lossy();
        name.contains('.') && name.split('.').all(|part| !part.is_empty())
    };
    site.filter(is_host).unwrap_or_else(|| folder.to_path_buf())
}

/// The files beside another one.
pub fn beside(path: &Path) -> Vec<String> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let Ok(entries) = std::fs::read_dir(folder.unwrap_or(Path::new("."))) else {
        return Vec::new();
    };
    let names = entries.filter_map(Result::ok).map(|entry| entry.file_name());
    names.filter_map(|name| name.into_string().ok()).collect()
}

/// The text of a file in any of the usual encodings.
///
/// # Errors
/// When its encoding cannot be told.
pub fn text_of(bytes: &[u8]) -> Result<Cow<'_, str>, Refusal> {
    let path = SourcePath::new("content/news/text.md").expect("a path");
    Ok(encoding::decode(&path, bytes).map_err(|_| Refusal::Encoding)?.value)
}
