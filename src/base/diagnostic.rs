//! Findings about somebody's content, as plain data. Whoever shows them decides on the language and
//! the look.

use std::collections::BTreeMap;
use std::fmt::Display;
use std::ops::Range;

use super::{SourcePath, limits};

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Nothing is published while one of these stands.
    Error,
    /// The site is published, but somebody should look at this.
    Warning,
}

/// A place in a source file, in bytes from its start. An empty range means the whole file.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Span {
    /// The file, relative to the site's folder.
    pub file: SourcePath,
    /// Bytes from the start of the file, end excluded.
    pub range: Range<usize>,
}

impl Span {
    /// A place inside a file.
    pub fn new(file: &SourcePath, range: Range<usize>) -> Self {
        Self { file: file.clone(), range }
    }

    /// The file as a whole.
    pub fn file(file: &SourcePath) -> Self {
        Self::new(file, 0..0)
    }
}

/// One finding: what is wrong, and where. Its sentences, and what to type instead, are in the
/// catalogues of `locales/`, under its code.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Diagnostic {
    /// Whether the finding stops publication.
    pub severity: Severity,
    /// A stable name in kebab case, such as `unknown-unit`.
    pub code: &'static str,
    /// The name of the wording, where the code has several; empty for the first.
    pub wording: &'static str,
    /// Names and values that the sentences insert: what was typed, what was expected.
    pub args: Vec<(&'static str, String)>,
    /// The place of the mistake, when it is known.
    pub at: Option<Span>,
    /// Other places that matter, each with the name of the note that says why.
    pub related: Vec<(Span, &'static str)>,
}

/// The name of the argument that chooses between singular and plural. Its value is a whole number.
pub const COUNT: &str = "count";
/// The name of the argument that holds the suggestion: what may have been meant.
pub const NEAR: &str = "near";

impl Diagnostic {
    /// A finding that stops publication.
    pub fn error(code: &'static str) -> Self {
        Self {
            severity: Severity::Error,
            code,
            wording: "",
            args: Vec::new(),
            at: None,
            related: Vec::new(),
        }
    }

    /// A finding that does not stop publication.
    pub fn warning(code: &'static str) -> Self {
        Self { severity: Severity::Warning, ..Self::error(code) }
    }

    /// Chooses another of the code's wordings, by its name.
    #[must_use]
    pub fn wording(mut self, wording: &'static str) -> Self {
        self.wording = wording;
        self
    }

    /// Adds a value that the sentences insert under `name`.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Display) -> Self {
        let mut text = value.to_string();
        if text.len() > 2 * limits::SHOWN_BYTES {
            text.truncate(text.floor_char_boundary(limits::SHOWN_BYTES));
            text.push('…');
        }
        self.args.push((name, text));
        self
    }

    /// Adds the suggestion `near`, if there is one.
    #[must_use]
    pub fn near(self, near: Option<&str>) -> Self {
        match near {
            Some(near) => self.with(NEAR, near),
            None => self,
        }
    }

    /// Sets the place of the mistake.
    #[must_use]
    pub fn at(mut self, span: Span) -> Self {
        self.at = Some(span);
        self
    }

    /// Adds another place that matters, and the name of the note that says why.
    #[must_use]
    pub fn related(mut self, span: Span, note: &'static str) -> Self {
        self.related.push((span, note));
        self
    }

    /// The value that the sentences insert under `name`, if there is one.
    pub fn arg(&self, name: &str) -> Option<&str> {
        self.args.iter().find(|(known, _)| *known == name).map(|(_, value)| value.as_str())
    }

    /// Whether the finding stops publication.
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }

    /// The order in which findings are shown: by file and place, and at one place errors first.
    pub fn sort_key(&self) -> impl Ord + '_ {
        let at = self.at.as_ref().map(|span| (&span.file, span.range.start, span.range.end));
        (at, self.severity, self.code, self.wording, &self.args)
    }
}

/// The findings of a text without those that it has too many of: of each kind the first
/// [`limits::KEPT_FINDINGS`] stay.
pub fn cap<P>(mut found: Vec<(Diagnostic, P)>) -> Vec<(Diagnostic, P)> {
    let mut counts = BTreeMap::new();
    found.retain(|(finding, _)| {
        let count: &mut usize = counts.entry(finding.code).or_default();
        *count += 1;
        *count <= limits::KEPT_FINDINGS
    });
    found
}

impl From<Diagnostic> for Vec<Diagnostic> {
    fn from(one: Diagnostic) -> Self {
        vec![one]
    }
}

/// What a stage returns: its value, and what it found wrong on the way.
///
/// A bad file yields findings and is left out of the value; the others go on.
#[derive(Clone, Debug)]
pub struct Checked<T> {
    /// The result, made of everything that could be used.
    pub value: T,
    /// All findings, in the order they were met.
    pub diagnostics: Vec<Diagnostic>,
}

impl<T> Checked<T> {
    /// A value with nothing to say about it.
    pub fn new(value: T) -> Self {
        Self { value, diagnostics: Vec::new() }
    }

    /// A value and what was found wrong on the way to it.
    pub fn with(value: T, diagnostics: Vec<Diagnostic>) -> Self {
        Self { value, diagnostics }
    }

    /// Takes the value, moving the findings to `all`.
    pub fn unpack(self, all: &mut Vec<Diagnostic>) -> T {
        all.extend(self.diagnostics);
        self.value
    }
}

/// At most this many known names are compared with an unknown one.
const MOST_CANDIDATES: usize = 300;

/// The candidate nearest to a mistyped word, for "did you mean".
///
/// Nothing is suggested when more than about half of the word would have to change.
pub fn did_you_mean<'a>(
    word: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    candidates
        .into_iter()
        .take(MOST_CANDIDATES)
        .map(|candidate| (strsim::normalized_damerau_levenshtein(word, candidate), candidate))
        .filter(|(similarity, _)| *similarity >= 0.45)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn so_many_of_a_kind_are_kept() {
        let found = |count| (0..count).map(|_| (Diagnostic::error("a"), ())).collect::<Vec<_>>();
        let kept = |count| cap([found(count), vec![(Diagnostic::error("b"), ())]].concat()).len();
        assert_eq!(kept(limits::KEPT_FINDINGS), limits::KEPT_FINDINGS + 1);
        assert_eq!(kept(limits::KEPT_FINDINGS + 1), limits::KEPT_FINDINGS + 1);
    }

    #[test]
    fn suggests_the_nearest_and_nothing_far() {
        let units = ["市科技局", "市地震局", "小雪镇"];
        assert_eq!(did_you_mean("市科技居", units), Some("市科技局"));
        assert_eq!(did_you_mean("tilte", ["title", "date"]), Some("title"));
        assert_eq!(did_you_mean("完全不同", units), None);
    }
}
