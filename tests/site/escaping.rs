//! What is hostile comes out as the text it is, in every page, feed and sitemap; what could run is
//! gone. `browser/xss.test.mjs` looks at the same in Chromium.

use crate::support::Site;
use quick_xml::Reader;
use quick_xml::events::Event;
use scraper::{Html, Selector};

const HOSTILE: &str =
    r#"<script>alert(1)</script> & "双引" '单引' ]]> <img src=x onerror=alert(2)>"#;

fn hostile_site() -> Site {
    let site = Site::new();
    let quoted = HOSTILE.replace('\'', "''");
    site.write("kuaixun.yaml", format!("title: '{quoted}'\nsubtitle: '{quoted}'\ndescription: '{quoted}'\nbase_url: https://test.example/\npublisher: '{quoted}'\n"));
    site.write(
        "content/bulletins/a/2007-01/a.md",
        format!(
            "---\ntitle: '{quoted}'\ndate: 2007-01-02\nunits: ['{quoted}']\nauthors: ['{quoted}']\ncolumn: '{quoted}'\ntags: ['{quoted}']\nsummary: '{quoted}'\nsource: '{quoted}'\n---\n\n## {HOSTILE}\n\n[{HOSTILE}](b.md \"{}\")\n",
            HOSTILE.replace('"', "\\\"")
        ),
    );
    site.article("content/bulletins/a/2007-01/b.md", "乙", "column: 要闻\n", "文");
    site
}

#[test]
fn no_element_comes_of_a_name() {
    let site = hostile_site();
    site.build();
    let script = Selector::parse(
        // The theme has three scripts of its own; data is none.
        "script:not([src$='assets/site.js'], [src$='assets/search-index.js'], [src$='assets/search.js']):not([type='application/ld+json']), [onerror], [onclick], img[src], header img, nav img, .rows img, head img",
    )
    .expect("a selector");
    let mut pages = 0;
    for (path, bytes) in site.published() {
        let text = String::from_utf8(bytes).expect("UTF-8");
        if path.ends_with(".html") {
            let page = Html::parse_document(&text);
            assert_eq!(page.select(&script).count(), 0, "{path}:\n{text}");
            pages += 1;
        }
    }
    assert!(pages > 15);
}

#[test]
fn names_read_back_as_they_were() {
    let site = hostile_site();
    site.build();
    let page = Html::parse_document(&site.page("bulletins/a/2007-01/a.html"));
    let text = |selector: &str| {
        let found = page.select(&Selector::parse(selector).expect("a selector")).next();
        found.expect("an element").text().collect::<String>()
    };
    assert_eq!(text("article h1"), HOSTILE);
    let attribute = Selector::parse("meta[name=ArticleTitle]").expect("a selector");
    let meta = page.select(&attribute).next().and_then(|meta| meta.attr("content"));
    assert_eq!(meta, Some(HOSTILE));
    let structured = text("script[type='application/ld+json']");
    let structured: serde_json::Value = serde_json::from_str(&structured).expect("JSON");
    let article = &structured["@graph"][0];
    assert_eq!(article["@type"], "NewsArticle");
    assert_eq!(article["headline"], HOSTILE);
    assert_eq!(article["sourceOrganization"]["name"], HOSTILE);
    assert_eq!(article["isPartOf"]["@type"], "PublicationIssue");
    assert_eq!(structured["@graph"][1]["@type"], "BreadcrumbList");
}

#[test]
fn feeds_and_sitemap_are_well_formed_and_keep_titles() {
    let site = hostile_site();
    site.build();
    let mut feeds = 0;
    for (path, bytes) in site.published().iter().filter(|(path, _)| path.ends_with(".xml")) {
        let text = std::str::from_utf8(bytes).expect("UTF-8");
        let mut reader = Reader::from_str(text);
        let (mut depth, mut titles, mut in_title) = (0_i32, Vec::new(), false);
        loop {
            match reader.read_event().unwrap_or_else(|error| panic!("{path}: {error}")) {
                Event::Eof => break,
                Event::Start(start) => {
                    depth += 1;
                    in_title = start.name().as_ref() == "title";
                    if in_title {
                        titles.push(String::new());
                    }
                }
                Event::End(_) => {
                    depth -= 1;
                    in_title = false;
                }
                Event::Text(text) if in_title => {
                    titles.last_mut().expect("a title").push_str(&text.xml10_content());
                }
                Event::GeneralRef(name) if in_title => {
                    let character = match &*name.xml10_content() {
                        "lt" => '<',
                        "gt" => '>',
                        "amp" => '&',
                        "quot" => '"',
                        "apos" => '\'',
                        other => panic!("{path}: &{other};"),
                    };
                    titles.last_mut().expect("a title").push(character);
                }
                _ => {}
            }
        }
        assert_eq!(depth, 0, "{path}");
        if path.ends_with("feed.xml") {
            feeds += 1;
            assert!(titles.iter().any(|title| title.contains(HOSTILE)), "{path}: {titles:?}");
        }
    }
    assert!(feeds >= 4);
}

/// Elements of texts, and of the pages around them.
const ELEMENTS: &str = "html head title meta link script body a abbr acronym article aside b bdi bdo \
    blockquote br button caption center cite code col colgroup data dd del details dfn div dl dt em \
    fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr i img input ins kbd label \
    legend li main map area mark nav ol optgroup option output p pre progress q rp rt rtc ruby s samp \
    search section select small span strike strong sub summary sup svg path rect circle line text g \
    desc table tbody td template tfoot th thead time tr tt u ul var wbr polyline polygon datalist noscript";

#[test]
fn nothing_that_runs_is_left_of_four_hundred_payloads() {
    let site = Site::new();
    let payloads = include_str!("../xss/payloads.txt");
    assert!(payloads.lines().count() > 300);
    for (number, payload) in payloads.lines().enumerate() {
        let payload = payload.replace("\\n", "\n");
        let quoted = serde_json::to_string(&payload.replace(char::is_control, "?")).expect("JSON");
        let names =
            format!("unit: {quoted}\nauthor: {quoted}\ntags: [{quoted}]\nsummary: {quoted}\n");
        let body = format!(
            "{payload}\n\n> {payload}\n\n| {payload} |\n|-|\n\n## {payload}\n\n```{payload}\n```\n"
        );
        site.article(&format!("content/news/t{number}.md"), "文", "", &body);
        site.article(&format!("content/news/n{number}.md"), &quoted, &names, "文。");
    }
    let mut refused = 0;
    loop {
        let findings = site.findings();
        let errors = findings.iter().filter(|finding| finding.is_error());
        let files: std::collections::BTreeSet<_> =
            errors.filter_map(|finding| Some(finding.at.as_ref()?.file.to_string())).collect();
        refused += files.len();
        if files.is_empty() {
            break;
        }
        for file in files {
            site.remove(&file);
        }
    }
    site.build();
    let allowed: Vec<&str> = ELEMENTS.split_whitespace().collect();
    let mut pages = 0;
    for (path, bytes) in site.published() {
        if !path.ends_with(".html") {
            continue;
        }
        pages += 1;
        let text = String::from_utf8(bytes).expect("UTF-8");
        let page = Html::parse_document(&text);
        for element in page.root_element().descendent_elements() {
            let element = element.value();
            // The theme's own style sheet, which knows no article.
            let is_theirs = path == "404.html" && element.name() == "style";
            assert!(is_theirs || allowed.contains(&element.name()), "{path}: <{}>", element.name());
            let is_ours = element.attr("src").is_some_and(|src| src.contains("assets/"));
            let is_data = element.attr("type") == Some("application/ld+json");
            assert!(element.name() != "script" || is_ours || is_data, "{path}: {element:?}");
            for (name, value) in element.attrs() {
                assert!(
                    !name.starts_with("on") && name != "style" && name != "srcdoc",
                    "{path}: {name}"
                );
                if matches!(name, "href" | "src" | "action" | "cite" | "poster" | "data") {
                    let scheme = value.split_once(':').map_or("", |(scheme, _)| scheme);
                    let known = ["", "http", "https", "mailto", "tel"].contains(&scheme);
                    assert!(known || scheme.contains(['/', '?', '#']), "{path}: {name}={value}");
                }
            }
        }
    }
    assert!(pages > 600 && refused < 300, "{pages} pages, {refused} articles refused");
}
