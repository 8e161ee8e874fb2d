//! Turns what office staff type into valid YAML: where the meaning is plain, it is read that way,
//! with a warning.
//!
//! Lines at the margin with a known key are mended, and only where one reading makes sense:
//! `标题：[通知] 培训` can mean nothing but a title. Of an unknown key only the colon is mended, of
//! an indented line only its tabs. A text key's value on one line is text, whatever signs of YAML
//! it begins with. Anchors, aliases and tags are refused: nobody who sends an article means one,
//! and they could expand to anything.

use std::ops::Range;

use super::keys::{Key, Kind};
use super::value::{is_block, is_quoted, listed, mapped, quoted, sign_of, split_comment};
use crate::base::{Diagnostic, SourcePath, Span};

/// YAML that can be parsed, each line where it stood.
#[derive(Debug, Default)]
pub struct Mended {
    /// The mended YAML.
    pub yaml: String,
    /// The keys at the margin, and where they stand in the text as typed.
    pub lines: Vec<Line>,
    /// A warning for each mended line, and for each text that is cut by a comment.
    pub findings: Vec<Diagnostic>,
    /// Each mended line, in bytes of the text as typed, and the line that replaces it.
    pub edits: Vec<(Range<usize>, String)>,
}

/// A key at the margin.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The key's English name, or an unknown key as typed.
    pub key: String,
    /// The kind of its value.
    pub kind: Kind,
    /// Where the value behind the colon stands, in bytes of the text as typed.
    pub value: Range<usize>,
    /// Where its line stands, without the line end, in bytes of the text as typed.
    pub range: Range<usize>,
}

/// Mends `yaml`, which stands `offset` bytes into `file`.
///
/// # Errors
/// Findings for all keys that are written twice, and for all anchors, aliases and tags.
pub fn mend(
    file: &SourcePath,
    yaml: &str,
    offset: usize,
    keys: &[Key],
) -> Result<Mended, Vec<Diagnostic>> {
    let mut mended = Mended { yaml: String::with_capacity(yaml.len() + 16), ..Mended::default() };
    let mut refused = Vec::new();
    // Whether indented lines belong to the key above them.
    let mut is_open = false;
    let mut start = 0;
    let mut lines = yaml.split_inclusive('\n').peekable();
    while let Some(whole) = lines.next() {
        let typed = whole.trim_end();
        let range = start..start + typed.len();
        start += whole.len();
        let place = || Span::new(file, range.start + offset..range.end + offset);
        let is_continued = lines.peek().is_some_and(|next| is_continuation(next, keys));
        let (written, is_loose) = match head(typed, keys, is_open) {
            Some(head) => {
                is_open = head.is_open();
                if let Some(first) = mended.lines.iter().find(|line| line.key == head.name) {
                    let first =
                        Span::new(file, first.range.start + offset..first.range.end + offset);
                    let finding = Diagnostic::error("duplicate-key").with("key", &head.name);
                    refused.push(finding.at(place()).related(first, "first"));
                }
                let value = range.start + head.at;
                let line = Line {
                    key: head.name.clone(),
                    kind: head.kind,
                    value: value..value + head.value.len(),
                    range: range.clone(),
                };
                mended.lines.push(line);
                let is_text = head.is_text(is_continued);
                if is_text && head.is_cut() {
                    let finding = Diagnostic::warning("value-is-comment").wording("cut");
                    let finding = finding.with("key", &head.name).with("value", head.value);
                    mended.findings.push(finding.at(place()));
                }
                let sign = if is_text { None } else { sign_of(head.value) };
                refused.extend(sign.map(|sign| indirect(sign, place())));
                head.written(typed, is_text)
            }
            None => {
                is_open |= !typed.starts_with([' ', '\t', '#']) && !typed.is_empty();
                refused.extend(sign_of(typed).map(|sign| indirect(sign, place())));
                let written = untabbed(typed);
                let written = mapped(&written).unwrap_or(written);
                let is_loose = written != typed;
                (written, is_loose)
            }
        };
        if is_loose {
            let finding = Diagnostic::warning("loose-front-matter").with("line", written.trim());
            mended.findings.push(finding.at(place()));
            mended.edits.push((range.clone(), written.clone()));
        }
        mended.yaml.push_str(&written);
        mended.yaml.push('\n');
    }
    if refused.is_empty() { Ok(mended) } else { Err(refused) }
}

fn indirect(sign: char, at: Span) -> Diagnostic {
    Diagnostic::error("yaml-indirection").with("sign", sign).at(at)
}

/// A line with a key at the margin.
struct Head<'a> {
    name: String,
    kind: Kind,
    value: &'a str,
    /// Where the value begins in the line.
    at: usize,
}

/// Reads a line as `key: value`, in any form that can mean nothing else.
fn head<'a>(typed: &'a str, keys: &[Key], is_open: bool) -> Option<Head<'a>> {
    let line = typed.trim_start_matches(is_blank);
    let is_indented = line.len() < typed.len();
    if line.is_empty() || (is_indented && is_open) {
        return None;
    }
    let (name, value) = line.split_once(is_colon)?;
    let name = name.trim_end_matches(is_blank);
    let value = value.trim_start_matches(is_blank);
    let at = typed.len() - value.len();
    let value = value.trim_end_matches(is_blank);
    if let Some(key) = find(name, keys) {
        return Some(Head { name: key.name.to_owned(), kind: key.kind, value, at });
    }
    // An unknown key: the kind of its value is not known, so only its colon is mended.
    let is_word = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-');
    let is_name = !name.is_empty() && name.chars().count() <= 12 && name.chars().all(is_word);
    let is_plain = line[name.len()..].starts_with(':');
    (is_name && !is_indented && !name.starts_with('-') && !is_plain).then(|| Head {
        name: name.to_owned(),
        kind: Kind::Text,
        value,
        at,
    })
}

/// The name of the known key that a line begins with; `None` when it begins with none.
pub fn key<'a>(line: &str, keys: &'a [Key]) -> Option<&'a str> {
    let (name, _) = line.trim_matches(is_blank).split_once(is_colon)?;
    find(name.trim_end_matches(is_blank), keys).map(|key| key.name)
}

fn find<'a>(name: &str, keys: &'a [Key]) -> Option<&'a Key> {
    keys.iter().find(|key| key.name.eq_ignore_ascii_case(name) || key.chinese.contains(&name))
}

/// Whether a line continues the value above it, as YAML allows.
fn is_continuation(line: &str, keys: &[Key]) -> bool {
    line.starts_with([' ', '\t'])
        && !line.trim().is_empty()
        && head(line.trim_end(), keys, false).is_none()
}

impl Head<'_> {
    /// Whether the indented lines below belong to this key.
    fn is_open(&self) -> bool {
        let is_comment = self.value == "#" || self.value.starts_with("# ");
        self.kind == Kind::Nested || self.value.is_empty() || is_comment || is_block(self.value)
    }

    /// Whether the value is text exactly as typed, whatever YAML would make of it.
    fn is_text(&self, is_continued: bool) -> bool {
        let is_listed = self.kind == Kind::Names && self.value.starts_with(['[', '【', '［']);
        !matches!(self.kind, Kind::Nested)
            && !is_listed
            && !is_continued
            && !self.is_open()
            && !is_quoted(self.value)
    }

    /// Whether a comment cuts off part of a text and is no instruction to this program.
    fn is_cut(&self) -> bool {
        let (_, comment) = split_comment(self.value);
        self.kind == Kind::Text && !comment.is_empty() && !comment.contains("check:")
    }

    /// The line as YAML, and whether it differs from `typed`.
    fn written(&self, typed: &str, is_text: bool) -> (String, bool) {
        let Self { name, value, .. } = self;
        let behind = typed.strip_prefix(name.as_str()).and_then(|rest| rest.strip_prefix(':'));
        let is_strict = behind.is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\t']));
        if value.is_empty() {
            return (format!("{name}:"), !is_strict);
        }
        if !is_text {
            let list = listed(value).filter(|_| self.kind == Kind::Names);
            return match list.or_else(|| mapped(value)) {
                Some(list) => (format!("{name}: {list}"), true),
                None => (format!("{name}: {value}"), !is_strict),
            };
        }
        let (text, comment) = split_comment(value);
        let folded = match self.kind {
            Kind::Number | Kind::Flag | Kind::Date => narrow(text),
            _ => text.to_owned(),
        };
        let written = quoted(&folded);
        let is_loose = !is_strict || written != text;
        (format!("{name}: {written}{comment}"), is_loose)
    }
}

/// Replaces each tab at the start of a line, which YAML forbids, by two spaces.
fn untabbed(line: &str) -> String {
    let rest = line.trim_start_matches([' ', '\t']);
    let indent = &line[..line.len() - rest.len()];
    format!("{}{rest}", indent.replace('\t', "  "))
}

/// Turns full-width digits and signs of numbers into ASCII: `２００７－０３` → 2007-03
pub fn narrow(text: &str) -> String {
    let narrow = |c: char| match c {
        '０'..='９' | '－' | '．' | '／' | '：' => {
            char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c)
        }
        '　' => ' ',
        c => c,
    };
    text.chars().map(narrow).collect()
}

/// Whether a character is a blank of any kind, also one without width.
pub fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{feff}' | '\u{200b}')
}

/// Whether a character leaves a page white: a blank, joiner, mark of direction or filler.
pub fn is_unseen(c: char) -> bool {
    is_blank(c)
        || matches!(c, '\u{ad}' | '\u{200c}'..='\u{200f}' | '\u{202a}'..='\u{202e}')
        || matches!(c, '\u{2060}'..='\u{2064}' | '\u{115f}' | '\u{1160}' | '\u{3164}' | '\u{ffa0}')
}

/// Whether a character is a colon of Latin or Chinese text.
pub fn is_colon(c: char) -> bool {
    matches!(c, ':' | '：' | '︰' | '∶' | '﹕')
}

#[cfg(test)]
mod tests {
    use super::super::keys::ARTICLE;
    use super::*;

    fn mended(yaml: &str) -> Result<Mended, Vec<Diagnostic>> {
        mend(&SourcePath::new("a.md").unwrap(), yaml, 0, ARTICLE)
    }

    fn written(yaml: &str) -> String {
        mended(yaml).unwrap().yaml
    }

    #[test]
    fn colons_blanks_and_names_of_keys_are_mended() {
        assert_eq!(written("title：甲"), "title: 甲\n");
        assert_eq!(
            written("标题 ：　甲\n日期:２００７年３月５日"),
            "title: 甲\ndate: 2007年3月5日\n"
        );
        assert_eq!(written("Title:甲\n\t date: 2007-03-05"), "title: 甲\ndate: 2007-03-05\n");
        assert_eq!(written("备注：甲"), "备注: 甲\n");
        assert_eq!(
            written("attachments:\n\t- file: a.csv\n\t  title: 表"),
            "attachments:\n  - file: a.csv\n    title: 表\n"
        );
    }

    #[test]
    fn a_title_is_what_is_typed() {
        for title in [
            "[通知] 培训",
            "[通知]",
            "@市科技局",
            "*重要* 通知",
            "&",
            "!紧急",
            "%5",
            "#1 通知",
            "关于: 培训",
            "通知:",
            "甲 #1 井",
            "{甲}",
            "`甲`",
            "\"甲\" 乙",
            "- 甲",
            "C:\\图",
        ] {
            let mended = mended(&format!("title: {title}\ndate: 2007-03-05\n")).unwrap();
            let value: serde_yaml::Value = serde_yaml::from_str(&mended.yaml).unwrap();
            assert_eq!(value["title"].as_str(), Some(title), "{}", mended.yaml);
            assert_eq!(mended.findings.len(), usize::from(title != "C:\\图"), "{title}");
        }
    }

    #[test]
    fn what_yaml_means_is_left_to_it() {
        for yaml in [
            "title: \"甲: 乙\"",
            "title: '甲''乙' # 注",
            "tags: [甲, 乙]",
            "summary: |\n  甲: 乙\n  [丙]",
            "summary: 甲\n  乙",
            "extra:\n  title: 甲\n  a: 1",
            "other: 甲\n",
            "title:",
            "title: # 注",
        ] {
            let mended = mended(yaml).unwrap();
            assert_eq!(mended.yaml.trim_end(), yaml.trim_end());
            assert!(mended.findings.is_empty(), "{yaml}");
        }
    }

    #[test]
    fn a_list_may_have_chinese_marks() {
        assert_eq!(written("tags: [甲，乙、丙]"), "tags: [甲, 乙, 丙]\n");
        assert_eq!(written("标签：【甲】"), "tags: [甲]\n");
        assert_eq!(written("tags: [\"甲、乙\"]"), "tags: [\"甲、乙\"]\n");
    }

    #[test]
    fn a_mapping_on_one_line_may_have_chinese_marks() {
        assert_eq!(
            written("corrections:\n  - {date: 2026-02-03，text：应为102人，不是108人}\n"),
            "corrections:\n  - {date: 2026-02-03, text: 应为102人，不是108人}\n"
        );
        assert_eq!(
            written("withdrawn: ｛date：2026-02-03， reason：不实｝"),
            "withdrawn: {date: 2026-02-03, reason: 不实}\n"
        );
        for meant in [
            "extra: {a: 甲，b, c: 乙}",
            "corrections:\n  - {date: 2026-02-03, text: \"甲，text: 乙\"}",
        ] {
            assert_eq!(written(meant).trim_end(), meant);
        }
    }

    #[test]
    fn words_left_out_as_a_comment_are_named() {
        let cut = |yaml| mended(yaml).unwrap().findings.first().map(|finding| finding.wording);
        assert_eq!(cut("title: C # 语言"), Some("cut"));
        assert_eq!(cut("title: 甲 # check: allow title-too-long 原题"), None);
        assert_eq!(cut("date: 2007-03-05 # 农历"), None);
    }

    #[test]
    fn what_expands_is_refused_and_every_repeated_key_named() {
        for yaml in [
            "extra: &a 甲",
            "tags: [*a, 乙]",
            "other: !!binary 甲",
            "extra:\n  - *a",
            "extra:\n  <<: *a",
            "extra: {a: &x 甲, b: 乙}",
            "extra: {a: 甲, b: *x}",
        ] {
            assert_eq!(mended(yaml).unwrap_err()[0].code, "yaml-indirection", "{yaml}");
        }
        assert!(mended("other: 甲 & 乙").is_ok());
        assert!(mended("tags: [\"甲 \\\", &乙\", '丙, *丁']").is_ok());
        let twice = mended("title: 甲\n标题: 乙\ndate: 1\ndate: 2").unwrap_err();
        assert_eq!(
            twice.iter().map(|finding| finding.code).collect::<Vec<_>>(),
            ["duplicate-key"; 2]
        );
    }
}
