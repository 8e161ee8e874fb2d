//! Puts the bulletin together: selects, numbers, names, orders, links.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;

use super::bulletin::{Article, Bulletin, Numbers, Page, Section, SourceFile};
use super::links::Found;
use super::names::Names;
use super::publications::{self, Frame};
use super::select::{select, sole_publication};
use super::texts::{Text, texts};
use crate::base::Checked;
use crate::base::{Diagnostic, Moment, OutputPath, Span};
use crate::content::urls;
use crate::content::{Document, Documents, File, Inputs, Place, Tree};

/// Assembles what is shown on the day the inputs name.
pub fn assemble(inputs: &Inputs, documents: &Documents) -> Checked<Bulletin> {
    let mut findings = Vec::new();
    let selected = select(documents, inputs.today, inputs.show);
    let (texts, found) = texts(&inputs.tree, &selected);
    let mut frame = publications::frame(documents, &selected, &texts, &mut findings);
    let redirects = redirects(&texts, &mut findings);
    let (in_path_order, pages) = items(texts, &frame, sole_publication(documents), &mut findings);
    let (mut articles, by_path) = newest_first(in_path_order);
    let names = Names::collect(documents, &mut articles, &mut findings);
    fill_issues(&mut frame, &articles);
    findings.extend(publications::check(&frame));
    let mut bulletin = Bulletin {
        config: Arc::new(documents.config.clone()),
        today: inputs.today,
        publications: frame.publications,
        issues: frame.issues,
        articles,
        by_path,
        pages,
        columns: names.columns,
        units: names.units,
        authors: names.authors,
        tags: names.tags,
        files: static_files(&inputs.tree, &mut findings),
        redirects,
        expected: Vec::new(),
    };
    take_in(found, &mut bulletin, &mut findings);
    Checked::with(bulletin, findings)
}

/// Articles and single pages, as their texts come: in the order of their paths.
fn items(
    texts: Vec<Text>,
    frame: &Frame,
    sole: Option<&str>,
    findings: &mut Vec<Diagnostic>,
) -> (Vec<Article>, Vec<Page>) {
    let mut articles = Vec::with_capacity(texts.len());
    let mut pages = Vec::new();
    for text in texts {
        let document = &text.document;
        let section = match document.place {
            Place::Bulletin(..) => Section::Bulletin,
            Place::News => Section::News,
            Place::Summary => Section::Summary,
            Place::Page => {
                let title = required_title(document, findings);
                pages.push(Page { text, title });
                continue;
            }
            Place::Publication(_) | Place::Issue(..) | Place::Unknown => continue,
        };
        let title = required_title(document, findings);
        let date = required_date(document, findings);
        let issue = frame.issue_of(document, sole).unwrap_or_else(|finding| {
            findings.push(finding);
            None
        });
        articles.push(Article {
            title,
            date,
            section,
            issue,
            column: None,
            units: Numbers::new(),
            authors: Numbers::new(),
            tags: Numbers::new(),
            text,
        });
    }
    pages.sort_by_key(|page: &Page| page.text.document.head.weight.unwrap_or(i64::MAX));
    (articles, pages)
}

/// Articles from the newest to the oldest, those of a day in the order of their paths; and where
/// the first by path is now, the second, and so on.
fn newest_first(articles: Vec<Article>) -> (Vec<Article>, Vec<usize>) {
    let mut order: Vec<usize> = (0..articles.len()).collect();
    order.sort_by_cached_key(|index| Reverse(articles[*index].date));
    let mut by_path = vec![0; articles.len()];
    for (now, before) in order.iter().enumerate() {
        by_path[*before] = now;
    }
    let mut articles: Vec<Option<Article>> = articles.into_iter().map(Some).collect();
    let sorted = order.iter().filter_map(|index| articles[*index].take());
    (sorted.collect(), by_path)
}

/// Without a title nothing will be published, but the rest is checked all the same.
fn required_title(document: &Document, findings: &mut Vec<Diagnostic>) -> Arc<str> {
    if let Some(title) = &document.head.title {
        return Arc::clone(title);
    }
    let finding = Diagnostic::error("title-missing", "文章没有标题").at(document.span("title"));
    findings.push(finding.help("在开头的两行 --- 之间写一行 title: 标题"));
    "".into()
}

fn required_date(document: &Document, findings: &mut Vec<Diagnostic>) -> Moment {
    let was_wrong = document.span("date").range.end > 0;
    if document.head.date.is_none() && !was_wrong {
        let finding =
            Diagnostic::error("date-missing", "文章没有日期").at(Span::file(&document.path));
        findings.push(finding.help("在开头的两行 --- 之间写一行 date: 2007-03-20"));
    }
    document.head.date.unwrap_or(Moment::day(Date::ZERO))
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
        issue.articles.sort_by_cached_key(|article| {
            let article = &articles[*article];
            let weight = article.text.document.head.weight.unwrap_or(i64::MAX);
            (article.column.unwrap_or(usize::MAX), weight, Reverse(article.date))
        });
        let latest = issue.articles.iter().map(|article| articles[*article].date).max();
        issue.date = issue.date.or(latest);
        frame.publications[issue.publication].issues.push(index);
    }
}

fn static_files(tree: &Tree, findings: &mut Vec<Diagnostic>) -> BTreeMap<OutputPath, SourceFile> {
    let mut files = BTreeMap::new();
    for (path, file) in &tree.files {
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
    texts: &[Text],
    findings: &mut Vec<Diagnostic>,
) -> Vec<(OutputPath, OutputPath, Span)> {
    let mut all = Vec::new();
    for text in texts {
        let document = &text.document;
        for alias in &document.head.aliases {
            let span = document.span("aliases");
            if let Some(from) = urls::alias(alias) {
                all.push((from, text.url().clone(), span));
            } else {
                let message = format!("旧网址写法有误：{alias}");
                let finding = Diagnostic::error("bad-alias", message).at(span);
                findings.push(finding.help("从网站根目录写起，例如 /old/2007-cunchuntong.html"));
            }
        }
    }
    all
}

/// Takes what texts lead to into the bulletin: files to copy, pages that must be there.
fn take_in(found: Vec<Found>, bulletin: &mut Bulletin, findings: &mut Vec<Diagnostic>) {
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
