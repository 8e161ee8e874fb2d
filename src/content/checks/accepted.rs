//! Findings that the editor has accepted as they are (`data/accepted.yaml`), so that an archive can be
//! published and only new findings count.

use std::collections::BTreeMap;
use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::CODES;
use crate::base::diagnostic::NEAR;
use crate::base::{Checked, Diagnostic, SourcePath, Span};

/// The file that has them.
pub const FILE: &str = "data/accepted.yaml";

/// What is never accepted: it must not be published, however old it is.
const PRIVATE: [&str; 3] = ["id-number", "mobile-number", "bank-card"];

/// What the file begins with.
const HEAD: &str =
    "# 已经认可的问题，由 kuaixun check --accept 写成。删去一条，那一处就重新提示。\n";

/// What a finding is told by, wherever it moves in its file: the file, the rule, what was typed.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Key {
    file: String,
    code: String,
    #[serde(default)]
    text: String,
}

/// A line of the file.
#[derive(Serialize, Deserialize)]
struct Entry {
    #[serde(flatten)]
    key: Key,
    #[serde(default = "one")]
    count: usize,
}

fn one() -> usize {
    1
}

/// The accepted findings of a site.
#[derive(Clone, Debug, Default)]
pub struct Accepted {
    /// How many of each are accepted, and how many were met.
    all: BTreeMap<Key, (usize, usize)>,
}

impl Accepted {
    /// Reads the file.
    pub fn parse(file: &SourcePath, yaml: &str) -> Checked<Self> {
        let entries: Vec<Entry> = match serde_yaml::from_str::<Option<Vec<Entry>>>(yaml) {
            Ok(entries) => entries.unwrap_or_default(),
            Err(error) => {
                let finding = Diagnostic::error("bad-accepted").with("said", error);
                return Checked::with(Self::default(), vec![finding.at(Span::file(file))]);
            }
        };
        let all = entries.into_iter().map(|entry| (entry.key, (entry.count, 0))).collect();
        Checked::new(Self { all })
    }

    /// Whether a finding is accepted. Each accepted one is met once.
    pub fn meets(&mut self, finding: &Diagnostic) -> bool {
        let Some((most, met)) = key(finding).and_then(|key| self.all.get_mut(&key)) else {
            return false;
        };
        *met += 1;
        *met <= *most
    }

    /// Counts as met what another site of the same folder met, too.
    pub fn merge(&mut self, other: &Self) {
        for (key, (_, met)) in &mut self.all {
            let others = other.all.get(key).map_or(0, |(_, met)| *met);
            *met = (*met).max(others);
        }
    }

    /// How many findings were met.
    pub fn count(&self) -> usize {
        self.all.values().map(|(most, met)| most.min(met)).sum()
    }

    /// Findings on those that were not met: they are gone.
    pub fn gone(&self) -> Vec<Diagnostic> {
        let unmet = self.all.iter().filter(|(_, (most, met))| met < most);
        let file = SourcePath::new(FILE).expect("a plain name");
        let gone = unmet.map(|(key, (most, met))| {
            let finding = Diagnostic::warning("accepted-gone").with("code", &key.code);
            let finding = finding.with("file", &key.file).with("text", &key.text);
            finding.with("count", most - met).at(Span::file(&file))
        });
        gone.collect()
    }

    /// The text of the file for those that were met, with more findings. Those that no editor can accept
    /// are left out; the second value tells how many findings it has.
    pub fn with(&self, more: &[Diagnostic]) -> (String, usize) {
        let met = self.all.iter().filter(|(_, (_, met))| *met > 0);
        let mut all: BTreeMap<Key, usize> =
            met.map(|(key, (most, met))| (key.clone(), *most.min(met))).collect();
        for key in more.iter().filter_map(key) {
            *all.entry(key).or_default() += 1;
        }
        let count = all.values().sum();
        let entries: Vec<Entry> =
            all.into_iter().map(|(key, count)| Entry { key, count }).collect();
        let yaml = serde_yaml::to_string(&entries).expect("texts and numbers");
        (format!("{HEAD}{yaml}"), count)
    }
}

/// Adds what stands at a finding's place to one that names only a sign or a tag: there may be another like it
/// tomorrow.
pub fn told_apart(finding: Diagnostic, text: &str, at: &Range<usize>) -> Diagnostic {
    const DISTINCT: usize = 8;
    const BESIDE: usize = 20;
    let length: usize = finding.args.iter().map(|(_, value)| value.chars().count()).sum();
    if length >= DISTINCT || at.is_empty() {
        return finding;
    }
    let rest = text.get(at.start..).unwrap_or_default();
    let beside: String = rest.chars().take_while(|c| *c != '\n').take(BESIDE).collect();
    if beside.is_empty() { finding } else { finding.with("beside", beside) }
}

/// Whether a finding can be accepted.
pub fn can_be(finding: &Diagnostic) -> bool {
    key(finding).is_some()
}

/// `None` for a finding that cannot be accepted: one without a file, or on what would be written wrong.
fn key(finding: &Diagnostic) -> Option<Key> {
    let file = finding.at.as_ref().map(|span| span.file.to_string())?;
    // What may have been meant depends on other files.
    let own = finding.args.iter().filter(|(name, _)| *name != NEAR);
    let text: Vec<&str> = own.map(|(_, value)| value.as_str()).collect();
    let can_be = CODES.contains(&finding.code) && !PRIVATE.contains(&finding.code);
    can_be.then(|| Key { file, code: finding.code.to_owned(), text: text.join(" ") })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_new_findings_count() {
        let path = SourcePath::new("content/news/a.md").unwrap();
        let finding = |code, link: &str, at: usize| {
            Diagnostic::error(code).with("file", link).at(Span::new(&path, at..at + 1))
        };
        let today = [finding("broken-link", "甲.md", 3), finding("broken-link", "甲.md", 9)];
        let (yaml, count) = Accepted::default().with(
            &[
                &today[..],
                &[finding("title-missing", "", 0), finding("mobile-number", "138****1234", 0)],
            ]
            .concat(),
        );
        assert_eq!(count, 2, "{yaml}");
        let file = SourcePath::new(FILE).unwrap();
        let mut accepted = Accepted::parse(&file, &yaml).value;
        let tomorrow = [finding("broken-link", "甲.md", 70), finding("broken-link", "乙.md", 3)];
        let new: Vec<_> = tomorrow.iter().filter(|finding| !accepted.meets(finding)).collect();
        assert_eq!(new, [&tomorrow[1]]);
        assert_eq!((accepted.count(), accepted.gone().len()), (1, 1));
        let again = Accepted::parse(&file, &accepted.with(&tomorrow[1..]).0).value;
        assert_eq!(again.all.values().map(|(most, _)| most).sum::<usize>(), 2);
        assert_eq!(Accepted::parse(&file, "- x: 1\n").diagnostics[0].code, "bad-accepted");
        assert!(Accepted::parse(&file, "").diagnostics.is_empty());
    }
}
