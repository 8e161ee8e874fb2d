//! What feeds and sitemaps share: elements with text, every character legal in XML 1.0.

use std::borrow::Cow;
use std::io::{self, Write};

use quick_xml::escape::resolve_xml_entity;
use quick_xml::events::{BytesDecl, BytesEnd, BytesRef, BytesStart, BytesText, Event};
use quick_xml::{Reader, Writer};

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

/// Why a document is not well-formed (XML 1.0, 2.1), if it is not: what the parser says, and in which
/// line.
pub fn mistake(document: &[u8]) -> Option<String> {
    let mut reader = Reader::from_reader(document);
    reader.config_mut().check_comments = true;
    let mut depth = 0_u32;
    let said = loop {
        match reader.read_event() {
            Ok(Event::Eof) if depth > 0 => break "an element is never closed".to_owned(),
            Ok(Event::Eof) => return None,
            Ok(Event::Start(start)) => {
                depth += 1;
                if let Some(said) = bad_attribute(&start) {
                    break said;
                }
            }
            Ok(Event::Empty(start)) => {
                if let Some(said) = bad_attribute(&start) {
                    break said;
                }
            }
            Ok(Event::End(_)) => depth -= 1,
            Ok(Event::GeneralRef(name)) => {
                if let Some(said) = unknown_entity(&name) {
                    break said;
                }
            }
            Ok(_) => {}
            Err(error) => break error.to_string(),
        }
    };
    let end = usize::try_from(reader.buffer_position()).unwrap_or(document.len());
    let line =
        document[..end.min(document.len())].iter().filter(|byte| **byte == b'\n').count() + 1;
    Some(format!("{said} (line {line} of what it makes)"))
}

fn bad_attribute(start: &BytesStart<'_>) -> Option<String> {
    start.attributes().find_map(|attribute| {
        let value = attribute.map(|attribute| {
            attribute.normalized_value(quick_xml::XmlVersion::Implicit1_0).map(drop)
        });
        match value {
            Ok(Ok(())) => None,
            Ok(Err(error)) => Some(error.to_string()),
            Err(error) => Some(error.to_string()),
        }
    })
}

fn unknown_entity(name: &BytesRef<'_>) -> Option<String> {
    let is_known = match name.resolve_char_ref() {
        Ok(None) => resolve_xml_entity(name).is_some(),
        Ok(Some(_)) => true,
        Err(_) => false,
    };
    (!is_known).then(|| format!("XML has no &{};", &**name))
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

    #[test]
    fn what_no_xml_parser_reads_is_found() {
        let good = "<?xml version=\"1.0\"?>\n<!DOCTYPE html>\n<p a=\"&lt;\">&#160;&amp;<br/><![CDATA[&x]]></p>\n";
        assert_eq!(mistake(good.as_bytes()), None);
        let cases = [
            "<p>&nbsp;</p>",
            "<p><br></p>",
            "<p>",
            "<p a=b></p>",
            "<p a></p>",
            "<p a='1' a='2'/>",
            "<p a='&nbsp;'/>",
            "<p></q>",
            "</p>",
            "<p>&#xZ;</p>",
            "<p>a & b</p>",
            "<!-- a -- b --><p/>",
        ];
        for text in cases {
            assert!(mistake(text.as_bytes()).is_some(), "{text}");
        }
        assert!(mistake(b"<p>\n\n&nbsp;</p>").unwrap().contains("line 3"));
    }
}
