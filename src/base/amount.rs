//! An exact number with two decimals: points, and items that several units share. Sums of what is shown must be right, which
//! binary fractions cannot promise.

use std::fmt;
use std::iter::Sum;
use std::ops::{Add, AddAssign, Sub};

/// Hundredths.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Amount(i64);

impl Amount {
    /// One.
    pub const ONE: Self = Self(100);

    /// Reads a number such as `5`, `0.5`, `135.40` or `-10`: at most six digits, and two after the point. `None` for other texts.
    pub fn parse(text: &str) -> Option<Self> {
        let (is_negative, digits) = match text.strip_prefix('-') {
            Some(digits) => (true, digits),
            None => (false, text),
        };
        let (whole, decimals) = digits.split_once('.').unwrap_or((digits, "0"));
        let are_digits = |text: &str, most| {
            (1..=most).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
        };
        if !are_digits(whole, 6) || !are_digits(decimals, 2) {
            return None;
        }
        let hundredths: i64 = format!("{whole}{decimals:0<2}").parse().ok()?;
        Some(Self(if is_negative { -hundredths } else { hundredths }))
    }

    /// Shares it among `count` in parts whose sum it is; the first parts may be a hundredth larger. `count` is at least 1.
    pub fn shared(self, count: usize) -> impl Iterator<Item = Self> {
        let count = i64::try_from(count).expect("far fewer");
        let (part, rest) = (self.0.div_euclid(count), self.0.rem_euclid(count));
        (0..count).map(move |place| Self(part + i64::from(place < rest)))
    }
}

impl fmt::Display for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let (whole, decimals) = (self.0.unsigned_abs() / 100, self.0.unsigned_abs() % 100);
        match (decimals, decimals % 10) {
            (0, _) => write!(f, "{sign}{whole}"),
            (_, 0) => write!(f, "{sign}{whole}.{}", decimals / 10),
            _ => write!(f, "{sign}{whole}.{decimals:02}"),
        }
    }
}

impl Add for Amount {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self(self.0 + other.0)
    }
}

impl AddAssign for Amount {
    fn add_assign(&mut self, other: Self) {
        self.0 += other.0;
    }
}

impl Sub for Amount {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        Self(self.0 - other.0)
    }
}

impl Sum for Amount {
    fn sum<I: Iterator<Item = Self>>(all: I) -> Self {
        all.fold(Self::default(), Self::add)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn numbers_are_read_and_written() {
        for (text, written) in [
            ("5", "5"),
            ("0.5", "0.5"),
            ("135.40", "135.4"),
            ("-10", "-10"),
            ("-0.25", "-0.25"),
            ("007", "7"),
        ] {
            assert_eq!(Amount::parse(text).unwrap().to_string(), written);
        }
        for text in ["", "-", "5.", ".5", "1.234", "1,000", "1e3", "５", "+1", "1000000"] {
            assert_eq!(Amount::parse(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn parts_are_nearly_alike_and_add_up(hundredths in -1_000_000_i64..1_000_000, count in 1_usize..40) {
            let parts: Vec<Amount> = Amount(hundredths).shared(count).collect();
            prop_assert_eq!(parts.len(), count);
            prop_assert_eq!(parts.iter().copied().sum::<Amount>(), Amount(hundredths));
            prop_assert!(parts[0] - parts[count - 1] <= Amount(1));
        }
    }
}
