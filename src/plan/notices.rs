//! What is shown of corrections and withdrawals: pages of their own, and what other pages say of them.

use super::addresses;
use super::feeds::site_feed;
use super::recipe::{Recipe, Wanted};
use super::stock::Stock;
use super::view::{Announced, Card, CorrectionsView, View, WithdrawnView};
use crate::base::OutputPath;
use crate::model::notices::{About, Announcement};

/// The folder of the page of all corrections, which is also the key of its title in the words.
const CORRECTIONS: &str = "corrections";

/// Plans the pages of withdrawn items, and the page of all corrections if there are any.
pub fn plan(stock: &Stock, wanted: &mut Wanted) {
    let withdrawn = stock.bulletin.withdrawn.iter().enumerate();
    wanted.extend(
        withdrawn.map(|(index, item)| (item.document.url.clone(), Recipe::Withdrawn(index))),
    );
    if !stock.announcements.is_empty() {
        wanted.push((addresses::front(CORRECTIONS), Recipe::Corrections));
    }
}

/// The page of a withdrawn item.
pub fn withdrawn(stock: &Stock, index: usize) -> View {
    let item = &stock.bulletin.withdrawn[index];
    View::Withdrawn(Box::new(WithdrawnView {
        page: stock.page(&item.document.url, site_feed(stock), Vec::new()),
        title: item.title.clone(),
        date: item.notice.date,
        reason: item.notice.text.clone(),
        issue: item.issues.first().map(|issue| stock.cards[*issue].clone()),
    }))
}

/// The page of all corrections and withdrawals.
pub fn corrections(stock: &Stock, url: &OutputPath) -> View {
    View::Corrections(Box::new(CorrectionsView {
        page: stock.page(url, site_feed(stock), Vec::new()),
        title: stock.words().get(CORRECTIONS).to_owned(),
        items: stock.announcements.iter().map(|one| announced(stock, one, None)).collect(),
    }))
}

/// What an issue says of articles of earlier issues.
pub fn in_issue(stock: &Stock, issue: usize) -> Vec<Announced> {
    let said = stock.announcements.iter().filter_map(|one| {
        let (_, own) = one.said_in.iter().find(|(said_in, _)| *said_in == issue)?;
        Some(announced(stock, one, Some(*own)))
    });
    said.collect()
}

/// A notice, for readers of the publication in whose issue `own` the item stands, or for all readers.
fn announced(stock: &Stock, one: &Announcement, own: Option<usize>) -> Announced {
    let bulletin = &stock.bulletin;
    let (title, url, issues) = match one.about {
        About::Article(index) => {
            let article = &bulletin.articles[index];
            (&article.title, article.text.url(), &article.issues)
        }
        About::Withdrawn(index) => {
            let item = &bulletin.withdrawn[index];
            (&item.title, &item.document.url, &item.issues)
        }
    };
    let issue = own.or(issues.first().copied()).map(|issue| &stock.cards[issue]);
    let is_one = own.is_some() || bulletin.publications.len() < 2;
    let named = |card: &Card| {
        let full = || format!("{} {}", card.publication, card.title).into();
        if is_one { card.title.clone() } else { full() }
    };
    Announced {
        title: title.clone(),
        url: url.clone(),
        issue: issue.map(named),
        date: one.notice.date,
        text: one.notice.text.clone(),
        withdrawn: matches!(one.about, About::Withdrawn(_)),
    }
}
