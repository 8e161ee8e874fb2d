//! One struct for each template, and what only that one has.

use std::sync::Arc;

use jiff::civil::Date;
use serde::Serialize;

use super::credits::Credits;
use super::parts::{Card, Count, Group, IssueContents, Link, Pager, Picture, Row};
use super::prose::{Outline, Prose, Summary};
use crate::base::{Address, Moment, OutputPath, Root};
use crate::content::config::Identity;
use crate::content::front_matter::Imprint;
use crate::model::Download;

/// `site`: the same on every page.
#[derive(Clone, Debug, Hash, Serialize)]
pub struct SiteView {
    /// The site's name.
    pub title: String,
    /// A line under the name.
    pub subtitle: Option<String>,
    /// One or two sentences.
    pub description: Option<String>,
    /// BCP 47 tag of the content's language.
    pub language: String,
    /// `https://…/` with a slash at the end, if configured.
    pub base_url: Option<String>,
    /// The host of `base_url`.
    pub domain: Option<String>,
    /// Publisher, contact, site code, registrations; each only if configured.
    pub identity: Identity,
    /// The first pages of all parts of the site, the home page first, single pages last.
    pub navigation: Vec<Link>,
    /// All publications.
    pub publications: Vec<Link>,
    /// All columns that have articles.
    pub columns: Vec<Link>,
    /// Single pages such as 关于.
    pub pages: Vec<Link>,
    /// Which sections there are: `{% if site.has.news %}`.
    pub has: Sections,
    /// The feed of all articles, if there is a `base_url`.
    pub feed: Option<OutputPath>,
    /// Whether the site is `audience: internal`.
    pub internal: bool,
    /// `kuaixun` and its version.
    pub generator: String,
    /// `extra:` of `kuaixun.yaml`.
    pub extra: Option<serde_yaml::Value>,
}

/// Sections that have something in them. The first page of each is `<name>/index.html`.
#[derive(Clone, Copy, Debug, Hash, Serialize)]
#[expect(clippy::struct_excessive_bools, reason = "independent facts a template asks for by name")]
pub struct Sections {
    /// 动态
    pub news: bool,
    /// 总结
    pub summaries: bool,
    /// 栏目
    pub columns: bool,
    /// 单位
    pub units: bool,
    /// 作者
    pub authors: bool,
    /// 标签
    pub tags: bool,
    /// 档案
    pub archive: bool,
    /// 搜索
    pub search: bool,
}

/// `page`: what every HTML page has.
#[derive(Clone, Debug, Hash, Serialize)]
pub struct PageView {
    /// The way up to the site's root: empty, or `../` once or more.
    pub root: Root,
    /// Its own address.
    pub url: OutputPath,
    /// Its full address, if there is a `base_url`.
    pub canonical: Option<Address>,
    /// The feed that covers this page.
    pub feed: Option<Link>,
    /// 当前位置: the pages above this one, from the home page down (convention 13).
    pub crumbs: Vec<Link>,
}

/// `home.html`
#[derive(Clone, Debug, Hash, Serialize)]
pub struct HomeView {
    /// The page itself.
    pub page: PageView,
    /// The newest issue of each publication, with its contents.
    pub newest: Vec<IssueContents>,
    /// The headlines: of the column that is `home: lead`, else the newest articles of all.
    pub headlines: Option<Headlines>,
    /// The columns that are `home: notices`, up to six rows each.
    pub notices: Vec<Group>,
    /// The other columns, but those that are `home: none`, up to five rows each.
    pub columns: Vec<Group>,
    /// The newest news items, up to six.
    pub news: Vec<Row>,
    /// The newest summaries, up to five.
    pub summaries: Vec<Row>,
    /// The year of the newest issue.
    pub year: Option<u16>,
    /// The issues of that year, the newest first.
    pub issues: Vec<Card>,
    /// The units with the most articles in the newest year, up to ten.
    pub units: Vec<Count>,
}

/// The headlines of the home page.
#[derive(Clone, Debug, Hash, Serialize)]
pub struct Headlines {
    /// What to show above them.
    pub title: Arc<str>,
    /// Where all of them are.
    pub url: OutputPath,
    /// The newest one that has a picture, of those shown; else the newest.
    pub lead: Row,
    /// What it says.
    pub summary: Summary,
    /// Its first picture.
    pub picture: Option<Picture>,
    /// The others, up to six.
    pub rows: Vec<Row>,
}

/// `publication.html`: all issues by year, the newest first.
#[derive(Clone, Debug, Hash, Serialize)]
pub struct PublicationView {
    /// The page itself.
    pub page: PageView,
    /// What it is called.
    pub title: Arc<str>,
    /// Masthead and imprint.
    pub imprint: Imprint,
    /// The text of its `_index.md`.
    pub intro: Option<Prose>,
    /// Years, the newest first.
    pub years: Vec<IssueYear>,
    /// `extra:` of its `_index.md`.
    pub extra: Option<serde_yaml::Value>,
}

/// The issues of a year.
#[derive(Clone, Debug, Hash, Serialize)]
pub struct IssueYear {
    /// The year.
    pub year: u16,
    /// From the newest to the oldest, supplements first.
    pub issues: Vec<Card>,
    /// The bound volume, as files to download.
    pub editions: Vec<Link>,
}

/// `issue.html`: the issue as one would hand it round.
#[derive(Clone, Debug, Hash, Serialize)]
pub struct IssueView {
    /// The page itself.
    pub page: PageView,
    /// The publication it belongs to.
    pub publication: Link,
    /// Number and date.
    pub issue: Card,
    /// What its `_index.md` calls it: a theme of its own, such as 科技下乡专刊.
    pub title: Option<Arc<str>>,
    /// Masthead and imprint (报头 and 报尾).
    pub imprint: Imprint,
    /// Its other editions, as files to download.
    pub editions: Vec<Link>,
    /// Editor's note (编者按).
    pub note: Option<Prose>,
    /// The articles in order, in full.
    pub items: Vec<IssueItem>,
    /// The issue before it.
    pub previous: Option<Card>,
    /// The issue after it.
    pub next: Option<Card>,
    /// `extra:` of its `_index.md`.
    pub extra: Option<serde_yaml::Value>,
}

/// An article on its issue's page.
#[derive(Clone, Debug, Hash, Serialize)]
pub struct IssueItem {
    /// Headline and link to its own page.
    pub row: Row,
    /// Column, units, authors and tags.
    pub credits: Credits,
    /// Its id on the page.
    pub anchor: String,
    /// The text.
    pub body: Prose,
    /// Files to download.
    pub downloads: Vec<Download>,
}

/// `article.html`
#[derive(Clone, Debug, Hash, Serialize)]
pub struct ArticleView {
    /// The page itself.
    pub page: PageView,
    /// Headline, day, address.
    pub article: Row,
    /// Its day, with a time if one was given: `2007-03-05` or `2007-03-05T08:30:00`.
    pub date: Moment,
    /// Column, units, authors and tags.
    pub credits: Credits,
    /// `bulletin`, `news` or `summary`: the folder it came from.
    pub section: &'static str,
    /// The publication of its issue.
    pub publication: Option<Link>,
    /// The issue it stands in.
    pub issue: Option<Card>,
    /// 来源, of a reprinted item.
    pub source: Option<String>,
    /// The author's summary, or the first sentences.
    pub summary: Summary,
    /// 字数 (convention 23).
    pub length: usize,
    /// The headings: `level`, `anchor`, `text`, `is_run_in`.
    pub outline: Outline,
    /// The text.
    pub body: Prose,
    /// Files to download.
    pub downloads: Vec<Download>,
    /// 上一篇: in an issue the one above it in the contents, in a section the older one.
    pub previous: Option<Link>,
    /// 下一篇: in an issue the one below it, in a section the newer one.
    pub next: Option<Link>,
    /// Articles with the same tags or in the same column, up to five, the closest first.
    pub related: Vec<Row>,
    /// Its first picture.
    pub picture: Option<Picture>,
    /// The day an item is scheduled for that is shown in a preview only.
    pub scheduled: Option<Date>,
    /// `extra:` of its front matter.
    pub extra: Option<serde_yaml::Value>,
}

/// `page.html`
#[derive(Clone, Debug, Hash, Serialize)]
pub struct SinglePageView {
    /// The page itself.
    pub page: PageView,
    /// Its title.
    pub title: Arc<str>,
    /// The author's summary, or the first sentences.
    pub summary: Summary,
    /// The headings.
    pub outline: Outline,
    /// The text.
    pub body: Prose,
    /// Files to download.
    pub downloads: Vec<Download>,
    /// `extra:` of its front matter.
    pub extra: Option<serde_yaml::Value>,
}

/// `list.html`: one page of a list of articles, the newest first.
#[derive(Clone, Debug, Hash, Serialize)]
pub struct ListView {
    /// The page itself.
    pub page: PageView,
    /// `news`, `summary`, `column`, `unit`, `author`, `tag` or `month`.
    pub kind: &'static str,
    /// What the list is of: 动态, 要闻, 2007年3月.
    pub title: Arc<str>,
    /// A unit's full name, where it differs.
    pub full_name: Option<String>,
    /// A column's description.
    pub description: Option<String>,
    /// A column's keywords.
    pub keywords: Vec<String>,
    /// The articles on this page.
    pub rows: Vec<Row>,
    /// Where the other pages are.
    pub pager: Pager,
}

/// `terms.html`: all columns, units, authors or tags.
#[derive(Clone, Debug, Hash, Serialize)]
pub struct TermsView {
    /// The page itself.
    pub page: PageView,
    /// `columns`, `units`, `authors` or `tags`.
    pub kind: &'static str,
    /// 栏目, 单位, 作者 or 标签.
    pub title: Arc<str>,
    /// Groups in order; one without a name where there are none.
    pub groups: Vec<TermGroup>,
}

/// A group of terms.
#[derive(Clone, Debug, Hash, Serialize)]
pub struct TermGroup {
    /// What the group is called.
    pub name: Option<String>,
    /// Its members.
    pub terms: Vec<Count>,
}

/// `archive.html`: all years, or one.
#[derive(Clone, Debug, Hash, Serialize)]
pub struct ArchiveView {
    /// The page itself.
    pub page: PageView,
    /// 档案, or 2007年.
    pub title: Arc<str>,
    /// The year the page is of; absent on the page of all years.
    pub year: Option<i16>,
    /// The newest first.
    pub years: Vec<ArchiveYear>,
}

/// A year of the archive.
#[derive(Clone, Debug, Hash, Serialize)]
pub struct ArchiveYear {
    /// The year.
    pub year: i16,
    /// Its page.
    pub url: OutputPath,
    /// Number of articles.
    pub count: usize,
    /// Months that have articles, the newest first; `title` is 2007年3月.
    pub months: Vec<Count>,
    /// Issues counted in the year, the newest first.
    pub issues: Vec<Card>,
}

/// `search.html`: what readers can choose by. Scripts do the rest.
#[derive(Clone, Debug, Hash, Serialize)]
pub struct SearchView {
    /// The page itself.
    pub page: PageView,
    /// Publications; none where there is only one.
    pub publications: Vec<Choice>,
    /// Columns that have articles.
    pub columns: Vec<Choice>,
    /// Units that have articles.
    pub units: Vec<Choice>,
    /// Years that have articles, the newest first.
    pub years: Vec<i16>,
}

/// Something readers of the search page can choose by.
#[derive(Clone, Debug, Hash, Serialize)]
pub struct Choice {
    /// What to show.
    pub title: Arc<str>,
    /// What stands in the address of a search: the name of its folder.
    pub value: String,
    /// What the index knows it by: the value of the `<option>`'s `data-mark`.
    pub mark: String,
}

/// `404.html`. Its `page.root` is the site's full address where that is known, since a server
/// shows this page at any depth.
#[derive(Clone, Debug, Hash, Serialize)]
pub struct NotFoundView {
    /// The page itself.
    pub page: PageView,
}
