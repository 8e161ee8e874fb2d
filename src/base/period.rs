//! A span of whole months for which something is counted: a month, a quarter, a half year, a year, or from one to another.

use std::borrow::Cow;
use std::fmt;
use std::ops::RangeInclusive;
use std::str::FromStr;

use jiff::civil::Date;

/// Consecutive months.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Period {
    /// The first month, counted from January of year 0.
    first: i32,
    /// How many months, at least one.
    months: i32,
}

impl Period {
    /// From the first month of one to the last of another.
    fn from_to(first: Self, last: Self) -> Result<Self, ()> {
        let months = last.first + last.months - first.first;
        if months > 0 { Ok(Self { first: first.first, months }) } else { Err(()) }
    }

    /// Whether a day is in it.
    pub fn contains(self, day: Date) -> bool {
        (self.first..self.first + self.months).contains(&month_of(day))
    }

    /// As many months, just before.
    #[must_use]
    pub fn before(self) -> Self {
        Self { first: self.first - self.months, ..self }
    }

    /// The same months a year before.
    #[must_use]
    pub fn year_before(self) -> Self {
        Self { first: self.first - 12, ..self }
    }

    /// Its months, one by one.
    pub fn each_month(self) -> impl Iterator<Item = Self> {
        (self.first..self.first + self.months).map(|first| Self { first, months: 1 })
    }

    /// The year and the number of its first month.
    pub fn first_month(self) -> (i32, i32) {
        (self.first.div_euclid(12), self.first.rem_euclid(12) + 1)
    }

    /// The year and the number of its last month.
    pub fn last_month(self) -> (i32, i32) {
        Self { first: self.first + self.months - 1, months: 1 }.first_month()
    }

    /// The range of its months, among periods of one month.
    pub fn months_in(self) -> RangeInclusive<Self> {
        let month = |first| Self { first, months: 1 };
        month(self.first)..=month(self.first + self.months - 1)
    }

    /// The range in which periods of any length begin not more than so many months before or after it does.
    pub fn months_around(self, near: i32) -> RangeInclusive<Self> {
        let at = |first, months| Self { first, months };
        at(self.first - near, 0)..=at(self.first + near, i32::MAX)
    }

    /// How many months.
    pub fn months(self) -> i32 {
        self.months
    }

    /// Whether all of another period is in it.
    pub fn covers(self, other: Self) -> bool {
        let end = |period: Self| period.first + period.months;
        self.first <= other.first && end(other) <= end(self)
    }

    /// The month, quarter, half year or year (1, 3, 6 or 12 `months`) in which a day lies.
    pub fn around(day: Date, months: i32) -> Self {
        Self { first: month_of(day), months: 1 }.widened(months)
    }

    /// The month, quarter, half year or year (1, 3, 6 or 12 `months`) in which its first month lies.
    #[must_use]
    pub fn widened(self, months: i32) -> Self {
        Self { first: self.first.div_euclid(months) * months, months }
    }

    /// As many months, just after.
    #[must_use]
    pub fn after(self) -> Self {
        Self { first: self.first + self.months, ..self }
    }

    /// Its first day.
    pub fn first_day(self) -> Date {
        let (year, month) = self.first_month();
        let of_month = i16::try_from(year).ok().zip(i8::try_from(month).ok());
        of_month.and_then(|(year, month)| Date::new(year, month, 1).ok()).unwrap_or(Date::MIN)
    }

    /// Its last day; `None` beyond the year 9999.
    pub fn last_day(self) -> Option<Date> {
        let (year, month) = self.last_month();
        let first = Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, 1).ok()?;
        Some(first.last_of_month())
    }

    /// From January of its last month's year to its end.
    #[must_use]
    pub fn so_far(self) -> Self {
        let last = self.first + self.months - 1;
        let first = last.div_euclid(12) * 12;
        Self { first, months: last - first + 1 }
    }
}

fn month_of(day: Date) -> i32 {
    i32::from(day.year()) * 12 + i32::from(day.month()) - 1
}

/// Reads `2007`, `2007-h1`, `2007-q1`, `2007-03`, or the first and the last month, `2007-01..2007-04`; the same as people write it:
/// 2007年, 2007年上半年, 2007年第一季度, 2007年3月, 2007年1-4月, 2007/3; and the first day of a month, which Excel makes of it.
impl FromStr for Period {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        if let Some((first, last)) = text.split_once("..") {
            if last.contains("..") {
                return Err(());
            }
            let (first, last): (Self, Self) = (first.parse()?, last.parse()?);
            return Self::from_to(first, last);
        }
        let text = text
            .strip_suffix("年度")
            .map_or_else(|| text.into(), |year| Cow::from(format!("{year}年")));
        let (year, part) = text.split_once(['-', '/', '.', '年']).unwrap_or((&text, ""));
        let year = number(year, 4, 4, 9999)?;
        let of_year =
            |place: i32, months: i32| Ok(Self { first: year * 12 + place * months, months });
        if part.is_empty() {
            // A separator with nothing behind it is the rest of something.
            return if text.len() == 4 || text.ends_with('年') { of_year(0, 12) } else { Err(()) };
        }
        let month = |text: &str| Ok::<i32, ()>(number(text, 1, 2, 12)? - 1);
        if let Some(half) = part.strip_prefix(['h', 'H']) {
            return of_year(number(half, 1, 1, 2)? - 1, 6);
        }
        if let Some(quarter) = part.strip_prefix(['q', 'Q']) {
            return of_year(number(quarter, 1, 1, 4)? - 1, 3);
        }
        if let Some(half) = ["上半年", "下半年"].iter().position(|half| *half == part) {
            return of_year(i32::try_from(half).unwrap_or(0), 6);
        }
        if let Some(quarter) = part.strip_suffix("季度") {
            let quarter = quarter.trim_start_matches('第');
            let place = ["一", "二", "三", "四"].iter().position(|name| *name == quarter);
            let place = place.and_then(|place| i32::try_from(place).ok());
            return of_year(
                place.map_or_else(|| number(quarter, 1, 1, 4), |place| Ok(place + 1))? - 1,
                3,
            );
        }
        let months = part.strip_suffix('月').or(part.strip_suffix("月份"));
        if let Some(months) = months.filter(|_| text.contains('年')) {
            let (first, last) =
                months.split_once(['-', '—', '－', '至']).unwrap_or((months, months));
            return Self::from_to(
                of_year(month(first.trim_end_matches('月'))?, 1)?,
                of_year(month(last)?, 1)?,
            );
        }
        let day_1 = ["-01", "-1", "/01", "/1", ".01", ".1", "月1日"];
        let day_1 = day_1.iter().find_map(|day| part.strip_suffix(day));
        of_year(month(day_1.unwrap_or(part))?, 1)
    }
}

/// Reads a number from 1 to `most` with this many digits.
fn number(text: &str, fewest: usize, longest: usize, most: i32) -> Result<i32, ()> {
    let are_digits = text.bytes().all(|byte| byte.is_ascii_digit());
    let number = text.parse().ok().filter(|number| (1..=most).contains(number));
    number.filter(|_| are_digits && (fewest..=longest).contains(&text.len())).ok_or(())
}

/// As it is read.
impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month) = (self.first.div_euclid(12), self.first.rem_euclid(12));
        match self.months {
            12 if month == 0 => write!(f, "{year}"),
            6 if month % 6 == 0 => write!(f, "{year}-h{}", month / 6 + 1),
            3 if month % 3 == 0 => write!(f, "{year}-q{}", month / 3 + 1),
            1 => write!(f, "{year}-{:02}", month + 1),
            months => {
                let last = Self { first: self.first + months - 1, months: 1 };
                write!(f, "{year}-{:02}..{last}", month + 1)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn periods_are_read_and_written() {
        let read = |text: &str| text.parse::<Period>().map(|period| period.to_string());
        for text in
            ["2007", "2007-h2", "2007-q3", "2007-03", "2007-01..2007-04", "2006-12..2007-02"]
        {
            assert_eq!(read(text).as_deref(), Ok(text));
        }
        for (written, text) in [
            ("2007-3", "2007-03"),
            ("2007年", "2007"),
            ("2007年下半年", "2007-h2"),
            ("2007年第一季度", "2007-q1"),
            ("2007年4季度", "2007-q4"),
            ("2007年3月", "2007-03"),
            ("2007年12月份", "2007-12"),
            ("2007年1-4月", "2007-01..2007-04"),
            ("2007年1月至3月", "2007-q1"),
            ("2007/3", "2007-03"),
            ("2007/3/1", "2007-03"),
            ("2007年3月1日", "2007-03"),
            ("2007年度", "2007"),
            ("2007-03-01", "2007-03"),
            ("2007.11", "2007-11"),
        ] {
            assert_eq!(read(written).as_deref(), Ok(text), "{written}");
        }
        assert_eq!(read("2007-Q1..2007-q2").as_deref(), Ok("2007-h1"));
        for text in [
            "",
            "07",
            "2007-",
            "2007-q5",
            "2007-h3",
            "2007-13",
            "2007-0",
            "2007-q",
            "2007-+3",
            "2007-04..2007-03",
            "2007..2008..2009",
            "0000",
            "2007/3/2",
            "2007年13月",
            "2007年五季度",
            "2007年三月",
            "2007年上旬",
            "2007-3月",
            "2007年4-1月",
        ] {
            assert_eq!(read(text), Err(()), "{text}");
        }
    }

    #[test]
    fn it_knows_its_days_and_its_neighbours() {
        let quarter: Period = "2007-q1".parse().unwrap();
        assert!(quarter.contains(date(2007, 1, 1)) && quarter.contains(date(2007, 3, 31)));
        assert!(!quarter.contains(date(2006, 12, 31)) && !quarter.contains(date(2007, 4, 1)));
        assert_eq!(quarter.before().to_string(), "2006-q4");
        let late: Period = "2007-q3".parse().unwrap();
        assert_eq!(late.so_far().to_string(), "2007-01..2007-09");
        let across: Period = "2006-11..2007-02".parse().unwrap();
        assert_eq!(across.so_far().to_string(), "2007-01..2007-02");
    }
}
