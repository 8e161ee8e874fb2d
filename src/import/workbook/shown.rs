//! What a cell shows: its number, by its format (ECMA-376, 18.8.30 and 18.8.31).

use std::collections::BTreeMap;

use ssfmt::{DateSystem, FormatOptions, format_code_from_id};

use crate::import::xml::{Xml, child, children, get};

/// The formats of the cells of a workbook.
#[derive(Default)]
pub struct Formats {
    /// The format of each style of cells.
    styles: Vec<u32>,
    /// Those that the workbook defines.
    own: BTreeMap<u32, String>,
    options: FormatOptions,
}

/// What a number shows.
#[derive(Debug, PartialEq, Eq)]
pub enum Shown {
    /// This text.
    Text(String),
    /// Nothing: its format hides it.
    Hidden,
    /// This text, where Excel writes Chinese numbers.
    Arabic(String),
}

impl Formats {
    /// Reads `styles.xml`.
    pub fn read(root: Xml<'_, '_>) -> Self {
        let mut all = Self::default();
        for format in child(root, "numFmts").into_iter().flat_map(|list| children(list, "numFmt")) {
            let id = get(format, "numFmtId").and_then(|id| id.parse().ok());
            if let (Some(id), Some(code)) = (id, get(format, "formatCode")) {
                all.own.insert(id, code.to_owned());
            }
        }
        let styles = child(root, "cellXfs").into_iter().flat_map(|list| children(list, "xf"));
        all.styles = styles
            .map(|style| get(style, "numFmtId").and_then(|id| id.parse().ok()).unwrap_or(0))
            .collect();
        all
    }

    /// Days count from 1904, as in workbooks from old Macs.
    pub fn count_from_1904(&mut self) {
        self.options.date_system = DateSystem::Date1904;
    }

    /// The code of a style's format.
    fn code(&self, style: usize) -> &str {
        let id = self.styles.get(style).copied().unwrap_or(0);
        let own = self.own.get(&id).map(String::as_str);
        own.or_else(|| chinese(id)).or_else(|| format_code_from_id(id)).unwrap_or("General")
    }

    /// What a number shows.
    pub fn number(&self, number: f64, style: usize) -> Shown {
        let code = self.code(style);
        let is_chinese = code.contains("[DBNum");
        let code = without_languages(code);
        let part = section(&code, number);
        if part.is_some_and(|part| part.trim().is_empty()) {
            return Shown::Hidden;
        }
        let text = match code.trim() {
            // All digits of a whole number, where Excel would round it.
            "General" | "" if number.fract() == 0.0 && number.abs() < 1e15 => {
                format!("{number:.0}")
            }
            code => {
                ssfmt::format(number, code, &self.options).unwrap_or_default().trim().to_owned()
            }
        };
        // A format that is not understood, or a day before the first: the number itself.
        let text = if text.is_empty() { number.to_string() } else { text };
        if is_chinese { Shown::Arabic(text) } else { Shown::Text(text) }
    }

    /// Whether a format hides texts, too.
    pub fn hides_text(&self, style: usize) -> bool {
        let code = without_languages(self.code(style));
        let parts = sections(&code);
        parts.len() == 4 && parts[3].trim().is_empty()
    }
}

/// Formats that every Excel in Chinese has, and those that show another order of days in it.
fn chinese(id: u32) -> Option<&'static str> {
    Some(match id {
        14 => "yyyy/m/d",
        22 => "yyyy/m/d h:mm",
        27 | 36 | 50 | 52 | 57 => "yyyy\"年\"m\"月\"",
        28 | 29 | 51 | 53 | 54 | 58 => "m\"月\"d\"日\"",
        30 => "m-d-yy",
        31 => "yyyy\"年\"m\"月\"d\"日\"",
        32 => "h\"时\"mm\"分\"",
        33 => "h\"时\"mm\"分\"ss\"秒\"",
        34 | 55 => "上午/下午h\"时\"mm\"分\"",
        35 | 56 => "上午/下午h\"时\"mm\"分\"ss\"秒\"",
        _ => return None,
    })
}

/// A format without its languages; what stands for money stays.
fn without_languages(code: &str) -> String {
    let mut out = String::new();
    let mut rest = code;
    while let Some((before, inner)) = rest.split_once('[') {
        out.push_str(before);
        let Some((inside, behind)) = inner.split_once(']') else {
            out.push('[');
            rest = inner;
            continue;
        };
        if !inside.starts_with("DBNum") && !inside.starts_with("$-") {
            out.push('[');
            out.push_str(inside);
            out.push(']');
        }
        rest = behind;
    }
    out + rest
}

/// The sections of a format, for numbers above, below and equal to nothing, and for texts.
fn sections(code: &str) -> Vec<String> {
    let mut all = vec![String::new()];
    let (mut is_quoted, mut is_literal) = (false, false);
    for c in code.chars() {
        let is_plain = !is_quoted && !is_literal;
        is_literal = is_plain && c == '\\';
        if c == '"' && is_plain {
            is_quoted = true;
        } else if c == '"' && is_quoted {
            is_quoted = false;
        }
        if c == ';' && is_plain {
            all.push(String::new());
        } else if let Some(last) = all.last_mut() {
            last.push(c);
        }
    }
    all
}

/// The section for a number; `None` where a condition of its own says which.
fn section(code: &str, number: f64) -> Option<String> {
    let all = sections(code);
    let has_condition =
        all.iter().any(|one| ["[<", "[>", "[="].iter().any(|sign| one.contains(sign)));
    let at = match all.len() {
        1 => 0,
        2 => usize::from(number < 0.0),
        _ if number > 0.0 => 0,
        _ if number < 0.0 => 1,
        _ => 2,
    };
    // An empty format is that of numbers without one.
    (!has_condition && code.contains(';')).then(|| all.into_iter().nth(at)).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_show_what_their_format_says() {
        let formats = |code: &str| Formats {
            styles: vec![200],
            own: BTreeMap::from([(200, code.to_owned())]),
            options: FormatOptions::default(),
        };
        for (number, code, expected) in [
            (39146.0, "yyyy\"年\"m\"月\"d\"日\"", "2007年3月5日"),
            (39146.0, "[$-804]yyyy\"年\"m\"月\";@", "2007年3月"),
            (0.1523, "0.00%", "15.23%"),
            (1_234_567.0, "#,##0", "1,234,567"),
            (370_881_200_703.0, "General", "370881200703"),
            (0.1 + 0.2, "General", "0.3"),
            (-5.0, "0_ ;[Red]-0 ", "-5"),
            (5.0, "_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * \"-\"??_ ;_ @_ ", "5.00"),
            (37.0, "0\"户;\"", "37户;"),
            (1200.0, "[$¥-804]#,##0", "¥1,200"),
            (150.0, "[>100]\"多\";\"少\"", "多"),
            (-1e9, "yyyy", "-1000000000"),
        ] {
            assert_eq!(formats(code).number(number, 0), Shown::Text(expected.to_owned()), "{code}");
        }
        for (number, code) in [(3.0, ";;;"), (0.0, "0;-0;;@"), (-3.0, "0;;0")] {
            assert_eq!(formats(code).number(number, 0), Shown::Hidden, "{code}");
        }
        let arabic = formats("[DBNum1][$-804]General").number(12.0, 0);
        assert_eq!(arabic, Shown::Arabic("12".to_owned()));
        assert!(formats(";;;").hides_text(0));
        assert!(!formats("0;-0;0;@").hides_text(0));
        assert_eq!(
            Formats { styles: vec![14, 57], ..Formats::default() }.number(39146.0, 1),
            Shown::Text("2007年3月".to_owned())
        );
    }
}
