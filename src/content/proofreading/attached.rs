//! Looks for private data in attached files: in plain texts, and in the documents of word processors,
//! spreadsheets and slides (Office Open XML, ECMA-376), which are archives of XML.

use std::borrow::Cow;
use std::io::{self, Read, Seek};

use encoding_rs::UTF_8;
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};
use zip::ZipArchive;

use super::private_data;
use crate::base::{Diagnostic, SourcePath, Span, limits};
use crate::content::encoding;

/// How many bytes of a file tell its kind.
const START: u64 = 512;
/// Attributes that hold what people typed: where a link leads, what describes a picture, who wrote, the values
/// that a pivot table remembers.
const TYPED: [&str; 6] = ["Target", "descr", "title", "author", "name", "v"];
/// Elements that end a line: paragraphs, cells, properties, what stands between words.
const ENDS: [&str; 14] = [
    "p",
    "tab",
    "br",
    "si",
    "c",
    "t1",
    "creator",
    "title",
    "subject",
    "description",
    "keywords",
    "lastModifiedBy",
    "property",
    "Company",
];

/// Files whose text we can read, by their extensions: what Word and its like call documents may be of any kind
/// of them, whatever the name is.
const READABLE: [&str; 24] = [
    "txt", "text", "csv", "doc", "docx", "docm", "dot", "dotx", "dotm", "wps", "xls", "xlsx",
    "xlsm", "xltx", "xlsb", "et", "ppt", "pptx", "pptm", "pps", "ppsx", "pot", "potx", "dps",
];

/// Whether we can read the text of a file, by its extension. Its bytes tell how.
pub fn is_readable(path: &SourcePath) -> bool {
    READABLE.contains(&path.extension().as_str())
}

/// Private data in an attached file (convention 29), each number once. A file that we cannot read has no
/// findings, but one that is too large has.
pub fn findings(path: &SourcePath, mut file: impl Read + Seek) -> io::Result<Vec<Diagnostic>> {
    let mut head = Vec::new();
    file.by_ref().take(START).read_to_end(&mut head)?;
    file.rewind()?;
    if !head.starts_with(b"PK") {
        let is_text = matches!(path.extension().as_str(), "txt" | "text" | "csv");
        if !is_text && head.contains(&0) {
            // An older document.
            return Ok(Vec::new());
        }
        let mut bytes = Vec::new();
        file.take(limits::TEXT_BYTES).read_to_end(&mut bytes)?;
        // One byte that is no text must not hide the rest.
        let text = encoding::decode(path, &bytes)
            .map_or_else(|_| String::from_utf8_lossy(&bytes), |text| text.value);
        let found = private_data(&text).into_iter();
        return Ok(found.map(|(finding, range)| finding.at(Span::new(path, range))).collect());
    }
    let Some((text, is_whole)) = from_archive(file) else { return Ok(Vec::new()) };
    let found = private_data(&text).into_iter();
    let mut findings: Vec<_> = found.map(|(finding, _)| finding.at(Span::file(path))).collect();
    findings.dedup();
    if !is_whole {
        let finding = Diagnostic::error("beyond-limits").wording("unpacked").with("path", path);
        let finding = finding.with("most", limits::UNPACKED_BYTES >> 20);
        findings.push(finding.at(Span::file(path)));
    }
    Ok(findings)
}

/// The text of a document, and whether that is all of it; `None` when it is no archive.
fn from_archive(file: impl Read + Seek) -> Option<(String, bool)> {
    let mut archive = ZipArchive::new(file).ok()?;
    let mut text = Text::default();
    let mut left = limits::UNPACKED_BYTES;
    for number in 0..archive.len() {
        let Ok(part) = archive.by_index(number) else { continue };
        // Windows does not tell capitals from small letters, and neither does Word.
        let name = part.name().map(|name| name.to_lowercase()).unwrap_or_default();
        if !name.ends_with(".xml") && !name.ends_with(".rels") {
            continue;
        }
        let mut xml = Vec::new();
        // What does not unpack, Word does not open either.
        let _ = part.take(left + 1).read_to_end(&mut xml);
        // The encoding is UTF-8, or what the byte order mark says.
        text.push(&UTF_8.decode(&xml).0);
        match left.checked_sub(xml.len() as u64) {
            Some(rest) => left = rest,
            None => return Some((text.whole(), false)),
        }
    }
    Some((text.whole(), true))
}

/// The text of a document.
#[derive(Default)]
struct Text {
    /// What is between its tags.
    shown: String,
    /// What people typed into attributes, a line each: a bookmark may stand inside a number.
    attributes: String,
}

impl Text {
    fn whole(self) -> String {
        self.shown + &self.attributes
    }

    /// Adds the text of a part, as far as it can be read.
    fn push(&mut self, xml: &str) {
        let mut reader = Reader::from_str(xml);
        loop {
            match reader.read_event() {
                Ok(Event::Text(text)) => self.shown.push_str(&in_full(&text)),
                Ok(Event::CData(text)) => self.shown.push_str(&text),
                Ok(Event::GeneralRef(name)) => {
                    self.shown.push(name.resolve_char_ref().ok().flatten().unwrap_or('&'));
                }
                Ok(Event::Start(tag)) => self.push_attributes(&tag),
                Ok(Event::End(tag)) if ENDS.contains(&tag.local_name().as_ref()) => {
                    self.shown.push('\n');
                }
                Ok(Event::Empty(tag)) => {
                    self.push_attributes(&tag);
                    let is_end = ENDS.contains(&tag.local_name().as_ref());
                    self.shown.push_str(if is_end { "\n" } else { "" });
                }
                Ok(Event::Eof) | Err(_) => return self.shown.push('\n'),
                Ok(_) => {}
            }
        }
    }

    /// Adds what people typed into the attributes of a tag, each on a line.
    fn push_attributes(&mut self, tag: &BytesStart<'_>) {
        for attribute in tag.attributes().with_checks(false).flatten() {
            if TYPED.contains(&attribute.key.local_name().as_ref())
                && let Ok(value) = attribute.normalized_value(XmlVersion::Implicit1_0)
            {
                self.attributes.extend(["\n", &in_full(&value), "\n"]);
            }
        }
    }
}

/// A number with all its digits: some programs write that of a cell as `1.3912345607E10`, or `13912345607.0`.
fn in_full(text: &str) -> Cow<'_, str> {
    let is_number = text.len() < 30
        && text.starts_with(|c: char| c.is_ascii_digit())
        && text.contains(['E', 'e', '.'])
        && text.bytes().all(|byte| byte.is_ascii_digit() || b"Ee.+".contains(&byte));
    let number = if is_number { text.parse::<f64>().ok() } else { None };
    let whole = number.filter(|number| number.fract() == 0.0 && *number < 1e18);
    whole.map_or(Cow::Borrowed(text), |number| format!("{number:.0}").into())
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Write as _};

    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    use super::*;

    fn archive(name: &str, xml: &str) -> Vec<u8> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        writer.start_file(name, SimpleFileOptions::default()).unwrap();
        writer.write_all(xml.as_bytes()).unwrap();
        writer.finish().unwrap().into_inner()
    }

    fn told(name: &str, bytes: &[u8]) -> Vec<&'static str> {
        let path = SourcePath::new(name).unwrap();
        let found = findings(&path, Cursor::new(bytes)).unwrap();
        found.into_iter().map(|finding| finding.code).collect()
    }

    fn text(bytes: &[u8]) -> String {
        from_archive(Cursor::new(bytes)).unwrap().0
    }

    #[test]
    fn runs_of_a_paragraph_are_joined_and_cells_are_apart() {
        let word = archive(
            "word/document.xml",
            "<w:p><w:r><w:t>1381234</w:t></w:r><w:r><w:t>567&#56;</w:t></w:r></w:p><w:p>乙</w:p>",
        );
        assert_eq!(text(&word).trim(), "13812345678\n乙");
        let sheet = archive(
            "xl/worksheets/sheet1.xml",
            "<row><c><v>13812</v></c><c><v>345678</v></c></row>",
        );
        assert_eq!(text(&sheet).trim(), "13812\n345678");
        assert!(from_archive(Cursor::new(b"no archive")).is_none());
    }

    #[test]
    fn private_data_are_found_wherever_a_document_holds_them() {
        let number = "13912345607";
        for (name, xml) in [
            ("word/document.xml", format!("<w:t><![CDATA[{number}]]></w:t>")),
            ("Word/Document.XML", format!("<w:t>{number}</w:t>")),
            ("docProps/core.xml", format!("<dc:creator>{number}</dc:creator>")),
            (
                "docProps/custom.xml",
                format!("<property><vt:lpwstr>{number}</vt:lpwstr></property>"),
            ),
            ("word/_rels/a.xml.rels", format!("<Relationship Target=\"tel:{number}\"/>")),
            ("word\\document.xml", format!("<pic:cNvPr descr=\"{number}\"></pic:cNvPr>")),
            ("ppt/slides/slide1.xml", format!("<a:p><a:t>{number}</a:t></a:p>")),
            (
                "word/document.xml",
                format!(
                    "<w:t>139</w:t><w:bookmarkStart w:name=\"_GoBack\"/><w:t>{}</w:t>",
                    &number[3..]
                ),
            ),
            ("xl/worksheets/sheet1.xml", "<c><v>1.3912345607E10</v></c>".to_owned()),
            ("xl/worksheets/sheet1.xml", format!("<c><v>{number}.0</v></c>")),
            ("xl/pivotCache/pivotCacheRecords1.xml", format!("<r><n v=\"{number}\"/></r>")),
        ] {
            assert_eq!(told("a.docx", &archive(name, &xml)), ["mobile-number"], "{name}");
        }
        assert_eq!(told("a.csv", format!("甲,{number}\n").as_bytes()), ["mobile-number"]);
        let broken = [format!("甲,{number}\n").as_bytes(), b"\xff\xfe\xfd"].concat();
        assert_eq!(told("a.csv", &broken), ["mobile-number"]);
        // Of another kind than their names say.
        let word = archive("word/document.xml", &format!("<w:t>{number}</w:t>"));
        assert_eq!(told("a.doc", &word), ["mobile-number"]);
        assert_eq!(told("a.xls", format!("<td>{number}</td>").as_bytes()), ["mobile-number"]);
        assert_eq!(told("a.xls", format!("\0{number}").as_bytes()), [""; 0]);
        assert!(!is_readable(&SourcePath::new("a.pdf").unwrap()));
    }

    #[test]
    fn no_more_is_unpacked_than_a_document_holds() {
        let most = usize::try_from(limits::UNPACKED_BYTES).unwrap();
        let archive = |length: usize| archive("word/a.xml", &" ".repeat(length));
        assert!(told("a.docx", &archive(most)).is_empty());
        assert_eq!(told("a.docx", &archive(most + 1)), ["beyond-limits"]);
    }
}
