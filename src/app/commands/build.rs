//! `kuaixun build`: reads, compiles, publishes, and says what it did; with `--watch` again and
//! again.

use std::path::{Component, Path, PathBuf};
use std::process::ExitCode;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::app::args::BuildArgs;
use crate::app::report::daily::{self, Daily};
use crate::app::report::language::{refused, say};
use crate::app::session::Session;
use crate::app::watch::{IDLE, SOON, Watcher};
use crate::app::{report, watch};
use crate::base::Diagnostic;
use crate::content::folders::TOP;
use crate::content::{Show, config};
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
    if let Some(path) = &args.report {
        daily::check(path)?;
        if guard(&args.site.root, path).is_err() {
            bail!(refused("report-place", path));
        }
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

/// One build of all outputs, with its report. Its exit status: 0 done, 1 errors in the content.
fn turn(session: &mut Session, args: &BuildArgs, started: Instant) -> Result<ExitCode> {
    if let Some(path) = &args.report {
        check_report(session, args, path)?;
    }
    let mut daily = Daily::default();
    let done = build(session, args, started, &mut daily);
    if let Some(path) = &args.report {
        daily.write(path, session.root(), session.today(), &done)?;
    }
    done.map(|is_published| ExitCode::from(u8::from(!is_published)))
}

/// A report in a folder that is published would be published, too.
fn check_report(session: &Session, args: &BuildArgs, path: &Path) -> Result<()> {
    let outputs = session.inputs().config.value.outputs.iter();
    let outputs = outputs.map(|output| session.root().join(&output.folder));
    let usual = args.output.clone().unwrap_or_else(|| session.root().join("public"));
    let path = real(path)?;
    for folder in outputs.chain([usual]) {
        if path.starts_with(real(&folder)?) {
            bail!(refused("report-published-there", &path));
        }
    }
    Ok(())
}

/// Builds all outputs. Answers whether they were published: not with errors in the content.
fn build(
    session: &mut Session,
    args: &BuildArgs,
    started: Instant,
    daily: &mut Daily,
) -> Result<bool> {
    let mut findings = Vec::new();
    let sites = if args.output.is_some() {
        session.compile().unpack(&mut findings).into_iter().collect()
    } else {
        session.compile_all().unpack(&mut findings)
    };
    let root = session.root();
    report::findings(&findings, root);
    daily.findings.clone_from(&findings);
    if args.report.is_some() {
        for site in &sites {
            daily.expires(site.plan.bulletin(), args.within);
        }
    }
    if sites.is_empty() || findings.iter().any(Diagnostic::is_error) {
        report::nothing_published(&findings);
        return Ok(false);
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
        if !publish_one(site, (args, started), (root, output), daily)? {
            return Ok(false);
        }
    }
    if !args.watch {
        // The process ends here.
        std::mem::forget(sites);
    }
    session.keep();
    Ok(true)
}

/// Publishes one site and says what was done. Answers whether it was published: not with errors in its pages.
fn publish_one(
    site: &Compiled,
    (args, started): (&BuildArgs, Instant),
    (root, output): (&Path, &Path),
    daily: &mut Daily,
) -> Result<bool> {
    let mut steps = Mutex::new(Vec::new());
    match write(args, site, (root, output), &steps) {
        Ok(done) => {
            if !args.quiet {
                report::done(&site.plan, done, started.elapsed(), output);
            }
            if args.report.is_some() {
                let steps = std::mem::take(steps.get_mut().unwrap_or_else(PoisonError::into_inner));
                daily.published(site, output, steps, done);
            }
            Ok(true)
        }
        Err(PublishError::Render(findings)) => {
            report::findings(&findings, root);
            report::nothing_published(&findings);
            daily.findings.extend(findings);
            Ok(false)
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
    let is_source =
        |site: &Path| site == output || TOP.iter().any(|top| output.starts_with(site.join(top)));
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
    (root, output): (&Path, &Path),
    steps: &Mutex<Vec<Step>>,
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
            step => return steps.lock().unwrap_or_else(PoisonError::into_inner).push(step),
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
