//! `kuaixun import`: files of other programs become articles, as drafts, with a report of what was taken for what.
//! Nothing that is there is written over, and a file that was imported before is not imported again.

#![expect(clippy::disallowed_methods, reason = "the shell looks at what is there")]

mod complete;
mod links;
mod report;
mod sources;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::IsTerminal as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context as _, Result};
use indicatif::{ProgressBar, ProgressDrawTarget};
use jiff::civil::Date;

use super::new::asker::Asker;
use super::new::places;
use crate::app::args::ImportArgs;
use crate::app::report as shown;
use crate::app::report::language::refused;
use crate::app::session::Session;
use crate::app::source_file::{self, file_name};
use crate::base::{Diagnostic, SourcePath, limits};
use crate::content::{Documents, Show, urls};
use crate::import::article::{self, Article, Given};
use crate::import::found::{Found, Remark};
use crate::import::kind::Kind;
use crate::import::page::{self, Sign};
use crate::import::roles::{self, Names};
use crate::import::{Refusal, word};
use complete::{clean, complete};
use links::{Orders, Pages};
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
    import.look_at_pages(&sources)?;
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

/// A page that is read, and the place of its article.
struct Page {
    found: Found,
    path: String,
    name: String,
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
    /// The pages that are read and not written yet: each may link to all others.
    waiting: BTreeMap<PathBuf, Page>,
    /// Pages that cannot be read, and why.
    unread: BTreeMap<PathBuf, &'static str>,
    /// The old addresses that are given out, in lower case.
    aliases: BTreeSet<String>,
    /// The articles of pages.
    pages: Pages,
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
            waiting: BTreeMap::new(),
            unread: BTreeMap::new(),
            aliases: BTreeSet::from(["/index.html".to_owned(), "/404.html".to_owned()]),
            pages: Pages::new(),
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
            Done::Skipped | Done::List => &mut counts.skipped,
        } += 1;
        if matches!(done, Done::List) {
            counts.lists.push(source.address());
        }
        Ok(done)
    }

    /// Reads all pages, so that it is known where each will be. Where some of a folder say that they are articles,
    /// those that do not are lists.
    fn look_at_pages(&mut self, sources: &[Source]) -> Result<()> {
        let mut read: Vec<(&Source, Found, Sign)> = Vec::new();
        let (mut surest, mut prints) = (None, BTreeMap::new());
        for source in sources {
            let Some(bytes) = source.read()?.filter(|bytes| Kind::of(bytes) == Kind::Page) else {
                continue;
            };
            let print = article::fingerprint(&bytes);
            let known = self.known.get(&print);
            if let Some(path) = known {
                self.pages.insert(source.path.clone(), path.clone());
            }
            match page::read(&bytes, &Names(&self.names)) {
                Ok(Some((found, sign))) => {
                    // One that was imported before counts, too: a second import ends as the first.
                    surest = surest.max(Some(sign));
                    if known.is_none() {
                        read.push((source, found, sign));
                        prints.insert(source.path.clone(), print);
                    }
                }
                Ok(None) => {}
                Err(refusal) => {
                    self.unread.insert(source.path.clone(), why(refusal));
                }
            }
        }
        let mut orders = Orders::default();
        let mut places: BTreeMap<String, (String, PathBuf)> = BTreeMap::new();
        for (source, mut found, sign) in read {
            if !source.is_named && sign == Sign::Looks && surest > Some(sign) {
                continue;
            }
            let print = prints.get(&source.path).cloned().unwrap_or_default();
            if let Some((path, first)) = places.get(&print) {
                // The same page at another address.
                self.pages.insert(source.path.clone(), path.clone());
                let more = self.free_aliases(&source.address());
                if let Some(page) = self.waiting.get_mut(first) {
                    page.found.aliases.extend(more);
                }
                continue;
            }
            complete(&mut found, source);
            found.weight = orders.place(&found.issue, source);
            let address = source.address();
            let (path, name) = self.place(&found, source.speaking_name());
            let new = SourcePath::new(&path).and_then(|path| urls::article(&path, None));
            found.aliases = self.free_aliases(&address);
            if found.aliases.is_empty() {
                found.remarks.push(Remark::warning("import-address").with("address", &address));
            }
            found.aliases.retain(|alias| urls::alias(alias) != new);
            self.pages.insert(source.path.clone(), path.clone());
            places.insert(print, (path.clone(), source.path.clone()));
            self.waiting.insert(source.path.clone(), Page { found, path, name });
        }
        Ok(())
    }

    /// The address of a page as an old one of its article, where a file can answer it and no other page has it.
    fn free_aliases(&mut self, address: &str) -> Vec<String> {
        let mut all = aliases(address);
        all.retain(|alias| self.aliases.insert(alias.to_lowercase()));
        all
    }

    fn one(&mut self, source: &Source) -> Result<Done> {
        let Some(bytes) = source.read()? else { return Ok(Done::Refused("import-too-large")) };
        let print = article::fingerprint(&bytes);
        if let Some(path) = self.known.get(&print).or_else(|| self.pages.get(&source.path)).cloned()
            && !self.waiting.contains_key(&source.path)
        {
            return Ok(Done::Known(path));
        }
        if let Some(why) = self.unread.get(&source.path) {
            return Ok(Done::Refused(why));
        }
        if let Some(Page { mut found, path, name }) = self.waiting.remove(&source.path) {
            links::settle(&mut found, source, &path, &self.pages);
            return self.finish(found, source, print, (path, name));
        }
        let found = match Kind::of(&bytes) {
            Kind::Page if !source.is_named => return Ok(Done::List),
            // What lies in the folder of a site belongs to its pages.
            _ if !source.is_named && self.is_site(&source.top) => return Ok(Done::Skipped),
            Kind::Word => word::read(&bytes).map(|text| roles::assign(text, &Names(&self.names))),
            Kind::Page => return Ok(Done::Refused("import-no-article")),
            other if source.is_named || other.is_text() => return Ok(Done::Refused(other.why())),
            _ => return Ok(Done::Skipped),
        };
        let mut found = match found {
            Ok(found) => found,
            Err(refusal) => return Ok(Done::Refused(why(refusal))),
        };
        complete(&mut found, source);
        let place = self.place(&found, None);
        self.finish(found, source, print, place)
    }

    /// Whether a folder has pages that are imported.
    fn is_site(&self, top: &Path) -> bool {
        let next = self.pages.range(top.to_path_buf()..).next();
        next.is_some_and(|(page, _)| page.starts_with(top))
    }

    /// Makes an article and writes it.
    fn finish(
        &mut self,
        mut found: Found,
        source: &Source,
        print: String,
        (path, name): (String, String),
    ) -> Result<Done> {
        clean(&mut found);
        let mut article = article::compose(found, &name, &source.name(), &print, &self.given);
        let is_whole = !article.remarks.iter().any(|remark| remark.name == "import-unproved");
        if !is_whole || article.text.len() as u64 > limits::ARTICLE_BYTES {
            return Ok(Done::Refused("import-too-long"));
        }
        if !self.args.dry_run {
            if let Some(why) = self.write(&path, &mut article)? {
                return Ok(Done::Refused(why));
            }
            self.written.push(path.clone());
        }
        self.known.insert(print, path.clone());
        Ok(Done::Written { path, article })
    }

    /// Where an article goes, and the name of its file without its end.
    fn place(&mut self, found: &Found, name: Option<String>) -> (String, String) {
        let year = found.date.unwrap_or(self.today).year();
        let own = || match found.issue.as_str() {
            "" => format!("content/news/{year:04}"),
            issue => format!("content/{issue}"),
        };
        let folder = self.folder.clone().unwrap_or_else(own);
        let first = name.unwrap_or_else(|| file_name(&found.title));
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

    /// Writes an article with its pictures; a sentence that says why not, when it cannot be.
    fn write(&self, path: &str, article: &mut Article) -> Result<Option<&'static str>> {
        let root = &self.args.site.root;
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        let mut place = root.clone();
        for part in folder.split('/') {
            place.push(part);
            if place.is_symlink() {
                return Ok(Some("import-symlink"));
            }
        }
        for (name, bytes) in &article.pictures {
            // One that an import broken off has left is the same; any other stays, and this one has another name.
            let (stem, end) = name.rsplit_once('.').unwrap_or((name, ""));
            let more = (2..1000).map(|number| format!("{stem}-{number}.{end}"));
            for free in std::iter::once(name.clone()).chain(more) {
                if source_file::put(&place.join(&free), bytes, |before| before == bytes)? {
                    article.text = article.text.replace(name.as_str(), &free);
                    break;
                }
            }
        }
        source_file::create(&root.join(path), article.text.as_bytes())?;
        Ok(None)
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

/// The address of a page as an old one of its article; none where no file can answer it, such as `show.php?id=3`.
fn aliases(address: &str) -> Vec<String> {
    let is_static =
        [".html", ".htm", ".shtml"].iter().any(|end| address.to_ascii_lowercase().ends_with(end));
    let is_legal = is_static && urls::alias(address).is_some();
    if is_legal { vec![address.to_owned()] } else { Vec::new() }
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
        Refusal::Encoding => "import-encoding",
    }
}
