//! Collects outputs, gives each its key, and finds two that want one address.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::tz::TimeZone;
use rayon::prelude::*;

use super::credits::{Credits, Table};
use super::manifest::{Output, Plan};
use super::view::{Byline, Card, Count, IssueCard, Link, PageView, Row, RowView, SiteView, View};
use crate::base::{Address, Checked, Diagnostic, Fingerprint, Hashed, OutputPath, Span};
use crate::content::Theme;
use crate::model::{Article, Bulletin, Hidden, Term};

/// An address and what shall be there.
pub type Planned = (OutputPath, Output);

/// What the whole of planning shares: the bulletin, and rows and cards made once for all lists.
pub struct Planner<'a> {
    /// What is planned.
    pub bulletin: &'a Bulletin,
    /// The site's address, if there is one: without it there are no feeds and no sitemap.
    pub base_url: Option<Arc<str>>,
    /// The site's time zone.
    pub zone: TimeZone,
    /// One row for each article.
    pub rows: Vec<Row>,
    /// Who each article is from.
    pub credits: Vec<Byline>,
    /// One card for each issue.
    pub cards: Vec<Card>,
    html_salt: Fingerprint,
    salt: Fingerprint,
    outputs: Vec<Planned>,
}

impl<'a> Planner<'a> {
    /// Begins a plan. Every HTML page depends on the theme and on `site`; every output on the
    /// program's version. Assets of the theme are outputs of their own.
    pub fn new(bulletin: &'a Bulletin, theme: &Hashed<Theme>, site: &Hashed<SiteView>) -> Self {
        let salt = Fingerprint::of(env!("CARGO_PKG_VERSION"));
        let mut planner = Self {
            bulletin,
            base_url: bulletin.config.base_url.as_deref().map(Into::into),
            zone: bulletin.config.zone(),
            rows: Vec::new(),
            credits: Vec::new(),
            cards: Vec::new(),
            html_salt: Fingerprint::of(&(salt, &theme.templates, site)),
            salt,
            outputs: Vec::new(),
        };
        let table = Table::of(bulletin);
        let articles = bulletin.articles.par_iter();
        (planner.rows, planner.credits) = articles
            .map(|article| (planner.row(article), Hashed::new(Credits::of(article, &table))))
            .unzip();
        planner.cards = (0..bulletin.issues.len()).map(|index| planner.card(index)).collect();
        planner
    }

    /// An output with its key. Made where its view is made, while that is at hand: in a large
    /// site, coming back to it takes longer than hashing it.
    pub fn output(&self, path: OutputPath, view: View, origin: Option<Span>) -> Planned {
        let is_html = matches!(
            view,
            View::Home(_)
                | View::Publication(_)
                | View::Issue(_)
                | View::Article(_)
                | View::Page(_)
                | View::List(_)
                | View::Terms(_)
                | View::Archive(_)
                | View::NotFound(_)
        );
        let salt = if is_html { self.html_salt } else { self.salt };
        let key = Fingerprint::of(&(salt, &view));
        (path, Output { key, view, origin })
    }

    /// Makes and adds an output. The first to claim an address keeps it.
    pub fn add(&mut self, path: OutputPath, view: View, origin: Option<Span>) {
        let planned = self.output(path, view, origin);
        self.outputs.push(planned);
    }

    /// Adds outputs.
    pub fn add_all(&mut self, planned: Vec<Planned>) {
        self.outputs.extend(planned);
    }

    /// The finished plan. Two outputs that want one address are refused, as are addresses that
    /// differ only in case (Windows and macOS hold them for one), and links to pages there are
    /// none of.
    pub fn finish(mut self) -> Checked<Plan> {
        let mut findings = Vec::new();
        // Sorting what is nearly sorted, and making a map of what is sorted, is far cheaper than
        // one insertion after the other.
        self.outputs.sort_by(|one, other| one.0.cmp(&other.0));
        self.outputs.dedup_by(|second, first| {
            let is_taken = second.0 == first.0;
            if is_taken {
                let (path, origin) = (&second.0, second.1.origin.take());
                findings.push(collision(path, first.1.origin.as_ref(), origin));
            }
            is_taken
        });
        let plan = Plan(self.outputs.into_iter().collect());
        findings.extend(alike(&plan));
        findings.extend(below_files(&plan));
        for (url, span) in &self.bulletin.expected {
            if !plan.0.contains_key(url) {
                let finding = Diagnostic::error("broken-link", format!("站内没有这个页面：/{url}"));
                let help = "链到文章时写相对路径，例如 ../2007-04/launch.md";
                findings.push(finding.at(span.clone()).help(help));
            }
        }
        Checked::with(plan, findings)
    }

    /// The addresses of all HTML pages planned so far, but for the 404 page.
    pub fn html_paths(&self) -> Vec<OutputPath> {
        let is_page = |output: &Output| {
            !matches!(
                output.view,
                View::NotFound(_)
                    | View::Feed(_)
                    | View::Sitemap(_)
                    | View::SitemapIndex(_)
                    | View::Robots(_)
                    | View::Redirect(_)
                    | View::File(..)
                    | View::Embedded(_)
            )
        };
        let pages = self.outputs.iter().filter(|(_, output)| is_page(output));
        let mut paths: Vec<OutputPath> = pages.map(|(path, _)| path.clone()).collect();
        paths.sort();
        paths
    }

    /// `page` of an HTML page.
    pub fn page(&self, url: &OutputPath, feed: Option<Link>) -> PageView {
        PageView { root: url.root(), url: url.clone(), canonical: self.address(url), feed }
    }

    /// The full address of a file, on a site that has one.
    pub fn address(&self, path: &OutputPath) -> Option<Address> {
        Some(Address { base: self.base_url.clone()?, path: path.clone() })
    }

    /// A term's link.
    pub fn link(term: &Term) -> Link {
        Link { title: term.name.clone(), url: term.url.clone() }
    }

    /// A term's link and number of articles.
    pub fn count(term: &Term) -> Count {
        Count { title: term.name.clone(), url: term.url.clone(), count: term.articles.len() }
    }

    /// The rows of some articles.
    pub fn rows(&self, articles: &[usize]) -> Vec<Row> {
        articles.iter().map(|index| self.rows[*index].clone()).collect()
    }

    fn row(&self, article: &Article) -> Row {
        let bulletin = self.bulletin;
        let units: Vec<&Arc<str>> =
            article.units.iter().map(|unit| &bulletin.units[*unit].name).collect();
        let units = match units.as_slice() {
            [only] => Arc::clone(only),
            all => all.iter().map(|name| &***name).collect::<Vec<_>>().join(" ").into(),
        };
        Hashed::new(RowView {
            title: article.title.clone(),
            url: article.text.url().clone(),
            day: article.date.date,
            units,
            column: article.column.map(|column| bulletin.columns[column].name.clone()),
            pending: match article.text.pending {
                Some(Hidden::Draft) => Some("draft"),
                Some(Hidden::Scheduled(_)) => Some("scheduled"),
                _ => None,
            },
        })
    }

    fn card(&self, index: usize) -> Card {
        let issue = &self.bulletin.issues[index];
        let headline = |article: &usize| self.bulletin.articles[*article].title.clone();
        Hashed::new(IssueCard {
            url: issue.url.clone(),
            publication: self.bulletin.publications[issue.publication].title.clone(),
            id: issue.id,
            year: issue.id.year,
            number: issue.id.number,
            supplement: issue.id.supplement,
            cumulative: issue.cumulative,
            date: issue.date,
            count: issue.articles.len(),
            headlines: issue.articles.iter().take(3).map(headline).collect(),
        })
    }
}

/// Addresses that differ in case alone. Only names an author chose can hold capitals: slugs,
/// aliases, static files.
fn alike(plan: &Plan) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    let mut capitals: BTreeMap<String, &OutputPath> = BTreeMap::new();
    for (path, output) in &plan.0 {
        if !path.as_str().bytes().any(|byte| byte.is_ascii_uppercase()) {
            continue;
        }
        let lower = path.as_str().to_ascii_lowercase();
        let small = OutputPath::new(&lower).and_then(|lower| plan.0.get(&lower));
        let large = capitals.insert(lower, path).map(|path| &plan.0[path]);
        if let Some(twin) = small.or(large) {
            findings.push(collision(path, twin.origin.as_ref(), output.origin.clone()));
        }
    }
    findings
}

/// Files with others below them, as if they were folders.
fn below_files(plan: &Plan) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    let folders: BTreeSet<&str> = plan.0.keys().map(OutputPath::folder).collect();
    for folder in folders {
        let ends = folder.match_indices('/').map(|(end, _)| end).chain([folder.len()]);
        let file = ends.filter_map(|end| OutputPath::new(&folder[..end]));
        for file in file.filter(|file| plan.0.contains_key(file)) {
            let inside = plan.0.iter().find(|(path, _)| path.folder() == folder);
            let second = inside.and_then(|(_, output)| output.origin.clone());
            findings.push(collision(&file, plan.0[&file].origin.as_ref(), second));
        }
    }
    findings
}

fn collision(path: &OutputPath, first: Option<&Span>, second: Option<Span>) -> Diagnostic {
    let owner = first.map_or_else(|| "网站自己的页面".to_owned(), |span| span.file.to_string());
    let finding = Diagnostic::error("duplicate-url", format!("网址 {path} 已经用于{owner}"))
        .help("给其中一个换文件名，或写一行 slug: 另一个名字");
    let finding = match first {
        Some(span) => finding.related(span.clone(), "这里先用了"),
        None => finding,
    };
    match second.or_else(|| first.cloned()) {
        Some(span) => finding.at(span),
        None => finding,
    }
}
