//! Footnotes: which note a mark leads to, and what leads nowhere.

use std::cell::LazyCell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use comrak::Node;
use comrak::nodes::{NodeValue, Sourcepos};
use regex::Regex;

use crate::base::Diagnostic;

/// Puts the notes that are referred to at the end, in the order of their marks. Of several with one
/// label the first is the note. Answers findings on all others, which are not shown. `text` is what was
/// parsed.
pub fn settle(root: Node<'_>, text: &str) -> Vec<(Diagnostic, Sourcepos)> {
    let mut marks: BTreeMap<String, (u32, u32)> = BTreeMap::new();
    let mut notes = Vec::new();
    for node in root.descendants() {
        match &node.data().value {
            NodeValue::FootnoteReference(mark) => {
                let (number, count) = marks.entry(folded(&mark.name)).or_insert((mark.ix, 0));
                *number = mark.ix;
                *count = (*count).max(mark.ref_num);
            }
            NodeValue::FootnoteDefinition(note) => notes.push((folded(&note.name), node)),
            _ => {}
        }
    }
    let typed = LazyCell::new(|| named(text));
    let mut findings = Vec::new();
    let mut kept: BTreeMap<u32, Node<'_>> = BTreeMap::new();
    for (label, node) in notes {
        let finding = Diagnostic::warning("footnote").with("label", &label);
        let place = node.data().sourcepos;
        match marks.get(&label) {
            // A mark without effect stands in code, as a paragraph that is indented.
            None if typed.contains(&label) => findings.push((finding.wording("code"), place)),
            None => findings.push((finding, place)),
            Some((number, _)) if kept.contains_key(number) => {
                findings.push((finding.wording("twice"), place));
            }
            Some((number, count)) => {
                if let NodeValue::FootnoteDefinition(note) = &mut node.data_mut().value {
                    note.total_references = *count;
                }
                kept.insert(*number, node);
                continue;
            }
        }
        node.detach();
    }
    for node in kept.into_values() {
        root.append(node);
    }
    findings
}

/// The labels that stand in a text as marks, also in code.
fn named(text: &str) -> BTreeSet<String> {
    static MARK: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"\[\^([^\]\s]+)\](:?)").expect("a tested pattern"));
    let marks = MARK.captures_iter(text).filter(|mark| mark[2].is_empty());
    marks.map(|mark| folded(&mark[1])).collect()
}

/// Labels are compared without capitals (GFM, footnotes).
fn folded(label: &str) -> String {
    label.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}
