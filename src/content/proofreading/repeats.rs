//! What the author typed and the page shows by itself: the title as the first line of the text, and the
//! unit or the author as the last one.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::passage::{Kind, OBJECT, Passage};
use crate::base::Diagnostic;
use crate::content::front_matter::Head;

/// The longest line that says who sent an article, in characters.
const LONGEST: usize = 40;

/// （供稿：甲局　张三）, 供稿单位：甲局, （甲局供稿）
static CREDIT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r"^[（(]?[\s　]*(?:(?:供稿单位|供稿人|供稿|撰稿人|撰稿|通讯员|作者|来源|文)[：:／/][\s　]*(?P<behind>.+?)",
        r"|(?P<before>.+?)[\s　]*供稿)[\s　]*[）)]?$",
    ))
    .expect("a tested pattern")
});

/// A line of the text that says again what the page shows.
pub struct Repeat {
    /// The finding, without its place.
    pub finding: Diagnostic,
    /// What the paragraph says.
    pub text: String,
    /// The paragraph's bytes in the file.
    pub range: Range<usize>,
    /// Whether the front matter has all that it says: nothing is lost without it.
    pub is_known: bool,
}

/// Finds such lines: at most one of each kind.
pub fn find(passages: &[Passage], head: &Head) -> Vec<Repeat> {
    let text = || passages.iter().filter(|one| matches!(one.kind, Kind::Heading | Kind::Paragraph));
    let mut found = Vec::new();
    let title = head.title.as_deref().map(letters).filter(|title| !title.is_empty());
    // A line that is the whole text stays, and one with a link or a picture in it.
    let is_plain = |one: &&Passage| !one.text.contains(OBJECT) && text().nth(1).is_some();
    let first = text().next().filter(is_plain);
    let first = first.filter(|first| title.is_some_and(|title| letters(&first.text) == title));
    if let Some(first) = first {
        let finding = Diagnostic::warning("title-repeated");
        found.push(Repeat {
            finding,
            text: first.text.clone(),
            range: first.place.clone(),
            is_known: true,
        });
    }
    let last = text()
        .next_back()
        .filter(is_plain)
        .filter(|last| last.kind == Kind::Paragraph && !last.text.contains('\n'));
    found.extend(last.and_then(|last| credit(last, head)));
    found
}

fn credit(last: &Passage, head: &Head) -> Option<Repeat> {
    let line = last.text.trim();
    if line.chars().count() > LONGEST || line.ends_with('。') {
        return None;
    }
    let found = CREDIT.captures(line)?;
    let said = found.name("behind").or(found.name("before"))?.as_str();
    let is_blank =
        |c: char| c.is_whitespace() || matches!(c, '、' | '，' | ',' | '；' | '/' | '：');
    let known: Vec<&str> =
        head.units.iter().chain(&head.authors).chain(&head.source).map(String::as_str).collect();
    // Nothing is generated, so nothing is there twice.
    if known.is_empty() {
        return None;
    }
    let is_known = said.split(is_blank).filter(|word| !word.is_empty()).all(|word| {
        known.contains(&word)
            || ["供稿", "作者", "单位", "通讯员", "供稿单位", "供稿人"].contains(&word)
    });
    let finding = Diagnostic::warning("credit-repeated").with("text", line);
    let wording = if is_known { "" } else { "more" };
    Some(Repeat {
        finding: finding.wording(wording),
        text: last.text.clone(),
        range: last.place.clone(),
        is_known,
    })
}

/// A title without blanks and marks, which one of two often has more of.
fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}
