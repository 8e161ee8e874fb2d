//! Reads a file that is published beside texts: what its bytes say of it, whatever its name is.

use std::fs;
use std::io::{self, Read as _, Seek as _};

use super::roles::too_large;
use crate::base::{Fingerprint, SourcePath, limits};
use crate::content::inputs::Asset;
use crate::content::picture::{self, Kind, film};
use crate::content::{active_content, front_matter};

/// How many bytes tell the kind of a file.
const HEAD: u64 = 256;

/// What a file's bytes tell of it; it has `length` of them.
///
/// # Errors
/// What the system refuses; `FileTooLarge` for a picture with more than
/// [`limits::PICTURE_BYTES`].
pub fn read(path: &SourcePath, mut file: fs::File, length: u64) -> io::Result<Asset> {
    let mut asset = Asset { length, is_active: active_content::by_name(path), ..Asset::default() };
    let mut head = Vec::new();
    file.by_ref().take(HEAD).read_to_end(&mut head)?;
    file.rewind()?;
    let extension = path.extension();
    asset.kind = Kind::of_file(path, &head);
    let is_known = asset.kind.is_some() || matches!(extension.as_str(), "txt" | "text");
    let is_large = length > limits::PICTURE_BYTES;
    if is_known && is_large && path.as_str().starts_with("content/") {
        return Err(too_large(limits::PICTURE_BYTES));
    }
    if !is_known || is_large {
        asset.says_where = film::says_where(&mut file, length)?;
        file.rewind()?;
        asset.fingerprint = Fingerprint::of_reader(file)?;
        return Ok(asset);
    }
    let mut bytes = Vec::new();
    file.take(limits::PICTURE_BYTES).read_to_end(&mut bytes)?;
    asset.fingerprint = Fingerprint::of_bytes(&bytes);
    match asset.kind {
        Some(Kind::Drawing) => {
            asset.size = std::str::from_utf8(&bytes).ok().and_then(svg_size);
            asset.is_active |= active_content::drawing(&bytes);
        }
        Some(_) => {
            asset.size = picture::shown_size(&bytes);
            asset.moves = picture::moves(&bytes);
        }
        None => asset.has_front_matter = front_matter::is_at_start(path, &bytes),
    }
    Ok(asset)
}

/// `width` and `height` of the root element, or else the size of its `viewBox`.
fn svg_size(text: &str) -> Option<(u32, u32)> {
    let start = text.find("<svg")?;
    let tag = &text[start..start + text[start..].find('>')?];
    let attribute = |name: &str| {
        let value = tag.split_once(&format!(" {name}=\""))?.1;
        value.split_once('"').map(|(value, _)| value)
    };
    let pixels = |text: &str| {
        let whole = text.trim_end_matches("px").split('.').next()?;
        whole.parse().ok().filter(|pixels| (1..=100_000).contains(pixels))
    };
    let sized = || Some((pixels(attribute("width")?)?, pixels(attribute("height")?)?));
    let boxed = || {
        let mut numbers =
            attribute("viewBox")?.split([' ', ',']).filter(|part| !part.is_empty()).skip(2);
        Some((pixels(numbers.next()?)?, pixels(numbers.next()?)?))
    };
    sized().or_else(boxed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn svg_sizes() {
        assert_eq!(svg_size("<?xml?><svg width=\"720\" height=\"405px\">"), Some((720, 405)));
        assert_eq!(svg_size("<svg viewBox=\"0 0 36.4 18\">"), Some((36, 18)));
        assert_eq!(svg_size("<svg width=\"100%\">"), None);
    }
}
