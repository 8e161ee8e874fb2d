//! What feeds and sitemaps share: elements with text, every character legal in XML 1.0.

use std::borrow::Cow;
use std::io::{self, Write};

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};

/// Text, escaped for XML and HTML alike, without characters that XML forbids.
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    escape(&mut out, text);
    out
}

/// Adds text, escaped for XML and HTML alike, without characters that XML forbids.
pub fn escape(out: &mut String, text: &str) {
    comrak::html::escape(out, &legal(text)).expect("writing to a String cannot fail");
}

/// Writes a document; the writer works in memory and cannot fail.
pub fn document(
    root: &BytesStart<'_>,
    content: impl FnOnce(&mut Xml) -> io::Result<()>,
) -> Vec<u8> {
    let mut xml = Xml(Writer::new(Vec::new()));
    xml.whole(root, content).expect("writing to memory cannot fail");
    xml.0.into_inner()
}

/// A document being written.
pub struct Xml(Writer<Vec<u8>>);

impl Xml {
    fn whole(
        &mut self,
        root: &BytesStart<'_>,
        content: impl FnOnce(&mut Self) -> io::Result<()>,
    ) -> io::Result<()> {
        self.0.write_event(Event::Decl(BytesDecl::new("1.0", Some("utf-8"), None)))?;
        self.parent(root, content)?;
        self.0.get_mut().write_all(b"\n")
    }

    /// An element with elements in it.
    ///
    /// # Errors
    /// None in memory.
    pub fn parent(
        &mut self,
        start: &BytesStart<'_>,
        content: impl FnOnce(&mut Self) -> io::Result<()>,
    ) -> io::Result<()> {
        let name = start.name().as_ref().to_owned();
        self.0.get_mut().write_all(b"\n")?;
        self.0.write_event(Event::Start(start.borrow()))?;
        content(self)?;
        self.0.write_event(Event::End(BytesEnd::new(name)))
    }

    /// An element with text in it.
    ///
    /// # Errors
    /// None in memory.
    pub fn text(&mut self, name: &str, attributes: &[(&str, &str)], text: &str) -> io::Result<()> {
        let start = element(name, attributes);
        self.parent(&start, |xml| xml.0.write_event(Event::Text(BytesText::new(&legal(text)))))
    }

    /// An element without content.
    ///
    /// # Errors
    /// None in memory.
    pub fn empty(&mut self, name: &str, attributes: &[(&str, &str)]) -> io::Result<()> {
        self.0.get_mut().write_all(b"\n")?;
        self.0.write_event(Event::Empty(element(name, attributes)))
    }
}

/// The start of an element.
pub fn element<'a>(name: &'a str, attributes: &[(&str, &str)]) -> BytesStart<'a> {
    let mut start = BytesStart::new(name);
    for (name, value) in attributes {
        start.push_attribute((*name, &*legal(value)));
    }
    start
}

/// Leaves out the characters that XML 1.0 forbids even in escaped form (section 2.2).
pub fn legal(text: &str) -> Cow<'_, str> {
    let forbidden = |c: char| matches!(c, '\u{0}'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}');
    if text.contains(forbidden) { text.replace(forbidden, "").into() } else { text.into() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_escaped_and_legal() {
        let bytes =
            document(&element("a", &[("b", "\"<\u{1}")]), |xml| xml.text("c", &[], "]]>&\u{8}甲"));
        let expected = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<a b=\"&quot;&lt;\">\n<c>]]&gt;&amp;甲</c></a>\n";
        assert_eq!(String::from_utf8(bytes).unwrap(), expected);
    }
}
