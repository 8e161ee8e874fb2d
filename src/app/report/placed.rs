//! Adds to findings the lines they are about.

use std::collections::BTreeMap;
use std::io::Read as _;
use std::ops::Range;
use std::path::Path;
use std::rc::Rc;

use serde::Serialize;

use super::language::tell;
use crate::base::{Diagnostic, SourcePath, Span, limits};
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
    let source = texts.of(span);
    let Excerpt { line, column, text, range, .. } = source.excerpt(&span.range);
    let end = text.find('\n').map_or(text.len(), |end| end.max(range.start));
    let marked = range.start..range.end.min(end);
    Place {
        file,
        line: Some(line),
        column,
        before: text[..marked.start].to_owned(),
        after: text[marked.end..end].trim_end().to_owned(),
        marked: text[marked].to_owned(),
        note,
    }
}

/// The texts of files, each read once: a file may have thousands of findings.
pub struct Texts<'a> {
    root: &'a Path,
    known: BTreeMap<SourcePath, Rc<Source>>,
}

impl<'a> Texts<'a> {
    /// For the site in `root`, with no file read yet.
    pub fn new(root: &'a Path) -> Self {
        Self { root, known: BTreeMap::new() }
    }

    /// The text of the file that a place is in.
    pub fn of(&mut self, span: &Span) -> Rc<Source> {
        let known = self.known.entry(span.file.clone());
        Rc::clone(known.or_insert_with(|| Source::new(text_of(span, self.root)).into()))
    }
}

/// The text of a file, and where each of its lines begins, in bytes.
pub struct Source {
    text: String,
    starts: Vec<usize>,
}

/// The lines of a text that a finding is about.
pub struct Excerpt<'a> {
    /// The number of the first line, from 1.
    pub line: usize,
    /// The column where the finding begins, in characters, from 1.
    pub column: usize,
    /// The lines. Of a long one, only what is near to the finding.
    pub text: &'a str,
    /// Whether the first line is shown from its beginning.
    pub is_whole: bool,
    /// Where the finding stands in `text`, in bytes: between characters.
    pub range: Range<usize>,
}

impl Source {
    fn new(text: String) -> Self {
        let starts = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1));
        Self { starts: starts.collect(), text }
    }

    /// The lines that a range is on.
    pub fn excerpt(&self, range: &Range<usize>) -> Excerpt<'_> {
        let text = self.text.as_str();
        let [start, end] = [range.start, range.end].map(|at| text.floor_char_boundary(at));
        let line = self.starts.partition_point(|first| *first <= start);
        let first = self.starts[line - 1];
        let line_end = text[end..].find('\n').map_or(text.len(), |length| end + length);
        let far = limits::SHOWN_BYTES;
        let from = text.ceil_char_boundary(start.saturating_sub(far)).clamp(first, start);
        let to = text.floor_char_boundary(end + far).clamp(end, line_end);
        Excerpt {
            line,
            column: text[first..start].chars().count() + 1,
            text: &text[from..to],
            is_whole: from == first,
            range: start - from..end - from,
        }
    }
}

/// The text of a file as it was read, or as far as it is text; empty when it can no longer be read.
#[expect(clippy::disallowed_methods, reason = "the shell shows people the line they typed")]
fn text_of(span: &Span, root: &Path) -> String {
    let path = root.join(span.file.as_str());
    // What a link leads to is not the author's text.
    let is_own = std::fs::symlink_metadata(&path).is_ok_and(|file| file.is_file());
    let mut bytes = Vec::new();
    if let Some(file) = is_own.then(|| std::fs::File::open(path).ok()).flatten() {
        // Of what could not be read, we show what was.
        let _ = file.take(limits::TEXT_BYTES).read_to_end(&mut bytes);
    }
    match encoding::decode(&span.file, &bytes) {
        Ok(text) => text.value.into_owned(),
        Err(_) => String::from_utf8_lossy(&bytes).into_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn so_much_of_a_line_is_shown() {
        let shown = |before: usize| {
            let source = Source::new(format!("\n{}错\n", "a".repeat(before)));
            let place = 1 + before..1 + before + "错".len();
            let excerpt = source.excerpt(&place);
            (excerpt.line, excerpt.column, excerpt.text.len(), excerpt.is_whole)
        };
        let most = limits::SHOWN_BYTES;
        assert_eq!(shown(most), (2, most + 1, most + 3, true));
        assert_eq!(shown(most + 1), (2, most + 2, most + 3, false));
    }
}
