//! `kuaixun build`: reads, compiles, publishes, and says what it did; with `--watch` again and
//! again.

use std::path::{Component, Path, PathBuf};
use std::process::ExitCode;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::app::args::BuildArgs;
use crate::app::report::language::{refused, say};
use crate::app::session::Session;
use crate::app::watch::{IDLE, SOON, Watcher};
use crate::app::{report, watch};
use crate::base::Diagnostic;
use crate::content::{Show, config, read};
use crate::write::{PublishError, Report, Step};
use crate::{Compiled, publish};

/// Runs the command.
///
/// # Errors
/// What the machine refuses, with its path.
pub fn run(args: &BuildArgs) -> Result<ExitCode> {
    let started = Instant::now();
    if let Some(output) = &args.output {
        guard(&args.site.root, output)?;
    } else if args.site.audience.is_some() {
        // The usual folder is that of the public site.
        bail!(say("audience-needs-output", &[]));
    }
    let options = args.site.options(Show { drafts: args.drafts, scheduled: false })?;
    if args.watch {
        let (session, watcher) = watch::open(options, args.poll)?;
        go_on(session, watcher, args)
    }
    let mut session = Session::open_whole(options)?;
    let done = turn(&mut session, args, started);
    // The process ends here: giving back a large site's memory piece by piece is waste.
    std::mem::forget(session);
    done
}

/// Builds whenever something changed, until the process is ended. Neither an author's mistake nor
/// a refusal of the machine ends it: both can be mended, and that is a change.
fn go_on(mut session: Session, mut watcher: Watcher, args: &BuildArgs) -> ! {
    let mut started = Instant::now();
    let mut is_due = true;
    loop {
        if is_due {
            let done = turn(&mut session, args, started);
            // What the machine refused to write is tried again.
            is_due = done.is_err();
            if let Err(error) = done {
                report::refusal(&error);
            }
        }
        let look = watcher.wait(if is_due || session.refused().is_some() { SOON } else { IDLE });
        started = Instant::now();
        is_due |= session.look(&look);
    }
}

/// One build of all outputs. Its exit status: 0 done, 1 errors in the content.
fn turn(session: &mut Session, args: &BuildArgs, started: Instant) -> Result<ExitCode> {
    let mut findings = Vec::new();
    let sites = if args.output.is_some() {
        session.compile().unpack(&mut findings).into_iter().collect()
    } else {
        session.compile_all().unpack(&mut findings)
    };
    let root = session.root();
    report::findings(&findings, root);
    if sites.is_empty() || findings.iter().any(Diagnostic::is_error) {
        report::nothing_published(&findings);
        return Ok(ExitCode::from(1));
    }
    let folder = |site: &Compiled| {
        let own = || root.join(site.folder.as_deref().unwrap_or("public"));
        args.output.clone().unwrap_or_else(own)
    };
    let sites: Vec<(PathBuf, Compiled)> =
        sites.into_iter().map(|site| (folder(&site), site)).collect();
    let mut folders: Vec<PathBuf> = Vec::new();
    for (output, _) in &sites {
        guard(root, output)?;
        let folder = real(output)?;
        let is_inside = |other: &&PathBuf| folder.starts_with(other) || other.starts_with(&folder);
        if folders.iter().any(|other| is_inside(&other)) {
            bail!(refused("output-shared", output));
        }
        folders.push(folder);
    }
    for (number, (output, site)) in sites.iter().enumerate() {
        sites[..number].iter().for_each(|(_, earlier)| site.plan.adopt(&earlier.plan));
        if let Some(status) = publish_one(site, args, root, output, started)? {
            return Ok(status);
        }
    }
    if !args.watch {
        // The process ends here.
        std::mem::forget(sites);
    }
    Ok(ExitCode::SUCCESS)
}

/// Publishes one site and says what was done. Answers the exit status when errors keep it from being published.
fn publish_one(
    site: &Compiled,
    args: &BuildArgs,
    root: &Path,
    output: &Path,
    started: Instant,
) -> Result<Option<ExitCode>> {
    match write(args, site, root, output) {
        Ok(done) => {
            if !args.quiet {
                report::done(&site.plan, done, started.elapsed(), output);
            }
            Ok(None)
        }
        Err(PublishError::Render(findings)) => {
            report::findings(&findings, root);
            report::nothing_published(&findings);
            Ok(Some(ExitCode::from(1)))
        }
        Err(PublishError::Foreign(path)) => bail!(refused("output-foreign", &path)),
        Err(PublishError::Others(path, title)) => {
            let path = path.display().to_string();
            bail!(say("other-site", &[("path", path.into()), ("title", title.into())]))
        }
        Err(PublishError::Locked(path)) => {
            bail!(say("output-locked", &[("path", path.display().to_string().into())]))
        }
        Err(PublishError::Io(path, error)) => {
            Err(error).with_context(|| refused("cannot-write", &path))
        }
    }
}

/// Refuses to write over the source.
fn guard(root: &Path, output: &Path) -> Result<()> {
    let (root, output) = (real(root)?, real(output)?);
    if output.iter().any(|part| part == ".kuaixun") {
        bail!(say("output-is-ours", &[("path", output.display().to_string().into())]));
    }
    // Also those of a site that lies elsewhere.
    let sites = output.ancestors().filter(|folder| folder.join(config::FILE).is_file());
    let is_source = |site: &Path| {
        site == output || read::TOP.iter().any(|top| output.starts_with(site.join(top)))
    };
    let inside = sites.chain([&*root]).any(is_source);
    if root.starts_with(&output) || inside {
        bail!(refused("output-is-source", &output));
    }
    Ok(())
}

/// The path without links and dots, also when its last parts do not exist yet.
fn real(path: &Path) -> Result<PathBuf> {
    let absolute = std::path::absolute(path).with_context(|| refused("cannot-use", path))?;
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

fn write(
    args: &BuildArgs,
    site: &Compiled,
    root: &Path,
    output: &Path,
) -> Result<Report, PublishError> {
    let target =
        if args.quiet { ProgressDrawTarget::hidden() } else { ProgressDrawTarget::stderr() };
    let bar = ProgressBar::with_draw_target(None, target);
    bar.set_style(
        ProgressStyle::with_template("{wide_bar} {pos}/{len}").expect("a valid template"),
    );
    let started = Instant::now();
    let made = AtomicUsize::new(0);
    let told = |step: Step| {
        let total = match step {
            Step::Made(total) => total,
            Step::Waits(holder) => return report::waits(output, &holder),
        };
        let made = made.fetch_add(1, Ordering::Relaxed) + 1;
        // The bar itself sees to it that it is not drawn too often.
        if started.elapsed() > Duration::from_secs(1) {
            bar.set_length(total as u64);
            bar.set_position(made as u64);
        }
    };
    let result = publish(site, root, output, args.force, &told);
    bar.finish_and_clear();
    result
}
