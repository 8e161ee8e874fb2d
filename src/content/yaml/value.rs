//! A value on one line, as YAML reads it: plain, in quotes, a list, with a comment behind it.

use std::sync::LazyLock;

use regex::{Captures, Regex};

/// Splits a value into text and comment. A comment begins at a `#` between blanks; `#1` is text.
pub fn split_comment(value: &str) -> (&str, &str) {
    let is_comment = |at: &usize| value[at + 2..].starts_with(' ') || value.len() == at + 2;
    match value.match_indices(" #").map(|(at, _)| at).find(is_comment) {
        Some(at) => (value[..at].trim_end(), &value[at..]),
        None => (value, ""),
    }
}

/// Whether YAML reads a text as it stands (YAML 1.2.2, 7.3.3).
fn is_plain(text: &str) -> bool {
    let begins_badly = text.starts_with([
        '[', ']', '{', '}', ',', '@', '`', '*', '&', '!', '|', '>', '%', '#', '"', '\'',
    ]) || (text.starts_with(['-', '?', ':'])
        && text[1..].starts_with([' ', '\t']))
        || matches!(text, "-" | "?" | ":");
    !begins_badly
        && !text.contains(": ")
        && !text.contains(":\t")
        && !text.ends_with(':')
        && !text.contains(" #")
        && !text.contains(char::is_control)
}

/// A text as a value on one line: in quotes where it needs them.
pub fn quoted(text: &str) -> String {
    if is_plain(text) {
        return text.to_owned();
    }
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

/// Whether a value is one quoted text, perhaps with a comment behind it.
pub fn is_quoted(value: &str) -> bool {
    let Some(quote) = value.chars().next().filter(|first| matches!(first, '"' | '\'')) else {
        return false;
    };
    let mut rest = value[1..].chars().enumerate();
    while let Some((at, c)) = rest.next() {
        if c == '\\' && quote == '"' {
            rest.next();
        } else if c == quote {
            let behind: String = value[1..].chars().skip(at + 1).collect();
            if quote == '\'' && behind.starts_with('\'') {
                rest.next();
                continue;
            }
            return behind.trim().is_empty() || behind.starts_with(" #");
        }
    }
    // Never closed here: it may go on in the next line, or be a slip; the parser says which.
    true
}

/// Whether a value is `|` or `>` with its signs, so that the text stands on the lines below.
pub fn is_block(value: &str) -> bool {
    value.starts_with(['|', '>']) && value[1..].chars().all(|c| matches!(c, '+' | '-' | '0'..='9'))
}

/// The first sign of an anchor (`&`), an alias (`*`) or a tag (`!`) with which a value begins in a
/// line of YAML.
pub fn sign_of(line: &str) -> Option<char> {
    let mut value = line.trim();
    while let Some(rest) = value.strip_prefix("- ") {
        value = rest.trim_start();
    }
    if let Some((key, rest)) = value.split_once(": ")
        && !key.starts_with(['"', '\'', '[', '{', '#'])
    {
        value = rest.trim_start();
    }
    let items = if value.starts_with(['[', '{']) { unquoted(value) } else { String::new() };
    let first = items.split(['[', '{', ',']).chain([value]);
    let behind = items.split(['{', ',']).filter_map(|item| Some(item.split_once(": ")?.1));
    let starts = first.chain(behind).map(str::trim_start);
    starts.filter_map(|item| item.chars().next()).find(|c| matches!(c, '&' | '*' | '!'))
}

/// A line without what stands in quotes.
fn unquoted(line: &str) -> String {
    let mut quote = None;
    let mut is_escaped = false;
    let mut kept = String::new();
    for c in line.chars() {
        match quote {
            Some('"') if is_escaped => is_escaped = false,
            Some('"') if c == '\\' => is_escaped = true,
            Some(open) if c == open => quote = None,
            Some(_) => {}
            None if matches!(c, '"' | '\'') => {
                quote = Some(c);
                kept.push(c);
            }
            None => kept.push(c),
        }
    }
    kept
}

/// Marks between names in a list that is typed in the Chinese way.
pub const SEPARATORS: [char; 3] = ['，', '、', '；'];

/// The keys of mappings that stand on one line.
const INNER: &str = "name|slug|home|description|keywords|update_within|date|text|reason|file|title|page|link|items|folder|audience|publications|base_url|editions|id|short|aliases|former|until|group|units";

/// A line with a mapping in braces as YAML: `{name: 甲，slug: a}` → `{name: 甲, slug: a}`. `None` when it is YAML
/// already, or has quotes and is meant as it stands.
pub fn mapped(line: &str) -> Option<String> {
    static ENTRY: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(&format!(r"(?P<mark>[{{｛,，])\s*(?P<key>{INNER})\s*[:：]\s*"))
            .expect("a tested pattern")
    });
    let value = line.trim_start_matches([' ', '-']);
    let is_mapping = value.starts_with(['{', '｛']) && value.ends_with(['}', '｝']);
    if !is_mapping || value.contains(['"', '\'', '#']) {
        return None;
    }
    let indent = &line[..line.len() - value.len()];
    let entry = |found: &Captures<'_>| {
        let mark = if matches!(&found["mark"], "{" | "｛") { "{" } else { ", " };
        format!("{mark}{}: ", &found["key"])
    };
    let mended = ENTRY.replace_all(value, entry);
    let mended = mended.strip_suffix('｝').map_or(mended.to_string(), |rest| format!("{rest}}}"));
    let is_same = mended.replace(' ', "") == value.replace(' ', "");
    (!is_same).then(|| format!("{indent}{mended}"))
}

/// A list as YAML: `【甲，乙】` → `[甲, 乙]`. `None` when it is YAML already, or has quotes and is
/// meant as it stands.
pub fn listed(value: &str) -> Option<String> {
    let inner = value.strip_prefix(['[', '【', '［'])?.strip_suffix([']', '】', '］'])?;
    let is_loose = !value.starts_with('[') || !value.ends_with(']') || inner.contains(SEPARATORS);
    (is_loose && !inner.contains(['"', '\'', '#', '[', ']', '{', '}'])).then(|| {
        format!(
            "[{}]",
            inner.split([',', '，', '、', '；']).map(str::trim).collect::<Vec<_>>().join(", ")
        )
    })
}
