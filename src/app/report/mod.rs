//! What people read: findings with the line they are about, and what was done.

pub mod daily;
pub mod formats;
pub mod language;
pub mod placed;
pub mod rows;
#[cfg(feature = "xlsx")]
mod workbook;

use std::io::{self, Write as _};
use std::path::Path;
use std::rc::Rc;
use std::time::Duration;

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use super::args::{CheckArgs, Format};
use crate::base::{Diagnostic, Severity, Span};
use crate::content::checks::bounded;
use crate::plan::Plan;
use crate::write::Report;
use formats::Summary;
use language::{say, tell};
use placed::{Excerpt, Source, Texts, place};

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
    for finding in &bounded(findings.to_vec()) {
        put!(anstream::stderr(), "{}\n", render(finding, &mut texts, &renderer));
    }
}

/// Prints what a check found: findings for people to stderr, findings for programs and the numbers
/// to stdout.
pub fn checked(
    all: &[Diagnostic],
    root: &Path,
    summary: &Summary,
    args: &CheckArgs,
    took: Duration,
) {
    match args.format {
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
    if args.verbose {
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

/// Prints a line that is for people and no result, to stderr.
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
    let sources: Vec<Rc<Source>> = spans.iter().map(|(span, _)| texts.of(span)).collect();
    let mut group = Group::with_title(level.primary_title(told.message.as_str()).id(finding.code));
    for ((span, note), source) in spans.iter().zip(&sources) {
        let Excerpt { line, column, text, is_whole, range } = source.excerpt(&span.range);
        let kind = if note.is_none() { AnnotationKind::Primary } else { AnnotationKind::Context };
        let path = span.file.as_str();
        // The bytes of a picture say nothing to people.
        if span.range.is_empty() && text.contains(['\0', '\u{fffd}']) {
            group = group.element(Origin::path(path));
            continue;
        }
        let mut snippet = Snippet::source(text).line_start(line);
        if is_whole {
            snippet = snippet.path(path);
        } else {
            group = group.element(Origin::path(path).line(line).char_column(column));
        }
        group = group.element(snippet.annotation(kind.span(range).label(*note)));
    }
    if let Some(help) = &told.help {
        group = group.element(Level::HELP.with_name(say("help", &[])).message(help.as_str()));
    }
    renderer.render(&[group])
}

/// Prints one line or more to stdout: an address, a picture made of characters.
pub fn lines(text: &str) {
    put!(anstream::stdout(), "{text}");
}

/// Prints what is said of the command line: help to stdout, a mistake to stderr.
pub fn usage(text: &str, is_help: bool) {
    if is_help {
        lines(text.trim_end());
    } else {
        note(text.trim_end());
    }
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

/// Prints the sentence `id`, with the number of errors.
fn complain(id: &str, findings: &[Diagnostic]) {
    let errors = findings.iter().filter(|finding| finding.is_error()).count();
    put!(anstream::stderr(), "{}", say(id, &[("count", errors.into())]));
}

/// The last line of a build: what was done, and which page to open.
pub fn done(plan: &Plan, report: Report, took: Duration, output: &Path) {
    let open = output.strip_prefix(".").unwrap_or(output).join("index.html");
    let args = [
        ("numbers", numbers(plan, report).into()),
        ("seconds", format!("{:.2}", took.as_secs_f64()).into()),
        ("open", open.display().to_string().into()),
    ];
    lines(&say("site-done", &args));
}

/// What was done, in numbers.
fn numbers(plan: &Plan, Report { written, unchanged, removed }: Report) -> String {
    let number = |number: usize| number.to_string().into();
    let args = [
        ("pages", number(plan.count_pages())),
        ("written", number(written)),
        ("unchanged", number(unchanged)),
        ("removed", number(removed)),
    ];
    say("site-numbers", &args)
}

/// Prints why the machine refused, cause after cause.
pub fn refusal(error: &anyhow::Error) {
    put!(anstream::stderr(), "kuaixun: {}", causes(error));
}

/// Why the machine refused, cause after cause.
fn causes(error: &anyhow::Error) -> String {
    let causes = error.chain().map(|cause| {
        let machine = |error| language::spoken().machine(error);
        cause.downcast_ref::<io::Error>().map_or_else(|| cause.to_string(), machine)
    });
    causes.collect::<Vec<_>>().join(": ")
}
