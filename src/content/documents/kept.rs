//! What is kept of articles from one run to the next: their bodies, which take most of the time to parse.
//!
//! Every run reads every text. A body that was kept is taken only where it was made of that very text, at the same place of
//! its file, with the same settings and by the same program. Bodies are kept in shards, so that one that changed makes
//! little to write.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::base::Fingerprint;
use crate::content::markdown::body::Body;

/// How many shards there are.
const SHARDS: usize = 64;

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

    /// Has `write` write what must be written, so that these bodies are kept, each by its key, and no others: shards by their
    /// numbers.
    pub fn keep<'a>(
        &mut self,
        program: &str,
        all: impl Iterator<Item = (Fingerprint, &'a Body)>,
        write: &(dyn Fn(usize, &[u8]) + Sync),
    ) {
        let mut bodies: Vec<BTreeMap<Fingerprint, &Body>> = vec![BTreeMap::new(); SHARDS];
        for (key, body) in all {
            bodies[key.one_of(SHARDS)].insert(key, body);
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
    use std::sync::Mutex;

    use super::*;

    #[test]
    fn what_is_damaged_counts_for_nothing() {
        let body = Body { html: "<p>正文</p>".to_owned(), words: 2, ..Body::default() };
        let key = Fingerprint::of("正文");
        let shards = Mutex::new(Vec::new());
        Kept::default().keep("p", std::iter::once((key, &body)), &|number, bytes| {
            shards.lock().unwrap().push((number, bytes.to_vec()));
        });
        let [(number, whole)] = &shards.into_inner().unwrap()[..] else { panic!("one shard") };
        let count = |program: &str, bytes: &[u8]| {
            let kept = Kept::read(program, &|at| (at == *number).then(|| bytes.to_vec()));
            usize::from(kept.get(key).is_some_and(|kept| kept.html == body.html))
        };
        assert_eq!(count("p", whole), 1);
        assert_eq!(count("another", whole), 0);
        for at in 0..whole.len() {
            let mut bytes = whole.clone();
            bytes[at] ^= 1;
            assert_eq!(count("p", &bytes), 0, "at {at}");
            assert_eq!(count("p", &whole[..at]), 0, "cut at {at}");
        }
    }
}
