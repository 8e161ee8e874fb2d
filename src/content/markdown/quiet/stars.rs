//! Stars that are no markup: products and powers, names that are half hidden, marks of some among many, how
//! sure a figure is.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use regex::Regex;

use crate::base::han;

/// A sign between two measures: `3*4米`, `长3米*宽4米`.
static TIMES: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"[0-9０-９][\p{Han}A-Za-z]{0,2}(\*)[\p{Han}A-Za-z]{0,2}[0-9０-９]")
        .expect("a tested pattern")
});

static STARS: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"\*+").expect("a tested pattern"));

/// Where they stand, in no order.
pub fn quiet(text: &str) -> Vec<usize> {
    let mut all = Vec::new();
    // Most texts have no stars but those of **emphasis**: a glance at these spares the patterns.
    let runs: Vec<_> = STARS.find_iter(text).collect();
    if runs.iter().any(|run| run.len() == 1) {
        all.extend(signs(&TIMES, text));
        all.extend(products(text));
        all.extend(factors(text));
    }
    let may_mark = ['号', '的', '者', '为', '表', '代', '.'];
    if runs.iter().any(|run| text[run.end()..].starts_with(may_mark)) {
        all.extend(marks_of_items(text));
    }
    if runs.iter().any(|run| text[run.end()..].starts_with(|c: char| c.is_ascii_digit())) {
        all.extend(amounts(text));
    }
    all.extend(stray_stars(text));
    all
}

/// The stars between two letters or figures that are no Han, a*b*c, π*r^2*h; not those around several words,
/// as in*Life Sciences*.
fn factors(text: &str) -> Vec<usize> {
    static FACTORS: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"[A-Za-z0-9\p{Greek})](\*)[A-Za-z0-9\p{Greek}(]").expect("a tested pattern")
    });
    static WORDS: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"\*[A-Za-z]{3,}[A-Za-z.,:'’ -]* [A-Za-z]{3,}[A-Za-z.,:'’ -]*\*")
            .expect("a tested pattern")
    });
    let around: BTreeSet<usize> =
        WORDS.find_iter(text).flat_map(|words| [words.start(), words.end() - 1]).collect();
    signs(&FACTORS, text).into_iter().filter(|at| !around.contains(at)).collect()
}

/// Stars before how many there are, in lines that have no other: 石斧*2、石锛*3.
fn amounts(text: &str) -> Vec<usize> {
    let is_word = |c: char| c.is_alphanumeric() || matches!(c, ')' | '）');
    let mut all = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let signs = line.match_indices('*').map(|(at, _)| at);
        let is_amount = |at: usize| {
            line[..at].ends_with(is_word)
                && line[at + 1..].starts_with(|c: char| c.is_ascii_digit())
        };
        if signs.clone().all(is_amount) {
            all.extend(signs.map(|at| start + at));
        }
        start += line.len();
    }
    all
}

/// Whether a text ends in one Han character that stands alone: 王, of the name 王*明.
fn is_surname(before: &str) -> bool {
    let mut letters = before.chars().rev();
    letters.next().is_some_and(han::is_han)
        && letters.next().is_none_or(|c| "\n、，。；：（|\u{3000}".contains(c))
}

/// Whether a name ends behind its stars: at once, or behind one star after two characters at most.
fn is_rest_of_name(after: &str, stars: usize) -> bool {
    let rest = after.trim_start_matches(han::is_han);
    let length = after[..after.len() - rest.len()].chars().count();
    length <= if stars == 1 { 2 } else { 0 }
        && rest.chars().next().is_none_or(|c| "\n、，。；）|\u{3000}".contains(c))
}

/// Stars that mark some of many and are spoken of, 带*的为重点, *为优秀; and those of `*.doc`.
fn marks_of_items(text: &str) -> Vec<usize> {
    static MARK: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(concat!(
            r"(?m)[带标加注打](?P<a>\*+)(?:号|的|者)",
            r"|(?:^|[，。；：、（(\s])(?P<b>\*+)(?:为|表示|代表|号)",
            r"|(?:^|[^*\\])(?P<c>\*)\.[A-Za-z0-9]{1,5}(?-u:\b)",
        ))
        .expect("a tested pattern")
    });
    let mut marks = BTreeSet::new();
    let mut from = 0;
    while let Some(found) = MARK.captures_at(text, from) {
        let stars = ["a", "b", "c"].iter().find_map(|name| found.name(name)).expect("one of them");
        from = stars.end();
        marks.insert((stars.start(), stars.end()));
    }
    if marks.is_empty() {
        return Vec::new();
    }
    let runs: Vec<_> = STARS.find_iter(text).map(|run| (run.start(), run.end())).collect();
    // **所有**的, **为什么？**: one of two that are as long, of which the other marks nothing, is emphasis.
    let is_pair = |one: &(usize, usize), other: &(usize, usize)| {
        let (start, end) = (one.1.min(other.1), one.0.max(other.0));
        one.1 - one.0 == other.1 - other.0
            && !marks.contains(other)
            && !text[start..end].contains("\n\n")
    };
    let is_mark = |(at, run): &(usize, &(usize, usize))| {
        let neighbours = [at.checked_sub(1), Some(at + 1)].into_iter().flatten();
        marks.contains(run)
            && !neighbours.filter_map(|at| runs.get(at)).any(|other| is_pair(run, other))
    };
    runs.iter().enumerate().filter(is_mark).flat_map(|(_, run)| run.0..run.1).collect()
}

/// The stars of a formula in words: 体积=长*宽*高.
fn products(text: &str) -> Vec<usize> {
    static PRODUCT: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(concat!(
            r"[=＝][\p{Han}A-Za-z0-9（）()+\-/]+(?:\*[\p{Han}A-Za-z0-9（）()+\-/]+)+",
            r"|[\p{Han}A-Za-z0-9]+(?:\*[\p{Han}A-Za-z0-9]+)+[=＝]",
        ))
        .expect("a tested pattern")
    });
    let stars = |formula: regex::Match<'_>| {
        let at = |(place, _)| formula.start() + place;
        formula.as_str().match_indices('*').map(at).collect::<Vec<_>>()
    };
    PRODUCT.find_iter(text).flat_map(stars).collect()
}

/// Where stars stand that open and close nothing: four and more beside a figure hide a number
/// (138****1234), and some behind a letter or a figure, before a mark of the sentence, say how sure a figure
/// is (0.85**，).
fn stray_stars(text: &str) -> Vec<usize> {
    let mut all = Vec::new();
    let mut at = 0;
    for paragraph in text.split("\n\n") {
        let start = at;
        at += paragraph.len() + 2;
        let mut open: Vec<usize> = Vec::new();
        for run in STARS.find_iter(paragraph) {
            let before = paragraph[..run.start()].chars().next_back();
            let after = paragraph[run.end()..].chars().next();
            let is_blank = |c: Option<char>| c.is_none_or(char::is_whitespace);
            if is_blank(before) && is_blank(after) || before == Some('\\') {
                continue;
            }
            let is_figure = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
            // 2**10 is a power, where nothing in bold was begun.
            let is_power = run.len() == 2 && is_figure(before) && is_figure(after);
            let hides = run.len() > 3 && (is_figure(before) || is_figure(after));
            let opens = |c: char| "（《〈“‘「『【〔［｛".contains(c);
            let ends =
                is_blank(after) || after.is_some_and(|c| han::is_wide_punctuation(c) && !opens(c));
            let is_behind = before.is_some_and(|c| c.is_ascii_alphanumeric()) && ends;
            let is_name = open.is_empty()
                && run.len() < 3
                && is_surname(&paragraph[..run.start()])
                && is_rest_of_name(&paragraph[run.end()..], run.len());
            if hides || is_name || is_power && !open.contains(&2) {
                all.extend(start + run.start()..start + run.end());
            } else if let Some(at) = open.iter().rposition(|length| *length == run.len()) {
                open.truncate(at);
            } else if is_behind && open.is_empty() {
                all.extend(start + run.start()..start + run.end());
            } else if is_behind {
                open.pop();
            } else if !is_blank(after) {
                open.push(run.len());
            }
        }
    }
    all
}

/// Where the signs stand that a pattern finds as its first group. What follows one may come before the
/// next.
pub fn signs(pattern: &Regex, text: &str) -> Vec<usize> {
    let mut all = Vec::new();
    let mut from = 0;
    while let Some(sign) = pattern.captures_at(text, from).and_then(|found| found.get(1)) {
        all.push(sign.start());
        from = sign.end();
    }
    all
}
