//! Columns of equal height: which box stands in which of three columns, and how many rows each has.
//!
//! Heights are those of the default theme on a wide screen, in CSS pixels of a text of 18 px; how a title will break is
//! estimated from its length. What is left over is a line or two, which the style sheet spreads.

use crate::base::han;
use crate::content::config::Density;
use crate::plan::view::{ContentsGroup, IssueContents, Lead, Row};

/// A line of a row.
const LINE: usize = 29;
/// The heading of a box, and the space above it.
pub const HEADING: usize = 72;
/// How many ems a line has: of a unit's name beside its bar, of a title in a column, in the contents of an issue, of the leading title, and of its
/// summary.
const NAME: f64 = 10.0;
const COLUMN: f64 = 15.5;
const CONTENTS: f64 = 16.0;
const LEADING: f64 = 24.0;
const SUMMARY: f64 = 39.0;
/// Without a word a box has so many rows.
const USUAL: usize = 5;

/// How high a box is.
pub struct Size {
    /// What stands around its rows: the heading, and the space above it.
    pub around: usize,
    /// It keeps so many rows, if it has them.
    pub least: usize,
    /// The height of each row that it may have.
    pub rows: Vec<usize>,
}

impl Size {
    /// Its height with all rows.
    pub fn most(&self) -> usize {
        self.height(self.rows.len())
    }

    fn height(&self, rows: usize) -> usize {
        self.around + self.rows[..rows].iter().sum::<usize>()
    }
}

/// The height of a row with this title, with the space and the rule around it.
pub fn row(title: &str, density: Option<Density>) -> usize {
    let around = match density {
        Some(Density::Compact) => 9,
        None => 17,
        Some(Density::Roomy) => 29,
    };
    lines(han::ems(title), COLUMN) * LINE + around
}

/// The height of a unit of this name and its bar.
pub fn unit(name: &str) -> usize {
    lines(han::ems(name), NAME) * LINE + 8
}

/// The height of an issue with its contents.
pub fn issue(issue: &IssueContents) -> usize {
    let group = |group: &ContentsGroup| {
        let line = |row: &Row| {
            lines(
                han::ems(&row.title) + (han::ems(&row.units) * 0.85 + 0.5).min(CONTENTS),
                CONTENTS,
            ) * LINE
                + 8
        };
        group.rows.iter().map(line).sum::<usize>() + if group.column.is_some() { 36 } else { 0 }
    };
    let folded = if issue.folded.is_empty() { 0 } else { 44 };
    182 + issue.groups.iter().map(group).sum::<usize>() + folded
}

/// The height of what leads.
pub fn lead(lead: &Lead) -> usize {
    let picture = if lead.picture.is_some() { 427 } else { 0 };
    let title = lines(han::ems(&lead.row.title), LEADING) * 40;
    let summary = lines(han::ems(lead.summary.as_str()), SUMMARY) * 32;
    44 + picture + title + summary
}

/// How many lines a text of so many ems takes; a line that ends between words loses about one.
fn lines(ems: f64, width: f64) -> usize {
    let mut lines = 1;
    while ems > width * f64::from(lines) - f64::from(lines - 1) {
        lines += 1;
    }
    usize::try_from(lines).unwrap_or(1)
}

/// For each of three columns that begin at these heights: its boxes from the top, each by its place in `sizes` and with
/// the number of its rows; and by how much the highest is higher than the lowest. The first box stands in the first column.
pub fn balanced(sizes: &[Size], starts: [usize; 3]) -> ([Vec<(usize, usize)>; 3], usize) {
    let mut columns = Columns { sizes, starts, boxes: [const { Vec::new() }; 3] };
    for (number, size) in sizes.iter().enumerate() {
        let column = if number == 0 { 0 } else { columns.lowest() };
        columns.boxes[column].push((number, size.rows.len().min(USUAL.max(size.least))));
    }
    // Each step makes the difference smaller; there are not many.
    for _ in 0..sizes.len() * 16 {
        if !columns.step() {
            break;
        }
    }
    let gap = columns.height(columns.highest()) - columns.height(columns.lowest());
    for boxes in &mut columns.boxes {
        boxes.sort_unstable();
    }
    (columns.boxes, gap)
}

struct Columns<'a> {
    sizes: &'a [Size],
    starts: [usize; 3],
    boxes: [Vec<(usize, usize)>; 3],
}

impl Columns<'_> {
    fn height(&self, column: usize) -> usize {
        let boxes = self.boxes[column].iter();
        self.starts[column] + boxes.map(|(one, rows)| self.sizes[*one].height(*rows)).sum::<usize>()
    }

    fn lowest(&self) -> usize {
        (0..3).min_by_key(|column| self.height(*column)).unwrap_or(0)
    }

    fn highest(&self) -> usize {
        (0..3).max_by_key(|column| self.height(*column)).unwrap_or(0)
    }

    /// Brings the lowest column and the highest closer, by a row more or less, or by a box that goes from one to the other
    /// or is exchanged; `false` when nothing of this does.
    fn step(&mut self) -> bool {
        let (low, high) = (self.lowest(), self.highest());
        let gap = self.height(high) - self.height(low);
        self.add_row(low, gap) || self.move_box(high, low, gap) || self.take_row(high, gap)
    }

    fn add_row(&mut self, low: usize, gap: usize) -> bool {
        let sizes = self.sizes;
        let has_next = |(one, rows): &&mut (usize, usize)| {
            sizes[*one].rows.get(*rows).is_some_and(|row| *row <= gap)
        };
        let boxes = self.boxes[low].iter_mut().filter(has_next);
        boxes.min_by_key(|(_, rows)| *rows).map(|(_, rows)| *rows += 1).is_some()
    }

    fn take_row(&mut self, high: usize, gap: usize) -> bool {
        let sizes = self.sizes;
        let has_last = |(one, rows): &&mut (usize, usize)| {
            *rows > sizes[*one].least && sizes[*one].rows[*rows - 1] <= gap
        };
        let boxes = self.boxes[high].iter_mut().filter(has_last);
        boxes.max_by_key(|(_, rows)| *rows).map(|(_, rows)| *rows -= 1).is_some()
    }

    /// Moves a box, for one that is lower or for none, so that about half of the gap goes with it. The first box stays.
    fn move_box(&mut self, high: usize, low: usize, gap: usize) -> bool {
        let height = |(one, rows): &(usize, usize)| self.sizes[*one].height(*rows);
        let free = |column: usize| usize::from(column == 0)..self.boxes[column].len();
        let others = |from| {
            let moved = height(&self.boxes[high][from]);
            let back = free(low).map(|to| (Some(to), height(&self.boxes[low][to])));
            let pairs = back.chain([(None, 0)]).map(move |(to, back)| (from, to, moved, back));
            pairs.filter(|(.., moved, back)| moved > back && moved - back < gap)
        };
        let best = free(high).flat_map(others);
        let best = best.min_by_key(|(.., moved, back)| (moved - back).abs_diff(gap / 2));
        let Some((from, to, ..)) = best else { return false };
        match to {
            Some(to) => {
                let moved = self.boxes[high][from];
                self.boxes[high][from] = self.boxes[low][to];
                self.boxes[low][to] = moved;
            }
            None => {
                let moved = self.boxes[high].remove(from);
                self.boxes[low].push(moved);
            }
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_end_together_where_there_is_enough() {
        let mut random = fastrand::Rng::with_seed(7);
        for _ in 0..500 {
            let size = |_| {
                let rows = (0..9).map(|_| if random.bool() { 46 } else { 75 }).collect();
                Size { around: HEADING, least: 3, rows }
            };
            let sizes: Vec<Size> = (0..12).map(size).collect();
            let starts = [random.usize(200..1000), random.usize(60..700), 60];
            let starts = [starts[0], starts[1], starts[1]];
            let (piles, gap) = balanced(&sizes, starts);
            let mut all: Vec<usize> = piles.iter().flatten().map(|(one, _)| *one).collect();
            all.sort_unstable();
            assert_eq!(all, (0..12).collect::<Vec<_>>());
            assert_eq!(piles[0][0].0, 0);
            assert!(gap <= 120, "{gap}");
        }
    }

    #[test]
    fn little_or_nothing_is_no_trouble() {
        assert_eq!(balanced(&[], [500, 0, 0]), ([vec![], vec![], vec![]], 500));
        let one = [Size { around: HEADING, least: 3, rows: vec![46] }];
        assert_eq!(balanced(&one, [500, 0, 0]).0, [vec![(0, 1)], vec![], vec![]]);
    }
}
