//! A span of whole months for which something is counted: a month, a quarter, a half year, a year, or from one to another.

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

/// Reads `2007`, `2007-h1`, `2007-q1`, `2007-03`, or the first and the last month, `2007-01..2007-04`.
impl FromStr for Period {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        if let Some((first, last)) = text.split_once("..") {
            if last.contains("..") {
                return Err(());
            }
            let (first, last): (Self, Self) = (first.parse()?, last.parse()?);
            let months = last.first + last.months - first.first;
            return if months > 0 { Ok(Self { first: first.first, months }) } else { Err(()) };
        }
        let (year, months, digits) = match text.split_once('-') {
            None => (text, 12, "1"),
            Some((year, part)) => match part.as_bytes().first() {
                Some(b'h' | b'H') => (year, 6, &part[1..]),
                Some(b'q' | b'Q') => (year, 3, &part[1..]),
                _ => (year, 1, part),
            },
        };
        let number = |text: &str, most: i32| {
            let are_digits = text.len() <= 4 && text.bytes().all(|byte| byte.is_ascii_digit());
            let number = text.parse().ok().filter(|number| (1..=most).contains(number));
            number.filter(|_| are_digits).ok_or(())
        };
        if year.len() != 4 {
            return Err(());
        }
        let (year, number) = (number(year, 9999)?, number(digits, 12 / months)?);
        Ok(Self { first: year * 12 + (number - 1) * months, months })
    }
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
        assert_eq!(read("2007-3").as_deref(), Ok("2007-03"));
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
