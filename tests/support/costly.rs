//! Files made to cost: raw HTML, YAML, tables, pictures, archives, sizes, findings. Each is a few files of a
//! site; what they cost grows with their size, up to the bounds of the program and beyond.

use std::io::Write as _;

/// What a file holds.
pub enum Content {
    /// These bytes.
    Bytes(Vec<u8>),
    /// So many zeros, of which the disk keeps none.
    Sparse(u64),
}

/// Files by their paths.
pub type Files = Vec<(String, Content)>;

/// A kind of input, and how it is made of a share of its full size: 1 is all of it, 10 a tenth.
pub struct Costly {
    /// Its name.
    pub name: String,
    /// Makes the files.
    pub make: Box<dyn Fn(usize) -> Files>,
}

const HEAD: &str = "---\ntitle: 题目\ndate: 2007-03-05\n---\n\n";
const MB: usize = 1 << 20;

fn file(path: &str, bytes: impl Into<Vec<u8>>) -> (String, Content) {
    (path.to_owned(), Content::Bytes(bytes.into()))
}

fn article(body: &str) -> Files {
    vec![file("content/news/a.md", format!("{HEAD}{body}\n"))]
}

/// An article that shows a file, and one that attaches another.
fn shown(name: &str, bytes: Vec<u8>) -> Files {
    let mut files = article(&format!("![图]({name})"));
    files.push(file(&format!("content/news/{name}"), bytes));
    files
}

fn attached(name: &str, content: Content) -> Files {
    let head = HEAD.replace("---\n\n", &format!("attachments: [{name}]\n---\n\n"));
    let path = format!("content/news/{name}");
    vec![file("content/news/a.md", format!("{head}正文。\n")), (path, content)]
}

fn again(part: &str, size: usize) -> String {
    part.repeat(size / part.len())
}

/// Numbered parts, up to a size.
fn counted(size: usize, part: impl Fn(usize) -> String) -> String {
    let mut all = String::with_capacity(size + 64);
    let mut number = 0;
    while all.len() < size {
        all += &part(number);
        number += 1;
    }
    all
}

type Text = fn(usize) -> String;

/// Texts of raw HTML.
const HTML: [(&str, Text); 27] = [
    ("elements with ids", |n| counted(n, |i| format!("<b id={i}>"))),
    ("boxes", |n| again("<div>", n)),
    ("boxes in lines", |n| again("<div>\n", n)),
    ("a tag of attributes", |n| format!("<b {}>x</b>", again("a ", n))),
    ("a tag of values", |n| format!("<b {}>x</b>", counted(n, |i| format!("a{i}=1 ")))),
    ("a block of values", |n| format!("<div {}>x</div>", counted(n, |i| format!("a{i}=\"1\" ")))),
    ("many tags of values", |n| {
        again(&format!("<b {}>x</b>", counted(360, |i| format!("a{i}=1 "))), n)
    }),
    ("tables", |n| again("<table><tr><td>", n)),
    ("links", |n| again("<a href=x>", n)),
    ("lists", |n| again("<ul><li>", n)),
    ("ends", |n| again("</span>", n)),
    ("fonts", |n| again("<font color=red>", n)),
    ("details", |n| again("<details><summary>a", n)),
    ("comments", |n| again("<!-- a -->", n)),
    ("paragraphs", |n| again("<p>", n)),
    ("a style", |n| format!("<b style=\"{}\">x</b>", again("a:b;", n))),
    ("a class", |n| format!("<b class=\"{}\">x</b>", again("a ", n))),
    ("elements across each other", |n| again("<b><i></b>", n)),
    ("choices", |n| again("<select><option>", n)),
    ("drawings", |n| again("<svg><g>", n)),
    ("entities", |n| format!("<b>{}</b>", again("&amp;", n))),
    ("ruby", |n| again("<ruby>a<rt>b", n)),
    ("pictures", |n| again("<img src=a.png>", n)),
    ("formatting", |n| again("<nobr><b><i><u>", n)),
    ("formatting opened again", |n| {
        let bold = counted(4000, |i| format!("<b title=\"{i}\">"));
        format!("<div><p>{bold}</p>{}{}</div>", again("<p>x</p>", n), "</b>".repeat(300))
    }),
    ("breaks between cells", |n| format!("<table>{}</table>", again("x<br>", n))),
    ("elements between cells", |n| format!("<table>{}</table>", again("<b>x</b>", n))),
];

/// Front matter.
const YAML: [(&str, Text); 20] = [
    ("brackets", |n| "extra: ".to_owned() + &again("[", n)),
    ("brackets closed", |n| format!("extra: {}{}", again("[", n / 2), again("]", n / 2))),
    ("braces", |n| "extra: ".to_owned() + &again("{a: ", n)),
    ("dashes", |n| format!("extra:\n  {}a", again("- ", n))),
    ("questions", |n| again("? ", n)),
    ("unknown keys", |n| counted(n, |i| format!("k{i}: v\n"))),
    ("one key again", |n| again("a: b\n", n)),
    ("names", |n| format!("tags: [{}b]", again("a, ", n))),
    ("items", |n| "tags:\n".to_owned() + &again("  - a\n", n)),
    ("ever deeper", |n| (0..(2 * n).isqrt()).map(|level| " ".repeat(level) + "a:\n").collect()),
    ("aliases", |n| "a: &a [x]\n".to_owned() + &again("b: *a\n", n)),
    ("quotes", |n| format!("a: \"{}\"", again("\\\"", n))),
    ("single quotes", |n| format!("a: '{}'", again("''", n))),
    ("colons", |n| "a".to_owned() + &again(": ", n)),
    ("a block", |n| "a: |\n".to_owned() + &again("  x\n", n)),
    ("tags", |n| again("!a ", n)),
    ("remarks", |n| again("# a\n", n)),
    ("a long key", |n| again("a", n) + ": b"),
    ("tabs", |n| again("a:\t", n)),
    ("old addresses", |n| "aliases:\n".to_owned() + &counted(n, |i| format!("  - /a{i}\n"))),
];

/// Charts, in YAML and as tables.
const CHARTS: [(&str, &str, Text); 9] = [
    ("brackets", "", |n| "data: ".to_owned() + &again("[", n)),
    ("rows", "", |n| "type: bar\ndata:\n".to_owned() + &counted(n, |i| format!("  k{i}: {i}\n"))),
    ("series", "", |n| {
        "type: bar\nlabels: [a]\nseries:\n".to_owned() + &counted(n, |i| format!("  k{i}: [1]\n"))
    }),
    ("dashes", "", |n| format!("data:\n  {}", again("- ", n))),
    ("rows of a table", " bar", |n| "年,件\n".to_owned() + &again("a,1\n", n)),
    ("columns of a table", " bar", |n| "a".to_owned() + &again(",b", n)),
    ("quotes in a table", " bar", |n| format!("\"{}\"", again("\"\"", n))),
    ("an open quote in a table", " bar", |n| "a,\"".to_owned() + &again("x\n", n)),
    ("many", " bar", |n| {
        let rows = counted(900, |i| format!("u{i:02},1,2,3,4,5,6\n"));
        again(&format!("月,a,b,c,d,e,f\n{rows}```\n\n```chart bar\n"), n) + "a,b\nc,1\n"
    }),
];

/// Texts with thousands of findings.
const FINDINGS: [(&str, Text); 12] = [
    ("marks", |n| again("甲,", n)),
    ("paragraphs", |n| again("甲,乙\n\n", n)),
    ("links", |n| counted(n, |i| format!("[a](b{i}.md) "))),
    ("elements", |n| again("<iframe>\n\n", n)),
    ("notes", |n| counted(n, |i| format!("[^{i}] "))),
    ("behind empty lines", |n| again("\n", n) + &again("甲,", 2000)),
    ("in a long line", |n| again("a", n) + &again("甲,", 2000)),
    ("telephones", |n| again("13912345607 ", n)),
    ("sequences", |n| again("一是甲，二是乙，", n)),
    ("dates", |n| again("2007年2月30日", n)),
    ("headings that are not there", |n| {
        counted(n / 2, |i| format!("# 节{i}\n\n")) + &counted(n / 2, |i| format!("[a](#x{i})\n"))
    }),
    ("places to fill in", |n| again("XXX。\n\n", n)),
];

fn deflated(bytes: &[u8], is_zlib: bool) -> Vec<u8> {
    use flate2::Compression;
    use flate2::write::{DeflateEncoder, ZlibEncoder};
    if is_zlib {
        let mut out = ZlibEncoder::new(Vec::new(), Compression::best());
        out.write_all(bytes).and_then(|()| out.finish()).expect("in memory")
    } else {
        let mut out = DeflateEncoder::new(Vec::new(), Compression::best());
        out.write_all(bytes).and_then(|()| out.finish()).expect("in memory")
    }
}

fn chunk(name: [u8; 4], content: &[u8]) -> Vec<u8> {
    let mut sum = flate2::Crc::new();
    sum.update(&name);
    sum.update(content);
    let length = u32::try_from(content.len()).expect("a chunk").to_be_bytes();
    [&length[..], &name, content, &sum.sum().to_be_bytes()].concat()
}

/// A PNG with so many bits for each of one (grey) or four colours, and so many rows, all zero.
fn png([width, height]: [u32; 2], (bits, colours): (u8, usize), rows: u32) -> Vec<u8> {
    padded([width, height], (bits, colours), rows, 0)
}

/// The same with so many bytes that say nothing.
fn padded(
    [width, height]: [u32; 2],
    (bits, colours): (u8, usize),
    rows: u32,
    idle: usize,
) -> Vec<u8> {
    let row = 1 + (width as usize * usize::from(bits) * colours).div_ceil(8);
    let data = if rows == 0 { Vec::new() } else { deflated(&vec![0; row * rows as usize], true) };
    let kind = [bits, if colours == 1 { 0 } else { 6 }, 0, 0, 0];
    let head = [&width.to_be_bytes()[..], &height.to_be_bytes(), &kind].concat();
    let seed = vec![7; idle];
    let parts = [
        chunk(*b"IHDR", &head),
        chunk(*b"IDAT", &data),
        chunk(*b"IDAT", &seed),
        chunk(*b"IEND", b""),
    ];
    [&b"\x89PNG\r\n\x1a\n"[..], &parts.concat()].concat()
}

fn gif(width: u16, height: u16, frames: usize) -> Vec<u8> {
    let [w, h] = [width.to_le_bytes(), height.to_le_bytes()];
    let frame = [&b",\0\0\0\0"[..], &w, &h, b"\0\x02\x02\x4c\x01\0"].concat().repeat(frames);
    [&b"GIF89a"[..], &w, &h, &[0; 3], &frame, b";"].concat()
}

fn bitmap(width: u32, height: u32, packed: u8) -> Vec<u8> {
    let bits = if packed == 0 { 24 } else { 8 };
    let sizes = [&width.to_le_bytes()[..], &height.to_le_bytes()].concat();
    let head = [&b"BM\x64\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0"[..], &sizes, &[1, 0, bits, 0, packed]];
    [&head.concat()[..], &[0; 123]].concat()
}

type Make = fn() -> Vec<u8>;

type Picture = (&'static str, &'static str, Make);

/// Pictures of each kind; by their names, endings, and how they are made.
const PICTURES: [Picture; 25] = [
    ("a sheet of 149 million pixels", "png", || png([12_200, 12_200], (8, 1), 12_200)),
    ("an empty sheet", "png", || png([8000, 8000], (1, 1), 8000)),
    ("a sheet at the bound", "png", || padded([8000, 8000], (8, 4), 8000, 250_000)),
    ("sixteen bits at the bound", "png", || padded([5600, 5700], (16, 4), 5700, 250_000)),
    ("a header alone", "png", || png([65_535, 65_535], (8, 4), 0)),
    ("a header of the largest", "png", || png([i32::MAX as u32, i32::MAX as u32], (8, 4), 0)),
    ("wide", "png", || png([16_000_000, 1], (8, 1), 1)),
    ("tall", "png", || png([1, 16_000_000], (8, 1), 16_000_000)),
    ("a tall strip", "png", || png([481, 30_000], (8, 1), 30_000)),
    ("chunks", "png", || {
        let picture = png([10, 10], (8, 1), 10);
        let notes = chunk(*b"tEXt", b"").repeat(2_000_000);
        [&picture[..33], &notes, &picture[33..]].concat()
    }),
    ("a note that unpacks", "png", || {
        let note = [b"a\0\0", &deflated(&vec![0; 200 * MB], true)[..]].concat();
        let picture = png([10, 10], (8, 1), 10);
        [&picture[..33], &chunk(*b"zTXt", &note), &picture[33..]].concat()
    }),
    ("a profile that unpacks", "png", || {
        let profile = [b"a\0\0", &deflated(&vec![0; 200 * MB], true)[..]].concat();
        let picture = png([2000, 10], (8, 1), 10);
        [&picture[..33], &chunk(*b"iCCP", &profile), &picture[33..]].concat()
    }),
    ("a header", "gif", || gif(65_535, 65_535, 1)),
    ("two frames", "gif", || gif(65_535, 65_535, 2)),
    ("frames", "gif", || gif(4000, 4000, 100_000)),
    ("cut", "gif", || gif(100, 100, 1)[..20].to_vec()),
    ("segments of tables", "jpg", || {
        [&b"\xff\xd8"[..], &b"\xff\xdb\0\x02".repeat(5_000_000)].concat()
    }),
    ("segments", "jpg", || [&b"\xff\xd8"[..], &b"\xff\xfe\0\x02".repeat(5_000_000)].concat()),
    ("a header", "bmp", || bitmap(30_000, 30_000, 0)),
    ("packed", "bmp", || bitmap(30_000, 30_000, 1)),
    ("chunks", "webp", || {
        let chunks = b"XXXX\0\0\0\0".repeat(10_000_000);
        let size = u32::try_from(chunks.len() + 22).expect("a size").to_le_bytes();
        let head = b"WEBPVP8X\x0a\0\0\0\0\0\0\0\x09\0\0\x09\0\0";
        [&b"RIFF"[..], &size, head, &chunks].concat()
    }),
    ("boxes", "avif", || {
        [&b"\0\0\0\x10ftypavif\0\0\0\0"[..], &b"\0\0\0\x08free".repeat(6_000_000)].concat()
    }),
    ("groups", "svg", || [&b"<svg>"[..], &b"<g>".repeat(3_000_000), b"</svg>"].concat()),
    ("attributes", "svg", || {
        format!("<svg {}/>", counted(12 * MB, |i| format!("a{i}=\"1\" "))).into()
    }),
    ("pictures inside", "svg", || {
        let one = b"<image href=\"data:image/png;base64,iVBORw0KGgo=\"/>";
        [&b"<svg width=\"9\" height=\"9\">"[..], &one.repeat(200_000), b"</svg>"].concat()
    }),
];

/// The parts of a document, by their names.
type Parts = Vec<(String, Vec<u8>)>;

type MakeParts = fn() -> Parts;

fn document(parts: Parts) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        zip.start_file(name, zip::write::SimpleFileOptions::default()).expect("in memory");
        zip.write_all(&bytes).expect("in memory");
    }
    zip.finish().expect("in memory").into_inner()
}

/// Office documents, by the texts of their parts.
const DOCUMENTS: [(&str, MakeParts); 9] = [
    ("twenty large parts", || {
        (0..20).map(|number| (format!("word/p{number}.xml"), vec![b' '; 60 * MB])).collect()
    }),
    ("telephones", || one_part(&again("<w:t>13912345607 </w:t>", 31 * MB))),
    ("digits", || one_part(&again("1", 31 * MB))),
    ("tags", || one_part(&again("<p/>", 31 * MB))),
    ("open tags", || one_part(&again("<p>", 31 * MB))),
    ("entities", || one_part(&again("&#49;", 31 * MB))),
    ("sections", || one_part(&again("<![CDATA[", 31 * MB))),
    ("attributes", || one_part(&format!("<p {}/>", again("a=\"b\" ", 31 * MB)))),
    ("many parts", || {
        (0..60_000).map(|number| (format!("word/p{number}.xml"), Vec::new())).collect()
    }),
];

fn one_part(xml: &str) -> Parts {
    vec![("word/document.xml".to_owned(), xml.as_bytes().to_vec())]
}

fn costly(name: String, make: impl Fn(usize) -> Files + 'static) -> Costly {
    Costly { name, make: Box::new(make) }
}

/// Articles, charts and front matter.
fn texts() -> Vec<Costly> {
    let html = HTML.into_iter().map(|(name, make)| {
        costly(format!("HTML: {name}"), move |share| article(&make(2_000_000 / share)))
    });
    let yaml = YAML.into_iter().map(|(name, make)| {
        costly(format!("YAML: {name}"), move |share| {
            let yaml = make(1_900_000 / share);
            vec![file("content/news/a.md", format!("---\ntitle: 题目\n{yaml}\n---\n\n正文。\n"))]
        })
    });
    let charts = CHARTS.into_iter().map(|(name, kind, make)| {
        costly(format!("chart: {name}"), move |share| {
            article(&format!("```chart{kind}\n{}\n```", make(1_900_000 / share)))
        })
    });
    let findings = FINDINGS.into_iter().map(|(name, make)| {
        costly(format!("findings: {name}"), move |share| article(&make(1_900_000 / share)))
    });
    let beside = costly("findings: links beside many files".to_owned(), |share| {
        let mut files = article(&counted(400_000 / share, |i| format!("[a](丙{i}.md)\n")));
        let one = |number| file(&format!("content/news/文{number}.md"), format!("{HEAD}正文。\n"));
        files.extend((0..5000 / share).map(one));
        files
    });
    let allowed = costly("findings: allowed".to_owned(), |share| {
        let lines = again("# check: allow wrong-sum 原文如此\n", 1_900_000 / share);
        vec![file("content/news/a.md", format!("---\ntitle: 题目\n{lines}---\n\n正文。\n"))]
    });
    let many = costly("findings: telephones in tables".to_owned(), |share| {
        let names = [0, 1, 2].map(|number| format!("p{number}.csv"));
        let mut files = article(&names.each_ref().map(|name| format!("[x]({name})")).join("\n\n"));
        let table = again("13912345607\n", 15_600_000 / share);
        files.extend(names.map(|name| file(&format!("content/news/{name}"), table.clone())));
        files
    });
    html.chain(yaml).chain(charts).chain(findings).chain([beside, allowed, many]).collect()
}

/// Files of 100 GB, of which the disk keeps nothing, and texts at the bound.
fn sizes() -> Vec<Costly> {
    const ATTACHED: [&str; 8] =
        ["a.mp4", "a.jpg", "a.png", "a.svg", "a.txt", "a.csv", "a.docx", "a.pdf"];
    const BESIDE: [&str; 7] = [
        "content/news/b.md",
        "content/news/_index.md",
        "kuaixun.yaml",
        "data/units.yaml",
        "data/words.yaml",
        "data/accepted.yaml",
        "static/a.bin",
    ];
    const WHOLE: [(&str, Make); 6] = [
        ("50 MB of empty lines", || vec![b'\n'; 50 * MB]),
        ("2 MB of empty lines", || vec![b'\n'; 2 * MB]),
        ("one line", || vec![b'a'; 2 * MB]),
        ("zeros", || vec![0; 2 * MB]),
        ("GBK", || b"\xbc\xd7\xd2\xd2".repeat(MB / 2)),
        ("another encoding", || vec![0xe9; 2 * MB]),
    ];
    let sparse = || Content::Sparse(100 << 30);
    let attached = ATTACHED.into_iter().map(move |name| {
        costly(format!("size: 100 GB, {name}"), move |_| attached(name, sparse()))
    });
    let beside = BESIDE.into_iter().map(move |name| {
        costly(format!("size: 100 GB, {name}"), move |_| {
            let mut files = article("正文。");
            files.push((name.to_owned(), sparse()));
            files
        })
    });
    let whole = WHOLE.into_iter().map(|(name, make)| {
        costly(format!("size: {name}"), move |_| vec![file("content/news/a.md", make())])
    });
    attached.chain(beside).chain(whole).collect()
}

/// All inputs.
pub fn all() -> Vec<Costly> {
    let pictures = PICTURES.into_iter().map(|(name, ending, make)| {
        costly(format!("picture: {name}, {ending}"), move |_| shown(&format!("p.{ending}"), make()))
    });
    let documents = DOCUMENTS.into_iter().map(|(name, make)| {
        let bytes = move || Content::Bytes(document(make()));
        costly(format!("document: {name}"), move |_| attached("a.docx", bytes()))
    });
    texts().into_iter().chain(pictures).chain(documents).chain(sizes()).collect()
}

/// Writes the files of an input below a folder, with a configuration if they have none.
pub fn write(files: Files, root: &std::path::Path) -> std::io::Result<()> {
    let files = [file("kuaixun.yaml", "title: 快讯\n")].into_iter().chain(files);
    for (path, content) in files {
        let path = root.join(path);
        std::fs::create_dir_all(path.parent().expect("a folder"))?;
        match content {
            Content::Bytes(bytes) => std::fs::write(path, bytes)?,
            Content::Sparse(length) => std::fs::File::create(path)?.set_len(length)?,
        }
    }
    Ok(())
}
