//! Signs of the typefaces that have pictures in place of letters.

/// Signs of Wingdings and its like, by their codes.
const WINGDINGS: [(u32, char); 30] = [
    (0x22, '✂'),
    (0x28, '☎'),
    (0x2a, '✉'),
    (0x46, '☞'),
    (0x4a, '☺'),
    (0x6c, '●'),
    (0x6d, '○'),
    (0x6e, '■'),
    (0x6f, '□'),
    (0x71, '❑'),
    (0x74, '◆'),
    (0x75, '◆'),
    (0x76, '❖'),
    (0x77, '◆'),
    (0x9f, '•'),
    (0xa1, '○'),
    (0xa7, '▪'),
    (0xa8, '□'),
    (0xab, '★'),
    (0xb5, '✪'),
    (0xd8, '➢'),
    (0xe0, '→'),
    (0xe8, '➔'),
    (0xf0, '⇨'),
    (0xfb, '✗'),
    (0xfc, '✓'),
    (0xfd, '☒'),
    (0xfe, '☑'),
    (0x81, '①'),
    (0x8c, '①'),
];

/// Greek letters of Symbol, in the order of the Latin ones.
const GREEK: &str = "αβχδεφγηιϕκλμνοπθρστυϖωξψζ";

/// The character that a sign shows, by the name of its typeface and its code in hexadecimal digits; `None` when it
/// is not known.
pub fn symbol(font: &str, code: &str) -> Option<char> {
    let font = font.to_lowercase();
    let code = u32::from_str_radix(code, 16).ok()?;
    // Word moves the codes of such typefaces into the area for private use.
    let code = if (0xf000..0xf100).contains(&code) { code - 0xf000 } else { code };
    if font.contains("wingdings 2") {
        return match code {
            0x50 => Some('✓'),
            0x51 | 0x53 => Some('☒'),
            0x52 => Some('☑'),
            0xa3 => Some('□'),
            _ => None,
        };
    }
    if font.starts_with("wingdings") {
        return WINGDINGS.iter().find(|(known, _)| *known == code).map(|(_, sign)| *sign);
    }
    if font == "symbol" {
        return match code {
            0x61..=0x7a => GREEK.chars().nth((code - 0x61) as usize),
            0x57 => Some('Ω'),
            0x44 => Some('Δ'),
            0xb0 => Some('°'),
            0xb1 => Some('±'),
            0xb4 => Some('×'),
            0xb7 => Some('•'),
            0xb8 => Some('÷'),
            0xa3 => Some('≤'),
            0xb3 => Some('≥'),
            0xb9 => Some('≠'),
            0xa5 => Some('∞'),
            _ => None,
        };
    }
    if font.starts_with("webdings") {
        return match code {
            0x61 => Some('✓'),
            0x63 => Some('□'),
            0x67 => Some('■'),
            0x72 => Some('✗'),
            _ => None,
        };
    }
    char::from_u32(code).filter(|c| !c.is_control() && !('\u{e000}'..='\u{f8ff}').contains(c))
}
