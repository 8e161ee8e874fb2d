//! Issues of which there is only a file.

use std::fs;

use crate::support::Site;
use crate::support::program::kuaixun;

#[test]
fn a_pdf_is_an_issue() {
    let site = Site::small();
    let folder = "content/bulletins/kx/2006-12";
    site.write(&format!("{folder}/2006年第12期.pdf"), "%PDF-1.4\n");
    let contents = "contents:\n  - {title: 旧年瓞瓞大会, page: 3}\n  - 无页码的\n";
    let head = format!("date: 2006-12-31\nfile: 2006年第12期.pdf\n{contents}");
    site.write(&format!("{folder}/_index.md"), format!("---\n{head}---\n"));
    assert_eq!(site.codes(), [""; 0]);
    site.build();
    let page = site.page("bulletins/kx/2006-12/index.html");
    let pdf =
        page.split("href=\"").find(|part| part.contains(".pdf#page=3")).expect("a page of the PDF");
    let address = pdf.split(['#', '"']).next().unwrap().trim_start_matches("../");
    assert!(site.root().join("public").join(address).exists(), "{address}");
    assert!(page.contains("2006年第12期.pdf</a>") && page.contains("第3页"), "{page}");
    assert!(page.contains("<li>无页码的</li>") && !page.contains("这一期"), "{page}");
    assert!(site.page("bulletins/kx/2007-01/index.html").contains("第1期（总第2期）"));
    assert!(site.page("bulletins/kx/index.html").contains("旧年瓞瓞大会"));
    let found = site.published().into_iter().any(|(path, bytes)| {
        path.starts_with("search/texts") && String::from_utf8_lossy(&bytes).contains("旧年瓞瓞大会")
    });
    assert!(found, "the search has its titles");
    assert!(site.page("archive/index.html").contains("2006年"), "the archive has its year");
    assert!(site.page("archive/2006/index.html").contains("第12期"));
    // An article beside it stands among the articles, and its file name nowhere.
    site.article(&format!("{folder}/m.md"), "另有一篇", "", "正文。");
    let mixed = "contents: [m.md, {title: 旧题, page: 1}]\n";
    site.write(
        &format!("{folder}/_index.md"),
        format!("---\nfile: 2006年第12期.pdf\n{mixed}---\n"),
    );
    assert_eq!(site.codes(), [""; 0]);
    site.build();
    let page = site.page("bulletins/kx/2006-12/index.html");
    assert!(!page.contains("m.md") && page.contains("另有一篇") && page.contains("旧题"), "{page}");
    site.write(&format!("{folder}/_index.md"), "---\nfile: 没有.pdf\n---\n");
    assert!(site.codes().contains(&"broken-link"));
}

#[test]
fn pages_may_be_pictures() {
    let site = Site::small();
    let folder = "content/bulletins/kx/2006-12";
    for name in ["1.png", "2.png"] {
        let picture = image::RgbImage::from_pixel(4, 4, image::Rgb([9, 9, 9]));
        fs::create_dir_all(site.root().join(folder)).unwrap();
        picture.save(site.root().join(folder).join(name)).unwrap();
    }
    let contents = "contents: [{title: 二页, page: 2}, {title: 九页, page: 9}]\n";
    site.write(
        &format!("{folder}/_index.md"),
        format!("---\nfile: [1.png, 2.png]\n{contents}---\n"),
    );
    assert_eq!(site.codes(), [""; 0]);
    site.build();
    let page = site.page("bulletins/kx/2006-12/index.html");
    assert!(page.matches("<img src=\"../../../bulletins/kx/2006-12/").count() == 2, "{page}");
    assert!(page.contains("#page-2\">二页</a>") && page.contains("<li>九页 "), "{page}");
}

#[test]
fn a_shelf_is_taken_in_after_the_list_was_seen() {
    let site = Site::small();
    let shelf = tempfile::tempdir().unwrap();
    for name in ["2006年第3期.pdf", "200604.pdf", "2006年第5-6期.pdf", "2007-01.pdf", "封面.pdf"]
    {
        fs::write(shelf.path().join(name), name).unwrap();
    }
    let from = shelf.path().to_str().unwrap();
    let run = |more: &[&str]| {
        kuaixun(&site.root(), &[&["new", "issue", "--from", from, "--no-input"], more].concat())
    };
    let seen = run(&[]);
    assert_eq!(seen.status, 1, "{}", seen.err);
    assert!(seen.out.contains("kx/2006-05-06  ←  2006年第5-6期.pdf"), "{}", seen.out);
    assert!(seen.out.contains("封面.pdf") && seen.out.contains("2007-01.pdf"), "{}", seen.out);
    assert!(!site.root().join("content/bulletins/kx/2006-03").exists());
    assert_eq!(run(&["--yes"]).status, 0);
    assert_eq!(site.codes(), [""; 0]);
    site.build();
    assert!(site.page("bulletins/kx/2006-05-06/index.html").contains("第5—6期合刊（总第3—4期）"));
    let copy = site.root().join("content/bulletins/kx/2006-04/200604.pdf");
    assert_eq!(fs::read_to_string(copy).unwrap(), "200604.pdf");
    fs::write(shelf.path().join("2006年7月 第7期.pdf"), "").unwrap();
    fs::write(shelf.path().join("2008-1.pdf"), "").unwrap();
    fs::write(shelf.path().join("2008年第1期.pdf"), "").unwrap();
    let twice = run(&["--yes"]);
    assert!(twice.status == 2 && twice.err.contains("2008-1.pdf"), "{}", twice.err);
}

#[test]
fn a_publication_may_be_named_by_its_title() {
    let site = Site::small();
    let run = kuaixun(&site.root(), &["new", "issue", "--publication", "快讯", "--no-input"]);
    assert!(run.out.contains("content/bulletins/kx/"), "{}{}", run.out, run.err);
    let run = kuaixun(&site.root(), &["new", "issue", "--publication", "kxx", "--no-input"]);
    assert!(run.status == 2 && run.err.contains("there are kx"), "{}", run.err);
}

#[test]
fn lists_for_the_director() {
    let site = Site::small();
    let config = "title: 测试快讯\ncolumns: [{name: 要闻, update_within: 30}, {name: 简讯}]\n";
    site.write("kuaixun.yaml", config);
    site.write("data/units.yaml", "- 甲局\n- 乙局\n- 丙局\n");
    let list = |what: &str| kuaixun(&site.root(), &["list", what, "--format", "csv"]).out;
    assert_eq!(
        list("columns"),
        "\u{feff}Column,Articles,Latest,Within days\n要闻,3,2007-03-20,30\n简讯,0,,14\n"
    );
    let stale = list("stale");
    assert!(
        stale.contains("Column,要闻,2007-03-20,30") && stale.contains("Unit,丙局,,183"),
        "{stale}"
    );
    let articles = list("articles");
    assert!(
        articles.starts_with("\u{feff}Date,Title,Unit,Column,Publication,Issue,"),
        "{articles}"
    );
    assert!(articles.contains(",kx,2007-01,"), "{articles}");
    let chinese = crate::support::program::run(
        &site.root(),
        &["list", "units", "--format", "csv"],
        &[("KUAIXUN_LANG", "zh")],
    );
    assert!(chinese.out.starts_with("\u{feff}单位,"), "{}", chinese.out);
    let json = kuaixun(&site.root(), &["list", "columns", "--format", "json"]).out;
    assert!(json.contains("\"within\": \"30\""), "{json}");
}

#[test]
fn a_new_site_has_its_own_names() {
    let folder = tempfile::tempdir().unwrap();
    let init = |name: &str, publication: &str| {
        let title = ["--title", "云岭“快讯”", "--publisher", "云岭县科学技术局"];
        let more = [&["init", name], &title[..], &["--publication", publication]].concat();
        kuaixun(folder.path(), &more)
    };
    assert_eq!(init("bad", "云岭").status, 2);
    assert!(!folder.path().join("bad").exists());
    let run = init("site", "yunling");
    assert_eq!(run.status, 0, "{}", run.err);
    let root = folder.path().join("site");
    let index = fs::read_to_string(root.join("content/bulletins/yunling/_index.md")).unwrap();
    assert!(index.contains("云岭“快讯”"), "{index}");
    let run = kuaixun(&root, &["check", "--deny", "warnings"]);
    assert_eq!(run.status, 0, "{}{}", run.out, run.err);
    assert_eq!(kuaixun(&root, &["build"]).status, 0);
    let page = fs::read_to_string(root.join("public/index.html")).unwrap();
    assert!(page.contains("云岭“快讯”") && page.contains("云岭县科学技术局"), "{page}");
}
