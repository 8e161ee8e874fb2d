//! 引题 and 副题 stand wherever the headline does.

use std::io::{Cursor, Read as _};

use crate::support::Site;

fn site() -> Site {
    let site = Site::new();
    let config = "title: 测试快讯\nbase_url: https://test.example/\neditions: [epub, mail]\n";
    site.write("kuaixun.yaml", config);
    site.write("content/bulletins/kx/_index.md", "---\ntitle: 快讯\n---\n");
    let lines = "kicker: 科技入户\nsubtitle: ——小雪镇<培训>120人\n";
    site.article("content/bulletins/kx/2007-01/a.md", "良种推广见成效", lines, "正文。");
    site.article("content/bulletins/kx/2007-01/b.md", "乙", "", "正文。");
    site
}

#[test]
fn on_the_page_in_contents_and_in_what_machines_read() {
    let site = site();
    site.build();
    let page = site.page("bulletins/kx/2007-01/a.html").replace("<wbr>", "");
    let lines = "<hgroup><p class=\"kicker\">科技入户</p>\n<h1>良种推广见成效</h1>\n\
        <p class=\"subtitle\">——小雪镇&lt;培训&gt;120人</p></hgroup>";
    assert!(page.contains(lines), "{page}");
    assert!(page.contains("\"alternativeHeadline\":\"小雪镇"), "{page}");
    assert!(page.contains("良种推广见成效：小雪镇&lt;培训&gt;120人[J"), "{page}");
    let plain = site.page("bulletins/kx/2007-01/b.html");
    assert!(plain.contains("<h1>乙</h1>") && !plain.contains("hgroup"), "{plain}");
    let issue = site.page("bulletins/kx/2007-01/index.html").replace("<wbr>", "");
    assert!(issue.contains("良种推广见成效——小雪镇&lt;培训&gt;120人</a>"), "{issue}");
    assert!(issue.contains("<p class=\"kicker\">科技入户</p>\n<h2 "), "{issue}");
    assert!(issue.contains("</h2>\n<p class=\"subtitle\">——小雪镇"), "{issue}");
}

#[test]
fn in_the_e_book_and_in_mail() {
    let site = site();
    site.build();
    let published = site.published();
    let text = String::from_utf8(published["bulletins/kx/2007-01/kx-2007-01.mail.txt"].clone());
    let text = text.expect("UTF-8");
    assert!(text.contains("1. 良种推广见成效——小雪镇<培训>120人\r\n"), "{text}");
    let lines = "科技入户\r\n良种推广见成效\r\n——小雪镇<培训>120人\r\n";
    assert!(text.contains(lines), "{text}");
    let mail = site.page("bulletins/kx/2007-01/kx-2007-01.mail.html");
    assert!(mail.contains(">科技入户</p>") && mail.contains(">——小雪镇&lt;培训&gt;120人</p>"));
    let book = Cursor::new(published["bulletins/kx/2007-01/kx-2007-01.epub"].clone());
    let mut book = zip::ZipArchive::new(book).expect("a book");
    let mut item = String::new();
    let mut file = book.by_name("EPUB/item-1-1.xhtml").expect("an article");
    file.read_to_string(&mut item).expect("UTF-8");
    assert!(item.contains("<p class=\"kicker\">科技入户</p>\n<h1>"), "{item}");
}

/// A search finds what stands in them, and a number of a person in them is one in the text.
#[test]
fn they_are_searched_and_checked() {
    let site = site();
    site.build();
    let texts: Vec<u8> = site
        .published()
        .into_iter()
        .filter(|(path, _)| path.contains("search"))
        .flat_map(|(_, bytes)| bytes)
        .collect();
    let texts = String::from_utf8_lossy(&texts).into_owned();
    assert!(texts.contains("\\t科技入户") || texts.contains("\t科技入户"), "not searched");
    site.article("content/news/c.md", "丙", "subtitle: 联系13912345607\n", "正文。");
    assert!(site.codes().contains(&"mobile-number"), "{:?}", site.codes());
}
