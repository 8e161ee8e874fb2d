//! Which file of the plan an address means, and files as they are answered.

use std::path::PathBuf;

use bytes::Bytes;
use percent_encoding::percent_decode_str;

use crate::base::{Fingerprint, OutputPath};

/// A file of the site, made.
#[derive(Clone, Debug)]
pub struct Page {
    /// The fingerprint of its bytes, or the key of the source file it is a copy of.
    pub print: Fingerprint,
    /// The bytes, or where they are.
    pub content: Content,
    /// Whether a text is UTF-8; old pages of offices may be GB2312, and say so themselves.
    pub is_utf8: bool,
}

/// Whether a file is an HTML page, to which the script is added.
pub fn is_page(path: &OutputPath) -> bool {
    let name = path.as_str().to_ascii_lowercase();
    name.ends_with(".html") || name.ends_with(".htm")
}

/// What is answered.
#[derive(Clone, Debug)]
pub enum Content {
    /// These bytes.
    Bytes(Bytes),
    /// The bytes of this file.
    File(PathBuf),
}

impl Page {
    /// A file with these bytes.
    pub fn new(bytes: Vec<u8>) -> Self {
        Self {
            print: Fingerprint::of_bytes(&bytes),
            content: Content::Bytes(bytes.into()),
            is_utf8: true,
        }
    }

    /// A copy of a source file, known by its key.
    pub fn file(path: PathBuf, key: Fingerprint) -> Self {
        Self { print: key, content: Content::File(path), is_utf8: true }
    }

    /// The bytes of the file.
    ///
    /// # Errors
    /// When a source file cannot be read.
    #[expect(clippy::disallowed_methods, reason = "the shell shows files as they are")]
    pub fn read(&self) -> std::io::Result<Vec<u8>> {
        match &self.content {
            Content::Bytes(bytes) => Ok(bytes.to_vec()),
            Content::File(path) => std::fs::read(path),
        }
    }
}

/// What an address of a request means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Meaning {
    /// This file of the site.
    File(OutputPath),
    /// A folder without the slash at its end: the address to go to.
    Folder(String),
    /// Nothing is there; this is the file it would be.
    Missing(OutputPath),
    /// No address a site could have.
    Illegal,
}

/// Finds the file an address means. The disk is not asked: only what is planned can be answered,
/// however `..` may be written.
pub fn meaning(is_planned: impl Fn(&OutputPath) -> bool, address: &str) -> Meaning {
    let Ok(decoded) = percent_decode_str(address).decode_utf8() else { return Meaning::Illegal };
    let Some(path) = decoded.strip_prefix('/') else { return Meaning::Illegal };
    let is_folder = path.is_empty() || path.ends_with('/');
    let file = if is_folder { format!("{path}index.html") } else { path.to_owned() };
    let Some(file) = OutputPath::new(&file) else { return Meaning::Illegal };
    if is_planned(&file) {
        return Meaning::File(file);
    }
    let index = OutputPath::new(&format!("{file}/index.html"));
    if !is_folder && index.is_some_and(|index| is_planned(&index)) {
        return Meaning::Folder(format!("/{file}/"));
    }
    Meaning::Missing(file)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_mean_planned_files_and_nothing_else() {
        let path = |path: &str| OutputPath::new(path).unwrap();
        let files = ["index.html", "news/index.html", "news/a.html"];
        let means = |address| meaning(|file| files.contains(&file.as_str()), address);
        assert_eq!(means("/"), Meaning::File(path("index.html")));
        assert_eq!(means("/news/"), Meaning::File(path("news/index.html")));
        assert_eq!(means("/news"), Meaning::Folder("/news/".to_owned()));
        assert_eq!(means("/%6eews/a.html"), Meaning::File(path("news/a.html")));
        assert_eq!(means("/news/b.html"), Meaning::Missing(path("news/b.html")));
        for address in [
            "",
            "*",
            "//news/a.html",
            "/../kuaixun.yaml",
            "/%2e%2e/x",
            "/news/%2e%2e/a.html",
            "/news%2f..%2fa.html",
            "/..%5cx",
            "/%252e%252e/x",
            "/%c0%ae%c0%ae/x",
            "/a%00.html",
            "/.kuaixun/manifest",
            "/C:/x",
            "/news/./a.html",
            "/con.html",
        ] {
            assert_eq!(means(address), Meaning::Illegal, "{address}");
        }
    }
}
