//! Styles and typefaces ([MS-DOC] 2.9.271, 2.9.286), as `styles.xml` has them.

use std::fmt::Write as _;

use super::bytes::{slice, typed, u16_at, utf16};
use super::file::{File, Part};
use super::looks::{Form, Look};
use super::modifiers::modifiers;

/// The names of typefaces, in the order of their numbers.
pub fn fonts(file: &File) -> Vec<String> {
    let bytes = file.part(Part::Fonts);
    let mut all = Vec::new();
    let mut at = 4;
    while let Some(length) = bytes.get(at).map(|length| usize::from(*length)) {
        // What kind of typeface it is takes 39 bytes.
        let name = slice(bytes, at + 40, length.saturating_sub(39)).unwrap_or_default();
        all.push(utf16(name).split('\0').next().unwrap_or_default().to_owned());
        at += 1 + length;
    }
    all
}

/// A style.
struct Style<'a> {
    /// Its number among those that every Word has.
    number: u16,
    /// 1 for paragraphs, 2 for letters.
    kind: u16,
    base: u16,
    name: String,
    paragraph: &'a [u8],
    letters: &'a [u8],
}

/// The styles of a file, in the order of their numbers.
pub struct Styles<'a> {
    all: Vec<Option<Style<'a>>>,
    /// The typeface of Chinese letters where none is set.
    han: u16,
}

/// The longest chain of styles that is followed.
const CHAIN: usize = 32;

impl<'a> Styles<'a> {
    /// Reads the styles.
    pub fn read(file: &'a File) -> Self {
        let bytes = file.part(Part::Styles);
        let head = usize::from(u16_at(bytes, 0).unwrap_or(0));
        let base = usize::from(u16_at(bytes, 4).unwrap_or(10));
        let mut all = Vec::new();
        let mut at = 2 + head;
        while let Some(length) = u16_at(bytes, at).map(usize::from) {
            all.push(slice(bytes, at + 2, length).and_then(|bytes| style(bytes, base)));
            at += 2 + length + length % 2;
        }
        Self { all, han: u16_at(bytes, 16).unwrap_or(0) }
    }

    /// Whether a style has a switch on.
    pub fn has(&self, style: u16, switch: u16) -> bool {
        let mut next = Some(style);
        for _ in 0..CHAIN {
            let Some(style) = next.and_then(|at| self.all.get(usize::from(at))?.as_ref()) else {
                break;
            };
            let last = modifiers(style.letters).filter(|(name, _)| *name == switch).last();
            match last.and_then(|(_, value)| value.first()) {
                Some(0) => return false,
                Some(1) => return true,
                Some(0x81) => return !self.has_base(style, switch),
                _ => next = Some(style.base),
            }
        }
        false
    }

    fn has_base(&self, style: &Style<'_>, switch: u16) -> bool {
        let base = self.all.get(usize::from(style.base)).and_then(Option::as_ref);
        let last = base
            .and_then(|base| modifiers(base.letters).filter(|(name, _)| *name == switch).last());
        last.is_some_and(|(_, value)| value.first() == Some(&1))
    }

    /// The styles as a part of a package.
    pub fn xml(&self, fonts: &[String]) -> String {
        let han = fonts.get(usize::from(self.han)).map_or("", String::as_str);
        let mut xml = format!(
            "<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:eastAsia=\"{}\"/><w:sz w:val=\"20\"/></w:rPr>\
             </w:rPrDefault></w:docDefaults>",
            typed(han)
        );
        for (id, style) in self.all.iter().enumerate() {
            let Some(style) = style else { continue };
            let kind = if style.kind == 2 { "character" } else { "paragraph" };
            let default = if style.number == 0 { " w:default=\"1\"" } else { "" };
            let base = match style.base {
                0x0fff => String::new(),
                base => format!("<w:basedOn w:val=\"s{base}\"/>"),
            };
            let look =
                Look::of(modifiers(style.letters), fonts, |switch| self.has(style.base, switch));
            let form = Form::of(modifiers(style.paragraph));
            let _ = write!(
                xml,
                "<w:style w:type=\"{kind}\" w:styleId=\"s{id}\"{default}><w:name w:val=\"{}\"/>{base}{}{}</w:style>",
                typed(&name_of(style)),
                form.xml(""),
                look.xml(),
            );
        }
        xml
    }
}

fn style(bytes: &[u8], base: usize) -> Option<Style<'_>> {
    let kind = u16_at(bytes, 2)? & 0xf;
    let length = usize::from(u16_at(bytes, base)?);
    let name = utf16(slice(bytes, base + 2, 2 * length)?);
    let mut at = base + 2 + 2 * (length + 1);
    let mut next = || {
        let length = usize::from(u16_at(bytes, at)?);
        let set = slice(bytes, at + 2, length);
        at += 2 + length + length % 2;
        set
    };
    let paragraph = if kind == 1 { next().and_then(|set| set.get(2..)) } else { None };
    let letters = if matches!(kind, 1 | 2) { next() } else { None };
    Some(Style {
        number: u16_at(bytes, 0)? & 0x0fff,
        kind,
        base: u16_at(bytes, 2)? >> 4,
        name,
        paragraph: paragraph.unwrap_or_default(),
        letters: letters.unwrap_or_default(),
    })
}

/// The name of a style: those that every Word has are named in English, whatever language they are shown in.
fn name_of(style: &Style<'_>) -> String {
    match style.number {
        level @ 1..=9 => format!("heading {level}"),
        level @ 19..=27 => format!("toc {}", level - 18),
        34 => "caption".to_owned(),
        62 => "Title".to_owned(),
        74 => "Subtitle".to_owned(),
        _ => style.name.clone(),
    }
}
