//! Programs of others that look at what we make.

#![allow(clippy::print_stderr, reason = "a skipped test says so")]

use std::ffi::OsStr;
use std::process::{Command, Output};

/// Whether a program is there; CI installs it and fails without.
pub fn has(program: &str) -> bool {
    let is_there = Command::new(program).arg("--version").output().is_ok();
    assert!(is_there || std::env::var_os("CI").is_none(), "{program} cannot run");
    if !is_there {
        eprintln!("\n*** TEST SKIPPED: {program} is missing ***\n");
    }
    is_there
}

/// What a program writes, which must be done without complaint.
pub fn output<A: AsRef<OsStr>>(program: &str, arguments: &[A]) -> String {
    let Output { status, stdout, stderr } =
        Command::new(program).args(arguments).output().expect("a program that is there");
    let stderr = String::from_utf8_lossy(&stderr);
    assert!(status.success(), "{program}: {stderr}{}", String::from_utf8_lossy(&stdout));
    String::from_utf8(stdout).expect("UTF-8")
}
