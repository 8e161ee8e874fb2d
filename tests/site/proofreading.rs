//! Proof-reading on texts such as offices write: every slip of one is found where it is, nothing is
//! said of another that is full of what only looks wrong, and clean articles raise no alarm.

use std::fs;

use crate::corpus;
use crate::support;
use crate::support::Site;
use kuaixun::app::report::placed;
use kuaixun::app::session::{Options, Session};
use kuaixun::base::Diagnostic;

/// What a check finds in one of the texts beside this test: line, code, what is marked.
fn found(name: &str) -> Vec<(usize, &'static str, String)> {
    let mut site = Site::new();
    site.proof = true;
    let text = fs::read(support::repository().join("tests/proof").join(name)).expect("a text");
    site.write("content/news/a.md", text);
    let placed = placed::place(&site.findings(), &site.root());
    let one = |finding: placed::Placed| {
        let place = &finding.places[0];
        (place.line.unwrap_or_default(), finding.code, place.marked.clone())
    };
    placed.into_iter().map(one).collect()
}

#[test]
fn every_slip_is_found_where_it_is() {
    let found = found("slips.md");
    let shown: Vec<_> =
        found.iter().map(|(line, code, marked)| (*line, *code, marked.as_str())).collect();
    assert_eq!(
        shown,
        [
            (8, "announced-part", "做好四项服务"),
            (8, "half-width-punctuation", ":"),
            (12, "wrong-sum", "18项"),
            (14, "half-width-punctuation", ";"),
            (14, "sequence", "二"),
            (14, "sequence", "四"),
            (16, "sequence", "四"),
            (16, "wrong-word", "截止到"),
            (16, "wrong-word", "做为"),
            (16, "wrong-word", "报到"),
            (16, "unbalanced", "“"),
            (16, "empty-pair", "“”"),
            (16, "doubled-word", "的的"),
            (16, "doubled-punctuation", "，，"),
            (16, "two-forms", "制碳"),
            (18, "impossible-date", "2月30日"),
            (18, "wrong-weekday", "3月20日（星期三）"),
            (20, "sequence", "3"),
            (20, "placeholder", "___"),
            (20, "placeholder", "__名"),
            (20, "placeholder", "20xx"),
            (20, "placeholder", "×××"),
            (35, "wrong-sum", "170"),
        ]
    );
}

#[test]
fn what_only_looks_wrong_raises_nothing() {
    assert_eq!(found("traps.md"), []);
}

#[test]
fn clean_articles_raise_no_alarm() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    corpus::write_kuaixun(folder.path(), corpus::Size::of(2000)).expect("a generated site");
    let options = Options {
        root: folder.path().to_path_buf(),
        today: Some(jiff::civil::date(2030, 1, 1)),
        proof: true,
        ..Options::default()
    };
    let findings = Session::open(options).compile().diagnostics;
    assert_eq!(findings.iter().filter(|finding| finding.is_error()).count(), 0);
    let is_of_text = |finding: &&Diagnostic| {
        finding.at.as_ref().is_some_and(|span| span.file.as_str().starts_with("content/"))
    };
    // At most one in a hundred articles; columns of a site that ended years ago are stale.
    assert!(findings.iter().filter(is_of_text).count() <= 20, "{findings:?}");
}
