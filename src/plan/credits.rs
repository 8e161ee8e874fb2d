//! Who articles are from and what they are about, as links into one table of terms.
//!
//! A large site has few units and many articles: each article holds numbers, not names.

use std::hash::{Hash, Hasher};
use std::sync::Arc;

use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};

use super::view::Link;
use crate::base::Hashed;
use crate::model::bulletin::Numbers;
use crate::model::{Article, Bulletin, Term};

/// The links of all terms.
#[derive(Debug)]
pub struct Table {
    columns: Vec<Hashed<Link>>,
    units: Vec<Hashed<Link>>,
    authors: Vec<Hashed<Link>>,
    tags: Vec<Hashed<Link>>,
}

impl Table {
    /// Of a bulletin's terms.
    pub fn of(bulletin: &Bulletin) -> Arc<Self> {
        let links = |terms: &[Term]| {
            let link = |term: &Term| {
                Hashed::new(Link { title: Arc::clone(&term.name), url: term.url.clone() })
            };
            terms.iter().map(link).collect()
        };
        Arc::new(Self {
            columns: links(&bulletin.columns),
            units: links(&bulletin.units),
            authors: links(&bulletin.authors),
            tags: links(&bulletin.tags),
        })
    }
}

/// The terms of an article. Hashes and serialises as the links: `column`, `units`, `authors` and
/// `tags`.
#[derive(Clone, Debug)]
pub struct Credits {
    table: Arc<Table>,
    column: Option<usize>,
    units: Numbers,
    authors: Numbers,
    tags: Numbers,
}

impl Credits {
    /// Of an article.
    pub fn of(article: &Article, table: &Arc<Table>) -> Self {
        Self {
            table: Arc::clone(table),
            column: article.column,
            units: article.units.clone(),
            authors: article.authors.clone(),
            tags: article.tags.clone(),
        }
    }

    /// Its column.
    pub fn column(&self) -> Option<&Hashed<Link>> {
        self.column.map(|column| &self.table.columns[column])
    }

    /// The units that sent it, by their short names.
    pub fn units(&self) -> impl Iterator<Item = &Hashed<Link>> {
        self.units.iter().map(|unit| &self.table.units[*unit])
    }

    /// Who wrote it.
    pub fn authors(&self) -> impl Iterator<Item = &Hashed<Link>> {
        self.authors.iter().map(|author| &self.table.authors[*author])
    }

    /// Its column, units and authors, each with its place in the order of all.
    pub fn ranked(&self) -> [Vec<(usize, &str)>; 3] {
        fn named<'a>(numbers: &[usize], links: &'a [Hashed<Link>]) -> Vec<(usize, &'a str)> {
            numbers.iter().map(|number| (*number, &*links[*number].title)).collect()
        }
        let Table { columns, units, authors, .. } = &*self.table;
        let column: Vec<usize> = self.column.into_iter().collect();
        [named(&column, columns), named(&self.units, units), named(&self.authors, authors)]
    }

    /// Its tags.
    pub fn tags(&self) -> impl Iterator<Item = &Hashed<Link>> {
        self.tags.iter().map(|tag| &self.table.tags[*tag])
    }
}

impl Hash for Credits {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.column().hash(state);
        let counts = [self.units.len(), self.authors.len(), self.tags.len()];
        counts.hash(state);
        self.units().chain(self.authors()).chain(self.tags()).for_each(|link| link.hash(state));
    }
}

impl Serialize for Credits {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut fields = serializer.serialize_struct("Credits", 4)?;
        fields.serialize_field("column", &self.column())?;
        fields.serialize_field("units", &self.units().collect::<Vec<_>>())?;
        fields.serialize_field("authors", &self.authors().collect::<Vec<_>>())?;
        fields.serialize_field("tags", &self.tags().collect::<Vec<_>>())?;
        fields.end()
    }
}
