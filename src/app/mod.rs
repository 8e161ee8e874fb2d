//! The shell: the only code that talks to people, the clock and the machine at large.

pub mod args;
mod cache;
pub mod commands;
pub mod preview;
pub mod report;
mod seals;
pub mod session;
mod source_file;
pub mod watch;

use std::process::ExitCode;

use args::Args;

/// Runs the command line. Exit status: 0 done, 1 errors in the content, 2 wrong usage or a refusal
/// of the machine.
pub fn run() -> ExitCode {
    let command = match Args::read() {
        Ok(args) => args.command,
        Err((said, status)) => {
            report::usage(&said, status == 0);
            return ExitCode::from(status);
        }
    };
    commands::run(command).unwrap_or_else(|error| {
        report::refusal(&error);
        ExitCode::from(2)
    })
}
