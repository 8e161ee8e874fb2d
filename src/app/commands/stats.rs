//! `kuaixun stats`: what each unit, column or author contributed in a period, as a ranked table.

use std::process::ExitCode;

use anyhow::{Result, bail};

use super::list::{self, Rows};
use crate::app::args::{Counted, Shape, StatsArgs};
use crate::app::report;
use crate::app::report::language::say;
use crate::base::{Amount, Diagnostic};
use crate::content::{Config, config};
use crate::model::TermKind;
use crate::model::statistics::{self, By, Line};

/// Runs the command.
///
/// # Errors
/// When there is no such publication; when the machine refuses.
pub fn run(args: &StatsArgs) -> Result<ExitCode> {
    let mut findings = Vec::new();
    let bulletin = list::bulletin(&args.site)?.unpack(&mut findings);
    let errors = findings.iter().filter(|finding| finding.is_error()).count();
    let is_of_rules = |finding: &Diagnostic| {
        finding.at.as_ref().is_some_and(|span| span.file.as_str() == config::FILE)
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
    let columns = &bulletin.terms[TermKind::Column];
    let is_named =
        |name: &str| is_publication(name) || columns.iter().any(|column| *column.name == *name);
    for name in bulletin.config.statistics.points.keys().filter(|name| !is_named(name)) {
        report::note(&say("stats-unknown-points", &[("name", name.as_str().into())]));
    }
    let by = match args.by {
        Counted::Unit => By::Unit,
        Counted::Group => By::Group,
        Counted::Column => By::Column,
        Counted::Author => By::Author,
    };
    let lines = statistics::lines(&bulletin, by, args.period, asked);
    let rows = table(&lines, args, &bulletin.config);
    report::lines(&list::written(&rows, args.format)?);
    Ok(ExitCode::SUCCESS)
}

/// The table, with a sum at its end for people; programs add up what they need.
fn table(lines: &[Line], args: &StatsArgs, config: &Config) -> Rows {
    let has_groups = lines.iter().any(|line| line.group.is_some());
    let has_points = config.statistics.has_points();
    let named = match args.by {
        Counted::Unit => "unit",
        Counted::Group => "group",
        Counted::Column => "column",
        Counted::Author => "author",
    };
    let columns = [
        ("group", has_groups),
        ("rank", true),
        (named, true),
        ("items", true),
        ("points", has_points),
        ("so-far", true),
        ("change", true),
    ];
    // What is shown adds up, column by column.
    let amounts = |of: fn(&Line) -> Amount| {
        let mut shown = Amount::rounded(&lines.iter().map(of).collect::<Vec<_>>());
        shown.push(shown.iter().copied().sum());
        shown
    };
    let items = amounts(|line| line.count.items);
    let points = amounts(|line| line.count.points);
    let so_far = amounts(|line| line.so_far.points);
    let before = amounts(|line| line.before.items);
    // Programs add up what they need.
    let count = lines.len() + usize::from(args.format != Shape::Json);
    let row = |at: usize| {
        let line = lines.get(at);
        let name = match line {
            Some(line) => line.name.as_deref().map(str::to_owned),
            None => Some(say("stats-sum", &[])),
        };
        let cells = [
            line.and_then(|line| line.group.clone()).unwrap_or_default(),
            line.and_then(|line| line.place).map(|place| place.to_string()).unwrap_or_default(),
            name.unwrap_or_else(|| say("stats-unnamed", &[])),
            items[at].to_string(),
            points[at].to_string(),
            so_far[at].to_string(),
            change(items[at] - before[at]),
        ];
        let shown = cells.into_iter().zip(columns).filter(|(_, (_, is_shown))| *is_shown);
        shown.map(|(cell, _)| cell).collect()
    };
    let head = columns.into_iter().filter(|(_, is_shown)| *is_shown).map(|(name, _)| name);
    Rows { head: head.collect(), rows: (0..count).map(row).collect() }
}

/// A difference with its sign.
fn change(difference: Amount) -> String {
    if difference > Amount::default() { format!("+{difference}") } else { difference.to_string() }
}
