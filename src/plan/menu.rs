//! The menu of all pages: as the configuration says, or all parts of the site.

use super::addresses;
use super::statistics::series::link_to as link_to_series;
use super::stock::Stock;
use super::view::{Link, MenuItem, Sections};
use crate::base::diagnostic::did_you_mean;
use crate::base::{Diagnostic, OutputPath, SourcePath, Span};
use crate::content::config::menu::MenuEntry;
use crate::content::{Words, config};
use crate::model::series::Series;
use crate::model::{Bulletin, Page, Publication, Term, TermKind};

/// The parts of the site that have a first page, besides the home page: the name of the folder, which is also the key
/// of the title in the words.
const PARTS: [&str; 11] = [
    "news",
    "summaries",
    "topics",
    "columns",
    "units",
    "authors",
    "tags",
    "archive",
    "statistics",
    "corrections",
    "search",
];

/// Whether a name in the menu means a part of the site, and no page or topic of this name.
pub fn is_part(name: &str) -> bool {
    name == "home" || PARTS.contains(&name)
}

/// What a name in the menu leads to.
enum Found {
    /// A page of the site, or an address elsewhere.
    Item(MenuItem),
    /// Something that this site does not show now.
    Hidden,
    /// Nothing.
    Unknown,
}

/// Makes the menu. Names that lead nowhere go to `findings`; what is not shown on this site is left out.
pub fn menu(
    bulletin: &Bulletin,
    words: &Words,
    has: Sections,
    findings: &mut Vec<Diagnostic>,
) -> Vec<MenuItem> {
    let menu = Menu { bulletin, words, has };
    match &bulletin.config.menu {
        Some(entries) => menu.items(entries, findings),
        None => menu.usual(),
    }
}

struct Menu<'a> {
    bulletin: &'a Bulletin,
    words: &'a Words,
    has: Sections,
}

impl Menu<'_> {
    /// Home, publications, the parts that the site has, single pages.
    fn usual(&self) -> Vec<MenuItem> {
        let word = |key, url| Link { title: self.words.get(key).into(), url };
        // A publication with the same name as the site is called 期刊 there.
        let named = self.bulletin.publications.iter().map(|publication| {
            let is_site = *publication.title == self.bulletin.config.title;
            if is_site { word("issues", publication.url.clone()) } else { link_to(publication) }
        });
        let parts = PARTS[..9].iter().filter(|part| self.has.part(part));
        let parts = parts.map(|part| word(part, addresses::front(part)));
        let home = word("home", addresses::home());
        let pages = self.bulletin.pages.iter().map(page_link);
        let all = std::iter::once(home).chain(named).chain(parts).chain(pages);
        all.map(MenuItem::to).collect()
    }

    fn items(&self, entries: &[MenuEntry], findings: &mut Vec<Diagnostic>) -> Vec<MenuItem> {
        let mut items = Vec::new();
        for entry in entries {
            let below = self.items(&entry.items, findings);
            let found = match &entry.link {
                Some(name) => self.find(name),
                None => Found::Item(MenuItem::without_address()),
            };
            match found {
                Found::Item(item) if item.url.is_some() || !below.is_empty() => {
                    let title = entry.title.as_deref().map_or(item.title, Into::into);
                    items.push(MenuItem { title, items: below, ..item });
                }
                Found::Item(_) | Found::Hidden => items.extend(below),
                Found::Unknown => findings.push(self.unknown(entry)),
            }
        }
        items
    }

    fn find(&self, name: &str) -> Found {
        let bulletin = self.bulletin;
        let to = |link| Found::Item(MenuItem::to(link));
        let is_called = |part: &str| name == part || name == self.words.get(part);
        if is_called("home") {
            return to(Link { title: self.words.get("home").into(), url: addresses::home() });
        }
        if let Some(part) = PARTS.iter().find(|part| is_called(part)) {
            let url = addresses::front(part);
            let there = Link { title: self.words.get(part).into(), url };
            return if self.has.part(part) { to(there) } else { Found::Hidden };
        }
        let mut publications = bulletin.publications.iter();
        if let Some(publication) = publications.find(|one| one.id == name || *one.title == *name) {
            return to(link_to(publication));
        }
        if let Some(column) = bulletin.terms[TermKind::Column].iter().find(|one| *one.name == *name)
        {
            return to(Stock::link(column));
        }
        let is_topic = |topic: &&Term| {
            let text = topic.text.as_ref();
            *topic.name == *name || text.is_some_and(|text| text.document.path.stem() == name)
        };
        if let Some(topic) = bulletin.terms[TermKind::Topic].iter().find(is_topic) {
            return to(Stock::link(topic));
        }
        let is_series = |series: &&Series| series.name == name || *series.title == *name;
        match bulletin.series.iter().find(is_series) {
            Some(series) if series.is_shown => return to(link_to_series(series)),
            Some(_) => return Found::Hidden,
            None => {}
        }
        let is_page = |page: &&Page| page.text.document.path.stem() == name || *page.title == *name;
        if let Some(page) = bulletin.pages.iter().find(is_page) {
            return to(page_link(page));
        }
        if name.starts_with("https://") || name.starts_with("http://") {
            return Found::Item(MenuItem::elsewhere(name));
        }
        let own = name.strip_prefix('/').and_then(OutputPath::new);
        match own {
            Some(url) => to(Link { title: name.into(), url }),
            None if bulletin.unseen.contains(name) => Found::Hidden,
            None => Found::Unknown,
        }
    }

    fn unknown(&self, entry: &MenuEntry) -> Diagnostic {
        let name = entry.link.as_deref().unwrap_or_default();
        let columns = self.bulletin.terms[TermKind::Column].iter().map(|column| &*column.name);
        let publications = self.bulletin.publications.iter().map(|one| one.id.as_str());
        let pages = self.bulletin.pages.iter().map(|page| page.text.document.path.stem());
        let topics = self.bulletin.terms[TermKind::Topic].iter().map(|topic| &*topic.name);
        let names = PARTS.into_iter().chain(["home"]).chain(columns).chain(publications);
        let names = names.chain(topics);
        let near = did_you_mean(name, names.chain(pages));
        let file = SourcePath::new(config::FILE).expect("a plain name");
        let finding = Diagnostic::error("bad-menu").with("name", name).near(near);
        finding.at(Span::new(&file, entry.place.clone()))
    }
}

fn link_to(publication: &Publication) -> Link {
    Link { title: publication.title.clone(), url: publication.url.clone() }
}

fn page_link(page: &Page) -> Link {
    Link { title: page.title.clone(), url: page.text.url().clone() }
}
