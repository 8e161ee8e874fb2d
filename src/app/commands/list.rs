//! `kuaixun list`: what a site has, as a table, CSV or JSON.

use std::process::ExitCode;

use anyhow::{Result, bail};
use jiff::civil::Date;

use crate::app::args::{ListArgs, SiteArgs, What};
use crate::app::report::language::say;
use crate::app::report::rows::Rows;
use crate::app::session::Session;
use crate::base::Checked;
use crate::content::{Audience, Document, Documents, Place, Show};
use crate::model::select::{Hidden, select};
use crate::model::{Article, Bulletin, Issue, Term, TermKind, assemble, rules};

/// After so many days without an article a unit is listed as one that sends nothing.
const HALF_A_YEAR: i64 = 183;

/// Runs the command.
///
/// # Errors
/// When the machine refuses.
pub fn run(args: &ListArgs) -> Result<ExitCode> {
    let (session, documents) = read(&args.site)?;
    let documents = documents.value;
    let bulletin = assemble(session.inputs(), &documents).value;
    let rows = match args.what {
        What::Articles => articles(&bulletin, args),
        What::Issues => issues(&bulletin, args),
        What::Contents => contents(&bulletin, args)?,
        What::Units => units(&bulletin),
        What::Columns => columns(&bulletin),
        What::Stale => stale(&bulletin),
        hidden => waiting(&documents, session.today(), hidden),
    };
    rows.hand_out(args.format, args.output.as_deref(), &args.site.root)?;
    Ok(ExitCode::SUCCESS)
}

/// The bulletin as it is seen at the desk, with what any of the sites shows.
///
/// # Errors
/// When the machine refuses.
pub fn bulletin(site: &SiteArgs) -> Result<Checked<Bulletin>> {
    let (session, documents) = read(site)?;
    let mut findings = Vec::new();
    let documents = documents.unpack(&mut findings);
    let bulletin = assemble(session.inputs(), &documents).unpack(&mut findings);
    Ok(Checked::with(bulletin, findings))
}

fn read(site: &SiteArgs) -> Result<(Session, Checked<Documents>)> {
    let mut session = Session::open_whole(site.of_site(Show::default())?)?;
    let mut checked = session.documents();
    let documents = &mut checked.value;
    let outputs = &documents.config.outputs;
    if let Some(inner) = outputs.iter().find(|one| one.audience == Some(Audience::Internal)) {
        documents.config.audience = inner.audience.unwrap_or_default();
    }
    Ok((session, checked))
}

/// Whether an issue is of the publication that is asked for.
fn is_asked(bulletin: &Bulletin, issue: &Issue, args: &ListArgs) -> bool {
    let publication = &bulletin.publications[issue.publication];
    args.publication.as_deref().is_none_or(|asked| publication.is_called(asked))
}

fn articles(bulletin: &Bulletin, args: &ListArgs) -> Rows {
    let row = |article: &Article| {
        let names = |article, kind| {
            let names = bulletin.terms_of(article, kind).map(|term| term.name.to_string());
            names.collect::<Vec<_>>().join("、")
        };
        let issues = article.issues.iter().map(|issue| &bulletin.issues[*issue]);
        // In the order of the issues, so that the first belongs to the first.
        let publications: Vec<&str> = issues
            .clone()
            .map(|issue| bulletin.publications[issue.publication].id.as_str())
            .collect();
        let issues = issues.map(|issue| issue.id.to_string());
        vec![
            article.date.date.to_string(),
            article.title.to_string(),
            names(article, TermKind::Unit),
            names(article, TermKind::Column),
            publications.join("、"),
            issues.collect::<Vec<_>>().join("、"),
            article.text.document.path.to_string(),
            article.text.url().to_string(),
        ]
    };
    let head = ["date", "title", "unit", "column", "publication", "issue", "file", "url"];
    let is_asked = |article: &&Article| {
        let mut issues = article.issues.iter().map(|issue| &bulletin.issues[*issue]);
        args.publication.is_none() || issues.any(|issue| is_asked(bulletin, issue, args))
    };
    Rows::new(head, bulletin.articles.iter().filter(is_asked).map(row).collect())
}

fn issues(bulletin: &Bulletin, args: &ListArgs) -> Rows {
    let row = |issue: &Issue| {
        let publication = &bulletin.publications[issue.publication];
        let numbers = [issue.cumulative, issue.last_cumulative()].into_iter().flatten();
        let numbers = numbers.map(|number| number.to_string());
        vec![
            publication.id.clone(),
            issue.id.to_string(),
            numbers.collect::<Vec<_>>().join("-"),
            issue.date.map(|date| date.date.to_string()).unwrap_or_default(),
            issue.articles.len().to_string(),
            issue.url.to_string(),
        ]
    };
    let head = ["publication", "issue", "cumulative", "date", "articles", "url"];
    let series = bulletin.publications.iter().flat_map(|publication| &publication.issues);
    let series = series.map(|issue| &bulletin.issues[*issue]);
    let series = series.filter(|issue| is_asked(bulletin, issue, args));
    Rows::new(head, series.map(row).collect())
}

/// The contents of the issues that are asked for.
///
/// # Errors
/// When there is no such issue.
fn contents(bulletin: &Bulletin, args: &ListArgs) -> Result<Rows> {
    let mut rows = Vec::new();
    let mut is_there = false;
    for issue in &bulletin.issues {
        let publication = &bulletin.publications[issue.publication];
        let is_asked =
            args.issue.is_none_or(|asked| asked == issue.id) && is_asked(bulletin, issue, args);
        is_there |= is_asked;
        for (place, article) in issue.articles.iter().enumerate().filter(|_| is_asked) {
            let article = &bulletin.articles[*article];
            let column = bulletin.column_of(article);
            rows.push(vec![
                publication.id.clone(),
                issue.id.to_string(),
                (place + 1).to_string(),
                article.title.to_string(),
                column.map(|column| column.name.to_string()).unwrap_or_default(),
                article.text.document.path.to_string(),
            ]);
        }
    }
    if let (false, Some(id)) = (is_there, args.issue) {
        bail!(say("no-such-issue", &[("issue", id.to_string().into())]));
    }
    Ok(Rows::new(["publication", "issue", "place", "title", "column", "file"], rows))
}

/// The day of a term's newest article, if it has any.
fn latest(bulletin: &Bulletin, term: &Term) -> Option<Date> {
    term.articles.first().map(|first| bulletin.articles[*first].date.date)
}

fn shown(date: Option<Date>) -> String {
    date.map(|date| date.to_string()).unwrap_or_default()
}

fn columns(bulletin: &Bulletin) -> Rows {
    let row = |column: &Term| {
        let within = rules::rhythm(&bulletin.config, &column.name);
        vec![
            column.name.to_string(),
            column.articles.len().to_string(),
            shown(latest(bulletin, column)),
            within.map(|days| days.to_string()).unwrap_or_default(),
        ]
    };
    let head = ["column", "articles", "latest", "within"];
    Rows::new(head, bulletin.terms[TermKind::Column].iter().map(row).collect())
}

/// What should have been updated by now, the oldest first.
fn stale(bulletin: &Bulletin) -> Rows {
    let of = |kind: TermKind, within: &dyn Fn(&Term) -> Option<i64>| {
        let late = bulletin.terms[kind].iter().filter_map(|term| {
            let (days, latest) = (within(term)?, latest(bulletin, term));
            let is_late = latest.is_none_or(|latest| rules::is_late(latest, days, bulletin.today));
            is_late.then(|| (latest, days, term.name.to_string()))
        });
        late.collect::<Vec<_>>()
    };
    let columns = of(TermKind::Column, &|term| rules::rhythm(&bulletin.config, &term.name));
    let units = of(TermKind::Unit, &|_| Some(HALF_A_YEAR));
    let columns = columns.into_iter().map(|one| ("list-column", one));
    let mut all: Vec<_> = columns.chain(units.into_iter().map(|one| ("list-unit", one))).collect();
    all.sort_by_key(|(_, (latest, ..))| *latest);
    let row = |(kind, (latest, days, name)): (&str, (Option<Date>, i64, String))| {
        vec![say(kind, &[]), name, shown(latest), days.to_string()]
    };
    let head = ["kind", "name", "latest", "within"];
    Rows::new(head, all.into_iter().map(row).collect())
}

fn units(bulletin: &Bulletin) -> Rows {
    let row = |unit: &Term| {
        vec![
            unit.name.to_string(),
            unit.group.clone().unwrap_or_default(),
            unit.articles.len().to_string(),
            shown(latest(bulletin, unit)),
        ]
    };
    let head = ["unit", "group", "articles", "latest"];
    Rows::new(head, bulletin.terms[TermKind::Unit].iter().map(row).collect())
}

/// The documents that are not published on a day, for the reason that `what` names.
fn waiting(documents: &Documents, today: Date, what: What) -> Rows {
    let selected = select(documents, today, Show::default());
    let is_asked = |why: &Hidden| match what {
        What::Drafts => matches!(why, Hidden::Draft),
        What::Scheduled => matches!(why, Hidden::Scheduled(_)),
        _ => matches!(why, Hidden::Expired(_)),
    };
    let hidden = |document: &Document| selected.hidden.get(&document.path).is_some_and(is_asked);
    let is_item = |document: &Document| !matches!(document.place, Place::Publication(_));
    let row = |document: &Document| {
        let head = &document.head;
        let date = |moment: Option<crate::base::Moment>| {
            moment.map(|moment| moment.to_string()).unwrap_or_default()
        };
        vec![
            date(head.date),
            head.title.as_deref().unwrap_or_default().to_owned(),
            date(head.publish),
            date(head.expires),
            document.path.to_string(),
        ]
    };
    let all = documents.documents.iter().filter(|document| is_item(document) && hidden(document));
    let head = ["date", "title", "publish", "expires", "file"];
    Rows::new(head, all.map(|document| row(document)).collect())
}
