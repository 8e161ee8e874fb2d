//! The pictures of a booklet: the kind of each, and its bytes in a size that an edition can use.

use imagesize::ImageType;

use super::svg;
use super::tools::Tools;
use crate::plan::view::BookletPicture;
use crate::render::error::RenderError;
use crate::render::picture::{for_edition, prepare};

/// The kind of a picture. Its bytes tell it, since names are often wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A photograph.
    Jpeg,
    /// A picture without loss.
    Png,
    /// The older form of PNG.
    Gif,
    /// A drawing.
    Svg,
}

impl Kind {
    fn of(bytes: &[u8]) -> Option<Self> {
        match imagesize::image_type(bytes) {
            Ok(ImageType::Jpeg) => Some(Self::Jpeg),
            Ok(ImageType::Png) => Some(Self::Png),
            Ok(ImageType::Gif) => Some(Self::Gif),
            _ => bytes.windows(4).take(4096).any(|start| start == b"<svg").then_some(Self::Svg),
        }
    }

    /// The usual end of file names, without the dot.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Jpeg => "jpg",
            Self::Png => "png",
            Self::Gif => "gif",
            Self::Svg => "svg",
        }
    }

    /// The media type (RFC 6838).
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::Gif => "image/gif",
            Self::Svg => "image/svg+xml",
        }
    }
}

/// The kind and the bytes of a picture, at most `widest` pixels wide; `None` for a picture that no
/// edition shows.
///
/// # Errors
/// A picture that cannot be read.
pub fn picture(
    picture: &BookletPicture,
    widest: u32,
    tools: &Tools<'_>,
) -> Result<Option<(Kind, Vec<u8>)>, RenderError> {
    let path = &picture.path;
    let bytes = (tools.read)(path).map_err(|error| RenderError::Unreadable(path.clone(), error))?;
    let bytes = match imagesize::image_type(&bytes) {
        Ok(ImageType::Jpeg | ImageType::Png | ImageType::Webp | ImageType::Bmp) => {
            for_edition(path, &bytes, picture.size.0, widest)?
        }
        _ => {
            let cleaned = prepare(path, &bytes, None)?;
            match Kind::of(&cleaned) {
                Some(Kind::Svg) => svg::picture(&cleaned).unwrap_or_default().into_bytes(),
                _ => cleaned,
            }
        }
    };
    Ok(Kind::of(&bytes).map(|kind| (kind, bytes)))
}
