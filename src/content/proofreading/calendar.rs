//! Dates that do not exist, and weekdays that do not match them (convention 30).

use std::ops::Range;
use std::sync::LazyLock;

use jiff::civil::{Date, Weekday};
use regex::{Captures, Regex};

use crate::base::{Diagnostic, Moment};

static WRITTEN: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:([0-9]{4})年)?([0-9]{1,2})月([0-9]{1,2})[日号](?:(?:上午|下午|晚上|中午|早上)?(?:[0-9]{1,2}(?:时|点|[:：][0-9]{2})(?:[0-9]{1,2}分|半|整)?)?[（(\s，,]{0,2}(?:星期|周|礼拜)([一二三四五六日天末])[）)]?)?")
        .expect("a tested pattern")
});
static FIGURES: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"\b((?:19|20)[0-9]{2})([-/])([0-9]{1,2})([-/])([0-9]{1,2})\b")
        .expect("a tested pattern")
});
static YEAR: LazyLock<Regex> =
    LazyLock::new(|| Regex::new("([0-9]{4})年").expect("a tested pattern"));
static MONTH: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"[0-9]{4}年([0-9]{1,2})月(?:份|[^0-9个]|$)").expect("a tested pattern")
});

const WEEKDAYS: [(&str, Weekday); 8] = [
    ("一", Weekday::Monday),
    ("二", Weekday::Tuesday),
    ("三", Weekday::Wednesday),
    ("四", Weekday::Thursday),
    ("五", Weekday::Friday),
    ("六", Weekday::Saturday),
    ("日", Weekday::Sunday),
    ("天", Weekday::Sunday),
];

/// Finds such dates in a text, with their bytes. `article` is the day of the article: a date
/// without a year may be of the article's year, or of the year before or after.
pub fn find(text: &str, article: Option<Moment>) -> Vec<(Diagnostic, Range<usize>)> {
    let mut found = Vec::new();
    let years: Vec<(usize, i16)> = YEAR
        .captures_iter(text)
        .filter_map(|hit| Some((hit.get(0)?.end(), number(&hit, 1)?)))
        .collect();
    for hit in WRITTEN.captures_iter(text) {
        // Skip the end of a longer number: 2007年113月 is somebody's slip, but not a date.
        let range = hit.get(0).expect("the whole").range();
        let before = &text[..range.start];
        let is_part = before.ends_with(|c: char| c.is_ascii_digit() || "-—./".contains(c));
        // 农历二月 has a 30th day, most years.
        if is_part || before.ends_with("农历") || before.ends_with("阴历") {
            continue;
        }
        let before = years.partition_point(|(at, _)| *at <= range.start);
        let said = years[..before].last().map(|(_, year)| *year);
        found.extend(written(&hit, article, said).map(|finding| (finding, range)));
    }
    for hit in FIGURES.captures_iter(text) {
        // 2007.13.45 may be the number of a version; 2007-13-45 cannot be one.
        let is_date = hit[2] == hit[4] && number(&hit, 3) != Some(0) && number(&hit, 5) != Some(0);
        if is_date && Moment::parse(&hit[0], &jiff::tz::TimeZone::UTC).is_none() {
            let range = hit.get(0).expect("the whole").range();
            found.push((Diagnostic::warning("impossible-date").with("date", &hit[0]), range));
        }
    }
    for hit in MONTH.captures_iter(text) {
        if number(&hit, 1).is_some_and(|month| !(1..=12).contains(&month)) {
            let end = hit.get(1).expect("a month").end() + '月'.len_utf8();
            let range = hit.get(0).expect("the whole").start()..end;
            let finding = Diagnostic::warning("impossible-date").with("date", &text[range.clone()]);
            found.push((finding, range));
        }
    }
    found
}

/// Checks one date; `said` is the last year that the text names before it.
fn written(hit: &Captures<'_>, article: Option<Moment>, said: Option<i16>) -> Option<Diagnostic> {
    let (year, month, day) = (number(hit, 1), number(hit, 2)?, number(hit, 3)?);
    // 2000 was a leap year, so a date without a year may be the 29th of February.
    let of = |year: i16| Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok();
    if of(year.unwrap_or(2000)).is_none() {
        let shown =
            hit[0].split(['（', '(', '星', '周', '礼', '，', ',']).next().unwrap_or_default();
        return Some(Diagnostic::warning("impossible-date").with("date", shown.trim()));
    }
    let name = hit.get(4)?.as_str();
    let (_, weekday) = WEEKDAYS.iter().find(|(known, _)| *known == name)?;
    let near = article.map(|article| article.date.year());
    let years = match (year, near) {
        (Some(year), _) => year..=year,
        (None, Some(near)) => near - 1..=near + 1,
        (None, None) => return None,
    };
    let other = said.filter(|_| year.is_none());
    if years.clone().chain(other).filter_map(of).any(|date| date.weekday() == *weekday) {
        return None;
    }
    let date = of(year.or(near)?)?;
    let right = WEEKDAYS.iter().find(|(_, weekday)| *weekday == date.weekday())?.0;
    Some(Diagnostic::warning("wrong-weekday").with("date", date).with("right", right))
}

fn number(hit: &Captures<'_>, group: usize) -> Option<i16> {
    hit.get(group)?.as_str().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hits(text: &str) -> Vec<(&'static str, &str)> {
        let article = Moment::parse("2007-03-20", &jiff::tz::TimeZone::UTC);
        find(text, article)
            .into_iter()
            .map(|(finding, range)| (finding.code, &text[range]))
            .collect()
    }

    #[test]
    fn days_that_do_not_exist_are_found() {
        assert_eq!(hits("于2月30日召开"), [("impossible-date", "2月30日")]);
        assert_eq!(hits("2007年2月29日"), [("impossible-date", "2007年2月29日")]);
        assert_eq!(hits("2007年13月起"), [("impossible-date", "2007年13月")]);
        assert_eq!(hits("3月20日下午2时（星期五）")[0].0, "wrong-weekday");
        assert_eq!(hits("2007-02-30"), [("impossible-date", "2007-02-30")]);
        assert_eq!(hits("3月20日（星期三）"), [("wrong-weekday", "3月20日（星期三）")]);
        assert_eq!(hits("2007年3月20日（周一）"), [("wrong-weekday", "2007年3月20日（周一）")]);
    }

    #[test]
    fn days_that_exist_pass() {
        for text in [
            "2月29日",
            "3月20日（星期二）",
            "2007年3月20日，周二",
            "1月1日（星期二）",
            "13个月",
            "农历2月30日",
            "9月28—30日",
            "2007年1—13月",
            "1.2007.13.45",
            "4.22地球日",
            "2007年12月份",
            "周末",
            "2002年，12月20日（星期五）",
        ] {
            assert_eq!(hits(text), [], "{text}");
        }
    }
}
