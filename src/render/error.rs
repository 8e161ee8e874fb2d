//! Why a view could not be rendered, and how files are read for it.

use std::io;

use crate::base::{Diagnostic, SourcePath};

/// Reads a file of the site's folder for whoever renders.
pub type Read<'a> = dyn Fn(&SourcePath) -> io::Result<Vec<u8>> + Sync + 'a;

/// Why a view could not be rendered.
#[derive(Debug)]
pub enum RenderError {
    /// Mistakes in a template or a picture, or a text that cannot be printed.
    Findings(Vec<Diagnostic>),
    /// A file of the site's folder that the system refused to read.
    Unreadable(SourcePath, io::Error),
}

impl From<Diagnostic> for RenderError {
    fn from(finding: Diagnostic) -> Self {
        Self::Findings(vec![finding])
    }
}
