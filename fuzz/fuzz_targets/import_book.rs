//! Cells with any content, formats, places and spans as a workbook: read without a panic.

#![no_main]

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};

use kuaixun::import::article::{Given, compose};
use kuaixun::import::workbook;
use libfuzzer_sys::fuzz_target;
use zip::write::SimpleFileOptions;

/// A text as an attribute may hold it.
fn typed(text: &str) -> String {
    let legal = text.chars().filter(|c| !c.is_control() && !matches!(c, '\u{fffe}' | '\u{ffff}'));
    legal.collect::<String>().replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}

// Each line is a cell: its kind, its place, its format, its value, and perhaps the end of a span.
fuzz_target!(|text: &str| {
    let (mut formats, mut styles, mut cells, mut spans) =
        (String::new(), String::new(), String::new(), String::new());
    for (at, line) in text.lines().enumerate() {
        let parts: Vec<String> = line.split('\t').map(typed).collect();
        let part = |number: usize| parts.get(number).map_or("", String::as_str);
        let _ = write!(formats, "<numFmt numFmtId=\"{}\" formatCode=\"{}\"/>", 200 + at, part(2));
        let _ = write!(styles, "<xf numFmtId=\"{}\"/>", 200 + at);
        let _ = write!(
            cells,
            "<c r=\"{}\" s=\"{at}\" t=\"{}\"><v>{}</v></c>",
            part(1),
            part(0),
            part(3)
        );
        if parts.len() > 4 {
            let _ = write!(spans, "<mergeCell ref=\"{}:{}\"/>", part(1), part(4));
        }
    }
    let relation =
        |id: &str, target: &str| format!("<Relationship Id='{id}' Type='{id}' Target='{target}'/>");
    let relations = ["styles", "worksheet"].map(|id| relation(id, id)).concat();
    let mut file = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for (name, content) in [
        ("_rels/.rels", format!("<a>{}</a>", relation("officeDocument", "book"))),
        ("_rels/book.rels", format!("<a>{relations}</a>")),
        ("book", "<a><sheets><sheet name='a' id='worksheet'/></sheets></a>".to_owned()),
        ("styles", format!("<a><numFmts>{formats}</numFmts><cellXfs>{styles}</cellXfs></a>")),
        (
            "worksheet",
            format!(
                "<a><sheetData><row>{cells}</row></sheetData><mergeCells>{spans}</mergeCells></a>"
            ),
        ),
    ] {
        file.start_file(name, stored).expect("in memory");
        file.write_all(content.as_bytes()).expect("in memory");
    }
    let bytes = file.finish().expect("in memory").into_inner();
    if let Ok(found) = workbook::read(&bytes) {
        compose(found, "a", "a.xlsx", "0", &Given::default());
    }
});
