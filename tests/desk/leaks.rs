//! Nothing internal and nothing withdrawn is in what the public gets, whatever an editor did: every byte of the output of
//! random sites is searched, archives unpacked. What is printed is searched in tests/print.

use rayon::prelude::*;

use crate::notices::with;
use crate::support;
use crate::support::secrets::{SECRET, site};

const SITES: u64 = 500;

#[test]
fn nothing_internal_or_withdrawn_is_in_the_public_output() {
    let shown: usize = (0..SITES).into_par_iter().map(shown).sum();
    assert!(shown > 10_000, "{shown}: the sites show nothing at all");
}

/// Publishes a site for the public and looks for what must not be in it. Answers how many files show something.
fn shown(seed: u64) -> usize {
    let site = site(seed, "epub, mail, zip");
    let checked = site.session().compile_all();
    let mut errors = checked.diagnostics.iter().filter(|finding| finding.is_error());
    assert_eq!(errors.next(), None, "{seed}");
    let output = support::in_memory();
    kuaixun::publish(&checked.value[0], &site.root(), output.path(), false, &|_| ())
        .expect("published");
    let tree = support::tree(output.path());
    assert_eq!(with(&tree, SECRET), [""; 0], "{seed}");
    assert!(!tree.keys().any(|path| path.contains("/nc/")), "{seed}: {:?}", tree.keys());
    with(&tree, "显").len()
}
