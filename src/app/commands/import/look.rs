//! The first pass of an import: the texts of sites are read, and each gets its place, so that the links of one can
//! lead to all others.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::rc::Rc;

use super::complete::complete;
use super::links::Orders;
use super::proposals;
use super::sources::{self, Source};
use super::{Import, Waiting, why};
use crate::app::source_file::file_name;
use crate::base::OutputPath;
use crate::content::urls;
use crate::import::dump::{self, Export, Tables};
use crate::import::found::{Entry, Found, Remark};
use crate::import::generator::{self, Site};
use crate::import::kind::Kind;
use crate::import::page::{self, Sign};
use crate::import::roles::Names;
use crate::import::{Refusal, article};

/// A page that is read, and how sure it is that it is an article.
struct Page<'a> {
    source: &'a Source,
    found: Found,
    sign: Sign,
    print: String,
}

impl Import<'_> {
    /// Reads all texts of sites. What is neither a page nor a text of a site is left for later.
    pub(super) fn look(&mut self, sources: &[Source]) -> anyhow::Result<()> {
        let mut pages = Vec::new();
        let mut surest = None;
        let mut tables = Tables::default();
        let mut dumps: Vec<&Source> = Vec::new();
        let mut texts: Vec<(&Source, Entry, String)> = Vec::new();
        for source in sources {
            let Some(bytes) = source.read()? else { continue };
            match Kind::named(&bytes, &source.name()) {
                Kind::Page => surest = surest.max(self.page(source, &bytes, &mut pages)),
                Kind::Markdown => texts.extend(self.markdown(source, &bytes)),
                Kind::Export => match dump::wxr(&bytes) {
                    Ok(export) => self.export(source, export),
                    Err(refusal) => {
                        let why = match refusal {
                            Refusal::Damaged => "import-damaged-export",
                            refusal => why(refusal),
                        };
                        self.unread.insert(source.path.clone(), why);
                    }
                },
                Kind::Dump => {
                    dump::sql(&bytes, &mut tables);
                    dumps.push(source);
                }
                _ => {}
            }
        }
        // A site may be dumped into a file for each table.
        if let Some(first) = dumps.first() {
            let exports = dump::dede(&tables, &self.zone);
            for source in dumps.iter().filter(|_| !exports.is_empty()) {
                self.waiting.entry(source.path.clone()).or_default();
            }
            for export in exports {
                self.export(first, export);
            }
        }
        // What lies beside an export is of the same site: its pages show the same texts once more.
        texts.retain(|(source, ..)| source.is_named || !self.exported.contains(&source.top));
        pages.retain(|page| page.source.is_named || !self.exported.contains(&page.source.top));
        for (source, entry, print) in texts {
            self.entry(source, entry, print, source.name());
        }
        self.place_pages(pages, surest);
        Ok(())
    }

    fn page<'a>(
        &mut self,
        source: &'a Source,
        bytes: &[u8],
        pages: &mut Vec<Page<'a>>,
    ) -> Option<Sign> {
        if source.is_of_generator() {
            // Templates.
            return None;
        }
        let print = article::fingerprint(bytes);
        let known = self.known.get(&print);
        if let Some(path) = known {
            self.pages.add(source.path.clone(), path);
        }
        match page::read(bytes, &Names(&self.names)) {
            Ok(Some((found, sign))) => {
                // One that was imported before counts, too: a second import ends as the first.
                if known.is_none() {
                    pages.push(Page { source, found, sign, print });
                }
                Some(sign)
            }
            Ok(None) => None,
            Err(refusal) => {
                self.unread.insert(source.path.clone(), why(refusal));
                None
            }
        }
    }

    /// Gives pages their places. Where some of a folder say that they are articles, those that do not are lists.
    fn place_pages(&mut self, pages: Vec<Page<'_>>, surest: Option<Sign>) {
        let mut orders = Orders::default();
        let mut places: BTreeMap<String, (String, PathBuf)> = BTreeMap::new();
        for Page { source, mut found, sign, print } in pages {
            let is_list = match sign {
                Sign::Short => true,
                Sign::Looks => surest > Some(sign),
                Sign::Marked | Sign::Said => false,
            };
            if is_list && !source.is_named {
                continue;
            }
            if let Some((path, first)) = places.get(&print) {
                // The same page at another address.
                self.pages.add(source.path.clone(), path);
                let more = self.free_aliases(&source.address());
                if let Some(page) = self.waiting.get_mut(first).and_then(|all| all.first_mut()) {
                    page.found.aliases.extend(more);
                }
                continue;
            }
            complete(&mut found, source);
            found.weight = orders.place(&found.issue, source);
            let (path, name) = self.place(&found, source.speaking_name());
            self.lead_here(&mut found, &source.address(), &path);
            self.proposals.redirect(&source.address(), &path);
            self.pages.add(source.path.clone(), &path);
            places.insert(print.clone(), (path.clone(), source.path.clone()));
            let address = source.address();
            let label = source.name();
            let source = source.clone();
            let waiting = Waiting { found, html: None, path, name, print, label, address, source };
            self.waiting.entry(waiting.source.path.clone()).or_default().push(waiting);
        }
    }

    /// Makes an old address lead to an article; one that no file can answer is named.
    fn lead_here(&mut self, found: &mut Found, address: &str, path: &str) {
        let new = proposals::address_of(path);
        let aliases = self.free_aliases(address);
        if aliases.is_empty() && !address.trim_matches('/').is_empty() {
            found.remarks.push(Remark::warning("import-address").with("address", address));
        }
        found.aliases.extend(aliases);
        found.aliases.retain(|alias| urls::alias(alias) != new);
    }

    /// The address of a page as an old one of its article, where a file can answer it and no other page has it.
    fn free_aliases(&mut self, address: &str) -> Vec<String> {
        let mut all = aliases(address);
        all.retain(|alias| {
            let file = urls::alias(alias).map(|file| file.to_string().to_lowercase());
            file.is_some_and(|file| self.aliases.insert(file))
        });
        all
    }

    fn markdown<'a>(
        &mut self,
        source: &'a Source,
        bytes: &[u8],
    ) -> Option<(&'a Source, Entry, String)> {
        let Ok(text) = sources::text_of(bytes) else {
            self.unread.insert(source.path.clone(), "import-encoding");
            return None;
        };
        match generator::read(&text, &source.below(), &source.site) {
            Ok(entry) => Some((source, entry?, article::fingerprint(bytes))),
            Err(refusal) => {
                self.unread.insert(source.path.clone(), why(refusal));
                None
            }
        }
    }

    fn export(&mut self, source: &Source, export: Export) {
        let site = Site { host: export.host, ..Site::of(&|_| None) };
        let source = Source { site: Rc::new(site), ..source.clone() };
        self.notes.entry(source.path.clone()).or_default().extend(export.remarks);
        if !source.is_named {
            self.exported.insert(source.top.clone());
        }
        self.waiting.entry(source.path.clone()).or_default();
        for entry in export.entries {
            let found = &entry.found;
            let print = format!("{}\n{}\n{:?}\n{}", entry.key, found.title, found.date, entry.html);
            let label = format!("{}#{}", source.name(), entry.key);
            self.entry(&source, entry, article::fingerprint(print.as_bytes()), label);
        }
    }

    /// Gives a text of a site its place, and lets it wait until all others have theirs.
    fn entry(&mut self, source: &Source, mut entry: Entry, print: String, label: String) {
        // Two texts of a site may have the same bytes, and are two all the same.
        let own = article::fingerprint(format!("{print} {label} {}", source.below()).as_bytes());
        let (same, print) = match (self.known.get(&own), self.known.get(&print)) {
            (Some(path), _) => (Some(path.clone()), own),
            (None, Some(path)) if !self.placed.contains(&print) => (Some(path.clone()), print),
            (None, Some(_)) => (None, own),
            (None, None) => (None, print),
        };
        self.placed.insert(print.clone());
        let (path, name) = match &same {
            Some(path) => (path.clone(), String::new()),
            None => {
                let name = Some(entry.name.clone()).filter(|name| !name.is_empty());
                let name = name.unwrap_or_else(|| entry.found.title.clone());
                self.place(&entry.found, Some(file_name(&name)))
            }
        };
        self.pages.add_entry(source, &entry, &path);
        for address in &entry.addresses {
            self.proposals.redirect(address, &path);
        }
        if same.is_some() {
            self.repeated.entry(source.path.clone()).or_default().push(path);
            return;
        }
        self.known.insert(print.clone(), path.clone());
        let address = entry.addresses.first().cloned().unwrap_or_default();
        let mut found = std::mem::take(&mut entry.found);
        let stated = std::mem::take(&mut found.source);
        Names(&self.names).take_source(&stated, &mut found);
        if entry.html.contains('\u{fffd}') || found.title.contains('\u{fffd}') {
            found.remarks.push(Remark::warning("import-broken-text"));
        }
        let stated = std::mem::take(&mut found.aliases);
        self.lead_here(&mut found, &address, &path);
        for alias in stated {
            self.lead_here(&mut found, &alias, &path);
        }
        let is_legal = found.slug.is_empty() || OutputPath::is_legal_part(&found.slug);
        if !is_legal {
            let lost = std::mem::take(&mut found.slug);
            found.remarks.push(Remark::new("import-lost").with("kind", "slug").with("name", lost));
        }
        let source = source.clone();
        let html = Some(entry.html);
        let waiting = Waiting { found, html, path, name, print, label, address, source };
        self.waiting.entry(waiting.source.path.clone()).or_default().push(waiting);
    }
}

/// The address of a page as an old one of its article; none where no file can answer it, such as `show.php?id=3`.
fn aliases(address: &str) -> Vec<String> {
    let address = address.split('#').next().unwrap_or_default();
    let last = address.rsplit('/').next().unwrap_or_default().to_ascii_lowercase();
    let is_static =
        !last.contains('.') || [".html", ".htm", ".shtml"].iter().any(|end| last.ends_with(end));
    let is_legal = is_static && !address.is_empty() && urls::alias(address).is_some();
    if is_legal { vec![address.to_owned()] } else { Vec::new() }
}
