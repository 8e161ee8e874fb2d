//! Any text as it is folded for the index and for queries: small letters, one blank at most and only
//! inside, and of an ASCII text the rest of it is found in it.

#![no_main]

use kuaixun::plan::search::fold;
use libfuzzer_sys::fuzz_target;

fn folded(text: &str) -> String {
    let mut all = String::new();
    fold::fold(text, |c| all.push(c));
    all
}

fuzz_target!(|text: &str| {
    let once = folded(text);
    assert!(!once.contains(|c: char| c.is_ascii_uppercase() || c.is_ascii_control()), "{once:?}");
    assert!(once.trim() == once && !once.contains("  "), "{once:?}");
    if let Some((start, _)) = text.char_indices().nth(1)
        && text.is_ascii()
    {
        assert!(once.contains(&folded(&text[start..])));
    }
});
