//! Any text as `kuaixun.yaml`, as the register of units, as the list of words.

#![no_main]

use kuaixun::base::SourcePath;
use kuaixun::content::proofreading::WordList;
use kuaixun::content::{config, units};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let path = SourcePath::new("kuaixun.yaml").expect("a path");
    let read = config::parse(&path, text);
    read.value.zone();
    let mut findings = read.diagnostics;
    findings.extend(units::parse(&path, text).diagnostics);
    findings.extend(WordList::parse(&path, text).diagnostics);
    for span in findings.iter().filter_map(|finding| finding.at.as_ref()) {
        assert!(text.get(span.range.clone()).is_some(), "{findings:?}");
    }
});
