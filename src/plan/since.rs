//! The difference between a plan and what was published: all that a build does follows from it.
//!
//! A first build is the difference from the empty manifest, the next one from the manifest that the
//! first wrote. There is no other way to find out what to make again.

use rayon::prelude::*;

use super::manifest::{Changes, Manifest};
use super::outputs::Plan;
use crate::base::OutputPath;

impl Plan {
    /// The difference from what was published: everything, if that is the empty manifest.
    pub fn since(&self, published: &Manifest) -> Changes {
        let planned: Vec<&OutputPath> = self.paths().collect();
        let is_new = |path: &&&OutputPath| {
            published.0.get(**path).is_none_or(|entry| Some(entry.key) != self.key(path))
        };
        Changes {
            render: planned.par_iter().filter(is_new).map(|path| (*path).clone()).collect(),
            remove: self.gone(published),
        }
    }

    /// Files that were published and are no longer planned.
    pub fn gone(&self, published: &Manifest) -> Vec<OutputPath> {
        published.0.keys().filter(|path| !self.contains(path)).cloned().collect()
    }
}
