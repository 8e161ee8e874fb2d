//! Why a view became nothing, and how files are read for it.

use std::io;

use crate::base::{Diagnostic, SourcePath};

/// Reads a file of the site's folder, on behalf of whoever renders.
pub type Read<'a> = dyn Fn(&SourcePath) -> io::Result<Vec<u8>> + Sync + 'a;

/// Why a view became nothing.
#[derive(Debug)]
pub enum RenderError {
    /// Mistakes: of a template, a picture, a text that cannot be printed.
    Findings(Vec<Diagnostic>),
    /// A file of the site's folder that the system does not give.
    Unreadable(SourcePath, io::Error),
}

impl From<Diagnostic> for RenderError {
    fn from(finding: Diagnostic) -> Self {
        Self::Findings(vec![finding])
    }
}
