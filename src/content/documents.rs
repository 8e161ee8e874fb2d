//! Parses every file of a site, in parallel, each knowing no other.

use std::ops::Range;
use std::sync::Arc;

use jiff::tz::TimeZone;
use rayon::prelude::*;

use super::checks::{self, Allow};
use super::config::Config;
use super::front_matter::{Head, Split};
use super::inputs::{File, Inputs, Text, Tree};
use super::layout::Place;
use super::markdown::body::Body;
use super::markdown::{RawHtml, limits};
use super::proofreading::{Passage, WordList};
use super::theme::Theme;
use super::units::UnitEntry;
use super::{config, editions, encoding, front_matter, markdown, proofreading, theme, units, urls};
use crate::base::{Checked, Diagnostic, Fingerprint, Hashed, OutputPath, SourcePath, Span};

/// One Markdown file, parsed. Its head apart from its body: lists depend on titles, not on texts.
#[derive(Clone, Debug)]
pub struct Document {
    /// The file.
    pub path: SourcePath,
    /// What it is.
    pub place: Place,
    /// Its page: a function of its own path and slug alone, so that no other file can change it.
    pub url: OutputPath,
    /// Whether there are links or attachments to follow.
    pub leads_on: bool,
    /// The front matter.
    pub head: Head,
    /// The text, fingerprinted by its source.
    pub body: Hashed<Body>,
    /// Where the editor has allowed what a rule would report.
    pub allows: Vec<Allow>,
    places: Vec<(&'static str, Range<usize>)>,
}

impl Document {
    /// Where a key of the front matter stands; the file as a whole when it does not.
    pub fn span(&self, key: &str) -> Span {
        let place = self.places.iter().find(|(name, _)| *name == key);
        Span::new(&self.path, place.map_or(0..0, |(_, range)| range.clone()))
    }
}

/// Everything the author wrote.
#[derive(Clone, Debug)]
pub struct Documents {
    /// `kuaixun.yaml`, with what the command line changed.
    pub config: Config,
    /// `data/units.yaml`; `None` when there is no registry and every unit is accepted.
    pub units: Option<Vec<UnitEntry>>,
    /// Markdown files in the order of their paths.
    pub documents: Vec<Arc<Document>>,
    /// Templates and assets.
    pub theme: Hashed<Theme>,
}

/// What is remembered from the last turn: a file whose bytes did not change is not parsed again.
#[derive(Debug, Default)]
pub struct Memo {
    /// The time zone in which dates were read, and what became of HTML.
    settings: (String, RawHtml),
    /// In the order of their paths.
    files: Vec<Remembered>,
}

#[derive(Debug)]
struct Remembered {
    path: SourcePath,
    source: Fingerprint,
    parsed: Arc<Parsed>,
}

type Parsed = Checked<Option<Arc<Document>>>;

/// Parses all inputs, reusing what `memo` remembers, and remembers what it parsed. The bytes of
/// Markdown files are taken out of `inputs`: when the configuration changes, all files have to be
/// read again, since their dates may mean another zone's.
pub fn parse(inputs: &mut Inputs, memo: &mut Memo) -> Checked<Documents> {
    let mut findings: Vec<Diagnostic> = inputs.tree.skipped.values().cloned().collect();
    findings.extend(inputs.tree.refused.iter().map(|(path, said)| {
        Diagnostic::error("unreadable").with("path", path.display()).with("said", said)
    }));
    findings.extend(inputs.tree.files.keys().filter(|path| is_lookalike(path)).map(|path| {
        Diagnostic::warning("not-an-article").with("name", path.file_name()).at(Span::file(path))
    }));
    let mut config = site_config(&inputs.tree).unpack(&mut findings);
    if let Some(base_url) = &inputs.base_url {
        config.base_url = Some(base_url.clone());
    }
    if let Some(editions) = &inputs.editions {
        config.editions.clone_from(editions);
    }
    findings.extend(editions::unavailable(&config.editions));
    let units = registry(&inputs.tree).map(|units| units.unpack(&mut findings));
    // A registry that cannot be read is one mistake, not one in every article.
    let units = units.filter(|units| !units.is_empty());
    let theme = theme::load(&inputs.tree, &config.theme, &config.language).unpack(&mut findings);
    if !inputs.tree.files.keys().any(|path| path.as_str().starts_with("content/")) {
        // An unmounted share must not empty the published site.
        findings.push(Diagnostic::error("no-content"));
    }
    let settings = (config.time_zone.clone(), config.raw_html);
    if memo.settings != settings {
        *memo = Memo { settings, files: Vec::new() };
    }
    let words = if inputs.proof {
        word_list(&inputs.tree).map(|words| words.unpack(&mut findings)).unwrap_or_default()
    } else {
        WordList::default()
    };
    let (zone, raw_html) = (config.zone(), config.raw_html);
    let reading = Reading { zone, raw_html, words: inputs.proof.then_some(words) };
    memo.files = recall(&mut inputs.tree, std::mem::take(&mut memo.files))
        .into_par_iter()
        .map(|(path, text, known)| Remembered {
            path: path.clone(),
            source: text.fingerprint,
            parsed: {
                let bytes = text.bytes.take();
                known.unwrap_or_else(|| {
                    let bytes = bytes.expect("a text is read again when the configuration changes");
                    Arc::new(document(path, &bytes, &reading))
                })
            },
        })
        .collect();
    let mut documents = Vec::with_capacity(memo.files.len());
    for Remembered { parsed, .. } in &memo.files {
        findings.extend(parsed.diagnostics.iter().cloned());
        documents.extend(parsed.value.iter().cloned());
    }
    Checked::with(Documents { config, units, documents, theme }, findings)
}

/// A Markdown file, and what is remembered of it if its bytes are the same.
type Recalled<'a> = (&'a SourcePath, &'a mut Text, Option<Arc<Parsed>>);

/// Goes along the files and the memory, both in the order of paths.
fn recall(tree: &mut Tree, memory: Vec<Remembered>) -> Vec<Recalled<'_>> {
    let mut memory = memory.into_iter().peekable();
    let mut recalled = Vec::with_capacity(memory.len());
    for (path, file) in &mut tree.files {
        let File::Text(text) = file else { continue };
        if !path.as_str().starts_with("content/") {
            continue;
        }
        while memory.next_if(|old| old.path != *path && old.path < *path).is_some() {}
        let known = memory.next_if(|old| old.path == *path);
        let known = known.filter(|old| old.source == text.fingerprint).map(|old| old.parsed);
        recalled.push((path, text, known));
    }
    recalled
}

/// The configuration alone: its time zone tells what day it is.
pub fn site_config(tree: &Tree) -> Checked<Config> {
    let file = SourcePath::new(config::FILE).expect("a plain name");
    let Some(bytes) = tree.text(&file) else {
        return Checked::with(Config::default(), vec![Diagnostic::error("no-config")]);
    };
    decoded(&file, bytes, Config::default, |text| config::parse(&file, text))
}

fn registry(tree: &Tree) -> Option<Checked<Vec<UnitEntry>>> {
    let file = SourcePath::new("data/units.yaml").expect("a plain name");
    let bytes = tree.text(&file)?;
    Some(decoded(&file, bytes, Vec::new, |text| units::parse(&file, text)))
}

/// A file that somebody takes for an article, and this program for an attachment: Notepad adds
/// `.txt`, an input method a wide full stop.
fn is_lookalike(path: &SourcePath) -> bool {
    let name = path.file_name().trim_end().to_lowercase();
    let ends = [".md.txt", ".markdown", ".mdown", ".mkd", "．md", "。md"];
    let is_article = path.file_name().ends_with(".md");
    path.as_str().starts_with("content/")
        && !is_article
        && (ends.iter().any(|end| name.ends_with(end)) || name.ends_with(".md"))
}

fn word_list(tree: &Tree) -> Option<Checked<WordList>> {
    let file = SourcePath::new("data/words.yaml").expect("a plain name");
    let bytes = tree.text(&file)?;
    Some(decoded(&file, bytes, WordList::default, |text| WordList::parse(&file, text)))
}

/// How documents are read.
struct Reading {
    /// In which time zone dates are meant.
    zone: TimeZone,
    /// What becomes of HTML.
    raw_html: RawHtml,
    /// The words to look for; none when texts are not proof-read.
    words: Option<WordList>,
}

/// Reads a file of data in whatever encoding; `default` stands for one that cannot be read.
fn decoded<T>(
    file: &SourcePath,
    bytes: &[u8],
    default: impl FnOnce() -> T,
    read: impl FnOnce(&str) -> Checked<T>,
) -> Checked<T> {
    match encoding::decode(file, bytes) {
        Ok(Checked { value: text, diagnostics }) => {
            let mut checked = read(&text);
            checked.diagnostics.extend(diagnostics);
            checked
        }
        Err(finding) => Checked::with(default(), vec![finding]),
    }
}

fn document(path: &SourcePath, bytes: &[u8], reading: &Reading) -> Parsed {
    let mut findings = Vec::new();
    match read_document(path, bytes, reading, &mut findings) {
        Ok(document) => Checked::with(Some(Arc::new(document)), findings),
        Err(more) => {
            findings.extend(more);
            Checked::with(None, findings)
        }
    }
}

fn read_document(
    path: &SourcePath,
    bytes: &[u8],
    reading: &Reading,
    diagnostics: &mut Vec<Diagnostic>,
) -> Result<Document, Vec<Diagnostic>> {
    let place = Place::of(path);
    if place == Place::Unknown {
        return Err(Diagnostic::error("misplaced").at(Span::file(path)).into());
    }
    let here = |finding: Diagnostic| finding.at(Span::file(path));
    limits::size(bytes).map_err(here)?;
    let text = encoding::decode(path, bytes)?.unpack(diagnostics);
    let Split { yaml, body: start, findings } = front_matter::split(path, &text)?;
    diagnostics.extend(findings);
    let reader = match place {
        Place::Publication(_) | Place::Issue(..) => front_matter::index,
        _ => front_matter::article,
    };
    let offset = yaml.start;
    let (head, places) = reader(path, &text[yaml], offset, &reading.zone)?.unpack(diagnostics);
    let url = url(path, &place, &head, &places)
        .unpack(diagnostics)
        .ok_or_else(|| Diagnostic::error("url-too-long").at(Span::file(path)))?;
    // The body is a function of these alone, so their fingerprint serves for it.
    let source = Fingerprint::of(&(reading.raw_html, &text[start..]));
    let mut passages = of_head(&head, &places, &text);
    let is_read = reading.words.is_some() || proofreading::may_be_private(&text);
    let texts = is_read.then_some(&mut passages);
    let rendered = markdown::render(&text[start..], start, reading.raw_html, texts);
    let body = Hashed::with(rendered.map_err(here)?, source);
    let (allows, mut found) = checks::allows(&text);
    found.extend(body.mistakes.iter().cloned());
    if is_read {
        found.extend(proofreading::private(&text, &passages));
    }
    // The folders above are part of the address, too.
    let in_name = proofreading::private_data(path.as_str()).into_iter();
    found.extend(in_name.map(|(finding, _)| (finding, 0..0)));
    if let Some(words) = &reading.words {
        found.extend(proofreading::read(&passages, head.date, words));
    }
    let here = |(finding, range): (Diagnostic, _)| finding.at(Span::new(path, range));
    diagnostics.extend(found.into_iter().map(here));
    let leads_on = !body.links.is_empty() || !head.attachments.is_empty();
    Ok(Document { path: path.clone(), place, url, leads_on, head, body, allows, places })
}

/// The texts of a front matter that are published.
fn of_head(head: &Head, places: &[(&'static str, Range<usize>)], text: &str) -> Vec<Passage> {
    let mut all = Vec::new();
    let texts = [
        (proofreading::Kind::Title, "title", head.title.as_deref()),
        (proofreading::Kind::Summary, "summary", head.summary.as_deref()),
    ];
    for (kind, key, value) in texts {
        let place = places.iter().find(|(known, _)| *known == key);
        if let (Some(value), Some((_, range))) = (value, place) {
            // A text on several lines is found where its key stands.
            let inner = text[range.clone()].find(value).unwrap_or_default();
            all.push(Passage::of(kind, value, range.start + inner));
        }
    }
    all
}

/// The document's address. A slug that cannot be used is reported, and the file's name used.
fn url(
    path: &SourcePath,
    place: &Place,
    head: &Head,
    places: &[(&'static str, Range<usize>)],
) -> Checked<Option<OutputPath>> {
    let Some(given) = head.slug.as_deref() else {
        return Checked::new(urls::document(path, place, None));
    };
    let slug = given.strip_suffix(".html").unwrap_or(given);
    if OutputPath::is_legal_part(slug) {
        return Checked::new(urls::document(path, place, Some(slug)));
    }
    let at = places.iter().find(|(key, _)| *key == "slug").map_or(0..0, |(_, at)| at.clone());
    let finding = Diagnostic::error("bad-slug").with("key", "slug").with("value", given);
    let finding = finding.at(Span::new(path, at));
    Checked::with(urls::document(path, place, None), vec![finding])
}
