//! What the template of every page sees: the site, and where the page stands in it.

use std::sync::Arc;

use serde::Serialize;

use super::parts::{Link, Picture};
use crate::base::{Address, OutputPath, Root};
use crate::content::config::Identity;

/// `site`: what is the same on every page.
#[derive(Clone, Debug, Hash, Serialize)]
pub struct SiteView {
    /// The site's name.
    pub title: String,
    /// A picture in the place of the name, if configured.
    pub masthead_image: Option<Picture>,
    /// A line under the name, if configured.
    pub subtitle: Option<String>,
    /// One or two sentences about the site, if configured.
    pub description: Option<String>,
    /// The language of the content, as a BCP 47 tag.
    pub language: String,
    /// The site's address, `https://…/` with a slash at the end, if configured.
    pub base_url: Option<String>,
    /// The host of `base_url`, if there is one.
    pub domain: Option<String>,
    /// Publisher, contact, site code and registrations, each only if configured: `publisher`,
    /// `contact`, `site_id_code`, `icp`, `police`.
    pub identity: Identity,
    /// The menu: as `menu:` of the configuration says, or else a link to the first page of each part of the site, the
    /// home page first, single pages last.
    pub navigation: Vec<MenuItem>,
    /// Links to all publications.
    pub publications: Vec<Link>,
    /// Links to all columns that have articles.
    pub columns: Vec<Link>,
    /// Links to single pages such as 关于.
    pub pages: Vec<Link>,
    /// Which sections the site has: `{% if site.has.news %}`.
    pub has: Sections,
    /// The address of the feed of all articles, if there is a `base_url`.
    pub feed: Option<OutputPath>,
    /// Whether the site is `audience: internal`.
    pub internal: bool,
    /// The name and version of this program: `kuaixun` and a number.
    pub generator: String,
    /// `extra:` of `kuaixun.yaml`, if it is there.
    pub extra: Option<serde_yaml::Value>,
}

/// An item of the menu.
#[derive(Clone, Debug, Hash, Serialize)]
pub struct MenuItem {
    /// The name to show.
    pub title: Arc<str>,
    /// The address: of a page of this site relative to the site's root, of any other the full one. Absent where an item
    /// only stands above others.
    pub url: Option<String>,
    /// Whether it leads to another site.
    pub elsewhere: bool,
    /// The items below it.
    pub items: Vec<Self>,
}

impl MenuItem {
    /// An item that leads to a page of this site.
    pub fn to(Link { title, url }: Link) -> Self {
        Self { title, url: Some(url.to_string()), elsewhere: false, items: Vec::new() }
    }

    /// An item that leads to an address of another site.
    pub fn elsewhere(address: &str) -> Self {
        let url = Some(address.to_owned());
        Self { title: address.into(), url, elsewhere: true, items: Vec::new() }
    }

    /// An item that leads nowhere.
    pub fn without_address() -> Self {
        Self { title: "".into(), url: None, elsewhere: false, items: Vec::new() }
    }
}

/// For each section, whether the site has it. The first page of each is `<name>/index.html`.
#[derive(Clone, Copy, Debug, Hash, Serialize)]
#[expect(clippy::struct_excessive_bools, reason = "independent facts a template asks for by name")]
pub struct Sections {
    /// 动态
    pub news: bool,
    /// 总结
    pub summaries: bool,
    /// 专题
    pub topics: bool,
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
    /// 统计
    pub statistics: bool,
    /// 更正
    pub corrections: bool,
    /// 搜索
    pub search: bool,
}

impl Sections {
    /// Whether the site has the part of this name.
    pub fn part(&self, name: &str) -> bool {
        match name {
            "news" => self.news,
            "summaries" => self.summaries,
            "topics" => self.topics,
            "columns" => self.columns,
            "units" => self.units,
            "authors" => self.authors,
            "tags" => self.tags,
            "archive" => self.archive,
            "statistics" => self.statistics,
            "corrections" => self.corrections,
            "search" => self.search,
            _ => false,
        }
    }
}

/// `page`: what every HTML page has.
#[derive(Clone, Debug, Hash, Serialize)]
pub struct PageView {
    /// What to put before an address: the way up to the site's root, which is empty, or `../` once
    /// or more.
    pub root: Root,
    /// The address of this page.
    pub url: OutputPath,
    /// The full address of this page, if there is a `base_url`.
    pub canonical: Option<Address>,
    /// A link to the feed that covers this page, if there is one.
    pub feed: Option<Link>,
    /// 当前位置: links to the pages above this one, from the home page down (convention 13).
    pub crumbs: Vec<Link>,
}
