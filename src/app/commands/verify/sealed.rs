//! Whether a PDF or an e-book is what was published when its issue was sealed.

#![expect(clippy::disallowed_methods, reason = "a file that somebody has in hand")]

use std::fs::File;
use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, Result, bail};

use crate::app::report;
use crate::app::report::language::say;
use crate::app::seals::{Opened, Seal, Seals, lines};
use crate::write::package;

/// Compares a file with those of all sealed issues. Exit status: 0 it is one of them, 1 it is none.
///
/// # Errors
/// What the machine refuses, with its path; when nothing was sealed.
pub fn run(path: &Path, root: &Path) -> Result<ExitCode> {
    let shown = path.display().to_string();
    let seals = Seals::read(root)?;
    // Each edition with the message that says what it is: of the seal, or of one before.
    let mut all: Vec<(&str, &str, &str, String)> = Vec::new();
    for Seal { publication, issue, date, editions, earlier, .. } in &seals.sealed {
        let name = format!("{publication}/{issue}（{date}）");
        all.extend(lines(editions).map(|(sum, file)| ("verify-sealed", sum, file, name.clone())));
        all.extend(lines(earlier).map(|(sum, file)| ("verify-earlier", sum, file, name.clone())));
    }
    for Opened { publication, issue, date, editions, .. } in &seals.opened {
        let name = format!("{publication}/{issue}（{date}）");
        all.extend(lines(editions).map(|(sum, file)| ("verify-earlier", sum, file, name.clone())));
    }
    if all.is_empty() {
        bail!(say("verify-no-seals", &[("path", root.display().to_string().into())]));
    }
    let cannot_read = || say("cannot-read", &[("path", shown.as_str().into())]);
    let sum = File::open(path).and_then(package::checksum).with_context(cannot_read)?;
    let own = path.file_name().unwrap_or_default().to_string_lossy();
    let same = all.iter().find(|(_, known, ..)| *known == sum);
    let namesake = all.iter().find(|(_, _, name, _)| *name == own);
    let (word, issue) = match (same, namesake) {
        (Some((word, .., issue)), _) => (*word, issue.as_str()),
        (None, Some((.., issue))) => ("verify-not-sealed", issue.as_str()),
        (None, None) => ("verify-unknown", ""),
    };
    let words = [("path", shown.as_str().into()), ("issue", issue.into())];
    report::lines(&say(word, &words));
    Ok(ExitCode::from(u8::from(same.is_none())))
}
