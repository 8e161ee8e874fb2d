//! `kuaixun stats`: what each unit, column or author contributed in a period, as a ranked table.

use std::process::ExitCode;

use anyhow::{Result, anyhow};

use super::list::{self, Rows};
use crate::app::args::{Counted, Shape, StatsArgs};
use crate::app::report;
use crate::app::report::language::say;
use crate::base::Amount;
use crate::content::Config;
use crate::model::TermKind;
use crate::model::statistics::{self, By, Count, Line};

/// Runs the command.
///
/// # Errors
/// When there is no such publication; when the machine refuses.
pub fn run(args: &StatsArgs) -> Result<ExitCode> {
    let mut findings = Vec::new();
    let bulletin = list::bulletin(&args.site)?.unpack(&mut findings);
    let errors = findings.iter().filter(|finding| finding.is_error()).count();
    if errors > 0 {
        report::note(&say("stats-errors", &[("errors", errors.into())]));
    }
    let publication = args.publication.as_deref().map(|name| {
        let found = bulletin.publications.iter().position(|one| one.is_called(name));
        found.ok_or_else(|| anyhow!(say("stats-no-publication", &[("name", name.into())])))
    });
    let publication = publication.transpose()?;
    let named = |name: &str| {
        let columns = &bulletin.terms[TermKind::Column];
        columns.iter().any(|column| *column.name == *name)
            || bulletin.publications.iter().any(|one| one.is_called(name))
    };
    for name in bulletin.config.statistics.points.keys().filter(|name| !named(name)) {
        report::note(&say("stats-unknown-points", &[("name", name.as_str().into())]));
    }
    let by = match args.by {
        Counted::Unit => By::Unit,
        Counted::Group => By::Group,
        Counted::Column => By::Column,
        Counted::Author => By::Author,
    };
    let lines = statistics::lines(&bulletin, by, args.period, publication);
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
    let is_shown = columns.map(|(_, is_shown)| is_shown);
    let row = |group: String, place: String, name: String, counts: [Count; 3]| -> Vec<String> {
        let [count, so_far, before] = counts;
        let [now, items, points] =
            [so_far.points, count.items, count.points].map(|n| n.to_string());
        let cells = [group, place, name, items, points, now, change(count.items - before.items)];
        cells
            .into_iter()
            .zip(is_shown)
            .filter(|(_, is_shown)| *is_shown)
            .map(|(cell, _)| cell)
            .collect()
    };
    let mut rows: Vec<Vec<String>> = Vec::new();
    for Line { group, name, place, count, so_far, before } in lines {
        let place = place.map(|place| place.to_string()).unwrap_or_default();
        let name = name.as_ref().map_or_else(|| say("stats-unnamed", &[]), ToString::to_string);
        rows.push(row(group.clone().unwrap_or_default(), place, name, [*count, *so_far, *before]));
    }
    if args.format != Shape::Json {
        let sum = |of: fn(&Line) -> Count| Count::sum(lines.iter().map(of));
        let sums = [sum(|line| line.count), sum(|line| line.so_far), sum(|line| line.before)];
        rows.push(row(String::new(), String::new(), say("stats-sum", &[]), sums));
    }
    let head = columns.into_iter().filter(|(_, is_shown)| *is_shown).map(|(name, _)| name);
    Rows { head: head.collect(), rows }
}

/// A difference with its sign.
fn change(difference: Amount) -> String {
    if difference > Amount::default() { format!("+{difference}") } else { difference.to_string() }
}
