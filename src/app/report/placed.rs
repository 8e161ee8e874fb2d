//! Adds to findings the lines they are about.

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::Path;
use std::rc::Rc;

use serde::Serialize;

use super::language::tell;
use crate::base::{Diagnostic, SourcePath, Span};
use crate::content::encoding;

/// A finding with the lines it is about, for browsers and other programs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Placed {
    /// `error` or `warning`.
    pub severity: &'static str,
    /// A stable name in kebab case.
    pub code: &'static str,
    /// What is wrong.
    pub message: String,
    /// The places it is about, the main place first.
    pub places: Vec<Place>,
    /// What to do about it.
    pub help: Option<String>,
}

/// A place in a file, and the line there in three parts.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Place {
    /// The file, relative to the site's folder.
    pub file: String,
    /// The number of the line, from 1; `None` when the file as a whole is meant.
    pub line: Option<usize>,
    /// The column in characters, from 1; 0 when the file as a whole is meant.
    pub column: usize,
    /// The part of the line before what is wrong.
    pub before: String,
    /// What is wrong, as far as it stands on this line.
    pub marked: String,
    /// The part of the line after it.
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

/// The texts of files, each read once: a file may have thousands of findings.
pub struct Texts<'a> {
    root: &'a Path,
    known: BTreeMap<SourcePath, Rc<str>>,
}

impl<'a> Texts<'a> {
    /// For the site in `root`, with no file read yet.
    pub fn new(root: &'a Path) -> Self {
        Self { root, known: BTreeMap::new() }
    }

    /// The text of the file that a place is in.
    pub fn of(&mut self, span: &Span) -> Rc<str> {
        let known = self.known.entry(span.file.clone());
        Rc::clone(known.or_insert_with(|| source(span, self.root).into()))
    }
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
pub fn clamp(range: &Range<usize>, source: &str) -> Range<usize> {
    let inside = |at: usize| {
        let at = at.min(source.len());
        (0..=at).rev().find(|at| source.is_char_boundary(*at)).unwrap_or(0)
    };
    inside(range.start)..inside(range.end)
}
