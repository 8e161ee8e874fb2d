//! `kuaixun build`: reads, compiles, publishes, and says what it did.

#![expect(clippy::disallowed_methods, reason = "the shell knows what day it is")]

use std::path::{Component, Path, PathBuf};
use std::process::ExitCode;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use jiff::Timestamp;

use super::args::BuildArgs;
use super::report;
use crate::base::Diagnostic;
use crate::content::{self, Inputs, Memo, read};
use crate::write::{PublishError, Report};
use crate::{Compiled, compile, publish};

/// Runs the command.
///
/// # Errors
/// What the machine refuses, with its path.
pub fn run(args: &BuildArgs) -> Result<ExitCode> {
    let started = Instant::now();
    if let Some(jobs) = args.jobs {
        rayon::ThreadPoolBuilder::new().num_threads(jobs.into()).build_global()?;
    }
    let output = args.output.clone().unwrap_or_else(|| args.root.join("public"));
    guard(&args.root, &output)?;
    let (mut inputs, mut findings) = inputs(args)?;
    let mut memo = Memo::default();
    let compiled = compile(&mut inputs, &mut memo).unpack(&mut findings);
    report::findings(&findings, &args.root);
    let Some(site) = compiled.filter(|_| !findings.iter().any(Diagnostic::is_error)) else {
        report::nothing_published(&findings);
        return Ok(ExitCode::from(1));
    };
    let written = write(args, &site, &output);
    match written {
        Ok(done) => {
            if !args.quiet {
                report::done(&site.plan, done, started.elapsed(), &output);
            }
            // The process ends here: giving back a large site's memory piece by piece is waste.
            std::mem::forget((site, memo, inputs));
            Ok(ExitCode::SUCCESS)
        }
        Err(PublishError::Render(findings)) => {
            report::findings(&findings, &args.root);
            report::nothing_published(&findings);
            Ok(ExitCode::from(1))
        }
        Err(PublishError::Foreign(path)) => bail!(
            "{} was not written by kuaixun; choose another --output, or --force to replace it",
            path.display()
        ),
        Err(PublishError::Io(path, error)) => {
            Err(error).with_context(|| format!("cannot write {}", path.display()))
        }
    }
}

fn inputs(args: &BuildArgs) -> Result<(Inputs, Vec<Diagnostic>)> {
    if !args.root.is_dir() {
        bail!("{} is no folder", args.root.display());
    }
    let mut findings = Vec::new();
    let files = read::read(&args.root)?.unpack(&mut findings);
    let mut inputs = Inputs {
        root: args.root.clone(),
        files,
        today: args.today.unwrap_or_default(),
        drafts: args.drafts,
        base_url: args.base_url.clone(),
    };
    if args.today.is_none() {
        let zone = content::documents::site_config(&inputs).value.zone();
        inputs.today = zone.to_datetime(Timestamp::now()).date();
    }
    Ok((inputs, findings))
}

/// Refuses to write over the source.
fn guard(root: &Path, output: &Path) -> Result<()> {
    let (root, output) = (real(root)?, real(output)?);
    let inside = ["content", "data", "static", "themes"]
        .iter()
        .any(|top| output.starts_with(root.join(top)));
    if root.starts_with(&output) || inside {
        bail!(
            "the output folder {} holds the site's sources; choose another --output",
            output.display()
        );
    }
    Ok(())
}

/// The path without links and dots, also when its last parts do not exist yet.
fn real(path: &Path) -> Result<PathBuf> {
    let absolute =
        std::path::absolute(path).with_context(|| format!("cannot use {}", path.display()))?;
    let mut plain = PathBuf::new();
    for part in absolute.components() {
        match part {
            Component::ParentDir => drop(plain.pop()),
            part => plain.push(part),
        }
        if let Ok(canonical) = plain.canonicalize() {
            plain = canonical;
        }
    }
    Ok(plain)
}

fn write(args: &BuildArgs, site: &Compiled, output: &Path) -> Result<Report, PublishError> {
    let target =
        if args.quiet { ProgressDrawTarget::hidden() } else { ProgressDrawTarget::stderr() };
    let bar = ProgressBar::with_draw_target(None, target);
    bar.set_style(
        ProgressStyle::with_template("{wide_bar} {pos}/{len}").expect("a valid template"),
    );
    let started = Instant::now();
    let made = AtomicUsize::new(0);
    let progress = |total: usize| {
        let made = made.fetch_add(1, Ordering::Relaxed) + 1;
        if made.is_multiple_of(64) && started.elapsed() > Duration::from_secs(1) {
            bar.set_length(total as u64);
            bar.set_position(made as u64);
        }
    };
    let result = publish(site, &args.root, output, args.force, &progress);
    bar.finish_and_clear();
    result
}
