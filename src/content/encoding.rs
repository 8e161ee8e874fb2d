//! Bytes become text: UTF-8, and what old editors and Word write instead.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, GB18030, GBK, UTF_16BE, UTF_16LE};

use crate::base::{Checked, Diagnostic, SourcePath, Span};

/// Decodes a text and leaves out its byte order mark: UTF-8, and with a warning also UTF-16 and
/// GB18030 (which includes GBK and GB 2312).
///
/// # Errors
/// A finding when the file is only half written, or when its encoding cannot be told for sure: a
/// wrong guess would be published.
pub fn decode<'a>(path: &SourcePath, bytes: &'a [u8]) -> Result<Checked<Cow<'a, str>>, Diagnostic> {
    let half = || Diagnostic::error("half-written").at(Span::file(path));
    let unknown = |end: usize| {
        let line = bytes[..end].iter().filter(|byte| **byte == b'\n').count() + 1;
        Diagnostic::error("unknown-encoding").with("line", line).at(Span::file(path))
    };
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let encoding = match (utf16(bytes), std::str::from_utf8(bytes)) {
        (Some(encoding), _) => encoding,
        (None, Ok(text)) if text.contains('\0') => return Err(half()),
        (None, Ok(text)) => return Ok(Checked::new(text.into())),
        (None, Err(error)) => {
            let end = error.valid_up_to();
            // Bytes of GBK are hardly ever well-formed UTF-8 for long.
            let is_utf8 = bytes[..end]
                .utf8_chunks()
                .any(|chunk| chunk.valid().chars().filter(|c| c.len_utf8() > 2).nth(1).is_some());
            if is_utf8 {
                return Err(if error.error_len().is_none() { half() } else { unknown(end) });
            }
            guess(bytes).ok_or_else(|| unknown(end))?
        }
    };
    let (text, had_errors) = encoding.decode_with_bom_removal(bytes);
    if had_errors {
        let cut = &bytes[..bytes.len() - 1];
        let is_half = !encoding.decode_with_bom_removal(cut).1;
        return Err(if is_half { half() } else { unknown(0) });
    }
    if text.contains('\0') {
        return Err(half());
    }
    // Big5 read as GBK is full of private-use characters.
    if text.contains(|c| matches!(c, '\u{e000}'..='\u{f8ff}')) {
        return Err(unknown(0));
    }
    let name = if encoding == GB18030 { "GB18030" } else { encoding.name() };
    let finding = Diagnostic::warning("not-utf8").with("encoding", name).at(Span::file(path));
    Ok(Checked::with(text, vec![finding]))
}

/// UTF-16, if the bytes begin with its byte order mark or with two dashes of two bytes each.
fn utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    match bytes {
        [0xff, 0xfe, ..] | [b'-', 0, b'-', 0, ..] => Some(UTF_16LE),
        [0xfe, 0xff, ..] | [0, b'-', 0, b'-', ..] => Some(UTF_16BE),
        _ => None,
    }
}

/// GB18030, unless the text looks like another encoding of East Asia.
fn guess(bytes: &[u8]) -> Option<&'static Encoding> {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let guessed = detector.guess(Some(b"cn"), Utf8Detection::Deny);
    (guessed == GBK || guessed == GB18030).then_some(GB18030)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "---\ntitle: 市科技局举办培训班\n---\n5月21日，全市科普大集开幕。\n";

    fn read(bytes: &[u8]) -> Result<(String, Option<String>), &'static str> {
        match decode(&SourcePath::new("a.md").unwrap(), bytes) {
            Ok(Checked { value, diagnostics }) => {
                let name = diagnostics.first().and_then(|finding| finding.arg("encoding"));
                Ok((value.into_owned(), name.map(str::to_owned)))
            }
            Err(finding) => Err(finding.code),
        }
    }

    #[test]
    fn what_editors_write_is_read() {
        let gbk = GBK.encode(TEXT).0.into_owned();
        let wide = |mark: &str, order: fn(u16) -> [u8; 2]| -> Vec<u8> {
            format!("{mark}{TEXT}").encode_utf16().flat_map(order).collect()
        };
        assert_eq!(read(TEXT.as_bytes()), Ok((TEXT.to_owned(), None)));
        assert_eq!(read(format!("\u{feff}{TEXT}").as_bytes()), Ok((TEXT.to_owned(), None)));
        for (bytes, name) in [
            (gbk, "GB18030"),
            (GBK.encode("---\ntitle: 培训\n---\n").0.into_owned(), "GB18030"),
            (wide("\u{feff}", u16::to_le_bytes), "UTF-16LE"),
            (wide("", u16::to_le_bytes), "UTF-16LE"),
            (wide("\u{feff}", u16::to_be_bytes), "UTF-16BE"),
        ] {
            let (text, told) = read(&bytes).unwrap();
            assert!(text.starts_with("---\ntitle: "), "{text}");
            assert_eq!(told.as_deref(), Some(name));
        }
    }

    #[test]
    fn what_is_half_written_or_not_known_is_refused() {
        let gbk = GBK.encode(TEXT).0;
        assert_eq!(read(&TEXT.as_bytes()[..TEXT.len() - 2]), Err("half-written"));
        assert_eq!(read(&gbk[..gbk.len() - 2]), Err("half-written"));
        assert_eq!(read(&[0; 40]), Err("half-written"));
        assert_eq!(read(format!("{TEXT}\u{0}\u{0}").as_bytes()), Err("half-written"));
        let mut broken = TEXT.as_bytes().to_vec();
        broken[40] = 0xff;
        assert_eq!(read(&broken), Err("unknown-encoding"));
        assert_eq!(read(b"---\ntitle: caf\xe9 a\n---\n"), Err("unknown-encoding"));
        let big5 = encoding_rs::BIG5
            .encode(&"市科技局舉辦培訓班，全市科普大集開幕。".repeat(3))
            .0
            .into_owned();
        assert_eq!(read(&big5), Err("unknown-encoding"));
    }
}
