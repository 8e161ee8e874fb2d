//! An exact number that is shown with two decimals: points, and items that several units share. Places follow from such numbers,
//! and sums of what is shown must be right, which binary fractions cannot promise.

use std::fmt;
use std::iter::Sum;
use std::ops::{Add, AddAssign, Sub};

/// Into so many parts a hundredth can be divided without a rest: by any number up to 16, and by most that occur.
const PARTS: i128 = 720_720;

/// A number, in parts of a hundredth.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Amount(i128);

impl Amount {
    /// One.
    pub const ONE: Self = Self(100 * PARTS);

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
        let hundredths: i128 = format!("{whole}{decimals:0<2}").parse().ok()?;
        Some(Self(PARTS * if is_negative { -hundredths } else { hundredths }))
    }

    /// The number for a drawing.
    pub fn approximate(self) -> f64 {
        self.to_string().parse().unwrap_or_default()
    }

    /// So many times this number.
    #[must_use]
    pub fn times(self, count: Self) -> Self {
        Self(self.0 * count.0 / Self::ONE.0)
    }

    /// It as a part of `whole`, in percent with one decimal. The rest is left out: what is not all of it is never shown as
    /// 100 %. `None` where there is nothing to be a part of.
    pub fn percent_of(self, whole: Self) -> Option<Self> {
        (whole > Self::default()).then(|| {
            let tenths = (self.0 * 1000).div_euclid(whole.0);
            Self(tenths * 10 * PARTS)
        })
    }

    /// Shares it among `count` in parts whose sum it is, all alike for up to 16 of them. `count` is at least 1.
    pub fn shared(self, count: usize) -> impl Iterator<Item = Self> {
        let count = i128::try_from(count).expect("far fewer");
        let (part, rest) = (self.0.div_euclid(count), self.0.rem_euclid(count));
        (0..count).map(move |place| Self(part + i128::from(place < rest)))
    }

    /// Numbers as they are shown: each is rounded up or down to hundredths so that their sum is that of the numbers, rounded.
    /// Those that lose most by rounding down are rounded up, the first of them first.
    pub fn rounded(all: &[Self]) -> Vec<Self> {
        let down = |amount: &Self| amount.0.div_euclid(PARTS);
        let mut hundredths: Vec<i128> = all.iter().map(down).collect();
        let sum: i128 = all.iter().map(|amount| amount.0).sum();
        let missing = (sum + PARTS / 2).div_euclid(PARTS) - hundredths.iter().sum::<i128>();
        let mut order: Vec<usize> = (0..all.len()).collect();
        order.sort_by_key(|place| -all[*place].0.rem_euclid(PARTS));
        for place in order.into_iter().take(usize::try_from(missing).unwrap_or(0)) {
            hundredths[place] += 1;
        }
        hundredths.into_iter().map(|number| Self(number * PARTS)).collect()
    }
}

/// Whole hundredths; parts of one are left out.
impl fmt::Display for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let hundredths = self.0 / PARTS;
        let sign = if hundredths < 0 { "-" } else { "" };
        let (whole, decimals) = (hundredths.unsigned_abs() / 100, hundredths.unsigned_abs() % 100);
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

    #[test]
    fn a_third_is_shown_so_that_the_sum_is_right() {
        let thirds: Vec<Amount> = Amount::ONE.shared(3).collect();
        assert!(thirds.iter().all(|third| *third == thirds[0]));
        let shown: Vec<String> = Amount::rounded(&thirds).iter().map(ToString::to_string).collect();
        assert_eq!(shown, ["0.34", "0.33", "0.33"]);
    }

    proptest! {
        #[test]
        fn parts_are_alike_and_add_up(hundredths in -1_000_000_i128..1_000_000, count in 1_usize..40) {
            let whole = Amount(hundredths * PARTS);
            let parts: Vec<Amount> = whole.shared(count).collect();
            prop_assert_eq!(parts.len(), count);
            prop_assert_eq!(parts.iter().copied().sum::<Amount>(), whole);
            prop_assert!(parts[0] - parts[count - 1] <= Amount(i128::from(count > 16)));
        }

        #[test]
        fn what_is_shown_adds_up(all in proptest::collection::vec((-10_000_i128..10_000, 1_usize..17), 0..40)) {
            let part = |(hundredths, count): (i128, usize)| Amount(hundredths * PARTS).shared(count).next();
            let all: Vec<Amount> = all.into_iter().filter_map(part).collect();
            let shown = Amount::rounded(&all);
            let (sum, of_shown): (Amount, Amount) = (all.iter().copied().sum(), shown.iter().copied().sum());
            prop_assert!((sum - of_shown).0.abs() * 2 <= PARTS);
            for (amount, shown) in all.iter().zip(&shown) {
                prop_assert!((*amount - *shown).0.abs() < PARTS, "{} {}", amount, shown);
            }
        }
    }
}
