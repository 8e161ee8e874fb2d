//! The part between the `---` lines: text becomes a [`Head`].

use std::ops::Range;
use std::sync::Arc;

use jiff::tz::TimeZone;

use super::fields::Fields;
use super::layout::IssueId;
use crate::base::{Checked, Diagnostic, Moment, SourcePath, Span};

/// Who may see an item.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Visibility {
    /// Everybody.
    #[default]
    Public,
    /// Only a site that says `audience: internal` (convention 9).
    Internal,
}

/// A file offered for download with an article.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Attachment {
    /// Where it lies, relative to the article.
    pub file: String,
    /// What to call it; the file's name when absent.
    pub title: Option<String>,
}

/// What the author said of an article, a page, an issue or a publication.
///
/// Every key is optional here; which ones must be there is a rule of `model`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Head {
    /// The headline.
    pub title: Option<Arc<str>>,
    /// When it was written or happened; what lists sort by.
    pub date: Option<Moment>,
    /// Who wrote it.
    pub authors: Vec<String>,
    /// Which units sent it (供稿单位), as written.
    pub units: Vec<String>,
    /// Its column (栏目), as written.
    pub column: Option<String>,
    /// Which publication the issue belongs to, when the file lies elsewhere.
    pub publication: Option<String>,
    /// Which issue it joins, when the file lies elsewhere.
    pub issue: Option<IssueId>,
    /// Order inside its column of the issue: the lowest first, none last.
    pub weight: Option<i64>,
    /// Free keywords.
    pub tags: Vec<String>,
    /// A summary in the author's words.
    pub summary: Option<Arc<str>>,
    /// The last part of its URL.
    pub slug: Option<String>,
    /// Former URLs, which will redirect here.
    pub aliases: Vec<String>,
    /// Not published unless drafts are asked for.
    pub draft: bool,
    /// Not published before this day.
    pub publish: Option<Moment>,
    /// Not published after this day.
    pub expires: Option<Moment>,
    /// Who may see it.
    pub visibility: Visibility,
    /// Where a reprinted item comes from (来源).
    pub source: Option<String>,
    /// Files to download.
    pub attachments: Vec<Attachment>,
    /// Whatever else a theme wants.
    pub extra: Option<serde_yaml::Value>,
    /// What only publications and issues have: apart, since most documents are articles.
    pub imprint: Option<Box<Imprint>>,
}

/// The keys of `_index.md` files: what a masthead and an imprint need (conventions 4 and 7).
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, serde::Serialize)]
pub struct Imprint {
    /// Who prints it (编印单位).
    pub publisher: Option<String>,
    /// The large red name; the title when absent.
    pub masthead: Option<String>,
    /// The line at the top left, such as 内部资料 注意保存.
    pub classification: Option<String>,
    /// The cumulative number (总第M期) of its first issue.
    pub first_cumulative: Option<i64>,
    /// How many copies are printed.
    pub copies: Option<i64>,
    /// Superiors (报).
    pub report: Vec<String>,
    /// Peers (送).
    pub send: Vec<String>,
    /// Subordinates (发).
    pub issue: Vec<String>,
    /// Extra recipients of this issue (本期增发).
    pub extra: Vec<String>,
    /// 编辑
    pub editor: Option<String>,
    /// 审核
    pub reviewer: Option<String>,
    /// 签发
    pub issuer: Option<String>,
}

/// A head, and where each of its keys stands.
pub type Located = (Head, Vec<(&'static str, Range<usize>)>);

/// Splits a file into its front matter (a range) and where the body starts.
///
/// # Errors
/// A finding when there is no front matter or it is not closed.
pub fn split(file: &SourcePath, text: &str) -> Result<(Range<usize>, usize), Diagnostic> {
    let start_of_file = if text.starts_with('\u{feff}') { 3 } else { 0 };
    let mut lines = text[start_of_file..].split_inclusive('\n');
    let first = lines.next().unwrap_or_default();
    if first.trim_end() != "---" {
        let at = Span::new(file, start_of_file..start_of_file + first.trim_end().len());
        return Err(Diagnostic::error(
            "front-matter-missing",
            "文件开头缺少文章信息（front matter）",
        )
        .at(at)
        .help("在第一行写 ---，接着写 title: 标题、date: 2007-03-20，再写一行 ---，然后是正文"));
    }
    let start = start_of_file + first.len();
    let mut end = start;
    for line in lines {
        if line.trim_end() == "---" {
            return Ok((start..end, end + line.len()));
        }
        end += line.len();
    }
    Err(Diagnostic::error("front-matter-unclosed", "文章信息没有结束：缺少第二行 ---")
        .at(Span::new(file, start_of_file..start_of_file + 3))
        .help("在正文之前单独写一行 ---"))
}

/// Reads the keys of an article or page.
///
/// # Errors
/// A finding when the text is no YAML mapping.
pub fn article(
    file: &SourcePath,
    yaml: &str,
    offset: usize,
    zone: &TimeZone,
) -> Result<Checked<Located>, Diagnostic> {
    read(file, yaml, offset, |fields| {
        let mut head = common(fields, zone);
        head.column = fields.text("column");
        head.authors = either(fields, "author", "authors");
        head.units = either(fields, "unit", "units");
        head.publication = fields.text("publication");
        head.issue = issue(fields);
        head.weight = fields.integer("weight");
        head.tags = fields.list("tags");
        head.slug = fields.text("slug");
        head.aliases = fields.list("aliases");
        head.source = fields.text("source");
        head.attachments = attachments(fields);
        head
    })
}

/// Reads the keys of a publication's or an issue's `_index.md`.
///
/// # Errors
/// A finding when the text is no YAML mapping.
pub fn index(
    file: &SourcePath,
    yaml: &str,
    offset: usize,
    zone: &TimeZone,
) -> Result<Checked<Located>, Diagnostic> {
    read(file, yaml, offset, |fields| {
        let mut head = common(fields, zone);
        let mut imprint = Imprint {
            publisher: fields.text("publisher"),
            masthead: fields.text("masthead"),
            classification: fields.text("classification"),
            first_cumulative: fields.integer("first_cumulative"),
            copies: fields.integer("copies"),
            editor: fields.text("editor"),
            reviewer: fields.text("reviewer"),
            issuer: fields.text("issuer"),
            ..Imprint::default()
        };
        if let Some(mut recipients) = fields.nested("recipients") {
            imprint.report = recipients.list("report");
            imprint.send = recipients.list("send");
            imprint.issue = recipients.list("issue");
            imprint.extra = recipients.list("extra");
            recipients.finish().into_iter().for_each(|finding| fields.report(finding));
        }
        head.imprint = Some(Box::new(imprint));
        head
    })
}

fn read(
    file: &SourcePath,
    yaml: &str,
    offset: usize,
    keys: impl FnOnce(&mut Fields<'_>) -> Head,
) -> Result<Checked<Located>, Diagnostic> {
    let mut fields = Fields::parse(file, yaml, offset)?;
    let head = keys(&mut fields);
    let places = fields.places();
    Ok(Checked::with((head, places), fields.finish()))
}

fn common(fields: &mut Fields<'_>, zone: &TimeZone) -> Head {
    Head {
        title: fields.text("title").map(Into::into),
        date: fields.moment("date", zone),
        summary: fields.text("summary").map(Into::into),
        draft: fields.flag("draft").unwrap_or(false),
        publish: fields.moment("publish", zone),
        expires: fields.moment("expires", zone),
        visibility: visibility(fields),
        extra: fields.raw("extra"),
        ..Head::default()
    }
}

fn either(fields: &mut Fields<'_>, one: &'static str, many: &'static str) -> Vec<String> {
    let mut all = fields.list(one);
    for name in fields.list(many) {
        if !all.contains(&name) {
            all.push(name);
        }
    }
    all
}

fn issue(fields: &mut Fields<'_>) -> Option<IssueId> {
    let text = fields.text("issue")?;
    let id = IssueId::parse(&text);
    if id.is_none() {
        let finding = Diagnostic::error("bad-issue", format!("“{text}”不是期号"));
        let help = "写成 2007-03（2007年第3期），增刊写成 2007-s1";
        fields.report(finding.at(fields.span("issue")).help(help));
    }
    id
}

fn visibility(fields: &mut Fields<'_>) -> Visibility {
    if fields.raw("visibility").is_some_and(|value| value.is_null()) {
        // Left open, it might have been meant to hide the item.
        let finding = Diagnostic::error("bad-visibility", "visibility 没有写值");
        fields.report(
            finding.at(fields.span("visibility")).help("写 public（公开）或 internal（内部）"),
        );
        return Visibility::Internal;
    }
    match fields.text("visibility").as_deref() {
        None | Some("public") => Visibility::Public,
        Some("internal") => Visibility::Internal,
        Some(other) => {
            let finding =
                Diagnostic::error("bad-visibility", format!("visibility 不能是“{other}”"));
            fields.report(
                finding.at(fields.span("visibility")).help("写 public（公开）或 internal（内部）"),
            );
            Visibility::Internal
        }
    }
}

fn attachments(fields: &mut Fields<'_>) -> Vec<Attachment> {
    let mut all = Vec::new();
    for mut item in fields.items("attachments", "file") {
        if let Some(file) = item.text("file") {
            all.push(Attachment { file, title: item.text("title") });
        } else {
            let finding = Diagnostic::error("attachment-without-file", "附件缺少 file");
            item.report(finding.at(item.span("file")));
        }
        item.finish().into_iter().for_each(|finding| fields.report(finding));
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file() -> SourcePath {
        SourcePath::new("content/news/a.md").unwrap()
    }

    #[test]
    fn splits_with_a_byte_order_mark_and_dos_line_ends() {
        let text = "\u{feff}---\r\ntitle: 甲\r\n---\r\n正文";
        let (yaml, body) = split(&file(), text).unwrap();
        assert_eq!(&text[yaml], "title: 甲\r\n");
        assert_eq!(&text[body..], "正文");
    }

    #[test]
    fn names_what_is_missing() {
        assert_eq!(split(&file(), "正文").unwrap_err().code, "front-matter-missing");
        assert_eq!(split(&file(), "").unwrap_err().code, "front-matter-missing");
        assert_eq!(split(&file(), "---\ntitle: 甲\n").unwrap_err().code, "front-matter-unclosed");
    }

    #[test]
    fn reads_an_article() {
        let yaml = "title: 科技大集\ndate: 2007年5月21日\nunits: [市科技局]\nissue: 2007-5\nattachments:\n- a.csv\n- {file: b.csv, title: 表}\n";
        let ((head, places), findings) = {
            let checked = article(&file(), yaml, 4, &TimeZone::UTC).unwrap();
            (checked.value, checked.diagnostics)
        };
        assert_eq!(findings, []);
        assert_eq!(head.date.unwrap().to_string(), "2007-05-21");
        assert_eq!(head.issue.unwrap().to_string(), "2007-05");
        assert_eq!(head.attachments[1].title.as_deref(), Some("表"));
        assert!(places.iter().any(|(key, range)| *key == "title" && range.start == 4));
    }
}
