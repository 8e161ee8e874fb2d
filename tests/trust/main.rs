//! The published site is the old one or the new one, whole: killed at any moment, with a disk that
//! fails, with several builds at once. The long forms are `just long`.

#![allow(clippy::disallowed_methods, reason = "tests and benchmarks work on the disk")]
#![cfg(target_os = "linux")]

mod bounds;
mod costly;
mod owners;
mod packages;
mod sources;
#[path = "../support/mod.rs"]
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
    fn debris(&self) -> Vec<&'static str> {
        debris(&self.site.root())
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

/// Starts a build of something new and kills it at the n-th `renameat2`, of which there are two: the
/// stand-in comes, the stand-in goes.
fn kill_at_exchange(site: &Site, exchange: usize) {
    site.article("content/news/n.md", &format!("动态{exchange}"), "unit: 乙局\n", "动态正文。");
    let inject = format!("inject=renameat2:signal=SIGKILL:when={exchange}");
    let options = ["trace=renameat2", &inject];
    run(&mut strace(&kuaixun("build", &site.root()), Path::new("/dev/null"), &options));
}

#[test]
fn what_others_change_after_a_crash_or_meanwhile_is_not_lost() {
    if !can_watch() {
        return;
    }
    // Killed before the stand-in came, and before it went: the folder readers saw is the folder.
    for exchange in [1, 2] {
        let site = Site::small();
        site.write("public/CNAME", "旧").write("public/keep/a", "甲").write("public/gone", "甲");
        site.build();
        kill_at_exchange(&site, exchange);
        let public = site.root().join("public");
        replace(&site, "CNAME", "新");
        fs::remove_file(public.join("gone")).expect("a file");
        fs::remove_dir_all(public.join("keep")).expect("a folder");
        site.write("public/keep", "成了文件");
        site.build();
        assert_eq!((site.page("CNAME"), site.page("keep")), ("新".into(), "成了文件".into()));
        assert!(!public.join("gone").exists() && site.page("news/n.html").contains("动态"));
        assert_eq!(debris(&site.root()), [""; 0]);
    }
}

#[test]
fn what_others_change_while_a_stand_in_is_seen_is_not_lost() {
    if !can_watch() {
        return;
    }
    let site = Site::small();
    site.write("public/CNAME", "旧").write("public/gone", "甲").write("public/same", "甲");
    site.write("public/keep/a", "甲");
    site.build();
    site.article("content/news/n.md", "另一条", "unit: 乙局\n", "动态正文。");
    let options = ["trace=renameat2", "inject=renameat2:delay_exit=2000000:when=1"];
    let mut build = strace(&kuaixun("build", &site.root()), Path::new("/dev/null"), &options);
    let mut build = build.spawn().expect("strace");
    // The folder itself, with what shall be new in it, is hidden.
    while !site.root().join(".public.kuaixun/.kuaixun/next").exists() {
        assert!(build.try_wait().expect("a state").is_none(), "it was done before anybody looked");
        std::thread::yield_now();
    }
    let public = site.root().join("public");
    replace(&site, "CNAME", "新");
    fs::remove_file(public.join("gone")).expect("a file");
    fs::remove_dir_all(public.join("keep")).expect("a folder");
    site.write("public/keep", "成了文件").write("public/late/b", "后来的");
    assert!(build.wait().expect("an end").success());
    let now = ["CNAME", "keep", "late/b", "same"].map(|path| site.page(path));
    assert_eq!(now, ["新", "成了文件", "后来的", "甲"]);
    assert!(!public.join("gone").exists() && site.page("news/n.html").contains("另一条"));
    assert_eq!(debris(&site.root()), [""; 0]);
}

/// Somebody who is not root owns the site, and keeps a folder in the output that is read-only.
#[test]
fn a_read_only_folder_of_ones_own_stands_in_no_ones_way() {
    let site = Site::small();
    site.write("public/ro/a", "甲");
    let ro = site.root().join("public/ro");
    fs::set_permissions(&ro, fs::Permissions::from_mode(0o555)).expect("rights");
    let (folder, root) = (site.root().parent().expect("a folder").to_path_buf(), site.root());
    let mut give = Command::new("chown");
    if !run(give.args(["-R", "65534:65534"]).arg(&folder)).status.success() {
        return; // Only root can be somebody else.
    }
    let as_other = |expressions: &[&str]| {
        let build = kuaixun("build", &root);
        let build = if expressions.is_empty() {
            build
        } else {
            strace(&build, Path::new("/dev/null"), expressions)
        };
        let mut other = Command::new("setpriv");
        other.args(["--reuid=65534", "--regid=65534", "--clear-groups"]);
        other.arg(build.get_program()).args(build.get_args());
        run(&mut other)
    };
    let first = as_other(&[]);
    if text(&first).contains("ermission denied") && !root.join("public/index.html").exists() {
        return; // The program itself is where others may not go.
    }
    assert!(first.status.success(), "{}", text(&first));
    for exchange in [1, 2] {
        site.write("kuaixun.yaml", format!("title: 甲{exchange}\n"));
        let inject = format!("inject=renameat2:signal=SIGKILL:when={exchange}");
        as_other(&["trace=renameat2", &inject]);
        let again = as_other(&[]);
        assert!(again.status.success(), "{}", text(&again));
        assert_eq!(debris(&root), [""; 0]);
        assert_eq!(site.page("ro/a"), "甲");
    }
    run(Command::new("chmod").args(["-R", "u+w"]).arg(&folder));
}

/// Puts a file in the place of another, as rsync and tar do, with a time long past.
fn replace(site: &Site, name: &str, text: &str) {
    let fresh = site.root().join("fresh");
    fs::write(&fresh, text).expect("a file");
    let past = std::time::SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(1_000_000_000);
    fs::File::options()
        .write(true)
        .open(&fresh)
        .and_then(|file| file.set_modified(past))
        .expect("a time");
    fs::rename(&fresh, site.root().join("public").join(name)).expect("its place");
}

fn debris(root: &Path) -> Vec<&'static str> {
    let hidden = [".public.kuaixun", "public/.kuaixun/next", "public/.kuaixun/manifest.new"];
    hidden.into_iter().filter(|path| root.join(path).exists()).collect()
}

#[test]
fn links_in_the_places_of_our_folders_are_not_followed() {
    let site = Site::small();
    site.build();
    let root = site.root();
    site.write("victim/doc.txt", "别人的");
    let link = |name: &str| std::os::unix::fs::symlink(root.join("victim"), root.join(name));
    link(".public.kuaixun").expect("a link");
    assert!(!run(&mut kuaixun("build", &root)).status.success());
    fs::remove_file(root.join(".public.kuaixun")).expect("the link");
    fs::remove_file(root.join("public/.kuaixun/lock")).expect("the lock");
    link("public/.kuaixun/lock").expect("a link");
    assert!(!run(&mut kuaixun("build", &root)).status.success());
    fs::remove_file(root.join("public/.kuaixun/lock")).expect("the link");
    link("public/.kuaixun/next").expect("a link");
    assert!(run(&mut kuaixun("build", &root)).status.success());
    assert_eq!(fs::read_to_string(root.join("victim/doc.txt")).expect("a file"), "别人的");
    // An output that is a link, with and without a slash behind it.
    fs::create_dir(root.join("real")).expect("a folder");
    std::os::unix::fs::symlink("real", root.join("out")).expect("a link");
    for output in ["out", "out/", "real/../out/"] {
        let mut build = kuaixun("build", &root);
        build.arg("--output").arg(root.join(output));
        assert!(run(&mut build).status.success(), "{output}");
        assert!(root.join("out").is_symlink() && root.join("real/index.html").exists());
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

/// A file system in memory, unmounted in the end.
struct Small(tempfile::TempDir);

impl Small {
    fn mount(kilobytes: u64) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let size = format!("size={kilobytes}k");
        let mut mount = Command::new("mount");
        mount.args(["-t", "tmpfs", "-o", &size, "tmpfs"]).arg(folder.path());
        assert!(run(&mut mount).status.success(), "only root may mount");
        Self(folder)
    }
}

impl Drop for Small {
    fn drop(&mut self) {
        run(Command::new("umount").arg(self.0.path()));
    }
}

#[test]
#[ignore = "mounts a file system: only root may"]
fn a_disk_that_is_full_leaves_the_old_site() {
    let site = Site::small();
    let mut refused = 0;
    for free in (0..=120).step_by(4) {
        let disk = Small::mount(1024);
        let build = |title: &str| {
            site.write("kuaixun.yaml", format!("title: {title}\n"));
            let mut build = kuaixun("build", &site.root());
            run(build.arg("--output").arg(disk.0.path().join("public")))
        };
        assert!(build("甲").status.success());
        let before = tree(&disk.0.path().join("public"));
        let fill = disk.0.path().join("fill");
        let _ = fs::write(&fill, vec![0; 2 << 20]);
        let most = fs::metadata(&fill).expect("a file").len();
        fs::File::options()
            .write(true)
            .open(&fill)
            .expect("it")
            .set_len(most - free * 1024)
            .expect("room");
        let output = build("乙");
        let after = tree(&disk.0.path().join("public"));
        if output.status.success() {
            assert_ne!(before, after, "{free} KB");
        } else {
            refused += 1;
            assert!(
                text(&output).contains("cannot write") && text(&output).contains("public"),
                "{}",
                text(&output)
            );
            assert_same(&before, &after);
        }
        assert_eq!(debris(disk.0.path()), [""; 0], "{free} KB");
    }
    assert!((3..28).contains(&refused), "{refused} were refused");
}

/// A folder that cannot be listed is no empty folder: a number that is taken there would be proposed.
#[test]
fn every_command_refuses_a_folder_that_cannot_be_read() {
    if !can_watch() {
        return;
    }
    let site = Site::small();
    let folder = site.root().join("content/bulletins");
    let folder = format!("-P{}", folder.to_str().expect("UTF-8"));
    let sources = tree(&site.root());
    let commands: [&[&str]; 6] = [
        &["list", "articles"],
        &["new", "issue", "--no-input"],
        &["fix", "--yes"],
        &["schema", "article"],
        &["check"],
        &["build"],
    ];
    for command in commands {
        let mut program = kuaixun(command[0], &site.root());
        program.args(&command[1..]);
        let refuse = ["-f", &folder, "trace=openat", "inject=openat:error=EACCES"];
        let output = run(&mut strace(&program, Path::new("/dev/null"), &refuse));
        let said = text(&output);
        assert_eq!(output.status.code(), Some(2), "{command:?}: {said}");
        assert!(said.contains("cannot read") && said.contains("bulletins"), "{command:?}: {said}");
        assert_same(&sources, &tree(&site.root()));
    }
}
