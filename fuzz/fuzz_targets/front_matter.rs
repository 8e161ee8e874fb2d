//! Any bytes as an article: decoded, its front matter read, its slips put right, without a panic; what
//! is found wrong stands in the file, and a second `fix` has nothing to do.

#![no_main]

use std::collections::BTreeMap;

use jiff::tz::TimeZone;
use kuaixun::base::SourcePath;
use kuaixun::content::{encoding, fix, front_matter};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let path = SourcePath::new("content/news/a.md").expect("a path");
    let Ok(text) = encoding::decode(&path, bytes) else { return };
    let text = text.value;
    if let Ok(split) = front_matter::split(&path, &text) {
        let (yaml, offset) = (&text[split.yaml.clone()], split.yaml.start);
        for read in [front_matter::article, front_matter::index] {
            let findings = match read(&path, yaml, offset, &TimeZone::UTC) {
                Ok(read) => read.diagnostics,
                Err(findings) => findings,
            };
            for span in findings.iter().filter_map(|finding| finding.at.as_ref()) {
                assert!(text.get(span.range.clone()).is_some(), "{findings:?}");
            }
        }
    }
    if let Some((_, after)) = fix::fix(&path, bytes, &BTreeMap::new()) {
        let again = fix::fix(&path, after.as_bytes(), &BTreeMap::new()).expect("it is a text");
        assert_eq!(again.0, again.1);
    }
});
