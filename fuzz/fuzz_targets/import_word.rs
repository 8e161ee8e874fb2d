//! Any text as the body of a Word file: read without a panic, and written so that its page shows the same text.

#![no_main]

use std::io::{Cursor, Write as _};

use kuaixun::import::article::{Given, compose};
use kuaixun::import::roles::{self, Names};
use kuaixun::import::word;
use libfuzzer_sys::fuzz_target;
use zip::write::SimpleFileOptions;

const SPACE: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" xmlns:r=\"r\" xmlns:wp=\"wp\" xmlns:a=\"a\" xmlns:m=\"m\" xmlns:v=\"v\" xmlns:mc=\"mc\"";

fuzz_target!(|text: &str| {
    // The first line is the text, what follows the styles.
    let (body, styles) = text.split_once('\n').unwrap_or((text, ""));
    let mut file = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for (name, content) in [
        ("[Content_Types].xml", String::new()),
        ("word/document.xml", format!("<w:document {SPACE}><w:body>{body}</w:body></w:document>")),
        ("word/styles.xml", format!("<w:styles {SPACE}>{styles}</w:styles>")),
    ] {
        file.start_file(name, stored).expect("in memory");
        file.write_all(content.as_bytes()).expect("in memory");
    }
    let bytes = file.finish().expect("in memory").into_inner();
    let Ok(read) = word::read(&bytes) else { return };
    let found = roles::assign(read, &Names(&["小雪镇".to_owned()]));
    compose(found, "a", "a.docx", "0", &Given::default());
});
