//! Parses every file of a site in parallel, each without knowledge of the others.

pub mod kept;
mod one;

use std::collections::BTreeMap;
use std::iter::Peekable;
use std::path::Path;
use std::sync::Arc;

use rayon::prelude::*;

use kept::Kept;
pub use one::Document;
use one::{Parsed, Reading, document};

use super::checks;
use super::checks::accepted::Accepted;
use super::config::Config;
use super::data::series::{self, Readings};
use super::data::sheet;
use super::data::submissions::{self, Submission};
use super::data::units::{self, UnitEntry};
use super::editions::Medium;
use super::inputs::{Article, File, Inputs, Texts, Tree};
use super::proofreading::WordList;
use super::theme::Theme;
use super::{config, editions, encoding, theme};
use crate::base::{Checked, Diagnostic, Fingerprint, Hashed, SourcePath, Span};

/// Everything the author wrote.
#[derive(Clone, Debug)]
pub struct Documents {
    /// `kuaixun.yaml`, with what the command line changed.
    pub config: Config,
    /// `data/units.yaml`; `None` when the file is absent, empty or cannot be read: then every unit
    /// is accepted.
    pub units: Option<Vec<UnitEntry>>,
    /// `data/submissions.csv`; empty when the file is absent.
    pub submissions: Arc<Vec<Submission>>,
    /// The files of `data/series`, in the order of their paths.
    pub series: Vec<(SourcePath, Arc<Readings>)>,
    /// Markdown files in the order of their paths.
    pub documents: Vec<Arc<Document>>,
    /// Templates and assets.
    pub theme: Hashed<Theme>,
    /// The findings that the editor has accepted.
    pub accepted: Accepted,
}

/// What is remembered from the last turn: a file whose bytes did not change is not parsed again.
#[derive(Debug, Default)]
pub struct Memo {
    /// The settings with which the files were parsed; see [`settings`].
    settings: Option<Fingerprint>,
    /// The Markdown files, in the order of their paths.
    files: Vec<Remembered>,
    /// The ledger, by the fingerprint of its bytes and the time zone.
    ledger: Option<(Fingerprint, Checked<Arc<Vec<Submission>>>)>,
    /// Figures of units, by file, each with the fingerprint of its bytes.
    series: BTreeMap<SourcePath, (Fingerprint, Checked<Arc<Readings>>)>,
    /// What an earlier run kept.
    pub kept: Kept,
}

#[derive(Debug)]
struct Remembered {
    path: SourcePath,
    /// The fingerprint of the bytes the file was parsed from; `None` when it could not be read.
    source: Option<Fingerprint>,
    parsed: Arc<Parsed>,
}

impl Memo {
    /// The documents that are remembered, in the order of their paths.
    pub fn documents(&self) -> impl Iterator<Item = &Document> {
        self.files.iter().filter_map(|file| file.parsed.value.as_deref())
    }

    /// Has what the next run of `program` need not parse again written ([`Kept::keep`]).
    pub fn keep(&mut self, program: &str, write: &(dyn Fn(usize, &[u8]) + Sync)) {
        let documents = self.files.iter().filter_map(|file| file.parsed.value.as_deref());
        let bodies = documents.filter_map(|one| Some((one.kept_as?, &*one.body)));
        self.kept.keep(program, bodies, write);
    }

    /// The ledger, read again only where its bytes changed: it may have hundreds of thousands of rows.
    fn submissions(&mut self, tree: &Tree, config: &Config) -> Checked<Arc<Vec<Submission>>> {
        let file = submissions::file();
        let Some(bytes) = tree.text(&file) else { return Checked::new(Arc::default()) };
        let key =
            Fingerprint::of(&(tree.files.get(&file).map(File::fingerprint), &config.time_zone));
        if let Some((_, known)) = self.ledger.as_ref().filter(|(known, _)| *known == key) {
            return known.clone();
        }
        let read = table(&file, bytes, |text| submissions::parse(&file, text, &config.zone()));
        self.ledger.insert((key, read)).1.clone()
    }

    /// The figures of units, each file read again only where its bytes changed.
    fn series(&mut self, tree: &Tree) -> Checked<Vec<(SourcePath, Arc<Readings>)>> {
        let mut findings = Vec::new();
        let mut known = std::mem::take(&mut self.series);
        let files = tree.files.iter().filter(|(path, _)| series::name(path).is_some());
        for (path, file) in files {
            let Some(bytes) = tree.text(path) else { continue };
            let key = file.fingerprint();
            let read = known.remove(path).filter(|(of, _)| *of == key);
            let read =
                read.unwrap_or_else(|| (key, table(path, bytes, |text| series::parse(path, text))));
            self.series.insert(path.clone(), read);
        }
        let all = self.series.iter().map(|(path, (_, read))| {
            findings.extend(read.diagnostics.iter().cloned());
            (path.clone(), Arc::clone(&read.value))
        });
        let all = all.collect();
        findings.extend(tree.files.keys().filter_map(series::not_read));
        Checked::with(all, findings)
    }

    /// The articles whose present bytes are not remembered: [`parse`] needs their texts.
    pub fn unknown<'a>(&self, inputs: &'a Inputs) -> Vec<&'a SourcePath> {
        let is_of_now = self.settings == Some(settings(inputs));
        let mut memory = Memory::new(if is_of_now { &self.files } else { &[] });
        let articles = inputs.tree.articles();
        let unknown = articles.filter(|(path, article)| memory.of(path, article).is_none());
        unknown.map(|(path, _)| path).collect()
    }
}

/// Parses all inputs, reuses what `memo` remembers, and remembers what it parsed. `texts` holds the
/// texts of all articles that are not remembered ([`Memo::unknown`]), except those that the tree
/// lists as refused.
pub fn parse(inputs: &Inputs, texts: Texts, memo: &mut Memo) -> Checked<Documents> {
    let mut findings = Vec::new();
    let mut config = inputs.config.clone().unpack(&mut findings);
    findings.extend(of_tree(&inputs.tree));
    if let Some(base_url) = &inputs.base_url {
        config.base_url = Some(base_url.clone());
    }
    if let Some(audience) = inputs.audience {
        config.audience = audience;
        config.outputs.clear();
    }
    if let Some(media) = &inputs.editions {
        config.editions.clone_from(media);
        config.outputs.iter_mut().for_each(|output| output.editions = None);
    }
    if inputs.base_url.is_some() {
        config.outputs.iter_mut().for_each(|output| output.base_url = None);
    }
    let media = inputs.media();
    config.markup.printed = media.contains(&Medium::Pdf);
    findings.extend(editions::unavailable(&media));
    let units = registry(&inputs.tree).map(|units| units.unpack(&mut findings));
    // A registry that cannot be read is one mistake. Do not report it again in every article.
    let units = units.filter(|units| !units.is_empty());
    let submissions = memo.submissions(&inputs.tree, &config).unpack(&mut findings);
    let series = memo.series(&inputs.tree).unpack(&mut findings);
    let theme = theme::load(&inputs.tree, &config).unpack(&mut findings);
    let words = word_list(&inputs.tree).filter(|_| inputs.proof);
    let words = words.map(|words| words.unpack(&mut findings)).unwrap_or_default();
    let (zone, markup) = (config.zone(), config.markup);
    let words = inputs.proof.then_some(words);
    let settings = Some(settings(inputs));
    if memo.settings != settings {
        (memo.settings, memo.files) = (settings, Vec::new());
    }
    let reading = Reading { zone, markup, words, kept: Some(&memo.kept) };
    memo.files = parse_articles(&inputs.tree, texts, &memo.files, &reading);
    memo.kept.let_go();
    let mut documents = Vec::with_capacity(memo.files.len());
    for Remembered { parsed, .. } in &memo.files {
        findings.extend(parsed.diagnostics.iter().cloned());
        documents.extend(parsed.value.iter().cloned());
    }
    let accepted = accepted(&inputs.tree).map(|accepted| accepted.unpack(&mut findings));
    let accepted = accepted.unwrap_or_default();
    let documents = Documents { config, units, submissions, series, documents, theme, accepted };
    Checked::with(documents, findings)
}

/// The fingerprint of what everything that is remembered of files depends on: the time zone in which
/// dates are read, how texts are read and whether they are printed, and the words that proof-reading looks for.
fn settings(inputs: &Inputs) -> Fingerprint {
    let config = &inputs.config.value;
    let words = inputs.tree.text(&words_file()).filter(|_| inputs.proof);
    let printed = inputs.media().contains(&Medium::Pdf);
    Fingerprint::of(&(&config.time_zone, config.markup, printed, inputs.proof, words))
}

fn words_file() -> SourcePath {
    SourcePath::new("data/words.yaml").expect("a plain name")
}

/// Findings on the files themselves, whatever their content.
fn of_tree(tree: &Tree) -> Vec<Diagnostic> {
    let mut findings: Vec<Diagnostic> = tree.skipped.values().cloned().collect();
    findings.extend(tree.refused.iter().map(|(path, said)| {
        Diagnostic::error("unreadable").with("path", path.display()).with("said", said)
    }));
    findings.extend(tree.files.iter().filter(|(path, file)| is_lookalike(path, file)).map(
        |(path, _)| {
            Diagnostic::warning("not-an-article")
                .with("name", path.file_name())
                .at(Span::file(path))
        },
    ));
    if !tree.files.keys().any(|path| path.as_str().starts_with("content/")) {
        // An unmounted share must not empty the published site.
        findings.push(Diagnostic::error("no-content"));
    }
    findings
}

/// Parses one text of a site by itself; `None` when it cannot be read. It is not proof-read.
pub fn parse_one(path: &SourcePath, text: &str, inputs: &Inputs) -> Option<Arc<Document>> {
    let Config { markup, .. } = inputs.config.value;
    let zone = inputs.config.value.zone();
    let reading = Reading { zone, markup, words: None, kept: None };
    document(path, text.as_bytes(), &reading).value
}

fn parse_articles(
    tree: &Tree,
    mut texts: Texts,
    remembered: &[Remembered],
    reading: &Reading<'_>,
) -> Vec<Remembered> {
    let mut memory = Memory::new(remembered);
    let articles = tree.articles().map(|(path, article)| {
        let known = memory.of(path, article).map(Arc::clone);
        (path, article.fingerprint, known, texts.remove(path))
    });
    let articles: Vec<_> = articles.collect();
    articles
        .into_par_iter()
        .map(|(path, fingerprint, known, text)| {
            let path = path.clone();
            match (known, text) {
                (Some(parsed), _) => Remembered { path, source: Some(fingerprint), parsed },
                (None, Some(bytes)) => {
                    let parsed = Arc::new(document(&path, &bytes, reading));
                    Remembered { path, source: Some(fingerprint), parsed }
                }
                (None, None) => {
                    let said = "nobody read it";
                    let finding = Diagnostic::error("unreadable").with("path", &path);
                    // Otherwise the tree already says why.
                    let is_new = !tree.refused.contains_key(Path::new(path.as_str()));
                    let findings = is_new.then(|| finding.with("said", said));
                    let parsed = Arc::new(Checked::with(None, findings.into_iter().collect()));
                    Remembered { path, source: None, parsed }
                }
            }
        })
        .collect()
}

/// Looks up what is remembered in one pass: both it and the files asked for are in the order of
/// their paths.
struct Memory<'a>(Peekable<std::slice::Iter<'a, Remembered>>);

impl<'a> Memory<'a> {
    fn new(files: &'a [Remembered]) -> Self {
        Self(files.iter().peekable())
    }

    /// What is remembered of a file; `None` when its bytes have changed.
    fn of(&mut self, path: &SourcePath, article: &Article) -> Option<&'a Arc<Parsed>> {
        while self.0.next_if(|old| old.path < *path).is_some() {}
        let known = self.0.next_if(|old| old.path == *path)?;
        (known.source == Some(article.fingerprint)).then_some(&known.parsed)
    }
}

/// Reads the configuration alone: its time zone tells what day it is.
pub fn site_config(tree: &Tree) -> Checked<Config> {
    let file = SourcePath::new(config::FILE).expect("a plain name");
    let Some(bytes) = tree.text(&file) else {
        // One that is there and cannot be read is reported with the tree.
        let is_absent = !tree.refused.contains_key(Path::new(config::FILE));
        let finding = is_absent.then(|| Diagnostic::error("no-config"));
        return Checked::with(Config::default(), finding.into_iter().collect());
    };
    decoded(&file, bytes, Config::default, |text| config::parse(&file, text))
}

fn registry(tree: &Tree) -> Option<Checked<Vec<UnitEntry>>> {
    let file = SourcePath::new("data/units.yaml").expect("a plain name");
    let bytes = tree.text(&file)?;
    Some(decoded(&file, bytes, Vec::new, |text| units::parse(&file, text)))
}

/// Whether a file was probably meant as an article but is named like an attachment: Notepad adds
/// `.txt`, an input method types a wide full stop.
fn is_lookalike(path: &SourcePath, file: &File) -> bool {
    let name = path.file_name().trim_end().to_lowercase();
    let ends = [".md.txt", ".markdown", ".mdown", ".mkd", "．md", "。md", ".md"];
    let has_front_matter = matches!(file, File::Asset(asset) if asset.has_front_matter);
    path.as_str().starts_with("content/")
        && path.extension() != "md"
        && (has_front_matter || ends.iter().any(|end| name.ends_with(end)))
}

fn word_list(tree: &Tree) -> Option<Checked<WordList>> {
    let file = words_file();
    let bytes = tree.text(&file)?;
    Some(decoded(&file, bytes, WordList::default, |text| WordList::parse(&file, text)))
}

fn accepted(tree: &Tree) -> Option<Checked<Accepted>> {
    let file = SourcePath::new(checks::accepted::FILE).expect("a plain name");
    let bytes = tree.text(&file)?;
    Some(decoded(&file, bytes, Accepted::default, |text| Accepted::parse(&file, text)))
}

/// Reads a table that a spreadsheet saved.
fn table<T: Default>(
    file: &SourcePath,
    bytes: &[u8],
    read: impl FnOnce(&str) -> Checked<T>,
) -> Checked<Arc<T>> {
    if sheet::is_workbook(bytes) {
        return Checked::with(Arc::default(), vec![sheet::workbook(file)]);
    }
    let Checked { value, mut diagnostics } = decoded(file, bytes, T::default, read);
    // Excel and WPS write the encoding of old Windows, as they should.
    diagnostics.retain(|finding| finding.code != "not-utf8");
    Checked::with(Arc::new(value), diagnostics)
}

/// Decodes a data file and reads it with `read`; when it cannot be decoded, `default` makes the
/// value.
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
