//! What each kind of edit makes again: the exact set, no page more and none less.

use std::collections::BTreeSet;

use crate::support::Site;
use jiff::civil::date;
use kuaixun::Compiled;
use kuaixun::app::session::Session;
use kuaixun::content::{Look, urls::slug};
use kuaixun::plan::{Changes, Entry, Manifest};

fn compile(session: &mut Session) -> Compiled {
    let checked = session.compile();
    assert!(!checked.diagnostics.iter().any(kuaixun::base::Diagnostic::is_error));
    checked.value.expect("a site")
}

/// What an edit makes again, and what it removes, but for files of the search.
fn dirty(site: &mut Site, edit: impl FnOnce(&mut Site)) -> (BTreeSet<String>, BTreeSet<String>) {
    let changes = changes(site, edit);
    let pages = |paths: &BTreeSet<String>| {
        paths.iter().filter(|path| !is_shard(path)).cloned().collect::<BTreeSet<_>>()
    };
    (pages(&changes.0), pages(&changes.1))
}

fn is_shard(path: &str) -> bool {
    path.starts_with("search/") && path.ends_with(".js")
}

/// What an edit makes again, and what it removes.
fn changes(site: &mut Site, edit: impl FnOnce(&mut Site)) -> (BTreeSet<String>, BTreeSet<String>) {
    let mut session = site.session();
    let before = compile(&mut session).plan;
    let entry = |path| Some(Entry { key: before.key(path)?, length: 0 });
    let entries = before.paths().filter_map(|path| Some((path.clone(), entry(path)?)));
    let published = Manifest(entries.collect());
    assert_eq!(before.since(&published), Changes::default());
    edit(site);
    session.set_day(Some(site.today));
    session.look(&Look { everywhere: true, ..Look::default() });
    let Changes { render, remove } = compile(&mut session).plan.since(&published);
    let names = |paths: Vec<kuaixun::base::OutputPath>| {
        paths.iter().map(ToString::to_string).collect::<BTreeSet<_>>()
    };
    (names(render), names(remove))
}

/// Paths in which `要闻` and the like stand for their addresses.
fn set(paths: &[&str]) -> BTreeSet<String> {
    let part = |part: &str| if part.is_ascii() { part.to_owned() } else { slug(part) };
    paths.iter().map(|path| path.split('/').map(part).collect::<Vec<_>>().join("/")).collect()
}

/// Every HTML page of the small site.
fn all_pages(site: &Site) -> BTreeSet<String> {
    let pages = site.clean_build().into_keys().filter(|path| path.ends_with(".html"));
    pages.collect()
}

#[test]
fn touching_a_file() {
    let edit = |site: &mut Site| {
        let text = std::fs::read(site.root().join("content/news/n.md")).expect("an article");
        site.write("content/news/n.md", text);
    };
    assert_eq!(dirty(&mut Site::small(), edit), (set(&[]), set(&[])));
}

#[test]
fn a_text() {
    let edit = |site: &mut Site| {
        let path = "content/bulletins/kx/2007-01/a.md";
        site.article(path, "文章a", "unit: 甲局\ncolumn: 要闻\n", "　　正文。\n\n　　又一段。");
    };
    let expected = [
        "bulletins/kx/2007-01/a.html",
        "bulletins/kx/2007-01/index.html",
        "bulletins/kx/feed.xml",
        "columns/要闻/feed.xml",
        "feed.xml",
        "units/甲局/feed.xml",
    ];
    assert_eq!(dirty(&mut Site::small(), edit), (set(&expected), set(&[])));
}

#[test]
fn a_sentence_and_the_search() {
    let mut site = Site::new();
    site.write("kuaixun.yaml", "title: 测试快讯\n");
    let mut random = fastrand::Rng::with_seed(7);
    let mut text = |length: usize| -> String {
        (0..length).map(|_| char::from_u32(0x4e00 + random.u32(..3000)).unwrap_or('一')).collect()
    };
    for number in 0..2000 {
        let path = format!("content/news/a{number:04}.md");
        site.article(&path, &format!("题{number}"), "", &text(200));
    }
    let before = text(180);
    let path = "content/news/a1000.md";
    site.article(path, "题1000", "", &format!("{before}{}", text(20)));
    let edit = |site: &mut Site| {
        site.article(path, "题1000", "", &format!("{before}{}", text(20)));
    };
    let (made, gone) = changes(&mut site, edit);
    let of = |folder: &str| {
        let is_in = |path: &&String| is_shard(path) && path.starts_with(folder);
        (made.iter().filter(is_in).count(), gone.iter().filter(is_in).count())
    };
    // The file the text is in, and the directory that names it.
    assert_eq!(of("search/texts/"), (2, 2));
    // Twenty characters that went and twenty that came: the files with their trees, and the directory of these.
    assert_eq!(of("search/old/"), (34, 34));
    assert_eq!(of("search/"), (37, 36), "and the index, which keeps its name");
    let all = site.clean_build().into_keys().filter(|path| is_shard(path)).count();
    assert_eq!(all, 448);
}

#[test]
fn a_title() {
    let edit = |site: &mut Site| {
        let path = "content/bulletins/kx/2007-01/a.md";
        site.article(path, "新题", "unit: 甲局\ncolumn: 要闻\n", "　　正文。");
    };
    let expected = [
        "archive/2007/03/index.html",
        // The archive and the publication show issues with their first headlines.
        "archive/2007/index.html",
        "archive/index.html",
        "bulletins/kx/2007-01/a.html",
        // Its neighbour, and the others of its issue, which show the issue's cover.
        "bulletins/kx/2007-01/b.html",
        "bulletins/kx/2007-01/index.html",
        // It is related: of the same column.
        "bulletins/kx/2007-02/c.html",
        "bulletins/kx/2007-02/index.html",
        "bulletins/kx/feed.xml",
        "bulletins/kx/index.html",
        "columns/要闻/feed.xml",
        "columns/要闻/index.html",
        // These show the newest of each.
        "columns/index.html",
        "units/index.html",
        "feed.xml",
        "index.html",
        "units/甲局/feed.xml",
        "units/甲局/index.html",
    ];
    assert_eq!(dirty(&mut Site::small(), edit), (set(&expected), set(&[])));
}

#[test]
fn a_new_article_and_a_removed_one() {
    let edit = |site: &mut Site| {
        site.article("content/news/m.md", "又一篇", "unit: 乙局\n", "文。");
        site.remove("content/bulletins/kx/2007-02/c.md");
    };
    let expected = [
        "archive/2007/03/index.html",
        "archive/2007/index.html",
        "archive/index.html",
        // They were related to what is gone.
        "bulletins/kx/2007-01/a.html",
        "bulletins/kx/2007-01/b.html",
        "bulletins/kx/2007-01/index.html",
        "bulletins/kx/feed.xml",
        "bulletins/kx/index.html",
        "columns/index.html",
        "columns/要闻/feed.xml",
        "columns/要闻/index.html",
        "feed.xml",
        "index.html",
        "news/index.html",
        "news/m.html",
        "news/n.html",
        // The two units change places.
        "search/index.html",
        "sitemap.xml",
        "units/index.html",
        "units/乙局/feed.xml",
        "units/乙局/index.html",
        "units/甲局/feed.xml",
        "units/甲局/index.html",
    ];
    let gone = ["bulletins/kx/2007-02/c.html", "bulletins/kx/2007-02/index.html"];
    assert_eq!(dirty(&mut Site::small(), edit), (set(&expected), set(&gone)));
}

#[test]
fn statistics() {
    let mut site = Site::small();
    let rules = "statistics: {pages: [quarter]}\n";
    site.write("kuaixun.yaml", format!("title: 测试快讯\naudience: internal\n{rules}"));
    site.write("data/submissions.csv", "日期,单位,标题,结果\n2007-03-01,甲局,文章a,采用\n");
    let article = |site: &mut Site, title: &str, unit: &str, text: &str| {
        let path = "content/bulletins/kx/2007-01/a.md";
        site.article(path, title, &format!("unit: {unit}\ncolumn: 要闻\n"), text);
    };
    let mut counted = |edit: &dyn Fn(&mut Site)| {
        let (made, gone) = dirty(&mut site, edit);
        assert_eq!(gone, set(&[]));
        made.into_iter().filter(|path| path.starts_with("statistics/")).collect::<BTreeSet<_>>()
    };
    // Neither a text nor another day makes any of these pages again; a title that of the items.
    assert_eq!(counted(&|site| article(site, "文章a", "甲局", "另一段。")), set(&[]));
    assert_eq!(counted(&|site| site.today = date(2008, 1, 5)), set(&[]));
    let items = "statistics/2007-q1/items/index.html";
    let page = "statistics/2007-q1/index.html";
    assert_eq!(counted(&|site| article(site, "文章甲", "甲局", "另一段。")), set(&[page, items]));
    assert_eq!(counted(&|site| article(site, "文章乙", "甲局", "另一段。")), set(&[items]));
    let other = "日期,单位,标题,结果\n2007-04-01,甲局,文章a,采用\n";
    let new = ["statistics/2007-q2/index.html", "statistics/2007-q2/items/index.html"];
    let all = [page, items, "statistics/index.html", new[0], new[1]];
    let moved = counted(&|site| {
        site.write("data/submissions.csv", other);
    });
    assert_eq!(moved, set(&all));
}

#[test]
fn figures() {
    let mut site = Site::small();
    let figures = |site: &mut Site, figure: &str| {
        let rows =
            format!("单位,时间,用电量\n甲局,2007-01,5\n乙局,2007-01,6\n甲局,2007-02,{figure}\n");
        site.write("data/series/energy.csv", rows);
    };
    site.write("kuaixun.yaml", "title: 测试快讯\naudience: internal\n");
    site.article("content/news/t.md", "表", "", "```series energy 2007-01\n```");
    figures(&mut site, "7");
    let mut made = |edit: &dyn Fn(&mut Site)| {
        let (made, gone) = dirty(&mut site, edit);
        assert_eq!(gone, set(&[]));
        made.into_iter().filter(|path| path.starts_with("series/")).collect::<BTreeSet<_>>()
    };
    assert_eq!(made(&|site| site.today = date(2008, 1, 5)), set(&[]));
    let text = |site: &mut Site| {
        site.article("content/bulletins/kx/2007-01/a.md", "另一个", "unit: 甲局\n", "另一段。");
    };
    assert_eq!(made(&text), set(&[]));
    let pages = ["series/energy/2007-02/index.html", "series/energy/index.html"];
    assert_eq!(made(&|site| figures(site, "8")), set(&pages));
}

#[test]
fn a_style_sheet() {
    let edit = |site: &mut Site| {
        site.write("themes/default/assets/site.css", "b {}");
    };
    // The page for what is missing brings its styles along.
    let expected = set(&["404.html", "assets/site.css"]);
    assert_eq!(dirty(&mut Site::small(), edit), (expected, set(&[])));
}

#[test]
fn a_template() {
    let mut site = Site::small();
    let pages = all_pages(&site);
    let edit = |site: &mut Site| {
        site.write("themes/default/templates/page.html", "甲");
    };
    assert_eq!(dirty(&mut site, edit), (pages, set(&[])));
}

#[test]
fn what_every_page_shows() {
    let mut site = Site::small();
    let pages = all_pages(&site);
    let edit = |site: &mut Site| {
        let text = "title: 测试快讯\nbase_url: https://test.example/\ncontact: 电话\n";
        site.write("kuaixun.yaml", text);
    };
    assert_eq!(dirty(&mut site, edit), (pages, set(&[])));
}

#[test]
fn a_picture() {
    let same_size = |site: &mut Site| {
        site.write("content/news/p.svg", "<svg width=\"4\" height=\"3\"><g/></svg>");
    };
    let svg = "news/p.svg";
    assert_eq!(dirty(&mut Site::small(), same_size), (set(&[svg]), set(&[])));
    let other_size = |site: &mut Site| {
        site.write("content/news/p.svg", "<svg width=\"9\" height=\"9\"></svg>");
    };
    // The home page leads with it.
    let expected = [svg, "index.html", "news/n.html", "feed.xml", "units/乙局/feed.xml"];
    assert_eq!(dirty(&mut Site::small(), other_size), (set(&expected), set(&[])));
}

#[test]
fn another_day() {
    let mut site = Site::small();
    site.article("content/news/later.md", "定时", "publish: 2008-01-02\n", "文。");
    let edit = |site: &mut Site| site.today = date(2008, 1, 2);
    let expected = [
        "archive/2007/03/index.html",
        "archive/2007/index.html",
        "archive/index.html",
        "feed.xml",
        "index.html",
        "news/index.html",
        "news/later.html",
        "news/n.html",
        "sitemap.xml",
    ];
    assert_eq!(dirty(&mut site, edit), (set(&expected), set(&[])));
    let next = |site: &mut Site| site.today = date(2008, 1, 3);
    assert_eq!(dirty(&mut site, next), (set(&[]), set(&[])));
}

#[test]
fn the_order_in_an_issue() {
    let edit = |site: &mut Site| {
        let path = "content/bulletins/kx/2007-01/b.md";
        site.article(path, "文章b", "unit: 甲局\ncolumn: 要闻\nweight: 1\n", "　　正文。");
    };
    let (made, gone) = dirty(&mut Site::small(), edit);
    assert!(made.contains("bulletins/kx/2007-01/index.html"));
    assert!(!made.contains("bulletins/kx/2007-02/c.html") && !made.contains("news/n.html"));
    assert!(!made.contains("feed.xml"), "{made:?}");
    assert_eq!(gone, set(&[]));
}

/// The looks of books and mail are files of the theme: each makes again what it is about.
#[test]
fn a_style_of_an_edition_makes_that_edition_again() {
    let with_editions = || {
        let site = Site::small();
        site.write("kuaixun.yaml", "title: 甲\ntheme: own\neditions: [epub, mail]\n");
        site.write("themes/own/assets/colours.css", ":root { --red: #111111; }");
        site
    };
    let ends = |site: Site, edit: fn(&mut Site)| -> BTreeSet<String> {
        let mut site = site;
        let (made, removed) = dirty(&mut site, edit);
        assert!(removed.is_empty());
        made.iter().map(|path| path.split_once('.').expect("an end").1.to_owned()).collect()
    };
    let books = BTreeSet::from(["epub".to_owned(), "mail.html".to_owned()]);
    let made = ends(with_editions(), |site| {
        site.write("themes/own/editions/mail.css", "p { margin: 0 }");
    });
    assert_eq!(made, books);
    let made = ends(with_editions(), |site| {
        site.write("themes/own/assets/colours.css", ":root { --red: #222222; }");
    });
    assert_eq!(made, &books | &BTreeSet::from(["css".to_owned(), "html".to_owned()]));
    // What is no template and no style is nobody's.
    let made = ends(with_editions(), |site| {
        site.write("themes/own/editions/logo.png", b"no text \xff");
    });
    assert_eq!(made, BTreeSet::new());
}
