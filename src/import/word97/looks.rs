//! What letters and paragraphs look like, as `rPr` and `pPr` say it in a package of today. What [`word`](crate::import::word)
//! does not look at is left away.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::bytes::{index_at, typed, u16_at};

/// The names of switches that say what their style does not, and of their elements.
const SWITCHES: [(u16, &str); 7] = [
    (0x0835, "b"),
    (0x0836, "i"),
    (0x0837, "strike"),
    (0x2a53, "dstrike"),
    (0x083c, "vanish"),
    (0x0811, "webHidden"),
    (0x0818, "specVanish"),
];

/// The old numbers of colours.
const COLOURS: [&str; 17] = [
    "auto", "000000", "0000FF", "00FFFF", "00FF00", "FF00FF", "FF0000", "FFFF00", "FFFFFF",
    "00008B", "008B8B", "006400", "8B008B", "8B0000", "808000", "808080", "C0C0C0",
];

/// What is set on letters.
#[derive(Default)]
pub struct Look {
    /// The elements of `rPr`, by their names.
    elements: BTreeMap<&'static str, String>,
    /// Whether somebody deleted or inserted them, and nobody has accepted that.
    pub is_deleted: bool,
    pub is_inserted: bool,
    /// Whether they are signs for what is no text.
    pub is_special: bool,
    /// The typeface and the code of a sign.
    pub symbol: Option<(String, u16)>,
    /// Where their picture lies.
    pub picture: Option<usize>,
}

impl Look {
    /// What a list of modifiers sets. `styled` answers whether the style has a switch on.
    pub fn of<'a>(
        set: impl Iterator<Item = (u16, &'a [u8])>,
        fonts: &[String],
        styled: impl Fn(u16) -> bool,
    ) -> Self {
        let mut look = Self::default();
        let font = |value: &[u8]| u16_at(value, 0).and_then(|at| fonts.get(usize::from(at)));
        let (mut latin, mut han) = (None, None);
        for (name, value) in set {
            let first = value.first().copied().unwrap_or_default();
            if let Some((_, element)) = SWITCHES.iter().find(|(switch, _)| *switch == name) {
                let is_on = match first {
                    0x80 => styled(name),
                    0x81 => !styled(name),
                    other => other != 0,
                };
                look.put(element, if is_on { "1" } else { "0" });
                continue;
            }
            match name {
                0x0800 => look.is_deleted = first != 0,
                0x0801 => look.is_inserted = first != 0,
                0x0855 => look.is_special = first != 0,
                0x6a03 => look.picture = index_at(value, 0),
                0x6a09 => {
                    look.symbol = font(value).cloned().zip(u16_at(value, 2));
                    look.is_special = true;
                }
                0x4a30 => look.put("rStyle", &format!("s{}", u16_at(value, 0).unwrap_or(0))),
                0x4a43 => look.put("sz", &u16_at(value, 0).unwrap_or(20).to_string()),
                0x2a48 => look.put(
                    "vertAlign",
                    match first {
                        1 => "superscript",
                        2 => "subscript",
                        _ => "baseline",
                    },
                ),
                0x2a3e => look.put("u", if first == 0 { "none" } else { "single" }),
                0x2a42 => look.put("color", COLOURS.get(usize::from(first)).unwrap_or(&"auto")),
                0x6870 => match value {
                    [red, green, blue, 0] => {
                        look.put("color", &format!("{red:02X}{green:02X}{blue:02X}"));
                    }
                    _ => look.put("color", "auto"),
                },
                0x2a0c if first != 0 => look.put("highlight", "yellow"),
                0x4a4f => latin = font(value),
                0x4a50 => han = font(value),
                _ => {}
            }
            if let (0x4866 | 0xca71, Some(fill)) = (name, ground(value)) {
                look.elements.insert("shd", format!("<w:shd w:fill=\"{fill}\"/>"));
            }
        }
        if latin.is_some() || han.is_some() {
            let mut fonts = String::from("<w:rFonts");
            for (name, font) in [("ascii", latin), ("eastAsia", han)] {
                if let Some(font) = font {
                    let _ = write!(fonts, " w:{name}=\"{}\"", typed(font));
                }
            }
            look.elements.insert("rFonts", fonts + "/>");
        }
        look
    }

    fn put(&mut self, element: &'static str, value: &str) {
        self.elements.insert(element, format!("<w:{element} w:val=\"{value}\"/>"));
    }

    /// The properties as XML.
    pub fn xml(&self) -> String {
        let all: String = self.elements.values().map(String::as_str).collect();
        if all.is_empty() { all } else { format!("<w:rPr>{all}</w:rPr>") }
    }

    /// Properties of the mark of a paragraph: whether it is hidden or deleted.
    pub fn of_mark(&self) -> String {
        let deleted = if self.is_deleted { "<w:del/>" } else { "" };
        let hidden = self.elements.get("vanish").map_or("", String::as_str);
        format!("<w:rPr>{deleted}{hidden}</w:rPr>")
    }
}

/// The colour behind letters: `auto` where there is none.
fn ground(value: &[u8]) -> Option<&'static str> {
    let is_none = match value.len() {
        // Five bits for the letters, five for the ground, six for the pattern.
        2 => u16_at(value, 0)? < 1 << 5,
        _ => value.get(7).copied().unwrap_or(0xff) == 0xff,
    };
    Some(if is_none { "auto" } else { "808080" })
}

/// What is set on a paragraph.
#[derive(Default)]
pub struct Form {
    elements: BTreeMap<&'static str, String>,
    /// How many tables it stands in.
    pub depth: usize,
    /// Whether its end is the end of a cell, in a table in a table.
    pub ends_inner_cell: bool,
    /// Whether it stands for the end of a row.
    pub ends_row: bool,
}

impl Form {
    /// What a list of modifiers sets.
    pub fn of<'a>(set: impl Iterator<Item = (u16, &'a [u8])>) -> Self {
        let mut form = Self::default();
        for (name, value) in set {
            let first = value.first().copied().unwrap_or_default();
            match name {
                0x2403 | 0x2461 => form.put(
                    "jc",
                    match first {
                        1 => "center",
                        2 => "right",
                        _ => "both",
                    },
                ),
                // No list, or one that was numbered by hand.
                0x460b => form.put(
                    "numId",
                    &match u16_at(value, 0) {
                        Some(number) if number < 0x7ff => number.to_string(),
                        _ => "0".to_owned(),
                    },
                ),
                0x260a => form.put("ilvl", &first.to_string()),
                0x2640 => form.put("outlineLvl", &first.to_string()),
                0x442c if first & 7 != 0 => {
                    form.elements.insert("framePr", "<w:framePr w:dropCap=\"drop\"/>".to_owned());
                }
                0x2416 => form.depth = form.depth.max(usize::from(first != 0)),
                0x6649 => form.depth = index_at(value, 0).unwrap_or(0),
                0x244b => form.ends_inner_cell = first != 0,
                0x2417 | 0x244c => form.ends_row |= first != 0,
                _ => {}
            }
        }
        form
    }

    fn put(&mut self, element: &'static str, value: &str) {
        self.elements.insert(element, format!("<w:{element} w:val=\"{value}\"/>"));
    }

    /// The properties as XML, behind what `first` says.
    pub fn xml(&self, first: &str) -> String {
        let mut all = String::from(first);
        let mut list = String::new();
        for (name, element) in &self.elements {
            if matches!(*name, "numId" | "ilvl") { &mut list } else { &mut all }.push_str(element);
        }
        if !list.is_empty() {
            let _ = write!(all, "<w:numPr>{list}</w:numPr>");
        }
        format!("<w:pPr>{all}</w:pPr>")
    }
}
