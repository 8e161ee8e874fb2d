//! `kuaixun move` and `kuaixun rename`: an item gets another place or another name. Its pictures go with it, links lead
//! to where it is, and its former address leads there, too.

#![expect(clippy::disallowed_methods, reason = "the shell moves what a person asked it to move")]

mod keys;
mod plan;
mod text;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use anyhow::{Context, Result, bail};

use super::new::asker::Asker;
use super::new::places;
use crate::app::args::{MoveArgs, RenameArgs};
use crate::app::report;
use crate::app::report::language::{refused, say};
use crate::app::seals::{Seals, lines};
use crate::app::session::Session;
use crate::app::source_file::{self, is_file_name};
use crate::base::SourcePath;
use crate::base::diagnostic::did_you_mean;
use crate::content::{Document, Documents, IssueId, Place, Show};
use crate::model::contents::NAMED;
use plan::Plan;

/// Runs `kuaixun move`.
///
/// # Errors
/// When there is no such item or issue, something stands in the way, or the machine refuses.
pub fn run_move(args: &MoveArgs) -> Result<ExitCode> {
    let mut session = Session::open_whole(args.site.options(Show::default())?)?;
    let documents = session.documents();
    let item = find(&args.item, &documents, &args.site.root)?;
    if !matches!(item.place, Place::Bulletin(..) | Place::News | Place::Summary) {
        bail!(say("relocate-kind", &[("path", item.path.to_string().into())]));
    }
    let folder = folder(args, item, &documents)?;
    let to = format!("{folder}/{}", item.path.file_name());
    relocate(&session, &documents, item, &to)
}

/// Runs `kuaixun rename`.
///
/// # Errors
/// When there is no such item, the name cannot be used, something stands in the way, or the machine refuses.
pub fn run_rename(args: &RenameArgs) -> Result<ExitCode> {
    let mut session = Session::open_whole(args.site.options(Show::default())?)?;
    let documents = session.documents();
    let item = find(&args.item, &documents, &args.site.root)?;
    if matches!(item.place, Place::Publication(_) | Place::Issue(..)) {
        bail!(say("relocate-kind", &[("path", item.path.to_string().into())]));
    }
    let name = args.name.strip_suffix(".md").unwrap_or(&args.name);
    if !is_file_name(name) {
        bail!(say("new-bad-name", &[("path", name.into())]));
    }
    relocate(&session, &documents, item, &format!("{}/{name}.md", item.path.folder()))
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
    for is in NAMED {
        let mut found = all().filter(|document| is(document, &below, &document.path));
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
    let (publication, id) = match to.split_once('/') {
        Some((publication, id)) => (Some(publication), id),
        None => (args.publication.as_deref(), to),
    };
    let Some(id) = IssueId::parse(id) else {
        let to = to.strip_prefix("content/").unwrap_or(to);
        let is_known = ["news", "summaries"].contains(&to.split('/').next().unwrap_or_default());
        let folder = SourcePath::new(&format!("content/{to}"));
        return match folder.filter(|_| is_known) {
            Some(folder) => Ok(folder.to_string()),
            None => bail!(say("relocate-where", &[("name", to.into())])),
        };
    };
    let own = match &item.place {
        Place::Bulletin(publication, _) => Some(publication.as_str()),
        _ => None,
    };
    let asker = Asker { asks: false };
    let publication = places::publication(publication.or(own), documents, &asker)?;
    let issue = ("issue", format!("{publication}/{id}").into());
    let Some(folder) = places::folder_of(documents, &publication, id) else {
        bail!(say("relocate-no-issue", &[issue]));
    };
    if Seals::read(&args.site.root)?.of(&publication, id).is_some() {
        report::note(&say("new-sealed", &[issue]));
    }
    Ok(folder)
}

/// Plans it, and does it.
fn relocate(
    session: &Session,
    documents: &Documents,
    item: &Document,
    to: &str,
) -> Result<ExitCode> {
    let root = session.root();
    let Some(to) = SourcePath::new(to) else {
        bail!(say("new-bad-name", &[("path", to.into())]));
    };
    if to == item.path {
        bail!(say("relocate-same", &[("path", to.to_string().into())]));
    }
    let seals = Seals::read(root)?;
    let sealed = |path: &SourcePath| {
        let mut texts = seals.sealed.iter().flat_map(|seal| lines(&seal.texts));
        texts.any(|(_, name)| name == path.as_str())
    };
    if sealed(&item.path) {
        bail!(say("relocate-sealed", &[("path", item.path.to_string().into())]));
    }
    let plan = Plan::new(session, documents, item, &to)?;
    carry_out(&plan, root)?;
    for (from, to) in &plan.moves {
        report::lines(&format!("{from} → {to}"));
    }
    let words = |path: &SourcePath| [("path", path.to_string().into())];
    for edit in plan.edits.iter().filter(|edit| edit.path != item.path) {
        let word = if sealed(&edit.path) { "relocate-edited-sealed" } else { "relocate-edited" };
        report::lines(&say(word, &words(&edit.path)));
    }
    for path in &plan.listed {
        report::lines(&say("relocate-listed", &words(path)));
    }
    if let Some(url) = &plan.alias {
        report::lines(&say("relocate-alias", &[("url", format!("/{url}").into())]));
    }
    Ok(ExitCode::SUCCESS)
}

/// Writes what is new, then what changes, then removes what was moved. What fails before anything is removed is undone.
fn carry_out(plan: &Plan, root: &Path) -> Result<()> {
    let at = |path: &SourcePath| root.join(path.as_str());
    let mut undo: Vec<Box<dyn FnOnce()>> = Vec::new();
    let written = write(plan, root, &mut undo);
    if let Err(error) = written {
        undo.into_iter().rev().for_each(|step| step());
        return Err(error);
    }
    for (from, _) in &plan.moves {
        let file = at(from);
        fs::remove_file(&file).with_context(|| refused("cannot-write", &file))?;
        // Only a folder that is empty goes.
        if let Some(folder) = file.parent() {
            let _ = fs::remove_dir(folder);
        }
    }
    Ok(())
}

fn write(plan: &Plan, root: &Path, undo: &mut Vec<Box<dyn FnOnce()>>) -> Result<()> {
    let at = |path: &SourcePath| root.join(path.as_str());
    for (from, to) in &plan.moves {
        let (file, target) = (at(from), at(to));
        let bytes = match plan.edits.iter().find(|edit| edit.path == *from) {
            Some(edit) => edit.after.clone(),
            None => fs::read(&file).with_context(|| refused("cannot-read", &file))?,
        };
        // A picture of the same bytes may be there already.
        if !fs::read(&target).is_ok_and(|there| there == bytes) {
            source_file::create(&target, &bytes)?;
            undo.push(Box::new(move || drop(fs::remove_file(target))));
        }
    }
    let moved = |path: &SourcePath| plan.moves.iter().any(|(from, _)| from == path);
    for edit in plan.edits.iter().filter(|edit| !moved(&edit.path)) {
        let file: PathBuf = at(&edit.path);
        source_file::replace(&file, &edit.before, &edit.after)?;
        let (before, after) = (edit.before.clone(), edit.after.clone());
        undo.push(Box::new(move || drop(source_file::replace(&file, &after, &before))));
    }
    Ok(())
}
