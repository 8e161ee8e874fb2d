//! The export of `WordPress`: RSS with elements of its own (WXR 1.0 to 1.2).

use jiff::civil::DateTime;

use super::export::{Export, left_out, plain};
use super::press::{self, About};
use crate::import::Refusal;
use crate::import::found::{Entry, Found, Remark, host, time_of};
use crate::import::xml::{self, Xml, child, children, get, name};

/// Reads an export, item by item: one that is damaged does not take the others with it, and the last may be cut.
///
/// # Errors
/// When it is no export, or nothing of it can be read.
pub fn read(text: &str) -> Result<Export, Refusal> {
    // Texts of people have signs in them that XML does not allow.
    let is_legal = |c: char| !c.is_control() || matches!(c, '\n' | '\r' | '\t');
    let text: String =
        text.chars().filter(|c| is_legal(*c) && !matches!(c, '\u{fffe}' | '\u{ffff}')).collect();
    let start = text.find("<rss").ok_or(Refusal::Damaged)?;
    let end = text[start..].find('>').ok_or(Refusal::Damaged)? + start + 1;
    let root = &text[start..end];
    if text[..start].contains("<!ENTITY") {
        return Err(Refusal::Entities);
    }
    let (head, items, is_cut) = parts(&text[end..]);
    let whole = |inner: &str| format!("{root}<channel>{inner}</channel></rss>");
    let head = whole(head.trim_start().trim_start_matches("<channel>"));
    let head = xml::parse(&head)?;
    let channel = child(head.root_element(), "channel").ok_or(Refusal::Damaged)?;
    let mut export = Export { host: host(&own(channel, "link")), ..Export::default() };
    let mut about = About {
        authors: children(channel, "author")
            .map(|author| (own(author, "author_login"), own(author, "author_display_name")))
            .filter(|(_, shown)| !shown.is_empty())
            .collect(),
        ..About::default()
    };
    let mut damaged = 0;
    let texts: Vec<String> = items.into_iter().map(whole).collect();
    for text in &texts {
        let Ok(document) = xml::parse(text) else {
            damaged += 1;
            continue;
        };
        if let Some(item) =
            child(document.root_element(), "channel").and_then(|one| child(one, "item"))
        {
            note(&mut about, item);
        }
    }
    let (mut recycled, mut others, mut remarks) = (0, 0, 0);
    for text in &texts {
        let Ok(document) = xml::parse(text) else { continue };
        let channel = child(document.root_element(), "channel");
        let Some(item) = channel.and_then(|channel| child(channel, "item")) else { continue };
        match (own(item, "post_type").as_str(), own(item, "status").as_str()) {
            (_, "trash" | "auto-draft") => recycled += 1,
            ("attachment" | "revision" | "nav_menu_item" | "wp_block", _) => {}
            ("post" | "page" | "", _) => {
                remarks += children(item, "comment").count();
                export.entries.push(entry(item, &about, &export.host));
            }
            _ => others += 1,
        }
    }
    let counts =
        [("recycled", recycled), ("no-article", others), ("remark", remarks), ("strange", damaged)];
    export.remarks = left_out(&counts);
    if is_cut {
        export.remarks.push(Remark::warning("import-cut"));
    }
    if is_cut && export.entries.is_empty() {
        return Err(Refusal::Damaged);
    }
    Ok(export)
}

/// The head of an export, its items, and whether it was cut. What looks like an item in a text is none.
fn parts(text: &str) -> (&str, Vec<&str>, bool) {
    let (mut head, mut items) = (text.len(), Vec::new());
    let (mut at, mut start) = (0, None);
    while let Some(next) = text[at..].find('<') {
        at += next;
        let rest = &text[at..];
        if rest.starts_with("<![CDATA[") {
            match rest.find("]]>") {
                Some(end) => at += end,
                None => break,
            }
        } else if rest.starts_with("<item>") || rest.starts_with("<item ") {
            head = head.min(at);
            start.get_or_insert(at);
        } else if rest.starts_with("</item>")
            && let Some(start) = start.take()
        {
            items.push(&text[start..at + "</item>".len()]);
        } else if rest.starts_with("</channel>") {
            head = head.min(at);
            return (&text[..head], items, false);
        }
        at += 1;
    }
    (&text[..head], items, true)
}

/// Notes what an item says of others.
fn note(about: &mut About, item: Xml<'_, '_>) {
    let id = own(item, "post_id");
    let address = own(item, "attachment_url");
    if own(item, "post_type") == "wp_block" {
        about.blocks.insert(id, encoded(item, "content"));
    } else if !address.is_empty() {
        let is_picture = [".jpg", ".jpeg", ".png", ".gif", ".webp", ".bmp"]
            .iter()
            .any(|end| address.to_ascii_lowercase().ends_with(end));
        if is_picture {
            about.galleries.entry(own(item, "post_parent")).or_default().push(address.clone());
        }
        about.pictures.insert(id, address);
    }
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

/// What there may be several of, or what has no counterpart.
fn categories(item: Xml<'_, '_>, about: &About, found: &mut Found) {
    // What nobody has put anywhere is "Uncategorized" in the language of the site.
    let mut categories = children(item, "category")
        .filter(|one| {
            get(*one, "domain") == Some("category")
                && get(*one, "nicename") != Some("uncategorized")
        })
        .map(|one| plain(&words(one)));
    found.column = categories.next().unwrap_or_default();
    let others: Vec<String> = categories.collect();
    for other in &others {
        found.remarks.push(Remark::new("import-lost").with("kind", "category").with("name", other));
    }
    if !others.is_empty() {
        found.extra.insert("categories".into(), others.into());
    }
    let thumbnail =
        children(item, "postmeta").find(|meta| own(*meta, "meta_key") == "_thumbnail_id");
    let thumbnail = thumbnail.and_then(|meta| about.pictures.get(&own(meta, "meta_value")));
    for (key, value) in
        [("thumbnail", thumbnail.cloned().unwrap_or_default()), ("sticky", own(item, "is_sticky"))]
    {
        if !matches!(value.as_str(), "" | "0") {
            found.remarks.push(Remark::new("import-lost").with("kind", "key").with("name", key));
            found.extra.insert(key.into(), value.into());
        }
    }
}

fn entry(item: Xml<'_, '_>, about: &About, site: &str) -> Entry {
    let (kind, status) = (own(item, "post_type"), own(item, "status"));
    let author = own(item, "creator");
    let named = |domains: &'static [&'static str]| {
        let is_meant =
            |one: &Xml<'_, '_>| get(*one, "domain").is_some_and(|own| domains.contains(&own));
        children(item, "category")
            .filter(is_meant)
            .map(|one| plain(&words(one)))
            .collect::<Vec<_>>()
    };
    let mut found = Found {
        title: plain(&own(item, "title")),
        authors: Some(about.authors.get(&author).cloned().unwrap_or(author))
            .filter(|author| !author.is_empty())
            .into_iter()
            .collect(),
        tags: named(&["post_tag", "tag"]),
        summary: plain(&encoded(item, "excerpt")),
        is_page: kind == "page",
        ..Found::default()
    };
    categories(item, about, &mut found);
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
    let id = own(item, "post_id");
    let html = press::html(&encoded(item, "content"), &id, about, &mut found.remarks);
    found.is_internal |= found.remarks.iter().any(|remark| remark.name == "import-was-internal");
    if plain(&html).is_empty() && !html.contains("<img") {
        found.remarks.push(Remark::warning("import-empty"));
    }
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
