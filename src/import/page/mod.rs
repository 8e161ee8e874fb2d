//! Pages of old sites. Sites of Chinese offices have the same metadata, whatever made them (国办发〔2019〕19号 and
//! the guide before it): `ArticleTitle`, `PubDate`, `ContentSource`, `ColumnName`. Where the text is, each system
//! says in its own way.

mod body;
mod facts;
mod hidden;
mod notes;

use super::Refusal;
use super::found::{Found, Remark};
use super::roles::Names;
use crate::base::SourcePath;
use crate::base::tree::{self, Node};
use crate::content::encoding;
use facts::Facts;

/// The shortest text of a page that has no other sign of an article, in characters.
const SHORTEST: usize = 120;

/// How it is known that a page is an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sign {
    /// Nothing says it: the text is short, or has no date.
    Short,
    /// It looks like one: a long text with few links, and a date.
    Looks,
    /// Its system marks where the text is, and it says of what day it is.
    Marked,
    /// It says so.
    Said,
}

/// The body of a text that an export has as HTML.
pub fn read_body(html: &str, found: &mut Found) {
    fill_body(&mut tree::parse(html, body::DEEPEST), found);
}

/// How many elements may be open at a time, or never be closed: the time of a parser grows with their square.
const OPEN: usize = 5000;

/// Whether reading a body would take too long: it opens elements and does not close them.
pub fn is_too_deep(html: &str) -> bool {
    let (mut open, mut most) = (0_usize, 0);
    for (at, _) in html.match_indices('<') {
        match html[at + 1..].bytes().next() {
            Some(b'/') => open = open.saturating_sub(1),
            Some(first) if first.is_ascii_alphabetic() => {
                let name: String = html[at + 1..]
                    .chars()
                    .take_while(char::is_ascii_alphanumeric)
                    .take(12)
                    .collect();
                let is_void = [
                    "br", "img", "hr", "input", "p", "li", "td", "tr", "th", "wbr", "col", "source",
                ]
                .iter()
                .any(|void| name.eq_ignore_ascii_case(void));
                open += usize::from(!is_void);
            }
            _ => {}
        }
        most = most.max(open);
    }
    most > OPEN
}

/// Takes in a body: what browsers do not show is left out, and footnotes are known as such.
fn fill_body(body: &mut Vec<Node>, found: &mut Found) {
    let hidden = hidden::strip(body);
    if hidden > 0 {
        found
            .remarks
            .push(Remark::new("import-left-out").with("kind", "hidden").with("count", hidden));
    }
    found.body = notes::named(std::mem::take(body));
}

/// Reads a page; `None` when it has neither text nor picture.
///
/// # Errors
/// When its encoding cannot be told.
pub fn read(bytes: &[u8], names: &Names<'_>) -> Result<Option<(Found, Sign)>, Refusal> {
    let path = SourcePath::new("content/news/page.html").expect("a path");
    let html = encoding::decode(&path, bytes).map_err(|_| Refusal::Encoding)?.value;
    let marked = body::marked(&html);
    let facts = Facts::of(&html, marked.as_deref().unwrap_or_default());
    let mut sign = match (facts.is_article, &marked) {
        (true, _) => Sign::Said,
        (false, Some(_)) if facts.is_dated => Sign::Marked,
        (false, _) => Sign::Looks,
    };
    let is_guessed = marked.is_none();
    let Some(mut body) = marked.or_else(|| body::guessed(&html)) else { return Ok(None) };
    let mut found = Found::default();
    fill_body(&mut body, &mut found);
    let length = tree::text(&found.body).chars().filter(|c| !c.is_whitespace()).count();
    if length == 0 && body::first(&found.body, &|one| one.name == "img").is_none() {
        return Ok(None);
    }
    if sign == Sign::Looks && (length < SHORTEST || facts.date.is_none()) {
        sign = Sign::Short;
    }
    facts.fill(&mut found, names);
    if is_guessed {
        found.remarks.push(Remark::warning("import-body-guessed"));
    }
    if found.title.is_empty() {
        found.remarks.push(Remark::warning("import-no-title"));
    }
    Ok(Some((found, sign)))
}
