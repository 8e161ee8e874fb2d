//! Which documents are published, as of one day.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;

use crate::base::SourcePath;
use crate::content::{Audience, Document, Documents, Head, IssueId, Place, Visibility};

/// Why a document stays out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hidden {
    /// `draft: true`, and drafts were not asked for.
    Draft,
    /// `publish:` lies ahead.
    Scheduled,
    /// `expires:` is past.
    Expired,
    /// `visibility: internal` on a public site.
    Internal,
}

/// The documents that are published, and why the others are not.
pub struct Selected<'a> {
    /// Published ones, in the order of their paths.
    pub shown: Vec<&'a Arc<Document>>,
    /// The others.
    pub hidden: BTreeMap<&'a SourcePath, Hidden>,
}

/// Sorts documents out. What a publication or an issue says of itself holds for all in it.
pub fn select(documents: &Documents, today: Date, drafts: bool) -> Selected<'_> {
    let audience = documents.config.audience;
    let reason = |head: &Head| hidden(head, audience, today, drafts);
    let mut folders: BTreeMap<(&str, Option<IssueId>), Hidden> = BTreeMap::new();
    for document in &documents.documents {
        if let (Some(key), Some(why)) = (index_key(&document.place), reason(&document.head)) {
            folders.insert(key, why);
        }
    }
    let sole = sole_publication(documents);
    let mut selected = Selected { shown: Vec::new(), hidden: BTreeMap::new() };
    for document in &documents.documents {
        let (publication, issue) = belongs(document, sole);
        let above = publication.and_then(|publication| {
            let whole = folders.get(&(publication, None));
            whole.or_else(|| folders.get(&(publication, issue)))
        });
        match reason(&document.head).or(above.copied()) {
            Some(why) => drop(selected.hidden.insert(&document.path, why)),
            None => selected.shown.push(document),
        }
    }
    selected
}

fn hidden(head: &Head, audience: Audience, today: Date, drafts: bool) -> Option<Hidden> {
    if head.visibility == Visibility::Internal && audience == Audience::Public {
        Some(Hidden::Internal)
    } else if head.draft && !drafts {
        Some(Hidden::Draft)
    } else if head.publish.is_some_and(|publish| publish.date > today) {
        Some(Hidden::Scheduled)
    } else if head.expires.is_some_and(|expires| expires.date < today) {
        Some(Hidden::Expired)
    } else {
        None
    }
}

fn index_key(place: &Place) -> Option<(&str, Option<IssueId>)> {
    match place {
        Place::Publication(publication) => Some((publication, None)),
        Place::Issue(publication, id) => Some((publication, Some(*id))),
        _ => None,
    }
}

/// The publication of a site that has issues but no folder for a publication.
pub const IMPLICIT: &str = "bulletin";

/// The site's publication, when it has at most one: articles need not name it then.
pub fn sole_publication(documents: &Documents) -> Option<&str> {
    let mut all: Vec<&str> = documents
        .documents
        .iter()
        .filter_map(|document| match &document.place {
            Place::Publication(id) | Place::Issue(id, _) | Place::Bulletin(id, _) => {
                Some(id.as_str())
            }
            _ => None,
        })
        .collect();
    all.sort_unstable();
    all.dedup();
    match all.as_slice() {
        [] => Some(IMPLICIT),
        [sole] => Some(sole),
        _ => None,
    }
}

/// The publication and issue a document is in, by its folder or by what it says.
pub fn belongs<'a>(
    document: &'a Document,
    sole: Option<&'a str>,
) -> (Option<&'a str>, Option<IssueId>) {
    match &document.place {
        Place::Publication(publication) => (Some(publication), None),
        Place::Issue(publication, id) | Place::Bulletin(publication, id) => {
            (Some(publication), Some(*id))
        }
        _ => {
            let head = &document.head;
            let named = head.publication.as_deref();
            (named.or(sole.filter(|_| head.issue.is_some())), head.issue)
        }
    }
}
