//! Every bound of articles and their files: what has as much as is allowed passes, and with one more it is
//! named. The bounds of YAML, Markdown, opened pictures, unpacked documents, findings and the preview are
//! tested beside their code, those of packages in `packages.rs`.

use std::fs::File;
use std::io::Write as _;

use kuaixun::base::limits;

use crate::support::Site;

const HEAD: &str = "---\ntitle: 甲\ndate: 2007-03-05\n---\n\n";
const ARTICLE: &str = "content/news/a.md";

/// A bound: its name, the finding on what is beyond it, and a site for a number of what it counts.
struct Bound {
    name: &'static str,
    most: u64,
    code: &'static str,
    make: fn(&Site, u64),
}

/// An article that attaches a file, of which the disk keeps the beginning alone.
fn attached(site: &Site, name: &str, start: &[u8], length: u64) {
    site.article(ARTICLE, "甲", &format!("attachments: [{name}]\n"), "正文。");
    let path = site.root().join("content/news").join(name);
    let mut file = File::create(path).expect("a file");
    file.write_all(start).and_then(|()| file.set_len(length)).expect("a sparse file");
}

fn body(site: &Site, text: &str) {
    site.article(ARTICLE, "甲", "", text);
}

fn size(count: u64) -> usize {
    usize::try_from(count).expect("a size")
}

fn items(count: u64, item: impl Fn(u64) -> String) -> String {
    (0..count).map(item).collect()
}

const BOUNDS: [Bound; 10] = [
    Bound {
        name: "ARTICLE_BYTES",
        most: limits::ARTICLE_BYTES,
        code: "beyond-limits",
        make: |site, bytes| {
            let rest = size(bytes) - HEAD.len();
            site.write(ARTICLE, HEAD.to_owned() + &"\n".repeat(rest));
        },
    },
    Bound {
        name: "TEXT_BYTES",
        most: limits::TEXT_BYTES,
        code: "beyond-limits",
        make: |site, bytes| attached(site, "a.svg", b"<svg/>", bytes),
    },
    Bound {
        name: "PICTURE_BYTES",
        most: limits::PICTURE_BYTES,
        code: "beyond-limits",
        make: |site, bytes| attached(site, "a.gif", b"GIF89a\x01\0\x01\0\0\0\0;", bytes),
    },
    Bound {
        name: "FILE_BYTES",
        most: limits::FILE_BYTES,
        code: "beyond-limits",
        make: |site, bytes| attached(site, "a.zip", b"PK", bytes),
    },
    Bound {
        name: "OPEN_ELEMENTS",
        most: limits::OPEN_ELEMENTS as u64,
        code: "leftover-markup",
        make: |site, count| {
            let [open, end] = ["<b>", "</b>"].map(|tag| items(count, |_| tag.to_owned()));
            body(site, &format!("{open}甲{end}"));
        },
    },
    Bound {
        name: "REOPENED_ELEMENTS",
        most: limits::REOPENED_ELEMENTS as u64 / 200,
        code: "html-shown",
        make: |site, count| {
            let bold = items(200, |number| format!("<b title=\"{number}\">"));
            let ends = "</b>".repeat(200);
            body(site, &format!("<div><p>{bold}{}{ends}</div>", "<p>甲</p>".repeat(size(count))));
        },
    },
    Bound {
        name: "MISPLACED_TAGS",
        most: limits::MISPLACED_TAGS as u64,
        code: "html-shown",
        make: |site, count| {
            body(site, &format!("<table>{}</table>", "甲<br>".repeat(size(count))));
        },
    },
    Bound {
        name: "TAG_ATTRIBUTES",
        most: limits::TAG_ATTRIBUTES as u64,
        code: "leftover-markup",
        make: |site, count| {
            body(site, &format!("<b{}>甲</b>", items(count, |i| format!(" a{i}=1"))));
        },
    },
    Bound {
        name: "NAMES",
        most: limits::NAMES as u64,
        code: "beyond-limits",
        make: |site, count| {
            let tags = items(count, |number| format!("  - 题{number}\n"));
            site.article(ARTICLE, "甲", &format!("tags:\n{tags}"), "正文。");
        },
    },
    Bound {
        name: "CHART_ROWS",
        most: limits::CHART_ROWS as u64,
        code: "bad-chart",
        make: |site, count| {
            let rows = items(count, |number| format!("{number}月,1\n"));
            body(site, &format!("```chart bar\n月,件\n{rows}```"));
        },
    },
];

#[test]
fn what_is_at_a_bound_passes_and_one_more_is_named() {
    for Bound { name, most, code, make } in BOUNDS {
        let site = Site::new();
        make(&site, most);
        let told = site.codes();
        assert!(!told.contains(&code), "{name}: {told:?}");
        make(&site, most + 1);
        let findings = site.findings();
        let found = findings.iter().find(|finding| finding.code == code);
        let found = found.unwrap_or_else(|| panic!("{name}: {:?}", site.codes()));
        assert!(found.at.is_some(), "{name}: {found:?}");
    }
}
