//! The two kinds of path, each checked once when it is made.
//!
//! A [`SourcePath`] names a file the author wrote (any script); an [`OutputPath`] names a file
//! of the site and at the same time its URL below the site's root (ASCII, legal everywhere).

use std::fmt;
use std::sync::Arc;

use serde::{Serialize, Serializer};

/// A file below the site's folder: `/` between parts, no `.` or `..`, never absolute.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SourcePath(Arc<str>);

impl SourcePath {
    /// Checks a path written with `/`. `None` when it is empty, absolute, or leaves the folder.
    pub fn new(path: &str) -> Option<Self> {
        Self::resolve("", path)
    }

    /// The file that `reference` means when it is written in this file:
    /// `picture.svg`, `../2007-04/launch.md`.
    ///
    /// `None` when it would leave the site's folder.
    pub fn sibling(&self, reference: &str) -> Option<Self> {
        Self::resolve(self.folder(), reference)
    }

    /// How this file is called in a file at `from`: `picture.svg`, `../2007-04/launch.md`.
    pub fn seen_from(&self, from: &Self) -> String {
        let parts = |path: &str| path.split('/').map(str::to_owned).collect::<Vec<_>>();
        let mut here = parts(from.as_str());
        here.pop();
        let there = parts(self.as_str());
        let shared = here.iter().zip(&there[..there.len() - 1]).take_while(|(a, b)| a == b).count();
        let up = std::iter::repeat_n("..", here.len() - shared);
        up.chain(there[shared..].iter().map(String::as_str)).collect::<Vec<_>>().join("/")
    }

    fn resolve(base: &str, reference: &str) -> Option<Self> {
        if reference.starts_with('/') || reference.contains(['\\', '\0']) {
            return None;
        }
        let mut parts: Vec<&str> = base.split('/').filter(|part| !part.is_empty()).collect();
        for part in reference.split('/') {
            match part {
                "" | "." => {}
                ".." => drop(parts.pop()?),
                _ => parts.push(part),
            }
        }
        (!parts.is_empty()).then(|| Self(parts.join("/").into()))
    }

    /// The path as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The folder of the file, without a slash at the end; empty at the top.
    pub fn folder(&self) -> &str {
        self.0.rsplit_once('/').map_or("", |(folder, _)| folder)
    }

    /// The last part: the file's name.
    pub fn file_name(&self) -> &str {
        self.0.rsplit_once('/').map_or(&self.0, |(_, name)| name)
    }

    /// The last part without its extension.
    pub fn stem(&self) -> &str {
        let name = self.file_name();
        name.rsplit_once('.').map_or(name, |(stem, _)| stem)
    }

    /// The extension in lower case, empty when there is none.
    pub fn extension(&self) -> String {
        self.file_name()
            .rsplit_once('.')
            .map_or(String::new(), |(_, extension)| extension.to_ascii_lowercase())
    }
}

impl fmt::Display for SourcePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for SourcePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

/// A file of the site, and its URL relative to the site's root (convention 11).
///
/// Every part is made of `A–Z a–z 0–9 . _ -`, does not begin with `.` or `-`, does not end in `.`
/// and is no device name of Windows. The whole path has at most 150 bytes.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OutputPath(Arc<str>);

/// The longest output path, in bytes. With the output folder's own path it must fit into the 260
/// that Windows allows.
const MAX_OUTPUT_PATH: usize = 150;

impl OutputPath {
    /// Checks a path written with `/`; `None` when it breaks a rule of [`OutputPath`].
    pub fn new(path: &str) -> Option<Self> {
        let legal = !path.is_empty()
            && path.len() <= MAX_OUTPUT_PATH
            && path.split('/').all(Self::is_legal_part);
        legal.then(|| Self(path.into()))
    }

    /// A path that is written in this program, or made of legal parts.
    ///
    /// # Panics
    /// When the path is not legal, which is a mistake in this program.
    pub fn fixed(path: &str) -> Self {
        Self::new(path).unwrap_or_else(|| panic!("{path} is no legal path of a site's file"))
    }

    /// The path as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The way from this file up to the site's root.
    pub fn root(&self) -> Root {
        Root::Above(self.clone())
    }

    /// The folder of the file, without a slash at the end; empty at the top.
    pub fn folder(&self) -> &str {
        self.0.rsplit_once('/').map_or("", |(folder, _)| folder)
    }

    /// Whether a text can stand between two slashes.
    pub fn is_legal_part(part: &str) -> bool {
        const DEVICES: [&str; 4] = ["con", "prn", "aux", "nul"];
        let stem = part.split('.').next().unwrap_or_default();
        let is_device = match stem.len() {
            3 => DEVICES.iter().any(|device| stem.eq_ignore_ascii_case(device)),
            4 => {
                let (name, number) = stem.split_at_checked(3).unwrap_or_default();
                let is_port = name.eq_ignore_ascii_case("com") || name.eq_ignore_ascii_case("lpt");
                is_port && number.bytes().all(|b| b.is_ascii_digit())
            }
            _ => false,
        };
        !part.is_empty()
            && !part.starts_with(['.', '-'])
            && !part.ends_with('.')
            && part.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'_' | b'-'))
            && !is_device
    }
}

/// What is put before an address that is relative to the site's root. Displays and serialises as
/// that text.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Root {
    /// On the page with this path: `../` for each folder the page is in.
    Above(OutputPath),
    /// On any page: the site's own address, which may be empty.
    At(Arc<str>),
}

impl fmt::Display for Root {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Above(path) => {
                path.0.bytes().filter(|b| *b == b'/').try_for_each(|_| f.write_str("../"))
            }
            Self::At(address) => f.write_str(address),
        }
    }
}

impl Serialize for Root {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// The full address of a file of the site. Displays and serialises as `base` and `path` together.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Address {
    /// The site's address, with a slash at the end.
    pub base: Arc<str>,
    /// The path of the file below the site's root.
    pub path: OutputPath,
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { base, path } = self;
        write!(f, "{base}{path}")
    }
}

impl Serialize for Address {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl fmt::Display for OutputPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for OutputPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

impl Serialize for OutputPath {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_source_path_never_leaves_the_site() {
        let article = SourcePath::new("content/news/a.md").unwrap();
        assert_eq!(article.sibling("../b.md").unwrap().as_str(), "content/b.md");
        assert_eq!(article.sibling("../../../etc/passwd"), None);
        assert_eq!(article.sibling("/etc/passwd"), None);
        assert_eq!(SourcePath::new(".."), None);
    }

    #[test]
    fn an_output_path_is_legal_on_every_system() {
        for bad in
            ["", "a//b", "../a", "a/./b", "/a", "市.html", "a b", "con.html", "COM1", "a.", "-x"]
        {
            assert_eq!(OutputPath::new(bad), None, "{bad}");
        }
        assert_eq!(OutputPath::new(&"a".repeat(151)), None);
        assert_eq!(
            OutputPath::new("bulletins/qufu/2007-03/index.html").unwrap().root().to_string(),
            "../../../"
        );
    }
}
