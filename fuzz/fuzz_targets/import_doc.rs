//! Any bytes as a file of Word 97 to 2003: read without a panic.

#![no_main]

use kuaixun::import::article::{Given, compose};
use kuaixun::import::roles::{self, Names};
use kuaixun::import::word97;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Ok(text) = word97::read(bytes) else { return };
    let found = roles::assign(text, &Names(&["小雪镇".to_owned()]));
    compose(found, "a", "a.doc", "0", &Given::default());
});
