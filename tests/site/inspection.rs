//! What an inspector looks at besides the texts: columns, addresses that were published, photographs,
//! attached files; and what makes a check fail.

use std::fs;
use std::io::{Cursor, Write as _};

use exif::experimental::Writer;
use exif::{Field, In, Tag, Value};
use img_parts::jpeg::Jpeg;
use img_parts::{Bytes, ImageEXIF as _};

use crate::support::Site;
use crate::support::program::kuaixun;

/// The codes and files of what a check finds.
fn found(site: &Site, more: &[&str]) -> (i32, Vec<(String, String)>) {
    let run = kuaixun(&site.root(), &[&["check", "--format", "json"], more].concat());
    let all: serde_json::Value = serde_json::from_str(&run.out).expect("JSON");
    let one = |found: &serde_json::Value| {
        let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
        (text(&found["code"]), text(&found["places"][0]["file"]))
    };
    (run.status, all["findings"].as_array().expect("findings").iter().map(one).collect())
}

fn pair(code: &str, file: &str) -> (String, String) {
    (code.to_owned(), file.to_owned())
}

#[test]
fn columns_without_news_are_found_and_an_editor_says_when() {
    let site = Site::small();
    site.article("content/news/n.md", "动态", "unit: 乙局\ncolumn: 工作动态\n", "正文。");
    let config = "title: 测试\ncolumns:\n  - 要闻\n  - 工作动态\n  - name: 公示\n";
    site.write("kuaixun.yaml", config);
    let (status, all) = found(&site, &[]);
    // In the usual rhythm 要闻 and 动态 are stale after two weeks.
    let stale = pair("column-stale", "kuaixun.yaml");
    assert_eq!(all, [stale.clone(), stale, pair("column-empty", "kuaixun.yaml")]);
    assert_eq!(status, 0);
    let patient = config.replace("  - 工作动态\n", "  - {name: 工作动态, update_within: 400}\n");
    site.write("kuaixun.yaml", format!("{patient}checks: {{column-empty: off}}\n"));
    assert_eq!(found(&site, &[]).1, [pair("column-stale", "kuaixun.yaml")]);
}

#[test]
fn warnings_fail_where_they_shall() {
    let site = Site::small();
    site.article("content/news/n.md", "动态。", "unit: 乙局\n", "正文。");
    let title = pair("title-full-stop", "content/news/n.md");
    assert_eq!(found(&site, &[]), (0, vec![title.clone()]));
    assert_eq!(found(&site, &["--deny", "warnings"]), (1, vec![title]));
    site.article("content/news/n.md", "动态", "unit: 乙局\n", "正文。");
    assert_eq!(found(&site, &["--deny", "warnings"]), (0, vec![]));
    let run = kuaixun(&site.root(), &["check", "--deny", "everything"]);
    assert_eq!(run.status, 2);
}

#[test]
fn an_address_that_was_published_is_not_lost_in_silence() {
    let site = Site::small();
    let ledger = site.root().join("data/urls.lock");
    // While there are errors, nothing is accepted.
    site.write("content/news/bad.md", "---\ntitle: 题\n---\n");
    assert_eq!(kuaixun(&site.root(), &["check", "--accept-urls"]).status, 1);
    assert!(!ledger.exists());
    site.remove("content/news/bad.md");
    let run = kuaixun(&site.root(), &["check", "--accept-urls"]);
    assert!(run.err.contains("7 addresses were noted"), "{}", run.err);
    let noted = fs::read_to_string(&ledger).expect("a ledger");
    assert!(noted.lines().any(|line| line == "news/n.html"), "{noted}");
    assert_eq!(found(&site, &[]), (0, vec![]));
    // Renamed: the old address leads nowhere.
    site.remove("content/news/n.md");
    site.article("content/news/m.md", "动态", "unit: 乙局\n", "正文。");
    assert_eq!(found(&site, &[]).1, [pair("lost-url", "data/urls.lock")]);
    // With an alias it leads to the new one.
    site.article("content/news/m.md", "动态", "unit: 乙局\naliases: [/news/n.html]\n", "正文。");
    assert_eq!(found(&site, &[]).1, []);
    // Or the editor lets it go.
    site.article("content/news/m.md", "动态", "unit: 乙局\n", "正文。");
    kuaixun(&site.root(), &["check", "--accept-urls"]);
    assert_eq!(found(&site, &[]).1, []);
    assert!(!fs::read_to_string(&ledger).expect("a ledger").contains("news/n.html"));
}

/// A photograph; with a place where it was taken, as telephones write it.
fn photograph(has_place: bool) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    image::RgbImage::new(64, 48).write_to(&mut bytes, image::ImageFormat::Jpeg).expect("a JPEG");
    let (latitude, model) = (
        Field {
            tag: Tag::GPSLatitudeRef,
            ifd_num: In::PRIMARY,
            value: Value::Ascii(vec![b"N".to_vec()]),
        },
        Field { tag: Tag::Model, ifd_num: In::PRIMARY, value: Value::Ascii(vec![b"X1".to_vec()]) },
    );
    let mut writer = Writer::new();
    writer.push_field(&model);
    if has_place {
        writer.push_field(&latitude);
    }
    let mut exif = Cursor::new(Vec::new());
    writer.write(&mut exif, false).expect("EXIF");
    let mut jpeg = Jpeg::from_bytes(Bytes::from(bytes.into_inner())).expect("a JPEG");
    jpeg.set_exif(Some(Bytes::from(exif.into_inner())));
    jpeg.encoder().bytes().to_vec()
}

#[test]
fn a_photograph_that_says_where_it_was_taken_is_found() {
    let site = Site::small();
    site.article("content/news/n.md", "动态", "unit: 乙局\n", "![甲](a.jpg)\n\n![乙](b.jpg)");
    site.write("content/news/a.jpg", photograph(true));
    site.write("content/news/b.jpg", photograph(false));
    assert_eq!(found(&site, &[]), (0, vec![pair("photo-position", "content/news/a.jpg")]));
    // What is published says nothing of it.
    site.build();
    let published = site.published();
    let photographs: Vec<_> = published.iter().filter(|(path, _)| path.ends_with(".jpg")).collect();
    assert!(photographs.len() >= 2);
    for (path, bytes) in photographs {
        assert!(
            exif::Reader::new().read_from_container(&mut Cursor::new(bytes)).is_err(),
            "{path}"
        );
    }
}

fn office(part: &str, xml: &str) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file(part, zip::write::SimpleFileOptions::default()).expect("a part");
    zip.write_all(xml.as_bytes()).expect("bytes");
    zip.finish().expect("an archive").into_inner()
}

#[test]
fn private_numbers_in_attached_files_are_found() {
    let site = Site::small();
    let number = "13812345678";
    let files = [
        ("a.txt", format!("电话\n{number}\n").into_bytes()),
        ("b.csv", encoding_rs::GB18030.encode(&format!("姓名,电话\n甲,{number}\n")).0.into_owned()),
        ("c.docx", office("word/document.xml", &format!("<w:p><w:t>{number}</w:t></w:p>"))),
        ("d.xlsx", office("xl/sharedStrings.xml", &format!("<si><t>{number}</t></si>"))),
        ("good.txt", "热线 12315\n".into()),
    ];
    let names = files.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(", ");
    site.article(
        "content/news/n.md",
        "动态",
        &format!("unit: 乙局\nattachments: [{names}]\n"),
        "文。",
    );
    for (name, bytes) in files {
        site.write(&format!("content/news/{name}"), bytes);
    }
    let (status, all) = found(&site, &[]);
    let expected = ["a.txt", "b.csv", "c.docx", "d.xlsx"]
        .map(|name| pair("mobile-number", &format!("content/news/{name}")));
    assert_eq!((status, all), (1, expected.to_vec()));
}
