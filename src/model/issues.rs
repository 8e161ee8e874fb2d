//! Numbers issues. An issue exists because a folder or an article names it; its cumulative number
//! follows from that.

use std::collections::{BTreeMap, BTreeSet};

use crate::base::{Diagnostic, SourcePath, Span};
use crate::content::{Document, IssueId, Place};

/// Every issue that exists in a publication, hidden ones included, so that hiding one never
/// renumbers the others.
#[derive(Debug, Default)]
pub struct Numbering {
    /// Each issue id, with the first document that names it.
    named: BTreeMap<IssueId, SourcePath>,
    /// For each issue the folders that have its number: two spellings of one number are a mistake.
    folders: BTreeMap<IssueId, BTreeSet<String>>,
}

impl Numbering {
    /// Records that `document` names the issue `id`.
    pub fn note(&mut self, id: IssueId, document: &Document) {
        self.named.entry(id).or_insert_with(|| document.path.clone());
        if matches!(document.place, Place::Issue(..) | Place::Bulletin(..)) {
            let folder = document.path.folder();
            let folders = self.folders.entry(id).or_default();
            if !folders.contains(folder) {
                folders.insert(folder.to_owned());
            }
        }
    }

    /// The ids of all issues, from the oldest to the newest.
    pub fn ids(&self) -> impl Iterator<Item = IssueId> + '_ {
        self.named.keys().copied()
    }

    /// 总第M期 of each ordinary issue: counted from `first`, without a gap (convention 2).
    pub fn cumulative(&self, first: i64) -> BTreeMap<IssueId, i64> {
        self.ids().filter(|id| !id.supplement).zip(first..).collect()
    }

    /// Finds gaps in a year's numbers, and numbers that two folders have (convention 3).
    pub fn check(&self) -> Vec<Diagnostic> {
        let mut findings = Vec::new();
        for (id, folders) in &self.folders {
            if folders.len() > 1 {
                let list = folders.iter().cloned().collect::<Vec<_>>().join("、");
                let finding = Diagnostic::error("issue-twice").with("issue", id);
                let finding = finding.with("folders", list).at(Span::file(&self.named[id]));
                findings.push(finding);
            }
        }
        let mut before: Option<IssueId> = None;
        for id in self.ids().filter(|id| !id.supplement) {
            let expected = match before {
                Some(before) if before.year == id.year => before.number + 1,
                Some(_) => 1,
                None => id.number,
            };
            if id.number != expected {
                let missing = IssueId { number: expected, ..id };
                let finding = Diagnostic::warning("issue-gap").with("issue", id);
                let finding = finding.with("missing", missing).at(Span::file(&self.named[&id]));
                findings.push(finding);
            }
            before = Some(id);
        }
        findings
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbering(ids: &[&str]) -> Numbering {
        let path = SourcePath::new("a.md").unwrap();
        let named = ids.iter().map(|id| (IssueId::parse(id).unwrap(), path.clone())).collect();
        Numbering { named, folders: BTreeMap::new() }
    }

    #[test]
    fn the_cumulative_number_runs_over_the_years_and_skips_supplements() {
        let all = numbering(&["2006-11", "2006-12", "2006-s1", "2007-01"]).cumulative(23);
        let shown: Vec<_> = all.iter().map(|(id, number)| (id.to_string(), *number)).collect();
        let expected = [("2006-11", 23), ("2006-12", 24), ("2007-01", 25)];
        assert_eq!(shown, expected.map(|(id, number)| (id.to_owned(), number)));
    }

    #[test]
    fn gaps_are_named() {
        let codes = |ids: &[&str]| numbering(ids).check().len();
        assert_eq!(codes(&["2006-11", "2006-12", "2007-01", "2007-s1", "2007-02"]), 0);
        assert_eq!(codes(&["2007-01", "2007-03"]), 1);
        assert_eq!(codes(&["2006-12", "2007-02"]), 1);
    }
}
