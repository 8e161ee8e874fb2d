//! `kuaixun completions` and `kuaixun man`, both made from the definition of the command line.

use std::io::Write as _;
use std::process::ExitCode;

use anyhow::Result;
use clap::CommandFactory;
use clap_complete::Shell;

use crate::app::args::Args;

/// Prints what completes commands in a shell.
pub fn completions(shell: Shell) -> ExitCode {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Args::command(), "kuaixun", &mut script);
    print(&script)
}

/// Prints the manual page, with a section for each command.
///
/// # Errors
/// When it cannot be made.
pub fn man() -> Result<ExitCode> {
    let mut page = Vec::new();
    clap_mangen::Man::new(Args::command()).render(&mut page)?;
    for command in Args::command().get_subcommands().filter(|command| command.get_name() != "help")
    {
        let name = format!("kuaixun {}", command.get_name());
        let man = clap_mangen::Man::new(command.clone().bin_name(&name).display_name(&name));
        writeln!(page, ".SH {}", name.to_uppercase())?;
        man.render_synopsis_section(&mut page)?;
        man.render_description_section(&mut page)?;
        man.render_options_section(&mut page)?;
    }
    Ok(print(&page))
}

fn print(bytes: &[u8]) -> ExitCode {
    // A reader that has gone away (`| head`) is no reason to fail.
    let _ = anstream::stdout().write_all(bytes);
    ExitCode::SUCCESS
}
