//! Commands that write authors' files, killed and refused at every call: a source is the old or the new one.

use std::fs;
use std::path::Path;

use crate::support::watched::{can_watch, kuaixun, run, strace};
use crate::support::{Site, Tree, tree};

/// The calls that change something.
const CHANGES: [&str; 9] =
    ["write", "fsync", "rename", "linkat", "unlink", "fchmod", "fchown", "mkdir", "openat"];

/// Articles that `fix` has something to put right in.
fn loose() -> Site {
    let site = Site::new();
    for number in 0..3 {
        site.article(&format!("content/news/a{number}.md"), "甲", "", "甲,乙，，丙。");
    }
    site
}

/// Sources without the hidden file that a killed run leaves.
fn seen(site: &Site) -> (Tree, usize) {
    let (debris, files): (Tree, Tree) =
        tree(&site.root()).into_iter().partition(|(path, _)| path.contains(".kuaixun-new"));
    (files, debris.len())
}

/// Runs a command of a fresh site with each call of each kind spoilt, until one goes well. Answers how
/// often it did not; `is_right` looks at the sources before, after a good run, and now.
fn spoil(arguments: &[&str], how: &str, is_right: impl Fn(&Tree, &Tree, &Tree, &str)) -> usize {
    let before = seen(&loose()).0;
    let good = loose();
    let command = |site: &Site| {
        let mut command = kuaixun(arguments[0], &site.root());
        command.args(&arguments[1..]);
        command
    };
    assert!(run(&mut command(&good)).status.success());
    let after = seen(&good).0;
    let mut spoilt = 0;
    for name in CHANGES {
        // Most of what a program opens and writes is no source; the last calls are.
        for call in 1.. {
            let site = loose();
            let root = format!("-P{}", site.root().join("content/news").display());
            let log = site.root().with_file_name("strace.log");
            let (trace, inject) =
                (format!("trace={name}"), format!("inject={name}:{how}:when={call}"));
            let options: &[&str] = if name == "write" || name == "fsync" || name.starts_with("fch")
            {
                &["-f", &trace, &inject]
            } else {
                &["-f", &root, &trace, &inject]
            };
            let output = run(&mut strace(&command(&site), &log, options));
            let is_hit = fs::read_to_string(&log)
                .is_ok_and(|log| log.contains("(INJECTED)") || log.contains("killed by SIGKILL"));
            let (now, debris) = seen(&site);
            let what = format!("{arguments:?}: {how} at {name} {call}");
            for (path, bytes) in &before {
                let is_whole =
                    now.get(path).is_some_and(|now| now == bytes || after.get(path) == Some(now));
                assert!(is_whole, "{what}: {path}");
            }
            let said = String::from_utf8_lossy(&output.stderr).into_owned();
            is_right(&before, &after, &now, &what);
            if !how.contains("SIGKILL") {
                assert_eq!(debris, 0, "{what}: {said}");
                assert!(
                    output.status.success() || said.contains('/') || name == "write",
                    "{what}: {said}"
                );
            }
            if !is_hit {
                break;
            }
            spoilt += usize::from(!output.status.success());
            // The next run clears away what a killed one left.
            run(&mut command(&site));
            if arguments[0] == "fix" {
                assert_eq!(seen(&site), (after.clone(), 0), "{what}");
            }
            if call > 60 {
                break;
            }
        }
    }
    spoilt
}

#[test]
fn a_source_is_the_old_or_the_new_one() {
    if !can_watch() {
        return;
    }
    for how in ["signal=SIGKILL", "error=ENOSPC", "error=EIO"] {
        let spoilt = spoil(&["fix", "--yes"], how, |before, after, now, what| {
            assert_eq!(before.len(), now.len(), "{what}");
            assert_eq!(before.len(), after.len(), "{what}");
        });
        assert!(spoilt > 3, "{how}: {spoilt}");
        let new = ["new", "news", "乙", "--no-input", "--name", "b"];
        let spoilt = spoil(&new, how, |before, after, now, what| {
            for (path, bytes) in now {
                let is_known = before.get(path) == Some(bytes) || after.get(path) == Some(bytes);
                assert!(is_known, "{what}: {path}");
            }
        });
        assert!(spoilt > 1, "{how}: {spoilt}");
        let spoilt = spoil(&["check", "--accept"], how, |before, after, now, what| {
            for (path, bytes) in now {
                let is_known = before.get(path) == Some(bytes) || after.get(path) == Some(bytes);
                assert!(is_known, "{what}: {path}");
            }
        });
        assert!(spoilt > 1, "{how}: {spoilt}");
    }
}

#[test]
fn a_read_only_source_is_named_and_stays() {
    use std::os::unix::fs::PermissionsExt as _;
    let site = loose();
    let path = site.root().join("content/news/a1.md");
    let before = fs::read(&path).expect("a file");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o444)).expect("a mode");
    let output = run(kuaixun("fix", &site.root()).arg("--yes"));
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.code() == Some(2) && said.contains("a1.md"), "{said}");
    assert_eq!(fs::read(&path).expect("a file"), before);
    assert!(Path::new(&path).exists());
}
