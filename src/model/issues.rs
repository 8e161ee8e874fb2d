//! Numbers issues. An issue exists because a folder or an article names it; its cumulative number
//! follows from that.

use std::collections::{BTreeMap, BTreeSet};

use crate::base::{Checked, Diagnostic, Span};
use crate::content::{Document, IssueId, Place};

/// Every issue that exists in a publication, hidden ones included, so that hiding one never
/// renumbers the others.
#[derive(Debug, Default)]
pub struct Numbering {
    /// Each issue id, with the place of its first mention.
    named: BTreeMap<IssueId, Span>,
    /// For each issue the folders that have its number: two spellings of one number are a mistake.
    folders: BTreeMap<IssueId, BTreeSet<String>>,
    /// The cumulative numbers that issues say of themselves, each with its place.
    anchors: BTreeMap<IssueId, (i64, Span)>,
}

impl Numbering {
    /// Records that `document` names the issue `id`, which `is_own` if its folder says so or it has no other.
    pub fn note(&mut self, id: IssueId, document: &Document, is_own: bool) {
        let is_folder = is_own && matches!(document.place, Place::Issue(..) | Place::Bulletin(..));
        let place = || if is_folder { Span::file(&document.path) } else { document.span("issue") };
        self.named.entry(id).or_insert_with(place);
        let own = document.head.imprint.as_ref().and_then(|imprint| imprint.cumulative);
        if let Some(number) = own {
            self.anchors.insert(id, (number, document.span("cumulative")));
        }
        if is_folder {
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

    /// 总第M期 of each ordinary issue, of a combined one the first: counted from `first`, or else from 1, without a
    /// gap (convention 2). An issue that says its number begins the count anew; a finding names both numbers where
    /// they differ.
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
                derived = Some(number.saturating_add(1 + i64::from(id.last - id.number)));
            }
        }
        Checked::with(numbers, findings)
    }

    /// Finds gaps in a year's numbers, and numbers that two folders or two issues have (convention 3).
    pub fn check(&self) -> Vec<Diagnostic> {
        let mut findings = Vec::new();
        for (id, folders) in &self.folders {
            if folders.len() > 1 {
                let list = folders.iter().cloned().collect::<Vec<_>>().join("、");
                let finding = Diagnostic::error("issue-twice").with("issue", id);
                let finding = finding.with("folders", list).at(self.named[id].clone());
                findings.push(finding);
            }
        }
        for supplements in [false, true] {
            self.follow(supplements, &mut findings);
        }
        findings
    }

    /// Compares each issue, or each supplement, with the one before it.
    fn follow(&self, supplements: bool, findings: &mut Vec<Diagnostic>) {
        let mut before: Option<IssueId> = None;
        for id in self.ids().filter(|id| id.supplement == supplements) {
            let in_year = before.filter(|before| before.year == id.year);
            let expected = match (before, in_year) {
                (_, Some(before)) => before.last.saturating_add(1),
                (Some(_), None) => 1,
                (None, None) => id.number,
            };
            let place = || self.named[&id].clone();
            if let Some(other) = in_year.filter(|before| before.last >= id.number) {
                let finding = Diagnostic::error("issue-twice").wording("overlap").with("issue", id);
                // One without a folder is a slip in an article.
                let is_slip = self.folders.contains_key(&id) && !self.folders.contains_key(&other);
                let at = if is_slip { self.named[&other].clone() } else { place() };
                findings.push(finding.with("other", other).with("number", id.number).at(at));
            } else if !supplements && id.number != expected {
                let single = |number| IssueId { number, last: number, ..id };
                let (first, last) = (expected, id.number - 1);
                let wording = if first < last { "several" } else { "" };
                let finding = Diagnostic::warning("issue-gap").wording(wording).with("issue", id);
                let finding = finding.with("missing", single(first)).with("last", single(last));
                findings.push(finding.at(place()));
            }
            before = Some(in_year.filter(|before| before.last > id.last).unwrap_or(id));
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::base::SourcePath;

    fn place() -> Span {
        Span::file(&SourcePath::new("a.md").unwrap())
    }

    fn numbering(ids: &[&str]) -> Numbering {
        let named = ids.iter().map(|id| (IssueId::parse(id).unwrap(), place())).collect();
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
            series.anchors.insert(IssueId::parse(id).unwrap(), (number, place()));
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

    /// A series of a publication as a year or two of work may leave it: numbers in any order, some together,
    /// some missing, some twice, supplements, and numbers that history gave.
    fn series() -> impl Strategy<Value = (Vec<IssueId>, BTreeMap<usize, i64>, Option<i64>)> {
        let id = (2006..2009u16, any::<bool>(), 1..14u16, 0..3u16).prop_map(
            |(year, flag, number, more)| {
                let last = number + if flag { more } else { 0 };
                IssueId { year, supplement: flag && more == 0, number, last }
            },
        );
        let anchors = prop::collection::btree_map(0..20usize, -5..500i64, 0..4);
        (prop::collection::vec(id, 0..20), anchors, prop::option::of(0..300i64))
    }

    proptest! {
        #[test]
        fn any_series_has_numbers_that_run_on_and_findings_that_say_what_to_write((ids, says, first) in series()) {
            let names: Vec<_> = ids.iter().map(ToString::to_string).collect();
            let mut all = numbering(&names.iter().map(String::as_str).collect::<Vec<_>>());
            for (at, number) in says {
                if let Some(id) = ids.get(at) {
                    all.anchors.insert(*id, (number, place()));
                }
            }
            let (counted, told) = { let checked = all.cumulative(first); (checked.value, checked.diagnostics) };
            let ordinary: Vec<_> = all.ids().filter(|id| !id.supplement).collect();
            prop_assert_eq!(counted.keys().copied().collect::<Vec<_>>(), ordinary.clone());
            // Each number follows from the issue before, or else the issue says it.
            let mut follows = first;
            let mut differ = all.anchors.keys().filter(|id| id.supplement).count();
            for id in &ordinary {
                let own = all.anchors.get(id).map(|(number, _)| *number);
                prop_assert_eq!(counted[id], own.or(follows).unwrap_or(1));
                differ += usize::from(own.is_some() && follows.is_some() && own != follows);
                follows = Some(counted[id] + 1 + i64::from(id.last - id.number));
            }
            prop_assert_eq!(told.len(), differ);
            for finding in told.iter().filter(|finding| finding.wording.is_empty()) {
                prop_assert!(finding.arg("derived").is_some() && finding.arg("number").is_some());
            }
            // A number of a year is missing, or there twice, exactly if a finding names it.
            let told = all.check();
            for supplements in [false, true] {
                let numbers = ordinary_or(supplements, &all);
                let twice = numbers.values().any(|count| *count > 1);
                let is_twice = |finding: &&Diagnostic| {
                    let own = finding.arg("issue").unwrap();
                    finding.code == "issue-twice" && own.contains("-s") == supplements
                };
                prop_assert_eq!(told.iter().any(|finding| is_twice(&finding)), twice);
            }
            let gaps: Vec<_> = told.iter().filter(|finding| finding.code == "issue-gap").collect();
            for gap in &gaps {
                let missing = IssueId::parse(gap.arg("missing").unwrap()).unwrap();
                prop_assert!(!ordinary_or(false, &all).contains_key(&(missing.year, missing.number)));
            }
            let numbers = ordinary_or(false, &all);
            let first_year = ordinary.first().map(|id| id.year);
            let holes = numbers.keys().filter(|(year, number)| {
                let starts = *number == 1 || numbers.contains_key(&(*year, number - 1));
                let is_first = Some(*year) == first_year && numbers.keys().next() == Some(&(*year, *number));
                !starts && !is_first
            });
            prop_assert_eq!(gaps.len(), holes.count());
        }
    }

    /// How many issues, or supplements, have each number of each year.
    fn ordinary_or(supplements: bool, all: &Numbering) -> BTreeMap<(u16, u16), usize> {
        let mut numbers = BTreeMap::new();
        for id in all.ids().filter(|id| id.supplement == supplements) {
            for number in id.number..=id.last {
                *numbers.entry((id.year, number)).or_default() += 1;
            }
        }
        numbers
    }

    #[test]
    fn gaps_are_named() {
        let codes = |ids: &[&str]| numbering(ids).check().len();
        assert_eq!(codes(&["2006-11", "2006-12", "2007-01", "2007-s1", "2007-02"]), 0);
        assert_eq!(codes(&["2007-01", "2007-03"]), 1);
        assert_eq!(codes(&["2006-12", "2007-02"]), 1);
        assert_eq!(codes(&["2007-01-02", "2007-03", "2007-04-06", "2007-07"]), 0);
        assert_eq!(codes(&["2007-01", "2007-01-03", "2007-03", "2007-04"]), 2);
        assert_eq!(codes(&["2007-s1-2", "2007-s2"]), 1);
    }
}
