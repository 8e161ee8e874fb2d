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
use crate::content::{IssueId, Show};
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
    let compiled = session.compile().unpack(&mut findings);
    let root = session.root().to_path_buf();
    findings.retain(Diagnostic::is_error);
    let Some(site) = compiled.filter(|_| findings.is_empty()) else {
        report::findings(&findings, &root);
        bail!(say("seal-errors", &[("count", findings.len().into())]));
    };
    let bulletin = site.plan.bulletin();
    let mut seals = Seals::read(&root)?;
    let tree = &session.inputs().tree;
    let changes = |seal: &Seal| compare::changes(seal, &root, bulletin, tree);
    if args.list {
        let rows = seals.sealed.iter().map(|seal| Ok(row(seal, changes(seal)?.len())));
        let head = vec!["publication", "issue", "sealed", "articles", "editions", "changes"];
        let rows = list::Rows { head, rows: rows.collect::<Result<_>>()? };
        report::lines(&list::written(&rows, args.format)?);
        return Ok(ExitCode::SUCCESS);
    }
    let Some(id) = args.issue else { bail!(say("seal-which", &[])) };
    let issue = issue(bulletin, id, args.publication.as_deref())?;
    let publication = bulletin.publications[issue.publication].id.as_str();
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
    if let Some(seal) = known {
        let changes = changes(&seal)?;
        if !changes.is_empty() {
            report::findings(&changes, &root);
            report::note(&name("seal-changed"));
            return Ok(ExitCode::from(1));
        }
    }
    let output = args.output.clone().unwrap_or_else(|| root.join("public"));
    let mut seal = Seal::of(bulletin, issue, tree, today);
    seal.editions = editions(&site, issue, &root, &output);
    let words = [
        ("issue", format!("{publication}/{id}").into()),
        ("texts", seal.texts.lines().count().into()),
        ("files", seal.files.lines().count().into()),
        ("editions", seal.editions.lines().count().into()),
    ];
    let is_printed = printed(&site, issue).next().is_some();
    if is_printed && seal.editions.is_empty() {
        report::note(&say("seal-without-editions", &[]));
    }
    seals.set(seal, &root)?;
    report::lines(&say("seal-done", &words));
    Ok(ExitCode::SUCCESS)
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
