//! Automatic numbers ([MS-DOC] 2.9.131, 2.9.147 and 2.9.150), as `numbering.xml` has them.

use std::fmt::Write as _;

use super::bytes::{index_at, slice, typed, u16_at, u32_at};
use super::file::{File, Part};

/// The forms of numbers by their code ([MS-OSHARED] 2.2.1.3), as ECMA-376 17.18.59 names them.
const FORMATS: [&str; 45] = [
    "decimal",
    "upperRoman",
    "lowerRoman",
    "upperLetter",
    "lowerLetter",
    "ordinal",
    "cardinalText",
    "ordinalText",
    "hex",
    "chicago",
    "ideographDigital",
    "japaneseCounting",
    "aiueo",
    "iroha",
    "decimalFullWidth",
    "decimalHalfWidth",
    "japaneseLegal",
    "japaneseDigitalTenThousand",
    "decimalEnclosedCircle",
    "decimalFullWidth2",
    "aiueoFullWidth",
    "irohaFullWidth",
    "decimalZero",
    "bullet",
    "ganada",
    "chosung",
    "decimalEnclosedFullstop",
    "decimalEnclosedParen",
    "decimalEnclosedCircleChinese",
    "ideographEnclosedCircle",
    "ideographTraditional",
    "ideographZodiac",
    "ideographZodiacTraditional",
    "taiwaneseCounting",
    "ideographLegalTraditional",
    "taiwaneseCountingThousand",
    "taiwaneseDigital",
    "chineseCounting",
    "chineseLegalSimplified",
    "chineseCountingThousand",
    "japaneseDigital",
    "koreanDigital",
    "koreanCounting",
    "koreanLegal",
    "koreanDigital2",
];

/// The lists as a part of a package.
pub fn xml(file: &File) -> String {
    let mut xml = String::new();
    let (start, length) = file.span(Part::Lists);
    let kinds = slice(&file.table, start, length).unwrap_or_default();
    // The levels lie behind the part.
    let mut at = start.saturating_add(length);
    let mut names = Vec::new();
    for number in 0..usize::from(u16_at(kinds, 0).unwrap_or(0)) {
        let Some(kind) = slice(kinds, 2 + 28 * number, 28) else { break };
        names.push(u32_at(kind, 0));
        let count = if kind[26] & 1 == 0 { 9 } else { 1 };
        let _ = write!(xml, "<w:abstractNum w:abstractNumId=\"{number}\">");
        for depth in 0..count {
            let Some((level, length)) = level(&file.table, at, depth) else { break };
            xml.push_str(&level);
            at += length;
        }
        xml.push_str("</w:abstractNum>");
    }
    uses(file, &names, &mut xml);
    xml
}

/// The lists of paragraphs: each has a kind, and may begin elsewhere.
fn uses(file: &File, names: &[Option<u32>], xml: &mut String) {
    let bytes = file.part(Part::ListUses);
    let count = index_at(bytes, 0).unwrap_or(0).min(bytes.len() / 16);
    let mut at = 4 + 16 * count;
    for number in 0..count {
        let Some(one) = slice(bytes, 4 + 16 * number, 16) else { break };
        let kind = names.iter().position(|name| *name == u32_at(one, 0)).unwrap_or(usize::MAX);
        let _ =
            write!(xml, "<w:num w:numId=\"{}\"><w:abstractNumId w:val=\"{kind}\"/>", number + 1);
        at += 4;
        for _ in 0..one[12] {
            let (Some(start), Some(about)) = (u32_at(bytes, at), u32_at(bytes, at + 4)) else {
                break;
            };
            at += 8;
            let depth = about & 0xf;
            let _ = write!(xml, "<w:lvlOverride w:ilvl=\"{depth}\">");
            if about & 0x20 != 0 {
                if let Some((level, length)) = level(bytes, at, depth as usize) {
                    xml.push_str(&level);
                    at += length;
                }
            } else if about & 0x10 != 0 {
                let _ = write!(xml, "<w:startOverride w:val=\"{start}\"/>");
            }
            xml.push_str("</w:lvlOverride>");
        }
        xml.push_str("</w:num>");
    }
}

/// One level as XML, and how long it is in the file.
fn level(bytes: &[u8], at: usize, depth: usize) -> Option<(String, usize)> {
    let about = slice(bytes, at, 28)?;
    let rest = 28 + usize::from(about[24]) + usize::from(about[25]);
    let length = usize::from(u16_at(bytes, at + rest)?);
    let shown = slice(bytes, at + rest + 2, 2 * length)?;
    let units: Vec<u16> = (0..length).filter_map(|number| u16_at(shown, 2 * number)).collect();
    let text: String = char::decode_utf16(units)
        .map(|c| match c.unwrap_or('\u{fffd}') {
            // The number of a level stands for its count.
            c @ '\0'..='\u{8}' => format!("%{}", u32::from(c) + 1),
            c if c.is_control() => String::new(),
            c => typed(&c.to_string()),
        })
        .collect();
    let format = match about[4] {
        57 => "numberInDash",
        255 => "none",
        code => FORMATS.get(usize::from(code)).unwrap_or(&"decimal"),
    };
    let legal = if about[5] & 4 == 0 { "" } else { "<w:isLgl/>" };
    let restart = if about[5] & 8 == 0 { "" } else { "<w:lvlRestart w:val=\"0\"/>" };
    let xml = format!(
        "<w:lvl w:ilvl=\"{depth}\"><w:start w:val=\"{}\"/><w:numFmt w:val=\"{format}\"/>{restart}{legal}\
         <w:lvlText w:val=\"{text}\"/></w:lvl>",
        u32_at(about, 0)?
    );
    Some((xml, rest + 2 + 2 * length))
}
