//! The printed edition: what other programs read in our PDF, and what can go wrong.

#![cfg(feature = "pdf")]
#![allow(clippy::disallowed_methods, reason = "tests and benchmarks work on the disk")]
#![allow(clippy::unwrap_used, reason = "a test that fails is to say where")]

#[path = "../support/mod.rs"]
mod support;
mod texts;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use support::Site;
use support::secrets;
use support::tools::{has, output};
use support::watched::{can_watch, kuaixun, run, strace};

/// GB/T 9704-2012, 5.2: on A4, 22 lines of 28 characters in 156 mm × 225 mm.
const LINES: usize = 22;
const CHARACTERS: usize = 28;
const WIDTH: f64 = 156.0 / 25.4 * 72.0;
const HEIGHT: f64 = 225.0 / 25.4 * 72.0;

/// This repository's own site, printed.
fn demo() -> Site {
    let site = Site::demo();
    let config = fs::read_to_string(site.root().join("kuaixun.yaml")).unwrap();
    site.write("kuaixun.yaml", format!("{config}\neditions: [pdf]\n"));
    site.build();
    site
}

/// One issue of one article, to be printed.
fn one(title: &str, body: &str) -> Site {
    let site = Site::new();
    site.write("kuaixun.yaml", "title: 测试快讯\neditions: [pdf]\n");
    site.write("content/bulletins/kx/_index.md", "---\ntitle: 快讯\n---\n");
    site.article("content/bulletins/kx/2007-01/a.md", title, "", body);
    site
}

fn printed(site: &Site) -> Vec<PathBuf> {
    let made = site.published().into_keys().filter(|path| path.ends_with(".pdf"));
    made.map(|path| site.root().join("public").join(path)).collect()
}

fn text(pdf: &Path) -> String {
    output("pdftotext", &["-raw".as_ref(), pdf.as_os_str(), "-".as_ref()])
}

/// A line of a page, and where it lies, in points from the top left.
#[derive(Debug)]
struct Line {
    page: usize,
    top: f64,
    start: f64,
    end: f64,
    text: String,
}

/// The lines of a PDF by where its words lie: gaps between words are no ends of lines.
fn lines(pdf: &Path) -> Vec<Line> {
    let boxes = output("pdftotext", &["-bbox".as_ref(), pdf.as_os_str(), "-".as_ref()]);
    let mut lines: Vec<Line> = Vec::new();
    let mut page = 0;
    for row in boxes.lines() {
        page += usize::from(row.contains("<page "));
        let Some(word) = row.trim().strip_prefix("<word ") else { continue };
        let number = |name: &str| -> f64 {
            let rest = word.split_once(&format!("{name}=\"")).unwrap().1;
            rest.split('"').next().unwrap().parse().unwrap()
        };
        let text = word.split_once('>').unwrap().1.trim_end_matches("</word>");
        let (top, start, end) = (number("yMin"), number("xMin"), number("xMax"));
        match lines.last_mut().filter(|line| line.page == page && (line.top - top).abs() < 6.0) {
            Some(line) => {
                line.end = end;
                line.text.push_str(text);
            }
            None => lines.push(Line { page, top, start, end, text: text.to_owned() }),
        }
    }
    lines
}

fn is_han(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}' | '\u{3400}'..='\u{4dbf}')
}

fn han(text: &str) -> Vec<char> {
    text.chars().filter(|c| is_han(*c)).collect()
}

/// The Han characters of an article's source in the order of the page: without what a page shows in another
/// place (footnotes) or as a drawing (charts, what describes pictures), and the addresses of links.
fn source_han(markdown: &str) -> Vec<char> {
    let body = markdown.splitn(3, "---\n").nth(2).unwrap();
    let mut text = String::new();
    let mut in_chart = false;
    for line in body.lines() {
        in_chart ^= line.starts_with("```");
        if in_chart || line.starts_with("```") || line.starts_with("[^") {
            continue;
        }
        // ![what it shows](where "what it is called")
        match line.strip_prefix("![").and_then(|image| image.split_once("](")) {
            Some((_, rest)) => text.extend(rest.split('"').nth(1)),
            None => text.push_str(&without_targets(line)),
        }
    }
    han(&text)
}

fn without_targets(line: &str) -> String {
    let mut parts = line.split("](");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |all, part| all + part.split_once(')').map_or(part, |(_, rest)| rest))
}

/// Whether all of `wanted` is in `text` in order; answers what comes behind.
fn follow<'a>(text: &'a [char], wanted: &[char]) -> Result<&'a [char], String> {
    let mut rest = text;
    for (place, c) in wanted.iter().enumerate() {
        // What stands between two characters is at most a page's head and foot and its footnotes.
        let found = rest
            .iter()
            .take(if place == 0 { usize::MAX } else { 120 })
            .position(|other| other == c);
        let Some(found) = found else {
            let around: String = wanted[place.saturating_sub(9)..=place].iter().collect();
            return Err(format!("{around}: the last is not found"));
        };
        rest = &rest[found + 1..];
    }
    Ok(rest)
}

#[test]
fn calligraphy_stands_in_the_place_of_the_name() {
    if !has("pdftotext") {
        return;
    }
    let site = one("题目", "文。");
    site.build();
    let named = text(&printed(&site)[0]);
    let drawing = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"90\" height=\"20\"><path d=\"M0 0h90v20z\"/></svg>";
    site.write("content/bulletins/kx/name.svg", drawing);
    site.write(
        "content/bulletins/kx/_index.md",
        "---\ntitle: 快讯\nmasthead_image: name.svg\n---\n",
    );
    site.build();
    let drawn = text(&printed(&site)[0]);
    assert_eq!(named.matches("快讯").count(), drawn.matches("快讯").count() + 1, "{drawn}");
}

#[test]
fn every_character_of_the_sources_is_in_the_pdf_in_order() {
    if !has("pdftotext") {
        return;
    }
    let site = demo();
    let all = printed(&site);
    assert_eq!(all.len(), 13);
    // Every issue begins with its classification; before the first there are the contents of the volume.
    let volume = text(all.last().unwrap());
    let in_volume: Vec<&str> = volume.split("内部资料 注意保存").skip(1).collect();
    assert_eq!(in_volume.len(), 12);
    for (pdf, in_volume) in all.iter().zip(in_volume) {
        let issue = pdf.parent().unwrap().file_name().unwrap().to_str().unwrap();
        let articles = articles_in_order(&site, issue);
        for (name, text) in [("issue", text(pdf)), ("volume", in_volume.to_owned())] {
            let printed = han(&text);
            // The contents come first.
            let titles: String = articles.iter().map(|(title, _)| title.as_str()).collect();
            let mut rest = follow(&printed, &han(&titles)).unwrap();
            for (title, markdown) in &articles {
                let wanted = [han(title), source_han(markdown)].concat();
                rest = follow(rest, &wanted)
                    .unwrap_or_else(|said| panic!("{name} {issue}, {title}: {said}"));
            }
        }
    }
}

/// The titles of an issue as its page shows them, each with the source of its article.
fn articles_in_order(site: &Site, issue: &str) -> Vec<(String, String)> {
    let page = site.page(&format!("bulletins/qufu/{issue}/index.html"));
    let html = scraper::Html::parse_document(&page);
    let links = scraper::Selector::parse("section.item > h2 > a").unwrap();
    let sources = support::tree(&site.root().join("content"));
    let article = |link: scraper::ElementRef<'_>| {
        let title: String = link.text().collect();
        let line = format!("title: {title}\n");
        let mut texts = sources.values().filter_map(|bytes| std::str::from_utf8(bytes).ok());
        let source = texts.find(|text| text.contains(&line)).unwrap_or_else(|| panic!("{title}"));
        (title, source.to_owned())
    };
    html.select(&links).map(article).collect()
}

#[test]
fn lines_begin_and_end_as_they_may() {
    if !has("pdftotext") {
        return;
    }
    let lines = lines(printed(&demo()).last().unwrap());
    let lines: Vec<&str> = lines.iter().map(|line| line.text.as_str()).collect();
    assert!(lines.len() > 1000);
    for (number, line) in lines.iter().enumerate() {
        let around = &lines[number.saturating_sub(1)..(number + 2).min(lines.len())];
        // GB/T 15834-2011, 5.1: marks that close nothing stand at no line's start, those that open at no end.
        assert!(
            !line.starts_with([
                '，', '。', '、', '；', '：', '？', '！', '）', '》', '”', '’', '】'
            ]),
            "{around:?}"
        );
        assert!(!line.ends_with(['（', '《', '“', '‘', '【']), "{around:?}");
        // A character alone with its full stop is no line.
        assert!(!(line.chars().count() <= 2 && line.ends_with('。')), "{around:?}");
    }
}

#[test]
fn other_programs_find_nothing_wrong() {
    if !has("qpdf") || !has("pdffonts") {
        return;
    }
    for pdf in printed(&demo()) {
        output("qpdf", &["--check".as_ref(), pdf.as_os_str()]);
        let fonts = output("pdffonts", &[&pdf]);
        let fonts: Vec<&str> = fonts.lines().skip(2).collect();
        assert!(fonts.len() > 1);
        for font in fonts {
            let fields: Vec<&str> = font.split_whitespace().rev().collect();
            // … emb sub uni object ID, from the right.
            assert_eq!(fields[2..5], ["yes", "yes", "yes"], "{font}");
        }
        let about = output("pdfinfo", &[&pdf]);
        for expected in [
            "Title:           曲阜科技信息快讯 2007年",
            "曲阜市科学技术局",
            "Tagged:          yes",
            "(A4)",
        ] {
            assert!(about.contains(expected), "{about}");
        }
        let bytes = fs::read(&pdf).unwrap();
        let has = |text: &[u8]| bytes.windows(text.len()).any(|window| window == text);
        assert!(has(b"<pdfaid:part>2</pdfaid:part>") && has(b"<pdfaid:conformance>B<"));
        assert!(has(b"/Outlines") && has(b"/StructTreeRoot"));
    }
}

#[test]
fn pages_have_22_lines_of_28_characters() {
    if !has("pdftotext") {
        return;
    }
    let site = one("版心", &"核".repeat(CHARACTERS * LINES * 3));
    site.build();
    let pdf = printed(&site).remove(0);
    let lines: Vec<Line> =
        lines(&pdf).into_iter().filter(|line| line.page == 2 && line.text.contains('核')).collect();
    assert_eq!(lines.len(), LINES);
    let near = |one: f64, other: f64| (one - other).abs() < 0.1;
    for line in &lines {
        assert_eq!(line.text.chars().count(), CHARACTERS);
        assert!(near(line.end - line.start, WIDTH), "{line:?}");
        // 订口28 mm
        assert!(near(line.start, 28.0 / 25.4 * 72.0), "{line:?}");
    }
    for pair in lines.windows(2) {
        assert!(near(pair[1].top - pair[0].top, HEIGHT / 22.0), "{pair:?}");
    }
    // 天头37 mm: the first line lies in the middle of its place.
    let gap = (HEIGHT / 22.0 - WIDTH / 28.0) / 2.0;
    assert!(near(lines[0].top, 37.0 / 25.4 * 72.0 + gap), "{:?}", lines[0]);
}

#[test]
#[expect(clippy::too_many_lines, reason = "a list of what authors may type")]
fn what_looks_like_code_is_text() {
    if !has("pdftotext") {
        return;
    }
    let codes = [
        r#"#read("/etc/passwd")"#,
        r#"#import "@preview/x:1.0.0""#,
        "$x$",
        r"\u{4e2d}",
        "@a",
        "#panic()",
        "//x",
        "/*y*/",
    ];
    let code = codes.join(" ");
    let quoted = format!("'{}'", code.replace('\'', "''"));
    let site = Site::new();
    site.write("kuaixun.yaml", format!("title: {quoted}\npublisher: {quoted}\neditions: [pdf]\n"));
    let index = format!(
        "---\ntitle: {quoted}\nmasthead: {quoted}\nclassification: {quoted}\neditor: {quoted}\nrecipients: {{report: [{quoted}]}}\n---\n"
    );
    site.write("content/bulletins/kx/_index.md", index);
    site.write(
        "content/bulletins/kx/2007-01/_index.md",
        format!("---\ntitle: {quoted}\n---\n\n`{code} <l>`\n"),
    );
    let more = format!("author: [{quoted}]\ncolumn: {quoted}\n");
    let body = format!("`{code} <l>`\n\n|`{code}`|\n|-|\n|`{code}`|\n\n文[^1]\n\n[^1]: `{code}`\n");
    site.article("content/bulletins/kx/2007-01/a.md", &quoted, &more, &body);
    if can_watch() {
        let log = site.root().join("log");
        let command = kuaixun("build", &site.root());
        let watched =
            run(&mut strace(&command, &log, &["trace=open,openat,socket,connect,execve", "-f"]));
        assert!(watched.status.success(), "{}", String::from_utf8_lossy(&watched.stderr));
        let log = fs::read_to_string(log).unwrap();
        assert!(!log.contains("socket(") && !log.contains("connect("), "{log}");
        assert_eq!(log.matches("execve(").count(), 1);
        let home = PathBuf::from(std::env::var_os("HOME").unwrap_or_default());
        for line in log.lines().filter(|line| line.contains("open") && !line.contains("ENOENT")) {
            let path = line.split('"').nth(1).unwrap_or_default();
            let is_ours = path.starts_with(site.root().to_str().unwrap()) || !path.starts_with('/');
            let is_system = [
                "/etc/fonts",
                "/usr/share/fonts",
                "/usr/local/share/fonts",
                "/var/cache/fontconfig",
                "/usr/share/fontconfig",
                "/usr/share/poppler",
                "/usr/share/ghostscript",
                "/lib",
                "/usr/lib",
                "/etc/ld.so",
                "/proc/",
                "/sys/",
                "/dev/",
            ];
            let is_font = [".fonts", ".local/share/fonts"]
                .iter()
                .any(|folder| Path::new(path).starts_with(home.join(folder)));
            let is_system = is_system.iter().any(|start| path.starts_with(start));
            assert!(is_ours || is_font || is_system, "{line}");
        }
    } else {
        site.build();
    }
    let squeezed = |text: &str| text.split_whitespace().collect::<String>();
    let text = squeezed(&text(&printed(&site)[0]));
    let count = text.matches(&squeezed(&code)).count();
    // Title of the volume and of the issue, masthead, classification, theme, note, contents or title,
    // column, author, text, two cells, footnote, recipient, editor, publisher.
    assert!(count >= 12, "{count}: {text}");
    assert!(!text.contains("root:x:0"));
}

#[test]
fn the_same_inputs_are_printed_as_the_same_bytes() {
    let site = demo();
    let before = site.published();
    assert_eq!(site.build().written, 0);
    for jobs in ["1", "3"] {
        let output = support::in_memory();
        let mut command = Command::new(env!("CARGO_BIN_EXE_kuaixun"));
        command.args(["build", "--quiet", "--today", "2008-01-01", "--jobs", jobs, "--root"]);
        command.arg(site.root()).arg("--output").arg(output.path());
        command.env("TZ", "America/New_York").env("LANG", "C");
        assert!(command.status().unwrap().success());
        support::assert_same(&before, &support::tree(output.path()));
    }
}

#[test]
fn an_edit_prints_its_issue_and_its_year() {
    let site = demo();
    let path = "content/bulletins/qufu/2007-03/assessment-starts.md";
    let text = fs::read_to_string(site.root().join(path)).unwrap();
    let before = site.published();
    site.write(path, text.replace("走遍", "走访"));
    site.build();
    let after = site.published();
    let changed: Vec<&String> = before
        .keys()
        .filter(|path| path.ends_with(".pdf") && before[*path] != after[*path])
        .collect();
    assert_eq!(
        changed,
        ["bulletins/qufu/2007-03/qufu-2007-03.pdf", "bulletins/qufu/qufu-2007.pdf"]
    );
}

/// What a build says that fails.
fn refused(site: &Site) -> String {
    let run = run(&mut kuaixun("build", &site.root()));
    assert_eq!(run.status.code(), Some(1));
    assert!(!site.root().join("public/index.html").exists());
    String::from_utf8(run.stderr).unwrap()
}

#[test]
fn a_character_no_font_has_is_named_with_its_article() {
    let said = refused(&one("象形文字", "这个字是𓀀。"));
    for expected in
        ["missing-glyph", "“𓀀” (U+13000): 象形文字", "content/bulletins/kx/2007-01/a.md"]
    {
        assert!(said.contains(expected), "{said}");
    }
}

#[test]
fn a_template_that_fails_is_named_with_its_line() {
    let site = one("题", "文。");
    site.write("kuaixun.yaml", "title: 测试快讯\neditions: [pdf]\ntheme: own\n");
    site.write("themes/own/editions/issue.typ", "#let data = json(\"data.json\")\n\n#data.isues\n");
    let said = refused(&site);
    for expected in
        ["edition-failed", "editions/issue.typ", "line 3", "themes/own/editions/issue.typ:3:"]
    {
        assert!(said.contains(expected), "{said}");
    }
    site.write("themes/own/editions/issue.typ", "#read(\"/etc/passwd\")\n");
    assert!(refused(&site).contains("file not found"));
    site.write("themes/own/editions/issue.typ", "#import \"@preview/x:1.0.0\"\n");
    assert!(refused(&site).contains("edition-failed"));
}

#[test]
fn a_theme_has_a_say_in_print() {
    if !has("pdftotext") {
        return;
    }
    let site = one("题", "文。");
    site.write("kuaixun.yaml", "title: 测试快讯\neditions: [pdf]\ntheme: own\n");
    let template = "#let data = json(\"data.json\")\n#set document(date: datetime(year: 2007, month: 1, day: 1))\n\
        #set text(font: data.fonts.body)\n另一种样子：#data.issues.first().items.first().title\n";
    site.write("themes/own/editions/issue.typ", template);
    site.build();
    assert!(text(&printed(&site)[0]).contains("另一种样子：题"));
}

/// The names in the first column of the table that follows a line of the manual.
fn documented(line: &str) -> BTreeSet<String> {
    let manual = fs::read_to_string(support::repository().join("themes/README.md")).unwrap();
    let table = manual.split_once(&format!("{line}\n")).unwrap().1;
    let rows = table.lines().skip_while(|row| !row.starts_with("|---")).skip(1);
    let rows = rows.take_while(|row| row.starts_with('|'));
    rows.flat_map(|row| {
        let first = row.split('|').nth(1).unwrap();
        first.split('`').skip(1).step_by(2).map(str::to_owned).collect::<Vec<_>>()
    })
    .collect()
}

#[test]
fn the_manual_lists_all_that_a_template_sees() {
    if !has("pdftotext") {
        return;
    }
    let site = one("题", "文。");
    site.write("kuaixun.yaml", "title: 测试快讯\neditions: [pdf]\ntheme: own\n");
    for (value, line) in
        [("data", "### data.json"), ("data.issues.first()", "`issues` 每项（印刷版）：")]
    {
        let template = format!(
            "#let data = json(\"data.json\")\n#set document(date: datetime(year: 2007, month: 1, day: 1))\n\
             #set text(font: data.fonts.body)\n#{value}.keys().join(\" \")\n"
        );
        site.write("themes/own/editions/issue.typ", template);
        site.build();
        let keys = text(&printed(&site)[0]).split_whitespace().map(str::to_owned).collect();
        assert_eq!(documented(line), keys);
    }
}

#[test]
fn layouts_and_both_sides() {
    if !has("pdfinfo") {
        return;
    }
    let site = one("题", &"一段文字。\n\n".repeat(60));
    let pages = |site: &Site| -> usize {
        site.build();
        let about = output("pdfinfo", &[&printed(site)[0]]);
        let line = about.lines().find(|line| line.starts_with("Pages:")).unwrap();
        line.split_whitespace().nth(1).unwrap().parse().unwrap()
    };
    let redhead = pages(&site);
    site.write("content/bulletins/kx/_index.md", "---\ntitle: 快讯\nlayout: newsletter\n---\n");
    assert!(pages(&site) * 2 <= redhead, "{redhead}");
    let config = "title: 测试快讯\neditions: [pdf]\nprint: {even_pages: true}\n";
    site.write("kuaixun.yaml", config);
    let cases = (28..=36).step_by(2).map(|lines| ("redhead", lines));
    for (layout, paragraphs) in cases.chain([("redhead", 1), ("newsletter", 1), ("newsletter", 95)])
    {
        let index = format!(
            "---\ntitle: 快讯\nlayout: {layout}\ncopies: 9\nrecipients: {{report: [甲], send: [乙], issue: [丙]}}\n---\n"
        );
        site.write("content/bulletins/kx/_index.md", index);
        let body = "一段文字。\n\n".repeat(paragraphs);
        site.article("content/bulletins/kx/2007-01/a.md", "题", "", &body);
        assert!(pages(&site).is_multiple_of(2), "{layout} {paragraphs}");
    }
}

#[test]
fn whatever_authors_write_can_be_printed() {
    let site = one("题", "文。");
    let run = "1234567890".repeat(12);
    let long_runs = format!(
        "{run}\n\n`{run}`\n\n- {run}\n\n|{run}|短|\n|-|-|\n|{run}|短|\n\n```\n{run}\n```\n"
    );
    let deep_quotes = format!("{}底", "> ".repeat(90));
    let deep_lists: Vec<String> = (0..40).map(|level| "  ".repeat(level) + "- 级").collect();
    let deep_lists = deep_lists.join("\n");
    let deep_words = format!("{}底{}", "<b><i>".repeat(45), "</i></b>".repeat(45));
    let bodies = [
        "<table><tr><td colspan=9 rowspan=3>宽<tr><td>窄<tr></table>",
        "<table></table>\n\n<ul></ul>\n\n<dl><dt></dl>\n\n<ruby></ruby>",
        "- 甲\n  - 乙\n    - 丙\n      > 引\n\n      ```\n      码\n      ```\n",
        "###### 六级\n\n> > > 引\n\n1. \n2. \n\n***\n\n![没有](http://example.cn/a.png)",
        "[^1][^1][^2]\n\n[^1]: 注[^2]\n[^2]: 注二\n    第二段\n",
        "|甲|\n|-|\n",
        "<b><p>块</p></b><figure><figcaption>题</figcaption></figure>",
        "<svg><text>图</text></svg><img alt=\"图\">",
        "[链](https://example.cn/很长的地址/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa)",
        &long_runs,
        "贴来\u{8}的\u{1}字\u{7f}",
        &deep_quotes,
        &deep_lists,
        &deep_words,
        "第一行\\\n第二行<br>第三行<wbr>　　全角\u{a0}空格\t制表",
    ];
    for (number, body) in bodies.iter().enumerate() {
        site.article(
            &format!("content/bulletins/kx/2007-01/b{number}.md"),
            &format!("题{number}"),
            "",
            body,
        );
    }
    site.write("content/bulletins/kx/2007-01/ink.jpg", support::INK);
    site.article("content/bulletins/kx/2007-01/c.md", "油墨", "", "![油墨](ink.jpg)");
    site.build();
    assert_eq!(printed(&site).len(), 2);
    // Nothing runs off the paper.
    let width = 210.0 / 25.4 * 72.0;
    for line in lines(&printed(&site)[0]) {
        assert!(line.end < width && line.start > 0.0, "{line:?}");
    }
}

/// The editor puts a font into `fonts/` while the preview runs: the next turn prints with it.
#[test]
fn a_font_that_comes_meanwhile_is_seen() {
    if !has("fc-match") {
        return;
    }
    let installed = output("fc-match", &["--format=%{file}", "Noto Sans CJK SC"]);
    let utf16 = |text: &str| text.encode_utf16().flat_map(u16::to_be_bytes).collect::<Vec<_>>();
    let (old, new) = (utf16("Noto Sans CJK SC"), utf16("Meng Sans CJK SC"));
    let mut font = fs::read(installed).unwrap();
    let places: Vec<usize> = font
        .windows(old.len())
        .enumerate()
        .filter(|(_, at)| *at == old)
        .map(|(at, _)| at)
        .collect();
    assert!(!places.is_empty(), "the font has a name");
    for place in places {
        font[place..place + new.len()].copy_from_slice(&new);
    }
    let site = one("甲", "正文。");
    let config = fs::read_to_string(site.root().join("kuaixun.yaml")).unwrap();
    site.write("kuaixun.yaml", config + "print: {fonts: {title: Meng Sans CJK SC}}\n");
    let mut session = site.session();
    let pdf = |site: &kuaixun::Compiled| {
        let path = site.plan.paths().find(|path| path.as_str().ends_with(".pdf")).unwrap().clone();
        site.plan.key(&path)
    };
    let before = session.compile();
    assert_eq!(before.diagnostics[0].code, "unknown-font");
    site.write("fonts/meng.ttc", font);
    let look = kuaixun::content::Look { at: ["fonts/meng.ttc".into()].into(), everywhere: false };
    assert!(session.look(&look));
    let after = session.compile();
    assert!(after.diagnostics.is_empty(), "{:#?}", after.diagnostics);
    assert_ne!(pdf(&before.value.unwrap()), pdf(&after.value.unwrap()));
}

/// What tests/desk shows of all other files: of random sites, nothing internal or withdrawn is printed for the public.
#[test]
fn nothing_internal_or_withdrawn_is_printed() {
    if !has("pdftotext") {
        return;
    }
    let mut shown = 0;
    for seed in 0..25 {
        let site = secrets::site(seed, "pdf");
        let compiled = site.session().compile_all().value;
        let public = site.root().join("public");
        kuaixun::publish(&compiled[0], &site.root(), &public, false, &|_| ()).unwrap();
        for pdf in printed(&site) {
            let text = text(&pdf).replace(char::is_whitespace, "");
            assert!(!text.contains(secrets::SECRET), "{seed}: {}", pdf.display());
            shown += usize::from(text.contains('显'));
        }
    }
    assert!(shown > 25, "{shown} files show anything");
}
