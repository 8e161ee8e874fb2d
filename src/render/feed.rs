//! Atom feeds (RFC 4287), with the full texts.

use super::xml::{Xml, document, element, escaped};
use crate::model::TermKind;
use crate::plan::view::{EntryView, FeedView};

/// Writes a feed.
pub fn render(view: &FeedView) -> Vec<u8> {
    let base = &view.base_url;
    let own = format!("{base}{}", view.url);
    let page = format!("{base}{}", view.page);
    let root =
        element("feed", &[("xmlns", "http://www.w3.org/2005/Atom"), ("xml:lang", &view.language)]);
    document(&root, |xml| {
        xml.text("title", &[], &view.title)?;
        if let Some(subtitle) = &view.subtitle {
            xml.text("subtitle", &[], subtitle)?;
        }
        xml.text("id", &[], &own)?;
        xml.empty("link", &[("rel", "self"), ("type", "application/atom+xml"), ("href", &own)])?;
        xml.empty("link", &[("rel", "alternate"), ("type", "text/html"), ("href", &page)])?;
        xml.text("updated", &[], &view.updated)?;
        xml.parent(&element("author", &[]), |xml| xml.text("name", &[], &view.publisher))?;
        xml.text("generator", &[], "kuaixun")?;
        view.entries.iter().try_for_each(|entry| render_entry(xml, base, entry))
    })
}

fn render_entry(xml: &mut Xml, base: &str, entry: &EntryView) -> std::io::Result<()> {
    let row = &entry.row;
    let address = format!("{base}{}", row.url);
    xml.parent(&element("entry", &[]), |xml| {
        xml.text("title", &[], &row.title)?;
        xml.text("id", &[], &address)?;
        xml.empty("link", &[("rel", "alternate"), ("type", "text/html"), ("href", &address)])?;
        xml.text("published", &[], &entry.published)?;
        xml.text("updated", &[], &entry.updated)?;
        let credits = &entry.credits;
        for author in credits.links(TermKind::Author).chain(credits.links(TermKind::Unit)) {
            xml.parent(&element("author", &[]), |xml| xml.text("name", &[], &author.title))?;
        }
        if let Some(column) = credits.column() {
            xml.empty("category", &[("term", &column.title)])?;
        }
        if !entry.summary.as_str().is_empty() {
            xml.text("summary", &[], entry.summary.as_str())?;
        }
        let corrections = entry.corrections.iter().map(|one| format!("<p>{}</p>", escaped(one)));
        let content = corrections.chain([entry.body.to_string()]).collect::<String>();
        xml.text("content", &[("type", "html")], &content)
    })
}
