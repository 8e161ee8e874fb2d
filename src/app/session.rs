//! A site being worked on, from turn to turn: what was read, what is remembered, what day it is.
//!
//! One path for all: `build` is one turn, `build --watch` and `serve` are many.

#![expect(clippy::disallowed_methods, reason = "the shell knows what day it is")]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Result, bail};
use jiff::Timestamp;
use jiff::civil::Date;

use crate::app::cache::{self, Cache};
use crate::app::report::language::{say, spoken};
use crate::base::{Checked, SourcePath};
use crate::content::read::{self, Read};
use crate::content::{
    Audience, Documents, Inputs, Look, Medium, Memo, Show, Texts, Tree, config, documents, parse,
};
use crate::{Compiled, compile, compile_all};

/// What the command line says of a site.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The site's folder.
    pub root: PathBuf,
    /// The day to build for; `None` is today, whenever that is.
    pub today: Option<Date>,
    /// What is shown besides what is published.
    pub show: Show,
    /// Replaces the configuration's `base_url`.
    pub base_url: Option<String>,
    /// Replaces the configuration's `audience` and its `outputs`.
    pub audience: Option<Audience>,
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
    /// Texts that were read and not parsed yet.
    texts: Texts,
    /// Whether the fonts were read, and have not changed on disk since.
    has_fonts: bool,
    memo: Memo,
    /// Where bodies are kept for the next run.
    cache: Option<Cache>,
}

impl Session {
    /// Reads a site. What the system refuses to read becomes a finding, as a preview needs it.
    pub fn open(options: Options) -> Self {
        let Options { root, today, show, base_url, audience, editions, proof } = options;
        let mut tree = Tree::default();
        let read = read::update(&mut tree, &root, &Look { everywhere: true, ..Look::default() });
        let config = documents::site_config(&tree);
        let (day, fonts) = (today.unwrap_or_default(), Arc::default());
        let inputs =
            Inputs { tree, config, today: day, show, base_url, audience, editions, fonts, proof };
        let (texts, mut memo) = (read.texts, Memo::default());
        // Proof-reading looks at every text.
        let cache = Cache::of(&root).filter(|_| !proof);
        memo.kept = cache.as_ref().map(Cache::read).unwrap_or_default();
        let mut session = Self { root, today, inputs, texts, has_fonts: false, memo, cache };
        session.set_day(today);
        session
    }

    /// Reads a site for a command that looks at it once.
    ///
    /// # Errors
    /// What the system refuses to read, with its path: nothing can be said about a site that is
    /// read only in part.
    pub fn open_whole(options: Options) -> Result<Self> {
        let session = Self::open(options);
        if let Some((path, said)) = session.refused() {
            let path = session.root().join(path).display().to_string();
            let said = spoken().machine_text(said);
            bail!("{}: {said}", say("cannot-read", &[("path", path.into())]));
        }
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
            let zone = self.inputs.config.value.zone();
            zone.to_datetime(Timestamp::now()).date()
        });
        self.inputs.today != before
    }

    /// Looks again at what may have changed. Answers whether anything did, the day included.
    pub fn look(&mut self, look: &Look) -> bool {
        let tree = &mut self.inputs.tree;
        let (skipped, refused) = (tree.skipped.clone(), tree.refused.clone());
        let Read { changed, texts } = read::update(tree, &self.root, look);
        let is_same = changed.is_empty() && skipped == tree.skipped && refused == tree.refused;
        self.texts.extend(texts);
        if changed.iter().any(|path| path.as_str() == config::FILE) {
            self.inputs.config = documents::site_config(tree);
        }
        self.has_fonts &= !changed.iter().any(|path| path.as_str().starts_with(read::FONTS));
        self.set_day(self.today) || !is_same
    }

    /// What the system refused to read, if anything: its path below the site's folder, and why.
    pub fn refused(&self) -> Option<(&Path, &str)> {
        let first = self.inputs.tree.refused.iter().next();
        first.map(|(path, said)| (path.as_path(), said.as_str()))
    }

    /// Whether anything waits for its day, as far as texts were read.
    pub fn has_scheduled(&self) -> bool {
        let today = self.inputs.today;
        self.memo.documents().any(|one| one.head.publish.is_some_and(|day| day.date > today))
    }

    /// The day that the site is built for.
    pub fn today(&self) -> Date {
        self.inputs.today
    }

    /// Keeps what the next run need not parse again. Where the system refuses, that run takes longer.
    pub fn keep(&mut self) {
        let Self { memo, cache: Some(cache), .. } = self else { return };
        if memo.documents().count() >= cache::LEAST {
            memo.keep(&cache.program, &|number, bytes| drop(cache.write(number, bytes)));
        } else {
            cache.clear();
        }
    }

    /// What was read.
    pub fn inputs(&self) -> &Inputs {
        &self.inputs
    }

    /// What the author wrote.
    pub fn documents(&mut self) -> Checked<Documents> {
        let texts = self.take_texts();
        parse(&self.inputs, texts, &mut self.memo)
    }

    /// The Markdown files of the site.
    pub fn articles(&self) -> impl Iterator<Item = &SourcePath> {
        self.inputs.tree.articles().map(|(path, _)| path)
    }

    /// Compiles the site as it is now: one, whatever its outputs are.
    pub fn compile(&mut self) -> Checked<Option<Compiled>> {
        self.read_fonts();
        let texts = self.take_texts();
        compile(&self.inputs, texts, &mut self.memo)
    }

    /// Compiles all outputs of the site as it is now; the site itself where it has none.
    pub fn compile_all(&mut self) -> Checked<Vec<Compiled>> {
        self.read_fonts();
        let texts = self.take_texts();
        compile_all(&self.inputs, texts, &mut self.memo)
    }

    fn read_fonts(&mut self) {
        if !self.has_fonts && self.inputs.media().contains(&Medium::Pdf) {
            self.inputs.fonts = Arc::new(read::fonts(&self.inputs.tree, &self.root));
            self.has_fonts = true;
        }
    }

    /// The texts of files that must be parsed, since nothing is remembered of them. After a change
    /// of the configuration that may be all files, and their texts are read again.
    fn take_texts(&mut self) -> Texts {
        let mut texts = std::mem::take(&mut self.texts);
        let unknown = self.memo.unknown(&self.inputs).into_iter();
        let missing = unknown.filter(|path| !texts.contains_key(*path)).cloned().collect();
        texts.extend(read::texts(&mut self.inputs.tree, &self.root, missing));
        texts
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::publish;

    /// Whatever asks for a file of a segment makes all of them. Once all of them were made in every build.
    #[test]
    fn what_was_published_of_the_search_is_not_made_again() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        fs::create_dir_all(root.join("content/news")).unwrap();
        fs::write(root.join("kuaixun.yaml"), "title: 测试快讯\n").unwrap();
        let article = "---\ntitle: 题目\ndate: 2007-03-05\n---\n\n正文。\n";
        fs::write(root.join("content/news/a.md"), article).unwrap();
        let made = || {
            let options = Options { root: root.to_path_buf(), ..Options::default() };
            let site = Session::open(options).compile().value.unwrap();
            publish(&site, root, &root.join("public"), false, &|_| {}).unwrap();
            site.plan.made_of_search()
        };
        assert_eq!(made(), 1, "a segment");
        assert_eq!(made(), 0);
        fs::write(root.join("content/news/b.md"), article).unwrap();
        assert_eq!(made(), 1);
    }
}
