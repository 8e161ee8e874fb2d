//! `kuaixun check`: reads a site as an inspector would, and publishes nothing.

#![expect(clippy::disallowed_methods, reason = "what is checked besides texts lies on the disk")]

#[cfg(feature = "external")]
mod external;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{BufReader, Cursor, Read as _};
use std::path::Path;
use std::process::ExitCode;
use std::time::Instant;

use anyhow::{Context, Result, bail};

use super::asked_paths;
use crate::Compiled;
use crate::app::args::CheckArgs;
use crate::app::report;
use crate::app::report::formats::Summary;
use crate::app::report::language::{refused, say};
use crate::app::seals::compare::{self, Now};
use crate::app::session::{Options, Session};
use crate::app::source_file;
use crate::base::{Diagnostic, Severity, SourcePath, Span};
use crate::content::checks::accepted::{self, Accepted};
use crate::content::picture::Kind;
use crate::content::proofreading::attached;
use crate::content::{Show, checks};
use crate::model::{Bulletin, TermKind, Treatment};
use crate::render::picture;

/// The addresses that were published, one a line.
const LEDGER: &str = "data/urls.lock";

/// Runs the command. Exit status: 0 nothing stops publication, 1 something does.
///
/// # Errors
/// What the machine refuses, with its path.
pub fn run(args: &CheckArgs) -> Result<ExitCode> {
    let started = Instant::now();
    if args.external && !cfg!(feature = "external") {
        bail!(say("no-external", &[]));
    }
    let options = Options { proof: true, ..args.site.options(Show::default())? };
    let mut session = Session::open_whole(options)?;
    asked_paths::must_exist(session.root(), &args.paths)?;
    let mut findings = Vec::new();
    let compiled = session.compile_all().unpack(&mut findings);
    let root = session.root().to_path_buf();
    if let Some(site) = compiled.first() {
        let bulletin = site.plan.bulletin();
        let bulletins: Vec<&Bulletin> = compiled.iter().map(|site| site.plan.bulletin()).collect();
        let mut more = files(&bulletins, &root);
        more.extend(compiled.iter().flat_map(Compiled::mistakes));
        let (tree, today) = (&session.inputs().tree, session.today());
        more.extend(compare::all(Now { root: &root, bulletins: &bulletins, tree, today })?);
        #[cfg(feature = "external")]
        if args.external {
            more.extend(external::check(bulletin, &root));
        }
        let ledger = root.join(LEDGER);
        if args.accept_urls && !findings.iter().any(Diagnostic::is_error) {
            accept(&bulletins, &ledger)?;
        } else {
            more.extend(lost(&bulletins, &ledger)?);
        }
        more.extend(later(args, &session, &findings)?);
        let mut known = site.accepted.clone();
        compiled.iter().skip(1).for_each(|other| known.merge(&other.accepted));
        let mut more = checks::settle(more, &bulletin.config.checks, |_| &[]);
        more.retain(|finding| !known.meets(finding));
        findings.extend(more);
        if args.accept {
            let count = accept_findings(&known, &findings, &root)?;
            report::note(&say("findings-accepted", &[("count", count.into())]));
            findings.retain(|finding| !accepted::can_be(finding));
        } else {
            findings.extend(known.gone());
            if known.count() > 0 {
                report::note(&say("check-accepted", &[("count", known.count().into())]));
            }
        }
        findings.sort_by(|a, b| a.sort_key().cmp(&b.sort_key()));
    }
    let status = tell(findings, &session, args, started);
    // The process ends here.
    std::mem::forget((session, compiled));
    Ok(status)
}

/// What would be an error on the day on which something is published that waits for its day: nothing would be
/// published then. It is a warning until then.
fn later(args: &CheckArgs, session: &Session, now: &[Diagnostic]) -> Result<Vec<Diagnostic>> {
    if !session.has_scheduled() {
        return Ok(Vec::new());
    }
    let options = args.site.options(Show { scheduled: true, ..Show::default() })?;
    let mut findings = Session::open_whole(options)?.compile_all().diagnostics;
    let is_known =
        |one: &Diagnostic| now.iter().any(|other| (other.code, &other.at) == (one.code, &one.at));
    findings.retain(|finding| finding.is_error() && !is_known(finding));
    for finding in &mut findings {
        finding.severity = Severity::Warning;
    }
    Ok(findings)
}

/// Tells what was found in the files that are asked for. Answers the exit status.
fn tell(
    findings: Vec<Diagnostic>,
    session: &Session,
    args: &CheckArgs,
    started: Instant,
) -> ExitCode {
    // After all of them were accepted, and not only those that are shown.
    let mut findings = checks::bounded(findings);
    let is_asked = |path: &SourcePath| asked_paths::is_asked(path, &args.paths);
    findings.retain(|finding| finding.at.as_ref().is_none_or(|span| is_asked(&span.file)));
    let files: Vec<&SourcePath> = session.articles().filter(|path| is_asked(path)).collect();
    let bad: BTreeSet<&SourcePath> =
        findings.iter().filter_map(|finding| finding.at.as_ref()).map(|span| &span.file).collect();
    let good: Vec<&SourcePath> = files.iter().copied().filter(|path| !bad.contains(path)).collect();
    let errors = findings.iter().filter(|finding| finding.is_error()).count();
    let summary = Summary {
        files: files.len(),
        good: good.iter().map(ToString::to_string).collect(),
        errors,
        warnings: findings.len() - errors,
    };
    report::checked(&findings, session.root(), &summary, args, started.elapsed());
    let is_bad = errors > 0 || (args.deny.is_some() && !findings.is_empty());
    ExitCode::from(u8::from(is_bad))
}

/// Findings about the files that are published beside texts.
fn files(bulletins: &[&Bulletin], root: &Path) -> Vec<Diagnostic> {
    let all: BTreeMap<&SourcePath, bool> = bulletins
        .iter()
        .flat_map(|bulletin| bulletin.files.values())
        .map(|file| (&file.path, file.treatment != Treatment::Copy))
        .collect();
    let mut findings = Vec::new();
    for (path, is_cleaned) in all {
        let file = root.join(path.as_str());
        let is_picture = is_cleaned || is_picture(path, &file);
        if !is_picture && !attached::is_readable(path) {
            continue;
        }
        // What cannot be read is told elsewhere.
        if is_picture {
            let Ok(bytes) = fs::read(file) else { continue };
            findings.extend(in_picture(path, &bytes, is_cleaned));
        } else if let Ok(file) = fs::File::open(file) {
            findings.extend(attached::findings(path, BufReader::new(file)).unwrap_or_default());
        }
    }
    findings
}

fn is_picture(path: &SourcePath, file: &Path) -> bool {
    let mut head = Vec::new();
    let read = fs::File::open(file).and_then(|file| file.take(256).read_to_end(&mut head));
    read.is_ok() && Kind::of_file(path, &head).is_some()
}

/// Findings about a picture that a build would refuse, and about a photograph that says where it
/// was taken. The published picture does not say it, but the original is still passed from hand to
/// hand; one in `static/` is published as it is.
fn in_picture(path: &SourcePath, bytes: &[u8], is_cleaned: bool) -> Vec<Diagnostic> {
    let exif = exif::Reader::new().read_from_container(&mut Cursor::new(bytes));
    let is_place = |field: &exif::Field| field.tag.context() == exif::Context::Gps;
    let says_where = exif.is_ok_and(|exif| exif.fields().any(is_place));
    let position = Diagnostic::warning("photo-position").with("path", path).at(Span::file(path));
    let position = position.wording(if is_cleaned { "" } else { "static" });
    let refused = picture::prepare(path, bytes, None).err().filter(|_| is_cleaned);
    says_where.then_some(position).into_iter().chain(refused).collect()
}

/// The addresses readers may have kept: of publications, issues, articles and single pages, and former ones.
fn addresses(bulletins: &[&Bulletin]) -> BTreeSet<String> {
    bulletins.iter().flat_map(|bulletin| addresses_of(bulletin)).collect()
}

fn addresses_of(bulletin: &Bulletin) -> BTreeSet<String> {
    let articles = bulletin.articles.iter().map(|article| article.text.url());
    let pages = bulletin.pages.iter().map(|page| page.text.url());
    let issues = bulletin.issues.iter().map(|issue| &issue.url);
    let publications = bulletin.publications.iter().map(|publication| &publication.url);
    let topics = bulletin.terms[TermKind::Topic].iter().map(|topic| &topic.url);
    // Of what was withdrawn a page says so.
    let withdrawn = bulletin.withdrawn.iter().map(|item| &item.document.url);
    let former = bulletin.redirects.iter().map(|redirect| &redirect.from);
    let all = articles.chain(pages).chain(issues).chain(publications);
    let all = all.chain(topics).chain(withdrawn).chain(former);
    all.map(ToString::to_string).collect()
}

/// Findings about addresses of the ledger that lead nowhere now (convention 11).
fn lost(bulletins: &[&Bulletin], ledger: &Path) -> Result<Vec<Diagnostic>> {
    if !ledger.exists() {
        return Ok(Vec::new());
    }
    let text = fs::read_to_string(ledger).with_context(|| refused("cannot-read", ledger))?;
    let known = addresses(bulletins);
    let file = SourcePath::new(LEDGER).expect("a plain name");
    let mut at = 0;
    let mut findings = Vec::new();
    for line in text.split_inclusive('\n') {
        let url = line.trim();
        if !url.is_empty() && !url.starts_with('#') && !known.contains(url) {
            let finding = Diagnostic::warning("lost-url").with("url", url);
            findings.push(finding.at(Span::new(&file, at..at + url.len())));
        }
        at += line.len();
    }
    Ok(findings)
}

/// Notes all findings that can be accepted. Answers how many are noted now.
fn accept_findings(accepted: &Accepted, findings: &[Diagnostic], root: &Path) -> Result<usize> {
    let (text, count) = accepted.with(findings);
    let path = root.join(accepted::FILE);
    match fs::read(&path) {
        Ok(before) => source_file::replace(&path, &before, text.as_bytes())?,
        Err(_) => source_file::create(&path, text.as_bytes())?,
    }
    Ok(count)
}

fn accept(bulletins: &[&Bulletin], ledger: &Path) -> Result<()> {
    let all = addresses(bulletins);
    let lines: Vec<String> = all.iter().map(|url| format!("{url}\n")).collect();
    let folder = ledger.parent().unwrap_or(ledger);
    fs::create_dir_all(folder).with_context(|| refused("cannot-make", folder))?;
    fs::write(ledger, lines.concat()).with_context(|| refused("cannot-write", ledger))?;
    let path = ledger.display().to_string();
    report::note(&say("urls-accepted", &[("count", all.len().into()), ("path", path.into())]));
    Ok(())
}
