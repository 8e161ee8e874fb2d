//! Quotes and brackets that do not close, or hold nothing (convention 30).

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::LazyLock;

use regex::{Match, Regex};

use super::passage::{Found, Kind, OBJECT, Passage};
use super::punctuation::formulas;
use crate::base::{Diagnostic, han};

/// At most this many marks may be open inside one another; nobody writes more.
const DEEPEST: usize = 64;

/// Opening and closing marks; a pair may be typed half in one width, half in the other.
const PAIRS: [(&[char], &[char]); 10] = [
    (&['“'], &['”']),
    (&['‘'], &['’']),
    (&['《'], &['》']),
    (&['〈'], &['〉']),
    (&['（', '('], &['）', ')']),
    (&['【'], &['】']),
    (&['〔', '［', '['], &['〕', '］', ']']),
    (&['「'], &['」']),
    (&['『'], &['』']),
    (&['｛'], &['｝']),
];

/// Pairs with nothing in them: somebody forgot a word.
static EMPTY: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new("“[ 　]*”|‘’|《[ 　]*》|（[ 　]*）|\\([ 　]*\\)|「」|【[ 　]*】")
        .expect("a tested pattern")
});

/// A half-open interval: `[a, b)`.
static INTERVAL: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"\[[^\[\]()\n]{1,20}(?:\([^()\n]{0,12}\))?, ?[^\[\]()\n]{1,20}\)|\([^\[\]()\n]{1,20}(?:\([^()\n]{0,12}\))?, ?[^\[\]()\n]{1,20}\]")
        .expect("a tested pattern")
});

/// What stands between two quotes that are both turned is not longer, in bytes.
const FARTHEST: usize = 120;

/// A mark of a passage that has no other half.
struct Wrong {
    mark: char,
    at: usize,
    opens: bool,
}

impl Wrong {
    fn range(&self) -> Range<usize> {
        self.at..self.at + self.mark.len_utf8()
    }
}

/// A quotation may run over so many paragraphs that open no quote themselves.
const LONGEST_RUN: usize = 4;

/// Finds marks without their other half, and empty pairs. A quotation over several paragraphs opens
/// in each and closes in the last (GB/T 15834), or opens in one and closes in a later one.
pub fn find(passages: &[Passage]) -> Found {
    let mut found = Found::new();
    let texts: Vec<&Passage> =
        passages.iter().filter(|passage| passage.kind != Kind::Code).collect();
    let all: Vec<Vec<Wrong>> = texts.iter().map(|passage| check(&passage.text)).collect();
    // For each passage, which halves of which pairs stand alone.
    let halves: Vec<BTreeSet<(bool, Option<usize>)>> = all
        .iter()
        .map(|wrong| wrong.iter().map(|wrong| (wrong.opens, pair(wrong.mark))).collect())
        .collect();
    for (place, passage) in texts.iter().enumerate() {
        let is_running = |next: usize| {
            let quote = all.get(next).and_then(|wrong| wrong.first());
            quote.is_some_and(|wrong| matches!(wrong.mark, '“' | '”' | '‘' | '’'))
                || texts
                    .get(next)
                    .is_some_and(|next| next.text.trim_start().starts_with(['“', '‘']))
        };
        // A quotation goes on in the next passage only if no quote closes after its opening mark.
        let last_closed = passage.text.rfind(['”', '’']);
        let (turned, single) = turned(&all[place]);
        for wrong in turned {
            let right = other_half(wrong.mark);
            let finding = Diagnostic::warning("unbalanced").wording("turned");
            let finding = finding.with("mark", wrong.mark).with("right", right);
            found.push((finding, passage.source(&wrong.range())));
        }
        for wrong in single {
            let is_quote = matches!(wrong.mark, '“' | '”' | '‘' | '’');
            let has_other_half = has_other_half(&halves, place, wrong);
            let goes_on = is_quote
                && wrong.opens
                && last_closed.is_none_or(|closed| closed < wrong.at)
                && is_running(place + 1);
            let is_run = passage.kind == Kind::Paragraph && (has_other_half || goes_on);
            if !is_run {
                let finding = Diagnostic::warning("unbalanced").with("mark", wrong.mark);
                let finding = if wrong.opens { finding } else { finding.wording("closing") };
                found.push((finding, passage.source(&wrong.range())));
            }
        }
        for hit in EMPTY.find_iter(&passage.text) {
            let finding = forgotten(&passage.text, &hit);
            found.extend(finding.map(|finding| (finding, passage.source(&hit.range()))));
        }
    }
    found
}

/// Whether the other half of a mark stands alone in a passage beside: the other half of a bracket in the next
/// one, that of a quote a few passages on.
fn has_other_half(halves: &[BTreeSet<(bool, Option<usize>)>], place: usize, wrong: &Wrong) -> bool {
    let far = if "“”「」『』".contains(wrong.mark) { LONGEST_RUN } else { 1 };
    let (same, other) = ((wrong.opens, pair(wrong.mark)), (!wrong.opens, pair(wrong.mark)));
    let has = |beside: &BTreeSet<_>| {
        (beside.contains(&same) || beside.contains(&other)).then(|| beside.contains(&other))
    };
    let nearest = if wrong.opens {
        halves.iter().skip(place + 1).take(far).find_map(has)
    } else {
        halves[..place].iter().rev().take(far).find_map(has)
    };
    nearest.unwrap_or(false)
}

/// Divides marks without their other half into quotes that are turned the wrong way, and all others. Of two of
/// one kind, “甲“ or ”甲”, the one that stands where the other half belongs is turned; of ”甲“ both are.
fn turned(all: &[Wrong]) -> (Vec<&Wrong>, Vec<&Wrong>) {
    let (mut turned, mut single) = (Vec::new(), Vec::new());
    let mut rest = all;
    while let [wrong, more @ ..] = rest {
        let is_quote = matches!(wrong.mark, '“' | '”' | '‘' | '’');
        match more {
            [next, after @ ..] if is_quote && next.mark == wrong.mark => {
                turned.push(if wrong.opens { next } else { wrong });
                rest = after;
            }
            [next, after @ ..]
                if is_quote
                    && next.at < wrong.at + FARTHEST
                    && next.opens
                    && !wrong.opens
                    && other_half(next.mark) == wrong.mark =>
            {
                turned.extend([wrong, next]);
                rest = after;
            }
            _ => {
                single.push(wrong);
                rest = more;
            }
        }
    }
    (turned, single)
}

fn other_half(quote: char) -> char {
    match quote {
        '“' => '”',
        '”' => '“',
        '‘' => '’',
        _ => '‘',
    }
}

/// The finding for an empty pair, if something belongs in it: not in `setState()`, and not in one that is
/// spoken of, “()”.
fn forgotten(text: &str, pair: &Match<'_>) -> Option<Diagnostic> {
    let before = text[..pair.start()].chars().next_back();
    let after = text[pair.end()..].chars().next();
    let is_quoted = matches!(
        (before, after),
        (Some('“'), Some('”'))
            | (Some('"'), Some('"'))
            | (Some('「'), Some('」'))
            | (Some('('), Some(')'))
    );
    // 使用【】标注, （）中的数字: a sign that is spoken of.
    let is_spoken_of = before.is_some_and(|c| "用加以和或".contains(c))
        || after.is_some_and(|c| "中内里括".contains(c));
    // Half-width brackets are most often those of a program.
    let is_prose = before.is_some_and(|c| han::is_han(c) && !"是及与".contains(c))
        && after.is_some_and(han::is_wide);
    if is_quoted || is_spoken_of || pair.as_str().starts_with('(') && !is_prose {
        return None;
    }
    let is_call = pair.as_str().starts_with('（')
        && before.is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | OBJECT));
    let finding = Diagnostic::warning("empty-pair").with("mark", pair.as_str());
    Some(if is_call { finding.wording("call") } else { finding })
}

/// The number of the pair a mark belongs to.
fn pair(mark: char) -> Option<usize> {
    PAIRS.iter().position(|(opening, closing)| opening.contains(&mark) || closing.contains(&mark))
}

/// An opening mark: the number of its pair, its place in bytes, the mark.
type Opened = (usize, usize, char);

fn unclosed((_, at, mark): Opened) -> Wrong {
    Wrong { mark, at, opens: true }
}

fn check(text: &str) -> Vec<Wrong> {
    let mut wrong = Vec::new();
    let mut open: Vec<Opened> = Vec::new();
    let intervals: Vec<_> = INTERVAL.find_iter(text).map(|found| found.range()).collect();
    let formulas = formulas(text);
    for (at, c) in text.char_indices() {
        let Some(pair) = pair(c) else { continue };
        let is_formula = || is_in(&intervals, at) || is_in(&formulas, at);
        if matches!(c, '[' | ']' | '(' | ')') && (is_formula() || is_smiley(text, at)) {
            continue;
        }
        let is_open = |mark: char| open.iter().any(|(_, _, known)| *known == mark);
        if c == '’' && is_apostrophe(text, at, is_open('‘')) || c == '‘' && is_short_year(text, at)
        {
            continue;
        }
        // A quotation that goes on in a new line repeats its opening mark (GB/T 15834).
        let is_first = || text[..at].trim_end_matches([' ', '　']).ends_with('\n');
        if c == '“' && is_first() && is_open('“') {
            continue;
        }
        if PAIRS[pair].0.contains(&c) {
            // Quotes of one kind are not nested: the earlier was never closed.
            if matches!(c, '“' | '‘')
                && let Some(place) = open.iter().position(|(known, ..)| *known == pair)
            {
                wrong.extend(open.drain(place..).map(unclosed));
            }
            if open.len() == DEEPEST {
                wrong.push(unclosed(open.remove(0)));
            }
            open.push((pair, at, c));
        } else if let Some(place) = open.iter().rposition(|(known, ..)| *known == pair) {
            wrong.extend(open.drain(place + 1..).map(unclosed));
            open.pop();
        } else if !(matches!(c, '）' | ')') && is_enumerator(&text[..at]) || has_eyes(text, at)) {
            wrong.push(Wrong { mark: c, at, opens: false });
        }
    }
    wrong.extend(open.into_iter().map(unclosed));
    wrong.sort_by_key(|wrong| wrong.at);
    wrong
}

/// Whether a byte is in one of some ranges, which are in order.
fn is_in(ranges: &[Range<usize>], at: usize) -> bool {
    let next = ranges.partition_point(|range| range.end <= at);
    ranges.get(next).is_some_and(|range| range.contains(&at))
}

/// Whether a bracket is the mouth of a smiley that stands alone.
fn is_smiley(text: &str, at: usize) -> bool {
    let eyes = text[..at].strip_suffix('-').unwrap_or(&text[..at]);
    let face = eyes.strip_suffix([':', ';']);
    face.is_some_and(|rest| rest.is_empty() || rest.ends_with([' ', '　']))
}

/// Whether what stands before a closing bracket may be the eyes of a smiley, also one typed on a Chinese
/// keyboard.
fn has_eyes(text: &str, at: usize) -> bool {
    text[at..].starts_with([')', ']', '）', '］'])
        && text[..at].trim_end_matches('-').ends_with([':', ';', '：', '；'])
}

/// Whether the text before a closing bracket ends in a number that opens a part of a text: `1）`,
/// `一)`, `a)`, `①）`.
fn is_enumerator(before: &str) -> bool {
    let is_number = |c: char| {
        c.is_ascii_alphanumeric()
            || "一二三四五六七八九十〇".contains(c)
            || ('①'..='⑳').contains(&c)
    };
    let rest = before.trim_end_matches(is_number);
    let length = before[rest.len()..].chars().count();
    // Steps that were numbered so are named so: 步骤1）
    let is_named = ["步骤", "第"].iter().any(|word| rest.ends_with(word));
    let ends = |c: char| c.is_whitespace() || "。；，、：:;,.！？_".contains(c);
    (1..=3).contains(&length) && (is_named || rest.chars().next_back().is_none_or(ends))
}

/// Whether a ‘ is that of `‘17`, which a program turned.
fn is_short_year(text: &str, at: usize) -> bool {
    let rest = text[at..].trim_start_matches('‘');
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    digits == 2 && !rest[2..].starts_with('’')
}

/// Whether a ’ is that of `don’t` or of `’07`, or a mark of minutes.
fn is_apostrophe(text: &str, at: usize, is_quoting: bool) -> bool {
    let is_latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric() || c == OBJECT);
    let before = is_latin(text[..at].chars().next_back());
    let after = is_latin(text[at..].chars().nth(1));
    (before && after) || (!is_quoting && (before || after))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hits(texts: &[&str]) -> Vec<(&'static str, String)> {
        let passages: Vec<_> =
            texts.iter().map(|text| Passage::of(Kind::Paragraph, text, 0)).collect();
        let marks = |(finding, _): (Diagnostic, Range<usize>)| {
            (finding.code, finding.arg("mark").unwrap_or_default().to_owned())
        };
        find(&passages).into_iter().map(marks).collect()
    }

    fn one(code: &'static str, mark: &str) -> Vec<(&'static str, String)> {
        vec![(code, mark.to_owned())]
    }

    #[test]
    fn marks_that_do_not_close_are_found() {
        assert_eq!(hits(&["授予“先进乡镇称号。授予“模范”。"]), one("unbalanced", "“"));
        assert_eq!(hits(&["“创意赛道“开放"]), one("unbalanced", "“"));
        assert_eq!(hits(&["”重放”攻击"]), one("unbalanced", "”"));
        assert_eq!(hits(&["”重放“攻击"]).len(), 2);
        assert_eq!(hits(&["他说：”乙。”"]), one("unbalanced", "”"));
        assert_eq!(hits(&["先进乡镇”称号。"]), one("unbalanced", "”"));
        assert_eq!(hits(&["《办法（试行》印发"]), one("unbalanced", "（"));
        assert_eq!(hits(&["坚持“”制度"]), one("empty-pair", "“”"));
        assert_eq!(hits(&["（一）甲（乙。", "“丙”"]), one("unbalanced", "（"));
    }

    #[test]
    fn marks_that_are_right_pass() {
        for texts in [
            &["“甲‘乙’丙”《丁〈戊〉》（己)"][..],
            &["图片下载 (bird.jpg)", "附件(1).xlsx"],
            &["1）甲；2）乙", "a) 甲", "见步骤1）或步骤2）"],
            &["It’s 5’ long"],
            &["他说：“甲。", "“乙。”"],
            &["他说：“甲。", "乙。”"],
            &["印发《政府网站集约化", "试点工作方案》的通知"],
            &["修改为：\n“甲。\n“乙。”"],
            &["2025‘百人千创’和‘挑战者2’，’07年"],
            &["《关于印发《办法》的通知》"],
            &["在 [0, m) 中，或 (l, r]，或 (j - lowbit(j), j]"],
            &["可以往下继续了 :)", "看第三节:)", "热量会燃烧掉。：]"],
            &["在 $[l, r)$ 中，$x^{[L,R\\right)}$，和\\(O(n)\\)，其中"],
            &["「甲。", "乙。", "丙。」"],
            &["_2) Functions_", "大会‘17上"],
            &["使用【】标注，（）中的数字，ToNumber(“”)"],
            &["调用 setState() 和 values().keys()，空列表“()”"],
        ] {
            assert_eq!(hits(texts), [], "{texts:?}");
        }
    }
}
