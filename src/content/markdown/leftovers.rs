//! Signs of Markdown that are left standing in a text: something was meant, and was not understood.

use std::cell::LazyCell;
use std::ops::Range;
use std::sync::LazyLock;

use comrak::Node;
use comrak::nodes::{NodeValue, Sourcepos};
use regex::{Captures, Regex};

use super::body::FoundMistake;
use super::lines::Typed;
use crate::base::Diagnostic;

static SIGNS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?P<sign>\]\(|\]（|!\[|\[\^|\[\[)|(?:^|[^*])(?P<bold>\*\*)(?:[^*]|$)|(?:^|[^~])(?P<struck>~~)(?:[^~]|$)",
        r#"|(?P<tag></?[A-Za-z][A-Za-z0-9-]*(?:\s+[A-Za-z_:][A-Za-z0-9_.:-]*(?:\s*=\s*(?:[^\s"'=<>`]+|'[^']*'|"[^"]*"))?)*\s*/?>)"#
    ))
    .expect("a tested pattern")
});

/// Where the first sign stands in a text. Two stars between figures are a power or hide a number.
fn sign(text: &str) -> Option<Range<usize>> {
    let is_figure = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    let groups = |found: Captures<'_>| {
        let names = ["sign", "bold", "struck", "tag"];
        names.iter().find_map(|name| found.name(name)).map(|sign| sign.range())
    };
    let is_meant = |range: &Range<usize>| {
        &text[range.clone()] != "**"
            || !is_figure(text[..range.start].chars().next_back())
            || !is_figure(text[range.end..].chars().next())
    };
    SIGNS.captures_iter(text).filter_map(groups).find(is_meant)
}

/// A sign of Markdown in a block of HTML: its tags are HTML's own.
fn in_html(html: &str, place: Sourcepos) -> Option<FoundMistake> {
    // What stands before the first tag, then each tag with the text behind it.
    let texts = html.split('<').enumerate().map(|(at, piece)| {
        let text = piece.split_once('>').filter(|_| at > 0).map_or(piece, |(_, text)| text);
        (piece, text)
    });
    let mut line = place.start.line;
    for (piece, text) in texts {
        if let Some(range) = sign(text).filter(|range| !text[range.clone()].starts_with('<')) {
            let before = piece.len() - text.len() + range.start;
            let line = line + piece[..before].matches('\n').count();
            let finding = Diagnostic::warning("leftover-markup").with("sign", &text[range]);
            return Some((finding, Sourcepos::from((line, 1, line, 1))));
        }
        line += piece.matches('\n').count();
    }
    None
}

/// Finds the signs in all texts of a tree, one finding for a text at most. Those that the author escaped
/// are meant.
pub fn find(root: Node<'_>, typed: &Typed<'_>) -> Vec<FoundMistake> {
    let lines = LazyCell::new(|| typed.text.split('\n').collect::<Vec<_>>());
    let slice = |place: Sourcepos| {
        let line = lines.get(place.start.line.wrapping_sub(1)).copied().unwrap_or_default();
        let is_one_line = place.start.line == place.end.line;
        let end = if is_one_line { place.end.column.min(line.len()) } else { line.len() };
        typed.back(line.get(place.start.column.saturating_sub(1)..end).unwrap_or_default())
    };
    let mut found = Vec::new();
    for node in root.descendants() {
        let data = node.data();
        let text = match &data.value {
            NodeValue::Text(text) => text,
            // Markdown is not read inside a block of HTML.
            NodeValue::HtmlBlock(block) => {
                found.extend(in_html(&block.literal, data.sourcepos));
                continue;
            }
            _ => continue,
        };
        if !text.contains(['[', ']', '*', '~', '<']) {
            continue;
        }
        // Where the text is as it was typed, the sign stands where it was found.
        let source = slice(data.sourcepos);
        // Where it is not, there may be an escape. Without one the parser's place is that of another
        // line, as below a definition of a link.
        let has_escape = source.contains(['\\', '&']);
        let (range, name) = if source == **text || !has_escape {
            let range = sign(text);
            (range.clone(), range.map(|range| text[range].to_owned()))
        } else {
            let range = sign(&source).filter(|range| text.contains(&source[range.clone()]));
            (range.clone(), range.map(|range| source[range].to_owned()))
        };
        if let (Some(range), Some(name)) = (range, name) {
            let (line, column) = (data.sourcepos.start.line, data.sourcepos.start.column);
            let place = (line, column + range.start, line, column + range.end - 1);
            let finding = Diagnostic::warning("leftover-markup").with("sign", name);
            found.push((finding, Sourcepos::from(place)));
        }
    }
    found
}
