//! The commands, a module each; `serve` is [`preview`].

mod asked_paths;
mod build;
mod check;
mod complete;
mod explain;
mod fix;
mod import;
mod init;
mod list;
mod new;
mod relocate;
mod schema;
mod seal;
mod starter;
mod stats;
mod theme;
pub mod verify;

use std::process::ExitCode;

use anyhow::Result;

use crate::app::args::Command;
use crate::app::preview;

/// Runs one command. Exit status: 0 done, 1 errors in the content.
///
/// # Errors
/// What the machine refuses, with its path.
pub fn run(command: Command) -> Result<ExitCode> {
    match command {
        Command::Build(args) => build::run(&args),
        Command::Check(args) => check::run(&args),
        Command::Fix(args) => fix::run(&args),
        Command::Import(args) => import::run(&args),
        Command::Init(args) => init::run(&args),
        Command::New(args) => new::run(&args),
        Command::Move(args) => relocate::run_move(&args),
        Command::Rename(args) => relocate::run_rename(&args),
        Command::List(args) => list::run(&args),
        Command::Stats(args) => stats::run(&args),
        Command::Explain(args) => explain::run(&args),
        Command::Seal(args) => seal::run(&args),
        Command::Schema(args) => schema::run(&args),
        Command::Completions(args) => Ok(complete::completions(args.shell)),
        Command::Man => complete::man(),
        Command::Serve(args) => preview::run(&args),
        Command::Theme(args) => theme::run(&args),
        Command::Verify(args) => verify::run(&args),
    }
}
