//! The manifest as text: whose it is, a line for each file, and a check sum at the end that shows damage.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::owner::Owner;
use crate::base::{Fingerprint, OutputPath};
use crate::plan::{Entry, Manifest};

const HEADER: &str = "kuaixun manifest 3\n";

/// How manifests began that did not say whose they are (version 0.1.0).
const WITHOUT_OWNER: &str = "kuaixun manifest 2\n";

/// The text of a manifest.
pub fn format(manifest: &Manifest, owner: &Owner) -> String {
    let mut text = format!("{HEADER}{} {}\n", owner.place, owner.title);
    for (path, Entry { key, length }) in &manifest.0 {
        writeln!(text, "{key} {length} {path}").expect("writing to a String cannot fail");
    }
    let sum = Fingerprint::of(text.as_str());
    writeln!(text, "{sum}").expect("writing to a String cannot fail");
    text
}

/// Reads a manifest back; `None` if anything in it has changed since it was written.
pub fn parse(text: &str) -> Option<(Manifest, Option<Owner>)> {
    let end = text.strip_suffix('\n')?.rfind('\n')? + 1;
    let (whole, sum) = text.split_at(end);
    if Fingerprint::of(whole).to_string() != sum.trim_end() {
        return None;
    }
    let (owner, files) = match whole.strip_prefix(HEADER) {
        Some(rest) => {
            let (owner, files) = rest.split_once('\n')?;
            let (place, title) = owner.split_once(' ')?;
            (Some(Owner { place: place.parse().ok()?, title: title.to_owned() }), files)
        }
        None => (None, whole.strip_prefix(WITHOUT_OWNER)?),
    };
    let mut entries = BTreeMap::new();
    for line in files.lines() {
        let mut parts = line.splitn(3, ' ');
        let key = parts.next()?.parse().ok()?;
        let length = parts.next()?.parse().ok()?;
        entries.insert(OutputPath::new(parts.next()?)?, Entry { key, length });
    }
    Some((Manifest(entries), owner))
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    #[test]
    fn a_record_reads_back_and_a_damaged_one_does_not() {
        let path = OutputPath::new("news/a.html").unwrap();
        let entry = Entry { key: Fingerprint::of("甲"), length: 7 };
        let manifest = Manifest([(path, entry)].into());
        let owner = Owner::new(Path::new("/a"), "曲阜 \n快讯");
        let text = format(&manifest, &owner);
        assert_eq!(parse(&text), Some((manifest, Some(owner.clone()))));
        let empty = Manifest::default();
        assert_eq!(parse(&format(&empty, &owner)), Some((empty, Some(owner))));
        let old = format!("{WITHOUT_OWNER}{} 7 news/a.html\n", Fingerprint::of("甲"));
        let (manifest, owner) =
            parse(&format!("{old}{}\n", Fingerprint::of(old.as_str()))).unwrap();
        assert_eq!((manifest.0.len(), owner), (1, None));
        for (end, _) in text.char_indices() {
            assert_eq!(parse(&text[..end]), None, "{end} bytes");
        }
        assert_eq!(parse(&text.replace("news", "../x")), None);
        assert_eq!(parse(&text.replace(" 7 ", " 8 ")), None);
    }
}
