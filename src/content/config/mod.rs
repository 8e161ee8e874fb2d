//! `kuaixun.yaml`: what the site is called, who publishes it, how it is cut into pages.

mod home;
pub mod menu;
pub mod outputs;
pub mod series;
pub mod statistics;
mod style;
mod values;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use jiff::tz::TimeZone;

pub use home::{HomePart, Spot};
use menu::MenuEntry;
use outputs::Output;
pub use series::SeriesEntry;
pub use statistics::Statistics;
pub use style::{Density, Face, Style};
pub use values::{Audience, checked_base_url};
use values::{audience, base_url};

use crate::base::diagnostic::did_you_mean;
use crate::base::{Checked, Diagnostic, OutputPath, SourcePath};
use crate::content::checks::{CODES, Level};
use crate::content::editions;
use crate::content::editions::{Medium, Print};
use crate::content::markdown::{Markup, RawHtml};
use crate::content::yaml::fields::Fields;
use crate::content::yaml::keys;

/// The file with a site's configuration, below the site's folder.
pub const FILE: &str = "kuaixun.yaml";

/// A column (栏目) as configured.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ColumnEntry {
    /// The name that authors and readers use.
    pub name: String,
    /// The part of its page's address, in ASCII; made from the name when absent.
    pub slug: Option<String>,
    /// One sentence on the column's content.
    pub description: Option<String>,
    /// Words for the column's meta tags (convention 12).
    pub keywords: Vec<String>,
    /// Where the column stands on the home page.
    pub home: Spot,
    /// The column should have a new article within this many days (convention 31).
    pub update_within: Option<i64>,
    /// Where its name stands in `kuaixun.yaml`, in bytes.
    pub place: Range<usize>,
}

/// What the footer and the meta tags say (conventions 12 and 15); shown only where configured.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, serde::Serialize)]
pub struct Identity {
    /// Who runs the site (主办单位).
    pub publisher: Option<String>,
    /// How to reach the publisher (联系方式).
    pub contact: Option<String>,
    /// The identification code of a government site (网站标识码).
    pub site_id_code: Option<String>,
    /// The registration number of the internet service (ICP备案号).
    pub icp: Option<String>,
    /// The registration number with the police (公安备案号).
    pub police: Option<String>,
}

/// A checked configuration.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Config {
    /// The site's name.
    pub title: String,
    /// A line under the name.
    pub subtitle: Option<String>,
    /// A picture in the place of the name: a file below `static/`, and where the key stands, in bytes.
    pub masthead_image: Option<(String, Range<usize>)>,
    /// One or two sentences for search engines and feeds.
    pub description: Option<String>,
    /// The language of the content, a BCP 47 tag.
    pub language: String,
    /// The site's address, `https://…/`, always with a slash at the end.
    pub base_url: Option<String>,
    /// The name of the site's time zone in the IANA database.
    pub time_zone: String,
    /// Which folder of `themes/` overrides the default theme.
    pub theme: String,
    /// Its colours, typefaces and density, where it says so.
    pub style: Style,
    /// Whom the site is for.
    pub audience: Audience,
    /// The folders of the publications that it shows; all where it names none.
    pub publications: Vec<String>,
    /// The sites that are made of the folder; empty where it is one, made as the rest of the configuration says.
    pub outputs: Vec<Output>,
    /// The menu, where it is not the usual one.
    pub menu: Option<Vec<MenuEntry>>,
    /// What stands on the home page.
    pub home: Vec<HomePart>,
    /// Rows on one page of a list.
    pub per_page: usize,
    /// The most entries of a feed.
    pub feed_items: usize,
    /// Whether readers can search.
    pub search: bool,
    /// What the footer and the meta tags say.
    pub identity: Identity,
    /// The list of columns; empty means every column is accepted as written.
    pub columns: Vec<ColumnEntry>,
    /// The editions that are made of each issue.
    pub editions: BTreeSet<Medium>,
    /// How the editions are printed.
    pub print: Print,
    /// How what units send is counted.
    pub statistics: Statistics,
    /// What is said of figures of units.
    pub series: Vec<SeriesEntry>,
    /// By the code of a rule, how bad a breach is, where the site changes the usual level.
    pub checks: BTreeMap<String, Level>,
    /// How texts are read.
    pub markup: Markup,
    /// Further data for the theme, as written.
    pub extra: Option<serde_yaml::Value>,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            title: String::new(),
            subtitle: None,
            masthead_image: None,
            description: None,
            language: "zh-CN".to_owned(),
            base_url: None,
            time_zone: "Asia/Shanghai".to_owned(),
            theme: "default".to_owned(),
            style: Style::default(),
            audience: Audience::Public,
            publications: Vec::new(),
            outputs: Vec::new(),
            menu: None,
            home: HomePart::ALL.into(),
            per_page: 50,
            feed_items: 50,
            search: true,
            identity: Identity::default(),
            columns: Vec::new(),
            editions: BTreeSet::new(),
            print: Print::default(),
            statistics: Statistics::default(),
            series: Vec::new(),
            checks: BTreeMap::new(),
            markup: Markup::default(),
            extra: None,
        }
    }
}

impl Config {
    /// The site's time zone; checked when the configuration was read.
    pub fn zone(&self) -> TimeZone {
        TimeZone::get(&self.time_zone).unwrap_or(TimeZone::UTC)
    }

    /// The configuration of one of its outputs.
    #[must_use]
    pub fn of_output(&self, output: &Output) -> Self {
        let Output { folder: _, title, audience, publications, base_url, editions } =
            output.clone();
        Self {
            title: title.unwrap_or_else(|| self.title.clone()),
            audience: audience.unwrap_or(self.audience),
            publications,
            base_url: base_url.or_else(|| self.base_url.clone()),
            editions: editions.unwrap_or_else(|| self.editions.clone()),
            ..self.clone()
        }
    }

    /// Whether the site shows a publication.
    pub fn shows(&self, publication: &str) -> bool {
        self.publications.is_empty() || self.publications.iter().any(|shown| shown == publication)
    }
}

/// Reads `kuaixun.yaml`. A wrong value is reported, and its default is used.
pub fn parse(file: &SourcePath, text: &str) -> Checked<Config> {
    let mut fields = match Fields::parse(file, text, 0, keys::SITE) {
        Ok(fields) => fields,
        Err(findings) => return Checked::with(Config::default(), findings),
    };
    let default = Config::default();
    let config = Config {
        title: title(&mut fields),
        subtitle: fields.text("subtitle"),
        masthead_image: fields
            .text("masthead_image")
            .map(|file| (file, fields.span("masthead_image").range)),
        description: fields.text("description"),
        language: fields.text("language").unwrap_or(default.language),
        base_url: base_url(&mut fields),
        time_zone: time_zone(&mut fields).unwrap_or(default.time_zone),
        theme: fields.text("theme").unwrap_or(default.theme),
        style: style::style(&mut fields),
        audience: audience(&mut fields),
        publications: Vec::new(),
        outputs: outputs::outputs(&mut fields),
        menu: menu::menu(&mut fields),
        home: home::home(&mut fields),
        per_page: fields.positive("per_page").unwrap_or(default.per_page),
        feed_items: fields.positive("feed_items").unwrap_or(default.feed_items),
        search: fields.flag("search").unwrap_or(default.search),
        identity: Identity {
            publisher: fields.text("publisher"),
            contact: fields.text("contact"),
            site_id_code: fields.text("site_id_code"),
            icp: fields.text("icp"),
            police: fields.text("police"),
        },
        columns: columns(&mut fields),
        editions: editions::editions(&mut fields),
        print: editions::print(&mut fields),
        statistics: statistics::statistics(&mut fields),
        series: series::series(&mut fields),
        checks: checks(&mut fields),
        markup: markup(&mut fields),
        extra: fields.raw("extra"),
    };
    Checked::with(config, fields.finish())
}

/// Whether a text can be one part of an address.
pub fn is_legal_slug(slug: &str) -> bool {
    !slug.contains('/') && OutputPath::new(slug).is_some()
}

fn title(fields: &mut Fields<'_>) -> String {
    fields.text("title").unwrap_or_else(|| {
        fields.report(Diagnostic::error("site-without-title").at(fields.span("title")));
        String::new()
    })
}

fn time_zone(fields: &mut Fields<'_>) -> Option<String> {
    let name = fields.text("timezone")?;
    if TimeZone::get(&name).is_ok() {
        return Some(name);
    }
    let finding = Diagnostic::error("bad-timezone").with("name", name);
    fields.report(finding.at(fields.span("timezone")));
    None
}

fn markup(fields: &mut Fields<'_>) -> Markup {
    let Some(mut markup) = fields.nested("markup") else { return Markup::default() };
    let given = markup.text("raw_html");
    let raw_html = match given.as_deref() {
        None | Some("sanitise") => RawHtml::Sanitise,
        Some("escape") => RawHtml::Escape,
        Some("trust") => RawHtml::Trust,
        Some(other) => {
            let finding = Diagnostic::error("bad-raw-html").with("value", other);
            markup.report(finding.at(markup.span("raw_html")));
            RawHtml::default()
        }
    };
    let official = markup.flag("official").unwrap_or(true);
    for finding in markup.finish() {
        fields.report(finding);
    }
    Markup { raw_html, official, ..Markup::default() }
}

fn checks(fields: &mut Fields<'_>) -> BTreeMap<String, Level> {
    let mut levels = BTreeMap::new();
    for (code, level) in fields.pairs("checks") {
        let at = fields.span("checks");
        if !CODES.contains(&code.as_str()) {
            let finding = Diagnostic::warning("unknown-rule").with("code", &code).at(at);
            fields.report(finding.near(did_you_mean(&code, CODES)));
            continue;
        }
        let level = match level.first().map(String::as_str) {
            Some("error") => Level::Error,
            Some("warning") => Level::Warning,
            Some("off" | "false") => Level::Off,
            other => {
                let value = other.unwrap_or_default();
                fields.report(
                    Diagnostic::error("bad-level").with("code", code).with("value", value).at(at),
                );
                continue;
            }
        };
        levels.insert(code, level);
    }
    levels
}

fn columns(fields: &mut Fields<'_>) -> Vec<ColumnEntry> {
    let mut columns: Vec<ColumnEntry> = Vec::new();
    for mut item in fields.items("columns", "name") {
        let entry = ColumnEntry {
            name: item.text("name").unwrap_or_default(),
            slug: item.text("slug"),
            description: item.text("description"),
            keywords: item.list("keywords"),
            home: home::spot(&mut item),
            update_within: item.positive("update_within").and_then(|days| i64::try_from(days).ok()),
            place: item.span("name").range,
        };
        let at = item.span("name");
        if let Some(slug) = &entry.slug
            && !is_legal_slug(slug)
        {
            let finding = Diagnostic::error("bad-slug").with("key", "slug").with("value", slug);
            fields.report(finding.at(at.clone()));
        }
        item.finish().into_iter().for_each(|finding| fields.report(finding));
        if entry.name.is_empty() {
            fields.report(Diagnostic::error("column-without-name").at(at));
        } else if columns.iter().any(|known| known.name == entry.name) {
            fields.report(Diagnostic::error("column-twice").with("name", entry.name).at(at));
        } else {
            columns.push(entry);
        }
    }
    columns
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (Config, Vec<&'static str>) {
        let file = SourcePath::new(FILE).unwrap();
        let checked = parse(&file, text);
        (checked.value, checked.diagnostics.into_iter().map(|finding| finding.code).collect())
    }

    #[test]
    fn only_the_title_is_required() {
        let (config, codes) = read("title: 快讯\n");
        assert_eq!((config.title.as_str(), codes.len()), ("快讯", 0));
        assert_eq!(read("").1, ["site-without-title"]);
    }

    #[test]
    fn an_address_ends_in_a_slash() {
        assert_eq!(
            read("title: 甲\nbase_url: https://a.cn/b\n").0.base_url.as_deref(),
            Some("https://a.cn/b/")
        );
        assert_eq!(read("title: 甲\nbase_url: www.a.cn\n").1, ["bad-base-url"]);
    }

    #[test]
    fn every_mistake_is_reported() {
        let text = "titel: 甲\nper_page: 0\ntimezone: 北京\ncolumns: [要闻, 要闻]\n";
        let codes = read(text).1;
        assert_eq!(
            codes,
            ["site-without-title", "bad-timezone", "wrong-type", "column-twice", "unknown-key"]
        );
    }
}
