//! What is shown of corrections and withdrawals: pages of their own, and what other pages say of them.

use super::addresses;
use super::feeds::site_feed;
use super::recipe::{Recipe, Wanted};
use super::stock::Stock;
use super::view::{Announced, CorrectionsView, View, WithdrawnView};
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
        items: stock.announcements.iter().map(|one| announced(stock, one)).collect(),
    }))
}

/// What an issue says of articles of earlier issues.
pub fn in_issue(stock: &Stock, issue: usize) -> Vec<Announced> {
    let all = stock.announcements.iter().filter(|one| one.issues.contains(&issue));
    all.map(|one| announced(stock, one)).collect()
}

fn announced(stock: &Stock, one: &Announcement) -> Announced {
    let bulletin = &stock.bulletin;
    let (title, url, issue) = match one.about {
        About::Article(index) => {
            let article = &bulletin.articles[index];
            (&article.title, article.text.url(), article.issues.first())
        }
        About::Withdrawn(index) => {
            let item = &bulletin.withdrawn[index];
            (&item.title, &item.document.url, item.issues.first())
        }
    };
    Announced {
        title: title.clone(),
        url: url.clone(),
        issue: issue.map(|issue| stock.cards[*issue].title.clone()),
        date: one.notice.date,
        text: one.notice.text.clone(),
        withdrawn: matches!(one.about, About::Withdrawn(_)),
    }
}
