//! Fields (ECMA-376, 17.16) without a shown part: what Word shows for them.

use std::sync::LazyLock;

use regex::Regex;

use super::symbols::symbol;
use crate::import::xml::{Xml, child, children, get, switch, value};

/// A reading above a word, as Word 2003 writes it: `\o\ad(\s\up 9(xiǎo),小)`.
static RUBY: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?i)\\o\s*\\a[a-z]\s*\(\s*\\s\s*\\up\s*\d*\s*\(([^()]*)\)\s*[,，;]\s*([^()]*)\)\s*$",
    )
    .expect("a tested pattern")
});

/// Whether the code is that of a table of contents.
pub fn is_contents(code: &str) -> bool {
    code.split_whitespace().next().is_some_and(|word| word.eq_ignore_ascii_case("TOC"))
}

/// The address in the code of a field; empty when it is no link.
pub fn address_of(code: &str) -> String {
    let mut words = code.split_whitespace();
    let is_link = words.next().is_some_and(|word| word.eq_ignore_ascii_case("HYPERLINK"));
    if !is_link || words.next().is_some_and(|word| word.starts_with('\\')) {
        return String::new();
    }
    code.split('"').nth(1).unwrap_or_default().to_owned()
}

/// What a field shows that has no shown part; `None` when it is not known, empty when it shows nothing.
pub fn shown(code: &str) -> Option<String> {
    let code = code.trim();
    let (word, rest) = code.split_once(char::is_whitespace).unwrap_or((code, ""));
    match word.to_ascii_uppercase().as_str() {
        "EQ" => equation(rest),
        "MACROBUTTON" | "GOTOBUTTON" => {
            rest.split_once(char::is_whitespace).map(|(_, text)| text.trim().to_owned())
        }
        "SYMBOL" => {
            let number = rest.split_whitespace().next()?.parse::<u32>().ok()?;
            let font = rest.split('"').nth(1).unwrap_or("symbol");
            symbol(font, &format!("{number:x}")).map(String::from)
        }
        // Marks for indexes and pages, which show nothing in the text.
        "" | "XE" | "TC" | "TA" | "RD" | "SET" | "ASK" | "PAGE" | "NUMPAGES" | "SECTION"
        | "PRIVATE" | "BOOKMARK" | "ADVANCE" | "FORMTEXT" | "FORMCHECKBOX" | "FORMDROPDOWN"
        | "PAGEREF" | "NEXT" | "SEQ" | "CONTROL" => Some(String::new()),
        _ => None,
    }
}

/// Signs over each other: a number in a ring becomes ①, readings stand behind.
fn equation(code: &str) -> Option<String> {
    if let Some(found) = RUBY.captures(code) {
        return Some(format!("{}（{}）", &found[2], &found[1]));
    }
    let inner = code.split_once('(')?.1.trim().strip_suffix(')')?;
    let parts: Vec<&str> = inner.split([',', ';', '，']).map(str::trim).collect();
    let is_over = code.trim_start().to_ascii_lowercase().starts_with("\\o");
    let [ring, text] = parts.as_slice() else { return None };
    let text = text.trim_matches(['(', ')']);
    let is_ring = matches!(*ring, "○" | "〇" | "◯" | "O" | "Ｏ");
    match text.parse::<u32>() {
        Ok(number @ 1..=20) if is_over && is_ring => {
            char::from_u32('①' as u32 + number - 1).map(String::from)
        }
        _ if is_over && is_ring => Some(format!("（{text}）")),
        _ => None,
    }
}

/// What a field of a form shows: a box, ticked or not; the choice of a list.
pub fn of_form(form: Xml<'_, '_>) -> String {
    if let Some(checkbox) = child(form, "checkBox") {
        let is_on =
            switch(checkbox, "checked").or_else(|| switch(checkbox, "default")).unwrap_or(false);
        return if is_on { "☒" } else { "☐" }.to_owned();
    }
    let Some(list) = child(form, "ddList") else { return String::new() };
    let number = value(list, "result")
        .or_else(|| value(list, "default"))
        .and_then(|number| number.parse().ok());
    let chosen = children(list, "listEntry").nth(number.unwrap_or(0));
    chosen.and_then(|one| get(one, "val")).unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_without_a_result() {
        for (code, expected) in [
            ("eq \\o\\ac(○,1)", Some("①")),
            ("EQ \\o\\ac(○,甲)", Some("（甲）")),
            (
                "EQ \\* jc0 \\* \"Font:宋体\" \\* hps10 \\o \\ad(\\s \\up 9(xiǎo),小)",
                Some("小（xiǎo）"),
            ),
            ("MACROBUTTON NoMacro 点这里", Some("点这里")),
            ("PAGE", Some("")),
            ("INCLUDETEXT a", None),
        ] {
            assert_eq!(shown(code).as_deref(), expected, "{code}");
        }
    }
}
