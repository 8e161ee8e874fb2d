//! A theme of the site's own, laid over the default one file by file.

use std::fs;
use std::io::{Cursor, Read as _};

use kuaixun::base::Diagnostic;

use crate::support::{Site, repository, tree};

fn with_theme(site: &Site, name: &str) {
    let config = fs::read_to_string(site.root().join("kuaixun.yaml")).expect("a file");
    site.write("kuaixun.yaml", format!("{config}theme: {name}\n"));
}

#[test]
fn three_files_make_another_site() {
    let site = Site::demo();
    site.build();
    let before = site.published();
    let files = tree(&repository().join("themes/gazette"));
    assert_eq!(files.len(), 3);
    for (path, bytes) in &files {
        site.write(&format!("themes/gazette/{path}"), bytes);
    }
    with_theme(&site, "gazette");
    assert!(site.findings().is_empty(), "{:#?}", site.findings());
    site.build();
    let after = site.published();
    assert_eq!(after["assets/colours.css"], files["assets/colours.css"]);
    assert_eq!(after["assets/site.css"], before["assets/site.css"]);
    assert_eq!(before.keys().collect::<Vec<_>>(), after.keys().collect::<Vec<_>>());
    let home = site.page("index.html");
    assert!(home.contains(">新闻</a>") && home.contains(">公报</a>") && home.contains(">全部</a>"));
    assert!(site.page("news/index.html").contains("<h1>新闻</h1>"));
}

#[test]
fn a_theme_may_have_folders_words_and_a_language_of_its_own() {
    let site = Site::small();
    site.write("themes/red/templates/part/motto.html", "<p>{{ words.motto }}</p>");
    let home = "{% extends \"base.html\" %}{% block main %}{% include \"part/motto.html\" %}{{ words.home }}{% endblock %}";
    site.write("themes/red/templates/home.html", home);
    site.write("themes/red/i18n/zh-CN.yaml", "motto: 求实\n");
    site.write("themes/red/i18n/bo.yaml", "motto: བདེན་པ\n");
    with_theme(&site, "red");
    site.build();
    assert!(site.page("index.html").contains("<p>求实</p>首页"));
    let config = fs::read_to_string(site.root().join("kuaixun.yaml")).expect("a file");
    site.write("kuaixun.yaml", format!("{config}language: bo-CN\n"));
    site.build();
    assert!(site.page("index.html").contains("<p>བདེན་པ</p>首页"));
}

#[test]
fn a_template_that_fails_on_every_page_is_one_mistake() {
    let site = Site::demo();
    site.write("themes/red/templates/article.html", "{{ artikel.title }}");
    with_theme(&site, "red");
    let compiled = site.session().compile().value.expect("a site");
    let output = site.root().join("public");
    let told = kuaixun::publish(&compiled, &site.root(), &output, false, &|_| {});
    let Err(kuaixun::write::PublishError::Render(findings)) = told else { panic!("{told:?}") };
    assert_eq!(findings.len(), 1, "{findings:#?}");
    assert_eq!(findings[0].arg("pages"), Some("93"));
    let place = findings[0].at.as_ref().expect("a place");
    assert_eq!(place.file.as_str(), "themes/red/templates/article.html");
}

#[test]
fn a_language_without_words_is_told_of() {
    let site = Site::small();
    site.write("kuaixun.yaml", "title: T\nlanguage: fr-CA\n");
    assert_eq!(site.codes(), ["no-words"]);
    site.write("themes/default/i18n/fr.yaml", "home: Accueil\n");
    assert!(site.codes().is_empty());
}

#[test]
fn words_that_cannot_be_used_are_a_mistake_with_a_place() {
    let site = Site::small();
    for bad in ["home: [首页]\n", "- 首页\n", "date_form: \"%\"\n"] {
        site.write("themes/default/i18n/zh-CN.yaml", bad);
        let findings = site.findings();
        assert_eq!(findings.len(), 1, "{findings:#?}");
        assert_eq!(findings[0].code, "bad-words");
        assert!(findings[0].at.is_some());
    }
}

/// The red of the default theme, on pages and on paper.
const REDS: [&str; 2] = ["b5121b", "c8102e"];

#[test]
fn the_colours_of_a_theme_reach_mail_and_books() {
    let site = Site::demo();
    let config = fs::read_to_string(site.root().join("kuaixun.yaml")).expect("a file");
    site.write("kuaixun.yaml", format!("{config}theme: gazette\neditions: [epub, mail, zip]\n"));
    for (path, bytes) in tree(&repository().join("themes/gazette")) {
        site.write(&format!("themes/gazette/{path}"), bytes);
    }
    // The red that authors draw with is theirs.
    for (path, bytes) in tree(&site.root().join("content")) {
        if path.ends_with(".svg") {
            let drawing = String::from_utf8(bytes).expect("UTF-8");
            site.write(&format!("content/{path}"), drawing.replace(REDS[0], "000000"));
        }
    }
    site.build();
    let mut looked_at = 0;
    for (path, bytes) in site.published() {
        let files = match path.rsplit_once('.').map(|(_, end)| end) {
            Some("epub" | "zip") if path != "site.zip" => unzipped(&bytes),
            Some("html" | "txt") if path.contains(".mail.") => vec![bytes],
            _ => continue,
        };
        for file in files {
            let text = String::from_utf8_lossy(&file).to_lowercase();
            assert!(!REDS.iter().any(|red| text.contains(red)), "{path}: {text}");
            looked_at += usize::from(text.contains("#1c5c45"));
        }
    }
    // Of each issue the mail, alone and in its package, and the style of its book.
    assert!(looked_at >= 3 * 12, "{looked_at}");
}

/// The files of an archive, and of the archives in it.
fn unzipped(bytes: &[u8]) -> Vec<Vec<u8>> {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).expect("an archive");
    let mut files = Vec::new();
    for number in 0..zip.len() {
        let mut file = zip.by_index(number).expect("a file");
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).expect("bytes");
        files.extend(if bytes.starts_with(b"PK") { unzipped(&bytes) } else { vec![bytes] });
    }
    files
}

/// A small site with editions and one file of its own theme; the findings that stop it.
fn stopped_by(file: &str, text: &str) -> Vec<Diagnostic> {
    let site = Site::small();
    let config = fs::read_to_string(site.root().join("kuaixun.yaml")).expect("a file");
    site.write("kuaixun.yaml", format!("{config}theme: red\neditions: [mail, epub]\n"));
    site.write(&format!("themes/red/{file}"), text);
    let compiled = site.session().compile().value.expect("a site");
    let output = site.root().join("public");
    let told = kuaixun::publish(&compiled, &site.root(), &output, false, &|_| {});
    let Err(kuaixun::write::PublishError::Render(findings)) = told else { panic!("{told:?}") };
    // A check and a preview know it before.
    let mistakes = compiled.mistakes();
    assert_eq!((mistakes[0].code, &mistakes[0].at), (findings[0].code, &findings[0].at));
    findings
}

#[test]
fn a_template_that_fails_is_a_mistake_with_a_place() {
    let cases = [
        ("editions/mail.html", "{{ mail.titel }}", "template-failed"),
        (
            "editions/article.xhtml",
            "<html><body>&nbsp;{{ item.body | safe }}</body></html>",
            "edition-failed",
        ),
        (
            "editions/issue.xhtml",
            "<html><body>{{ issue.title }}<br></body></html>",
            "edition-failed",
        ),
    ];
    for (file, text, code) in cases {
        let findings = stopped_by(file, text);
        let place = findings[0].at.as_ref().expect("a place");
        assert_eq!(
            (findings[0].code, place.file.as_str()),
            (code, format!("themes/red/{file}").as_str())
        );
    }
}

#[test]
fn a_style_sheet_that_cannot_be_read_stops_the_build() {
    let site = Site::small();
    let config = fs::read_to_string(site.root().join("kuaixun.yaml")).expect("a file");
    site.write("kuaixun.yaml", format!("{config}theme: red\n"));
    let cases = [
        ("editions/mail.css", "h1 { color: red\n.item { margin: 0 }", true),
        ("editions/epub.css", "p { margin: 0 } 说明", true),
        ("assets/colours.css", ":root { --red: #123456; } }", true),
        ("assets/colours.css", ":root { --red: var(--rde); }", false),
    ];
    for (file, css, is_error) in cases {
        let path = format!("themes/red/{file}");
        site.write(&path, css);
        let findings = site.findings();
        let [finding] = &findings[..] else { panic!("{findings:?}") };
        let place = finding.at.as_ref().map(|at| at.file.as_str());
        assert_eq!(
            (finding.code, finding.is_error(), place),
            ("bad-style", is_error, Some(path.as_str()))
        );
        site.remove(&path);
        site.write("themes/red/assets/site.css", "");
    }
}
