//! The kind of a picture, by its first bytes: names are wrong often enough.

use crate::base::SourcePath;

/// A kind of picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// JPEG (ITU-T T.81).
    Jpeg,
    /// PNG (third edition), also one that moves.
    Png,
    /// GIF (89a).
    Gif,
    /// `WebP` (RFC 9649).
    WebP,
    /// AVIF, in boxes (ISO/IEC 14496-12, 23000-22).
    Avif,
    /// Another kind in boxes, as phones make: HEIC. Browsers do not show it.
    Heif,
    /// Windows bitmap.
    Bmp,
    /// Windows icon or cursor.
    Icon,
    /// A drawing (SVG), which is a text.
    Drawing,
    /// TIFF (6.0), and what photographers' programs make of it.
    Tiff,
    /// JPEG XL, JPEG 2000, Photoshop and others that neither browsers show nor we can clean.
    Other,
}

/// Brands of the kinds in boxes that are not AVIF.
const HEIF: [&[u8]; 10] =
    [b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"mif2", b"msf1", b"miaf"];

/// First bytes, and what they are the first bytes of.
const STARTS: [(&[u8], Kind); 19] = [
    (b"\xff\xd8", Kind::Jpeg),
    (b"\x89PNG\r\n\x1a\n", Kind::Png),
    (b"GIF8", Kind::Gif),
    (b"II*\0", Kind::Tiff),
    (b"MM\0*", Kind::Tiff),
    (b"\0\0\x01\0", Kind::Icon),
    (b"\0\0\x02\0", Kind::Icon),
    (b"II+\0", Kind::Other),
    (b"MM\0+", Kind::Other),
    (b"\xff\x0a", Kind::Other),
    (b"\0\0\0\x0cJXL ", Kind::Other),
    (b"\0\0\0\x0cjP  ", Kind::Other),
    (b"\xff\x4f\xff\x51", Kind::Other),
    (b"8BPS", Kind::Other),
    (b"IIRO", Kind::Other),
    (b"IIU\0", Kind::Other),
    (b"II\xbc", Kind::Other),
    (b"FUJIFILM", Kind::Other),
    (b"FOVb", Kind::Other),
];

impl Kind {
    /// The kind of a file; `None` when it is no picture. A drawing may begin with a long remark, so its
    /// name counts, too.
    pub fn of_file(path: &SourcePath, head: &[u8]) -> Option<Self> {
        if path.extension() == "svg" { Some(Self::Drawing) } else { Self::of(head) }
    }

    /// The kind of what begins with these bytes; `None` when it is no picture.
    pub fn of(head: &[u8]) -> Option<Self> {
        if head.starts_with(b"RIFF") && head.get(8..12) == Some(b"WEBP") {
            return Some(Self::WebP);
        }
        if head.starts_with(b"BM") {
            // Many texts begin with these two letters, too. The size of the second header tells.
            let size = head.get(14..18).map(|size| size[0]);
            return matches!(size, Some(12 | 40 | 52 | 56 | 64 | 108 | 124)).then_some(Self::Bmp);
        }
        if head.get(4..8) == Some(b"ftyp") {
            return Self::in_boxes(head);
        }
        let is_text = matches!(head.trim_ascii_start(), [b'<', ..] | [0xef, 0xbb, 0xbf, b'<', ..]);
        if is_text && head.windows(4).any(|tag| tag == b"<svg") {
            return Some(Self::Drawing);
        }
        STARTS.into_iter().find(|(start, _)| head.starts_with(start)).map(|(_, kind)| kind)
    }

    /// The kind of a file in boxes, by its brands; `None` for a film.
    fn in_boxes(head: &[u8]) -> Option<Self> {
        let length = u32::from_be_bytes(head.get(..4)?.try_into().ok()?) as usize;
        let brands = head.get(8..length.min(head.len()))?;
        let has = |wanted: &[u8]| brands.chunks(4).any(|brand| brand == wanted);
        match () {
            () if has(b"avif") || has(b"avis") => Some(Self::Avif),
            () if HEIF.into_iter().any(has) => Some(Self::Heif),
            () if has(b"crx ") => Some(Self::Other),
            () => None,
        }
    }

    /// Whether we can decode it, to scale it or to turn it upright.
    pub fn is_decoded(self) -> bool {
        matches!(self, Self::Jpeg | Self::Png | Self::Gif | Self::WebP | Self::Bmp)
    }

    /// Whether browsers show it.
    pub fn is_shown(self) -> bool {
        self.is_decoded() || matches!(self, Self::Avif | Self::Icon)
    }
}
