//! Whether a film says where it was taken. Films are published as they are: this is for a warning.

use std::io::{self, Read, Seek, SeekFrom};

/// What names a place in a film: Apple's and Android's keys, and 3GPP's box (TS 26.244, 8.3).
const NAMES: [&[u8]; 3] = [b"\xa9xyz", b"loci", b"com.apple.quicktime.location"];
/// Of the box with the notes, so many bytes are looked at.
const MOST: u64 = 8 << 20;

/// Whether a file of `length` bytes, if it is a film in boxes (ISO/IEC 14496-12), says where it was taken.
///
/// # Errors
/// What the system refuses.
pub fn says_where(file: &mut (impl Read + Seek), length: u64) -> io::Result<bool> {
    let mut at = 0;
    let mut boxes = 0;
    while at + 8 <= length && boxes < 1000 {
        boxes += 1;
        let mut head = [0; 16];
        file.seek(SeekFrom::Start(at))?;
        let read = if at + 16 <= length { 16 } else { 8 };
        file.read_exact(&mut head[..read])?;
        if at == 0 && !matches!(&head[4..8], b"ftyp" | b"moov" | b"wide" | b"mdat" | b"free") {
            return Ok(false);
        }
        let number = |bytes: &[u8]| bytes.iter().fold(0, |all, byte| all << 8 | u64::from(*byte));
        let size = match number(&head[..4]) {
            0 => length - at,
            1 => number(&head[8..16]),
            size => size,
        };
        if matches!(&head[4..8], b"moov" | b"udta" | b"meta" | b"uuid") {
            let mut notes = Vec::new();
            file.seek(SeekFrom::Start(at))?;
            file.take(size.min(MOST)).read_to_end(&mut notes)?;
            let holds = |name: &[u8]| notes.windows(name.len()).any(|window| window == name);
            if NAMES.into_iter().any(holds) {
                return Ok(true);
            }
        }
        at = at.saturating_add(size.max(8));
    }
    Ok(false)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_place_of_a_film_is_found_wherever_its_notes_stand() {
        let says =
            |bytes: &[u8]| says_where(&mut io::Cursor::new(bytes), bytes.len() as u64).unwrap();
        let part = |name: &[u8; 4], body: &[u8]| {
            let length = u32::try_from(body.len() + 8).unwrap().to_be_bytes();
            [&length[..], name, body].concat()
        };
        let start = part(b"ftyp", b"mp42");
        let notes = part(b"moov", &part(b"udta", &part(b"\xa9xyz", b"+35.58+116.98/")));
        let data = part(b"mdat", b"\xa9xyz");
        assert!(says(&[&start[..], &data, &notes].concat()));
        assert!(says(&[&start[..], &notes, &data].concat()));
        assert!(!says(&[&start[..], &data].concat()));
        assert!(!says("一篇文章".as_bytes()) && !says(b""));
    }
}
