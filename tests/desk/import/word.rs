//! Word files become articles: what readers saw is there, in its place; what Word hid is not.

use std::collections::BTreeMap;
use std::fs;
use std::io::{Cursor, Read as _, Write as _};

use docx_rs::{
    Comment, Delete, Docx, FieldCharType, Header, InstrText, MoveFrom, Paragraph, Run,
    StructuredDataTag, Style, StyleType, Table, TableCell, TableRow,
};
use kuaixun::base::tree::{self, Element, Node};
use kuaixun::content::markdown::{self, Markup};
use kuaixun::import::article::{self, Given};
use kuaixun::import::found::{Found, Remark};
use kuaixun::import::roles::{self, Names};
use kuaixun::import::word;

use super::drawn::{Drawn, UNITS};
use crate::support::program::kuaixun;

/// A picture of one pixel.
pub const PIXEL: &[u8] =
    b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0\x1f\x15\xc4\x89\
    \0\0\0\x0bIDATx\x9cc\xf8\x0f\x04\0\t\xfb\x03\xfd\xfb^k+\0\0\0\0IEND\xaeB`\x82";

fn read(bytes: &[u8]) -> Found {
    let names = UNITS.map(str::to_owned);
    roles::assign(word::read(bytes).expect("a Word file"), &Names(&names))
}

pub fn elements<'a>(nodes: &'a [Node], name: &str, into: &mut Vec<&'a Element>) {
    for node in nodes {
        let Node::Element(one) = node else { continue };
        if one.name == name {
            into.push(one);
        }
        elements(&one.children, name, into);
    }
}

/// The elements of a kind on the page that a Markdown makes.
fn texts(html: &str, names: &[&str]) -> Vec<String> {
    let nodes = tree::parse(html, 99);
    let mut found = Vec::new();
    for name in names {
        elements(&nodes, name, &mut found);
    }
    found.iter().map(|one| one.text().split_whitespace().collect()).collect()
}

#[test]
fn drawn_files_keep_all_that_readers_saw() {
    for seed in 0..140 {
        let drawn = Drawn::of(seed);
        shows_all(read(&drawn.file(PIXEL, |docx| docx)), &drawn, seed);
    }
}

/// Panics unless everything that was drawn is found, and in its place.
pub fn shows_all(found: Found, drawn: &Drawn, seed: u64) {
    let about = format!("{seed}: {drawn:?}");
    let title = drawn.title.concat();
    assert_eq!(found.title, title, "{about}");
    assert_eq!(
        found.subtitle,
        drawn.subtitle.clone().unwrap_or_default().trim_start_matches('—'),
        "{about}"
    );
    let (year, month, day) = drawn.date;
    assert_eq!(found.date, jiff::civil::Date::new(year, month, day).ok(), "{about}");
    assert_eq!(found.units.concat(), drawn.unit, "{about}");
    let article = article::compose(found, "a", "a.docx", "0", &Given::default());
    let doubts: Vec<&Remark> = article.remarks.iter().filter(|remark| remark.is_warning).collect();
    assert!(doubts.is_empty(), "{about}\n{doubts:?}");
    let text = article.text.splitn(3, "---\n").nth(2).expect("a body");
    let body = markdown::render(text, 0, Markup::default(), None).expect("within limits");
    let headings: Vec<(u8, String)> = body
        .headings
        .iter()
        .filter(|heading| !heading.is_run_in)
        .map(|heading| (heading.level, heading.text.clone()))
        .collect();
    let mut expected = drawn.headings();
    outline(&mut expected);
    assert_eq!(headings, expected, "{about}\n{text}");
    assert_eq!(texts(&body.html, &["th", "td"]).len(), drawn.cells().len(), "{about}\n{text}");
    let mut cells = texts(&body.html, &["th", "td"]);
    let mut wanted = drawn.cells();
    cells.sort();
    wanted.sort();
    assert_eq!(cells, wanted, "{about}\n{text}");
    let captions: Vec<String> =
        drawn.parts.iter().filter_map(|part| part.caption.clone()).collect();
    let shown: Vec<String> = captions.iter().map(|caption| caption.replace(' ', "")).collect();
    assert_eq!(texts(&body.html, &["figcaption"]), shown, "{about}\n{text}");
    assert_eq!(article.pictures.len(), usize::from(!captions.is_empty()), "{about}");
    let all: String = tree::text(&tree::parse(&body.html, 99)).split_whitespace().collect();
    for sentence in drawn
        .parts
        .iter()
        .flat_map(|part| part.paragraphs.iter().chain(&part.bullets).chain(&part.note))
    {
        let sentence: String = sentence.split_whitespace().collect();
        assert!(all.contains(&sentence), "{sentence} is missing\n{text}");
    }
}

/// No level is skipped: a heading is one level below the next one above it that is further out.
fn outline(headings: &mut [(u8, String)]) {
    let mut open: Vec<u8> = Vec::new();
    for (level, _) in headings {
        open.retain(|outer| *outer < *level);
        open.push(*level);
        *level = u8::try_from(open.len()).expect("few levels") + 1;
    }
}

/// A secret of its own for each kind of hidden thing.
pub fn secret(kind: usize) -> String {
    format!("机密{kind:02}号甲乙丙丁")
}

/// Adds each kind of hidden thing that the library can write.
pub fn hide(docx: Docx) -> Docx {
    let plain = || Run::new().add_text("可见。");
    let secret_run = |kind| Run::new().add_text(secret(kind));
    let line = Paragraph::new()
        .add_run(plain())
        .add_run(secret_run(1).vanish())
        .add_run(secret_run(2).style("Hidden"))
        .add_delete(Delete::new().author(secret(12)).add_run(Run::new().add_delete_text(secret(3))))
        .add_move_from(MoveFrom::new().add_run(secret_run(4)))
        .add_comment_start(
            Comment::new(1).author("某人").add_paragraph(Paragraph::new().add_run(secret_run(5))),
        )
        .add_run(plain())
        .add_comment_end(1)
        .add_run(
            Run::new()
                .add_field_char(FieldCharType::Begin, false)
                .add_instr_text(InstrText::Unsupported(secret(6))),
        )
        .add_run(Run::new().add_field_char(FieldCharType::Separate, false))
        .add_run(plain())
        .add_run(Run::new().add_field_char(FieldCharType::End, false));
    let hidden_line = Paragraph::new().style("HiddenLine").add_run(secret_run(7));
    let cell = |text: String| {
        TableCell::new().add_paragraph(Paragraph::new().add_run(Run::new().add_text(text)))
    };
    let table = Table::new(vec![
        TableRow::new(vec![cell("甲".to_owned()), cell("乙".to_owned())]),
        TableRow::new(vec![cell(secret(8)), cell("丙".to_owned())]).delete(Delete::new()),
    ]);
    let control = StructuredDataTag::new().add_run(plain());
    docx.add_style(Style::new("Hidden", StyleType::Character).name("Hidden").vanish())
        .add_style(Style::new("HiddenLine", StyleType::Paragraph).name("Hidden line").vanish())
        .add_paragraph(line)
        .add_paragraph(hidden_line)
        .add_table(table)
        .add_paragraph(Paragraph::new().add_structured_data_tag(control))
        .custom_property("author", secret(9))
        .add_doc_var("secret", &secret(10))
        .add_custom_item("1", &format!("<a>{}</a>", secret(11)))
        .header(Header::new().add_paragraph(Paragraph::new().add_run(secret_run(13))))
}

/// Adds what the library cannot write, by changing the parts of the file.
fn hide_more(bytes: &[u8]) -> Vec<u8> {
    let hidden_row = format!(
        "<w:tr><w:trPr><w:hidden/></w:trPr><w:tc><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc></w:tr></w:tbl>",
        secret(14)
    );
    let prompt = format!(
        "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>{}</w:t></w:r></w:p></w:sdtContent></w:sdt><w:sectPr",
        secret(15)
    );
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("an archive");
    let mut out = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    for number in 0..archive.len() {
        let mut part = archive.by_index(number).expect("a part");
        let name = part.name().expect("a name").to_string();
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes).expect("a part");
        if name == "word/document.xml" {
            let text = String::from_utf8(bytes).expect("UTF-8");
            bytes = text
                .replacen("</w:tbl>", &hidden_row, 1)
                .replacen("<w:sectPr", &prompt, 1)
                .into_bytes();
        }
        out.start_file(&name, options).expect("a part");
        out.write_all(&bytes).expect("a part");
    }
    for (name, kind) in [
        ("word/embeddings/oleObject1.bin", 16),
        ("word/vbaProject.bin", 17),
        ("word/people.xml", 18),
    ] {
        out.start_file(name, options).expect("a part");
        out.write_all(secret(kind).as_bytes()).expect("a part");
    }
    out.finish().expect("an archive").into_inner()
}

#[test]
fn nothing_hidden_gets_out() {
    for seed in 0..120 {
        let bytes = hide_more(&Drawn::of(seed).file(PIXEL, hide));
        let text = String::from_utf8_lossy(&bytes).into_owned();
        assert!(text.contains(&secret(17)), "it was hidden");
        let found = read(&bytes);
        let counts: BTreeMap<String, String> = found
            .remarks
            .iter()
            .filter(|remark| remark.name == "import-left-out")
            .map(|remark| (remark.args[0].1.clone(), remark.args[1].1.clone()))
            .collect();
        for kind in
            ["hidden", "deleted", "moved", "comment", "macro", "embedded", "properties", "margin"]
        {
            assert!(counts.contains_key(kind), "{kind} is not told: {counts:?}");
        }
        let article = article::compose(found, "a", "a.docx", "0", &Given::default());
        assert!(article.text.contains("可见。"), "{}", article.text);
        for kind in 1..=18 {
            assert!(!article.text.contains(&secret(kind)), "{seed}: {kind}\n{}", article.text);
        }
    }
}

/// A site with units and one file to import.
fn site(seed: u64) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path();
    fs::write(root.join("kuaixun.yaml"), "title: 快讯\n").expect("a file");
    fs::create_dir(root.join("data")).expect("a folder");
    let units: Vec<String> = UNITS.iter().map(|unit| format!("- name: {unit}\n")).collect();
    fs::write(root.join("data/units.yaml"), units.concat()).expect("a file");
    fs::create_dir_all(root.join("in/下级")).expect("a folder");
    fs::write(root.join("in/稿件.docx"), Drawn::of(seed).file(PIXEL, |docx| docx)).expect("a file");
    folder
}

#[test]
fn a_second_import_changes_nothing_and_nothing_is_written_over() {
    let folder = site(1);
    let root = folder.path();
    let trial = kuaixun(root, &["import", "--dry-run", "in"]);
    assert!(trial.out.contains("draft: true"), "{}{}", trial.out, trial.err);
    assert!(!root.join("content").exists());
    let into = ["import", "in", "--into", "2007-03", "--column", "乡镇动态"];
    let first = kuaixun(root, &[into.as_slice(), &["--report", "report.csv"]].concat());
    assert_eq!(first.status, 0, "{}{}", first.out, first.err);
    let report = fs::read_to_string(root.join("report.csv")).expect("a table");
    assert!(report.starts_with("\u{feff}File,Outcome,Article,"), "{report}");
    assert!(report.contains("稿件.docx,imported,content/bulletins/kuaixun/2007-03/"), "{report}");
    let before = crate::support::tree(&root.join("content"));
    let (path, text) = before.iter().find(|(path, _)| path.ends_with(".md")).expect("an article");
    assert!(path.starts_with("bulletins/kuaixun/2007-03/"), "{path}");
    assert!(String::from_utf8_lossy(text).contains("column: 乡镇动态"));
    let again = kuaixun(root, &["import", "in", "--into", "2007-03"]);
    assert!(again.out.contains("was imported before"), "{}", again.out);
    // Also when the editor has changed it, and the file has another name.
    let article = root.join("content").join(path);
    fs::write(&article, String::from_utf8_lossy(text).replace("draft: true\n", ""))
        .expect("a file");
    fs::rename(root.join("in/稿件.docx"), root.join("in/下级/another.doc")).expect("a file");
    let again = kuaixun(root, &["import", "in"]);
    assert!(again.out.contains("was imported before"), "{}", again.out);
    assert_eq!(crate::support::tree(&root.join("content")).len(), before.len());
    // Another text of the same title stands beside it.
    fs::write(
        root.join("in/again.docx"),
        Drawn::of(1).file(PIXEL, |docx| {
            docx.add_paragraph(Paragraph::new().add_run(Run::new().add_text("另有一段。")))
        }),
    )
    .expect("a file");
    let more = kuaixun(root, &["import", "in", "--into", "2007-03"]);
    assert!(more.out.contains("-2.md"), "{}{}", more.out, more.err);
}

#[test]
fn files_that_are_no_texts_are_named_with_what_to_do() {
    let folder = site(2);
    let root = folder.path();
    let archive = |parts: &[(&str, &[u8])]| {
        let mut out = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in parts {
            out.start_file(*name, zip::write::SimpleFileOptions::default()).expect("a part");
            out.write_all(bytes).expect("a part");
        }
        out.finish().expect("an archive").into_inner()
    };
    let relations = b"<Relationships><Relationship Id='a' Type='x/officeDocument' Target='word/document.xml'/></Relationships>";
    let document =
        |body: &str| archive(&[("_rels/.rels", relations), ("word/document.xml", body.as_bytes())]);
    let deep = format!(
        "<document><body>{}{}</body></document>",
        "<p>".repeat(100_000),
        "</p>".repeat(100_000)
    );
    let bomb = "<!DOCTYPE a [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;'>]><document><body><p><r><t>&b;</t></r></p></body></document>";
    let large = vec![b' '; 80 << 20];
    let outside = b"<Relationships><Relationship Id='a' Type='x/officeDocument' Target='../../etc/passwd'/></Relationships>";
    let whole = fs::read(root.join("in/稿件.docx")).expect("a file");
    let cases: Vec<(&str, Vec<u8>, &str)> = vec![
        ("deep.docx", document(&deep), "nested too deeply"),
        ("bomb.docx", document(bomb), "grow without end"),
        (
            "large.docx",
            archive(&[("_rels/.rels", relations), ("word/document.xml", &large)]),
            "too large",
        ),
        ("outside.docx", archive(&[("_rels/.rels", outside), ("word/x", b"")]), "damaged"),
        ("cut.docx", whole[..whole.len() / 2].to_vec(), "damaged"),
        ("old.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec(), "before 2007"),
        (
            "book.docx",
            archive(&[("[Content_Types].xml", b""), ("xl/workbook.xml", b"")]),
            "no text of Word",
        ),
        ("a.docx", b"%PDF-1.7".to_vec(), "PDF"),
        ("b.docx", PIXEL.to_vec(), "picture"),
        ("c.docx", b"hello".to_vec(), "not known"),
        ("d.docx", Vec::new(), "not known"),
    ];
    for (name, bytes, expected) in cases {
        let path = root.join(name);
        fs::write(&path, bytes).expect("a file");
        let run = kuaixun(root, &["import", name]);
        assert_eq!(run.status, 1, "{name}: {}{}", run.out, run.err);
        assert!(run.err.contains(expected), "{name}: {}{}", run.out, run.err);
        assert!(!root.join("content").exists(), "{name}");
    }
}
