//! Text as a search compares it: what a reader would call the same is the same here.
//!
//! Accents are joined to their letters (Unicode's NFC). Full-width becomes half-width, and ①
//! becomes `1` (Unicode's NFKC, character by character). Capitals become small, traditional
//! characters become simplified. A space is kept only between two Latin words. The page's script
//! folds in the very same way (`themes/default/assets/search-index.js`); a browser test compares
//! the two.

use std::ops::RangeInclusive;
use std::sync::LazyLock;

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

use crate::base::han;

/// Traditional characters and what simplified Chinese writes for them, in pairs: the single
/// characters of `OpenCC`'s `TSCharacters.txt` (version 1.4.1, Apache-2.0) in Unicode's basic
/// block. Those that GB 2312 has, such as 乾 and 徵, are left out, since simplified texts use them
/// themselves. Only 後 and 於 are folded although GB 2312 has them.
pub const VARIANTS: &str = include_str!("variants.txt");

/// The characters in which marks are written, which say what a text belongs to. They are for private
/// use, and folding removes them from the texts of authors.
pub const MARKS: RangeInclusive<char> = '\u{f0000}'..='\u{fffff}';

const BASIC: RangeInclusive<char> = '\u{4e00}'..='\u{9fff}';

/// For each character of the basic block, the one it is folded to.
static SIMPLIFIED: LazyLock<Vec<char>> = LazyLock::new(|| {
    let mut table: Vec<char> = BASIC.collect();
    let mut pairs = VARIANTS.chars().filter(|c| *c != '\n');
    while let (Some(traditional), Some(simplified)) = (pairs.next(), pairs.next()) {
        table[traditional as usize - *BASIC.start() as usize] = simplified;
    }
    table
});

/// Whether a folded character is a letter or digit of a script that puts spaces between its words:
/// Latin, Greek, Cyrillic. Such a word is found only by its beginning, other text from any
/// character on.
pub fn is_word(c: char) -> bool {
    matches!(c, '0'..='9' | 'a'..='z')
        || (matches!(c, '\u{c0}'..='\u{24f}' | '\u{370}'..='\u{52f}') && !matches!(c, '×' | '÷'))
}

/// Folds one line, and calls `each` with every character of it. Blanks at its ends are dropped.
pub fn fold(text: &str, each: impl FnMut(char)) {
    // Nearly all texts are composed already, and Chinese ones plainly so.
    let is_composed = text.chars().all(is_plain) || is_nfc_quick(text.chars()) == IsNormalized::Yes;
    if is_composed { composed(text.chars(), each) } else { composed(text.nfc(), each) }
}

fn composed(text: impl Iterator<Item = char>, mut each: impl FnMut(char)) {
    let simplified = &*SIMPLIFIED;
    let (mut after_word, mut after_blank) = (false, false);
    let mut take = |c: char| {
        if is_blank(c) {
            after_blank = true;
        } else if !is_nothing(c) {
            let is_word = is_word(c);
            if after_blank && after_word && is_word {
                each(' ');
            }
            (after_word, after_blank) = (is_word, false);
            each(c);
        }
    };
    for c in text {
        if c.is_ascii() {
            take(c.to_ascii_lowercase());
        } else if BASIC.contains(&c) {
            take(simplified[c as usize - *BASIC.start() as usize]);
        } else {
            for c in std::iter::once(c).nfkc().flat_map(char::to_lowercase) {
                let is_basic = BASIC.contains(&c);
                take(if is_basic { simplified[c as usize - *BASIC.start() as usize] } else { c });
            }
        }
    }
}

/// Whether NFC leaves a character as it is, whatever is beside it: ASCII, Han, their punctuation.
fn is_plain(c: char) -> bool {
    c.is_ascii()
        || BASIC.contains(&c)
        || han::is_wide_punctuation(c)
        || han::is_shared_punctuation(c)
}

/// Whether it is a space, or another character that cannot be seen but takes room.
fn is_blank(c: char) -> bool {
    c <= ' '
        || matches!(c, '\u{7f}'..='\u{a0}' | '\u{1680}' | '\u{2000}'..='\u{200a}'
        | '\u{2028}' | '\u{2029}' | '\u{202f}' | '\u{205f}' | '\u{3000}')
}

/// Whether it is a character that takes no room (soft hyphens, joiners, marks of direction,
/// selectors of variants), or one of [`MARKS`].
fn is_nothing(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
        | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{e0100}'..='\u{e01ef}')
        || MARKS.contains(&c)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn folded(text: &str) -> String {
        let mut all = String::new();
        fold(text, |c| all.push(c));
        all
    }

    #[test]
    fn what_a_reader_would_call_the_same_is_the_same() {
        assert_eq!(folded("ＧＢ２３１２"), "gb2312");
        assert_eq!(folded("第①期，㎡"), "第1期,m2");
        assert_eq!(folded("曲阜科技資訊快訊"), "曲阜科技资讯快讯");
        assert_eq!(folded("著名乾坤以後"), "著名乾坤以后");
        assert_eq!(folded("王　军 与 ML3.2  标准"), "王军与ml3.2标准");
        assert_eq!(folded("  Hello,\n World WIDE "), "hello,world wide");
        assert_eq!(folded("e\u{301}te\u{301}"), "été");
        assert_eq!(folded("soft\u{ad}ware 葛\u{e0100}"), "software葛");
    }

    proptest! {
        #[test]
        fn composed_or_not_is_the_same(text in "\\PC{0,40}") {
            let apart: String = text.nfd().collect();
            prop_assert_eq!(folded(&apart), folded(&text));
        }
    }
}
