//! Nothing is written outside the output folder or read outside the site, whatever names say; and
//! build and check start no program and ask no network.

#![cfg(target_os = "linux")]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use crate::support::Site;
use crate::support::watched::{can_watch, kuaixun, run, strace};

/// Names that lead elsewhere, or mean something to some system.
const NAMES: [&str; 22] = [
    "../out",
    "../../../../../../tmp/out",
    "/tmp/out",
    "a/../../out",
    "%2e%2e/out",
    "%2e%2e%2fout",
    "..%2fout",
    "..\\\\out",
    "..\\\\..\\\\out",
    "C:\\\\out",
    "C:out",
    "\\\\\\\\server\\\\out",
    "file:///tmp/out",
    "out\\0.html",
    "CON",
    "nul.html",
    "Com1",
    "LPT9.txt",
    "..",
    ".",
    ".htaccess",
    "-out",
];

/// Where in an article a name can stand.
const FIELDS: [&str; 8] = [
    "slug: \"NAME\"\n",
    "aliases: [\"NAME\"]\n",
    "unit: \"NAME\"\n",
    "author: \"NAME\"\n",
    "tags: [\"NAME\"]\n",
    "column: \"NAME\"\n",
    "publication: \"NAME\"\nissue: 2007-01\n",
    "attachments: [\"NAME\"]\n",
];

/// Calls that name a file in order to change something.
const WRITES: &str = "trace=openat,?open,?creat,?rename,renameat,renameat2,?link,linkat,?unlink,unlinkat,\
    ?mkdir,mkdirat,?rmdir,?symlink,symlinkat,truncate,?chmod,fchmodat,?chown,fchownat";

/// Every path that a watched run was about to change.
fn changed(log: &str) -> Vec<String> {
    let mut paths = Vec::new();
    for line in log.lines() {
        let is_read =
            line.contains("openat(") && !line.contains("O_WRONLY") && !line.contains("O_RDWR");
        // Below a folder that is open already, by a name of one part.
        let is_below = line.contains("unlinkat(") && !line.contains("AT_FDCWD");
        if !is_read && !is_below && line.contains('(') {
            paths.extend(line.split('"').skip(1).step_by(2).map(str::to_owned));
        }
    }
    paths
}

#[test]
fn no_name_leads_out_of_the_output_folder() {
    if !can_watch() {
        return;
    }
    for field in FIELDS {
        let site = Site::new();
        let log = site.root().with_file_name("strace.log");
        for (number, name) in NAMES.iter().enumerate() {
            let more = field.replace("NAME", name);
            site.article(&format!("content/news/a{number}.md"), "题目", &more, "文。");
        }
        // What is refused is named, and goes. A unit may be called anything, and an old address may be
        // any below the site's.
        let findings = site.findings();
        let errors = findings.iter().filter(|finding| finding.is_error());
        let refused: BTreeSet<String> =
            errors.filter_map(|finding| Some(finding.at.as_ref()?.file.to_string())).collect();
        for (number, name) in NAMES.iter().enumerate() {
            let is_named = refused.contains(&format!("content/news/a{number}.md"));
            let is_path =
                !["unit", "author", "tags", "column"].iter().any(|key| field.starts_with(key));
            let is_address = field.starts_with("aliases") && *name == "/tmp/out";
            assert_eq!(is_named, is_path && !is_address, "{field}: {name}");
        }
        for path in &refused {
            site.remove(path);
        }
        site.article("content/news/rest.md", "题目", "", "文。");
        let output = run(&mut strace(&kuaixun("build", &site.root()), &log, &["-f", WRITES]));
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{field}: {said}");
        let (root, log) = (site.root(), fs::read_to_string(&log).expect("a log"));
        let paths = changed(&log);
        assert!(paths.len() > 20, "{paths:?}");
        for path in paths {
            let inside = [root.join("public"), root.join(".public.kuaixun")]
                .iter()
                .any(|folder| Path::new(&path).starts_with(folder));
            let is_device = path.starts_with("/dev/") || path.starts_with("/proc/");
            assert!((inside && !path.contains("..")) || is_device, "{field}: {path}");
        }
    }
}

#[test]
fn links_out_of_the_site_are_named_and_not_followed() {
    if !can_watch() {
        return;
    }
    let site = Site::small();
    let secret = site.root().with_file_name("secret");
    fs::create_dir(&secret).expect("a folder");
    fs::write(secret.join("s.md"), "---\ntitle: 秘密\ndate: 2007-03-05\n---\n").expect("a file");
    let link = |target: &Path, name: &str| {
        std::os::unix::fs::symlink(target, site.root().join(name)).expect("a link");
    };
    link(&secret, "content/news/folder");
    link(&secret.join("s.md"), "content/news/s.md");
    link(Path::new("."), "content/loop");
    link(Path::new("/etc/passwd"), "content/news/passwd.txt");
    site.article(
        "content/news/asks.md",
        "题目",
        "attachments: [passwd.txt]\n",
        "[甲](folder/s.md) ![乙](../../../secret/s.md) [丙](/etc/passwd) [丁](file:///etc/passwd)",
    );
    let log = site.root().with_file_name("strace.log");
    let output = run(&mut strace(&kuaixun("check", &site.root()), &log, &["-f", "trace=openat"]));
    assert_eq!(output.status.code(), Some(1));
    let said = String::from_utf8_lossy(&output.stdout).into_owned()
        + &String::from_utf8_lossy(&output.stderr);
    for name in
        ["content/news/folder", "content/news/s.md", "content/loop", "content/news/passwd.txt"]
    {
        assert!(said.contains(name), "{name} is not named: {said}");
    }
    let log = fs::read_to_string(&log).expect("a log");
    assert!(log.contains("asks.md") && !log.contains("secret") && !log.contains("passwd"), "{log}");
}

#[test]
fn what_a_browser_would_run_is_no_attachment() {
    let site = Site::small();
    site.write("content/news/page.html", "<script>alert(1)</script>");
    site.write("content/news/p.svg", "<svg onload=\"alert(1)\" width=\"4\" height=\"3\"></svg>");
    site.article("content/news/asks.md", "题目", "attachments: [page.html]\n", "[甲](page.html)");
    for name in ["a.php.jpg", "a.asp;.png", "a.shtml.pdf", "web.config", "a.XHTML"] {
        site.write(&format!("content/news/{name}"), "<script>alert(1)</script>");
        site.article(&format!("content/news/{name}.md"), "题目", "", &format!("[甲](<{name}>)"));
    }
    let codes = site.codes();
    assert_eq!(codes.iter().filter(|code| **code == "active-file").count(), 8, "{codes:?}");
    // The editor's own.
    let site = Site::small();
    site.write("static/page.html", "<script>alert(1)</script>");
    assert_eq!(site.codes(), [""; 0]);
}

#[test]
fn build_and_check_start_no_program_and_ask_no_network() {
    if !can_watch() {
        return;
    }
    let site = Site::demo();
    site.article(
        "content/news/asks.md",
        "题目",
        "",
        "<https://example.org/> ![甲](https://example.org/a.png)",
    );
    for command in ["build", "check"] {
        let log = site.root().with_file_name("strace.log");
        let trace = "trace=network,execve,execveat";
        run(&mut strace(&kuaixun(command, &site.root()), &log, &["-f", trace]));
        let log = fs::read_to_string(&log).expect("a log");
        let calls: Vec<_> = log.lines().filter(|line| line.contains('(')).collect();
        assert!(calls.len() == 1 && calls[0].contains("execve("), "{command}: {calls:#?}");
    }
}
