//! A parsed body: HTML with holes where the page it stands on decides what is written.
//!
//! The same body is shown on its own page, inside its issue and in feeds. What differs there —
//! where links lead, how ids are kept apart, how deep headings are — is a [`Hole`], so Markdown
//! is never rendered twice.

use std::collections::BTreeSet;
use std::fmt::{self, Write};
use std::ops::Range;

use comrak::nodes::Sourcepos;
use serde::{Deserialize, Serialize};

use crate::base::Diagnostic;

/// What is wrong, and its place in the text that was parsed.
pub type FoundMistake = (Diagnostic, Sourcepos);

/// What a hole stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Hole {
    /// The value of an `href`: the link with this number.
    Href(u32),
    /// The value of a `src`: the link with this number, an image.
    Image(u32),
    /// The length of a film or a sound, behind its kind: the link with this number.
    Length(u32),
    /// The start of an id, which keeps this body's ids apart from another's on the same page.
    Prefix,
    /// The digit of a heading's tag.
    Level(u8),
    /// The table with this number, which is filled in before any page shows the body ([`Body::filled`]).
    Block(u32),
}

/// Whether a link is followed or shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum LinkKind {
    /// `[text](destination)`
    Link,
    /// `![alt](destination)`
    Image,
}

/// A link as its author wrote it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct RawLink {
    /// Whether it is followed or shown.
    pub kind: LinkKind,
    /// The destination, as written.
    pub destination: String,
    /// Where it stands in the file, in bytes; no part of any fingerprint.
    pub range: Range<usize>,
}

/// An entry of the outline: a heading, or the first sentence of a run-in one.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Heading {
    /// From 2 (below the article's title) to 6.
    pub level: u8,
    /// The heading's id without prefix, unique in the body.
    pub anchor: String,
    /// The heading as plain text.
    pub text: String,
    /// Whether it is the first sentence of a paragraph and not a line of its own.
    pub is_run_in: bool,
}

/// A table that the program fills from what the whole site has: a fenced block `stats` or `series`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Block {
    /// What stands behind the fence: `stats 2007-q1`.
    pub info: String,
    /// Where the block stands in the file, in bytes; no part of any fingerprint.
    pub range: Range<usize>,
}

/// The start of all ids of a text on its own page. Authors choose the headings, and an id without
/// this prefix could replace a name that scripts use (`document.title`).
pub const ID_PREFIX: &str = "h-";

/// A parsed body.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Body {
    /// HTML in which the holes are empty.
    pub html: String,
    /// Where in `html` each hole is, in bytes, in ascending order.
    pub holes: Vec<(usize, Hole)>,
    /// The links that holes refer to by number.
    pub links: Vec<RawLink>,
    /// The tables that holes refer to by number.
    pub blocks: Vec<Block>,
    /// The outline, in order.
    pub headings: Vec<Heading>,
    /// The anchors of headings, and the places that authors named in HTML, without the prefix of ids.
    pub anchors: BTreeSet<String>,
    /// The summary made from the first paragraph; empty when there is none.
    pub summary: String,
    /// The count of characters and words (字数, convention 23).
    pub words: usize,
    /// Findings on charts that cannot be drawn and on pictures in authors' HTML that cannot be
    /// shown, with their places in the file, in bytes. A body that has any is not kept.
    #[serde(skip)]
    pub mistakes: Vec<(Diagnostic, Range<usize>)>,
}

/// How a page fills the holes of a body shown on it.
pub trait Setting {
    /// Writes the value of an `href`, escaped for an attribute.
    ///
    /// # Errors
    /// Only those of the writer.
    fn href(&self, out: &mut dyn Write, link: u32) -> fmt::Result;
    /// Writes the value of a `src` and, where the image's size is known, closes the attribute
    /// and opens others, leaving the last quote to the body: `a.png" width="720" height="405`.
    ///
    /// # Errors
    /// Only those of the writer.
    fn image(&self, out: &mut dyn Write, link: u32) -> fmt::Result;
    /// Writes the length of a file, with a comma before it, where it is known.
    ///
    /// # Errors
    /// Only those of the writer.
    fn length(&self, out: &mut dyn Write, link: u32) -> fmt::Result;
    /// The start of all ids of the body on this page.
    fn prefix(&self) -> &str;
    /// How many levels headings go down on this page.
    fn shift(&self) -> u8;
}

impl Body {
    /// Writes the HTML with every hole filled.
    ///
    /// # Errors
    /// Only those of the writer.
    pub fn write(&self, out: &mut dyn Write, setting: &dyn Setting) -> fmt::Result {
        let mut done = 0;
        for (at, hole) in &self.holes {
            out.write_str(&self.html[done..*at])?;
            done = *at;
            match *hole {
                Hole::Href(link) => setting.href(out, link)?,
                Hole::Image(link) => setting.image(out, link)?,
                Hole::Length(link) => setting.length(out, link)?,
                Hole::Prefix => out.write_str(setting.prefix())?,
                Hole::Block(_) => {}
                Hole::Level(level) => write!(out, "{}", (level + setting.shift()).min(6))?,
            }
        }
        out.write_str(&self.html[done..])
    }

    /// The same body with the HTML of its tables in their places.
    #[must_use]
    pub fn filled(&self, tables: &[String]) -> Self {
        let mut filled = Self { html: String::new(), holes: Vec::new(), ..self.clone() };
        let mut done = 0;
        for (at, hole) in &self.holes {
            filled.html.push_str(&self.html[done..*at]);
            done = *at;
            match *hole {
                Hole::Block(number) => filled.html.push_str(&tables[number as usize]),
                hole => filled.holes.push((filled.html.len(), hole)),
            }
        }
        filled.html.push_str(&self.html[done..]);
        filled
    }

    /// Whether there is nothing to show.
    pub fn is_empty(&self) -> bool {
        self.html.trim().is_empty() && self.blocks.is_empty()
    }
}

/// Marks holes in HTML while it is being written.
///
/// U+FDD0 and U+FDD1 are noncharacters, for a program's internal use by definition (Unicode 23.7);
/// the reader of Markdown removes them from what authors type, so a mark is always ours.
pub mod marks {
    use std::fmt::{self, Write};

    use crate::content::Hole;

    /// Begins a mark.
    pub const OPEN: char = '\u{fdd0}';
    /// Ends a mark.
    pub const CLOSE: char = '\u{fdd1}';

    /// The mark of [`Hole::Prefix`].
    pub const PREFIX: &str = "\u{fdd0}p\u{fdd1}";

    /// Writes the mark of a hole.
    ///
    /// # Errors
    /// Only those of the writer.
    pub fn write(out: &mut dyn Write, hole: Hole) -> fmt::Result {
        match hole {
            Hole::Href(link) => write!(out, "{OPEN}h{link}{CLOSE}"),
            Hole::Image(link) => write!(out, "{OPEN}i{link}{CLOSE}"),
            Hole::Length(link) => write!(out, "{OPEN}s{link}{CLOSE}"),
            Hole::Prefix => out.write_str(PREFIX),
            Hole::Block(number) => write!(out, "{OPEN}b{number}{CLOSE}"),
            // The mark stands before the whole tag: no HTML parser would leave it inside the tag's
            // name.
            Hole::Level(level) => write!(out, "{OPEN}l{level}{CLOSE}"),
        }
    }

    /// Writes the mark of a chart, which is put in once authors' HTML is cleaned.
    ///
    /// # Errors
    /// Only those of the writer.
    pub fn write_chart(out: &mut dyn Write, number: usize) -> fmt::Result {
        write!(out, "{OPEN}c{number}{CLOSE}")
    }

    /// Takes the marks out of `marked`: returns the HTML with the charts put in, and the holes.
    pub fn extract(marked: &str, charts: &[String]) -> (String, Vec<(usize, Hole)>) {
        let mut html = String::with_capacity(marked.len());
        let mut holes = Vec::new();
        let mut rest = marked;
        while let Some((before, after)) = rest.split_once(OPEN) {
            html.push_str(before);
            // A mark that does not close within a few digits is not ours.
            let Some((mark, after)) = after.split_once(CLOSE).filter(|(mark, _)| mark.len() < 12)
            else {
                rest = after;
                continue;
            };
            let number = mark.get(1..).and_then(|digits| digits.parse::<u32>().ok());
            match (mark.as_bytes().first(), number) {
                (Some(b'h'), Some(link)) => holes.push((html.len(), Hole::Href(link))),
                (Some(b'i'), Some(link)) => holes.push((html.len(), Hole::Image(link))),
                (Some(b's'), Some(link)) => holes.push((html.len(), Hole::Length(link))),
                (Some(b'b'), Some(block)) => holes.push((html.len(), Hole::Block(block))),
                (Some(b'p'), _) => holes.push((html.len(), Hole::Prefix)),
                (Some(b'c'), Some(chart)) => {
                    html.push_str(charts.get(chart as usize).map_or("", String::as_str));
                }
                (Some(b'l'), Some(level)) => {
                    let name = if after.starts_with("</h") { "</h" } else { "<h" };
                    if let Some(tag) = after.strip_prefix(name) {
                        html.push_str(name);
                        holes.push((html.len(), Hole::Level(u8::try_from(level).unwrap_or(6))));
                        rest = &tag[1..];
                        continue;
                    }
                }
                _ => {}
            }
            rest = after;
        }
        html.push_str(rest);
        (html, holes)
    }

    #[cfg(test)]
    mod tests {
        use super::super::Hole;
        use super::*;

        #[test]
        fn marks_come_out_where_they_went_in() {
            let mut marked = String::from("<a href=\"");
            write(&mut marked, Hole::Href(7)).unwrap();
            marked.push_str("\">文</a>");
            let expected = ("<a href=\"\">文</a>".to_owned(), vec![(9, Hole::Href(7))]);
            assert_eq!(extract(&marked, &[]), expected);
        }
    }
}
