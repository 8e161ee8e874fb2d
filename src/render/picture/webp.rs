//! Takes notes out of a `WebP` (RFC 9649).

/// The chunks that are the picture, its colours and its frames.
const SEEN: [&[u8; 4]; 7] = [b"VP8X", b"VP8 ", b"VP8L", b"ALPH", b"ANIM", b"ANMF", b"ICCP"];
/// The two flags of `VP8X` that say there are notes: Exif and XMP (2.7.1).
const NOTES: u8 = 0b0000_1100;
/// What stands before the chunks of a frame (2.7.1.3).
const FRAME: usize = 16;

/// A picture without notes, and without what stands behind its end; `None` when it is cut.
pub fn clean(bytes: &[u8]) -> Option<Vec<u8>> {
    let length = number(bytes.get(4..8)?)?;
    let chunks = seen(bytes.get(12..length.checked_add(8)?)?)?;
    let length = u32::try_from(chunks.len() + 4).ok()?;
    Some([b"RIFF", &length.to_le_bytes()[..], b"WEBP", &chunks].concat())
}

/// The chunks that are seen, of a picture or of a frame.
fn seen(mut chunks: &[u8]) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(chunks.len());
    while !chunks.is_empty() {
        let name = chunks.get(..4)?;
        let length = number(chunks.get(4..8)?)?;
        let mut content = chunks.get(8..length.checked_add(8)?)?.to_vec();
        // A chunk of odd length is followed by a zero, which some programs forget at the end.
        chunks = chunks.get(8 + length + length % 2..).unwrap_or_default();
        if !SEEN.iter().any(|seen| seen[..] == *name) {
            continue;
        }
        if name == b"VP8X" {
            *content.first_mut()? &= !NOTES;
        } else if name == b"ANMF" {
            let frame = seen(content.get(FRAME..)?)?;
            content.truncate(FRAME);
            content.extend(frame);
        }
        out.extend_from_slice(name);
        out.extend(u32::try_from(content.len()).ok()?.to_le_bytes());
        out.extend_from_slice(&content);
        out.extend_from_slice(if content.len() % 2 == 1 { &[0] } else { &[] });
    }
    Some(out)
}

fn number(bytes: &[u8]) -> Option<usize> {
    usize::try_from(u32::from_le_bytes(bytes.try_into().ok()?)).ok()
}
