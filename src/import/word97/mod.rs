//! Files of Word 97 to 2003, and the old ones of WPS ([MS-DOC]): they become a package of today in memory, which
//! [`word`] reads. So one reader knows what is hidden, what is deleted and how lists count.
//!
//! No library was found that takes Chinese numbers and deleted text as they are: rwml 0.1.5 publishes what is deleted
//! and counts 二 as 2, `office_oxide` 0.1.16 knows neither typefaces of Chinese letters nor what a number shows.

mod bytes;
mod drawings;
mod file;
mod lists;
mod looks;
mod modifiers;
mod pieces;
mod runs;
mod styles;
mod tables;
mod text;

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};

use zip::write::SimpleFileOptions;

use super::{Refusal, word};
use bytes::typed;
use drawings::Picture;
use file::{File, Part, Story};
use pieces::Characters;
use text::Writer;

/// The names of the elements.
const SPACES: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
                      xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\" \
                      xmlns:v=\"urn:schemas-microsoft-com:vml\"";

/// Reads a file of Word 97 to 2003.
///
/// # Errors
/// When it is damaged, older, needs a password, is no file of Word, or is beyond the limits.
pub fn read(bytes: &[u8]) -> Result<word::Text, Refusal> {
    word::read(&package(bytes)?)
}

/// The file as a package of today.
fn package(bytes: &[u8]) -> Result<Vec<u8>, Refusal> {
    let file = File::open(bytes)?;
    let characters = Characters::read(&file)?;
    let mut writer = Writer::new(&file, &characters);
    let root = |name: &str, inner: &str| format!("<w:{name} {SPACES}>{inner}</w:{name}>");
    let body = writer.body();
    let footnotes = writer.notes("footnote", Part::FootnoteTexts, Story::Footnotes);
    let endnotes = writer.notes("endnote", Part::EndnoteTexts, Story::Endnotes);
    let styles = writer.styles.xml(&writer.fonts);
    let relations = relations(&writer.pictures);
    let mut parts = vec![
        (
            "_rels/.rels".to_owned(),
            within("<Relationship Id=\"d\" Type=\"officeDocument\" Target=\"word/document.xml\"/>"),
        ),
        ("word/document.xml".to_owned(), root("document", &root_body(&body))),
        ("word/styles.xml".to_owned(), root("styles", &styles)),
        ("word/numbering.xml".to_owned(), root("numbering", &lists::xml(&file))),
        ("word/footnotes.xml".to_owned(), root("footnotes", &footnotes)),
        ("word/endnotes.xml".to_owned(), root("endnotes", &endnotes)),
    ];
    parts.extend(
        ["document", "footnotes", "endnotes"]
            .map(|part| (format!("word/_rels/{part}.xml.rels"), relations.clone())),
    );
    let margins = writer.has_margins().then_some("word/header1.xml");
    parts.extend(
        file.besides.iter().copied().chain(margins).map(|name| (name.to_owned(), String::new())),
    );
    let pictures = std::mem::take(&mut writer.pictures).into_iter().enumerate();
    let pictures = pictures.filter_map(|(at, picture)| match picture {
        Picture::Here(end, bytes) => Some((media(at, end), bytes.to_vec())),
        Picture::Elsewhere(_) => None,
    });
    zipped(parts.into_iter().map(|(name, xml)| (name, xml.into_bytes())).chain(pictures))
        .ok_or(Refusal::TooLarge)
}

fn root_body(body: &str) -> String {
    format!("<w:body>{body}</w:body>")
}

fn within(relations: &str) -> String {
    format!("<Relationships>{relations}</Relationships>")
}

fn media(at: usize, end: &str) -> String {
    format!("word/media/image{}.{end}", at + 1)
}

fn relations(pictures: &[Picture<'_>]) -> String {
    let mut xml = String::new();
    for part in ["styles", "numbering", "footnotes", "endnotes"] {
        let _ = write!(xml, "<Relationship Id=\"{part}\" Type=\"{part}\" Target=\"{part}.xml\"/>");
    }
    for (at, picture) in pictures.iter().enumerate() {
        let target = match picture {
            Picture::Here(end, _) => format!("Target=\"/{}\"", media(at, end)),
            Picture::Elsewhere(name) => {
                format!("Target=\"{}\" TargetMode=\"External\"", typed(name))
            }
        };
        let _ = write!(xml, "<Relationship Id=\"p{}\" Type=\"image\" {target}/>", at + 1);
    }
    within(&xml)
}

/// An archive in memory; `None` where it grows beyond what an archive can hold.
fn zipped(parts: impl Iterator<Item = (String, Vec<u8>)>) -> Option<Vec<u8>> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for (name, bytes) in parts {
        archive.start_file(name, stored).ok()?;
        archive.write_all(&bytes).ok()?;
    }
    Some(archive.finish().ok()?.into_inner())
}
