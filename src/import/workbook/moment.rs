//! Days and times as formats show them. A day is the number of days since the end of 1899.

use jiff::civil::{Date, date};
use rust_decimal::prelude::ToPrimitive as _;
use rust_decimal::{Decimal, RoundingStrategy};

use super::format::{Section, Sign};
use super::number::decimal;

/// Behind the last day that Excel knows.
const LAST: f64 = 2_958_466.0;
/// The seconds of a day.
const DAY: i64 = 86_400;
const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const DAYS: [&str; 7] =
    ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
const HAN_MONTHS: [&str; 12] = [
    "一月",
    "二月",
    "三月",
    "四月",
    "五月",
    "六月",
    "七月",
    "八月",
    "九月",
    "十月",
    "十一月",
    "十二月",
];
const HAN_DAYS: [&str; 7] = ["日", "一", "二", "三", "四", "五", "六"];

/// Whether a section shows a day or a time.
pub fn is_moment(section: &Section) -> bool {
    section.has(|sign| matches!(sign, Sign::Moment(..) | Sign::Elapsed(..) | Sign::Noon(_)))
}

/// A day with its time.
struct Moment {
    /// Days since the end of 1899, and seconds of the day.
    days: i64,
    seconds: i64,
    /// The part of a second, in as many digits as are shown.
    part: i64,
    year: i16,
    month: usize,
    day: usize,
    /// From Sunday.
    weekday: usize,
    /// Whether hours are counted to twelve, and names are Chinese.
    has_noon: bool,
    is_chinese: bool,
}

/// A day with its time, as a section shows it; `None` where Excel shows none.
pub fn shown(section: &Section, number: f64) -> Option<String> {
    let signs = &section.signs;
    // Digits behind a point are those of seconds.
    let behind = signs.iter().skip_while(|sign| **sign != Sign::Point).skip(1);
    let digits = behind.take_while(|sign| matches!(sign, Sign::Digit(_))).count().min(3);
    let moment = Moment::of(section, number, u32::try_from(digits).ok()?)?;
    let mut out = String::new();
    for (at, sign) in signs.iter().enumerate() {
        match sign {
            Sign::Text(text) => out.push_str(text),
            Sign::Moment('m', count) if is_minute(signs, at) => {
                out.push_str(&padded(*count, moment.seconds / 60 % 60));
            }
            Sign::Moment(letter, count) => out.push_str(&moment.part_of_day(*letter, *count)),
            Sign::Elapsed(letter, count) => out.push_str(&padded(*count, moment.elapsed(*letter))),
            Sign::Noon(words) => out.push_str(words[usize::from(moment.seconds >= DAY / 2)]),
            Sign::Point if digits > 0 => {
                out.push('.');
                out.push_str(&padded(digits, moment.part));
            }
            Sign::Point => out.push('.'),
            Sign::Comma => out.push(','),
            Sign::Slash => out.push('/'),
            _ => {}
        }
    }
    Some(out)
}

fn padded(count: usize, number: i64) -> String {
    format!("{number:0count$}")
}

impl Moment {
    fn of(section: &Section, number: f64, digits: u32) -> Option<Self> {
        let exact = decimal(number).filter(|_| (0.0..LAST).contains(&number))?;
        let unit = 10_i64.pow(digits);
        let ticks = exact.fract() * Decimal::from(DAY * unit);
        let ticks =
            ticks.round_dp_with_strategy(0, RoundingStrategy::MidpointAwayFromZero).to_i64()?;
        let days = exact.trunc().to_i64()? + ticks / (DAY * unit);
        let ticks = ticks % (DAY * unit);
        let (year, month, day) = day_of(days)?;
        Some(Self {
            days,
            seconds: ticks / unit,
            part: ticks % unit,
            year,
            month: usize::try_from(month).ok()?,
            day: usize::try_from(day).ok()?,
            // Excel counts from a Sunday.
            weekday: usize::try_from((days - 1).rem_euclid(7)).ok()?,
            has_noon: section.has(|sign| matches!(sign, Sign::Noon(_))),
            is_chinese: section.is_chinese,
        })
    }

    /// What a letter stands for that is written so often.
    fn part_of_day(&self, letter: char, count: usize) -> String {
        let han = HAN_DAYS[self.weekday];
        let month = self.month.saturating_sub(1);
        match (letter, count) {
            ('y', 1 | 2) => format!("{:02}", self.year % 100),
            ('y' | 'e', _) => format!("{:04}", self.year),
            ('m', 1 | 2) => format!("{:0count$}", self.month),
            ('m', _) if self.is_chinese => HAN_MONTHS[month].to_owned(),
            ('m', 3) => MONTHS[month][..3].to_owned(),
            ('m', 4) => MONTHS[month].to_owned(),
            ('m', _) => MONTHS[month][..1].to_owned(),
            ('d', 1 | 2) => format!("{:0count$}", self.day),
            ('d', 3) if self.is_chinese => format!("周{han}"),
            ('d', 3) => DAYS[self.weekday][..3].to_owned(),
            ('d', _) if !self.is_chinese => DAYS[self.weekday].to_owned(),
            ('a', 3) => han.to_owned(),
            ('d' | 'a', _) => format!("星期{han}"),
            ('h', _) => {
                let hour = self.seconds / 3600;
                let twelve = if hour % 12 == 0 { 12 } else { hour % 12 };
                padded(count.min(2), if self.has_noon { twelve } else { hour })
            }
            _ => padded(count.min(2), self.seconds % 60),
        }
    }

    fn elapsed(&self, letter: char) -> i64 {
        let all = self.days * DAY + self.seconds;
        match letter {
            'h' => all / 3600,
            'm' => all / 60,
            _ => all,
        }
    }
}

/// Whether an `m` is minutes: behind hours or seconds, or before seconds.
fn is_minute(signs: &[Sign], at: usize) -> bool {
    let is_part = |sign: &&Sign| matches!(sign, Sign::Moment(..) | Sign::Elapsed(..));
    let before = signs[..at].iter().rev().find(is_part);
    let behind = signs[at + 1..].iter().find(is_part);
    matches!(before, Some(Sign::Moment('h' | 's', _) | Sign::Elapsed('h' | 's', _)))
        || matches!(behind, Some(Sign::Moment('s', _) | Sign::Elapsed('s', _)))
}

/// The date of a day. Excel takes 1900 for a leap year.
fn day_of(days: i64) -> Option<(i16, i8, i8)> {
    let plain = |start: Date| {
        let day = start.checked_add(jiff::Span::new().try_days(days).ok()?).ok()?;
        Some((day.year(), day.month(), day.day()))
    };
    match days {
        0 => Some((1900, 1, 0)),
        60 => Some((1900, 2, 29)),
        1..60 => plain(date(1899, 12, 31)),
        _ => plain(date(1899, 12, 30)),
    }
}
