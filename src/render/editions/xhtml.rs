//! Writes a tree as XHTML that is HTML, too, with only those elements that reading devices and mail
//! programs know.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::ops::Range;

use percent_encoding::percent_decode_str;

use super::links::{Lead, follow, picture_url};
use super::table;
use crate::base::OutputPath;
use crate::base::tree::{self, DEEPEST, Element, Node};
use crate::plan::view::{Booklet, BookletText};
use crate::render::error::RenderError;
use crate::render::xml::{escape, escaped};

/// Elements that stand in a line.
const PHRASES: [&str; 23] = [
    "abbr", "b", "bdi", "cite", "code", "del", "dfn", "em", "i", "ins", "kbd", "mark", "q", "s",
    "samp", "small", "span", "strike", "strong", "sub", "sup", "u", "var",
];

/// Elements that stand below each other, and what they are written as. An element that may hold
/// only parts of its own (a list of terms, a figure with its caption) is written as one that may
/// hold anything.
const BLOCKS: [(&str, &str); 22] = [
    ("article", "div"),
    ("blockquote", "blockquote"),
    ("caption", "p"),
    ("dd", "div"),
    ("details", "div"),
    ("div", "div"),
    ("dl", "div"),
    ("dt", "div"),
    ("figcaption", "div"),
    ("figure", "div"),
    ("footer", "div"),
    ("h1", "h2"),
    ("h2", "h2"),
    ("h3", "h3"),
    ("h4", "h4"),
    ("h5", "h5"),
    ("h6", "h6"),
    ("header", "div"),
    ("p", "p"),
    ("pre", "pre"),
    ("section", "div"),
    ("summary", "p"),
];

/// What an edition decides about its texts: classes, links, pictures and drawings.
pub trait Dress {
    /// A class that an element gets besides its own.
    fn class(&self, element: &Element) -> Option<&'static str>;

    /// The address of an article in the same booklet; `issue` and `place` count from 0.
    fn item(&self, issue: usize, place: usize) -> String;

    /// Adds a picture to the edition, and answers its address; `None` when it cannot be shown.
    ///
    /// # Errors
    /// A picture that cannot be read.
    fn picture(
        &mut self,
        text: &BookletText,
        url: &OutputPath,
    ) -> Result<Option<String>, RenderError>;

    /// Adds a drawing to the edition, and answers its address; `None` where drawings are not shown.
    fn drawing(&mut self, svg: &Element) -> Option<String>;
}

/// Writes a text of a booklet as XHTML.
///
/// # Errors
/// A picture that cannot be read.
pub fn write(
    text: &BookletText,
    booklet: &Booklet,
    dress: &mut dyn Dress,
) -> Result<String, RenderError> {
    let nodes = tree::parse(&text.body.to_string(), DEEPEST);
    let mut out = String::new();
    let (ids, written, wanted) = (ids(&nodes), BTreeSet::new(), Vec::new());
    let mut writer = Writer { text, booklet, dress, ids, written, wanted };
    writer.nodes(&mut out, &nodes, ANYWHERE)?;
    for (place, id) in writer.wanted.into_iter().rev() {
        if !writer.written.contains(&id) {
            out.replace_range(place, "");
        }
    }
    Ok(out)
}

/// Whether a text can be a name in XML. Fewer names are allowed than in XML, but enough for here.
pub fn is_name(text: &str) -> bool {
    let is_legal = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_');
    text.starts_with(|c: char| c.is_ascii_alphabetic()) && text.chars().all(is_legal)
}

struct Writer<'a> {
    text: &'a BookletText,
    booklet: &'a Booklet,
    dress: &'a mut dyn Dress,
    /// Ids that stand once in the text.
    ids: BTreeSet<String>,
    /// The ids that were written. The ids of elements that readers do not know are not.
    written: BTreeSet<String>,
    /// Where in the output links to ids stand, and to which id each leads.
    wanted: Vec<(Range<usize>, String)>,
}

/// What may stand at a place.
#[derive(Clone, Copy)]
struct Place {
    /// Whether blocks may stand there.
    blocks: bool,
    /// Whether links may stand there.
    links: bool,
}

/// The place where a text begins.
const ANYWHERE: Place = Place { blocks: true, links: true };

type Written = Result<(), RenderError>;

impl Writer<'_> {
    fn nodes(&mut self, out: &mut String, nodes: &[Node], place: Place) -> Written {
        for node in nodes {
            match node {
                Node::Text(text) => escape(out, text),
                Node::Element(element) => self.element(out, element, place)?,
            }
        }
        Ok(())
    }

    /// Writes an element. Where it may not stand, or readers do not know it, only what is in it is
    /// written.
    fn element(&mut self, out: &mut String, element: &Element, place: Place) -> Written {
        let name = element.name.as_str();
        let phrase = Place { blocks: false, ..place };
        match name {
            "img" => return self.image(out, element),
            "video" | "audio" => {
                if let Some(said) = element.get("aria-label").filter(|said| !said.is_empty()) {
                    escape(out, &format!("［{said}］"));
                }
                return Ok(());
            }
            "svg" => {
                let alt = element.get("aria-label").unwrap_or_default();
                if let Some(source) = self.dress.drawing(element) {
                    Self::picture(out, &source, alt);
                }
                return Ok(());
            }
            "input" => {
                out.push_str(if element.get("checked").is_some() { "[√] " } else { "[　] " });
                return Ok(());
            }
            "br" => {
                out.push_str("<br />");
                return Ok(());
            }
            "hr" if place.blocks => {
                out.push_str("<hr />");
                return Ok(());
            }
            "a" if place.links => return self.link(out, element, place),
            "ruby" if has_base(element) => return self.ruby(out, element),
            "table" if place.blocks => return self.table(out, element),
            "ol" | "ul" if place.blocks => return self.list(out, element),
            _ => {}
        }
        if PHRASES.binary_search(&name).is_ok() {
            return self.wrapped(out, name, element, phrase);
        }
        let block = BLOCKS.binary_search_by_key(&name, |(name, _)| name);
        if let (Ok(block), true) = (block, place.blocks) {
            let written = BLOCKS[block].1;
            let holds_blocks = matches!(written, "div" | "blockquote");
            return self.wrapped(out, written, element, Place { blocks: holds_blocks, ..place });
        }
        self.nodes(out, &element.children, place)
    }

    fn wrapped(
        &mut self,
        out: &mut String,
        name: &str,
        element: &Element,
        inner: Place,
    ) -> Written {
        out.push('<');
        out.push_str(name);
        self.attributes(out, element);
        out.push('>');
        self.nodes(out, &element.children, inner)?;
        let _ = write!(out, "</{name}>");
        Ok(())
    }

    fn attributes(&mut self, out: &mut String, element: &Element) {
        let more = self.dress.class(element);
        for name in ["class", "id", "title"] {
            let value = element.get(name).unwrap_or_default();
            let more = more.filter(|_| name == "class").unwrap_or_default();
            let both = [value, more].join(" ");
            let value = if more.is_empty() { value } else { both.trim() };
            if !value.is_empty() && (name != "id" || self.ids.contains(value)) {
                let _ = write!(out, " {name}=\"{}\"", escaped(value));
                if name == "id" {
                    self.written.insert(value.to_owned());
                }
            }
        }
    }

    fn list(&mut self, out: &mut String, list: &Element) -> Written {
        let is_ordered = list.name == "ol";
        let _ = write!(out, "<{}", list.name);
        let number = |element: &Element, name: &str| {
            let number: i64 = element.get(name)?.parse().ok()?;
            is_ordered.then(|| format!(" {name}=\"{number}\""))
        };
        out.extend(number(list, "start"));
        self.attributes(out, list);
        out.push('>');
        for (item, nodes) in list.items() {
            out.push_str("<li");
            if let Some(item) = item {
                out.extend(number(item, "value"));
                self.attributes(out, item);
            }
            out.push('>');
            self.nodes(out, nodes, ANYWHERE)?;
            out.push_str("</li>");
        }
        let _ = write!(out, "</{}>", list.name);
        Ok(())
    }

    fn table(&mut self, out: &mut String, element: &Element) -> Written {
        let table = table::read(element);
        out.push_str("<table");
        self.attributes(out, element);
        out.push('>');
        if !table.caption.is_empty() {
            out.push_str("<caption>");
            self.nodes(out, table.caption, Place { blocks: false, links: true })?;
            out.push_str("</caption>");
        }
        for (part, rows) in [("thead", &table.head), ("tbody", &table.body)] {
            if rows.is_empty() {
                continue;
            }
            let _ = write!(out, "<{part}>");
            for row in rows {
                out.push_str("<tr>");
                for cell in row {
                    self.cell(out, cell)?;
                }
                out.push_str("</tr>");
            }
            let _ = write!(out, "</{part}>");
        }
        out.push_str("</table>");
        Ok(())
    }

    fn cell(&mut self, out: &mut String, cell: &table::Cell<'_>) -> Written {
        let name = if cell.is_head { "th" } else { "td" };
        let dressed = Element {
            name: name.to_owned(),
            attributes: vec![("class".to_owned(), cell.align.to_owned())],
            children: Vec::new(),
        };
        let _ = write!(out, "<{name}");
        for (span, count) in [("colspan", cell.columns), ("rowspan", cell.rows)] {
            if count > 1 {
                let _ = write!(out, " {span}=\"{count}\"");
            }
        }
        self.attributes(out, &dressed);
        out.push('>');
        self.nodes(out, cell.children, ANYWHERE)?;
        let _ = write!(out, "</{name}>");
        Ok(())
    }

    /// Writes characters with their readings. The brackets for programs without `<ruby>` (`<rp>`)
    /// are left out.
    fn ruby(&mut self, out: &mut String, ruby: &Element) -> Written {
        let line = Place { blocks: false, links: false };
        out.push_str("<ruby>");
        for node in &ruby.children {
            match node {
                Node::Element(part) if part.name == "rt" => {
                    out.push_str("<rt>");
                    escape(out, &part.text());
                    out.push_str("</rt>");
                }
                Node::Element(part) if part.name == "rp" => {}
                other => self.nodes(out, std::slice::from_ref(other), line)?,
            }
        }
        out.push_str("</ruby>");
        Ok(())
    }

    fn link(&mut self, out: &mut String, element: &Element, place: Place) -> Written {
        let inner = Place { blocks: false, links: false };
        let href = element.get("href").and_then(|href| follow(self.booklet, href));
        let is_here = matches!(href, Some(Lead::Here(_)));
        let address = match href {
            Some(Lead::Here(anchor)) => format!("#{anchor}"),
            Some(Lead::Item(issue, place)) => self.dress.item(issue, place),
            Some(Lead::Out(address)) => address,
            // The aim of another link.
            None if element.get("id").is_some() => {
                out.push_str("<span");
                self.attributes(out, element);
                out.push('>');
                self.nodes(out, &element.children, inner)?;
                out.push_str("</span>");
                return Ok(());
            }
            None => return self.nodes(out, &element.children, place),
        };
        let start = out.len() + "<a".len();
        let _ = write!(out, "<a href=\"{}\"", escaped(&address));
        if is_here {
            let id = percent_decode_str(&address[1..]).decode_utf8_lossy().into_owned();
            self.wanted.push((start..out.len(), id));
        }
        self.attributes(out, element);
        out.push('>');
        self.nodes(out, &element.children, inner)?;
        out.push_str("</a>");
        Ok(())
    }

    fn image(&mut self, out: &mut String, element: &Element) -> Written {
        let alt = element.get("alt").unwrap_or_default();
        let url = element.get("src").and_then(picture_url);
        let source = match url {
            Some(url) => self.dress.picture(self.text, &url)?,
            None => None,
        };
        match source {
            Some(source) => Self::picture(out, &source, alt),
            None if alt.is_empty() => {}
            None => {
                let _ = write!(out, "［{}］", escaped(alt));
            }
        }
        Ok(())
    }

    fn picture(out: &mut String, source: &str, alt: &str) {
        let _ = write!(out, "<img src=\"{}\" alt=\"{}\"", escaped(source), escaped(alt));
        out.push_str(" />");
    }
}

/// Whether a `<ruby>` has a reading, and begins with something that a reading can stand over.
fn has_base(ruby: &Element) -> bool {
    let first = ruby.children.iter().find(|node| match node {
        Node::Text(text) => !text.trim().is_empty(),
        Node::Element(_) => true,
    });
    let is_base = |node: &Node| !matches!(node, Node::Element(part) if matches!(part.name.as_str(), "rt" | "rp"));
    first.is_some_and(is_base) && ruby.first("rt").is_some()
}

/// The ids in some nodes that can stand in XML. An id that stands twice is left out: a link cannot
/// tell which of the two it leads to.
fn ids(nodes: &[Node]) -> BTreeSet<String> {
    let mut counted: BTreeMap<String, usize> = BTreeMap::new();
    let mut rest: Vec<&Node> = nodes.iter().collect();
    while let Some(node) = rest.pop() {
        let Node::Element(element) = node else { continue };
        rest.extend(&element.children);
        let Some(id) = element.get("id") else { continue };
        if is_name(id) {
            *counted.entry(id.to_owned()).or_default() += 1;
        }
    }
    counted.into_iter().filter(|(_, count)| *count == 1).map(|(id, _)| id).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_sorted() {
        assert!(PHRASES.is_sorted() && BLOCKS.is_sorted());
    }

    #[test]
    fn what_xml_forbids_is_left_out() {
        assert_eq!(escaped("甲\u{b}<&\">乙"), "甲&lt;&amp;&quot;&gt;乙");
    }
}
