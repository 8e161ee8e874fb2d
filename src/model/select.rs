//! Which documents are published, as of one day.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;

use crate::base::SourcePath;
use crate::content::{Audience, Document, Documents, Head, IssueId, Place, Show, Visibility};

/// Why a document is not published today.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Hidden {
    /// `draft: true`
    Draft,
    /// `publish:` is this day, which lies ahead.
    Scheduled(Date),
    /// `expires:` is this day, which is past.
    Expired(Date),
    /// `visibility: internal` on a public site.
    Internal,
}

/// A document that is shown.
#[derive(Clone, Copy, Debug)]
pub struct Shown<'a> {
    /// The parsed file.
    pub document: &'a Arc<Document>,
    /// Why it is not published yet, though it is shown; `None` where it is published.
    pub pending: Option<Hidden>,
}

/// The documents that are shown, and why the others are not.
pub struct Selected<'a> {
    /// The documents that are shown, in the order of their paths.
    pub shown: Vec<Shown<'a>>,
    /// The documents that were withdrawn, in the order of their paths: of each, a page says so.
    pub withdrawn: Vec<&'a Arc<Document>>,
    /// All other documents, and why each is hidden.
    pub hidden: BTreeMap<&'a SourcePath, Hidden>,
    /// The id of the site's publication, when it has at most one: articles need not name it then.
    pub sole: Option<&'a str>,
}

/// Decides which documents are shown on the day `today`. What hides a publication or an issue hides
/// everything in it.
pub fn select(documents: &Documents, today: Date, show: Show) -> Selected<'_> {
    let audience = documents.config.audience;
    let mut folders: BTreeMap<(&str, Option<IssueId>), [Option<Hidden>; 4]> = BTreeMap::new();
    for document in &documents.documents {
        if let Some(key) = index_key(&document.place) {
            folders.insert(key, reasons(&document.head, audience, today));
        }
    }
    let sole = sole_publication(documents);
    let mut selected =
        Selected { shown: Vec::new(), withdrawn: Vec::new(), hidden: BTreeMap::new(), sole };
    for document in &documents.documents {
        let (publication, issue) = belongs(document, sole);
        let own = reasons(&document.head, audience, today);
        let folder = |issue| publication.and_then(|id| folders.get(&(id, issue)).copied());
        let above = [folder(None), issue.and_then(|issue| folder(Some(issue)))];
        let all = || above.into_iter().flatten().chain([own]).flatten().flatten();
        match all().find(|why| !why.may_be_shown(show)) {
            Some(why) => drop(selected.hidden.insert(&document.path, why)),
            None if is_withdrawn(&document.head, today) => selected.withdrawn.push(document),
            None => selected.shown.push(Shown { document, pending: all().last() }),
        }
    }
    selected
}

impl Hidden {
    fn may_be_shown(self, show: Show) -> bool {
        match self {
            Self::Draft => show.drafts,
            Self::Scheduled(_) => show.scheduled,
            Self::Expired(_) | Self::Internal => false,
        }
    }
}

fn is_withdrawn(head: &Head, today: Date) -> bool {
    head.withdrawn.as_ref().is_some_and(|notice| notice.date.date <= today)
}

fn reasons(head: &Head, audience: Audience, today: Date) -> [Option<Hidden>; 4] {
    let is_internal = head.visibility == Visibility::Internal && audience == Audience::Public;
    let scheduled = head.publish.filter(|publish| publish.date > today);
    let expired = head.expires.filter(|expires| expires.date < today);
    [
        is_internal.then_some(Hidden::Internal),
        expired.map(|expires| Hidden::Expired(expires.date)),
        scheduled.map(|publish| Hidden::Scheduled(publish.date)),
        head.draft.then_some(Hidden::Draft),
    ]
}

fn index_key(place: &Place) -> Option<(&str, Option<IssueId>)> {
    match place {
        Place::Publication(publication) => Some((publication, None)),
        Place::Issue(publication, id) => Some((publication, Some(*id))),
        _ => None,
    }
}

/// The id of the publication of a site that has issues but no folder for a publication.
const IMPLICIT: &str = "bulletin";

fn sole_publication(documents: &Documents) -> Option<&str> {
    let mut sole = None;
    for document in &documents.documents {
        let (Place::Publication(id) | Place::Issue(id, _) | Place::Bulletin(id, _)) =
            &document.place
        else {
            continue;
        };
        if *sole.get_or_insert(id) != id {
            return None;
        }
    }
    Some(sole.map_or(IMPLICIT, String::as_str))
}

/// The publication and issue a document is in, by its folder or by its front matter.
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
