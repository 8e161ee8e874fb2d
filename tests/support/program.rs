//! The program itself, as somebody runs it on the command line.

use std::path::Path;
use std::process::Command;

/// What a run of the program came to.
pub struct Run {
    /// Its exit status.
    pub status: i32,
    /// What it printed.
    pub out: String,
    /// What it said at the side.
    pub err: String,
}

/// Runs `kuaixun` with these arguments for the site in `root`, on 1 January 2008, in English.
pub fn kuaixun(root: &Path, arguments: &[&str]) -> Run {
    run(root, arguments, &[])
}

/// The same, with more of an environment.
pub fn run(root: &Path, arguments: &[&str], environment: &[(&str, &str)]) -> Run {
    let output = Command::new(env!("CARGO_BIN_EXE_kuaixun"))
        .args(arguments)
        .current_dir(root)
        .env("KUAIXUN_LANG", "en")
        .env("KUAIXUN_TODAY", "2008-01-01")
        .env_remove("GITHUB_ACTIONS")
        .envs(environment.iter().copied())
        .output()
        .expect("a process");
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    let status = output.status.code().expect("no signal");
    Run { status, out: text(output.stdout), err: text(output.stderr) }
}
