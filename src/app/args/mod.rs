//! The command line.

mod chinese;
mod editor;
mod site;

use std::ffi::OsString;
use std::net::IpAddr;
use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};

pub use editor::*;
pub use site::SiteArgs;

use super::report::language::{self, Language};

/// Static-site generator for published bulletins.
#[derive(Debug, Parser)]
#[command(version, about, max_term_width = 100)]
pub struct Args {
    /// The language of messages [default: that of LANG]
    #[arg(long, value_name = "LANGUAGE", global = true, value_enum, env = "KUAIXUN_LANG")]
    pub lang: Option<Language>,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

impl Args {
    /// Reads the command line, in the language that it asks for.
    ///
    /// # Errors
    /// What to print instead, and the exit status.
    pub fn read() -> Result<Self, (String, u8)> {
        let words: Vec<OsString> = std::env::args_os().collect();
        if let Some(language) = language::asked(&words) {
            language::speak(language);
        }
        match language::spoken() {
            Language::Zh => chinese::parse(words),
            Language::En => Ok(Self::parse_from(words)),
        }
    }
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Build the site into the output folder
    Build(BuildArgs),
    /// Look for mistakes as an inspector would, and publish nothing
    Check(CheckArgs),
    /// Show the site in a browser while it is being written
    Serve(ServeArgs),
    /// Put right what needs no judgement: shows the difference first
    Fix(FixArgs),
    /// Make a small site that works, to begin with
    Init(InitArgs),
    /// Make an issue or an article from a template; asks for what is not said
    New(NewArgs),
    /// Take in files of Word and pages of old sites, as drafts
    Import(ImportArgs),
    /// Move an article to another issue, with its pictures; links to it are changed
    Move(MoveArgs),
    /// Give the file of an article or a page another name; links to it are changed
    Rename(RenameArgs),
    /// List what a site has
    List(ListArgs),
    /// Count and rank what each unit, column or author contributed
    Stats(StatsArgs),
    /// Note what an issue is when it is out; a later change is told
    Seal(SealArgs),
    /// Say more about a message, by the code in its brackets
    Explain(ExplainArgs),
    /// Print a JSON Schema for editors, with this site's units, columns and publications
    Schema(SchemaArgs),
    /// Print what completes commands in a shell
    Completions(CompletionsArgs),
    /// Print the manual page
    Man,
    /// List the files of the theme, or copy some out to change them
    Theme(ThemeArgs),
    /// Look whether a package, packed or not, a PDF or an e-book is as it was published
    Verify(VerifyArgs),
}

/// `kuaixun build`
#[derive(Debug, clap::Args)]
#[expect(clippy::struct_excessive_bools, reason = "independent switches of the command line")]
pub struct BuildArgs {
    /// The site.
    #[command(flatten)]
    pub site: SiteArgs,
    /// The output folder [default: public in the site's folder]
    #[arg(long, value_name = "DIR")]
    pub output: Option<PathBuf>,
    /// Publish drafts, too
    #[arg(long)]
    pub drafts: bool,
    /// Make every file again, and replace files that kuaixun did not write
    #[arg(long)]
    pub force: bool,
    /// Print errors and warnings only
    #[arg(long)]
    pub quiet: bool,
    /// Write what changed, what failed and what expires soon to this file, .html or .json
    #[arg(long, value_name = "FILE")]
    pub report: Option<PathBuf>,
    /// With --report: what expires within this many days
    #[arg(long, value_name = "DAYS", default_value_t = 30, requires = "report")]
    pub within: u16,
    /// Go on: build again whenever a file changes
    #[arg(long)]
    pub watch: bool,
    /// With --watch: look at the files twice a second instead of waiting for the system's events
    #[arg(long, requires = "watch")]
    pub poll: bool,
}

/// `kuaixun check`
#[derive(Debug, clap::Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of the command line")]
pub struct CheckArgs {
    /// The site.
    #[command(flatten)]
    pub site: SiteArgs,
    /// Only what is found in these files and folders, by their paths in the site's folder
    pub paths: Vec<PathBuf>,
    /// How findings are written
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t = Format::Human)]
    pub format: Format,
    /// Fail on warnings, too
    #[arg(long, value_name = "WHAT", value_enum)]
    pub deny: Option<Deny>,
    /// List the files that are good
    #[arg(long)]
    pub verbose: bool,
    /// Ask other sites whether the addresses linked to are still there
    #[arg(long)]
    pub external: bool,
    /// Note all addresses in data/urls.lock; from then on one that is lost is reported
    #[arg(long)]
    pub accept_urls: bool,
    /// Note today's findings in data/accepted.yaml; from then on only new ones count
    #[arg(long)]
    pub accept: bool,
}

/// What makes a check fail besides errors.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Deny {
    /// Warnings, too
    Warnings,
}

/// How findings are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// With the line of the file, for people
    Human,
    /// One line each, with file, line and column
    Short,
    /// For programs
    Json,
    /// For code hosts: SARIF 2.1.0
    Sarif,
}

/// `kuaixun explain`
#[derive(Debug, clap::Args)]
pub struct ExplainArgs {
    /// The code of a message, such as bad-date; all codes without it
    pub code: Option<String>,
}

/// What a schema describes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum SchemaOf {
    /// The front matter of articles, summaries and pages
    Article,
    /// The front matter of topics
    Topic,
    /// The front matter of the `_index.md` of publications and issues
    Index,
    /// `kuaixun.yaml`
    Site,
}

/// `kuaixun schema`
#[derive(Debug, clap::Args)]
pub struct SchemaArgs {
    /// The site.
    #[command(flatten)]
    pub site: SiteArgs,
    /// What the schema is of
    #[arg(value_enum)]
    pub of: SchemaOf,
}

/// `kuaixun completions`
#[derive(Debug, clap::Args)]
pub struct CompletionsArgs {
    /// The shell
    #[arg(value_enum)]
    pub shell: clap_complete::Shell,
}

/// `kuaixun serve`
#[derive(Debug, clap::Args)]
pub struct ServeArgs {
    /// The site.
    #[command(flatten)]
    pub site: SiteArgs,
    /// The address to listen on; 0.0.0.0 shows the site to the whole local network
    #[arg(long, value_name = "IP", default_value = "127.0.0.1")]
    pub bind: IpAddr,
    /// The port to listen on; 0 takes any [default: 1314, or the next that is free]
    #[arg(long, value_name = "PORT")]
    pub port: Option<u16>,
    /// Open the site in the browser
    #[arg(long)]
    pub open: bool,
    /// Leave out drafts and scheduled items
    #[arg(long)]
    pub no_drafts: bool,
    /// Look at the files twice a second instead of waiting for the system's events
    #[arg(long)]
    pub poll: bool,
}

/// `kuaixun verify`
#[derive(Debug, clap::Args)]
pub struct VerifyArgs {
    /// The ZIP file, or the folder with manifest.sha256; or a PDF or an e-book of a sealed issue
    pub path: PathBuf,
    /// Of a PDF or an e-book: the site's folder, the one with data/sealed.yaml
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub root: PathBuf,
}

/// `kuaixun theme`
#[derive(Debug, clap::Args)]
pub struct ThemeArgs {
    /// The site's folder, the one with kuaixun.yaml
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub root: PathBuf,
    /// Write a page that shows all parts of pages as they look on this site
    #[arg(long, value_name = "FILE")]
    pub preview: Option<PathBuf>,
    /// Files to copy to the site's theme, such as templates/article.html
    pub files: Vec<String>,
}
