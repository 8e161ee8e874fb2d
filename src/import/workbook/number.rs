//! Numbers as formats show them. Excel rounds what it shows of a number, its first fifteen digits, and half away from
//! nothing.

use rust_decimal::{Decimal, RoundingStrategy};

use super::format::{Section, Sign};

/// A number by its first fifteen digits; `None` where it is too large for that.
pub fn decimal(number: f64) -> Option<Decimal> {
    if number.abs() < 1e-13 {
        return Some(Decimal::ZERO);
    }
    let found = Decimal::from_scientific(&format!("{number:.14e}")).ok()?;
    Some(found.normalize())
}

fn rounded(number: Decimal, digits: usize) -> Decimal {
    let digits = u32::try_from(digits).unwrap_or(u32::MAX).min(28);
    number.round_dp_with_strategy(digits, RoundingStrategy::MidpointAwayFromZero)
}

/// A number without a format: all digits of a whole one, else as many as fit into eleven signs.
pub fn general(number: f64) -> String {
    let size = number.abs();
    if number.fract() == 0.0 && size < 1e15 {
        return format!("{number:.0}");
    }
    let exact = decimal(number).filter(|_| (1e-4..1e15).contains(&size));
    let Some(exact) = exact else {
        return scientific(number, 5, true);
    };
    let whole = exact.trunc().abs().to_string().len();
    rounded(exact, 10_usize.saturating_sub(whole)).normalize().to_string()
}

/// A number with a power of ten: so many digits behind the point, perhaps none of nothing at their end.
fn scientific(number: f64, digits: usize, is_short: bool) -> String {
    let text = format!("{number:.digits$e}");
    let (mantissa, power) = text.split_once('e').unwrap_or((&text, "0"));
    let mantissa = if is_short && mantissa.contains('.') {
        mantissa.trim_end_matches('0').trim_end_matches('.')
    } else {
        mantissa
    };
    let (sign, power) = power.strip_prefix('-').map_or(('+', power), |power| ('-', power));
    format!("{mantissa}E{sign}{power:0>2}")
}

/// A number, as a section shows it.
pub fn shown(section: &Section, number: f64) -> String {
    let signs = &section.signs;
    if section.has(|sign| *sign == Sign::General) {
        return around(section, &general(number));
    }
    let is_digit = |sign: &Sign| matches!(sign, Sign::Digit(_));
    let point = signs.iter().position(|sign| *sign == Sign::Point);
    let exponent = signs.iter().position(|sign| matches!(sign, Sign::Exponent(_)));
    if let Some(exponent) = exponent {
        let mantissa = signs.iter().take(exponent).skip(point.unwrap_or(exponent));
        let behind = mantissa.filter(|one| is_digit(one)).count();
        return around(section, &scientific(number, behind, false));
    }
    if let Some(slash) = signs.iter().position(|sign| *sign == Sign::Slash)
        && signs[..slash].iter().any(is_digit)
    {
        return fraction(signs, slash, number);
    }
    let Some(last) = signs.iter().rposition(is_digit) else { return around(section, "") };
    let end = point.filter(|point| *point <= last).unwrap_or(last + 1);
    // Commas behind the last digit before the point divide by a thousand, those between digits part thousands.
    let whole = signs[..end].iter().rposition(is_digit);
    let behind = whole.map_or(0, |whole| whole + 1);
    let commas = |part: &[Sign]| part.iter().take_while(|sign| **sign == Sign::Comma).count();
    let scale = commas(&signs[behind..end]) + commas(&signs[last + 1..]);
    let parts_thousands = signs[..behind]
        .iter()
        .enumerate()
        .any(|(at, sign)| *sign == Sign::Comma && signs[..at].iter().any(is_digit));
    let percents = signs.iter().filter(|sign| **sign == Sign::Percent).count();
    let Some(mut exact) = decimal(number) else { return around(section, &general(number)) };
    for _ in 0..scale {
        exact /= Decimal::ONE_THOUSAND;
    }
    for _ in 0..percents {
        match exact.checked_mul(Decimal::ONE_HUNDRED) {
            Some(more) => exact = more,
            None => return around(section, &general(number)),
        }
    }
    let places = signs[end..].iter().filter(|one| is_digit(one)).count();
    let exact = rounded(exact.abs(), places);
    // Not with a precision: a long one makes rust_decimal 1.43 panic. Digits that are missing are put in below.
    let text = exact.to_string();
    let (digits, decimals) = text.split_once('.').unwrap_or((&text, ""));
    let digits = if digits == "0" { "" } else { digits };
    let mut out = integer(&signs[..end], digits, parts_thousands);
    out.push_str(&decimal_part(&signs[end..], decimals));
    if number < 0.0 { format!("-{out}") } else { out }
}

/// The texts of a section with something where its number stands.
fn around(section: &Section, number: &str) -> String {
    let mut out = String::new();
    let mut is_there = number.is_empty();
    for sign in &section.signs {
        match sign {
            Sign::Text(text) => out.push_str(text),
            Sign::General | Sign::Digit(_) if !is_there => {
                out.push_str(number);
                is_there = true;
            }
            _ => {}
        }
    }
    if !is_there {
        out.push_str(number);
    }
    out
}

/// Digits at their places, from the last on; the first place takes all that are left.
fn integer(signs: &[Sign], digits: &str, parts_thousands: bool) -> String {
    let mut left: Vec<char> = digits.chars().collect();
    let first = signs.iter().position(|sign| matches!(sign, Sign::Digit(_)));
    let mut out: Vec<char> = Vec::new();
    let mut count = 0;
    let mut push = |out: &mut Vec<char>, digit: char| {
        if parts_thousands && count > 0 && count % 3 == 0 && digit != ' ' {
            out.push(',');
        }
        count += 1;
        out.push(digit);
    };
    for (at, sign) in signs.iter().enumerate().rev() {
        match sign {
            Sign::Digit(kind) => {
                match (left.pop(), kind) {
                    (Some(digit), _) => push(&mut out, digit),
                    (None, '0') => push(&mut out, '0'),
                    (None, '?') => push(&mut out, ' '),
                    (None, _) => {}
                }
                while first == Some(at)
                    && let Some(digit) = left.pop()
                {
                    push(&mut out, digit);
                }
            }
            Sign::Text(text) => out.extend(text.chars().rev()),
            Sign::Percent => out.push('%'),
            _ => {}
        }
    }
    // A format that begins with its point.
    if first.is_none() {
        out.splice(0..0, left.into_iter().rev());
    }
    out.into_iter().rev().collect()
}

fn decimal_part(signs: &[Sign], decimals: &str) -> String {
    let mut out = String::new();
    let mut digits = decimals.chars();
    for sign in signs {
        match sign {
            Sign::Point => out.push('.'),
            Sign::Digit(kind) => {
                let rest_is_nothing = digits.as_str().chars().all(|digit| digit == '0');
                match (digits.next(), kind) {
                    (_, '#') if rest_is_nothing => {}
                    (_, '?') if rest_is_nothing => out.push(' '),
                    (digit, _) => out.push(digit.unwrap_or('0')),
                }
            }
            Sign::Text(text) => out.push_str(text),
            Sign::Percent => out.push('%'),
            _ => {}
        }
    }
    out
}

/// A number with a fraction, whose lower part has as many digits as the format has places for.
fn fraction(signs: &[Sign], slash: usize, number: f64) -> String {
    let fixed: String = signs[slash + 1..]
        .iter()
        .map_while(|sign| match sign {
            Sign::Text(text) => Some(text.as_str()),
            Sign::Digit('0') => Some("0"),
            _ => None,
        })
        .collect();
    let places =
        signs[slash + 1..].iter().take_while(|sign| matches!(sign, Sign::Digit(_))).count();
    let has_whole = signs[..slash]
        .iter()
        .filter(|sign| matches!(sign, Sign::Text(text) if text == " "))
        .count()
        > 0;
    let size = number.abs();
    let whole = if has_whole { size.trunc() } else { 0.0 };
    let rest = size - whole;
    let most: u32 = 10_u32.pow(u32::try_from(places.clamp(1, 3)).unwrap_or(1)) - 1;
    let below = match fixed.trim().parse::<u32>() {
        Ok(fixed) if fixed > 0 => fixed,
        _ => (1..=most)
            .min_by(|one, other| {
                let error = |below: u32| {
                    ((rest * f64::from(below)).round() / f64::from(below) - rest).abs()
                };
                error(*one).total_cmp(&error(*other))
            })
            .unwrap_or(1),
    };
    let above = (rest * f64::from(below)).round();
    let (whole, above) =
        if has_whole && above >= f64::from(below) { (whole + 1.0, 0.0) } else { (whole, above) };
    let minus = if number < 0.0 { "-" } else { "" };
    match (has_whole, whole == 0.0, above == 0.0) {
        (true, _, true) => format!("{minus}{whole}"),
        (true, false, false) => format!("{minus}{whole} {above}/{below}"),
        _ => format!("{minus}{above}/{below}"),
    }
}
