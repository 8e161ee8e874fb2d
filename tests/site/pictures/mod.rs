//! Photographs: published in the widths readers need, without what the camera wrote, made once.

mod notes;

use crate::support::{Preview, Site, assert_same};
use image::{DynamicImage, RgbImage};

/// A picture with nothing repeated in it, so that its size says something.
fn photo(width: u32, height: u32, format: image::ImageFormat) -> Vec<u8> {
    let pixel = |x, y| image::Rgb([x, y, x ^ y].map(|part: u32| (part % 251) as u8));
    let picture = DynamicImage::ImageRgb8(RgbImage::from_fn(width, height, pixel));
    let mut bytes = std::io::Cursor::new(Vec::new());
    picture.write_to(&mut bytes, format).expect("a picture");
    bytes.into_inner()
}

fn site(more: &str) -> Site {
    let site = Site::new();
    site.write("content/news/合影.jpg", photo(2000, 100, image::ImageFormat::Jpeg));
    site.write("content/news/small.png", photo(300, 200, image::ImageFormat::Png));
    site.article("content/news/a.md", "甲", more, "![合影](合影.jpg \"图1\")\n\n![小](small.png)");
    site
}

fn pictures(site: &Site) -> Vec<String> {
    let all = site.published().into_keys();
    all.filter(|path| path.ends_with(".jpg") || path.ends_with(".png")).collect()
}

#[test]
fn readers_get_the_width_they_need_and_never_the_original() {
    let site = site("");
    site.build();
    let names = pictures(&site);
    let stem = names[0].trim_end_matches(".1600w.jpg").to_owned();
    let expected = ["1600w", "480w", "960w"].map(|width| format!("{stem}.{width}.jpg")).into_iter();
    assert_eq!(names, expected.chain(["news/small.png".to_owned()]).collect::<Vec<_>>());
    let bytes = &site.published()[&format!("{stem}.480w.jpg")];
    let small = image::load_from_memory(bytes).expect("a picture");
    assert_eq!((small.width(), small.height()), (480, 24));
    let page = site.page("news/a.html");
    let source = format!("src=\"../{stem}.1600w.jpg\" srcset=\"../{stem}.480w.jpg 480w, ");
    assert!(page.contains(&source), "{page}");
    assert!(page.contains("width=\"1600\" height=\"80\""), "{page}");
    assert!(page.contains("<img src=\"../news/small.png\" width=\"300\" height=\"200\""), "{page}");
    let social = format!("property=\"og:image\" content=\"https://test.example/{stem}.1600w.jpg\"");
    assert!(page.contains(&social), "{page}");
}

#[test]
fn what_is_offered_for_download_keeps_its_size() {
    let site = site("attachments: [合影.jpg]\n");
    site.build();
    let names = pictures(&site);
    assert_eq!(names.len(), 5, "{names:?}");
    let original = names.iter().find(|name| name.ends_with(".jpg") && !name.ends_with("w.jpg"));
    let bytes = &site.published()[original.expect("the original")];
    assert_eq!(image::load_from_memory(bytes).expect("a picture").width(), 2000);
}

#[test]
fn pictures_are_made_once() {
    let site = site("");
    let first = site.build();
    assert!(first.written > 4);
    assert_eq!(site.build().written, 0);
    site.write("content/news/合影.jpg", photo(2000, 200, image::ImageFormat::Jpeg));
    let again = site.build();
    // Three widths, the page that says how high they are, the home page that leads with it, feeds.
    assert!((5..=7).contains(&again.written), "{again:?}");
}

#[test]
fn the_preview_shows_what_is_published() {
    let site = site("");
    let mut session = site.session();
    let preview = Preview::new(&site.root(), None);
    preview.turn(&mut session);
    assert_same(&preview.shown(), &site.clean_build());
    site.write("content/news/合影.jpg", photo(1000, 50, image::ImageFormat::Jpeg));
    preview.turn(&mut site.session());
    assert_same(&preview.shown(), &site.clean_build());
}

#[test]
fn a_damaged_picture_is_named_and_nothing_is_published() {
    let site = site("");
    let mut cut = photo(2000, 100, image::ImageFormat::Jpeg);
    cut.truncate(600);
    site.write("content/news/合影.jpg", cut);
    let mut session = site.session();
    let compiled = session.compile().value.expect("a site");
    let output = site.root().join("public");
    let told = kuaixun::publish(&compiled, &site.root(), &output, false, &|_| {});
    let Err(kuaixun::write::PublishError::Render(findings)) = told else { panic!("{told:?}") };
    assert_eq!(findings[0].code, "damaged-picture");
    let span = findings[0].at.as_ref().expect("a place");
    assert_eq!(span.file.as_str(), "content/news/合影.jpg");
    assert!(!output.join("index.html").exists());
}

#[test]
fn what_no_browser_shows_is_a_mistake_with_a_remedy() {
    let site = Site::new();
    let body = "![甲](a.heic)\n\n![空](empty.jpg)\n\n正文<img src=\"b.jpg\">。\n";
    site.article("content/news/a.md", "甲", "", body);
    site.write("content/news/a.heic", "\0\0\0\x18ftypheic");
    site.write("content/news/empty.jpg", "");
    let findings = site.findings();
    let codes: Vec<_> = findings.iter().map(|finding| finding.code).collect();
    assert_eq!(codes, ["unknown-picture", "damaged-picture", "html-picture"]);
    assert!(findings.iter().all(|finding| finding.at.is_some()));
}

#[test]
fn films_and_sound_are_copied_and_play() {
    let site = Site::new();
    for name in ["a.mp4", "b.mp3", "清 淤.mp4"] {
        site.write(&format!("content/news/{name}"), vec![0_u8; 2_345_678]);
    }
    let body = "![清淤现场](a.mp4 \"3月5日\")\n\n听<audio controls src=\"b.mp3\">不能播放</audio>好。\n\n\
        <div align=\"center\">\n<video controls>\n<source src=\"清 淤.mp4\" type=\"video/mp4\">\n请换浏览器\n</video>\n</div>\n\n后文。\n";
    site.article("content/news/a.md", "甲", "", body);
    site.build();
    let page = site.page("news/a.html");
    let film = "<figure><video controls preload=\"metadata\" src=\"../news/a.mp4\" aria-label=\"清淤现场\"></video>\
        <figcaption>3月5日 <a href=\"../news/a.mp4\">a.mp4（MP4，2.3 MB）</a></figcaption></figure>";
    assert!(
        page.contains("<video") && page.replace("controls=\"\"", "controls").contains(film),
        "{page}"
    );
    assert!(page.contains("aria-label=\"不能播放\"></audio> <a href=\"../news/b.mp3\">b.mp3（MP3，2.3 MB）</a>好。"), "{page}");
    assert!(
        page.contains("aria-label=\"请换浏览器\"></video>")
            && page.contains("清 淤.mp4（MP4，2.3 MB）"),
        "{page}"
    );
    assert!(page.contains("<p>后文。</p>"), "{page}");
    let films = site
        .published()
        .into_keys()
        .filter(|path| path.ends_with(".mp4") || path.ends_with(".mp3"));
    assert_eq!(films.count(), 3);
    // Of another site, or not there.
    site.article(
        "content/news/a.md",
        "甲",
        "",
        "<video src=\"https://a.example/x.mp4\"></video>\n\n![](无.mp4)\n",
    );
    assert_eq!(site.codes(), ["html-dropped", "broken-link"]);
}

#[test]
fn what_moves_is_not_scaled_and_print_is_told() {
    let site = Site::new();
    site.write("kuaixun.yaml", "title: 测试快讯\neditions: [epub]\n");
    site.write("content/bulletins/kx/_index.md", "---\ntitle: 快讯\n---\n");
    let mut gif = Vec::new();
    let mut encoder = image::codecs::gif::GifEncoder::new(&mut gif);
    let frame = || image::Frame::new(image::RgbaImage::new(2000, 4));
    encoder.encode_frames([frame(), frame()]).expect("a film");
    drop(encoder);
    let folder = "content/bulletins/kx/2007-01";
    site.write(&format!("{folder}/m.gif"), &gif);
    site.write(&format!("{folder}/n.webp"), photo(300, 200, image::ImageFormat::WebP));
    site.write(&format!("{folder}/o.bmp"), photo(300, 200, image::ImageFormat::Bmp));
    site.article(
        &format!("{folder}/a.md"),
        "甲",
        "",
        "![动](m.gif)\n\n![新](n.webp)\n\n![旧](o.bmp)\n",
    );
    assert_eq!(site.codes(), ["picture-in-editions"]);
    site.build();
    assert_eq!(site.published()["bulletins/kx/2007-01/m.gif"], gif);
    let book = std::fs::read(site.root().join("public/bulletins/kx/2007-01/kx-2007-01.epub"))
        .expect("a book");
    let mut book = zip::ZipArchive::new(std::io::Cursor::new(book)).expect("a book");
    let names: Vec<String> = (0..book.len())
        .map(|at| book.by_index(at).expect("a file").name().expect("a name").into_owned())
        .filter(|name| name.contains("picture-"))
        .collect();
    let ends: Vec<&str> = names.iter().filter_map(|name| name.rsplit('.').next()).collect();
    assert_eq!(ends, ["gif", "png", "png"], "{names:?}");
}

/// `check` tries the templates of editions with a picture in the place of all others.
#[test]
fn a_whole_picture_raises_nothing_in_editions() {
    let site = Site::new();
    site.write("kuaixun.yaml", "title: 测试快讯\neditions: [epub, mail]\n");
    site.write("content/bulletins/kx/_index.md", "---\ntitle: 快讯\n---\n");
    let folder = "content/bulletins/kx/2007-01";
    site.write(&format!("{folder}/a.png"), photo(30, 20, image::ImageFormat::Png));
    site.write(&format!("{folder}/b.jpg"), photo(30, 20, image::ImageFormat::Jpeg));
    site.article(&format!("{folder}/a.md"), "甲", "", "![图](a.png)\n\n![图](b.jpg)\n");
    let compiled = site.session().compile().value.expect("a site");
    assert_eq!(compiled.mistakes(), []);
}
