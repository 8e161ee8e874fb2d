//! Colours, and whether one can be read on another.

use std::fmt::{self, Display};

/// The least contrast of text and what is behind it (WCAG 2.2, 1.4.3).
const LEAST: f64 = 4.5;

/// A colour of a screen (sRGB): red, green and blue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Rgb(pub [u8; 3]);

impl Rgb {
    /// Black.
    pub const BLACK: Self = Self([0; 3]);
    /// White.
    pub const WHITE: Self = Self([255; 3]);

    /// Reads `#b5121b` or `#fff`.
    pub fn parse(text: &str) -> Option<Self> {
        let digits = text.strip_prefix('#')?;
        // A number in Rust may begin with a sign.
        if !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return None;
        }
        let wide = match digits.len() {
            3 => digits.chars().flat_map(|digit| [digit, digit]).collect(),
            6 => digits.to_owned(),
            _ => return None,
        };
        let part = |at: usize| u8::from_str_radix(&wide[at..at + 2], 16).ok();
        Some(Self([part(0)?, part(2)?, part(4)?]))
    }

    /// This colour with so much of another, from 0 to 100 of a hundred.
    #[must_use]
    pub fn mixed(self, other: Self, percent: u16) -> Self {
        let part = |at: usize| {
            let (one, two) = (u16::from(self.0[at]), u16::from(other.0[at]));
            u8::try_from((one * (100 - percent) + two * percent) / 100).unwrap_or(u8::MAX)
        };
        Self([part(0), part(1), part(2)])
    }

    /// The relative luminance (WCAG 2.2).
    fn luminance(self) -> f64 {
        let linear = |part: u8| {
            let part = f64::from(part) / 255.0;
            if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * linear(self.0[0]) + 0.7152 * linear(self.0[1]) + 0.0722 * linear(self.0[2])
    }

    /// The contrast of two colours (WCAG 2.2), from 1 to 21.
    pub fn contrast(self, other: Self) -> f64 {
        let (one, two) = (self.luminance(), other.luminance());
        (one.max(two) + 0.05) / (one.min(two) + 0.05)
    }

    /// Whether text in this colour can be read on this paper (WCAG 2.2, 1.4.3).
    pub fn is_readable_on(self, paper: Self) -> bool {
        self.contrast(paper) >= LEAST
    }

    /// The nearest colour that can be read on this paper, darker or lighter.
    #[must_use]
    pub fn readable_on(self, paper: Self) -> Self {
        let towards = |end: Self| {
            let tries = (0..=100).map(|percent| (percent, self.mixed(end, percent)));
            tries.into_iter().find(|(_, colour)| colour.is_readable_on(paper))
        };
        let tries = [towards(Self::BLACK), towards(Self::WHITE)].into_iter().flatten();
        tries.min_by_key(|(percent, _)| *percent).map_or(self, |(_, colour)| colour)
    }
}

impl Display for Rgb {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [red, green, blue] = self.0;
        write!(out, "#{red:02x}{green:02x}{blue:02x}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn colour(text: &str) -> Rgb {
        Rgb::parse(text).unwrap()
    }

    #[test]
    fn contrast_is_that_of_wcag() {
        assert!((Rgb::BLACK.contrast(Rgb::WHITE) - 21.0).abs() < 0.01);
        assert!((colour("#777").contrast(Rgb::WHITE) - 4.48).abs() < 0.01);
        assert_eq!(colour("#f00").to_string(), "#ff0000");
        assert_eq!(["red", "#12", "#三", "#+1+2+3"].map(Rgb::parse), [None; 4]);
    }

    #[test]
    fn the_nearest_readable_colour_is_readable() {
        for paper in ["#fff", "#fffdf9", "#808080", "#171512", "#000"] {
            for text in ["#ff9900", "#fff", "#000", "#7f7f7f", "#0a539e"] {
                let found = colour(text).readable_on(colour(paper));
                assert!(found.contrast(colour(paper)) >= LEAST, "{text} on {paper}: {found}");
            }
        }
        let readable = colour("#b5121b");
        assert_eq!(readable.readable_on(Rgb::WHITE), readable);
    }
}
