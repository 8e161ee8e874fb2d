//! Private data (convention 29): numbers of identity cards, mobile telephones and bank cards.

use std::cell::LazyCell;
use std::ops::Range;

use jiff::civil::Date;

use crate::base::{Diagnostic, limits};

/// Digits without anything between them, full-width ones as ASCII.
struct Group {
    digits: String,
    range: Range<usize>,
    /// Whether exactly one blank or hyphen stands between it and the group before.
    follows: bool,
}

/// The most groups in which one number is written.
const MOST: usize = 6;

/// Finds private data in a text, with their bytes: at most [`limits::KEPT_FINDINGS`].
pub fn private_data(text: &str) -> Vec<(Diagnostic, Range<usize>)> {
    let signs = LazyCell::new(|| Signs::of(text));
    let groups = groups(text);
    let mut found = Vec::new();
    let mut next = 0;
    while next < groups.len() && found.len() < limits::KEPT_FINDINGS {
        let hit = (1..=MOST.min(groups.len() - next)).find_map(|count| {
            let inside = &groups[next..next + count];
            // Groups belong together when all of them follow each other and nothing else does.
            let is_joined = inside[1..].iter().all(|group| group.follows);
            let is_bounded = !groups[next].follows
                && groups.get(next + count).is_none_or(|after| !after.follows);
            let is_one = count == 1 || (is_joined && is_bounded);
            let code = if is_one { kind(text, inside) } else { None };
            code.map(|code| (code, count))
        });
        let Some((code, count)) = hit else {
            next += 1;
            continue;
        };
        let inside = &groups[next..next + count];
        let digits: String = inside.iter().map(|group| group.digits.as_str()).collect();
        let range = inside[0].range.start..inside[count - 1].range.end;
        next += count;
        if !is_example(text, &range, &digits, &signs) {
            found.push((Diagnostic::error(code).with("masked", masked(&digits)), range));
        }
    }
    found
}

/// What a number written in these groups is, if anything private.
fn kind(text: &str, groups: &[Group]) -> Option<&'static str> {
    let digits: String = groups.iter().map(|group| group.digits.as_str()).collect();
    if digits.len() < 11 {
        return None;
    }
    let (start, end) = (groups[0].range.start, groups[groups.len() - 1].range.end);
    let before = text[..start].chars().next_back();
    let after = text[end..].chars().next();
    let is_word = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric() || c == '_');
    // It is part of a longer number, of an address or of a mask, or it is an amount.
    let is_part = before.is_some_and(|c| "*./=&".contains(c))
        && !is_called_telephone(&text[..start])
        || after.is_some_and(|c| "*元万亿平亩吨斤公千米株只头份册".contains(c))
        || (after == Some('.') && text[end + 1..].starts_with(|c: char| c.is_ascii_digit()));
    if is_word(before) || is_word(after) || is_part || is_of_address(&text[..start]) {
        return None;
    }
    let lengths: Vec<usize> = groups.iter().map(|group| group.digits.len()).collect();
    if is_identity(&digits) {
        Some("id-number")
    } else if is_mobile(&digits, &lengths) && !is_serial(&text[..start]) {
        Some("mobile-number")
    } else if is_bank_card(&digits, &lengths) && !is_serial(&text[..start]) {
        Some("bank-card")
    } else {
        None
    }
}

/// Whether a number stands in a full address, where it counts something else; not as the value of what
/// is called a telephone there.
fn is_of_address(before: &str) -> bool {
    let ends =
        |c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"' | '(' | '（' | '，' | '。');
    // An address is shorter, and a line may be very long.
    let near = &before[before.floor_char_boundary(before.len().saturating_sub(2000))..];
    let token = near.rsplit(ends).next().unwrap_or_default().to_ascii_lowercase();
    token.contains("://") && !is_called_telephone(before)
}

fn is_called_telephone(before: &str) -> bool {
    let names = ["tel=", "phone=", "mobile=", "手机="];
    let at_end = |name: &&str| {
        let tail = before.len().checked_sub(name.len()).and_then(|start| before.get(start..));
        tail.is_some_and(|tail| tail.eq_ignore_ascii_case(name))
    };
    names.iter().any(at_end)
}

/// Whether nobody has a number: it is an example in a program, a figure of a formula, or a card that the
/// companies publish for tests.
fn is_example(text: &str, range: &Range<usize>, digits: &str, signs: &Signs) -> bool {
    let is_formula = text[..range.start].ends_with('$') && text[range.end..].starts_with('$');
    // In a sentence only a number that is nearly all one digit: `13800000000`.
    let last = &digits[digits.len().saturating_sub(8)..];
    let is_one = last.bytes().all(|byte| last.starts_with(char::from(byte)));
    let is_span = is_one && signs.is_span(range.start);
    TEST_CARDS.contains(&digits)
        || is_formula
        || is_span
        || is_made_up(digits) && signs.is_code(range.start)
}

/// Cards that pay for nothing, as Visa, Mastercard and those who handle payments publish them.
const TEST_CARDS: [&str; 4] =
    ["4242424242424242", "4111111111111111", "5555555555554444", "5105105105105100"];

/// Whether the last eight digits are one digit, count up or down, or are four that come twice.
fn is_made_up(digits: &str) -> bool {
    let last = &digits.as_bytes()[digits.len().saturating_sub(8)..];
    let steps: Vec<i16> =
        last.windows(2).map(|two| i16::from(two[1]) - i16::from(two[0])).collect();
    let is_twice = last.len() == 8 && last[..4] == last[4..];
    // 13800138000 is the number that telephone companies use in examples.
    is_twice
        || digits.ends_with("13800138000")
        || [0, 1, -1].iter().any(|step| steps.iter().all(|own| own == step))
}

/// Where the signs of code stand in a text, and its lines.
struct Signs {
    lines: Vec<usize>,
    fences: Vec<usize>,
    backticks: Vec<usize>,
}

impl Signs {
    fn of(text: &str) -> Self {
        let mut signs = Self { lines: Vec::new(), fences: Vec::new(), backticks: Vec::new() };
        let mut at = 0;
        for line in text.split_inclusive('\n') {
            let inner = line.trim_start();
            if inner.starts_with("```") || inner.starts_with("~~~") {
                signs.fences.push(at);
            }
            signs.lines.push(at);
            signs.backticks.extend(line.match_indices('`').map(|(place, _)| at + place));
            at += line.len();
        }
        signs
    }

    /// Whether a place is inside a fence of code: an odd number of fences stands before it.
    fn is_code(&self, at: usize) -> bool {
        self.fences.partition_point(|fence| *fence < at) % 2 == 1
    }

    /// Whether a place is inside a span of code: an odd number of backticks stands before it in its line.
    fn is_span(&self, at: usize) -> bool {
        let before = self.lines.partition_point(|line| *line <= at).saturating_sub(1);
        let start = self.lines.get(before).copied().unwrap_or_default();
        let count = |end: usize| self.backticks.partition_point(|tick| *tick < end);
        (count(at) - count(start)) % 2 == 1
    }
}

/// The number with stars for all but its first and last digits, so that it may be shown.
fn masked(digits: &str) -> String {
    // A number of 13 digits is a mobile number with 86 before it.
    let digits = if digits.len() == 13 { &digits[2..] } else { digits };
    let (first, last) = if digits.len() == 11 { (3, 4) } else { (2, 3) };
    let stars = "*".repeat(digits.len() - first - last);
    format!("{}{stars}{}", &digits[..first], &digits[digits.len() - last..])
}

/// Whether this is the one blank or hyphen that may stand between two groups.
fn is_joint(gap: &str) -> bool {
    let mut signs = gap.chars();
    let is_joint = |c: char| matches!(c, '-' | '－') || (c.is_whitespace() && !c.is_control());
    signs.next().is_some_and(is_joint) && signs.next().is_none()
}

fn groups(text: &str) -> Vec<Group> {
    let mut all: Vec<Group> = Vec::new();
    for (at, c) in text.char_indices() {
        let digit = match c {
            '0'..='9' => c,
            '０'..='９' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
            // The check digit of an identity card.
            'x' | 'X' | 'Ｘ' => 'X',
            _ => continue,
        };
        let end = at + c.len_utf8();
        let last = all.last_mut();
        let gap = last.as_ref().map_or("", |last| &text[last.range.end..at]);
        match last {
            Some(last) if gap.is_empty() => {
                last.digits.push(digit);
                last.range.end = end;
            }
            _ if digit == 'X' => {}
            last => {
                let follows = last.is_some() && is_joint(gap);
                all.push(Group { digits: digit.into(), range: at..end, follows });
            }
        }
    }
    all
}

/// Whether the digits are a number by GB 11643: a region, a day of birth, a check digit by ISO 7064
/// MOD 11-2.
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

/// Whether they are the 11 digits of a mobile number, together or in the groups that people write,
/// such as 138 1234 5678, also behind 86.
fn is_mobile(digits: &str, lengths: &[usize]) -> bool {
    let (digits, lengths) = match (digits.strip_prefix("86"), lengths) {
        (Some(rest), [2, behind @ ..]) if rest.len() == 11 => (rest, behind),
        (Some(rest), [13]) => (rest, &[11][..]),
        _ => (digits, lengths),
    };
    let bytes = digits.as_bytes();
    let is_grouped = matches!(lengths, [11] | [3, 4, 4] | [3, 8] | [7, 4] | [4, 3, 4]);
    let begins = bytes.len() == 11 && bytes[0] == b'1' && (b'3'..=b'9').contains(&bytes[1]);
    begins && is_grouped && !digits.contains('X')
}

/// Whether they are 16 to 19 digits of a known kind of card with the check digit of ISO/IEC 7812
/// (Luhn).
fn is_bank_card(number: &str, lengths: &[usize]) -> bool {
    let digits = number.as_bytes();
    let is_known = number.starts_with("62")
        || (digits.len() == 16
            && (digits[0] == b'4' || (digits[0] == b'5' && (b'1'..=b'5').contains(&digits[1]))));
    let (_, but_last) = lengths.split_last().unwrap_or((&0, &[]));
    let is_grouped = but_last.iter().all(|length| matches!(length, 4 | 6));
    let twice = |digit: u32| digit * 2 / 10 + digit * 2 % 10;
    let digit = |(place, digit): (usize, &u8)| {
        let digit = u32::from(digit.wrapping_sub(b'0'));
        if place % 2 == 1 { twice(digit) } else { digit }
    };
    let sum: u32 = digits.iter().rev().enumerate().map(digit).sum();
    let is_right = sum.is_multiple_of(10) && !number.contains('X');
    (16..=19).contains(&digits.len()) && is_known && is_grouped && is_right
}

/// Whether the words before say that the number is not one of a bank card.
fn is_serial(before: &str) -> bool {
    let tail: String = before.chars().rev().take(8).collect::<Vec<_>>().into_iter().rev().collect();
    ["信用代码", "编号", "票号", "单号", "合同", "订单", "运单", "快递", "流水号", "备案号", "条码"]
        .iter()
        .any(|word| tail.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(text: &str) -> Vec<&'static str> {
        private_data(text).into_iter().map(|(finding, _)| finding.code).collect()
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
        assert_eq!(codes("13812345678 13912345678，2007-12-20 13812345678"), ["mobile-number"; 3]);
        assert_eq!(codes("0537-4412345 13812345678"), ["mobile-number"]);
        for text in
            ["https://a.cn/?tel=13812345678", "[打](tel:13812345678)", "https://a.cn/x 13812345678"]
        {
            assert_eq!(codes(text), ["mobile-number"], "{text}");
        }
        let fence = |number: &str| format!("```\nsendSms(\"{number}\")\n```\n");
        assert_eq!(codes("13188888888"), ["mobile-number"]);
        assert_eq!(codes(&fence("13197531246")), ["mobile-number"]);
        for example in [
            &*fence("13188888888"),
            "`phone >= 13800000000`",
            "| $13384966760$ |",
            "4242424242424242",
        ] {
            assert_eq!(codes(example), [""; 0], "{example}");
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
            "https://shop.example/tickets-14905925023",
            "见https://a.cn/13812345678/x?id=13912345678",
        ] {
            assert_eq!(codes(text), Vec::<&str>::new(), "{text}");
        }
    }
}
