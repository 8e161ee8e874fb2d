//! Lines as people type them, made into lines that `CommonMark` takes the way they are meant.
//!
//! What is changed keeps its place: a line may lose blanks at its start, a line may come before it, and
//! a character inside it is replaced by one that is as long. So a place that the parser reports is found
//! again in the file, by [`Typed::starts`].

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::LazyLock;

use comrak::Node;
use regex::Regex;

use super::destinations;
use super::quiet::Quiet;
use crate::base::{Diagnostic, Rank, han};

/// A text, ready for the parser.
pub struct Typed<'a> {
    /// What the parser reads.
    pub text: Cow<'a, str>,
    /// For each of its lines, the byte of the original at which the line's first byte stands.
    pub starts: Vec<usize>,
    /// For each line, whether it was indented by blanks as wide as a character.
    pub indented: Vec<bool>,
    /// What is taken otherwise than typed, with its line, counted from 0.
    pub findings: Vec<(Diagnostic, usize)>,
    /// What stands for signs that are no markup; `None` when there are none.
    quiet: Option<Quiet>,
    /// Whether a blank in the name of a file is one of them.
    has_blanks: bool,
}

/// Blanks that indent a line in Chinese, as characters or as entities; more than one in a row.
static WIDE_BLANKS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"^(?:[ \t]|[\u{a0}\u{2000}-\u{200b}\u{202f}\u{205f}\u{3000}\u{feff}]|&(?:emsp|ensp|nbsp|thinsp|#160|#8194|#8195|#12288|#[xX](?:[aA]0|200[23]|3000));)+",
    )
    .expect("a tested pattern")
});

/// The mark of a footnote with a wide colon.
static WIDE_NOTE: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^ {0,3}\[\^[^\]\s]+\]：").expect("a tested pattern"));

/// The mark of a heading or of an item with a wide blank behind it, and a picture with a wide mark.
static WIDE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^ {0,3}(?:#{1,6}|[-+*]|[0-9]{1,9}[.)])(?P<blank>\u{3000})|(?P<mark>！)\[[^\[\]]*\]\([^()\n]+\.(?i:png|jpe?g|gif|webp|bmp|svg|avif)\)")
        .expect("a tested pattern")
});

/// A line below a text that makes it a heading.
static UNDERLINE: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^ {0,3}(?:-{2,}|={2,})[ \t]*$").expect("a tested pattern"));

/// The start of an item.
static ITEM: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^ {0,3}(?:[-+*]|[0-9]{1,9}[.)])[ \t]").expect("a tested pattern")
});

/// What stands before the text of a line, with the tabs behind it: marks of quotations and of items, also
/// as Word pastes them.
static MARK: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^[\s>]*(?:(?:[-+*•·●■◆\u{f0b7}]|[0-9]{1,9}[.)、]?|[（(]?[一二三四五六七八九十]{1,3}[）)、])[ \t]+)?")
        .expect("a tested pattern")
});

/// The longest line above an underline that may be a heading, in characters.
const LONGEST_HEADING: usize = 40;

impl<'a> Typed<'a> {
    /// Reads a text.
    pub fn of(text: &'a str) -> Self {
        let mut typed = Self {
            text: Cow::Borrowed(text),
            starts: Vec::new(),
            indented: Vec::new(),
            findings: Vec::new(),
            quiet: Quiet::of(text),
            has_blanks: false,
        };
        typed.settle_lines(text);
        match typed.quiet.and_then(|quiet| quiet.quieten(&typed.text)) {
            Some(text) => typed.text = Cow::Owned(text),
            None if !typed.has_blanks => typed.quiet = None,
            None => {}
        }
        typed
    }

    fn settle_lines(&mut self, original: &str) {
        let mut out: Option<String> = None;
        let mut at = 0;
        let mut fence = Fence::default();
        let mut before = Before::default();
        for line in original.split_inclusive('\n') {
            let start = at;
            at += line.len();
            let was_open = fence.open.is_some();
            let is_code = fence.reads(line);
            if !was_open && fence.open.is_some() {
                fence.line = self.starts.len();
            }
            let blanks = if is_code { 0 } else { wide_blanks(line) };
            let rest = &line[blanks..];
            if !is_code && self.parts(&before, rest) {
                let text = out.get_or_insert_with(|| original[..start].to_owned());
                text.push('\n');
                self.starts.push(start);
                self.indented.push(false);
                before = Before::default();
            }
            if blanks > 0 && out.is_none() {
                out = Some(original[..start].to_owned());
            }
            self.starts.push(start + blanks);
            self.indented.push(blanks > 0);
            if before.reads(rest, is_code) {
                // At the first of the two.
                self.findings.push((Diagnostic::warning("tabbed-lines"), self.starts.len() - 2));
            }
            match self.forms(rest).filter(|_| !is_code) {
                Some(better) => {
                    out.get_or_insert_with(|| original[..start].to_owned()).push_str(&better);
                }
                None => out.iter_mut().for_each(|text| text.push_str(rest)),
            }
        }
        if let Some((sign, _)) = fence.open {
            let finding = Diagnostic::warning("leftover-markup").wording("open");
            let sign = sign.to_string().repeat(3);
            self.findings.push((finding.with("sign", sign), fence.line));
        }
        if original.is_empty() || original.ends_with('\n') {
            self.starts.push(original.len());
            self.indented.push(false);
        }
        if let Some(text) = out {
            self.text = Cow::Owned(text);
        }
    }

    /// A line with links and notes in their right form, as long as it is; `None` when it has that form.
    fn forms(&mut self, line: &str) -> Option<String> {
        // One after the other: a search for several characters looks at each, and one for a character for its last byte.
        if !line.contains(']') && !line.contains("\u{3000}") {
            return None;
        }
        let mut edits = Vec::new();
        for wide in WIDE.captures_iter(line) {
            edits.extend(wide.name("blank").map(|blank| (blank.range(), "   ".to_owned())));
            edits.extend(wide.name("mark").map(|mark| (mark.range(), "  !".to_owned())));
        }
        if let Some(note) = WIDE_NOTE.find(line) {
            edits.push((note.end() - '：'.len_utf8()..note.end(), ":  ".to_owned()));
        }
        if !line.starts_with('\t') {
            let more = destinations::edits(line, self.quiet.and_then(Quiet::blank));
            self.has_blanks |= !more.is_empty();
            edits.extend(more);
        }
        let mut better = (!edits.is_empty()).then(|| line.to_owned())?;
        for (range, new) in edits.into_iter().rev() {
            better.replace_range(range, &new);
        }
        Some(better)
    }

    /// Whether an empty line belongs before a line.
    fn parts(&mut self, before: &Before, line: &str) -> bool {
        let line = line.trim_end();
        if before.is_sentence() && UNDERLINE.is_match(line) {
            self.findings.push((Diagnostic::warning("underlined-sentence"), self.starts.len()));
            return true;
        }
        // 二、 after an item of a list begins a part of the text, and is no more of the item.
        before.in_list
            && matches!(Rank::of(line), Some(Rank::First | Rank::Second))
            && !line.starts_with([' ', '\t'])
    }

    /// Puts signs that are no markup back into a parsed tree.
    pub fn restore(&self, root: Node<'_>) {
        if let Some(quiet) = self.quiet {
            quiet.restore(root);
        }
    }

    /// A piece of the parser's text with such signs put back.
    pub fn back(&self, text: &str) -> String {
        self.quiet.map_or_else(|| text.to_owned(), |quiet| quiet.back(text))
    }

    /// Takes blanks off the start of lines: for each, by its number counted from 0, how many bytes of them.
    pub fn dedent(&mut self, lines: &BTreeMap<usize, usize>) {
        let mut out = String::with_capacity(self.text.len());
        for (number, line) in self.text.split_inclusive('\n').enumerate() {
            let blanks = line.len() - line.trim_start_matches([' ', '\t']).len();
            let taken = lines.get(&number).map_or(0, |taken| *taken.min(&blanks));
            self.starts[number] += taken;
            self.indented[number] |= taken > 0;
            out.push_str(&line[taken..]);
        }
        self.text = Cow::Owned(out);
    }
}

/// How many bytes of blanks a line begins with, if one of them is as wide as a character.
fn wide_blanks(line: &str) -> usize {
    // Nearly every line begins with a word.
    let is_blank = |byte: &u8| matches!(byte, b' ' | b'\t' | b'&' | 0xc2 | 0xe2 | 0xe3 | 0xef);
    if !line.as_bytes().first().is_some_and(is_blank) {
        return 0;
    }
    let blanks = WIDE_BLANKS.find(line).map_or("", |found| found.as_str());
    let is_plain = blanks.bytes().all(|byte| matches!(byte, b' ' | b'\t'));
    // HTML and code that begin so are inside a paragraph, and do not begin a block.
    let is_inside = ["<", "```", "~~~"].iter().any(|start| line[blanks.len()..].starts_with(start));
    if is_plain || is_inside { 0 } else { blanks.len() }
}

/// Whether lines are inside fenced code, or `<pre>`.
#[derive(Default)]
struct Fence {
    /// The character and the length of the fence that is open.
    open: Option<(char, usize)>,
    in_pre: bool,
    /// The line of the fence that is open, counted from 0.
    line: usize,
}

impl Fence {
    /// Reads the next line. Answers whether it is code, a fence, or verbatim HTML.
    fn reads(&mut self, line: &str) -> bool {
        let text = line.trim_start_matches([' ', '\t', '>', '\u{3000}']);
        let text = text.strip_prefix(['-', '*', '+']).map_or(text, str::trim_start);
        let sign = text.chars().next().filter(|c| matches!(c, '`' | '~'));
        let length = sign.map_or(0, |sign| text.len() - text.trim_start_matches(sign).len());
        match (self.open, sign) {
            (Some((open, least)), _) => {
                let rest = text.get(length..).unwrap_or_default();
                if sign == Some(open) && length >= least && rest.trim().is_empty() {
                    self.open = None;
                }
                true
            }
            (None, Some(sign)) if length >= 3 && !(sign == '`' && text[length..].contains('`')) => {
                self.open = Some((sign, length));
                true
            }
            _ => {
                let was = self.in_pre;
                if text.starts_with("<pre") {
                    self.in_pre = true;
                }
                let is = was || self.in_pre;
                if self.in_pre && line.contains("</pre>") {
                    self.in_pre = false;
                }
                is
            }
        }
    }
}

fn is_item(line: &str) -> bool {
    let may_be = |byte: &u8| matches!(byte, b' ' | b'-' | b'+' | b'*' | b'0'..=b'9');
    line.as_bytes().first().is_some_and(may_be) && ITEM.is_match(line)
}

/// What the lines before a line are.
#[derive(Default)]
struct Before {
    /// Whether an item of a list goes on, without an empty line since.
    in_list: bool,
    /// Whether a block of HTML goes on, which an empty line would end.
    in_html: bool,
    /// How many lines in a row have tabs between their words.
    tabbed: usize,
    /// The paragraph's lines so far.
    lines: usize,
    /// Whether one of them ends a sentence, or is too long for a heading.
    has_sentence: bool,
}

impl Before {
    /// Reads the next line. Answers whether it is the second in a row with tabs between its words.
    fn reads(&mut self, line: &str, is_code: bool) -> bool {
        let text = line.trim();
        // Not in a list, whose items are lines already, and not the tab behind a number.
        let has_tab = !is_code && text.contains('\t') && !is_item(line) && {
            let item = MARK.find(line).map_or(text, |mark| line[mark.end()..].trim());
            item.contains('\t') && item.chars().any(han::is_han)
        };
        let tabbed = if has_tab { self.tabbed + 1 } else { 0 };
        self.read(line, text, is_code);
        self.tabbed = tabbed;
        tabbed == 2
    }

    fn read(&mut self, line: &str, text: &str, is_code: bool) {
        let in_html = !text.is_empty() && (self.in_html || text.starts_with('<'));
        if text.is_empty() || is_code || in_html || text.starts_with(['#', '|']) {
            *self = Self { in_html, ..Self::default() };
            return;
        }
        if is_item(line) {
            *self = Self { in_list: true, ..Self::default() };
            return;
        }
        if text.starts_with('>') {
            // A line below a quotation is no underline of it.
            *self = Self::default();
            return;
        }
        self.lines += 1;
        let marks = ['。', '！', '？', '；', '：', '，'];
        self.has_sentence |= text.ends_with(marks)
            || text.ends_with(['”', '）']) && text.contains('。')
            || (text.len() > LONGEST_HEADING
                && text.chars().nth(LONGEST_HEADING).is_some()
                && text.chars().any(han::is_han));
    }

    /// Whether the lines are a text and no heading.
    fn is_sentence(&self) -> bool {
        self.lines > 0 && self.has_sentence && !self.in_list
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(text: &str) -> String {
        Typed::of(text).text.into_owned()
    }

    #[test]
    fn wide_blanks_go_and_code_keeps_them() {
        for blank in ["　　", "\u{2003}", "&emsp;&emsp;", " &nbsp;&nbsp;", "\u{a0}\u{a0}", "\t　"]
        {
            for line in ["甲。", "一、乙", "- 丙", "## 丁"] {
                assert_eq!(typed(&format!("{blank}{line}\n")), format!("{line}\n"));
            }
        }
        for text in ["```\n　甲\n```\n", "<pre>\n　甲\n</pre>\n", "  甲\n", "甲　乙\n", "> 甲\n"]
        {
            assert_eq!(typed(text), text);
        }
    }

    #[test]
    fn every_line_knows_where_it_stands() {
        let text = "　　甲\n- 乙\n二、丙\n丁。\n---\n戊";
        let typed = Typed::of(text);
        assert_eq!(typed.text, "甲\n- 乙\n\n二、丙\n丁。\n\n---\n戊");
        assert_eq!(typed.starts.len(), typed.text.split('\n').count());
        for (line, start) in typed.text.split('\n').zip(&typed.starts) {
            assert!(text[*start..].starts_with(line), "{line}");
        }
        assert_eq!(typed.findings.len(), 1);
    }
}
