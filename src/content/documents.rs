//! Parses every file of a site, in parallel, each knowing no other.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use jiff::tz::TimeZone;
use rayon::prelude::*;

use super::body::Body;
use super::config::{self, Config};
use super::front_matter::{self, Head};
use super::layout::Place;
use super::markdown;
use super::read::{File, Inputs};
use super::theme::{self, Theme};
use super::units::{self, UnitEntry};
use crate::base::{Checked, Diagnostic, Fingerprint, Hashed, SourcePath, Span};

/// One Markdown file, parsed. Its head apart from its body: lists depend on titles, not on texts.
#[derive(Clone, Debug)]
pub struct Document {
    /// The file.
    pub path: SourcePath,
    /// What it is.
    pub place: Place,
    /// The front matter.
    pub head: Hashed<Head>,
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
    parsed: BTreeMap<SourcePath, (Fingerprint, Arc<Parsed>)>,
}

type Parsed = Checked<Option<Arc<Document>>>;

/// Parses all inputs, reusing what `memo` remembers, and remembers what it parsed. The bytes of
/// Markdown files are taken out of `inputs`.
pub fn parse(inputs: &mut Inputs, memo: &mut Memo) -> Checked<Documents> {
    let mut findings = Vec::new();
    let mut config = site_config(inputs).unpack(&mut findings);
    if let Some(base_url) = &inputs.base_url {
        config.base_url = Some(base_url.clone());
    }
    let units = registry(inputs).map(|units| units.unpack(&mut findings));
    let theme = theme::load(inputs, &config.theme).unpack(&mut findings);
    let zone = config.zone();
    if !inputs.files.keys().any(|path| path.as_str().starts_with("content/")) {
        // An unmounted share must not empty the published site.
        let finding = Diagnostic::error("no-content", "没有 content 文件夹，或里面没有文件");
        findings.push(finding.help("把文章放进 content/news/；确认 --root 指的是网站文件夹"));
    }

    let markdown: Vec<_> = inputs
        .files
        .iter_mut()
        .filter(|(path, _)| path.as_str().starts_with("content/") && path.extension() == "md")
        .filter_map(|(path, file)| match file {
            File::Text(text) => Some((path, text)),
            File::Asset(_) => None,
        })
        .collect();
    let known = std::mem::take(&mut memo.parsed);
    let parsed: Vec<_> = markdown
        .into_par_iter()
        .map(|(path, text)| {
            let bytes = std::mem::take(&mut text.bytes);
            let key = Fingerprint::of(&(text.fingerprint, &config.time_zone));
            let parsed = match known.get(path) {
                Some((old, parsed)) if *old == key => Arc::clone(parsed),
                _ => Arc::new(document(path, &bytes, &zone)),
            };
            (path.clone(), (key, parsed))
        })
        .collect();
    let mut documents = Vec::with_capacity(parsed.len());
    for (_, (_, parsed)) in &parsed {
        findings.extend(parsed.diagnostics.iter().cloned());
        documents.extend(parsed.value.iter().cloned());
    }
    memo.parsed = parsed.into_iter().collect();
    Checked::with(Documents { config, units, documents, theme }, findings)
}

/// The configuration alone: its time zone tells what day it is.
pub fn site_config(inputs: &Inputs) -> Checked<Config> {
    let file = SourcePath::new(config::FILE).expect("a plain name");
    let Some(bytes) = inputs.text(&file) else {
        let finding = Diagnostic::error("no-config", format!("这个文件夹里没有 {}", config::FILE));
        let help = "在网站文件夹里建立 kuaixun.yaml，写一行 title: 网站名称";
        return Checked::with(Config::default(), vec![finding.help(help)]);
    };
    match utf8(&file, bytes) {
        Ok(text) => config::parse(&file, without_mark(text)),
        Err(finding) => Checked::with(Config::default(), vec![finding]),
    }
}

fn registry(inputs: &Inputs) -> Option<Checked<Vec<UnitEntry>>> {
    let file = SourcePath::new("data/units.yaml").expect("a plain name");
    let bytes = inputs.text(&file)?;
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
    let Checked { value: (head, places), diagnostics } = reader(path, &text[yaml], offset, zone)?;
    // The body is a function of its source alone, so the source's fingerprint serves for it.
    let source = Fingerprint::of(&text[start..]);
    let body = Hashed::with(markdown::render(&text[start..], start), source);
    let document = Document { path: path.clone(), place, head: Hashed::new(head), body, places };
    Ok(Checked::with(document, diagnostics))
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
