//! Numbers and texts in bytes, the lowest byte first. What lies beyond the end is `None`.

use quick_xml::escape::escape;

/// The 16 bits at a place.
pub fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    let two = bytes.get(at..at.checked_add(2)?)?;
    Some(u16::from_le_bytes(two.try_into().ok()?))
}

/// The 32 bits at a place.
pub fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    let four = bytes.get(at..at.checked_add(4)?)?;
    Some(u32::from_le_bytes(four.try_into().ok()?))
}

/// The 32 bits at a place, as an index.
pub fn index_at(bytes: &[u8], at: usize) -> Option<usize> {
    usize::try_from(u32_at(bytes, at)?).ok()
}

/// So many bytes from a place on.
pub fn slice(bytes: &[u8], at: usize, length: usize) -> Option<&[u8]> {
    bytes.get(at..at.checked_add(length)?)
}

/// A text in UTF-16.
pub fn utf16(bytes: &[u8]) -> String {
    let units: Vec<u16> =
        bytes.chunks_exact(2).map(|two| u16::from_le_bytes([two[0], two[1]])).collect();
    String::from_utf16_lossy(&units)
}

/// A list of places with something about each (PLC): the places, of which there is one more, and the rest.
pub fn places(bytes: &[u8], each: usize) -> (Vec<usize>, Vec<&[u8]>) {
    let count = bytes.len().saturating_sub(4) / (4 + each);
    let at = (0..=count).filter_map(|number| index_at(bytes, 4 * number)).collect();
    let start = 4 * (count + 1);
    let about = (0..count).filter_map(|number| slice(bytes, start + each * number, each)).collect();
    (at, about)
}

/// A text as XML may hold it.
pub fn typed(text: &str) -> String {
    let is_legal = |c: char| matches!(c, '\t' | '\n' | ' '..='\u{fffd}' | '\u{10000}'..);
    escape(text.chars().map(|c| if is_legal(c) { c } else { '\u{fffd}' }).collect::<String>())
        .into_owned()
}
