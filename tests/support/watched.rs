//! The program itself, watched by strace.

#![allow(clippy::print_stderr, reason = "a skipped test says so")]

use std::path::Path;
use std::process::{Command, Output};

/// `kuaixun build`, or another command, of a site, one call after the other: with one worker, so that
/// the n-th call of the system is the same one each time.
pub fn kuaixun(command: &str, root: &Path) -> Command {
    let more: &[&str] = if command == "build" { &["build", "--quiet"] } else { &[command] };
    let mut command = Command::new(env!("CARGO_BIN_EXE_kuaixun"));
    command.args(more);
    command.args(["--today", "2008-01-01", "--lang", "en", "--root"]).arg(root);
    command.env("RAYON_NUM_THREADS", "1");
    command
}

/// The same command, watched by strace: with these `-e` expressions and options: `-f`, without which it
/// sees the main thread alone, `-P` with a path, so that it sees calls about that alone.
pub fn strace(command: &Command, log: &Path, options: &[&str]) -> Command {
    let mut watched = Command::new("strace");
    watched.args(["-qq", "-o"]).arg(log);
    for option in options {
        let prefix = if option.starts_with('-') { None } else { Some("-e") };
        watched.args(prefix).arg(option);
    }
    watched.arg(command.get_program()).args(command.get_args());
    watched.envs(command.get_envs().filter_map(|(name, value)| Some((name, value?))));
    watched
}

/// Whether strace is there and may watch; CI installs it and fails without.
pub fn can_watch() -> bool {
    let can = Command::new("strace").args(["-qq", "-o", "/dev/null", "true"]).status();
    let can = can.is_ok_and(|status| status.success());
    assert!(can || std::env::var_os("CI").is_none(), "strace cannot run");
    if !can {
        eprintln!("\n*** TEST SKIPPED: strace is missing, or may not watch ***\n");
    }
    can
}

/// Runs it to its end.
pub fn run(command: &mut Command) -> Output {
    command.output().expect("kuaixun or strace")
}
