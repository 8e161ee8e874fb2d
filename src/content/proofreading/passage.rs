//! Divides a file's text into passages for the rules to read. Every character knows where it stands
//! in the file.

use std::ops::Range;
use std::sync::LazyLock;

use comrak::Node;
use comrak::nodes::{AstNode, NodeValue, Sourcepos};
use regex::Regex;

use crate::base::Diagnostic;
use crate::content::markdown::lines::Typed;

/// What is found in a file: findings without a place, each with its bytes in the file.
pub type Found = Vec<(Diagnostic, Range<usize>)>;

/// What a passage is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The headline, in the front matter.
    Title,
    /// The summary, in the front matter.
    Summary,
    /// A heading.
    Heading,
    /// A paragraph, also one in a list or a quotation.
    Paragraph,
    /// A cell of a table, with its table, row and column, each counted from 0.
    Cell(u32, u32, u32),
    /// The description of a picture.
    Alt,
    /// Code, or raw HTML with its tags.
    Code,
}

/// Elements of HTML whose text is not prose.
const VERBATIM: [&str; 6] = ["code", "kbd", "pre", "samp", "tt", "var"];

/// Whether a tag opens an element of this name.
fn is_tag(tag: &str, name: &str) -> bool {
    let rest = tag.strip_prefix('<').and_then(|rest| rest.strip_prefix(name));
    rest.is_some_and(|rest| rest.starts_with(['>', ' ', '/']))
}

/// The character that stands for what is no prose: code, pictures, addresses.
pub const OBJECT: char = '\u{fffc}';

/// Names of files with their folders, and addresses that no browser would follow.
static NAMES: LazyLock<Regex> = LazyLock::new(|| {
    // A network's own name begins with two backslashes, of which Markdown may read one as an escape;
    // a formula has single ones, too, but no ending.
    Regex::new(concat!(
        r"(?:[A-Za-z盘]:\\|[A-Za-z][A-Za-z0-9+.-]*://)[^\s，。；！？、（）《》“”]+",
        r"|\\\\[^\s，。；！？、（）《》“”\\]+\\[^\s，。；！？、（）《》“”]+",
        r"|\\[^\s，。；！？、（）《》“”\\{}]+\\[^\s，。；！？、（）《》“”{}]+\.[A-Za-z]{2,5}",
        r#"|\.{0,2}/[^\s，。；！？、（）《》“”"]+\.[A-Za-z0-9]{2,5}"#,
        r#"|[^\s，。；！？、：（）《》“”"/\\(\[][^\s，。；！？、：（）《》“”"/\\]*\.(?:docx?|xlsx?|pptx?|pdf|wps|et|csv|txt|jpe?g|png|zip|rar|mp4)(?-u:\b)"#,
    ))
    .expect("a tested pattern")
});

/// A piece of text that is read on its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passage {
    /// The kind of the passage.
    pub kind: Kind,
    /// Its text, without markup; a new line of the source is `\n`.
    pub text: String,
    /// Where it stands in the file with its markup, in bytes.
    pub place: Range<usize>,
    /// The number typed before it and its bytes in the file, when it is the first paragraph of an
    /// item of a numbered list.
    pub number: Option<(u32, Range<usize>)>,
    /// Pairs in ascending order: a byte of `text`, and the byte of the file at which the text from
    /// there on stands.
    pieces: Vec<(usize, usize)>,
}

impl Passage {
    /// A passage whose text stands in the file as it is, from the byte `source` on.
    pub fn of(kind: Kind, text: &str, source: usize) -> Self {
        let mut passage = Self::empty(kind, source..source + text.len());
        passage.push(text, source);
        passage
    }

    fn empty(kind: Kind, place: Range<usize>) -> Self {
        Self { kind, text: String::new(), place, number: None, pieces: Vec::new() }
    }

    /// Where a part of the text stands in the file, in bytes.
    pub fn source(&self, range: &Range<usize>) -> Range<usize> {
        let start = self.at(range.start);
        // The end of the last character, not the start of the next: markup may lie between.
        let last = self.text[..range.end].chars().next_back().map_or(0, char::len_utf8);
        start..(self.at(range.end.saturating_sub(last)) + last).max(start)
    }

    fn at(&self, text: usize) -> usize {
        let piece = self.pieces.partition_point(|(start, _)| *start <= text).saturating_sub(1);
        self.pieces.get(piece).map_or(0, |(start, source)| source + (text - start))
    }

    fn push(&mut self, text: &str, source: usize) {
        self.pieces.push((self.text.len(), source));
        self.text.push_str(text);
    }

    /// Adds a text that stands in the source as it is.
    fn push_typed(&mut self, text: &str, source: usize) {
        let mut done = 0;
        let may_be = text.contains(['\\', '/', '.']);
        for name in NAMES.find_iter(if may_be { text } else { "" }) {
            self.push(&text[done..name.start()], source + done);
            self.push(OBJECT.encode_utf8(&mut [0; 4]), source + name.start());
            done = name.end();
        }
        self.push(&text[done..], source + done);
    }

    /// Adds a text whose source has escapes and entities in it.
    fn push_escaped(&mut self, text: &str, slice: &str, source: usize) {
        let mut names = NAMES.find_iter(text).peekable();
        let mut at = 0;
        for (place, c) in text.char_indices() {
            let rest = slice.get(at..).unwrap_or_default();
            let length = match rest.chars().next() {
                Some('\\') if c != '\\' || rest[1..].starts_with('\\') => 1 + c.len_utf8(),
                Some('&') if !rest.starts_with(c) || rest.starts_with("&amp;") => {
                    rest.find(';').map_or(1, |end| end + 1)
                }
                Some(other) => other.len_utf8(),
                None => 0,
            };
            while names.next_if(|name| name.end() <= place).is_some() {}
            match names.peek() {
                Some(name) if name.start() == place => {
                    self.push(OBJECT.encode_utf8(&mut [0; 4]), source + at);
                }
                Some(name) if name.start() < place => {}
                _ => self.push(c.encode_utf8(&mut [0; 4]), source + at),
            }
            at += length;
        }
    }
}

/// A Markdown text that begins `offset` bytes into its file, by its lines.
pub struct Source<'a> {
    text: &'a str,
    /// Where each line starts in `text`.
    starts: Vec<usize>,
    /// Where each line starts in what was typed.
    typed: &'a [usize],
    offset: usize,
}

impl<'a> Source<'a> {
    /// Finds where the lines of a text start.
    pub fn new(typed: &'a Typed<'_>, offset: usize) -> Self {
        let text = &*typed.text;
        let ends =
            text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| at + 1);
        let starts = std::iter::once(0).chain(ends).collect();
        Self { text, starts, typed: &typed.starts, offset }
    }

    fn range(&self, place: Sourcepos) -> Range<usize> {
        let line = |line: usize| self.starts.get(line.wrapping_sub(1)).copied().unwrap_or_default();
        let start = (line(place.start.line) + place.start.column).saturating_sub(1);
        let end = line(place.end.line) + place.end.column;
        let inside = |at: usize| {
            (0..=at.min(self.text.len()))
                .rev()
                .find(|at| self.text.is_char_boundary(*at))
                .unwrap_or(0)
        };
        inside(start)..inside(end.max(start))
    }

    /// The byte of the file at which a byte of the text stands.
    fn in_file(&self, at: usize) -> usize {
        let line = self.starts.partition_point(|start| *start <= at).saturating_sub(1);
        let typed = self.typed.get(line).copied().unwrap_or_default();
        self.offset + typed + (at - self.starts[line])
    }
}

/// All passages of a text, in order.
pub fn passages(root: Node<'_>, source: &Source<'_>) -> Vec<Passage> {
    let mut reader = Reader { source, all: Vec::new(), tables: 0 };
    reader.blocks(root, None);
    reader.all
}

struct Reader<'a> {
    source: &'a Source<'a>,
    all: Vec<Passage>,
    tables: u32,
}

type Number = Option<(u32, Range<usize>)>;

impl Reader<'_> {
    fn blocks<'n>(&mut self, node: &'n AstNode<'n>, mut number: Number) {
        let (mut row, mut column) = (0, 0);
        for child in node.children() {
            let kind = match &child.data().value {
                NodeValue::Paragraph => Kind::Paragraph,
                NodeValue::Heading(_) => Kind::Heading,
                NodeValue::TableRow(_) => {
                    for cell in child.children() {
                        self.inlines(cell, Kind::Cell(self.tables, row, column), None);
                        column += 1;
                    }
                    (row, column) = (row + 1, 0);
                    continue;
                }
                NodeValue::Table(_) => {
                    self.tables += 1;
                    self.blocks(child, None);
                    continue;
                }
                NodeValue::CodeBlock(_) | NodeValue::HtmlBlock(_) => {
                    let range = self.source.range(child.data().sourcepos);
                    let place = self.source.in_file(range.start)..self.source.in_file(range.end);
                    let mut passage = Passage::empty(Kind::Code, place);
                    let mut at = range.start;
                    for line in self.source.text[range].split_inclusive('\n') {
                        passage.push(line, self.source.in_file(at));
                        at += line.len();
                    }
                    self.all.push(passage);
                    continue;
                }
                NodeValue::Item(_) => {
                    self.blocks(child, self.number(child.data().sourcepos));
                    continue;
                }
                _ => {
                    self.blocks(child, None);
                    continue;
                }
            };
            self.inlines(child, kind, number.take());
        }
    }

    /// The number typed at the start of an item.
    fn number(&self, place: Sourcepos) -> Number {
        let range = self.source.range(place);
        let text = &self.source.text[range.clone()];
        let digits = text.bytes().take_while(u8::is_ascii_digit).count();
        let number = text[..digits].parse().ok().filter(|number| *number < 100)?;
        let start = self.source.in_file(range.start);
        Some((number, start..start + digits))
    }

    fn inlines<'n>(&mut self, block: &'n AstNode<'n>, kind: Kind, number: Number) {
        let place = self.source.range(block.data().sourcepos);
        let place = self.source.in_file(place.start)..self.source.in_file(place.end);
        let mut passage = Passage { number, ..Passage::empty(kind, place) };
        self.inline(block, &mut passage);
        self.all.push(passage);
    }

    fn inline<'n>(&mut self, node: &'n AstNode<'n>, passage: &mut Passage) {
        // The element whose end is awaited: until then the text is not prose.
        let mut verbatim: Option<&str> = None;
        for child in node.children() {
            let data = child.data();
            let range = self.source.range(data.sourcepos);
            let (slice, start) =
                (&self.source.text[range.clone()], self.source.in_file(range.start));
            let object = |passage: &mut Passage| {
                passage.push(OBJECT.encode_utf8(&mut [0; 4]), start);
            };
            if let Some(name) = verbatim {
                let is_end =
                    |tag: &str| tag.strip_prefix('/').is_some_and(|end| end.starts_with(name));
                if matches!(&data.value, NodeValue::HtmlInline(tag) if is_end(tag.trim_start_matches('<')))
                {
                    verbatim = None;
                }
                continue;
            }
            match &data.value {
                NodeValue::Text(text) if slice == text.as_ref() => passage.push_typed(text, start),
                NodeValue::Text(text) => passage.push_escaped(text, slice, start),
                NodeValue::SoftBreak | NodeValue::LineBreak => passage.push("\n", start),
                NodeValue::Code(_) => object(passage),
                NodeValue::Image(_) => {
                    object(passage);
                    self.inlines(child, Kind::Alt, None);
                }
                NodeValue::Link(link) => {
                    let (before, pieces) = (passage.text.len(), passage.pieces.len());
                    self.inline(child, passage);
                    let said = passage.text[before..].to_owned();
                    let is_bare = said.contains("://") || said.starts_with("www.");
                    // The words of a reference are its label, which stands elsewhere, too.
                    let is_label = slice.starts_with('[') && slice.ends_with(']');
                    if is_bare || is_label || (link.url.contains(&said) && said.is_ascii()) {
                        passage.text.truncate(before);
                        passage.pieces.truncate(pieces);
                        object(passage);
                    }
                }
                // Blanks to fill in are typed as underlines, which the parser takes for emphasis.
                NodeValue::Emph | NodeValue::Strong if slice.starts_with('_') => {
                    let length = if matches!(data.value, NodeValue::Strong) { 2 } else { 1 };
                    passage.push(&"__"[..length], start);
                    self.inline(child, passage);
                    passage.push(&"__"[..length], start + slice.len() - length);
                }
                NodeValue::HtmlInline(tag) if is_tag(tag, "br") => passage.push("\n", start),
                NodeValue::HtmlInline(tag) => {
                    if let Some(name) = VERBATIM.iter().find(|name| is_tag(tag, name)) {
                        verbatim = Some(name);
                        object(passage);
                    }
                }
                NodeValue::FootnoteReference(_) => {}
                _ => self.inline(child, passage),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_character_knows_its_place() {
        let text = "　　甲**重。**\\*乙&amp;丙 `x`，[链](a.md)\n第二行___和___。\n\n- 丁,\n  戊\n\n|己|\n|-|\n|1,2|\n\n![图，](a.png)见 https://a.cn/x,y 说\n";
        let arena = comrak::Arena::new();
        let read = crate::content::markdown::read(&arena, text).unwrap();
        let all = passages(read.root, &Source::new(&read.typed, 10));
        let shown: Vec<_> = all.iter().map(|passage| passage.text.as_str()).collect();
        assert_eq!(
            shown,
            [
                "甲重。*乙&丙 \u{fffc}，链\n第二行___和___。",
                "丁,\n戊",
                "己",
                "1,2",
                "图，",
                "\u{fffc}见 \u{fffc} 说"
            ]
        );
        for passage in &all {
            for (at, c) in passage.text.char_indices() {
                let range = passage.source(&(at..at + c.len_utf8()));
                let range = range.start - 10..range.end - 10;
                match c {
                    OBJECT | '\n' | '&' => {}
                    c => assert_eq!(&text[range], c.to_string(), "{passage:?}"),
                }
            }
        }
    }
}
