//! Any bytes as a picture: measured and cleaned without a panic; what is cleaned once stays as it is.

#![no_main]

use kuaixun::base::SourcePath;
use kuaixun::content::active_content;
use kuaixun::content::picture::{self, Kind};
use kuaixun::render::picture::clean;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    for name in ["content/a.jpg", "content/a.svg"] {
        let path = SourcePath::new(name).expect("a path");
        picture::shown_size(bytes);
        picture::moves(bytes);
        // What a browser might run is refused before it is cleaned.
        let is_drawing = Kind::of_file(&path, bytes) == Some(Kind::Drawing);
        if is_drawing && active_content::drawing(bytes) {
            continue;
        }
        if let Ok(cleaned) = clean::clean(&path, bytes) {
            let again = clean::clean(&path, &cleaned).expect("what was cleaned is a picture");
            assert!(again == cleaned, "{name}: cleaned twice");
        }
    }
});
