//! A fast way to read the YAML that nearly every article has: one `key: plain words` a line.
//!
//! Setting up the YAML parser costs more than reading such a text, and a site may have ten
//! thousand. Everything else (quotes, comments, nesting, anchors, numbers other than whole ones) is
//! left to the parser. A property test checks that both give the same result.

use serde_yaml::{Mapping, Value};

use super::value::SEPARATORS;

/// Reads plain YAML; `None` when any line of it needs the parser.
pub fn read(yaml: &str) -> Option<Mapping> {
    let mut map = Mapping::new();
    for line in yaml.lines() {
        let (key, value) = line.split_once(": ")?;
        let value = match value.trim_matches(' ') {
            list if list.starts_with('[') => sequence(list)?,
            // Brackets of Chinese may be meant as those of YAML.
            list if list.starts_with(['【', '［', '｛']) => return None,
            text => scalar(text)?,
        };
        let is_name = key.bytes().all(|b| b.is_ascii_lowercase() || b == b'_');
        let is_word = !matches!(scalar(key), None | Some(Value::Bool(_) | Value::Null));
        if key.is_empty() || !is_name || !is_word || map.insert(key.into(), value).is_some() {
            return None;
        }
    }
    Some(map)
}

/// `[甲, 乙]`
fn sequence(text: &str) -> Option<Value> {
    let inner = text.strip_prefix('[')?.strip_suffix(']')?;
    if inner.contains(SEPARATORS) {
        return None;
    }
    let items =
        inner.split(',').map(|item| scalar(item.trim_matches(' '))).collect::<Option<_>>()?;
    Some(Value::Sequence(items))
}

/// Plain words, a day, a whole number, `true` or `false`.
fn scalar(text: &str) -> Option<Value> {
    let first = text.chars().next()?;
    if first.is_ascii_digit() {
        let is_day = text.len() == 10
            && text.bytes().enumerate().all(|(at, b)| match at {
                4 | 7 => b == b'-',
                _ => b.is_ascii_digit(),
            });
        if is_day {
            return Some(text.into());
        }
        let is_whole = text.len() < 10 && text.bytes().all(|b| b.is_ascii_digit());
        let is_decimal = is_whole && (text.len() == 1 || first != '0');
        return is_decimal.then(|| text.parse::<u64>().ok()).flatten().map(Into::into);
    }
    match text {
        "true" => return Some(Value::Bool(true)),
        "false" => return Some(Value::Bool(false)),
        _ => {}
    }
    // ASCII words might be YAML's own (`null`, `.inf`); a sign anywhere might mean something.
    let is_plain = |c: char| match c {
        'a'..='z' | 'A'..='Z' | '0'..='9' | ' ' | '-' | '/' | '_' | '.' | '(' | ')' => true,
        c => {
            !c.is_ascii()
                && !c.is_control()
                && !matches!(c, '\u{85}' | '\u{2028}' | '\u{2029}' | '\u{feff}')
        }
    };
    let begins_plain = first.is_ascii_alphabetic() || (!first.is_ascii() && !first.is_whitespace());
    let is_constant = matches!(text.to_ascii_lowercase().as_str(), "null" | "true" | "false");
    (begins_plain && text.chars().all(is_plain) && !is_constant).then(|| text.into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn an_ordinary_article_is_plain() {
        let yaml = "title: 科技工作会议（1）\ndate: 2007-01-16\nunits: [市科技局, 市地震局]\nweight: 2\ndraft: true\n";
        let map = read(yaml).unwrap();
        assert_eq!(Value::Mapping(map), serde_yaml::from_str::<Value>(yaml).unwrap());
    }

    #[test]
    fn anything_else_is_left_to_the_parser() {
        for yaml in [
            "title: \"甲\"",
            "title: 甲 # 注",
            "title: 甲: 乙",
            "title:",
            "a: &b 甲",
            "a: 1.5",
            "a: 010",
            "a: ~",
            "a: null",
            "- 甲",
            "a: 甲\n  乙",
            "a: 甲\na: 乙",
            "a: [甲, [乙]]",
            "a: [甲,]",
            "true: 甲",
        ] {
            assert_eq!(read(yaml), None, "{yaml}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2000))]
        #[test]
        fn what_is_read_here_the_parser_reads_alike(
            lines in prop::collection::vec(("[a-z_]{1,6}", "\\PC{0,12}|[a-zA-Z0-9 .:,\\[\\]{}#&*!|>'\"%@~`\\-（）甲乙]{0,12}|\\[[a-z0-9甲乙, ]{0,9}\\]|(true|null|no|on|[0-9]{1,12}|[0-9-]{10})"), 1..5)
        ) {
            let lines: Vec<String> = lines.iter().map(|(key, value)| format!("{key}: {value}")).collect();
            let yaml = lines.join("\n");
            if let Some(map) = read(&yaml) {
                let parsed = serde_yaml::from_str::<Value>(&yaml);
                prop_assert_eq!(parsed.ok(), Some(Value::Mapping(map)), "{}", yaml);
            }
        }
    }
}
