//! Any bytes as a package, and as an attached document: read without a panic, and within their bounds.

#![no_main]

use std::io::{Cursor, Read as _};

use kuaixun::app::commands::verify::archive::Archive;
use kuaixun::base::SourcePath;
use kuaixun::content::proofreading::attached;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(mut archive) = Archive::open(Cursor::new(bytes)) {
        for number in 0..archive.entries.len() {
            let length = archive.entries[number].length;
            let mut content = archive.content(number).expect("in memory");
            let mut read = 0;
            let mut buffer = [0; 4096];
            while let Ok(count @ 1..) = content.read(&mut buffer) {
                read += count as u64;
            }
            assert!(read <= length);
        }
    }
    let path = SourcePath::new("content/a.docx").expect("a path");
    let _ = attached::findings(&path, Cursor::new(bytes));
});
