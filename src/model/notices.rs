//! What was said of items after they were published, and which issue says it again: readers on paper see no page.

use std::cmp::Reverse;

use super::bulletin::{Article, Bulletin, Issue, Numbers};
use crate::base::Moment;
use crate::content::front_matter::notices::Notice;

/// The item that a notice is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum About {
    /// The article with this number, which was corrected.
    Article(usize),
    /// The withdrawn item with this number.
    Withdrawn(usize),
}

/// A notice that is in force.
#[derive(Clone, Debug)]
pub struct Announcement {
    /// The item.
    pub about: About,
    /// What is said of it.
    pub notice: Notice,
    /// The issues that say it again, each with the issue of the same publication that the item stands in: the first
    /// behind it that is dated after the notice: one of that day may have been printed. An issue that came out with what was
    /// corrected says nothing.
    pub said_in: Vec<(usize, usize)>,
}

/// The corrections of an article that are in force, by day.
pub fn of<'a>(bulletin: &Bulletin, article: &'a Article) -> &'a [Notice] {
    let all = &article.text.document.head.corrections;
    &all[..all.partition_point(|notice| notice.date.date <= bulletin.today)]
}

/// All notices that are in force, the newest first.
pub fn all(bulletin: &Bulletin) -> Vec<Announcement> {
    let corrections = bulletin.articles.iter().enumerate().flat_map(|(number, article)| {
        let all = of(bulletin, article).iter();
        all.map(move |notice| (About::Article(number), notice, &article.issues))
    });
    let withdrawn = bulletin.withdrawn.iter().enumerate();
    let withdrawn =
        withdrawn.map(|(number, item)| (About::Withdrawn(number), &item.notice, &item.issues));
    let announcement = |(about, notice, own): (About, &Notice, &Numbers)| {
        let said_in =
            own.iter().filter_map(|own| Some((next_issue(bulletin, *own, notice)?, *own)));
        Announcement { about, notice: notice.clone(), said_in: said_in.collect() }
    };
    let mut all: Vec<_> = corrections.chain(withdrawn).map(announcement).collect();
    all.sort_by_key(|one| Reverse(one.notice.date));
    all
}

fn next_issue(bulletin: &Bulletin, own: usize, notice: &Notice) -> Option<usize> {
    let is_later = |date: Moment| date.date < notice.date.date;
    if !bulletin.issues[own].date.is_none_or(is_later) {
        return None;
    }
    let series = &bulletin.publications[bulletin.issues[own].publication].issues;
    let later = series.iter().copied().skip_while(|issue| *issue != own).skip(1);
    later.into_iter().find(|issue| {
        let Issue { date, articles, .. } = &bulletin.issues[*issue];
        // One to come is not printed yet.
        date.is_some_and(|date| date.date > notice.date.date) && !articles.is_empty()
    })
}
