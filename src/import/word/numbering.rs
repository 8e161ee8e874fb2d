//! Automatic numbers (ECMA-376, 17.9) become typed ones: 一、, （二）, 1.1, ③.

use std::collections::BTreeMap;

use crate::import::xml::{Xml, child, children, get, switch, value};

/// Levels of a list.
const LEVELS: usize = 9;

/// One level of a list.
#[derive(Clone, Debug, Default)]
struct Level {
    start: u32,
    format: String,
    /// The number's text: `%1` stands for the number of the first level.
    text: String,
    /// Whether the number is hidden.
    is_hidden: bool,
    /// Whether it goes on counting below a new number of a level above.
    goes_on: bool,
    /// Whether all numbers of it are Arabic ones, those of levels above, too.
    is_legal: bool,
}

/// The lists of a file.
#[derive(Default)]
pub struct Numbering {
    /// The levels of each list, by the name of its definition.
    kinds: BTreeMap<String, Vec<Level>>,
    /// For each list: its definition, and the levels that begin elsewhere.
    lists: BTreeMap<String, (String, BTreeMap<usize, u32>)>,
    /// How far each definition has counted.
    counts: BTreeMap<String, [Option<u32>; LEVELS]>,
    /// The lists that have begun: each restarts its own levels once.
    begun: BTreeMap<String, [bool; LEVELS]>,
}

/// The number of a paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Number {
    /// A bullet, and how deep.
    Bullet(usize),
    /// A number, as it is shown.
    Text(String),
}

impl Numbering {
    /// Reads `numbering.xml`.
    pub fn read(root: Xml<'_, '_>) -> Self {
        let mut all = Self::default();
        let mut styled = BTreeMap::new();
        for kind in children(root, "abstractNum") {
            let Some(id) = get(kind, "abstractNumId") else { continue };
            let mut levels = vec![Level::default(); LEVELS];
            for level in children(kind, "lvl") {
                set(&mut levels, level);
            }
            if let Some(style) = value(kind, "styleLink") {
                styled.insert(style.to_owned(), levels.clone());
            }
            all.kinds.insert(id.to_owned(), levels);
        }
        for kind in children(root, "abstractNum") {
            let linked = value(kind, "numStyleLink").and_then(|style| styled.get(style));
            if let (Some(id), Some(levels)) = (get(kind, "abstractNumId"), linked) {
                all.kinds.insert(id.to_owned(), levels.clone());
            }
        }
        for list in children(root, "num") {
            let (Some(id), Some(kind)) = (get(list, "numId"), value(list, "abstractNumId")) else {
                continue;
            };
            let mut starts = BTreeMap::new();
            let mut kind = kind.to_owned();
            for change in children(list, "lvlOverride") {
                let at = get(change, "ilvl").and_then(|at| at.parse::<usize>().ok()).unwrap_or(0);
                if let Some(start) =
                    value(change, "startOverride").and_then(|start| start.parse().ok())
                {
                    starts.insert(at, start);
                }
                if let Some(level) = child(change, "lvl") {
                    // A level of its own makes it a list of its own.
                    let mut levels = all.kinds.get(&kind).cloned().unwrap_or_default();
                    levels.resize(LEVELS, Level::default());
                    set(&mut levels, level);
                    kind = format!("{kind} {id}");
                    all.kinds.insert(kind.clone(), levels);
                }
            }
            all.lists.insert(id.to_owned(), (kind, starts));
        }
        all
    }

    /// The next number of a list on a level; `None` when the list has none there.
    pub fn next(&mut self, list: &str, at: usize) -> Option<Number> {
        let at = at.min(LEVELS - 1);
        let (kind, starts) = self.lists.get(list)?;
        let levels = self.kinds.get(kind)?;
        let level = levels.get(at)?;
        if level.format == "bullet" {
            return Some(Number::Bullet(at));
        }
        let counts = self.counts.entry(kind.clone()).or_default();
        let begun = self.begun.entry(list.to_owned()).or_default();
        let restart = starts.get(&at).filter(|_| !begun[at]);
        begun[at] = true;
        counts[at] = Some(match (restart, counts[at]) {
            (Some(start), _) => *start,
            (None, Some(count)) => count.saturating_add(1),
            (None, None) => level.start,
        });
        for (deeper, level) in counts.iter_mut().zip(levels).skip(at + 1) {
            *deeper = deeper.filter(|_| level.goes_on);
        }
        if level.is_hidden {
            return None;
        }
        let mut text = String::new();
        let mut chars = level.text.chars();
        while let Some(c) = chars.next() {
            if c != '%' {
                text.push(c);
                continue;
            }
            let Some(other) = chars.next().and_then(|c| c.to_digit(10)) else { continue };
            let Some(other) = (other as usize).checked_sub(1).filter(|other| *other <= at) else {
                continue;
            };
            let number = counts[other].unwrap_or(levels[other].start);
            let format = if level.is_legal { "decimal" } else { levels[other].format.as_str() };
            text.push_str(&written(number, format));
        }
        (level.format != "none" || !text.is_empty()).then_some(Number::Text(text))
    }
}

fn set(levels: &mut [Level], level: Xml<'_, '_>) {
    let at = get(level, "ilvl").and_then(|at| at.parse::<usize>().ok()).unwrap_or(0);
    let Some(place) = levels.get_mut(at) else { return };
    // Formats that only newer programs know stand in a choice, with an older one beside it.
    let format = value(level, "numFmt").or_else(|| {
        level
            .descendants()
            .find(|one| one.tag_name().name() == "numFmt")
            .and_then(|one| get(one, "val"))
    });
    *place = Level {
        start: value(level, "start").and_then(|start| start.parse().ok()).unwrap_or(0),
        format: format.unwrap_or("decimal").to_owned(),
        text: value(level, "lvlText").unwrap_or_default().to_owned(),
        is_hidden: child(level, "rPr").is_some_and(|one| switch(one, "vanish") == Some(true)),
        goes_on: value(level, "lvlRestart") == Some("0"),
        is_legal: switch(level, "isLgl").unwrap_or(false),
    };
}

/// A number in one of the formats of Word (ECMA-376, 17.18.59). Those that have no use in Chinese are Arabic.
fn written(number: u32, format: &str) -> String {
    let nth = |signs: &str| signs.chars().nth(number.checked_sub(1)? as usize).map(String::from);
    let ring =
        |start: char| char::from_u32(start as u32 + number.checked_sub(1)?).map(String::from);
    let arabic = || number.to_string();
    match format {
        "chineseCounting"
        | "chineseCountingThousand"
        | "japaneseCounting"
        | "taiwaneseCounting"
        | "taiwaneseCountingThousand"
        | "japaneseDigitalTenThousand"
        | "ideographDigital"
        | "taiwaneseDigital"
        | "koreanDigital" => counted(number, "〇一二三四五六七八九", ["十", "百", "千", "万"]),
        "chineseLegalSimplified" | "ideographLegalTraditional" | "japaneseLegal" => {
            counted(number, "零壹贰叁肆伍陆柒捌玖", ["拾", "佰", "仟", "万"])
        }
        "ideographTraditional" => nth("甲乙丙丁戊己庚辛壬癸").unwrap_or_else(arabic),
        "ideographZodiac" => nth("子丑寅卯辰巳午未申酉戌亥").unwrap_or_else(arabic),
        "ideographEnclosedCircle" => nth("㊀㊁㊂㊃㊄㊅㊆㊇㊈㊉").unwrap_or_else(arabic),
        "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" => match number {
            1..=20 => ring('①'),
            21..=35 => char::from_u32('㉑' as u32 + number - 21).map(String::from),
            _ => None,
        }
        .unwrap_or_else(arabic),
        "decimalEnclosedParen" if (1..=20).contains(&number) => ring('⑴').unwrap_or_else(arabic),
        "decimalEnclosedFullstop" if (1..=20).contains(&number) => ring('⒈').unwrap_or_else(arabic),
        "decimalFullWidth" | "decimalFullWidth2" => arabic().chars().map(wide).collect(),
        "decimalZero" => format!("{number:02}"),
        "upperRoman" => roman(number),
        "lowerRoman" => roman(number).to_lowercase(),
        "upperLetter" => letters(number, 'A'),
        "lowerLetter" => letters(number, 'a'),
        "none" => String::new(),
        _ => arabic(),
    }
}

fn wide(digit: char) -> char {
    char::from_u32(digit as u32 - '0' as u32 + '０' as u32).unwrap_or(digit)
}

/// 十二, 一百零三
fn counted(number: u32, digits: &str, units: [&str; 4]) -> String {
    let digit = |digit: u32| digits.chars().nth(digit as usize).unwrap_or('〇');
    if number == 0 || number > 99_999 {
        return if number == 0 { digit(0).to_string() } else { number.to_string() };
    }
    let mut out = String::new();
    let mut is_gap = false;
    for place in (0..5).rev() {
        let value = number / 10_u32.pow(place) % 10;
        if value == 0 {
            is_gap = !out.is_empty();
            continue;
        }
        if is_gap {
            out.push(if digits.starts_with('〇') { '零' } else { digit(0) });
            is_gap = false;
        }
        // 十二, not 一十二.
        if !(value == 1 && place == 1 && out.is_empty() && units[0] == "十") {
            out.push(digit(value));
        }
        if let Some(unit) = (place as usize).checked_sub(1) {
            out.push_str(units[unit]);
        }
    }
    out
}

fn roman(mut number: u32) -> String {
    const SIGNS: [(u32, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    if number == 0 || number > 3999 {
        return number.to_string();
    }
    let mut out = String::new();
    for (value, sign) in SIGNS {
        while number >= value {
            out.push_str(sign);
            number -= value;
        }
    }
    out
}

/// A, B … Z, AA, BB
fn letters(number: u32, first: char) -> String {
    let Some(number) = number.checked_sub(1).filter(|number| *number < 260) else {
        return number.to_string();
    };
    let letter = char::from_u32(first as u32 + number % 26).unwrap_or(first);
    letter.to_string().repeat(number as usize / 26 + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_word_shows_them() {
        for (number, format, expected) in [
            (1, "chineseCounting", "一"),
            (10, "chineseCountingThousand", "十"),
            (12, "chineseCounting", "十二"),
            (20, "japaneseCounting", "二十"),
            (103, "chineseCountingThousand", "一百零三"),
            (110, "chineseCounting", "一百一十"),
            (12, "chineseLegalSimplified", "壹拾贰"),
            (3, "ideographTraditional", "丙"),
            (11, "ideographTraditional", "11"),
            (12, "ideographZodiac", "亥"),
            (20, "decimalEnclosedCircle", "⑳"),
            (21, "decimalEnclosedCircleChinese", "㉑"),
            (3, "decimalEnclosedFullstop", "⒊"),
            (3, "decimalEnclosedParen", "⑶"),
            (12, "decimalFullWidth", "１２"),
            (4, "upperRoman", "IV"),
            (27, "lowerLetter", "aa"),
            (7, "decimalZero", "07"),
            (7, "cardinalText", "7"),
        ] {
            assert_eq!(written(number, format), expected, "{format}");
        }
    }

    #[test]
    fn lists_count_on_and_begin_again() {
        let xml = "<numbering><abstractNum abstractNumId='0'>\
            <lvl ilvl='0'><start val='1'/><numFmt val='chineseCounting'/><lvlText val='%1、'/></lvl>\
            <lvl ilvl='1'><start val='1'/><numFmt val='chineseCounting'/><lvlText val='（%2）'/></lvl>\
            <lvl ilvl='2'><start val='1'/><numFmt val='decimal'/><lvlText val='%1.%2.%3'/><isLgl/></lvl>\
            <lvl ilvl='3'><numFmt val='bullet'/><lvlText val='·'/></lvl></abstractNum>\
            <num numId='1'><abstractNumId val='0'/></num>\
            <num numId='2'><abstractNumId val='0'/><lvlOverride ilvl='0'><startOverride val='1'/></lvlOverride></num></numbering>";
        let document = roxmltree::Document::parse(xml).unwrap();
        let mut lists = Numbering::read(document.root_element());
        let mut next = |list, at| match lists.next(list, at) {
            Some(Number::Text(text)) => text,
            Some(Number::Bullet(at)) => format!("bullet {at}"),
            None => "none".to_owned(),
        };
        let shown: Vec<String> = [
            ("1", 0),
            ("1", 1),
            ("1", 1),
            ("1", 2),
            ("1", 0),
            ("1", 1),
            ("2", 0),
            ("2", 0),
            ("1", 3),
            ("9", 0),
        ]
        .into_iter()
        .map(|(list, at)| next(list, at))
        .collect();
        assert_eq!(
            shown,
            [
                "一、",
                "（一）",
                "（二）",
                "1.2.1",
                "二、",
                "（一）",
                "一、",
                "二、",
                "bullet 3",
                "none"
            ]
        );
    }
}
