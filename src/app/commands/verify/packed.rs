//! Reads a package as it was packed, or as another program has packed it again.

#![expect(clippy::disallowed_methods, reason = "the shell looks at copies wherever they are")]

use std::collections::BTreeSet;
use std::fs::File;
use std::io::{BufReader, Read as _};
use std::path::Path;

use anyhow::Result;

use super::archive::Archive;
use super::bytes::Refusal;
use super::copy::{Copy, is_turned, read_sums};
use crate::plan::view::CHECKSUMS;
use crate::write::package::checksum;

/// The folder in which macOS packs what its own disks know of a file.
const OF_MACOS: &str = "__MACOSX/";
/// How its files, and those of its windows, begin (RFC 1740).
const BEGINNINGS: [&[u8]; 2] = [b"\0\x05\x16\x07", b"\0\0\0\x01Bud1"];

/// Reads its list of check sums, and the check sums of the files that are in the list.
pub fn read(path: &Path) -> Result<Copy> {
    let mut copy = Copy::default();
    let mut archive = match Archive::open(BufReader::new(File::open(path)?)) {
        Ok(archive) => archive,
        Err(Refusal::Io(error)) => return Err(error.into()),
        Err(refusal) => {
            let (problem, name) = match refusal {
                Refusal::Behind => ("verify-behind", String::new()),
                Refusal::Large => ("verify-large", String::new()),
                Refusal::Unknown(name) => ("verify-method", name),
                Refusal::Ambiguous(name) => ("verify-ambiguous", name),
                Refusal::Cut | Refusal::Io(_) => ("verify-cut", String::new()),
            };
            copy.problems.push(problem, name);
            return Ok(copy);
        }
    };
    // Programs on Windows have written the other slash.
    let mut names: Vec<String> =
        archive.entries.iter().map(|entry| entry.name.replace('\\', "/")).collect();
    // Some programs pack the folder that they stand in.
    let is_below = names.iter().all(|name| name.starts_with("./"));
    if is_below {
        for name in &mut names {
            name.drain(..2);
        }
    }
    let Some((list, top)) = list_of(&names) else { return Ok(copy) };
    let expected = read_sums(archive.content(list)?, &mut copy.problems);
    let folders: BTreeSet<&str> = expected
        .keys()
        .flat_map(|name| name.match_indices('/').map(|(at, _)| &name[..=at]))
        .chain([""])
        .collect();
    let mut seen = BTreeSet::from([CHECKSUMS]);
    for (number, name) in names.iter().enumerate().filter(|(number, _)| *number != list) {
        let inner = name.strip_prefix(top.as_str()).unwrap_or(name);
        let is_in_top = name.starts_with(&top);
        let is_folder = is_in_top
            && (!name.is_empty() || is_below)
            && folders.contains(inner)
            && archive.entries[number].length == 0;
        if is_folder {
            // A folder of the package; some programs list it twice.
        } else if !seen.insert(inner) {
            copy.problems.push("verify-twice", name);
        } else if is_in_top && expected.contains_key(inner) {
            // What was changed in the archive may not even unpack.
            let sum = archive.content(number).and_then(checksum).unwrap_or_default();
            copy.found.insert(inner.to_owned(), sum);
        } else if is_of_macos(&mut archive, number, &names) {
            copy.left_out.push(name.clone());
        } else {
            copy.problems.push("verify-added", name);
        }
    }
    copy.expected = Some(expected);
    Ok(copy)
}

/// The number of the list of check sums, and the folder it is in: the folder may have been packed, and
/// not what is in it.
fn list_of(names: &[String]) -> Option<(usize, String)> {
    let place = |wanted: &dyn Fn(&str) -> bool| names.iter().position(|name| wanted(name));
    if let Some(list) = place(&|name| name == CHECKSUMS) {
        return Some((list, String::new()));
    }
    let top = |name: &str| {
        let top = name.strip_suffix(CHECKSUMS)?;
        is_folder(top.strip_suffix('/')?).then(|| top.to_owned())
    };
    let list = place(&|name| top(name).is_some())?;
    Some((list, top(&names[list])?))
}

/// Whether a name is that of one folder on every system (Windows: "Naming Files, Paths, and Namespaces").
fn is_folder(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or_default().to_ascii_uppercase();
    let is_device = ["CON", "PRN", "AUX", "NUL"].contains(&stem.as_str())
        || (stem.len() == 4 && (stem.starts_with("COM") || stem.starts_with("LPT")));
    let is_plain = |c: char| !c.is_control() && !is_turned(c) && !"/\\:*?\"<>|$".contains(c);
    name != OF_MACOS.trim_end_matches('/')
        && !name.is_empty()
        && name.chars().all(is_plain)
        && !name.starts_with(['.', '~', '-', ' '])
        && !name.ends_with(['.', ' '])
        && !is_device
}

/// Whether macOS adds such an entry by itself. Only what begins as it must, and is about an entry that is there,
/// is believed to be that.
fn is_of_macos(archive: &mut Archive<BufReader<File>>, number: usize, names: &[String]) -> bool {
    let name = names[number].as_str();
    let of = |about: &str| about.strip_prefix(OF_MACOS).map(|about| about.replacen("._", "", 1));
    let is_about =
        |other: &String| of(name).is_some_and(|about| about == other.trim_end_matches('/'));
    let last = name.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
    let is_named = last == ".DS_Store" || (last.starts_with("._") && names.iter().any(is_about));
    let is_plain = !name.split('/').any(|part| part == "..") && !name.starts_with('/');
    if name.starts_with(OF_MACOS) && name.ends_with('/') && is_plain {
        return archive.entries[number].length == 0;
    }
    let mut start = Vec::new();
    let read = archive.content(number).and_then(|content| content.take(8).read_to_end(&mut start));
    is_named && is_plain && read.is_ok() && BEGINNINGS.iter().any(|known| start.starts_with(known))
}
