//! The streams of a file and the table of its parts ([MS-DOC] 2.5, the file information block).

use std::io::{Cursor, Read as _};

use super::bytes::{index_at, slice, u16_at};
use crate::base::limits;
use crate::import::Refusal;

/// A part of the table stream, by its number in the file information block.
#[derive(Clone, Copy)]
pub enum Part {
    Styles = 1,
    FootnoteReferences = 2,
    FootnoteTexts = 3,
    Sections = 6,
    CharacterPages = 12,
    ParagraphPages = 13,
    Fonts = 15,
    Pieces = 33,
    Shapes = 40,
    EndnoteReferences = 46,
    EndnoteTexts = 47,
    Drawings = 50,
    BoxTexts = 56,
    Lists = 73,
    ListUses = 74,
}

/// The texts of a file, in their order.
#[derive(Clone, Copy)]
pub enum Story {
    Body = 0,
    Footnotes = 1,
    Margins = 2,
    Endnotes = 5,
    Boxes = 6,
}

/// How many texts come before those of boxes, and these.
const STORIES: usize = 7;

/// A file of Word 97 to 2003.
pub struct File {
    /// The stream with the text and with what letters and paragraphs look like.
    pub main: Vec<u8>,
    /// The stream with everything else but pictures.
    pub table: Vec<u8>,
    /// The stream with pictures in lines.
    pub data: Vec<u8>,
    /// How many characters each text has.
    lengths: [usize; STORIES],
    /// Where the table of parts begins in `main`.
    parts: usize,
    /// The parts that a package of today would have for what this file has besides its text.
    pub besides: Vec<&'static str>,
}

/// How the main stream begins; in Word 2 to 95 it begins otherwise.
const SIGN: u16 = 0xa5ec;
/// The first Word whose files have this form.
const OLDEST: u16 = 106;

impl File {
    /// Opens a file.
    ///
    /// # Errors
    /// When it is damaged, older than Word 97, has a password, or is no file of Word.
    pub fn open(bytes: &[u8]) -> Result<Self, Refusal> {
        let mut container =
            cfb::CompoundFile::open(Cursor::new(bytes)).map_err(|_| Refusal::Damaged)?;
        let mut besides = Vec::new();
        for (path, part) in [
            ("Macros", "word/vbaProject.bin"),
            ("ObjectPool", "word/embeddings/objects.bin"),
            ("\u{5}SummaryInformation", "docProps/core.xml"),
            ("\u{5}DocumentSummaryInformation", "docProps/app.xml"),
        ] {
            // An empty folder for objects lies in every file of some programs.
            let is_empty = container.is_storage(path)
                && container.read_storage(path).is_ok_and(|mut all| all.next().is_none());
            if container.exists(path) && !is_empty {
                besides.push(part);
            }
        }
        let mut read = |name: &str| -> Result<Option<Vec<u8>>, Refusal> {
            if !container.is_stream(name) {
                return Ok(None);
            }
            let stream = container.open_stream(name).map_err(|_| Refusal::Damaged)?;
            if stream.len() > limits::IMPORTED_XML {
                return Err(Refusal::TooLarge);
            }
            let mut bytes = Vec::new();
            // What a file that was cut still has is read.
            let _ = stream.take(limits::IMPORTED_XML).read_to_end(&mut bytes);
            Ok(Some(bytes))
        };
        let main = read("WordDocument")?.ok_or(Refusal::NotWord)?;
        let (Some(sign), Some(version), Some(flags)) =
            (u16_at(&main, 0), u16_at(&main, 2), u16_at(&main, 10))
        else {
            return Err(Refusal::Damaged);
        };
        match sign {
            SIGN if version >= OLDEST => {}
            SIGN | 0xa5dc | 0xa5db => return Err(Refusal::TooOld),
            _ => return Err(Refusal::Damaged),
        }
        if flags & 0x0100 != 0 {
            return Err(Refusal::Encrypted);
        }
        let table = if flags & 0x0200 == 0 { "0Table" } else { "1Table" };
        let table = read(table)?.ok_or(Refusal::Damaged)?;
        let data = read("Data")?.unwrap_or_default();
        // Two lists of numbers, then the table of parts; each says how long it is.
        let words = usize::from(u16_at(&main, 0x20).ok_or(Refusal::Damaged)?);
        let counts = 0x22 + 2 * words;
        let count = usize::from(u16_at(&main, counts).ok_or(Refusal::Damaged)?);
        let lengths =
            std::array::from_fn(|story| index_at(&main, counts + 2 + 4 * (3 + story)).unwrap_or(0));
        let parts = counts + 2 + 4 * count + 2;
        Ok(Self { main, table, data, lengths, parts, besides })
    }

    /// A part of the table stream; empty when there is none.
    pub fn part(&self, part: Part) -> &[u8] {
        let (start, length) = self.span(part);
        slice(&self.table, start, length).unwrap_or_default()
    }

    /// Where a part begins in the table stream, and its length.
    pub fn span(&self, part: Part) -> (usize, usize) {
        let at = self.parts + 8 * part as usize;
        let number = |at| index_at(&self.main, at).unwrap_or(0);
        (number(at), number(at + 4))
    }

    /// The places of the characters of a text.
    pub fn story(&self, story: Story) -> std::ops::Range<usize> {
        let before = self.lengths[..story as usize]
            .iter()
            .fold(0, |sum: usize, one| sum.saturating_add(*one));
        before..before.saturating_add(self.lengths[story as usize])
    }
}
