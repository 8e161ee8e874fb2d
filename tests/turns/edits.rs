//! There is one path for all: after any edit, what the preview shows, what `build --watch` has
//! written, and what a new process makes of an older build, equal a clean build, byte for byte.

use std::fs;
use std::path::PathBuf;

use crate::support;
use crate::support::{Preview, Site, Tree, assert_same, publish, tree};
use fastrand::Rng;
use jiff::ToSpan;
use kuaixun::app::session::Session;
use kuaixun::base::Diagnostic;
use kuaixun::content::Look;
use rayon::prelude::*;

/// How many turns a script has.
pub const TURNS: usize = 6;

#[test]
fn random_scripts_of_edits() {
    let compared: usize = (0..200).into_par_iter().map(|seed| script(seed, edit)).sum();
    // Edits that break the site are among them, but most turns have a site to compare.
    assert!(compared > 200 * TURNS / 2, "{compared} turns were compared");
}

#[test]
#[ignore = "minutes: just long"]
fn many_random_scripts_of_edits() {
    assert!(
        (200..5000).into_par_iter().map(|seed| script(seed, edit)).sum::<usize>()
            > 4800 * TURNS / 2
    );
}

/// Runs a script of edits, whose seed is all that it depends on. Answers how many turns had a site
/// without errors to compare.
pub fn script(seed: u64, edit: fn(&mut Site, &mut Rng) -> Vec<PathBuf>) -> usize {
    let mut rng = Rng::with_seed(seed);
    let mut site = Site::small();
    let (watched, kept) = (support::in_memory(), support::in_memory());
    let preview = Preview::new(&site.root(), None);
    // One session for the preview, one for `build --watch`; both are told where to look.
    let (mut shown, mut written) = (site.session(), site.session());
    preview.turn(&mut shown);
    let (mut last, mut compared) = (None, 0);
    for turn in 0..TURNS {
        let edits = rng.usize(1..4);
        let mut touched: Vec<PathBuf> = Vec::new();
        if !preview.stage().scene().is_now_good() && rng.u8(..4) > 0 {
            touched = mend(&site);
        }
        touched.extend((0..edits).flat_map(|_| edit(&mut site, &mut rng)));
        let look = where_to_look(touched, &mut rng);
        for session in [&mut shown, &mut written] {
            session.set_day(Some(site.today));
            session.look(&look);
        }
        preview.turn(&mut shown);
        let clean = clean_build(&site);
        let now = preview.stage().scene();
        if let Some(clean) = clean {
            let context = format!("seed {seed}, turn {turn}");
            assert!(now.is_good, "{context}: {:?}", now.findings);
            assert_same(&clean, &preview.shown());
            publish(&mut written, watched.path());
            assert_same(&clean, &tree(watched.path()));
            publish(&mut site.session(), kept.path());
            assert_same(&clean, &tree(kept.path()));
            last = Some(clean);
            compared += 1;
        } else {
            assert!(now.findings.iter().any(|finding| finding.severity == "error"));
            // The last good site stays.
            if let Some(last) = &last {
                assert_eq!(
                    last.keys().collect::<Vec<_>>(),
                    preview.shown().keys().collect::<Vec<_>>()
                );
            }
        }
    }
    compared
}

/// A clean build, or nothing when the content has errors.
fn clean_build(site: &Site) -> Option<Tree> {
    let mut session: Session = site.session();
    if session.compile().diagnostics.iter().any(Diagnostic::is_error) {
        return None;
    }
    Some(site.clean_build())
}

/// Takes back what breaks the site.
fn mend(site: &Site) -> Vec<PathBuf> {
    let mut touched = vec![PathBuf::from("content/news/n.md")];
    site.article("content/news/n.md", "动态", "unit: 乙局\n", "动态正文。");
    for (path, text) in tree(&site.root().join("content")) {
        if path.ends_with(".md") && !String::from_utf8_lossy(&text).contains("\n---\n") {
            let path = format!("content/{path}");
            site.remove(&path);
            touched.push(path.into());
        }
    }
    touched
}

/// What a watcher would say of what was touched: just that, the folders it is in, or that it does
/// not know.
fn where_to_look(touched: Vec<PathBuf>, rng: &mut Rng) -> Look {
    if rng.u8(..8) == 0 {
        return Look { everywhere: true, ..Look::default() };
    }
    let wider = rng.u8(..4) == 0;
    let at = touched.into_iter().map(|path| {
        let folder = path.parent().filter(|folder| wider && folder.starts_with("content"));
        folder.map_or(path.clone(), PathBuf::from)
    });
    Look { at: at.collect(), everywhere: false }
}

/// Edits something and says what was touched.
#[expect(clippy::too_many_lines, reason = "an arm for each way to edit a site")]
fn edit(site: &mut Site, rng: &mut Rng) -> Vec<PathBuf> {
    let number = rng.u8(..6);
    let issue = format!("2007-{:02}", rng.u8(1..4));
    let folder = if rng.bool() {
        format!("content/bulletins/kx/{issue}")
    } else {
        "content/news".to_owned()
    };
    let path = format!("{folder}/r{number}.md");
    let there = |path: &str| site.root().join(path).exists();
    match rng.u8(..14) {
        0 if there(&path) => drop(site.remove(&path)),
        1 if there(&path) => {
            let to = format!("{folder}/renamed{number}.md");
            fs::rename(site.root().join(&path), site.root().join(&to)).expect("a new name");
            return vec![path.into(), to.into()];
        }
        2 if there(&format!("content/bulletins/kx/{issue}")) => return move_issue(site, &issue),
        3 => {
            let zone = ["Asia/Shanghai", "UTC", "Pacific/Auckland"][rng.usize(..3)];
            let text = format!(
                "title: 快讯{number}\nbase_url: https://test.example/\nper_page: {}\ntimezone: {zone}\n",
                number + 1
            );
            site.write("kuaixun.yaml", text);
            return vec!["kuaixun.yaml".into()];
        }
        4 => {
            let path = "themes/default/assets/site.css";
            site.write(path, format!("/* {number} */"));
            return vec![path.into()];
        }
        5 => {
            let path = "themes/default/templates/page.html";
            site.write(
                path,
                format!("{{% extends \"base.html\" %}}{{% block main %}}{number}{{% endblock %}}"),
            );
            site.write("content/pages/about.md", "---\ntitle: 关于\n---\n\n文。\n");
            return vec![path.into(), "content/pages/about.md".into()];
        }
        6 => {
            let path = "content/bulletins/kx/_index.md";
            site.write(path, format!("---\ntitle: 快讯\nfirst_cumulative: {number}\n---\n"));
            return vec![path.into()];
        }
        7 => {
            let path = format!("static/s{number}.txt");
            site.write(&path, format!("静态{}", rng.u8(..3)));
            return vec![path.into()];
        }
        8 => drop(site.article(&path, &format!("稿{number}"), "draft: true\n", "草稿。")),
        9 => {
            site.today = site.today.saturating_add(i64::from(number).days());
            let dates = "publish: 2008-01-04\nexpires: 2008-01-12\n";
            site.article(&path, "定时", dates, "到时候才有。");
        }
        // Caught half-written, and empty.
        10 => drop(site.write(&path, "---\ntitle: 半篇\n")),
        11 => drop(site.write(&path, "")),
        12 => {
            let picture = "content/news/p.svg";
            site.write(picture, format!("<svg width=\"{}\" height=\"3\"></svg>", number + 1));
            site.article(
                "content/news/n.md",
                "图",
                "",
                "![图](p.svg)\n\n[甲](../bulletins/kx/2007-01/a.md)",
            );
            return vec![picture.into(), "content/news/n.md".into()];
        }
        _ => {
            let more = format!(
                "unit: {}\ncolumn: {}\ntags: [t{}]\n",
                ["甲局", "乙局"][rng.usize(..2)],
                ["要闻", "简讯"][rng.usize(..2)],
                rng.u8(..3)
            );
            let (title, body) = (format!("题{}", rng.u8(..)), format!("文{}。", rng.u8(..)));
            site.article(&path, &title, &more, &body);
        }
    }
    vec![path.into()]
}

/// A folder moved: an issue gets another number, and its article that others link to goes along.
fn move_issue(site: &Site, issue: &str) -> Vec<PathBuf> {
    let from = format!("content/bulletins/kx/{issue}");
    let to = format!("content/bulletins/kx/2008-{}", &issue[5..]);
    if site.root().join(&to).exists() {
        fs::remove_dir_all(site.root().join(&to)).expect("the older folder goes");
    }
    fs::rename(site.root().join(&from), site.root().join(&to)).expect("a moved folder");
    vec![from.into(), to.into()]
}
