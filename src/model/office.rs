//! Units as tables of the office name them: by any name that the registry has.

use std::sync::Arc;

use jiff::civil::Date;
use rustc_hash::{FxHashMap, FxHashSet};

use super::bulletin::{PerKind, Term, TermKind};
use super::names::index_of;
use crate::base::Diagnostic;
use crate::base::diagnostic::did_you_mean;
use crate::content::{Documents, UnitEntry};

/// The units of a site. Each name is looked up once.
pub struct Units<'a> {
    documents: &'a Documents,
    terms: &'a PerKind<Vec<Term>>,
    /// What each name means, of former names on each day.
    found: FxHashMap<Option<Date>, FxHashMap<String, Option<usize>>>,
    /// Names that units had until some day.
    former: FxHashSet<String>,
    /// Units that no article and no registry names.
    pub others: Vec<Arc<str>>,
}

impl<'a> Units<'a> {
    /// The units of a site.
    pub fn of(documents: &'a Documents, terms: &'a PerKind<Vec<Term>>) -> Self {
        let former = documents.units.iter().flatten().flat_map(|unit| &unit.former);
        let former = former.map(|former| former.name.clone()).collect();
        Self { documents, terms, found: FxHashMap::default(), former, others: Vec::new() }
    }

    /// Units that have pages, in the order in which readers see them.
    pub fn terms(&self) -> &'a [Term] {
        &self.terms[TermKind::Unit]
    }

    /// The index of the unit that a name means on a day, among the terms followed by the others. Without a registry any name is one.
    pub fn find(&mut self, name: &str, day: Date) -> Option<usize> {
        // Most names mean the same on any day.
        let day = Some(day).filter(|_| self.former.contains(name));
        let known = self.found.get(&day).and_then(|names| names.get(name));
        if let Some(known) = known {
            return *known;
        }
        let mut unit = self.known(name, day);
        if unit.is_none() && self.documents.units.is_none() {
            self.others.push(name.into());
            unit = Some(self.terms().len() + self.others.len() - 1);
        }
        self.found.entry(day).or_default().insert(name.to_owned(), unit);
        unit
    }

    /// The same, for a name that must have been met before.
    pub fn known(&self, name: &str, day: Option<Date>) -> Option<usize> {
        let other = || self.others.iter().position(|other| **other == *name);
        let unit = index_of(self.documents, self.terms, TermKind::Unit, name, day);
        unit.or_else(|| Some(self.terms().len() + other()?))
    }

    /// The finding on a name that means no unit.
    pub fn unknown(&self, name: &str) -> Diagnostic {
        let parts: Vec<&str> = name
            .split(['/', '／', ' ', '　', '和', '及'])
            .filter(|part| !part.is_empty())
            .collect();
        let is_known = |part: &&str| self.known(part, None).is_some();
        if parts.len() > 1 && parts.iter().all(is_known) {
            let finding = Diagnostic::error("unknown-unit").wording("several").with("name", name);
            return finding.with("list", parts.join("、"));
        }
        let known = self.documents.units.iter().flatten().flat_map(UnitEntry::names);
        Diagnostic::error("unknown-unit").with("name", name).near(did_you_mean(name, known))
    }
}
