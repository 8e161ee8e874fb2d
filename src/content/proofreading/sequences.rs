//! Finds gaps and repeats in rows of numbers (convention 30): 一、 （一） 1. （1） at the start of
//! paragraphs, 一是 二是 inside them. Also finds parts that were announced and are missing.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::passage::{Found, Kind, Passage};
use crate::base::Diagnostic;

const DIGITS: &str = "一二三四五六七八九";

static MARKER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r"^[\s　]*(?:(?:注|附|附件|备注|说明)[：:][\s　]*)?(?:(?P<a>[一二三四五六七八九十]{1,3})、|[（(](?P<b>[一二三四五六七八九十]{1,3})[）)]",
        r"|(?P<c>[0-9]{1,2})(?:、|[.．](?:[^0-9]|$))|[（(](?P<d>[0-9]{1,2})[）)]",
        r"|第(?P<f>[一二三四五六七八九十]{1,3}|[0-9]{1,2})条(?:[\s　：:（]|$)|第(?P<g>[一二三四五六七八九十]{1,3})章(?:[\s　（(]|$)",
        // 3.2024年度: the third part, or three point something.
        r"|(?P<e>[0-9]{1,2})[.．][0-9])",
    ))
    .expect("a tested pattern")
});
static INLINE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:^|[。；，：！？、;,:\n　“（(》”）)]|\s)(?P<n>[一二三四五六七八九十]{1,3})是")
        .expect("a tested pattern")
});
static ORDINAL: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:^|[。；！？;\n　]|：)第(?P<n>[一二三四五六七八九十]{1,3})[，,、是]")
        .expect("a tested pattern")
});
static ANNOUNCED: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"[“「]([^“”「」。；]{4,80})[”」]").expect("a tested pattern"));

/// The last number of each list that is open, and how many numbers it has: a list inside a list begins at
/// one again.
#[derive(Default)]
struct Runs(Vec<(u32, u32)>);

/// At most this many lists may be open inside one another; nobody writes more.
const DEEPEST: usize = 8;

impl Runs {
    /// Takes the next number. When it does not follow the number before, `Err` holds that number and how many
    /// stood in its row.
    fn next(&mut self, number: u32) -> Result<(), (u32, u32)> {
        if let Some(place) = self.0.iter().rposition(|(last, _)| last + 1 == number) {
            self.0.truncate(place + 1);
            self.0[place] = (number, self.0[place].1 + 1);
            return Ok(());
        }
        if number == 1 || self.0.is_empty() {
            if self.0.len() == DEEPEST {
                self.0.remove(0);
            }
            self.0.push((number, 1));
            return Ok(());
        }
        let (last, length) = self.0.pop().unwrap_or_default();
        self.0.push((number, 1));
        Err((last, length))
    }
}

/// Finds gaps, repeats, and announced parts that are missing.
pub fn find(passages: &[Passage]) -> Found {
    let mut found = Found::new();
    let mut levels: BTreeMap<&str, Runs> = BTreeMap::new();
    let (mut inline, mut ordinal) = (Runs::default(), Runs::default());
    let mut before = "";
    for (passage, start, text) in lines(passages) {
        let line_before = std::mem::replace(&mut before, text);
        let source =
            |range: Range<usize>| passage.source(&(start + range.start..start + range.end));
        // Headings count by themselves: a list of contents above them has the same numbers.
        let key = |level| if level == "c" && passage.kind == Kind::Heading { "h" } else { level };
        if let Some(("e", number, _)) = marker(text) {
            let runs = levels.entry(key("c")).or_default();
            if runs.0.last().is_some_and(|(last, _)| last + 1 == number) {
                let _ = runs.next(number);
            }
        } else if let Some((level, number, range)) = marker(text) {
            // Lower levels begin anew, but a row of numbers such as 1、 may go on; higher levels
            // stay.
            let names = ["a", "b", "c", "d"];
            if matches!(level, "a" | "b") {
                (inline, ordinal) = (Runs::default(), Runs::default());
            }
            // The articles of a regulation are counted through all its chapters.
            let below = names.iter().skip_while(|name| **name != level).skip(1);
            let reset: Vec<&str> = below.copied().filter(|name| *name != "c").collect();
            for name in reset {
                levels.remove(name);
            }
            if let Err((last, length)) = levels.entry(key(level)).or_default().next(number)
                // One number before a point is a version or a problem's number as often as a list's.
                && (!text[range.end..].starts_with(['.', '．']) || is_gap(last, length, number))
                && !(number == last && is_divided(&text[range.end..]))
                && !is_meant(line_before, number)
            {
                found.push((
                    wrong(&text[range.clone()], last, number, is_han(level)),
                    source(range),
                ));
            }
        } else if let Some((number, range)) = passage.number.as_ref().filter(|_| start == 0)
            && let Err((last, length)) = levels.entry("c").or_default().next(*number)
            && is_gap(last, length, *number)
            && !is_meant(line_before, *number)
        {
            found.push((wrong(&number.to_string(), last, *number, false), range.clone()));
        }
        // Where the first of a sequence is said in words.
        let first = ["首先", "第一，"].iter();
        let first = first.filter_map(|word| Some(text.find(word)? + word.len())).min();
        for (pattern, runs) in [(&INLINE, &mut inline), (&ORDINAL, &mut ordinal)] {
            for hit in pattern.captures_iter(text) {
                let word = hit.name("n").expect("a number");
                let Some(number) = value(word.as_str()) else { continue };
                if number == 2 && first.is_some_and(|end| end <= word.start()) {
                    let _ = runs.next(1);
                }
                if let Err((last, _)) = runs.next(number) {
                    found.push((wrong(word.as_str(), last, number, true), source(word.range())));
                }
            }
        }
    }
    found.extend(announced(passages));
    found
}

/// The lines of headings and paragraphs, each with its passage and the byte there at which it
/// begins: authors begin a paragraph with a new line as often as with a blank one.
fn lines(passages: &[Passage]) -> impl Iterator<Item = (&Passage, usize, &str)> {
    let prose =
        passages.iter().filter(|passage| matches!(passage.kind, Kind::Heading | Kind::Paragraph));
    prose.flat_map(|passage| {
        let starts = passage.text.split_inclusive('\n').scan(0, |next, line| {
            let start = *next;
            *next += line.len();
            Some((passage, start, line.trim_end_matches('\n')))
        });
        starts.collect::<Vec<_>>()
    })
}

/// Whether a few numbers are missing in a row. A number that comes again may be a rank, one far away a year
/// or the number of a problem.
fn is_gap(last: u32, length: u32, number: u32) -> bool {
    length > 1 && (last + 2..last + 4).contains(&number)
}

/// Whether the line before says that numbers are left out, or that the row begins with this one: 从第5步开始.
fn is_meant(before: &str, number: u32) -> bool {
    let words: String = before.chars().filter(|c| *c != ' ').collect();
    ["……", "..."].iter().any(|end| words.ends_with(end)) || words.contains(&format!("从第{number}"))
}

/// Whether only a part of a chapter stands there: 第六章（上）.
fn is_divided(rest: &str) -> bool {
    let after = rest.trim_start_matches(['章', ' ', '　']);
    rest.starts_with('章') && after.starts_with(['（', '('])
}

fn is_han(level: &str) -> bool {
    matches!(level, "a" | "b" | "f" | "g")
}

fn wrong(shown: &str, last: u32, number: u32, is_han: bool) -> Diagnostic {
    let name = |number| if is_han { written(number) } else { number.to_string() };
    let finding = Diagnostic::warning("sequence")
        .with("found", shown.trim())
        .with("expected", name(last + 1));
    let finding = finding.with("last", name(last));
    if number <= last { finding.wording("repeat") } else { finding }
}

/// The number at the start of a line: its kind, its value, its bytes.
fn marker(text: &str) -> Option<(&'static str, u32, Range<usize>)> {
    let hit = MARKER.captures(text)?;
    ["a", "b", "c", "d", "e", "f", "g"].into_iter().find_map(|level| {
        let word = hit.name(level)?;
        let number = value(word.as_str()).or_else(|| word.as_str().parse().ok())?;
        Some((level, number, word.range()))
    })
}

/// 二十一 → 21
fn value(word: &str) -> Option<u32> {
    let digit = |text: &str| match text.chars().count() {
        1 => DIGITS
            .chars()
            .position(|c| text.starts_with(c))
            .map(|at| u32::try_from(at).unwrap_or_default() + 1),
        _ => None,
    };
    match word.split_once('十') {
        None => digit(word),
        Some((tens, ones)) => {
            let tens = if tens.is_empty() { Some(1) } else { digit(tens) };
            let ones = if ones.is_empty() { Some(0) } else { digit(ones) };
            Some(tens? * 10 + ones?)
        }
    }
}

/// 21 → 二十一
fn written(number: u32) -> String {
    let digit = |number: u32| {
        DIGITS.chars().nth((number as usize).wrapping_sub(1)).map(String::from).unwrap_or_default()
    };
    match (number / 10, number % 10) {
        (0, ones) => digit(ones),
        (1, ones) => format!("十{}", digit(ones)),
        (tens, ones) => format!("{}十{}", digit(tens), digit(ones)),
    }
}

/// Finds parts that are announced but missing: “开好一个大会，抓住两个关键，突出三个重点” with
/// parts 一、开好一个大会 and 二、抓住两个关键, but no third. At least two parts must be there for
/// the quotation to count as a table of contents.
fn announced(passages: &[Passage]) -> Found {
    let mut found = Found::new();
    let marks = |c: char| matches!(c, '、' | '）' | ')' | '.' | ' ');
    let heads: Vec<&str> = lines(passages)
        .filter_map(|(_, _, text)| Some(text[marker(text)?.2.end..].trim_start_matches(marks)))
        .collect();
    for passage in passages.iter().filter(|passage| passage.kind == Kind::Paragraph) {
        for hit in ANNOUNCED.captures_iter(&passage.text) {
            let list = hit.get(1).expect("what is quoted");
            let parts: Vec<&str> = list.as_str().split(['，', ',', '、']).map(str::trim).collect();
            let (there, missing): (Vec<&str>, Vec<&str>) =
                parts.iter().partition(|part| heads.iter().any(|head| head.starts_with(**part)));
            let is_list = parts.len() >= 3
                && parts.iter().all(|part| (3..=14).contains(&part.chars().count()));
            if !is_list || there.len() < 2 {
                continue;
            }
            for part in missing {
                let start = list.start() + list.as_str().find(part).unwrap_or_default();
                let finding = Diagnostic::warning("announced-part").with("part", part);
                found.push((finding, passage.source(&(start..start + part.len()))));
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hits(texts: &[&str]) -> Vec<(String, String)> {
        let passages: Vec<_> =
            texts.iter().map(|text| Passage::of(Kind::Paragraph, text, 0)).collect();
        let told = |(finding, _): (Diagnostic, Range<usize>)| {
            let arg = |name| finding.arg(name).unwrap_or_default().to_owned();
            (arg("found"), arg("expected"))
        };
        find(&passages).into_iter().map(told).collect()
    }

    fn pair(found: &str, expected: &str) -> (String, String) {
        (found.to_owned(), expected.to_owned())
    }

    #[test]
    fn gaps_and_repeats_are_found() {
        assert_eq!(hits(&["一、甲", "三、乙"]), [pair("三", "二")]);
        assert_eq!(
            hits(&["第一章 总则", "第一条　甲", "第二章 分则", "第二条　乙", "第四条　丙"]),
            [pair("四", "三")]
        );
        assert_eq!(hits(&["（一）甲", "（二）乙", "（二）丙"]), [pair("二", "三")]);
        assert_eq!(hits(&["1、甲", "2、乙", "4、丙"]), [pair("4", "3")]);
        assert_eq!(
            hits(&["一是甲；二是乙；四是丙；四是丁。"]),
            [pair("四", "三"), pair("四", "五")]
        );
        assert_eq!(hits(&["一是甲。", "三是乙。"]), [pair("三", "二")]);
        let parts = [
            "即“开好一个大会，抓住两个关键，突出三个重点”",
            "一、开好一个大会。",
            "二、抓住两个关键。",
        ];
        assert_eq!(hits(&parts).len(), 1);
    }

    #[test]
    fn a_new_line_begins_a_paragraph() {
        assert_eq!(
            hits(&["（一）甲。一是乙。二是丙。\n（二）丁。一是戊。\n（四）己"]),
            [pair("四", "三")]
        );
    }

    #[test]
    fn rows_that_are_right_pass() {
        for texts in [
            &["一、甲", "（一）乙", "（二）丙", "二、丁", "（一）戊", "三、己"][..],
            &["一、甲", "二、乙", "一、丙", "二、丁", "三、戊"],
            &["1、甲", "2、乙", "一、丙", "3、丁"],
            &["十、甲", "十一、乙"],
            &["一是甲，二是乙。三是丙"],
            &["首先甲；其次乙；第三是丙"],
            &["第一，甲；第二，乙；第三，丙。"],
            &["3.5亿元", "2007年", "一是甲。", "一是乙。"],
            &["三、甲", "四、乙"],
            &["这一是非题", "“一二三四五”"],
            &["1.甲", "2.乙", "3.2024年度", "4.丁"],
            &["1.甲", "2.乙", "附件：1.丙", "2.丁"],
            &["一是甲。二是乙。", "《条例》一是丙。二是丁。"],
            &["51. 皇后", "77. 组合", "46. 排列"],
            &["第一，甲。", "首先，乙。第二，丙。"],
            &["第一章（上）", "第一章（下）", "第二章 乙"],
            &["1、甲", "2、乙", "所以从第 5 步开始。", "5、丙"],
            &["一、甲", "二、乙……", "五、丙"],
        ] {
            assert_eq!(hits(texts), [], "{texts:?}");
        }
    }
}
