//! Which entries have a text in them, as trees of characters.
//!
//! Every place of every text is put into a group by its first character. The places of a group are
//! sorted by that character, those of one character by the next, and so on: all places that begin
//! alike lie together, in the order of their entries. That is a branch. A branch keeps its list of entries, and the branches that are one character longer:
//!
//! * A branch of at most [`FEW`] entries ends there. The page looks at their texts to see which of
//!   them really go on as the query does. Thin branches of one parent even share a list, as long as
//!   it is short.
//! * A branch is followed for at most [`DEPTH`] characters.
//! * A list is written as ranks in the parent's list, so that it costs only what it adds.
//! * A branch whose tree would be longer than [`LONG`] is crowded: it stands alone, and the
//!   branches one character longer begin trees of their own. So no tree is long, however often a
//!   word occurs.

use std::ops::Range;

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
    pub trees: Vec<(String, Box<str>)>,
}

/// Places in the order of their characters at some depth.
struct Sorted<'a> {
    places: &'a mut [Place],
    /// Each character, and the range of its places.
    branches: Vec<(char, Range<usize>)>,
}

/// Writes trees.
pub struct Writer {
    /// How many entries there are.
    of: usize,
    /// For each depth, the rank of each entry in the list of the branch above.
    ranks: Vec<Vec<u32>>,
    /// For each character, how many places have it. All are 0 between two uses.
    counts: Vec<u32>,
    /// Room for the places of a branch that is not crowded.
    free: Vec<Place>,
    /// The tree that is written.
    tree: String,
    trees: Trees,
}

impl Writer {
    /// Writes trees of a number of entries.
    pub fn new(of: usize) -> Self {
        let (ranks, counts) = (vec![Vec::new(); DEPTH], vec![0; char::MAX as usize + 1]);
        let (free, tree, trees) = (Vec::new(), String::new(), Trees::default());
        Self { of, ranks, counts, free, tree, trees }
    }

    /// Makes the trees of a group's places, which are in the order of their entries. `room` is room for as many: places are
    /// sorted from one into the other, those of a longer branch back again, and so on.
    pub fn trees(&mut self, places: &mut [Place], room: &mut [Place]) -> Trees {
        self.roots(places, room, &mut String::new(), 0);
        std::mem::take(&mut self.trees)
    }

    /// Writes the trees of the branches that are one character longer than `text`.
    fn roots(&mut self, places: &mut [Place], room: &mut [Place], text: &mut String, depth: usize) {
        let sorted = self.sort(places, room, depth);
        for (c, range) in sorted.branches {
            let (branch, room) = (&mut sorted.places[range.clone()], &mut places[range]);
            text.push(c);
            let is_crowded = self.root(branch, room, depth);
            self.trees.trees.push((text.clone(), self.tree.as_str().into()));
            if is_crowded {
                self.trees.crowded.push(text.clone());
                self.roots(branch, room, text, depth + 1);
            }
            text.pop();
        }
    }

    /// Writes the tree of a branch, and returns whether that is crowded.
    fn root(&mut self, branch: &[Place], room: &mut [Place], depth: usize) -> bool {
        let all = entries(branch);
        self.tree.clear();
        list(&mut self.tree, all.iter().map(|entry| entry >> 2), self.of);
        if all.len() <= FEW {
            return false;
        }
        classes(&mut self.tree, &all);
        let alone = self.tree.len();
        if depth + 1 == DEPTH {
            return false;
        }
        if branch.len() > CROWD {
            return true;
        }
        let mut free = std::mem::take(&mut self.free);
        free.resize(free.len().max(branch.len()), Place::default());
        let sorted = self.sort(branch, room, depth + 1);
        self.continuations(sorted, &mut free, &all, depth + 1);
        self.free = free;
        let is_crowded = self.tree.len() > LONG;
        if is_crowded {
            self.tree.truncate(alone);
        }
        is_crowded
    }

    /// Writes the branches that are one character longer than a branch of the entries `all`. In `room` there is room for the
    /// places of each of them.
    fn continuations(&mut self, sorted: Sorted<'_>, room: &mut [Place], all: &[u32], depth: usize) {
        self.ranks[depth].resize(self.of, 0);
        for (rank, entry) in (0..).zip(all) {
            self.ranks[depth][(entry >> 2) as usize] = rank;
        }
        let Sorted { places, branches } = sorted;
        let (mut thick, mut thin) = (Vec::new(), Vec::new());
        for (c, range) in branches {
            let all = entries(&places[range.clone()]);
            if all.len() > FEW {
                thick.push((c, range, all));
            } else {
                thin.push((c, ranked(&self.ranks[depth], &all).collect()));
            }
        }
        number(
            &mut self.tree,
            u32::try_from(thick.len()).expect("fewer than there are characters"),
        );
        for (c, range, entries) in thick {
            self.tree.push(c);
            list(&mut self.tree, ranked(&self.ranks[depth], &entries), all.len());
            classes(&mut self.tree, &entries);
            if depth + 1 < DEPTH {
                let branch = &mut places[range];
                let sorted = self.sort(branch, room, depth + 1);
                self.continuations(sorted, branch, &entries, depth + 1);
            }
        }
        self::thin(&mut self.tree, thin, all.len());
    }

    /// Sorts places into `room` by their characters at `depth`; where these are the same, the order stays.
    fn sort<'a>(&mut self, places: &[Place], room: &'a mut [Place], depth: usize) -> Sorted<'a> {
        let counts = &mut self.counts;
        let mut met = Vec::new();
        for place in places {
            let c = place.character(depth);
            if counts[c as usize] == 0 {
                met.push(c);
            }
            counts[c as usize] += 1;
        }
        met.sort_unstable();
        let mut next = 0;
        for c in &met {
            // From here on it is where the next place with this character goes.
            next += std::mem::replace(&mut counts[*c as usize], next);
        }
        for place in places {
            let next = &mut counts[place.character(depth) as usize];
            room[*next as usize] = *place;
            *next += 1;
        }
        let mut start = 0;
        let branch = |c: u32| {
            let end = std::mem::take(&mut counts[c as usize]) as usize;
            (char::from_u32(c).expect("it was one"), std::mem::replace(&mut start, end)..end)
        };
        let mut branches: Vec<_> = met.into_iter().map(branch).collect();
        // Texts that end here.
        branches.retain(|(c, _)| *c != '\0');
        Sorted { places: room, branches }
    }
}

/// The ranks of entries in the list of the branch above.
fn ranked<'a>(ranks: &'a [u32], entries: &'a [u32]) -> impl Iterator<Item = u32> + Clone + 'a {
    entries.iter().map(|entry| ranks[(entry >> 2) as usize])
}

/// The entries of a branch in ascending order, each once, with the highest class it has.
fn entries(places: &[Place]) -> Vec<u32> {
    let mut all: Vec<u32> = Vec::new();
    for Place { entry, .. } in places {
        match all.last_mut() {
            Some(last) if *last >> 2 == *entry >> 2 => *last = *entry.max(last),
            _ => all.push(*entry),
        }
    }
    all
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
