//! What a turn depends on is data: read once, not changed by compiling, and read again only where that is
//! needed.

use std::fs;
use std::path::PathBuf;

use crate::support::Site;
use kuaixun::app::session::Session;
use kuaixun::compile;
use kuaixun::content::{Look, Memo};

fn at(paths: &[&str]) -> Look {
    Look { at: paths.iter().map(PathBuf::from).collect(), everywhere: false }
}

fn titles(session: &mut Session) -> Vec<String> {
    let documents = session.documents().value.documents;
    let titles = documents.iter().filter_map(|document| document.head.title.as_deref());
    titles.map(str::to_owned).collect()
}

#[test]
fn what_was_parsed_is_not_read_again() {
    let site = Site::small();
    let mut session = site.session();
    assert!(session.compile().value.is_some());
    // What is remembered serves again, without a text.
    let compiled = session.compile();
    assert!(compiled.diagnostics.is_empty(), "{:#?}", compiled.diagnostics);
}

#[test]
fn an_article_that_nobody_read_is_an_error() {
    let site = Site::small();
    let session = site.session();
    let checked = compile(session.inputs(), [].into(), &mut Memo::default());
    let codes: Vec<_> = checked.diagnostics.iter().map(|finding| finding.code).collect();
    assert!(!codes.is_empty() && codes.iter().all(|code| *code == "unreadable"), "{codes:?}");
}

#[test]
fn a_changed_title_of_the_site_reads_no_article_again() {
    let site = Site::small();
    let mut session = site.session();
    session.compile();
    site.write("kuaixun.yaml", "title: 新快讯\nbase_url: https://test.example/\n");
    // Nobody tells of this one, so that reading it would show.
    site.article("content/news/n.md", "改过", "unit: 乙局\n", "正文。");
    assert!(session.look(&at(&["kuaixun.yaml"])));
    let compiled = session.compile();
    assert!(compiled.diagnostics.is_empty(), "{:#?}", compiled.diagnostics);
    assert_eq!(compiled.value.expect("a site").plan.bulletin().config.title, "新快讯");
    assert!(titles(&mut session).contains(&"动态".to_owned()));
}

#[test]
fn what_is_printed_from_now_on_is_looked_at_for_print() {
    let site = Site::small();
    let row = "|".repeat(60);
    let table =
        format!("{}|\n{}|\n", row.replace('|', "|ABCDEFGHIJKLMNOP"), row.replace('|', "|---"));
    site.article("content/news/wide.md", "宽表", "unit: 乙局\n", &table);
    let mut session = site.session();
    let is_told = |session: &mut Session| {
        session.compile().diagnostics.iter().any(|finding| finding.code == "wide-table")
    };
    assert!(!is_told(&mut session));
    site.write("kuaixun.yaml", "title: 测试快讯\neditions: [pdf]\n");
    assert!(session.look(&at(&["kuaixun.yaml"])));
    assert!(is_told(&mut session));
}

#[test]
fn another_time_zone_reads_them_all_and_sees_what_changed_meanwhile() {
    let site = Site::small();
    let mut session = site.session();
    session.compile();
    site.write("kuaixun.yaml", "title: 快讯\ntimezone: UTC\n");
    session.look(&at(&["kuaixun.yaml"]));
    assert!(session.compile().diagnostics.is_empty());
    assert_eq!(titles(&mut session).len(), 5);
    // Changed and not yet told of: what is read is what is there now.
    site.write("kuaixun.yaml", "title: 快讯\ntimezone: Asia/Shanghai\n");
    site.article("content/news/n.md", "改过", "unit: 乙局\n", "正文。");
    session.look(&at(&["kuaixun.yaml"]));
    assert!(session.compile().diagnostics.is_empty());
    assert!(titles(&mut session).contains(&"改过".to_owned()));
    // Gone and not yet told of: it is left out.
    site.write("kuaixun.yaml", "title: 快讯\ntimezone: UTC\n");
    site.remove("content/news/n.md");
    session.look(&at(&["kuaixun.yaml"]));
    assert!(session.compile().diagnostics.is_empty());
    assert_eq!(titles(&mut session).len(), 4);
}

#[test]
fn a_font_that_comes_is_something_that_happened() {
    let site = Site::small();
    let mut session = site.session();
    assert!(!session.look(&at(&["fonts"])));
    site.write("fonts/a.ttf", "no font yet");
    assert!(session.look(&at(&["fonts/a.ttf"])));
    site.remove("fonts/a.ttf");
    assert!(session.look(&at(&["fonts/a.ttf"])));
}

/// A registry or a folder of texts must not vanish because something else has its name.
#[test]
fn what_has_the_name_of_a_folder_and_is_none_is_refused() {
    for (name, other) in [
        ("data", ""),
        ("content", ""),
        ("static", ""),
        ("themes", ""),
        ("fonts", ""),
        ("data/units.yaml", "x.yaml"),
        ("data/words.yaml", "x.yaml"),
        ("kuaixun.yaml", "x.yaml"),
    ] {
        let site = Site::small();
        let there = site.root().join(name);
        let _ = fs::remove_dir_all(&there).or_else(|_| fs::remove_file(&there));
        site.write(format!("{name}/{other}").trim_end_matches('/'), "- 甲\n");
        let codes: Vec<_> = site.findings().iter().map(|finding| finding.code).collect();
        assert!(
            codes.contains(&"unreadable") && !codes.contains(&"no-config"),
            "{name}: {codes:?}"
        );
        assert!(Session::open_whole(site.options()).is_err(), "{name}");
    }
}
