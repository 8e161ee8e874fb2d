//! Small sites and the whole trees they become: `tests/golden/<case>/{site,public}`.
//!
//! `just golden` (`UPDATE_GOLDEN=1`) writes the trees anew; read the difference before committing.

use std::fs;
use std::path::Path;

use crate::support::{assert_same, publish, repository, tree};
use jiff::civil::date;
use kuaixun::app::session::{Options, Session};

#[test]
fn sites_become_these_trees() {
    let cases = fs::read_dir(repository().join("tests/golden")).expect("golden cases");
    let mut count = 0;
    for case in cases {
        check(&case.expect("a case").path());
        count += 1;
    }
    assert!(count >= 3);
}

fn check(case: &Path) {
    let root = case.join("site");
    let options = Options { root, today: Some(date(2008, 1, 1)), ..Options::default() };
    let mut session = Session::open(options);
    let site = session.compile();
    assert!(site.diagnostics.is_empty(), "{}: {:#?}", case.display(), site.diagnostics);
    let output = tempfile::tempdir().expect("a temporary folder");
    publish(&mut session, output.path());
    let mut made = tree(output.path());
    for own in ["search-index.js", "search.js", "site.css", "colours.css"] {
        made.remove(&format!("assets/{own}"));
    }
    // These would change with every colour.
    let missing = made.get_mut("404.html").expect("every site has this page");
    let text = String::from_utf8(std::mem::take(missing)).expect("UTF-8");
    let (before, rest) = text.split_once("<style>").expect("the page brings its styles along");
    let (styles, after) = rest.split_once("</style>").expect("an end");
    assert!(styles.contains("--paper") && styles.contains(".site-head"));
    *missing = format!("{before}<style></style>{after}").into_bytes();
    let expected = case.join("public");
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        if expected.exists() {
            fs::remove_dir_all(&expected).expect("the old tree goes");
        }
        for (path, bytes) in &made {
            let path = expected.join(path);
            fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
            fs::write(path, bytes).expect("a file");
        }
    }
    assert_same(&tree(&expected), &made);
}
