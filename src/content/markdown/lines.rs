//! Lines as people type them, made into lines that `CommonMark` takes the way they are meant.
//!
//! What is changed keeps its place: a line may lose blanks at its start, a line may come before it, and
//! a character inside it is replaced by one that is as long. So a place that the parser reports is found
//! again in the file, by [`Typed::starts`].

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::LazyLock;

use comrak::Node;
use comrak::nodes::NodeValue;
use regex::Regex;

use super::destinations;
use super::prose::Rank;
use super::raw_html;
use crate::base::{Diagnostic, han};

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
    /// The characters that stand for `~`, `*`, `<` and blanks where these are no markup.
    quiet: Option<[char; 4]>,
}

/// Blanks that indent a line in Chinese, as characters or as entities; more than one in a row.
static WIDE_BLANKS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"^(?:[ \t]|[\u{a0}\u{2000}-\u{200b}\u{202f}\u{205f}\u{3000}\u{feff}]|&(?:emsp|ensp|nbsp|thinsp|#160|#8194|#8195|#12288|#[xX](?:[aA]0|200[23]|3000));)+",
    )
    .expect("a tested pattern")
});

/// A sign between two measures: `3*4米`, `长3米*宽4米`.
static TIMES: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"[0-9０-９][\p{Han}A-Za-z]{0,2}(\*)[\p{Han}A-Za-z]{0,2}[0-9０-９]")
        .expect("a tested pattern")
});

/// One `~` alone, and not escaped.
static RANGE: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?:^|[^~\\])(~)(?:[^~]|$)").expect("a tested pattern"));

/// The mark of a footnote with a wide colon.
static WIDE_NOTE: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^ {0,3}\[\^[^\]\s]+\]：").expect("a tested pattern"));

/// A line below a text that makes it a heading.
static UNDERLINE: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^ {0,3}(?:-{2,}|={2,})[ \t]*$").expect("a tested pattern"));

/// The start of an item.
static ITEM: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^ {0,3}(?:[-+*]|[0-9]{1,9}[.)])[ \t]").expect("a tested pattern")
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
            quiet: quiet(text),
        };
        typed.settle_lines(text);
        typed.quieten();
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
            let is_code = fence.reads(line);
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
            before.reads(rest, is_code);
            match self.forms(rest).filter(|_| !is_code) {
                Some(better) => {
                    out.get_or_insert_with(|| original[..start].to_owned()).push_str(&better)
                }
                None => out.iter_mut().for_each(|text| text.push_str(rest)),
            }
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
    fn forms(&self, line: &str) -> Option<String> {
        let mut edits = Vec::new();
        if let Some(note) = WIDE_NOTE.find(line) {
            edits.push((note.end() - '：'.len_utf8()..note.end(), ":  ".to_owned()));
        }
        if let (Some([.., blank]), false) = (self.quiet, line.starts_with(['\t'])) {
            edits.extend(destinations::edits(line, blank));
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

    /// Replaces `~`, `*` and `<` that are no markup: in a range, in a product, in the name of a tag. The
    /// parser would read each as the start of a markup.
    fn quieten(&mut self) {
        let ranges = signs(&RANGE, &self.text);
        let times = signs(&TIMES, &self.text);
        let tags =
            if self.text.contains('<') { raw_html::named_tags(&self.text) } else { Vec::new() };
        let Some([tilde, star, less, _]) = self.quiet else { return };
        if ranges.is_empty() && times.is_empty() && tags.is_empty() {
            return;
        }
        let mut text = std::mem::take(&mut self.text).into_owned().into_bytes();
        for at in ranges {
            text[at] = tilde as u8;
        }
        for at in times {
            text[at] = star as u8;
        }
        for at in tags {
            text[at] = less as u8;
        }
        self.text = Cow::Owned(String::from_utf8(text).expect("one byte of ASCII for another"));
    }

    /// Puts `~`, `*` and `<` back into a parsed tree.
    pub fn restore(&self, root: Node<'_>) {
        let Some(quiet) = self.quiet else { return };
        let back = |text: &str| self.back(text);
        let is_quiet = |text: &str| text.contains(quiet);
        for node in root.descendants() {
            match &mut node.data_mut().value {
                NodeValue::Text(text) if is_quiet(text) => *text = back(text).into(),
                NodeValue::Code(code) => code.literal = back(&code.literal),
                NodeValue::CodeBlock(block) => {
                    block.info = back(&block.info);
                    block.literal = back(&block.literal);
                }
                NodeValue::HtmlBlock(block) => block.literal = back(&block.literal),
                NodeValue::HtmlInline(html) => *html = back(html),
                NodeValue::Link(link) | NodeValue::Image(link) => {
                    link.url = back(&link.url);
                    link.title = back(&link.title);
                }
                NodeValue::FootnoteDefinition(note) => note.name = back(&note.name),
                NodeValue::FootnoteReference(note) => note.name = back(&note.name),
                _ => {}
            }
        }
    }

    /// A piece of the parser's text with `~`, `*`, `<` and blanks put back.
    pub fn back(&self, text: &str) -> String {
        let Some([tilde, star, less, blank]) = self.quiet else { return text.to_owned() };
        let text = text.replace(tilde, "~").replace(star, "*");
        text.replace(less, "<").replace(blank, " ")
    }

    /// Takes blanks off the start of lines: for each, by its number counted from 0, how many are kept.
    pub fn dedent(&mut self, lines: &BTreeMap<usize, usize>) {
        let mut out = String::with_capacity(self.text.len());
        for (number, line) in self.text.split_inclusive('\n').enumerate() {
            let blanks = line.len() - line.trim_start_matches([' ', '\t']).len();
            let kept = lines.get(&number).map_or(blanks, |kept| *kept.min(&blanks));
            self.starts[number] += blanks - kept;
            self.indented[number] |= kept < blanks;
            out.push_str(&line[blanks - kept..]);
        }
        self.text = Cow::Owned(out);
    }
}

/// Characters of one byte that a text does not have, to stand for `~`, `*`, `<` and a blank. `None` when
/// it might have any, by its number.
fn quiet(text: &str) -> Option<[char; 4]> {
    let is_free = |c: &char| !text.contains(*c);
    let mut controls = ('\u{1}'..='\u{8}').filter(is_free);
    // No control character is allowed in the destination of a link.
    let letter = ('A'..='Z').rev().find(is_free)?;
    let three = (controls.next()?, controls.next()?, controls.next()?);
    (!text.contains("&#")).then_some([three.0, three.1, three.2, letter])
}

/// Where the signs stand that a pattern finds as its first group. What follows one may come before the
/// next.
fn signs(pattern: &Regex, text: &str) -> Vec<usize> {
    let mut all = Vec::new();
    let mut from = 0;
    while let Some(sign) = pattern.captures_at(text, from).and_then(|found| found.get(1)) {
        all.push(sign.start());
        from = sign.end();
    }
    all
}

/// How many bytes of blanks a line begins with, if one of them is as wide as a character.
fn wide_blanks(line: &str) -> usize {
    // Nearly every line begins with a word.
    let is_blank = |byte: &u8| matches!(byte, b' ' | b'\t' | b'&' | 0xc2 | 0xe2 | 0xe3 | 0xef);
    if !line.as_bytes().first().is_some_and(is_blank) {
        return 0;
    }
    let blanks = WIDE_BLANKS.find(line).map_or("", |found| found.as_str());
    if blanks.bytes().all(|byte| matches!(byte, b' ' | b'\t')) { 0 } else { blanks.len() }
}

/// Whether lines are inside fenced code, or `<pre>`.
#[derive(Default)]
struct Fence {
    /// The character and the length of the fence that is open.
    open: Option<(char, usize)>,
    in_pre: bool,
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

/// What the lines before a line are.
#[derive(Default)]
struct Before {
    /// Whether an item of a list goes on, without an empty line since.
    in_list: bool,
    /// The paragraph's lines so far.
    lines: usize,
    /// Whether one of them ends a sentence, or is too long for a heading.
    has_sentence: bool,
}

impl Before {
    fn reads(&mut self, line: &str, is_code: bool) {
        let text = line.trim();
        if text.is_empty() || is_code || text.starts_with(['#', '|', '<']) {
            *self = Self::default();
            return;
        }
        if ITEM.is_match(line) {
            *self = Self { in_list: true, ..Self::default() };
            return;
        }
        self.lines += 1;
        let marks = ['。', '！', '？', '；', '：', '，'];
        self.has_sentence |= text.ends_with(marks)
            || text.ends_with(['”', '）']) && text.contains('。')
            || (text.chars().count() > LONGEST_HEADING && text.chars().any(han::is_han));
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

    #[test]
    fn ranges_and_products_are_no_markup() {
        for text in ["10~20，30~50", "3*4*5米", "2*3=6，4*5=20", "长3米*宽4米*高5米", "1月~3月"]
        {
            let typed = typed(text);
            assert!(!typed.contains(['~', '*']) && typed.len() == text.len(), "{text}");
        }
        for text in ["~~删~~", "*重点*2023年", "**3**4", "\\~", "~~~\n"] {
            assert_eq!(typed(text), text);
        }
    }
}
