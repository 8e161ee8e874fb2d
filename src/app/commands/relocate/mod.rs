//! `kuaixun move` and `kuaixun rename`: an item gets another place or another name. Its pictures go with it, links lead
//! to where it is, and its former address leads there, too.

mod journal;
mod keys;
mod menu;
mod plan;
mod proof;
mod text;

use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

use anyhow::{Result, bail};
use unicode_normalization::UnicodeNormalization as _;

use super::new::asker::Asker;
use super::new::places;
use crate::app::args::{MoveArgs, RenameArgs, SiteArgs};
use crate::app::report;
use crate::app::report::language::say;
use crate::app::seals::{Seal, Seals, lines};
use crate::app::session::{Options, Session};
use crate::app::source_file::is_file_name;
use crate::base::SourcePath;
use crate::base::diagnostic::did_you_mean;
use crate::content::{Document, Documents, IssueId, Place, Show};
use crate::model::contents::NAMED;
use journal::Journal;
use plan::Plan;
use proof::{Broken, Proof};

/// Runs `kuaixun move`.
///
/// # Errors
/// When there is no such item or issue, something stands in the way, or the machine refuses.
pub fn run_move(args: &MoveArgs) -> Result<ExitCode> {
    let (session, options, documents) = open(&args.site)?;
    let item = find(&args.item, &documents, &args.site.root)?;
    if !matches!(item.place, Place::Bulletin(..) | Place::News | Place::Summary) {
        bail!(say("relocate-kind", &[("path", item.path.to_string().into())]));
    }
    let folder = folder(args, item, &documents)?;
    let to = format!("{folder}/{}", item.path.file_name());
    relocate(session, options, item, &to)
}

/// Runs `kuaixun rename`.
///
/// # Errors
/// When there is no such item, the name cannot be used, something stands in the way, or the machine refuses.
pub fn run_rename(args: &RenameArgs) -> Result<ExitCode> {
    let (session, options, documents) = open(&args.site)?;
    let item = find(&args.item, &documents, &args.site.root)?;
    if matches!(item.place, Place::Publication(_) | Place::Issue(..)) {
        bail!(say("relocate-kind", &[("path", item.path.to_string().into())]));
    }
    let end = args.name.len().saturating_sub(3);
    let is_whole = args.name.get(end..).is_some_and(|end| end.eq_ignore_ascii_case(".md"));
    let name = if is_whole { &args.name[..end] } else { &args.name };
    if !is_file_name(name) || name.to_ascii_lowercase().ends_with(".md") {
        bail!(say("new-bad-name", &[("path", name.into())]));
    }
    let to = format!("{}/{name}.md", item.path.folder());
    relocate(session, options, item, &to)
}

/// Opens the site, after what an interrupted move left is undone.
fn open(site: &SiteArgs) -> Result<(Session, Options, Documents)> {
    Journal::recover(&site.root)?;
    let options = site.of_site(Show::default())?;
    let mut session = Session::open_whole(options.clone())?;
    let documents = session.documents().value;
    Ok((session, options, documents))
}

/// The item that a person means: by its path in the site's folder or from the current one, by its path from `content/`,
/// or by its file's name where only one has it.
fn find<'a>(asked: &Path, documents: &'a Documents, root: &Path) -> Result<&'a Arc<Document>> {
    let asked = asked.strip_prefix("./").unwrap_or(asked);
    let below = asked.strip_prefix(root).unwrap_or(asked).to_string_lossy().replace('\\', "/");
    let all = || documents.documents.iter();
    if let Some(exact) = all().find(|document| document.path.as_str() == below) {
        return Ok(exact);
    }
    // A file from a Mac has its name decomposed (Unicode NFD).
    let decomposed: String = below.nfd().collect();
    if let Some(same) = all().find(|document| document.path.as_str() == decomposed) {
        return Ok(same);
    }
    for is in NAMED {
        let is_it = |document: &Arc<Document>, name: &str| is(document, name, &document.path);
        let mut found = all().filter(|one| is_it(one, &below) || is_it(one, &decomposed));
        let Some(first) = found.next() else { continue };
        let Some(other) = found.next() else { return Ok(first) };
        let words = [("one", &first.path), ("other", &other.path)];
        let words = words.map(|(word, path)| (word, path.to_string().into()));
        bail!(say("relocate-several", &words));
    }
    let path = ("path", below.as_str().into());
    match did_you_mean(&below, all().map(|document| document.path.stem())) {
        Some(near) => bail!(say("relocate-no-item-near", &[path, ("near", near.into())])),
        None => bail!(say("relocate-no-item", &[path])),
    }
}

/// The folder that an item is moved to: of an issue that is there, or one of news or summaries.
fn folder(args: &MoveArgs, item: &Document, documents: &Documents) -> Result<String> {
    let to = args.to.trim_end_matches('/');
    let to = to.strip_prefix("content/").unwrap_or(to);
    let mut parts = to.split('/');
    // `news/2026-03` is a month's folder, no issue.
    if parts.next().is_some_and(|first| ["news", "summaries"].contains(&first)) {
        let is_name =
            |part: &str| is_file_name(part) && !part.to_ascii_lowercase().ends_with(".md");
        if !parts.all(is_name) {
            bail!(say("relocate-where", &[("name", to.into())]));
        }
        return Ok(format!("content/{to}"));
    }
    let (publication, id) = match to.split_once('/') {
        Some((publication, id)) => (Some(publication), id),
        None => (args.publication.as_deref(), to),
    };
    let Some(id) = IssueId::parse(id) else {
        bail!(say("relocate-where", &[("name", to.into())]));
    };
    let own = match &item.place {
        Place::Bulletin(publication, _) => Some(publication.clone()),
        _ => keys::stands(item, None).into_iter().next().and_then(|(publication, _)| publication),
    };
    let named = publication.or(own.as_deref()).or(item.head.publication.as_deref());
    let publication = places::publication(named, documents, &Asker { asks: false })?;
    let issue = ("issue", format!("{publication}/{id}").into());
    let stands = (Some(publication.clone()), Some(id));
    let is_named =
        || documents.documents.iter().any(|one| keys::stands(one, None).contains(&stands));
    let folder = places::folder_of(documents, &publication, id)
        .or_else(|| is_named().then(|| format!("content/bulletins/{publication}/{id}")));
    let Some(folder) = folder else { bail!(say("relocate-no-issue", &[issue])) };
    if Seals::read(&args.site.root)?.of(&publication, id).is_some() {
        report::note(&say("new-sealed", &[issue]));
    }
    Ok(folder)
}

/// Plans it, does it, and undoes it when the site is worse then.
fn relocate(mut session: Session, options: Options, item: &Document, to: &str) -> Result<ExitCode> {
    let documents = session.documents().value;
    let Some(to) = SourcePath::new(to) else {
        bail!(say("new-bad-name", &[("path", to.into())]));
    };
    if to == item.path {
        bail!(say("relocate-same", &[("path", to.to_string().into())]));
    }
    let seals = Seals::read(session.root())?;
    let of = |path: &SourcePath| {
        let is_in = |seal: &&Seal| lines(&seal.texts).any(|(_, name)| name == path.as_str());
        seals.sealed.iter().find(is_in)
    };
    if let Some(seal) = of(&item.path) {
        let path = item.path.as_str();
        let words = [("path", path), ("issue", &seal.issue), ("publication", &seal.publication)];
        bail!(say("relocate-sealed", &words.map(|(word, text)| (word, text.into()))));
    }
    let before = Proof::of(&mut session);
    let plan = Plan::new(&session, &documents, item, &to)?;
    let root = session.root();
    let journal = Journal::of(&plan);
    let after = journal.carry_out(root).and_then(|()| {
        let mut session = Session::open_whole(options)?;
        Ok(Proof::of(&mut session))
    });
    let now = |path: &SourcePath| {
        let new = plan.moves.iter().find(|(from, _)| from == path).map(|(_, to)| to);
        new.unwrap_or(path).clone()
    };
    let broken = after.as_ref().ok().and_then(|after| after.broken(&before, &item.path, &now));
    if after.is_err() || broken.is_some() {
        journal.undo(root)?;
    }
    Journal::close(root)?;
    let after = after?;
    match broken {
        Some(Broken::Findings(findings)) => {
            report::findings(&findings, root);
            bail!(say("relocate-breaks", &[]));
        }
        Some(Broken::Order(name)) => bail!(say("relocate-order", &[("name", name.into())])),
        None => {}
    }
    tell(&plan, (&before, &after), item, root, &|path| of(path).cloned());
    Ok(ExitCode::SUCCESS)
}

/// Says what was done, and what is to be done now.
fn tell(
    plan: &Plan,
    (before, after): (&Proof, &Proof),
    item: &Document,
    root: &Path,
    seal_of: &dyn Fn(&SourcePath) -> Option<Seal>,
) {
    for (from, to) in &plan.moves {
        report::lines(&format!("{from} → {to}"));
    }
    let words = |path: &SourcePath| [("path", path.to_string().into())];
    for edit in plan.edits.iter().filter(|edit| edit.path != item.path) {
        let path = ("path", edit.path.to_string().into());
        let Some(seal) = seal_of(&edit.path) else {
            report::lines(&say("relocate-edited", &[path]));
            continue;
        };
        let words = [path, ("issue", seal.issue.into()), ("publication", seal.publication.into())];
        report::lines(&say("relocate-edited-sealed", &words));
    }
    for path in &plan.listed {
        report::lines(&say("relocate-listed", &words(path)));
    }
    for issue in after.gone(before) {
        report::lines(&say("relocate-gone", &[("issue", issue.into())]));
    }
    let audience = after.audience(before, &item.path, &plan.moves[0].1);
    if let Some(word) = audience {
        report::lines(&say(word, &[]));
    }
    if let Some(url) = plan.alias.as_ref().filter(|_| audience != Some("relocate-leaves")) {
        report::lines(&say("relocate-alias", &[("url", format!("/{url}").into())]));
    }
    report::findings(&after.more_than(before, |finding| !finding.is_error()), root);
}
