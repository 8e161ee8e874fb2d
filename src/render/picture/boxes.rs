//! Looks for notes in AVIF and HEIC, which are made of boxes (ISO/IEC 14496-12 and 23008-12). Boxes tell
//! each other's places, so that nothing can be taken out: a picture with notes is refused.

use std::ops::Range;

use super::refusal::Refusal;

/// The boxes of a file, of its description, and of the properties of what it holds, that are the picture.
const OUTSIDE: [&[u8; 4]; 5] = [b"ftyp", b"meta", b"mdat", b"free", b"skip"];
const INSIDE: [&[u8; 4]; 9] =
    [b"hdlr", b"pitm", b"iinf", b"iloc", b"iprp", b"iref", b"idat", b"grpl", b"dinf"];
const PROPERTIES: [&[u8; 4]; 19] = [
    b"ispe", b"pixi", b"av1C", b"hvcC", b"colr", b"auxC", b"irot", b"imir", b"clap", b"pasp",
    b"a1op", b"a1lx", b"lsel", b"clli", b"mdcv", b"rloc", b"cclv", b"amve", b"free",
];
/// The types of items that are pictures, or are made of them.
const ITEMS: [&[u8; 4]; 8] =
    [b"av01", b"hvc1", b"avc1", b"jpeg", b"grid", b"iden", b"iovl", b"tmap"];

/// A picture that has no notes.
pub fn clean(bytes: &[u8]) -> Result<Vec<u8>, Refusal> {
    let mut out = bytes.to_vec();
    for (name, content) in boxes(bytes, 0..bytes.len())? {
        match name {
            _ if !is_one(name, &OUTSIDE) => return Err(Refusal::Notes),
            b"meta" => description(bytes, behind(content, 4)?)?,
            b"free" | b"skip" => out[content].fill(0),
            _ => {}
        }
    }
    Ok(out)
}

/// Refuses a description of what a file holds, if any of that is no picture.
fn description(bytes: &[u8], place: Range<usize>) -> Result<(), Refusal> {
    for (name, content) in boxes(bytes, place)? {
        match name {
            _ if !is_one(name, &INSIDE) => return Err(Refusal::Notes),
            b"iinf" => {
                // The number of items has two bytes, or four in later versions.
                let wide = bytes.get(content.start).is_some_and(|version| *version > 0);
                for (name, entry) in boxes(bytes, behind(content, if wide { 8 } else { 6 })?)? {
                    if name != b"infe" || !is_picture(&bytes[entry]) {
                        return Err(Refusal::Notes);
                    }
                }
            }
            b"iprp" => {
                for (name, content) in boxes(bytes, content)? {
                    let is_list = name == b"ipco";
                    let all = if is_list { boxes(bytes, content)? } else { Vec::new() };
                    if all.iter().any(|(name, _)| !is_one(&name[..], &PROPERTIES)) {
                        return Err(Refusal::Notes);
                    }
                }
            }
            _ => {}
        }
    }
    Ok(())
}

/// Whether an item is a picture: its type stands behind its number, which has two bytes or four.
fn is_picture(entry: &[u8]) -> bool {
    let at = match entry.first() {
        Some(2) => 8,
        Some(3) => 10,
        _ => return false,
    };
    entry.get(at..at + 4).is_some_and(|kind| is_one(kind, &ITEMS))
}

fn is_one(name: &[u8], names: &[&[u8; 4]]) -> bool {
    names.iter().any(|known| known[..] == *name)
}

/// A place without its first bytes.
fn behind(place: Range<usize>, skipped: usize) -> Result<Range<usize>, Refusal> {
    if place.len() < skipped { Err(Refusal::Cut) } else { Ok(place.start + skipped..place.end) }
}

/// The name of a box, and where its content stands.
type Found<'a> = (&'a [u8; 4], Range<usize>);

/// The boxes at a place: their names, and where their content stands.
fn boxes(bytes: &[u8], place: Range<usize>) -> Result<Vec<Found<'_>>, Refusal> {
    let mut found = Vec::new();
    let mut at = place.start;
    while at < place.end {
        let head = bytes[at..place.end].first_chunk::<8>().ok_or(Refusal::Cut)?;
        let short = u32::from_be_bytes([head[0], head[1], head[2], head[3]]) as usize;
        let long = bytes[at + 8..place.end].first_chunk::<8>();
        let (length, start) = match short {
            0 => (place.end - at, at + 8),
            1 => {
                let length = u64::from_be_bytes(*long.ok_or(Refusal::Cut)?);
                (usize::try_from(length).map_err(|_| Refusal::Cut)?, at + 16)
            }
            _ => (short, at + 8),
        };
        let end = at.checked_add(length).filter(|end| (start..=place.end).contains(end));
        let end = end.ok_or(Refusal::Cut)?;
        let name = bytes[at + 4..].first_chunk::<4>().ok_or(Refusal::Cut)?;
        found.push((name, start..end));
        at = end;
    }
    Ok(found)
}
