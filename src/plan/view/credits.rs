//! Who articles are from and what they are about, as links into one table of terms.
//!
//! A large site has few units and many articles: each article holds numbers, not names.

use std::hash::{Hash, Hasher};
use std::sync::Arc;

use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};

use super::Link;
use crate::base::Hashed;
use crate::model::bulletin::Numbers;
use crate::model::{Article, Bulletin, PerKind, Term, TermKind};

/// The links of all terms.
#[derive(Debug)]
pub struct Table(PerKind<Vec<Hashed<Link>>>);

impl Table {
    /// The table of a bulletin's terms.
    pub fn of(bulletin: &Bulletin) -> Arc<Self> {
        let link = |term: &Term| {
            Hashed::new(Link { title: Arc::clone(&term.name), url: term.url.clone() })
        };
        let links = |kind| bulletin.terms[kind].iter().map(link).collect();
        Arc::new(Self(PerKind(TermKind::ALL.map(links))))
    }
}

/// The terms of an article. Templates see them as links: `column` is one or none; `units`,
/// `authors`, `tags` and `topics` are lists. A unit has its short name. The hash is that of the links.
#[derive(Clone, Debug)]
pub struct Credits {
    table: Arc<Table>,
    numbers: PerKind<Numbers>,
}

impl Credits {
    /// The terms of `article`, with their links in `table`.
    pub fn of(article: &Article, table: &Arc<Table>) -> Self {
        Self { table: Arc::clone(table), numbers: article.terms.clone() }
    }

    /// The link of its column, if it has one.
    pub fn column(&self) -> Option<&Hashed<Link>> {
        self.links(TermKind::Column).next()
    }

    /// The links of its terms of one kind; a unit has its short name.
    pub fn links(&self, kind: TermKind) -> impl Iterator<Item = &Hashed<Link>> {
        self.numbers[kind].iter().map(move |number| &self.table.0[kind][*number])
    }

    /// The names of its terms of one kind, each with its place in the list of all terms of that
    /// kind.
    pub fn ranked(&self, kind: TermKind) -> Vec<(usize, &str)> {
        self.numbers[kind].iter().copied().zip(self.links(kind).map(|link| &*link.title)).collect()
    }
}

impl Hash for Credits {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.column().hash(state);
        let several = [TermKind::Unit, TermKind::Author, TermKind::Tag, TermKind::Topic];
        several.map(|kind| self.numbers[kind].len()).hash(state);
        several.into_iter().flat_map(|kind| self.links(kind)).for_each(|link| link.hash(state));
    }
}

impl Serialize for Credits {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut fields = serializer.serialize_struct("Credits", 5)?;
        fields.serialize_field("column", &self.column())?;
        let links = |kind| self.links(kind).collect::<Vec<_>>();
        fields.serialize_field("units", &links(TermKind::Unit))?;
        fields.serialize_field("authors", &links(TermKind::Author))?;
        fields.serialize_field("tags", &links(TermKind::Tag))?;
        fields.serialize_field("topics", &links(TermKind::Topic))?;
        fields.end()
    }
}
