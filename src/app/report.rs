//! What people read: findings with the line they are about, and what was done.

use std::io::Write as _;
use std::path::Path;
use std::time::Duration;

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use serde::Serialize;

use crate::base::{Diagnostic, Severity, Span};
use crate::plan::Plan;
use crate::write::Report;

/// Prints a line; a reader that has gone away (`| head`) is no reason to fail.
macro_rules! say {
    ($to:expr, $($text:tt)*) => {
        let _ = writeln!($to, $($text)*);
    };
}

/// Prints all findings to stderr.
pub fn findings(findings: &[Diagnostic], root: &Path) {
    let renderer = Renderer::styled();
    for finding in findings {
        say!(anstream::stderr(), "{}\n", render(finding, root, &renderer));
    }
}

/// Renders one finding as text.
fn render(finding: &Diagnostic, root: &Path, renderer: &Renderer) -> String {
    let level = match finding.severity {
        Severity::Error => Level::ERROR.with_name("错误"),
        Severity::Warning => Level::WARNING.with_name("警告"),
    };
    let spans: Vec<(&Span, Option<&str>)> = finding
        .at
        .iter()
        .map(|span| (span, None))
        .chain(finding.related.iter().map(|(span, note)| (span, Some(note.as_str()))))
        .collect();
    let sources: Vec<String> = spans.iter().map(|(span, _)| source(span, root)).collect();
    let mut group =
        Group::with_title(level.primary_title(finding.message.as_str()).id(finding.code));
    for ((span, note), source) in spans.iter().zip(&sources) {
        let range = clamp(&span.range, source);
        let kind = if note.is_none() { AnnotationKind::Primary } else { AnnotationKind::Context };
        let annotation = kind.span(range).label(*note);
        let snippet = Snippet::source(source.as_str()).path(span.file.as_str());
        group = group.element(snippet.annotation(annotation));
    }
    if let Some(help) = &finding.help {
        group = group.element(Level::HELP.with_name("改法").message(help.as_str()));
    }
    renderer.render(&[group])
}

/// The text of a file as far as it is text; empty when it can no longer be read.
#[expect(clippy::disallowed_methods, reason = "the shell shows people the line they typed")]
fn source(span: &Span, root: &Path) -> String {
    let path = root.join(span.file.as_str());
    // What a link leads to is not the author's text.
    let is_own = std::fs::symlink_metadata(&path).is_ok_and(|file| file.is_file());
    let bytes = if is_own { std::fs::read(path).unwrap_or_default() } else { Vec::new() };
    String::from_utf8_lossy(&bytes).into_owned()
}

/// A range the renderer can point to: inside the text, between characters.
fn clamp(range: &std::ops::Range<usize>, source: &str) -> std::ops::Range<usize> {
    let inside = |at: usize| {
        let at = at.min(source.len());
        (0..=at).rev().find(|at| source.is_char_boundary(*at)).unwrap_or(0)
    };
    inside(range.start)..inside(range.end)
}

/// A finding with the lines it is about, for browsers and other programs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Placed {
    /// `error` or `warning`.
    pub severity: &'static str,
    /// A stable name in kebab case.
    pub code: &'static str,
    /// What is wrong.
    pub message: String,
    /// Where, the main place first.
    pub places: Vec<Place>,
    /// What to do about it.
    pub help: Option<String>,
}

/// A place in a file, and the line there in three parts.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Place {
    /// The file, relative to the site's folder.
    pub file: String,
    /// From 1; absent when the file as a whole is meant.
    pub line: Option<usize>,
    /// In characters, from 1.
    pub column: usize,
    /// The line before what is wrong.
    pub before: String,
    /// What is wrong, as far as it stands on this line.
    pub marked: String,
    /// The line after it.
    pub after: String,
    /// Why the place matters.
    pub note: Option<String>,
}

/// Finds the lines that findings are about.
pub fn place(findings: &[Diagnostic], root: &Path) -> Vec<Placed> {
    let one = |finding: &Diagnostic| {
        let main = finding.at.iter().map(|span| locate(span, None, root));
        let related = finding.related.iter().map(|(span, note)| locate(span, Some(note), root));
        Placed {
            severity: if finding.is_error() { "error" } else { "warning" },
            code: finding.code,
            message: finding.message.clone(),
            places: main.chain(related).collect(),
            help: finding.help.clone(),
        }
    };
    findings.iter().map(one).collect()
}

fn locate(span: &Span, note: Option<&String>, root: &Path) -> Place {
    let (file, note) = (span.file.to_string(), note.cloned());
    if span.range.is_empty() {
        return Place { file, note, ..Place::default() };
    }
    let text = source(span, root);
    let range = clamp(&span.range, &text);
    let start = text[..range.start].rfind('\n').map_or(0, |at| at + 1);
    let end = text[range.start..].find('\n').map_or(text.len(), |at| range.start + at);
    let marked = range.start..range.end.clamp(range.start, end);
    Place {
        file,
        line: Some(text[..start].matches('\n').count() + 1),
        column: text[start..marked.start].chars().count() + 1,
        before: text[start..marked.start].to_owned(),
        after: text[marked.end..end].trim_end().to_owned(),
        marked: text[marked].to_owned(),
        note,
    }
}

/// Prints one line or more: an address, a picture made of characters.
pub fn lines(text: &str) {
    say!(anstream::stdout(), "{text}");
}

/// Says that the preview shows something new.
pub fn turned(took: Duration) {
    say!(anstream::stdout(), "up to date, {} ms", took.as_millis());
}

/// Says that errors keep the preview from showing anything new.
pub fn nothing_new(findings: &[Diagnostic], had_good: bool) {
    let errors = findings.iter().filter(|finding| finding.is_error()).count();
    let rest = if had_good {
        "，网页停在出错以前的样子"
    } else {
        "，改正后网页自动显示"
    };
    say!(anstream::stderr(), "{errors} 个错误{rest}。");
}

/// Says that errors kept the site from being published.
pub fn nothing_published(findings: &[Diagnostic]) {
    let errors = findings.iter().filter(|finding| finding.is_error()).count();
    say!(anstream::stderr(), "{errors} 个错误，没有发布任何页面。改正后再运行一次。");
}

/// The last line of a build: what was done, and which page to open.
pub fn done(plan: &Plan, report: Report, took: Duration, output: &Path) {
    let pages = plan.count_pages();
    let Report { written, unchanged, removed } = report;
    say!(
        anstream::stdout(),
        "{pages} pages: {written} files written, {unchanged} unchanged, {removed} removed, {:.2} s; open {}",
        took.as_secs_f64(),
        output.strip_prefix(".").unwrap_or(output).join("index.html").display()
    );
}

/// Prints why the machine refused, cause after cause.
pub fn refusal(error: &anyhow::Error) {
    say!(anstream::stderr(), "kuaixun: {error:#}");
}
