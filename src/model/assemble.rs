//! Puts the bulletin together: selects, numbers, names, orders, links.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;
use rayon::prelude::*;

use super::bulletin::{Article, Bulletin, Download, Page, Section, SourceFile, Text};
use super::links::{Destinations, Found};
use super::names::{Names, Order};
use super::publications::{self, Frame};
use super::select::{Selected, select, sole_publication};
use super::{Links, urls};
use crate::base::{Checked, Diagnostic, Hashed, Moment, OutputPath, SourcePath, Span};
use crate::content::{Document, Documents, File, Inputs, Place};

/// Assembles what is published on the day the inputs name.
pub fn assemble(inputs: &Inputs, documents: &Documents) -> Checked<Bulletin> {
    let mut findings = Vec::new();
    let selected = select(documents, inputs.today, inputs.drafts);
    let mut frame = publications::frame(documents, &selected, &mut findings);
    let sole = sole_publication(documents);
    let mut articles = articles(&selected, &frame, sole, &mut findings);
    let pages = pages(&selected, &mut findings);
    let names = AllNames::collect(documents, &mut articles, &mut findings);
    fill_issues(&mut frame, &articles);
    findings.extend(publications::check(&frame));
    let mut bulletin = Bulletin {
        config: Arc::new(documents.config.clone()),
        today: inputs.today,
        publications: frame.publications,
        issues: frame.issues,
        articles,
        pages,
        columns: names.columns,
        units: names.units,
        authors: names.authors,
        tags: names.tags,
        files: static_files(inputs, &mut findings),
        redirects: Vec::new(),
        expected: Vec::new(),
    };
    bulletin.redirects = redirects(&bulletin, &mut findings);
    follow_links(inputs, selected, &mut bulletin, &mut findings);
    Checked::with(bulletin, findings)
}

/// The articles, from the newest to the oldest.
fn articles(
    selected: &Selected<'_>,
    frame: &Frame,
    sole: Option<&str>,
    findings: &mut Vec<Diagnostic>,
) -> Vec<Article> {
    let mut articles = Vec::with_capacity(selected.shown.len());
    for document in &selected.shown {
        let section = match document.place {
            Place::Bulletin(..) => Section::Bulletin,
            Place::News => Section::News,
            Place::Summary => Section::Summary,
            _ => continue,
        };
        let title = required_title(document, findings);
        let date = required_date(document, findings);
        let issue = frame.issue_of(document, sole).unwrap_or_else(|finding| {
            findings.push(finding);
            None
        });
        let url = address(document, urls::article, findings);
        // Without a title or a date nothing will be published, but the rest is checked all the same.
        if let Some(url) = url {
            articles.push(Article {
                text: unlinked(document),
                url,
                title: title.unwrap_or_default(),
                date: date.unwrap_or(Moment::day(Date::ZERO)),
                section,
                issue,
                column: None,
                units: Vec::new(),
                authors: Vec::new(),
                tags: Vec::new(),
                downloads: Vec::new(),
            });
        }
    }
    // Documents come in the order of their paths, which a stable sort keeps within a day.
    articles.sort_by_key(|article| Reverse(article.date));
    articles
}

fn pages(selected: &Selected<'_>, findings: &mut Vec<Diagnostic>) -> Vec<Page> {
    let mut pages = Vec::new();
    for document in selected.shown.iter().filter(|document| document.place == Place::Page) {
        let title = required_title(document, findings);
        let url = address(document, urls::page, findings);
        if let Some(url) = url {
            let title = title.unwrap_or_default();
            pages.push(Page { text: unlinked(document), url, title, downloads: Vec::new() });
        }
    }
    pages.sort_by_key(|page| page.text.document.head.weight.unwrap_or(i64::MAX));
    pages
}

fn unlinked(document: &Arc<Document>) -> Text {
    Text { document: Arc::clone(document), links: Hashed::new(Links::default()) }
}

fn required_title(document: &Document, findings: &mut Vec<Diagnostic>) -> Option<String> {
    if document.head.title.is_none() {
        let finding = Diagnostic::error("title-missing", "文章没有标题").at(document.span("title"));
        findings.push(finding.help("在开头的两行 --- 之间写一行 title: 标题"));
    }
    document.head.title.clone()
}

fn required_date(document: &Document, findings: &mut Vec<Diagnostic>) -> Option<Moment> {
    let was_wrong = document.span("date").range.end > 0;
    if document.head.date.is_none() && !was_wrong {
        let finding =
            Diagnostic::error("date-missing", "文章没有日期").at(Span::file(&document.path));
        findings.push(finding.help("在开头的两行 --- 之间写一行 date: 2007-03-20"));
    }
    document.head.date
}

fn address(
    document: &Document,
    rule: fn(&SourcePath, Option<&str>) -> Option<OutputPath>,
    findings: &mut Vec<Diagnostic>,
) -> Option<OutputPath> {
    let mut slug = document.head.slug.as_deref();
    if let Some(given) = slug
        && (given.contains('/') || OutputPath::new(&format!("{given}.html")).is_none())
    {
        let finding = Diagnostic::error("bad-slug", format!("slug 不能是“{given}”"))
            .at(document.span("slug"));
        findings.push(finding.help("只用英文字母、数字、- 和 _，例如 science-fair"));
        slug = None;
    }
    let url = rule(&document.path, slug);
    if url.is_none() {
        let finding =
            Diagnostic::error("url-too-long", "文件夹太深或名字太长，网址超过 150 个字符");
        findings
            .push(finding.at(Span::file(&document.path)).help("缩短文件夹名，或写一行 slug: 短名"));
    }
    url
}

/// The four kinds of name, complete with the articles they stand on.
struct AllNames {
    columns: Vec<super::Term>,
    units: Vec<super::Term>,
    authors: Vec<super::Term>,
    tags: Vec<super::Term>,
}

impl AllNames {
    fn collect(
        documents: &Documents,
        articles: &mut [Article],
        findings: &mut Vec<Diagnostic>,
    ) -> Self {
        let mut columns = Names::columns(&documents.config.columns);
        let mut units = Names::units(documents.units.as_deref());
        let mut authors = Names::open("authors", "作者");
        let mut tags = Names::open("tags", "标签");
        for (index, article) in articles.iter_mut().enumerate() {
            let document = Arc::clone(&article.text.document);
            let head = &document.head;
            let mut all = |names: &mut Names, key, list: &[String]| {
                let mut found: Vec<usize> = Vec::with_capacity(list.len());
                for name in list {
                    match names.find(name, || document.span(key)) {
                        Ok(term) if found.contains(&term) => {}
                        Ok(term) => {
                            names.credit(term, index);
                            found.push(term);
                        }
                        Err(finding) => findings.push(finding),
                    }
                }
                found
            };
            let unit_key = if document.span("units").range.end > 0 { "units" } else { "unit" };
            article.column = all(&mut columns, "column", head.column.as_slice()).pop();
            article.units = all(&mut units, unit_key, &head.units);
            article.authors = all(&mut authors, "author", &head.authors);
            article.tags = all(&mut tags, "tags", &head.tags);
        }
        let (columns, column_at) = columns.finish(Order::Usual);
        let (units, unit_at) = units.finish(Order::MostUsed);
        let (authors, author_at) = authors.finish(Order::MostUsed);
        let (tags, tag_at) = tags.finish(Order::MostUsed);
        for article in articles {
            article.column = article.column.map(|column| column_at[column]);
            article.units.iter_mut().for_each(|unit| *unit = unit_at[*unit]);
            article.authors.iter_mut().for_each(|author| *author = author_at[*author]);
            article.tags.iter_mut().for_each(|tag| *tag = tag_at[*tag]);
        }
        Self { columns, units, authors, tags }
    }
}

/// Puts articles into their issues, in the order of the contents (convention 5): by column, then
/// weight, then date, the newest first. An issue without a date gets its latest article's.
fn fill_issues(frame: &mut Frame, articles: &[Article]) {
    for (index, article) in articles.iter().enumerate() {
        if let Some(issue) = article.issue {
            frame.issues[issue].articles.push(index);
        }
    }
    for (index, issue) in frame.issues.iter_mut().enumerate() {
        issue.articles.sort_by_key(|article| {
            let article = &articles[*article];
            let weight = article.text.document.head.weight.unwrap_or(i64::MAX);
            (article.column.unwrap_or(usize::MAX), weight, Reverse(article.date))
        });
        let latest = issue.articles.iter().map(|article| articles[*article].date).max();
        issue.date = issue.date.or(latest);
        frame.publications[issue.publication].issues.push(index);
    }
}

fn static_files(
    inputs: &Inputs,
    findings: &mut Vec<Diagnostic>,
) -> BTreeMap<OutputPath, SourceFile> {
    let mut files = BTreeMap::new();
    for (path, file) in &inputs.files {
        let File::Asset(asset) = file else { continue };
        if !path.as_str().starts_with("static/") {
            continue;
        }
        if let Some(url) = urls::static_file(path) {
            let file = SourceFile { path: path.clone(), fingerprint: asset.fingerprint };
            files.insert(url, file);
        } else {
            let finding = Diagnostic::error("bad-static-name", "static 里的文件名不能用作网址");
            let help = "static/ 里的文件名只用英文字母、数字、- _ .；汉字文件名的附件放在文章旁边";
            findings.push(finding.at(Span::file(path)).help(help));
        }
    }
    files
}

fn redirects(
    bulletin: &Bulletin,
    findings: &mut Vec<Diagnostic>,
) -> Vec<(OutputPath, OutputPath, Span)> {
    let articles = bulletin.articles.iter().map(|article| (&article.text.document, &article.url));
    let pages = bulletin.pages.iter().map(|page| (&page.text.document, &page.url));
    let mut all = Vec::new();
    for (document, url) in articles.chain(pages) {
        for alias in &document.head.aliases {
            let span = document.span("aliases");
            if let Some(from) = urls::alias(alias) {
                all.push((from, url.clone(), span));
            } else {
                let message = format!("旧网址写法有误：{alias}");
                let finding = Diagnostic::error("bad-alias", message).at(span);
                findings.push(finding.help("从网站根目录写起，例如 /old/2007-cunchuntong.html"));
            }
        }
    }
    all
}

fn follow_links(
    inputs: &Inputs,
    selected: Selected<'_>,
    bulletin: &mut Bulletin,
    findings: &mut Vec<Diagnostic>,
) {
    let mut texts: Vec<&Text> = bulletin.articles.iter().map(|article| &article.text).collect();
    texts.extend(bulletin.pages.iter().map(|page| &page.text));
    texts.extend(bulletin.issues.iter().filter_map(|issue| issue.text.as_ref()));
    texts.extend(bulletin.publications.iter().filter_map(|publication| publication.text.as_ref()));
    let urls = bulletin.articles.iter().map(|article| &article.url);
    let urls = urls.chain(bulletin.pages.iter().map(|page| &page.url));
    let urls = urls
        .chain(bulletin.issues.iter().filter(|issue| issue.text.is_some()).map(|issue| &issue.url));
    let with_cover = bulletin.publications.iter().filter(|publication| publication.text.is_some());
    let urls = urls.chain(with_cover.map(|publication| &publication.url));
    let pages = texts
        .iter()
        .zip(urls)
        .map(|(text, url)| (&text.document.path, (url, &*text.document)))
        .collect();
    let destinations = Destinations { inputs, pages, hidden: selected.hidden };
    let followed: Vec<_> = texts
        .par_iter()
        .map(|text| {
            let mut found = Found::default();
            let links = destinations.follow(&text.document, &mut found);
            let downloads = downloads(&destinations, &text.document, &mut found);
            (Hashed::new(links), downloads, found)
        })
        .collect();
    let mut found = Vec::with_capacity(followed.len());
    let mut followed = followed.into_iter();
    let mut next = |text: &mut Text| {
        let (links, downloads, more) = followed.next().expect("one result for each text");
        text.links = links;
        found.push(more);
        downloads
    };
    for article in &mut bulletin.articles {
        article.downloads = next(&mut article.text);
    }
    for page in &mut bulletin.pages {
        page.downloads = next(&mut page.text);
    }
    let issues = bulletin.issues.iter_mut().filter_map(|issue| issue.text.as_mut());
    let covers =
        bulletin.publications.iter_mut().filter_map(|publication| publication.text.as_mut());
    issues.chain(covers).for_each(|text| drop(next(text)));
    for more in found {
        for (url, file) in more.files {
            let claimed = bulletin.files.entry(url).or_insert_with(|| file.clone());
            if claimed.path != file.path {
                let message = format!("附件 {} 和 {} 的网址相同", claimed.path, file.path);
                let finding =
                    Diagnostic::error("duplicate-url", message).at(Span::file(&file.path));
                findings.push(finding.help("给其中一个换文件名，不要只差大小写"));
            }
        }
        bulletin.expected.extend(more.expected);
        findings.extend(more.findings);
    }
}

fn downloads(
    destinations: &Destinations<'_>,
    document: &Document,
    found: &mut Found,
) -> Vec<Download> {
    let mut all = Vec::new();
    for attachment in &document.head.attachments {
        match destinations.attach(document, &attachment.file, found) {
            Ok(url) => {
                let name =
                    attachment.file.rsplit('/').next().unwrap_or(&attachment.file).to_owned();
                let title = attachment.title.clone().unwrap_or_else(|| name.clone());
                all.push(Download { title, url, name });
            }
            Err(finding) => found.findings.push(finding.at(document.span("attachments"))),
        }
    }
    all
}
