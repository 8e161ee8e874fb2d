//! What must change when an item gets another place: worked out and proved before anything is written.

#![expect(clippy::disallowed_methods, reason = "texts are read again to be changed")]

use std::collections::BTreeMap;
use std::fs;
use std::ops::Range;

use anyhow::{Context, Result, bail};
use unicode_normalization::{UnicodeNormalization as _, is_nfc};

use super::keys::{self, Change, Changes, Moved};
use super::text;
use crate::app::report::language::{refused, say};
use crate::app::session::Session;
use crate::base::{OutputPath, SourcePath};
use crate::content::checks::accepted;
use crate::content::documents::parse_one;
use crate::content::front_matter::{self, Split};
use crate::content::{
    Audience, Config, Document, Documents, File, Head, Place, Tree, encoding, urls,
};
use crate::model::links::local;
use crate::model::select::{Hidden, select};

/// A file whose text changes.
pub struct Edit {
    /// Its present path.
    pub path: SourcePath,
    /// Its bytes as they were read.
    pub before: Vec<u8>,
    /// Its bytes as they shall be.
    pub after: Vec<u8>,
}

/// All that must be done.
pub struct Plan {
    /// The files that get another path, the item first.
    pub moves: Vec<(SourcePath, SourcePath)>,
    /// The texts that change.
    pub edits: Vec<Edit>,
    /// The contents of issues that name the item in vain from now on.
    pub listed: Vec<SourcePath>,
    /// The former address of the item, if it leads to the new one.
    pub alias: Option<OutputPath>,
}

impl Plan {
    /// Works out what must change when `item` gets the path `to`.
    ///
    /// # Errors
    /// When something is there already, or a text cannot be changed for sure: nothing has been done then.
    pub fn new(
        session: &Session,
        documents: &Documents,
        item: &Document,
        to: &SourcePath,
    ) -> Result<Self> {
        all_are_read(session, documents)?;
        let inputs = session.inputs();
        let named = |word, path: &dyn ToString| say(word, &[("path", path.to_string().into())]);
        let url = urls::document(to, &Place::of(to), item.head.slug.as_deref());
        let Some(url) = url else { bail!(named("new-bad-name", to)) };
        let mut files = companions(session, documents, item, to);
        files.insert(item.path.clone(), to.clone());
        for to in files.values() {
            // What lies behind a link is not read: the file would be gone from the site.
            let above = session.root().join(to.folder());
            let mut above = above.ancestors().take_while(|folder| *folder != session.root());
            if let Some(link) = above.find(|folder| folder.is_symlink()) {
                bail!(named("relocate-link", &link.display()));
            }
            if session.root().join(to.as_str()).exists() {
                bail!(named("relocate-taken", to));
            }
        }
        let outside = public(documents);
        let selected = select(&outside, session.today(), inputs.show);
        let is_internal = selected.hidden.get(&item.path) == Some(&Hidden::Internal);
        let has_alias = url != item.url && !item.head.draft && !is_internal;
        let taken = keys::taken(documents, item);
        let (to, sole) = (to.clone(), selected.sole);
        let moved = Moved { item, to, url, files, sole, has_alias, taken };
        let desk = Desk { session, documents, moved: &moved };
        let mut edits = Vec::new();
        for document in &documents.documents {
            edits.extend(desk.edit(document)?);
        }
        edits.extend(desk.menu()?);
        edits.extend(desk.accepted()?);
        let listed = documents.documents.iter().filter(|document| moved.is_left_in(document));
        let listed = listed.map(|document| document.path.clone()).collect();
        let alias = has_alias.then(|| item.url.clone());
        let mut all: Vec<_> = moved.files.into_iter().collect();
        all.sort_by_key(|(from, _)| *from != item.path);
        Ok(Self { moves: all, edits, listed, alias })
    }
}

/// The documents as the public site sees them.
fn public(documents: &Documents) -> Documents {
    let config =
        Config { audience: Audience::Public, publications: Vec::new(), ..documents.config.clone() };
    Documents { config, ..documents.clone() }
}

/// A text that cannot be read may have links that must change.
fn all_are_read(session: &Session, documents: &Documents) -> Result<()> {
    let mut read = documents.documents.iter().map(|document| &document.path).peekable();
    for path in session.articles() {
        if read.next_if(|one| *one == path).is_none() {
            bail!(say("relocate-errors", &[("path", path.to_string().into())]));
        }
    }
    Ok(())
}

/// The pictures and attachments beside an item, or below its folder, that no other text leads to, with their new paths.
fn companions(
    session: &Session,
    documents: &Documents,
    item: &Document,
    to: &SourcePath,
) -> BTreeMap<SourcePath, SourcePath> {
    let mut found = BTreeMap::new();
    if item.path.folder() == to.folder() {
        return found;
    }
    let folder = format!("{}/", item.path.folder());
    let tree = &session.inputs().tree;
    for path in led_to(item, tree) {
        let is_file = matches!(tree.files.get(&path), Some(File::Asset(_)));
        let Some(rest) = path.as_str().strip_prefix(&folder).filter(|_| is_file) else { continue };
        let new = SourcePath::new(&format!("{}/{rest}", to.folder()));
        found.extend(new.map(|new| (path.clone(), new)));
    }
    if !found.is_empty() {
        let others = documents.documents.iter().filter(|document| document.path != item.path);
        others
            .flat_map(|document| led_to(document, tree))
            .for_each(|path| drop(found.remove(&path)));
    }
    found
}

/// The files that a document leads to.
fn led_to(document: &Document, tree: &Tree) -> impl Iterator<Item = SourcePath> {
    let links = document.body.links.iter();
    let links = links.filter_map(|link| Some(local(&document.path, &link.destination)?.0));
    let offered = document.head.attachments.iter();
    let all = links.chain(offered.filter_map(|file| document.path.sibling(&file.file)));
    all.map(|path| on_disk(path, tree))
}

/// The path of a file as the disk has it: one name can be written in several ways (Unicode NFC, NFD).
fn on_disk(path: SourcePath, tree: &Tree) -> SourcePath {
    if path.as_str().is_ascii() || tree.files.contains_key(&path) {
        return path;
    }
    let composed: String = path.as_str().nfc().collect();
    let is_it =
        |other: &&SourcePath| !is_nfc(other.as_str()) && other.as_str().nfc().eq(composed.chars());
    let same = SourcePath::new(&composed).filter(|same| tree.files.contains_key(same));
    same.or_else(|| tree.files.keys().find(is_it).cloned()).unwrap_or(path)
}

/// A site, and what is moved in it.
pub struct Desk<'a> {
    /// The site, and what it was read from.
    pub session: &'a Session,
    /// All that its authors wrote.
    pub documents: &'a Documents,
    /// What is moved where.
    pub moved: &'a Moved<'a>,
}

/// A link's place, its destination, and the new one.
type Relink<'a> = (Range<usize>, &'a str, String);

impl Desk<'_> {
    /// The edit of a document, if anything changes in it.
    fn edit(&self, document: &Document) -> Result<Option<Edit>> {
        let path = &document.path;
        let links: Vec<Relink<'_>> = self.links(document);
        let tree = &self.session.inputs().tree;
        let is_there = |path: &SourcePath| tree.files.contains_key(path);
        let changes = self.moved.changes(document, &is_there);
        if links.is_empty() && changes.keys.is_empty() {
            return Ok(None);
        }
        let (before, start, text) = self.read(path)?;
        let tries = [false, true].map(|all| self.text(document, &text, (&links, all), &changes));
        let Some(new) = tries.into_iter().flatten().next() else {
            let first = links.first().map(|(_, old, _)| *old);
            let name = first.or_else(|| Some(changes.keys.first()?.0)).unwrap_or_default();
            let words = [("path", path.to_string().into()), ("name", name.into())];
            bail!(say("relocate-by-hand", &words));
        };
        let after = [&before[..start], new.as_bytes()].concat();
        Ok(Some(Edit { path: path.clone(), before, after }))
    }

    /// The bytes of a text, where its text begins in them, and the text.
    ///
    /// # Errors
    /// What the machine refuses, and a text in another encoding.
    pub fn read(&self, path: &SourcePath) -> Result<(Vec<u8>, usize, String)> {
        let file = self.session.root().join(path.as_str());
        let before = fs::read(&file).with_context(|| refused("cannot-read", &file))?;
        let text = encoding::decode(path, &before).map(|text| text.value.into_owned());
        match text {
            Ok(text) if before.ends_with(text.as_bytes()) => {
                let start = before.len() - text.len();
                Ok((before, start, text))
            }
            _ => bail!(say("relocate-encoding", &[("path", path.to_string().into())])),
        }
    }

    /// The links of a document that must change.
    fn links<'d>(&self, document: &'d Document) -> Vec<Relink<'d>> {
        let links = document.body.links.iter();
        let links = links.filter_map(|link| {
            let old = link.destination.as_str();
            let trimmed = old.trim();
            let new = self.link(document, trimmed)?;
            (new != trimmed).then(|| (link.range.clone(), old, old.replacen(trimmed, &new, 1)))
        });
        links.collect()
    }

    /// Where a link must lead; `None` where it leads to no file of the site.
    fn link(&self, document: &Document, old: &str) -> Option<String> {
        let (item, url) = (self.moved.item, &self.moved.url);
        if let Some(address) = old.strip_prefix('/') {
            let end = address.find(['#', '?']).unwrap_or(address.len());
            let (path, rest) = address.split_at(end);
            let is_item = urls::alias(path).as_ref() == Some(&item.url) && *url != item.url;
            let new = url.as_str();
            let new = if path.ends_with('/') { new.trim_end_matches("index.html") } else { new };
            return is_item.then(|| format!("/{new}{rest}"));
        }
        let tree = &self.session.inputs().tree;
        let here = self.moved.now(&document.path);
        let (typed, rest) = local(&document.path, old)?;
        let path = on_disk(typed.clone(), tree);
        if !tree.files.contains_key(&path) {
            return None;
        }
        let now = self.moved.now(&path);
        let form = |path: &SourcePath, from: &SourcePath| text::destination(&path.seen_from(from));
        let leads = local(here, old).map(|(leads, _)| on_disk(leads, tree));
        let is_short = old.strip_suffix(rest) == Some(form(&path, &document.path).as_str());
        // What was as short as can be stays so.
        if leads.as_ref() == Some(now) && !(is_short && here != &document.path) {
            return None;
        }
        // A name keeps the form in which it was typed.
        let now = if now == &path { &typed } else { now };
        Some(format!("{}{rest}", form(now, here)))
    }

    /// The new text; `None` when it would not say the same but for what must change.
    fn text(
        &self,
        document: &Document,
        text: &str,
        (links, all): (&[Relink<'_>], bool),
        changes: &Changes,
    ) -> Option<String> {
        let path = &document.path;
        let Split { body, .. } = front_matter::split(path, text).ok()?;
        let mut new = text::relinked(text, body, links, all);
        // From the last to the first, so that places stay right; what is added stands last.
        let mut keys: Vec<_> = changes
            .keys
            .iter()
            .map(|(key, change)| (document.span(key).range, key, change))
            .collect();
        keys.sort_by_key(|(range, ..)| {
            std::cmp::Reverse(if range.is_empty() { body } else { range.start })
        });
        for (range, key, change) in keys {
            let yaml = front_matter::split(path, &new).ok()?.yaml;
            let block =
                if range.is_empty() { yaml.end..yaml.end } else { text::block(&new, &yaml, range) };
            new = match change {
                Change::Names(names) => text::renamed(&new, block, names),
                Change::List(gone, added) => {
                    text::with_list(&new, key, block, (gone.as_deref(), added.as_deref()))?
                }
                Change::Issues(issues, usual) => {
                    text::with_issues(&new, block, issues, usual.as_deref())?
                }
            };
        }
        self.says_the_same(document, text, &new, (links, changes)).then_some(new)
    }

    /// Whether a new text says what the old one says, but for the changes.
    fn says_the_same(
        &self,
        document: &Document,
        old: &str,
        new: &str,
        (links, changes): (&[Relink<'_>], &Changes),
    ) -> bool {
        let inputs = self.session.inputs();
        let here = self.moved.now(&document.path);
        let both = (parse_one(&document.path, old, inputs), parse_one(here, new, inputs));
        let (Some(old), Some(new)) = both else { return false };
        let wanted = |destination: &str| {
            let change = links.iter().find(|(_, old, _)| *old == destination);
            change.map_or_else(|| destination.to_owned(), |(.., new)| new.clone())
        };
        let mut pairs = old.body.links.iter().zip(&new.body.links);
        // What issues it names was typed in one of several forms.
        let head = |head: &Head| Head { issues: Vec::new(), ..head.clone() };
        head(&new.head) == head(&changes.head)
            && keys::stands(&new, self.moved.sole) == changes.stands
            && new.body.html == old.body.html
            && new.body.links.len() == old.body.links.len()
            && pairs.all(|(old, new)| new.destination == wanted(&old.destination))
    }

    /// Accepted findings are told by the paths of their files.
    fn accepted(&self) -> Result<Option<Edit>> {
        let path = SourcePath::new(accepted::FILE).expect("a plain name");
        if !self.session.inputs().tree.files.contains_key(&path) {
            return Ok(None);
        }
        let (before, start, text) = self.read(&path)?;
        let line = |line: &str| {
            let (key, value) = line.split_once("file: ")?;
            let old = value.trim_end();
            let new = self.moved.files.iter().find(|(from, _)| from.as_str() == old)?.1;
            Some(format!("{key}file: {new}{}", &value[old.len()..]))
        };
        let lines = text.split_inclusive('\n');
        let new: String = lines.map(|one| line(one).unwrap_or_else(|| one.to_owned())).collect();
        let after = [&before[..start], new.as_bytes()].concat();
        Ok((new != text).then_some(Edit { path, before, after }))
    }
}
