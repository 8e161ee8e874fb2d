//! Private data (convention 29): numbers of identity cards, mobile telephones and bank cards.

use std::ops::Range;

use jiff::civil::Date;

use crate::base::Diagnostic;

/// Digits in a row, full-width ones as ASCII, one blank or hyphen between groups left out.
struct Run {
    digits: String,
    /// Lengths of the groups.
    groups: Vec<usize>,
    range: Range<usize>,
}

/// Finds private data in a text, with their bytes.
pub fn in_text(text: &str) -> Vec<(Diagnostic, Range<usize>)> {
    let mut found = Vec::new();
    for run in runs(text) {
        let before = text[..run.range.start].chars().next_back();
        let after = text[run.range.end..].chars().next();
        let is_word = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric() || c == '_');
        // A part of a longer number, of an amount, of a mask or of a serial number.
        let is_part = |c: Option<char>| c.is_some_and(|c| matches!(c, '*' | '.' | '/'));
        let is_amount = text[run.range.end..].starts_with('.')
            && text[run.range.end + 1..].starts_with(|c: char| c.is_ascii_digit());
        if is_word(before)
            || is_word(after)
            || is_part(before)
            || after.is_some_and(|c| "*元万亿".contains(c))
            || is_amount
        {
            continue;
        }
        let code = if is_identity(&run.digits) && run.groups.len() <= 4 {
            "id-number"
        } else if is_mobile(&run) {
            "mobile-number"
        } else if is_bank_card(&run) && !is_serial(&text[..run.range.start]) {
            "bank-card"
        } else {
            continue;
        };
        let finding = Diagnostic::error(code).with("masked", masked(&run.digits));
        found.push((finding, run.range));
    }
    found
}

/// The first and last digits, as they may be shown.
fn masked(digits: &str) -> String {
    // What stands before a mobile number is 86.
    let digits = if digits.len() == 13 { &digits[2..] } else { digits };
    let (first, last) = if digits.len() == 11 { (3, 4) } else { (2, 3) };
    let stars = "*".repeat(digits.len() - first - last);
    format!("{}{stars}{}", &digits[..first], &digits[digits.len() - last..])
}

fn runs(text: &str) -> Vec<Run> {
    let mut all: Vec<Run> = Vec::new();
    let mut is_open = false;
    let mut gap = 0;
    for (at, c) in text.char_indices() {
        let digit = match c {
            '0'..='9' => Some(c),
            '０'..='９' => char::from_u32(u32::from(c) - 0xfee0),
            _ => None,
        };
        let end = at + c.len_utf8();
        match (digit, all.last_mut()) {
            (Some(digit), Some(run)) if is_open => {
                if gap > 0 {
                    run.groups.push(0);
                    gap = 0;
                }
                run.digits.push(digit);
                if let Some(group) = run.groups.last_mut() {
                    *group += 1;
                }
                run.range.end = end;
            }
            (Some(digit), _) => {
                all.push(Run { digits: digit.into(), groups: vec![1], range: at..end });
                (is_open, gap) = (true, 0);
            }
            // The check digit of an identity card.
            (None, Some(run))
                if is_open
                    && gap == 0
                    && run.digits.len() == 17
                    && matches!(c, 'x' | 'X' | 'Ｘ') =>
            {
                run.digits.push('X');
                run.range.end = end;
                is_open = false;
            }
            (None, _) if is_open && gap == 0 && matches!(c, ' ' | '-' | '－') => gap = 1,
            _ => is_open = false,
        }
    }
    all.retain(|run| run.digits.len() >= 11);
    all
}

/// GB 11643: a region, a day of birth, a check digit by ISO 7064 MOD 11-2.
fn is_identity(digits: &str) -> bool {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    const CHECKS: &[u8; 11] = b"10X98765432";
    let bytes = digits.as_bytes();
    if bytes.len() != 18 || !(b'1'..=b'8').contains(&bytes[0]) {
        return false;
    }
    let part = |range: Range<usize>| digits[range].parse::<i16>().unwrap_or_default();
    let (year, month, day) = (part(6..10), part(10..12), part(12..14));
    let is_born = (1900..2100).contains(&year)
        && Date::new(
            year,
            i8::try_from(month).unwrap_or_default(),
            i8::try_from(day).unwrap_or_default(),
        )
        .is_ok();
    let sum: u32 =
        bytes.iter().zip(WEIGHTS).map(|(digit, weight)| u32::from(digit - b'0') * weight).sum();
    is_born && CHECKS[(sum % 11) as usize] == bytes[17]
}

/// 11 digits, together or in the groups people write (138 1234 5678), also behind 86.
fn is_mobile(run: &Run) -> bool {
    let (digits, groups) = match run.digits.strip_prefix("86") {
        Some(rest) if rest.len() == 11 && run.groups.first() == Some(&2) => {
            (rest, &run.groups[1..])
        }
        Some(rest) if rest.len() == 11 && run.groups.len() == 1 => (rest, &run.groups[..]),
        _ => (run.digits.as_str(), &run.groups[..]),
    };
    let bytes = digits.as_bytes();
    let is_grouped = groups.len() == 1 || matches!(groups, [3, 4, 4] | [3, 8] | [4, 3, 4]);
    bytes.len() == 11 && bytes[0] == b'1' && (b'3'..=b'9').contains(&bytes[1]) && is_grouped
}

/// 16 to 19 digits of a known kind of card with the check digit of ISO/IEC 7812 (Luhn).
fn is_bank_card(run: &Run) -> bool {
    let digits = run.digits.as_bytes();
    let is_known = run.digits.starts_with("62")
        || (digits.len() == 16
            && (digits[0] == b'4' || (digits[0] == b'5' && (b'1'..=b'5').contains(&digits[1]))));
    let is_grouped = run.groups.len() == 1
        || run.groups.iter().rev().skip(1).all(|length| matches!(length, 4 | 6));
    let sum: u32 = digits
        .iter()
        .rev()
        .enumerate()
        .map(|(place, digit)| {
            let digit = u32::from(digit.wrapping_sub(b'0'));
            let twice = if place % 2 == 1 { digit * 2 } else { digit };
            twice / 10 + twice % 10
        })
        .sum();
    (16..=19).contains(&digits.len()) && is_known && is_grouped && sum.is_multiple_of(10)
}

/// Whether what stands before says that the number counts something else.
fn is_serial(before: &str) -> bool {
    let tail: String = before.chars().rev().take(8).collect::<Vec<_>>().into_iter().rev().collect();
    ["信用代码", "编号", "合同", "订单", "运单", "快递", "流水号", "备案号", "条码"]
        .iter()
        .any(|word| tail.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(text: &str) -> Vec<&'static str> {
        in_text(text).into_iter().map(|(finding, _)| finding.code).collect()
    }

    #[test]
    fn private_data_are_found() {
        // Numbers made up for this test, with check digits that are right.
        for text in [
            "身份证110105194912310021。",
            "11010519491231002X",
            "证号：１１０１０５１９４９１２３１００２Ｘ",
            "110105 19491231 002X",
        ] {
            let expected = if text.contains("0021") { vec![] } else { vec!["id-number"] };
            assert_eq!(codes(text), expected, "{text}");
        }
        for text in [
            "电话13812345678。",
            "138-1234-5678",
            "138 1234 5678",
            "+8613812345678",
            "（86-13812345678）",
            "１３８１２３４５６７８",
        ] {
            assert_eq!(codes(text), ["mobile-number"], "{text}");
        }
        assert_eq!(codes("卡号6222021234567890128"), ["bank-card"]);
        assert_eq!(codes("6222 0212 3456 7890 128"), ["bank-card"]);
    }

    #[test]
    fn masks_and_other_numbers_pass() {
        for text in [
            "35*************123",
            "138****1234",
            "1381234567",
            "138123456789",
            "0537-4412345",
            "13812345678.5万元",
            "投资12345678901元",
            "91370881MA3C000000",
            "20070320084500000012",
            "订单6222021234567890128",
            "2007-03-20 08:30:00",
            "1000 2000 3000 4000",
            "abc13812345678",
        ] {
            assert_eq!(codes(text), Vec::<&str>::new(), "{text}");
        }
    }
}
