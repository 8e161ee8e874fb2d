//! What the YAML parser could not read, in an author's words: the slips that office staff make most.

use std::collections::BTreeSet;

use crate::base::{Diagnostic, SourcePath, Span};

/// What the parser could not read, and, for the two slips office staff make most, why.
pub fn syntax_error(
    file: &SourcePath,
    yaml: &str,
    offset: usize,
    error: &serde_yaml::Error,
) -> Diagnostic {
    let at = |(start, line): (usize, &str)| {
        let start = offset + start;
        Span::new(file, start..start + line.trim_end().len())
    };
    let starts = yaml.split_inclusive('\n').scan(0, |next, line| {
        let start = *next;
        *next += line.len();
        Some((start, line))
    });
    let all: Vec<(usize, &str)> = starts.collect();
    if let Some((place, key)) =
        all.iter().find_map(|place| Some((*place, full_width_colon(place.1)?)))
    {
        let value = place.1.split_once('：').map_or("", |(_, value)| value).trim();
        let finding = Diagnostic::error("full-width-colon").at(at(place));
        return finding.with("key", key).with("value", value);
    }
    let mut seen = BTreeSet::new();
    for place in &all {
        let key = place.1.split_once(':').map_or("", |(key, _)| key);
        let is_key = !key.is_empty() && !key.starts_with([' ', '-', '#']);
        if is_key && !seen.insert(key) {
            return Diagnostic::error("duplicate-key").with("key", key).at(at(*place));
        }
    }
    let number = error.location().map_or(0, |location| location.line().saturating_sub(1));
    let place = all.get(number).copied().unwrap_or((0, ""));
    let finding = Diagnostic::error("yaml-syntax").with("said", error).at(at(place));
    match place.1.trim_end().split_once(':') {
        Some((key, value)) if !value.trim().is_empty() && !key.contains(' ') => {
            let quoted = value.trim().replace('\\', "\\\\").replace('"', "\\\"");
            finding.wording("quote").with("line", format!("{key}: \"{quoted}\""))
        }
        _ => finding,
    }
}

/// The key of a line such as `title：甲`, typed with the colon of Chinese text.
fn full_width_colon(line: &str) -> Option<&str> {
    let (key, _) = line.split_once('：')?;
    let is_key = !key.is_empty() && key.bytes().all(|b| b.is_ascii_lowercase() || b == b'_');
    is_key.then_some(key)
}
