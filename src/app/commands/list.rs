//! `kuaixun list`: what a site has, as a table, CSV or JSON.

use std::process::ExitCode;

use anyhow::Result;
use comfy_table::{Table, presets};
use serde_json::{Map, Value};

use crate::app::args::{ListArgs, Shape, What};
use crate::app::report;
use crate::app::report::language::say;
use crate::app::session::Session;
use crate::content::{Document, Documents, Place, Show};
use crate::model::select::{Hidden, select};
use crate::model::{Article, Bulletin, Issue, Term, TermKind, assemble};

/// A table: names of its columns, and rows.
pub struct Rows {
    /// The names, as programs read them.
    pub head: Vec<&'static str>,
    /// As many texts in each row.
    pub rows: Vec<Vec<String>>,
}

/// Runs the command.
///
/// # Errors
/// When the machine refuses.
pub fn run(args: &ListArgs) -> Result<ExitCode> {
    let mut session = Session::open_whole(args.site.options(Show::default())?)?;
    let documents = session.documents();
    let bulletin = assemble(session.inputs(), &documents).value;
    let rows = match args.what {
        What::Articles => articles(&bulletin),
        What::Issues => issues(&bulletin),
        What::Contents => contents(&bulletin, args),
        What::Units => units(&bulletin),
        hidden => waiting(&documents, session.today(), hidden),
    };
    report::lines(&written(&rows, args.format)?);
    Ok(ExitCode::SUCCESS)
}

fn articles(bulletin: &Bulletin) -> Rows {
    let row = |article: &Article| {
        let names = |article, kind| {
            let names = bulletin.terms_of(article, kind).map(|term| term.name.to_string());
            names.collect::<Vec<_>>().join("、")
        };
        let issues = article.issues.iter().map(|issue| bulletin.issues[*issue].id.to_string());
        vec![
            article.date.date.to_string(),
            article.title.to_string(),
            names(article, TermKind::Unit),
            names(article, TermKind::Column),
            issues.collect::<Vec<_>>().join("、"),
            article.text.document.path.to_string(),
            article.text.url().to_string(),
        ]
    };
    let head = vec!["date", "title", "unit", "column", "issue", "file", "url"];
    Rows { head, rows: bulletin.articles.iter().map(row).collect() }
}

fn issues(bulletin: &Bulletin) -> Rows {
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
    let head = vec!["publication", "issue", "cumulative", "date", "articles", "url"];
    Rows { head, rows: bulletin.issues.iter().map(row).collect() }
}

/// The contents of the issues that are asked for.
fn contents(bulletin: &Bulletin, args: &ListArgs) -> Rows {
    let mut rows = Vec::new();
    for issue in &bulletin.issues {
        let publication = &bulletin.publications[issue.publication];
        let is_asked = args.issue.is_none_or(|asked| asked == issue.id)
            && args.publication.as_ref().is_none_or(|asked| *asked == publication.id);
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
    Rows { head: vec!["publication", "issue", "place", "title", "column", "file"], rows }
}

fn units(bulletin: &Bulletin) -> Rows {
    let row = |unit: &Term| {
        let latest = unit.articles.first().map(|first| bulletin.articles[*first].date.date);
        vec![
            unit.name.to_string(),
            unit.group.clone().unwrap_or_default(),
            unit.articles.len().to_string(),
            latest.map(|date| date.to_string()).unwrap_or_default(),
        ]
    };
    let head = vec!["unit", "group", "articles", "latest"];
    Rows { head, rows: bulletin.terms[TermKind::Unit].iter().map(row).collect() }
}

/// The documents that are not published on a day, for the reason that `what` names.
fn waiting(documents: &Documents, today: jiff::civil::Date, what: What) -> Rows {
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
    let head = vec!["date", "title", "publish", "expires", "file"];
    Rows { head, rows: all.map(|document| row(document)).collect() }
}

/// A table as text.
///
/// # Errors
/// When it cannot be written, which does not happen to texts in memory.
pub fn written(Rows { head, rows }: &Rows, shape: Shape) -> Result<String> {
    Ok(match shape {
        Shape::Table => {
            let mut table = Table::new();
            table.load_style(presets::NOTHING);
            table.set_header(head.iter().map(|name| say(&format!("list-{name}"), &[])));
            let line = |cell: &String| cell.split_whitespace().collect::<Vec<_>>().join(" ");
            table.add_rows(rows.iter().map(|row| row.iter().map(line)));
            table.trim_fmt()
        }
        Shape::Csv => {
            let mut writer = csv::Writer::from_writer(Vec::new());
            writer.write_record(head)?;
            rows.iter().try_for_each(|row| writer.write_record(row))?;
            String::from_utf8(writer.into_inner()?)?.trim_end().to_owned()
        }
        Shape::Json => {
            let object = |row: &Vec<String>| {
                let pairs = head.iter().zip(row);
                pairs
                    .map(|(name, value)| ((*name).to_owned(), Value::from(value.as_str())))
                    .collect::<Map<_, _>>()
            };
            serde_json::to_string_pretty(&rows.iter().map(object).collect::<Vec<_>>())?
        }
    })
}
