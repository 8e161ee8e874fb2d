//! What every command that looks at a site takes, and how words of the command line are read.

use std::path::{Path, PathBuf};

use anyhow::{Result, bail};
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::app::report::language::say;
use crate::app::session::Options;
use crate::app::source_file::MOVE;
use crate::base::{Moment, Period};
use crate::content::{Audience, IssueId, Medium, Show, config};

/// What every command that looks at a site takes.
#[derive(Debug, clap::Args)]
pub struct SiteArgs {
    /// The site's folder, the one with kuaixun.yaml
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub root: PathBuf,
    /// The site's address, instead of the one in kuaixun.yaml
    #[arg(long, value_name = "URL", value_parser = base_url)]
    pub base_url: Option<String>,
    /// Whom to make the site for, instead of what kuaixun.yaml says in audience and outputs
    #[arg(long, value_name = "WHOM", value_parser = audience)]
    pub audience: Option<Audience>,
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

impl SiteArgs {
    /// The same for a command that works on a site that is there.
    ///
    /// # Errors
    /// Also when the folder has no `kuaixun.yaml`.
    pub fn of_site(&self, show: Show) -> Result<Options> {
        let options = self.options(show)?;
        if !self.root.join(config::FILE).is_file() {
            bail!(say("no-site", &[("path", self.root.display().to_string().into())]));
        }
        Ok(options)
    }

    /// The options of a session; also sets the number of threads.
    ///
    /// # Errors
    /// When the site's folder is no folder, or the threads cannot be started.
    pub fn options(&self, show: Show) -> Result<Options> {
        let Self { root, base_url, audience, editions, today, jobs } = self;
        if let Some(jobs) = jobs {
            rayon::ThreadPoolBuilder::new().num_threads((*jobs).into()).build_global()?;
        }
        if !root.is_dir() {
            bail!(say("no-folder", &[("path", root.display().to_string().into())]));
        }
        if root.join(MOVE).exists() {
            bail!(say(
                "move-interrupted",
                &[("path", root.join(MOVE).display().to_string().into())]
            ));
        }
        let is_site = |folder: &&Path| folder.join(config::FILE).is_file();
        let full = std::path::absolute(root).unwrap_or_else(|_| root.clone());
        if let Some(above) = full.ancestors().find(is_site).filter(|above| *above != full) {
            bail!(say("site-above", &[("path", above.display().to_string().into())]));
        }
        let base_url = base_url.clone();
        let editions = editions.as_ref().map(|media| media.iter().copied().collect());
        let (today, audience, proof) = (*today, *audience, false);
        Ok(Options { root: root.clone(), today, show, base_url, audience, editions, proof })
    }
}

fn base_url(text: &str) -> Result<String, String> {
    config::checked_base_url(text).ok_or_else(|| say("want-address", &[]))
}

fn audience(text: &str) -> Result<Audience, String> {
    match text {
        "public" => Ok(Audience::Public),
        "internal" => Ok(Audience::Internal),
        _ => Err(say("want-audience", &[])),
    }
}

fn medium(text: &str) -> Result<Medium, String> {
    Medium::named(text).ok_or_else(|| say("want-medium", &[]))
}

pub fn issue(text: &str) -> Result<IssueId, String> {
    IssueId::parse(text).ok_or_else(|| say("want-issue", &[]))
}

pub fn period(text: &str) -> Result<Period, String> {
    text.parse().map_err(|()| say("want-period", &[]))
}

pub fn date(text: &str) -> Result<Date, String> {
    let moment = Moment::parse(text, &TimeZone::UTC);
    moment.map(|moment| moment.date).ok_or_else(|| say("want-date", &[]))
}
