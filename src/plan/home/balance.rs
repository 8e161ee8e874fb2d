//! Columns of equal height: which box stands in which of three columns, and how many rows each has.
//!
//! Heights are those of the default theme on a wide screen, in CSS pixels of a text of 18 px; how a title will break is
//! estimated from its length. What is left over is a line or two, which the style sheet spreads.

use crate::base::han;
use crate::plan::view::{ContentsGroup, IssueContents, Lead};

/// A line of a row, and the space around it.
const LINE: usize = 29;
const AROUND: usize = 17;
/// A box: its heading, and the space above it.
const BOX: usize = 80;
/// A unit and its bar.
pub const UNIT: usize = 37;
/// How many ems a line has: of a title in a column, in the contents of an issue, of the leading title, and of its
/// summary.
const COLUMN: f64 = 15.5;
const CONTENTS: f64 = 16.0;
const LEADING: f64 = 24.0;
const SUMMARY: f64 = 39.0;
/// Without a word a box has so many rows.
const USUAL: usize = 5;

/// How high a box is.
pub struct Size {
    /// It keeps so many rows, if it has them.
    pub least: usize,
    /// The height of each row that it may have.
    pub rows: Vec<usize>,
}

impl Size {
    fn height(&self, rows: usize) -> usize {
        BOX + self.rows[..rows].iter().sum::<usize>()
    }
}

/// The height of a row with this title.
pub fn row(title: &str) -> usize {
    lines(han::ems(title), COLUMN) * LINE + AROUND
}

/// The height of an issue with its contents.
pub fn issue(issue: &IssueContents) -> usize {
    let group = |group: &ContentsGroup| {
        let line = |row: &crate::plan::view::Row| {
            lines(
                han::ems(&row.title) + (han::ems(&row.units) * 0.85 + 0.5).min(CONTENTS),
                CONTENTS,
            ) * LINE
                + 8
        };
        group.rows.iter().map(line).sum::<usize>() + if group.column.is_some() { 34 } else { 0 }
    };
    let folded = if issue.folded.is_empty() { 0 } else { 44 };
    230 + issue.groups.iter().map(group).sum::<usize>() + folded
}

/// The height of what leads.
pub fn lead(lead: &Lead) -> usize {
    let picture = if lead.picture.is_some() { 427 } else { 0 };
    let title = lines(han::ems(&lead.row.title), LEADING) * 40;
    let summary = lines(han::ems(lead.summary.as_str()), SUMMARY) * 32;
    64 + picture + title + summary
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
/// the number of its rows. The first box stands in the first column.
pub fn balanced(sizes: &[Size], starts: [usize; 3]) -> [Vec<(usize, usize)>; 3] {
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
    columns.boxes
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

    /// Makes the lowest column higher or the highest lower by a row, or moves a box from the one to the other; `false` when nothing
    /// of this brings them closer.
    fn step(&mut self) -> bool {
        let (low, high) = (self.lowest(), self.highest());
        let gap = self.height(high) - self.height(low);
        let sizes = self.sizes;
        let next = |(one, rows): &&mut (usize, usize)| {
            sizes[*one].rows.get(*rows).is_some_and(|row| *row <= gap)
        };
        let last = |(one, rows): &&mut (usize, usize)| {
            *rows > sizes[*one].least && sizes[*one].rows[*rows - 1] <= gap
        };
        if let Some((_, rows)) =
            self.boxes[low].iter_mut().filter(next).min_by_key(|(_, rows)| *rows)
        {
            *rows += 1;
            return true;
        }
        let movable = |(place, (one, rows)): &(usize, &(usize, usize))| {
            (high != 0 || *place > 0) && sizes[*one].height(*rows) < gap
        };
        let boxes = self.boxes[high].iter().enumerate();
        if let Some((place, _)) =
            boxes.filter(movable).max_by_key(|(_, (one, rows))| sizes[*one].height(*rows))
        {
            let moved = self.boxes[high].remove(place);
            self.boxes[low].push(moved);
            return true;
        }
        if let Some((_, rows)) =
            self.boxes[high].iter_mut().filter(last).max_by_key(|(_, rows)| *rows)
        {
            *rows -= 1;
            return true;
        }
        false
    }
}
