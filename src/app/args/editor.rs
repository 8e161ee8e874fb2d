//! The commands by which texts are made, changed and listed.

use std::path::PathBuf;

use clap::ValueEnum;
use jiff::civil::Date;

use super::site::{SiteArgs, date, issue, period};
use crate::base::Period;
use crate::content::IssueId;

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
    /// The name of the site and of its publication
    #[arg(long)]
    pub title: Option<String>,
    /// Who publishes it
    #[arg(long, value_name = "NAME")]
    pub publisher: Option<String>,
    /// The folder of the publication: letters that will stand in its addresses, such as yunling
    #[arg(long, value_name = "NAME")]
    pub publication: Option<String>,
    /// Ask for nothing
    #[arg(long)]
    pub no_input: bool,
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
    /// Who contributed what in a period, such as 2007-q1, to be finished by the editor
    Notice,
}

impl Kind {
    /// The name of the template for this kind.
    pub fn name(self) -> &'static str {
        match self {
            Self::Issue => "issue",
            Self::News => "news",
            Self::Summary => "summary",
            Self::Article => "article",
            Self::Notice => "notice",
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
    /// The title; of a notice the period, such as 2007-q1
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
    /// Of issues: take in the PDFs of a folder, such as 2006年第3期.pdf; shows the list first
    #[arg(long, value_name = "DIR", conflicts_with_all = ["title", "issue", "supplement"])]
    pub from: Option<PathBuf>,
    /// With --from: write without asking
    #[arg(long, requires = "from")]
    pub yes: bool,
    /// Ask for nothing
    #[arg(long)]
    pub no_input: bool,
}

/// `kuaixun move`
#[derive(Debug, clap::Args)]
pub struct MoveArgs {
    /// The site.
    #[command(flatten)]
    pub site: SiteArgs,
    /// The article: its file
    pub item: PathBuf,
    /// Where to: an issue, such as 2007-03 or reference/2007-03, or news or summaries
    #[arg(value_name = "ISSUE")]
    pub to: String,
    /// The publication of the issue [default: the one that the article is in]
    #[arg(long, value_name = "NAME")]
    pub publication: Option<String>,
}

/// `kuaixun import`
#[derive(Debug, clap::Args)]
pub struct ImportArgs {
    /// The site.
    #[command(flatten)]
    pub site: SiteArgs,
    /// Files to take in, and folders with such files
    #[arg(required = true, value_name = "FILE")]
    pub paths: Vec<PathBuf>,
    /// The issue that they go to, such as 2007-03 [default: the news]
    #[arg(long, value_name = "ISSUE", value_parser = issue)]
    pub into: Option<IssueId>,
    /// The publication of the issue [default: the only one]
    #[arg(long, value_name = "NAME", requires = "into")]
    pub publication: Option<String>,
    /// They go to the news: what happens without --into, too
    #[arg(long, conflicts_with = "into")]
    pub news: bool,
    /// The unit that sent them, instead of what they say
    #[arg(long, value_name = "NAME")]
    pub unit: Option<String>,
    /// Their column
    #[arg(long, value_name = "NAME")]
    pub column: Option<String>,
    /// Write where old addresses lead that no page answers: .csv, or a map of nginx
    #[arg(long, value_name = "TABLE")]
    pub redirects: Option<PathBuf>,
    /// Write what was found, lost and is doubtful in each article: a table, .csv
    #[arg(long, value_name = "TABLE")]
    pub report: Option<PathBuf>,
    /// First fetch the pages that it names into FILE, a folder: an address, a file of addresses, or a sitemap
    #[arg(long, value_name = "LIST")]
    pub fetch: Option<String>,
    /// Show the Markdown and the report, and write nothing
    #[arg(long)]
    pub dry_run: bool,
}

/// `kuaixun rename`
#[derive(Debug, clap::Args)]
pub struct RenameArgs {
    /// The site.
    #[command(flatten)]
    pub site: SiteArgs,
    /// The article, page or topic: its file
    pub item: PathBuf,
    /// The new name of the file, without .md
    pub name: String,
}

/// What can be listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum What {
    /// Published articles, the newest first
    Articles,
    /// Issues
    Issues,
    /// The contents of an issue, in order
    Contents,
    /// Units, and how much each has sent
    Units,
    /// Columns, and how old the newest of each is
    Columns,
    /// Columns that should have been updated by now, and units that sent nothing for half a year
    Stale,
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
    /// For an article
    Md,
    /// For Excel and WPS
    Xlsx,
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
    /// Of contents: the issue, such as 2007-03 [default: all issues]
    #[arg(value_parser = issue)]
    pub issue: Option<IssueId>,
    /// Of contents, articles and issues: only those of this publication
    #[arg(long, value_name = "NAME")]
    pub publication: Option<String>,
    /// How it is written
    #[arg(long, value_enum, default_value_t = Shape::Table)]
    pub format: Shape,
    /// Write it to this file
    #[arg(long, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

/// By what `kuaixun stats` counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Counted {
    /// Each unit, ranked in its group
    Unit,
    /// Each group of units
    Group,
    /// Each column
    Column,
    /// Each author
    Author,
    /// Each level that used items
    Level,
    /// Each month
    Month,
}

/// `kuaixun stats`
#[derive(Debug, clap::Args)]
pub struct StatsArgs {
    /// The site.
    #[command(flatten)]
    pub site: SiteArgs,
    /// The year, half year, quarter, month, or from one month to another: 2007, 2007-h1, 2007-q1, 2007-03, 2007-01..2007-04
    #[arg(value_parser = period)]
    pub period: Period,
    /// By what items are counted
    #[arg(long, value_enum, default_value_t = Counted::Unit)]
    pub by: Counted,
    /// Only what stands in this publication
    #[arg(long, value_name = "NAME")]
    pub publication: Option<String>,
    /// How it is written
    #[arg(long, value_enum, default_value_t = Shape::Table)]
    pub format: Shape,
    /// Write it to this file
    #[arg(long, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

/// `kuaixun seal`
#[derive(Debug, clap::Args)]
pub struct SealArgs {
    /// The site.
    #[command(flatten)]
    pub site: SiteArgs,
    /// The issue, such as 2007-03
    #[arg(value_parser = issue)]
    pub issue: Option<IssueId>,
    /// The publication, where a site has several
    #[arg(long, value_name = "NAME")]
    pub publication: Option<String>,
    /// Where the site was built to: its PDF and its e-book are noted, too [default: public in the site's folder]
    #[arg(long, value_name = "DIR")]
    pub output: Option<PathBuf>,
    /// List what is sealed
    #[arg(long, conflicts_with_all = ["issue", "undo"])]
    pub list: bool,
    /// How the list is written
    #[arg(long, value_enum, default_value_t = Shape::Table)]
    pub format: Shape,
    /// Open the issue again
    #[arg(long, requires = "issue")]
    pub undo: bool,
    /// Why it is opened again
    #[arg(long, value_name = "TEXT")]
    pub reason: Option<String>,
}
