//! Takes notes out of a PNG (third edition, section 5).

/// The chunks that are the picture, its colours, its size and its frames.
const SEEN: [&[u8; 4]; 18] = [
    b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"cHRM", b"gAMA", b"iCCP", b"sBIT", b"sRGB",
    b"cICP", b"mDCV", b"cLLI", b"bKGD", b"pHYs", b"acTL", b"fcTL", b"fdAT",
];
const SIGNATURE: usize = 8;

/// A picture without notes, and without what stands behind its end; `None` when it is cut.
pub fn clean(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut out = bytes.get(..SIGNATURE)?.to_vec();
    let mut at = SIGNATURE;
    loop {
        let length = u32::from_be_bytes(bytes.get(at..at + 4)?.try_into().ok()?) as usize;
        let name = bytes.get(at + 4..at + 8)?;
        let chunk = bytes.get(at..at.checked_add(length)?.checked_add(12)?)?;
        at += chunk.len();
        if SEEN.iter().any(|seen| seen[..] == *name) {
            out.extend_from_slice(chunk);
        }
        if name == b"IEND" {
            return Some(out);
        }
    }
}
