//! Proof-reading (校对): looks for what a careful chief editor and a site's inspector look for in a
//! text, file by file (conventions 29 and 30).
//!
//! Each rule reads passages and reports what it finds; it would rather say nothing than raise a
//! false alarm, since an editor who has seen five of them stops reading. Private data are looked
//! for in every run, all else only when a site is checked.

pub mod attached;
mod brackets;
mod calendar;
mod confusion;
mod passage;
mod placeholders;
mod privacy;
pub mod punctuation;
pub mod repeats;
mod sequences;
mod sums;

use std::collections::BTreeSet;
use std::ops::Range;

pub use confusion::WordList;
pub use passage::{Found, Kind, Passage, Source, passages};
pub use privacy::private_data;

use crate::base::{Diagnostic, Moment};

/// The longest title that a list shows on one line (convention 30), in characters.
const LONGEST_TITLE: usize = 30;

/// The fewest digits of private data.
const FEWEST: usize = 11;

/// Whether a text has a run of digits long enough for private data: a glance that spares nearly
/// every file a closer look.
pub fn may_be_private(text: &str) -> bool {
    // Blanks of other widths are C2 A0, and E2 80 80 to E2 80 AF.
    let is_blank = |byte: &u8| matches!(byte, b' ' | 0xa0 | 0xaf | 0xc2 | 0xe2 | 0x80..=0x8a);
    let is_part =
        |byte: &u8| is_digit(*byte) || is_blank(byte) || matches!(byte, b'-' | 0xbc | 0x90..=0x99);
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(digit) = next_digit(bytes, at) {
        let start = bytes[..digit].iter().rposition(|byte| !is_part(byte)).map_or(0, |end| end + 1);
        let rest = bytes[digit..].iter().position(|byte| !is_part(byte));
        at = rest.map_or(bytes.len(), |length| digit + length);
        if bytes[start..at].iter().filter(|byte| is_digit(**byte)).count() >= FEWEST {
            return true;
        }
    }
    is_divided(bytes)
}

/// Whether a byte is a digit, or the first of a full-width one, which is EF BC 90 to EF BC 99.
fn is_digit(byte: u8) -> bool {
    matches!(byte, b'0'..=b'9' | 0xef)
}

/// The place of the first digit at `from` or after it; of a full-width one, of its second byte.
fn next_digit(bytes: &[u8], from: usize) -> Option<usize> {
    /// All bytes of a chunk are looked at together, by instructions for many bytes at once.
    const TOGETHER: usize = 64;
    #[expect(clippy::needless_bitwise_bool, reason = "a jump in it would be one for each byte")]
    let is_digit = |(one, two): (&u8, &u8)| {
        one.is_ascii_digit() | (*one == 0xbc) & (*two >= 0x90) & (*two <= 0x99)
    };
    (from..bytes.len()).step_by(TOGETHER).find_map(|start| {
        let chunk = &bytes[start..bytes.len().min(start + TOGETHER + 1)];
        let pairs = || chunk.iter().zip(&chunk[1..]);
        let has_digit = pairs().fold(false, |any, pair| any | is_digit(pair));
        has_digit.then(|| pairs().position(is_digit)).flatten().map(|place| start + place)
    })
}

/// Whether signs of markup stand among so many digits: `139<b>12345</b>607` is one number on the page.
fn is_divided(bytes: &[u8]) -> bool {
    /// How far from a sign the digits may be.
    const NEAR: usize = 60;
    let is_sign = |byte: &u8| b"<&*_~`[]\\".contains(byte);
    let mut digits = std::iter::successors(next_digit(bytes, 0), |at| next_digit(bytes, at + 1));
    digits.any(|at| {
        let near = &bytes[at.saturating_sub(NEAR)..bytes.len().min(at + NEAR)];
        bytes.get(at + 1).is_some_and(is_sign)
            && near.iter().filter(|byte| byte.is_ascii_digit()).count() >= FEWEST
    })
}

/// Looks for private data in a file (convention 29): in its source, which includes names, addresses
/// and code, and in its passages, because markup or a new line can divide a number in the source.
pub fn private(source: &str, passages: &[Passage]) -> Found {
    let mut found = private_data(source);
    let name =
        |finding: &Diagnostic| (finding.code, finding.arg("masked").unwrap_or_default().to_owned());
    let mut known: BTreeSet<_> = found.iter().map(|(finding, _)| name(finding)).collect();
    for passage in passages {
        for (finding, range) in private_data(&passage.text) {
            if known.insert(name(&finding)) {
                found.push((finding, passage.source(&range)));
            }
        }
    }
    found
}

/// Looks for everything else (convention 30). `date` is the article's, for weekdays of dates
/// without a year.
pub fn read(passages: &[Passage], date: Option<Moment>, words: &WordList) -> Found {
    let mut found = Found::new();
    for passage in passages {
        let mut add = |all: Vec<(Diagnostic, Range<usize>)>| {
            let place = |(finding, range)| (finding, passage.source(&range));
            found.extend(all.into_iter().map(place));
        };
        match passage.kind {
            Kind::Code => continue,
            Kind::Title => add(title(&passage.text)),
            Kind::Alt if passage.text.trim().is_empty() => {
                let finding = Diagnostic::warning("picture-without-alt");
                found.push((finding, passage.place.clone()));
                continue;
            }
            _ => {}
        }
        let text = passage.text.as_str();
        // A heading TODO stands above a list of plans.
        if !(passage.kind == Kind::Heading && text.trim() == "TODO") {
            add(placeholders::find(text));
        }
        add(punctuation::find(text));
        add(calendar::find(text, date));
        add(sums::find(text));
        add(words.find(text));
    }
    found.extend(brackets::find(passages));
    found.extend(sequences::find(passages));
    found.extend(sums::in_tables(passages));
    found.extend(confusion::names(passages));
    found
}

fn title(text: &str) -> Vec<(Diagnostic, Range<usize>)> {
    let mut found = Vec::new();
    let length = text.chars().count();
    if length > LONGEST_TITLE {
        let finding = Diagnostic::warning("title-too-long").with("length", length);
        found.push((finding.with("most", LONGEST_TITLE), 0..text.len()));
    }
    if text.ends_with('。') {
        found.push((
            Diagnostic::warning("title-full-stop"),
            text.len() - '。'.len_utf8()..text.len(),
        ));
    }
    found
}
