//! The export of `WordPress`: RSS with elements of its own (WXR 1.0 to 1.2).

use std::collections::BTreeMap;

use jiff::civil::DateTime;

use super::{Export, press};
use crate::import::Refusal;
use crate::import::found::{Entry, Found, Remark, host, time_of};
use crate::import::xml::{self, Xml, child, children, get, name};

/// Reads an export.
///
/// # Errors
/// When it is no XML, or beyond the limits.
pub fn read(text: &str) -> Result<Export, Refusal> {
    // Texts of people have signs in them that XML does not allow.
    let is_legal = |c: char| !c.is_control() || matches!(c, '\n' | '\r' | '\t');
    let text: String =
        text.chars().filter(|c| is_legal(*c) && !matches!(c, '\u{fffe}' | '\u{ffff}')).collect();
    let document = xml::parse(text.trim_start())?;
    let channel = child(document.root_element(), "channel").ok_or(Refusal::Damaged)?;
    let mut export = Export { host: host(&own(channel, "link")), ..Export::default() };
    let authors: BTreeMap<String, String> = children(channel, "author")
        .map(|author| (own(author, "author_login"), own(author, "author_display_name")))
        .filter(|(_, shown)| !shown.is_empty())
        .collect();
    let pictures: BTreeMap<&str, &str> = children(channel, "item")
        .filter_map(|item| {
            let address = child(item, "attachment_url")?.text()?;
            Some((child(item, "post_id")?.text()?, address.trim()))
        })
        .collect();
    let mut left: BTreeMap<&str, usize> = BTreeMap::new();
    for item in children(channel, "item") {
        let (kind, status) = (own(item, "post_type"), own(item, "status"));
        let out = match (kind.as_str(), status.as_str()) {
            (_, "trash" | "auto-draft") => Some("recycled"),
            ("attachment" | "revision" | "nav_menu_item", _) => None,
            ("post" | "page" | "", _) => {
                *left.entry("remark").or_default() += children(item, "comment").count();
                let entry = entry(item, &authors, &pictures, &export.host);
                export.entries.push(entry);
                continue;
            }
            _ => Some("no-article"),
        };
        if let Some(kind) = out {
            *left.entry(kind).or_default() += 1;
        }
    }
    for (kind, count) in left.into_iter().filter(|(_, count)| *count > 0) {
        export.remarks.push(Remark::new("import-left-out").with("kind", kind).with("count", count));
    }
    Ok(export)
}

/// The text of a child.
fn own(node: Xml<'_, '_>, wanted: &'static str) -> String {
    child(node, wanted).map(words).unwrap_or_default().trim().to_owned()
}

/// All texts in an element: a section of characters (CDATA) may be cut in two.
fn words(node: Xml<'_, '_>) -> String {
    node.children().filter_map(|part| part.text()).collect()
}

/// The text of the child that belongs to a namespace which ends so: `content:encoded`, `excerpt:encoded`.
fn encoded(item: Xml<'_, '_>, space: &str) -> String {
    let is_meant = |one: &Xml<'_, '_>| {
        let namespace = one.tag_name().namespace().unwrap_or_default().trim_end_matches('/');
        name(*one) == "encoded" && namespace.ends_with(space)
    };
    item.children().find(is_meant).map(words).unwrap_or_default()
}

fn entry(
    item: Xml<'_, '_>,
    authors: &BTreeMap<String, String>,
    pictures: &BTreeMap<&str, &str>,
    site: &str,
) -> Entry {
    let (kind, status) = (own(item, "post_type"), own(item, "status"));
    let author = own(item, "creator");
    let named = |domain: &'static str| {
        children(item, "category")
            .filter(move |one| get(*one, "domain") == Some(domain))
            .map(|one| words(one).trim().to_owned())
            .collect::<Vec<_>>()
    };
    let mut found = Found {
        title: own(item, "title").split_whitespace().collect::<Vec<_>>().join(" "),
        authors: Some(authors.get(&author).cloned().unwrap_or(author))
            .filter(|author| !author.is_empty())
            .into_iter()
            .collect(),
        tags: named("post_tag"),
        summary: encoded(item, "excerpt").split_whitespace().collect::<Vec<_>>().join(" "),
        is_page: kind == "page",
        ..Found::default()
    };
    // What nobody has put anywhere is "Uncategorized" in the language of the site.
    let mut categories = children(item, "category")
        .filter(|one| {
            get(*one, "domain") == Some("category")
                && get(*one, "nicename") != Some("uncategorized")
        })
        .map(|one| words(one).trim().to_owned());
    found.column = categories.next().unwrap_or_default();
    for other in categories {
        found.remarks.push(Remark::new("import-lost").with("kind", "category").with("name", other));
    }
    if let Ok(moment) = own(item, "post_date").replacen(' ', "T", 1).parse::<DateTime>() {
        found.date = Some(moment.date());
        found.time = time_of(moment.time(), "");
    }
    if status == "private" || !own(item, "post_password").is_empty() {
        found.is_internal = true;
        found.remarks.push(Remark::warning("import-was-internal"));
    } else if !matches!(status.as_str(), "publish" | "inherit" | "") {
        found.remarks.push(Remark::warning("import-was-draft"));
    }
    let html = press::html(&encoded(item, "content"), pictures, &mut found.remarks);
    let id = own(item, "post_id");
    // From the top of the site, which may be a folder of its server.
    let link = own(item, "link");
    let path =
        host(&link).strip_prefix(site).map(|path| format!("/{}", path.trim_start_matches('/')));
    let end = if link.ends_with('/') { "/" } else { "" };
    let mut addresses: Vec<String> = path.map(|path| path + end).into_iter().collect();
    addresses.push(format!("/?p={id}"));
    let slug = own(item, "post_name");
    // Chinese slugs are written as bytes.
    let name = if slug.contains('%') { String::new() } else { slug };
    Entry { found, html, addresses, name, key: id }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_export_has_texts_and_what_is_none() {
        let item = |id: u8, more: &str| {
            format!(
                "<item><title>题{id}</title><link>https://a.example/b/?p={id}</link><wp:post_id>{id}</wp:post_id>{more}</item>"
            )
        };
        let text = format!(
            "<?xml version='1.0'?><rss xmlns:content='http://purl.org/rss/1.0/modules/content/' xmlns:excerpt='http://wordpress.org/export/1.2/excerpt/' xmlns:dc='http://purl.org/dc/elements/1.1/' xmlns:wp='http://wordpress.org/export/1.2/'><channel><link>https://a.example/b</link><wp:author><wp:author_login>wq</wp:author_login><wp:author_display_name>王强</wp:author_display_name></wp:author>{}{}{}{}{}</channel></rss>",
            item(
                1,
                "<dc:creator>wq</dc:creator><excerpt:encoded><![CDATA[短]]></excerpt:encoded><content:encoded><![CDATA[甲\u{b}]]></content:encoded><wp:post_date>2007-03-05 08:30:00</wp:post_date><wp:status>publish</wp:status><wp:post_type>post</wp:post_type><category domain='category' nicename='x'>要闻</category><category domain='post_tag'>培训</category><wp:comment/>"
            ),
            item(
                2,
                "<wp:status>private</wp:status><wp:post_type>page</wp:post_type><wp:post_date>0000-00-00 00:00:00</wp:post_date>"
            ),
            item(3, "<wp:status>trash</wp:status><wp:post_type>post</wp:post_type>"),
            item(
                4,
                "<wp:post_type>attachment</wp:post_type><wp:attachment_url>http://a.example/4.jpg</wp:attachment_url>"
            ),
            item(5, "<wp:status>publish</wp:status><wp:post_type>product</wp:post_type>"),
        );
        let export = read(&text).expect("an export");
        assert_eq!((export.host.as_str(), export.entries.len()), ("a.example/b", 2));
        assert_eq!(export.remarks.len(), 3, "{:?}", export.remarks);
        let (first, second) = (&export.entries[0], &export.entries[1]);
        assert_eq!((first.found.summary.as_str(), first.html.trim()), ("短", "<p>甲</p>"));
        assert_eq!(
            (first.found.authors.join(""), first.found.column.as_str()),
            ("王强".to_owned(), "要闻")
        );
        assert_eq!((first.found.time.as_str(), first.addresses[0].as_str()), ("08:30:00", "/?p=1"));
        assert!(second.found.is_internal && second.found.is_page && second.found.date.is_none());
        assert_eq!(read("<rss").unwrap_err(), Refusal::Damaged);
    }
}
