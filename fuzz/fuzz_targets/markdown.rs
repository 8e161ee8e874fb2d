//! Any text as a body: rendered and proof-read without a panic, nothing left that runs, holes and
//! findings where they can be.

#![no_main]

use kuaixun::content::markdown::{self, Markup};
use kuaixun::content::proofreading;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let mut passages = Vec::new();
    let Ok(body) = markdown::render(text, 0, Markup::default(), Some(&mut passages)) else { return };
    let html = body.html.to_lowercase();
    for bad in ["<script", "<iframe", "<style", "<object", "<embed", "<form", "<math", "<base", "<meta"] {
        assert!(!html.contains(bad), "{bad} in {html}");
    }
    let mut before = 0;
    for (at, _) in &body.holes {
        assert!(*at >= before && body.html.is_char_boundary(*at));
        before = *at;
    }
    for (finding, range) in proofreading::read(&passages, None, &proofreading::WordList::default()) {
        assert!(range.start <= range.end && range.end <= text.len() + 4, "{finding:?} {range:?}");
    }
});
