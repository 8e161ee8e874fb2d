//! A body as one page shows it: the parsed text with its holes filled.

use std::fmt::{self, Write};
use std::hash::{Hash, Hasher};
use std::sync::Arc;

use serde::{Serialize, Serializer};

use crate::base::{Hashed, OutputPath, Root};
use crate::content::markdown::body::{Heading, ID_PREFIX, Setting};
use crate::content::picture::Photo;
use crate::content::{Body, Document};
use crate::model::{Links, Target, Text};

/// How wide a picture is shown: as wide as the column of text, and on a phone as wide as the
/// screen.
const SIZES: &str = "(min-width: 50em) 49.5em, 100vw";

/// A body and the page it stands on. Serialises, and displays, as HTML.
#[derive(Clone, Debug)]
pub struct Prose {
    body: Hashed<Body>,
    links: Hashed<Links>,
    /// What is put before the addresses of links.
    root: Root,
    /// In a feed, the page of the text itself: links to the text's own headings lead to that page.
    own_page: Option<OutputPath>,
    /// What its ids begin with, so that they differ from those of other texts on the page.
    prefix: String,
    /// How many levels its headings go down.
    shift: u8,
}

impl Prose {
    /// A text on its own page.
    pub fn own(text: &Text) -> Self {
        Self::on(text, text.url())
    }

    fn on(text: &Text, page: &OutputPath) -> Self {
        Self {
            body: text.document.body.clone(),
            links: text.links.clone(),
            root: page.root(),
            own_page: None,
            prefix: ID_PREFIX.to_owned(),
            shift: 0,
        }
    }

    /// A text among others on one page: its ids begin with `prefix`, its headings are one level
    /// lower.
    pub fn among(text: &Text, page: &OutputPath, prefix: String) -> Self {
        Self { prefix, shift: 1, ..Self::on(text, page) }
    }

    /// A text in a feed, where every link begins with the site's address.
    pub fn in_feed(text: &Text, base_url: &Arc<str>) -> Self {
        let root = Root::At(Arc::clone(base_url));
        Self { root, own_page: Some(text.url().clone()), ..Self::own(text) }
    }

    /// A text in an edition: addresses on the site begin with `site`, ids with `prefix`.
    pub fn in_edition(text: &Text, site: &str, prefix: String) -> Self {
        Self { root: Root::At(site.into()), prefix, ..Self::own(text) }
    }

    /// Whether there is nothing to show.
    pub fn is_empty(&self) -> bool {
        self.body.is_empty()
    }
}

/// The headings of a text on its own page. Templates see a list of [`Heading`]s, with the ids they
/// have on that page. The hash is that of the text.
#[derive(Clone, Debug, Hash)]
pub struct Outline(Hashed<Body>);

impl Outline {
    /// The headings of a document.
    pub fn of(document: &Document) -> Self {
        Self(document.body.clone())
    }
}

impl Serialize for Outline {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.headings.iter().map(|heading| Heading {
            anchor: format!("{ID_PREFIX}{}", heading.anchor),
            ..heading.clone()
        }))
    }
}

/// The author's summary, or the first sentences of the text. Templates see it as text. The hash is
/// that of what it is made of.
#[derive(Clone, Debug, Hash)]
pub struct Summary {
    own: Option<Arc<str>>,
    body: Hashed<Body>,
}

impl Summary {
    /// The summary of a document.
    pub fn of(document: &Document) -> Self {
        Self { own: document.head.summary.clone(), body: document.body.clone() }
    }

    /// The summary as text.
    pub fn as_str(&self) -> &str {
        self.own.as_deref().unwrap_or(&self.body.summary)
    }
}

impl Serialize for Summary {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl Prose {
    /// Writes what follows the `src` of the widest version: the versions that a browser can choose
    /// from, and the size.
    fn photo(&self, out: &mut dyn Write, photo: &Photo) -> fmt::Result {
        let versions = photo.versions();
        if versions.len() > 1 {
            out.write_str("\" srcset=\"")?;
            for (place, version) in versions.iter().enumerate() {
                let comma = if place > 0 { ", " } else { "" };
                write!(out, "{comma}{}{} {}w", self.root, version.url, version.size.0)?;
            }
            write!(out, "\" sizes=\"{SIZES}")?;
        }
        match versions.last() {
            Some(widest) => {
                write!(out, "\" width=\"{}\" height=\"{}", widest.size.0, widest.size.1)
            }
            None => Ok(()),
        }
    }
}

impl Setting for Prose {
    fn href(&self, out: &mut dyn Write, link: u32) -> fmt::Result {
        match &self.links.0[link as usize] {
            Target::Elsewhere(address) => comrak::html::escape_href(out, address, false),
            Target::Here(anchor) => {
                if let Some(page) = &self.own_page {
                    write!(out, "{}{page}", self.root)?;
                }
                write!(out, "#{}", self.prefix)?;
                comrak::html::escape_href(out, anchor, false)
            }
            Target::Page(url, anchor) => {
                write!(out, "{}{url}", self.root)?;
                match anchor {
                    Some(anchor) => {
                        out.write_char('#')?;
                        comrak::html::escape_href(out, anchor, false)
                    }
                    None => Ok(()),
                }
            }
            Target::File(url, _) | Target::Media(url, _) => write!(out, "{}{url}", self.root),
            Target::Photo(photo) => match photo.versions().last() {
                Some(widest) => write!(out, "{}{}", self.root, widest.url),
                None => Ok(()),
            },
            // To the top of its own page: an empty address would load it again.
            Target::Nowhere => out.write_char('#'),
        }
    }

    fn image(&self, out: &mut dyn Write, link: u32) -> fmt::Result {
        self.href(out, link)?;
        match &self.links.0[link as usize] {
            Target::File(_, Some((width, height))) => {
                write!(out, "\" width=\"{width}\" height=\"{height}")
            }
            Target::Photo(photo) => self.photo(out, photo),
            _ => Ok(()),
        }
    }

    fn length(&self, out: &mut dyn Write, link: u32) -> fmt::Result {
        let Target::Media(_, bytes) = &self.links.0[link as usize] else { return Ok(()) };
        // One figure behind the point is more than a reader needs.
        let tenths = ((bytes + 50_000) / 100_000).max(1);
        write!(out, "，{}.{} MB", tenths / 10, tenths % 10)
    }

    fn prefix(&self) -> &str {
        &self.prefix
    }

    fn shift(&self) -> u8 {
        self.shift
    }
}

impl Hash for Prose {
    fn hash<H: Hasher>(&self, state: &mut H) {
        let Self { body, links, root, own_page, prefix, shift } = self;
        (body, links, root, own_page, prefix, shift).hash(state);
    }
}

impl fmt::Display for Prose {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.body.write(f, self)
    }
}

impl Serialize for Prose {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}
