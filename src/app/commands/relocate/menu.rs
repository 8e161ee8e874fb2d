//! The menu of the site, when a page or a topic gets another name.

use anyhow::{Result, bail};

use super::plan::{Desk, Edit};
use super::text;
use crate::app::report::language::say;
use crate::base::SourcePath;
use crate::content::config::menu::MenuEntry;
use crate::content::yaml::places::line_of;
use crate::content::{Document, Place, config};
use crate::plan::menu;

impl Desk<'_> {
    /// The menu names pages and topics by their files, and any page by its address.
    ///
    /// # Errors
    /// When a name in it would mean something else: nothing has been done then.
    pub fn menu(&self) -> Result<Option<Edit>> {
        let item = self.moved.item;
        let menu = &self.session.inputs().config.value.menu;
        let names = menu_names(menu.iter().flatten());
        let is_named = matches!(item.place, Place::Page | Place::Topic);
        let (old, new) = (item.path.stem().to_owned(), self.moved.to.stem().to_owned());
        // What means something else, too, is no name of the item.
        let is_other = |name: &String| menu::is_part(name) || self.means_another(name);
        let by_hand = || {
            let words = [("path", config::FILE.into()), ("name", new.as_str().into())];
            say("relocate-by-hand", &words)
        };
        if is_named
            && old != new
            && is_other(&new)
            && (names.contains(&new) || names.contains(&old))
        {
            bail!(by_hand());
        }
        let stems = (is_named && !is_other(&old)).then(|| (old.clone(), new.clone()));
        let addresses = (format!("/{}", item.url), format!("/{}", self.moved.url));
        let changes: Vec<(String, String)> = stems.into_iter().chain([addresses]).collect();
        let changes: Vec<_> =
            changes.into_iter().filter(|(old, new)| old != new && names.contains(old)).collect();
        if changes.is_empty() {
            return Ok(None);
        }
        let path = SourcePath::new(config::FILE).expect("a plain name");
        let (before, start, text) = self.read(&path)?;
        let line = line_of(&text, "menu").unwrap_or(0..0);
        let block = text::block(&text, &(0..text.len()), line);
        let edited = text::renamed(&text, block, &changes);
        let now = |name: &String| {
            changes.iter().find(|(old, _)| old == name).map_or(name, |(_, new)| new).clone()
        };
        let wanted: Vec<String> = names.iter().map(now).collect();
        let menu = config::parse(&path, &edited).value.menu;
        if menu_names(menu.iter().flatten()) != wanted {
            bail!(by_hand());
        }
        let after = [&before[..start], edited.as_bytes()].concat();
        Ok(Some(Edit { path, before, after }))
    }

    /// Whether a name in the menu means a publication, a column, or another topic or page.
    fn means_another(&self, name: &str) -> bool {
        let documents = self.documents.documents.iter();
        let mut others = documents.filter(|other| other.path != self.moved.item.path);
        let titled = |one: &Document| one.head.title.as_deref() == Some(name);
        let column = |one: &Document| one.head.column.as_deref() == Some(name);
        self.documents.config.columns.iter().any(|one| one.name == name)
            || others.any(|one| match &one.place {
                Place::Publication(id) => id == name || titled(one),
                Place::Issue(id, _) | Place::Bulletin(id, _) => id == name || column(one),
                Place::Page | Place::Topic => one.path.stem() == name || titled(one),
                _ => column(one),
            })
    }
}

/// What stands in a menu: where each item leads.
fn menu_names<'a>(entries: impl Iterator<Item = &'a MenuEntry>) -> Vec<String> {
    let all = entries.flat_map(|entry| std::iter::once(entry).chain(&entry.items));
    all.filter_map(|entry| entry.link.clone()).collect()
}
