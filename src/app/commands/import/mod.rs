//! `kuaixun import`: files of other programs become articles, as drafts, with a report of what was taken for what.
//! Nothing that is there is written over, and a file that was imported before is not imported again.

#![expect(clippy::disallowed_methods, reason = "the shell looks at what is there")]

mod complete;
#[cfg(feature = "external")]
mod fetch;
mod links;
mod look;
mod pages;
mod proposals;
mod report;
mod sources;
mod write;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::IsTerminal as _;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context as _, Result, bail};
use indicatif::{ProgressBar, ProgressDrawTarget};
use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::new::asker::Asker;
use super::new::places;
use crate::app::args::ImportArgs;
use crate::app::report::language::{refused, say};
use crate::app::session::Session;
use crate::content::{Documents, Show};
use crate::import::article::{self, Given};
use crate::import::found::{Found, Remark};
use crate::import::kind::Kind;
use crate::import::page;
use crate::import::roles::{self, Names};
use crate::import::{Refusal, sheet, word, word97, workbook};
use complete::complete;
use pages::Pages;
use proposals::Proposals;
use report::{Counts, Done, Table};
use sources::Source;

/// Runs the command. Exit status: 0 all were imported, 1 some were refused or have an error.
///
/// # Errors
/// When something that is named is not there, or the machine refuses.
pub fn run(args: &ImportArgs) -> Result<ExitCode> {
    fetch_first(args)?;
    let mut session = Session::open_whole(args.site.of_site(Show::default())?)?;
    let documents = session.documents().value;
    let mut import = Import::new(args, &session, &documents)?;
    let sources = sources::of(&args.paths)?;
    import.look(&sources)?;
    let waiting: usize = import.waiting.values().map(Vec::len).sum();
    let length = waiting.max(sources.len()) as u64;
    import.bar = ProgressBar::with_draw_target(Some(length), target(args, &sources));
    for source in &sources {
        import.file(source)?;
    }
    import.bar.finish_and_clear();
    let errors = import.check()?;
    report::sum_up(&import.said);
    import.proposals.tell();
    if let Some(file) = args.redirects.as_ref().filter(|_| !args.dry_run) {
        import.proposals.write_redirects(file)?;
    }
    if let Some(file) = args.report.as_ref().filter(|_| !args.dry_run) {
        std::mem::take(&mut import.table).write(file, &args.site.root)?;
    }
    report::sum(&import.counts);
    Ok(ExitCode::from(u8::from(import.counts.refused > 0 || errors > 0)))
}

/// Fetches the pages that a list names into the folder that is then imported.
fn fetch_first(args: &ImportArgs) -> Result<()> {
    let Some(list) = &args.fetch else { return Ok(()) };
    let [folder] = args.paths.as_slice() else { bail!(say("import-fetch-folder", &[])) };
    if folder.is_file() {
        bail!(say("import-fetch-folder", &[]));
    }
    #[cfg(feature = "external")]
    {
        fs::create_dir_all(folder).with_context(|| refused("cannot-write", folder))?;
        fetch::fetch(list, folder)
    }
    #[cfg(not(feature = "external"))]
    {
        let _ = list;
        bail!(say("no-external", &[]))
    }
}

/// Where the bar is drawn: for several files, on a terminal, where no Markdown is printed.
fn target(args: &ImportArgs, sources: &[Source]) -> ProgressDrawTarget {
    let is_seen = std::io::stderr().is_terminal() && !args.dry_run && sources.len() > 1;
    if is_seen { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() }
}

/// A text that is read, and the place of its article.
struct Waiting {
    found: Found,
    /// Its body, unless that is in `found`.
    html: Option<String>,
    path: String,
    name: String,
    print: String,
    /// What it is called in the report and in its front matter.
    label: String,
    /// Where it was, from the top of its site.
    address: String,
    source: Source,
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
    /// The texts of each file that are read and not written yet: each may link to all others.
    waiting: BTreeMap<PathBuf, Vec<Waiting>>,
    /// The articles of texts of a file that were imported before.
    repeated: BTreeMap<PathBuf, Vec<String>>,
    /// What is to be said of files that hold several texts.
    notes: BTreeMap<PathBuf, Vec<Remark>>,
    /// Folders that an export of their site lies in.
    exported: BTreeSet<PathBuf>,
    /// Pages that cannot be read, and why.
    unread: BTreeMap<PathBuf, &'static str>,
    /// The files of old addresses that are given out, in lower case.
    aliases: BTreeSet<String>,
    /// The articles of texts that may be linked to.
    pages: Pages,
    /// The articles that are there, in lower case: some disks know no capitals.
    taken: BTreeSet<String>,
    /// The fingerprints of texts of sites that were met in this run.
    placed: BTreeSet<String>,
    /// How often a name was given out.
    numbers: BTreeMap<String, usize>,
    written: Vec<String>,
    counts: Counts,
    /// What was said, and of how many articles.
    said: BTreeMap<String, usize>,
    /// What became of each text, as rows.
    table: Table,
    bar: ProgressBar,
    zone: TimeZone,
    proposals: Proposals,
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
        let config = &session.inputs().config.value;
        let given = Given { unit: args.unit.clone(), column: args.column.clone() };
        Ok(Self {
            args,
            names,
            given,
            folder,
            today: session.today(),
            known,
            waiting: BTreeMap::new(),
            repeated: BTreeMap::new(),
            notes: BTreeMap::new(),
            exported: BTreeSet::new(),
            unread: BTreeMap::new(),
            aliases: BTreeSet::from(["index.html".to_owned(), "404.html".to_owned()]),
            pages: Pages::default(),
            taken,
            placed: BTreeSet::new(),
            numbers: BTreeMap::new(),
            written: Vec::new(),
            counts: Counts::default(),
            said: BTreeMap::new(),
            table: Table::default(),
            bar: ProgressBar::hidden(),
            proposals: Proposals::new(config.columns.iter().map(|column| column.name.as_str())),
            zone: config.zone(),
        })
    }

    /// Imports all texts of a file.
    fn file(&mut self, source: &Source) -> Result<()> {
        let repeated = self.repeated.remove(&source.path).unwrap_or_default();
        let waiting = self.waiting.remove(&source.path);
        let file = source.path.display().to_string();
        self.bar
            .suspend(|| report::notes(&file, &self.notes.remove(&source.path).unwrap_or_default()));
        if waiting.is_none() && repeated.is_empty() {
            let done = self.one(source)?;
            if matches!(done, Done::List) {
                self.counts.lists.push(source.address());
            }
            self.tell(&file, &done);
            return Ok(());
        }
        match repeated.as_slice() {
            [path] => self.tell(&file, &Done::Known(path.clone())),
            // Of an export their number is said at the end.
            all => {
                self.counts.known += all.len();
                self.bar.inc(all.len() as u64);
            }
        }
        for text in waiting.unwrap_or_default() {
            let file = text.source.path.with_file_name(&text.label).display().to_string();
            let done = self.settle(text)?;
            self.tell(&file, &done);
        }
        Ok(())
    }

    /// Counts what became of a text, and says it.
    fn tell(&mut self, file: &str, done: &Done) {
        let counts = &mut self.counts;
        *match done {
            Done::Written { .. } => &mut counts.written,
            Done::Known(_) => &mut counts.known,
            Done::Refused(_) => &mut counts.refused,
            Done::Skipped | Done::List => &mut counts.skipped,
        } += 1;
        if let Done::Written { article, .. } = done {
            for remark in &article.remarks {
                *self.said.entry(report::line(remark)).or_default() += 1;
            }
        }
        if self.args.report.is_some() {
            self.table.add(file, done);
        }
        self.bar.suspend(|| report::tell(file, done, self.args.dry_run));
        self.bar.inc(1);
    }

    /// Imports a file that is no text of a site.
    fn one(&mut self, source: &Source) -> Result<Done> {
        let Some(bytes) = source.read()? else { return Ok(Done::Refused("import-too-large")) };
        let print = article::fingerprint(&bytes);
        let known = self.known.get(&print).or_else(|| self.pages.file(&source.path));
        if let Some(path) = known {
            return Ok(Done::Known(path.clone()));
        }
        if let Some(why) = self.unread.get(&source.path) {
            return Ok(Done::Refused(why));
        }
        let is_of_site = source.is_of_generator() || self.pages.has_below(&source.top);
        let found = match Kind::named(&bytes, &source.name()) {
            _ if !source.is_named && self.exported.contains(&source.top) => {
                return Ok(Done::Skipped);
            }
            Kind::Page if !source.is_named && source.is_of_generator() => return Ok(Done::Skipped),
            Kind::Page | Kind::Markdown if !source.is_named => return Ok(Done::List),
            Kind::OtherMarks if source.is_of_generator() => {
                return Ok(Done::Refused("import-other-marks"));
            }
            // What lies in the folder of a site belongs to its pages.
            _ if !source.is_named && is_of_site => return Ok(Done::Skipped),
            Kind::Word => word::read(&bytes).map(|text| roles::assign(text, &Names(&self.names))),
            Kind::OldWord => {
                word97::read(&bytes).map(|text| roles::assign(text, &Names(&self.names)))
            }
            Kind::Workbook => workbook::read(&bytes),
            Kind::Table => sources::text_of(&bytes).and_then(|text| sheet::read(&text)),
            other if source.is_named || other.is_text() => return Ok(Done::Refused(other.why())),
            _ => return Ok(Done::Skipped),
        };
        let mut found = match found {
            Ok(found) => found,
            Err(refusal) => return Ok(Done::Refused(why(refusal))),
        };
        complete(&mut found, source);
        let place = self.place(&found, None);
        self.finish(found, &source.name(), print, place)
    }

    /// Imports a text of a site, now that all have their places.
    fn settle(&mut self, text: Waiting) -> Result<Done> {
        let Waiting { mut found, html, path, name, print, label, address, source } = text;
        if let Some(html) = html {
            if page::is_too_deep(&html) {
                return Ok(Done::Refused("import-too-deep"));
            }
            page::read_body(&html, &mut found);
        }
        links::settle(&mut found, &source, (&path, &address), &self.pages);
        self.finish(found, &label, print, (path, name))
    }
}

/// The sentence that says why a file is refused.
fn why(refusal: Refusal) -> &'static str {
    match refusal {
        Refusal::Damaged => "import-damaged",
        Refusal::Encrypted => "import-encrypted",
        Refusal::TooOld => "import-too-old",
        Refusal::NotWord => "import-not-word",
        Refusal::Empty => "import-no-shown-text",
        Refusal::NotTable => "import-not-table",
        Refusal::TooMany => "import-too-many",
        Refusal::TooLarge => "import-too-large",
        Refusal::TooDeep => "import-too-deep",
        Refusal::Entities => "import-entities",
        Refusal::Encoding => "import-encoding",
    }
}
