//! What is known of a picture without decoding it, and in which widths it is published.

use image::metadata::Orientation;
use img_parts::{DynImage, ImageEXIF};

use crate::base::OutputPath;

/// The widths in which photographs are published, in pixels: for phones, for columns, for
/// screens that show two pixels where others show one.
const WIDTHS: [u32; 3] = [480, 960, 1600];

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
    /// A photograph; `None` for kinds of pictures that are published as they are.
    pub fn new(url: &OutputPath, size: (u32, u32)) -> Option<Self> {
        let (_, extension) = url.as_str().rsplit_once('.')?;
        let is_photo = matches!(extension, "jpg" | "jpeg" | "png");
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

/// How a picture has to be turned: phones store pictures on their side and say so in the file.
pub fn orientation(bytes: &[u8]) -> Orientation {
    let picture = DynImage::from_bytes(bytes.to_vec().into()).ok().flatten();
    let exif = picture.and_then(|picture| picture.exif());
    exif.and_then(|exif| Orientation::from_exif_chunk(&exif)).unwrap_or(Orientation::NoTransforms)
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
        let versions = Photo::new(&url, (width, height)).unwrap().versions();
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
    fn drawings_stay_as_they_are() {
        for name in ["a.svg", "a.gif", "a.webp", "a"] {
            assert!(Photo::new(&OutputPath::new(name).unwrap(), (2000, 1000)).is_none());
        }
    }
}
