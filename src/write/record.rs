//! The manifest as text: a line for each file, and a check sum at the end that shows damage.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::base::{Fingerprint, OutputPath};
use crate::plan::{Entry, Manifest};

const HEADER: &str = "kuaixun manifest 2\n";

/// The text of a manifest.
pub fn format(manifest: &Manifest) -> String {
    let mut text = HEADER.to_owned();
    for (path, Entry { key, length }) in &manifest.0 {
        writeln!(text, "{key} {length} {path}").expect("writing to a String cannot fail");
    }
    let sum = Fingerprint::of(text.as_str());
    writeln!(text, "{sum}").expect("writing to a String cannot fail");
    text
}

/// Reads a manifest back; `None` if anything in it has changed since it was written.
pub fn parse(text: &str) -> Option<Manifest> {
    let end = text.strip_suffix('\n')?.rfind('\n')? + 1;
    let (whole, sum) = text.split_at(end);
    if Fingerprint::of(whole).to_string() != sum.trim_end() {
        return None;
    }
    let mut entries = BTreeMap::new();
    for line in whole.strip_prefix(HEADER)?.lines() {
        let mut parts = line.splitn(3, ' ');
        let key = parts.next()?.parse().ok()?;
        let length = parts.next()?.parse().ok()?;
        entries.insert(OutputPath::new(parts.next()?)?, Entry { key, length });
    }
    Some(Manifest(entries))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_reads_back_and_a_damaged_one_does_not() {
        let path = OutputPath::new("news/a.html").unwrap();
        let entry = Entry { key: Fingerprint::of("甲"), length: 7 };
        let manifest = Manifest([(path, entry)].into());
        let text = format(&manifest);
        assert_eq!(parse(&text), Some(manifest));
        assert_eq!(parse(&format(&Manifest::default())), Some(Manifest::default()));
        for end in 0..text.len() {
            assert_eq!(parse(&text[..end]), None, "{end} bytes");
        }
        assert_eq!(parse(&text.replace("news", "../x")), None);
        assert_eq!(parse(&text.replace(" 7 ", " 8 ")), None);
    }
}
