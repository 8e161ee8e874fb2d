//! Parses every file of a site, in parallel, each knowing no other.

use std::ops::Range;
use std::sync::Arc;

use jiff::tz::TimeZone;
use rayon::prelude::*;

use super::body::Body;
use super::config::{self, Config};
use super::front_matter::{self, Head};
use super::inputs::{File, Inputs, Text, Tree};
use super::layout::Place;
use super::markdown;
use super::theme::{self, Theme};
use super::units::{self, UnitEntry};
use super::urls;
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
    /// The time zone in which dates were read.
    zone: String,
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
        let message = format!("无法读取 {}：{said}", path.display());
        Diagnostic::error("unreadable", message).help("检查文件的权限，或等占用它的程序关闭")
    }));
    let mut config = site_config(&inputs.tree).unpack(&mut findings);
    if let Some(base_url) = &inputs.base_url {
        config.base_url = Some(base_url.clone());
    }
    let units = registry(&inputs.tree).map(|units| units.unpack(&mut findings));
    // A registry that cannot be read is one mistake, not one in every article.
    let units = units.filter(|units| !units.is_empty());
    let theme = theme::load(&inputs.tree, &config.theme, &config.language).unpack(&mut findings);
    if !inputs.tree.files.keys().any(|path| path.as_str().starts_with("content/")) {
        // An unmounted share must not empty the published site.
        let finding = Diagnostic::error("no-content", "没有 content 文件夹，或里面没有文件");
        findings.push(finding.help("把文章放进 content/news/；确认 --root 指的是网站文件夹"));
    }
    if memo.zone != config.time_zone {
        *memo = Memo { zone: config.time_zone.clone(), files: Vec::new() };
    }
    let zone = config.zone();
    memo.files = recall(&mut inputs.tree, std::mem::take(&mut memo.files))
        .into_par_iter()
        .map(|(path, text, known)| Remembered {
            path: path.clone(),
            source: text.fingerprint,
            parsed: {
                let bytes = text.bytes.take();
                known.unwrap_or_else(|| {
                    let bytes = bytes.expect("a text is read again when the zone changes");
                    Arc::new(document(path, &bytes, &zone))
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
        let finding = Diagnostic::error("no-config", format!("这个文件夹里没有 {}", config::FILE));
        let help = "在网站文件夹里建立 kuaixun.yaml，写一行 title: 网站名称";
        return Checked::with(Config::default(), vec![finding.help(help)]);
    };
    match utf8(&file, bytes) {
        Ok(text) => config::parse(&file, without_mark(text)),
        Err(finding) => Checked::with(Config::default(), vec![finding]),
    }
}

fn registry(tree: &Tree) -> Option<Checked<Vec<UnitEntry>>> {
    let file = SourcePath::new("data/units.yaml").expect("a plain name");
    let bytes = tree.text(&file)?;
    Some(match utf8(&file, bytes) {
        Ok(text) => units::parse(&file, without_mark(text)),
        Err(finding) => Checked::with(Vec::new(), vec![finding]),
    })
}

fn document(path: &SourcePath, bytes: &[u8], zone: &TimeZone) -> Parsed {
    match read_document(path, bytes, zone) {
        Ok(checked) => Checked::with(Some(Arc::new(checked.value)), checked.diagnostics),
        Err(finding) => Checked::with(None, vec![finding]),
    }
}

fn read_document(
    path: &SourcePath,
    bytes: &[u8],
    zone: &TimeZone,
) -> Result<Checked<Document>, Diagnostic> {
    let place = Place::of(path);
    if place == Place::Unknown {
        let help = "期刊文章放在 content/bulletins/<刊名>/<2007-03>/，动态放在 content/news/，\
                    总结放在 content/summaries/，单页放在 content/pages/";
        let finding = Diagnostic::error("misplaced", "文件放错了地方，不知道它属于哪里");
        return Err(finding.at(Span::file(path)).help(help));
    }
    let text = utf8(path, bytes)?;
    let (yaml, start) = front_matter::split(path, text)?;
    let reader = match place {
        Place::Publication(_) | Place::Issue(..) => front_matter::index,
        _ => front_matter::article,
    };
    let offset = yaml.start;
    let Checked { value: (head, places), mut diagnostics } =
        reader(path, &text[yaml], offset, zone)?;
    let url = url(path, &place, &head, &places).unpack(&mut diagnostics).ok_or_else(|| {
        Diagnostic::error("url-too-long", "文件夹太深或名字太长，网址超过 150 个字符")
            .at(Span::file(path))
            .help("缩短文件夹名，或写一行 slug: 短名")
    })?;
    // The body is a function of its source alone, so the source's fingerprint serves for it.
    let source = Fingerprint::of(&text[start..]);
    let body = Hashed::with(markdown::render(&text[start..], start), source);
    let found = |(finding, range): &(Diagnostic, Range<usize>)| {
        finding.clone().at(Span::new(path, range.clone()))
    };
    diagnostics.extend(body.mistakes.iter().map(found));
    let leads_on = !body.links.is_empty() || !head.attachments.is_empty();
    let document = Document { path: path.clone(), place, url, leads_on, head, body, places };
    Ok(Checked::with(document, diagnostics))
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
    let finding = Diagnostic::error("bad-slug", format!("slug 不能是“{given}”"))
        .at(Span::new(path, at))
        .help("只用英文字母、数字、- 和 _，例如 science-fair");
    Checked::with(urls::document(path, place, None), vec![finding])
}

/// A text without the byte order mark that Notepad puts before it.
fn without_mark(text: &str) -> &str {
    text.strip_prefix('\u{feff}').unwrap_or(text)
}

fn utf8<'a>(path: &SourcePath, bytes: &'a [u8]) -> Result<&'a str, Diagnostic> {
    std::str::from_utf8(bytes).map_err(|error| {
        let line = bytes[..error.valid_up_to()].iter().filter(|byte| **byte == b'\n').count() + 1;
        Diagnostic::error("not-utf8", format!("文件不是 UTF-8 编码（第 {line} 行起无法识别）"))
            .at(Span::file(path))
            .help("在记事本里选“另存为”，编码选 UTF-8")
    })
}
