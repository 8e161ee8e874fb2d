//! `kuaixun import`: files of other programs become articles, as drafts, with a report of what was taken for what.
//! Nothing that is there is written over, and a file that was imported before is not imported again.

#![expect(clippy::disallowed_methods, reason = "the shell looks at what is there")]

mod report;
mod sources;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::IsTerminal as _;
use std::process::ExitCode;

use anyhow::{Context as _, Result, bail};
use indicatif::{ProgressBar, ProgressDrawTarget};
use jiff::civil::Date;

use super::new::asker::Asker;
use super::new::places;
use crate::app::args::ImportArgs;
use crate::app::report as shown;
use crate::app::report::language::{refused, say};
use crate::app::session::Session;
use crate::app::source_file::{self, file_name};
use crate::base::{Diagnostic, SourcePath};
use crate::content::{Documents, Show};
use crate::import::article::{self, Article, Given};
use crate::import::found::{Found, Remark};
use crate::import::kind::Kind;
use crate::import::roles::{self, Names};
use crate::import::{Refusal, word};
use crate::render::picture;
use report::{Counts, Done};
use sources::Source;

/// Runs the command. Exit status: 0 all were imported, 1 some were refused or have an error.
///
/// # Errors
/// When something that is named is not there, or the machine refuses.
pub fn run(args: &ImportArgs) -> Result<ExitCode> {
    let mut session = Session::open_whole(args.site.of_site(Show::default())?)?;
    let documents = session.documents().value;
    let mut import = Import::new(args, &session, &documents)?;
    let sources = sources::of(&args.paths)?;
    let bar = ProgressBar::with_draw_target(Some(sources.len() as u64), target(args, &sources));
    for source in &sources {
        let done = import.file(source)?;
        bar.suspend(|| report::tell(source, &done, args.dry_run));
        bar.inc(1);
    }
    bar.finish_and_clear();
    let errors = import.check()?;
    report::sum(&import.counts);
    Ok(ExitCode::from(u8::from(import.counts.refused > 0 || errors > 0)))
}

/// Where the bar is drawn: for several files, on a terminal, where no Markdown is printed.
fn target(args: &ImportArgs, sources: &[Source]) -> ProgressDrawTarget {
    let is_seen = std::io::stderr().is_terminal() && !args.dry_run && sources.len() > 1;
    if is_seen { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() }
}

/// An import under way.
struct Import<'a> {
    args: &'a ImportArgs,
    names: Vec<String>,
    given: Given,
    /// The folder that articles go to; `None` for news, whose folder is their year.
    folder: Option<String>,
    today: Date,
    /// What was imported before: the fingerprint of each file, and its article.
    known: BTreeMap<String, String>,
    /// The articles that are there, in lower case: some disks know no capitals.
    taken: BTreeSet<String>,
    written: Vec<String>,
    counts: Counts,
}

impl<'a> Import<'a> {
    fn new(args: &'a ImportArgs, session: &Session, documents: &Documents) -> Result<Self> {
        let folder = match args.into {
            None => None,
            Some(id) => {
                let asker = Asker { asks: false };
                let publication =
                    places::publication(args.publication.as_deref(), documents, &asker)?;
                let known = places::folder_of(documents, &publication, id);
                Some(known.unwrap_or_else(|| format!("content/bulletins/{publication}/{id}")))
            }
        };
        let units = documents.units.iter().flatten();
        let names: Vec<String> = units
            .flat_map(crate::content::data::units::UnitEntry::names)
            .map(str::to_owned)
            .collect();
        let (mut known, mut taken) = (BTreeMap::new(), BTreeSet::new());
        for path in session.articles() {
            let file = session.root().join(path.as_str());
            let bytes = fs::read(&file).with_context(|| refused("cannot-read", &file))?;
            for mark in article::marks(&String::from_utf8_lossy(&bytes)) {
                known.insert(mark.to_owned(), path.to_string());
            }
            taken.insert(path.as_str().to_lowercase());
        }
        let given = Given { unit: args.unit.clone(), column: args.column.clone() };
        Ok(Self {
            args,
            names,
            given,
            folder,
            today: session.today(),
            known,
            taken,
            written: Vec::new(),
            counts: Counts::default(),
        })
    }

    fn file(&mut self, source: &Source) -> Result<Done> {
        let done = self.one(source)?;
        let counts = &mut self.counts;
        *match done {
            Done::Written { .. } => &mut counts.written,
            Done::Known(_) => &mut counts.known,
            Done::Refused(_) => &mut counts.refused,
            Done::Skipped => &mut counts.skipped,
        } += 1;
        Ok(done)
    }

    fn one(&mut self, source: &Source) -> Result<Done> {
        let bytes = source.read()?;
        let print = article::fingerprint(&bytes);
        if let Some(path) = self.known.get(&print) {
            return Ok(Done::Known(path.clone()));
        }
        let found = match Kind::of(&bytes) {
            Kind::Word => word::read(&bytes).map(|text| roles::assign(text, &Names(&self.names))),
            other if source.is_named || other.is_text() => return Ok(Done::Refused(other.why())),
            _ => return Ok(Done::Skipped),
        };
        let mut found = match found {
            Ok(found) => found,
            Err(refusal) => return Ok(Done::Refused(why(refusal))),
        };
        complete(&mut found, source);
        let (path, name) = self.place(&found);
        let mut article = article::compose(found, &name, &source.name(), &print, &self.given);
        clean(&mut article);
        if !self.args.dry_run {
            self.write(&path, &article)?;
            self.written.push(path.clone());
        }
        self.known.insert(print, path.clone());
        Ok(Done::Written { path, article })
    }

    /// Where an article goes, and the name of its file without its end.
    fn place(&mut self, found: &Found) -> (String, String) {
        let year = found.date.unwrap_or(self.today).year();
        let folder = self.folder.clone().unwrap_or_else(|| format!("content/news/{year:04}"));
        let first = file_name(&found.title);
        let mut name = first.clone();
        let mut number = 1;
        loop {
            let path = format!("{folder}/{name}.md");
            if self.taken.insert(path.to_lowercase()) {
                return (path, name);
            }
            number += 1;
            name = format!("{first}-{number}");
        }
    }

    fn write(&self, path: &str, article: &Article) -> Result<()> {
        let root = &self.args.site.root;
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        for (name, bytes) in &article.pictures {
            let file = root.join(folder).join(name);
            // One that an import broken off has left is the same.
            if !source_file::put(&file, bytes, |before| before == bytes)? {
                bail!(say("new-taken", &[("path", file.display().to_string().into())]));
            }
        }
        source_file::create(&root.join(path), article.text.as_bytes())
    }

    /// Checks what was written, as `kuaixun check` would, and tells what it finds. Answers how many errors there are.
    fn check(&self) -> Result<usize> {
        if self.written.is_empty() {
            return Ok(0);
        }
        let mut options = self.args.site.options(Show { drafts: true, scheduled: true })?;
        options.proof = true;
        let mut findings = Session::open_whole(options)?.compile_all().diagnostics;
        let is_new = |path: &SourcePath| self.written.iter().any(|known| known == path.as_str());
        findings.retain(|finding| finding.at.as_ref().is_some_and(|span| is_new(&span.file)));
        shown::findings(&findings, &self.args.site.root);
        Ok(findings.iter().filter(|finding| Diagnostic::is_error(finding)).count())
    }
}

/// What the name of a file knows and its text does not.
fn complete(found: &mut Found, source: &Source) {
    let stem = source.stem();
    if found.date.is_none()
        && let Some(date) = roles::date_in(&stem)
    {
        found.date = Some(date);
        found.remarks.push(Remark::new("import-date-of-name").with("date", date));
    }
    if found.title.is_empty() {
        found.title = stem;
    }
    let body = crate::base::tree::text(&found.body);
    for name in sources::beside(&source.path) {
        let stem = name.rsplit_once('.').map_or(name.as_str(), |(stem, _)| stem);
        let is_other = name != source.name() && stem.chars().count() > 3;
        if is_other && body.contains("附件") && body.contains(stem) {
            found.remarks.push(Remark::warning("import-attachment").with("name", &name));
        }
    }
}

/// Takes out of pictures where they were taken; one that cannot be cleaned is left out and named.
fn clean(article: &mut Article) {
    let mut pictures = std::mem::take(&mut article.pictures);
    pictures.retain_mut(|(name, bytes)| {
        let Some(path) = SourcePath::new(&format!("content/news/{name}")) else { return false };
        match picture::clean::clean(&path, bytes) {
            Ok(cleaned) => {
                *bytes = cleaned;
                true
            }
            Err(_) => {
                article.remarks.push(Remark::warning("import-picture-damaged").with("name", &name));
                false
            }
        }
    });
    article.pictures = pictures;
}

/// The sentence that says why a file is refused.
fn why(refusal: Refusal) -> &'static str {
    match refusal {
        Refusal::Damaged => "import-damaged",
        Refusal::Encrypted => "import-encrypted",
        Refusal::NotWord => "import-not-word",
        Refusal::TooMany => "import-too-many",
        Refusal::TooLarge => "import-too-large",
        Refusal::TooDeep => "import-too-deep",
        Refusal::Entities => "import-entities",
    }
}
