//! Reads the text of attached files, to look for private data in it: plain texts, and the documents
//! of word processors and spreadsheets (Office Open XML, ECMA-376), which are archives of XML.

use std::borrow::Cow;
use std::io::{Cursor, Read as _};

use encoding_rs::UTF_8;
use quick_xml::Reader;
use quick_xml::events::Event;
use zip::ZipArchive;

use crate::base::SourcePath;
use crate::content::encoding;

/// At most this many bytes of one part of an archive are read: a larger one is an attack, no
/// document.
const MOST: u64 = 64 << 20;

/// Whether [`text`] can read the text of a file, by its extension.
pub fn is_readable(path: &SourcePath) -> bool {
    matches!(path.extension().as_str(), "txt" | "csv" | "docx" | "xlsx")
}

/// The text of a file; `None` when it cannot be read. The bytes of an archive's text say nothing
/// about places in the file.
pub fn text<'a>(path: &SourcePath, bytes: &'a [u8]) -> Option<Cow<'a, str>> {
    match path.extension().as_str() {
        "txt" | "csv" => encoding::decode(path, bytes).ok().map(|text| text.value),
        "docx" => from_archive(bytes, "word/", &["p", "tab", "br"]),
        "xlsx" => from_archive(bytes, "xl/", &["si", "c"]),
        _ => None,
    }
}

/// All text below a folder of an archive; a new line follows each element in `ends`.
fn from_archive(bytes: &[u8], folder: &str, ends: &[&str]) -> Option<Cow<'static, str>> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).ok()?;
    let mut text = String::new();
    for number in 0..archive.len() {
        let Ok(part) = archive.by_index(number) else { continue };
        let is_text = |name: Cow<'_, str>| name.starts_with(folder) && name.ends_with(".xml");
        if !part.name().is_ok_and(is_text) {
            continue;
        }
        let mut xml = Vec::new();
        if part.take(MOST).read_to_end(&mut xml).is_ok() {
            // The encoding is UTF-8, or what the byte order mark says.
            push_text(&mut text, &UTF_8.decode(&xml).0, ends);
        }
    }
    Some(text.into())
}

fn push_text(out: &mut String, xml: &str, ends: &[&str]) {
    let mut reader = Reader::from_str(xml);
    loop {
        match reader.read_event() {
            Ok(Event::Text(text)) => out.push_str(&text),
            Ok(Event::GeneralRef(name)) => {
                out.push(name.resolve_char_ref().ok().flatten().unwrap_or('&'));
            }
            Ok(Event::End(tag)) if is_one(tag.local_name().as_ref(), ends) => out.push('\n'),
            Ok(Event::Empty(tag)) if is_one(tag.local_name().as_ref(), ends) => out.push('\n'),
            Ok(Event::Eof) | Err(_) => return out.push('\n'),
            Ok(_) => {}
        }
    }
}

fn is_one(name: &str, names: &[&str]) -> bool {
    names.contains(&name)
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

    fn read(name: &str, bytes: &[u8]) -> Option<String> {
        text(&SourcePath::new(name).unwrap(), bytes).map(Cow::into_owned)
    }

    #[test]
    fn runs_of_a_paragraph_are_joined_and_cells_are_apart() {
        let word = archive(
            "word/document.xml",
            "<w:p><w:r><w:t>1381234</w:t></w:r><w:r><w:t>567&#56;</w:t></w:r></w:p><w:p>乙</w:p>",
        );
        assert_eq!(read("a.docx", &word).unwrap().trim(), "13812345678\n乙");
        let sheet = archive(
            "xl/worksheets/sheet1.xml",
            "<row><c><v>13812</v></c><c><v>345678</v></c></row>",
        );
        assert_eq!(read("a.xlsx", &sheet).unwrap().trim(), "13812\n345678");
        assert_eq!(read("a.csv", "甲,1\n".as_bytes()).as_deref(), Some("甲,1\n"));
        assert_eq!(read("a.docx", b"no archive"), None);
        assert_eq!(read("a.pdf", b"%PDF"), None);
    }
}
