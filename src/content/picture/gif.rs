//! The blocks of a GIF (89a, sections 17 to 27).

use std::ops::Range;

/// What a block is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Block {
    /// The header, with the size and the colours of all frames.
    Header,
    /// How long the next frame is shown.
    Control,
    /// A frame.
    Frame,
    /// How often the frames are shown.
    Loop,
    /// A comment, or what a program has noted.
    Note,
    /// The end.
    Trailer,
}

/// The blocks of a file and where they stand, up to the trailer or to where the file is cut: then the
/// last is no trailer.
pub fn blocks(bytes: &[u8]) -> impl Iterator<Item = (Block, Range<usize>)> {
    let mut rest = Some(0);
    std::iter::from_fn(move || {
        let at = rest?;
        let (block, end) = next(bytes, at)?;
        rest = (block != Block::Trailer).then_some(end);
        Some((block, at..end))
    })
}

/// The block at a place and where it ends; `None` when the file is cut or no GIF.
fn next(bytes: &[u8], at: usize) -> Option<(Block, usize)> {
    let colours = |packed: u8| if packed & 0x80 == 0 { 0 } else { 3 << ((packed & 7) + 1) };
    if at == 0 {
        return Some((Block::Header, 13 + colours(*bytes.get(10)?)));
    }
    match bytes.get(at)? {
        0x2c => {
            let packed = *bytes.get(at + 9)?;
            // Behind the colours one byte says how the data are packed.
            Some((Block::Frame, end_of_data(bytes, at + 10 + colours(packed) + 1)?))
        }
        0x21 => {
            let end = end_of_data(bytes, at + 2)?;
            let is_loop = [&b"\x0bNETSCAPE2.0"[..], b"\x0bANIMEXTS1.0"]
                .into_iter()
                .any(|name| bytes[at + 2..].starts_with(name));
            let block = match bytes.get(at + 1)? {
                0xf9 => Block::Control,
                0xff if is_loop => Block::Loop,
                _ => Block::Note,
            };
            Some((block, end))
        }
        0x3b => Some((Block::Trailer, at + 1)),
        _ => None,
    }
}

/// Where a row of sub-blocks ends, behind the empty one.
fn end_of_data(bytes: &[u8], mut at: usize) -> Option<usize> {
    loop {
        let length = usize::from(*bytes.get(at)?);
        at += 1 + length;
        if length == 0 {
            return Some(at);
        }
    }
}
