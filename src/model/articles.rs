//! Texts become articles: what each must say is checked, names become terms, the newest come first.

use std::cmp::Reverse;
use std::sync::Arc;

use jiff::civil::Date;
use rayon::prelude::*;

use super::bulletin::{Article, Numbers, PerKind, Section, Term};
use super::names;
use super::publications::Frame;
use super::texts::Text;
use crate::base::{Diagnostic, Moment, Span};
use crate::content::{Document, Documents, Place};

/// All articles and the terms they have.
pub struct Articles {
    /// The articles from the newest to the oldest; those with the same date and time in the order
    /// of their paths.
    pub articles: Vec<Article>,
    /// Indices into `articles`, in the order of the articles' paths.
    pub by_path: Vec<usize>,
    /// The terms of all articles, by kind.
    pub terms: PerKind<Vec<Term>>,
}

/// Makes articles of `texts`, which must be in the order of their paths.
pub fn articles(
    texts: Vec<Text>,
    documents: &Documents,
    frame: &Frame,
    sole: Option<&str>,
    findings: &mut Vec<Diagnostic>,
) -> Articles {
    let (facts, wrong): (Vec<_>, Vec<_>) =
        texts.par_iter().map(|text| Fact::of(&text.document, frame, sole)).unzip();
    findings.extend(wrong.into_iter().flatten());
    let mut order: Vec<usize> = (0..facts.len()).collect();
    order.sort_by_key(|index| Reverse(facts[*index].date));
    let (terms, numbers) = names::terms(documents, &texts, &order, findings);
    let mut by_path = vec![0; order.len()];
    for (now, before) in order.iter().enumerate() {
        by_path[*before] = now;
    }
    let mut parts: Vec<_> = texts.into_iter().zip(facts).zip(numbers).map(Some).collect();
    let sorted = order.into_iter().filter_map(|index| parts[index].take());
    let article = |((text, fact), terms)| {
        let Fact { title, date, section, issues } = fact;
        Article { text, title, date, section, issues, terms }
    };
    Articles { articles: sorted.map(article).collect(), by_path, terms }
}

/// What an article's own file says about it.
struct Fact {
    title: Arc<str>,
    date: Moment,
    section: Section,
    issues: Numbers,
}

impl Fact {
    fn of(document: &Document, frame: &Frame, sole: Option<&str>) -> (Self, Vec<Diagnostic>) {
        let mut findings = Vec::new();
        let section = match document.place {
            Place::News => Section::News,
            Place::Summary => Section::Summary,
            _ => Section::Bulletin,
        };
        let title = required_title(document, &mut findings);
        let date = required_date(document, &mut findings);
        let issues = frame.issues_of(document, sole).unwrap_or_else(|finding| {
            findings.push(finding);
            Numbers::new()
        });
        (Self { title, date, section, issues }, findings)
    }
}

/// The title of a document; empty, with an error in `findings`, when there is none. With that error
/// nothing will be published, but the rest is checked all the same.
pub fn required_title(document: &Document, findings: &mut Vec<Diagnostic>) -> Arc<str> {
    if let Some(title) = &document.head.title {
        return Arc::clone(title);
    }
    findings.push(Diagnostic::error("title-missing").at(document.span("title")));
    "".into()
}

fn required_date(document: &Document, findings: &mut Vec<Diagnostic>) -> Moment {
    if let Some(date) = document.head.date {
        return date;
    }
    // A date that cannot be read has been reported where it stands.
    if document.span("date").range.is_empty() {
        findings.push(Diagnostic::error("date-missing").at(Span::file(&document.path)));
    }
    Moment::day(Date::ZERO)
}
