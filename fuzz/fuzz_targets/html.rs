//! Any text as raw HTML in an article: what is published of it is clean, and clean again when it is read
//! again.

#![no_main]

use kuaixun::content::markdown::{self, Markup};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    for text in [format!("<div>{text}</div>"), format!("甲{text}乙")] {
        let Ok(body) = markdown::render(&text, 0, Markup::default(), None) else { continue };
        let html = body.html.to_ascii_lowercase();
        for tag in ["<script", "<iframe", "<style", "<object", "<svg onload"] {
            assert!(!html.contains(tag), "{html}");
        }
    }
});
