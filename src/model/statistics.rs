//! What each unit, column or author contributed in a period, counted and ranked (convention 28).

use std::cmp::Reverse;
use std::sync::Arc;

use super::bulletin::{Article, Bulletin, Publication, Term, TermKind};
use crate::base::{Amount, Period};

/// By what items are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// Each unit, ranked in its group.
    Unit,
    /// Each group of units, and each unit that has no group.
    Group,
    /// Each column.
    Column,
    /// Each author.
    Author,
}

/// One line of the table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The group in which it is ranked (units).
    pub group: Option<String>,
    /// Whom it is about; `None` for items that say nothing of it.
    pub name: Option<Arc<str>>,
    /// Its place by points, from 1; those with the same points share it. Items without a name have none.
    pub place: Option<usize>,
    /// Counted in the period.
    pub count: Count,
    /// Counted from January to the end of the period.
    pub so_far: Count,
    /// Counted in the period of the same length before.
    pub before: Count,
}

/// Items, and what they are worth.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// How many; parts of items where units share them.
    pub items: Amount,
    /// Their points; as many as items where the site gives no points.
    pub points: Amount,
}

impl Count {
    fn add(&mut self, items: Amount, points: Amount) {
        self.items += items;
        self.points += points;
    }
}

/// The lines of a period: in the order of groups, then of places. Who sent nothing has a line, too. Only articles in
/// publications that are called `asked` count, where it is given.
pub fn lines(bulletin: &Bulletin, by: By, period: Period, asked: Option<&str>) -> Vec<Line> {
    let rules = &bulletin.config.statistics;
    let (mut lines, kind) = empty(bulletin, by);
    let is_of = |article: &&Article| {
        asked.is_none() || publications(bulletin, article, asked).next().is_some()
    };
    for article in bulletin.articles.iter().filter(is_of) {
        let day = article.date.date;
        let (is_now, is_so_far) = (period.contains(day), period.so_far().contains(day));
        let is_before = period.before().contains(day);
        let owners = owners(bulletin, &lines, (by, kind), article);
        let points = points(bulletin, article, asked);
        let (items, points): (Vec<_>, Vec<_>) = if rules.is_split {
            (Amount::ONE.shared(owners.len()).collect(), points.shared(owners.len()).collect())
        } else {
            (vec![Amount::ONE; owners.len()], vec![points; owners.len()])
        };
        for (owner, (items, points)) in owners.into_iter().zip(items.into_iter().zip(points)) {
            let Line { count, so_far, before, .. } = &mut lines[owner];
            for (_, count) in [(is_now, count), (is_so_far, so_far), (is_before, before)]
                .into_iter()
                .filter(|(is_in, _)| *is_in)
            {
                count.add(items, points);
            }
        }
    }
    ranked(lines, rules.is_dense)
}

/// A line for each name that there is, in the site's order, and one at the end for items without any.
fn empty(bulletin: &Bulletin, by: By) -> (Vec<Line>, TermKind) {
    let kind = match by {
        By::Unit | By::Group => TermKind::Unit,
        By::Column => TermKind::Column,
        By::Author => TermKind::Author,
    };
    let line = |group: Option<String>, name: Option<Arc<str>>| Line {
        group,
        name,
        place: None,
        count: Count::default(),
        so_far: Count::default(),
        before: Count::default(),
    };
    let terms = &bulletin.terms[kind];
    let mut lines: Vec<Line> = Vec::new();
    for term in terms {
        if by != By::Group {
            lines.push(line(term.group.clone(), Some(term.name.clone())));
        } else if !lines.iter().any(|line| line.name.as_deref() == Some(group_of(term))) {
            lines.push(line(None, Some(group_of(term).into())));
        }
    }
    lines.push(line(None, None));
    (lines, kind)
}

/// The group of a unit; a unit without one stands for itself.
fn group_of(unit: &Term) -> &str {
    unit.group.as_deref().unwrap_or(&unit.name)
}

/// The indices of the lines that an article counts for, at least one.
fn owners(
    bulletin: &Bulletin,
    lines: &[Line],
    (by, kind): (By, TermKind),
    article: &Article,
) -> Vec<usize> {
    let none = lines.len() - 1;
    let numbers = article.terms[kind].iter().copied();
    let owners: Vec<usize> = if by == By::Group {
        let of_group = |number: usize| {
            let group = group_of(&bulletin.terms[kind][number]);
            lines.iter().position(|line| line.name.as_deref() == Some(group)).unwrap_or(none)
        };
        let mut owners: Vec<usize> = numbers.map(of_group).collect();
        if !bulletin.config.statistics.is_split {
            // An item of two units of a group is one of the group's items.
            owners.sort_unstable();
            owners.dedup();
        }
        owners
    } else {
        numbers.collect()
    };
    if owners.is_empty() { vec![none] } else { owners }
}

/// The points of an article: those of its column, or of the publication that gives most; of the one that is asked for, if
/// one is.
fn points(bulletin: &Bulletin, article: &Article, asked: Option<&str>) -> Amount {
    let rules = &bulletin.config.statistics;
    if !rules.has_points() {
        return Amount::ONE;
    }
    let column = bulletin.column_of(article).map(|column| &*column.name);
    let of_publication = publications(bulletin, article, asked).map(|publication| {
        rules.points_of(column.into_iter().chain([&*publication.title, &*publication.id]))
    });
    of_publication.max().unwrap_or_else(|| rules.points_of(column.into_iter()))
}

/// The publications in which an article stands; those that are called `asked`, where it is given.
fn publications<'a>(
    bulletin: &'a Bulletin,
    article: &'a Article,
    asked: Option<&'a str>,
) -> impl Iterator<Item = &'a Publication> {
    let issues = article.issues.iter().map(|issue| bulletin.issues[*issue].publication);
    let publications = issues.map(|index| &bulletin.publications[index]);
    publications.filter(move |one| asked.is_none_or(|asked| one.is_called(asked)))
}

/// Gives places and puts lines into their order. Those of a group stand together, in the order in which groups are met.
fn ranked(mut lines: Vec<Line>, is_dense: bool) -> Vec<Line> {
    let mut groups: Vec<Option<String>> = Vec::new();
    for line in &lines {
        if !groups.contains(&line.group) && line.name.is_some() {
            groups.push(line.group.clone());
        }
    }
    // Units without a group come last.
    groups.sort_by_key(Option::is_none);
    let group_of = |line: &Line| groups.iter().position(|group| *group == line.group);
    lines.sort_by_cached_key(|line| {
        (line.name.is_none(), group_of(line), Reverse(line.count.points), Reverse(line.count.items))
    });
    let named = lines.iter().take_while(|line| line.name.is_some()).count();
    for group in lines[..named].chunk_by_mut(|one, other| one.group == other.group) {
        let mut place = 0;
        for at in 0..group.len() {
            if at == 0 || group[at].count.points != group[at - 1].count.points {
                place = if is_dense { place + 1 } else { at + 1 };
            }
            group[at].place = Some(place);
        }
    }
    // Whatever has no name is worth a line only where there is any.
    lines.retain(|line| {
        line.name.is_some() || [line.count, line.so_far, line.before] != [Count::default(); 3]
    });
    lines
}
