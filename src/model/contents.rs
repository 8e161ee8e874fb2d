//! The order of an issue's contents: as the editor lists them, and for the rest by rule (convention 5).

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::bulletin::{Article, Term, TermKind};
use super::publications::EmptyIssue;
use super::select::Selected;
use crate::base::diagnostic::did_you_mean;
use crate::base::{Diagnostic, SourcePath};
use crate::content::Document;

/// The articles of each issue in the order of its contents. What `contents:` lists stands as it is listed, the
/// articles of a listed column together. What is not listed follows by column, then weight, then date, the newest
/// first. An article that says `lead: true` and is not listed stands before the others that are not.
pub fn of(
    issues: &[EmptyIssue],
    articles: &[Article],
    columns: &[Term],
    selected: &Selected<'_>,
    findings: &mut Vec<Diagnostic>,
) -> Vec<Vec<usize>> {
    let mut all: Vec<Vec<usize>> = vec![Vec::new(); issues.len()];
    for (index, article) in articles.iter().enumerate() {
        for issue in &article.issues {
            all[*issue].push(index);
        }
        if article.text.document.head.lead && article.issues.is_empty() {
            let finding = Diagnostic::warning("bad-lead").wording("loose");
            findings.push(finding.at(article.text.document.span("lead")));
        }
    }
    for (issue, contents) in issues.iter().zip(&mut all) {
        let listed = issue.index().map(|index| {
            let shelf = Shelf { index, contents, articles, columns };
            shelf.listed(selected, findings)
        });
        let listed = listed.unwrap_or_default();
        let leads = contents.iter().filter(|index| listed.leads(articles, **index));
        if let [first, second, ..] = leads.collect::<Vec<_>>().as_slice() {
            let [first, second] = [first, second].map(|index| &articles[**index].text.document);
            let finding = Diagnostic::warning("bad-lead").with("other", &first.path);
            findings.push(finding.at(second.span("lead")));
        }
        contents.sort_by_cached_key(|index| {
            let article = &articles[*index];
            let column = article.terms[TermKind::Column].first().copied();
            let weight = article.text.document.head.weight.unwrap_or(i64::MAX);
            let place = listed.place(articles, *index);
            (place, column.unwrap_or(usize::MAX), weight, Reverse(article.date))
        });
    }
    all
}

/// The places of what an editor listed, from 1.
#[derive(Default)]
struct Listed {
    articles: BTreeMap<usize, usize>,
    columns: BTreeMap<usize, usize>,
}

impl Listed {
    fn leads(&self, articles: &[Article], index: usize) -> bool {
        articles[index].text.document.head.lead && !self.articles.contains_key(&index)
    }

    fn place(&self, articles: &[Article], index: usize) -> usize {
        let column = articles[index].terms[TermKind::Column].first();
        let of_column = || column.and_then(|column| self.columns.get(column));
        match self.articles.get(&index) {
            Some(place) => *place,
            // Where the editor lists files, the lead is the first of the others.
            None if self.leads(articles, index) && self.articles.is_empty() => 0,
            None if self.leads(articles, index) => usize::MAX - 1,
            None => of_column().copied().unwrap_or(usize::MAX),
        }
    }
}

/// Whether a name in a list of a document means a file.
type Named = fn(&Document, &str, &SourcePath) -> bool;

/// The ways in which a name may mean a file, the nearest first: by its path from the document, by its path from
/// `content/`, by its name alone. `.md` may be missing.
pub const NAMED: [Named; 3] = [
    |index, name, path| {
        let here = index.path.sibling(&format!("{}.md", bare(name)));
        here.as_ref() == Some(path)
    },
    |_, name, path| {
        let name = bare(name);
        let name = name.strip_prefix('/').unwrap_or(name);
        let name = name.strip_prefix("content/").unwrap_or(name);
        path.as_str().strip_prefix("content/").map(bare) == Some(name)
    },
    |_, name, path| path.stem() == bare(name),
];

/// A file's name without `.md`.
fn bare(name: &str) -> &str {
    name.strip_suffix(".md").unwrap_or(name)
}

/// An issue's `_index.md`, and what its list may name.
struct Shelf<'a> {
    index: &'a Document,
    contents: &'a [usize],
    articles: &'a [Article],
    columns: &'a [Term],
}

impl Shelf<'_> {
    /// Reads `contents:`. A name that means nothing is reported.
    fn listed(&self, selected: &Selected<'_>, findings: &mut Vec<Diagnostic>) -> Listed {
        let mut listed = Listed::default();
        let imprint = self.index.head.imprint.as_ref();
        let names = imprint.map(|imprint| imprint.contents.as_slice()).unwrap_or_default();
        for (place, name) in (1..).zip(names) {
            let column = self.columns.iter().position(|column| *column.name == **name);
            if let Some(article) = self.article(name) {
                listed.articles.entry(article).or_insert(place);
            } else if let Some(column) = column {
                listed.columns.entry(column).or_insert(place);
            } else {
                let withdrawn = selected.withdrawn.iter().map(|document| &document.path);
                let mut hidden = selected.hidden.keys().copied().chain(withdrawn);
                // Of an old volume, it is a title.
                let is_title = !self.index.head.attachments.is_empty();
                if !is_title
                    && !hidden.any(|path| NAMED.iter().any(|is| is(self.index, name, path)))
                {
                    findings.push(self.unknown(name));
                }
            }
        }
        listed
    }

    /// The article that `name` means: its path from here or from `content/`, or its name alone; `.md` may be missing.
    fn article(&self, name: &str) -> Option<usize> {
        let path = |index: &usize| &self.articles[*index].text.document.path;
        let by = |is: &Named| self.contents.iter().find(|index| is(self.index, name, path(index)));
        NAMED.iter().find_map(by).copied()
    }

    fn unknown(&self, name: &str) -> Diagnostic {
        let documents = self.contents.iter().map(|index| &self.articles[*index].text.document);
        let mut titled = documents
            .clone()
            .filter(|document| document.head.title.as_deref().is_some_and(|title| title == name));
        let near = titled.next().map(|document| document.path.file_name()).or_else(|| {
            let columns = self.columns.iter().map(|column| &*column.name);
            did_you_mean(name, documents.map(|document| document.path.stem()).chain(columns))
        });
        let finding = Diagnostic::warning("unknown-in-contents").with("name", name);
        finding.near(near).at(self.index.span("contents"))
    }
}
