//! `kuaixun stats`: what each unit, column or author contributed in a period, as a ranked table.

use std::process::ExitCode;

use anyhow::{Result, bail};

use super::list;
use crate::app::args::{Counted, Shape, StatsArgs};
use crate::app::report;
use crate::app::report::language::say;
use crate::app::report::rows::{Heading, Rows};
use crate::base::Diagnostic;
use crate::content::config;
use crate::content::data::submissions::{self, Outcome};
use crate::model::statistics::columns::{Cell, Column, What, columns};
use crate::model::statistics::{self, By, Table};
use crate::model::{Bulletin, TermKind};

/// Runs the command.
///
/// # Errors
/// When there is no such publication; when the machine refuses.
pub fn run(args: &StatsArgs) -> Result<ExitCode> {
    let mut findings = Vec::new();
    let bulletin = list::bulletin(&args.site)?.unpack(&mut findings);
    let errors = findings.iter().filter(|finding| finding.is_error()).count();
    let is_of_rules = |finding: &Diagnostic| {
        let files = [config::FILE, submissions::FILE];
        finding.at.as_ref().is_some_and(|span| files.contains(&span.file.as_str()))
    };
    findings.retain(is_of_rules);
    report::findings(&findings, &args.site.root);
    if errors > 0 {
        report::note(&say("stats-errors", &[("errors", errors.into())]));
    }
    let is_publication = |name: &str| bulletin.publications.iter().any(|one| one.is_called(name));
    let asked = args.publication.as_deref();
    if let Some(name) = asked.filter(|name| !is_publication(name)) {
        bail!(say("stats-no-publication", &[("name", name.into())]));
    }
    let by = match args.by {
        Counted::Unit => By::Unit,
        Counted::Group => By::Group,
        Counted::Column => By::Column,
        Counted::Author => By::Author,
        Counted::Level => By::Level,
        Counted::Month => By::Month,
    };
    let table = statistics::table(&bulletin, by, args.period, asked);
    for name in unknown_points(&bulletin, &table) {
        report::note(&say("stats-unknown-points", &[("name", name.into())]));
    }
    let columns = columns(&table, by, &bulletin);
    rows(&columns, by, args.format != Shape::Json).hand_out(
        args.format,
        args.output.as_deref(),
        &args.site.root,
    )?;
    Ok(ExitCode::SUCCESS)
}

/// The keys of `points` that are the name of nothing.
fn unknown_points<'a>(bulletin: &'a Bulletin, table: &'a Table) -> impl Iterator<Item = &'a str> {
    let columns = &bulletin.terms[TermKind::Column];
    let is_column = |name: &str| columns.iter().any(|column| *column.name == *name);
    let is_publication = |name: &str| bulletin.publications.iter().any(|one| one.is_called(name));
    let is_both = move |name: &str| {
        name.split_once('.').is_some_and(|(one, other)| is_publication(one) && is_column(other))
    };
    let is_outlet = |name: &str| {
        let heads = bulletin.articles.iter().flat_map(|one| &one.text.document.head.adopted);
        let outlets = bulletin.ledger.rows.iter().map(|row| &row.outlet);
        heads.map(|one| &one.outlet).chain(outlets).any(|outlet| outlet.as_deref() == Some(name))
    };
    let is_named = move |name: &str| {
        is_column(name)
            || is_publication(name)
            || is_both(name)
            || table.levels.iter().any(|level| level == name)
            || Outcome::NAMES.iter().any(|(outcome, _)| *outcome == name)
            || is_outlet(name)
    };
    let keys = bulletin.config.statistics.points.by_name.keys();
    keys.map(String::as_str).filter(move |name| !is_named(name))
}

/// The table, with a sum at its end for people; programs add up what they need.
pub fn rows(columns: &[Column], by: By, has_sum: bool) -> Rows {
    let count = columns.first().map_or(0, |column| column.cells.len());
    let row =
        |at: usize| columns.iter().map(|column| text(column, &column.cells[at], by)).collect();
    let sum = |column: &Column| match column.what {
        What::Name => say("stats-sum", &[]),
        _ => text(column, &column.sum, by),
    };
    let mut rows: Vec<Vec<String>> = (0..count).map(row).collect();
    if has_sum {
        rows.push(columns.iter().map(sum).collect());
    }
    Rows { head: columns.iter().map(|column| heading(&column.what, by)).collect(), rows }
}

/// A cell as it is read.
fn text(column: &Column, cell: &Cell, by: By) -> String {
    match cell {
        Cell::Blank if column.what == What::Name => {
            say(if by == By::Level { "stats-rest" } else { "stats-unnamed" }, &[])
        }
        cell => cell.to_string(),
    }
}

fn heading(what: &What, by: By) -> Heading {
    let key = match what {
        What::Group => "group",
        What::Rank => "rank",
        What::Name => match by {
            By::Unit => "unit",
            By::Group => "group",
            By::Column => "column",
            By::Author => "author",
            By::Level => "level",
            By::Month => "month",
        },
        What::Quota => "quota",
        What::Reached => "reached",
        What::Sent => "sent",
        What::Used => "items",
        What::Rate => "rate",
        What::LevelUses(name) => return Heading::of_level("items", name),
        What::LevelPoints(name) => return Heading::of_level("points", name),
        What::Asked => "asked",
        What::Unanswered => "unanswered",
        What::Endorsed => "endorsed",
        What::Points => "points",
        What::SoFar => "so-far",
        What::Change => "change",
        What::YearChange => "change-year",
        What::Note => "note",
    };
    Heading {
        is_number: !matches!(what, What::Group | What::Name | What::Note),
        ..Heading::of(key)
    }
}
