//! Texts made to cost, 200 KB each: every one is read, checked and mended to its end, or refused by
//! its name. How long it takes is `just bench-pathological`.

use std::collections::BTreeMap;

use crate::support::Site;
use crate::support::pathological::KINDS;
use kuaixun::base::SourcePath;
use kuaixun::content::fix;

#[test]
fn texts_made_to_cost_are_read_or_refused() {
    let mut site = Site::new();
    site.proof = true;
    for (number, (_, make)) in KINDS.iter().enumerate() {
        let path = format!("content/news/a{number}.md");
        site.article(&path, "题目", "", &make(200_000));
    }
    let findings = site.findings();
    assert!(!findings.iter().any(|finding| finding.wording == "time"), "{findings:?}");
    for (number, (name, _)) in KINDS.iter().enumerate() {
        let path = SourcePath::new(&format!("content/news/a{number}.md")).expect("a path");
        let bytes = std::fs::read(site.root().join(path.as_str())).expect("a file");
        if let Some((_, after)) = fix::fix(&path, &bytes, &BTreeMap::new()) {
            let again = fix::fix(&path, after.as_bytes(), &BTreeMap::new()).expect("a text");
            assert_eq!(again.0, again.1, "{name}: a second time changes more");
        }
    }
}
