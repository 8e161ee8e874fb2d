//! Reads a site's folder into [`Inputs`]; after this, nothing looks at the source disk again
//! (but for copying what is published as it is).

#![expect(clippy::disallowed_methods, reason = "reading the site is what this module is for")]

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, BufReader};
use std::path::{Path, PathBuf};

use jiff::civil::Date;
use rayon::prelude::*;
use walkdir::{DirEntry, WalkDir};

use crate::base::{Checked, Diagnostic, Fingerprint, SourcePath, Span};

/// What is read below the site's folder; everything else there is none of our business.
const TOP: [&str; 5] = ["kuaixun.yaml", "content", "data", "static", "themes"];

/// One file of the site.
#[derive(Clone, Debug)]
pub enum File {
    /// Markdown, YAML or a template.
    Text(Text),
    /// Anything else: known by its fingerprint, copied when published.
    Asset(Asset),
}

/// A file that is read.
#[derive(Clone, Debug)]
pub struct Text {
    /// Of its bytes.
    pub fingerprint: Fingerprint,
    /// The bytes. Those of Markdown are taken when it is parsed: what stays is the document, so
    /// that a large site is not held twice.
    pub bytes: Vec<u8>,
}

/// A file that is published as it is.
#[derive(Clone, Debug)]
pub struct Asset {
    /// Of its bytes.
    pub fingerprint: Fingerprint,
    /// Width and height in pixels, when it is an image that says so.
    pub size: Option<(u32, u32)>,
}

/// Everything a build depends on: the files, and what the command line said.
#[derive(Clone, Debug)]
pub struct Inputs {
    /// The site's folder on disk.
    pub root: PathBuf,
    /// Its files, in order.
    pub files: BTreeMap<SourcePath, File>,
    /// The day the build is for.
    pub today: Date,
    /// Whether drafts are shown.
    pub drafts: bool,
    /// Replaces the configuration's `base_url`.
    pub base_url: Option<String>,
}

impl Inputs {
    /// The bytes of a text file.
    pub fn text(&self, path: &SourcePath) -> Option<&[u8]> {
        match self.files.get(path)? {
            File::Text(text) => Some(&text.bytes),
            File::Asset(_) => None,
        }
    }
}

/// The machine refused to read something.
#[derive(Debug)]
pub struct ReadError {
    /// What was being read.
    pub path: PathBuf,
    /// What the system said.
    pub source: io::Error,
}

impl std::fmt::Display for ReadError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "cannot read {}", self.path.display())
    }
}

impl std::error::Error for ReadError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.source)
    }
}

/// The files of a site's folder. Hidden files, editors' leftovers and symbolic links are left out,
/// links with a warning.
///
/// # Errors
/// When the system refuses to list or read something.
pub fn read(root: &Path) -> Result<Checked<BTreeMap<SourcePath, File>>, ReadError> {
    let mut paths = Vec::new();
    let mut findings = Vec::new();
    for top in TOP {
        if root.join(top).exists() {
            list(root, top, &mut paths, &mut findings)?;
        }
    }
    let files = paths
        .into_par_iter()
        .map(|path| {
            let file = read_file(&root.join(path.as_str()), &path)?;
            Ok((path, file))
        })
        .collect::<Result<_, ReadError>>()?;
    Ok(Checked::with(files, findings))
}

fn list(
    root: &Path,
    top: &str,
    paths: &mut Vec<SourcePath>,
    findings: &mut Vec<Diagnostic>,
) -> Result<(), ReadError> {
    let entries = WalkDir::new(root.join(top))
        .follow_root_links(false)
        .into_iter()
        .filter_entry(|entry| !is_leftover(entry));
    for entry in entries {
        let entry = entry.map_err(|error| ReadError {
            path: error.path().map_or_else(|| root.join(top), Path::to_path_buf),
            source: error.into(),
        })?;
        let relative = entry.path().strip_prefix(root).ok().and_then(Path::to_str);
        let relative = relative.map(|path| path.replace(std::path::MAIN_SEPARATOR, "/"));
        let Some(path) = relative.as_deref().and_then(SourcePath::new) else {
            let shown = entry.path().to_string_lossy().into_owned();
            let finding =
                Diagnostic::warning("bad-file-name", format!("文件名无法识别，已略过：{shown}"));
            findings.push(finding.help("换一个文件名，可以用汉字、字母和数字"));
            continue;
        };
        if entry.path_is_symlink() {
            let finding = Diagnostic::warning("symlink", "这是符号链接，已略过");
            findings.push(finding.at(Span::file(&path)).help("把文件本身放进来"));
        } else if entry.file_type().is_file() {
            paths.push(path);
        }
    }
    Ok(())
}

/// Hidden files, Word's and editors' leftovers, and what systems drop into folders.
fn is_leftover(entry: &DirEntry) -> bool {
    let name = entry.file_name().to_string_lossy();
    entry.depth() > 0
        && (name.starts_with(['.', '~'])
            || name.ends_with('~')
            || name.ends_with(".swp")
            || name.ends_with(".tmp")
            || name.eq_ignore_ascii_case("thumbs.db")
            || name.eq_ignore_ascii_case("desktop.ini"))
}

fn read_file(disk: &Path, path: &SourcePath) -> Result<File, ReadError> {
    let refused = |source| ReadError { path: disk.to_path_buf(), source };
    let is_text = match path.as_str().split('/').next() {
        Some("content") => path.extension() == "md",
        Some("data") => matches!(path.extension().as_str(), "yaml" | "yml"),
        Some("themes") => path.extension() == "html" && path.folder().ends_with("/templates"),
        Some("static") => false,
        _ => true,
    };
    if is_text {
        let bytes = fs::read(disk).map_err(refused)?;
        let fingerprint = Fingerprint::of(bytes.as_slice());
        return Ok(File::Text(Text { fingerprint, bytes }));
    }
    let file = fs::File::open(disk).map_err(refused)?;
    let fingerprint = Fingerprint::of_reader(file).map_err(refused)?;
    Ok(File::Asset(Asset { fingerprint, size: image_size(disk, path).map_err(refused)? }))
}

fn image_size(disk: &Path, path: &SourcePath) -> io::Result<Option<(u32, u32)>> {
    match path.extension().as_str() {
        "png" | "jpg" | "jpeg" | "gif" | "webp" | "avif" | "bmp" => {
            let size = imagesize::reader_size(BufReader::new(fs::File::open(disk)?)).ok();
            Ok(size
                .and_then(|size| Some((size.width.try_into().ok()?, size.height.try_into().ok()?))))
        }
        "svg" => Ok(fs::read_to_string(disk).ok().and_then(|text| svg_size(&text))),
        _ => Ok(None),
    }
}

/// `width` and `height` of the root element, or else the size of its `viewBox`.
fn svg_size(text: &str) -> Option<(u32, u32)> {
    let start = text.find("<svg")?;
    let tag = &text[start..start + text[start..].find('>')?];
    let attribute = |name: &str| {
        let value = tag.split_once(&format!(" {name}=\""))?.1;
        value.split_once('"').map(|(value, _)| value)
    };
    let pixels = |text: &str| {
        let whole = text.trim_end_matches("px").split('.').next()?;
        whole.parse().ok().filter(|pixels| (1..=100_000).contains(pixels))
    };
    let sized = || Some((pixels(attribute("width")?)?, pixels(attribute("height")?)?));
    let boxed = || {
        let mut numbers =
            attribute("viewBox")?.split([' ', ',']).filter(|part| !part.is_empty()).skip(2);
        Some((pixels(numbers.next()?)?, pixels(numbers.next()?)?))
    };
    sized().or_else(boxed)
}

/// Reads a site's folder whole.
///
/// # Errors
/// When the system refuses to list or read something.
pub fn inputs(root: &Path, today: Date) -> Result<Checked<Inputs>, ReadError> {
    let Checked { value: files, diagnostics } = read(root)?;
    let inputs = Inputs { root: root.to_path_buf(), files, today, drafts: false, base_url: None };
    Ok(Checked::with(inputs, diagnostics))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn svg_sizes() {
        assert_eq!(svg_size("<?xml?><svg width=\"720\" height=\"405px\">"), Some((720, 405)));
        assert_eq!(svg_size("<svg viewBox=\"0 0 36.4 18\">"), Some((36, 18)));
        assert_eq!(svg_size("<svg width=\"100%\">"), None);
    }
}
