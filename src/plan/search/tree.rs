//! Which entries have a text in them, as trees of characters.
//!
//! Every place of every text is put into a group by its first character, and the places of a group
//! are sorted by the text that begins there. All places that begin alike then lie together: a
//! branch. A branch keeps its list of entries, and the branches that are one character longer:
//!
//! * A branch of at most [`FEW`] entries ends there. The page looks at their texts to see which of
//!   them really go on as the query does. Thin branches of one parent even share a list, as long as
//!   it is short.
//! * A branch is followed for at most [`DEPTH`] characters.
//! * A list is written as ranks in the parent's list, so that it costs only what it adds.
//! * A branch whose tree would be longer than [`LONG`] is crowded: it stands alone, and the
//!   branches one character longer begin trees of their own. So no tree is long, however often a
//!   word occurs.

use super::corpus::{DEPTH, HEADING, Place, TITLE};
use super::digits::{list, number};

/// A page looks at this many texts at most before it says how many it found. The page's script has
/// this number too, and [`DEPTH`].
const FEW: usize = 16;
/// The longest tree, in bytes.
const LONG: usize = 24 * 1024;
/// More places than this make a tree longer than [`LONG`], so there is no need to try.
const CROWD: usize = 24 * 1024;

/// The trees of the places of one group.
#[derive(Debug, Default)]
pub struct Trees {
    /// The texts of crowded branches: each has a list of its own, and its continuations are trees
    /// of their own.
    pub crowded: Vec<String>,
    /// For each tree the text it begins with, and the tree as it is written.
    pub trees: Vec<(String, String)>,
}

/// Makes the trees of `places`; `entries` is the number of all entries.
pub fn trees(places: &mut [Place], entries: usize) -> Trees {
    places.sort_unstable();
    let mut writer = Writer::new(entries);
    writer.roots(places, &mut String::new(), 0);
    writer.trees
}

/// The character of a place at `depth`; 0 where the text ends before it.
fn character(place: &Place, depth: usize) -> u32 {
    u32::try_from(place.text >> (21 * (DEPTH - 1 - depth)) & 0x1f_ffff).expect("21 bits")
}

/// The branches that are one character longer, each with that character.
fn branches(places: &[Place], depth: usize) -> impl Iterator<Item = (char, &[Place])> {
    let alike = places.chunk_by(move |one, other| character(one, depth) == character(other, depth));
    alike.filter_map(move |places| {
        let c = char::from_u32(character(&places[0], depth))?;
        (c != '\0').then_some((c, places))
    })
}

/// Writes trees.
struct Writer {
    /// How many entries there are.
    of: usize,
    /// For each depth, the rank of each entry in the list of the branch above.
    ranks: Vec<Vec<u32>>,
    /// For each entry, one more than the highest class (kind of block) it was met with. All are 0
    /// between two uses.
    met: Vec<u8>,
    trees: Trees,
}

impl Writer {
    fn new(of: usize) -> Self {
        let ranks = vec![Vec::new(); DEPTH];
        Self { of, ranks, met: vec![0; of], trees: Trees::default() }
    }

    /// Writes the trees of the branches that are one character longer than `text`.
    fn roots(&mut self, places: &[Place], text: &mut String, depth: usize) {
        for (c, branch) in branches(places, depth) {
            text.push(c);
            let all = self.entries(branch);
            let mut tree = String::new();
            list(&mut tree, all.iter().map(|entry| entry >> 2), self.of);
            let mut is_crowded = false;
            if all.len() > FEW {
                classes(&mut tree, &all);
                let alone = tree.len();
                is_crowded = branch.len() > CROWD && depth + 1 < DEPTH;
                if !is_crowded {
                    self.continuations(&mut tree, branch, &all, depth + 1);
                    is_crowded = tree.len() > LONG && depth + 1 < DEPTH;
                }
                if is_crowded {
                    tree.truncate(alone);
                }
            }
            tree.shrink_to_fit();
            self.trees.trees.push((text.clone(), tree));
            if is_crowded {
                self.trees.crowded.push(text.clone());
                self.roots(branch, text, depth + 1);
            }
            text.pop();
        }
    }

    /// Writes the branches that are one character longer than a branch of the entries `all`.
    fn continuations(&mut self, out: &mut String, places: &[Place], all: &[u32], depth: usize) {
        if depth == DEPTH {
            return;
        }
        self.ranks[depth].resize(self.of, 0);
        for (rank, entry) in (0..).zip(all) {
            self.ranks[depth][(entry >> 2) as usize] = rank;
        }
        let (mut thick, mut thin) = (Vec::new(), Vec::new());
        for (c, branch) in branches(places, depth) {
            let all = self.entries(branch);
            if all.len() > FEW {
                thick.push((c, branch, all));
            } else {
                thin.push((c, self.ranked(&all, depth).collect()));
            }
        }
        number(out, u32::try_from(thick.len()).expect("fewer than there are characters"));
        for (c, branch, entries) in thick {
            out.push(c);
            list(out, self.ranked(&entries, depth), all.len());
            classes(out, &entries);
            self.continuations(out, branch, &entries, depth + 1);
        }
        self::thin(out, thin, all.len());
    }

    fn ranked(&self, entries: &[u32], depth: usize) -> impl Iterator<Item = u32> + Clone {
        entries.iter().map(move |entry| self.ranks[depth][(entry >> 2) as usize])
    }

    /// The entries of a branch in ascending order, each once, with the highest class it has.
    fn entries(&mut self, places: &[Place]) -> Vec<u32> {
        // Where a branch has many of all entries, marking them is quicker than sorting.
        if places.len() > self.of / 8 {
            for Place { entry, .. } in places {
                let met = &mut self.met[(entry >> 2) as usize];
                *met = (*met).max((entry & 3) as u8 + 1);
            }
            let mut all = Vec::with_capacity(places.len().min(self.of));
            for (entry, met) in (0_u32..).zip(&mut self.met).filter(|(_, met)| **met > 0) {
                all.push(entry << 2 | u32::from(*met - 1));
                *met = 0;
            }
            return all;
        }
        let mut all: Vec<u32> = places.iter().map(|place| place.entry).collect();
        all.sort_unstable();
        // Among the places of one entry, the highest class comes last.
        all.dedup_by(|next, kept| {
            let is_same = *next >> 2 == *kept >> 2;
            if is_same {
                *kept = *next;
            }
            is_same
        });
        all
    }
}

/// Writes which entries of a branch have its text in their titles, and which in headings.
fn classes(out: &mut String, all: &[u32]) {
    let ranks = |class| {
        let ranked = (0..).zip(all).filter(move |(_, entry)| *entry & 3 == class);
        ranked.map(|(rank, _)| rank)
    };
    let has = |class| u32::from(ranks(class).next().is_some());
    number(out, has(TITLE) << 1 | has(HEADING));
    for class in [TITLE, HEADING] {
        if has(class) == 1 {
            list(out, ranks(class), all.len());
        }
    }
}

/// Writes thin branches. In the order of their characters they share lists, as long as these are
/// short. First comes how many lists there are, then for each its last character and the ranks.
fn thin(out: &mut String, branches: Vec<(char, Vec<u32>)>, of: usize) {
    let mut lists: Vec<(char, Vec<u32>)> = Vec::new();
    for (c, ranks) in branches {
        if let Some((last, shared)) = lists.last_mut() {
            let mut together: Vec<u32> = shared.iter().chain(&ranks).copied().collect();
            together.sort_unstable();
            together.dedup();
            if together.len() <= FEW {
                (*last, *shared) = (c, together);
                continue;
            }
        }
        lists.push((c, ranks));
    }
    number(out, u32::try_from(lists.len()).expect("fewer than there are characters"));
    for (last, ranks) in lists {
        out.push(last);
        list(out, ranks.into_iter(), of);
    }
}
