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
    for hit in DOUBLED.find_iter(text).filter(|hit| !is_ellipsis(hit.as_str())) {
        let finding = Diagnostic::warning("doubled-punctuation").with("text", hit.as_str());
        found.push((finding, hit.range()));
    }
    for range in ellipses(text) {
        let finding = Diagnostic::warning("doubled-punctuation").wording("ellipsis");
        found.push((finding.with("text", &text[range.clone()]), range));
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
            "由由" => ("路理自缘事", ""),
            "了了" => ("为除不明", "解结之却心"),
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
    for (at, _) in text.match_indices("--") {
        let before = text[..at].chars().next_back();
        let rest = text[at..].trim_start_matches('-');
        let is_first = before != Some('-');
        let is_beside =
            before.is_some_and(is_chinese) || rest.chars().next().is_some_and(is_chinese);
        // An arrow, and a line that somebody drew.
        let is_drawn =
            rest.starts_with('>') || before == Some('<') || text[at..].starts_with("-----");
        if is_first && is_beside && !is_drawn {
            let end = text.len() - rest.len();
            let finding = Diagnostic::warning("typed-dash").with("text", &text[at..end]);
            found.push((finding, at..end));
        }
    }
    found
}

/// Marks that stand twice or more, and what to write instead. A row of different marks is left out: the
/// author must choose.
pub fn repeated(line: &str) -> impl Iterator<Item = (Range<usize>, String)> + '_ {
    let doubled = DOUBLED.find_iter(line).filter_map(|hit| {
        let first = hit.as_str().chars().next()?;
        let is_one = hit.as_str().chars().all(|c| c == first) && !is_ellipsis(hit.as_str());
        is_one.then(|| (hit.range(), first.to_string()))
    });
    doubled.chain(ellipses(line).map(|range| (range, "……".to_owned())))
}

/// Points that somebody typed who did not find …… on the keyboard.
static POINTS: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"。+|\.+").expect("a tested pattern"));

fn is_ellipsis(marks: &str) -> bool {
    marks.chars().all(|c| c == '。') && marks.chars().count() > 2
}

/// Where points stand for an ellipsis of Chinese text (GB/T 15834-2011, 4.11).
fn ellipses(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    // More than six lead the eye to a number, or leave room to write.
    let is_some = |range: &Range<usize>| (3..=6).contains(&text[range.clone()].chars().count());
    POINTS.find_iter(text).map(|hit| hit.range()).filter(is_some).filter(|range| {
        let before = text[..range.start].chars().next_back();
        let after = text[range.end..].chars().next();
        // 1...10 and foo(...) are no Chinese text, nor are names of files: 甲.../乙.
        before.is_some_and(is_chinese)
            && after.is_none_or(|c| c.is_whitespace() || is_chinese(c) || c == '"')
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

/// The mark of what kind of text a reference names (GB/T 7714): [J]. or [EB/OL].
static REFERENCE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"\[[A-Z]{1,2}(?:/[A-Z]{2})?\]\s*[.．,，]").expect("a tested pattern")
});

/// The half-width marks of a line that belong to Chinese text: the byte, the mark, and the
/// full-width mark to write instead.
pub fn marks(line: &str) -> impl Iterator<Item = (usize, char, char)> + '_ {
    let quotes = quotes(line);
    let mut formulas = formulas(line);
    formulas.extend(calls(line));
    formulas.sort_by_key(|formula| formula.start);
    formulas.dedup_by(|inner, outer| inner.end <= outer.end);
    // Japanese has half-width marks of its own, and so have references (GB/T 7714).
    let is_other = line.contains(han::is_kana) || line.contains('[') && REFERENCE.is_match(line);
    let text = if is_other { "" } else { line };
    text.char_indices().filter_map(move |(at, c)| {
        let (_, wide) = *MARKS.iter().find(|(mark, _)| *mark == c)?;
        if c == '"' {
            let place = quotes.binary_search(&at).ok()?;
            return Some((at, c, if place % 2 == 0 { '“' } else { '”' }));
        }
        let before = formulas.partition_point(|formula| formula.start <= at);
        let is_formula = before > 0 && formulas[before - 1].contains(&at);
        (!is_formula && belongs(line, at, c)).then_some((at, c, wide))
    })
}

fn belongs(line: &str, at: usize, c: char) -> bool {
    let before = line[..at].chars().next_back();
    let after = line[at + c.len_utf8()..].chars().next();
    let is = |c: Option<char>, what: fn(char) -> bool| c.is_some_and(what);
    let is_latin = |c: char| c.is_ascii_alphanumeric();
    match c {
        // A point ends a Chinese sentence at the end of a line or before a blank; between two
        // characters it separates the parts of a foreigner's name.
        '.' => is(before, is_chinese) && after.is_none_or(char::is_whitespace),
        // 三:二 is a ratio.
        ':' if is(before, is_numeral) && is(after, is_numeral) => false,
        // 甲!=乙, 类::方法
        '!' if matches!(after, Some('=' | '[')) => false,
        ':' if before == Some(':') || after == Some(':') => false,
        // Inside 03:48:48, 1:500, 1,000 and words of Latin texts a mark is right.
        _ => {
            let is_inner = is(before, is_latin) && is(after, is_latin);
            !is_inner && (is(before, is_chinese) || is(after, is_chinese))
        }
    }
}

/// Where the straight quotes of a line stand that belong to Chinese text, in pairs; not those that mean
/// inches, and none where one is left over.
fn quotes(line: &str) -> Vec<usize> {
    // The quotes of a line for another program, as MkDocs has them.
    let is_foreign = ["???", "!!!", "==="].iter().any(|start| line.trim_start().starts_with(start));
    if !line.contains('"') || is_foreign {
        return Vec::new();
    }
    let mut all: Vec<usize> = Vec::new();
    for (at, _) in line.match_indices('"') {
        let is_inch = line[..at].ends_with(|c: char| c.is_ascii_digit() || matches!(c, '寸'))
            && all.len().is_multiple_of(2);
        if !is_inch {
            all.push(at);
        }
    }
    if !all.len().is_multiple_of(2) {
        return Vec::new();
    }
    // Where one was forgotten, all behind it would be turned.
    let is_blank = |c: Option<char>| c.is_none_or(char::is_whitespace);
    let closes =
        |c: Option<char>| is_blank(c) || c.is_some_and(|c| "，。；：、！？）》,.;:!?)".contains(c));
    let opens = |c: Option<char>| is_blank(c) || c.is_some_and(|c| "（《：，。([".contains(c));
    let is_right = all.chunks(2).all(|pair| {
        !closes(line[pair[0] + 1..].chars().next()) && !opens(line[..pair[1]].chars().next_back())
    });
    if !is_right {
        return Vec::new();
    }
    let pairs = all.chunks(2).filter(|pair| pair.iter().any(|at| belongs(line, *at, '"')));
    pairs.flatten().copied().collect()
}

/// Where something is called or a smiley laughs: O(1), rgb(0%, 0%), :)
fn calls(line: &str) -> Vec<Range<usize>> {
    static CALL: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"[A-Za-z0-9_]\([^()\p{Han}]*\)|\(0[0-9]{2,3}\)[0-9]{7,8}|[:;]-?[()]|^\s*(?:\?\?\?|!!!|===|:::).*$")
            .expect("a tested pattern")
    });
    if !line.contains(['(', ')', '?', '!', '=', ':']) {
        return Vec::new();
    }
    CALL.find_iter(line).map(|call| call.range()).collect()
}

/// Where the formulas of a text stand, in order: $a, b$ and \(a\) in one line, $$a$$ in several.
pub fn formulas(text: &str) -> Vec<Range<usize>> {
    static FORMULA: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"\$\$[^$]*\$\$|\$[^$\n]*\$|\\\(.*?\\\)").expect("a tested pattern")
    });
    if !text.contains(['$', '\\']) {
        return Vec::new();
    }
    FORMULA.find_iter(text).map(|formula| formula.range()).collect()
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
        for text in ["等等......好", "嗯。。。", "走了..."] {
            assert_eq!(hits(text).len(), 1, "{text}");
            assert_eq!(repeated(text).next().expect("one").1, "……");
        }
        let wide: String = marks("字段 (\"甲\" or \"B\")").map(|(_, _, wide)| wide).collect();
        assert_eq!(wide, "“”");
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
            "简单明了了",
            "???+ note \"推论\"",
            "数据路由由它完成",
            "权限校验---->执行器",
            "甲<--乙",
            "文-------------",
            "可以 (a) 了吗",
            "甲!=乙，类::方法，$a,甲$",
            "复杂度为O(1)。",
            "CSS 中的 rgb(0%, 0%, 0%)。",
            "再来问我 :)”。",
            "这块5英寸\"屏",
            "提出\"三个坚持，强调\"安全第一\"，要求\"抓好落实。",
            "什么？！",
            "[1] 甲, 乙. 土壤水分研究[J]. 农业学报, 2020, 36(5): 12-18.",
            "电话(0537)4412345",
            "了了心愿",
            "減少到\\(O(wn)\\)，其中",
            "これは、例です(漢字)",
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
