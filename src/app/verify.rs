//! `kuaixun verify`: whether a package, packed or unpacked, is as it was published.

#![expect(clippy::disallowed_methods, reason = "the shell looks at copies wherever they are")]

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufReader, Read};
use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use rayon::prelude::*;
use walkdir::{DirEntry, WalkDir};
use zip::ZipArchive;

use super::args::VerifyArgs;
use super::language::say;
use super::report;
use crate::base::OutputPath;
use crate::write::package::{CHECKSUMS, checksum};

/// What systems leave on a disk by themselves.
const DEBRIS: [&str; 4] = ["Thumbs.db", "desktop.ini", "System Volume Information", "$RECYCLE.BIN"];

/// Check sums by names.
type Sums = BTreeMap<String, String>;

/// Runs the command. Exit status: 0 all is as it was, 1 something is not.
///
/// # Errors
/// What the machine refuses, with its path; when there are no check sums to compare with.
pub fn run(args: &VerifyArgs) -> Result<ExitCode> {
    let path = &args.path;
    let read = if path.is_dir() { folder(path) } else { packed(path) };
    let (given, found) = read.with_context(|| format!("cannot read {}", path.display()))?;
    let Some(given) = given else {
        bail!(say("verify-no-sums", &[("path", path.display().to_string().into())]));
    };
    let (expected, mut problems) = parse(&given);
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
        // A name in a copy of unknown origin may hold anything, codes for the terminal included.
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
    if c.is_control() { '\u{fffd}' } else { c }.to_string().chars().collect::<Vec<_>>().into_iter()
}

/// The lines of the file of check sums; those that name nothing legal are problems.
fn parse(given: &str) -> (Sums, Vec<(&'static str, String)>) {
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

/// What an unpacked package says of itself, and what is there.
fn folder(root: &Path) -> Result<(Option<String>, Sums)> {
    let is_debris = |entry: &DirEntry| {
        let name = entry.file_name().to_string_lossy();
        entry.depth() > 0 && (name.starts_with('.') || DEBRIS.contains(&&*name))
    };
    let walk = WalkDir::new(root).into_iter().filter_entry(|entry| !is_debris(entry));
    let entries = walk.collect::<Result<Vec<_>, _>>()?;
    let files = entries.into_par_iter().filter(|entry| !entry.file_type().is_dir());
    let sums = files.map(|entry| {
        let below = entry.path().strip_prefix(root).unwrap_or(entry.path());
        let parts: Vec<_> = below.iter().map(|part| part.to_string_lossy()).collect();
        // A link is no file that was unpacked.
        let is_file = entry.file_type().is_file();
        let sum = if is_file { checksum(File::open(entry.path())?)? } else { String::new() };
        anyhow::Ok((parts.join("/"), sum))
    });
    let mut found = sums.collect::<Result<Sums>>()?;
    let given = match found.remove(CHECKSUMS) {
        Some(_) => Some(std::fs::read_to_string(root.join(CHECKSUMS))?),
        None => None,
    };
    Ok((given, found))
}

/// What a packed package says of itself, and what is in it.
fn packed(path: &Path) -> Result<(Option<String>, Sums)> {
    let mut zip = ZipArchive::new(BufReader::new(File::open(path)?))?;
    // Of an archive that was cut short, one that was packed in it may be found instead.
    if zip.offset() != 0 {
        bail!(say("verify-cut", &[]));
    }
    let (mut given, mut found) = (None, Sums::new());
    for number in 0..zip.len() {
        let mut file = zip.by_index(number)?;
        let name = file.name()?.into_owned();
        if file.is_dir() {
            continue;
        }
        if name == CHECKSUMS {
            let mut text = String::new();
            file.read_to_string(&mut text)?;
            given = Some(text);
        } else {
            // What is cut short or was changed in the archive may not even unpack.
            found.insert(name, checksum(&mut file).unwrap_or_default());
        }
    }
    Ok((given, found))
}
