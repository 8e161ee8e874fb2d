//! The characters of a file ([MS-DOC] 2.4.1): its text lies in pieces, in the order in which it was typed and saved.

use super::bytes::{index_at, places, slice, u16_at};
use super::file::{File, Part};
use crate::import::Refusal;

/// The characters of all texts of a file.
pub struct Characters {
    /// The characters in UTF-16, those of the body first.
    pub units: Vec<u16>,
    /// Where each lies in the main stream, which is how its look is found.
    pub offsets: Vec<u32>,
    /// Where each piece begins, with what was changed on all of it.
    pieces: Vec<(usize, Vec<u8>)>,
}

impl Characters {
    /// Reads the text.
    ///
    /// # Errors
    /// When a piece lies outside the file.
    pub fn read(file: &File) -> Result<Self, Refusal> {
        let (changes, table) = parts(file.part(Part::Pieces)).ok_or(Refusal::Damaged)?;
        let (starts, about) = places(table, 8);
        let mut all = Self { units: Vec::new(), offsets: Vec::new(), pieces: Vec::new() };
        for (span, about) in starts.windows(2).zip(about) {
            let count = span[1].checked_sub(span[0]).ok_or(Refusal::Damaged)?;
            // Every character has at least a byte of its own.
            if all.units.len().saturating_add(count) > file.main.len() {
                return Err(Refusal::Damaged);
            }
            let place = index_at(about, 2).ok_or(Refusal::Damaged)?;
            let is_narrow = place & 0x4000_0000 != 0;
            let place = place & 0x3fff_ffff;
            all.pieces.push((all.units.len(), changed(u16_at(about, 6).unwrap_or(0), &changes)));
            let (start, width) = if is_narrow { (place / 2, 1) } else { (place, 2) };
            let bytes = slice(&file.main, start, width * count).ok_or(Refusal::Damaged)?;
            if is_narrow {
                // One byte stands for one character: this encoding knows no other.
                let text = encoding_rs::WINDOWS_1252.decode_without_bom_handling(bytes).0;
                all.units.extend(text.encode_utf16());
            } else {
                all.units
                    .extend(bytes.chunks_exact(2).map(|two| u16::from_le_bytes([two[0], two[1]])));
            }
            let offset = |number: usize| u32::try_from(start + width * number).unwrap_or(u32::MAX);
            all.offsets.extend((0..count).map(offset));
        }
        Ok(all)
    }

    /// What was changed on the whole piece that holds a character.
    pub fn change(&self, at: usize) -> &[u8] {
        let number = self.pieces.partition_point(|(start, _)| *start <= at);
        number.checked_sub(1).map_or(&[], |number| self.pieces[number].1.as_slice())
    }
}

/// The lists of changes and the table of pieces.
fn parts(bytes: &[u8]) -> Option<(Vec<&[u8]>, &[u8])> {
    let mut changes = Vec::new();
    let mut at = 0;
    while bytes.get(at) == Some(&1) {
        let length = usize::from(u16_at(bytes, at + 1)?);
        changes.push(slice(bytes, at + 3, length)?);
        at += 3 + length;
    }
    let length = index_at(bytes, at + 1)?;
    (bytes.get(at) == Some(&2)).then_some((changes, slice(bytes, at + 5, length)?))
}

/// What a piece changes: the number of a list of changes, or one change in short form ([MS-DOC] 2.9.214).
fn changed(code: u16, changes: &[&[u8]]) -> Vec<u8> {
    if code & 1 != 0 {
        return changes.get(usize::from(code >> 1)).map(|one| one.to_vec()).unwrap_or_default();
    }
    let name: u16 = match (code >> 1) & 0x7f {
        0x05 => 0x2403,
        0x18 => 0x2416,
        0x19 => 0x2417,
        // Deleted, inserted.
        0x41 => 0x0800,
        0x42 => 0x0801,
        0x53 => 0x2a33,
        short @ 0x55..=0x5c => 0x0835 + short - 0x55,
        0x5e => 0x2a3e,
        0x62 => 0x2a42,
        0x68 => 0x2a48,
        _ => return Vec::new(),
    };
    let [low, high] = name.to_le_bytes();
    vec![low, high, code.to_le_bytes()[1]]
}
