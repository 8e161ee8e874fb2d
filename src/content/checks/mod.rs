//! The editor's decisions: how bad a breach of each rule is (`checks:` in `kuaixun.yaml`), and
//! where one is allowed (`<!-- check: allow CODE reason -->`, in front matter
//! `# check: allow CODE reason`).

pub mod accepted;

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::base::diagnostic::did_you_mean;
use crate::base::{Diagnostic, Severity, SourcePath, Span, limits};

/// The rules that can be set and silenced, in the order of the manual.
pub const CODES: [&str; 70] = [
    "id-number",
    "mobile-number",
    "bank-card",
    "unit-missing",
    "date-in-future",
    "date-after-issue",
    "placeholder",
    "unbalanced",
    "empty-pair",
    "doubled-punctuation",
    "doubled-word",
    "typed-dash",
    "half-width-punctuation",
    "sequence",
    "announced-part",
    "impossible-date",
    "wrong-weekday",
    "wrong-word",
    "two-forms",
    "wrong-sum",
    "title-too-long",
    "title-full-stop",
    "title-repeated",
    "credit-repeated",
    "picture-without-alt",
    "photo-position",
    "low-contrast",
    "column-empty",
    "column-stale",
    "lost-url",
    "external-link",
    "loose-front-matter",
    "not-utf8",
    "unknown-key",
    "html-picture",
    "footnote",
    "underlined-sentence",
    "indented-code",
    "line-ends",
    "html-dropped",
    "html-shown",
    "leftover-markup",
    "code-info",
    "picture-elsewhere",
    "picture-in-editions",
    "wide-table",
    "tabbed-lines",
    "extra-cells",
    "broken-link",
    "broken-anchor",
    "empty-link",
    "link-to-hidden",
    "link-to-withdrawn",
    "bad-scheme",
    "cumulative-differs",
    "sealed-changed",
    "issue-gap",
    "issue-empty",
    "issue-planned",
    "issue-date-backwards",
    "unknown-in-contents",
    "unknown-in-topic",
    "topic-empty",
    "notice-date",
    "date-before-issue",
    "issue-ahead",
    "bad-lead",
    "key-elsewhere",
    "ledger-differs",
    "series-odd",
];

/// How bad a breach of a rule is on this site.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Level {
    /// A finding stops publication.
    Error,
    /// A finding is shown, and the site is published.
    Warning,
    /// A finding is dropped.
    Off,
}

/// A place where the editor allows what a rule would report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Allow {
    /// The code of the rule.
    pub code: String,
    /// Bytes of the file: the line of the comment; for a comment alone on its line, also the lines
    /// of text that follow, up to a blank one.
    pub range: Range<usize>,
}

static ALLOW: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?m)(?:<!--|#)[ \t]*check:[ \t]*allow[ \t]+([A-Za-z0-9-]+)[ \t]*([^\n]*?)[ \t]*(?:-->|$)",
    )
    .expect("a tested pattern")
});

/// Reads the comments of a file that allow something: the allowed places, and findings with their
/// bytes. A comment without a reason, or for an unknown rule, is reported and allows nothing.
pub fn allows(text: &str) -> (Vec<Allow>, Vec<(Diagnostic, Range<usize>)>) {
    let (mut all, mut wrong) = (Vec::new(), Vec::new());
    if !text.contains("check:") {
        return (all, wrong);
    }
    // Each is looked for to its end. Further ones allow nothing.
    for hit in ALLOW.captures_iter(text).take(limits::FINDINGS) {
        let whole = hit.get(0).expect("the comment").range();
        let (code, reason) = (&hit[1], &hit[2]);
        if !CODES.contains(&code) {
            let finding = Diagnostic::warning("bad-allow").with("code", code);
            wrong.push((finding.near(did_you_mean(code, CODES)), whole));
        } else if reason.is_empty() {
            let finding = Diagnostic::warning("bad-allow").wording("reason").with("code", code);
            wrong.push((finding, whole));
        } else {
            all.push(Allow { code: code.to_owned(), range: reach(text, whole) });
        }
    }
    (all, wrong)
}

fn reach(text: &str, comment: Range<usize>) -> Range<usize> {
    let start = text[..comment.start].rfind('\n').map_or(0, |at| at + 1);
    let end = text[comment.end..].find('\n').map_or(text.len(), |at| comment.end + at);
    let is_alone =
        text[start..comment.start].trim().is_empty() && text[comment.end..end].trim().is_empty();
    if !is_alone {
        return start..end;
    }
    let mut at = end;
    let mut has_text = false;
    for line in text[end..].split_inclusive('\n').skip(1) {
        if line.trim().is_empty() && has_text {
            break;
        }
        has_text |= !line.trim().is_empty();
        at += line.len();
    }
    start..(at + 1).min(text.len())
}

/// Keeps the first [`limits::FINDINGS`] of each kind in each file, and adds a finding that says how many
/// were left out. `findings` must be in the order of their places.
pub fn bounded(findings: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let mut counts: BTreeMap<(SourcePath, &'static str, bool), usize> = BTreeMap::new();
    let mut kept = Vec::with_capacity(findings.len());
    for finding in findings {
        let Some(span) = &finding.at else {
            kept.push(finding);
            continue;
        };
        let count =
            counts.entry((span.file.clone(), finding.code, finding.is_error())).or_default();
        *count += 1;
        if *count <= limits::FINDINGS {
            kept.push(finding);
        }
    }
    for ((file, code, _), count) in
        counts.into_iter().filter(|(_, count)| *count > limits::FINDINGS)
    {
        let finding = Diagnostic::warning("and-more").with("code", code);
        kept.push(finding.with("count", count - limits::FINDINGS).at(Span::file(&file)));
    }
    kept
}

/// Applies the levels of rules and the allowed places to all findings. `allowed` returns the
/// allowed places of the file that a finding is in.
pub fn settle<'a>(
    findings: Vec<Diagnostic>,
    levels: &BTreeMap<String, Level>,
    allowed: impl Fn(&Diagnostic) -> &'a [Allow],
) -> Vec<Diagnostic> {
    let keep = |mut finding: Diagnostic| {
        if !CODES.contains(&finding.code) {
            return Some(finding);
        }
        match levels.get(finding.code) {
            Some(Level::Off) => return None,
            Some(Level::Error) => finding.severity = Severity::Error,
            Some(Level::Warning) => finding.severity = Severity::Warning,
            None => {}
        }
        let range = finding.at.as_ref().map_or(0..0, |span| span.range.clone());
        // A finding about a whole file can be allowed anywhere in the file.
        let is_here = |allow: &Allow| {
            allow.code == finding.code && (range.is_empty() || allow.range.contains(&range.start))
        };
        (!allowed(&finding).iter().any(is_here)).then_some(finding)
    };
    // A value that was taken for a comment is also missing: this one mistake is reported once.
    let commented: Vec<Span> = findings
        .iter()
        .filter(|finding| finding.code == "value-is-comment" && finding.is_error())
        .filter_map(|finding| finding.at.clone())
        .collect();
    let is_echo = |finding: &Diagnostic| {
        finding.code != "value-is-comment"
            && finding.at.as_ref().is_some_and(|span| commented.contains(span))
    };
    findings.into_iter().filter(|finding| !is_echo(finding)).filter_map(keep).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_a_kind_so_many_are_shown_and_the_others_counted() {
        let file = SourcePath::new("content/news/a.md").unwrap();
        let shown = |count: usize| {
            let found = (0..count).map(|_| Diagnostic::error("broken-link").at(Span::file(&file)));
            let kept = bounded(found.collect());
            (kept.len(), kept.last().unwrap().code)
        };
        assert_eq!(shown(limits::FINDINGS), (limits::FINDINGS, "broken-link"));
        assert_eq!(shown(limits::FINDINGS + 1), (limits::FINDINGS + 1, "and-more"));
    }

    #[test]
    fn a_comment_reaches_its_line_or_the_next_lines() {
        let text = "---\ntitle: 甲 # check: allow title-too-long 原题\n---\n\n甲。<!-- check: allow wrong-sum 原文如此 -->\n\n<!-- check: allow placeholder 表样 -->\n___\n___\n\n___\n";
        let (all, wrong) = allows(text);
        assert_eq!(wrong, []);
        let shown: Vec<_> = all
            .iter()
            .map(|allow| (allow.code.as_str(), text[allow.range.clone()].lines().count()))
            .collect();
        assert_eq!(shown, [("title-too-long", 1), ("wrong-sum", 1), ("placeholder", 3)]);
    }

    #[test]
    fn without_a_reason_or_a_rule_nothing_is_allowed() {
        let (all, wrong) =
            allows("<!-- check: allow wrong-sum -->\n<!-- check: allow wrong-sums 甲 -->\n");
        assert_eq!(all, []);
        let wordings: Vec<_> =
            wrong.iter().map(|(finding, _)| (finding.code, finding.wording)).collect();
        assert_eq!(wordings, [("bad-allow", "reason"), ("bad-allow", "")]);
    }
}
