//! Photographs as they are published: scaled, upright, and without what the camera wrote into them
//! (where it was, whose it is).

mod base;
mod bitmap;
mod boxes;
pub mod clean;
mod drawing;
mod gate;
mod gif;
mod jpeg;
mod png;
mod refusal;
mod tiff;
mod webp;

use std::io::Cursor;

use fast_image_resize::{ResizeOptions, Resizer};
use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::PngEncoder;
use image::codecs::webp::WebPEncoder;
use image::metadata::Orientation;
use image::{
    ColorType, DynamicImage, ImageDecoder, ImageEncoder, ImageError, ImageFormat, ImageReader,
    ImageResult, Limits,
};

use crate::base::{Diagnostic, SourcePath, Span, limits};
use crate::content::picture::{self, Kind, WIDEST};
use base::Base;
use gate::{OPEN, Pass};

/// The quality of JPEG, from 1 to 100: on a page, nobody can tell the picture from the original.
const QUALITY: u8 = 82;

/// Makes a picture for readers, `width` pixels wide or in its own width.
///
/// # Errors
/// A finding when the picture is not whole, when it has to be decoded and cannot be or has too many
/// pixels, or when it has notes that cannot be removed.
pub fn prepare(path: &SourcePath, bytes: &[u8], width: Option<u32>) -> Result<Vec<u8>, Diagnostic> {
    let cleaned = clean::clean(path, bytes)?;
    let kind = Kind::of_file(path, bytes);
    let is_upright = picture::orientation(bytes) == Orientation::NoTransforms;
    let made = match width {
        None if is_upright => return Ok(cleaned),
        None => {
            let form = if kind == Some(Kind::WebP) { Form::Same } else { Form::Old };
            encoded(&open(path, bytes, &cleaned, u32::MAX)?, form)
        }
        Some(width) if width <= WIDEST => {
            let base = base::of(bytes, || open(path, bytes, &cleaned, WIDEST))?;
            let picture = scaled(&base.picture, width);
            encoded(&Base { picture, profile: base.profile.clone(), ..*base }, Form::Old)
        }
        Some(width) => encoded(&open(path, bytes, &cleaned, width)?, Form::Old),
    };
    made.map_err(|error| unreadable(path, &error))
}

/// Opens a picture, turns it upright, and scales it to a width if it is wider.
///
/// # Errors
/// A finding when it cannot be read, or has too many pixels.
fn open(path: &SourcePath, bytes: &[u8], cleaned: &[u8], widest: u32) -> Result<Base, Diagnostic> {
    let _pass = admit(path, cleaned)?;
    let decoded = || -> ImageResult<Base> {
        let mut decoder = reader(cleaned)?;
        // A profile of inks does not fit the colours of screens that the picture gets.
        let profile = decoder.icc_profile()?.filter(|_| !jpeg::is_ink(bytes));
        let is_exact = match image::guess_format(cleaned)? {
            ImageFormat::Png | ImageFormat::Bmp => true,
            // VP8L is the kind without loss (RFC 9649, 2.6).
            ImageFormat::WebP => cleaned.windows(4).take(64).any(|name| name == b"VP8L"),
            _ => false,
        };
        let mut picture = DynamicImage::from_decoder(decoder)?;
        picture.apply_orientation(picture::orientation(bytes));
        let colour = picture.color();
        let picture = in_eight_bits(picture, colour);
        let is_wide = picture.width() > widest;
        let picture = if is_wide { scaled(&picture, widest) } else { picture };
        Ok(Base { picture, profile, is_exact })
    };
    decoded().map_err(|error| unreadable(path, &error))
}

/// Waits until a picture may be opened.
///
/// # Errors
/// A finding when it has more pixels than any camera makes, or next to nothing in them: it would fill the
/// memory.
fn admit(path: &SourcePath, bytes: &[u8]) -> Result<Pass<'static>, Diagnostic> {
    let finding = |word| {
        Diagnostic::error("beyond-limits").wording(word).with("path", path).at(Span::file(path))
    };
    let decoder = reader(bytes).map_err(|error| unreadable(path, &error))?;
    let (width, height) = decoder.dimensions();
    let side = width.max(height);
    if side > limits::PICTURE_SIDE {
        return Err(finding("side").with("pixels", side).with("most", limits::PICTURE_SIDE));
    }
    let pixels = u64::from(width) * u64::from(height);
    // Those with sixteen bits for each colour take twice the room.
    let room = pixels.max(decoder.total_bytes() / 4);
    if room > limits::PICTURE_PIXELS {
        let most = limits::PICTURE_PIXELS * pixels / room / 10_000;
        return Err(finding("pixels").with("pixels", pixels / 10_000).with("most", most));
    }
    if pixels > limits::SMALL_PIXELS.max(limits::PIXELS_PER_BYTE * bytes.len() as u64) {
        return Err(finding("empty").with("pixels", pixels / 10_000));
    }
    Ok(OPEN.wait(room))
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
    let kind = Kind::of_file(path, bytes);
    let is_old = matches!(kind, Some(Kind::Jpeg | Kind::Png));
    let is_redrawn = own > widest || jpeg::is_ink(bytes) || !is_old;
    let made = prepare(path, bytes, is_redrawn.then_some(own.min(widest)))?;
    if !is_redrawn && kind == Some(Kind::Png) {
        let _pass = admit(path, &made)?;
        let read = reader(&made).and_then(DynamicImage::from_decoder);
        read.map_err(|error| unreadable(path, &error))?;
    }
    Ok(made)
}

fn reader(bytes: &[u8]) -> ImageResult<impl ImageDecoder + '_> {
    let mut reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format()?;
    if reader.format() == Some(ImageFormat::Png) {
        // Other kinds do not pack their profiles.
        let mut most = Limits::no_limits();
        most.max_alloc = Some(limits::PROFILE_BYTES);
        reader.limits(most);
    }
    reader.into_decoder()
}

fn unreadable(path: &SourcePath, error: &ImageError) -> Diagnostic {
    let finding = Diagnostic::error("damaged-picture").wording("unreadable");
    finding.with("said", error).at(Span::file(path))
}

/// The bytes of a picture.
fn encoded(base: &Base, form: Form) -> ImageResult<Vec<u8>> {
    let Base { picture, profile, is_exact } = base;
    let is_drawing = *is_exact || picture.color().has_alpha();
    let mut made = Vec::new();
    match form {
        Form::Same => encode(WebPEncoder::new_lossless(&mut made), profile.clone(), picture)?,
        Form::Old if is_drawing => encode(PngEncoder::new(&mut made), profile.clone(), picture)?,
        Form::Old => {
            let encoder = JpegEncoder::new_with_quality(&mut made, QUALITY);
            encode(encoder, profile.clone(), picture)?;
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

/// Scales a picture to a width; its colours stay. Every pixel gets four bytes, whatever it had: the resizer's code
/// for other kinds of pixels took half of this program's compile time (feature `only_u8x4`).
fn scaled(picture: &DynamicImage, width: u32) -> DynamicImage {
    if picture.width() == width {
        return picture.clone();
    }
    let height = u64::from(picture.height()) * u64::from(width) / u64::from(picture.width().max(1));
    let height = u32::try_from(height).unwrap_or(u32::MAX).max(1);
    let options = ResizeOptions::new().use_alpha(picture.color().has_alpha());
    let large = DynamicImage::ImageRgba8(picture.to_rgba8());
    let mut small = DynamicImage::new_rgba8(width, height);
    Resizer::new().resize(&large, &mut small, &options).expect("both pictures have four bytes");
    in_eight_bits(small, picture.color())
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

#[cfg(test)]
mod tests {
    use image::RgbImage;
    use img_parts::ImageEXIF;
    use img_parts::jpeg::Jpeg;
    use img_parts::png::Png;
    use img_parts::webp::WebP;

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
        let told = |bytes: &[u8]| prepare(&path, bytes, None).map_err(|finding| finding.code);
        let notes = b"\0\0\0\x10ftypavif\0\0\0\0\0\0\0\x0cuuidExif";
        assert_eq!(told(notes), Err("picture-says-where"));
        assert_eq!(told(&notes[..16]), Ok(notes[..16].to_vec()));
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
    fn a_picture_that_would_fill_the_memory_is_not_opened() {
        // A GIF of one pixel on a sheet of this size, with a long comment.
        let gif = |width: u16, height: u16, comment: usize| {
            let blocks = [&[255][..], &[b'a'; 255]].concat().repeat(comment / 256);
            let sheet = [&b"GIF89a"[..], &width.to_le_bytes(), &height.to_le_bytes(), &[0; 3]];
            let frame = b",\0\0\0\0\x01\0\x01\0\0\x02\x02\x4c\x01\0;";
            [&sheet.concat()[..], b"!\xfe", &blocks, b"\0", frame].concat()
        };
        let path = SourcePath::new("content/news/a.gif").unwrap();
        let told = |bytes: &[u8]| admit(&path, bytes).map(drop).map_err(|finding| finding.wording);
        let [large, small]: [u16; 2] = [limits::PICTURE_PIXELS, limits::SMALL_PIXELS]
            .map(|pixels| (pixels / 2000).try_into().unwrap());
        assert_eq!(told(&gif(large + 1, 2000, 200_000)), Err("pixels"));
        assert_eq!(told(&gif(large, 2000, 200_000)), Ok(()));
        assert_eq!(told(&gif(small + 1, 2000, 0)), Err("empty"));
        assert_eq!(told(&gif(small, 2000, 0)), Ok(()));
        assert_eq!(told(&gif(u16::MAX, 9, 0)), Ok(()));
        let mut wide = Vec::new();
        let picture = DynamicImage::ImageLuma8(image::GrayImage::new(limits::PICTURE_SIDE + 1, 1));
        picture.write_with_encoder(PngEncoder::new(&mut wide)).unwrap();
        assert_eq!(told(&wide), Err("side"));
    }

    /// A picture whose profile unpacks to so many bytes.
    fn with_profile(bytes: u64) -> Vec<u8> {
        let mut made = Vec::new();
        let mut encoder = PngEncoder::new(&mut made);
        encoder.set_icc_profile(vec![0; usize::try_from(bytes).unwrap()]).unwrap();
        DynamicImage::new_luma8(10, 10).write_with_encoder(encoder).unwrap();
        made
    }

    #[test]
    fn a_profile_that_would_fill_the_memory_is_not_unpacked() {
        let is_known = |bytes| {
            let read = reader(&with_profile(bytes)).and_then(|mut decoder| decoder.icc_profile());
            matches!(read, Ok(Some(_)))
        };
        // The packed profile and what it is read into count, too.
        assert!(is_known(limits::PROFILE_BYTES - (1 << 17)));
        assert!(!is_known(limits::PROFILE_BYTES + 1));
    }
}
