//! Punctuation (convention 30, after GB/T 15834): half-width beside Han, doubled, typed dashes.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::base::{Diagnostic, han};

/// A mark that stands twice, or two that cannot follow each other.
static DOUBLED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"[，、；：][，、；：。]+|。[，、；：]+|。{2,}|[？！][，。；]")
        .expect("a tested pattern")
});

/// Particles that hardly ever stand twice; the characters beside them tell when they rightly do.
static PARTICLE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new("的的|与与|及及|被被|把把|很很|由由|了了").expect("a tested pattern")
});

/// Half-width marks and what to write instead.
const MARKS: [(char, char); 9] = [
    (',', '，'),
    (';', '；'),
    (':', '：'),
    ('!', '！'),
    ('?', '？'),
    ('(', '（'),
    (')', '）'),
    ('.', '。'),
    ('"', '”'),
];

/// Finds what is wrong with the marks of a text, with their bytes.
pub fn find(text: &str) -> Vec<(Diagnostic, Range<usize>)> {
    let mut found = half_width(text);
    for hit in DOUBLED.find_iter(text) {
        let finding = Diagnostic::warning("doubled-punctuation").with("text", hit.as_str());
        found.push((finding, hit.range()));
    }
    for hit in PARTICLE.find_iter(text) {
        let (before, after) =
            (text[..hit.start()].chars().next_back(), text[hit.end()..].chars().next());
        // 目的的, 的的确确; 与与会代表; 普及及推广, 涉及及时; 把把关; 为了了解, 不了了之.
        let (left, right) = match hit.as_str() {
            "的的" => ("目有标", "确士"),
            "与与" => ("", "会"),
            "及及" => ("涉普以", "时早"),
            "把把" => ("", "关脉舵"),
            "了了" => ("为除不", "解结之却"),
            _ => ("", ""),
        };
        let is_in = |c: Option<char>, list: &str| c.is_some_and(|c| list.contains(c));
        let is_word = is_in(before, left) || is_in(after, right);
        if !is_word {
            found.push((
                Diagnostic::warning("doubled-word").with("text", hit.as_str()),
                hit.range(),
            ));
        }
    }
    for (at, dashes) in text.match_indices("--") {
        let before = text[..at].chars().next_back();
        let rest = text[at..].trim_start_matches('-');
        let is_first = before != Some('-');
        let is_beside =
            before.is_some_and(is_chinese) || rest.chars().next().is_some_and(is_chinese);
        if is_first && is_beside {
            let end = text.len() - rest.len();
            found.push((Diagnostic::warning("typed-dash").with("text", dashes), at..end));
        }
    }
    found
}

/// Marks that stand twice or more, and the one to keep. A row of different marks is left out: the
/// author must choose.
pub fn repeated(line: &str) -> impl Iterator<Item = (Range<usize>, char)> + '_ {
    DOUBLED.find_iter(line).filter_map(|hit| {
        let first = hit.as_str().chars().next()?;
        // Three full stops stand for an ellipsis that somebody did not find on the keyboard.
        let is_ellipsis = first == '。' && hit.as_str().chars().count() > 2;
        (hit.as_str().chars().all(|c| c == first) && !is_ellipsis).then_some((hit.range(), first))
    })
}

/// Whether a character is Han or a mark of Chinese text.
fn is_chinese(c: char) -> bool {
    han::is_wide(c) || matches!(c, '“' | '”' | '‘' | '’' | '…')
}

/// Whether a character is a Han numeral.
fn is_numeral(c: char) -> bool {
    "〇零一二三四五六七八九十百千万亿两".contains(c)
}

/// Finds half-width marks. There is one finding for each line: whoever types one half-width comma
/// types them all.
fn half_width(text: &str) -> Vec<(Diagnostic, Range<usize>)> {
    let mut found = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let hits: Vec<(usize, char, char)> = marks(line).collect();
        if let Some((at, mark, wide)) = hits.first() {
            let finding = Diagnostic::warning("half-width-punctuation").with("mark", mark);
            let finding = finding.with("wide", wide).with("count", hits.len());
            found.push((finding, start + at..start + at + 1));
        }
        start += line.len();
    }
    found
}

/// The half-width marks of a line that belong to Chinese text: the byte, the mark, and the
/// full-width mark to write instead.
pub fn marks(line: &str) -> impl Iterator<Item = (usize, char, char)> + '_ {
    let mut is_quoted = false;
    line.char_indices().filter_map(move |(at, c)| {
        let (_, wide) = *MARKS.iter().find(|(mark, _)| *mark == c)?;
        let before = line[..at].chars().next_back();
        let after = line[at + 1..].chars().next();
        let is = |c: Option<char>, what: fn(char) -> bool| c.is_some_and(what);
        let is_latin = |c: char| c.is_ascii_alphanumeric();
        let is_chinese_before = is(before, is_chinese);
        let is_chinese_after = is(after, is_chinese);
        let belongs = match c {
            // A point ends a Chinese sentence at the end of a line or before a blank; between two
            // characters it separates the parts of a foreigner's name.
            '.' => is_chinese_before && after.is_none_or(char::is_whitespace),
            // 三:二 is a ratio.
            ':' if is(before, is_numeral) && is(after, is_numeral) => false,
            '"' if is(before, |c| c.is_ascii_digit()) && !is_quoted => false,
            // Inside 03:48:48, 1:500, 1,000 and words of Latin texts a mark is right.
            _ => {
                let is_inner = is(before, is_latin) && is(after, is_latin);
                !is_inner && (is_chinese_before || is_chinese_after)
            }
        };
        if !belongs {
            return None;
        }
        let wide = if c == '"' {
            is_quoted = !is_quoted;
            if is_quoted { '“' } else { '”' }
        } else {
            wide
        };
        Some((at, c, wide))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hits(text: &str) -> Vec<(&'static str, &str)> {
        find(text).into_iter().map(|(finding, range)| (finding.code, &text[range])).collect()
    }

    #[test]
    fn marks_that_are_wrong_are_found() {
        assert_eq!(hits("时间:3月,共3项"), [("half-width-punctuation", ":")]);
        assert_eq!(hits("占21%,增长"), [("half-width-punctuation", ",")]);
        assert_eq!(
            hits("结束.\n再说,好"),
            [("half-width-punctuation", "."), ("half-width-punctuation", ",")]
        );
        assert_eq!(
            hits("甲，，乙、、丙。。"),
            [
                ("doubled-punctuation", "，，"),
                ("doubled-punctuation", "、、"),
                ("doubled-punctuation", "。。")
            ]
        );
        assert_eq!(hits("经济的的发展"), [("doubled-word", "的的")]);
        assert_eq!(hits("科技--第一生产力"), [("typed-dash", "--")]);
    }

    #[test]
    fn marks_that_are_right_pass() {
        for text in [
            "03:48:48",
            "比例尺1:500",
            "1,000元",
            "见 GB/T 9704-2012.",
            "甲……乙——丙",
            "以此为目的的活动",
            "的的确确",
            "A, B",
            "3.5亿元",
            "为了了解",
            "邀请与与会代表",
            "普及及推广",
            "以及及早",
            "替他把把关",
            "不了了之",
            "什么？！",
            "他说：“好。”，",
            "2007-03-20",
            "v1.2",
            "约翰.史密斯",
            "三:二",
        ] {
            assert_eq!(hits(text), [], "{text}");
        }
    }
}
