//! What a page says of its article: in its head, for search engines, and in the line below its title.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use jiff::civil::Date;
use regex::Regex;
use serde_json::Value;

use super::body::{DEEPEST, first};
use crate::base::tree::{self, Element, Node};
use crate::import::found::{Found, Remark};
use crate::import::markdown::is_block;
use crate::import::roles::{Names, date_in};

/// 来源：市科技局 in the line below a title.
static SOURCE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?:来源|信息来源|文章来源|稿源)[ 　]*[：:][ 　]*([^\s|｜【】\[\]（）()<>：:]{2,30})",
    )
    .expect("a tested pattern")
});
static AUTHOR: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:作者|撰稿|记者|通讯员)[ 　]*[：:][ 　]*([^\s|｜【】\[\]（）()<>：:]{2,20})")
        .expect("a tested pattern")
});
static DATE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:发布时间|发布日期|发表时间|更新时间|成文日期|时间|日期)\s*[：:]\s*([0-9]{4}\s*[年./-]\s*[0-9]{1,2}\s*[月./-]\s*[0-9]{1,2}\s*日?)")
        .expect("a tested pattern")
});
/// The structured data of a page (JSON-LD).
static STRUCTURED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?is)<script[^>]*application/ld\+json[^>]*>(.*?)</script>")
        .expect("a tested pattern")
});
/// The folder of an issue in the address of a page of this program.
static ISSUE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"/(bulletins/[a-z0-9-]+/[0-9]{4}-[a-z0-9-]+)/index\.html$")
        .expect("a tested pattern")
});

/// What a page says.
#[derive(Debug, Default)]
pub struct Facts {
    /// Whether it says that it is an article.
    pub is_article: bool,
    /// Whether it says of what day it is.
    pub is_dated: bool,
    pub title: String,
    pub date: Option<Date>,
    source: String,
    authors: Vec<String>,
    column: String,
    tags: Vec<String>,
    issue: String,
}

impl Facts {
    /// Reads a page whose text is known; what stands in the text says nothing of the page.
    pub fn of(html: &str, body: &[Node]) -> Self {
        let nodes = tree::parse(html, DEEPEST);
        let mut metas = BTreeMap::new();
        collect(&nodes, &mut metas);
        let meta = |names: &[&str]| {
            names.iter().find_map(|name| metas.get(*name)).cloned().unwrap_or_default()
        };
        let stated = structured(html);
        let said = |key: &str| {
            stated.get(key).and_then(Value::as_str).unwrap_or_default().trim().to_owned()
        };
        let text = above(&nodes, body);
        let within = |pattern: &Regex| {
            let said =
                pattern.captures(&text).map(|found| found[1].trim().to_owned()).unwrap_or_default();
            // The next label, where nothing stands behind this one.
            let is_label = ["作者", "来源", "点击", "时间", "日期", "字号"]
                .iter()
                .any(|label| said.starts_with(label));
            if is_label { String::new() } else { said }
        };
        let or = |first: String, other: &dyn Fn() -> String| {
            if first.is_empty() { other() } else { first }
        };
        let is_article = metas.contains_key("articletitle")
            || meta(&["og:type"]) == "article"
            || !said("headline").is_empty();
        let date =
            date_in(&meta(&["pubdate", "maketime", "publishdate", "article:published_time"]))
                .or_else(|| date_in(&said("datePublished")))
                .or_else(|| date_in(&within(&DATE)));
        let is_dated = date.is_some();
        let date = date.or_else(|| {
            first(&nodes, &|one| one.name == "time").and_then(|one| date_in(one.get("datetime")?))
        });
        let authors = or(meta(&["author"]), &|| or(people(&stated), &|| within(&AUTHOR)));
        let keywords = meta(&["keywords"]);
        let tags = keywords
            .split([',', '，', ';', '；', '、'])
            .map(str::trim)
            .filter(|tag| !tag.is_empty());
        let issue =
            stated.get("isPartOf").and_then(|issue| issue.get("url")).and_then(Value::as_str);
        let issue = issue.and_then(|url| ISSUE.captures(url)).map(|found| found[1].to_owned());
        Self {
            is_article,
            is_dated,
            title: or(meta(&["articletitle"]), &|| {
                or(said("headline"), &|| or(meta(&["og:title"]), &|| heading(&nodes)))
            }),
            date,
            source: or(meta(&["contentsource"]), &|| within(&SOURCE)),
            authors: authors
                .split([' ', '、', ',', '，'])
                .filter(|name| !name.is_empty())
                .map(str::to_owned)
                .collect(),
            column: or(meta(&["columnname"]), &|| said("articleSection")),
            tags: tags.map(str::to_owned).collect(),
            issue: issue.unwrap_or_default(),
        }
    }

    /// Tells what was found of it.
    pub fn fill(self, found: &mut Found, names: &Names<'_>) {
        names.take_source(&self.source, found);
        for (kind, value) in
            [("title", &self.title), ("source", &self.source), ("column", &self.column)]
        {
            if !value.is_empty() {
                found
                    .remarks
                    .push(Remark::new("import-said").with("kind", kind).with("text", value));
            }
        }
        found.title = self.title;
        found.date = self.date;
        found.authors = self.authors;
        found.column = self.column;
        found.tags = self.tags;
        found.issue = self.issue;
    }
}

/// The values of the elements `meta`, by their names in small letters: the first of each.
fn collect(nodes: &[Node], into: &mut BTreeMap<String, String>) {
    for node in nodes {
        let Node::Element(one) = node else { continue };
        let name = one.get("name").or_else(|| one.get("property")).or_else(|| one.get("itemprop"));
        if one.name == "meta"
            && let (Some(name), Some(value)) = (name, one.get("content").map(str::trim))
            && !value.is_empty()
        {
            let value = value.split_whitespace().collect::<Vec<_>>().join(" ");
            into.entry(name.to_lowercase()).or_insert(value);
        }
        collect(&one.children, into);
    }
}

/// The object that describes an article, or nothing.
fn structured(html: &str) -> Value {
    let mut all: Vec<Value> = Vec::new();
    for found in STRUCTURED.captures_iter(html) {
        match serde_json::from_str(found[1].trim()) {
            Ok(Value::Array(items)) => all.extend(items),
            Ok(Value::Object(object)) => match object.get("@graph") {
                Some(Value::Array(items)) => all.extend(items.clone()),
                _ => all.push(Value::Object(object)),
            },
            _ => {}
        }
    }
    let is_article = |one: &Value| {
        let kind = one.get("@type").map(ToString::to_string).unwrap_or_default();
        kind.contains("Article") || kind.contains("BlogPosting")
    };
    all.into_iter().find(is_article).unwrap_or(Value::Null)
}

/// The persons who wrote, with a blank between them.
fn people(data: &Value) -> String {
    let name = |one: &Value| match one {
        Value::String(name) => Some(name.clone()),
        one if one.get("@type").and_then(Value::as_str) == Some("Organization") => None,
        one => one.get("name").and_then(Value::as_str).map(str::to_owned),
    };
    match data.get("author") {
        Some(Value::Array(all)) => all.iter().filter_map(name).collect::<Vec<_>>().join(" "),
        Some(one) => name(one).unwrap_or_default(),
        None => String::new(),
    }
}

/// The text of a page above that of the article, a line for each block.
fn above(nodes: &[Node], body: &[Node]) -> String {
    fn push(nodes: &[Node], out: &mut String) {
        for node in nodes {
            match node {
                Node::Text(text) => out.push_str(text),
                Node::Element(one) if matches!(one.name.as_str(), "title" | "option") => {}
                Node::Element(one) => {
                    push(&one.children, out);
                    if is_block(one) || matches!(one.name.as_str(), "td" | "tr" | "br") {
                        out.push('\n');
                    }
                }
            }
        }
    }
    let (mut text, mut inner) = (String::new(), String::new());
    push(nodes, &mut text);
    push(body, &mut inner);
    let start: String = inner.trim().lines().next().unwrap_or_default().chars().take(20).collect();
    let end = if start.is_empty() { None } else { text.find(&start) };
    text.truncate(end.unwrap_or(text.len()));
    text
}

/// The first heading, or the title of the page without the name of the site.
fn heading(nodes: &[Node]) -> String {
    let tidy = |one: &Element| one.text().split_whitespace().collect::<Vec<_>>().join(" ");
    let heading = first(nodes, &|one| one.name == "h1").map(tidy).unwrap_or_default();
    let title = first(nodes, &|one| one.name == "title").map(tidy).unwrap_or_default();
    // The first heading of many pages is the name of the site, which the title ends with.
    if !heading.is_empty() && (title.is_empty() || title.starts_with(&heading)) {
        return heading;
    }
    let end = ["_", " - ", " | ", "|", "--"].iter().filter_map(|sign| title.find(sign)).min();
    title[..end.unwrap_or(title.len())].trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_page_says_stands_outside_its_text() {
        let text =
            "<div id=text><p>会议时间：2009-04-01，来源：种子站，市里开会研究春季工作。</p></div>";
        let page = format!(
            "<title>春天里——小雪镇纪实_某市政府</title><h1>某市政府</h1><p>来源：<span>小雪镇</span></p>\
             <p>作者：</p><p>发布时间：2007年3月5日</p>{text}"
        );
        let body = tree::parse(text, 99);
        let facts = Facts::of(&page, &body);
        assert_eq!(facts.title, "春天里——小雪镇纪实");
        assert_eq!(facts.date.map(|date| date.to_string()).as_deref(), Some("2007-03-05"));
        assert_eq!((facts.source.as_str(), facts.authors.len()), ("小雪镇", 0));
        let lines = "<meta name=ArticleTitle content='甲&#10;draft: false'><meta name=PubDate content=2007-03-05>";
        let facts = Facts::of(lines, &[]);
        assert_eq!((facts.title.as_str(), facts.is_article), ("甲 draft: false", true));
    }
}
