//! What can be found: everything that has a text and a page.

use std::collections::BTreeSet;
use std::sync::Arc;

use jiff::civil::Date;

use super::fold;
use crate::base::{Fingerprint, Hashed, OutputPath};
use crate::content::Body;
use crate::model::series::Series;
use crate::model::{Article, Bulletin, Issue, Page, Publication, Term, TermKind, Text, notices};
use crate::plan::stock::Stock;

/// Something that can be found.
#[derive(Debug, Hash)]
pub struct Entry {
    /// Its headline.
    pub title: Arc<str>,
    /// 引题 and 副题.
    pub lines: Vec<Arc<str>>,
    /// The address of its page.
    pub url: OutputPath,
    /// Its day; single pages and publications have none.
    pub day: Option<Date>,
    /// The line that a result shows about it: units, column and issue.
    pub about: String,
    /// The marks of its publication, column and units, by which readers can filter.
    pub marks: Vec<String>,
    /// Its text.
    pub body: Hashed<Body>,
}

/// All entries, from the oldest to the newest, so that a new one at the end leaves the numbers of
/// the others as they are.
pub fn entries(stock: &Stock) -> Vec<Entry> {
    let bulletin = &stock.bulletin;
    let mut all: Vec<Entry> = Vec::with_capacity(bulletin.articles.len());
    all.extend(bulletin.pages.iter().map(page));
    all.extend(bulletin.publications.iter().filter_map(publication));
    all.extend(bulletin.terms[TermKind::Topic].iter().filter_map(topic));
    all.extend(bulletin.series.iter().filter(|series| series.is_shown).map(series));
    all.extend((0..bulletin.issues.len()).filter_map(|index| issue(stock, index)));
    all.extend((0..bulletin.articles.len()).map(|index| article(stock, index)));
    all.sort_by(|one, other| (one.day, &one.url).cmp(&(other.day, &other.url)));
    all
}

/// The mark of a publication, column or unit in the index: twelve hexadecimal digits of the
/// fingerprint of its page's address.
pub fn mark(url: &OutputPath) -> String {
    Fingerprint::of_bytes(url.as_str().as_bytes()).to_string()[..12].to_owned()
}

/// A mark as it stands in texts: three characters that no author can write.
fn written(mark: &str) -> String {
    let digits = |place: usize| u32::from_str_radix(&mark[place * 4..][..4], 16).unwrap_or(0);
    // 15 bits each, so that each is a valid character.
    let c = |place| char::from_u32(u32::from(*fold::MARKS.start()) + digits(place) % 0x8000);
    (0..3).filter_map(c).collect()
}

fn marks<'a>(urls: impl Iterator<Item = &'a OutputPath>) -> Vec<String> {
    urls.map(|url| written(&mark(url))).collect()
}

fn page(page: &Page) -> Entry {
    Entry {
        title: page.title.clone(),
        url: page.text.url().clone(),
        day: None,
        about: String::new(),
        lines: Vec::new(),
        marks: Vec::new(),
        body: page.text.document.body.clone(),
    }
}

fn publication(publication: &Publication) -> Option<Entry> {
    let text = publication.text.as_ref().filter(|text| !text.document.body.is_empty())?;
    Some(Entry {
        title: publication.title.clone(),
        url: publication.url.clone(),
        day: None,
        about: String::new(),
        lines: Vec::new(),
        marks: marks([&publication.url].into_iter()),
        body: text.document.body.clone(),
    })
}

/// The entry of a topic is its introduction and its summary.
fn topic(topic: &Term) -> Option<Entry> {
    let text = topic.text.as_ref()?;
    Some(Entry {
        title: topic.name.clone(),
        url: topic.url.clone(),
        day: None,
        about: String::new(),
        lines: topic.description.as_deref().map(Into::into).into_iter().collect(),
        marks: Vec::new(),
        body: text.document.body.clone(),
    })
}

/// The entry of figures is what they are called, and what is measured. The figures themselves are a list.
fn series(series: &Series) -> Entry {
    let measures = series.measures.iter().map(|measure| measure.title().into());
    Entry {
        title: Arc::clone(&series.title),
        url: series.url.clone(),
        day: None,
        about: String::new(),
        lines: series.description.as_deref().map(Into::into).into_iter().chain(measures).collect(),
        marks: Vec::new(),
        body: Hashed::with(Body::default(), Fingerprint::of("")),
    }
}

/// The entry of an issue is its editor's note, or the titles of an old volume; `None` for an issue without any.
fn issue(stock: &Stock, index: usize) -> Option<Entry> {
    let issue: &Issue = &stock.bulletin.issues[index];
    let titles = stock.bulletin.titles_of(issue);
    let lines: Vec<Arc<str>> = titles.map(|entry| entry.title.as_str().into()).collect();
    let has_any = |text: &&Text| !text.document.body.is_empty() || !lines.is_empty();
    let text = issue.text.as_ref().filter(has_any)?;
    let publication = &stock.bulletin.publications[issue.publication];
    Some(Entry {
        title: stock.cards[index].title.clone(),
        url: issue.url.clone(),
        day: issue.date.map(|date| date.date),
        about: publication.title.to_string(),
        lines,
        marks: marks([&publication.url].into_iter()),
        body: text.document.body.clone(),
    })
}

fn article(stock: &Stock, index: usize) -> Entry {
    let bulletin = &stock.bulletin;
    let article: &Article = &bulletin.articles[index];
    let row = stock.row(index);
    let issues = article.issues.iter().map(|issue| &stock.cards[*issue].title);
    let parts = [Some(&row.units), row.column.as_ref()].into_iter().flatten().chain(issues);
    let parts: Vec<&str> = parts.map(|part| &**part).filter(|part| !part.is_empty()).collect();
    let publications: BTreeSet<usize> =
        article.issues.iter().map(|issue| bulletin.issues[*issue].publication).collect();
    let publications = publications.iter().map(|index| &bulletin.publications[*index].url);
    let corrections = notices::of(bulletin, article).iter().map(|notice| notice.text.clone());
    let names = Some(names(bulletin, article)).filter(|names| !names.is_empty());
    let lines = [row.kicker.clone(), row.subtitle.clone()].into_iter().flatten();
    let lines = lines.chain(corrections).chain(names.map(Into::into));
    let column = bulletin.column_of(article).map(|column| &column.url);
    let units = bulletin.terms_of(article, TermKind::Unit).map(|unit| &unit.url);
    Entry {
        title: article.title.clone(),
        url: article.text.url().clone(),
        day: Some(article.date.date),
        about: parts.join(" · "),
        lines: lines.collect(),
        marks: marks(publications.chain(column).chain(units)),
        body: article.text.document.body.clone(),
    }
}

/// Who an article is from: units by both of their names, and authors.
fn names(bulletin: &Bulletin, article: &Article) -> String {
    let units = bulletin.terms_of(article, TermKind::Unit);
    let full = |unit: &Term| unit.full_name.clone().filter(|full| *full != *unit.name);
    let units = units.flat_map(|unit| [Some(unit.name.to_string()), full(unit)]).flatten();
    let authors =
        bulletin.terms_of(article, TermKind::Author).map(|author| author.name.to_string());
    units.chain(authors).collect::<Vec<_>>().join(" ")
}
