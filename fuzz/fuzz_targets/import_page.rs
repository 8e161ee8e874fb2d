//! Any text as the body of a page: it becomes Markdown that shows the same text. Whole pages, of any bytes, are read
//! without a panic.

#![no_main]

use kuaixun::import::article::{Given, compose};
use kuaixun::import::found::Found;
use kuaixun::import::page;
use kuaixun::import::roles::Names;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let _ = page::read(bytes, &Names(&[]));
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let mut found = Found { title: "甲".to_owned(), ..Found::default() };
    page::read_body(text, &mut found);
    compose(found, "a", "a.html", "0", &Given::default());
});
