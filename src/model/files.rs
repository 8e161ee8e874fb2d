//! Files that are published beside texts: what is done with each, and which come from `static/`.

use std::collections::BTreeMap;

use crate::base::{Diagnostic, Fingerprint, OutputPath, SourcePath, Span};
use crate::content::{File, Tree, urls};

/// A file that is published.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct SourceFile {
    /// Where the file lies in the site's folder.
    pub path: SourcePath,
    /// The fingerprint of the file's bytes.
    pub fingerprint: Fingerprint,
    /// Whether the file is copied, cleaned or scaled.
    pub treatment: Treatment,
}

/// What is done with a file when it is published.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Treatment {
    /// It is copied.
    Copy,
    /// It is a picture, published without what the camera wrote into it.
    Clean,
    /// It is a picture, scaled to this width in pixels.
    Scale(u32),
}

/// The files of `static/`, by their addresses. Names that make no legal address go to `findings`.
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
