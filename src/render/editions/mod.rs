//! Editions of an issue or a year: each is written from the same booklet, its texts read back as trees.

pub mod tree;

mod epub;
mod mail;
#[cfg(feature = "pdf")]
mod pdf;
mod plain_text;
mod svg;
mod table;
mod xhtml;

use std::io;

use imagesize::ImageType;

use super::RenderError;
use crate::base::{OutputPath, SourcePath};
use crate::content::front_matter::Imprint;
use crate::content::press::Press;
use crate::content::{Theme, Words};
use crate::plan::credits::Credits;
use crate::plan::view::{Booklet, BookletIssue, BookletItem, BookletText, Format, SITE};
use tree::Node;

/// Reads a file of the site's folder, on behalf of whoever renders.
pub type Read<'a> = dyn Fn(&SourcePath) -> io::Result<Vec<u8>> + Sync + 'a;

/// What every edition is made with.
pub struct Tools<'a> {
    /// Templates and words.
    pub theme: &'a Theme,
    /// Typefaces.
    pub press: &'a Press,
    /// Gives the bytes of pictures.
    pub read: &'a Read<'a>,
}

/// Makes an edition.
///
/// # Errors
/// Findings when something cannot be shown in it; a picture that cannot be read.
pub fn make(format: Format, booklet: &Booklet, tools: &Tools<'_>) -> Result<Vec<u8>, RenderError> {
    match format {
        #[cfg(feature = "pdf")]
        Format::Pdf => pdf::make(booklet, tools),
        #[cfg(not(feature = "pdf"))]
        Format::Pdf => unreachable!("a site that asks for PDF is refused before it is planned"),
        Format::Epub => epub::make(booklet, tools),
        Format::MailHtml => mail::html(booklet, tools),
        Format::MailText => Ok(plain_text::make(booklet, tools)),
    }
}

/// The kinds of pictures, by what their bytes say: names are often wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Jpeg,
    Png,
    Gif,
    Webp,
    Svg,
}

impl Kind {
    fn of(bytes: &[u8]) -> Option<Self> {
        match imagesize::image_type(bytes) {
            Ok(ImageType::Jpeg) => Some(Self::Jpeg),
            Ok(ImageType::Png) => Some(Self::Png),
            Ok(ImageType::Gif) => Some(Self::Gif),
            Ok(ImageType::Webp) => Some(Self::Webp),
            _ => bytes.windows(4).take(4096).any(|start| start == b"<svg").then_some(Self::Svg),
        }
    }

    /// The usual end of names.
    fn extension(self) -> &'static str {
        match self {
            Self::Jpeg => "jpg",
            Self::Png => "png",
            Self::Gif => "gif",
            Self::Webp => "webp",
            Self::Svg => "svg",
        }
    }

    /// RFC 6838
    fn media_type(self) -> &'static str {
        match self {
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::Gif => "image/gif",
            Self::Webp => "image/webp",
            Self::Svg => "image/svg+xml",
        }
    }
}

/// The bytes of a picture, in a width of at most so many pixels, and what kind they are; `None` of one that no
/// edition shows.
fn picture(
    text: &BookletText,
    url: &OutputPath,
    widest: u32,
    tools: &Tools<'_>,
) -> Result<Option<(Kind, Vec<u8>)>, RenderError> {
    let Some(picture) = text.pictures.get(url) else { return Ok(None) };
    let path = &picture.path;
    let bytes = (tools.read)(path).map_err(|error| RenderError::Unreadable(path.clone(), error))?;
    let bytes = match Kind::of(&bytes) {
        Some(Kind::Jpeg | Kind::Png | Kind::Webp) => {
            super::picture::for_edition(path, &bytes, picture.size.0, widest)?
        }
        Some(Kind::Svg) => svg::picture(&bytes).unwrap_or_default().into_bytes(),
        _ => bytes,
    };
    Ok(Kind::of(&bytes).map(|kind| (kind, bytes)))
}

/// Where a link of a booklet leads.
#[derive(Debug, PartialEq, Eq)]
enum Lead<'a> {
    /// To an id in the same text.
    Here(&'a str),
    /// To an article in the same booklet: issue and place in it.
    Item(usize, usize),
    /// To an address.
    Out(String),
}

/// Follows an address of a text; `None` where it leads nowhere that a copy could reach.
fn follow<'a>(booklet: &Booklet, href: &'a str) -> Option<Lead<'a>> {
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
fn picture_url(source: &str) -> Option<OutputPath> {
    OutputPath::new(source.strip_prefix(SITE)?)
}

/// How deep the tree of a text is: books and mail may nest as pages do.
const DEEPEST: usize = 128;

/// The text of a booklet as a tree.
fn read_back(text: &BookletText, deepest: usize) -> Vec<Node> {
    tree::parse(&text.body.to_string(), deepest)
}

/// What an article is called within its booklet.
fn label(issue: usize, place: usize) -> String {
    format!("item-{}-{}", issue + 1, place + 1)
}

/// 报头 (convention 4), from top to bottom.
struct Masthead<'a> {
    /// 密级
    classification: Option<&'a str>,
    /// The large name.
    name: &'a str,
    /// 第3期（总第27期）
    label: &'a str,
    /// 编印单位
    publisher: &'a str,
    /// In the language's long form.
    date: Option<String>,
    /// What the issue calls itself.
    title: Option<&'a str>,
}

fn masthead<'a>(issue: &'a BookletIssue, booklet: &'a Booklet, words: &Words) -> Masthead<'a> {
    let imprint = &issue.imprint;
    Masthead {
        classification: imprint.classification.as_deref(),
        name: imprint.masthead.as_deref().unwrap_or(&issue.card.publication),
        label: &issue.card.label,
        publisher: imprint.publisher.as_deref().unwrap_or(&booklet.publisher),
        date: issue.card.date.map(|moment| words.date(moment.date)),
        title: issue.title.as_deref(),
    }
}

/// What stands under an article: 来源, of a reprinted one, and （市科技局供稿）.
fn signature(item: &BookletItem, words: &Words) -> Vec<String> {
    let colon = words.get("colon");
    let source = item.source.as_ref();
    let source = source.map(|source| format!("{}{colon}{source}", words.get("source")));
    source.into_iter().chain(byline(&item.credits, words)).collect()
}

fn byline(credits: &Credits, words: &Words) -> Option<String> {
    let separator = words.get("list_separator");
    let names = |names: Vec<&str>| names.join(separator);
    let units = names(credits.units().map(|unit| &*unit.title).collect());
    let authors = names(credits.authors().map(|author| &*author.title).collect());
    let space = if units.is_empty() || authors.is_empty() { "" } else { " " };
    let close = if units.is_empty() { "byline_close_author" } else { "byline_close" };
    let (open, close) = (words.get("byline_open"), words.get(close));
    let is_signed = !units.is_empty() || !authors.is_empty();
    is_signed.then(|| format!("{open}{units}{space}{authors}{close}"))
}

/// 报：… 送：… 发：…: what each line begins with, and who it names (convention 7).
fn recipients<'a>(imprint: &Imprint, words: &'a Words) -> Vec<(&'a str, String)> {
    let lists = [
        ("report", &imprint.report),
        ("send", &imprint.send),
        ("distribute", &imprint.issue),
        ("distribute_more", &imprint.extra),
    ];
    let separator = words.get("recipient_separator");
    let named = lists.into_iter().filter(|(_, names)| !names.is_empty());
    named.map(|(key, names)| (words.get(key), names.join(separator))).collect()
}

/// 编辑、审核、签发 and, last, 共印N份.
fn staff(imprint: &Imprint, words: &Words) -> Vec<String> {
    let people =
        [("editor", &imprint.editor), ("reviewer", &imprint.reviewer), ("issuer", &imprint.issuer)];
    let named = people.into_iter().filter_map(|(key, name)| Some((key, name.as_ref()?)));
    let mut all: Vec<String> =
        named.map(|(key, name)| words.fill(key, &[("name", name)])).collect();
    all.extend(imprint.copies.map(|copies| words.fill("copies", &[("count", &copies)])));
    all
}
