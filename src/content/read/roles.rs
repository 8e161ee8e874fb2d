//! What is done with a file, and how large it may be, by its path.

use std::io;

use crate::base::{SourcePath, limits};
use crate::content::data::{series, submissions};
use crate::content::theme::SHEETS;

/// The folder with a site's own fonts.
pub const FONTS: &str = "fonts";

/// Whether it is an article.
pub fn is_article(path: &SourcePath) -> bool {
    path.as_str().starts_with("content/") && path.extension() == "md"
}

/// Whether it is a text that the program reads itself, other than an article.
pub fn is_text(path: &SourcePath) -> bool {
    match path.as_str().split('/').next() {
        Some("data") => matches!(path.extension().as_str(), "yaml" | "yml") || is_table(path),
        Some("themes") => match path.as_str().split('/').nth(2) {
            Some("templates") => path.extension() == "html",
            Some("i18n") => path.extension() == "yaml",
            Some("editions") => {
                matches!(path.extension().as_str(), "typ" | "xhtml" | "opf" | "html" | "css")
            }
            Some("styles") => path.extension() == "css",
            Some("assets") => is_sheet(path),
            _ => false,
        },
        Some("content" | "static" | FONTS) => false,
        _ => true,
    }
}

/// How many bytes a file may have.
pub fn most_bytes(path: &SourcePath) -> u64 {
    match path.extension().as_str() {
        _ if is_article(path) => limits::ARTICLE_BYTES,
        _ if is_table(path) => limits::TABLE_BYTES,
        _ if is_text(path) => limits::TEXT_BYTES,
        // What the editor puts into `static` is published as it is.
        _ if !path.as_str().starts_with("content/") => limits::FILE_BYTES,
        "svg" | "txt" | "text" | "csv" => limits::TEXT_BYTES,
        _ => limits::FILE_BYTES,
    }
}

/// The error for a file with more than `most` bytes; its text is this bound in megabytes.
pub fn too_large(most: u64) -> io::Error {
    io::Error::new(io::ErrorKind::FileTooLarge, (most >> 20).to_string())
}

/// Whether it is a table that a spreadsheet saved.
fn is_table(path: &SourcePath) -> bool {
    path.as_str() == submissions::FILE || series::name(path).is_some()
}

/// Whether this is one of the style sheets of a theme that the program reads, too.
fn is_sheet(path: &SourcePath) -> bool {
    path.as_str().splitn(3, '/').nth(2).is_some_and(|rest| SHEETS.contains(&rest))
}
