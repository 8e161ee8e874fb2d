//! Which documents are published, as of one day.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;
use smallvec::SmallVec;

use crate::base::SourcePath;
use crate::content::front_matter::Standing;
use crate::content::{
    Audience, Config, Document, Documents, Head, IssueId, Place, Show, Visibility,
};

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
    /// Its publication is not one of this site's.
    Elsewhere,
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
    /// The publications and issues that their own `_index.md`, or that of their publication, hides.
    closed: BTreeMap<(&'a str, Option<IssueId>), Hidden>,
    config: &'a Config,
    /// The id of the site's publication, when it has at most one: articles need not name it then.
    pub sole: Option<&'a str>,
}

impl Selected<'_> {
    /// Whether an issue is hidden, or its publication.
    pub fn is_closed(&self, publication: &str, issue: IssueId) -> bool {
        !self.config.shows(publication)
            || [None, Some(issue)]
                .iter()
                .any(|issue| self.closed.contains_key(&(publication, *issue)))
    }

    /// Why a file may not be published, though it is no text: it lies in the folder of an internal publication or
    /// issue, or of a publication that this site does not show.
    pub fn bar(&self, file: &SourcePath) -> Option<Hidden> {
        let (publication, rest) =
            file.as_str().strip_prefix("content/bulletins/")?.split_once('/')?;
        if !self.config.shows(publication) {
            return Some(Hidden::Elsewhere);
        }
        let issue = rest.split('/').next().and_then(IssueId::parse);
        let why =
            [None, issue].into_iter().find_map(|issue| self.closed.get(&(publication, issue)));
        why.copied().filter(|why| *why == Hidden::Internal)
    }
}

/// Decides which documents are shown on the day `today`. What hides a publication or an issue hides
/// everything in its folder, and what stands in no other issue.
pub fn select(documents: &Documents, today: Date, show: Show) -> Selected<'_> {
    let audience = documents.config.audience;
    let mut folders: BTreeMap<(&str, Option<IssueId>), [Option<Hidden>; 4]> = BTreeMap::new();
    for document in &documents.documents {
        if let Some(key) = index_key(&document.place) {
            folders.insert(key, reasons(&document.head, audience, today));
        }
    }
    let sole = sole_publication(documents);
    let mut selected = Selected {
        shown: Vec::new(),
        withdrawn: Vec::new(),
        hidden: BTreeMap::new(),
        closed: BTreeMap::new(),
        config: &documents.config,
        sole,
    };
    for document in &documents.documents {
        let own = reasons(&document.head, audience, today);
        let above = |(publication, issue): Belongs<'_>| {
            let folder = |issue| publication.and_then(|id| folders.get(&(id, issue)).copied());
            let is_elsewhere = publication.is_some_and(|id| !documents.config.shows(id));
            let elsewhere = is_elsewhere.then_some([Some(Hidden::Elsewhere), None, None, None]);
            let issue = issue.and_then(|issue| folder(Some(issue)));
            [elsewhere, folder(None), issue].into_iter().flatten()
        };
        let all = |place| above(place).chain([own]).flatten().flatten();
        let bar = |place| all(place).find(|why| !why.may_be_shown(show));
        let own_place = belongs(document, sole);
        // What stands in several issues is shown with the first of them that is.
        let places = match document.place {
            Place::News | Place::Summary => standings(document, sole),
            _ => SmallVec::new(),
        };
        let place = places.into_iter().find(|place| bar(*place).is_none()).unwrap_or(own_place);
        match bar(place) {
            Some(why) => {
                selected.closed.extend(index_key(&document.place).map(|key| (key, why)));
                selected.hidden.insert(&document.path, why);
            }
            None if is_withdrawn(&document.head, today) => selected.withdrawn.push(document),
            None => selected.shown.push(Shown { document, pending: all(place).last() }),
        }
    }
    selected
}

impl Hidden {
    fn may_be_shown(self, show: Show) -> bool {
        match self {
            Self::Draft => show.drafts,
            Self::Scheduled(_) => show.scheduled,
            Self::Expired(_) | Self::Internal | Self::Elsewhere => false,
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

/// A publication, and an issue of it.
pub type Belongs<'a> = (Option<&'a str>, Option<IssueId>);

/// The publication and issue a document is in, by its folder or by its front matter.
pub fn belongs<'a>(document: &'a Document, sole: Option<&'a str>) -> Belongs<'a> {
    match &document.place {
        Place::Publication(publication) => (Some(publication), None),
        Place::Issue(publication, id) | Place::Bulletin(publication, id) => {
            (Some(publication), Some(*id))
        }
        _ => standings(document, sole)
            .first()
            .copied()
            .unwrap_or((document.head.publication.as_deref(), None)),
    }
}

/// All issues that a document names, in the order of its front matter.
pub fn standings<'a>(document: &'a Document, sole: Option<&'a str>) -> SmallVec<[Belongs<'a>; 1]> {
    let folder = match &document.place {
        Place::Bulletin(publication, _) => Some(publication.as_str()),
        _ => None,
    };
    let usual = document.head.publication.as_deref().or(folder).or(sole);
    let one =
        |standing: &'a Standing| (standing.publication.as_deref().or(usual), Some(standing.id));
    document.head.issues.iter().map(one).collect()
}
