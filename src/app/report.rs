//! What people read: findings with the line they are about, and what was done.

use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::Path;
use std::rc::Rc;
use std::time::Duration;

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use serde::Serialize;

use super::args::Format;
use super::formats;
use super::language::{say, tell};
use crate::base::{Diagnostic, Severity, SourcePath, Span};
use crate::content::encoding;
use crate::plan::Plan;
use crate::write::Report;

/// Prints a line; a reader that has gone away (`| head`) is no reason to fail.
macro_rules! put {
    ($to:expr, $($text:tt)*) => {
        let _ = writeln!($to, $($text)*);
    };
}

/// Prints all findings to stderr.
pub fn findings(findings: &[Diagnostic], root: &Path) {
    let renderer = Renderer::styled();
    let mut texts = Texts::new(root);
    for finding in findings {
        put!(anstream::stderr(), "{}\n", render(finding, &mut texts, &renderer));
    }
}

/// The texts of files, each read once: a file may have thousands of findings.
struct Texts<'a> {
    root: &'a Path,
    known: BTreeMap<SourcePath, Rc<str>>,
}

impl<'a> Texts<'a> {
    fn new(root: &'a Path) -> Self {
        Self { root, known: BTreeMap::new() }
    }

    fn of(&mut self, span: &Span) -> Rc<str> {
        let known = self.known.entry(span.file.clone());
        Rc::clone(known.or_insert_with(|| source(span, self.root).into()))
    }
}

/// What a check found, in numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Summary {
    /// Markdown files that were read.
    pub files: usize,
    /// Those nothing was found in.
    pub good: Vec<String>,
    /// What stops publication.
    pub errors: usize,
    /// What does not.
    pub warnings: usize,
}

/// Prints what a check found: people read it at the side, programs in the output.
pub fn checked(
    all: &[Diagnostic],
    root: &Path,
    summary: &Summary,
    format: Format,
    is_verbose: bool,
    took: Duration,
) {
    match format {
        Format::Human => findings(all, root),
        Format::Short => {
            for one in &place(all, root) {
                lines(&formats::short(one));
            }
        }
        Format::Json => return lines(&formats::json(&place(all, root), summary)),
        Format::Sarif => return lines(&formats::sarif(&place(all, root))),
    }
    // In a workflow of GitHub, findings stand beside the lines they are about.
    if std::env::var_os("GITHUB_ACTIONS").is_some() {
        for one in &place(all, root) {
            lines(&formats::github(one));
        }
    }
    if is_verbose {
        for path in &summary.good {
            lines(&say("check-good", &[("path", path.as_str().into())]));
        }
    }
    let number = |number: usize| number.to_string().into();
    let args = [
        ("files", number(summary.files)),
        ("good", number(summary.good.len())),
        ("errors", number(summary.errors)),
        ("warnings", number(summary.warnings)),
        ("seconds", format!("{:.2}", took.as_secs_f64()).into()),
    ];
    lines(&say("check-done", &args));
}

/// Prints a line for people that is no result.
pub fn note(text: &str) {
    put!(anstream::stderr(), "{text}");
}

/// Renders one finding as text.
fn render(finding: &Diagnostic, texts: &mut Texts<'_>, renderer: &Renderer) -> String {
    let level = match finding.severity {
        Severity::Error => Level::ERROR.with_name(say("error", &[])),
        Severity::Warning => Level::WARNING.with_name(say("warning", &[])),
    };
    let told = tell(finding);
    let notes = told.notes.iter().map(|note| Some(note.as_str()));
    let related = finding.related.iter().map(|(span, _)| span).zip(notes);
    let spans: Vec<(&Span, Option<&str>)> =
        finding.at.iter().map(|span| (span, None)).chain(related).collect();
    let sources: Vec<Rc<str>> = spans.iter().map(|(span, _)| texts.of(span)).collect();
    let mut group = Group::with_title(level.primary_title(told.message.as_str()).id(finding.code));
    for ((span, note), source) in spans.iter().zip(&sources) {
        let range = clamp(&span.range, source);
        let kind = if note.is_none() { AnnotationKind::Primary } else { AnnotationKind::Context };
        let annotation = kind.span(range).label(*note);
        let snippet = Snippet::source(&**source).path(span.file.as_str());
        group = group.element(snippet.annotation(annotation));
    }
    if let Some(help) = &told.help {
        group = group.element(Level::HELP.with_name(say("help", &[])).message(help.as_str()));
    }
    renderer.render(&[group])
}

/// The text of a file as it was read, or as far as it is text; empty when it can no longer be read.
#[expect(clippy::disallowed_methods, reason = "the shell shows people the line they typed")]
fn source(span: &Span, root: &Path) -> String {
    let path = root.join(span.file.as_str());
    // What a link leads to is not the author's text.
    let is_own = std::fs::symlink_metadata(&path).is_ok_and(|file| file.is_file());
    let bytes = if is_own { std::fs::read(path).unwrap_or_default() } else { Vec::new() };
    match encoding::decode(&span.file, &bytes) {
        Ok(text) => text.value.into_owned(),
        Err(_) => String::from_utf8_lossy(&bytes).into_owned(),
    }
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
    let mut texts = Texts::new(root);
    let one = |finding: &Diagnostic| {
        let told = tell(finding);
        let main = finding.at.iter().map(|span| (span, None));
        let notes = finding.related.iter().zip(&told.notes);
        let related = notes.map(|((span, _), note)| (span, Some(note)));
        let places = main.chain(related).map(|(span, note)| locate(span, note, &mut texts));
        Placed {
            severity: if finding.is_error() { "error" } else { "warning" },
            code: finding.code,
            places: places.collect(),
            message: told.message,
            help: told.help,
        }
    };
    findings.iter().map(one).collect()
}

fn locate(span: &Span, note: Option<&String>, texts: &mut Texts<'_>) -> Place {
    let (file, note) = (span.file.to_string(), note.cloned());
    if span.range.is_empty() {
        return Place { file, note, ..Place::default() };
    }
    let text = texts.of(span);
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
    put!(anstream::stdout(), "{text}");
}

/// Says that the preview shows something new.
pub fn turned(took: Duration) {
    let milliseconds = took.as_millis().to_string();
    lines(&say("up-to-date", &[("milliseconds", milliseconds.into())]));
}

/// Says that errors keep the preview from showing anything new.
pub fn nothing_new(findings: &[Diagnostic], had_good: bool) {
    complain(if had_good { "nothing-new" } else { "nothing-yet" }, findings);
}

/// Says that another process has the output folder, and that this one waits.
pub fn waits(output: &Path, holder: &str) {
    let output = output.display().to_string();
    put!(
        anstream::stderr(),
        "{}",
        say("waits", &[("output", output.into()), ("holder", holder.into())])
    );
}

/// Says that errors kept the site from being published.
pub fn nothing_published(findings: &[Diagnostic]) {
    complain("nothing-published", findings);
}

/// Prints the sentence `id` on how many errors there are.
fn complain(id: &str, findings: &[Diagnostic]) {
    let errors = findings.iter().filter(|finding| finding.is_error()).count();
    put!(anstream::stderr(), "{}", say(id, &[("count", errors.into())]));
}

/// The last line of a build: what was done, and which page to open.
pub fn done(plan: &Plan, report: Report, took: Duration, output: &Path) {
    let Report { written, unchanged, removed } = report;
    let open = output.strip_prefix(".").unwrap_or(output).join("index.html");
    let number = |number: usize| number.to_string().into();
    let args = [
        ("pages", number(plan.count_pages())),
        ("written", number(written)),
        ("unchanged", number(unchanged)),
        ("removed", number(removed)),
        ("seconds", format!("{:.2}", took.as_secs_f64()).into()),
        ("open", open.display().to_string().into()),
    ];
    lines(&say("site-done", &args));
}

/// Prints why the machine refused, cause after cause.
pub fn refusal(error: &anyhow::Error) {
    put!(anstream::stderr(), "kuaixun: {error:#}");
}
