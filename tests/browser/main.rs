//! Runs `tests/browser/*.test.mjs` in real Chromium, where Node and Chromium are there.
//!
//! CI installs them and fails when the tests are skipped; elsewhere a skip is said loudly.

#![allow(clippy::disallowed_methods, reason = "tests and benchmarks work on the disk")]
#![expect(clippy::print_stderr, reason = "a skipped test says so")]

#[path = "../support/mod.rs"]
mod support;

use std::path::{Path, PathBuf};
use std::process::Command;

/// Where Debian, other systems and people put Chromium.
const PLACES: [&str; 4] = [
    "/usr/bin/chromium",
    "/usr/bin/chromium-browser",
    "/usr/bin/google-chrome",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

#[test]
fn in_a_real_browser() {
    let folder = support::repository().join("tests/browser");
    let chromium = match needed(&folder) {
        Ok(chromium) => chromium,
        Err(missing) => {
            assert!(std::env::var_os("CI").is_none(), "browser tests cannot run: {missing}");
            eprintln!("\n*** BROWSER TESTS SKIPPED: {missing} ***\n");
            return;
        }
    };
    let temporary = tempfile::tempdir().expect("a temporary folder");
    let failures = temporary.path().join("failures.txt");
    let status = Command::new("node")
        .args(["--test", "--test-concurrency=2"])
        .args(["--test-reporter=spec", "--test-reporter-destination=stdout"])
        .args(["--test-reporter=./failures.mjs", "--test-reporter-destination"])
        .arg(&failures)
        .args([
            "design.test.mjs",
            "editions.test.mjs",
            "pastes.test.mjs",
            "preview.test.mjs",
            "search.test.mjs",
            "site.test.mjs",
            "statistics.test.mjs",
            "xss.test.mjs",
        ])
        .current_dir(&folder)
        .env("KUAIXUN_PROGRAM", env!("CARGO_BIN_EXE_kuaixun"))
        .env("KUAIXUN_REPOSITORY", support::repository())
        .env("KUAIXUN_CHROMIUM", chromium)
        // Node's runner takes itself for a child of another one otherwise.
        .env_remove("NODE_TEST_CONTEXT")
        .status()
        .expect("node runs");
    let failures = std::fs::read_to_string(&failures).unwrap_or_default();
    assert!(status.success(), "browser tests failed; more is above:\n{failures}");
}

/// Chromium, if everything is there that is needed.
fn needed(folder: &Path) -> Result<PathBuf, &'static str> {
    let given = std::env::var_os("CHROMIUM").map(PathBuf::from);
    let places = given.into_iter().chain(PLACES.map(PathBuf::from));
    let chromium = places.into_iter().find(|place| place.exists());
    let chromium = chromium.ok_or("no Chromium (apt-get install chromium, or set CHROMIUM)")?;
    let node = Command::new("node").arg("--version").output();
    node.map_err(|_| "no Node.js 20 or newer")?;
    let java = Command::new("java").arg("-version").output();
    java.map_err(|_| "no Java for the HTML checker (apt-get install default-jre-headless)")?;
    if !folder.join("node_modules").exists() {
        return Err("run: npm ci --prefix tests/browser");
    }
    Ok(chromium)
}
