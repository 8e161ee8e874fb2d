//! Parses one Markdown file, without looking at any other.

use std::ops::Range;
use std::sync::Arc;

use jiff::tz::TimeZone;

use crate::base::{
    Checked, Diagnostic, Fingerprint, Hashed, OutputPath, SourcePath, Span, diagnostic,
};
use crate::content::checks::{self, Allow};
use crate::content::folders::{IssueId, Place};
use crate::content::front_matter::{self, Head, Split};
use crate::content::markdown::body::{Body, LinkKind, RawLink};
use crate::content::markdown::{self, Markup};
use crate::content::proofreading::{self, Passage, WordList};
use crate::content::{encoding, urls};

use super::kept::Kept;

/// One parsed Markdown file. The head is separate from the body: lists depend on titles, not on
/// texts.
#[derive(Clone, Debug)]
pub struct Document {
    /// The path of the file.
    pub path: SourcePath,
    /// What kind of document it is, by where the file lies.
    pub place: Place,
    /// The address of its page. It depends on the file's own path and slug alone, so that no other
    /// file can change it.
    pub url: OutputPath,
    /// Whether the document has links or attachments.
    pub leads_on: bool,
    /// The front matter.
    pub head: Head,
    /// The parsed text, with a fingerprint of its source.
    pub body: Hashed<Body>,
    /// Where the editor has allowed what a rule would report.
    pub allows: Vec<Allow>,
    /// The key of the body as it is kept for the next run; `None` where it is not.
    pub kept_as: Option<Fingerprint>,
    places: Vec<(&'static str, Range<usize>)>,
}

impl Document {
    /// Where a key of the front matter stands; the whole file when the key is absent.
    pub fn span(&self, key: &str) -> Span {
        let place = self.places.iter().find(|(name, _)| *name == key);
        Span::new(&self.path, place.map_or(0..0, |(_, range)| range.clone()))
    }
}

/// What a file became.
pub type Parsed = Checked<Option<Arc<Document>>>;

/// How documents are read.
pub struct Reading<'a> {
    /// The time zone of dates.
    pub zone: TimeZone,
    /// How texts are read.
    pub markup: Markup,
    /// The words to look for; `None` when texts are not proof-read.
    pub words: Option<WordList>,
    /// Bodies that need not be parsed again.
    pub kept: Option<&'a Kept>,
}

/// Parses one file; `None` when it cannot be read at all, and the findings say why.
pub fn document(path: &SourcePath, bytes: &[u8], reading: &Reading<'_>) -> Parsed {
    let mut findings = Vec::new();
    match read_document(path, bytes, reading, &mut findings) {
        Ok(document) => Checked::with(Some(Arc::new(document)), findings),
        Err(more) => {
            findings.extend(more);
            Checked::with(None, findings)
        }
    }
}

/// The place of a file.
///
/// # Errors
/// A finding when it means nothing, with the name that is meant.
fn place(path: &SourcePath) -> Result<Place, Diagnostic> {
    let place = Place::of(path);
    let is_index = path.as_str().starts_with("content/bulletins/")
        && ["index.md", "_index.md"].contains(&path.file_name().to_lowercase().as_str());
    if is_index && path.file_name() != "_index.md" {
        let finding =
            Diagnostic::error("misplaced").wording("index").with("name", path.file_name());
        return Err(finding.at(Span::file(path)));
    }
    if place == Place::Unknown {
        let below = path
            .folder()
            .strip_prefix("content/bulletins/")
            .and_then(|below| below.split_once('/'));
        let near = below.and_then(|(_, folder)| IssueId::guess(folder)).map(|id| id.to_string());
        let finding = Diagnostic::error("misplaced").near(near.as_deref());
        return Err(finding.at(Span::file(path)));
    }
    Ok(place)
}

fn read_document(
    path: &SourcePath,
    bytes: &[u8],
    reading: &Reading<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Result<Document, Vec<Diagnostic>> {
    let place = place(path)?;
    let here = |finding: Diagnostic| finding.at(Span::file(path));
    let text = encoding::decode(path, bytes)?.unpack(diagnostics);
    let Split { yaml, body: start, findings } = front_matter::split(path, &text)?;
    diagnostics.extend(findings);
    let reader = match place {
        Place::Publication(_) | Place::Issue(..) => front_matter::index,
        Place::Topic => front_matter::topic,
        _ => front_matter::article,
    };
    let offset = yaml.start;
    let (head, places) = reader(path, &text[yaml], offset, &reading.zone)?.unpack(diagnostics);
    diagnostics.extend(front_matter::elsewhere(path, &place, &places));
    let place_of = |key| places.iter().find(|(known, _)| *known == key);
    let slug = head.slug.as_deref().map(|slug| {
        (
            slug,
            place_of("slug")
                .map_or_else(|| Span::file(path), |(_, at)| Span::new(path, at.clone())),
        )
    });
    let url = urls::checked(path, &place, slug)
        .unpack(diagnostics)
        .ok_or_else(|| Diagnostic::error("url-too-long").at(Span::file(path)))?;
    // The body depends on these alone, so it gets their fingerprint.
    let source = Fingerprint::of(&(reading.markup, &text[start..]));
    let mut passages = of_head(&head, &places, &text);
    let is_read = reading.words.is_some() || proofreading::may_be_private(&text);
    // It is found, checked and published as the pictures of the text are.
    let masthead_image = masthead_image(&head, &places);
    let key = masthead_image.is_none().then(|| Fingerprint::of(&(source, start)));
    let known = if is_read { None } else { key.and_then(|key| reading.kept?.get(key)) };
    let body = if let Some(body) = known {
        Hashed::share(body, source)
    } else {
        let texts = is_read.then_some(&mut passages);
        let rendered = markdown::render(&text[start..], start, reading.markup, texts);
        let mut rendered = rendered.map_err(here)?;
        rendered.links.extend(masthead_image);
        Hashed::with(rendered, source)
    };
    let kept_as = key.filter(|_| body.mistakes.is_empty());
    let (allows, mut found) = checks::allows(&text);
    found.extend(body.mistakes.iter().cloned());
    if is_read {
        found.extend(proofreading::private(&text, &passages));
    }
    // The names of the folders are part of the address, too.
    let in_name = proofreading::private_data(path.as_str()).into_iter();
    found.extend(in_name.map(|(finding, _)| (finding, 0..0)));
    if let Some(words) = &reading.words {
        found.extend(proofreading::read(&passages, head.date, words));
        let repeats = proofreading::repeats::find(&passages, &head);
        found.extend(repeats.into_iter().map(|repeat| (repeat.finding, repeat.range)));
    }
    let here = |(finding, range): (Diagnostic, Range<usize>)| {
        checks::accepted::told_apart(finding, &text, &range).at(Span::new(path, range))
    };
    diagnostics.extend(diagnostic::cap(found).into_iter().map(here));
    let leads_on = !body.links.is_empty() || !head.attachments.is_empty();
    Ok(Document { path: path.clone(), place, url, leads_on, head, body, allows, kept_as, places })
}

/// The link to the picture of the masthead, of an issue or a publication that has one.
fn masthead_image(head: &Head, places: &[(&'static str, Range<usize>)]) -> Option<RawLink> {
    let destination = head.imprint.as_ref()?.masthead_image.clone()?;
    let (_, range) = places.iter().find(|(key, _)| *key == "masthead_image")?;
    Some(RawLink { kind: LinkKind::Image, destination, range: range.clone() })
}

/// The passages of the front matter that are published: the lines of the title, the summary, and notices.
fn of_head(head: &Head, places: &[(&'static str, Range<usize>)], text: &str) -> Vec<Passage> {
    let mut all = Vec::new();
    let notices = head.corrections.iter().map(|notice| ("corrections", notice));
    let notices = notices.chain(head.withdrawn.iter().map(|notice| ("withdrawn", notice)));
    let notices =
        notices.map(|(key, notice)| (proofreading::Kind::Summary, key, Some(&*notice.text)));
    let texts = [
        (proofreading::Kind::Title, "title", head.title.as_deref()),
        (proofreading::Kind::Title, "kicker", head.kicker.as_deref()),
        (proofreading::Kind::Title, "subtitle", head.subtitle.as_deref()),
        (proofreading::Kind::Summary, "summary", head.summary.as_deref()),
    ];
    for (kind, key, value) in texts.into_iter().chain(notices) {
        let place = places.iter().find(|(known, _)| *known == key);
        if let (Some(value), Some((_, range))) = (value, place) {
            // The place of a text that does not stand as it is on the lines of its key is where its key stands.
            let inner = text[range.start..].find(value).unwrap_or_default();
            all.push(Passage::of(kind, value, range.start + inner));
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::sync::Mutex;

    use super::*;

    const TEXT: &str =
        "---\ntitle: 题目\ndate: 2007-03-05\n---\n\n## 一、节\n\n正文[附表](a.xls)\u{2028}。\n";

    fn parse(text: &str, kept: &Kept) -> Arc<Document> {
        let path = SourcePath::new("content/news/a.md").unwrap();
        let (zone, markup) = (TimeZone::UTC, Markup::default());
        let reading = Reading { zone, markup, words: None, kept: Some(kept) };
        document(&path, text.as_bytes(), &reading).value.unwrap()
    }

    fn keep(kept: &mut Kept, document: &Document) -> BTreeMap<usize, Vec<u8>> {
        let shards = Mutex::new(BTreeMap::new());
        let bodies = std::iter::once((document.kept_as.unwrap(), &*document.body));
        kept.keep("p", bodies, &|number, bytes| {
            shards.lock().unwrap().insert(number, bytes.to_vec());
        });
        shards.into_inner().unwrap()
    }

    #[test]
    fn what_was_kept_is_what_would_be_parsed() {
        let mut none = Kept::default();
        let parsed = parse(TEXT, &none);
        let shards = keep(&mut none, &parsed);
        assert_eq!(shards.len(), 1, "only that with the body");
        let mut kept = Kept::read("p", &|number| shards.get(&number).cloned());
        let again = parse(TEXT, &kept);
        let taken = kept.get(again.kept_as.unwrap()).unwrap();
        assert!(std::ptr::eq(Arc::as_ptr(&taken), &raw const *again.body));
        assert_eq!(format!("{parsed:?}"), format!("{again:?}"));
        assert!(keep(&mut kept, &again).is_empty(), "nothing changed");
        for (from, to) in [("正文", "正 文"), ("题目", "新题目")] {
            let changed = parse(&TEXT.replace(from, to), &kept);
            assert!(kept.get(changed.kept_as.unwrap()).is_none(), "another text, or another place");
        }
    }
}
