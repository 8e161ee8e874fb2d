//! Edits of a text: where links lead, and names and keys in its front matter. Everything else stays as it was typed.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::ops::Range;

/// What ends a destination in Markdown or in HTML, or means something else there.
const SPECIAL: &str = " %#?()<>\"'&\\`";

/// A relative path as the destination of a link.
pub fn destination(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for c in path.chars() {
        if c.is_ascii_control() || SPECIAL.contains(c) {
            write!(out, "%{:02X}", u32::from(c)).expect("writing to a String cannot fail");
        } else {
            out.push(c);
        }
    }
    out
}

/// Writes other destinations into links, each of which has its place and its present destination. `body` is where the
/// definitions of links are looked for. Of a link that contains its own destination twice, the last is meant, unless
/// `all` are.
pub fn relinked(
    text: &str,
    body: usize,
    links: &[(Range<usize>, &str, String)],
    all: bool,
) -> String {
    let mut edits = Edits::default();
    for (range, old, new) in links {
        let inside = occurrences(text, range.clone(), old, BEFORE_LINK, AFTER_LINK);
        let defined = || {
            let anywhere = occurrences(text, body..text.len(), old, BEFORE_LINK, AFTER_LINK);
            anywhere.into_iter().filter(|at| is_definition(text, at.start)).collect()
        };
        let found = match inside.as_slice() {
            [] => defined(),
            [.., last] if !all => vec![last.clone()],
            _ => inside,
        };
        for at in found {
            edits.replace(at, new);
        }
    }
    edits.apply(text)
}

/// Writes another name in place of one in a list of the front matter, which stands in `block`.
pub fn renamed(text: &str, block: Range<usize>, names: &[(String, String)]) -> String {
    let mut edits = Edits::default();
    for (old, new) in names {
        for at in occurrences(text, block.clone(), old, BEFORE_NAME, AFTER_NAME) {
            edits.replace(at, new);
        }
    }
    edits.apply(text)
}

/// Writes the line of a key in place of the one that is there, at the end of the front matter where there is none; `None`
/// removes it.
pub fn with_key(text: &str, yaml: &Range<usize>, key: Range<usize>, line: Option<&str>) -> String {
    let end = if text[yaml.clone()].contains("\r\n") { "\r\n" } else { "\n" };
    let range = if key.is_empty() { yaml.end..yaml.end } else { block(text, yaml, key) };
    let line = line.map(|line| format!("{line}{end}")).unwrap_or_default();
    format!("{}{line}{}", &text[..range.start], &text[range.end..])
}

/// The lines of a key: its own, and those that belong to its value.
pub fn block(text: &str, yaml: &Range<usize>, key: Range<usize>) -> Range<usize> {
    let mut end = key.start;
    for (number, line) in text[key.start..yaml.end].split_inclusive('\n').enumerate() {
        let goes_on = line.starts_with([' ', '\t', ']', '}']) || line.starts_with("- ");
        if number > 0 && (!goes_on || line.trim().is_empty()) {
            break;
        }
        end += line.len();
    }
    key.start..end
}

const BEFORE_LINK: &[char] = &['(', '（', '<', '"', '\'', '=', ' ', '\t', '\n'];
const AFTER_LINK: &[char] = &[')', '）', '>', '"', '\'', ' ', '\t', '\r', '\n'];
const BEFORE_NAME: &[char] = &['[', '"', '\'', ',', '，', '、', ';', '；', '{', ' ', '\t', '\n'];
const AFTER_NAME: &[char] =
    &[']', '"', '\'', ',', '，', '、', ';', '；', '}', ' ', '\t', '\r', '\n'];

/// Where a word stands between such characters.
fn occurrences(
    text: &str,
    range: Range<usize>,
    word: &str,
    before: &[char],
    after: &[char],
) -> Vec<Range<usize>> {
    let whole = |at: &usize| {
        let left = text[..*at].chars().next_back();
        let right = text[at + word.len()..].chars().next();
        left.is_none_or(|c| before.contains(&c)) && right.is_none_or(|c| after.contains(&c))
    };
    let Some(part) = text.get(range.clone()).filter(|_| !word.is_empty()) else {
        return Vec::new();
    };
    let found = part.match_indices(word).map(|(at, _)| range.start + at);
    found.filter(whole).map(|at| at..at + word.len()).collect()
}

/// Whether what begins at `at` is the destination in a line such as `[name]: a.md`.
fn is_definition(text: &str, at: usize) -> bool {
    let line = &text[text[..at].rfind('\n').map_or(0, |end| end + 1)..at];
    line.trim_start().starts_with('[') && line.trim_end_matches('<').trim_end().ends_with("]:")
}

/// Replacements, by their places.
#[derive(Default)]
struct Edits(BTreeMap<usize, (usize, String)>);

impl Edits {
    fn replace(&mut self, at: Range<usize>, new: &str) {
        self.0.insert(at.start, (at.end, new.to_owned()));
    }

    fn apply(self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        let mut done = 0;
        for (start, (end, new)) in self.0.into_iter().filter(|(start, _)| *start <= text.len()) {
            if start >= done {
                out.push_str(&text[done..start]);
                out.push_str(&new);
                done = end;
            }
        }
        out + &text[done..]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn destinations_are_replaced_where_they_stand() {
        let old = "见[a.md](a.md \"题\")、[b](<a.md>)和 a.md。\n\n[c][d]\n\n[d]: a.md\n";
        let links = |all| {
            let ends: Vec<_> = old.match_indices(')').map(|(at, _)| at + 1).collect();
            let inline = old.find('[').unwrap()..ends[0];
            let pointed = old.find("[b]").unwrap()..ends[1];
            let reference = old.find("[c]").unwrap()..old.find("[c]").unwrap() + 6;
            let links = [inline, pointed, reference].map(|at| (at, "a.md", "../x.md".to_owned()));
            relinked(old, 0, &links, all)
        };
        let new = "见[a.md](../x.md \"题\")、[b](<../x.md>)和 a.md。\n\n[c][d]\n\n[d]: ../x.md\n";
        assert_eq!(links(false), new);
        assert_eq!(destination("照片 (1).jpg"), "照片%20%281%29.jpg");
    }

    #[test]
    fn keys_keep_their_place() {
        let text = "---\ntitle: 甲\naliases:\n- /a.html\n- /b.html\ndate: 2007-03-05\n---\n文";
        let yaml = 4..text.len() - 7;
        let key = text.find("aliases").unwrap()..text.find("\n- /a").unwrap();
        let new = with_key(text, &yaml, key.clone(), Some("aliases: [/c.html]"));
        assert_eq!(new, "---\ntitle: 甲\naliases: [/c.html]\ndate: 2007-03-05\n---\n文");
        assert_eq!(with_key(text, &yaml, key, None), "---\ntitle: 甲\ndate: 2007-03-05\n---\n文");
        let added = with_key("---\ntitle: 甲\n---\n", &(4..15), 0..0, Some("x: 1"));
        assert_eq!(added, "---\ntitle: 甲\nx: 1\n---\n");
        let listed = "contents: [a.md, 要闻, aa]";
        let names = [("a.md".to_owned(), "b.md".to_owned())];
        assert_eq!(renamed(listed, 0..listed.len(), &names), "contents: [b.md, 要闻, aa]");
    }
}
