//! Whether a PDF or an e-book is what was published when its issue was sealed.

#![expect(clippy::disallowed_methods, reason = "a file that somebody has in hand")]

use std::fs::File;
use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, Result, bail};

use crate::app::report;
use crate::app::report::language::say;
use crate::app::seals::{Seal, Seals};
use crate::write::package;

/// Compares a file with those of all sealed issues. Exit status: 0 it is one of them, 1 it is none.
///
/// # Errors
/// What the machine refuses, with its path; when nothing was sealed.
pub fn run(path: &Path, root: &Path) -> Result<ExitCode> {
    let shown = path.display().to_string();
    let seals = Seals::read(root)?;
    let all: Vec<(&Seal, &str, &str)> = seals
        .sealed
        .iter()
        .flat_map(|seal| seal.editions().map(move |(sum, name)| (seal, sum, name)))
        .collect();
    if all.is_empty() {
        bail!(say("verify-no-seals", &[("path", root.display().to_string().into())]));
    }
    let cannot_read = || say("cannot-read", &[("path", shown.as_str().into())]);
    let sum = File::open(path).and_then(package::checksum).with_context(cannot_read)?;
    let own = path.file_name().unwrap_or_default().to_string_lossy();
    let same = all.iter().find(|(_, known, _)| *known == sum);
    let namesake = all.iter().find(|(_, _, name)| *name == own);
    let (word, found) = match (same, namesake) {
        (Some(same), _) => ("verify-sealed", Some(same)),
        (None, Some(namesake)) => ("verify-not-sealed", Some(namesake)),
        (None, None) => ("verify-unknown", None),
    };
    let mut words = vec![("path", shown.as_str().into())];
    if let Some((seal, ..)) = found {
        words.push(("issue", format!("{}/{}", seal.publication, seal.issue).into()));
        words.push(("date", seal.date.to_string().into()));
    }
    report::lines(&say(word, &words));
    Ok(ExitCode::from(u8::from(same.is_none())))
}
