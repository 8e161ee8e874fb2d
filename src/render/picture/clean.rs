//! Takes out of a picture what says where, when and with what it was made. What is known to be part of
//! the picture stays, bit for bit; everything else goes. A kind of picture that we cannot take apart is
//! refused as soon as it has notes.

use aho_corasick::AhoCorasick;
use std::sync::LazyLock;

use super::refusal::Refusal;
use super::{bitmap, boxes, drawing, gif, jpeg, png, tiff, webp};
use crate::base::{Diagnostic, SourcePath, Span};
use crate::content::picture::Kind;

/// How notes begin: Exif, XMP, IPTC in a block of Photoshop, C2PA.
static NOTES: LazyLock<AhoCorasick> = LazyLock::new(|| {
    let starts: [&[u8]; 8] = [
        b"Exif\0",
        b"<x:xmp",
        b"xmpmeta",
        b"ns.adobe.com",
        b"8BIM",
        b"<?xpacket",
        b"c2pa",
        b"GPSL",
    ];
    AhoCorasick::new(starts).expect("plain words")
});

/// A picture without notes.
///
/// # Errors
/// A finding when it is cut or no picture, or when it has notes that cannot be taken out.
pub fn clean(path: &SourcePath, bytes: &[u8]) -> Result<Vec<u8>, Diagnostic> {
    clean_as(Kind::of_file(path, bytes), path, bytes)
}

/// A picture of a kind, without notes.
fn clean_as(kind: Option<Kind>, path: &SourcePath, bytes: &[u8]) -> Result<Vec<u8>, Diagnostic> {
    let cleaned = match kind {
        Some(Kind::Jpeg) => jpeg::clean(bytes).ok_or(Refusal::Cut),
        Some(Kind::Png) => png::clean(bytes).ok_or(Refusal::Cut),
        Some(Kind::Gif) => gif::clean(bytes).ok_or(Refusal::Cut),
        Some(Kind::WebP) => webp::clean(bytes).ok_or(Refusal::Cut),
        Some(Kind::Avif | Kind::Heif) => boxes::clean(bytes).and_then(without_notes),
        Some(Kind::Bmp) => bitmap::clean(bytes).and_then(without_notes),
        Some(Kind::Icon) => bitmap::clean_icon(bytes).and_then(without_notes),
        Some(Kind::Tiff) => tiff::clean(bytes).and_then(without_notes),
        Some(Kind::Other) => Err(Refusal::Notes),
        Some(Kind::Drawing) => drawn(path, bytes)?,
        None => {
            let finding = Diagnostic::error("damaged-picture").with("path", path);
            return Err(finding.at(Span::file(path)));
        }
    };
    cleaned.map_err(|refusal| {
        let finding = match refusal {
            Refusal::Cut => Diagnostic::error("damaged-picture").wording("cut"),
            Refusal::Notes => Diagnostic::error("picture-says-where"),
        };
        finding.at(Span::file(path))
    })
}

/// A drawing without notes. What is no XML may be read in another way the next time, and what made it a drawing
/// may have stood in a comment: such a one is refused.
fn drawn(path: &SourcePath, bytes: &[u8]) -> Result<Result<Vec<u8>, Refusal>, Diagnostic> {
    let once =
        |bytes: &[u8]| drawing::clean(bytes, &|inner| clean_as(Kind::of(inner), path, inner));
    let Some(cleaned) = once(bytes)? else { return Ok(Err(Refusal::Notes)) };
    let is_settled = cleaned == bytes || once(&cleaned)?.as_ref() == Some(&cleaned);
    let is_drawing = Kind::of_file(path, &cleaned) == Some(Kind::Drawing);
    Ok(if is_settled && is_drawing { Ok(cleaned) } else { Err(Refusal::Cut) })
}

/// Refuses what still looks as if it had notes.
fn without_notes(bytes: Vec<u8>) -> Result<Vec<u8>, Refusal> {
    if NOTES.is_match(&bytes) { Err(Refusal::Notes) } else { Ok(bytes) }
}
