//! What changed in a sealed issue, line by line. A change that an editor tells readers of is none: a correction, or
//! that the item was withdrawn.

#![expect(
    clippy::disallowed_methods,
    reason = "the copies of sealed texts are not part of the site"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::ops::{Range, RangeInclusive};
use std::path::Path;

use anyhow::Result;
use imara_diff::{Algorithm, Diff, InternedInput};
use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::record::{Parts, Seal, Seals, lines, said_in};
use super::texts::{decoded, normal};
use super::{copy, record};
use crate::base::{Checked, Diagnostic, Fingerprint, SourcePath, Span};
use crate::content::{Tree, front_matter};
use crate::model::{Bulletin, Issue};

/// At most this many differences of one text are told.
const MOST_DIFFERENCES: usize = 20;

/// The sites of a folder and its files, as they are compared with seals.
#[derive(Clone, Copy)]
pub struct Now<'a> {
    /// The site's folder.
    pub root: &'a Path,
    /// What is shown, in each site.
    pub bulletins: &'a [&'a Bulletin],
    /// The files.
    pub tree: &'a Tree,
    /// The day.
    pub today: Date,
}

impl Now<'_> {
    /// The fingerprint of a file.
    fn sum(&self, path: &SourcePath) -> Option<String> {
        self.tree.files.get(path).map(|file| file.fingerprint().to_string())
    }
}

/// All changes in sealed issues of which readers were not told. Seals that cannot be understood are a finding, too.
///
/// # Errors
/// When a text of the site cannot be read.
pub fn all(now: Now<'_>) -> Result<Vec<Diagnostic>> {
    let file = SourcePath::new(record::FILE).expect("a plain name");
    let seals = match Seals::read(now.root) {
        Ok(seals) => seals,
        Err(error) => {
            let said = error.root_cause().to_string();
            let finding = Diagnostic::error("bad-sealed").with("said", said);
            return Ok(vec![finding.at(Span::file(&file))]);
        }
    };
    let mut findings = Vec::new();
    for seal in &seals.sealed {
        findings.extend(changes(seal, now)?);
    }
    let is_known = |path: &str| seals.sealed.iter().any(|seal| seal.copy_path() == path);
    let copies = now.tree.files.keys().filter(|path| path.as_str().starts_with(record::COPIES));
    findings.extend(copies.filter(|path| !is_known(path.as_str())).map(|path| {
        Diagnostic::error("bad-sealed").wording("stray").with("file", path).at(Span::file(path))
    }));
    Ok(findings)
}

/// The changes in one issue since it was sealed.
///
/// # Errors
/// When a text of the site cannot be read.
pub fn changes(seal: &Seal, now: Now<'_>) -> Result<Vec<Diagnostic>> {
    let which = format!("{} --publication {}", seal.issue, seal.publication);
    let about = |finding: Diagnostic| {
        finding
            .with("issue", format!("{}/{}", seal.publication, seal.issue))
            .with("sealed", seal.date)
            .with("which", &which)
    };
    let changed = |wording| about(Diagnostic::warning("sealed-changed").wording(wording));
    let mut findings = Vec::new();
    let sealed: BTreeSet<&str> = lines(&seal.texts).map(|(_, path)| path).collect();
    let copy = fs::read(now.root.join(seal.copy_path())).unwrap_or_default();
    let copy = (Fingerprint::of_bytes(&copy).to_string() == seal.copy).then_some(copy);
    if copy.is_none() {
        let finding =
            Diagnostic::error("bad-sealed").wording("copy").with("file", seal.copy_path());
        findings.push(about(finding));
    }
    let copy = copy.map(|copy| String::from_utf8_lossy(&copy).into_owned());
    let copies = copy.as_deref().map(copy::parse);
    let (told, found) = in_texts(seal, copies.as_ref(), now)?;
    findings.extend(found.into_iter().map(about));
    let shown: Vec<(&Bulletin, &Issue)> = now
        .bulletins
        .iter()
        .filter_map(|bulletin| Some((*bulletin, seal.issue_in(bulletin)?)))
        .collect();
    let Parts { texts, files } = Parts::of(&shown);
    for path in texts.iter().filter(|path| !sealed.contains(path.as_str())) {
        findings.push(changed("added").at(Span::file(path)));
    }
    if let Some((_, issue)) = shown.first().filter(|(_, issue)| issue.cumulative != seal.cumulative)
    {
        let shown =
            |number: Option<i64>| number.map(|number| number.to_string()).unwrap_or_default();
        let finding = changed("number").with("was", shown(seal.cumulative));
        findings.push(finding.with("number", shown(issue.cumulative)));
    }
    if let (Some((bulletin, issue)), Some(was)) = (shown.first(), &seal.notices) {
        let is = said_in(bulletin, issue);
        if is != *was {
            let lines: Vec<&str> = is.lines().filter(|line| !was.contains(*line)).collect();
            findings.push(changed("notices").with("lines", lines.join("、")));
        }
    }
    for (was, path) in lines(&seal.files) {
        let source = SourcePath::new(path);
        let Some((source, linking)) = source.as_ref().and_then(|path| files.get_key_value(path))
        else {
            continue;
        };
        if now.sum(source).is_some_and(|is| is != was) && linking.is_disjoint(&told) {
            findings.push(changed("file").with("file", path).at(Span::file(source)));
        }
    }
    Ok(findings)
}

/// The texts that tell readers of a change, and what changed in the others. `copies` are the texts as they were sealed;
/// `None` when they are lost.
fn in_texts(
    seal: &Seal,
    copies: Option<&BTreeMap<&str, String>>,
    now: Now<'_>,
) -> Result<(BTreeSet<SourcePath>, Vec<Diagnostic>)> {
    let changed = |wording| Diagnostic::warning("sealed-changed").wording(wording);
    let mut findings = Vec::new();
    let mut told = BTreeSet::new();
    for (was, path) in lines(&seal.texts) {
        let Some(source) = SourcePath::new(path) else { continue };
        match (now.sum(&source), copies) {
            (Some(is), _) if is == was => {}
            (None, _) => findings.push(changed("gone").with("file", path)),
            (Some(_), None) => findings.push(changed("unknown").at(Span::file(&source))),
            (Some(_), Some(copies)) => {
                let before = copies.get(path).map(String::as_str).unwrap_or_default();
                let text = decoded(&source, now.root)?;
                if is_told(&source, before, &text, seal.date..=now.today) {
                    told.insert(source);
                } else {
                    findings.extend(differences(&source, before, &text));
                }
            }
        }
    }
    Ok((told, findings))
}

/// Whether the text of today tells its readers of a change since it was sealed: by a correction that the sealed one
/// did not have, or by its withdrawal, in these days.
fn is_told(path: &SourcePath, before: &str, now: &str, days: RangeInclusive<Date>) -> bool {
    let told = |text: &str| {
        let split = front_matter::split(path, text).ok()?;
        let yaml = &text[split.yaml];
        let Checked { value: (head, _), .. } =
            front_matter::article(path, yaml, 0, &TimeZone::UTC).ok()?;
        Some(head.corrections.into_iter().chain(head.withdrawn).collect::<Vec<_>>())
    };
    // The file of an issue has no corrections.
    if path.file_name() == "_index.md" {
        return false;
    }
    let before = told(before).unwrap_or_default();
    let mut now = told(now).unwrap_or_default().into_iter();
    now.any(|notice| !before.contains(&notice) && days.contains(&notice.date.date))
}

/// A finding for each place where the lines of a sealed text differ from those of today, and where.
fn differences<'a>(
    path: &SourcePath,
    before: &'a str,
    now: &str,
) -> impl Iterator<Item = Diagnostic> + use<'a> {
    let after = normal(now);
    let input = InternedInput::new(before, after.as_str());
    let diff = Diff::compute(Algorithm::Histogram, &input);
    let mut ends = 0;
    let places: Vec<Range<usize>> = now
        .split_inclusive('\n')
        .map(|line| {
            ends += line.len();
            ends - line.len()..ends - line.len() + line.trim_end().len()
        })
        .collect();
    let hunks: Vec<_> = diff.hunks().take(MOST_DIFFERENCES).collect();
    let path = path.clone();
    hunks.into_iter().map(move |hunk| {
        let was = lines_of(before, &hunk.before);
        let finding = Diagnostic::warning("sealed-changed");
        let finding = match (was.is_empty(), path.file_name() == "_index.md") {
            (true, _) => finding.wording("more"),
            (_, true) => finding.wording("index"),
            _ => finding,
        };
        let start = hunk.after.start as usize;
        let mut here = places.iter().skip(start).take(hunk.after.len());
        // An empty line is no place to look at.
        let place = here.find(|place| !place.is_empty()).or(places.get(start)).or(places.last());
        finding.with("was", was).at(Span::new(&path, place.cloned().unwrap_or(0..0)))
    })
}

fn lines_of(text: &str, range: &Range<u32>) -> String {
    let lines = text.lines().skip(range.start as usize).take(range.len());
    let lines = lines.map(str::trim).filter(|line| !line.is_empty());
    lines.collect::<Vec<_>>().join(" / ")
}
