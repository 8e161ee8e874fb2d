//! A site being worked on, from turn to turn: what was read, what is remembered, what day it is.
//!
//! One path for all: `build` is one turn, `build --watch` and `serve` are many.

#![expect(clippy::disallowed_methods, reason = "the shell knows what day it is")]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::Date;

use crate::base::{Checked, SourcePath};
use crate::content::fonts::Fonts;
use crate::content::{Documents, Inputs, Look, Medium, Memo, Show, config, documents, parse, read};
use crate::{Compiled, compile};

/// What the command line says of a site.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The site's folder.
    pub root: PathBuf,
    /// The day to build for; `None` is today, whenever that is.
    pub today: Option<Date>,
    /// What is shown beside what is published.
    pub show: Show,
    /// Replaces the configuration's `base_url`.
    pub base_url: Option<String>,
    /// Replaces the configuration's `editions`.
    pub editions: Option<BTreeSet<Medium>>,
    /// Whether texts are proof-read.
    pub proof: bool,
}

/// A site being worked on.
pub struct Session {
    root: PathBuf,
    today: Option<Date>,
    inputs: Inputs,
    memo: Memo,
}

impl Session {
    /// Reads a site.
    pub fn open(options: Options) -> Self {
        let Options { root, today, show, base_url, editions, proof } = options;
        let tree = read::read(&root);
        let fonts = Arc::new(Fonts::new(root.join("fonts")));
        let day = today.unwrap_or_default();
        let inputs = Inputs { tree, today: day, show, base_url, editions, fonts, proof };
        let mut session = Self { root, today, inputs, memo: Memo::default() };
        session.set_day(today);
        session
    }

    /// The site's folder.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Fixes the day, or lets it be today. Answers whether that is another day than before.
    pub fn set_day(&mut self, today: Option<Date>) -> bool {
        self.today = today;
        let before = self.inputs.today;
        self.inputs.today = today.unwrap_or_else(|| {
            let zone = documents::site_config(&self.inputs.tree).value.zone();
            zone.to_datetime(Timestamp::now()).date()
        });
        self.inputs.today != before
    }

    /// Looks again at what may have changed. Answers whether anything did, the day included.
    pub fn look(&mut self, look: &Look) -> bool {
        let tree = &mut self.inputs.tree;
        let (skipped, refused) = (tree.skipped.clone(), tree.refused.clone());
        let changed = read::update(tree, &self.root, look);
        let config = SourcePath::new(config::FILE).expect("a plain name");
        if changed.contains(&config) {
            // Dates may mean another zone's now, and texts are no longer held.
            *tree = read::read(&self.root);
        }
        let is_same = changed.is_empty() && skipped == tree.skipped && refused == tree.refused;
        self.set_day(self.today) || !is_same
    }

    /// What the system refused to read, if anything: its path below the site's folder, and why.
    pub fn refused(&self) -> Option<(&Path, &str)> {
        let first = self.inputs.tree.refused.iter().next();
        first.map(|(path, said)| (path.as_path(), said.as_str()))
    }

    /// The day the site is looked at on.
    pub fn today(&self) -> Date {
        self.inputs.today
    }

    /// What was read.
    pub fn inputs(&self) -> &Inputs {
        &self.inputs
    }

    /// What the author wrote; mistakes are no matter here.
    pub fn documents(&mut self) -> Documents {
        parse(&mut self.inputs, &mut self.memo).value
    }

    /// The Markdown files of the site.
    pub fn articles(&self) -> impl Iterator<Item = &SourcePath> {
        let files = self.inputs.tree.files.keys();
        files.filter(|path| path.as_str().starts_with("content/") && path.extension() == "md")
    }

    /// Compiles the site as it is now.
    pub fn compile(&mut self) -> Checked<Option<Compiled>> {
        compile(&mut self.inputs, &mut self.memo)
    }
}
