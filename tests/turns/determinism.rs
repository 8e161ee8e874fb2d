//! Two builds of the same sources give the same bytes, whatever the machine is like.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::support::{Site, assert_same, tree};

fn build(root: &Path, output: &Path, jobs: &str, zone: &str, locale: &str) {
    let status = Command::new(env!("CARGO_BIN_EXE_kuaixun"))
        .args(["build", "--quiet", "--today", "2008-01-01", "--jobs", jobs, "--root"])
        .arg(root)
        .arg("--output")
        .arg(output)
        .envs([("TZ", zone), ("LC_ALL", locale), ("LANG", locale)])
        .status()
        .expect("the program runs");
    assert!(status.success());
}

#[test]
fn threads_time_zone_and_locale_change_nothing() {
    let site = Site::demo();
    let output = tempfile::tempdir().expect("a temporary folder");
    let at = |name: &str| output.path().join(name);
    build(&site.root(), &at("a"), "1", "UTC", "C");
    build(&site.root(), &at("b"), "2", "Pacific/Kiritimati", "tr_TR.UTF-8");
    build(&site.root(), &at("c"), "8", "America/Anchorage", "zh_CN.UTF-8");
    let first = tree(&at("a"));
    assert!(first.len() > 200);
    assert_same(&first, &tree(&at("b")));
    assert_same(&first, &tree(&at("c")));
    let record = |name: &str| fs::read(at(name).join(".kuaixun/manifest")).expect("a manifest");
    assert_eq!(record("a"), record("b"));
}

#[test]
fn the_order_of_files_on_disk_changes_nothing() {
    let site = Site::demo();
    let sources = tree(&site.root());
    let expected = site.clean_build();
    for seed in [1, 2, 3] {
        let copy = Site::new();
        let mut paths: Vec<_> = sources.keys().collect();
        fastrand::Rng::with_seed(seed).shuffle(&mut paths);
        for path in paths {
            copy.write(path, &sources[path]);
        }
        assert_same(&expected, &copy.clean_build());
    }
}
