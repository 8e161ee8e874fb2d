//! The texts of a sealed issue in one file: each under a line `=== path`, its own lines behind a tab.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::base::SourcePath;

/// What a line with a path begins with.
const MARK: &str = "=== ";

/// Texts as one.
pub fn format(texts: &[(SourcePath, String)]) -> String {
    let mut out = String::new();
    for (path, text) in texts {
        writeln!(out, "{MARK}{path}").expect("writing to a String cannot fail");
        for line in text.split('\n') {
            writeln!(out, "\t{line}").expect("writing to a String cannot fail");
        }
    }
    out
}

/// The texts, by their paths.
pub fn parse(copy: &str) -> BTreeMap<&str, String> {
    let mut texts = BTreeMap::<&str, String>::new();
    let mut last = None;
    for line in copy.lines() {
        if let Some(path) = line.strip_prefix(MARK) {
            last = Some(path);
        } else if let (Some(path), Some(line)) = (last, line.strip_prefix('\t')) {
            texts.entry(path).and_modify(|text| text.push('\n')).or_default().push_str(line);
        }
    }
    texts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_come_back() {
        let texts = ["", "甲", "甲\n\n=== b\n\t乙\n", "\n"];
        let named = |(number, text): (usize, &&str)| {
            (SourcePath::new(&format!("content/{number}.md")).unwrap(), (*text).to_owned())
        };
        let texts: Vec<_> = texts.iter().enumerate().map(named).collect();
        let copy = format(&texts);
        let read: Vec<_> = parse(&copy)
            .into_iter()
            .map(|(path, text)| (SourcePath::new(path).unwrap(), text))
            .collect();
        assert_eq!(read, texts);
    }
}
