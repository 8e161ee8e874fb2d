//! Where the links of a booklet lead: within it, or out to the web.

use crate::base::OutputPath;
use crate::plan::view::{Booklet, SITE};

/// Where a link of a booklet leads.
#[derive(Debug, PartialEq, Eq)]
pub enum Lead<'a> {
    /// To an id in the same text.
    Here(&'a str),
    /// To an article in the same booklet: the place of its issue in the booklet, and its own place
    /// in the issue, both from 0.
    Item(usize, usize),
    /// To a full address.
    Out(String),
}

/// Finds where the address of a link leads; `None` where no reader of a copy could follow it.
pub fn follow<'a>(booklet: &Booklet, href: &'a str) -> Option<Lead<'a>> {
    if let Some(anchor) = href.strip_prefix('#') {
        return Some(Lead::Here(anchor));
    }
    let Some(here) = href.strip_prefix(SITE) else {
        return is_address(href).then(|| Lead::Out(href.to_owned()));
    };
    let path = here.split('#').next().unwrap_or_default();
    for (number, issue) in booklet.issues.iter().enumerate() {
        if let Some(place) = issue.items.iter().position(|item| item.row.url.as_str() == path) {
            return Some(Lead::Item(number, place));
        }
    }
    booklet.base_url.as_ref().map(|base| Lead::Out(format!("{base}{here}")))
}

/// Whether this is a full address (RFC 3986) that a reading device takes for one.
fn is_address(href: &str) -> bool {
    let schemes = ["http://", "https://", "mailto:", "tel:"];
    let rest = schemes.iter().find_map(|scheme| {
        let start = href.get(..scheme.len())?;
        start.eq_ignore_ascii_case(scheme).then(|| &href[scheme.len()..])
    });
    let is_plain = |b: u8| b.is_ascii_graphic() && !b"<>\"{}|\\^`".contains(&b);
    rest.is_some_and(|rest| {
        let has_name =
            rest.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '%' || c == '+');
        has_name && rest.bytes().all(is_plain) && rest.matches('#').count() < 2
    })
}

/// The address of a picture on the site.
pub fn picture_url(source: &str) -> Option<OutputPath> {
    OutputPath::new(source.strip_prefix(SITE)?)
}
