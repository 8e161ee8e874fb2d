//! Explains in an author's words what the YAML parser could not read: the slips that office staff
//! make most.

use super::value::mapped;
use crate::base::{Diagnostic, SourcePath, Span};

/// A finding on what the parser could not read, with the reason where that is plain. The parser
/// names the line at which it gave up, which is often the line below the slip.
pub fn syntax_error(
    file: &SourcePath,
    yaml: &str,
    offset: usize,
    error: &serde_yaml::Error,
) -> Diagnostic {
    let starts = yaml.split_inclusive('\n').scan(offset, |next, line| {
        let start = *next;
        *next += line.len();
        Some((start, line.trim_end()))
    });
    let all: Vec<(usize, &str)> = starts.collect();
    let at = |(start, line): (usize, &str)| {
        let inner = line.trim_start_matches([' ', '-']);
        Span::new(file, start + line.len() - inner.len()..start + line.len())
    };
    if let Some((place, (key, value))) =
        all.iter().find_map(|place| Some((*place, full_width_colon(place.1)?)))
    {
        let finding = Diagnostic::error("full-width-colon").at(at(place));
        return finding.with("key", key).with("value", value);
    }
    if let Some((place, mended)) = all.iter().find_map(|place| Some((*place, mapped(place.1)?))) {
        let finding = Diagnostic::error("yaml-syntax").wording("quote").at(at(place));
        return finding.with("line", mended.trim_start_matches([' ', '-']));
    }
    let unclosed = all.iter().find(|(_, line)| is_unclosed(line));
    let number = error.location().map_or(0, |location| location.line().saturating_sub(1));
    let place = unclosed.or(all.get(number)).or(all.last()).copied().unwrap_or((offset, ""));
    let finding = Diagnostic::error("yaml-syntax").at(at(place));
    match place.1.trim_start_matches([' ', '-']).split_once(':') {
        Some((key, value)) if !value.trim().is_empty() && !key.contains(' ') => {
            let quoted = value.trim().replace('\\', "\\\\").replace('"', "\\\"");
            finding.wording("quote").with("line", format!("{key}: \"{quoted}\""))
        }
        _ => finding,
    }
}

/// Whether a list, a mapping or a quotation begins on this line and does not end there.
fn is_unclosed(line: &str) -> bool {
    let value = line.split_once(": ").map_or("", |(_, value)| value.trim());
    let lacks = |open, close| value.starts_with(open) && !value.contains(close);
    let is_open_quote = |quote: char| value.starts_with(quote) && value.matches(quote).count() == 1;
    lacks('[', ']') || lacks('{', '}') || is_open_quote('"') || is_open_quote('\'')
}

/// The key and the value of a line with the colon of Chinese text, such as `- name：甲`.
pub fn full_width_colon(line: &str) -> Option<(&str, &str)> {
    let (key, value) = line.trim_start_matches([' ', '-']).split_once('：')?;
    let is_key = !key.is_empty() && key.bytes().all(|b| b.is_ascii_lowercase() || b == b'_');
    is_key.then(|| (key, value.trim()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(yaml: &str) -> (&'static str, String) {
        let file = SourcePath::new("a.yaml").unwrap();
        let error = serde_yaml::from_str::<serde_yaml::Value>(yaml).unwrap_err();
        let finding = syntax_error(&file, yaml, 0, &error);
        (finding.code, yaml[finding.at.unwrap().range].to_owned())
    }

    #[test]
    fn the_line_of_the_slip_is_named() {
        let slip = |code, line: &str| (code, line.to_owned());
        assert_eq!(
            told("title: 甲\ntags: [乙, 丙\ndate: 1\n"),
            slip("yaml-syntax", "tags: [乙, 丙")
        );
        assert_eq!(told("title: 甲\nsource: \"乙\n"), slip("yaml-syntax", "source: \"乙"));
        assert_eq!(
            told("- name: 甲\n  short：乙\n  id: a\n"),
            slip("full-width-colon", "short：乙")
        );
        assert_eq!(told("a: b: c\n"), slip("yaml-syntax", "a: b: c"));
    }
}
