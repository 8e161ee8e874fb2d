//! Takes notes out of a GIF.

use crate::content::picture::gif::{Block, blocks};

/// A picture without notes, and without what stands behind its end; `None` when it is cut. One without a
/// trailer gets one where all its frames are whole.
pub fn clean(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(bytes.len());
    let (mut end, mut has_frame) = (0, false);
    for (block, range) in blocks(bytes) {
        end = range.end;
        has_frame |= block == Block::Frame;
        if !matches!(block, Block::Note | Block::Trailer) {
            out.extend_from_slice(bytes.get(range)?);
        }
        if block == Block::Trailer {
            out.push(0x3b);
            return has_frame.then_some(out);
        }
    }
    out.push(0x3b);
    (has_frame && end == bytes.len()).then_some(out)
}
