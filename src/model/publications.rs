//! Builds publications and their issues around the articles that stand in them.

use std::collections::{BTreeMap, BTreeSet};

use smallvec::SmallVec;

use super::bulletin::{Article, Issue, Numbers, Publication, Withdrawn};
use super::issues::Numbering;
use super::select::{Belongs, Selected, belongs, standings};
use super::texts::Text;
use crate::base::diagnostic::did_you_mean;
use crate::base::{Diagnostic, Moment, OutputPath, SourcePath, Span};
use crate::content::front_matter::Imprint;
use crate::content::{Config, Document, Documents, IssueId, Place, config, urls};

/// Publications and their issues, before it is known which articles stand in which issue.
#[derive(Debug, Default)]
pub struct Frame {
    /// The publications, in the order of their folders.
    pub publications: Vec<Publication>,
    /// The issues, by publication, then from the oldest to the newest.
    pub issues: Vec<EmptyIssue>,
    places: BTreeMap<String, BTreeMap<IssueId, usize>>,
    /// The names of all publications, hidden ones included.
    pub known: BTreeSet<String>,
    /// These names by their titles.
    titles: BTreeMap<String, String>,
}

impl Frame {
    /// The indices of the issues a document stands in, its own first. Issues that are not shown are left out.
    ///
    /// # Errors
    /// A finding when the document names other issues than that of its folder, or a publication that does not
    /// exist, or an issue without saying of which publication.
    pub fn issues_of(
        &self,
        document: &Document,
        sole: Option<&str>,
    ) -> Result<Numbers, Diagnostic> {
        let named = standings(document, sole);
        let publications = named.iter().map(|(publication, _)| *publication);
        for named in publications.chain([document.head.publication.as_deref()]).flatten() {
            if !self.known.contains(named) {
                let is_key = document.head.publication.as_deref() == Some(named);
                let finding = Diagnostic::error("unknown-publication").with("name", named);
                let titled = self.titles.get(named).map(String::as_str);
                let near = || did_you_mean(named, self.known.iter().map(String::as_str));
                let key = if is_key { "publication" } else { "issue" };
                return Err(finding.near(titled.or_else(near)).at(document.span(key)));
            }
        }
        let mut all: SmallVec<[Belongs<'_>; 1]> = SmallVec::new();
        if let Place::Bulletin(publication, id) = &document.place {
            check_folder(document, (publication, *id), &named)?;
            all.push((Some(publication), Some(*id)));
        }
        all.extend(named);
        let mut issues = Numbers::new();
        for (publication, id) in all {
            let Some(publication) = publication else {
                let ids: Vec<&str> = self.known.iter().map(String::as_str).collect();
                let finding = Diagnostic::error("which-publication").with("ids", ids.join("、"));
                return Err(finding.at(document.span("issue")));
            };
            let known = id.and_then(|id| self.places.get(publication)?.get(&id).copied());
            issues.extend(known.filter(|known| !issues.contains(known)));
        }
        Ok(issues)
    }
}

/// An article in an issue's folder may stand in others, too, if it names all.
fn check_folder(
    document: &Document,
    (publication, id): (&str, IssueId),
    named: &[Belongs<'_>],
) -> Result<(), Diagnostic> {
    let finding = Diagnostic::error("two-issues");
    match (named.first(), &document.head.publication) {
        (None, Some(other)) if other != publication => {
            let finding = finding.wording("publication").with("folder", publication);
            Err(finding.with("value", other).at(document.span("publication")))
        }
        (Some((of, Some(other))), _) if !named.contains(&(Some(publication), Some(id))) => {
            let of = of.filter(|of| *of != publication);
            let value = of.map_or_else(|| other.to_string(), |of| format!("{of}/{other}"));
            let finding = finding.with("folder", id).with("value", value);
            Err(finding.at(document.span("issue")))
        }
        _ => Ok(()),
    }
}

/// An issue that has no articles yet.
#[derive(Clone, Debug)]
pub struct EmptyIssue {
    publication: usize,
    id: IssueId,
    cumulative: Option<i64>,
    url: OutputPath,
    imprint: Imprint,
    text: Option<Text>,
}

impl EmptyIssue {
    /// Its `_index.md`, if there is one.
    pub fn index(&self) -> Option<&Document> {
        self.text.as_ref().map(|text| &*text.document)
    }
}

/// Puts articles into their issues, in the order of their `contents`. An issue without a date gets that of its
/// latest article.
pub fn issues(
    empty: Vec<EmptyIssue>,
    contents: Vec<Vec<usize>>,
    articles: &[Article],
) -> Vec<Issue> {
    let issue = |(empty, contents): (EmptyIssue, Vec<usize>)| {
        let latest = || contents.iter().map(|article| articles[*article].date).max();
        let EmptyIssue { publication, id, cumulative, url, imprint, text } = empty;
        let own = text.as_ref().and_then(|text| text.document.head.date);
        let date = own.or_else(latest);
        Issue { publication, id, cumulative, date, url, imprint, text, articles: contents }
    };
    empty.into_iter().zip(contents).map(issue).collect()
}

/// Finds publications and issues, numbers the issues, and reads their `_index.md` files.
pub fn frame(
    documents: &Documents,
    selected: &Selected<'_>,
    texts: &[Text],
    findings: &mut Vec<Diagnostic>,
) -> Frame {
    let (numberings, with_hidden) = numberings(documents, selected);
    let shown = Shown::of(texts, selected);
    let known: BTreeSet<String> = numberings.keys().map(|id| (*id).to_owned()).collect();
    findings.extend(unknown(&documents.config, &known));
    let titles = titles(documents);
    let mut frame = Frame { known, titles, ..Frame::default() };
    for (id, numbering) in &numberings {
        if !shown.publications.contains(*id) {
            continue;
        }
        let (index, first_issue) = (frame.publications.len(), frame.issues.len());
        let publication = publication(documents, id, numberings.len() == 1, &shown);
        findings.extend(numbering.check());
        let first = publication.imprint.first_cumulative;
        let cumulative = numbering.cumulative(first).unpack(findings);
        for issue_id in numbering.ids() {
            let key = (*id, issue_id);
            let has_articles = shown.issues.contains(&key);
            let index_text = shown.indexes.get(&key);
            let head = index_text.and_then(|text| text.document.head.imprint.as_ref());
            let is_planned = head.is_some_and(|imprint| imprint.planned);
            let announced = index_text.is_some() && !with_hidden.contains(&key);
            if has_articles || announced || is_planned {
                let places = frame.places.entry((*id).to_owned()).or_default();
                places.insert(issue_id, frame.issues.len());
                let text = shown.indexes.get(&key).map(|text| (*text).clone());
                let number = cumulative.get(&issue_id).copied();
                frame.issues.push(empty_issue(index, &publication, issue_id, number, text));
            }
        }
        let issues = (first_issue..frame.issues.len()).collect();
        frame.publications.push(Publication { issues, ..publication });
    }
    frame
}

/// The folders of publications, by their titles.
fn titles(documents: &Documents) -> BTreeMap<String, String> {
    let titled = documents.documents.iter().filter_map(|document| match &document.place {
        Place::Publication(id) => Some((document.head.title.as_ref()?.to_string(), id.clone())),
        _ => None,
    });
    titled.collect()
}

/// The numbers of each publication, and the issues that have hidden articles.
fn numberings<'a>(
    documents: &'a Documents,
    selected: &Selected<'a>,
) -> (BTreeMap<&'a str, Numbering>, BTreeSet<(&'a str, IssueId)>) {
    let (documents, sole) = (&documents.documents, selected.sole);
    let mut numberings: BTreeMap<&str, Numbering> = BTreeMap::new();
    let mut with_hidden: BTreeSet<(&str, IssueId)> = BTreeSet::new();
    let folder_of = |document: &'a Document| match &document.place {
        Place::Publication(id) | Place::Issue(id, _) | Place::Bulletin(id, _) => Some(id.as_str()),
        _ => None,
    };
    let known: BTreeSet<&str> =
        documents.iter().filter_map(|one| folder_of(one)).chain(sole).collect();
    let mut folder = None;
    for document in documents {
        let is_hidden = selected.hidden.contains_key(&document.path);
        let is_own = matches!(document.place, Place::Issue(..));
        let is_plain = !is_hidden && !is_own && document.head.issues.is_empty();
        if is_plain && folder == Some(document.path.folder()) {
            // All articles of one folder name the same issue, so the first is enough.
            continue;
        }
        folder = issue_folder(document);
        for (publication, issue) in all_issues(document, sole) {
            let Some(publication) = publication else { continue };
            if !known.contains(publication) {
                continue;
            }
            let numbering = numberings.entry(publication).or_default();
            if let Some(id) = issue {
                let is_own = belongs(document, sole) == (Some(publication), Some(id));
                numbering.note(id, document, is_own);
                if is_hidden {
                    with_hidden.insert((publication, id));
                }
            }
        }
    }
    (numberings, with_hidden)
}

/// Finds names in the configuration that are no publications.
fn unknown(config: &Config, known: &BTreeSet<String>) -> Vec<Diagnostic> {
    let names = config.publications.iter().filter(|name| !known.contains(*name));
    let finding = |name: &String| {
        let near = did_you_mean(name, known.iter().map(String::as_str));
        let finding = Diagnostic::error("unknown-publication").with("name", name).near(near);
        finding.at(Span::file(&SourcePath::new(config::FILE).expect("a plain name")))
    };
    names.map(finding).collect()
}

/// The folder of an article that lies in an issue's folder. All articles there name the same issue.
fn issue_folder(document: &Document) -> Option<&str> {
    matches!(document.place, Place::Bulletin(..)).then(|| document.path.folder())
}

/// The publications and issues that the shown documents name.
#[derive(Default)]
struct Shown<'a> {
    publications: BTreeSet<&'a str>,
    issues: BTreeSet<(&'a str, IssueId)>,
    indexes: BTreeMap<(&'a str, IssueId), &'a Text>,
    covers: BTreeMap<&'a str, &'a Text>,
}

impl<'a> Shown<'a> {
    fn of(texts: &'a [Text], selected: &Selected<'a>) -> Self {
        let mut shown = Self::default();
        let mut folder = None;
        for text in texts {
            let document = &text.document;
            // All articles of one folder name the same issue; its own file may come behind the first of them.
            let is_own = matches!(document.place, Place::Issue(..));
            if is_own || !document.head.issues.is_empty() || folder != Some(document.path.folder())
            {
                for place in all_issues(document, selected.sole) {
                    shown.note(text, place, selected);
                }
                folder = issue_folder(document);
            }
        }
        shown
    }

    fn note(&mut self, text: &'a Text, place: Belongs<'a>, selected: &Selected<'_>) {
        let (Some(publication), issue) = place else { return };
        if issue.is_some_and(|issue| selected.is_closed(publication, issue)) {
            return;
        }
        self.publications.insert(publication);
        match (&text.document.place, issue) {
            (Place::Publication(id), _) => drop(self.covers.insert(id, text)),
            (Place::Issue(..), Some(id)) => {
                self.indexes.insert((publication, id), text);
            }
            (_, Some(id)) => drop(self.issues.insert((publication, id))),
            _ => {}
        }
    }
}

/// The publication and issue of a document, and the other issues that it names.
fn all_issues<'a>(document: &'a Document, sole: Option<&'a str>) -> SmallVec<[Belongs<'a>; 1]> {
    let mut all = standings(document, sole);
    let own = belongs(document, sole);
    if !all.contains(&own) {
        all.push(own);
    }
    all
}

fn publication(documents: &Documents, id: &str, is_sole: bool, shown: &Shown<'_>) -> Publication {
    let cover = shown.covers.get(id);
    let given = cover.and_then(|text| text.document.head.title.clone());
    let title = given.unwrap_or_else(|| {
        if is_sole { documents.config.title.as_str().into() } else { id.into() }
    });
    Publication {
        id: id.to_owned(),
        title,
        url: urls::publication(id).expect("a slug is a legal part of an address"),
        imprint: imprint(cover.copied()),
        text: cover.map(|text| (*text).clone()),
        issues: Vec::new(),
    }
}

fn empty_issue(
    index: usize,
    publication: &Publication,
    id: IssueId,
    cumulative: Option<i64>,
    text: Option<Text>,
) -> EmptyIssue {
    EmptyIssue {
        publication: index,
        id,
        cumulative,
        url: urls::issue(&publication.id, id).expect("a slug is a legal part of an address"),
        imprint: imprint(text.as_ref()).or_of(&publication.imprint),
        text,
    }
}

/// The masthead and recipients that an `_index.md` gives; empty without one.
fn imprint(text: Option<&Text>) -> Imprint {
    let imprint = text.and_then(|text| text.document.head.imprint.as_deref());
    imprint.cloned().unwrap_or_default()
}

/// Puts the supplements of each publication before the first issue of their year that has a later date. Those
/// without a date stay behind all issues of their year.
pub fn place_supplements(publications: &mut [Publication], issues: &[Issue]) {
    for publication in publications {
        let (supplements, mut order): (Vec<_>, Vec<_>) =
            publication.issues.iter().partition(|issue| issues[**issue].id.supplement);
        for supplement in supplements {
            let Issue { id, date, .. } = issues[supplement];
            let is_behind = |other: &usize| {
                let other = &issues[*other];
                let is_later = date.is_some() && !other.id.supplement && other.date > date;
                other.id.year > id.year || other.id.year == id.year && is_later
            };
            let place = order.iter().position(is_behind).unwrap_or(order.len());
            order.insert(place, supplement);
        }
        publication.issues = order;
    }
}

/// Checks what convention 3 asks of issues once they have their articles: none is empty, and dates
/// never run backwards.
pub fn check(issues: &[Issue], withdrawn: &[Withdrawn]) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    for (index, issue) in issues.iter().enumerate() {
        let had_articles = || withdrawn.iter().any(|item| item.issues.contains(&index));
        let Some(text) = &issue.text else { continue };
        let (code, place) = match (issue.articles.is_empty(), issue.imprint.planned) {
            // An old volume is a file.
            (true, false) if !text.document.head.attachments.is_empty() || had_articles() => {
                continue;
            }
            (true, false) => ("issue-empty", Span::file(&text.document.path)),
            (false, true) => ("issue-planned", text.document.span("planned")),
            _ => continue,
        };
        findings.push(Diagnostic::warning(code).with("issue", issue.id).at(place));
    }
    let mut before: Option<(&Issue, Moment)> = None;
    for issue in issues.iter().filter(|issue| !issue.id.supplement) {
        let Some(date) = issue.date else { continue };
        if let Some((earlier, last)) = before
            && earlier.publication == issue.publication
            && date < last
        {
            let finding = Diagnostic::warning("issue-date-backwards").with("issue", issue.id);
            let mut finding =
                finding.with("date", date).with("earlier", earlier.id).with("last", last);
            if let Some(text) = &issue.text {
                finding = finding.at(text.document.span("date"));
            }
            findings.push(finding);
        }
        before = Some((issue, date));
    }
    findings
}
