//! What a file is, told by its bytes: names are wrong often enough.

use std::io::Cursor;

use super::archive::Archive;

/// What a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A text of Word since 2007, or of WPS (`.docx`).
    Word,
    /// A text of Word 97 to 2003, or an old one of WPS (`.doc`, `.wps`).
    OldWord,
    /// A workbook of Excel 97 to 2003 (`.xls`).
    OldWorkbook,
    /// A file of today's Office with a password.
    Locked,
    /// Another file of Office in the container from before 2007.
    OldOffice,
    /// A workbook (`.xlsx`).
    Workbook,
    /// A table as text (CSV), by its name.
    Table,
    /// Slides (`.pptx`).
    Slides,
    /// A text of `LibreOffice` (`.odt`).
    OpenDocument,
    /// Rich text (`.rtf`).
    RichText,
    /// A page of a site.
    Page,
    /// A text with marks, as generators of sites read it: by its name, since its bytes say little.
    Markdown,
    /// The export of `WordPress` (WXR).
    Export,
    /// A dump of a database (SQL).
    Dump,
    /// A text in other marks: `AsciiDoc`, Org, reStructuredText, Textile.
    OtherMarks,
    /// A printed page.
    Pdf,
    /// A picture.
    Picture,
    /// Anything else.
    Other,
}

impl Kind {
    /// The kind of what these bytes are.
    pub fn of(bytes: &[u8]) -> Self {
        match bytes {
            [b'P', b'K', 3 | 5, ..] => of_archive(bytes),
            [0xd0, 0xcf, 0x11, 0xe0, ..] => of_container(bytes),
            [b'{', b'\\', b'r', b't', b'f', ..] => Self::RichText,
            [b'%', b'P', b'D', b'F', ..] => Self::Pdf,
            _ if is_export(bytes) => Self::Export,
            _ if is_page(bytes) => Self::Page,
            _ if crate::content::picture::Kind::of(bytes).is_some() => Self::Picture,
            _ if is_dump(bytes) => Self::Dump,
            _ => Self::Other,
        }
    }

    /// The kind of a file whose bytes do not say it, by its name.
    pub fn named(bytes: &[u8], name: &str) -> Self {
        let end = name.rsplit_once('.').map_or("", |(_, end)| end).to_ascii_lowercase();
        match (Self::of(bytes), end.as_str()) {
            // Markdown may begin with an element of HTML.
            (Self::Other | Self::Page | Self::Dump, "md" | "markdown" | "mdown" | "mkd") => {
                Self::Markdown
            }
            // A page without a head, which its generator puts into one.
            (Self::Other, "html" | "htm")
                if bytes.starts_with(b"---") || bytes.starts_with(b"+++") =>
            {
                Self::Markdown
            }
            (Self::Other, "csv" | "tsv") => Self::Table,
            (Self::Other, "adoc" | "asciidoc" | "org" | "rst" | "textile") => Self::OtherMarks,
            (kind, _) => kind,
        }
    }

    /// Whether it holds a whole site.
    pub fn is_export(self) -> bool {
        matches!(self, Self::Export | Self::Dump)
    }

    /// Whether files of this kind hold texts that somebody may want to import.
    pub fn is_text(self) -> bool {
        !matches!(self, Self::Picture | Self::Other)
    }

    /// The sentence that says why files of this kind are not imported, and what to do.
    pub fn why(self) -> &'static str {
        match self {
            Self::Word | Self::OldWord | Self::Workbook => "import-damaged",
            Self::Table => "import-not-table",
            Self::Page | Self::Markdown => "import-no-article",
            Self::Export => "import-damaged-export",
            Self::Dump => "import-other-dump",
            Self::OtherMarks => "import-other-marks",
            Self::Locked => "import-encrypted",
            Self::OldOffice => "import-old-office",
            Self::OldWorkbook => "import-workbook",
            Self::Slides => "import-slides",
            Self::OpenDocument | Self::RichText => "import-other-text",
            Self::Pdf => "import-pdf",
            Self::Picture => "import-picture",
            Self::Other => "import-unknown-kind",
        }
    }
}

/// How many bytes of a page tell that it is one, behind blanks.
const START: usize = 4096;

/// Whether a text begins as pages do, behind blanks, comments and declarations.
fn is_page(bytes: &[u8]) -> bool {
    // In UTF-16, every other byte is nothing.
    let bytes = bytes.iter().filter(|byte| **byte != 0).skip_while(|byte| !byte.is_ascii_graphic());
    let start: String = bytes.take(START).map(|byte| byte.to_ascii_lowercase() as char).collect();
    let start = start.trim_start_matches([
        '\u{ef}', '\u{bb}', '\u{bf}', '\u{fe}', '\u{ff}', ' ', '\r', '\n', '\t',
    ]);
    let has = |tags: &[&str]| tags.iter().any(|tag| start.contains(tag));
    let is_xml = start.starts_with("<?xml") || start.starts_with("<svg");
    start.starts_with('<')
        && (has(&["<html", "<!doctype html"])
            || !is_xml && has(&["<head", "<meta ", "<body", "<title", "<div", "<table"]))
}

/// Whether a file of XML is an export of `WordPress`: its elements are named in the first lines.
fn is_export(bytes: &[u8]) -> bool {
    let start = String::from_utf8_lossy(&bytes[..bytes.len().min(START)]);
    let start = start.trim_start_matches('\u{feff}').trim_start();
    start.starts_with('<') && start.contains("http://wordpress.org/export/")
}

/// Whether a text is statements of SQL.
fn is_dump(bytes: &[u8]) -> bool {
    super::dump::is_sql(&String::from_utf8_lossy(&bytes[..bytes.len().min(16 * START)]))
}

fn of_container(bytes: &[u8]) -> Kind {
    let Ok(container) = cfb::CompoundFile::open(Cursor::new(bytes)) else { return Kind::OldOffice };
    match () {
        () if container.is_stream("WordDocument") => Kind::OldWord,
        () if container.is_stream("Workbook") || container.is_stream("Book") => Kind::OldWorkbook,
        () if container.is_stream("EncryptedPackage") => Kind::Locked,
        () => Kind::OldOffice,
    }
}

fn of_archive(bytes: &[u8]) -> Kind {
    // A damaged one is told by whoever reads it.
    let Ok(archive) = Archive::open(bytes) else { return Kind::Word };
    let has = |start: &str| archive.names.iter().any(|name| name.to_lowercase().starts_with(start));
    match () {
        () if has("xl/") => Kind::Workbook,
        () if has("ppt/") => Kind::Slides,
        () if has("word/") || has("[content_types].xml") => Kind::Word,
        () if has("mimetype") && has("content.xml") => Kind::OpenDocument,
        () => Kind::Other,
    }
}
