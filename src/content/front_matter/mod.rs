//! The part between the `---` lines: text becomes a [`Head`].

mod head;
pub mod notices;
pub mod topic;

use std::ops::Range;
use std::sync::Arc;

use jiff::tz::TimeZone;

use crate::base::{Checked, Diagnostic, SourcePath, Span};
use crate::content::folders::{IssueId, Place};
use crate::content::yaml::fields::Fields;
use crate::content::yaml::keys::Key;
use crate::content::yaml::{keys, mend};
use crate::content::{editions, encoding};

pub use head::{Adoption, Attachment, Head, Imprint, Standing, Visibility, VolumeTitle};

/// A head, and where each of its keys stands in the file, in bytes.
pub type Located = (Head, Vec<(&'static str, Range<usize>)>);

/// Where the front matter of a file stands, and where its text begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Split {
    /// What is between the lines of dashes, in bytes.
    pub yaml: Range<usize>,
    /// Where the text begins, in bytes.
    pub body: usize,
    /// A warning for each line of dashes that is not `---`.
    pub findings: Vec<Diagnostic>,
}

/// Whether a file begins with front matter, whatever its name is.
pub fn is_at_start(file: &SourcePath, bytes: &[u8]) -> bool {
    let Ok(Checked { value: text, .. }) = encoding::decode(file, bytes) else { return false };
    let Ok(Split { yaml, .. }) = split(file, &text) else { return false };
    text[yaml].lines().any(|line| mend::key(line, keys::ARTICLE).is_some())
}

/// Splits a file into front matter and text. Lines of other dashes are accepted, because Word turns
/// `---` into a long dash; so are blank lines before the first of them.
///
/// # Errors
/// A finding when the file is empty, has no front matter, or the front matter has no end.
pub fn split(file: &SourcePath, text: &str) -> Result<Split, Diagnostic> {
    if text.trim().is_empty() {
        return Err(Diagnostic::error("empty-file").at(Span::file(file)));
    }
    let mut findings = Vec::new();
    let mut start = 0;
    let mut lines = text.split_inclusive('\n').map(|whole| {
        let at = start..start + whole.trim_end().len();
        start += whole.len();
        (at, start)
    });
    let mut dashes = |at: &Range<usize>| {
        let line = &text[at.clone()];
        let is_loose = line != "---";
        let is_dashes = is_dashes(line.trim());
        if is_loose && is_dashes {
            let finding = Diagnostic::warning("loose-front-matter").with("line", "---");
            findings.push(finding.at(Span::new(file, at.clone())));
        }
        is_dashes
    };
    let (first, begin) = lines.find(|(at, _)| !at.is_empty()).expect("a text that is not blank");
    if !dashes(&first) {
        let finding = Diagnostic::error("front-matter-missing").at(Span::new(file, first.clone()));
        let is_head = mend::key(&text[first], keys::ARTICLE).is_some();
        return Err(if is_head { finding.wording("opening") } else { finding });
    }
    let mut last = first;
    for (at, end) in lines {
        if dashes(&at) {
            return Ok(Split { yaml: begin..at.start, body: end, findings });
        }
        let line = &text[at.clone()];
        if mend::key(line, keys::ARTICLE).is_some() {
            last = at;
        }
    }
    Err(Diagnostic::error("front-matter-unclosed").at(Span::new(file, last)))
}

/// Whether a line is three dashes or more, or what word processors make of them.
fn is_dashes(line: &str) -> bool {
    let wide = line.chars().filter(|c| *c != '-').count();
    line.chars().all(is_dash) && line.chars().count() + wide >= 3
}

fn is_dash(c: char) -> bool {
    matches!(c, '-' | '－' | '–' | '—' | '―' | '─')
}

/// Reads the keys of an article or page.
///
/// # Errors
/// Findings when the text is no YAML mapping, and cannot be mended.
pub fn article(
    file: &SourcePath,
    yaml: &str,
    offset: usize,
    zone: &TimeZone,
) -> Result<Checked<Located>, Vec<Diagnostic>> {
    read(file, yaml, offset, keys::ARTICLE, |fields| {
        let mut head = common(fields, zone);
        head.date = fields.moment("date", zone);
        head.kicker = fields.text("kicker").map(Into::into);
        head.subtitle = fields.text("subtitle").as_deref().and_then(without_dash);
        head.column = fields.text("column");
        head.authors = fields.either("author", "authors");
        head.units = fields.either("unit", "units");
        head.publication = fields.text("publication");
        head.issues = issues(fields);
        head.lead = fields.flag("lead").unwrap_or(false);
        head.weight = fields.integer("weight");
        head.tags = fields.list("tags");
        head.slug = fields.text("slug");
        head.aliases = fields.list("aliases");
        head.source = fields.text("source");
        head.attachments = attachments(fields);
        head.corrections = notices::corrections(fields, zone);
        head.adopted = adopted(fields, zone);
        head.withdrawn = notices::withdrawn(fields, zone);
        head
    })
}

/// Reads the keys of a publication's or an issue's `_index.md`.
///
/// # Errors
/// Findings when the text is no YAML mapping, and cannot be mended.
pub fn index(
    file: &SourcePath,
    yaml: &str,
    offset: usize,
    zone: &TimeZone,
) -> Result<Checked<Located>, Vec<Diagnostic>> {
    read(file, yaml, offset, keys::INDEX, |fields| {
        let mut head = common(fields, zone);
        head.date = fields.moment("date", zone);
        let mut imprint = Imprint {
            publisher: fields.text("publisher"),
            masthead: fields.text("masthead"),
            masthead_image: fields.text("masthead_image"),
            classification: fields.text("classification"),
            first_cumulative: fields.integer("first_cumulative"),
            cumulative: fields.integer("cumulative"),
            planned: fields.flag("planned").unwrap_or(false),
            layout: editions::layout(fields),
            copies: fields.integer("copies"),
            editor: fields.text("editor"),
            reviewer: fields.text("reviewer"),
            issuer: fields.text("issuer"),
            ..Imprint::default()
        };
        let files = fields.list("file");
        if files.is_empty() {
            imprint.contents = fields.list("contents");
        } else {
            imprint.titles = titles(fields);
            let plain = imprint.titles.iter().filter(|entry| entry.page.is_none());
            imprint.contents = plain.map(|entry| entry.title.clone()).collect();
            head.attachments =
                files.into_iter().map(|file| Attachment { file, title: None }).collect();
        }
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

/// Reads the keys of a topic.
///
/// # Errors
/// Findings when the text is no YAML mapping, and cannot be mended.
pub fn topic(
    file: &SourcePath,
    yaml: &str,
    offset: usize,
    zone: &TimeZone,
) -> Result<Checked<Located>, Vec<Diagnostic>> {
    read(file, yaml, offset, keys::TOPIC, |fields| {
        let mut head = common(fields, zone);
        head.scope = Some(Box::new(topic::scope(fields, zone)));
        head.weight = fields.integer("weight");
        head.slug = fields.text("slug");
        head.aliases = fields.list("aliases");
        head
    })
}

fn read(
    file: &SourcePath,
    yaml: &str,
    offset: usize,
    keys: &[Key],
    ask: impl FnOnce(&mut Fields<'_>) -> Head,
) -> Result<Checked<Located>, Vec<Diagnostic>> {
    let mut fields = Fields::parse(file, yaml, offset, keys)?;
    let head = ask(&mut fields);
    let places = fields.places();
    Ok(Checked::with((head, places), fields.finish()))
}

fn common(fields: &mut Fields<'_>, zone: &TimeZone) -> Head {
    Head {
        title: fields.text("title").map(Into::into),
        summary: fields.text("summary").map(Into::into),
        draft: fields.flag("draft").unwrap_or(false),
        publish: fields.moment("publish", zone),
        expires: fields.moment("expires", zone),
        visibility: visibility(fields),
        extra: fields.raw("extra"),
        ..Head::default()
    }
}

/// `adopted:`. A level alone may be written as a text.
fn adopted(fields: &mut Fields<'_>, zone: &TimeZone) -> Vec<Adoption> {
    let mut all = Vec::new();
    for mut item in fields.few_items("adopted", "level") {
        let levels = item.list("level");
        let adoption = Adoption {
            level: levels.first().cloned(),
            outlet: item.text("in"),
            date: item.moment("date", zone),
            endorsed: item.text("endorsed"),
        };
        if adoption.level.is_none() && adoption.endorsed.is_none() {
            let finding = Diagnostic::error("bad-sheet").wording("adopted");
            item.report(finding.at(item.span("level")));
        }
        item.finish().into_iter().for_each(|finding| fields.report(finding));
        // [市级，省级]: YAML does not take a full-width comma for one.
        let others = levels.iter().skip(1).map(|level| Adoption {
            level: Some(level.clone()),
            endorsed: None,
            ..adoption.clone()
        });
        let others: Vec<Adoption> = others.collect();
        all.extend([adoption].into_iter().chain(others));
    }
    all
}

/// `contents:` of an old volume: titles, with their pages where they are known.
fn titles(fields: &mut Fields<'_>) -> Vec<VolumeTitle> {
    let mut all = Vec::new();
    for mut item in fields.few_items("contents", "title") {
        let (title, page) = (item.text("title"), item.positive("page"));
        all.extend(title.map(|title| VolumeTitle { title, page }));
        item.finish().into_iter().for_each(|finding| fields.report(finding));
    }
    all
}

/// Finds keys of issues in a publication's own file, and the other way round.
pub fn elsewhere(
    path: &SourcePath,
    place: &Place,
    places: &[(&'static str, Range<usize>)],
) -> Vec<Diagnostic> {
    let (keys, wording) = match place {
        Place::Publication(_) => (keys::OF_ISSUES, ""),
        Place::Issue(..) => (keys::OF_PUBLICATIONS, "issue"),
        _ => return Vec::new(),
    };
    let found = places.iter().filter(|(key, _)| keys.contains(key));
    let finding = |(key, range): &(&'static str, Range<usize>)| {
        let finding = Diagnostic::warning("key-elsewhere").wording(wording).with("key", key);
        finding.at(Span::new(path, range.clone()))
    };
    found.map(finding).collect()
}

/// A subtitle without the dash before it: it is set where the subtitle is shown.
fn without_dash(subtitle: &str) -> Option<Arc<str>> {
    let text = subtitle.trim_start_matches(|c: char| is_dash(c) || c.is_whitespace());
    (!text.is_empty()).then(|| text.into())
}

fn issues(fields: &mut Fields<'_>) -> Vec<Standing> {
    let mut all = Vec::new();
    for text in fields.list("issue") {
        let (publication, id) = match text.split_once(['/', '／']) {
            Some((publication, id)) => (Some(publication.trim().to_owned()), id.trim()),
            None => (None, text.as_str()),
        };
        match IssueId::parse(&mend::narrow(id)) {
            Some(id) => all.push(Standing { publication, id }),
            None => {
                let finding = Diagnostic::error("bad-issue").with("value", text);
                fields.report(finding.at(fields.span("issue")));
            }
        }
    }
    all
}

fn visibility(fields: &mut Fields<'_>) -> Visibility {
    if fields.raw("visibility").is_some_and(|value| value.is_null()) {
        // A key left empty might have been meant to hide the item.
        let finding = Diagnostic::error("bad-visibility").wording("empty");
        fields.report(finding.at(fields.span("visibility")));
        return Visibility::Internal;
    }
    match fields.text("visibility").as_deref() {
        None | Some("public") => Visibility::Public,
        Some("internal") => Visibility::Internal,
        Some(other) => {
            let finding = Diagnostic::error("bad-visibility").with("value", other);
            fields.report(finding.at(fields.span("visibility")));
            Visibility::Internal
        }
    }
}

fn attachments(fields: &mut Fields<'_>) -> Vec<Attachment> {
    let mut all = Vec::new();
    for mut item in fields.few_items("attachments", "file") {
        let (file, title) = (item.text("file"), item.text("title"));
        if let Some(file) = file {
            all.push(Attachment { file, title });
        } else {
            item.report(Diagnostic::error("attachment-without-file").at(item.span("file")));
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
    fn splits_at_lines_of_dashes() {
        for text in ["---\r\ntitle: 甲\r\n---\r\n正文", "\n———\ntitle: 甲\r\n－－－\n正文"]
        {
            let Split { yaml, body, .. } = split(&file(), text).unwrap();
            assert_eq!(&text[yaml], "title: 甲\r\n");
            assert_eq!(&text[body..], "正文");
        }
    }

    #[test]
    fn names_what_is_missing() {
        let told = |text| {
            let finding = split(&file(), text).unwrap_err();
            (finding.code, finding.wording, finding.at.unwrap().range)
        };
        assert_eq!(told("正文"), ("front-matter-missing", "", 0..6));
        assert_eq!(told("title: 甲\n---\n"), ("front-matter-missing", "opening", 0..10));
        assert_eq!(told(" \r\n"), ("empty-file", "", 0..0));
        assert_eq!(told("---\ntitle: 甲\n\n正文\n"), ("front-matter-unclosed", "", 4..14));
    }

    #[test]
    fn reads_an_article() {
        let yaml = "title: 科技大集\nsubtitle: ——送科技下乡\ndate: 2007年5月21日\nunits: [市科技局]\nissue: 2007-5\nattachments:\n- a.csv\n- {file: b.csv, title: 表}\n";
        let ((head, places), findings) = {
            let checked = article(&file(), yaml, 4, &TimeZone::UTC).unwrap();
            (checked.value, checked.diagnostics)
        };
        assert_eq!(findings, []);
        assert_eq!(head.date.unwrap().to_string(), "2007-05-21");
        assert_eq!(head.subtitle.as_deref(), Some("送科技下乡"));
        assert_eq!(head.issues[0].id.to_string(), "2007-05");
        assert_eq!(head.attachments[1].title.as_deref(), Some("表"));
        assert!(places.iter().any(|(key, range)| *key == "title" && range.start == 4));
    }
}
