//! `kuaixun fix`: shows what can be put right by itself, and does it when somebody agrees.

#![expect(clippy::disallowed_methods, reason = "the shell puts right what a person agreed to")]

use std::fs;
use std::io::{IsTerminal, stdin};
use std::process::ExitCode;

use anyhow::{Context, Result};
use inquire::Confirm;
use similar::TextDiff;

use super::args::FixArgs;
use super::language::say;
use super::report;
use super::session::Session;
use crate::content::{Show, fix};

/// Runs the command. Exit status: 0 nothing to do, or done; 1 there is something to do.
///
/// # Errors
/// What the machine refuses, with its path.
pub fn run(args: &FixArgs) -> Result<ExitCode> {
    let session = Session::open(args.site.options(Show::default())?);
    let mut changed = Vec::new();
    for path in session.articles().filter(|path| report::is_asked(path, &args.paths)) {
        let file = session.root().join(path.as_str());
        let bytes = fs::read(&file).with_context(|| format!("cannot read {}", file.display()))?;
        let Some((before, after)) = fix::fix(path, &bytes) else { continue };
        if before != after {
            let names = (format!("{path}"), format!("{path}"));
            let diff = TextDiff::from_lines(&before, &after);
            let shown =
                diff.unified_diff().context_radius(1).header(&names.0, &names.1).to_string();
            report::lines(shown.trim_end());
            changed.push((file, after));
        }
    }
    let count = ("count", changed.len().into());
    if changed.is_empty() {
        report::lines(&say("fix-nothing", &[]));
        return Ok(ExitCode::SUCCESS);
    }
    let asks = || {
        stdin().is_terminal()
            && Confirm::new(&say("fix-ask", std::slice::from_ref(&count)))
                .with_default(false)
                .prompt()
                .unwrap_or(false)
    };
    if !args.yes && !asks() {
        report::lines(&say("fix-not-done", &[count]));
        return Ok(ExitCode::from(1));
    }
    for (file, text) in changed {
        fs::write(&file, text).with_context(|| format!("cannot write {}", file.display()))?;
    }
    report::lines(&say("fix-done", &[count]));
    Ok(ExitCode::SUCCESS)
}
