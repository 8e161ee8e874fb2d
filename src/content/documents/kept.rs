//! What is kept of articles from one run to the next: their bodies, which take most of the time to parse.
//!
//! Every run reads every text. A body that was kept is taken only where it was made of that very text, at the same place of
//! its file, with the same settings and by the same program. Bodies are kept in shards, so that one that changed makes
//! little to write.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::Document;
use crate::base::Fingerprint;
use crate::content::markdown::body::Body;

/// How many shards there are.
pub const SHARDS: usize = 64;

/// What was kept.
#[derive(Debug, Default)]
pub struct Kept(Vec<Shard>);

#[derive(Debug, Default)]
struct Shard {
    /// Of which bodies it is.
    keys: BTreeSet<Fingerprint>,
    /// Until they are taken over.
    bodies: BTreeMap<Fingerprint, Arc<Body>>,
}

/// A shard as it is written. Before it stands a line with the fingerprint of what follows.
#[derive(Serialize, Deserialize)]
struct Written<B> {
    /// The program that parsed the bodies.
    program: String,
    bodies: Vec<(String, B)>,
}

impl Kept {
    /// Reads what `program` kept; `shard` gives the bytes of a shard by its number, if there are any. A shard that is
    /// damaged, or of another program, is empty.
    pub fn read(program: &str, shard: &(dyn Fn(usize) -> Option<Vec<u8>> + Sync)) -> Self {
        let read = |number| shard(number).and_then(|bytes| Shard::read(program, &bytes));
        Self((0..SHARDS).into_par_iter().map(|number| read(number).unwrap_or_default()).collect())
    }

    /// The body with this key.
    pub fn get(&self, key: Fingerprint) -> Option<Arc<Body>> {
        self.0.get(key.one_of(SHARDS))?.bodies.get(&key).cloned()
    }

    /// Forgets the bodies, but not which were kept: documents hold those that are used.
    pub fn let_go(&mut self) {
        self.0.iter_mut().for_each(|shard| shard.bodies.clear());
    }

    /// Has `write` write what must be written, so that the bodies of these documents are kept and no others: shards by their
    /// numbers.
    pub fn keep<'a>(
        &mut self,
        program: &str,
        documents: impl Iterator<Item = &'a Document>,
        write: &(dyn Fn(usize, &[u8]) + Sync),
    ) {
        let mut bodies: Vec<BTreeMap<Fingerprint, &Body>> = vec![BTreeMap::new(); SHARDS];
        for (key, document) in documents.filter_map(|one| Some((one.kept_as?, one))) {
            bodies[key.one_of(SHARDS)].insert(key, &document.body);
        }
        self.0.resize_with(SHARDS, Shard::default);
        let shards = self.0.par_iter_mut().zip(bodies).enumerate();
        let changed = shards.filter(|(_, (shard, bodies))| !shard.keys.iter().eq(bodies.keys()));
        changed.for_each(|(number, (shard, bodies))| {
            shard.keys = bodies.keys().copied().collect();
            let bodies = bodies.into_iter().map(|(key, body)| (key.to_string(), body)).collect();
            let written = Written { program: program.to_owned(), bodies };
            let json = serde_json::to_vec(&written).expect("plain data");
            let print = Fingerprint::of_bytes(&json);
            write(number, &[format!("{print}\n").as_bytes(), &json].concat());
        });
    }
}

impl Shard {
    fn read(program: &str, bytes: &[u8]) -> Option<Self> {
        let end = bytes.iter().position(|byte| *byte == b'\n')?;
        let print: Fingerprint = std::str::from_utf8(&bytes[..end]).ok()?.parse().ok()?;
        let json = &bytes[end + 1..];
        if print != Fingerprint::of_bytes(json) {
            return None;
        }
        let written: Written<Body> = serde_json::from_slice(json).ok()?;
        if written.program != program {
            return None;
        }
        let bodies = written.bodies.into_iter();
        let bodies = bodies.map(|(key, body)| Some((key.parse().ok()?, Arc::new(body))));
        let bodies: BTreeMap<Fingerprint, Arc<Body>> = bodies.collect::<Option<_>>()?;
        Some(Self { keys: bodies.keys().copied().collect(), bodies })
    }
}

#[cfg(test)]
mod tests {
    use super::super::one::{Reading, document};
    use super::*;
    use crate::base::SourcePath;
    use crate::content::markdown::Markup;

    fn parse(text: &str, kept: &Kept) -> Arc<Document> {
        let path = SourcePath::new("content/news/a.md").unwrap();
        let zone = jiff::tz::TimeZone::UTC;
        let reading = Reading { zone, markup: Markup::default(), words: None, kept: Some(kept) };
        document(&path, text.as_bytes(), &reading).value.unwrap()
    }

    fn written(kept: &mut Kept, program: &str, document: &Document) -> BTreeMap<usize, Vec<u8>> {
        let shards = std::sync::Mutex::new(BTreeMap::new());
        kept.keep(program, std::iter::once(document), &|number, bytes| {
            shards.lock().unwrap().insert(number, bytes.to_vec());
        });
        shards.into_inner().unwrap()
    }

    const TEXT: &str =
        "---\ntitle: 题目\ndate: 2007-03-05\n---\n\n## 一、节\n\n正文[附表](a.xls)\u{2028}。\n";

    #[test]
    fn what_was_kept_is_what_would_be_parsed() {
        let mut none = Kept::default();
        let parsed = parse(TEXT, &none);
        let shards = written(&mut none, "p1", &parsed);
        assert_eq!(shards.len(), 1, "only that with the body");
        let read = |program| Kept::read(program, &|number| shards.get(&number).cloned());
        let kept = read("p1");
        let again = parse(TEXT, &kept);
        let taken = kept.get(again.kept_as.unwrap()).unwrap();
        assert!(std::ptr::eq(Arc::as_ptr(&taken), &raw const *again.body));
        assert_eq!(format!("{parsed:?}"), format!("{again:?}"));
        let mut kept = read("p1");
        assert!(written(&mut kept, "p1", &again).is_empty(), "nothing changed");

        let is_taken = |text: &str, kept: &Kept| {
            let key = parse(text, kept).kept_as.unwrap();
            kept.get(key).is_some()
        };
        assert!(!is_taken(TEXT, &read("p2")), "another program");
        assert!(!is_taken(&TEXT.replace("正文", "正 文"), &kept), "another text");
        assert!(!is_taken(&TEXT.replace("题目", "新题目"), &kept), "another place in the file");
    }

    #[test]
    fn what_is_damaged_counts_for_nothing() {
        let mut none = Kept::default();
        let parsed = parse(TEXT, &none);
        let (number, whole) = written(&mut none, "p", &parsed).pop_first().unwrap();
        let count = |bytes: &[u8]| {
            let kept = Kept::read("p", &|at| (at == number).then(|| bytes.to_vec()));
            kept.0.iter().map(|shard| shard.bodies.len()).sum::<usize>()
        };
        assert_eq!(count(&whole), 1);
        for at in 0..whole.len() {
            let mut bytes = whole.clone();
            bytes[at] ^= 1;
            assert_eq!(count(&bytes), 0, "at {at}");
            assert_eq!(count(&whole[..at]), 0, "cut at {at}");
        }
    }
}
