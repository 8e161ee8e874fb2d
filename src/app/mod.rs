//! The shell: the only code that talks to people, the clock and the machine at large.

pub mod args;
pub mod build;
pub mod check;
pub mod formats;
pub mod language;
pub mod preview;
pub mod report;
pub mod session;
pub mod theme;
pub mod watch;

use std::process::ExitCode;

use clap::Parser;

use args::{Args, Command};

/// Runs the command line. Exit status: 0 done, 1 errors in the content, 2 usage or the machine.
pub fn run() -> ExitCode {
    let Args { lang, command } = Args::parse();
    if let Some(language) = lang {
        language::speak(language);
    }
    let result = match command {
        Command::Build(args) => build::run(&args),
        Command::Check(args) => check::run(&args),
        Command::Serve(args) => preview::run(&args),
        Command::Theme(args) => theme::run(&args),
    };
    result.unwrap_or_else(|error| {
        report::refusal(&error);
        ExitCode::from(2)
    })
}
