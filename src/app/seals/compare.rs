//! What changed in a sealed issue, line by line. A change that an editor tells readers of is none: a correction, or
//! that the item was withdrawn.

#![expect(
    clippy::disallowed_methods,
    reason = "the copies of sealed texts are not part of the site"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::ops::Range;
use std::path::Path;

use anyhow::{Context, Result};
use imara_diff::{Algorithm, Diff, InternedInput};
use jiff::tz::TimeZone;

use super::copy;
use super::record::{Parts, Seal, Seals, lines};
use super::texts::{cannot_read, decoded, normal};
use crate::base::{Checked, Diagnostic, SourcePath, Span};
use crate::content::{Tree, front_matter};
use crate::model::Bulletin;

/// At most this many differences of one text are told.
const MOST_DIFFERENCES: usize = 20;

/// All changes in sealed issues of which readers were not told.
///
/// # Errors
/// When the seals, or the copy of a sealed text, cannot be read.
pub fn all(root: &Path, bulletins: &[&Bulletin], tree: &Tree) -> Result<Vec<Diagnostic>> {
    let mut findings = Vec::new();
    for seal in &Seals::read(root)?.sealed {
        findings.extend(changes(seal, root, bulletins, tree)?);
    }
    Ok(findings)
}

/// The changes in one issue since it was sealed.
///
/// # Errors
/// When the copy of its texts cannot be read.
pub fn changes(
    seal: &Seal,
    root: &Path,
    bulletins: &[&Bulletin],
    tree: &Tree,
) -> Result<Vec<Diagnostic>> {
    let about = |finding: Diagnostic| finding.with("issue", &seal.issue).with("sealed", seal.date);
    let mut findings = Vec::new();
    let mut told = BTreeSet::new();
    let sealed: BTreeMap<&str, &str> = lines(&seal.texts).map(|(sum, path)| (path, sum)).collect();
    let sum = |path: &SourcePath| tree.files.get(path).map(|file| file.fingerprint().to_string());
    let mut copies = None;
    for (path, was) in &sealed {
        let source = SourcePath::new(path).with_context(|| cannot_read(Path::new(path)))?;
        match sum(&source) {
            Some(is) if is == **was => {}
            None => {
                let finding = Diagnostic::warning("sealed-changed").wording("gone");
                findings.push(about(finding.with("file", path)));
            }
            Some(_) => {
                let copies = match &copies {
                    Some(copies) => copies,
                    None => copies.insert(read_copy(seal, root)?),
                };
                let before = copy::parse(copies).remove(path).unwrap_or_default();
                let now = decoded(&source, root)?;
                if notices(&source, &before) == notices(&source, &now) {
                    findings.extend(differences(&source, &before, &now).map(about));
                } else {
                    told.insert(source);
                }
            }
        }
    }
    let found = bulletins.iter().find_map(|bulletin| Some((bulletin, seal.issue_in(bulletin)?)));
    let Some((bulletin, issue)) = found else { return Ok(findings) };
    let Parts { texts, files } = Parts::of(bulletin, issue);
    for path in texts.keys().filter(|path| !sealed.contains_key(path.as_str())) {
        let finding = Diagnostic::warning("sealed-changed").wording("added");
        findings.push(about(finding.at(Span::file(path))));
    }
    for (was, path) in lines(&seal.files) {
        let source = SourcePath::new(path);
        let Some((source, linking)) = source.as_ref().and_then(|path| files.get_key_value(path))
        else {
            continue;
        };
        if sum(source).is_some_and(|is| is != was) && linking.is_disjoint(&told) {
            let finding = Diagnostic::warning("sealed-changed").wording("file");
            findings.push(about(finding.with("file", path).at(Span::file(source))));
        }
    }
    Ok(findings)
}

fn read_copy(seal: &Seal, root: &Path) -> Result<String> {
    let path = seal.copy(root);
    fs::read_to_string(&path).with_context(|| cannot_read(&path))
}

/// What a text tells its readers of itself: how many corrections it has, and whether it was withdrawn.
fn notices(path: &SourcePath, text: &str) -> (usize, bool) {
    let head = || {
        let split = front_matter::split(path, text).ok()?;
        let yaml = &text[split.yaml];
        let Checked { value: (head, _), .. } =
            front_matter::article(path, yaml, 0, &TimeZone::UTC).ok()?;
        Some((head.corrections.len(), head.withdrawn.is_some()))
    };
    head().unwrap_or_default()
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
        let finding = if was.is_empty() { finding.wording("more") } else { finding };
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
