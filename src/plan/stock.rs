//! What views are made of: the bulletin, and rows, cards and orders made once for all pages.

use std::fmt::Display;
use std::ops::Range;
use std::sync::{Arc, OnceLock};

use jiff::tz::TimeZone;

use super::addresses;
use super::view::credits::{Credits, Table};
use super::view::{
    Card, Count, Format, IssueCard, Link, PageView, Picture, PictureSource, Row, RowView, SiteView,
    TermCard, View,
};
use crate::base::{Address, Fingerprint, Hashed, OutputPath};
use crate::content::fonts::Press;
use crate::content::picture::Version;
use crate::content::{IssueId, LinkKind, Theme, Words, theme};
use crate::model::notices::{self, Announcement};
use crate::model::statistics::Counts;
use crate::model::{Article, Bulletin, Hidden, Issue, Section, Target, Term, TermKind, Text};

/// How large browsers make a drawing that does not say it (CSS Images 3, 4.2).
pub const UNSIZED: (u32, u32) = (300, 150);

/// A month that has articles: year, month, and the range of the articles' indices.
pub type Month = (i16, i8, Range<usize>);

/// The bulletin and the theme, with the parts that many pages show.
#[derive(Debug)]
pub struct Stock {
    /// The bulletin that is planned.
    pub bulletin: Bulletin,
    /// The templates and assets.
    pub theme: Hashed<Theme>,
    /// The site's address, if there is one: without it there are no feeds and no sitemap.
    pub base_url: Option<Arc<str>>,
    /// The site's time zone.
    pub zone: TimeZone,
    /// One card for each issue.
    pub cards: Vec<Card>,
    /// The indices of all articles, the newest first.
    pub all: Vec<usize>,
    /// What was said of items after they were published, the newest first.
    pub announcements: Vec<Announcement>,
    /// Months that have articles, the newest first.
    pub months: Vec<Month>,
    /// What pages of statistics are made of, when the first of them is made.
    pub counted: OnceLock<Counts>,
    home: Link,
    /// For each article the indices of 上一篇 and 下一篇.
    pub neighbours: Vec<(Option<usize>, Option<usize>)>,
    sections: [Vec<usize>; 3],
    /// One row for each article, made when the first list shows it.
    rows: Vec<OnceLock<Row>>,
    table: Arc<Table>,
    salts: Salts,
}

/// Fingerprints of what all outputs of a kind depend on, beside their views.
#[derive(Debug)]
struct Salts {
    /// All outputs: the program's version.
    all: Fingerprint,
    /// HTML pages: the theme's templates and words, and `site`.
    pages: Fingerprint,
    /// E-books and mail: their templates, style sheets, words and colours.
    books: Fingerprint,
    /// Mail as plain text: the words.
    text: Fingerprint,
    /// PDF: its templates, the words, the theme's own red, and the typefaces.
    print: Fingerprint,
}

impl Salts {
    fn of(theme: &Theme, press: &Press, site: &Hashed<SiteView>) -> Self {
        let all = Fingerprint::of(env!("CARGO_PKG_VERSION"));
        let (words, editions) = (&theme.words, theme.editions.iter());
        let (print, books): (Vec<_>, Vec<_>) =
            editions.partition(|(name, _)| name.ends_with(theme::PRINT));
        Self {
            all,
            pages: Fingerprint::of(&(all, &theme.templates, words, site)),
            books: Fingerprint::of(&(all, words, books, &theme.colours)),
            text: Fingerprint::of(&(all, words)),
            print: Fingerprint::of(&(all, words, print, &theme.own_red, press.fingerprint)),
        }
    }
}

impl Stock {
    /// Makes the stock of a bulletin and a theme. Every HTML page depends on the theme's templates
    /// and words and on `site`; every output depends on the program's version.
    pub fn new(
        bulletin: Bulletin,
        theme: Hashed<Theme>,
        press: &Press,
        site: &Hashed<SiteView>,
    ) -> Self {
        let sections = [Section::Bulletin, Section::News, Section::Summary]
            .map(|section| bulletin.section(section));
        let count = bulletin.articles.len();
        Self {
            base_url: bulletin.config.base_url.as_deref().map(Into::into),
            zone: bulletin.config.zone(),
            cards: bulletin
                .issues
                .iter()
                .map(|issue| card(&bulletin, issue, &theme.words))
                .collect(),
            all: (0..count).collect(),
            announcements: notices::all(&bulletin),
            months: months(&bulletin),
            counted: OnceLock::new(),
            home: Link { title: theme.words.get("home").into(), url: addresses::home() },
            neighbours: neighbours(&bulletin, &sections),
            sections,
            rows: std::iter::repeat_with(OnceLock::new).take(count).collect(),
            table: Table::of(&bulletin),
            salts: Salts::of(&theme, press, site),
            theme,
            bulletin,
        }
    }

    /// The key of an output: the fingerprint of everything its bytes depend on. Assets of the theme
    /// are outputs of their own, so pages do not depend on them.
    pub fn key(&self, view: &View) -> Fingerprint {
        let salt = match view {
            View::Edition(Format::Pdf, _) => self.salts.print,
            View::Edition(Format::MailText, _) => self.salts.text,
            View::Edition(Format::Epub | Format::MailHtml, _) => self.salts.books,
            view if view.is_html() => self.salts.pages,
            _ => self.salts.all,
        };
        Fingerprint::of(&(salt, view))
    }

    /// What every key depends on: the program's version.
    pub fn salt(&self) -> Fingerprint {
        self.salts.all
    }

    /// What every file depends on that a template of Tera makes.
    pub fn template_salt(&self) -> Fingerprint {
        Fingerprint::of(&(self.salts.pages, self.salts.books))
    }

    /// The indices of a section's articles, the newest first.
    pub fn section(&self, section: Section) -> &[usize] {
        &self.sections[section as usize]
    }

    /// The words of the interface.
    pub fn words(&self) -> &Words {
        &self.theme.words
    }

    /// Makes `page` for the HTML page at `url`, which stands below the pages `above`.
    pub fn page(&self, url: &OutputPath, feed: Option<Link>, above: Vec<Link>) -> PageView {
        let home = (url != &self.home.url).then(|| self.home.clone());
        let crumbs = home.into_iter().chain(above).collect();
        PageView { root: url.root(), url: url.clone(), canonical: self.address(url), feed, crumbs }
    }

    /// A link to the first page of a section or of a kind of terms. `folder` is the name of its
    /// folder and also the key of its title in the words.
    pub fn front(&self, folder: &'static str) -> Link {
        let title = self.words().get(folder).into();
        Link { title, url: addresses::front(folder) }
    }

    /// The full address of a file; `None` on a site without an address.
    pub fn address(&self, path: &OutputPath) -> Option<Address> {
        Some(Address { base: self.base_url.clone()?, path: path.clone() })
    }

    /// A link to the list of a term's articles.
    pub fn link(term: &Term) -> Link {
        Link { title: term.name.clone(), url: term.url.clone() }
    }

    /// A link to the list of a term's articles, with their number.
    pub fn count(term: &Term) -> Count {
        Count { title: term.name.clone(), url: term.url.clone(), count: term.articles.len() }
    }

    /// A term among the others of its kind, with its first articles.
    pub fn term(&self, term: &Term, articles: usize) -> TermCard {
        let Count { title, url, count } = Self::count(term);
        TermCard {
            full_name: term.full_name.clone().filter(|full| **full != *title),
            title,
            url,
            count,
            description: term.description.clone(),
            picture: term.text.as_ref().and_then(|text| self.picture_in(text)),
            rows: self.rows(&term.articles[..count.min(articles)]),
        }
    }

    /// The row of an article.
    pub fn row(&self, index: usize) -> Row {
        let row = || Hashed::new(self.new_row(&self.bulletin.articles[index]));
        self.rows[index].get_or_init(row).clone()
    }

    /// The rows of some articles.
    pub fn rows(&self, articles: &[usize]) -> Vec<Row> {
        articles.iter().map(|index| self.row(*index)).collect()
    }

    /// An article's first picture that is a file of this site.
    pub fn picture(&self, index: usize) -> Option<Picture> {
        self.picture_in(&self.bulletin.articles[index].text)
    }

    fn picture_in(&self, text: &Text) -> Option<Picture> {
        let links = text.document.body.links.iter().zip(&text.links.0);
        let mut pictures = links.filter(|(link, _)| link.kind == LinkKind::Image);
        pictures.find_map(|(_, target)| self.picture_at(target))
    }

    /// The picture that a link leads to, if its size is known.
    fn picture_at(&self, target: &Target) -> Option<Picture> {
        match target {
            Target::File(url, Some(size)) => Some(self.new_picture(url, *size, Vec::new())),
            Target::Photo(photo) => {
                let versions = photo.versions();
                let widest = versions.last()?;
                let source =
                    |one: &Version| PictureSource { url: one.url.clone(), width: one.size.0 };
                let sources = versions.iter().map(source).collect();
                Some(self.new_picture(&widest.url, widest.size, sources))
            }
            _ => None,
        }
    }

    /// The picture of a masthead: that of an issue's own text, or else that of its publication.
    pub fn masthead_image(&self, issue: Option<&Text>, publication: usize) -> Option<Picture> {
        match self.bulletin.masthead_image(issue, publication)? {
            Target::File(url, None) => Some(self.new_picture(url, UNSIZED, Vec::new())),
            target => self.picture_at(target),
        }
    }

    fn new_picture(
        &self,
        url: &OutputPath,
        (width, height): (u32, u32),
        sources: Vec<PictureSource>,
    ) -> Picture {
        Picture { url: url.clone(), address: self.address(url), width, height, sources }
    }

    /// The terms of an article: who it is from, and what it is about.
    pub fn credits(&self, index: usize) -> Credits {
        Credits::of(&self.bulletin.articles[index], &self.table)
    }

    fn new_row(&self, article: &Article) -> RowView {
        let bulletin = &self.bulletin;
        let units: Vec<&Arc<str>> =
            bulletin.terms_of(article, TermKind::Unit).map(|unit| &unit.name).collect();
        let units = match units.as_slice() {
            [only] => Arc::clone(only),
            all => all.iter().map(|name| &***name).collect::<Vec<_>>().join(" ").into(),
        };
        let head = &article.text.document.head;
        RowView {
            title: article.title.clone(),
            kicker: head.kicker.clone(),
            subtitle: head.subtitle.clone(),
            url: article.text.url().clone(),
            day: article.date.date,
            units,
            column: bulletin.column_of(article).map(|column| column.name.clone()),
            corrected: notices::of(bulletin, article).last().map(|last| last.date.date),
            pending: match article.text.pending {
                Some(Hidden::Draft) => Some("draft"),
                Some(Hidden::Scheduled(_)) => Some("scheduled"),
                _ => None,
            },
        }
    }
}

fn card(bulletin: &Bulletin, issue: &Issue, words: &Words) -> Card {
    let IssueId { year, number, supplement, .. } = issue.id;
    let names = Names::of(issue, words);
    let titles = bulletin.titles_of(issue).map(|entry| entry.title.as_str().into());
    let headline = |article: &usize| bulletin.articles[*article].title.clone();
    Hashed::new(IssueCard {
        url: issue.url.clone(),
        publication: bulletin.publications[issue.publication].title.clone(),
        id: issue.id,
        year,
        number,
        last_number: issue.id.is_combined().then_some(issue.id.last),
        supplement,
        cumulative: issue.cumulative,
        last_cumulative: issue.last_cumulative(),
        label: names.label.into(),
        title: names.title.into(),
        planned: issue.imprint.planned && issue.articles.is_empty() && issue.files().is_empty(),
        date: issue.date,
        count: issue.articles.len(),
        headlines: issue.articles.iter().map(headline).chain(titles).take(3).collect(),
    })
}

/// What an issue is called, in the site's language.
struct Names {
    label: String,
    title: String,
}

impl Names {
    fn of(issue: &Issue, words: &Words) -> Self {
        let range = |first: &dyn Display, last: Option<&dyn Display>| match last {
            Some(last) => words.fill("range", &[("first", first), ("last", last)]),
            None => first.to_string(),
        };
        let IssueId { year, number, supplement, last } = issue.id;
        let is_combined = issue.id.is_combined();
        let number = range(&number, is_combined.then_some(&last));
        let (plain, both, title) = match (supplement, is_combined) {
            (true, _) => ("supplement", "supplement", "supplement_of_year"),
            (_, true) => ("combined", "combined_cumulative", "issue_of_year"),
            _ => ("issue", "issue_cumulative", "issue_of_year"),
        };
        let plain = words.fill(plain, &[("number", &number)]);
        let title = words.fill(title, &[("year", &year), ("number", &number), ("issue", &plain)]);
        let label = issue.cumulative.map_or(plain, |first| {
            let last = issue.last_cumulative();
            let cumulative = range(&first, last.as_ref().map(|last| last as &dyn Display));
            words.fill(both, &[("number", &number), ("cumulative", &cumulative)])
        });
        Self { label, title }
    }
}

/// The months that have articles. Articles are sorted by day, so those of a month stand together.
fn months(bulletin: &Bulletin) -> Vec<Month> {
    let mut months: Vec<Month> = Vec::new();
    for (index, article) in bulletin.articles.iter().enumerate() {
        let (year, month) = (article.date.date.year(), article.date.date.month());
        match months.last_mut() {
            Some((y, m, articles)) if (*y, *m) == (year, month) => articles.end = index + 1,
            _ => months.push((year, month, index..index + 1)),
        }
    }
    months
}

/// 上一篇 and 下一篇 of every article: in its own issue by the contents, else in its section by date,
/// where 上一篇 is the older one (convention 14).
fn neighbours(bulletin: &Bulletin, sections: &[Vec<usize>]) -> Vec<(Option<usize>, Option<usize>)> {
    let mut all = vec![(None, None); bulletin.articles.len()];
    let mut chain = |order: &[usize], issue: Option<usize>| {
        let is_here = |article: usize| bulletin.articles[article].issues.first() == issue.as_ref();
        for pair in order.windows(2) {
            if is_here(pair[0]) {
                all[pair[0]].1 = Some(pair[1]);
            }
            if is_here(pair[1]) {
                all[pair[1]].0 = Some(pair[0]);
            }
        }
    };
    for (index, issue) in bulletin.issues.iter().enumerate() {
        chain(&issue.articles, Some(index));
    }
    for section in sections {
        let loose = section.iter().rev().copied();
        let order: Vec<usize> =
            loose.filter(|article| bulletin.articles[*article].issues.is_empty()).collect();
        chain(&order, None);
    }
    all
}
