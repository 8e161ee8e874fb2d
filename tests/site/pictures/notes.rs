//! What cameras, phones and programs note in pictures: of 12 kinds, under 12 names, shown, linked and
//! attached, none of it is published. Each picture has a word where no picture has one.

use std::collections::{BTreeMap, BTreeSet};

use image::ImageFormat;
use kuaixun::base::Diagnostic;
use kuaixun::write::PublishError;

use super::photo;
use crate::support::Site;

/// What stands in all notes.
const WORD: &[u8; LENGTH as usize] = b"SECRET-PLACE";
const LENGTH: u8 = 12;
const NAMES: [&str; 12] =
    ["jpg", "jpeg", "png", "gif", "webp", "avif", "heic", "bmp", "tif", "ico", "pdf", "doc"];

/// Pictures of a kind, by what is noted in them.
type Noted = Vec<(&'static str, Vec<u8>)>;

fn joined(parts: &[&[u8]]) -> Vec<u8> {
    parts.concat()
}

/// A picture with a piece put in at a place.
fn with(picture: &[u8], at: usize, piece: &[u8]) -> Vec<u8> {
    joined(&[&picture[..at], piece, &picture[at..]])
}

fn length(bytes: &[u8]) -> u32 {
    u32::try_from(bytes.len()).expect("a small picture")
}

/// Exif with a maker of cameras (CIPA DC-008, 4.6.4).
fn exif() -> Vec<u8> {
    let entry = [&[1, 0x0f, 0, 2, 0, 0, 0][..], &[LENGTH], &[0, 0, 0, 26]].concat();
    joined(&[b"MM\0*\0\0\0\x08\0\x01", &entry, &[0; 4], WORD])
}

fn jpeg() -> Noted {
    let picture = photo(16, 8, ImageFormat::Jpeg);
    let segment = |marker: u8, content: &[u8]| {
        let length = u16::try_from(content.len() + 2).expect("a small note").to_be_bytes();
        with(&picture, 2, &joined(&[&[0xff, marker], &length, content]))
    };
    vec![
        ("Exif", segment(0xe1, &joined(&[b"Exif\0\0", &exif()]))),
        ("XMP", segment(0xe1, &joined(&[b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>", WORD]))),
        ("IPTC", segment(0xed, &joined(&[b"Photoshop 3.0\x008BIM\x04\x04\0\0", WORD]))),
        ("colours", segment(0xe2, &joined(&[b"MPF\0", WORD]))),
        ("comment", segment(0xfe, WORD)),
        ("vendor", segment(0xe5, WORD)),
        ("small picture", segment(0xe0, &joined(&[b"JFIF\0\x01\x01\0\0\x01\0\x01\x02\x02", WORD]))),
        ("behind", joined(&[&picture, &picture[..2], WORD, &picture])),
    ]
}

fn png() -> Noted {
    let picture = photo(16, 8, ImageFormat::Png);
    // Programs check the sum at a chunk's end only where they need the chunk.
    let chunk = |name: &[u8; 4], content: &[u8]| {
        with(&picture, 33, &joined(&[&length(content).to_be_bytes(), name, content, &[0; 4]]))
    };
    vec![
        ("Exif", chunk(b"eXIf", &exif())),
        ("XMP", chunk(b"iTXt", &joined(&[b"XML:com.adobe.xmp\0\0\0\0\0", WORD]))),
        ("comment", chunk(b"tEXt", &joined(&[b"Comment\0", WORD]))),
        ("vendor", chunk(b"prIv", WORD)),
        ("behind", joined(&[&picture, WORD])),
    ]
}

fn gif() -> Noted {
    let mut picture = Vec::new();
    let frame = || image::Frame::new(image::RgbaImage::new(8, 8));
    let mut encoder = image::codecs::gif::GifEncoder::new(&mut picture);
    encoder.encode_frames([frame(), frame()]).expect("a picture");
    drop(encoder);
    let end = picture.len() - 1;
    let size = [LENGTH];
    let application = joined(&[b"!\xff\x0bXMP DataXMP", &size, WORD, &[0]]);
    vec![
        ("comment", with(&picture, end, &joined(&[b"!\xfe", &size, WORD, &[0]]))),
        ("XMP", with(&picture, end, &application)),
        ("behind", joined(&[&picture, WORD])),
    ]
}

fn webp() -> Noted {
    let picture = photo(16, 8, ImageFormat::WebP);
    let chunk = |name: &[u8; 4], content: &[u8]| {
        let mut made = joined(&[&picture, name, &length(content).to_le_bytes(), content]);
        made.extend(vec![0; content.len() % 2]);
        let size = (length(&made) - 8).to_le_bytes();
        made[4..8].copy_from_slice(&size);
        made
    };
    vec![
        ("Exif", chunk(b"EXIF", &exif())),
        ("XMP", chunk(b"XMP ", &joined(&[b"<x:xmpmeta>", WORD]))),
        ("vendor", chunk(b"VEND", WORD)),
        ("behind", joined(&[&picture, WORD])),
    ]
}

/// A TIFF of one grey pixel, whose maker is named, and whose place is in a list of its own.
fn tiff() -> Noted {
    let entry = |tag: u16, kind: u16, count: u32, value: u32| {
        [&tag.to_be_bytes()[..], &kind.to_be_bytes(), &count.to_be_bytes(), &value.to_be_bytes()]
            .concat()
    };
    let entries = [
        entry(256, 4, 1, 1),
        entry(257, 4, 1, 1),
        entry(258, 4, 1, 8),
        entry(262, 4, 1, 1),
        entry(271, 2, length(WORD), 200),
        entry(273, 4, 1, 220),
        entry(278, 4, 1, 1),
        entry(279, 4, 1, 1),
        entry(34853, 4, 1, 230),
    ];
    let place = joined(&[&[0, 1], &entry(29, 2, length(WORD), 200), &[0; 4]]);
    let mut made = joined(&[b"MM\0*\0\0\0\x08\0\x09", &entries.concat(), &[0; 4]]);
    made.resize(200, 0);
    made.extend_from_slice(WORD);
    made.resize(230, 0);
    made.extend(place);
    vec![("Exif", made.clone()), ("behind", joined(&[&made, WORD]))]
}

/// AVIF and HEIC: boxes with one item, which is no picture, and a box that no reader of pictures needs.
fn boxes(brand: [u8; 4]) -> Noted {
    let part = |name: &[u8; 4], content: &[u8]| {
        joined(&[&(length(content) + 8).to_be_bytes(), name, content])
    };
    let start = part(b"ftyp", &joined(&[&brand, &[0; 4]]));
    let item = |kind: &[u8; 4]| part(b"infe", &joined(&[&[2, 0, 0, 0, 0, 1, 0, 0], kind, &[0]]));
    let meta = |kind: &[u8; 4]| {
        part(
            b"meta",
            &joined(&[&[0; 4], &part(b"iinf", &joined(&[&[0; 4], &[0, 1], &item(kind)]))]),
        )
    };
    let data = part(b"mdat", WORD);
    vec![
        ("Exif", joined(&[&start, &meta(b"Exif"), &data])),
        ("XMP", joined(&[&start, &meta(b"mime"), &data])),
        ("vendor", joined(&[&start, &meta(b"av01"), &part(b"uuid", WORD)])),
        ("behind", joined(&[&start, &meta(b"av01"), &part(b"moov", &data)])),
        ("comment", joined(&[&start, &meta(b"av01"), &part(b"free", WORD)])),
    ]
}

fn drawing() -> Noted {
    let word = String::from_utf8_lossy(WORD);
    let make = |inside: &str| {
        let head = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\">";
        format!("{head}{inside}<path d=\"M0 0h9v9z\"/></svg>").into_bytes()
    };
    let (_, picture) = jpeg().remove(0);
    let packed = base64::Engine::encode(&base64::engine::general_purpose::STANDARD, picture);
    vec![
        ("XMP", make(&format!("<metadata><a b=\"{word}\"/></metadata>"))),
        ("comment", make(&format!("<!-- {word} -->"))),
        ("Exif", make(&format!("<image href=\"data:image/jpeg;base64,{packed}\"/>"))),
        ("RDF", make(&format!("<defs><rdf:RDF xmlns:rdf=\"r\" a=\"{word}\"/></defs>"))),
    ]
}

/// Pictures with notes, by kind.
fn pictures() -> Vec<(&'static str, Noted)> {
    let bitmap = photo(16, 8, ImageFormat::Bmp);
    let icon = |png: &[u8]| {
        let entry = [&[8, 8, 0, 0, 1, 0, 32, 0][..], &length(png).to_le_bytes(), &[22, 0, 0, 0]];
        joined(&[&[0, 0, 1, 0, 1, 0], &entry.concat(), png])
    };
    let small = photo(8, 8, ImageFormat::Png);
    // Where the rows begin is said in the eleventh byte.
    let mut gap = joined(&[&bitmap[..54], &[0; 16], WORD, &bitmap[54..]]);
    gap[10] += 16 + u8::try_from(WORD.len()).expect("a short word");
    vec![
        ("jpeg", jpeg()),
        ("png", png()),
        ("gif", gif()),
        ("webp", webp()),
        ("avif", boxes(*b"avif")),
        ("heic", boxes(*b"heic")),
        ("tiff", tiff()),
        ("bmp", vec![("behind", joined(&[&bitmap, WORD])), ("comment", gap)]),
        (
            "ico",
            vec![
                ("behind", joined(&[&icon(&small), WORD])),
                ("comment", icon(&with(&small, 33, &png()[2].1[33..65]))),
            ],
        ),
        ("svg", drawing()),
        ("jxl", vec![("Exif", joined(&[b"\xff\x0a", &exif()]))]),
        ("psd", vec![("Exif", joined(&[b"8BPS\0\x01", &exif()]))]),
    ]
}

/// What a picture is: its kind, what is noted in it, the ending of its name, and its use.
type About = (&'static str, &'static str, &'static str, &'static str);

/// A site of all pictures under all names in all uses, by their numbers.
fn gallery() -> (Site, BTreeMap<usize, About>) {
    let site = Site::new();
    let mut all = BTreeMap::new();
    for (kind, pictures) in pictures() {
        for (note, bytes) in pictures {
            for name in NAMES {
                for usage in ["shown", "linked", "attached"] {
                    let number = all.len();
                    let file = format!("f{number}.{name}");
                    site.write(&format!("content/news/{file}"), &bytes);
                    let (more, body) = match usage {
                        "shown" => (String::new(), format!("![图]({file})")),
                        "linked" => (String::new(), format!("[文件]({file})")),
                        _ => (format!("attachments: [{file}]\n"), "正文。".to_owned()),
                    };
                    site.article(&format!("content/news/a{number}.md"), "题", &more, &body);
                    all.insert(number, (kind, note, name, usage));
                }
            }
        }
    }
    (site, all)
}

/// The errors of a site, or none when it is published.
fn publish(site: &Site) -> Vec<Diagnostic> {
    let mut session = site.session();
    let compiled = session.compile();
    let mut findings = compiled.diagnostics;
    findings.retain(Diagnostic::is_error);
    if !findings.is_empty() {
        return findings;
    }
    let compiled = compiled.value.expect("a site");
    let output = site.root().join("public");
    match kuaixun::publish(&compiled, &site.root(), &output, false, &|_| {}) {
        Ok(_) => Vec::new(),
        Err(PublishError::Render(findings)) => findings,
        Err(other) => panic!("{other:?}"),
    }
}

#[test]
fn no_note_of_a_picture_is_published_whatever_its_name_and_its_use() {
    let (site, all) = gallery();
    let mut refused = BTreeSet::new();
    // What is refused goes, until all that is left is published.
    loop {
        let findings = publish(&site);
        if findings.is_empty() {
            break;
        }
        for finding in findings {
            let span = finding.at.as_ref().expect("a place");
            let name = span.file.file_name().trim_start_matches(['a', 'f']);
            let number: usize = name.split('.').next().and_then(|n| n.parse().ok()).expect("ours");
            let (.., name, _) = all[&number];
            assert!(
                ["picture-says-where", "unknown-picture", "damaged-picture"]
                    .contains(&finding.code),
                "{finding:?}"
            );
            if refused.insert(number) {
                site.remove(&format!("content/news/a{number}.md"));
                site.remove(&format!("content/news/f{number}.{name}"));
            }
        }
    }
    let published = site.published();
    for (path, bytes) in &published {
        assert!(!bytes.windows(WORD.len()).any(|window| window == WORD), "{path}");
    }
    // Of these kinds everything that can be shown, linked or attached is published, without its notes.
    let cleaned = ["jpeg", "png", "gif", "webp", "tiff", "bmp", "svg"];
    for (number, (kind, note, name, usage)) in all {
        let is_there = published.contains_key(&format!("news/f{number}.{name}"));
        assert_eq!(is_there, !refused.contains(&number), "{kind} {note} {name} {usage}");
        if cleaned.contains(&kind) && usage != "shown" {
            assert!(is_there, "{kind} {note} {name} {usage}");
        }
    }
}
