//! The command line.

use std::path::PathBuf;

use clap::{Parser, Subcommand};
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::base::Moment;
use crate::content::config;

/// Static-site generator for published bulletins.
#[derive(Debug, Parser)]
#[command(version, about, max_term_width = 100)]
pub struct Args {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Build the site into the output folder
    Build(BuildArgs),
}

/// `kuaixun build`
#[derive(Debug, clap::Args)]
pub struct BuildArgs {
    /// The site's folder, the one with kuaixun.yaml
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub root: PathBuf,
    /// The output folder [default: public in the site's folder]
    #[arg(long, value_name = "DIR")]
    pub output: Option<PathBuf>,
    /// The site's address, instead of the one in kuaixun.yaml
    #[arg(long, value_name = "URL", value_parser = base_url)]
    pub base_url: Option<String>,
    /// The day to build for: publish and expires dates are seen from it [default: today]
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub today: Option<Date>,
    /// Publish drafts, too
    #[arg(long)]
    pub drafts: bool,
    /// Make every file again, and replace files that kuaixun did not write
    #[arg(long)]
    pub force: bool,
    /// Number of threads [default: one for each core]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    pub jobs: Option<u16>,
    /// Print errors and warnings only
    #[arg(long)]
    pub quiet: bool,
}

fn base_url(text: &str) -> Result<String, String> {
    config::checked_base_url(text)
        .ok_or_else(|| "want an address such as https://www.example.cn/".to_owned())
}

fn date(text: &str) -> Result<Date, String> {
    let moment = Moment::parse(text, &TimeZone::UTC);
    moment.map(|moment| moment.date).ok_or_else(|| "want a date such as 2007-12-31".to_owned())
}
