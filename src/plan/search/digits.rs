//! Numbers and sorted lists as text, six bits a character. The alphabet needs no escapes in a
//! script and is the same in every encoding.

/// The 64 digits (RFC 4648, section 5).
const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// Appends a number in digits of five bits, the lowest first. The sixth bit is set where more
/// digits follow, as in source maps.
pub fn number(out: &mut String, value: u32) {
    let mut rest = value;
    while rest >= 32 {
        digit(out, rest & 31 | 32);
        rest >>= 5;
    }
    digit(out, rest);
}

fn digit(out: &mut String, six_bits: u32) {
    out.push(char::from(DIGITS[six_bits as usize]));
}

/// Appends a list of ascending numbers below `of`. First comes how many there are, then either the
/// gaps between them or one bit for each number, whichever is shorter. If the list has all numbers
/// below `of`, nothing follows.
pub fn list(out: &mut String, values: impl Iterator<Item = u32> + Clone, of: usize) {
    let (mut count, mut digits, mut next) = (0, 0, 0);
    for value in values.clone() {
        count += 1;
        digits += length(value - next);
        next = value + 1;
    }
    if count as usize == of {
        return number(out, count << 1);
    }
    let bits = next.div_ceil(6);
    if digits <= bits + length(bits) {
        number(out, count << 1);
        let mut next = 0;
        for value in values {
            number(out, value - next);
            next = value + 1;
        }
    } else {
        number(out, count << 1 | 1);
        number(out, bits);
        let (mut six, mut place) = (0, 0);
        for value in values {
            while value / 6 > place {
                digit(out, six);
                (six, place) = (0, place + 1);
            }
            six |= 1 << (value % 6);
        }
        digit(out, six);
    }
}

/// How many digits a number has.
fn length(value: u32) -> u32 {
    (32 - (value | 1).leading_zeros()).div_ceil(5)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn next_number(digits: &mut impl Iterator<Item = usize>) -> usize {
        let digit = digits.next().unwrap();
        if digit < 32 { digit } else { digit - 32 + 32 * next_number(digits) }
    }

    /// Reads a list as the page's script does.
    fn read(text: &str, of: usize) -> Vec<u32> {
        let mut digits =
            text.bytes().map(|byte| DIGITS.iter().position(|digit| *digit == byte).unwrap());
        let head = next_number(&mut digits);
        let (count, is_bits) = (head / 2, head % 2 == 1);
        let mut values = Vec::new();
        if count == of {
            values.extend(0..u32::try_from(of).unwrap());
        } else if is_bits {
            for place in 0..next_number(&mut digits) {
                let six = digits.next().unwrap();
                let set = (0..6).filter(|bit| six >> bit & 1 == 1);
                values.extend(set.map(|bit| u32::try_from(place * 6 + bit).unwrap()));
            }
        } else {
            for _ in 0..count {
                let gap = u32::try_from(next_number(&mut digits)).unwrap();
                values.push(values.last().map_or(0, |last| last + 1) + gap);
            }
        }
        assert_eq!((digits.next(), values.len()), (None, count));
        values
    }

    proptest! {
        #[test]
        fn a_list_is_read_as_it_was_written(
            values in proptest::collection::btree_set(0_u32..3000, 0..600), dense in 0_u32..400,
        ) {
            for values in [values.into_iter().collect(), (0..dense).filter(|value| value % 7 > 0).collect::<Vec<_>>()] {
                let mut out = String::new();
                list(&mut out, values.iter().copied(), 3001);
                prop_assert_eq!(read(&out, 3001), values);
            }
        }
    }

    #[test]
    fn all_of_them_need_no_list() {
        let mut out = String::new();
        list(&mut out, 0..3, 3);
        assert_eq!((out.as_str(), read(&out, 3)), ("G", vec![0, 1, 2]));
    }
}
