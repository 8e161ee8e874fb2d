//! `kuaixun new`: an issue or an article from a template, with its number, its date and what else
//! is known. On a terminal it asks for what is not known.

pub mod asker;
mod notice;
pub mod places;
mod template;
mod volumes;

use std::io::{IsTerminal, stdin};
use std::path::Path;
use std::process::ExitCode;

use anyhow::{Result, bail};
use jiff::civil::Date;

use super::list;
use crate::app::args::{Kind, NewArgs};
use crate::app::report;
use crate::app::report::language::say;
use crate::app::seals::Seals;
use crate::app::session::{Options, Session};
use crate::app::source_file::{file_name, is_file_name};
use crate::base::Diagnostic;
use crate::base::diagnostic::did_you_mean;
use crate::content::{Documents, IssueId, Show, UnitEntry};
use asker::Asker;
use places::{issues, publication, write};
use template::{Values, archetype, fill};

/// Runs the command.
///
/// # Errors
/// When something that is needed was neither said nor can be asked for, when the file is there
/// already, or the machine refuses.
pub fn run(args: &NewArgs) -> Result<ExitCode> {
    let mut session = Session::open_whole(args.site.of_site(Show::default())?)?;
    let documents = session.documents().value;
    let root = args.site.root.as_path();
    let asker = Asker { asks: stdin().is_terminal() && !args.no_input };
    let date = args.date.unwrap_or_else(|| session.today());
    if let Some(from) = &args.from {
        let publication = publication(args.publication.as_deref(), &documents, &asker)?;
        let known = issues(&documents, &publication);
        let agrees = || args.yes || asker.agrees(&say("volumes-ask", &[]));
        return volumes::run(from, root, &publication, &known, agrees);
    }
    let path = if args.kind == Kind::Issue {
        let (publication, id) = next_issue(args, &documents, date, &asker)?;
        let values = Values {
            title: String::new(),
            date,
            unit: String::new(),
            column: String::new(),
            parts: Vec::new(),
        };
        let text = fill(&archetype(root, "issue")?, &values);
        write(root, &format!("content/bulletins/{publication}/{id}/_index.md"), text.as_bytes())?
    } else {
        let folder = match args.kind {
            Kind::Notice if args.issue.is_none() => format!("content/news/{:04}", date.year()),
            Kind::News => format!("content/news/{:04}", date.year()),
            Kind::Summary => "content/summaries".to_owned(),
            _ => issue_folder(args, &documents, &asker)?,
        };
        let values = values(args, &documents, date, &asker)?;
        let name = args.name.clone().unwrap_or_else(|| file_name(&values.title));
        if !is_file_name(&name) {
            bail!(say("new-bad-name", &[("path", name.into())]));
        }
        let text = fill(&archetype(root, args.kind.name())?, &values);
        write(root, &format!("{folder}/{name}.md"), text.as_bytes())?
    };
    report::lines(&path);
    Ok(ExitCode::SUCCESS)
}

/// What fills the template of an article.
fn values(args: &NewArgs, documents: &Documents, date: Date, asker: &Asker) -> Result<Values> {
    let (title, parts) = match args.kind {
        Kind::Notice => notice(args)?,
        _ => (asker.text(args.title.clone(), "new-title")?, Vec::new()),
    };
    if title.trim().is_empty() {
        bail!(say("new-needs-title", &[]));
    }
    let registered = || documents.units.iter().flatten();
    let short = |unit: &UnitEntry| unit.short.clone().unwrap_or_else(|| unit.name.clone());
    let units: Vec<String> = registered().map(short).collect();
    let columns: Vec<String> =
        documents.config.columns.iter().map(|column| column.name.clone()).collect();
    known(args.unit.as_deref(), registered().flat_map(UnitEntry::names), "new-unknown-unit")?;
    known(args.column.as_deref(), columns.iter().map(String::as_str), "new-unknown-column")?;
    // A notice comes from whoever publishes the site.
    let publisher = documents.config.identity.publisher.as_deref();
    let publisher = publisher.filter(|_| args.kind == Kind::Notice);
    let sender = publisher
        .and_then(|name| registered().find(|unit| unit.names().any(|known| known == name)))
        .map(short);
    let unit = asker.choice(args.unit.clone().or(sender), "new-unit", &units)?;
    let column = match args.kind {
        Kind::Summary => String::new(),
        _ => asker.choice(args.column.clone(), "new-column", &columns)?,
    };
    Ok(Values { title, date, unit, column, parts })
}

/// The title of a notice, and what its template can name: who contributed what in the period that stands in the place of a title.
fn notice(args: &NewArgs) -> Result<(String, Vec<(&'static str, String)>)> {
    let asked = args.title.as_deref().unwrap_or_default();
    let Ok(period) = asked.parse() else {
        bail!(say("new-needs-period", &[]));
    };
    if args.publication.is_some() && args.issue.is_none() {
        bail!(say("new-notice-publication", &[]));
    }
    let bulletin = list::bulletin(&args.site)?;
    if bulletin.diagnostics.iter().any(Diagnostic::is_error) {
        bail!(say("new-notice-errors", &[]));
    }
    let title = say("notice-title", &[("period", notice::words(period).into())]);
    Ok((title, notice::parts(&bulletin.value, period)))
}

/// A name that was said must be one of those that are registered, where any are.
fn known<'a>(
    said: Option<&str>,
    names: impl Iterator<Item = &'a str>,
    refusal: &str,
) -> Result<()> {
    let names: Vec<&str> = names.collect();
    let Some(said) = said.filter(|said| !names.is_empty() && !names.contains(said)) else {
        return Ok(());
    };
    let near = did_you_mean(said, names.iter().copied()).unwrap_or(names[0]);
    bail!(say(refusal, &[("name", said.into()), ("near", near.into())]))
}

/// Writes the first news item of a new site. Answers its path.
///
/// # Errors
/// What the machine refuses, with its path.
pub fn first_news(root: &Path, today: Option<Date>) -> Result<String> {
    let mut session =
        Session::open(Options { root: root.to_path_buf(), today, ..Options::default() });
    let documents = session.documents().value;
    let date = session.today();
    let name = |list: Option<&String>| list.cloned().unwrap_or_default();
    let units = documents.units.unwrap_or_default();
    let values = Values {
        title: say("init-first-title", &[]),
        date,
        unit: name(units.first().map(|unit| &unit.name)),
        column: name(documents.config.columns.first().map(|column| &column.name)),
        parts: Vec::new(),
    };
    let path = format!("content/news/{:04}/{}.md", date.year(), file_name(&values.title));
    let text = fill(&archetype(root, "news")?, &values);
    // What the archetype asks for stands below its front matter: here is a text to begin with.
    let head = text.splitn(3, "---\n").take(2).collect::<Vec<_>>().join("---\n");
    let text = format!("{head}---\n\n{}\n", say("init-first-text", &[]));
    write(root, &path, text.as_bytes())
}

/// The folder of the issue that an article joins: the one asked for, or else the latest that is no supplement and
/// not sealed.
fn issue_folder(args: &NewArgs, documents: &Documents, asker: &Asker) -> Result<String> {
    let publication = publication(args.publication.as_deref(), documents, asker)?;
    let seals = Seals::read(&args.site.root)?;
    let id = match &args.issue {
        Some(id) => {
            overlaps(&issues(documents, &publication), *id)?;
            if seals.of(&publication, *id).is_some() {
                report::note(&say(
                    "new-sealed",
                    &[("issue", format!("{publication}/{id}").into())],
                ));
            }
            *id
        }
        None => {
            let is_open = |id: &IssueId| !id.supplement && seals.of(&publication, *id).is_none();
            match issues(documents, &publication).into_iter().filter(is_open).max() {
                Some(latest) => latest,
                None => bail!(say("new-needs-issue", &[("publication", publication.into())])),
            }
        }
    };
    let folder = places::folder_of(documents, &publication, id);
    Ok(folder.unwrap_or_else(|| format!("content/bulletins/{publication}/{id}")))
}

/// The publication, and the issue to make: the one asked for, or the next one of the year.
fn next_issue(
    args: &NewArgs,
    documents: &Documents,
    date: Date,
    asker: &Asker,
) -> Result<(String, IssueId)> {
    let publication = publication(args.publication.as_deref(), documents, asker)?;
    if let Some(id) = args.issue {
        overlaps(&issues(documents, &publication), id)?;
        return Ok((publication, id));
    }
    let year = u16::try_from(date.year()).unwrap_or_default();
    let of_year = |id: &IssueId| id.year == year && id.supplement == args.supplement;
    let last = issues(documents, &publication).into_iter().filter(of_year).max();
    let number = last.map_or(1, |last| last.last.saturating_add(1));
    Ok((publication, IssueId::single(year, args.supplement, number)))
}

/// A new issue must have no number of another one.
fn overlaps(known: &[IssueId], id: IssueId) -> Result<()> {
    match known.iter().find(|known| **known != id && known.overlaps(id)) {
        Some(other) => {
            let words = [("issue", id.to_string().into()), ("other", other.to_string().into())];
            bail!(say("new-overlaps", &words))
        }
        None => Ok(()),
    }
}
