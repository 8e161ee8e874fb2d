//! Puts the bulletin together: selects documents, numbers issues, resolves names, follows links.

use std::sync::Arc;

use super::articles::{Articles, articles, required_title};
use super::bulletin::{Bulletin, Numbers, Page, Redirect, TermKind, Withdrawn};
use super::files::static_files;
use super::links::Found;
use super::publications::Frame;
use super::select::{Selected, select};
use super::series::series;
use super::statistics::items::items;
use super::statistics::ledger::{adopted, ledger};
use super::texts::{Text, masthead_image, texts};
use super::{contents, publications, rules, topics};
use crate::base::{Checked, Diagnostic, Span};
use crate::content::{Document, Documents, Inputs, Place, urls};

/// Assembles the bulletin of all that is shown on the day `inputs.today`.
pub fn assemble(inputs: &Inputs, documents: &Documents) -> Checked<Bulletin> {
    let mut findings = Vec::new();
    let selected = select(documents, inputs.today, inputs.show);
    let (texts, found) = texts(&inputs.tree, &selected);
    let frame = publications::frame(documents, &selected, &texts, &mut findings);
    let withdrawn = withdrawn(&selected, &frame, &mut findings);
    let shown = texts.iter().map(|text| (&text.document, text.document.head.title.as_ref()));
    // The title of what was withdrawn stands only where that is said.
    let gone = selected.withdrawn.iter().map(|document| (*document, None));
    let redirects = redirects(shown.chain(gone), &mut findings);
    let (texts, others): (Vec<Text>, Vec<Text>) = texts.into_iter().partition(is_article);
    let mut all = articles(texts, documents, &frame, selected.sole, &mut findings);
    topics::gather(&others, documents, &mut all, &mut findings);
    let pages = pages(others, &mut findings);
    let Articles { articles, by_path, terms } = all;
    let columns = &terms[TermKind::Column];
    let order = contents::of(&frame.issues, &articles, columns, &selected, &mut findings);
    let issues = publications::issues(frame.issues, order, &articles);
    let unseen = unseen(documents, &selected).chain(frame.known).collect();
    let mut publications = frame.publications;
    publications::place_supplements(&mut publications, &issues);
    findings.extend(publications::check(&issues, &withdrawn));
    let mut bulletin = Bulletin {
        config: Arc::new(documents.config.clone()),
        today: inputs.today,
        publications,
        issues,
        articles,
        by_path,
        withdrawn,
        pages,
        ledger: ledger(documents, &terms, inputs.today, &mut findings),
        series: series(documents, &terms, inputs.today, &mut findings),
        terms,
        masthead_image: masthead_image(&inputs.tree, &documents.config).unwrap_or_else(|finding| {
            findings.push(finding);
            None
        }),
        files: static_files(&inputs.tree, &mut findings),
        redirects,
        unseen,
        expected: Vec::new(),
    };
    take_in(found, &mut bulletin, &mut findings);
    findings.extend(rules::errors(&bulletin, documents));
    findings.extend(rules::notices(&bulletin));
    findings.extend(adopted(&bulletin.config.statistics, &bulletin.articles, inputs.today));
    findings.extend(rules::pictures(&bulletin, &inputs.tree));
    if inputs.proof && !bulletin.ledger.rows.is_empty() {
        findings.extend(items(&bulletin, None).findings);
    }
    // A site of some publications has not what the others have in a column.
    if inputs.proof && documents.config.publications.is_empty() {
        findings.extend(rules::columns(&bulletin));
    }
    Checked::with(bulletin, findings)
}

/// The names of publications, single pages and topics that are hidden: as files, and their titles.
fn unseen<'a>(
    documents: &'a Documents,
    selected: &'a Selected<'_>,
) -> impl Iterator<Item = String> + 'a {
    let hidden = documents.documents.iter().filter(|document| {
        matches!(document.place, Place::Page | Place::Publication(_) | Place::Topic)
            && selected.hidden.contains_key(&document.path)
    });
    hidden.flat_map(|document| {
        let title = document.head.title.as_ref().map(ToString::to_string);
        [Some(document.path.stem().to_owned()), title].into_iter().flatten()
    })
}

fn is_article(text: &Text) -> bool {
    matches!(text.document.place, Place::Bulletin(..) | Place::News | Place::Summary)
}

/// The single pages in the order of the menu.
fn pages(texts: Vec<Text>, findings: &mut Vec<Diagnostic>) -> Vec<Page> {
    let pages = texts.into_iter().filter(|text| text.document.place == Place::Page);
    let page = |text: Text| Page { title: required_title(&text.document, findings), text };
    let mut pages: Vec<Page> = pages.map(page).collect();
    pages.sort_by_key(|page: &Page| page.text.document.head.weight.unwrap_or(i64::MAX));
    pages
}

/// The items that were withdrawn.
fn withdrawn(
    selected: &Selected<'_>,
    frame: &Frame,
    findings: &mut Vec<Diagnostic>,
) -> Vec<Withdrawn> {
    let one = |document: &&Arc<Document>| {
        let notice = document.head.withdrawn.clone()?;
        let title = required_title(document, findings);
        let issues = frame.issues_of(document, selected.sole).unwrap_or_else(|finding| {
            findings.push(finding);
            Numbers::new()
        });
        Some(Withdrawn { document: Arc::clone(document), title, notice, issues })
    };
    selected.withdrawn.iter().filter_map(one).collect()
}

fn redirects<'a>(
    documents: impl Iterator<Item = (&'a Arc<Document>, Option<&'a Arc<str>>)>,
    findings: &mut Vec<Diagnostic>,
) -> Vec<Redirect> {
    let mut all = Vec::new();
    for (document, title) in documents {
        for alias in &document.head.aliases {
            let place = document.span("aliases");
            if let Some(from) = urls::alias(alias) {
                let title = title.cloned().unwrap_or_else(|| document.url.to_string().into());
                all.push(Redirect { from, to: document.url.clone(), title, place });
            } else {
                findings.push(Diagnostic::error("bad-alias").with("alias", alias).at(place));
            }
        }
    }
    all
}

/// Adds to the bulletin what its texts lead to: files to publish, and pages that must exist.
fn take_in(found: Vec<Found>, bulletin: &mut Bulletin, findings: &mut Vec<Diagnostic>) {
    for more in found {
        for (url, file) in more.files {
            let claimed = bulletin.files.entry(url).or_insert_with(|| file.clone());
            if claimed.path != file.path {
                let finding = Diagnostic::error("duplicate-url").wording("attachments");
                let finding = finding.with("one", &claimed.path).with("other", &file.path);
                let first = Span::file(&claimed.path);
                findings.push(finding.at(Span::file(&file.path)).related(first, "first"));
            }
        }
        bulletin.expected.extend(more.expected);
        findings.extend(more.findings);
    }
}
