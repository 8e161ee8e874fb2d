//! The command line.

use std::net::IpAddr;
use std::path::PathBuf;

use anyhow::{Result, bail};
use clap::{Parser, Subcommand, ValueEnum};
use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::report::language::Language;
use super::session::Options;
use crate::base::Moment;
use crate::content::{IssueId, Medium, Show, config};

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
    /// List what a site has
    List(ListArgs),
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
    /// Look whether a ZIP package, or a folder one was unpacked to, is as it was published
    Verify(VerifyArgs),
}

/// What every command that looks at a site takes.
#[derive(Debug, clap::Args)]
pub struct SiteArgs {
    /// The site's folder, the one with kuaixun.yaml
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub root: PathBuf,
    /// The site's address, instead of the one in kuaixun.yaml
    #[arg(long, value_name = "URL", value_parser = base_url)]
    pub base_url: Option<String>,
    /// The editions of each issue, instead of those in kuaixun.yaml: pdf, epub, zip, mail
    #[arg(long, value_name = "LIST", value_delimiter = ',', value_parser = medium)]
    pub editions: Option<Vec<Medium>>,
    /// The day to build for: publish and expires dates are seen from it [default: today]
    #[arg(long, value_name = "DATE", value_parser = date, env = "KUAIXUN_TODAY")]
    pub today: Option<Date>,
    /// Number of threads [default: one for each core]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    pub jobs: Option<u16>,
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

/// `kuaixun fix`
#[derive(Debug, clap::Args)]
pub struct FixArgs {
    /// The site.
    #[command(flatten)]
    pub site: SiteArgs,
    /// Only these files and folders, by their paths in the site's folder
    pub paths: Vec<PathBuf>,
    /// Do it without asking
    #[arg(long)]
    pub yes: bool,
}

/// `kuaixun init`
#[derive(Debug, clap::Args)]
pub struct InitArgs {
    /// The folder of the new site
    #[arg(value_name = "DIR")]
    pub folder: PathBuf,
    /// The date of its first article [default: today]
    #[arg(long, value_name = "DATE", value_parser = date, env = "KUAIXUN_TODAY")]
    pub today: Option<Date>,
}

/// What can be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Kind {
    /// The next issue
    Issue,
    /// A news item, in no issue
    News,
    /// A summary
    Summary,
    /// An article of the latest issue
    Article,
}

impl Kind {
    /// The name of the template for this kind.
    pub fn name(self) -> &'static str {
        match self {
            Self::Issue => "issue",
            Self::News => "news",
            Self::Summary => "summary",
            Self::Article => "article",
        }
    }
}

/// `kuaixun new`
#[derive(Debug, clap::Args)]
pub struct NewArgs {
    /// The site.
    #[command(flatten)]
    pub site: SiteArgs,
    /// What to make
    #[arg(value_enum)]
    pub kind: Kind,
    /// The title
    pub title: Option<String>,
    /// The date [default: today]
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub date: Option<Date>,
    /// The unit that sent it
    #[arg(long)]
    pub unit: Option<String>,
    /// The column it stands in
    #[arg(long)]
    pub column: Option<String>,
    /// The publication, where a site has several
    #[arg(long, value_name = "NAME")]
    pub publication: Option<String>,
    /// The issue, such as 2007-03 [default: the next, or for an article the latest]
    #[arg(long, value_parser = issue)]
    pub issue: Option<IssueId>,
    /// Make a supplement
    #[arg(long)]
    pub supplement: bool,
    /// The name of the file, without .md [default: made of the title]
    #[arg(long, value_name = "NAME")]
    pub name: Option<String>,
    /// Ask for nothing
    #[arg(long)]
    pub no_input: bool,
}

/// What can be listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum What {
    /// Published articles, the newest first
    Articles,
    /// Issues
    Issues,
    /// Units, and how much each has sent
    Units,
    /// What is a draft
    Drafts,
    /// What will be published later
    Scheduled,
    /// What is no longer published
    Expired,
}

/// How a list is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Shape {
    /// For people
    Table,
    /// For spreadsheets
    Csv,
    /// For programs
    Json,
}

/// `kuaixun list`
#[derive(Debug, clap::Args)]
pub struct ListArgs {
    /// The site.
    #[command(flatten)]
    pub site: SiteArgs,
    /// What to list
    #[arg(value_enum, default_value_t = What::Articles)]
    pub what: What,
    /// How it is written
    #[arg(long, value_enum, default_value_t = Shape::Table)]
    pub format: Shape,
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
    /// The ZIP file, or the folder with manifest.sha256
    pub path: PathBuf,
}

/// `kuaixun theme`
#[derive(Debug, clap::Args)]
pub struct ThemeArgs {
    /// The site's folder, the one with kuaixun.yaml
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub root: PathBuf,
    /// Files to copy to the site's theme, such as templates/article.html
    pub files: Vec<String>,
}

impl SiteArgs {
    /// The options of a session; also sets the number of threads.
    ///
    /// # Errors
    /// When the site's folder is no folder, or the threads cannot be started.
    pub fn options(&self, show: Show) -> Result<Options> {
        let Self { root, base_url, editions, today, jobs } = self;
        if let Some(jobs) = jobs {
            rayon::ThreadPoolBuilder::new().num_threads((*jobs).into()).build_global()?;
        }
        if !root.is_dir() {
            bail!("{} is no folder", root.display());
        }
        let base_url = base_url.clone();
        let editions = editions.as_ref().map(|media| media.iter().copied().collect());
        Ok(Options { root: root.clone(), today: *today, show, base_url, editions, proof: false })
    }
}

fn base_url(text: &str) -> Result<String, String> {
    config::checked_base_url(text)
        .ok_or_else(|| "want an address such as https://www.example.cn/".to_owned())
}

fn medium(text: &str) -> Result<Medium, String> {
    Medium::named(text).ok_or_else(|| "want pdf, epub, zip or mail".to_owned())
}

fn issue(text: &str) -> Result<IssueId, String> {
    IssueId::parse(text).ok_or_else(|| "want an issue such as 2007-03".to_owned())
}

fn date(text: &str) -> Result<Date, String> {
    let moment = Moment::parse(text, &TimeZone::UTC);
    moment.map(|moment| moment.date).ok_or_else(|| "want a date such as 2007-12-31".to_owned())
}
