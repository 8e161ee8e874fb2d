//! `kuaixun new issue --from`: a folder of old volumes becomes issues, after somebody has seen the list.

#![expect(clippy::disallowed_methods, reason = "old volumes lie in a folder outside the site")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::LazyLock;

use anyhow::{Context, Result, bail};
use regex::Regex;
use walkdir::WalkDir;

use super::places::write;
use crate::app::report;
use crate::app::report::language::{refused, say};
use crate::app::source_file::is_file_name;
use crate::content::IssueId;
use crate::content::yaml::value;

/// Takes in the PDFs of a folder. Shows which issue each becomes, and writes when `agrees` answers yes. Exit status:
/// 0 done, 1 nothing was written.
///
/// # Errors
/// When two files are one issue, and what the machine refuses.
pub fn run(
    from: &Path,
    root: &Path,
    publication: &str,
    known: &[IssueId],
    agrees: impl FnOnce() -> bool,
) -> Result<ExitCode> {
    let (volumes, unknown) = shelf(from, known)?;
    for (id, path) in &volumes {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        report::lines(&format!("{publication}/{id}  ←  {name}"));
    }
    for line in &unknown {
        report::lines(line);
    }
    if volumes.is_empty() || !agrees() {
        report::note(&say("volumes-not-done", &[("count", volumes.len().into())]));
        return Ok(ExitCode::from(1));
    }
    take_in(&volumes, root, publication)?;
    report::lines(&say("volumes-done", &[("count", volumes.len().into())]));
    Ok(ExitCode::SUCCESS)
}

/// The volumes of a folder, and a line about each file that is none.
fn shelf(from: &Path, known: &[IssueId]) -> Result<(BTreeMap<IssueId, PathBuf>, BTreeSet<String>)> {
    let mut files = Vec::new();
    // Shelves have a folder for each year.
    for entry in WalkDir::new(from).sort_by_file_name() {
        files.push(
            entry
                .map_err(io::Error::from)
                .with_context(|| refused("cannot-read", from))?
                .into_path(),
        );
    }
    let mut volumes = BTreeMap::<IssueId, PathBuf>::new();
    let mut unknown = BTreeSet::new();
    for path in files.into_iter().filter(|path| path.is_file()) {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let id = number(&name).filter(|_| is_file_name(&name));
        match id {
            None => drop(unknown.insert(say("volumes-unknown", &[("name", name.into())]))),
            Some(id) if known.iter().any(|known| known.overlaps(id)) => {
                let words = [("name", name.into()), ("issue", id.to_string().into())];
                unknown.insert(say("volumes-known", &words));
            }
            Some(id) => {
                let twin = volumes.keys().copied().find(|other| other.overlaps(id));
                let twin = twin.and_then(|twin| volumes.remove(&twin));
                volumes.insert(id, path);
                if let Some(other) = twin {
                    let other =
                        other.file_name().unwrap_or_default().to_string_lossy().into_owned();
                    let words = [("issue", id.to_string()), ("one", other), ("other", name)];
                    bail!(say("volumes-twice", &words.map(|(key, word)| (key, word.into()))));
                }
            }
        }
    }
    Ok((volumes, unknown))
}

/// Makes an issue of each volume.
fn take_in(volumes: &BTreeMap<IssueId, PathBuf>, root: &Path, publication: &str) -> Result<()> {
    for (id, path) in volumes {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let folder = format!("content/bulletins/{publication}/{id}");
        let bytes = fs::read(path).with_context(|| refused("cannot-read", path))?;
        write(root, &format!("{folder}/{name}"), &bytes)?;
        // As a list: a name may hold what parts names.
        let head = format!("---\nfile:\n  - {}\n---\n", value::quoted(&name));
        write(root, &format!("{folder}/_index.md"), head.as_bytes())?;
    }
    Ok(())
}

/// The issue that the name of a PDF says: `2006年第3期.pdf`, `2006-03.pdf`, `200603.pdf`, `2006年第3-4期.pdf`,
/// `2006年增刊1.pdf`.
fn number(name: &str) -> Option<IssueId> {
    static NAME: LazyLock<Regex> = LazyLock::new(|| {
        // Together (200603) a number has two digits; a range (3-4) is followed by 期; what 月 or 日 follows is a day.
        let pattern = "^[^0-9]*((?:19|20)[0-9]{2})(?:(?:年度|年|[-_. ])+(增刊|[sS])?[第 ]*0*([0-9]{1,2})(?:[-—–－~～至、]0*([0-9]{1,2})期|期|[^-0-9月日年./]|$)|(0[1-9]|1[0-2])(?:[^-0-9月日年./]|$))";
        Regex::new(pattern).expect("a tested pattern")
    });
    let (stem, extension) = name.rsplit_once('.')?;
    if !extension.eq_ignore_ascii_case("pdf") {
        return None;
    }
    let found = NAME.captures(stem)?;
    let year = &found[1];
    let first = found.get(3).or(found.get(5))?.as_str();
    let supplement = found.get(2).map(|_| "s").unwrap_or_default();
    let last = found.get(4).map(|last| format!("-{}", last.as_str())).unwrap_or_default();
    IssueId::parse(&format!("{year}-{supplement}{first}{last}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_old_volumes_say_their_issue() {
        for (name, id) in [
            ("2006年第3期.pdf", "2006-03"),
            ("云岭快讯2006年第12期（总第30期）.PDF", "2006-12"),
            ("2006-03.pdf", "2006-03"),
            ("200603.pdf", "2006-03"),
            ("2006_3 终稿.pdf", "2006-03"),
            ("2006年第3-4期.pdf", "2006-03-04"),
            ("2006年第3—4期合刊.pdf", "2006-03-04"),
            ("2006年增刊第1期.pdf", "2006-s1"),
            ("2006年第18、19期.pdf", "2006-18-19"),
        ] {
            assert_eq!(number(name).map(|id| id.to_string()).as_deref(), Some(id), "{name}");
        }
        for name in [
            "总第30期.pdf",
            "2006年.pdf",
            "2006年第3期.doc",
            "20060312.pdf",
            "封面.pdf",
            "2007年3月.pdf",
            "2007-3-15.pdf",
            "2007年3月第2期.pdf",
            "20061.pdf",
            "200613.pdf",
        ] {
            assert_eq!(number(name), None, "{name}");
        }
    }
}
