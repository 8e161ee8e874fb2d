//! Texts of the site as seals keep them, whatever their encoding and the ends of their lines are.

#![expect(
    clippy::disallowed_methods,
    reason = "a seal keeps texts that the site has parsed and let go"
)]

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use crate::app::report::language::say;
use crate::base::SourcePath;
use crate::content::encoding;

/// A text of the site as its seal keeps it.
///
/// # Errors
/// When it cannot be read.
pub fn text(path: &SourcePath, root: &Path) -> Result<String> {
    Ok(normal(&decoded(path, root)?))
}

/// A text of the site with its own ends of lines.
///
/// # Errors
/// When it cannot be read.
pub fn decoded(path: &SourcePath, root: &Path) -> Result<String> {
    let file = root.join(path.as_str());
    let bytes = fs::read(&file).with_context(|| cannot_read(&file))?;
    Ok(match encoding::decode(path, &bytes) {
        Ok(text) => text.value.into_owned(),
        Err(_) => String::from_utf8_lossy(&bytes).into_owned(),
    })
}

/// A text with the ends of lines of a seal.
pub fn normal(text: &str) -> String {
    let text = text.replace("\r\n", "\n");
    // An end of the last line is no part of what it says.
    format!("{}\n", text.trim_end_matches('\n'))
}

/// Why the machine refused.
pub fn cannot_read(path: &Path) -> String {
    say("cannot-read", &[("path", path.display().to_string().into())])
}
