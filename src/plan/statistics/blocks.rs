//! Tables in articles: a fenced block `stats` or `series` is filled with what is counted on the day of the build.

use std::cell::OnceCell;
use std::sync::Arc;

use super::page::Page;
use super::periods::{may_show, title};
use super::series::{self, Shown};
use crate::base::diagnostic::did_you_mean;
use crate::base::{Diagnostic, Fingerprint, Hashed, Period, Span};
use crate::content::markdown::body::Block;
use crate::content::markdown::chart::table;
use crate::content::{Document, Words};
use crate::model::series::Series;
use crate::model::statistics::{By, Counts, Table};
use crate::model::{Bulletin, TermKind, Text};
use crate::plan::view::{StatisticsCell, StatisticsGroup};

/// What a table may be counted by, in English and in Chinese.
const BY: [([&str; 2], By); 6] = [
    (["unit", "单位"], By::Unit),
    (["group", "分组"], By::Group),
    (["column", "栏目"], By::Column),
    (["author", "作者"], By::Author),
    (["level", "级别"], By::Level),
    (["month", "月份"], By::Month),
];

/// Fills all tables of all texts. Returns what was counted for that, if anything was.
pub fn fill(
    bulletin: &mut Bulletin,
    words: &Words,
    findings: &mut Vec<Diagnostic>,
) -> Option<Counts> {
    let asking = texts(bulletin).map(|text| Arc::clone(&text.document)).collect::<Vec<_>>();
    let filler = Filler { bulletin, words, counts: OnceCell::new() };
    let documents: Vec<Document> =
        asking.iter().map(|document| filler.document(document, findings)).collect();
    let counts = filler.counts.into_inner();
    for (text, document) in texts(bulletin).zip(documents) {
        text.document = Arc::new(document);
    }
    counts
}

/// The texts that have tables to fill, always in the same order.
fn texts(bulletin: &mut Bulletin) -> impl Iterator<Item = &mut Text> {
    let articles = bulletin.articles.iter_mut().map(|article| &mut article.text);
    let pages = bulletin.pages.iter_mut().map(|page| &mut page.text);
    let publications = bulletin.publications.iter_mut().filter_map(|one| one.text.as_mut());
    let issues = bulletin.issues.iter_mut().filter_map(|issue| issue.text.as_mut());
    let topics = bulletin.terms[TermKind::Topic].iter_mut().filter_map(|one| one.text.as_mut());
    let all = articles.chain(pages).chain(publications).chain(issues).chain(topics);
    all.filter(|text| !text.document.body.blocks.is_empty())
}

struct Filler<'a> {
    bulletin: &'a Bulletin,
    words: &'a Words,
    counts: OnceCell<Counts>,
}

impl Filler<'_> {
    /// The document with its tables. A block that cannot be filled is shown as it was written.
    fn document(&self, document: &Document, findings: &mut Vec<Diagnostic>) -> Document {
        let table = |block: &Block| {
            self.block(&block.info).unwrap_or_else(|finding| {
                findings.push(finding.at(Span::new(&document.path, block.range.clone())));
                let mut html = "<pre><code>".to_owned();
                comrak::html::escape(&mut html, &block.info).expect("a String takes all");
                html + "</code></pre>\n"
            })
        };
        let tables: Vec<String> = document.body.blocks.iter().map(table).collect();
        let key = Fingerprint::of(&(document.body.fingerprint(), &tables));
        let mut filled = document.clone();
        filled.body = Hashed::with(document.body.filled(&tables), key);
        filled
    }

    fn block(&self, info: &str) -> Result<String, Diagnostic> {
        match info.split_once(char::is_whitespace) {
            Some(("stats", asked)) => self.stats(asked.trim()),
            Some(("series", asked)) => self.series(asked.trim()),
            _ => Err(Diagnostic::error("bad-block").with("info", info)),
        }
    }

    /// `2007-q1`, or `2007-q1 column`.
    fn stats(&self, asked: &str) -> Result<String, Diagnostic> {
        let (period, by) = asked.split_once(char::is_whitespace).unwrap_or((asked, "unit"));
        let Ok(period) = period.parse::<Period>() else { return Err(no_period(period)) };
        if period.first_day() > self.bulletin.today {
            return Err(Diagnostic::error("bad-block").wording("ahead").with("value", period));
        }
        let by = by.trim();
        let Some((_, by)) = BY.iter().find(|(names, _)| names.contains(&by)) else {
            let names = BY.map(|([name, _], _)| name);
            let finding = Diagnostic::error("bad-block").wording("by").with("value", by);
            return Err(finding.with("names", names.join("、")).near(did_you_mean(by, names)));
        };
        if !may_show(self.bulletin) {
            return Err(Diagnostic::error("bad-block")
                .wording("internal")
                .with("key", "statistics"));
        }
        let counted = self.counts.get_or_init(|| Counts::of(self.bulletin));
        let page = Page { bulletin: self.bulletin, words: self.words, period, counted };
        let table = self.table(*by, period, counted);
        let groups = page.groups(&table, *by);
        let title = title(self.words, period);
        let caption = |group: &StatisticsGroup| match &group.name {
            Some(name) => self.words.fill("series_group", &[("title", &title), ("group", name)]),
            None if group.is_unnamed => {
                let name = self.words.get("count_unnamed");
                self.words.fill("series_group", &[("title", &title), ("group", &name)])
            }
            None => title.clone(),
        };
        if groups.is_empty() {
            return Ok(self.paragraph(&title, self.words.get("none")));
        }
        Ok(groups.iter().map(|group| self.html(group, &caption(group), period)).collect())
    }

    fn table(&self, by: By, period: Period, counted: &Counts) -> Table {
        match by {
            By::Unit => counted.tallies.table(self.bulletin, period),
            by => crate::model::statistics::table(self.bulletin, by, period, None),
        }
    }

    /// `energy`, `energy 2007-q1`, `energy 2007-q1 用电量`.
    fn series(&self, asked: &str) -> Result<String, Diagnostic> {
        let all = &self.bulletin.series;
        let called = |series: &&Series| {
            [series.name.as_str(), &series.title].iter().any(|name| behind(asked, name).is_some())
        };
        // One name may begin another: the longest is meant.
        let Some(series) = all.iter().filter(called).max_by_key(|series| series.name.len()) else {
            let name = asked.split_whitespace().next().unwrap_or_default();
            let finding = Diagnostic::error("unknown-series").with("name", name);
            let known = all.iter().map(|series| series.name.as_str());
            return Err(finding.near(did_you_mean(name, known)));
        };
        let rest = behind(asked, &series.name).or_else(|| behind(asked, &series.title));
        let mut rest: Vec<&str> = rest.unwrap_or_default().split_whitespace().collect();
        // In either order.
        let place = rest.iter().position(|text| text.parse::<Period>().is_ok());
        let period = place.and_then(|place| rest.remove(place).parse::<Period>().ok());
        let measure = rest.join(" ");
        let Some(newest) = series.newest() else {
            return Err(Diagnostic::error("bad-block").wording("empty").with("name", &series.name));
        };
        if !series.is_shown {
            return Err(Diagnostic::error("bad-block").wording("internal").with("key", "series"));
        }
        let period = period.unwrap_or(newest);
        if !series.figures.contains_key(&period) {
            return Err(no_figures(series, period));
        }
        let measures: Vec<usize> = (0..series.measures.len())
            .filter(|index| {
                let known = &series.measures[*index];
                measure.is_empty() || known.name == measure || known.title() == measure
            })
            .collect();
        if measures.is_empty() {
            if measure.starts_with(|c: char| c.is_ascii_digit()) {
                return Err(no_period(&measure));
            }
            let known: Vec<&str> = series.measures.iter().map(|one| one.name.as_str()).collect();
            let finding = Diagnostic::error("unknown-series").wording("measure");
            let finding = finding.with("name", &measure).with("names", known.join("、"));
            return Err(finding.near(did_you_mean(&measure, known)));
        }
        let (bulletin, words) = (self.bulletin, self.words);
        let title = series::title(series, words, period);
        let of_measure = |measure| {
            let groups = Shown { bulletin, words, series, period, measure }.groups();
            let html = groups.iter().map(|group| {
                let name = group.name.as_deref().unwrap_or_default();
                let caption = words.fill("series_group", &[("title", &title), ("group", &name)]);
                self.html(group, &caption, period) + &self.missing(group)
            });
            html.collect::<String>()
        };
        Ok(measures.into_iter().map(of_measure).collect())
    }

    /// The table of a group, with the day on which it was so.
    fn html(&self, group: &StatisticsGroup, caption: &str, period: Period) -> String {
        if group.table.rows.is_empty() {
            return String::new();
        }
        let today = self.bulletin.today;
        let day = period.last_day().map_or(today, |last| last.min(today));
        let date = self.words.date(day);
        let texts =
            |row: &Vec<StatisticsCell>| row.iter().map(|cell| cell.text.to_string()).collect();
        let heads = group.table.heads.iter().map(|head| (head.text.to_string(), head.is_number));
        table::html(&table::Table {
            caption: self.words.fill("block_caption", &[("title", &caption), ("date", &date)]),
            heads: heads.collect(),
            rows: group.table.rows.iter().map(texts).collect(),
            sum: texts(&group.table.sum),
        })
    }

    /// The units that have no figure.
    fn missing(&self, group: &StatisticsGroup) -> String {
        let names: Vec<&str> = group.missing.iter().map(|cell| &*cell.text).collect();
        if names.is_empty() {
            return String::new();
        }
        let names = names.join(self.words.get("series_and"));
        let missing = self.words.fill("series_missing", &[("names", &names)]);
        self.paragraph(group.name.as_deref().unwrap_or_default(), &missing)
    }

    /// Something that is said of what a title names.
    fn paragraph(&self, title: &str, said: &str) -> String {
        let text = self.words.fill("series_group", &[("title", &title), ("group", &said)]);
        let mut html = "<p>".to_owned();
        comrak::html::escape(&mut html, &text).expect("a String takes all");
        html + "</p>\n"
    }
}

/// What stands behind a name and a blank.
fn behind<'a>(asked: &'a str, name: &str) -> Option<&'a str> {
    let rest = asked.strip_prefix(name)?;
    (rest.is_empty() || rest.starts_with(char::is_whitespace)).then(|| rest.trim())
}

fn no_period(value: &str) -> Diagnostic {
    Diagnostic::error("bad-block").wording("period").with("value", value)
}

fn no_figures(series: &Series, period: Period) -> Diagnostic {
    let finding = Diagnostic::error("bad-block").wording("none").with("name", &series.name);
    let known: Vec<String> = series.figures.keys().map(ToString::to_string).collect();
    finding.with("period", period).with("names", known.join("、"))
}
