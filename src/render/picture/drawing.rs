//! Takes notes out of a drawing (SVG 2): `metadata`, comments, what a program notes for itself (the name and
//! folder of the file), and notes of the pictures inside it.

use base64::Engine as _;
use base64::alphabet;
use base64::engine::DecodePaddingMode;
use base64::engine::general_purpose::{GeneralPurpose, PAD, STANDARD};
use quick_xml::escape::unescape;
use quick_xml::events::attributes::Attribute;
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, Writer, XmlVersion};

use crate::base::Diagnostic;

/// Cleans a picture in a drawing.
type Clean<'a> = dyn Fn(&[u8]) -> Result<Vec<u8>, Diagnostic> + 'a;

/// Base 64 (RFC 4648), with or without its padding.
const LENIENT: GeneralPurpose = {
    let padding = PAD.with_decode_padding_mode(DecodePaddingMode::Indifferent);
    GeneralPurpose::new(&alphabet::STANDARD, padding.with_decode_allow_trailing_bits(true))
};

/// Prefixes of what Inkscape notes for itself.
const PROGRAMS: [&str; 2] = ["inkscape:", "sodipodi:"];

/// A drawing without notes; `None` when it has what cannot be read.
///
/// # Errors
/// A finding on a picture in the drawing.
pub fn clean(bytes: &[u8], inner: &Clean<'_>) -> Result<Option<Vec<u8>>, Diagnostic> {
    let Ok(text) = std::str::from_utf8(bytes) else { return Ok(None) };
    let small = text.to_ascii_lowercase();
    // An entity can stand for a letter of any of these.
    let signs = ["<!--", "metadata", "rdf", "data:", "<style", "&"];
    if !signs.iter().chain(&PROGRAMS).any(|sign| small.contains(sign)) {
        return Ok(Some(bytes.to_vec()));
    }
    let mut reader = Reader::from_str(text);
    let mut writer = Writer::new(Vec::with_capacity(bytes.len()));
    let (mut depth, mut is_style) = (0_usize, false);
    loop {
        let event = match reader.read_event() {
            Ok(Event::Eof) => return Ok(Some(writer.into_inner())),
            Ok(event) => event,
            Err(_) => return Ok(None),
        };
        let is_note = |tag: &BytesStart<'_>| {
            let (name, local) = (tag.name(), tag.local_name());
            ["metadata", "rdf"].iter().any(|note| local.as_ref().eq_ignore_ascii_case(note))
                || is_of_program(name.as_ref())
        };
        match &event {
            // A style can name pictures, which are not taken apart.
            Event::Text(style) if is_style && (style.contains('\\') || names_data(style)) => {
                return Ok(None);
            }
            Event::CData(style) if is_style && (style.contains('\\') || names_data(style)) => {
                return Ok(None);
            }
            Event::GeneralRef(_) if is_style => return Ok(None),
            Event::Start(tag) if depth > 0 || is_note(tag) => depth += 1,
            Event::End(_) if depth > 0 => {
                depth -= 1;
                continue;
            }
            Event::Empty(tag) if is_note(tag) => continue,
            Event::Comment(_) => continue,
            _ => {}
        }
        if depth > 0 {
            continue;
        }
        if let Event::Start(tag) = &event {
            is_style = tag.local_name().as_ref().eq_ignore_ascii_case("style");
        }
        is_style &= !matches!(event, Event::End(_));
        let event = match event {
            Event::Start(tag) => pictures(tag, inner)?.map(drawn).map(Event::Start),
            Event::Empty(tag) => pictures(tag, inner)?.map(drawn).map(Event::Empty),
            other => Some(other),
        };
        if event.is_none_or(|event| writer.write_event(event).is_err()) {
            return Ok(None);
        }
    }
}

/// Whether a name is one that a program uses for its own notes.
fn is_of_program(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    PROGRAMS.iter().any(|program| name.starts_with(program))
}

/// A tag without the attributes that its program noted for itself.
fn drawn(tag: BytesStart<'_>) -> BytesStart<'_> {
    let is_note = |one: &Attribute<'_>| is_of_program(one.key.as_ref());
    if !tag.attributes().with_checks(false).flatten().any(|one| is_note(&one)) {
        return tag;
    }
    let mut drawn = BytesStart::new(tag.name().as_ref().to_owned());
    for mut one in tag.attributes().with_checks(false).flatten().filter(|one| !is_note(one)) {
        // It may have stood between single ones.
        one.value = one.value.replace('"', "&quot;").into();
        drawn.push_attribute(one);
    }
    drawn
}

/// A tag whose addresses are pictures without notes, where they are pictures; `None` when one cannot be
/// unpacked, or an attribute cannot be read.
fn pictures<'a>(
    tag: BytesStart<'a>,
    clean: &Clean<'_>,
) -> Result<Option<BytesStart<'a>>, Diagnostic> {
    const MARK: &str = ";base64,";
    let is_veiled = |attribute: Attribute<'_>| {
        let value = attribute.normalized_value(XmlVersion::Implicit1_0);
        let kind =
            attribute.value.strip_prefix("data:image/").and_then(|rest| rest.split_once(MARK));
        let is_plain =
            kind.is_some_and(|(kind, _)| kind.bytes().all(|b| b.is_ascii_alphanumeric()));
        let is_named = is_name(attribute.key.as_ref());
        !is_named || value.map_or(true, |value| names_data(&value)) && !is_plain
    };
    let is_named = is_name(tag.name().as_ref());
    if !is_named || tag.attributes().with_checks(false).any(|one| one.map_or(true, is_veiled)) {
        return Ok(None);
    }
    let mut out = String::new();
    let mut rest: &str = &tag;
    while let Some((before, after)) = rest.split_once(MARK) {
        let (packed, after) = after.split_at(after.find(['"', '\'']).unwrap_or(after.len()));
        // Inkscape breaks the lines, by references to the character.
        let Ok(packed) = unescape(packed) else { return Ok(None) };
        let packed: String = packed.split_whitespace().collect();
        let Ok(unpacked) = LENIENT.decode(&packed) else { return Ok(None) };
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

/// Whether this is a name (XML 1.0, production 5, about): the reader takes anything for one.
fn is_name(text: &str) -> bool {
    text.starts_with(|c: char| c.is_alphabetic() || "_:".contains(c))
        && text.chars().all(|c| c.is_alphanumeric() || "_:-.".contains(c))
}

/// Whether a text names data that stand in it (RFC 2397), other than typefaces.
fn names_data(text: &str) -> bool {
    const TYPEFACES: [&str; 3] = ["font/", "application/font", "application/x-font"];
    let plain: String = text.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect();
    let plain = plain.to_ascii_lowercase();
    let is_typeface = |data: &str| TYPEFACES.iter().any(|start| data.starts_with(start));
    plain.split("data:").skip(1).any(|data| !is_typeface(data))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cleaned(inside: &str) -> Option<String> {
        let drawing = format!("<svg>{inside}</svg>");
        let made = clean(drawing.as_bytes(), &|_| Ok(b"clean".to_vec())).unwrap();
        made.map(|bytes| String::from_utf8(bytes).unwrap())
    }

    #[test]
    fn a_program_notes_nothing_for_itself() {
        let made = cleaned(
            "<sodipodi:namedview inkscape:zoom=\"1\"><inkscape:page/></sodipodi:namedview>\
             <path inkscape:label=\"甲\" d='M0 0h9' sodipodi:docname=\"甲.svg\" id=\"a&amp;b\"/>",
        );
        assert_eq!(made.unwrap(), "<svg><path d=\"M0 0h9\" id=\"a&amp;b\"/></svg>");
    }

    #[test]
    fn pictures_inside_are_cleaned_or_refused() {
        let clean = "<image href=\"data:image/jpeg;base64,Y2xlYW4=\"/>";
        for packed in ["QUJD", "QU&#10;JD&#xa;", "QU\nJD\n", "QUI"] {
            let image = format!("<image href=\"data:image/jpeg;base64,{packed}\"/>");
            assert_eq!(cleaned(&image).unwrap(), format!("<svg>{clean}</svg>"), "{packed}");
        }
        for veiled in [
            "<style>.a{background:url(data:image/jpeg;base64,QUJD)}</style>",
            "<style><![CDATA[.a{background:url(data:image/jpeg;base64,QUJD)}]]></style>",
            "<style>.a{background:url(d&#97;ta:image/jpeg;base64,QUJD)}</style>",
            "<style>.a{background:url(d\\61ta:image/jpeg;base64,QUJD)}</style>",
            "<image href=\"data:image/jpeg,%FF%D8\"/>",
            "<image href=\"data:image/jpeg;BASE64,QUJD\"/>",
            "<image href=\"data:image/jpeg;base64 ,QUJD\"/>",
            "<image href=\"data:image/jpeg;base64&#44;QUJD\"/>",
            "<image href=\"dat&#97;:image/jpeg;base64,QUJD\"/>",
            "<image href=\" data:image/jpeg;base64,QUJD\"/>",
            "<image data:image/jpeg;base64,QUJD=\"\"/>",
            "<image a=\"b\"c href=\"data:image/jpeg;base64,QUJD\"/>",
        ] {
            assert_eq!(cleaned(veiled), None, "{veiled}");
        }
        for plain in [
            "<style>.a{fill:red}</style><text>data: 5 &amp; 6</text>",
            "<style><![CDATA[.a{fill:red}]]></style>",
            "<style>@font-face{src:url(data:font/woff2;base64,QUJD)}</style>",
        ] {
            assert_eq!(cleaned(plain).unwrap(), format!("<svg>{plain}</svg>"));
        }
    }
}
