//! `kuaixun seal`: notes what an issue is, so that a later change is told; lists what is sealed, and opens it again.

#![expect(clippy::disallowed_methods, reason = "what was published lies on the disk")]

use std::fs;
use std::path::Path;
use std::process::ExitCode;

use anyhow::{Result, bail};

use super::list;
use crate::Compiled;
use crate::app::args::SealArgs;
use crate::app::report;
use crate::app::report::language::say;
use crate::app::seals::{Seal, Seals, compare};
use crate::app::session::Session;
use crate::base::{Diagnostic, OutputPath, SourcePath};
use crate::content::{IssueId, Show, Tree};
use crate::model::{Bulletin, Issue};
use crate::render::Rendered;
use crate::write::{self, package};

/// Runs the command. Exit status: 0 done; 1 the issue was changed since it was sealed, or has errors.
///
/// # Errors
/// When there is no such issue, and what the machine refuses.
pub fn run(args: &SealArgs) -> Result<ExitCode> {
    let mut session = Session::open_whole(args.site.options(Show::default())?)?;
    let mut findings = Vec::new();
    let sites = session.compile_all().unpack(&mut findings);
    let root = session.root().to_path_buf();
    findings.retain(Diagnostic::is_error);
    if sites.is_empty() || !findings.is_empty() {
        report::findings(&findings, &root);
        bail!(say("seal-errors", &[("count", findings.len().into())]));
    }
    let mut seals = Seals::read(&root)?;
    let desk = Desk { sites: &sites, root: &root, tree: &session.inputs().tree };
    if args.list {
        desk.list(&seals, args)?;
        return Ok(ExitCode::SUCCESS);
    }
    let Some(id) = args.issue else { bail!(say("seal-which", &[])) };
    let (site, issue) = desk.issue(id, args.publication.as_deref())?;
    let publication = site.plan.bulletin().publications[issue.publication].id.as_str();
    let name = |word| say(word, &[("issue", format!("{publication}/{id}").into())]);
    let known = seals.of(publication, id).cloned();
    let today = session.today();
    if args.undo {
        let Some(seal) = known else { bail!(name("seal-none")) };
        let reason = args.reason.as_deref().map(str::trim).unwrap_or_default();
        if reason.is_empty() {
            bail!(say("seal-reason", &[]));
        }
        seals.open(&seal, today, reason, &root)?;
        report::lines(&name("seal-undone"));
        return Ok(ExitCode::SUCCESS);
    }
    let changes = known.map(|seal| desk.changes(&seal)).transpose()?.unwrap_or_default();
    if !changes.is_empty() {
        report::findings(&changes, &root);
        report::note(&name("seal-changed"));
        return Ok(ExitCode::from(1));
    }
    let folder = site.folder.as_deref().unwrap_or("public");
    let output = args.output.clone().unwrap_or_else(|| root.join(folder));
    let mut seal = Seal::of(site.plan.bulletin(), issue, desk.tree, today);
    seal.editions = editions(site, issue, &root, &output);
    let words = [
        ("issue", format!("{publication}/{id}").into()),
        ("texts", seal.texts.lines().count().into()),
        ("files", seal.files.lines().count().into()),
        ("editions", seal.editions.lines().count().into()),
    ];
    if seal.editions.is_empty() && printed(site, issue).next().is_some() {
        report::note(&say("seal-without-editions", &[]));
    }
    seals.set(seal, &root)?;
    report::lines(&say("seal-done", &words));
    Ok(ExitCode::SUCCESS)
}

/// What is on the desk: the sites of a folder, and its files.
struct Desk<'a> {
    sites: &'a [Compiled],
    root: &'a Path,
    tree: &'a Tree,
}

impl<'a> Desk<'a> {
    /// What changed in an issue since it was sealed.
    fn changes(&self, seal: &Seal) -> Result<Vec<Diagnostic>> {
        let bulletins: Vec<&Bulletin> =
            self.sites.iter().map(|site| site.plan.bulletin()).collect();
        compare::changes(seal, self.root, &bulletins, self.tree)
    }

    fn list(&self, seals: &Seals, args: &SealArgs) -> Result<()> {
        let rows = seals.sealed.iter().map(|seal| Ok(row(seal, self.changes(seal)?.len())));
        let head = vec!["publication", "issue", "sealed", "articles", "editions", "changes"];
        let rows = list::Rows { head, rows: rows.collect::<Result<_>>()? };
        report::lines(&list::written(&rows, args.format)?);
        Ok(())
    }

    /// The issue that is asked for, in the first site that has it.
    fn issue(&self, id: IssueId, publication: Option<&str>) -> Result<(&'a Compiled, &'a Issue)> {
        let found = self
            .sites
            .iter()
            .map(|site| issue(site.plan.bulletin(), id, publication).map(|issue| (site, issue)));
        let mut found: Vec<Result<_>> = found.collect();
        let place = found.iter().position(Result::is_ok).unwrap_or_default();
        found.swap_remove(place)
    }
}

fn row(seal: &Seal, changes: usize) -> Vec<String> {
    vec![
        seal.publication.clone(),
        seal.issue.clone(),
        seal.date.to_string(),
        seal.texts.lines().filter(|line| !line.ends_with("/_index.md")).count().to_string(),
        seal.editions.lines().count().to_string(),
        changes.to_string(),
    ]
}

/// The issue that is asked for.
fn issue<'a>(bulletin: &'a Bulletin, id: IssueId, publication: Option<&str>) -> Result<&'a Issue> {
    let id_of = |issue: &&Issue| bulletin.publications[issue.publication].id.as_str();
    let found: Vec<&Issue> = bulletin.issues.iter().filter(|issue| issue.id == id).collect();
    let asked: Vec<&Issue> = found
        .iter()
        .filter(|issue| publication.is_none_or(|asked| asked == id_of(issue)))
        .copied()
        .collect();
    match asked.as_slice() {
        [one] => Ok(one),
        [] => bail!(say("no-such-issue", &[("issue", id.to_string().into())])),
        all => {
            let ids = all.iter().map(id_of).collect::<Vec<_>>().join("、");
            bail!(say("new-needs-publication", &[("ids", ids.into())]))
        }
    }
}

/// The PDF and the e-book of an issue.
fn printed<'a>(site: &'a Compiled, issue: &'a Issue) -> impl Iterator<Item = &'a OutputPath> {
    let folder = issue.url.folder();
    site.plan.paths().filter(move |path| {
        let is_edition = [".pdf", ".epub"].iter().any(|end| path.as_str().ends_with(end));
        path.folder() == folder && is_edition && site.plan.copies().all(|(copy, _)| copy != *path)
    })
}

/// The check sums of the editions that were published, if they are what the texts are now.
fn editions(site: &Compiled, issue: &Issue, root: &Path, output: &Path) -> String {
    let read = |path: &SourcePath| write::source(&root.join(path.as_str()));
    let line = |path: &OutputPath| {
        let published = fs::read(output.join(path.as_str())).ok()?;
        let view = site.plan.output(path)?.view;
        match site.renderer.render(&view, &read) {
            Ok(Rendered::Bytes(bytes)) if bytes == published => {
                let name = path.as_str().rsplit('/').next().unwrap_or_default();
                Some(format!("{}  {name}\n", package::checksum(published.as_slice()).ok()?))
            }
            _ => None,
        }
    };
    printed(site, issue).filter_map(line).collect()
}
