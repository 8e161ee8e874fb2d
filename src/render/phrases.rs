//! The filter `phrases`: a title as HTML that breaks between words only.

use std::collections::HashMap;
use std::hash::BuildHasher as _;
use std::sync::{Mutex, PoisonError};

use rustc_hash::{FxBuildHasher, FxHashMap};
use tera::{Filter, Kwargs, State, Value};

use super::xml::escaped;
use crate::base::phrase;

/// How many parts the memory has, so that threads seldom wait for each other.
const PARTS: usize = 64;
/// After these a browser breaks.
const BREAKABLE: &str = " -%％‰℃/—～·";
/// What has more characters may be too wide for a narrow screen.
const WHOLE: usize = 16;
/// At most so many titles are remembered in a part.
const TITLES: usize = 4096;

/// Writes a sign where a line may break. A title stands on a dozen pages, so it remembers what it made.
pub struct Phrases {
    sign: &'static str,
    known: [Mutex<FxHashMap<Box<str>, Value>>; PARTS],
}

impl Phrases {
    /// A filter that writes this element where a line may break.
    pub fn new(sign: &'static str) -> Self {
        Self { sign, known: [const { Mutex::new(HashMap::with_hasher(FxBuildHasher)) }; PARTS] }
    }

    fn written(&self, title: &str) -> Value {
        let phrases = phrase::phrases(title);
        let phrases: Vec<_> = phrases.into_iter().map(whole).collect();
        Value::safe_string(&phrases.join(self.sign))
    }
}

/// A phrase as HTML. A figure that a browser would break all the same, after the space of 1 200 or a hyphen, is kept
/// together.
fn whole(phrase: &str) -> String {
    let inner = phrase.trim_end_matches(|c: char| !c.is_alphanumeric());
    let may_break = inner.contains(|c: char| BREAKABLE.contains(c));
    let has_figure = phrase.contains(|c: char| c.is_ascii_digit());
    if may_break && has_figure && phrase.chars().count() <= WHOLE {
        // A blank at the end of the element would not be shown.
        let (figure, blank) = phrase.split_at(phrase.trim_end().len());
        format!("<span class=\"whole\">{}</span>{blank}", escaped(figure))
    } else {
        escaped(phrase)
    }
}

impl Filter<&str, Value> for Phrases {
    fn call(&self, title: &str, _: Kwargs, _: &State<'_>) -> Value {
        let part = usize::try_from(FxBuildHasher.hash_one(title) % PARTS as u64).unwrap_or(0);
        let lock = || self.known[part].lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = lock().get(title) {
            return known.clone();
        }
        let written = self.written(title);
        let mut known = lock();
        if known.len() >= TITLES {
            known.clear();
        }
        known.insert(title.into(), written.clone());
        written
    }
}
