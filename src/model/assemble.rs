//! Puts the bulletin together: selects, numbers, names, orders, links.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::sync::Arc;

use super::articles::{Articles, articles, required_title};
use super::bulletin::{Article, Bulletin, Page, SourceFile, Treatment};
use super::links::Found;
use super::publications::{self, Frame};
use super::rules;
use super::select::select;
use super::texts::{Text, texts};
use crate::base::Checked;
use crate::base::{Diagnostic, OutputPath, Span};
use crate::content::urls;
use crate::content::{Documents, File, Inputs, Place, Tree};

/// Assembles what is shown on the day the inputs name.
pub fn assemble(inputs: &Inputs, documents: &Documents) -> Checked<Bulletin> {
    let mut findings = Vec::new();
    let selected = select(documents, inputs.today, inputs.show);
    let (texts, found) = texts(&inputs.tree, &selected);
    let mut frame = publications::frame(documents, &selected, &texts, &mut findings);
    let redirects = redirects(&texts, &mut findings);
    let (texts, pages) = without_pages(texts, &mut findings);
    let Articles { articles, by_path, names } =
        articles(texts, documents, &frame, selected.sole, &mut findings);
    fill_issues(&mut frame, &articles);
    findings.extend(publications::check(&frame));
    let mut bulletin = Bulletin {
        config: Arc::new(documents.config.clone()),
        today: inputs.today,
        publications: frame.publications,
        issues: frame.issues,
        articles,
        by_path,
        pages,
        columns: names.columns,
        units: names.units,
        authors: names.authors,
        tags: names.tags,
        files: static_files(&inputs.tree, &mut findings),
        redirects,
        expected: Vec::new(),
    };
    take_in(found, &mut bulletin, &mut findings);
    findings.extend(rules::errors(&bulletin, documents));
    if inputs.proof {
        findings.extend(rules::columns(&bulletin));
    }
    Checked::with(bulletin, findings)
}

/// The texts of articles, and single pages in the order of the menu. What publications and
/// issues say of themselves is theirs already.
fn without_pages(mut texts: Vec<Text>, findings: &mut Vec<Diagnostic>) -> (Vec<Text>, Vec<Page>) {
    let mut pages = Vec::new();
    texts.retain(|text| match text.document.place {
        Place::Page => {
            let title = required_title(&text.document, findings);
            pages.push(Page { text: text.clone(), title });
            false
        }
        Place::Publication(_) | Place::Issue(..) | Place::Unknown => false,
        Place::Bulletin(..) | Place::News | Place::Summary => true,
    });
    pages.sort_by_key(|page: &Page| page.text.document.head.weight.unwrap_or(i64::MAX));
    (texts, pages)
}

/// Puts articles into their issues, in the order of the contents (convention 5): by column, then
/// weight, then date, the newest first. An issue without a date gets its latest article's.
fn fill_issues(frame: &mut Frame, articles: &[Article]) {
    for (index, article) in articles.iter().enumerate() {
        if let Some(issue) = article.issue {
            frame.issues[issue].articles.push(index);
        }
    }
    for (index, issue) in frame.issues.iter_mut().enumerate() {
        issue.articles.sort_by_cached_key(|article| {
            let article = &articles[*article];
            let weight = article.text.document.head.weight.unwrap_or(i64::MAX);
            (article.column.unwrap_or(usize::MAX), weight, Reverse(article.date))
        });
        let latest = issue.articles.iter().map(|article| articles[*article].date).max();
        issue.date = issue.date.or(latest);
        frame.publications[issue.publication].issues.push(index);
    }
}

fn static_files(tree: &Tree, findings: &mut Vec<Diagnostic>) -> BTreeMap<OutputPath, SourceFile> {
    let mut files = BTreeMap::new();
    for (path, file) in &tree.files {
        let File::Asset(asset) = file else { continue };
        if !path.as_str().starts_with("static/") {
            continue;
        }
        if let Some(url) = urls::static_file(path) {
            let treatment = Treatment::Copy;
            let file = SourceFile { path: path.clone(), fingerprint: asset.fingerprint, treatment };
            files.insert(url, file);
        } else {
            findings.push(Diagnostic::error("bad-static-name").at(Span::file(path)));
        }
    }
    files
}

fn redirects(
    texts: &[Text],
    findings: &mut Vec<Diagnostic>,
) -> Vec<(OutputPath, OutputPath, Span)> {
    let mut all = Vec::new();
    for text in texts {
        let document = &text.document;
        for alias in &document.head.aliases {
            let span = document.span("aliases");
            if let Some(from) = urls::alias(alias) {
                all.push((from, text.url().clone(), span));
            } else {
                findings.push(Diagnostic::error("bad-alias").with("alias", alias).at(span));
            }
        }
    }
    all
}

/// Takes what texts lead to into the bulletin: files to copy, pages that must be there.
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
