//! The shell: the only code that talks to people, the clock and the machine at large.

pub mod args;
pub mod asked;
pub mod build;
pub mod check;
pub mod complete;
pub mod explain;
pub mod external;
pub mod fix;
pub mod formats;
pub mod init;
pub mod language;
pub mod list;
pub mod new;
pub mod preview;
pub mod report;
pub mod schema;
pub mod session;
pub mod theme;
pub mod verify;
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
        Command::Fix(args) => fix::run(&args),
        Command::Init(args) => init::run(&args),
        Command::New(args) => new::run(&args),
        Command::List(args) => list::run(&args),
        Command::Explain(args) => explain::run(&args),
        Command::Schema(args) => schema::run(&args),
        Command::Completions(args) => Ok(complete::completions(args.shell)),
        Command::Man => complete::man(),
        Command::Serve(args) => preview::run(&args),
        Command::Theme(args) => theme::run(&args),
        Command::Verify(args) => verify::run(&args),
    };
    result.unwrap_or_else(|error| {
        report::refusal(&error);
        ExitCode::from(2)
    })
}
