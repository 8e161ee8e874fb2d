//! What is known of a picture, a film or a sound without decoding it, and in which widths photographs are
//! published.

pub mod film;
pub mod gif;
mod kind;

use std::io::Cursor;

use image::metadata::Orientation;

use crate::base::OutputPath;
pub use kind::Kind;

/// The widths in which photographs are published, in pixels: for phones, for columns, for
/// screens that show two pixels where others show one.
const WIDTHS: [u32; 3] = [480, 960, WIDEST];

/// The widest of them.
pub const WIDEST: u32 = 1600;

/// A photograph of an article, and the files it is published as.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Photo {
    /// The address it would have if it were published unchanged.
    pub url: OutputPath,
    /// Width and height in pixels, as the picture is shown (turned upright).
    pub size: (u32, u32),
}

/// One of the files a photograph is published as.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Version {
    /// The address of the file.
    pub url: OutputPath,
    /// Width and height in pixels.
    pub size: (u32, u32),
    /// Whether it is scaled down; otherwise it has the author's own size.
    pub is_scaled: bool,
}

impl Photo {
    /// A photograph; `None` for kinds of pictures that are published in one size.
    pub fn new(url: &OutputPath, kind: Kind, size: (u32, u32)) -> Option<Self> {
        let (_, extension) = url.as_str().rsplit_once('.')?;
        let is_photo = matches!(extension, "jpg" | "jpeg" | "png") && kind.is_decoded();
        (is_photo && size.0 > 0 && size.1 > 0).then(|| Self { url: url.clone(), size })
    }

    /// The files to publish, the widest last: one for each of `WIDTHS` below the original's width,
    /// and then the original, unless it is wider than all of `WIDTHS`.
    pub fn versions(&self) -> Vec<Version> {
        let (width, height) = self.size;
        let mut versions: Vec<Version> = WIDTHS
            .into_iter()
            .filter(|narrow| *narrow < width)
            .filter_map(|narrow| {
                let height = u64::from(height) * u64::from(narrow) / u64::from(width);
                let size = (narrow, u32::try_from(height).ok()?.max(1));
                Some(Version { url: self.scaled(narrow)?, size, is_scaled: true })
            })
            .collect();
        if versions.last().is_none_or(|widest| widest.size.0 < WIDTHS[WIDTHS.len() - 1]) {
            versions.push(Version { url: self.url.clone(), size: self.size, is_scaled: false });
        }
        versions
    }

    /// `photo.jpg` → `photo.480w.jpg`
    fn scaled(&self, width: u32) -> Option<OutputPath> {
        let (stem, extension) = self.url.as_str().rsplit_once('.')?;
        OutputPath::new(&format!("{stem}.{width}w.{extension}"))
    }
}

/// What a browser plays.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Playable {
    /// It is seen and heard.
    Film,
    /// It is heard.
    Sound,
}

/// Whether the file at an address is played, by the end of its name.
pub fn playable(address: &str) -> Option<Playable> {
    let path = address.split(['?', '#']).next().unwrap_or_default();
    match path.rsplit_once('.')?.1.to_ascii_lowercase().as_str() {
        "mp4" | "m4v" | "mov" | "webm" => Some(Playable::Film),
        "mp3" | "m4a" | "aac" | "ogg" | "wav" | "flac" => Some(Playable::Sound),
        _ => None,
    }
}

/// Whether a picture moves: a GIF, a PNG or a WebP with several frames.
pub fn moves(bytes: &[u8]) -> bool {
    match Kind::of(bytes) {
        Some(Kind::Gif) => {
            gif::blocks(bytes).filter(|(block, _)| *block == gif::Block::Frame).nth(1).is_some()
        }
        // PNG, third edition, 11.3.6.1; RFC 9649, 2.7.1.1.
        Some(Kind::Png | Kind::WebP) => {
            chunks(bytes).any(|name| name == b"acTL" || name == b"ANIM")
        }
        _ => false,
    }
}

/// The names of the chunks of a PNG or a WebP.
fn chunks(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    let is_png = bytes.starts_with(b"\x89PNG");
    let mut at = if is_png { 8_usize } else { 12 };
    std::iter::from_fn(move || {
        let (first, second) = bytes.get(at..at.checked_add(8)?)?.split_first_chunk::<4>()?;
        let length = if is_png {
            u64::from(u32::from_be_bytes(*first)) + 12
        } else {
            let length = u64::from(u32::from_le_bytes(second.try_into().ok()?));
            length + length % 2 + 8
        };
        at = at.checked_add(usize::try_from(length).ok()?)?;
        Some(if is_png { second } else { &first[..] })
    })
}

/// How a picture has to be turned: phones store pictures on their side and say so in the file. One that
/// moves is never turned.
pub fn orientation(bytes: &[u8]) -> Orientation {
    let is_turned = matches!(Kind::of(bytes), Some(Kind::Jpeg | Kind::Png | Kind::WebP));
    if !is_turned || moves(bytes) {
        return Orientation::NoTransforms;
    }
    let exif = exif::Reader::new().read_from_container(&mut Cursor::new(bytes)).ok();
    let number = exif
        .as_ref()
        .and_then(|exif| exif.get_field(exif::Tag::Orientation, exif::In::PRIMARY))
        .and_then(|field| field.value.get_uint(0))
        .and_then(|number| u8::try_from(number).ok());
    number.and_then(Orientation::from_exif).unwrap_or(Orientation::NoTransforms)
}

/// Width and height in pixels, as the picture is shown (turned upright).
pub fn shown_size(bytes: &[u8]) -> Option<(u32, u32)> {
    let size = imagesize::blob_size(bytes).ok()?;
    let (width, height) = (size.width.try_into().ok()?, size.height.try_into().ok()?);
    Some(match orientation(bytes) {
        Orientation::Rotate90
        | Orientation::Rotate270
        | Orientation::Rotate90FlipH
        | Orientation::Rotate270FlipH => (height, width),
        _ => (width, height),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn versions(width: u32, height: u32) -> Vec<(String, (u32, u32))> {
        let url = OutputPath::new("news/a.jpg").unwrap();
        let versions = Photo::new(&url, Kind::Jpeg, (width, height)).unwrap().versions();
        versions.into_iter().map(|one| (one.url.to_string(), one.size)).collect()
    }

    #[test]
    fn large_photographs_are_never_published_as_they_are() {
        let expected = [
            ("news/a.480w.jpg".to_owned(), (480, 360)),
            ("news/a.960w.jpg".to_owned(), (960, 720)),
            ("news/a.1600w.jpg".to_owned(), (1600, 1200)),
        ];
        assert_eq!(versions(4000, 3000), expected);
    }

    #[test]
    fn small_ones_are_not_made_larger() {
        assert_eq!(versions(400, 300), [("news/a.jpg".to_owned(), (400, 300))]);
        let names: Vec<_> = versions(1600, 1200).into_iter().map(|(name, _)| name).collect();
        assert_eq!(names, ["news/a.480w.jpg", "news/a.960w.jpg", "news/a.jpg"]);
        assert_eq!(versions(5000, 1).pop().unwrap().1, (1600, 1));
    }

    #[test]
    fn pictures_of_several_frames_move() {
        let frame = || image::Frame::new(image::RgbaImage::new(8, 8));
        let gif = |frames: usize| {
            let mut bytes = Vec::new();
            let mut encoder = image::codecs::gif::GifEncoder::new(&mut bytes);
            encoder.encode_frames((0..frames).map(|_| frame())).unwrap();
            drop(encoder);
            bytes
        };
        assert!(moves(&gif(2)) && !moves(&gif(1)) && !moves(b"GIF89a"));
        let made = |format| {
            let mut bytes = Cursor::new(Vec::new());
            image::RgbaImage::new(8, 8).write_to(&mut bytes, format).unwrap();
            img_parts::Bytes::from(bytes.into_inner())
        };
        let mut png = img_parts::png::Png::from_bytes(made(image::ImageFormat::Png)).unwrap();
        assert!(!moves(&png.clone().encoder().bytes()));
        let control = img_parts::png::PngChunk::new(*b"acTL", vec![0, 0, 0, 2, 0, 0, 0, 0].into());
        png.chunks_mut().insert(1, control);
        assert!(moves(&png.encoder().bytes()));
        let mut webp = img_parts::webp::WebP::from_bytes(made(image::ImageFormat::WebP)).unwrap();
        assert!(!moves(&webp.clone().encoder().bytes()));
        let control = img_parts::riff::RiffContent::Data(vec![0; 6].into());
        webp.chunks_mut()
            .push(img_parts::riff::RiffChunk::new(img_parts::webp::CHUNK_ANIM, control));
        assert!(moves(&webp.encoder().bytes()));
    }

    #[test]
    fn films_and_sound_are_played() {
        assert_eq!(playable("a/清淤.MP4?x"), Some(Playable::Film));
        assert_eq!(playable("a.mp3"), Some(Playable::Sound));
        assert_eq!(playable("a.jpg"), None);
    }

    #[test]
    fn drawings_stay_as_they_are() {
        for name in ["a.svg", "a.gif", "a.webp", "a"] {
            let url = OutputPath::new(name).unwrap();
            assert!(Photo::new(&url, Kind::Png, (2000, 1000)).is_none());
        }
        // An AVIF with a wrong name cannot be scaled.
        let url = OutputPath::new("a.jpg").unwrap();
        assert!(Photo::new(&url, Kind::Avif, (2000, 1000)).is_none());
    }
}
