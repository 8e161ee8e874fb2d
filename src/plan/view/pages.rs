//! One struct for each template of a page, with the parts that only this template sees.

use std::sync::Arc;

use jiff::civil::Date;
use serde::Serialize;

use super::credits::Credits;
use super::parts::{Announced, Card, Count, Link, Pager, Picture, Row, TermCard};
use super::prose::{Outline, Prose, Summary};
use super::site::PageView;
use crate::base::{Moment, OutputPath};
use crate::content::front_matter::Imprint;
use crate::content::front_matter::notices::Notice;
use crate::model::Download;

/// `publication.html`: a publication with all its issues by year.
#[derive(Clone, Debug, Hash, Serialize)]
pub struct PublicationView {
    /// What every page has: its root, address, feed and crumbs.
    pub page: PageView,
    /// The name of the publication.
    pub title: Arc<str>,
    /// Masthead and imprint.
    pub imprint: Imprint,
    /// The picture of the masthead (题字), if it has one.
    pub masthead_image: Option<Picture>,
    /// The text of its `_index.md`, if there is one.
    pub intro: Option<Prose>,
    /// Its issues by year, the newest year first.
    pub years: Vec<IssueYear>,
    /// `extra:` of its `_index.md`, if it is there.
    pub extra: Option<serde_yaml::Value>,
}

/// The issues of a year.
#[derive(Clone, Debug, Hash, Serialize)]
pub struct IssueYear {
    /// The year.
    pub year: u16,
    /// The issues of the year: first the supplements, then the others, each from the newest to the
    /// oldest.
    pub issues: Vec<Card>,
    /// Links to the editions of the year's bound volume, as files to download.
    pub editions: Vec<Link>,
}

/// `issue.html`: an issue with all its articles in full, as one would hand it round.
#[derive(Clone, Debug, Hash, Serialize)]
pub struct IssueView {
    /// What every page has: its root, address, feed and crumbs.
    pub page: PageView,
    /// A link to the publication it belongs to.
    pub publication: Link,
    /// The issue's number, title and date.
    pub issue: Card,
    /// The title in its `_index.md`, if there is one: a theme of its own, such as 科技下乡专刊.
    pub title: Option<Arc<str>>,
    /// Masthead and imprint (报头 and 报尾): the issue's own, and for the rest the publication's.
    pub imprint: Imprint,
    /// The picture of the masthead (题字): the issue's own, or else the publication's.
    pub masthead_image: Option<Picture>,
    /// Links to its other editions, as files to download.
    pub editions: Vec<Link>,
    /// Editor's note (编者按), if there is one.
    pub note: Option<Prose>,
    /// The issue as it was printed, if `file:` of its `_index.md` names it: an old volume.
    pub volume: Option<Volume>,
    /// The articles in order, in full.
    pub items: Vec<IssueItem>,
    /// What was said of articles of earlier issues since the issue before this one (更正、撤稿).
    pub announced: Vec<Announced>,
    /// The issue before this one in the publication, if there is one.
    pub previous: Option<Card>,
    /// The issue after this one in the publication, if there is one.
    pub next: Option<Card>,
    /// `extra:` of its `_index.md`, if it is there.
    pub extra: Option<serde_yaml::Value>,
}

/// An issue that is kept as files.
#[derive(Clone, Debug, Hash, Serialize)]
pub struct Volume {
    /// The files that are no pictures, such as a PDF.
    pub files: Vec<Download>,
    /// The addresses of its pages as pictures, in order.
    pub pictures: Vec<OutputPath>,
    /// The titles in it.
    pub contents: Vec<VolumeEntry>,
}

/// A title in an old volume.
#[derive(Clone, Debug, Hash, Serialize)]
pub struct VolumeEntry {
    /// The title.
    pub title: String,
    /// Its page, if it is known.
    pub page: Option<usize>,
    /// Where it stands, from the site's root: a page of the PDF, or a picture on this page; absent without a page.
    pub url: Option<String>,
}

/// An article on its issue's page.
#[derive(Clone, Debug, Hash, Serialize)]
pub struct IssueItem {
    /// Headline and link to its own page.
    pub row: Row,
    /// Column, units, authors and tags.
    pub credits: Credits,
    /// Whether it is the first of its column here: the article before it has another.
    pub opens: bool,
    /// The id of the article on this page, such as `item-1`.
    pub anchor: String,
    /// What was wrong in it, by day.
    pub corrections: Vec<Notice>,
    /// The text, with headings one level lower than on the article's own page.
    pub body: Prose,
    /// Files to download.
    pub downloads: Vec<Download>,
}

/// `article.html`
#[derive(Clone, Debug, Hash, Serialize)]
pub struct ArticleView {
    /// What every page has: its root, address, feed and crumbs.
    pub page: PageView,
    /// Headline, day, address.
    pub article: Row,
    /// The day of the article, with a time if one was given: `2007-03-05` or `2007-03-05T08:30:00`.
    pub date: Moment,
    /// Column, units, authors and tags.
    pub credits: Credits,
    /// `bulletin`, `news` or `summary`: the folder it came from.
    pub section: &'static str,
    /// A link to the publication of its issue, if it stands in one.
    pub publication: Option<Link>,
    /// The issue it stands in, if any.
    pub issue: Option<Card>,
    /// The other issues it stands in.
    pub also_in: Vec<Card>,
    /// 来源, of a reprinted item.
    pub source: Option<String>,
    /// The author's summary, or the first sentences.
    pub summary: Summary,
    /// The length of the text: 字数 (convention 23).
    pub length: usize,
    /// What was wrong in it, by day (更正).
    pub corrections: Vec<Notice>,
    /// The headings of the text, each with `level`, `anchor`, `text` and `is_run_in`.
    pub outline: Outline,
    /// The text.
    pub body: Prose,
    /// Files to download.
    pub downloads: Vec<Download>,
    /// 上一篇: in an issue the article above this one in the contents, otherwise the older one in its
    /// section.
    pub previous: Option<Link>,
    /// 下一篇: in an issue the article below this one in the contents, otherwise the newer one in its
    /// section.
    pub next: Option<Link>,
    /// Up to five articles that share a tag, the column or two units with this one, the closest
    /// first.
    pub related: Vec<Row>,
    /// The first picture of the article, if it has one.
    pub picture: Option<Picture>,
    /// The day on which the article will be published, if it is scheduled and shown in a preview
    /// only.
    pub scheduled: Option<Date>,
    /// `extra:` of its front matter, if it is there.
    pub extra: Option<serde_yaml::Value>,
}

/// `withdrawn.html`: the page of an item that was withdrawn. Its text is not shown.
#[derive(Clone, Debug, Hash, Serialize)]
pub struct WithdrawnView {
    /// What every page has: its root, address, feed and crumbs.
    pub page: PageView,
    /// The headline.
    pub title: Arc<str>,
    /// The day on which it was withdrawn.
    pub date: Moment,
    /// Why.
    pub reason: Arc<str>,
    /// The issue it stood in, if any.
    pub issue: Option<Card>,
}

/// `corrections.html`: what was said of items after they were published.
#[derive(Clone, Debug, Hash, Serialize)]
pub struct CorrectionsView {
    /// What every page has: its root, address, feed and crumbs.
    pub page: PageView,
    /// 更正
    pub title: String,
    /// All corrections and withdrawals, the newest first.
    pub items: Vec<Announced>,
}

/// `page.html`
#[derive(Clone, Debug, Hash, Serialize)]
pub struct SinglePageView {
    /// What every page has: its root, address, feed and crumbs.
    pub page: PageView,
    /// Its title.
    pub title: Arc<str>,
    /// The author's summary, or the first sentences.
    pub summary: Summary,
    /// The headings of the text, each with `level`, `anchor`, `text` and `is_run_in`.
    pub outline: Outline,
    /// The text.
    pub body: Prose,
    /// Files to download.
    pub downloads: Vec<Download>,
    /// `extra:` of its front matter, if it is there.
    pub extra: Option<serde_yaml::Value>,
}

/// `list.html`: one page of a list of articles, the newest first.
#[derive(Clone, Debug, Hash, Serialize)]
pub struct ListView {
    /// What every page has: its root, address, feed and crumbs.
    pub page: PageView,
    /// The kind of list: `news`, `summary`, `column`, `unit`, `author`, `tag`, `topic` or `month`.
    pub kind: &'static str,
    /// The title of the list: 动态, 要闻, 2007年3月.
    pub title: Arc<str>,
    /// The full name of a registered unit, which may be the same as `title`.
    pub full_name: Option<String>,
    /// The description of a column or unit, if configured, or the summary of a topic.
    pub description: Option<String>,
    /// The introduction of a topic, on the first page of its list.
    pub intro: Option<Prose>,
    /// The keywords of a column, if configured.
    pub keywords: Vec<String>,
    /// The articles on this page, the newest first.
    pub rows: Vec<Row>,
    /// The addresses of the list's other pages.
    pub pager: Pager,
    /// On the first page of a unit: how many articles it has in each month of the year of its newest.
    pub activity: Option<Activity>,
    /// On the first page of a unit: its figures.
    pub series: Vec<UnitSeries>,
}

/// Figures of a unit.
#[derive(Clone, Debug, Hash, Serialize)]
pub struct UnitSeries {
    /// The page of these figures of all units.
    pub link: Link,
    /// Charts of the unit's newest year, one for each measure.
    pub charts: Vec<String>,
}

/// How many articles there are in each month of a year.
#[derive(Clone, Debug, Hash, Serialize)]
pub struct Activity {
    /// The year.
    pub year: i16,
    /// The number of articles from January to December.
    pub months: [usize; 12],
    /// The greatest of these numbers.
    pub most: usize,
}

/// `terms.html`: all columns, units, authors, tags or topics.
#[derive(Clone, Debug, Hash, Serialize)]
pub struct TermsView {
    /// What every page has: its root, address, feed and crumbs.
    pub page: PageView,
    /// The kind of terms: `columns`, `units`, `authors`, `tags` or `topics`.
    pub kind: &'static str,
    /// The title of the page: 栏目, 单位, 作者, 标签 or 专题.
    pub title: Arc<str>,
    /// The groups of terms, in order. Terms that have no group are together in one without a name.
    pub groups: Vec<TermGroup>,
}

/// A group of terms.
#[derive(Clone, Debug, Hash, Serialize)]
pub struct TermGroup {
    /// The name of the group, if it has one.
    pub name: Option<String>,
    /// The terms in the group.
    pub terms: Vec<TermCard>,
}

/// `archive.html`: all years, or one.
#[derive(Clone, Debug, Hash, Serialize)]
pub struct ArchiveView {
    /// What every page has: its root, address, feed and crumbs.
    pub page: PageView,
    /// The title of the page: 档案, or 2007年.
    pub title: Arc<str>,
    /// The year that the page shows; absent on the page of all years.
    pub year: Option<i16>,
    /// The years on the page, the newest first.
    pub years: Vec<ArchiveYear>,
}

/// A year of the archive.
#[derive(Clone, Debug, Hash, Serialize)]
pub struct ArchiveYear {
    /// The year.
    pub year: i16,
    /// The address of the year's page.
    pub url: OutputPath,
    /// The number of articles in the year.
    pub count: usize,
    /// Months that have articles, the newest first; `title` is 2007年3月.
    pub months: Vec<Count>,
    /// The issues counted in the year, publication by publication, from the newest to the oldest.
    pub issues: Vec<Card>,
}

/// `search.html`: what readers can filter a search by. Scripts do the rest.
#[derive(Clone, Debug, Hash, Serialize)]
pub struct SearchView {
    /// What every page has: its root, address, feed and crumbs.
    pub page: PageView,
    /// The publications; empty where there is only one.
    pub publications: Vec<Choice>,
    /// The columns that have articles.
    pub columns: Vec<Choice>,
    /// The units that have articles.
    pub units: Vec<Choice>,
    /// The years that have articles, the newest first.
    pub years: Vec<i16>,
}

/// A publication, column or unit that readers can filter a search by.
#[derive(Clone, Debug, Hash, Serialize)]
pub struct Choice {
    /// The name to show.
    pub title: Arc<str>,
    /// What the address of a search says for it: the name of its folder.
    pub value: String,
    /// The mark it has in the index of the search: the value of the `<option>`'s `data-mark`.
    pub mark: String,
}

/// `404.html`. A server shows this page at any depth, so its `page.root` is the site's full
/// address, if that is known. Its `page.canonical` is absent.
#[derive(Clone, Debug, Hash, Serialize)]
pub struct NotFoundView {
    /// What every page has: its root, address, feed and crumbs.
    pub page: PageView,
    /// The style sheets of the theme, one after the other, to stand in the page itself.
    pub styles: String,
}
