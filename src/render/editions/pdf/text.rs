//! Text in a line: blanks, ends of paragraphs, lines of code.

use serde_json::{Value, json};

use crate::base::han;

/// A run of up to this many characters without a blank stays whole: the longest words are shorter.
const WHOLE: usize = 24;
/// In a longer run, a line may end after each part of this many characters.
const PART: usize = 8;

/// A paragraph with more characters than this may have more than one line.
const LONG: usize = 20;

/// Adds text. Several blanks in a row become one, as HTML shows them.
pub fn push_text(made: &mut Vec<Value>, text: &str) {
    let mut shown = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, ' ' | '\t' | '\n' | '\r') {
            if !shown.ends_with(' ') {
                shown.push(' ');
            }
        } else if !c.is_control() {
            shown.push(c);
        }
    }
    for (number, part) in parts(&shown).into_iter().enumerate() {
        match made.last_mut() {
            Some(Value::String(before)) if number == 0 => before.push_str(part),
            _ if part.is_empty() => {}
            _ if number == 0 => made.push(part.into()),
            _ => made.extend([json!({ "e": "gap" }), part.into()]),
        }
    }
}

/// Cuts long runs in which no line could end (addresses, rows of digits), so that they do not run
/// off the page.
pub fn parts(text: &str) -> Vec<&str> {
    let is_end = |c: char| c.is_whitespace() || han::is_wide(c);
    let (mut parts, mut start, mut at) = (Vec::new(), 0, 0);
    for run in text.split(is_end) {
        if run.chars().count() > WHOLE {
            for (place, _) in run.char_indices().step_by(PART).skip(1) {
                parts.push(&text[start..at + place]);
                start = at + place;
            }
        }
        at += run.len();
        at += text[at..].chars().next().map_or(0, char::len_utf8);
    }
    parts.push(&text[start..]);
    parts
}

/// Takes blanks away at both ends of a block.
pub fn trim(inline: &mut Vec<Value>) {
    if let Some(Value::String(first)) = inline.first_mut() {
        *first = first.trim_start_matches(' ').to_owned();
    }
    if let Some(Value::String(last)) = inline.last_mut() {
        last.truncate(last.trim_end_matches(' ').len());
    }
    inline.retain(|value| value.as_str() != Some(""));
}

/// Keeps the last two Han characters of a paragraph together with what ends it, so that no line has
/// a single character.
pub fn keep_end(inline: &mut Vec<Value>) {
    let Some(Value::String(last)) = inline.last_mut() else { return };
    let characters: Vec<(usize, char)> = last.char_indices().collect();
    let ends = characters.iter().rev().take_while(|(_, c)| !c.is_alphanumeric()).count();
    let Some(start) = characters.len().checked_sub(ends + 2) else { return };
    let is_word = characters[start..start + 2].iter().all(|(_, c)| han::is_han(*c));
    // After an opening bracket no line may end; a short paragraph has one line.
    let may_break = start > 0 && characters[start - 1].1.is_alphanumeric();
    if is_word && may_break && ends < 4 && characters.len() > LONG {
        let end = last.split_off(characters[start].0);
        inline.push(json!({ "e": "box", "c": [end] }));
    }
}

/// Lines of code, each kept as it is.
pub fn lines(text: &str) -> Vec<Value> {
    let mut made: Vec<Value> = Vec::new();
    for (number, line) in text.trim_end_matches('\n').split('\n').enumerate() {
        if number > 0 {
            made.push(json!({ "e": "br" }));
        }
        // Blanks at the start of a line are made hard ones, which are not dropped.
        let line = line.replace('\t', "    ");
        let indent = line.len() - line.trim_start_matches(' ').len();
        made.push("\u{a0}".repeat(indent).into());
        push_text(&mut made, &line[indent..]);
    }
    made
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_end_of_a_paragraph_stays_together() {
        let mut long =
            vec![Value::from("考核的目的在于促进工作，巩固长处，补上短处，再上新台阶。")];
        keep_end(&mut long);
        assert_eq!(long[1]["c"][0], "台阶。");
        for whole in [
            "短。",
            "共计奖金五万五千元，其中一等奖两个，合计2007。",
            "他说，工作要做实、做细、做好、做到位（再做）。",
        ] {
            let mut inline = vec![Value::from(whole)];
            keep_end(&mut inline);
            assert_eq!(inline.len(), 1, "{whole}");
        }
    }

    #[test]
    fn long_runs_may_end_a_line() {
        assert_eq!(parts("见 https://a.cn 谢"), ["见 https://a.cn 谢"]);
        assert_eq!(parts(&"1".repeat(26)), ["11111111", "11111111", "11111111", "11"]);
        assert_eq!(parts(&"甲".repeat(40)).len(), 1);
    }

    #[test]
    fn blanks_are_single() {
        let mut made = Vec::new();
        push_text(&mut made, " 甲 \n\t乙  ");
        trim(&mut made);
        assert_eq!(made, [Value::from("甲 乙")]);
    }
}
