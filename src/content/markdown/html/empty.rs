//! Elements with nothing in them, which word processors and editors of web pages leave behind: `<p><br></p>`,
//! `<span>&nbsp;</span>`. They would show as gaps, and be read out as nothing.

use crate::content::markdown::body::marks;

/// Elements that go when nothing is in them. A cell of a table stays, since the row needs it, and
/// an item of a list in `<ol>`, which shows its number.
const REMOVED: [&str; 38] = [
    "abbr",
    "article",
    "aside",
    "b",
    "blockquote",
    "center",
    "cite",
    "dd",
    "del",
    "div",
    "dl",
    "dt",
    "em",
    "figcaption",
    "figure",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "i",
    "ins",
    "mark",
    "ol",
    "p",
    "section",
    "small",
    "span",
    "strong",
    "sub",
    "sup",
    "u",
    "ul",
    "header",
    "footer",
    "pre",
    "rt",
];

/// Those of them that stand in a line.
const INLINE: [&str; 15] = [
    "abbr", "b", "cite", "del", "em", "i", "ins", "mark", "rt", "small", "span", "strong", "sub",
    "sup", "u",
];

/// Elements without an end that show something.
const SHOWN: [&str; 2] = ["input", "hr"];

/// An element that is open.
struct Open {
    name: String,
    /// Where it begins in what was written.
    start: usize,
    /// Whether something in it is shown.
    is_filled: bool,
}

/// Removes them from HTML that a serialiser wrote: every element is closed, each in its parent.
pub fn remove(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut open: Vec<Open> = Vec::new();
    let mut rest = html;
    let mut code = 0_usize;
    while let Some(at) = rest.find('<') {
        text(&rest[..at], &mut out, &mut open);
        rest = &rest[at..];
        // In what a serialiser wrote, no attribute has a `>` of its own but between quotes.
        let length = end_of_tag(rest);
        let (tag, behind) = rest.split_at(length);
        rest = behind;
        let name = tag.trim_start_matches(['<', '/']);
        let name = name.split([' ', '>', '/']).next().unwrap_or_default();
        if tag.starts_with("</") {
            code -= usize::from(name == "pre" && code > 0);
            close(name, tag, code > 0, &mut out, &mut open);
            continue;
        }
        let start = out.len() - level_mark(&out);
        if name == "img" {
            if picture(tag, &mut out) {
                fill(&mut open);
            }
            continue;
        }
        out.push_str(tag);
        if SHOWN.contains(&name) {
            fill(&mut open);
        } else if !matches!(name, "br" | "wbr" | "col" | "area") {
            code += usize::from(name == "pre");
            open.push(Open { name: name.to_owned(), start, is_filled: tag.contains(" id=\"") });
        }
    }
    text(rest, &mut out, &mut open);
    out
}

/// Writes the tag of a picture, unless it has lost its address. One that its author does not describe is
/// skipped by those who hear the page. Answers whether it was written.
fn picture(tag: &str, out: &mut String) -> bool {
    if !tag.contains(" src=\"") {
        return false;
    }
    match tag.strip_suffix('>').filter(|_| !tag.contains(" alt=\"")) {
        Some(open) => out.extend([open, " alt=\"\">"]),
        None => out.push_str(tag),
    }
    true
}

/// The length of the tag at the start of a text.
fn end_of_tag(html: &str) -> usize {
    let mut is_quoted = false;
    let end = html.bytes().position(|byte| {
        is_quoted ^= byte == b'"';
        byte == b'>' && !is_quoted
    });
    end.map_or(html.len(), |end| end + 1)
}

fn close(name: &str, tag: &str, is_code: bool, out: &mut String, open: &mut Vec<Open>) {
    let Some(element) = open.pop_if(|last| last.name == name) else {
        out.push_str(tag);
        return;
    };
    // Every blank of code counts, also one that has a colour of its own.
    // An item with a dot shows nothing but the dot; one with a number shows the number.
    let is_dot = name == "li" && open.last().is_some_and(|list| list.name == "ul");
    let can_go = is_dot || REMOVED.contains(&name);
    if element.is_filled || is_code || !can_go {
        out.push_str(tag);
        fill(open);
        return;
    }
    // A blank between two words stays.
    let blanks = if INLINE.contains(&name) { blanks(&out[element.start..]) } else { String::new() };
    out.truncate(element.start);
    out.push_str(&blanks);
}

/// What stands between the tags of a piece of HTML.
fn blanks(html: &str) -> String {
    html.split('<').map(|piece| piece.split_once('>').map_or(piece, |(_, text)| text)).collect()
}

fn fill(open: &mut [Open]) {
    if let Some(last) = open.last_mut() {
        last.is_filled = true;
    }
}

fn text(text: &str, out: &mut String, open: &mut [Open]) {
    out.push_str(text);
    // The mark of a heading's level is no text, all others stand for one.
    let shown = text.replace("&nbsp;", "");
    let marks = shown.matches(marks::OPEN).count();
    let levels = shown.matches(&format!("{}l", marks::OPEN)).count();
    let is_blank = if marks > levels {
        false
    } else if marks > 0 {
        shown.split(marks::OPEN).all(|piece| {
            piece.split_once(marks::CLOSE).map_or(piece, |(_, text)| text).trim().is_empty()
        })
    } else {
        shown.chars().all(|c| c.is_whitespace() || matches!(c, '\u{200b}' | '\u{feff}'))
    };
    if !is_blank {
        fill(open);
    }
}

/// How many bytes the mark of a heading's level has with which a text ends; it stands before the tag.
fn level_mark(out: &str) -> usize {
    let Some(before) = out.strip_suffix(marks::CLOSE) else { return 0 };
    let start = before
        .rfind(marks::OPEN)
        .filter(|at| before[*at..].starts_with(&format!("{}l", marks::OPEN)));
    start.map_or(0, |at| out.len() - at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_shows_nothing_goes() {
        for (html, left) in [
            ("<p>甲</p><p><br></p><p>&nbsp;<span> </span></p>", "<p>甲</p>"),
            ("<section><section><p></p></section></section>", ""),
            ("<p><b></b>甲<i>乙</i></p>", "<p>甲<i>乙</i></p>"),
            ("<p>a<b> </b>b<span>&nbsp;</span>c</p>", "<p>a b&nbsp;c</p>"),
            (
                "<pre><span>a</span><span> </span><span>{</span></pre>",
                "<pre><span>a</span><span> </span><span>{</span></pre>",
            ),
            (
                "<table><tbody><tr><td></td></tr></tbody></table>",
                "<table><tbody><tr><td></td></tr></tbody></table>",
            ),
            ("<p><img src=\"a>b\"></p>", "<p><img src=\"a>b\" alt=\"\"></p>"),
            ("<p><img width=\"9\"></p>", ""),
            ("<ul><li></li></ul><ol><li></li></ol>", "<ol><li></li></ol>"),
            ("甲\u{fdd0}l2\u{fdd1}<h2>\u{fdd0}l2\u{fdd1}</h2>乙", "甲乙"),
            ("<span id=\"x\"></span>", "<span id=\"x\"></span>"),
            ("<p>\u{fdd0}c0\u{fdd1}</p>", "<p>\u{fdd0}c0\u{fdd1}</p>"),
            ("<a href=\"x\"></a>", "<a href=\"x\"></a>"),
        ] {
            assert_eq!(remove(html), left, "{html}");
        }
    }
}
