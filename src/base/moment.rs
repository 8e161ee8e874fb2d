//! A date as people write it, with its time of day where they gave one.

use std::fmt;

use jiff::civil::{Date, Time};
use jiff::tz::{Offset, TimeZone};
use serde::{Serialize, Serializer};

/// A day, and a time on it where one was written, both in the site's time zone.
///
/// Sorts by day, then time (a day without a time comes first). Serialises as ISO 8601:
/// `2007-03-05` or `2007-03-05T08:30:00`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Moment {
    /// The civil day.
    pub date: Date,
    /// The time of day, if it was given.
    pub time: Option<Time>,
}

impl Moment {
    /// A day without a time.
    pub fn day(date: Date) -> Self {
        Self { date, time: None }
    }

    /// Reads the forms of convention 26: `2007-03-05`, `2007/3/5`, `2007.3.5`, `2007年3月5日`, each
    /// alone or followed by a time such as `8:30` or `08:30:15`. A time with an offset, as in RFC
    /// 3339, is moved to `zone`; without an offset the day never shifts. `None` for other texts.
    pub fn parse(text: &str, zone: &TimeZone) -> Option<Self> {
        let text = text.trim();
        let figures = text.contains(['年', '元']).then(|| in_figures(text)).flatten();
        let text = figures.as_deref().unwrap_or(text);
        let (date, rest) = read_date(text)?;
        let rest = rest.strip_prefix(['T', 't']).unwrap_or(rest).trim_start();
        if rest.is_empty() {
            return Some(Self::day(date));
        }
        let (clock, offset) = match rest.find(['Z', 'z', '+', '-']) {
            Some(at) => (rest[..at].trim_end(), &rest[at..]),
            None => (rest, ""),
        };
        let time = read_time(clock)?;
        if offset.is_empty() {
            return Some(Self { date, time: Some(time) });
        }
        let seconds = read_offset(offset)?;
        let instant =
            Offset::from_seconds(seconds).ok()?.to_timestamp(date.to_datetime(time)).ok()?;
        let local = zone.to_datetime(instant);
        Some(Self { date: local.date(), time: Some(local.time()) })
    }

    /// RFC 3339 with the offset `zone` had then, as Atom wants it: `2007-03-05T00:00:00+08:00`.
    pub fn rfc3339(self, zone: &TimeZone) -> String {
        let civil = self.date.to_datetime(self.time.unwrap_or_default());
        let offset = zone
            .to_ambiguous_timestamp(civil)
            .compatible()
            .map_or(0, |at| zone.to_offset(at).seconds());
        let sign = if offset < 0 { '-' } else { '+' };
        let (hours, minutes) = (offset.abs() / 3600, offset.abs() / 60 % 60);
        format!("{}{sign}{hours:02}:{minutes:02}", civil.strftime("%Y-%m-%dT%H:%M:%S"))
    }
}

/// The years that a date can have; any other is a typing error.
const YEARS: std::ops::RangeInclusive<i16> = 1900..=2199;

/// A date in Han figures, as official texts have it, in ASCII ones: 二〇二六年一月八日, 2026年元月8日.
/// `None` when there is nothing to change, or it is no date.
fn in_figures(text: &str) -> Option<String> {
    const DIGITS: &str = "〇一二三四五六七八九";
    let digit = |c: char| match c {
        '零' | '○' | 'Ｏ' => Some(0),
        c => DIGITS.chars().position(|known| known == c),
    };
    let (year, rest) = text.split_once('年')?;
    let (month, rest) = rest.split_once('月')?;
    let (day, rest) = rest.split_once('日')?;
    let year = match year.chars().map(digit).collect::<Option<Vec<_>>>() {
        Some(digits) if digits.len() == 4 => digits.iter().map(ToString::to_string).collect(),
        _ => year.to_owned(),
    };
    // Up to 三十一: tens before 十, ones behind it.
    let number = |text: &str| -> Option<usize> {
        match text.split_once('十') {
            None => text.chars().next().and_then(digit).filter(|_| text.chars().count() == 1),
            Some((tens, ones)) => {
                let one = |part: &str| part.chars().next().and_then(digit);
                let tens = if tens.is_empty() { Some(1) } else { one(tens) };
                let ones = if ones.is_empty() { Some(0) } else { one(ones) };
                Some(tens? * 10 + ones?)
            }
        }
    };
    let plain = |text: &str| match text.trim() {
        "元" => "1".to_owned(),
        text => number(text).map_or_else(|| text.to_owned(), |number| number.to_string()),
    };
    let form = format!("{year}年{}月{}日{rest}", plain(month), plain(day));
    (form != text).then_some(form)
}

fn read_date(text: &str) -> Option<(Date, &str)> {
    let (year, rest) = read_number(text, 4)?;
    if !YEARS.contains(&year) {
        return None;
    }
    let separator = rest.chars().next()?;
    let (between, closing) = match separator {
        '-' | '/' | '.' => (separator, None),
        '年' => ('月', Some('日')),
        _ => return None,
    };
    let (month, rest) = read_number(&rest[separator.len_utf8()..], 2)?;
    let (day, rest) = read_number(rest.strip_prefix(between)?, 2)?;
    let rest = match closing {
        Some(mark) => rest.strip_prefix(mark)?,
        None => rest,
    };
    let glued = |c: char| c.is_alphanumeric() && !matches!(c, 'T' | 't');
    if closing.is_none() && rest.starts_with(glued) {
        return None;
    }
    let date = Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?;
    Some((date, rest))
}

fn read_time(text: &str) -> Option<Time> {
    let mut parts = text.split([':', '：']);
    let hour = parts.next()?.parse().ok()?;
    let minute = parts.next()?.parse().ok()?;
    let second = match parts.next() {
        Some(second) => second.split('.').next()?.parse().ok()?,
        None => 0,
    };
    if parts.next().is_some() {
        return None;
    }
    Time::new(hour, minute, second, 0).ok()
}

fn read_offset(text: &str) -> Option<i32> {
    if text.eq_ignore_ascii_case("z") {
        return Some(0);
    }
    let sign = if text.starts_with('-') { -1 } else { 1 };
    let digits: String = text[1..].chars().filter(|c| *c != ':').collect();
    if digits.len() != 4 || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let hours: i32 = digits[..2].parse().ok()?;
    let minutes: i32 = digits[2..].parse().ok()?;
    Some(sign * (hours * 3600 + minutes * 60))
}

/// Reads one to `most` decimal digits; a year must have all four.
fn read_number(text: &str, most: usize) -> Option<(i16, &str)> {
    let length = text.bytes().take(most).take_while(u8::is_ascii_digit).count();
    if length == 0 || (most == 4 && length < 4) {
        return None;
    }
    Some((text[..length].parse().ok()?, &text[length..]))
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.time {
            Some(time) => write!(f, "{}T{}", self.date, time.strftime("%H:%M:%S")),
            None => write!(f, "{}", self.date),
        }
    }
}

impl Serialize for Moment {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// A day as ZIP archives store it. They know the years from 1980 to 2107 (APPNOTE 4.4.6); any other
/// year becomes the nearest of these.
pub fn zip_time(day: Date) -> zip::DateTime {
    let year = day.year().clamp(1980, 2107).unsigned_abs();
    let (month, day) = (day.month().unsigned_abs(), day.day().unsigned_abs());
    zip::DateTime::from_date_and_time(year, month, day, 0, 0, 0).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Option<String> {
        let zone = TimeZone::get("Asia/Shanghai").unwrap();
        Moment::parse(text, &zone).map(|moment| moment.to_string())
    }

    #[test]
    fn reads_every_form_of_convention_26() {
        for text in
            ["2007-03-05", "2007-3-5", "2007/3/5", "2007.3.5", "2007年3月5日", "2007年03月05日"]
        {
            assert_eq!(parse(text).as_deref(), Some("2007-03-05"), "{text}");
        }
        for (text, day) in [
            ("二〇二六年一月八日", "2026-01-08"),
            ("二○二六年十二月三十一日", "2026-12-31"),
            ("2026年元月8日", "2026-01-08"),
            ("二零零七年十月二十日", "2007-10-20"),
        ] {
            assert_eq!(parse(text).as_deref(), Some(day), "{text}");
        }
        for text in
            ["2007-03-05 8:30", "2007-03-05T08:30:00", "2007年3月5日 08:30", "2007年3月5日8:30"]
        {
            assert_eq!(parse(text).as_deref(), Some("2007-03-05T08:30:00"), "{text}");
        }
    }

    #[test]
    fn an_offset_moves_to_the_sites_zone_and_nothing_else_shifts_the_day() {
        assert_eq!(parse("2007-03-05T23:30:00Z").as_deref(), Some("2007-03-06T07:30:00"));
        assert_eq!(parse("2007-03-05 23:30 +08:00").as_deref(), Some("2007-03-05T23:30:00"));
        assert_eq!(parse("2007-03-05 00:00").as_deref(), Some("2007-03-05T00:00:00"));
    }

    #[test]
    fn refuses_days_that_do_not_exist() {
        for text in
            ["2007-02-30", "2007-13-45", "07-03-05", "2007-03", "2007-03-05x", "三月五日", ""]
        {
            assert_eq!(parse(text), None, "{text}");
        }
    }

    #[test]
    fn rfc3339_knows_the_summer_time_of_1988() {
        let zone = TimeZone::get("Asia/Shanghai").unwrap();
        let day = |text| Moment::parse(text, &zone).unwrap().rfc3339(&zone);
        assert_eq!(day("2007-03-05"), "2007-03-05T00:00:00+08:00");
        assert_eq!(day("1988-07-01"), "1988-07-01T00:00:00+09:00");
    }
}
