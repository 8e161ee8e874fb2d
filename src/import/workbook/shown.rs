//! What a cell shows: its number or its text, by its format.
//!
//! No library was found that does: ssfmt 0.1.2 panics on formats with Chinese letters, hangs on long ones and knows
//! neither `0!.0,"万元"` nor `aaaa`.

use std::collections::BTreeMap;

use super::format::{Format, Sign};
use super::{moment, number};
use crate::import::xml::{Xml, child, children, get};

/// The formats of the cells of a workbook.
#[derive(Default)]
pub struct Formats {
    /// The format of each style of cells.
    styles: Vec<u32>,
    /// The formats, by their numbers.
    all: BTreeMap<u32, Format>,
    /// Whether days count from 1904, as in workbooks from old Macs.
    pub is_from_1904: bool,
}

/// What a cell shows.
#[derive(Debug, PartialEq, Eq)]
pub enum Shown {
    /// This text.
    Text(String),
    /// Nothing: its format hides it.
    Hidden,
    /// This text, where Excel writes Chinese digits.
    Arabic(String),
}

/// How many days later 1904 begins.
const LATER: f64 = 1462.0;

impl Formats {
    /// Reads `styles.xml`.
    pub fn read(root: Xml<'_, '_>) -> Self {
        let mut own = BTreeMap::new();
        for format in child(root, "numFmts").into_iter().flat_map(|list| children(list, "numFmt")) {
            let id = get(format, "numFmtId").and_then(|id| id.parse::<u32>().ok());
            if let (Some(id), Some(code)) = (id, get(format, "formatCode")) {
                own.insert(id, code);
            }
        }
        let styles = child(root, "cellXfs").into_iter().flat_map(|list| children(list, "xf"));
        let styles: Vec<u32> = styles
            .map(|style| get(style, "numFmtId").and_then(|id| id.parse().ok()).unwrap_or(0))
            .collect();
        let code = |id: u32| own.get(&id).copied().or_else(|| built_in(id)).unwrap_or("General");
        let all = styles.iter().map(|id| (*id, Format::of(code(*id)))).collect();
        Self { styles, all, is_from_1904: false }
    }

    fn of(&self, style: usize) -> Option<&Format> {
        self.all.get(self.styles.get(style)?)
    }

    /// What a number shows.
    pub fn number(&self, number: f64, style: usize) -> Shown {
        let Some((section, is_below)) = self.of(style).and_then(|format| format.section(number))
        else {
            return Shown::Text(number::general(number));
        };
        let size = if is_below { number.abs() } else { number };
        let day = if self.is_from_1904 { number + LATER } else { number };
        let text = if moment::is_moment(section) {
            // A day before the first is no day.
            moment::shown(section, day).unwrap_or_else(|| number::general(number))
        } else {
            number::shown(section, size)
        };
        match text.trim() {
            "" => Shown::Hidden,
            text if section.has_chinese_digits => Shown::Arabic(text.to_owned()),
            text => Shown::Text(text.to_owned()),
        }
    }

    /// What a text shows.
    pub fn text(&self, text: String, style: usize) -> Shown {
        let Some(section) = self.of(style).and_then(|format| format.text.as_ref()) else {
            return Shown::Text(text);
        };
        let mut shown = String::new();
        for sign in &section.signs {
            match sign {
                Sign::Text(own) => shown.push_str(own),
                Sign::At | Sign::General => shown.push_str(&text),
                _ => {}
            }
        }
        if shown.trim().is_empty() { Shown::Hidden } else { Shown::Text(shown) }
    }
}

/// Formats that every Excel has, as the one in Chinese shows them (ECMA-376, 18.8.30).
fn built_in(id: u32) -> Option<&'static str> {
    Some(match id {
        1 => "0",
        2 => "0.00",
        3 => "#,##0",
        4 => "#,##0.00",
        5 | 6 => "\"¥\"#,##0;\"¥\"-#,##0",
        7 | 8 => "\"¥\"#,##0.00;\"¥\"-#,##0.00",
        9 => "0%",
        10 => "0.00%",
        11 => "0.00E+00",
        12 => "# ?/?",
        13 => "# ??/??",
        14 => "yyyy/m/d",
        15 => "d-mmm-yy",
        16 => "d-mmm",
        17 => "mmm-yy",
        18 => "h:mm AM/PM",
        19 => "h:mm:ss AM/PM",
        20 => "h:mm",
        21 => "h:mm:ss",
        22 => "yyyy/m/d h:mm",
        27 | 36 | 50 | 52 | 57 => "yyyy年m月",
        28 | 29 | 51 | 53 | 54 | 58 => "m月d日",
        30 => "m-d-yy",
        31 => "yyyy年m月d日",
        32 => "h时mm分",
        33 => "h时mm分ss秒",
        34 | 55 => "上午/下午h时mm分",
        35 | 56 => "上午/下午h时mm分ss秒",
        37 | 38 => "#,##0;-#,##0",
        39 | 40 => "#,##0.00;-#,##0.00",
        41 => "#,##0;-#,##0;\"-\";@",
        42 => "\"¥\"#,##0;\"¥\"-#,##0;\"¥\"\"-\";@",
        43 => "#,##0.00;-#,##0.00;\"-\";@",
        44 => "\"¥\"#,##0.00;\"¥\"-#,##0.00;\"¥\"\"-\";@",
        45 => "mm:ss",
        46 => "[h]:mm:ss",
        47 => "mm:ss.0",
        48 => "##0.0E+0",
        49 => "@",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn formats(code: &str) -> Formats {
        Formats {
            styles: vec![200],
            all: BTreeMap::from([(200, Format::of(code))]),
            is_from_1904: false,
        }
    }

    #[test]
    fn numbers_show_what_their_format_says() {
        for (number, code, expected) in [
            (0.1523, "0.00%", "15.23%"),
            (1_234_567.0, "#,##0", "1,234,567"),
            (1_234_567.891, "#,##0.00", "1,234,567.89"),
            (999.0, "#,##0", "999"),
            (12.0, "#,##0000", "0,012"),
            (370_881_200_703.0, "General", "370881200703"),
            (44.0, "G/通用格式", "44"),
            (0.1 + 0.2, "General", "0.3"),
            (1.0 / 3.0, "General", "0.333333333"),
            (1e20, "General", "1E+20"),
            (-5.0, "0_ ;[Red]-0 ", "-5"),
            (-5.5, "0.0", "-5.5"),
            (-1200.0, "#,##0;(#,##0)", "(1,200)"),
            (5.0, "_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * \"-\"??_ ;_ @_ ", "5.00"),
            (0.0, "_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * \"-\"??_ ;_ @_ ", "-"),
            (37.0, "0\"户;\"", "37户;"),
            (1200.0, "[$¥-804]#,##0", "¥1,200"),
            (150.0, "[>100]\"多\";\"少\"", "多"),
            (50.0, "[>100]\"多\";\"少\"", "少"),
            (50.0, "[>100]0\"多\"", "50"),
            // 万元, in all the ways that offices write it.
            (12_345_678.0, "0!.0,\"万元\"", "1234.6万元"),
            (12_345_678.0, "0\\.0,\"万元\"", "1234.6万元"),
            (12_345_678.0, "0\".\"0,\"万元\"", "1234.6万元"),
            (123_456.789, "0!.0000\"万\"", "12.3457万"),
            (45_678.0, "[>9999]0!.0,\"万\";0", "4.6万"),
            (3_456.0, "#!.0,\"万\"", ".3万"),
            (1_234_567.0, "0,", "1235"),
            (12_345_678.0, "0.00,,", "12.35"),
            // Half away from nothing, of the digits that are shown.
            (1.005, "0.00", "1.01"),
            (8.325, "0.00", "8.33"),
            (9.995, "0.00", "10.00"),
            (0.5, "0", "1"),
            (0.5, "#.##", ".5"),
            (1.5, "0.00000000000000000000000000000000000", "1.50000000000000000000000000000000000"),
            (5.0, "0.0?", "5.0"),
            (13_800_001_234.0, "000-0000-0000", "138-0000-1234"),
            (5.0, "000", "005"),
            (0.75, "# ?/?", "3/4"),
            (3.5, "# ?/8", "3 4/8"),
            (12_345.0, "0.00E+00", "1.23E+04"),
            (0.5, "0%\"左右\"", "50%左右"),
            (-1e9, "yyyy", "-1000000000"),
            (7.0, "甲|[D@Num1]0", "甲|7"),
        ] {
            assert_eq!(formats(code).number(number, 0), Shown::Text(expected.to_owned()), "{code}");
        }
        for (number, code) in [(3.0, ";;;"), (0.0, "0;-0;;@"), (-3.0, "0;;0"), (0.0, "#")] {
            assert_eq!(formats(code).number(number, 0), Shown::Hidden, "{code}");
        }
        let arabic = formats("[DBNum1][$-804]General").number(12.0, 0);
        assert_eq!(arabic, Shown::Arabic("12".to_owned()));
        let long = "0".repeat(200_000);
        assert_eq!(formats(&long).number(1.0, 0), Shown::Text("1".to_owned()));
    }

    #[test]
    fn days_and_times_show_what_their_format_says() {
        for (number, code, expected) in [
            (39146.0, "yyyy\"年\"m\"月\"d\"日\"", "2007年3月5日"),
            (39146.0, "[$-804]yyyy\"年\"m\"月\";@", "2007年3月"),
            (39146.0, "yyyy-mm-dd", "2007-03-05"),
            (39146.0, "[$-804]aaaa;@", "星期一"),
            (39146.0, "yyyy年mm月dd日 aaaa", "2007年03月05日 星期一"),
            (39146.0, "[$-804]dddd", "星期一"),
            (39146.0, "dddd, mmmm d", "Monday, March 5"),
            (39146.0, "[$-F800]dddd, mmmm dd, yyyy", "2007年3月5日"),
            (39146.5869, "上午/下午h\"时\"mm\"分\"", "下午2时05分"),
            (39146.5869, "h:mm AM/PM", "2:05 PM"),
            (39146.1, "h A/P", "2 A"),
            (0.5, "[h]:mm:ss", "12:00:00"),
            (1.5, "[h]:mm", "36:00"),
            (0.0058, "mm:ss.0", "08:21.1"),
            (39_146.999_999_9, "yyyy-m-d h:mm", "2007-3-6 0:00"),
            (60.0, "yyyy/m/d", "1900/2/29"),
            (1.0, "yyyy/m/d", "1900/1/1"),
        ] {
            assert_eq!(formats(code).number(number, 0), Shown::Text(expected.to_owned()), "{code}");
        }
        let mut old = formats("yyyy/m/d");
        old.is_from_1904 = true;
        assert_eq!(old.number(37684.0, 0), Shown::Text("2007/3/5".to_owned()));
    }

    #[test]
    fn texts_show_what_their_format_says() {
        for (code, expected) in [
            ("@\"（章）\"", "文（章）"),
            ("0;-0;0;\"【\"@\"】\"", "【文】"),
            ("0.00", "文"),
            ("General", "文"),
        ] {
            assert_eq!(formats(code).text("文".to_owned(), 0), Shown::Text(expected.to_owned()));
        }
        assert_eq!(formats(";;;").text("文".to_owned(), 0), Shown::Hidden);
    }
}
