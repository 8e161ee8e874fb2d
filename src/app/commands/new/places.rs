//! Where new texts are put: publications, issues, names of files.

use std::path::Path;

use anyhow::{Result, bail};

use super::asker::Asker;
use crate::app::report::language::say;
use crate::app::source_file::{self, is_file_name};
use crate::base::SourcePath;
use crate::content::{Documents, IssueId, Place};

/// The issues that a publication has.
pub fn issues(documents: &Documents, publication: &str) -> Vec<IssueId> {
    let of = |place: &Place| match place {
        Place::Issue(known, id) | Place::Bulletin(known, id) if known == publication => Some(*id),
        _ => None,
    };
    documents.documents.iter().filter_map(|document| of(&document.place)).collect()
}

/// The folder of an issue that is there; it may be written in another form, such as `2007-3`.
pub fn folder_of(documents: &Documents, publication: &str, id: IssueId) -> Option<String> {
    let is_it = |place: &Place| match place {
        Place::Issue(known, other) | Place::Bulletin(known, other) => {
            known == publication && *other == id
        }
        _ => false,
    };
    let known = documents.documents.iter().find(|document| is_it(&document.place));
    known.map(|document| document.path.folder().to_owned())
}

/// The folder of a publication: the one named by its folder or its title, or the only one, or the one that somebody
/// chooses. A new name is taken where there is no publication yet.
///
/// # Errors
/// When it cannot be told which, or the name is no name of a folder.
pub fn publication(named: Option<&str>, documents: &Documents, asker: &Asker) -> Result<String> {
    let of = |place: &Place| match place {
        Place::Publication(id) | Place::Issue(id, _) | Place::Bulletin(id, _) => Some(id.clone()),
        _ => None,
    };
    let mut all: Vec<String> =
        documents.documents.iter().filter_map(|document| of(&document.place)).collect();
    all.dedup();
    let titled = |title: &str| {
        documents.documents.iter().find_map(|document| match &document.place {
            Place::Publication(id) if document.head.title.as_deref() == Some(title) => {
                Some(id.clone())
            }
            _ => None,
        })
    };
    match (named, all.as_slice()) {
        (Some(named), _) if all.iter().any(|id| id == named) => Ok(named.to_owned()),
        (Some(named), _) => {
            if let Some(id) = titled(named) {
                return Ok(id);
            }
            if !is_file_name(named) {
                bail!(say("new-bad-name", &[("path", named.into())]));
            }
            if all.is_empty() {
                return Ok(named.to_owned());
            }
            let words = [("name", named.into()), ("ids", all.join("、").into())];
            bail!(say("new-unknown-publication", &words))
        }
        (None, [only]) => Ok(only.clone()),
        (None, []) => Ok("kuaixun".to_owned()),
        (None, _) => {
            let ids = all.join("、");
            let chosen = asker.choice(None, "new-publication", &all)?;
            if chosen.is_empty() {
                bail!(say("new-needs-publication", &[("ids", ids.into())]));
            }
            Ok(chosen)
        }
    }
}

/// Writes a file that is not there yet. Answers its path.
///
/// # Errors
/// When it is there, or the machine refuses.
pub fn write(root: &Path, path: &str, bytes: &[u8]) -> Result<String> {
    let Some(path) = SourcePath::new(path) else {
        bail!(say("new-bad-name", &[("path", path.into())]));
    };
    let target = root.join(path.as_str());
    let shown = target.strip_prefix(".").unwrap_or(&target).display().to_string();
    if target.exists() {
        bail!(say("new-taken", &[("path", shown.into())]));
    }
    source_file::create(&target, bytes)?;
    Ok(shown)
}
