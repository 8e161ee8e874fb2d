//! What is said of an import, for people: a paragraph for each file.

use std::collections::BTreeMap;

use fluent_bundle::FluentValue;

use crate::app::report;
use crate::app::report::language::say;
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
    let args: Vec<(&str, FluentValue<'_>)> = remark
        .args
        .iter()
        .map(|(name, value)| {
            let number = value.parse::<usize>().ok().filter(|_| *name == "count");
            (*name, number.map_or_else(|| value.as_str().into(), FluentValue::from))
        })
        .collect();
    let sign = if remark.is_warning { "!" } else { "-" };
    format!("  {sign} {}", say(remark.name, &args))
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
