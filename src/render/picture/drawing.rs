//! Takes notes out of a drawing (SVG 2): `metadata`, comments, and notes of the pictures inside it.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, Writer};

use crate::base::Diagnostic;

/// Cleans a picture in a drawing.
type Clean<'a> = dyn Fn(&[u8]) -> Result<Vec<u8>, Diagnostic> + 'a;

/// A drawing without notes; `None` when it has what cannot be read.
///
/// # Errors
/// A finding on a picture in the drawing.
pub fn clean(bytes: &[u8], inner: &Clean<'_>) -> Result<Option<Vec<u8>>, Diagnostic> {
    let Ok(text) = std::str::from_utf8(bytes) else { return Ok(None) };
    if !["<!--", "metadata", "base64"].iter().any(|sign| text.contains(sign)) {
        return Ok(Some(bytes.to_vec()));
    }
    let mut reader = Reader::from_str(text);
    let mut writer = Writer::new(Vec::with_capacity(bytes.len()));
    let mut depth = 0_usize;
    loop {
        let event = match reader.read_event() {
            Ok(Event::Eof) => return Ok(Some(writer.into_inner())),
            Ok(event) => event,
            Err(_) => return Ok(None),
        };
        let is_note = |name: &str| name.eq_ignore_ascii_case("metadata");
        match &event {
            Event::Start(tag) if depth > 0 || is_note(tag.local_name().as_ref()) => depth += 1,
            Event::End(_) if depth > 0 => {
                depth -= 1;
                continue;
            }
            Event::Empty(tag) if is_note(tag.local_name().as_ref()) => continue,
            Event::Comment(_) => continue,
            _ => {}
        }
        if depth > 0 {
            continue;
        }
        let event = match event {
            Event::Start(tag) => pictures(tag, inner)?.map(Event::Start),
            Event::Empty(tag) => pictures(tag, inner)?.map(Event::Empty),
            other => Some(other),
        };
        if event.is_none_or(|event| writer.write_event(event).is_err()) {
            return Ok(None);
        }
    }
}

/// A tag whose addresses are pictures without notes, where they are pictures; `None` when one cannot be
/// unpacked.
fn pictures<'a>(
    tag: BytesStart<'a>,
    clean: &Clean<'_>,
) -> Result<Option<BytesStart<'a>>, Diagnostic> {
    const MARK: &str = ";base64,";
    let mut out = String::new();
    let mut rest: &str = &tag;
    while let Some((before, after)) = rest.split_once(MARK) {
        let (packed, after) = after.split_at(after.find(['"', '\'']).unwrap_or(after.len()));
        let packed: String = packed.split_whitespace().collect();
        let Ok(unpacked) = STANDARD.decode(&packed) else { return Ok(None) };
        out.extend([before, MARK, &STANDARD.encode(clean(&unpacked)?)]);
        rest = after;
    }
    if out.is_empty() {
        return Ok(Some(tag));
    }
    out.push_str(rest);
    let name_length = tag.name().as_ref().len();
    Ok(Some(BytesStart::from_content(out, name_length)))
}
