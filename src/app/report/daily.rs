//! The report of a build as a file, for whoever was not there: what changed, what failed, and what will expire soon.

#![expect(clippy::disallowed_methods, reason = "the shell writes the report that was asked for")]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::Arc;

use anyhow::{Context as _, Result, bail};
use jiff::ToSpan;
use jiff::civil::Date;
use serde::Serialize;
use tera::{Context, Tera};

use super::language::{Language, refused, say, spoken};
use super::placed::{Place, Placed, place};
use crate::Compiled;
use crate::app::source_file;
use crate::base::{Diagnostic, OutputPath, Span};
use crate::content::checks::bounded;
use crate::model::{Bulletin, Issue, Section, Target, Text};
use crate::write::{Report, Step};

/// What the file says of itself: one that does not say it is not ours, and is not written over.
const FORMAT: &str = "kuaixun-report/1";

/// The report of one build.
#[derive(Debug, Default)]
pub struct Daily {
    /// What was found.
    pub findings: Vec<Diagnostic>,
    sites: Vec<SiteNews>,
    /// By the day, then the file.
    expiring: BTreeMap<(Date, String), Expiring>,
}

/// What became of a site.
#[derive(Debug, Serialize)]
struct SiteNews {
    /// Its output folder.
    folder: String,
    /// How many files there are, were written and removed, in words.
    numbers: String,
    written: usize,
    unchanged: usize,
    /// Pages of articles, issues, topics and single pages that are new.
    added: Vec<News>,
    /// Those with other bytes than before.
    changed: Vec<News>,
    /// The addresses of all pages that are gone.
    removed: Vec<OutputPath>,
}

#[derive(Debug, Serialize)]
struct News {
    title: Arc<str>,
    url: OutputPath,
}

/// An item that will not be published for long.
#[derive(Debug, Serialize)]
struct Expiring {
    day: Date,
    title: Arc<str>,
    file: String,
    /// Where texts link to it.
    #[serde(skip)]
    links: Vec<Diagnostic>,
    linked_from: Vec<Place>,
}

impl Daily {
    /// Notes what was published of a site.
    pub fn published(&mut self, site: &Compiled, output: &Path, steps: Vec<Step>, report: Report) {
        let titles = titles(site.plan.bulletin());
        let mut news = SiteNews {
            folder: output.display().to_string(),
            numbers: super::numbers(&site.plan, report),
            written: report.written,
            unchanged: report.unchanged,
            added: Vec::new(),
            changed: Vec::new(),
            removed: Vec::new(),
        };
        for step in steps {
            match step {
                Step::Written(url, is_added) => {
                    let Some(title) = titles.get(&url).cloned() else { continue };
                    let list = if is_added { &mut news.added } else { &mut news.changed };
                    list.push(News { title, url });
                }
                Step::Removed(url) if is_of_people(&url) => news.removed.push(url),
                _ => {}
            }
        }
        self.sites.push(news);
    }

    /// Notes what will expire within some days, and the links to it.
    pub fn expires(&mut self, bulletin: &Bulletin, within: u16) {
        let last = bulletin.today.saturating_add(i32::from(within).days());
        let titles = titles(bulletin);
        let mut soon: BTreeMap<&OutputPath, (Date, String)> = BTreeMap::new();
        for (text, day) in expiries(bulletin) {
            if day >= bulletin.today && day <= last {
                let file = text.document.path.to_string();
                let title = titles.get(text.url()).cloned().unwrap_or_default();
                let (links, linked_from) = (Vec::new(), Vec::new());
                let key = (day, file.clone());
                soon.insert(text.url(), key.clone());
                let item = Expiring { day, title, file, links, linked_from };
                self.expiring.entry(key).or_insert(item);
            }
        }
        for text in texts(bulletin).filter(|_| !soon.is_empty()) {
            for (link, target) in text.document.body.links.iter().zip(&text.links.0) {
                let Target::Page(url, _) = target else { continue };
                let item = soon.get(url).and_then(|key| self.expiring.get_mut(key));
                let Some(item) = item.filter(|item| item.file != text.document.path.as_str())
                else {
                    continue;
                };
                let span = Span::new(&text.document.path, link.range.clone());
                let link = Diagnostic::warning("link-to-hidden").at(span);
                // Another site of the same folder may have it, too.
                if !item.links.contains(&link) {
                    item.links.push(link);
                }
            }
        }
    }

    /// Writes the report: JSON where the name ends so, and otherwise HTML. `done` is how the build ended.
    ///
    /// # Errors
    /// When there is a file that is no report, or the machine refuses.
    pub fn write(self, path: &Path, root: &Path, day: Date, done: &Result<bool>) -> Result<()> {
        let all = self.findings.len();
        let findings = place(&bounded(self.findings), root);
        let mut expiring: Vec<Expiring> = self.expiring.into_values().collect();
        for item in &mut expiring {
            let links = place(&item.links, root).into_iter();
            item.linked_from = links.flat_map(|link| link.places).collect();
        }
        let sheet = Sheet {
            format: FORMAT,
            day,
            published: matches!(done, Ok(true)),
            refusal: done.as_ref().err().map(super::causes),
            unlisted: all - findings.len(),
            findings,
            expiring,
            sites: self.sites,
        };
        let text = if is_json(path) {
            serde_json::to_string_pretty(&sheet).context("plain data")? + "\n"
        } else {
            sheet.html()?
        };
        if !source_file::put(path, text.as_bytes(), is_report)? {
            bail!(refused("report-foreign", path));
        }
        Ok(())
    }
}

/// Refuses a report that is neither HTML nor JSON, and one in place of another file.
///
/// # Errors
/// With the path.
pub fn check(path: &Path) -> Result<()> {
    let is_html = path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("html"));
    if !is_html && !is_json(path) {
        bail!(refused("report-name", path));
    }
    match fs::read(path) {
        Ok(before) if !is_report(&before) => bail!(refused("report-foreign", path)),
        _ => Ok(()),
    }
}

fn is_json(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("json"))
}

fn is_report(bytes: &[u8]) -> bool {
    let start = String::from_utf8_lossy(&bytes[..bytes.len().min(400)]);
    start.contains(FORMAT)
}

/// All that a report says.
#[derive(Serialize)]
struct Sheet {
    format: &'static str,
    day: Date,
    published: bool,
    refusal: Option<String>,
    findings: Vec<Placed>,
    /// How many findings are too many to be listed.
    unlisted: usize,
    expiring: Vec<Expiring>,
    sites: Vec<SiteNews>,
}

impl Sheet {
    fn html(&self) -> Result<String> {
        const WORDS: [&str; 11] = [
            "title",
            "published",
            "failed",
            "findings",
            "help",
            "unlisted",
            "expiring",
            "linked",
            "added",
            "changed",
            "removed",
        ];
        let count = [("count", self.unlisted.into())];
        let words = WORDS.map(|word| (word, say(&format!("report-{word}"), &count)));
        let mut context = Context::from_serialize(self).context("plain data")?;
        context.insert("words", &BTreeMap::from(words));
        let language = if spoken() == Language::Zh { "zh-CN" } else { "en" };
        context.insert("language", language);
        let mut tera = Tera::default();
        tera.add_raw_template("daily.html", include_str!("daily.html"))
            .context("a tested template")?;
        tera.render("daily.html", &context).context("a tested template")
    }
}

/// Whether a page is no list.
fn is_of_people(url: &OutputPath) -> bool {
    const LISTS: [&str; 5] = ["archive/", "columns/", "units/", "authors/", "tags/"];
    let url = url.as_str();
    url.ends_with(".html")
        && !url.contains("/page-")
        && !LISTS.iter().any(|list| url.starts_with(list))
}

/// The last day of each text that has one: its own, or that of the issue or the publication it is in.
fn expiries(bulletin: &Bulletin) -> Vec<(&Text, Date)> {
    let own = |text: &Text| text.document.head.expires.map(|day| day.date);
    let of = |text: Option<&Text>| text.and_then(own);
    let above = |issue: &Issue| {
        let publication = &bulletin.publications[issue.publication];
        of(issue.text.as_ref()).into_iter().chain(of(publication.text.as_ref())).min()
    };
    let in_issue: BTreeMap<&OutputPath, Date> = bulletin
        .articles
        .iter()
        .filter(|article| article.section == Section::Bulletin)
        .filter_map(|article| {
            let issue = article.issues.first()?;
            Some((article.text.url(), above(&bulletin.issues[*issue])?))
        })
        .collect();
    let day = |text: &Text| own(text).into_iter().chain(in_issue.get(text.url()).copied()).min();
    texts(bulletin).filter_map(|text| Some((text, day(text)?))).collect()
}

/// Every text of a bulletin that has a page.
fn texts(bulletin: &Bulletin) -> impl Iterator<Item = &Text> {
    let articles = bulletin.articles.iter().map(|article| &article.text);
    let pages = bulletin.pages.iter().map(|page| &page.text);
    let topics = bulletin.terms.0.iter().flatten().filter_map(|term| term.text.as_ref());
    let issues = bulletin.issues.iter().filter_map(|issue| issue.text.as_ref());
    let publications = bulletin.publications.iter().filter_map(|one| one.text.as_ref());
    articles.chain(pages).chain(topics).chain(issues).chain(publications)
}

/// The titles of pages that people write, by their addresses.
fn titles(bulletin: &Bulletin) -> BTreeMap<OutputPath, Arc<str>> {
    let own = texts(bulletin).map(|text| {
        let title = text.document.head.title.clone();
        (text.url().clone(), title.unwrap_or_else(|| text.document.path.stem().into()))
    });
    let issues = bulletin.issues.iter().map(|issue| {
        let publication = &bulletin.publications[issue.publication].title;
        (issue.url.clone(), format!("{publication} {}", issue.id).into())
    });
    own.chain(issues).collect()
}
