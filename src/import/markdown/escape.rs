//! Characters of a text that Markdown would take for markup, with a backslash before them.

use std::sync::LazyLock;

use regex::Regex;

use crate::content::markdown::quiet;

/// A character by its name or its number.
static ENTITY: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^&(?:[A-Za-z][A-Za-z0-9]*|#[0-9]+|#[xX][0-9A-Fa-f]+);").expect("a tested pattern")
});

/// Where a text stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// Whether it begins a line: `- ` or `一. ` would begin something else there.
    pub starts_line: bool,
    /// Whether it stands in a cell, whose bars are escaped by whoever writes the table.
    pub in_cell: bool,
    /// Whether every sign is escaped: for a text that reads otherwise than it should without.
    pub strict: bool,
}

/// Writes a text on one line such that Markdown reads it as it is.
pub fn escape(out: &mut String, text: &str, place: Place) {
    let mut rest = text;
    if place.starts_line {
        rest = rest.trim_start();
        rest = start(out, rest);
    }
    let paths: Vec<_> = if rest.contains('\\') { quiet::paths(rest).collect() } else { Vec::new() };
    let mut before = ' ';
    let mut chars = rest.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map_or(' ', |(_, next)| *next);
        let is_quiet =
            matches!(c, '\\' | '*' | '_' | '~') && paths.iter().any(|path| path.contains(&at));
        let is_sign = match c {
            _ if is_quiet => false,
            '`' | '*' | '[' | ']' => true,
            '\\' => next.is_ascii_punctuation() || rest[at + 1..].trim_start().is_empty(),
            // Between letters it is one of them.
            '_' => !(before.is_alphanumeric() && next.is_alphanumeric()) || place.strict,
            '<' => next.is_ascii_alphabetic() || matches!(next, '/' | '!' | '?'),
            '&' => ENTITY.is_match(&rest[at..]),
            '~' => before == '~' || next == '~',
            '|' if place.in_cell => false,
            c => place.strict && c.is_ascii_punctuation(),
        };
        if is_sign {
            out.push('\\');
        }
        // The ends of lines and tabs in the middle of a sentence are blanks.
        out.push(if c.is_control() { ' ' } else { c });
        before = c;
    }
}

/// Writes what a line must not begin with, and answers the rest.
fn start<'a>(out: &mut String, text: &'a str) -> &'a str {
    let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let (number, rest) = text.split_at(digits);
    let mut signs = rest.chars();
    let (sign, next) = (signs.next(), signs.next().unwrap_or(' '));
    let is_item = (1..10).contains(&digits) && matches!(sign, Some('.' | ')')) && next == ' ';
    let is_mark = digits == 0
        && match sign {
            Some('#' | '>' | '|' | '=' | ':') => true,
            Some('-' | '+') => next == ' ' || next == sign.unwrap_or(' '),
            _ => false,
        };
    if !is_item && !is_mark {
        return text;
    }
    out.push_str(number);
    out.push('\\');
    let (sign, rest) = rest.split_at(1);
    out.push_str(sign);
    rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_would_be_markup_is_escaped() {
        for (text, expected) in [
            ("市科技局（2007）", "市科技局（2007）"),
            ("1. 甲", "1\\. 甲"),
            ("1.甲", "1.甲"),
            ("# 甲", "\\# 甲"),
            ("- 甲-乙", "\\- 甲-乙"),
            ("-5℃", "-5℃"),
            ("[甲](乙)", "\\[甲\\](乙)"),
            ("a_b _c_", "a_b \\_c\\_"),
            ("10~20 ~~甲~~", "10~20 \\~\\~甲\\~\\~"),
            ("1<2 <b>", "1<2 \\<b>"),
            ("A&B公司 &amp;", "A&B公司 \\&amp;"),
            ("C:\\Users\\_a", "C:\\Users\\_a"),
            ("甲\\_a", "甲\\\\\\_a"),
            ("甲|乙", "甲|乙"),
        ] {
            let mut out = String::new();
            escape(&mut out, text, Place { starts_line: true, in_cell: false, strict: false });
            assert_eq!(out, expected);
        }
    }
}
