//! What an inspector asks of the bulletin as a whole (conventions 29 and 31).

use jiff::Span as Time;
use jiff::civil::Date;

use super::bulletin::{Article, Bulletin, Issue, TermKind};
use super::links::Target;
use crate::base::{Diagnostic, SourcePath, Span};
use crate::content::editions::Medium;
use crate::content::{Config, Documents, File, LinkKind, Tree, config};

/// Within how many days a column should be updated, by a word in its name (convention 31).
const RHYTHMS: [(&str, i64); 7] = [
    ("动态", 14),
    ("要闻", 14),
    ("简讯", 14),
    ("公告", 183),
    ("政策", 183),
    ("公示", 183),
    ("通报", 183),
];

/// An article is seldom so many days older than its issue.
const LONG: i64 = 183;

/// Finds articles that name no source, are dated in the future, after their issue or long before it, and issues of
/// a year to come.
pub fn errors(bulletin: &Bulletin, documents: &Documents) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    for article in &bulletin.articles {
        let document = &article.text.document;
        let head = &document.head;
        // A site with a registry wants to know who an item is from: a unit, a person, or where it
        // is reprinted from.
        let is_credited =
            !head.units.is_empty() || !head.authors.is_empty() || head.source.is_some();
        if documents.units.is_some() && !is_credited {
            findings.push(Diagnostic::error("unit-missing").at(document.span("unit")));
        }
        let Some(date) = head.date.map(|date| date.date) else { continue };
        if date > bulletin.today && article.text.pending.is_none() {
            let finding = Diagnostic::error("date-in-future").with("date", date);
            findings.push(finding.with("today", bulletin.today).at(document.span("date")));
        } else if let Some((issue, of_issue)) = announced(bulletin, article)
            && date > of_issue
        {
            let finding = Diagnostic::error("date-after-issue").with("date", date);
            let finding = finding.with("issue", issue).with("issue_date", of_issue);
            findings.push(finding.at(document.span("date")));
        } else if let Some(issue) = article.issues.first().map(|issue| &bulletin.issues[*issue])
            && issue.date.is_some_and(|of_issue| is_late(date, LONG, of_issue.date))
        {
            let finding = Diagnostic::warning("date-before-issue").with("date", date);
            findings.push(finding.with("issue", issue.id).at(document.span("date")));
        }
    }
    findings.extend(bulletin.issues.iter().filter_map(|issue| ahead(bulletin, issue)));
    findings
}

/// Finds an issue whose year lies more than one ahead: it was mistyped.
fn ahead(bulletin: &Bulletin, issue: &Issue) -> Option<Diagnostic> {
    let year = i32::from(bulletin.today.year());
    if i32::from(issue.id.year) <= year + 1 {
        return None;
    }
    let first = issue.articles.first().map(|index| &bulletin.articles[*index].text.document);
    let at = match (&issue.text, first) {
        (Some(text), _) => Span::file(&text.document.path),
        (None, Some(document)) => document.span("issue"),
        (None, None) => return None,
    };
    Some(Diagnostic::warning("issue-ahead").with("issue", issue.id).with("year", year).at(at))
}

/// Finds corrections and withdrawals with a day that lies ahead, or before that of the article: a year was mistyped.
pub fn notices(bulletin: &Bulletin) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    let shown = bulletin.articles.iter().map(|article| &article.text.document);
    for document in shown.chain(bulletin.withdrawn.iter().map(|item| &item.document)) {
        let head = &document.head;
        let corrections = head.corrections.iter().map(|notice| ("corrections", notice));
        let withdrawn = head.withdrawn.iter().map(|notice| ("withdrawn", notice));
        for (key, notice) in corrections.chain(withdrawn) {
            let date = notice.date.date;
            let wording = match head.date {
                _ if date > bulletin.today => "",
                Some(own) if date < own.date => "before",
                _ => continue,
            };
            let finding = Diagnostic::warning("notice-date").wording(wording).with("date", date);
            findings.push(finding.with("key", key).at(document.span(key)));
        }
    }
    findings
}

/// Finds pictures of issues that the editions cannot show as the page does: kinds that only browsers read,
/// and pictures that move.
pub fn pictures(bulletin: &Bulletin, tree: &Tree) -> Vec<Diagnostic> {
    let media = &bulletin.config.editions;
    if !media.iter().any(|medium| *medium != Medium::Zip) {
        return Vec::new();
    }
    let articles = bulletin.issues.iter().flat_map(|issue| &issue.articles);
    let articles = articles.map(|article| &bulletin.articles[*article].text);
    let notes = bulletin.issues.iter().filter_map(|issue| issue.text.as_ref());
    let mut findings = Vec::new();
    for text in articles.chain(notes) {
        for (link, target) in text.document.body.links.iter().zip(&text.links.0) {
            let (LinkKind::Image, Target::File(url, _)) = (link.kind, target) else { continue };
            let file = bulletin.files.get(url).map(|file| &file.path);
            let Some((path, File::Asset(asset))) =
                file.and_then(|path| tree.files.get_key_value(path))
            else {
                continue;
            };
            let wording = match path.extension().as_str() {
                "avif" | "ico" => "",
                _ if asset.moves => "moves",
                _ => continue,
            };
            let finding = Diagnostic::warning("picture-in-editions").wording(wording);
            let place = Span::new(&text.document.path, link.range.clone());
            findings.push(finding.with("file", path.file_name()).at(place));
        }
    }
    findings
}

/// The first issue of an article, with the date that the issue's own file gives. A date taken from its
/// articles is never too early.
fn announced(bulletin: &Bulletin, article: &Article) -> Option<(String, Date)> {
    let dated = article.issues.iter().filter_map(|issue| {
        let issue = &bulletin.issues[*issue];
        let date = issue.text.as_ref()?.document.head.date?;
        Some((issue.id.to_string(), date.date))
    });
    dated.min_by_key(|(_, date)| *date)
}

/// Finds columns without articles, or without new ones (convention 31), as of today.
pub fn columns(bulletin: &Bulletin) -> Vec<Diagnostic> {
    let file = SourcePath::new(config::FILE).expect("a plain name");
    let mut findings = Vec::new();
    for column in &bulletin.config.columns {
        let at = || Span::new(&file, column.place.clone());
        let term = bulletin.terms[TermKind::Column].iter().find(|term| *term.name == *column.name);
        let articles = term.map_or(&[][..], |term| &term.articles);
        if articles.is_empty() {
            findings
                .push(Diagnostic::warning("column-empty").with("column", &column.name).at(at()));
        }
        // A date that cannot be read has been reported where it stands.
        let dates = articles.iter().map(|index| bulletin.articles[*index].text.document.head.date);
        let Some(latest) = dates.flatten().next().map(|newest| newest.date) else { continue };
        let Some(days) = rhythm(&bulletin.config, &column.name) else { continue };
        if is_late(latest, days, bulletin.today) {
            let finding = Diagnostic::warning("column-stale").with("column", &column.name);
            findings.push(finding.with("latest", latest).with("days", days).at(at()));
        }
    }
    findings
}

/// Within how many days a column should be updated: as configured, or by a word in its name (convention 31).
pub fn rhythm(config: &Config, column: &str) -> Option<i64> {
    let entry = config.columns.iter().find(|entry| entry.name == column);
    let usual = RHYTHMS.iter().find(|(word, _)| column.contains(word)).map(|(_, days)| *days);
    entry.and_then(|entry| entry.update_within).or(usual)
}

/// Whether more days than these have passed since `latest`.
pub fn is_late(latest: Date, days: i64, today: Date) -> bool {
    latest.saturating_add(Time::new().days(days)) < today
}
