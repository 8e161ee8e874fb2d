//! Topics (专题) gather articles by what these say of themselves, or by a list of files.

use std::cmp::Reverse;

use super::articles::{Articles, required_title};
use super::bulletin::{Article, PerKind, Term, TermKind};
use super::contents::NAMED;
use super::names;
use super::texts::Text;
use crate::base::Diagnostic;
use crate::base::diagnostic::did_you_mean;
use crate::content::front_matter::topic::Scope;
use crate::content::{Document, Documents, Head, Place};

/// Adds the topics among `texts` to the terms, and to each article the topics it belongs to. What a topic names in
/// vain is reported, and a topic without articles.
pub fn gather(
    texts: &[Text],
    documents: &Documents,
    all: &mut Articles,
    findings: &mut Vec<Diagnostic>,
) {
    let mut topics = Vec::new();
    for text in texts.iter().filter(|text| text.document.place == Place::Topic) {
        let document = &text.document;
        let Some(scope) = &document.head.scope else { continue };
        let before = findings.len();
        let mut desk =
            Desk { document, documents, articles: &all.articles, terms: &all.terms, findings };
        let articles = desk.articles(scope);
        if articles.is_empty() && findings.len() == before {
            let wording = if scope.has_rule() || !scope.articles.is_empty() { "" } else { "rule" };
            let finding = Diagnostic::warning("topic-empty").wording(wording);
            findings.push(finding.at(document.span("title")));
        }
        topics.push(Term {
            name: required_title(document, findings),
            full_name: None,
            group: None,
            description: document.head.summary.as_ref().map(ToString::to_string),
            keywords: Vec::new(),
            url: document.url.clone(),
            text: Some(text.clone()),
            articles,
        });
    }
    let newest = |topic: &Term| topic.articles.iter().map(|index| all.articles[*index].date).max();
    let weight = |topic: &Term| topic.text.as_ref().and_then(|text| text.document.head.weight);
    topics.sort_by_cached_key(|topic| (weight(topic).unwrap_or(i64::MAX), Reverse(newest(topic))));
    for (number, topic) in topics.iter().enumerate() {
        for index in &topic.articles {
            all.articles[*index].terms[TermKind::Topic].push(number);
        }
    }
    all.terms[TermKind::Topic] = topics;
}

/// A topic, and what it may gather.
struct Desk<'a> {
    document: &'a Document,
    documents: &'a Documents,
    articles: &'a [Article],
    terms: &'a PerKind<Vec<Term>>,
    findings: &'a mut Vec<Diagnostic>,
}

impl Desk<'_> {
    /// The indices of its articles: first those it lists, then those that fit its rule, the newest first.
    fn articles(&mut self, scope: &Scope) -> Vec<usize> {
        let mut all: Vec<usize> = Vec::new();
        for name in &scope.articles {
            all.extend(self.article(name).filter(|index| !all.contains(index)));
        }
        let kinds = [
            (TermKind::Tag, &scope.tags),
            (TermKind::Unit, &scope.units),
            (TermKind::Column, &scope.columns),
        ];
        let wanted = kinds.map(|(kind, names)| (kind, names.is_empty(), self.terms(kind, names)));
        let fits = |article: &Article| {
            let day = article.date.date;
            let is_named = |(kind, is_free, terms): &(TermKind, bool, Vec<usize>)| {
                *is_free || article.terms[*kind].iter().any(|term| terms.contains(term))
            };
            scope.has_rule()
                && wanted.iter().all(is_named)
                && scope.from.is_none_or(|from| from.date <= day)
                && scope.to.is_none_or(|to| day <= to.date)
        };
        let fitting = (0..self.articles.len()).filter(|index| fits(&self.articles[*index]));
        let listed = all.clone();
        all.extend(fitting.filter(|index| !listed.contains(index)));
        all
    }

    /// The indices of the terms that names mean.
    fn terms(&mut self, kind: TermKind, names: &[String]) -> Vec<usize> {
        let mut all = Vec::new();
        for name in names {
            match names::index_of(self.documents, self.terms, kind, name, None) {
                Some(term) => all.push(term),
                // What only hidden articles say is no mistake.
                None if self.documents.documents.iter().any(|one| says(&one.head, kind, name)) => {}
                None => {
                    let known = self.terms[kind].iter().map(|term| &*term.name);
                    let near = did_you_mean(name, known).map(str::to_owned);
                    self.unknown(kind.folder(), name, near.as_deref(), "");
                }
            }
        }
        all
    }

    /// The article that a name means: by its path from `content/`, or by its file's name.
    fn article(&mut self, name: &str) -> Option<usize> {
        let path = |index: &usize| &self.articles[*index].text.document.path;
        for is in NAMED {
            let mut found = (0..self.articles.len()).filter(|at| is(self.document, name, path(at)));
            let Some(first) = found.next() else { continue };
            let Some(other) = found.next() else { return Some(first) };
            let finding = Diagnostic::warning("unknown-in-topic").wording("several");
            let finding = finding.with("name", name).with("one", path(&first));
            let finding = finding.with("other", path(&other));
            self.findings.push(finding.at(self.document.span("articles")));
            return None;
        }
        let is_article = |one: &Document| {
            matches!(one.place, Place::Bulletin(..) | Place::News | Place::Summary)
        };
        let mut all = self.documents.documents.iter().filter(|one| is_article(one));
        if !all.any(|one| NAMED.iter().any(|is| is(self.document, name, &one.path))) {
            let stems = self.articles.iter().map(|article| article.text.document.path.stem());
            let titled = self.articles.iter().find(|article| *article.title == *name);
            let near = titled.map(|article| article.text.document.path.stem());
            let near = near.or_else(|| did_you_mean(name, stems)).map(str::to_owned);
            self.unknown("articles", name, near.as_deref(), "file");
        }
        None
    }

    fn unknown(
        &mut self,
        key: &'static str,
        name: &str,
        near: Option<&str>,
        wording: &'static str,
    ) {
        let singular = match key {
            "units" => "unit",
            "columns" => "column",
            _ => key,
        };
        let written = |key: &str| !self.document.span(key).range.is_empty();
        let key = if written(key) { key } else { singular };
        let finding = Diagnostic::warning("unknown-in-topic").wording(wording);
        let finding = finding.with("key", key).with("name", name).near(near);
        self.findings.push(finding.at(self.document.span(key)));
    }
}

/// Whether a front matter has a name.
fn says(head: &Head, kind: TermKind, name: &str) -> bool {
    let names = match kind {
        TermKind::Tag => &head.tags[..],
        TermKind::Unit => &head.units,
        TermKind::Column => head.column.as_slice(),
        TermKind::Author | TermKind::Topic => &[],
    };
    names.iter().any(|one| one == name)
}
