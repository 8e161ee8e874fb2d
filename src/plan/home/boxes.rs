//! The boxes in the columns of the home page: which there are, and what stands in each.

use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::sync::Arc;

use super::balance::{self, Size};
use crate::base::OutputPath;
use crate::content::config::{HomePart, Spot};
use crate::model::{Section, Term, TermKind};
use crate::plan::addresses;
use crate::plan::stock::Stock;
use crate::plan::view::{Count, HomeBox, IssueContents, Lead};

/// From and to how many rows a box has, where there are so many.
const ROWS: (usize, usize) = (2, 9);
/// Columns that differ by more leave a hole, in CSS pixels.
const HOLE: usize = 100;
/// From and to how many units are shown.
const UNITS: (usize, usize) = (3, 10);
/// So many units are shown where all flows: that box does not go on in the next column.
const FLOWING: usize = 5;

/// What a box may show, from its top.
pub struct Filled {
    kind: &'static str,
    title: Arc<str>,
    url: OutputPath,
    articles: Vec<usize>,
    counts: Vec<Count>,
    issue: Option<IssueContents>,
}

impl Filled {
    fn size(&self, stock: &Stock) -> Size {
        let density = stock.bulletin.config.style.density;
        let title =
            |article: &usize| balance::row(&stock.bulletin.articles[*article].title, density);
        let rows = self.articles.iter().map(title);
        let units = self.counts.iter().map(|unit| balance::unit(&unit.title));
        let least = if self.counts.is_empty() { ROWS.0 } else { UNITS.0 };
        let around = self.issue.as_ref().map_or(balance::HEADING, balance::issue);
        Size { around, least, rows: rows.chain(units).collect() }
    }

    fn cut(&self, stock: &Stock, rows: usize) -> HomeBox {
        HomeBox {
            kind: self.kind,
            title: self.title.clone(),
            url: self.url.clone(),
            rows: stock.rows(&self.articles[..self.articles.len().min(rows)]),
            counts: self.counts[..self.counts.len().min(rows)].to_vec(),
            issue: self.issue.clone(),
        }
    }
}

/// All boxes with what may stand in them. Nothing that is in `seen` stands in the first; what stands there is added to
/// `seen`. A box in which all `is_shown` above is left out.
pub fn all(
    stock: &Stock,
    seen: &mut BTreeSet<usize>,
    is_shown: &dyn Fn(&usize) -> bool,
    has_issue: bool,
) -> Vec<Filled> {
    let parts = stock.bulletin.config.home.iter();
    let mut boxes: Vec<Filled> = parts.flat_map(|part| of_part(stock, *part, seen)).collect();
    let is_new = |article: &usize| !seen.contains(article);
    let first =
        boxes.iter().position(|one| one.articles.iter().any(is_new) || !one.counts.is_empty());
    if let Some(first) = first {
        boxes[..=first].rotate_right(1);
        boxes[0].articles.retain(is_new);
    }
    for one in &mut boxes {
        one.articles.truncate(ROWS.1);
    }
    seen.extend(boxes.first().iter().flat_map(|first| &first.articles));
    // Without an issue this is the third of what a reader sees first.
    if !has_issue && let Some(second) = boxes.get_mut(1).filter(|one| one.counts.is_empty()) {
        second.articles.retain(|article| !seen.contains(article));
        if second.articles.is_empty() {
            boxes.remove(1);
        }
    }
    drop_repeated(&mut boxes, is_shown);
    boxes
}

/// How the boxes stand below what leads.
pub struct Piles {
    /// The boxes of three columns, each from its top: of the column below the newest issue, and of the two below what leads.
    pub columns: [Vec<HomeBox>; 3],
    /// By how much the highest is higher than the lowest, about, in CSS pixels.
    pub gap: usize,
    /// How the page is laid out.
    pub layout: &'static str,
}

/// Puts the boxes into columns. The first of `issues` is the newest issue, the others become boxes.
pub fn piles(
    stock: &Stock,
    mut boxes: Vec<Filled>,
    lead: Option<&Lead>,
    issues: &[IssueContents],
) -> Piles {
    boxes.extend(issues.iter().skip(1).map(of_issue));
    let sizes: Vec<Size> = boxes.iter().map(|one| one.size(stock)).collect();
    let side = issues.first().map_or(0, balance::issue);
    let main = lead.map_or(0, balance::lead);
    let below = ("columns", balance::balanced(&sizes, [side, main, main]));
    let across = ("across", balance::balanced(&sizes, [side, 0, 0]));
    let (mut layout, (piles, gap)) = if across.1.1 < below.1.1 { across } else { below };
    if gap > HOLE {
        // Boxes go on in the next column, an issue does not.
        let heights = sizes.iter().map(Size::most).chain([side]);
        let parts = heights.clone().filter(|height| *height > 0).count();
        let total: usize = heights.sum();
        let is_even = |columns| columns <= parts && side <= total / columns + HOLE / 2;
        layout = match (is_even(3), is_even(2)) {
            (true, _) => "flow flow-3",
            (_, true) => "flow flow-2",
            _ => "flow flow-1",
        };
    }
    let cut = |(one, rows): (usize, usize)| {
        let all = if boxes[one].counts.is_empty() { ROWS.1 } else { FLOWING };
        boxes[one].cut(stock, if gap > HOLE { all } else { rows })
    };
    Piles { columns: piles.map(|pile| pile.into_iter().map(cut).collect()), gap, layout }
}

/// Leaves out boxes in which nothing stands that is not shown above or in one box before.
fn drop_repeated(boxes: &mut Vec<Filled>, is_shown: &dyn Fn(&usize) -> bool) {
    let mut kept: Vec<Filled> = Vec::new();
    for one in boxes.drain(..) {
        let repeats = |shown: &dyn Fn(&usize) -> bool| one.articles.iter().all(shown);
        let is_repeated = repeats(is_shown)
            || kept.iter().any(|other| repeats(&|article| other.articles.contains(article)));
        if !is_repeated || !one.counts.is_empty() {
            kept.push(one);
        }
    }
    *boxes = kept;
}

/// The newest issue of another publication.
fn of_issue(issue: &IssueContents) -> Filled {
    Filled {
        kind: "issue",
        title: issue.issue.publication.clone(),
        url: issue.issue.url.clone(),
        articles: Vec::new(),
        counts: Vec::new(),
        issue: Some(issue.clone()),
    }
}

/// The boxes of a part of the page that have anything to show.
fn of_part(stock: &Stock, part: HomePart, seen: &BTreeSet<usize>) -> Vec<Filled> {
    let articles = |kind, title: Arc<str>, url, articles: &[usize]| {
        // Enough to leave out what is above.
        let articles = shown(stock, articles).take(ROWS.1 + seen.len()).collect();
        Filled { kind, title, url, articles, counts: Vec::new(), issue: None }
    };
    let column = |kind, column: &Term| {
        articles(kind, column.name.clone(), column.url.clone(), &column.articles)
    };
    let section = |section, folder| {
        let front = stock.front(folder);
        articles(folder, front.title, front.url, stock.section(section))
    };
    let mut boxes = match part {
        HomePart::Headlines => {
            let (title, url, all) = leading_column(stock);
            let mut headlines = articles("headlines", title, url, all);
            headlines.articles.retain(|article| !seen.contains(article));
            vec![headlines]
        }
        HomePart::News => vec![section(Section::News, "news")],
        HomePart::Summaries => vec![section(Section::Summary, "summaries")],
        HomePart::Notices => {
            columns_at(stock, Spot::Notices).map(|one| column("notices", one)).collect()
        }
        HomePart::Columns => {
            columns_at(stock, Spot::List).map(|one| column("column", one)).collect()
        }
        HomePart::Units => {
            let mut units = articles(
                "units",
                stock.words().get("active_units").into(),
                addresses::front("units"),
                &[],
            );
            units.counts = active_units(stock);
            vec![units]
        }
        _ => Vec::new(),
    };
    boxes.retain(|one| !one.articles.is_empty() || !one.counts.is_empty());
    boxes
}

/// Articles without those of columns that are `home: none`.
pub fn shown<'a>(stock: &'a Stock, articles: &'a [usize]) -> impl Iterator<Item = usize> + 'a {
    let bulletin = &stock.bulletin;
    let hidden: Vec<&str> = {
        let columns = bulletin.config.columns.iter();
        columns.filter(|one| one.home == Spot::None).map(|one| one.name.as_str()).collect()
    };
    articles.iter().copied().filter(move |article| {
        let column = bulletin.column_of(&bulletin.articles[*article]);
        column.is_none_or(|column| !hidden.contains(&&*column.name))
    })
}

/// The column that is `home: lead` with its name, its address and its articles; where there is none, all articles.
pub fn leading_column(stock: &Stock) -> (Arc<str>, OutputPath, &[usize]) {
    match columns_at(stock, Spot::Lead).next() {
        Some(column) => (column.name.clone(), column.url.clone(), &column.articles),
        None => (stock.words().get("latest").into(), addresses::archive(), &stock.all),
    }
}

/// The columns that have articles and stand at this spot of the home page.
fn columns_at(stock: &Stock, spot: Spot) -> impl Iterator<Item = &Term> {
    let config = &stock.bulletin.config;
    stock.bulletin.terms[TermKind::Column].iter().filter(move |column| {
        let entry = config.columns.iter().find(|entry| *entry.name == *column.name);
        !column.articles.is_empty() && entry.map(|entry| entry.home).unwrap_or_default() == spot
    })
}

/// The units with the most articles in the year of the newest article.
fn active_units(stock: &Stock) -> Vec<Count> {
    let bulletin = &stock.bulletin;
    let Some(year) = bulletin.articles.first().map(|article| article.date.date.year()) else {
        return Vec::new();
    };
    let in_year = |article: &&usize| bulletin.articles[**article].date.date.year() == year;
    let mut counts: Vec<Count> = bulletin.terms[TermKind::Unit]
        .iter()
        .map(|unit| Count {
            count: unit.articles.iter().filter(in_year).count(),
            ..Stock::count(unit)
        })
        .filter(|unit| unit.count > 0)
        .collect();
    counts.sort_by_key(|unit| Reverse(unit.count));
    counts.truncate(UNITS.1);
    counts
}
