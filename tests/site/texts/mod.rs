//! Texts as people type them.

mod archive;
mod cases;
mod conservation;
mod editions;
mod html;
mod names;

use kuaixun::content::Body;
use kuaixun::content::markdown::{Markup, render};
use scraper::Html;

fn body(text: &str) -> Body {
    render(text, 0, Markup::default(), None).expect("an article")
}

/// The text that a reader sees, without blanks at its ends.
fn shown(text: &str) -> String {
    let page = Html::parse_fragment(&body(text).html);
    page.root_element().text().collect::<String>().trim().to_owned()
}

/// Where the links of a text lead.
fn links(text: &str) -> Vec<String> {
    body(text).links.into_iter().map(|link| link.destination).collect()
}

fn codes(text: &str) -> Vec<&'static str> {
    body(text).mistakes.iter().map(|(finding, _)| finding.code).collect()
}

/// The levels of a text's headings.
fn levels(text: &str) -> Vec<(u8, String)> {
    body(text).headings.into_iter().map(|heading| (heading.level, heading.text)).collect()
}
