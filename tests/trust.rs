//! The published site is the old one or the new one, whole: killed at any moment, with a disk that
//! fails, with several builds at once. The long forms are `just long`.

#![allow(clippy::disallowed_methods, reason = "tests and benchmarks work on the disk")]
#![cfg(target_os = "linux")]

mod support;

use std::fs;
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
use std::path::Path;
use std::process::{Command, ExitStatus, Output, Stdio};
use std::time::Instant;

use support::watched::{can_watch, kuaixun, run, strace};
use support::{Site, Tree, assert_same, tree};

/// Calls that change a disk. strace counts each by itself, and thread by thread.
const CHANGES: [&str; 11] = [
    "?mkdir",
    "write",
    "ftruncate",
    "?rename",
    "renameat2",
    "linkat",
    "?unlink",
    "unlinkat",
    "?rmdir",
    "fsync",
    "syncfs",
];

/// A site whose every page can change at once, and the two trees it is published as.
struct Twin {
    site: Site,
    pages: usize,
    trees: [Tree; 2],
    /// Which of them is published.
    now: usize,
    /// Whether it changes in one step; where it cannot, the next run completes what was begun.
    in_one_step: bool,
}

impl Twin {
    fn new(pages: usize) -> Self {
        let site = Site::new();
        let mut twin = Self { site, pages, trees: Default::default(), now: 0, in_one_step: true };
        for version in [1, 0] {
            twin.turn(version);
            assert!(run(&mut twin.build()).status.success());
            twin.trees[version] = twin.published();
        }
        twin
    }

    /// Writes all sources anew; a page comes and a page goes with each version.
    fn turn(&self, version: usize) {
        for page in 0..self.pages {
            let issue = format!("content/bulletins/kx/2007-{:02}", page % 12 + 1);
            let body = format!("第{page}篇，第{version}版。").repeat(version + 1);
            self.site.article(&format!("{issue}/a{page}.md"), &format!("文章{page}"), "", &body);
        }
        self.site.article(&format!("content/news/only-{version}.md"), "动态", "", "文。");
        let _ =
            fs::remove_file(self.site.root().join(format!("content/news/only-{}.md", 1 - version)));
    }

    fn build(&self) -> Command {
        kuaixun("build", &self.site.root())
    }

    fn published(&self) -> Tree {
        tree(&self.site.root().join("public"))
    }

    /// Starts a build of the other version in a way that goes wrong, and looks: whole as before or
    /// whole as after. Then the next build goes well.
    fn survives(&mut self, what: &str, go_wrong: impl FnOnce(&Self) -> ExitStatus) -> ExitStatus {
        let next = 1 - self.now;
        self.turn(next);
        let status = go_wrong(self);
        let there = self.published();
        let old = there == self.trees[self.now];
        if self.in_one_step {
            let new = there == self.trees[next];
            assert!(old || new, "{what}: a mixed site: {}", self.mixed(&there));
            assert!(old || status.code() != Some(1), "{what}: it failed, and all is new");
        }
        assert!(!old || !status.success(), "{what}: it is done, and nothing is new");
        let again = run(&mut self.build());
        assert!(again.status.success(), "{what}: {}", text(&again));
        assert_same(&self.trees[next], &self.published());
        assert_eq!(self.debris(), [""; 0], "{what}");
        self.now = next;
        status
    }

    fn mixed(&self, there: &Tree) -> String {
        let which = |(path, bytes): (&String, &Vec<u8>)| {
            let of = self.trees.each_ref().map(|tree| tree.get(path) == Some(bytes));
            format!("{path} {of:?}")
        };
        there.iter().map(which).collect::<Vec<_>>().join("\n")
    }

    /// What no build should leave.
    fn debris(&self) -> Vec<String> {
        let root = self.site.root();
        let hidden = [".public.kuaixun", "public/.kuaixun/next", "public/.kuaixun/manifest.new"];
        hidden.into_iter().filter(|path| root.join(path).exists()).map(str::to_owned).collect()
    }
}

fn text(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn kill_at_random(pages: usize, times: usize) {
    let mut twin = Twin::new(pages);
    let started = Instant::now();
    twin.survives("not killed", |twin| run(&mut twin.build()).status);
    let took = started.elapsed() / 2;
    let mut killed = 0;
    for time in 0..times {
        let after = took.mul_f64(fastrand::f64());
        let status = twin.survives(&format!("killed after {after:?}, {time}"), |twin| {
            let mut child = twin.build().spawn().expect("kuaixun");
            std::thread::sleep(after);
            let _ = child.kill();
            child.wait().expect("an end")
        });
        killed += usize::from(!status.success());
    }
    assert!(killed > times / 4, "only {killed} of {times} were killed in time");
}

/// Kills at every `step`-th call that changes something, with more `options` for strace; answers how
/// often.
fn kill_at_calls(twin: &mut Twin, step: usize, options: &[&str]) -> usize {
    let mut killed = 0;
    for name in CHANGES {
        for call in (1..).step_by(step) {
            let trace = format!("trace={name},renameat2");
            let inject = format!("inject={name}:signal=SIGKILL:when={call}");
            let all = [options, &[&trace, &inject]].concat();
            let status = twin.survives(&format!("killed at {name} {call}"), |twin| {
                run(&mut strace(&twin.build(), Path::new("/dev/null"), &all)).status
            });
            if status.success() {
                break;
            }
            killed += 1;
        }
    }
    killed
}

#[test]
fn killed_at_random_the_site_is_the_old_or_the_new_one() {
    kill_at_random(60, 10);
}

#[test]
fn killed_at_a_call_that_changes_something_too() {
    if !can_watch() {
        return;
    }
    let mut twin = Twin::new(6);
    // All of the main thread, which decides, and some of the other's.
    let killed = kill_at_calls(&mut twin, 3, &[]) + kill_at_calls(&mut twin, 16, &["-f"]);
    assert!(killed > 20, "{killed}");
}

/// On FAT, on Windows, at a mount.
#[test]
fn where_no_exchange_is_the_next_run_completes_what_was_begun() {
    if !can_watch() {
        return;
    }
    let mut twin = Twin { in_one_step: false, ..Twin::new(6) };
    let no_exchange = "inject=renameat2:error=EBUSY";
    let killed = kill_at_calls(&mut twin, 3, &[no_exchange])
        + kill_at_calls(&mut twin, 16, &["-f", no_exchange]);
    assert!(killed > 20, "{killed}");
}

/// Lets calls fail, one after the other, each `step`-th, until all have gone well.
fn fail_at_calls(twin: &mut Twin, step: usize, name: &str, error: &str) -> usize {
    let mut failed = 0;
    for call in (1..).step_by(step) {
        let what = format!("{error} at {name} {call}");
        let (trace, inject) =
            (format!("trace={name}"), format!("inject={name}:error={error}:when={call}"));
        let mut refused = 0;
        let status = twin.survives(&what, |twin| {
            let log = twin.site.root().with_file_name("strace.log");
            let output = run(&mut strace(&twin.build(), &log, &["-f", &trace, &inject]));
            refused = fs::read_to_string(&log).expect("a log").matches("(INJECTED)").count();
            if !output.status.success() {
                let said = text(&output);
                // Where each thread's call failed, one of them was of the message, or of clearing away.
                let is_named = said.contains("cannot ") && said.contains('/');
                assert!(refused > 1 || is_named, "{what}: {said}");
                assert!(refused > 1 || twin.debris().is_empty(), "{what}: {said}");
            }
            output.status
        });
        if refused == 0 {
            break;
        }
        failed += usize::from(!status.success());
    }
    failed
}

#[test]
fn a_disk_that_fails_is_named_and_leaves_the_site_as_it_was() {
    if !can_watch() {
        return;
    }
    let mut twin = Twin::new(4);
    for error in ["ENOSPC", "EIO", "EROFS"] {
        let failed: usize =
            CHANGES.iter().map(|name| fail_at_calls(&mut twin, 19, name, error)).sum();
        assert!(failed > 4, "{error}: {failed}");
    }
    assert!(fail_at_calls(&mut twin, 11, "openat", "EMFILE") > 2);
}

#[test]
fn pairs_of_builds_at_once_leave_one_whole_site() {
    at_once(40, 5);
}

/// Builds twice at the same time, as often as `pairs` says.
fn at_once(pages: usize, pairs: usize) {
    let mut twin = Twin::new(pages);
    for pair in 0..pairs {
        twin.survives(&format!("pair {pair}"), |twin| {
            let mut other = twin.build().stderr(Stdio::piped()).spawn().expect("kuaixun");
            let one = run(&mut twin.build());
            assert!(one.status.success(), "{}", text(&one));
            other.wait().expect("an end")
        });
    }
}

#[test]
#[ignore = "takes half an hour"]
fn killed_200_times_at_random_with_500_pages() {
    kill_at_random(500, 200);
}

#[test]
#[ignore = "takes half an hour"]
fn killed_at_every_call_that_changes_something() {
    let (mut small, mut large) = (Twin::new(20), Twin::new(500));
    for options in [&[][..], &["-f"]] {
        kill_at_calls(&mut small, 1, options);
        kill_at_calls(&mut large, 29, options);
    }
}

#[test]
#[ignore = "takes half an hour"]
fn every_call_fails_once() {
    let mut twin = Twin::new(20);
    for error in ["ENOSPC", "EIO", "EROFS"] {
        for name in CHANGES {
            fail_at_calls(&mut twin, 1, name, error);
        }
    }
    fail_at_calls(&mut twin, 1, "openat", "EMFILE");
}

#[test]
#[ignore = "takes minutes"]
fn fifty_pairs_of_builds_at_once() {
    at_once(500, 50);
}

/// The inode of a file or folder: the same as long as it is the same one.
fn inode(path: &Path) -> u64 {
    fs::metadata(path).expect("a file").ino()
}

#[test]
fn the_folder_and_what_is_not_ours_in_it_stay_the_same() {
    let site = Site::small();
    site.build();
    let public = site.root().join("public");
    site.write("public/CNAME", "test.example")
        .write("public/.git/HEAD", "ref")
        .write("public/news/x", "甲");
    std::os::unix::fs::symlink("/nowhere", public.join("link")).expect("a link");
    fs::set_permissions(public.join(".git"), fs::Permissions::from_mode(0o700)).expect("rights");
    let kept = ["", "CNAME", ".git", ".git/HEAD", "news", "news/x", "assets/site.css"];
    let before = kept.map(|path| inode(&public.join(path)));
    site.article("content/news/n.md", "另一条动态", "unit: 乙局\n", "动态正文。");
    assert!(site.build().written > 3);
    assert_eq!(before, kept.map(|path| inode(&public.join(path))));
    assert!(public.join("link").is_symlink());
    assert_eq!(
        fs::metadata(public.join(".git")).expect("a folder").permissions().mode() & 0o777,
        0o700
    );
}

#[test]
fn what_came_while_the_folder_was_hidden_is_not_lost() {
    let site = Site::small();
    site.build();
    let (public, hidden) = (site.root().join("public"), site.root().join(".public.kuaixun"));
    // Killed after the folder was back, before the stand-in was gone; somebody wrote to it.
    copy(&public, &hidden);
    fs::write(hidden.join("late.txt"), "后来的").expect("a file");
    fs::remove_file(public.join("index.html")).expect("a page");
    site.build();
    assert_eq!(site.page("late.txt"), "后来的");
    assert!(!hidden.exists() && public.join("index.html").exists());
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("a folder").filter_map(Result::ok) {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            drop(fs::copy(entry.path(), target));
        }
    }
}

#[test]
fn what_is_not_ours_is_named_and_nothing_is_left_of_the_try() {
    let site = Site::small();
    site.write("public/index.html", "别人的");
    for _ in 0..2 {
        let output = run(&mut kuaixun("build", &site.root()));
        assert!(
            text(&output).contains("index.html was not written by kuaixun"),
            "{}",
            text(&output)
        );
        assert!(!site.root().join("public/.kuaixun").exists());
    }
    site.remove("public/index.html");
    site.write(".public.kuaixun/private.txt", "别人的");
    let output = run(&mut kuaixun("build", &site.root()));
    assert!(
        text(&output).contains(".public.kuaixun was not written by kuaixun"),
        "{}",
        text(&output)
    );
    assert!(site.root().join(".public.kuaixun/private.txt").exists());
    site.remove(".public.kuaixun/private.txt");
    assert!(run(&mut kuaixun("build", &site.root())).status.success());
    // A link in the place of our corner leads elsewhere.
    fs::remove_dir_all(site.root().join("public/.kuaixun")).expect("our corner");
    std::os::unix::fs::symlink("/tmp", site.root().join("public/.kuaixun")).expect("a link");
    assert!(!run(&mut kuaixun("build", &site.root())).status.success());
}
