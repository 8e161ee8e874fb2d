//! A text of a file as a package of today has it: paragraphs, tables, and the signs that stand for what is no text.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::mem;
use std::ops::Range;

use super::bytes::{places, typed};
use super::drawings::{self, Drawings, Picture};
use super::file::{File, Part, Story};
use super::looks::{Form, Look};
use super::modifiers::{Runs, modifiers};
use super::pieces::Characters;
use super::runs::Out;
use super::styles::{Styles, fonts};
use super::tables::{Grid, Row};

/// How deep tables in tables are followed.
const LEVELS: usize = 16;

/// Something drawn of lines, which is not taken in.
const SHAPE: &str = "<w:drawing><wsp/></w:drawing>";

/// A paragraph.
struct Paragraph {
    text: Range<usize>,
    /// Where the sign is that ends it; its last character where it has none.
    mark: usize,
    style: u16,
    form: Form,
    /// What is set on it.
    set: Vec<u8>,
    ends_cell: bool,
    ends_row: bool,
}

/// Writes the texts of a file.
pub struct Writer<'a> {
    file: &'a File,
    characters: &'a Characters,
    letters: Runs,
    paragraphs: Runs,
    pub styles: Styles<'a>,
    pub fonts: Vec<String>,
    drawings: Drawings,
    /// The notes, by the places of their signs: the kind, and the number.
    notes: BTreeMap<usize, (&'static str, usize)>,
    /// Where sections begin.
    sections: BTreeSet<usize>,
    pub pictures: Vec<Picture<'a>>,
    /// How many bytes of pictures may still be taken in: each has bytes of its own.
    left: usize,
    /// For each open field, whether it shows something by now.
    fields: Vec<bool>,
    /// Whether the box of the form is ticked that is being read.
    ticked: Option<bool>,
}

impl<'a> Writer<'a> {
    /// Prepares the texts of a file.
    pub fn new(file: &'a File, characters: &'a Characters) -> Self {
        let mut notes = BTreeMap::new();
        for (kind, part) in
            [("footnote", Part::FootnoteReferences), ("endnote", Part::EndnoteReferences)]
        {
            let (signs, about) = places(file.part(part), 2);
            notes.extend(
                signs
                    .into_iter()
                    .take(about.len())
                    .enumerate()
                    .map(|(at, sign)| (sign, (kind, at))),
            );
        }
        Self {
            file,
            characters,
            letters: Runs::of_characters(file),
            paragraphs: Runs::of_paragraphs(file),
            styles: Styles::read(file),
            fonts: fonts(file),
            drawings: Drawings::read(file),
            notes,
            sections: places(file.part(Part::Sections), 12).0.into_iter().collect(),
            pictures: Vec::new(),
            left: file.main.len() + file.data.len(),
            fields: Vec::new(),
            ticked: None,
        }
    }

    /// The body of the text. Boxes that no sign stands for are at its end.
    pub fn body(&mut self) -> String {
        let mut xml = self.story(self.file.story(Story::Body));
        for rest in self.drawings.rest() {
            xml += &self.story(rest);
        }
        xml
    }

    /// The notes of a kind.
    pub fn notes(&mut self, kind: &str, part: Part, story: Story) -> String {
        let mut xml = String::new();
        let all = self.file.story(story);
        let (starts, _) = places(self.file.part(part), 0);
        let known = self.notes.values().filter(|(known, _)| *known == kind).count();
        for (number, span) in starts.windows(2).take(known).enumerate() {
            let text =
                self.story(all.start + span[0]..all.start.saturating_add(span[1]).min(all.end));
            let _ = write!(xml, "<w:{kind} w:id=\"{number}\">{text}</w:{kind}>");
        }
        xml
    }

    /// Whether there is something to read in the margins of pages.
    pub fn has_margins(&self) -> bool {
        let margins = self.file.story(Story::Margins);
        self.characters
            .units
            .get(margins)
            .is_some_and(|units| units.iter().any(|unit| *unit > 0x20))
    }

    fn story(&mut self, range: Range<usize>) -> String {
        let outer = mem::take(&mut self.fields);
        let end = range.end.min(self.characters.units.len());
        let paragraphs = self.split(range.start.min(end)..end);
        let xml = self.blocks(&paragraphs, 0);
        self.fields = outer;
        xml
    }

    fn split(&self, range: Range<usize>) -> Vec<Paragraph> {
        let mut all = Vec::new();
        let mut start = range.start;
        for at in range.clone() {
            let unit = self.characters.units[at];
            let ends = match unit {
                0x07 | 0x0d => true,
                // The end of a section, which is one of a paragraph, too; else a new page.
                0x0c => self.sections.contains(&(at + 1)),
                _ => false,
            };
            if ends {
                all.push(self.paragraph_of(start..at, at));
                start = at + 1;
            }
        }
        if start < range.end {
            all.push(self.paragraph_of(start..range.end, range.end - 1));
        }
        all
    }

    fn paragraph_of(&self, text: Range<usize>, mark: usize) -> Paragraph {
        let run = self.paragraphs.at(self.characters.offsets[mark]).map(|(_, run)| run);
        let mut set = run.map(|run| run.set.clone()).unwrap_or_default();
        set.extend(self.characters.change(mark));
        let mut form = Form::of(modifiers(&set));
        let is_cell = self.characters.units[mark] == 0x07;
        form.depth = form.depth.max(usize::from(is_cell));
        let ends_row = form.ends_row;
        let ends_cell = !ends_row && (is_cell || form.ends_inner_cell);
        Paragraph {
            text,
            mark,
            style: run.map_or(0, |run| run.style),
            form,
            set,
            ends_cell,
            ends_row,
        }
    }

    fn blocks(&mut self, paragraphs: &[Paragraph], depth: usize) -> String {
        let mut xml = String::new();
        let is_deeper = |one: &Paragraph| one.form.depth > depth && depth < LEVELS;
        for group in paragraphs.chunk_by(|one, next| is_deeper(one) == is_deeper(next)) {
            if is_deeper(&group[0]) {
                xml += &self.table(group, depth + 1);
            } else {
                for one in group {
                    xml += &self.paragraph(one);
                }
            }
        }
        xml
    }

    fn table(&mut self, paragraphs: &[Paragraph], depth: usize) -> String {
        let mut rows: Vec<(Row, bool, Vec<&[Paragraph]>)> = Vec::new();
        let mut cells = Vec::new();
        let mut start = 0;
        for (at, one) in paragraphs.iter().enumerate().filter(|(_, one)| one.form.depth == depth) {
            if one.ends_cell {
                cells.push(&paragraphs[start..=at]);
                start = at + 1;
            } else if one.ends_row {
                if start < at {
                    cells.push(&paragraphs[start..at]);
                }
                let is_deleted = self.look(one.mark, one.style).is_deleted;
                rows.push((Row::of(&one.set), is_deleted, mem::take(&mut cells)));
                start = at + 1;
            }
        }
        if start < paragraphs.len() {
            cells.push(&paragraphs[start..]);
        }
        if !cells.is_empty() {
            rows.push((Row::default(), false, cells));
        }
        let grid = Grid::of(rows.iter().map(|(row, ..)| row));
        let mut xml = String::from("<w:tbl>");
        for (row, is_deleted, cells) in &rows {
            let deleted = if *is_deleted { "<w:del/>" } else { "" };
            let before = row.before(&grid);
            let _ =
                write!(xml, "<w:tr><w:trPr><w:gridBefore w:val=\"{before}\"/>{deleted}</w:trPr>");
            for (at, cell) in cells.iter().enumerate() {
                let inner = self.blocks(cell, depth);
                let _ = write!(xml, "<w:tc>{}{inner}</w:tc>", row.cell(at, &grid));
            }
            xml.push_str("</w:tr>");
        }
        xml + "</w:tbl>"
    }

    fn paragraph(&mut self, one: &Paragraph) -> String {
        let words = self.words(one.text.clone(), one.style);
        let mark = self.look(one.mark, one.style).of_mark();
        let first = format!("<w:pStyle w:val=\"s{}\"/>{mark}", one.style);
        format!("<w:p>{}{words}</w:p>", one.form.xml(&first))
    }

    fn words(&mut self, range: Range<usize>, style: u16) -> String {
        let mut out = Out::default();
        let mut known = None;
        let mut look = Look::default();
        for at in range {
            let run = self.letters.at(self.characters.offsets[at]).map(|(number, _)| number);
            let now = (run, self.characters.change(at).as_ptr());
            if known != Some(now) {
                known = Some(now);
                look = self.look(at, style);
                out.turn(&look);
            }
            if !look.is_deleted {
                self.character(at, &look, &mut out);
            }
        }
        out.end()
    }

    fn look(&self, at: usize, style: u16) -> Look {
        let run = self.letters.at(self.characters.offsets[at]).map(|(_, run)| run.set.as_slice());
        let set = modifiers(run.unwrap_or_default()).chain(modifiers(self.characters.change(at)));
        Look::of(set, &self.fonts, |switch| self.styles.has(style, switch))
    }

    /// Writes one character, or what it stands for.
    fn character(&mut self, at: usize, look: &Look, out: &mut Out) {
        let file = self.file;
        let unit = self.characters.units[at];
        let is_code = self.fields.iter().any(|shows| !shows);
        if let Some((kind, number)) = self.notes.get(&at) {
            return out.element(&format!("<w:{kind}Reference w:id=\"{number}\"/>"));
        }
        match unit {
            0x13 => {
                self.fields.push(false);
                out.element("<w:fldChar w:fldCharType=\"begin\"/>");
            }
            0x14 => {
                if let Some(field) = self.fields.last_mut() {
                    *field = true;
                }
                out.element("<w:fldChar w:fldCharType=\"separate\"/>");
            }
            0x15 => {
                self.fields.pop();
                out.element("<w:fldChar w:fldCharType=\"end\"/>");
                if let Some(is_on) = self.ticked.take() {
                    out.push(if is_on { '☒' } else { '☐' } as u16, false);
                }
            }
            0x01 if is_code => {
                let form = look.picture.and_then(|at| drawings::ticked(&file.data, at));
                self.ticked = form.or(self.ticked);
            }
            0x01 => {
                if let Some(place) = look.picture {
                    match drawings::in_line(&file.data, place) {
                        Some(picture) => out.element(&self.picture(picture, "")),
                        None => out.element(SHAPE),
                    }
                }
            }
            0x05 if look.is_special => out.element("<w:commentReference/>"),
            0x08 => self.drawn(at, out),
            0x28 if let Some((font, code)) = &look.symbol => {
                out.element(&format!("<w:sym w:font=\"{}\" w:char=\"{code:04X}\"/>", typed(font)));
            }
            0x09 => out.element("<w:tab/>"),
            0x0b => out.element("<w:br/>"),
            0x0c => out.element("<w:br w:type=\"page\"/>"),
            0x1e => out.element("<w:noBreakHyphen/>"),
            0..=0x1f => {}
            unit => out.push(unit, is_code),
        }
    }

    /// Writes what floats beside a sign.
    fn drawn(&mut self, at: usize, out: &mut Out) {
        let file = self.file;
        let Some((shape, boxes)) = self.drawings.take(at) else { return };
        let style = if shape.is_hidden { " style=\"visibility:hidden\"" } else { "" };
        if shape.pictures.is_empty() && boxes.is_empty() {
            out.element(SHAPE);
        }
        for number in shape.pictures {
            let picture = self.drawings.picture(file, number);
            let picture = picture.unwrap_or_else(|| Picture::Elsewhere(format!("image{number}")));
            out.element(&self.picture(picture, style));
        }
        for text in boxes {
            let inner = self.story(text);
            out.element(&format!("<w:pict{style}><w:txbxContent>{inner}</w:txbxContent></w:pict>"));
        }
    }

    fn picture(&mut self, picture: Picture<'a>, style: &str) -> String {
        let known = self.pictures.iter().position(|known| *known == picture);
        let number = known.unwrap_or_else(|| {
            let size = if let Picture::Here(_, bytes) = &picture { bytes.len() } else { 0 };
            let left = self.left.checked_sub(size);
            self.left = left.unwrap_or(self.left);
            self.pictures.push(left.map_or(Picture::Elsewhere("image".to_owned()), |_| picture));
            self.pictures.len() - 1
        });
        format!("<w:pict{style}><v:imagedata r:id=\"p{}\"/></w:pict>", number + 1)
    }
}
