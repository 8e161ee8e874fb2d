//! The classes of Chinese characters that the rules of conventions 19–24 use.

/// A Han character (汉字), the extensions and compatibility forms included.
pub fn is_han(c: char) -> bool {
    // The basic block first: it is nearly all of any text.
    matches!(c, '\u{4e00}'..='\u{9fff}')
        || matches!(c,
        '\u{2e80}'..='\u{2fdf}' | '\u{3005}' | '\u{3007}' | '\u{3021}'..='\u{3029}'
        | '\u{3400}'..='\u{4dbf}' | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{323af}')
}

/// Punctuation that is full-width by itself: 。，、；：！？（）《》【】「」 and the like.
pub fn is_wide_punctuation(c: char) -> bool {
    matches!(c, '\u{3001}'..='\u{3004}' | '\u{3008}'..='\u{3020}' | '\u{3030}' | '\u{fe30}'..='\u{fe4f}')
        // The full-width digits and letters lie between these ranges.
        || matches!(c, '\u{ff01}'..='\u{ff0f}' | '\u{ff1a}'..='\u{ff20}' | '\u{ff3b}'..='\u{ff40}'
            | '\u{ff5b}'..='\u{ff65}' | '\u{ffe0}'..='\u{ffe6}')
}

/// Punctuation shared with Latin text, full-width in Chinese: “ ” ‘ ’ … — ·
pub fn is_shared_punctuation(c: char) -> bool {
    matches!(c, '“' | '”' | '‘' | '’' | '…' | '—' | '·')
}

/// A Han character or full-width punctuation: no space belongs between two of these.
pub fn is_wide(c: char) -> bool {
    is_han(c) || is_wide_punctuation(c)
}

/// Whether a newline between these two characters means nothing, not even a space (convention 19).
pub fn joins(before: char, after: char) -> bool {
    let wide = |c| is_wide(c) || is_wide_letter(c);
    let quiet = |c| wide(c) || is_shared_punctuation(c);
    (wide(before) && quiet(after)) || (quiet(before) && wide(after))
}

/// A full-width digit or letter.
fn is_wide_letter(c: char) -> bool {
    matches!(c, '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ')
}

/// Whether a character is kana, which only Japanese has.
pub fn is_kana(c: char) -> bool {
    ('\u{3041}'..='\u{30ff}').contains(&c) && !matches!(c, '\u{30fb}' | '\u{30fc}')
}

/// Whether a character only chooses the form of the one before it (Unicode 23.4).
pub fn is_variation_selector(c: char) -> bool {
    matches!(c, '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}')
}

/// How wide a text is on one line, about, in ems: a Han character is one wide, a small letter or a figure
/// half of that and a little more.
pub fn ems(text: &str) -> f64 {
    let width = |c: char| match c {
        _ if is_wide(c) || is_shared_punctuation(c) || is_wide_letter(c) => 1.0,
        'W' | 'M' | 'm' | 'w' | '%' | '@' => 0.9,
        'A'..='Z' => 0.7,
        '.' | ',' | '\'' | ' ' => 0.3,
        _ => 0.52,
    };
    text.chars().map(width).sum()
}

/// The pieces of a text that a line must not break: words, figures, single Han characters.
pub fn unbroken(text: &str) -> impl Iterator<Item = &str> {
    let ends = |c: char| c.is_whitespace() || is_wide(c) || is_shared_punctuation(c);
    text.split_inclusive(ends).flat_map(move |piece| {
        let last = piece.char_indices().next_back().filter(|(_, c)| ends(*c));
        let (word, end) = piece.split_at(last.map_or(piece.len(), |(at, _)| at));
        [word, end.trim()]
    })
}

/// 字数 (convention 23): Han characters and full-width punctuation count one each,
/// a run of other letters or digits counts one.
#[derive(Clone, Copy, Debug, Default)]
pub struct Count {
    /// The count so far.
    pub total: usize,
    in_run: bool,
}

impl Count {
    /// Counts the next piece of the text.
    pub fn add(&mut self, text: &str) {
        for c in text.chars() {
            if is_wide(c) || is_shared_punctuation(c) {
                self.total += 1;
                self.in_run = false;
            } else if c.is_alphanumeric() {
                self.total += usize::from(!self.in_run);
                self.in_run = true;
            } else {
                // A point or comma inside a figure such as 32.05 does not end its run.
                self.in_run = self.in_run && matches!(c, '.' | ',');
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_as_an_editor_does() {
        let count = |text| {
            let mut count = Count::default();
            count.add(text);
            count.total
        };
        assert_eq!(count("产值32.05亿元，同比增长。"), 11);
        assert_eq!(count("“科技下乡”"), 6);
        assert_eq!(count("ML3.2 级 GB2312"), 3);
        assert_eq!(count(" \n　"), 0);
    }

    #[test]
    fn a_newline_vanishes_only_between_wide_characters() {
        assert!(joins('科', '技') && joins('，', '技') && joins('”', '的') && joins('。', '“'));
        assert!(!joins('科', 'A') && !joins('3', '级') && !joins('”', '“') && !joins('a', 'b'));
    }
}
