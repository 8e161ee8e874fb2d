//! What a build depends on, as data: the files of a site, and what the command line said.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::Arc;

use jiff::civil::Date;

use super::config::{Audience, Config};
use super::editions::Medium;
use super::fonts::Fonts;
use super::picture::Kind;
use crate::base::{Checked, Diagnostic, Fingerprint, SourcePath};

/// One file of the site.
#[derive(Clone, Debug)]
pub enum File {
    /// Markdown. Its text is not kept; only the document parsed from it is.
    Article(Article),
    /// YAML, a template, the colours of a theme.
    Text(Text),
    /// Anything else: known by its fingerprint, copied when published.
    Asset(Asset),
}

impl File {
    /// The fingerprint of the file's bytes.
    pub fn fingerprint(&self) -> Fingerprint {
        match self {
            Self::Article(article) => article.fingerprint,
            Self::Text(text) => text.fingerprint,
            Self::Asset(asset) => asset.fingerprint,
        }
    }

    /// The file's stamp when it was read; `None` when a later write might leave the stamp the same.
    pub fn stamp(&self) -> Option<Stamp> {
        match self {
            Self::Article(article) => article.stamp,
            Self::Text(text) => text.stamp,
            Self::Asset(asset) => asset.stamp,
        }
    }
}

/// What the system says of a file without opening it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// Its size in bytes.
    pub length: u64,
    /// When it was written, in nanoseconds since 1970.
    pub modified: u128,
}

/// A Markdown file.
#[derive(Clone, Copy, Debug)]
pub struct Article {
    /// The fingerprint of the file's bytes.
    pub fingerprint: Fingerprint,
    /// The file's stamp when it was read; `None` when a later write might leave the stamp the same.
    pub stamp: Option<Stamp>,
}

/// The bytes of Markdown files that were read and are to be parsed.
pub type Texts = BTreeMap<SourcePath, Vec<u8>>;

/// A file whose bytes are kept, because every turn needs them.
#[derive(Clone, Debug)]
pub struct Text {
    /// The fingerprint of the file's bytes.
    pub fingerprint: Fingerprint,
    /// The file's stamp when it was read; `None` when a later write might leave the stamp the same.
    pub stamp: Option<Stamp>,
    /// The bytes.
    pub bytes: Vec<u8>,
}

/// A file that is published as it is.
#[derive(Clone, Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each says another thing of the file")]
pub struct Asset {
    /// The fingerprint of the file's bytes.
    pub fingerprint: Fingerprint,
    /// The file's stamp when it was read; `None` when a later write might leave the stamp the same.
    pub stamp: Option<Stamp>,
    /// Which kind of picture it is, by its bytes.
    pub kind: Option<Kind>,
    /// Whether it is a film that says where it was taken.
    pub says_where: bool,
    /// Width and height in pixels, when it is an image that says so.
    pub size: Option<(u32, u32)>,
    /// How many bytes it has.
    pub length: u64,
    /// Whether it is a text that begins as an article does.
    pub has_front_matter: bool,
    /// Whether it is a picture that moves.
    pub moves: bool,
    /// Whether a browser or a server might run what is in it.
    pub is_active: bool,
}

/// The files of a site's folder.
#[derive(Clone, Debug, Default)]
pub struct Tree {
    /// The files that were read, in the order of their paths.
    pub files: BTreeMap<SourcePath, File>,
    /// The warnings on files that were left out, by their paths below the site's folder.
    pub skipped: BTreeMap<PathBuf, Diagnostic>,
    /// The files and folders that the system refused to list or read, with its message. They are
    /// tried again on every turn.
    pub refused: BTreeMap<PathBuf, String>,
}

impl Tree {
    /// The bytes of a [`Text`]; `None` when there is no such file.
    pub fn text(&self, path: &SourcePath) -> Option<&[u8]> {
        match self.files.get(path)? {
            File::Text(text) => Some(&text.bytes),
            File::Article(_) | File::Asset(_) => None,
        }
    }

    /// The Markdown files, in the order of their paths.
    pub fn articles(&self) -> impl Iterator<Item = (&SourcePath, &Article)> {
        self.files.iter().filter_map(|(path, file)| match file {
            File::Article(article) => Some((path, article)),
            File::Text(_) | File::Asset(_) => None,
        })
    }
}

/// Where to look for changes on disk.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Look {
    /// Files and folders, by their paths below the site's folder.
    pub at: BTreeSet<PathBuf>,
    /// Whether to look everywhere, because nobody knows what changed.
    pub everywhere: bool,
}

/// Which of the items that are not yet published are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Show {
    /// Whether drafts are shown.
    pub drafts: bool,
    /// Whether items whose `publish:` lies in the future are shown.
    pub scheduled: bool,
}

/// Everything a build depends on, except the texts of articles ([`Texts`]), which are read once and
/// not kept.
#[derive(Clone, Debug)]
pub struct Inputs {
    /// The files of the site.
    pub tree: Tree,
    /// `kuaixun.yaml` of `tree`, and what is wrong with it.
    pub config: Checked<Config>,
    /// The day the build is for.
    pub today: Date,
    /// Which unpublished items are shown, too.
    pub show: Show,
    /// If given, this replaces the configuration's `base_url`.
    pub base_url: Option<String>,
    /// If given, this replaces the configuration's `audience`, and one site is made, whatever its `outputs` are.
    pub audience: Option<Audience>,
    /// If given, this replaces the configuration's `editions`.
    pub editions: Option<BTreeSet<Medium>>,
    /// The fonts of the machine and of the site's `fonts/`; empty where nothing is printed.
    pub fonts: Arc<Fonts>,
    /// Whether texts are proof-read; private data are looked for in any case.
    pub proof: bool,
}

impl Inputs {
    /// The editions that are asked for: on the command line, or else in the configuration, of any output.
    pub fn media(&self) -> BTreeSet<Medium> {
        let config = &self.config.value;
        let outputs = config.outputs.iter().filter_map(|output| output.editions.as_ref());
        let configured = || outputs.chain([&config.editions]).flatten().copied().collect();
        self.editions.clone().unwrap_or_else(configured)
    }
}
