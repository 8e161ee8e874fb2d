//! Numbers issues. An issue exists because a folder or an article names it; its cumulative number
//! follows from that.

use std::collections::{BTreeMap, BTreeSet};

use crate::base::{Checked, Diagnostic, SourcePath, Span};
use crate::content::{Document, IssueId, Place};

/// Every issue that exists in a publication, hidden ones included, so that hiding one never
/// renumbers the others.
#[derive(Debug, Default)]
pub struct Numbering {
    /// Each issue id, with the first document that names it.
    named: BTreeMap<IssueId, SourcePath>,
    /// For each issue the folders that have its number: two spellings of one number are a mistake.
    folders: BTreeMap<IssueId, BTreeSet<String>>,
    /// The cumulative numbers that issues say of themselves, each with its place.
    anchors: BTreeMap<IssueId, (i64, Span)>,
}

impl Numbering {
    /// Records that `document` names the issue `id`.
    pub fn note(&mut self, id: IssueId, document: &Document) {
        self.named.entry(id).or_insert_with(|| document.path.clone());
        let own = document.head.imprint.as_ref().and_then(|imprint| imprint.cumulative);
        if let Some(number) = own {
            self.anchors.insert(id, (number, document.span("cumulative")));
        }
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

    /// 总第M期 of each ordinary issue: counted from `first`, or else from 1, without a gap (convention 2). An issue
    /// that says its number begins the count anew; a finding names both numbers where they differ.
    pub fn cumulative(&self, first: Option<i64>) -> Checked<BTreeMap<IssueId, i64>> {
        let (mut numbers, mut findings) = (BTreeMap::new(), Vec::new());
        let mut derived = first;
        for id in self.ids() {
            let own = self.anchors.get(&id);
            if let Some((number, span)) = own
                && (id.supplement || derived.is_some_and(|derived| derived != *number))
            {
                let finding = Diagnostic::warning("cumulative-differs").with("number", number);
                let finding = match derived.filter(|_| !id.supplement) {
                    Some(derived) => finding.with("derived", derived),
                    None => finding.wording("supplement"),
                };
                findings.push(finding.with("issue", id).at(span.clone()));
            }
            if !id.supplement {
                let number = own.map(|(number, _)| *number).or(derived).unwrap_or(1);
                numbers.insert(id, number);
                derived = Some(number.saturating_add(1));
            }
        }
        Checked::with(numbers, findings)
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
        Numbering { named, ..Numbering::default() }
    }

    #[test]
    fn the_cumulative_number_runs_over_the_years_and_skips_supplements() {
        let all =
            numbering(&["2006-11", "2006-12", "2006-s1", "2007-01"]).cumulative(Some(23)).value;
        let shown: Vec<_> = all.iter().map(|(id, number)| (id.to_string(), *number)).collect();
        let expected = [("2006-11", 23), ("2006-12", 24), ("2007-01", 25)];
        assert_eq!(shown, expected.map(|(id, number)| (id.to_owned(), number)));
    }

    #[test]
    fn an_issue_that_says_its_number_begins_the_count_anew() {
        let mut series = numbering(&["2006-11", "2006-12", "2006-s1", "2007-01", "2007-02"]);
        let mut say = |id: &str, number| {
            let place = Span::file(&SourcePath::new("a.md").unwrap());
            series.anchors.insert(IssueId::parse(id).unwrap(), (number, place));
        };
        say("2006-11", 23);
        say("2007-01", 141);
        say("2006-s1", 9);
        let counted = |first| series.cumulative(first);
        let checked = counted(None);
        assert_eq!(checked.value.values().copied().collect::<Vec<_>>(), [23, 24, 141, 142]);
        let told: Vec<_> = checked.diagnostics.iter().map(|finding| finding.wording).collect();
        assert_eq!(told, ["supplement", ""]);
        assert_eq!(counted(Some(23)).diagnostics.len(), 2);
        assert_eq!(counted(Some(1)).diagnostics.len(), 3);
    }

    #[test]
    fn gaps_are_named() {
        let codes = |ids: &[&str]| numbering(ids).check().len();
        assert_eq!(codes(&["2006-11", "2006-12", "2007-01", "2007-s1", "2007-02"]), 0);
        assert_eq!(codes(&["2007-01", "2007-03"]), 1);
        assert_eq!(codes(&["2006-12", "2007-02"]), 1);
    }
}
