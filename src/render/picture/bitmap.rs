//! Cuts bitmaps and icons of Windows where they end: they have no room for notes, but behind their end, and
//! between the colours of a bitmap and its rows, anything may stand.

use super::png;
use super::refusal::Refusal;

/// Where the two headers of a bitmap begin, and where in the second one the colour profile is named.
const HEADER: usize = 14;
const PROFILE: usize = HEADER + 112;

/// A bitmap (`BITMAPINFOHEADER` and its successors) without what stands behind its end.
pub fn clean(bytes: &[u8]) -> Result<Vec<u8>, Refusal> {
    let number = |at: usize| {
        let bytes = bytes.get(at..).and_then(<[u8]>::first_chunk);
        bytes.map(|bytes| u32::from_le_bytes(*bytes) as usize).ok_or(Refusal::Cut)
    };
    let short = |at: usize| {
        let bytes = bytes.get(at..).and_then(<[u8]>::first_chunk);
        bytes.map(|bytes| usize::from(u16::from_le_bytes(*bytes))).ok_or(Refusal::Cut)
    };
    let size = number(HEADER)?;
    let [width, height, bits, packed] = if size == 12 {
        [short(18)?, short(20)?, short(24)?, 0]
    } else {
        [number(18)?, number(22)?, short(28)?, number(30)?]
    };
    // A height below zero says that the rows begin at the top.
    let height = height.min(height.wrapping_neg() & 0xffff_ffff);
    let row = width.saturating_mul(bits).div_ceil(32).saturating_mul(4);
    let is_packed = !matches!(packed, 0 | 3 | 6);
    let data = if is_packed { number(34)? } else { row.saturating_mul(height) };
    let start = number(10)?;
    let mut end = start.saturating_add(data);
    let has_profile = size >= 124 && number(PROFILE + 4)? > 0;
    if has_profile {
        end = end.max((HEADER + number(PROFILE)?).saturating_add(number(PROFILE + 4)?));
    }
    let mut out = bytes.get(..end).ok_or(Refusal::Cut)?.to_vec();
    // Colours are named by their numbers up to eight bits; masks say where they are in sixteen and more.
    let colours = if size == 12 { 0 } else { number(46)? };
    let colours = if colours == 0 && bits <= 8 { 1 << bits } else { colours };
    let masks = if size == 40 && packed == 3 { 12 } else { 16 };
    let head = HEADER.saturating_add(size);
    let idle = head.saturating_add(colours.saturating_mul(4)).saturating_add(masks)..start;
    if let Some(idle) = out.get_mut(idle).filter(|_| !has_profile) {
        idle.fill(0);
    }
    if end < head {
        return Err(Refusal::Cut);
    }
    let end = u32::try_from(end).map_err(|_| Refusal::Cut)?;
    out.get_mut(2..6).ok_or(Refusal::Cut)?.copy_from_slice(&end.to_le_bytes());
    Ok(out)
}

/// An icon without what stands behind its end. Its pictures may be PNG, and then have no notes.
pub fn clean_icon(bytes: &[u8]) -> Result<Vec<u8>, Refusal> {
    let count = usize::from(u16::from_le_bytes(*bytes[4..].first_chunk().ok_or(Refusal::Cut)?));
    let mut end = 6 + 16 * count;
    for entry in 0..count {
        let place = |at: usize| {
            let bytes = bytes.get(6 + 16 * entry + at..).and_then(<[u8]>::first_chunk);
            bytes.map(|bytes| u32::from_le_bytes(*bytes) as usize).ok_or(Refusal::Cut)
        };
        let (length, start) = (place(8)?, place(12)?);
        let picture = bytes.get(start..start.saturating_add(length)).ok_or(Refusal::Cut)?;
        if picture.starts_with(b"\x89PNG") && png::clean(picture).as_deref() != Some(picture) {
            return Err(Refusal::Notes);
        }
        end = end.max(start + length);
    }
    Ok(bytes.get(..end).ok_or(Refusal::Cut)?.to_vec())
}
