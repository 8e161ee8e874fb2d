//! Takes notes out of a JPEG (ITU-T T.81, annex B).

/// The start and the end of a picture, and the start of its data.
const SOI: u8 = 0xd8;
const EOI: u8 = 0xd9;
const SOS: u8 = 0xda;

/// A segment: its marker, and what it holds.
struct Segment<'a> {
    marker: u8,
    content: &'a [u8],
    /// The data behind a start of data.
    data: &'a [u8],
}

/// Gives `take` the segments up to the end of the picture; answers `None` when there is no end. What phones put
/// behind it, a film or a second picture, has notes of its own.
fn segments<'a>(bytes: &'a [u8], mut take: impl FnMut(Segment<'a>)) -> Option<()> {
    let mut rest = bytes.strip_prefix(&[0xff, SOI])?;
    loop {
        rest = rest.strip_prefix(b"\xff")?;
        let (&marker, behind) = rest.split_first()?;
        match marker {
            EOI => return Some(()),
            // Before a marker there may be any number of fill bytes.
            0xff => continue,
            // These have no content.
            0x01 | 0xd0..=0xd7 => {
                rest = behind;
                continue;
            }
            _ => {}
        }
        let length = usize::from(u16::from_be_bytes([*behind.first()?, *behind.get(1)?]));
        let content = behind.get(2..length.max(2))?;
        rest = &behind[length.max(2)..];
        let mut data = &rest[..0];
        if marker == SOS {
            // In the data, 0xff is followed by zero or the number of a restart.
            let is_next = |pair: &[u8]| pair[0] == 0xff && !matches!(pair[1], 0 | 0xd0..=0xd7);
            (data, rest) = rest.split_at(rest.windows(2).position(is_next)?);
        }
        take(Segment { marker, content, data });
    }
}

/// A picture without notes; `None` when it is cut.
pub fn clean(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut out = vec![0xff, SOI];
    segments(bytes, |Segment { marker, content, data }| {
        // What says how colours are meant stays; without its small picture, JFIF is 14 bytes long.
        let content = match marker {
            0xe0 if content.starts_with(b"JFIF\0") && content.len() >= 14 => &content[..12],
            0xe2 if content.starts_with(b"ICC_PROFILE\0") => content,
            0xee if content.starts_with(b"Adobe") && content.len() >= 12 => &content[..12],
            0xc0..=0xcf | 0xda..=0xdf => content,
            _ => return,
        };
        let is_short = marker == 0xe0;
        let length = content.len() + 2 + 2 * usize::from(is_short);
        let length = u16::try_from(length).expect("as long as it was, or shorter");
        out.extend([0xff, marker]);
        out.extend(length.to_be_bytes());
        out.extend_from_slice(content);
        out.extend_from_slice(if is_short { &[0, 0] } else { &[] });
        out.extend_from_slice(data);
    })?;
    out.extend([0xff, EOI]);
    Some(out)
}

/// Whether a picture has four colours, as those for printers do: its frame says so (B.2.2).
pub fn is_ink(bytes: &[u8]) -> bool {
    let is_frame = |marker| matches!(marker, 0xc0..=0xcf) && !matches!(marker, 0xc4 | 0xc8 | 0xcc);
    let mut colours = None;
    // One that is cut is refused elsewhere.
    let _ = segments(bytes, |segment| {
        if colours.is_none() && is_frame(segment.marker) {
            colours = Some(segment.content.get(5) == Some(&4));
        }
    });
    colours == Some(true)
}
