//! Photographs as they are published: scaled, upright, and without what the camera wrote into them
//! (where it was, whose it is).

use std::io::Cursor;

use fast_image_resize::{ResizeOptions, Resizer};
use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::PngEncoder;
use image::codecs::webp::WebPEncoder;
use image::error::{LimitError, LimitErrorKind};
use image::metadata::Orientation;
use image::{
    ColorType, DynamicImage, ImageDecoder, ImageEncoder, ImageError, ImageFormat, ImageReader,
    ImageResult,
};
use img_parts::jpeg::{Jpeg, markers};
use img_parts::png::Png;
use img_parts::webp::WebP;

use crate::base::{Diagnostic, SourcePath, Span};
use crate::content::picture;

/// The quality of JPEG, from 1 to 100: on a page, nobody can tell the picture from the original.
const QUALITY: u8 = 82;
/// A picture with more pixels than this is not opened: cameras have up to 108 million.
const MOST_PIXELS: u64 = 150_000_000;
/// Chunks of PNG that say who, when and where, not what is seen.
const PNG_TALK: [[u8; 4]; 5] = [*b"eXIf", *b"tEXt", *b"zTXt", *b"iTXt", *b"tIME"];

/// Makes a picture for readers, `width` pixels wide or in its own width.
///
/// # Errors
/// A finding when the picture is not whole, when it has to be decoded and cannot be, or when it
/// says where it was taken in a way that cannot be removed.
pub fn prepare(path: &SourcePath, bytes: &[u8], width: Option<u32>) -> Result<Vec<u8>, Diagnostic> {
    let says_where = || bytes.windows(4).any(|window| window == b"Exif");
    if matches!(path.extension().as_str(), "avif" | "heic" | "heif") && says_where() {
        return Err(Diagnostic::error("picture-says-where").at(Span::file(path)));
    }
    let bytes = match end_of_jpeg(bytes) {
        // What phones put behind a picture (a film, a second picture) has its own place and time.
        Some(Ok(end)) => &bytes[..end],
        Some(Err(())) => {
            let finding = Diagnostic::error("damaged-picture").wording("cut");
            return Err(finding.at(Span::file(path)));
        }
        None => bytes,
    };
    let orientation = picture::orientation(bytes);
    if width.is_none() && orientation == Orientation::NoTransforms {
        return Ok(without_talk(bytes));
    }
    let form = match image::guess_format(bytes) {
        Ok(ImageFormat::WebP) if width.is_none() => Form::Same,
        _ => Form::Old,
    };
    redraw(bytes, orientation, width, form).map_err(|error| unreadable(path, &error))
}

/// As what a picture is written that was drawn anew.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    /// As the kind that it has.
    Same,
    /// As JPEG or PNG, which every program reads.
    Old,
}

/// Makes a picture for editions from one that is `own` pixels wide. It is at most `widest` pixels
/// wide, a JPEG or a PNG (older programs read nothing else), has the colours of screens (inks need a
/// profile that no edition has), and can be read to its end.
///
/// # Errors
/// As for [`prepare`].
pub fn for_edition(
    path: &SourcePath,
    bytes: &[u8],
    own: u32,
    widest: u32,
) -> Result<Vec<u8>, Diagnostic> {
    let is_old = matches!(image::guess_format(bytes), Ok(ImageFormat::Jpeg | ImageFormat::Png));
    let is_redrawn = own > widest || is_ink(bytes) || !is_old;
    let made = prepare(path, bytes, is_redrawn.then_some(own.min(widest)))?;
    if !is_redrawn && !made.starts_with(&[0xff, markers::SOI]) {
        let read = reader(&made).and_then(DynamicImage::from_decoder);
        read.map_err(|error| unreadable(path, &error))?;
    }
    Ok(made)
}

/// Whether a JPEG has four colours, as pictures for printers do. Its frame says so (ITU-T T.81,
/// B.2.2).
fn is_ink(bytes: &[u8]) -> bool {
    let Ok(picture) = Jpeg::from_bytes(bytes.to_vec().into()) else { return false };
    let is_frame = |marker| matches!(marker, 0xc0..=0xcf) && !matches!(marker, 0xc4 | 0xc8 | 0xcc);
    let frame = picture.segments().iter().find(|segment| is_frame(segment.marker()));
    frame.is_some_and(|frame| frame.contents().get(5) == Some(&4))
}

/// Opens a picture, but not one that says it has more pixels than any camera makes: it would fill
/// the memory.
fn reader(bytes: &[u8]) -> ImageResult<impl ImageDecoder + '_> {
    let decoder = ImageReader::new(Cursor::new(bytes)).with_guessed_format()?.into_decoder()?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > MOST_PIXELS {
        return Err(ImageError::Limits(LimitError::from_kind(LimitErrorKind::DimensionError)));
    }
    Ok(decoder)
}

fn unreadable(path: &SourcePath, error: &ImageError) -> Diagnostic {
    let finding = Diagnostic::error("damaged-picture").wording("unreadable");
    finding.with("said", error).at(Span::file(path))
}

/// Where a JPEG ends (ITU-T T.81, annex B): an error when its end is missing, `None` for any other
/// kind of file.
fn end_of_jpeg(bytes: &[u8]) -> Option<Result<usize, ()>> {
    if !bytes.starts_with(&[0xff, markers::SOI]) {
        return None;
    }
    let mut at = 2;
    loop {
        // Before a marker there may be any number of fill bytes.
        let Some(&[0xff, marker]) = bytes.get(at..at + 2) else { return Some(Err(())) };
        at += 1;
        match marker {
            0xff => continue,
            markers::EOI => return Some(Ok(at + 1)),
            _ => {}
        }
        let Some(&[high, low]) = bytes.get(at + 1..at + 3) else { return Some(Err(())) };
        at += 1 + usize::from(u16::from_be_bytes([high, low]));
        if marker == markers::SOS {
            // In the data after this marker, 0xff is followed by zero or the number of a restart.
            let rest = bytes.get(at..).unwrap_or_default().windows(2);
            let is_next = |pair: &[u8]| pair[0] == 0xff && !matches!(pair[1], 0 | 0xd0..=0xd7);
            match rest.into_iter().position(is_next) {
                Some(next) => at += next,
                None => return Some(Err(())),
            }
        }
    }
}

fn redraw(
    bytes: &[u8],
    orientation: Orientation,
    width: Option<u32>,
    form: Form,
) -> ImageResult<Vec<u8>> {
    let mut decoder = reader(bytes)?;
    // A profile of inks does not fit the colours of screens that the picture gets.
    let profile = decoder.icc_profile()?.filter(|_| !is_ink(bytes));
    let is_exact = match image::guess_format(bytes)? {
        ImageFormat::Png | ImageFormat::Bmp => true,
        // VP8L is the kind without loss (RFC 9649, 2.6).
        ImageFormat::WebP => bytes.windows(4).take(64).any(|name| name == b"VP8L"),
        _ => false,
    };
    let mut picture = DynamicImage::from_decoder(decoder)?;
    picture.apply_orientation(orientation);
    let colour = picture.color();
    let mut picture = in_eight_bits(picture, colour);
    if let Some(width) = width {
        picture = in_eight_bits(scaled(picture, width), colour);
    }
    let is_drawing = is_exact || picture.color().has_alpha();
    let mut made = Vec::new();
    match form {
        Form::Same => encode(WebPEncoder::new_lossless(&mut made), profile, &picture)?,
        Form::Old if is_drawing => encode(PngEncoder::new(&mut made), profile, &picture)?,
        Form::Old => {
            encode(JpegEncoder::new_with_quality(&mut made, QUALITY), profile, &picture)?;
        }
    }
    Ok(made)
}

/// Gives a picture eight bits for each colour. Sixteen are for those who work on a picture, not for
/// those who look at it.
fn in_eight_bits(picture: DynamicImage, colour: ColorType) -> DynamicImage {
    match (colour.has_color(), colour.has_alpha()) {
        (false, false) => DynamicImage::ImageLuma8(picture.into_luma8()),
        (true, false) => DynamicImage::ImageRgb8(picture.into_rgb8()),
        (_, true) => DynamicImage::ImageRgba8(picture.into_rgba8()),
    }
}

/// Scales a picture to a width. Every pixel gets four bytes, whatever it had: the resizer's code
/// for other kinds of pixels took half of this program's compile time (feature `only_u8x4`).
fn scaled(picture: DynamicImage, width: u32) -> DynamicImage {
    let height = u64::from(picture.height()) * u64::from(width) / u64::from(picture.width().max(1));
    let height = u32::try_from(height).unwrap_or(u32::MAX).max(1);
    let options = ResizeOptions::new().use_alpha(picture.color().has_alpha());
    let large = DynamicImage::ImageRgba8(picture.into_rgba8());
    let mut small = DynamicImage::new_rgba8(width, height);
    Resizer::new().resize(&large, &mut small, &options).expect("both pictures have four bytes");
    small
}

fn encode(
    mut encoder: impl ImageEncoder,
    profile: Option<Vec<u8>>,
    picture: &DynamicImage,
) -> ImageResult<()> {
    if let Some(profile) = profile {
        // A kind of file that cannot hold a profile goes without.
        let _ = encoder.set_icc_profile(profile);
    }
    picture.write_with_encoder(encoder)
}

/// The same picture, bit for bit, without the notes that were written beside it.
fn without_talk(bytes: &[u8]) -> Vec<u8> {
    let source = img_parts::Bytes::copy_from_slice(bytes);
    if let Ok(mut jpeg) = Jpeg::from_bytes(source.clone()) {
        jpeg.segments_mut().retain(|segment| match segment.marker() {
            // What says how colours are meant stays.
            markers::APP0 | markers::APP14 => true,
            markers::APP2 => segment.contents().starts_with(b"ICC_PROFILE"),
            markers::APP1..=markers::APP15 | markers::COM => false,
            _ => true,
        });
        return jpeg.encoder().bytes().to_vec();
    }
    if let Ok(mut png) = Png::from_bytes(source.clone()) {
        png.chunks_mut().retain(|chunk| !PNG_TALK.contains(&chunk.kind()));
        return png.encoder().bytes().to_vec();
    }
    if let Ok(mut webp) = WebP::from_bytes(source) {
        webp.remove_chunks_by_id(*b"EXIF");
        webp.remove_chunks_by_id(*b"XMP ");
        return webp.encoder().bytes().to_vec();
    }
    bytes.to_vec()
}

#[cfg(test)]
mod tests {
    use image::RgbImage;
    use img_parts::ImageEXIF;

    use super::*;

    /// Red at the left, blue at the right; `orientation` as a camera writes it, beside a place.
    fn photo(width: u32, height: u32, orientation: u8) -> Vec<u8> {
        let pixel = |x, _| image::Rgb(if x < width / 2 { [255, 0, 0] } else { [0, 0, 255] });
        let mut bytes = Vec::new();
        let image = DynamicImage::ImageRgb8(RgbImage::from_fn(width, height, pixel));
        image.write_with_encoder(JpegEncoder::new_with_quality(&mut bytes, 90)).unwrap();
        let mut exif = b"MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0".to_vec();
        exif.extend([orientation, 0, 0, 0, 0, 0, 0]);
        exif.extend(b"GPS 35.58N 116.98E");
        let mut jpeg = Jpeg::from_bytes(bytes.into()).unwrap();
        jpeg.set_exif(Some(exif.into()));
        jpeg.encoder().bytes().to_vec()
    }

    fn prepared(bytes: &[u8], width: Option<u32>) -> Vec<u8> {
        prepare(&SourcePath::new("content/news/a.jpg").unwrap(), bytes, width).unwrap()
    }

    fn says_where(bytes: &[u8]) -> bool {
        bytes.windows(3).any(|window| window == b"GPS")
    }

    #[test]
    fn no_reader_learns_where_the_camera_was() {
        for orientation in [1, 6] {
            let source = photo(64, 32, orientation);
            assert!(says_where(&source));
            for width in [None, Some(16)] {
                assert!(!says_where(&prepared(&source, width)), "{orientation} {width:?}");
            }
        }
        let upright = photo(64, 32, 1);
        let image = |bytes: &[u8]| image::load_from_memory(bytes).unwrap().into_bytes();
        assert_eq!(image(&upright), image(&prepared(&upright, None)), "not one pixel changes");
    }

    #[test]
    fn what_was_held_upright_is_shown_upright() {
        let source = photo(64, 32, 6);
        assert_eq!(picture::shown_size(&source), Some((32, 64)));
        let small = image::load_from_memory(&prepared(&source, Some(16))).unwrap().into_rgb8();
        assert_eq!(small.dimensions(), (16, 32));
        let [top, bottom] = [small.get_pixel(8, 2), small.get_pixel(8, 29)];
        assert!(top[0] > 200 && bottom[2] > 200, "{top:?} {bottom:?}");
    }

    #[test]
    fn a_damaged_picture_is_named() {
        let whole = photo(640, 320, 1);
        let path = SourcePath::new("content/news/坏.jpg").unwrap();
        for length in [2, 3, 200, whole.len() / 2, whole.len() - 1] {
            for width in [None, Some(16)] {
                let finding = prepare(&path, &whole[..length], width).unwrap_err();
                assert_eq!(finding.code, "damaged-picture");
            }
        }
    }

    #[test]
    fn what_phones_put_behind_a_picture_is_not_published() {
        let clean = prepared(&photo(64, 32, 1), None);
        let film = [photo(64, 32, 1), b"ftypmp42 GPS".to_vec()].concat();
        assert_eq!(prepared(&film, None), clean);
        let path = SourcePath::new("content/news/a.avif").unwrap();
        let finding = prepare(&path, b"\0\0\0\x1cftypavif....Exif..", None).unwrap_err();
        assert_eq!(finding.code, "picture-says-where");
    }

    #[test]
    fn drawings_are_turned_upright_too() {
        let mut bytes = Vec::new();
        let image = DynamicImage::ImageRgb8(RgbImage::new(64, 32));
        image.write_with_encoder(PngEncoder::new(&mut bytes)).unwrap();
        let mut png = Png::from_bytes(bytes.into()).unwrap();
        let exif = Jpeg::from_bytes(photo(8, 8, 6).into()).unwrap().exif();
        png.set_exif(exif);
        let source = png.encoder().bytes();
        assert_eq!(picture::shown_size(&source), Some((32, 64)));
        let shown = image::load_from_memory(&prepared(&source, None)).unwrap();
        assert_eq!((shown.width(), shown.height()), (32, 64));
    }

    #[test]
    fn a_webp_stays_a_webp_when_it_is_turned() {
        let mut bytes = Vec::new();
        let image = DynamicImage::ImageRgb8(RgbImage::new(64, 32));
        image.write_with_encoder(WebPEncoder::new_lossless(&mut bytes)).unwrap();
        let mut webp = WebP::from_bytes(bytes.into()).unwrap();
        webp.set_exif(Jpeg::from_bytes(photo(8, 8, 6).into()).unwrap().exif());
        let source = webp.encoder().bytes();
        assert_eq!(picture::shown_size(&source), Some((32, 64)));
        let made = prepared(&source, None);
        assert_eq!(image::guess_format(&made).unwrap(), ImageFormat::WebP);
        let shown = image::load_from_memory(&made).unwrap();
        assert_eq!((shown.width(), shown.height(), says_where(&made)), (32, 64, false));
        // Older programs read JPEG and PNG alone.
        let path = SourcePath::new("content/news/a.webp").unwrap();
        let old = for_edition(&path, &source, 32, 900).unwrap();
        assert_eq!(image::guess_format(&old).unwrap(), ImageFormat::Png);
    }

    #[test]
    fn what_is_no_photograph_stays_as_it_is() {
        assert_eq!(prepared(b"GIF89a...", None), b"GIF89a...");
    }
}
