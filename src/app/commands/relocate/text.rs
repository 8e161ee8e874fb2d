//! Edits of a text: where links lead, and names in lists of its front matter. Everything else stays as it was typed.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::ops::Range;

use crate::content::IssueId;
use crate::content::yaml::mend::narrow;
use crate::content::yaml::value::{SEPARATORS, quoted, split_comment};

/// An issue that a document names: a publication, and the number.
pub type Stands = (Option<String>, Option<IssueId>);

/// What ends a destination in Markdown or in HTML, or means something else there.
const SPECIAL: &str = " %#?<>\\`";

/// A relative path as the destination of a link.
pub fn destination(path: &str) -> String {
    let has_pairs = path.matches('(').count() == path.matches(')').count();
    let mut out = String::with_capacity(path.len());
    for (at, c) in path.char_indices() {
        let is_entity =
            c == '&' && path[at + 1..].starts_with(|c: char| c.is_ascii_alphabetic() || c == '#');
        let is_special = SPECIAL.contains(c) || matches!(c, '(' | ')') && !has_pairs || is_entity;
        if c.is_ascii_control() || is_special {
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
            let link = text.get(range.clone()).unwrap_or_default().to_lowercase();
            let is_its = |at: &Range<usize>| {
                definition(text, at.start).is_some_and(|label| link.contains(&label.to_lowercase()))
            };
            anywhere.into_iter().filter(is_its).collect()
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

/// Writes other names in place of some in a list, which stands in `block`.
pub fn renamed(text: &str, block: Range<usize>, names: &[(String, String)]) -> String {
    let mut edits = Edits::default();
    for (old, new) in names {
        for at in occurrences(text, block.clone(), old, BEFORE_NAME, AFTER_NAME) {
            // A title beside a name is text.
            let before = text[..at.start].trim_end_matches([' ', '"', '\'']);
            if !is_comment(text, at.start) && !before.ends_with("title:") {
                edits.replace(at, new);
            }
        }
    }
    edits.apply(text)
}

/// Writes other issues in place of some in `issue:`, whose value stands in `block`. Issues without a publication are of
/// `usual`. `None` when one that shall leave the list cannot.
pub fn with_issues(
    text: &str,
    block: Range<usize>,
    issues: &[(Stands, Option<String>)],
    usual: Option<&str>,
) -> Option<String> {
    let mut edits = Edits::default();
    let mut gone = Vec::new();
    for at in tokens(text, block.clone()) {
        let typed = &text[at.clone()];
        let (publication, id) = match typed.split_once(['/', '／']) {
            Some((publication, id)) => (Some(publication.trim()), id.trim()),
            None => (usual, typed),
        };
        let Some(id) = IssueId::parse(&narrow(id)) else { continue };
        let stands = (publication.map(str::to_owned), Some(id));
        match issues.iter().find(|(old, _)| *old == stands) {
            Some((_, Some(new))) => edits.replace(at, new),
            Some((_, None)) => gone.push(typed.to_owned()),
            None => {}
        }
    }
    let mut new = edits.apply(text);
    for typed in gone {
        let end = block.end + new.len() - text.len();
        new = without(&new, block.start..end, &typed)?;
    }
    Some(new)
}

/// A list of the front matter without one of its names and with another; `block` is empty where the key is not there
/// yet, and then says where it goes. `None` when it is not plain how.
pub fn with_list(
    text: &str,
    key: &str,
    block: Range<usize>,
    (gone, added): (Option<&str>, Option<&str>),
) -> Option<String> {
    if block.is_empty() {
        let end = if text[..block.start].contains("\r\n") { "\r\n" } else { "\n" };
        let line = added.map(|name| format!("{key}: [{}]{end}", quoted(name))).unwrap_or_default();
        return Some(format!("{}{line}{}", &text[..block.start], &text[block.start..]));
    }
    let mut new = text.to_owned();
    // First what is added: a list that loses its last name is no list.
    if let Some(name) = added {
        new = with(&new, block.clone(), &quoted(name))?;
    }
    if let Some(name) = gone {
        let end = block.end + new.len() - text.len();
        new = without(&new, block.start..end, name)?;
    }
    Some(new)
}

/// A list with one more name.
fn with(text: &str, block: Range<usize>, name: &str) -> Option<String> {
    let lines = lines(text, block.clone());
    let insert = |at: usize, what: &str| Some(format!("{}{what}{}", &text[..at], &text[at..]));
    if let Some(close) = text[block.clone()].rfind(']').map(|at| block.start + at)
        && !is_comment(text, close)
    {
        let inner = text[..close].trim_end();
        let mark = if inner.ends_with(['[', ',']) { "" } else { ", " };
        return insert(inner.len(), &format!("{mark}{name}"));
    }
    let mut items =
        lines.iter().skip(1).filter(|at| text[(*at).clone()].trim_start().starts_with('-'));
    if let Some(last) = items.next_back() {
        let line = &text[last.clone()];
        let indent = &line[..line.len() - line.trim_start().len()];
        let end = if line.ends_with("\r\n") { "\r\n" } else { "\n" };
        return insert(last.end, &format!("{indent}- {name}{end}"));
    }
    let first = lines.first()?;
    let line = text[first.clone()].trim_end();
    let (at, colon) = line.char_indices().find(|(_, c)| matches!(c, ':' | '：'))?;
    let behind = &line[at + colon.len_utf8()..];
    let typed = behind.trim_start();
    let start = first.start + line.len() - typed.len();
    if typed.is_empty() || typed.starts_with('#') {
        let start = first.start + line.len() - behind.len();
        return insert(start, &format!(" [{name}]"));
    }
    let (value, _) = split_comment(typed);
    let end = start + value.len();
    if value.contains(SEPARATORS) || value.contains(',') {
        return insert(end, &format!("、{name}"));
    }
    Some(format!("{}[{value}, {name}]{}", &text[..start], &text[end..]))
}

/// A list without one of its names, or a text without the list if it was the only one.
fn without(text: &str, block: Range<usize>, name: &str) -> Option<String> {
    let at = occurrences(text, block.clone(), name, BEFORE_NAME, AFTER_NAME);
    let at = at.into_iter().find(|at| !is_comment(text, at.start))?;
    let cut = |range: Range<usize>| Some(format!("{}{}", &text[..range.start], &text[range.end..]));
    let own = lines(text, block.clone()).into_iter().find(|line| line.contains(&at.start))?;
    let is_item = text[own.clone()].trim_start().starts_with('-');
    let quotes = |range: Range<usize>| {
        let is_quoted = text[..range.start].ends_with(['"', '\''])
            && text[range.end..].starts_with(['"', '\'']);
        if is_quoted { range.start - 1..range.end + 1 } else { range }
    };
    let at = quotes(at);
    let marks = [',', '，', '、', ';', '；'];
    let behind = text[at.end..block.end].trim_start_matches([' ', '\t']);
    let before = text[block.start..at.start].trim_end_matches([' ', '\t']);
    // A comment stays, as a line of its own.
    let lone = |range: Range<usize>| {
        let comments = lines(text, range.clone()).into_iter().filter_map(|line| {
            let line = &text[line];
            let (_, comment) = line.split_once(" #")?;
            Some(format!("#{comment}"))
        });
        let comments: String = comments.collect();
        Some(format!("{}{comments}{}", &text[..range.start], &text[range.end..]))
    };
    if tokens(text, block.clone()).len() == 1 {
        return lone(block);
    }
    if is_item {
        return lone(own);
    }
    if let Some(mark) = behind.chars().next().filter(|c| marks.contains(c)) {
        let rest = behind[mark.len_utf8()..].trim_start_matches([' ', '\t']);
        return cut(at.start..block.end - rest.len());
    }
    let mark = before.chars().next_back().filter(|c| marks.contains(c))?;
    cut(block.start + before.len() - mark.len_utf8()..at.end)
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
const BEFORE_NAME: &[char] =
    &['[', '【', '"', '\'', ',', '，', '、', ';', '；', '{', ':', '：', ' ', '\t', '\n'];
const AFTER_NAME: &[char] =
    &[']', '】', '"', '\'', ',', '，', '、', ';', '；', '}', ' ', '\t', '\r', '\n'];

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

/// The lines of a part of a text, with their ends.
fn lines(text: &str, range: Range<usize>) -> Vec<Range<usize>> {
    let mut start = range.start;
    let line = |line: &str| {
        start += line.len();
        start - line.len()..start
    };
    text[range].split_inclusive('\n').map(line).collect()
}

/// The names in a list, without its key and its comments.
fn tokens(text: &str, block: Range<usize>) -> Vec<Range<usize>> {
    let value = text[block.clone()].find([':', '：']).unwrap_or_default();
    let mut all = Vec::new();
    let mut start = None;
    let is_mark = |c: char| AFTER_NAME.contains(&c) || BEFORE_NAME.contains(&c) || c == '-';
    for (at, c) in text[block.clone()].char_indices().filter(|(at, _)| *at > value) {
        let at = block.start + at;
        // A dash is one only before a name.
        let is_end = is_mark(c) && !(c == '-' && start.is_some());
        match (start, is_end) {
            (None, false) if !is_comment(text, at) => start = Some(at),
            (Some(from), true) => {
                all.push(from..at);
                start = None;
            }
            _ => {}
        }
    }
    all.extend(start.map(|from| from..block.end));
    all
}

/// Whether a place is in a comment of YAML.
fn is_comment(text: &str, at: usize) -> bool {
    let line = &text[text[..at].rfind('\n').map_or(0, |end| end + 1)..at];
    let line =
        text[at..].chars().next().map_or(line, |c| &text[at - line.len()..at + c.len_utf8()]);
    line.trim_start().starts_with('#') || line.contains(" #") || line.contains("\t#")
}

/// The label, in its brackets, if what begins at `at` is the destination in a line such as `[name]: a.md`, which may be
/// broken behind the colon.
fn definition(text: &str, at: usize) -> Option<&str> {
    let before = text[..at].trim_end_matches('<').trim_end();
    let line = &before[before.rfind('\n').map_or(0, |end| end + 1)..];
    let label = line.trim_start_matches([' ', '\t', '>']).strip_suffix(':')?;
    (label.starts_with('[') && label.ends_with(']')).then_some(label)
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
        for (start, (end, new)) in self.0 {
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
        assert_eq!(destination("照片 (1)&b.jpg"), "照片%20(1)%26b.jpg");
        assert_eq!(destination("a(1.md"), "a%281.md");
    }

    #[test]
    fn lists_keep_their_form_and_their_comments() {
        let edit = |list: &str, gone: Option<&str>, added: Option<&str>| {
            let text = format!("title: 甲\n{list}date: 1\n");
            let block = 11..11 + list.len();
            let new = with_list(&text, "aliases", block, (gone, added))?;
            Some(new[11..new.len() - 8].to_owned())
        };
        for (old, gone, added, new) in [
            ("", None, Some("/b"), "aliases: [/b]\n"),
            ("aliases: /a # 旧\n", None, Some("/b"), "aliases: [/a, /b] # 旧\n"),
            ("aliases: [/a] # 旧\n", None, Some("/b"), "aliases: [/a, /b] # 旧\n"),
            ("aliases:\n  - /a # 旧\n", None, Some("/b"), "aliases:\n  - /a # 旧\n  - /b\n"),
            ("aliases: [/a, /b, /c]\n", Some("/b"), None, "aliases: [/a, /c]\n"),
            ("aliases: [/a, /b]\n", Some("/b"), Some("/c"), "aliases: [/a, /c]\n"),
            ("aliases:\n- /a\n- /b\n", Some("/b"), None, "aliases:\n- /a\n"),
            ("aliases: [/a]\n", Some("/a"), None, ""),
        ] {
            assert_eq!(edit(old, gone, added).as_deref(), Some(new), "{old}");
        }
        assert_eq!(edit("aliases: /a # 旧\n", Some("/a"), None).as_deref(), Some("# 旧\n"));
        assert_eq!(edit("aliases:\n", None, Some("/b")).as_deref(), Some("aliases: [/b]\n"));
        assert_eq!(edit("aliases：/a\n", None, Some("/b")).as_deref(), Some("aliases：[/a, /b]\n"));
    }

    #[test]
    fn issues_are_replaced_as_they_were_typed() {
        let id = |text: &str| (Some("kx".to_owned()), IssueId::parse(text));
        let edit = |text: &str, issues: &[(Stands, Option<String>)]| {
            with_issues(text, 0..text.len(), issues, Some("kx")).unwrap()
        };
        let to = [(id("2026-03"), Some("2026-04".to_owned()))];
        assert_eq!(
            edit("期号：2026-3、2026-5 # 2026-3\n", &to),
            "期号：2026-04、2026-5 # 2026-3\n"
        );
        assert_eq!(
            edit("issue:\n- kx/2026-03\n- nc/2026-03\n", &to),
            "issue:\n- 2026-04\n- nc/2026-03\n"
        );
        assert_eq!(
            edit("issue: [2026-03, 2026-05]\n", &[(id("2026-03"), None)]),
            "issue: [2026-05]\n"
        );
        let named = [("a.md".to_owned(), "b.md".to_owned())];
        let listed = "contents: [a.md, 要闻, aa] # a.md";
        assert_eq!(renamed(listed, 0..listed.len(), &named), "contents: [b.md, 要闻, aa] # a.md");
    }
}
