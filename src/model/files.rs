//! Files that are published beside texts: what becomes of each, and which of them stand for themselves.

use std::collections::BTreeMap;

use crate::base::{Diagnostic, Fingerprint, OutputPath, SourcePath, Span};
use crate::content::{File, Tree, urls};

/// A file that is published.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct SourceFile {
    /// Where it lies.
    pub path: SourcePath,
    /// Of its bytes.
    pub fingerprint: Fingerprint,
    /// What becomes of it.
    pub treatment: Treatment,
}

/// What becomes of a file on its way to readers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Treatment {
    /// It is copied.
    Copy,
    /// It is a picture: what the camera wrote of it is left out.
    Clean,
    /// It is a picture, and scaled to this width.
    Scale(u32),
}

/// The files of `static/`, by their addresses.
pub fn static_files(
    tree: &Tree,
    findings: &mut Vec<Diagnostic>,
) -> BTreeMap<OutputPath, SourceFile> {
    let mut files = BTreeMap::new();
    for (path, file) in &tree.files {
        let File::Asset(asset) = file else { continue };
        if !path.as_str().starts_with("static/") {
            continue;
        }
        if let Some(url) = urls::static_file(path) {
            let treatment = Treatment::Copy;
            let file = SourceFile { path: path.clone(), fingerprint: asset.fingerprint, treatment };
            files.insert(url, file);
        } else {
            findings.push(Diagnostic::error("bad-static-name").at(Span::file(path)));
        }
    }
    files
}
