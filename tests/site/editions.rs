//! Editions that need no typesetting: for reading devices, for mail, packed; and their links.

use std::fs;
use std::io::{Cursor, Read as _};
use std::path::Path;
use std::process::Command;

use crate::support::tools::{has, output};
use crate::support::{INK, Site, Tree, assert_same, tree};
use percent_encoding::percent_decode_str;
use scraper::{Html, Selector};
use zip::ZipArchive;

/// What an author can put into a text.
const RICH: &str = "# 一级\n\n第一段，**重点**、*强调*、~~删去~~、`代码`，见[别处](https://example.cn/?a=1&b=2)、[乙](b.md)、\
[站内](../../../news/n.md)、[本文](#二抓好落实)。[^1]又见[^1]。\n\n二、抓好落实\n\n（一）抓好培训。全年培训。\n\n\
- 甲\n- 乙\n  1. 子\n  2. 丑\n\n5. 五\n6. 六\n\n> 引文\n\n```rust\nfn main() {}\n```\n\n\
表1　数据\n\n|类|数|\n|-|-:|\n|甲|1|\n\n```chart\ntype: bar\ntitle: 图\nlabels: [2005年, 2006年]\nseries: {授权: [70, 68], 申请: [118, 122]}\n```\n\n\
![图片](p.png \"说明\")\n\n<table><tr><td colspan=3 rowspan=9>宽<tr><td>窄</table>\n\n\
<ruby>曲<rt>qū</rt></ruby>H<sub>2</sub>O\n\n- [x] 做了\n- [ ] 没做\n\n<dl>散<dt>词<dd>义</dl>\n\n<ul>散<li>项</ul>\n\n<ruby><rt>空</rt></ruby>\n\n<ul><li>甲项</li><ul><li>乙嵌</li></ul>散字</ul>\n\n\
<table><tr><td rowspan=2>单位<td>合计<tr><td>小计甲<td>小计乙</table>\n\n10<sup>3</sup>元\n\n\
![错名](wrong.jpg)![绘图](ink.svg)![油墨](ink.jpg)\n\n[空](http://)、[两个](http://x/#a#b)\n\n[^1]: 脚注。\n";

fn png() -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    let picture = image::RgbImage::new(300, 200);
    picture.write_to(&mut bytes, image::ImageFormat::Png).unwrap();
    bytes.into_inner()
}

/// Two issues, one of them with all an author can write.
fn rich(editions: &str) -> Site {
    let site = Site::small();
    let config = "title: 测试快讯\npublisher: 甲局\nbase_url: https://test.example/\n";
    site.write("kuaixun.yaml", format!("{config}editions: [{editions}]\n"));
    let more =
        "unit: 甲局\ncolumn: 要闻\nsource: 别的报\nattachments: [{file: f.csv, title: 附表}]\n";
    site.article("content/bulletins/kx/2007-01/a.md", "甲<乙>&\"丙\"", more, RICH);
    site.write("content/bulletins/kx/2007-01/p.png", png());
    site.write("content/bulletins/kx/2007-01/wrong.jpg", png());
    site.write("content/bulletins/kx/2007-01/ink.jpg", INK);
    let drawing = "<!DOCTYPE svg PUBLIC \"-//W3C//DTD SVG 1.1//EN\" \"http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd\">\n\
        <svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:inkscape=\"http://www.inkscape.org/\" width=\"9\" height=\"9\">\
        <inkscape:grid id=\"a\"/><path id=\"a\" d=\"M0 0h9\"/><path id=\"a\" d=\"M0 9h9\"/></svg>";
    site.write("content/bulletins/kx/2007-01/ink.svg", drawing);
    site.write("content/bulletins/kx/2007-01/f.csv", "甲,1\n");
    site
}

fn unpacked(site: &Site, path: &str) -> Vec<(String, Vec<u8>)> {
    let file = fs::File::open(site.root().join("public").join(path)).unwrap();
    let mut zip = ZipArchive::new(file).unwrap();
    let mut files = Vec::new();
    for number in 0..zip.len() {
        let mut file = zip.by_index(number).unwrap();
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).unwrap();
        files.push((file.name().unwrap().into_owned(), bytes));
    }
    files
}

fn verify(path: &Path) -> (i32, String) {
    let run = Command::new(env!("CARGO_BIN_EXE_kuaixun"))
        .args(["verify", "--lang", "en"])
        .arg(path)
        .output()
        .unwrap();
    let said = String::from_utf8([run.stdout, run.stderr].concat()).unwrap();
    (run.status.code().unwrap(), said)
}

#[test]
fn nothing_is_made_that_was_not_asked_for() {
    let site = rich("");
    site.build();
    let made = site.published();
    assert!(!made.keys().any(|path| path.contains(".epub") || path.contains(".zip")));
    assert!(!site.page("bulletins/kx/2007-01/index.html").contains("class=\"editions\""));
}

#[test]
fn readers_find_what_was_made_and_it_goes_when_it_is_no_longer_wanted() {
    let site = rich("epub, zip, mail");
    site.build();
    for page in ["bulletins/kx/2007-01/index.html", "bulletins/kx/index.html"] {
        let html = Html::parse_document(&site.page(page));
        let links = html.select(&Selector::parse(".editions a").unwrap()).count();
        assert_eq!(links, if page.contains("2007-01") { 3 } else { 1 }, "{page}");
        for link in html.select(&Selector::parse(".editions a").unwrap()) {
            let href = link.attr("href").unwrap().trim_start_matches("../");
            assert!(site.root().join("public").join(href).exists(), "{href}");
        }
    }
    assert_eq!(site.build().written, 0);
    let before = site.published();
    site.build();
    assert_same(&before, &site.clean_build());
    let config = fs::read_to_string(site.root().join("kuaixun.yaml")).unwrap();
    site.write("kuaixun.yaml", config.replace("epub, zip, mail", ""));
    site.build();
    let made = site.published();
    assert!(!made.keys().any(|path| path.contains(".epub") || path.contains(".zip")));
}

#[cfg(not(feature = "pdf"))]
#[test]
fn a_program_without_typesetting_says_so() {
    assert_eq!(rich("pdf, epub").codes(), ["no-pdf"]);
}

#[test]
fn what_has_no_articles_has_no_editions() {
    let site = rich("epub, zip, mail");
    site.write("content/bulletins/kx/2008-01/_index.md", "---\ndate: 2008-01-01\n---\n");
    site.build();
    let made = site.published();
    assert!(made.contains_key("bulletins/kx/2008-01/index.html"));
    assert!(!made.keys().any(|path| path.contains("kx-2008")));
    assert!(!site.page("bulletins/kx/2008-01/index.html").contains("class=\"editions\""));
    let years = site.page("bulletins/kx/index.html");
    assert_eq!(years.matches("class=\"editions\"").count(), 1);
}

#[test]
fn an_edit_makes_the_editions_it_concerns_and_no_others() {
    let site = rich("epub, mail");
    site.build();
    let before = site.published();
    let more = "unit: 甲局\ncolumn: 要闻\n";
    site.article("content/bulletins/kx/2007-01/b.md", "文章b", more, "　　改过的正文。");
    site.build();
    let after = site.published();
    let is_edition = |path: &&String| path.contains(".epub") || path.contains(".mail.");
    let changed = after.keys().filter(is_edition).filter(|path| before[*path] != after[*path]);
    let expected = [
        "bulletins/kx/2007-01/kx-2007-01.epub",
        "bulletins/kx/2007-01/kx-2007-01.mail.html",
        "bulletins/kx/2007-01/kx-2007-01.mail.txt",
        "bulletins/kx/kx-2007.epub",
    ];
    assert_eq!(changed.collect::<Vec<_>>(), expected);
}

/// Each of them takes Java some seconds: the year has all that its issues have.
#[test]
fn epubcheck_finds_nothing() {
    check_books(|path| path.ends_with("kx-2007-01.epub") || path.ends_with("-2007.epub"));
}

#[test]
#[ignore = "long: `just long`"]
fn epubcheck_finds_nothing_in_any_issue() {
    check_books(|_| true);
}

fn check_books(is_checked: impl Fn(&str) -> bool) {
    let jar = Path::new("/usr/share/java/epubcheck.jar");
    assert!(jar.exists() || std::env::var_os("CI").is_none(), "epubcheck is missing");
    if !has("java") || !jar.exists() {
        return;
    }
    let demo = Site::demo();
    let config = fs::read_to_string(demo.root().join("kuaixun.yaml")).unwrap();
    demo.write("kuaixun.yaml", format!("{config}\neditions: [epub]\n"));
    for site in [demo, rich("epub")] {
        site.build();
        let books = site.published().into_keys().filter(|path| path.ends_with(".epub"));
        for book in books.filter(|path| is_checked(path)) {
            let book = site.root().join("public").join(book);
            output("java", &[Path::new("-jar"), jar, &book]);
        }
    }
}

#[test]
fn a_book_has_its_kind_first_and_all_that_its_pages_name() {
    let site = rich("epub");
    site.build();
    let files = unpacked(&site, "bulletins/kx/2007-01/kx-2007-01.epub");
    assert_eq!(files[0], ("mimetype".to_owned(), b"application/epub+zip".to_vec()));
    let names: Vec<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
    for (name, bytes) in files.iter().filter(|(name, _)| name.ends_with(".xhtml")) {
        let page = std::str::from_utf8(bytes).unwrap();
        let html = Html::parse_document(page);
        for picture in html.select(&Selector::parse("img").unwrap()) {
            let source = picture.attr("src").unwrap();
            assert!(names.contains(&format!("EPUB/{source}").as_str()), "{name}: {source}");
        }
    }
    let first = &files.iter().find(|(name, _)| name == "EPUB/item-1-1.xhtml").unwrap().1;
    let first = std::str::from_utf8(first).unwrap();
    // A link to the other article of the issue stays in the book, one to the site has its address.
    assert!(first.contains("<a href=\"item-1-2.xhtml\">乙</a>"), "{first}");
    assert!(first.contains("https://test.example/news/n.html"), "{first}");
    assert!(first.contains("<h1>甲&lt;乙&gt;&amp;&quot;丙&quot;</h1>"), "{first}");
}

#[test]
fn mail_needs_nothing_beside_itself() {
    let site = rich("mail");
    site.build();
    let html = site.page("bulletins/kx/2007-01/kx-2007-01.mail.html");
    let parsed = Html::parse_document(&html);
    let count = |selector: &str| parsed.select(&Selector::parse(selector).unwrap()).count();
    assert_eq!(count("script, style, link, svg, iframe, form, input, [onclick]"), 0);
    for picture in parsed.select(&Selector::parse("img").unwrap()) {
        assert!(picture.attr("src").unwrap().starts_with("data:image/"));
    }
    // Three photographs and two drawings.
    assert_eq!(count("img"), 5);
    // What stands in cells stays apart, and nothing is lost.
    for cell in ["70", "118", "小计乙"] {
        assert!(
            parsed
                .select(&Selector::parse("td").unwrap())
                .any(|td| td.text().collect::<String>() == cell)
        );
    }
    assert!(html.contains("乙嵌") && html.contains("散字") && html.contains("来源：别的报"));
    for link in parsed.select(&Selector::parse("a[href^='#']").unwrap()) {
        let target = percent_decode_str(&link.attr("href").unwrap()[1..]);
        let target = target.decode_utf8().unwrap();
        assert_eq!(count(&format!("[id='{target}']")), 1, "{target}");
    }
    assert_eq!(count("p:not([style]), td:not([style])"), 0);
    let text = site.page("bulletins/kx/2007-01/kx-2007-01.mail.txt");
    assert!(text.lines().all(|line| !line.contains('<') || line.contains("甲<乙>")), "{text}");
    assert_eq!(text.matches('\n').count(), text.matches("\r\n").count());
    for expected in [
        "　　第一段，重点、强调",
        "别处（https://example.cn/?a=1&b=2）",
        "5. 五",
        "甲 | 1",
        "［图片］",
        "10^(3)元",
        "　　● 乙嵌",
        "来源：别的报",
        "脚注。",
    ] {
        assert!(text.contains(expected), "{expected}\n{text}");
    }
}

#[test]
fn the_package_of_an_issue_opens_by_itself() {
    let site = rich("epub, zip");
    site.build();
    let names: Vec<String> = unpacked(&site, "bulletins/kx/2007-01/kx-2007-01.zip")
        .into_iter()
        .map(|(name, _)| name)
        .collect();
    let expected =
        ["f.csv", "index.html", "kx-2007-01.epub", "kx-2007-01.mail.txt", "manifest.sha256"];
    assert_eq!(names, expected);
}

#[test]
fn the_package_of_the_site_is_the_site() {
    let site = rich("epub, zip");
    site.build();
    let mut packed: Tree = unpacked(&site, "site.zip").into_iter().collect();
    assert!(packed.remove("manifest.sha256").is_some());
    let mut published = site.published();
    assert!(published.remove("site.zip").is_some());
    assert_same(&packed, &published);
    assert_eq!(verify(&site.root().join("public/site.zip")).0, 0);
}

#[test]
fn verify_sees_what_was_changed() {
    let site = rich("zip");
    site.build();
    let copy = site.root().join("copy");
    for (name, bytes) in unpacked(&site, "site.zip") {
        let file = copy.join(name);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, bytes).unwrap();
    }
    fs::write(copy.join("Thumbs.db"), "").unwrap();
    let (status, said) = verify(&copy);
    assert_eq!(status, 0, "{said}");
    if has("sha256sum") {
        let check = ["-c", "--quiet", "manifest.sha256"];
        let check = Command::new("sha256sum").args(check).current_dir(&copy).output().unwrap();
        assert!(check.status.success(), "{}", String::from_utf8_lossy(&check.stderr));
    }
    fs::write(copy.join("index.html"), "x").unwrap();
    fs::remove_file(copy.join("404.html")).unwrap();
    fs::write(copy.join("new\u{1b}[31m.html"), "x").unwrap();
    let (status, said) = verify(&copy);
    assert_eq!(status, 1);
    for expected in [
        "altered: index.html",
        "missing: 404.html",
        "not published: new\u{fffd}[31m.html",
        "3 differences",
    ] {
        assert!(said.contains(expected), "{said}");
    }
    let zip = site.root().join("public/site.zip");
    let mut bytes = fs::read(&zip).unwrap();
    // In the middle of what some file holds.
    let middle = {
        let mut archive = ZipArchive::new(Cursor::new(&bytes)).unwrap();
        let file = archive.by_name("search/index.html").unwrap();
        usize::try_from(file.data_start().unwrap() + file.compressed_size() / 2).unwrap()
    };
    bytes[middle] ^= 1;
    fs::write(site.root().join("broken.zip"), &bytes).unwrap();
    assert_eq!(verify(&site.root().join("broken.zip")).0, 1);
    fs::write(site.root().join("cut.zip"), &bytes[..middle]).unwrap();
    assert_eq!(verify(&site.root().join("cut.zip")).0, 1);
    assert_eq!(verify(&site.root().join("content")).0, 2);
}

#[test]
fn a_package_takes_in_what_did_not_change() {
    let site = rich("zip");
    site.build();
    site.article("content/news/n.md", "动态", "unit: 乙局\n", "改过。");
    site.remove("content/news/p.svg");
    site.build();
    assert_eq!(verify(&site.root().join("public/site.zip")).0, 0);
    let packed: Vec<String> =
        unpacked(&site, "site.zip").into_iter().map(|(name, _)| name).collect();
    let there = tree(&site.root().join("public"));
    assert_eq!(packed.len(), there.len());
}
