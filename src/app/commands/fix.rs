//! `kuaixun fix`: shows what can be put right by itself, and does it when somebody agrees.

#![expect(clippy::disallowed_methods, reason = "the shell puts right what a person agreed to")]

use std::collections::BTreeSet;
use std::fs;
use std::io::{IsTerminal, stdin};
use std::process::ExitCode;

use anyhow::{Context, Result};
use imara_diff::{Algorithm, BasicLineDiffPrinter, Diff, InternedInput, UnifiedDiffConfig};
use inquire::Confirm;

use super::asked_paths;
use crate::app::args::FixArgs;
use crate::app::report;
use crate::app::report::language::{refused, say};
use crate::app::seals::{Seals, lines};
use crate::app::session::Session;
use crate::app::source_file;
use crate::content::{Show, fix};

/// Runs the command. Exit status: 0 nothing to do, or done; 1 there is something to do.
///
/// # Errors
/// What the machine refuses, with its path.
pub fn run(args: &FixArgs) -> Result<ExitCode> {
    let mut session = Session::open_whole(args.site.options(Show::default())?)?;
    asked_paths::must_exist(session.root(), &args.paths)?;
    let levels = session.documents().value.config.checks;
    let mut changed = Vec::new();
    let seals = Seals::read(session.root())?;
    let sealed: BTreeSet<&str> =
        seals.sealed.iter().flat_map(|seal| lines(&seal.texts)).map(|(_, path)| path).collect();
    for path in session.articles().filter(|path| asked_paths::is_asked(path, &args.paths)) {
        let file = session.root().join(path.as_str());
        let bytes = fs::read(&file).with_context(|| refused("cannot-read", &file))?;
        let Some((before, after)) = fix::fix(path, &bytes, &levels) else { continue };
        let name = path.to_string();
        if sealed.contains(path.as_str()) {
            report::lines(&say("fix-sealed", &[("file", name.into())]));
            continue;
        }
        let is_converted = !bytes.ends_with(before.as_bytes());
        if is_converted {
            report::lines(&say("fix-converts", &[("file", name.as_str().into())]));
        }
        if before != after {
            report::lines(&format!(
                "--- {name}\n+++ {name}\n{}",
                difference(&before, &after).trim_end()
            ));
        }
        if is_converted || before != after {
            changed.push((file, bytes, after));
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
    for (file, before, after) in changed {
        source_file::replace(&file, &before, after.as_bytes())?;
    }
    report::lines(&say("fix-done", &[count]));
    Ok(ExitCode::SUCCESS)
}

/// The lines that change, as in a patch, with one line of context before and after them.
fn difference(before: &str, after: &str) -> String {
    let lines = InternedInput::new(before, after);
    let mut config = UnifiedDiffConfig::default();
    config.context_len(1);
    let diff = Diff::compute(Algorithm::Histogram, &lines);
    diff.unified_diff(&BasicLineDiffPrinter(&lines.interner), config, &lines).to_string()
}
