//! Links and pictures whose form is nearly right, as people type them: blanks in the name of a file,
//! brackets and quotation marks of Chinese, the double brackets of wikis. Each becomes the form of
//! `CommonMark`, in as many bytes.

use std::ops::Range;
use std::sync::LazyLock;

use regex::{Captures, Regex};

/// `[text](name of a file.jpg)`, also with a title in Chinese quotation marks or a wide bracket at its
/// end. Brackets in the name come in pairs.
static BLANKS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r#"\]\((?P<name>[^()<>“”（）"'\n]*(?:\([^()<>\n]*\)[^()<>“”（）"'\n]*)*(?:（[^（）\n]*）[^()<>“”（）"'\n]*)*)"#,
        r#"(?P<title>[ 　]*“[^“”\n]*”[ 　]*|[ \t]+"[^"\n]*"[ \t]*|[ \t]+'[^'\n]*'[ \t]*)?(?P<end>\)|）)"#
    ))
    .expect("a tested pattern")
});

/// The end of a file's name.
static FILE: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"\.[A-Za-z0-9]{2,5}(?:[?#]\S*)?$").expect("a tested pattern"));

/// `[text]（file.csv）`
static WIDE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"\](?P<open>（)(?P<name>[^（）()\s]+\.[A-Za-z0-9]{2,5}|https?://[^（）()\s]+)(?P<end>）|\))")
        .expect("a tested pattern")
});

/// `![[picture.png]]`
static WIKI: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"!\[\[(?P<name>[^\[\]|\n]+\.[A-Za-z0-9]{2,5})\]\]").expect("a tested pattern")
});

/// A piece of a line and what stands in its place, as long as it is.
pub type Edit = (Range<usize>, String);

/// What is changed in a line; `blank` stands for a blank in a name until the parser has read it. Names with
/// blanks are left as they are where nothing can stand for one.
pub fn edits(line: &str, blank: Option<char>) -> Vec<Edit> {
    if !line.contains(']') {
        return Vec::new();
    }
    let code = code_spans(line);
    let is_code = |at: usize| code.iter().any(|span| span.contains(&at));
    let mut edits = Vec::new();
    for found in BLANKS.captures_iter(line) {
        edits.extend(blanks(&found, blank));
    }
    for found in WIDE.captures_iter(line) {
        let (open, end) = (group(&found, "open"), group(&found, "end"));
        edits.push((open, "(  ".to_owned()));
        if end.len() > 1 {
            edits.push((end, "  )".to_owned()));
        }
    }
    for found in WIKI.captures_iter(line) {
        let whole = group(&found, "name");
        let Some(name) = masked(&found["name"], blank) else { continue };
        edits.push((whole.start - 3..whole.end + 2, format!("![]({name})")));
    }
    edits.retain(|(range, _)| !is_code(range.start));
    edits.sort_by_key(|(range, _)| range.start);
    edits.dedup_by(|next, before| next.0.start < before.0.end);
    edits
}

/// A name with something else in place of its blanks; `None` where nothing can stand for one.
fn masked(name: &str, blank: Option<char>) -> Option<String> {
    let other = |c: char| if matches!(c, ' ' | '\t') { blank } else { Some(c) };
    name.chars().map(other).collect()
}

fn blanks(found: &Captures<'_>, blank: Option<char>) -> Vec<Edit> {
    let (name, end) = (group(found, "name"), group(found, "end"));
    let typed = &found["name"];
    let inner = typed.trim();
    let mut edits = Vec::new();
    let start = name.start + (typed.len() - typed.trim_start().len());
    // With blanks in it, only the name of a file: `c[x](x > 1)` is a formula.
    let has_blanks = inner.contains([' ', '\t']);
    // Nor is a note with an address in it: （参考: https://a.cn/b.html）.
    let is_name = FILE.is_match(inner) && !inner.contains("://");
    let is_link = !inner.is_empty() && !inner.contains(['"', '\'']) && (!has_blanks || is_name);
    if is_link && has_blanks {
        let Some(masked) = masked(inner, blank) else { return Vec::new() };
        edits.push((start..start + inner.len(), masked));
    }
    if let Some(title) = found.name("title").filter(|title| is_link && title.as_str().contains('“'))
    {
        let text = title.as_str().trim_matches([' ', '　']);
        let text = text.trim_start_matches('“').trim_end_matches('”');
        // A title of Markdown must not contain its own mark.
        if !text.contains('"') {
            let form = format!(" \"{text}\"");
            let rest = title.len().saturating_sub(form.len());
            edits.push((title.range(), format!("{form}{}", " ".repeat(rest))));
        }
    }
    if is_link && end.len() > 1 {
        edits.push((end, "  )".to_owned()));
    }
    edits
}

fn group(found: &Captures<'_>, name: &str) -> Range<usize> {
    found.name(name).expect("a group of the pattern").range()
}

/// The spans of code in a line (`CommonMark` 6.1), as far as they begin and end in it.
fn code_spans(line: &str) -> Vec<Range<usize>> {
    let mut runs: Vec<Range<usize>> = Vec::new();
    for (at, _) in line.match_indices('`') {
        match runs.last_mut() {
            Some(run) if run.end == at => run.end = at + 1,
            _ => runs.push(at..at + 1),
        }
    }
    let mut spans = Vec::new();
    let mut next = 0;
    while next < runs.len() {
        let open = runs[next].clone();
        match runs[next + 1..].iter().position(|run| run.len() == open.len()) {
            Some(more) => {
                spans.push(open.start..runs[next + 1 + more].end);
                next += more + 2;
            }
            None => next += 1,
        }
    }
    spans
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edited(line: &str) -> String {
        let mut out = line.to_owned();
        for (range, new) in edits(line, Some('\u{1}')).into_iter().rev() {
            assert_eq!(range.len(), new.len(), "{line}");
            out.replace_range(range, &new);
        }
        out
    }

    #[test]
    fn nearly_right_forms_become_right_ones() {
        for (line, expected) in [
            ("![照片](照片 (1).jpg)", "![照片](照片\u{1}(1).jpg)"),
            ("[全文](实施 方案.pdf)。", "[全文](实施\u{1}方案.pdf)。"),
            ("![图](pic.png）后", "![图](pic.png  )后"),
            ("[名单]（a.csv）后", "[名单](  a.csv  )后"),
            ("![图](pic.png “图1”)", "![图](pic.png  \"图1\"   )"),
            ("![图](图 1.png \"图2 合影\")", "![图](图\u{1}1.png \"图2 合影\")"),
            ("![[图 1.png]]", "![](图\u{1}1.png)"),
        ] {
            assert_eq!(edited(line), expected);
        }
        for line in [
            "[甲](a.md \"标题\")",
            "[甲](<a b.md>)",
            "`[甲](a b.md)`",
            "[注]（见附件）",
            "数组[1](甲)",
            "c[x](x \\ge 1)",
            "[注](参考: https://a.cn/b.html)",
            "[甲](a.md)和[乙](b.md)",
        ] {
            assert_eq!(edited(line), line);
        }
    }
}
