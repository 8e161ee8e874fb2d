//! What the front matter of a document must say once an item has another place.

use std::collections::{BTreeMap, BTreeSet};

use super::text::Stands;
use crate::base::{OutputPath, SourcePath};
use crate::content::{Document, Documents, Head, IssueId, Place, urls};
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
    /// Whether its former address is told: not if that is of something internal, or nobody knows it.
    pub has_alias: bool,
    /// The names that mean something else in lists of names: of other files, and of columns.
    pub taken: BTreeSet<String>,
}

/// A change of a key of the front matter.
pub enum Change {
    /// Names in its list become others.
    Names(Vec<(String, String)>),
    /// One name leaves its list, and one is added.
    List(Option<String>, Option<String>),
    /// Issues become others, or leave the list.
    Issues(Vec<(Stands, Option<String>)>, Option<String>),
}

/// The front matter as it must be, and the changes by their keys.
pub struct Changes {
    /// What the front matter shall say, apart from the issues.
    pub head: Head,
    /// The issues that it shall name.
    pub stands: Vec<Stands>,
    /// What to change for that.
    pub keys: Vec<(&'static str, Change)>,
}

/// The issues that a document names.
pub fn stands(document: &Document, sole: Option<&str>) -> Vec<Stands> {
    let owned =
        |(publication, id): (Option<&str>, Option<IssueId>)| (publication.map(str::to_owned), id);
    standings(document, sole).into_iter().map(owned).collect()
}

/// The names that mean something else in lists of names than the item: of other files, and of columns.
pub fn taken(documents: &Documents, item: &Document) -> BTreeSet<String> {
    let others = documents.documents.iter().filter(|other| other.path != item.path);
    let files = others.clone().map(|other| other.path.stem().to_owned());
    let columns = documents.config.columns.iter().map(|column| column.name.clone());
    files.chain(columns).chain(others.filter_map(|other| other.head.column.clone())).collect()
}

impl Moved<'_> {
    /// The new path of a file.
    pub fn now<'a>(&'a self, path: &'a SourcePath) -> &'a SourcePath {
        self.files.get(path).unwrap_or(path)
    }

    /// What changes in the front matter of a document. `is_there` tells whether there is such a file.
    pub fn changes(&self, document: &Document, is_there: &dyn Fn(&SourcePath) -> bool) -> Changes {
        let (head, stands) = (document.head.clone(), stands(document, self.sole));
        let mut changes = Changes { head, stands, keys: Vec::new() };
        self.attachments(document, is_there, &mut changes);
        self.lists(document, &mut changes);
        if document.path == self.item.path {
            self.own(&mut changes);
        }
        changes
    }

    /// Files to download keep their paths where they go along.
    fn attachments(
        &self,
        document: &Document,
        is_there: &dyn Fn(&SourcePath) -> bool,
        changes: &mut Changes,
    ) {
        let mut names = Vec::new();
        let here = self.now(&document.path);
        for file in &mut changes.head.attachments {
            let path = document.path.sibling(&file.file).filter(is_there);
            let Some(path) = path else { continue };
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
        let is_possible = self.stands_in(document);
        let Head { imprint, scope, .. } = &mut changes.head;
        let (key, list) = match (imprint, scope) {
            (Some(imprint), _) => ("contents", &mut imprint.contents),
            (_, Some(scope)) => ("articles", &mut scope.articles),
            _ => return,
        };
        let mut names = Vec::new();
        for name in list {
            let meant = NAMED.iter().position(|is| is(document, name, &self.item.path));
            let Some(form) = meant.filter(|form| is_possible || *form == 1) else { continue };
            let new = self.called(name, form, document);
            if *name != new {
                names.push((std::mem::replace(name, new.clone()), new));
            }
        }
        changes.add(key, names);
    }

    /// The new name in a list, in the form of the old one: a path from the document or from `content/`, or a name alone
    /// where that means nothing else.
    fn called(&self, name: &str, form: usize, document: &Document) -> String {
        let extension = if name.ends_with(".md") { ".md" } else { "" };
        let bare = |path: &str| path.strip_suffix(".md").unwrap_or(path).to_owned();
        let whole = bare(self.to.as_str().strip_prefix("content/").unwrap_or(self.to.as_str()));
        match form {
            0 if name.contains('/') => {
                format!("{}{extension}", bare(&self.to.seen_from(&document.path)))
            }
            1 => {
                let before = &name[..name.len() - name.trim_start_matches('/').len()];
                let content =
                    if name[before.len()..].starts_with("content/") { "content/" } else { "" };
                format!("{before}{content}{whole}{extension}")
            }
            _ if self.to.stem() == self.item.path.stem() => name.to_owned(),
            _ if self.taken.contains(self.to.stem()) => format!("{whole}{extension}"),
            _ => format!("{}{extension}", self.to.stem()),
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
        let place = Place::of(&self.to);
        let is_in_issue = |place: &Place| matches!(place, Place::Bulletin(..));
        if self.item.place != place && (is_in_issue(&place) || is_in_issue(&self.item.place)) {
            self.issues(&place, changes);
        }
        let aliases = &mut changes.head.aliases;
        let is_new = |alias: &String| urls::alias(alias).as_ref() == Some(&self.url);
        let gone = aliases.iter().find(|alias| is_new(alias)).cloned();
        let added = self.has_alias.then(|| format!("/{}", self.item.url));
        if gone.is_some() || added.is_some() {
            aliases.retain(|alias| !is_new(alias));
            aliases.extend(added.clone());
            changes.keys.push(("aliases", Change::List(gone, added)));
        }
    }

    /// Of the issues it names the first is its own: the new one takes its place.
    fn issues(&self, place: &Place, changes: &mut Changes) {
        let item = self.item;
        let (head, named) = (&item.head, changes.stands.clone());
        let folder = |place: &Place| match place {
            Place::Bulletin(publication, id) => Some((Some(publication.clone()), Some(*id))),
            _ => None,
        };
        let of = |stands: Option<Stands>| stands.and_then(|(publication, _)| publication);
        let (from, to) = (folder(&item.place), folder(place));
        // A folder and the key must not name two publications.
        let key =
            of(to.clone()).filter(|_| head.publication.is_some()).or(head.publication.clone());
        if key != head.publication {
            let [old, new] = [&head.publication, &key].map(|one| one.clone().unwrap_or_default());
            changes.head.publication.clone_from(&key);
            changes.keys.push(("publication", Change::Names(vec![(old, new)])));
        }
        if named.is_empty() {
            return;
        }
        let sole = self.sole.map(str::to_owned);
        let before = head.publication.clone().or(of(from.clone())).or_else(|| sole.clone());
        let after = key.or(of(to.clone())).or(sole);
        let own = from.clone().or_else(|| named.first().cloned());
        let written = |(publication, id): &Stands| {
            let id = id.map(|id| id.to_string()).unwrap_or_default();
            match publication {
                Some(publication) if Some(publication) != after.as_ref() => {
                    format!("{publication}/{id}")
                }
                _ => id,
            }
        };
        let mut edits = Vec::new();
        let mut all: Vec<Stands> = Vec::new();
        for stands in &named {
            let new = if Some(stands) == own.as_ref() { to.clone() } else { Some(stands.clone()) };
            let new = new.filter(|new| !all.contains(new));
            let is_same = new.as_ref() == Some(stands) && before == after;
            if !is_same {
                edits.push((stands.clone(), new.as_ref().map(written)));
            }
            all.extend(new);
        }
        changes.stands = all;
        changes.keys.push(("issue", Change::Issues(edits, before)));
    }
}

impl Changes {
    fn add(&mut self, key: &'static str, names: Vec<(String, String)>) {
        if !names.is_empty() {
            self.keys.push((key, Change::Names(names)));
        }
    }
}
