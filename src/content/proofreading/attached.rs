//! Looks for private data in attached files: in plain texts, and in the documents of word processors,
//! spreadsheets and slides (Office Open XML, ECMA-376), which are archives of XML.

use std::io::{Cursor, Read as _};

use encoding_rs::UTF_8;
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};
use zip::ZipArchive;

use super::private_data;
use crate::base::{Diagnostic, SourcePath, Span, limits};
use crate::content::encoding;

/// Attributes that hold what people typed: where a link leads, what describes a picture, who wrote.
const TYPED: [&str; 5] = ["Target", "descr", "title", "author", "name"];
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

/// Whether we can read the text of a file, by its extension.
pub fn is_readable(path: &SourcePath) -> bool {
    matches!(
        path.extension().as_str(),
        "txt" | "csv" | "docx" | "dotx" | "xlsx" | "xlsm" | "pptx" | "ppsx"
    )
}

/// Private data in an attached file (convention 29), each number once. A file that we cannot read has no
/// findings, but one that is too large has.
pub fn findings(path: &SourcePath, bytes: &[u8]) -> Vec<Diagnostic> {
    let is_text = matches!(path.extension().as_str(), "txt" | "csv");
    if is_text {
        // One byte that is no text must not hide the rest.
        let text = encoding::decode(path, bytes)
            .map_or_else(|_| String::from_utf8_lossy(bytes), |text| text.value);
        let found = private_data(&text).into_iter().take(limits::KEPT_FINDINGS);
        return found.map(|(finding, range)| finding.at(Span::new(path, range))).collect();
    }
    let Some((text, is_whole)) = from_archive(bytes) else { return Vec::new() };
    let found = private_data(&text).into_iter().take(limits::KEPT_FINDINGS);
    let mut findings: Vec<_> = found.map(|(finding, _)| finding.at(Span::file(path))).collect();
    findings.dedup();
    if !is_whole {
        let finding = Diagnostic::error("beyond-limits").wording("unpacked").with("path", path);
        let finding = finding.with("most", limits::UNPACKED_BYTES >> 20);
        findings.push(finding.at(Span::file(path)));
    }
    findings
}

/// The text of a document, and whether that is all of it; `None` when it is no archive.
fn from_archive(bytes: &[u8]) -> Option<(String, bool)> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).ok()?;
    let mut text = String::new();
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
        push_text(&mut text, &UTF_8.decode(&xml).0);
        match left.checked_sub(xml.len() as u64) {
            Some(rest) => left = rest,
            None => return Some((text, false)),
        }
    }
    Some((text, true))
}

/// Adds the text of a part, as far as it can be read.
fn push_text(out: &mut String, xml: &str) {
    let mut reader = Reader::from_str(xml);
    loop {
        match reader.read_event() {
            Ok(Event::Text(text)) => out.push_str(&text),
            Ok(Event::CData(text)) => out.push_str(&text),
            Ok(Event::GeneralRef(name)) => {
                out.push(name.resolve_char_ref().ok().flatten().unwrap_or('&'));
            }
            Ok(Event::Start(tag)) => push_attributes(out, &tag),
            Ok(Event::End(tag)) if ENDS.contains(&tag.local_name().as_ref()) => out.push('\n'),
            Ok(Event::Empty(tag)) => {
                push_attributes(out, &tag);
                out.push_str(if ENDS.contains(&tag.local_name().as_ref()) { "\n" } else { "" });
            }
            Ok(Event::Eof) | Err(_) => return out.push('\n'),
            Ok(_) => {}
        }
    }
}

/// Adds what people typed into the attributes of a tag, each on a line.
fn push_attributes(out: &mut String, tag: &BytesStart<'_>) {
    for attribute in tag.attributes().with_checks(false).flatten() {
        if TYPED.contains(&attribute.key.local_name().as_ref())
            && let Ok(value) = attribute.normalized_value(XmlVersion::Implicit1_0)
        {
            out.extend(["\n", &value, "\n"]);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

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
        findings(&path, bytes).into_iter().map(|finding| finding.code).collect()
    }

    fn text(bytes: &[u8]) -> String {
        from_archive(bytes).unwrap().0
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
        assert!(from_archive(b"no archive").is_none());
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
        ] {
            assert_eq!(told("a.docx", &archive(name, &xml)), ["mobile-number"], "{name}");
        }
        assert_eq!(told("a.csv", format!("甲,{number}\n").as_bytes()), ["mobile-number"]);
        let broken = [format!("甲,{number}\n").as_bytes(), b"\xff\xfe\xfd"].concat();
        assert_eq!(told("a.csv", &broken), ["mobile-number"]);
        assert!(told("a.pdf", number.as_bytes()).is_empty());
    }

    #[test]
    fn no_more_is_unpacked_than_a_document_holds() {
        let most = usize::try_from(limits::UNPACKED_BYTES).unwrap();
        let archive = |length: usize| archive("word/a.xml", &" ".repeat(length));
        assert!(told("a.docx", &archive(most)).is_empty());
        assert_eq!(told("a.docx", &archive(most + 1)), ["beyond-limits"]);
    }
}
