//! The first words of an article, where its author wrote no summary (convention 22).

use crate::base::han;

/// The longest summary made here, in characters.
pub const MOST: usize = 120;

const PAIRS: [(char, char); 7] =
    [('“', '”'), ('‘', '’'), ('《', '》'), ('（', '）'), ('「', '」'), ('『', '』'), ('【', '】')];

/// Cuts a paragraph at the last 。！？ within 120 characters that stands outside quotes and
/// brackets; without one, at the last comma there; without that, at 119 characters and `…`.
pub fn cut(paragraph: &str) -> String {
    let paragraph = paragraph.trim();
    if paragraph.chars().count() <= MOST {
        return paragraph.to_owned();
    }
    let mut open: Vec<char> = Vec::new();
    let (mut sentence, mut clause, mut hard) = (None, None, 0);
    for (index, (at, c)) in paragraph.char_indices().enumerate().take(MOST) {
        if c == '"' {
            // Both marks of the pair are the same.
            if open.last() == Some(&c) {
                open.pop();
            } else {
                open.push(c);
            }
        } else if let Some((_, closing)) = PAIRS.iter().find(|(opening, _)| *opening == c) {
            open.push(*closing);
        } else if open.last() == Some(&c) {
            open.pop();
        }
        let end = at + c.len_utf8();
        if open.is_empty() {
            match c {
                '。' | '！' | '？' => sentence = Some(end),
                '，' | '；' | '、' | '：' => clause = Some(at),
                _ => {}
            }
        }
        if index + 1 < MOST {
            hard = end;
        }
    }
    match (sentence, clause) {
        (Some(end), _) => paragraph[..end].to_owned(),
        (None, Some(end)) => format!("{}…", &paragraph[..end]),
        (None, None) => format!("{}…", &paragraph[..whole_word(paragraph, hard)]),
    }
}

/// Moves a cut back to the start of a Latin word or figure it would split.
fn whole_word(text: &str, end: usize) -> usize {
    let is_word = |c: char| c.is_alphanumeric() && !han::is_han(c);
    if !text[end..].starts_with(is_word) {
        return end;
    }
    let start = text[..end].trim_end_matches(is_word).len();
    if start == 0 { end } else { start }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_short_paragraph_is_its_own_summary() {
        assert_eq!(cut(" 会议召开。下午参观 "), "会议召开。下午参观");
    }

    #[test]
    fn cuts_at_a_sentence_but_not_inside_quotes() {
        let filler = "科".repeat(60);
        let text = format!("会议召开。他说：“{filler}。好！{filler}”");
        assert_eq!(cut(&text), "会议召开。");
        let text = format!("会议召开。他说：\"{filler}。好！{filler}\"");
        assert_eq!(cut(&text), "会议召开。");
        let text = format!("{filler}（一。二），{filler}");
        assert_eq!(cut(&text), format!("{filler}（一。二）…"));
    }

    proptest! {
        #[test]
        fn never_too_long_and_always_from_the_start(text in "[科技会议，。！“”（）a-z0-9 ]{0,300}") {
            let summary = cut(&text);
            prop_assert!(summary.chars().count() <= MOST);
            let kept = summary.trim_end_matches('…');
            prop_assert!(text.trim().starts_with(kept));
        }
    }
}
