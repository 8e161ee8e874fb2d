//! What the front matter of a document must say once an item has another place.

use std::collections::BTreeMap;

use crate::base::{OutputPath, SourcePath};
use crate::content::front_matter::Standing;
use crate::content::yaml::value::quoted;
use crate::content::{Document, Head, IssueId, Place, urls};
use crate::model::contents::NAMED;
use crate::model::select::standings;

/// What is moved where.
pub struct Moved<'a> {
    /// The item.
    pub item: &'a Document,
    /// Its new path.
    pub to: SourcePath,
    /// Its new address.
    pub url: OutputPath,
    /// All files that are moved, the item among them, with their new paths.
    pub files: BTreeMap<SourcePath, SourcePath>,
    /// The publication of items that name none.
    pub sole: Option<&'a str>,
}

/// A change of a key of the front matter.
pub enum Change {
    /// Names in its list become others.
    Names(Vec<(String, String)>),
    /// Its line becomes this one, or none.
    Line(Option<String>),
}

/// The front matter as it must be, and the changes by their keys.
pub struct Changes {
    /// What the front matter shall say.
    pub head: Head,
    /// What to change for that.
    pub keys: Vec<(&'static str, Change)>,
}

impl Moved<'_> {
    /// The new path of a file.
    pub fn now<'a>(&'a self, path: &'a SourcePath) -> &'a SourcePath {
        self.files.get(path).unwrap_or(path)
    }

    /// What changes in the front matter of a document.
    pub fn changes(&self, document: &Document) -> Changes {
        let mut changes = Changes { head: document.head.clone(), keys: Vec::new() };
        self.attachments(document, &mut changes);
        self.lists(document, &mut changes);
        if document.path == self.item.path {
            self.own(&mut changes);
        }
        changes
    }

    /// Files to download keep their paths where they go along.
    fn attachments(&self, document: &Document, changes: &mut Changes) {
        let mut names = Vec::new();
        let here = self.now(&document.path);
        for file in &mut changes.head.attachments {
            let Some(path) = document.path.sibling(&file.file) else { continue };
            let now = self.now(&path);
            if here.sibling(&file.file).as_ref() != Some(now) {
                let new = now.seen_from(here);
                names.push((std::mem::replace(&mut file.file, new.clone()), new));
            }
        }
        let key = if document.head.imprint.is_some() { "file" } else { "attachments" };
        changes.add(key, names);
    }

    /// `contents` of issues that it stands in, and `articles` of topics.
    fn lists(&self, document: &Document, changes: &mut Changes) {
        let stands = self.stands_in(document);
        let Head { imprint, scope, .. } = &mut changes.head;
        let (key, list) = match (imprint, scope) {
            (Some(imprint), _) => ("contents", &mut imprint.contents),
            (_, Some(scope)) => ("articles", &mut scope.articles),
            _ => return,
        };
        let mut names = Vec::new();
        for name in list {
            let meant = NAMED.iter().position(|is| is(document, name, &self.item.path));
            let is_whole = meant == Some(1);
            let Some(new) =
                meant.filter(|_| stands || is_whole).map(|_| self.called(name, is_whole))
            else {
                continue;
            };
            if *name != new {
                names.push((std::mem::replace(name, new.clone()), new));
            }
        }
        changes.add(key, names);
    }

    /// The new name, in the form of the old one.
    fn called(&self, name: &str, is_whole: bool) -> String {
        let extension = if name.ends_with(".md") { ".md" } else { "" };
        let slash = if name.starts_with('/') { "/" } else { "" };
        let path = self.to.as_str().strip_prefix("content/").unwrap_or(self.to.as_str());
        let path = path.strip_suffix(".md").unwrap_or(path);
        if is_whole {
            format!("{slash}{path}{extension}")
        } else {
            format!("{}{extension}", self.to.stem())
        }
    }

    /// Whether the item stands in an issue, by its `_index.md`; every topic may have it.
    fn stands_in(&self, document: &Document) -> bool {
        let Place::Issue(publication, id) = &document.place else { return true };
        let own = (Some(publication.as_str()), Some(*id));
        let is_own =
            matches!(&self.item.place, Place::Bulletin(p, i) if (p, i) == (publication, id));
        is_own || standings(self.item, self.sole).contains(&own)
    }

    /// Whether the `contents` of an issue that the item leaves name it.
    pub fn is_left_in(&self, document: &Document) -> bool {
        let is_same_folder = self.item.path.folder() == self.to.folder();
        let is_own = matches!(
            (&document.place, &self.item.place),
            (Place::Issue(publication, id), Place::Bulletin(p, i)) if (p, i) == (publication, id)
        );
        let names = document.head.imprint.as_ref().map(|imprint| imprint.contents.as_slice());
        let mut names = names.unwrap_or_default().iter();
        !is_same_folder
            && is_own
            && names.any(|name| NAMED.iter().any(|is| is(document, name, &self.item.path)))
    }

    /// The item's own keys: where it stands, and where it was.
    fn own(&self, changes: &mut Changes) {
        let item = self.item;
        if item.path.folder() != self.to.folder() {
            self.issues(changes);
        }
        if self.url == item.url || item.head.draft {
            return;
        }
        let aliases = &mut changes.head.aliases;
        aliases.retain(|alias| urls::alias(alias).as_ref() != Some(&self.url));
        aliases.push(format!("/{}", item.url));
        let line = line("aliases", aliases);
        changes.keys.push(("aliases", Change::Line(Some(line))));
    }

    /// Of the issues it names the first is its own: the new one takes its place.
    fn issues(&self, changes: &mut Changes) {
        let (item, place) = (self.item, Place::of(&self.to));
        if item.head.issues.is_empty() && item.head.publication.is_none() {
            return;
        }
        let named = standings(item, self.sole);
        let own = match &item.place {
            Place::Bulletin(publication, id) => (Some(publication.as_str()), Some(*id)),
            _ => named.first().copied().unwrap_or_default(),
        };
        let new = match &place {
            Place::Bulletin(publication, id) => Some((Some(publication.as_str()), Some(*id))),
            _ => None,
        };
        let others = named.into_iter().filter(|one| *one != own && Some(*one) != new);
        let all: Vec<_> = new.into_iter().chain(others).collect();
        let standing = |(publication, id): &(Option<&str>, Option<IssueId>)| {
            Some(Standing { publication: publication.map(str::to_owned), id: (*id)? })
        };
        // The folder says it already.
        let all = if all.len() == 1 && new.is_some() { Vec::new() } else { all };
        changes.head.issues = all.iter().filter_map(standing).collect();
        changes.head.publication = None;
        let written = |one: &Standing| match &one.publication {
            Some(publication) => format!("{publication}/{}", one.id),
            None => one.id.to_string(),
        };
        let list: Vec<String> = changes.head.issues.iter().map(written).collect();
        let line = (!list.is_empty()).then(|| line("issue", &list));
        changes.keys.push(("issue", Change::Line(line)));
        changes.keys.push(("publication", Change::Line(None)));
    }
}

impl Changes {
    fn add(&mut self, key: &'static str, names: Vec<(String, String)>) {
        if !names.is_empty() {
            self.keys.push((key, Change::Names(names)));
        }
    }
}

/// A key with a list, as a line.
fn line(key: &str, values: &[String]) -> String {
    let values: Vec<String> = values.iter().map(|value| quoted(value)).collect();
    format!("{key}: [{}]", values.join(", "))
}
