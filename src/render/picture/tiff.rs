//! Takes notes out of a TIFF (6.0): entries that are not part of the picture go, and what they point to
//! becomes zeros. The picture stays where it is, since its places are named by others.

use std::ops::Range;

use super::refusal::Refusal;

/// The entries that are the picture (6.0, section 8 and following; 34675 is its colour profile).
const SEEN: [Range<u16>; 10] = [
    254..260,
    262..264,
    266..267,
    273..275,
    277..285,
    290..299,
    317..326,
    338..344,
    347..348,
    512..533,
];
const PROFILE: u16 = 34675;
/// Entries that point to more entries: Exif, places, how devices understand each other.
const POINTERS: [u16; 3] = [34665, 34853, 40965];
/// At most so many pages and lists of notes.
const MOST: usize = 1000;

/// A picture without notes, and without what stands behind its end. One whose parts lie over each other is
/// refused: what goes of one part may be another.
pub fn clean(bytes: &[u8]) -> Result<Vec<u8>, Refusal> {
    let cleaned = once(bytes)?;
    if once(&cleaned)? == cleaned { Ok(cleaned) } else { Err(Refusal::Notes) }
}

fn once(bytes: &[u8]) -> Result<Vec<u8>, Refusal> {
    let is_little = bytes.starts_with(b"II");
    let mut file =
        Tiff { bytes: bytes.to_vec(), is_little, left: MOST, budget: bytes.len(), end: 8 };
    let mut at = file.number(4, 4)?;
    while at != 0 {
        at = file.list(at, true)?;
    }
    file.bytes.truncate(file.end);
    Ok(file.bytes)
}

struct Tiff {
    bytes: Vec<u8>,
    is_little: bool,
    /// How many lists may still be read, and how many bytes cleared: a file may point in circles.
    left: usize,
    budget: usize,
    /// Where the picture ends.
    end: usize,
}

impl Tiff {
    /// Cleans the list of entries at a place. Answers the place of the next one, 0 for none. Of a list of
    /// notes nothing is kept.
    fn list(&mut self, at: usize, is_picture: bool) -> Result<usize, Refusal> {
        self.left = self.left.checked_sub(1).ok_or(Refusal::Notes)?;
        let count = self.number(at, 2)?;
        let start = at + 2;
        let entries = self.bytes.get(start..start + 12 * count + 4).ok_or(Refusal::Cut)?.to_vec();
        let next = self.number(start + 12 * count, 4)?;
        let mut kept = Vec::new();
        for number in 0..count {
            let place = start + 12 * number;
            let tag = u16::try_from(self.number(place, 2)?).map_err(|_| Refusal::Cut)?;
            let value = self.value(place)?;
            if is_picture && (SEEN.iter().any(|seen| seen.contains(&tag)) || tag == PROFILE) {
                self.end = self.end.max(value.end);
                self.data(place, tag)?;
                kept.extend_from_slice(&entries[12 * number..12 * (number + 1)]);
                continue;
            }
            if POINTERS.contains(&tag) {
                let inner = self.number(place + 8, 4)?;
                self.list(inner, false)?;
            }
            self.clear(value)?;
        }
        let count = u16::try_from(kept.len() / 12).map_err(|_| Refusal::Cut)?;
        kept.extend_from_slice(&entries[entries.len() - 4..]);
        if is_picture {
            self.end = self.end.max(start + entries.len());
        }
        self.clear(start..start + entries.len())?;
        self.bytes[start..start + kept.len()].copy_from_slice(&kept);
        let count = if self.is_little { count.to_le_bytes() } else { count.to_be_bytes() };
        self.bytes[at..at + 2].copy_from_slice(&count);
        Ok(next)
    }

    /// Where the value of the entry at a place stands: in the entry if it has up to four bytes.
    fn value(&self, entry: usize) -> Result<Range<usize>, Refusal> {
        let length = self.size(entry)?.saturating_mul(self.number(entry + 4, 4)?);
        let start = if length <= 4 { entry + 8 } else { self.number(entry + 8, 4)? };
        let end = start.checked_add(length).filter(|end| *end <= self.bytes.len());
        end.map(|end| start..end).ok_or(Refusal::Cut)
    }

    /// How many bytes each number of an entry has (6.0, page 15).
    fn size(&self, entry: usize) -> Result<usize, Refusal> {
        Ok(match self.number(entry + 2, 2)? {
            3 | 8 => 2,
            4 | 9 | 11 | 13 => 4,
            5 | 10 | 12 => 8,
            _ => 1,
        })
    }

    /// Notes where strips and tiles of the picture end; the entry behind says how long they are.
    fn data(&mut self, entry: usize, tag: u16) -> Result<(), Refusal> {
        // StripOffsets and StripByteCounts, TileOffsets and TileByteCounts, old JPEG data.
        let (starts, lengths) = match tag {
            279 => (273, entry),
            325 => (324, entry),
            514 => (513, entry),
            _ => return Ok(()),
        };
        let before = (1..=20).map(|back| entry.saturating_sub(12 * back));
        let starts = before.into_iter().find(|place| self.number(*place, 2) == Ok(starts));
        let Some(starts) = starts else { return Err(Refusal::Cut) };
        let (from, to) = (self.value(starts)?, self.value(lengths)?);
        let (wide, narrow) = (self.size(starts)?, self.size(lengths)?);
        for number in 0..from.len() / wide {
            let start = self.number(from.start + number * wide, wide)?;
            let length = self.number(to.start + number * narrow, narrow)?;
            let end = start.checked_add(length).filter(|end| *end <= self.bytes.len());
            self.end = self.end.max(end.ok_or(Refusal::Cut)?);
        }
        Ok(())
    }

    fn clear(&mut self, place: Range<usize>) -> Result<(), Refusal> {
        self.budget = self.budget.checked_sub(place.len()).ok_or(Refusal::Notes)?;
        self.bytes.get_mut(place).ok_or(Refusal::Cut)?.fill(0);
        Ok(())
    }

    /// The number of some bytes at a place.
    fn number(&self, at: usize, length: usize) -> Result<usize, Refusal> {
        let bytes = self.bytes.get(at..at.saturating_add(length)).ok_or(Refusal::Cut)?;
        let add = |all, byte: &u8| all << 8 | usize::from(*byte);
        Ok(if self.is_little { bytes.iter().rev().fold(0, add) } else { bytes.iter().fold(0, add) })
    }
}
