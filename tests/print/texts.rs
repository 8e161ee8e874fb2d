//! Texts of all kinds on paper: nothing is lost, nothing lies over something else.

use std::collections::BTreeMap;
use std::io::Cursor;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use image::{DynamicImage, ImageFormat, RgbImage};
use scraper::{ElementRef, Html, Node, Selector};

use crate::support::tools::{has, output};
use crate::support::typing;
use crate::{Line, lines, one, printed, text};

/// How many texts.
const COUNT: usize = 120;

fn letters(text: &str) -> BTreeMap<char, usize> {
    let mut all = BTreeMap::new();
    for c in text.chars().filter(|c| c.is_alphanumeric()) {
        *all.entry(c).or_insert(0) += 1;
    }
    all
}

fn shown(element: ElementRef<'_>, out: &mut String) {
    let has = |class: &str| element.value().classes().any(|own| own == class);
    if has("footnote-ref") || has("footnote-back") {
        return;
    }
    out.push_str(element.attr("alt").unwrap_or_default());
    for child in element.children() {
        match child.value() {
            Node::Text(text) => out.push_str(text),
            Node::Element(_) => shown(ElementRef::wrap(child).unwrap(), out),
            _ => {}
        }
    }
}

/// The law of conservation, on paper.
#[test]
fn what_is_on_the_page_is_on_paper() {
    if !has("pdftotext") {
        return;
    }
    let site = one("题", "文。");
    let checks = "checks: {broken-link: warning, broken-anchor: warning, empty-link: warning, bad-scheme: warning}";
    site.write("kuaixun.yaml", format!("title: 测试快讯\neditions: [pdf]\n{checks}\n"));
    for (number, text) in typing::articles(COUNT).iter().enumerate() {
        // No font has a form for it.
        let text = text.replace('\u{e0100}', "");
        let path = format!("content/bulletins/kx/2007-01/a{number:03}.md");
        site.article(&path, &format!("文章{number:03}"), "", &text);
    }
    site.build();
    let paper = text(&printed(&site)[0]);
    let (mut all, mut suspects) = (String::new(), Vec::new());
    for number in 0..COUNT {
        let page = site.page(&format!("bulletins/kx/2007-01/a{number:03}.html"));
        let page = Html::parse_document(&page);
        let prose = Selector::parse("article .prose").unwrap();
        let mut own = String::new();
        shown(page.select(&prose).next().unwrap(), &mut own);
        // From its title to the next, where only notes may be missing, which stand at the foot of a page.
        let title = |number: usize| paper.rfind(&format!("文章{number:03}")).unwrap_or(paper.len());
        let gone = missing(&own, &paper[title(number)..title(number + 1).max(title(number))]);
        if !gone.is_empty() {
            suspects.push(format!("{number}: {gone:?} of {own:?}"));
        }
        all.push_str(&own);
    }
    let lost = missing(&all, &paper);
    assert!(lost.is_empty(), "{lost:?}\n{}", suspects.join("\n"));
}

/// What one text has more of than the other.
fn missing(part: &str, whole: &str) -> Vec<(char, usize)> {
    let whole = letters(whole);
    let more = |(c, count): (char, usize)| {
        let left = count.saturating_sub(whole.get(&c).copied().unwrap_or_default());
        (left > 0).then_some((c, left))
    };
    letters(part).into_iter().filter_map(more).collect()
}

/// A table of some columns of one figure, and what paper makes of it: its lines, and the sizes of pages.
fn table(columns: usize, layout: &str) -> (Vec<Line>, String) {
    let row = |cell: &str| format!("|{}|\n", vec![cell; columns].join("|"));
    let body = format!("{}{}{}", row("项"), row("-"), row("12341.56").repeat(3));
    let site = one("题", &format!("前文。\n\n{body}\n\n后文。"));
    site.write(
        "content/bulletins/kx/_index.md",
        format!("---\ntitle: 快讯\nlayout: {layout}\n---\n"),
    );
    site.build();
    let pdf = printed(&site).remove(0);
    let sizes = output(
        "pdfinfo",
        &["-f".as_ref(), "1".as_ref(), "-l".as_ref(), "9".as_ref(), pdf.as_os_str()],
    );
    (figures(&pdf), sizes)
}

/// The figures of a table, each where it lies.
fn figures(pdf: &std::path::Path) -> Vec<Line> {
    let boxes = output("pdftotext", &["-bbox".as_ref(), pdf.as_os_str(), "-".as_ref()]);
    let mut page = 0;
    let mut all = Vec::new();
    for row in boxes.lines() {
        page += usize::from(row.contains("<page "));
        let Some(word) = row.trim().strip_prefix("<word ").filter(|row| row.contains("12341.56"))
        else {
            continue;
        };
        let number = |name: &str| -> f64 {
            let rest = word.split_once(&format!("{name}=\"")).unwrap().1;
            rest.split('"').next().unwrap().parse().unwrap()
        };
        let text = word.split_once('>').unwrap().1.trim_end_matches("</word>").to_owned();
        all.push(Line {
            page,
            top: number("yMin"),
            start: number("xMin"),
            end: number("xMax"),
            text,
        });
    }
    all
}

#[test]
fn no_figure_of_a_wide_table_lies_over_another() {
    if !has("pdftotext") {
        return;
    }
    // Columns, layout, whether the page is turned.
    for (columns, layout, is_turned) in [
        (6, "redhead", false),
        (14, "redhead", false),
        (25, "redhead", true),
        (45, "redhead", true),
        (6, "newsletter", false),
        (14, "newsletter", true),
    ] {
        let (figures, about) = table(columns, layout);
        // Each is a word of its own: what lies over another is read as one.
        assert_eq!(figures.len(), columns * 3, "{columns} {layout}");
        assert!(figures.iter().all(|figure| figure.text == "12341.56"), "{columns} {layout}");
        for (at, one) in figures.iter().enumerate() {
            for other in &figures[at + 1..] {
                let apart = one.page != other.page
                    || (one.top - other.top).abs() > 3.0
                    || one.end <= other.start
                    || other.end <= one.start;
                assert!(apart, "{columns} {layout}: {one:?} {other:?}");
            }
        }
        let turned = about.lines().filter(|line| line.contains("841.89 x 595.276")).count();
        assert_eq!(turned > 0, is_turned, "{columns} {layout}: {about}");
        // A figure of eight characters, each half an em wide.
        let size = (figures[0].end - figures[0].start) / 4.0;
        assert!(columns == 45 || size > 6.4, "{columns} {layout}: {size}");
    }
}

#[test]
fn a_table_that_paper_has_no_room_for_is_told() {
    let wide = |columns: usize| {
        let row = |cell: &str| format!("|{}|\n", vec![cell; columns].join("|"));
        format!("{}{}{}", row("项"), row("-"), row("12341.56"))
    };
    let html = format!("<table><tr>{}</tr></table>", "<td class=xl65>12341.56</td>".repeat(45));
    for (body, expected) in [(wide(14), 0), (wide(25), 0), (wide(45), 1), (html, 1)] {
        let site = one("题", &body);
        let codes = site.codes();
        assert_eq!(
            codes.iter().filter(|code| **code == "wide-table").count(),
            expected,
            "{codes:?}"
        );
        site.write("kuaixun.yaml", "title: 测试快讯\n");
        assert!(!site.codes().contains(&"wide-table"));
    }
}

#[test]
fn a_note_in_a_heading_is_on_its_page_and_not_in_its_bookmark() {
    if !has("pdftotext") || !has("qpdf") {
        return;
    }
    // Sections of every length up to a page, so that headings stand at every height of one.
    let sections = 0..44;
    let body: Vec<String> = sections
        .clone()
        .map(|n| {
            let (filler, tail) = ("核".repeat(28 * (n % 22) + 1), "查".repeat(28 * 2));
            format!("{filler}\n\n## 丙节{n}止[^{n}]\n\n正文{n}止{tail}\n\n[^{n}]: 注释{n}止\n\n")
        })
        .collect();
    let site = one("题", &format!("## 丙节止\n\n正文止\n\n{}", body.concat()));
    for layout in ["newsletter", "redhead"] {
        let head = format!("---\ntitle: 快讯\nlayout: {layout}\n---\n");
        site.write("content/bulletins/kx/_index.md", head);
        site.build();
        let lines = lines(&printed(&site)[0]);
        let at =
            |wanted: String| lines.iter().position(|line| line.text.contains(&wanted)).unwrap();
        let gap = |n: &str| {
            let [title, text] = ["丙节", "正文"].map(|word| &lines[at(format!("{word}{n}止"))]);
            if title.page == text.page { text.top - title.top } else { f64::INFINITY }
        };
        let usual = gap("");
        for n in sections.clone() {
            let (heading, note) = (at(format!("丙节{n}止")), at(format!("注释{n}止")));
            assert_eq!(lines[heading].page, lines[note].page, "the note of heading {n}");
            // Lines of two columns are hard to tell apart.
            let gap = gap(&n.to_string());
            assert!(layout == "newsletter" || (gap - usual).abs() < 0.5, "{n}: {gap} {usual}");
        }
    }
    let pdf = printed(&site).remove(0);
    let json =
        output("qpdf", &["--json".as_ref(), "--json-key=outlines".as_ref(), pdf.as_os_str()]);
    assert!(json.contains("\"title\": \"丙节0止\""), "{json}");
    assert!(!json.contains("注释"), "{json}");
}

#[test]
fn newer_and_older_kinds_of_pictures_are_on_paper() {
    if !has("pdftotext") || !has("pdfimages") {
        return;
    }
    let site = one("题", "![一](a.webp)\n\n![二](b.bmp)\n\n![三](c.gif)\n\n![四](d.svg)\n");
    for (name, format) in
        [("a.webp", ImageFormat::WebP), ("b.bmp", ImageFormat::Bmp), ("c.gif", ImageFormat::Gif)]
    {
        let mut bytes = Cursor::new(Vec::new());
        let picture =
            DynamicImage::ImageRgb8(RgbImage::from_pixel(60, 40, image::Rgb([200, 0, 0])));
        picture.write_to(&mut bytes, format).unwrap();
        site.write(&format!("content/bulletins/kx/2007-01/{name}"), bytes.into_inner());
    }
    // A drawing that does not say how large it is.
    let drawing = "<svg xmlns=\"http://www.w3.org/2000/svg\"><path d=\"M0 0h90v90z\"/></svg>";
    site.write("content/bulletins/kx/2007-01/d.svg", drawing);
    site.build();
    let pdf = printed(&site).remove(0);
    let pictures = output("pdfimages", &["-list".as_ref(), pdf.as_os_str()]);
    assert_eq!(
        pictures.lines().filter(|line| line.split_whitespace().nth(2) == Some("image")).count(),
        3,
        "{pictures}"
    );
    assert!(!text(&pdf).contains('［'));
}

/// A photograph inside a drawing has no notes on paper, either.
#[test]
fn a_photograph_in_a_drawing_says_nothing() {
    let mut photo = Vec::new();
    let sheet = DynamicImage::new_rgb8(16, 8);
    sheet.write_to(&mut Cursor::new(&mut photo), ImageFormat::Jpeg).unwrap();
    // A segment of Exif behind the first two bytes (JPEG, B.1.1).
    let note: &[u8] = b"\xff\xe1\0\x13Exif\0\0Yinque Town";
    let noted = [&photo[..2], note, &photo[2..]].concat();
    let inside = STANDARD.encode(noted);
    let drawing = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"16\" height=\"8\">\
         <image width=\"16\" height=\"8\" href=\"data:image/jpeg;base64,{inside}\"/></svg>"
    );
    let site = one("甲", "![图](a.svg)");
    site.write("content/bulletins/kx/2007-01/a.svg", drawing);
    site.build();
    let pdf = std::fs::read(&printed(&site)[0]).unwrap();
    let holds = |word: &[u8]| pdf.windows(word.len()).any(|part| part == word);
    assert!(holds(b"DCTDecode") && !holds(b"Yinque"));
}

#[test]
fn an_official_text_stands_on_paper_as_on_the_page() {
    if !has("pdftotext") {
        return;
    }
    let body = "各乡镇：\n\n　　请认真落实。\n\n市科学技术局\n2026年3月5日\n";
    let site = one("通知", body);
    site.build();
    let lines = lines(&printed(&site)[0]);
    let line = |wanted: &str| lines.iter().find(|line| line.text.contains(wanted)).unwrap();
    let (left, right) = (28.0 / 25.4 * 72.0, (28.0 + 156.0) / 25.4 * 72.0);
    assert!((line("各乡镇：").start - left).abs() < 1.0, "{:?}", line("各乡镇："));
    assert!(line("请认真落实").start > left + 20.0);
    for signed in ["市科学技术局", "2026年3月5日"] {
        assert!((line(signed).end - right).abs() < 1.0, "{:?}", line(signed));
    }
}

#[test]
fn pictures_in_a_row_stand_side_by_side_with_their_titles() {
    if !has("pdftotext") {
        return;
    }
    let site = one("题", "![甲](ink.jpg \"题一\") ![乙](ink.jpg \"题二\") ![丙](ink.jpg)\n");
    site.write("content/bulletins/kx/2007-01/ink.jpg", crate::support::INK);
    site.build();
    // One line, since both captions stand at the same height.
    let lines = lines(&printed(&site)[0]);
    assert!(lines.iter().any(|line| line.text.contains("题一题二")), "{lines:?}");
}
