//! Any tree of the elements of a Word file: read without a panic, and written so that its page shows the same text.

#![no_main]

use std::io::{Cursor, Write as _};

use kuaixun::import::article::{Given, compose};
use kuaixun::import::roles::{self, Names};
use kuaixun::import::word;
use libfuzzer_sys::fuzz_target;
use zip::write::SimpleFileOptions;

const SPACE: &str = "xmlns:w=\"w\" xmlns:r=\"r\" xmlns:wp=\"wp\" xmlns:a=\"a\" xmlns:m=\"m\" xmlns:v=\"v\" xmlns:mc=\"mc\"";

/// What may be opened, by the number of its byte.
const OPENED: [&str; 64] = [
    "w:p",
    "w:r",
    "w:t",
    "w:pPr",
    "w:rPr",
    "w:tbl",
    "w:tr",
    "w:tc",
    "w:tcPr",
    "w:trPr",
    "w:gridSpan w:val=\"2\"",
    "w:vMerge w:val=\"restart\"",
    "w:vMerge",
    "w:hMerge w:val=\"continue\"",
    "w:gridBefore w:val=\"1\"",
    "w:jc w:val=\"center\"",
    "w:jc w:val=\"right\"",
    "w:sz w:val=\"44\"",
    "w:b",
    "w:i",
    "w:vanish",
    "w:rFonts w:eastAsia=\"黑体\"",
    "w:rFonts w:ascii=\"Wingdings\"",
    "w:color w:val=\"FF0000\"",
    "w:u w:val=\"single\"",
    "w:strike",
    "w:vertAlign w:val=\"superscript\"",
    "w:numPr",
    "w:numId w:val=\"1\"",
    "w:ilvl w:val=\"1\"",
    "w:outlineLvl w:val=\"0\"",
    "w:pStyle w:val=\"a\"",
    "w:ins",
    "w:del",
    "w:moveFrom",
    "w:fldChar w:fldCharType=\"begin\"",
    "w:fldChar w:fldCharType=\"separate\"",
    "w:fldChar w:fldCharType=\"end\"",
    "w:instrText",
    "w:hyperlink r:id=\"x\"",
    "w:sdt",
    "w:sdtContent",
    "w:sdtPr",
    "w:footnoteReference w:id=\"1\"",
    "w:endnoteReference w:id=\"1\"",
    "w:ruby",
    "w:rubyBase",
    "w:rt",
    "w:drawing",
    "w:pict",
    "w:txbxContent",
    "a:blip r:embed=\"i\"",
    "mc:AlternateContent",
    "mc:Choice",
    "mc:Fallback",
    "m:oMath",
    "m:f",
    "m:num",
    "m:den",
    "m:t",
    "w:br",
    "w:tab",
    "w:sym w:font=\"Wingdings\" w:char=\"F0FE\"",
    "w:framePr w:dropCap=\"drop\"",
];

/// The letters of a text: those that roles and Markdown look at.
const LETTERS: [char; 64] = [
    '一', '、', '（', '）', '。', '年', '月', '日', '镇', '附', '件', '：', '1', '2', '0', '.',
    ' ', '#', '*', '_', '~', '`', '|', '[', ']', '(', ')', '-', '>', '!', '\\', ':', '/', '"',
    '\'', '{', '}', '=', '+', '$', '%', '^', ';', ',', '?', '@', 'a', 'b', 'h', 't', 'p', 's',
    '甲', '供', '稿', '图', '表', '注', '作', '者', '发', '关', '于', '　',
];

/// Bytes below 64 open an element, those below 128 are a letter, those below 224 close one.
fn tree(bytes: &[u8]) -> String {
    let (mut xml, mut open) = (String::new(), Vec::new());
    for byte in bytes {
        match byte {
            0..64 if open.len() < 60 => {
                let element = OPENED[usize::from(*byte)];
                xml += &format!("<{element}>");
                open.push(element.split(' ').next().unwrap_or_default());
            }
            // A text of XML must not hold the end of a part of it.
            64..128 => match LETTERS[usize::from(*byte) - 64] {
                '>' => xml += "&gt;",
                letter => xml.push(letter),
            },
            128..224 => {
                if let Some(name) = open.pop() {
                    xml += &format!("</{name}>");
                }
            }
            // A word of a paragraph, as most are.
            _ => xml += "<w:p><w:r><w:t>今年</w:t></w:r></w:p>",
        }
    }
    while let Some(name) = open.pop() {
        xml += &format!("</{name}>");
    }
    xml
}

fuzz_target!(|bytes: &[u8]| {
    let (body, notes) = bytes.split_at(bytes.len() * 3 / 4);
    let mut file = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    let relation = |id: &str, target: &str| {
        format!("<Relationship Id=\"{id}\" Type=\"{id}\" Target=\"{target}\"/>")
    };
    let relations =
        ["styles", "numbering", "footnotes", "endnotes"].map(|id| relation(id, id)).concat();
    let notes = tree(notes);
    for (name, content) in [
        ("_rels/.rels", format!("<a>{}</a>", relation("officeDocument", "text"))),
        ("_rels/text.rels", format!("<a>{relations}</a>")),
        ("text", format!("<w:document {SPACE}><w:body>{}</w:body></w:document>", tree(body))),
        (
            "styles",
            format!(
                "<w:styles {SPACE}><w:style w:styleId=\"a\"><w:basedOn w:val=\"a\"/><w:pPr><w:outlineLvl w:val=\"0\"/></w:pPr></w:style></w:styles>"
            ),
        ),
        (
            "numbering",
            format!(
                "<w:numbering {SPACE}><w:abstractNum w:abstractNumId=\"1\"><w:lvl w:ilvl=\"0\"><w:numFmt w:val=\"chineseCounting\"/><w:lvlText w:val=\"%1、\"/></w:lvl></w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId w:val=\"1\"/></w:num></w:numbering>"
            ),
        ),
        (
            "footnotes",
            format!(
                "<w:footnotes {SPACE}><w:footnote w:id=\"1\">{notes}</w:footnote></w:footnotes>"
            ),
        ),
        (
            "endnotes",
            format!("<w:endnotes {SPACE}><w:endnote w:id=\"1\">{notes}</w:endnote></w:endnotes>"),
        ),
    ] {
        file.start_file(name, stored).expect("in memory");
        file.write_all(content.as_bytes()).expect("in memory");
    }
    let bytes = file.finish().expect("in memory").into_inner();
    let text = word::read(&bytes).expect("a Word file");
    let found = roles::assign(text, &Names(&["小雪镇".to_owned()]));
    compose(found, "a", "a.docx", "0", &Given::default());
});
