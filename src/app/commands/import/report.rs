//! What is said of an import, for people: a paragraph for each file.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::Result;
use fluent_bundle::FluentValue;

use crate::app::args::Shape;
use crate::app::report;
use crate::app::report::language::say;
use crate::app::report::rows::Rows;
use crate::import::article::Article;
use crate::import::found::Remark;

/// What became of a file.
pub enum Done {
    /// It is an article now, or would be.
    Written { path: String, article: Article },
    /// It was imported before.
    Known(String),
    /// It cannot be read.
    Refused(&'static str),
    /// It is no text, and nobody named it.
    Skipped,
    /// It is a page without an article.
    List,
}

/// How many files became what.
#[derive(Clone, Debug, Default)]
pub struct Counts {
    pub written: usize,
    pub known: usize,
    pub refused: usize,
    pub skipped: usize,
    /// The pages without an article, by their addresses.
    pub lists: Vec<String>,
}

/// Says what became of a text of a file. In a trial the Markdown is printed, too.
pub fn tell(file: &str, done: &Done, is_trial: bool) {
    match done {
        Done::Written { path, article } => {
            report::lines(&format!("{file} → {path}"));
            article.remarks.iter().for_each(|remark| report::lines(&line(remark)));
            if is_trial {
                report::lines(&format!("\n{}", article.text));
            }
        }
        Done::Known(path) => {
            let args = [("file", file.to_owned().into()), ("path", path.as_str().into())];
            report::lines(&say("import-known", &args));
        }
        Done::Refused(why) => {
            report::note(&say(
                "import-refused",
                &[("file", file.to_owned().into()), ("why", say(why, &[]).into())],
            ));
        }
        Done::Skipped | Done::List => {}
    }
}

/// What became of each text, for a table: a row for each remark.
#[derive(Default)]
pub struct Table(Vec<Vec<String>>);

impl Table {
    /// Adds what became of a text.
    pub fn add(&mut self, file: &str, done: &Done) {
        let mut row = |outcome: &str, path: &str, kind: &str, note: String| {
            let kind = if kind.is_empty() { String::new() } else { say(kind, &[]) };
            self.0.push(vec![file.to_owned(), say(outcome, &[]), path.to_owned(), kind, note]);
        };
        match done {
            Done::Written { path, article } if article.remarks.is_empty() => {
                row("import-table-written", path, "", String::new());
            }
            Done::Written { path, article } => {
                for remark in &article.remarks {
                    let kind =
                        if remark.is_warning { "import-table-doubt" } else { "import-table-note" };
                    row("import-table-written", path, kind, sentence(remark));
                }
            }
            Done::Known(path) => row("import-table-known", path, "", String::new()),
            Done::Refused(why) => row("import-table-refused", "", "", say(why, &[])),
            Done::Skipped => row("import-table-skipped", "", "", String::new()),
            Done::List => row("import-table-list", "", "", String::new()),
        }
    }

    /// Writes the table, as CSV unless the file's name says `.xlsx`.
    ///
    /// # Errors
    /// When the file is one that the site of `root` is made of, or the machine refuses.
    pub fn write(self, file: &Path, root: &Path) -> Result<()> {
        let is_book = file.extension().is_some_and(|end| end.eq_ignore_ascii_case("xlsx"));
        let shape = if is_book { Shape::Xlsx } else { Shape::Csv };
        let head = ["file", "outcome", "article", "kind", "note"];
        Rows::new(head, self.0).hand_out(shape, Some(file), root)
    }
}

/// Says what is to be said of a whole export.
pub fn notes(file: &str, remarks: &[Remark]) {
    if !remarks.is_empty() {
        report::lines(file);
        for remark in remarks {
            report::lines(&line(remark));
        }
    }
}

/// How many articles a remark has to be of, so that it is summed up.
const OFTEN: usize = 3;
/// How many of them are.
const SUMMED: usize = 40;

/// Sums up what was said of many articles.
pub fn sum_up(remarks: &BTreeMap<String, usize>) {
    let mut all: Vec<(&String, &usize)> =
        remarks.iter().filter(|(_, count)| **count >= OFTEN).collect();
    all.sort_by_key(|(_, count)| std::cmp::Reverse(**count));
    if !all.is_empty() {
        report::lines(&say("import-sum", &[]));
    }
    for (line, count) in all.into_iter().take(SUMMED) {
        report::lines(&format!("{count:>6} ×{line}"));
    }
}

/// A remark as a line.
pub fn line(remark: &Remark) -> String {
    let sign = if remark.is_warning { "!" } else { "-" };
    format!("  {sign} {}", sentence(remark))
}

fn sentence(remark: &Remark) -> String {
    let args: Vec<(&str, FluentValue<'_>)> = remark
        .args
        .iter()
        .map(|(name, value)| {
            let number = value.parse::<usize>().ok().filter(|_| *name == "count");
            (*name, number.map_or_else(|| value.as_str().into(), FluentValue::from))
        })
        .collect();
    say(remark.name, &args)
}

/// How many pages without an article are named.
const NAMED: usize = 30;

/// Says how many files became what.
pub fn sum(counts: &Counts) {
    if !counts.lists.is_empty() {
        let more = if counts.lists.len() > NAMED { " …" } else { "" };
        let names = counts.lists[..counts.lists.len().min(NAMED)].join(" ") + more;
        let args = [("count", counts.lists.len().into()), ("names", names.into())];
        report::lines(&say("import-lists", &args));
    }
    let args = [
        ("written", counts.written.into()),
        ("known", counts.known.into()),
        ("refused", counts.refused.into()),
        ("skipped", counts.skipped.into()),
    ];
    report::lines(&say("import-done", &args));
}
