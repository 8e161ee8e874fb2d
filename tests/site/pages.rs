//! What readers rely on: order of contents, previous and next, paging, redirects, sitemaps.

use crate::support::{Site, Tree};
use scraper::{Html, Selector};

fn texts(page: &str, selector: &str) -> Vec<String> {
    let selector = Selector::parse(selector).expect("a selector");
    Html::parse_document(page).select(&selector).map(|element| element.text().collect()).collect()
}

#[test]
fn contents_stand_by_column_then_weight_then_date() {
    let site = Site::new();
    site.write("kuaixun.yaml", "title: 甲\ncolumns: [要闻, 简讯]\n");
    let article = |name: &str, column: &str, weight: &str, day: u8| {
        let path = format!("content/bulletins/kx/2007-01/{name}.md");
        site.write(
            &path,
            format!(
                "---\ntitle: {name}\ndate: 2007-01-{day:02}\ncolumn: {column}\n{weight}---\n文。\n"
            ),
        );
    };
    article("old", "要闻", "", 1);
    article("new", "要闻", "", 9);
    article("heavy", "要闻", "weight: 2\n", 1);
    article("first", "要闻", "weight: 1\n", 1);
    article("brief", "简讯", "weight: 1\n", 20);
    site.build();
    let page = site.page("bulletins/kx/2007-01/index.html");
    assert_eq!(texts(&page, ".contents li a"), ["first", "heavy", "new", "old", "brief"]);
    let page = site.page("bulletins/kx/2007-01/heavy.html");
    assert_eq!(texts(&page, "a[rel=prev]"), ["上一篇：first"]);
    assert_eq!(texts(&page, "a[rel=next]"), ["下一篇：new"]);
}

#[test]
fn in_a_section_the_previous_article_is_the_older_one() {
    let site = Site::new();
    for day in 1..=3 {
        site.write(
            &format!("content/news/{day}.md"),
            format!("---\ntitle: 第{day}天\ndate: 2007-01-0{day}\n---\n文。\n"),
        );
    }
    site.build();
    let page = site.page("news/2.html");
    assert_eq!(texts(&page, "a[rel=prev]"), ["上一篇：第1天"]);
    assert_eq!(texts(&page, "a[rel=next]"), ["下一篇：第3天"]);
}

#[test]
fn lists_are_cut_into_pages() {
    let site = Site::new();
    site.write("kuaixun.yaml", "title: 甲\nper_page: 2\n");
    for day in 1..=5 {
        site.write(
            &format!("content/news/{day}.md"),
            format!("---\ntitle: 第{day}天\ndate: 2007-01-0{day}\n---\n文。\n"),
        );
    }
    site.build();
    assert_eq!(texts(&site.page("news/index.html"), ".rows a"), ["第5天", "第4天", "第3天"]);
    let first = site.page("news/index.html");
    assert_eq!(texts(&first, ".pager"), ["\n首页\n2\n1\n下一页\n末页\n共5条 第2/2页\n"]);
    let last = site.page("news/page-1.html");
    assert_eq!(texts(&last, ".rows a"), ["第2天", "第1天"]);
    assert_eq!(texts(&last, ".pager"), ["\n首页\n上一页\n1\n末页\n第1页 第1—2条\n"]);
    // Pages of the time when they were counted from the newest.
    for former in ["news/page-2.html", "news/page-3.html"] {
        assert!(site.page(former).contains("url=../news/index.html"), "{former}");
    }
}

#[test]
fn a_full_page_of_a_list_stays_as_it_is() {
    let site = Site::new();
    site.write("kuaixun.yaml", "title: 甲\nper_page: 3\nsearch: false\n");
    let write = |day: usize| {
        let date = format!("2007-{:02}-{:02}", 1 + day / 28, 1 + day % 28);
        let text = format!("---\ntitle: 第{day}天\ndate: {date}\n---\n文。\n");
        site.write(&format!("content/news/{day}.md"), text);
    };
    (1..=30).for_each(write);
    site.build();
    let mut before = site.published();
    for day in 31..=40 {
        write(day);
        site.build();
        let now = site.published();
        let pages = |tree: &Tree| -> Tree {
            let all = tree.iter().filter(|(path, _)| path.starts_with("news/page-"));
            all.map(|(path, bytes)| (path.clone(), bytes.clone())).collect()
        };
        let (old, new) = (pages(&before), pages(&now));
        let changed = new.iter().filter(|(path, bytes)| old.get(*path) != Some(bytes)).count();
        // One is full, the one before it leads there, and one more of the former addresses leads to the first page.
        assert!(changed <= if day % 3 == 0 { 3 } else { 1 }, "{day}: {changed}");
        let rows = (1..day / 3)
            .map(|page| texts(&site.page(&format!("news/page-{page}.html")), ".rows a"));
        let rows: Vec<String> = rows.rev().flatten().collect();
        let all: Vec<String> = (1..=day).rev().map(|day| format!("第{day}天")).collect();
        let first = texts(&site.page("news/index.html"), ".rows a");
        assert_eq!([first, rows].concat(), all);
        before = now;
    }
}

#[test]
fn former_addresses_redirect() {
    let site = Site::new();
    site.article("content/news/a.md", "甲", "aliases: [/old/a.html, /older/]\n", "文。");
    site.build();
    assert!(site.page("old/a.html").contains("url=../news/a.html"));
    assert!(site.page("older/index.html").contains("https://test.example/news/a.html"));
}

#[test]
fn without_an_address_there_are_no_feeds_and_no_sitemap() {
    let site = Site::new();
    site.write("kuaixun.yaml", "title: 甲\n");
    site.article("content/news/a.md", "甲", "unit: 乙局\n", "文。");
    site.build();
    assert!(!site.published().keys().any(|path| path.ends_with(".xml")));
    assert_eq!(site.page("robots.txt"), "User-agent: *\nAllow: /\n");
}

#[test]
fn an_internal_site_shows_internal_items_and_asks_not_to_be_indexed() {
    let site = Site::new();
    site.write("kuaixun.yaml", "title: 甲\naudience: internal\nbase_url: https://test.example/\n");
    site.article("content/news/a.md", "甲", "visibility: internal\n", "文。");
    site.build();
    assert!(site.page("news/a.html").contains("noindex"));
    assert!(site.page("robots.txt").contains("Disallow: /"));
    assert!(!site.published().contains_key("sitemap.xml"));
}

#[test]
fn the_sitemap_names_every_page_of_a_list() {
    let site = Site::new();
    site.write("kuaixun.yaml", "title: 甲\nbase_url: https://test.example/\nper_page: 1\n");
    for number in 0..3 {
        site.article(&format!("content/news/{number}.md"), "甲", "", "文。");
    }
    site.build();
    assert!(site.page("sitemap.xml").contains("<loc>https://test.example/news/page-2.html</loc>"));
}

#[test]
fn a_theme_overrides_the_default_file_by_file() {
    let site = Site::new();
    site.write("kuaixun.yaml", "title: 甲\ntheme: mine\n");
    site.write("themes/mine/templates/404.html", "没有 {{ page.url }}");
    site.write("themes/mine/assets/site.css", "body { color: red }");
    site.article("content/news/a.md", "甲", "extra: {mood: 晴}\n", "文。");
    site.build();
    assert_eq!(site.page("404.html"), "没有 404.html");
    assert_eq!(site.page("assets/site.css"), "body { color: red }");
    assert!(site.page("news/a.html").contains("<article>"));
    site.write("themes/mine/templates/article.html", "{{ article.title }} {{ extra.mood }} {% if");
    assert_eq!(site.codes(), ["template-syntax"]);
    site.write("themes/mine/templates/article.html", "{{ article.title }} {{ extra.mood }}");
    site.build();
    assert_eq!(site.page("news/a.html"), "甲 晴");
}

#[test]
fn pictures_have_sizes_and_unreferenced_files_stay_at_home() {
    let site = Site::new();
    site.write(
        "content/news/图.svg",
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"7\" height=\"5\"/>",
    );
    site.write("content/news/secret.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>");
    site.write("content/news/data.csv", "甲,1\n");
    site.article(
        "content/news/a.md",
        "甲",
        "attachments: [{file: data.csv, title: 表}]\n",
        "![布局](图.svg)",
    );
    site.build();
    let page = site.page("news/a.html");
    assert!(page.contains("width=\"7\" height=\"5\" alt=\"布局\" loading=\"lazy\""), "{page}");
    assert!(page.contains("href=\"../news/data.csv\" download=\"data.csv\">表</a>"), "{page}");
    let files: Vec<_> =
        site.published().into_keys().filter(|path| path.ends_with(".svg")).collect();
    assert_eq!(files.len(), 2, "{files:?}");
}

#[test]
fn themes_whose_names_begin_alike_are_told_apart() {
    let site = Site::new();
    site.write("kuaixun.yaml", "\u{feff}title: 甲\ntheme: red\n");
    site.write("data/units.yaml", "\u{feff}- 甲局\n- 乙局\n");
    site.write("themes/red-dark/assets/site.css", "dark");
    site.write("themes/red/assets/site.css", "red");
    site.article("content/news/a.md", "甲", "unit: 乙局\n", "文。");
    site.build();
    assert_eq!(site.page("assets/site.css"), "red");
}

#[test]
fn a_page_has_attachments_too() {
    let site = Site::new();
    site.write("content/pages/form.csv", "a: 1\n");
    site.article("content/pages/about.md", "关于", "attachments: [form.csv]\n", "文。");
    site.build();
    assert!(site.page("about.html").contains("href=\"pages/form.csv\""));
}

#[test]
fn related_articles_share_tags_first_and_lie_near() {
    let site = Site::new();
    for (name, more) in [
        ("far", "column: 要闻\ntags: [专利]\ndate: 2006-01-01\n"),
        ("column", "column: 要闻\ndate: 2007-03-19\n"),
        ("tag", "tags: [专利]\ndate: 2007-03-18\n"),
        ("unit", "unit: 甲局\ndate: 2007-03-21\n"),
        ("own", "column: 要闻\ntags: [专利]\nunit: 甲局\ndate: 2007-03-20\n"),
    ] {
        let path = format!("content/news/{name}.md");
        site.write(&path, format!("---\ntitle: {name}\n{more}---\n\n文。\n"));
    }
    site.build();
    let page = Html::parse_document(&site.page("news/own.html"));
    let links = Selector::parse(".related a").expect("a selector");
    let related: Vec<_> = page.select(&links).filter_map(|link| link.attr("href")).collect();
    // A tag and a column, a tag, a column; a unit alone relates nothing.
    assert_eq!(related, ["../news/far.html", "../news/tag.html", "../news/column.html"]);
}

/// An article's name may stand before `_index.md` in the order of the folder.
#[test]
fn an_issue_has_its_own_file_whatever_its_articles_are_called() {
    let site = Site::new();
    site.write("content/bulletins/kx/_index.md", "---\ntitle: 快讯\n---\n");
    let folder = "content/bulletins/kx/2007-01";
    site.write(
        &format!("{folder}/_index.md"),
        "---\ntitle: 专刊\ndate: 2007-03-31\n---\n编者按的话。\n",
    );
    site.article(&format!("{folder}/01-kaihui.md"), "甲", "", "文。");
    site.article(&format!("{folder}/B.md"), "乙", "", "文。");
    site.build();
    let page = site.page("bulletins/kx/2007-01/index.html");
    assert!(page.contains("编者按的话。") && page.contains("2007年3月31日"), "{page}");
}

#[test]
fn a_picture_stands_in_the_place_of_a_name() {
    let site = Site::small();
    let drawing = |width: u32| {
        format!("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"5\"/>")
    };
    site.write("static/name.svg", drawing(31));
    site.write("content/bulletins/kx/name.svg", drawing(32));
    site.write(
        "content/bulletins/kx/2007-02/name.svg",
        "<svg xmlns=\"http://www.w3.org/2000/svg\"/>",
    );
    site.write("kuaixun.yaml", "title: 甲网\nmasthead_image: name.svg\neditions: [mail, epub]\n");
    site.write(
        "content/bulletins/kx/_index.md",
        "---\ntitle: 快讯\nmasthead_image: name.svg\n---\n",
    );
    let of_issue = "content/bulletins/kx/2007-02/_index.md";
    site.write(of_issue, "---\nmasthead_image: name.svg\n---\n编者按。\n");
    site.article("content/bulletins/kx/2007-01/a.md", "甲", "", "文。");
    site.article("content/bulletins/kx/2007-02/b.md", "乙", "", "文。");
    site.build();
    let shown = |page: &str| -> Vec<String> {
        let page = Html::parse_document(&site.page(page));
        let pictures = Selector::parse("img.nameplate").unwrap();
        let all = page.select(&pictures).map(|one| one.value().attr("width").unwrap().to_owned());
        all.collect()
    };
    assert_eq!(shown("index.html"), ["31"]);
    assert_eq!(shown("bulletins/kx/index.html"), ["31", "32"]);
    assert_eq!(shown("bulletins/kx/2007-01/index.html"), ["31", "32"]);
    assert_eq!(
        shown("bulletins/kx/2007-02/index.html"),
        ["31", "300"],
        "the drawing does not say how wide it is"
    );
    let mail = site.page("bulletins/kx/2007-02/kx-2007-02.mail.html");
    assert!(mail.contains("<img src=\"data:image/svg+xml;base64,"), "{mail}");
    // A name that leads nowhere is an error at its key, in the configuration and in an issue.
    site.write("kuaixun.yaml", "title: 甲网\nmasthead_image: nmae.svg\n");
    site.write(of_issue, "---\nmasthead_image: nmae.svg\n---\n编者按。\n");
    let places = site.findings().into_iter().map(|one| (one.code, one.at.unwrap().range.start));
    assert_eq!(places.collect::<Vec<_>>(), [("broken-link", 4), ("broken-link", 14)]);
}
