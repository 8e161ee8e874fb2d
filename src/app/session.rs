//! A site being worked on, from turn to turn: what was read, what is remembered, what day it is.
//!
//! One path for all: `build` is one turn, `build --watch` and `serve` are many.

#![expect(clippy::disallowed_methods, reason = "the shell knows what day it is")]

use std::path::{Path, PathBuf};

use jiff::Timestamp;
use jiff::civil::Date;

use crate::base::{Checked, SourcePath};
use crate::content::read::{self, ReadError};
use crate::content::{Inputs, Look, Memo, Show, config, documents};
use crate::{Compiled, compile};

/// What the command line says of a site.
#[derive(Clone, Debug)]
pub struct Options {
    /// The site's folder.
    pub root: PathBuf,
    /// The day to build for; `None` is today, whenever that is.
    pub today: Option<Date>,
    /// What is shown beside what is published.
    pub show: Show,
    /// Replaces the configuration's `base_url`.
    pub base_url: Option<String>,
}

/// A site being worked on.
pub struct Session {
    root: PathBuf,
    today: Option<Date>,
    inputs: Inputs,
    memo: Memo,
    /// Whether everything has to be read again before anything else is done.
    is_outdated: bool,
}

impl Session {
    /// Reads a site.
    ///
    /// # Errors
    /// When the system refuses to read something.
    pub fn open(options: Options) -> Result<Self, ReadError> {
        let Options { root, today, show, base_url } = options;
        let tree = read::read(&root)?;
        let inputs = Inputs { tree, today: today.unwrap_or_default(), show, base_url };
        let mut session = Self { root, today, inputs, memo: Memo::default(), is_outdated: false };
        session.set_day(today);
        Ok(session)
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
    ///
    /// # Errors
    /// When the system refuses to read something; then the site may be compiled only after a look
    /// that succeeds.
    pub fn look(&mut self, look: &Look) -> Result<bool, ReadError> {
        let skipped = self.inputs.tree.skipped.len();
        let changed = read::update(&mut self.inputs.tree, &self.root, look)?;
        let config = SourcePath::new(config::FILE).expect("a plain name");
        // Dates may mean another zone's now, and texts are no longer held.
        self.is_outdated |= changed.contains(&config);
        let is_reread = self.is_outdated;
        if self.is_outdated {
            self.inputs.tree = read::read(&self.root)?;
            self.is_outdated = false;
        }
        let is_new_day = self.set_day(self.today);
        Ok(is_new_day
            || is_reread
            || !changed.is_empty()
            || skipped != self.inputs.tree.skipped.len())
    }

    /// Compiles the site as it is now.
    pub fn compile(&mut self) -> Checked<Option<Compiled>> {
        compile(&mut self.inputs, &mut self.memo)
    }
}
