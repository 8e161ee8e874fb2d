//! `kuaixun verify`: whether a package, packed or unpacked, is as it was published.

pub mod archive;
mod bytes;
mod copy;
mod folder;
mod packed;
mod sealed;

use std::process::ExitCode;

use anyhow::{Context, Result, bail};

use crate::app::args::VerifyArgs;
use crate::app::report;
use crate::app::report::language::{refused, say};
use crate::base::limits;
use copy::{Copy, is_turned};

/// Runs the command. Exit status: 0 all is as it was, 1 something is not.
///
/// # Errors
/// What the machine refuses, with its path; when there are no check sums to compare with.
pub fn run(args: &VerifyArgs) -> Result<ExitCode> {
    let path = &args.path;
    let extension = path.extension().unwrap_or_default().to_string_lossy().to_lowercase();
    if path.is_file() && matches!(extension.as_str(), "pdf" | "epub") {
        return sealed::run(path, &args.root);
    }
    let read = match path.metadata() {
        Ok(about) if about.is_dir() => {
            path.canonicalize().map_err(Into::into).and_then(|path| folder::read(&path))
        }
        // A pipe would be waited for.
        Ok(about) if !about.is_file() => bail!(say("verify-cut", &[])),
        _ => packed::read(path),
    };
    let Copy { expected, found, mut problems, left_out } =
        read.with_context(|| refused("cannot-read", path))?;
    if let Some(expected) = &expected {
        for (name, sum) in expected {
            match found.get(name) {
                Some(other) if other == sum => {}
                Some(_) => problems.push("verify-altered", name),
                None => problems.push("verify-missing", name),
            }
        }
        for name in found.keys().filter(|name| !expected.contains_key(*name)) {
            problems.push("verify-added", name);
        }
    } else if problems.count == 0 {
        bail!(say("verify-no-sums", &[("path", path.display().to_string().into())]));
    }
    for (problem, name) in &problems.shown {
        report::lines(&say(problem, &[("name", shown(name).into())]));
    }
    if problems.count > problems.shown.len() {
        let rest = problems.count - problems.shown.len();
        report::lines(&say("verify-more", &[("count", rest.into())]));
    }
    if !left_out.is_empty() {
        let names: Vec<String> =
            left_out.iter().take(limits::PROBLEMS).map(|name| shown(name)).collect();
        let args = [("count", left_out.len().into()), ("names", names.join("、").into())];
        report::lines(&say("verify-left-out", &args));
    }
    let (word, count) = match problems.count {
        0 => ("verify-good", expected.map_or(0, |expected| expected.len())),
        count => ("verify-bad", count),
    };
    report::lines(&say(word, &[("count", count.into())]));
    Ok(ExitCode::from(u8::from(problems.count > 0)))
}

/// A name as it is shown: in a copy of unknown origin it may hold anything, even codes for the terminal.
fn shown(name: &str) -> String {
    let one = |c: char| if c.is_control() || is_turned(c) { '\u{fffd}' } else { c };
    let text: String = name.chars().take(limits::SHOWN_BYTES).map(one).collect();
    if text.is_empty() { "?".to_owned() } else { text }
}
