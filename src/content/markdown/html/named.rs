//! Tags that a text speaks of: they are no HTML.

use std::cell::LazyCell;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::elements::{DROPPED, KEPT, WHOLE};
use crate::base::han;

/// Where the tags of a text end and where its paragraphs do, looked up by each tag.
struct Ends {
    /// For each name, where its end tags stand.
    tags: BTreeMap<String, Vec<usize>>,
    /// Where empty lines stand.
    paragraphs: Vec<usize>,
}

impl Ends {
    fn of(text: &str) -> Self {
        let mut tags: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (at, _) in text.match_indices("</") {
            let rest = &text.as_bytes()[at + 2..];
            let length = rest.iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
            let name = text[at + 2..at + 2 + length].to_ascii_lowercase();
            tags.entry(name).or_default().push(at);
        }
        Self { tags, paragraphs: text.match_indices("\n\n").map(|(at, _)| at).collect() }
    }

    /// Whether an element that begins before a byte ends in the same paragraph.
    fn follows(&self, name: &str, at: usize) -> bool {
        let next = |all: &[usize]| all.get(all.partition_point(|end| *end < at)).copied();
        let end = self.tags.get(name).and_then(|ends| next(ends));
        end.is_some_and(|end| next(&self.paragraphs).is_none_or(|paragraph| end < paragraph))
    }
}

/// Whether what looks like a tag compares two things: `a<b>c`.
fn is_comparison(text: &str, tag: &Range<usize>, name: &str) -> bool {
    let is_bare = tag.len() == name.len() + 2 && name.len() == 1;
    let before = text[..tag.start].chars().next_back();
    is_bare && before.is_some_and(|c| c.is_ascii_alphanumeric())
}

/// Whether a tag of a block is spoken of in a sentence: Chinese stands before it, and the sentence goes on
/// behind it. 段落用<p>和</p>，表格用<table>。
fn is_in_sentence(text: &str, tag: &Range<usize>, name: &str) -> bool {
    let is_bare = !text[tag.clone()].contains([' ', '=']);
    let before = text[..tag.start].chars().next_back();
    let after = text[tag.end..].chars().next();
    let goes_on = after.is_some_and(|c| "，。、；：？！）”和与或及是的等标".contains(c));
    let is_behind = before.is_some_and(|c| han::is_han(c) || "、，（“".contains(c));
    is_bare && goes_on && is_behind && BLOCKS.contains(&name)
}

/// Whether a tag stands in a line of text, whose start is given, and begins something.
fn begins_in_text(text: &str, line: usize, tag: &Range<usize>, name: &str) -> bool {
    let whole = &text[tag.clone()];
    let before =
        text[line..tag.start].trim_start_matches([' ', '\t', '>', '-', '*', '|', '\u{3000}']);
    // A line that begins with a tag is HTML.
    let is_text = !before.is_empty() && !before.starts_with('<');
    let is_bare = !whole.contains('=') && !whole.starts_with("</");
    let is_void = ["br", "hr", "img", "wbr", "input", "col", "area"].contains(&name);
    is_text && is_bare && !is_void
}

/// Whether what follows in a line is the destination of a link: `[text](<a b.md>)`, `[name]: <a b.md>`.
fn is_destination(before: &str) -> bool {
    let before = before.trim_end_matches([' ', '\t']);
    before.ends_with("](") || before.ends_with("]:") && before.trim_start().starts_with('[')
}

/// Elements that do not stand in a sentence.
const BLOCKS: [&str; 25] = [
    "p", "table", "thead", "tbody", "tfoot", "tr", "td", "th", "caption", "ul", "ol", "li", "dl",
    "dt", "dd", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "pre", "section", "article",
];

/// Where tags stand in a text that are no tags: of no element of HTML, or named in a sentence. An element
/// whose content is no HTML is meant only at the start of a line or with attributes, and with its end
/// behind it.
pub fn named_tags(text: &str) -> Vec<usize> {
    static NAMED: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"</?([A-Za-z][A-Za-z0-9-]*)(?:\s[^<>]*|/)?>").expect("a tested pattern")
    });
    let mut all = Vec::new();
    let mut meant: Range<usize> = 0..0;
    // For each name where it ends for the last time.
    let mut last_ends: BTreeMap<String, Option<usize>> = BTreeMap::new();
    let lower = LazyCell::new(|| text.to_ascii_lowercase());
    let ends = Ends::of(text);
    let (mut line, mut seen) = (0, 0);
    for tag in NAMED.captures_iter(text) {
        let (whole, name) = (tag.get(0).expect("the tag").range(), tag[1].to_ascii_lowercase());
        let is_dropped = DROPPED.contains(&name.as_str());
        line = text[seen..whole.start].rfind('\n').map_or(line, |at| seen + at + 1);
        seen = whole.start;
        if meant.contains(&whole.start) || is_destination(&text[line..whole.start]) {
            continue;
        }
        if KEPT.contains(&name.as_str()) {
            let is_open = || !ends.follows(&name, whole.end);
            let is_named = is_in_sentence(text, &whole, &name)
                || is_comparison(text, &whole, &name) && is_open()
                || begins_in_text(text, line, &whole, &name) && is_open();
            all.extend(is_named.then_some(whole.start));
            continue;
        }
        let end = format!("</{name}");
        if !WHOLE.contains(&name.as_str()) {
            // <button> without an end is spoken of, as is List<Label>; with attributes it is meant.
            let is_bare = !text[whole.clone()].contains('=');
            let last = *last_ends.entry(name).or_insert_with(|| lower.rfind(&end));
            let is_closed =
                text[whole.clone()].starts_with("</") || last.is_some_and(|last| last >= whole.end);
            all.extend((!is_dropped || is_bare && !is_closed).then_some(whole.start));
            continue;
        }
        let before = text[..whole.start].trim_end_matches([' ', '\t']);
        let is_first = before.is_empty() || before.ends_with('\n');
        let is_meant = is_first || is_dropped || text[whole.clone()].contains('=');
        let last = *last_ends.entry(name).or_insert_with(|| lower.rfind(&end));
        let is_closed = last.is_some_and(|last| last >= whole.end);
        if is_meant && is_closed && !text[whole.clone()].starts_with("</") {
            let length = lower[whole.end..].find(&end).unwrap_or_default();
            meant = whole.start..whole.end + length + 1;
        } else if !is_dropped || !text[whole.clone()].contains('=') {
            all.push(whole.start);
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_that_are_named_in_a_sentence() {
        assert_eq!(named_tags("学习了<script>标签"), [9]);
        assert_eq!(named_tags("见<iframe src=x></iframe>"), [0_usize; 0]);
        assert_eq!(named_tags("<script>标签"), [0]);
        assert_eq!(named_tags("<style>\np {}\n</style>\n"), [0_usize; 0]);
        assert_eq!(named_tags("用<title>和</title>。").len(), 2);
        assert_eq!(named_tags("段落用<p>和</p>，表格用<table>，列表用<li>。").len(), 4);
        assert_eq!(named_tags("用List<Object>收，学了<iframe>标签。").len(), 2);
        assert_eq!(named_tags("甲<p>乙</p>丙").len(), 0);
        assert_eq!(named_tags("标题用<h1> 到 <h6>，用<div>分块，不用<b>代替。").len(), 4);
        assert_eq!(named_tags("[甲](<own a.md>)、[乙](<title b.md>)\n\n[r]: <c d.md>\n").len(), 0);
        assert_eq!(named_tags("<div>\n\n甲\n\n</div>\n甲<br>乙").len(), 0);
    }
}
