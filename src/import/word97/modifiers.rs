//! What is set on letters, paragraphs and rows of tables ([MS-DOC] 2.2.5 and 2.6): each is a name of two bytes, which
//! tells how long its value is.

use std::collections::BTreeSet;

use super::bytes::{index_at, places, slice, u16_at, u32_at};
use super::file::{File, Part};

/// Reads what is set, one after another. What is cut ends the list.
pub fn modifiers(bytes: &[u8]) -> impl Iterator<Item = (u16, &[u8])> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let name = u16_at(bytes, at)?;
        let (skip, length) = match name >> 13 {
            0 | 1 => (2, 1),
            2 | 4 | 5 => (2, 2),
            3 => (2, 4),
            7 => (2, 3),
            // The columns of a table are longer than a byte can say.
            _ if name == 0xd608 => (4, usize::from(u16_at(bytes, at + 2)?).saturating_sub(1)),
            _ => (3, usize::from(*bytes.get(at + 2)?)),
        };
        let value = slice(bytes, at + skip, length)?;
        at += skip + length;
        Some((name, value))
    })
}

/// Some bytes of the main stream, and what is set on them.
pub struct Run {
    start: u32,
    end: u32,
    /// The style, of paragraphs.
    pub style: u16,
    /// What is set.
    pub set: Vec<u8>,
}

/// All runs of letters or paragraphs, found by a byte in them.
pub struct Runs(Vec<Run>);

/// The size of a page of runs.
const PAGE: usize = 512;

impl Runs {
    /// What is set on letters.
    pub fn of_characters(file: &File) -> Self {
        Self::read(file, Part::CharacterPages, 1, |page, about| {
            let at = 2 * usize::from(*about.first()?);
            let length = usize::from(*page.get(at)?);
            Some((0, slice(page, at + 1, length).filter(|_| at > 0)?.to_vec()))
        })
    }

    /// What is set on paragraphs.
    pub fn of_paragraphs(file: &File) -> Self {
        Self::read(file, Part::ParagraphPages, 13, |page, about| {
            let at = 2 * usize::from(*about.first()?);
            let (start, length) = match usize::from(*page.get(at)?) {
                0 => (at + 2, 2 * usize::from(*page.get(at + 1)?)),
                words => (at + 1, 2 * words - 1),
            };
            let both = slice(page, start, length).filter(|_| at > 0)?;
            let mut set = both.get(2..)?.to_vec();
            // What has no room on the page lies among the pictures.
            let elsewhere = modifiers(&set).find(|(name, _)| matches!(name, 0x6645 | 0x6646));
            if let Some(place) = elsewhere.and_then(|(_, value)| index_at(value, 0)) {
                let length = usize::from(u16_at(&file.data, place).unwrap_or(0));
                set.extend(slice(&file.data, place + 2, length).unwrap_or_default());
            }
            Some((u16_at(both, 0)?, set))
        })
    }

    fn read(
        file: &File,
        part: Part,
        each: usize,
        about: impl Fn(&[u8], &[u8]) -> Option<(u16, Vec<u8>)>,
    ) -> Self {
        // A page that is named twice is read once.
        let about_pages = places(file.part(part), 4).1;
        let numbers: BTreeSet<u32> =
            about_pages.iter().filter_map(|one| Some(u32_at(one, 0)? & 0x003f_ffff)).collect();
        let mut all = Vec::new();
        for number in numbers {
            let start = usize::try_from(number).unwrap_or(usize::MAX).saturating_mul(PAGE);
            let Some(page) = slice(&file.main, start, PAGE) else { continue };
            let count = usize::from(page[PAGE - 1]);
            let list = 4 * (count + 1);
            for number in 0..count {
                let (Some(start), Some(end)) =
                    (u32_at(page, 4 * number), u32_at(page, 4 * number + 4))
                else {
                    break;
                };
                let Some(one) = slice(page, list + each * number, each) else { break };
                let (style, set) = about(page, one).unwrap_or_default();
                all.push(Run { start, end, style, set });
            }
        }
        all.sort_by_key(|run| run.start);
        Self(all)
    }

    /// The run that holds a byte, with its number.
    pub fn at(&self, offset: u32) -> Option<(usize, &Run)> {
        let number = self.0.partition_point(|run| run.start <= offset).checked_sub(1)?;
        let run = &self.0[number];
        (offset < run.end).then_some((number, run))
    }
}
