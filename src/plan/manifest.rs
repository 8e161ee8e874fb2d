//! The plan as a map, what was published as a map, and the difference between the two.

use std::collections::BTreeMap;

use super::view::View;
use crate::base::{Fingerprint, OutputPath, Span};

/// One file that shall exist.
#[derive(Clone, Debug)]
pub struct Output {
    /// Of everything its bytes depend on.
    pub key: Fingerprint,
    /// What it is made of.
    pub view: View,
    /// The source that asked for it, where there is one.
    pub origin: Option<Span>,
}

/// All files that shall exist.
#[derive(Clone, Debug, Default)]
pub struct Plan(pub BTreeMap<OutputPath, Output>);

/// What was published of one file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its key when it was made.
    pub key: Fingerprint,
    /// Its size in bytes.
    pub length: u64,
}

/// What was published.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Manifest(pub BTreeMap<OutputPath, Entry>);

/// What to do so that the published becomes the planned.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// Files to make, because they are new or their key changed.
    pub render: Vec<OutputPath>,
    /// Files that were published and are no longer planned.
    pub remove: Vec<OutputPath>,
}

impl Plan {
    /// The difference from what was published; from the empty manifest it is everything.
    pub fn since(&self, published: &Manifest) -> Changes {
        let is_new = |(path, output): &(&OutputPath, &Output)| {
            published.0.get(*path).is_none_or(|entry| entry.key != output.key)
        };
        let gone = published.0.keys().filter(|path| !self.0.contains_key(*path));
        Changes {
            render: self.0.iter().filter(is_new).map(|(path, _)| path.clone()).collect(),
            remove: gone.cloned().collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_difference_is_what_is_new_changed_or_gone() {
        let path = |name| OutputPath::new(name).unwrap();
        let key = |of: &str| Fingerprint::of(of);
        let output = |of| Output { key: key(of), view: View::Embedded(b""), origin: None };
        let plan =
            Plan([("a", "1"), ("b", "2"), ("c", "3")].map(|(p, k)| (path(p), output(k))).into());
        let entries = [("b", "2"), ("c", "old"), ("d", "4")];
        let published = entries.map(|(p, k)| (path(p), Entry { key: key(k), length: 0 })).into();
        let changes = plan.since(&Manifest(published));
        assert_eq!(changes.render, [path("a"), path("c")]);
        assert_eq!(changes.remove, [path("d")]);
    }
}
