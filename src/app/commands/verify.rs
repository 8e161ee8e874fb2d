//! `kuaixun verify`: whether a package, packed or unpacked, is as it was published.

#![expect(clippy::disallowed_methods, reason = "the shell looks at copies wherever they are")]

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufReader, ErrorKind, Read};
use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use rayon::prelude::*;
use walkdir::{DirEntry, WalkDir};
use zip::ZipArchive;
use zip::result::ZipError;

use crate::app::args::VerifyArgs;
use crate::app::report;
use crate::app::report::language::say;
use crate::base::OutputPath;
use crate::plan::view::CHECKSUMS;
use crate::write::package::checksum;

/// What systems leave on a disk by themselves.
const DEBRIS: [&str; 8] = [
    "Thumbs.db",
    "desktop.ini",
    "System Volume Information",
    "$RECYCLE.BIN",
    "RECYCLER",
    "FOUND.000",
    "lost+found",
    "__MACOSX",
];

/// How long a file of check sums may be, in bytes: that of a million files is shorter.
const LONGEST: u64 = 200 << 20;

/// Check sums by names.
type Sums = BTreeMap<String, String>;

/// The id of the sentence that says what is wrong, and the name of the file it is about.
type Problem = (&'static str, String);

/// A copy of a package.
#[derive(Default)]
struct Copy {
    /// The text of its check sums, if it has one.
    given: Option<String>,
    /// The check sums of the files that are there.
    found: Sums,
    /// The files that cannot be read.
    problems: Vec<Problem>,
}

/// Runs the command. Exit status: 0 all is as it was, 1 something is not.
///
/// # Errors
/// What the machine refuses, with its path; when there are no check sums to compare with.
pub fn run(args: &VerifyArgs) -> Result<ExitCode> {
    let path = &args.path;
    let read = if path.is_dir() { folder(path) } else { packed(path) };
    let Copy { given, found, mut problems } =
        read.with_context(|| format!("cannot read {}", path.display()))?;
    if problems.iter().any(|(problem, _)| *problem == "verify-cut") {
        report::lines(&say("verify-cut", &[]));
        return Ok(ExitCode::from(1));
    }
    let Some(given) = given else {
        bail!(say("verify-no-sums", &[("path", path.display().to_string().into())]));
    };
    let (expected, wrong) = parse(&given);
    problems.extend(wrong);
    for (name, sum) in &expected {
        match found.get(name) {
            Some(other) if other == sum => {}
            Some(_) => problems.push(("verify-altered", name.clone())),
            None => problems.push(("verify-missing", name.clone())),
        }
    }
    let added = found.keys().filter(|name| !expected.contains_key(*name));
    problems.extend(added.map(|name| ("verify-added", name.clone())));
    for (problem, name) in &problems {
        // A name in a copy of unknown origin may hold anything, even codes for the terminal.
        let name: String = name.chars().flat_map(shown).collect();
        report::lines(&say(problem, &[("name", name.into())]));
    }
    let (word, count) = match problems.len() {
        0 => ("verify-good", expected.len()),
        count => ("verify-bad", count),
    };
    report::lines(&say(word, &[("count", count.into())]));
    Ok(ExitCode::from(u8::from(!problems.is_empty())))
}

fn shown(c: char) -> impl Iterator<Item = char> {
    let is_bidi =
        matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    if c.is_control() || is_bidi { '\u{fffd}' } else { c }
        .to_string()
        .chars()
        .collect::<Vec<_>>()
        .into_iter()
}

/// Reads a list of check sums. Lines that name no legal file are problems.
fn parse(given: &str) -> (Sums, Vec<Problem>) {
    let mut problems = Vec::new();
    let mut expected = Sums::new();
    for line in given.lines() {
        let parts = line.split_once("  ").filter(|(sum, name)| {
            sum.len() == 64 && OutputPath::new(name).is_some_and(|path| path.as_str() == *name)
        });
        match parts {
            Some((sum, name)) => drop(expected.insert(name.to_owned(), sum.to_owned())),
            None => problems.push(("verify-bad-line", line.to_owned())),
        }
    }
    (expected, problems)
}

/// Whether systems leave files of this name by themselves.
fn is_debris(name: &str) -> bool {
    name.starts_with('.') || DEBRIS.iter().any(|debris| name.eq_ignore_ascii_case(debris))
}

/// Reads an unpacked package: its list of check sums, and the check sums of its files.
fn folder(root: &Path) -> Result<Copy> {
    let is_wanted =
        |entry: &DirEntry| entry.depth() == 0 || !is_debris(&entry.file_name().to_string_lossy());
    let below = |path: &Path| {
        let below = path.strip_prefix(root).unwrap_or(path);
        below.iter().map(|part| part.to_string_lossy()).collect::<Vec<_>>().join("/")
    };
    let mut copy = Copy::default();
    let mut files = Vec::new();
    for entry in WalkDir::new(root).into_iter().filter_entry(is_wanted) {
        match entry {
            Ok(entry) if entry.file_type().is_dir() => {}
            Ok(entry) => files.push(entry),
            Err(error) => {
                let name = error.path().map(below).unwrap_or_default();
                copy.problems.push(("verify-unreadable", name));
            }
        }
    }
    let sum = |entry: DirEntry| {
        let name = below(entry.path());
        // A link cannot come from unpacking: it gets an empty check sum, which never fits.
        let file = if entry.file_type().is_file() {
            File::open(entry.path())
        } else {
            return (name, Ok(String::new()));
        };
        (name, file.and_then(checksum))
    };
    let sums: Vec<_> = files.into_par_iter().map(sum).collect();
    for (name, sum) in sums {
        match sum {
            Ok(sum) => drop(copy.found.insert(name, sum)),
            Err(_) => copy.problems.push(("verify-unreadable", name)),
        }
    }
    if copy.found.remove(CHECKSUMS).is_some_and(|sum| !sum.is_empty()) {
        copy.given = Some(text(File::open(root.join(CHECKSUMS))?)?);
    }
    Ok(copy)
}

/// Reads a packed package: its list of check sums, and the check sums of the files in it.
fn packed(path: &Path) -> Result<Copy> {
    let mut copy = Copy::default();
    let mut zip = match ZipArchive::new(BufReader::new(File::open(path)?)) {
        // In an archive that was cut short, an archive packed inside it may be found instead.
        Ok(zip) if zip.offset() == 0 => zip,
        Err(ZipError::Io(error)) if error.kind() != ErrorKind::UnexpectedEof => {
            return Err(error.into());
        }
        _ => {
            copy.problems.push(("verify-cut", String::new()));
            return Ok(copy);
        }
    };
    for number in 0..zip.len() {
        let Ok(mut file) = zip.by_index(number) else {
            let name = zip.name_for_index(number).and_then(Result::ok).map(Cow::into_owned);
            copy.problems.push(("verify-unreadable", name.unwrap_or_default()));
            continue;
        };
        let name = file.name()?.into_owned();
        if file.is_dir() || name.split('/').any(is_debris) {
            continue;
        }
        if name == CHECKSUMS {
            copy.given = text(&mut file).ok();
        } else {
            // What was changed in the archive may not even unpack.
            copy.found.insert(name, checksum(&mut file).unwrap_or_default());
        }
    }
    Ok(copy)
}

/// Reads the text of check sums, at most as much as any site could have.
fn text(file: impl Read) -> Result<String> {
    let mut text = String::new();
    file.take(LONGEST).read_to_string(&mut text)?;
    Ok(text)
}
