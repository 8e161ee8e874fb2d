//! `kuaixun seal`: notes what an issue is, so that a later change is told; lists what is sealed, and opens it again.

#![expect(clippy::disallowed_methods, reason = "what was published lies on the disk")]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::ExitCode;

use anyhow::{Result, bail};
use jiff::civil::Date;

use crate::Compiled;
use crate::app::args::{SealArgs, Shape};
use crate::app::report;
use crate::app::report::language::say;
use crate::app::report::rows::Rows;
use crate::app::seals::compare::{self, Now};
use crate::app::seals::{Seal, Seals};
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
    let mut session = Session::open_whole(args.site.of_site(Show::default())?)?;
    let mut findings = Vec::new();
    let sites = session.compile_all().unpack(&mut findings);
    let root = session.root().to_path_buf();
    let mut seals = Seals::read(&root)?;
    let today = session.today();
    if args.undo {
        return undo(args, &mut seals, today, &root);
    }
    let desk = Desk { sites: &sites, root: &root, tree: &session.inputs().tree, today };
    if args.list {
        desk.list(&seals, args)?;
        return Ok(ExitCode::SUCCESS);
    }
    findings.retain(Diagnostic::is_error);
    if sites.is_empty() || !findings.is_empty() {
        report::findings(&findings, &root);
        bail!(say("seal-errors", &[("count", findings.len().into())]));
    }
    let Some(id) = args.issue else { bail!(say("seal-which", &[])) };
    let shown = desk.issue(id, args.publication.as_deref())?;
    let (site, issue) = shown[0];
    let publication = site.plan.bulletin().publications[issue.publication].id.as_str();
    let name = |word| say(word, &[("issue", format!("{publication}/{id}").into())]);
    if issue.articles.is_empty() && issue.files().is_empty() {
        bail!(name("seal-empty"));
    }
    let known = seals.of(publication, id).map(|seal| desk.changes(seal));
    let changes = known.transpose()?.unwrap_or_default();
    if !changes.is_empty() {
        report::findings(&changes, &root);
        report::note(&name("seal-changed"));
        return Ok(ExitCode::from(1));
    }
    let bulletins: Vec<_> =
        shown.iter().map(|(site, issue)| (site.plan.bulletin(), *issue)).collect();
    let mut seal = Seal::of(&bulletins, desk.tree, today);
    for (site, issue) in &shown {
        let folder = site.folder.as_deref().unwrap_or("public");
        let output = args.output.clone().unwrap_or_else(|| root.join(folder));
        seal.editions += &editions(site, issue, &root, &output);
    }
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

/// Opens an issue again, even one that is gone or has errors.
fn undo(args: &SealArgs, seals: &mut Seals, today: Date, root: &Path) -> Result<ExitCode> {
    let Some(id) = args.issue else { bail!(say("seal-which", &[])) };
    let is_asked = |seal: &&Seal| {
        let named = args.publication.as_ref();
        seal.is_of(&seal.publication, id) && named.is_none_or(|named| *named == seal.publication)
    };
    let found: Vec<Seal> = seals.sealed.iter().filter(is_asked).cloned().collect();
    let seal = match found.as_slice() {
        [one] => one,
        [] => bail!(say("seal-none", &[("issue", id.to_string().into())])),
        all => {
            let ids: Vec<_> = all.iter().map(|seal| seal.publication.as_str()).collect();
            bail!(say("new-needs-publication", &[("ids", ids.join("、").into())]))
        }
    };
    let reason = args.reason.as_deref().map(str::trim).unwrap_or_default();
    if reason.is_empty() {
        bail!(say("seal-reason", &[]));
    }
    seals.open(seal, today, reason, root)?;
    let issue = format!("{}/{}", seal.publication, seal.issue);
    report::lines(&say("seal-undone", &[("issue", issue.into())]));
    Ok(ExitCode::SUCCESS)
}

/// What is on the desk: the sites of a folder, and its files.
struct Desk<'a> {
    sites: &'a [Compiled],
    root: &'a Path,
    tree: &'a Tree,
    today: Date,
}

impl<'a> Desk<'a> {
    /// What changed in an issue since it was sealed.
    fn changes(&self, seal: &Seal) -> Result<Vec<Diagnostic>> {
        let bulletins: Vec<&Bulletin> =
            self.sites.iter().map(|site| site.plan.bulletin()).collect();
        let Self { root, tree, today, .. } = *self;
        compare::changes(seal, Now { root, bulletins: &bulletins, tree, today })
    }

    fn list(&self, seals: &Seals, args: &SealArgs) -> Result<()> {
        let rows = seals.sealed.iter().map(|seal| Ok(row(seal, self.changes(seal)?.len())));
        let head = ["publication", "issue", "sealed", "articles", "editions", "changes"];
        let rows = Rows::new(head, rows.collect::<Result<_>>()?);
        if args.format == Shape::Xlsx {
            bail!(say("seal-no-workbook", &[]));
        }
        rows.hand_out(args.format, None, &args.site.root)
    }

    /// The issue that is asked for, in all sites that have it; one at least.
    fn issue(
        &self,
        id: IssueId,
        publication: Option<&str>,
    ) -> Result<Vec<(&'a Compiled, &'a Issue)>> {
        let of = |site: &'a Compiled, issue: &Issue| {
            &site.plan.bulletin().publications[issue.publication]
        };
        let all = self
            .sites
            .iter()
            .flat_map(|site| site.plan.bulletin().issues.iter().map(move |issue| (site, issue)));
        let found: Vec<_> = all
            .filter(|(site, issue)| {
                let is_named = |named| of(site, issue).is_called(named);
                issue.id == id && publication.is_none_or(is_named)
            })
            .collect();
        let ids: BTreeSet<&str> =
            found.iter().map(|(site, issue)| of(site, issue).id.as_str()).collect();
        match ids.len() {
            0 => bail!(say("no-such-issue", &[("issue", id.to_string().into())])),
            1 => Ok(found),
            _ => {
                let ids = ids.into_iter().collect::<Vec<_>>().join("、");
                bail!(say("new-needs-publication", &[("ids", ids.into())]))
            }
        }
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
