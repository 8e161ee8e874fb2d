//! Pictures and boxes ([MS-ODRAW]; [MS-DOC] 2.9.190 and 2.9.253): what a sign in the text stands for.

use std::collections::BTreeMap;

use super::bytes::{index_at, places, slice, u16_at, u32_at};
use super::file::{File, Part, Story};

/// A record: its kind, a number that says more of it, whether it holds others, its content.
struct Record<'a> {
    kind: u16,
    instance: u16,
    is_container: bool,
    content: &'a [u8],
}

/// The records in some bytes, one after another.
fn records(bytes: &[u8]) -> impl Iterator<Item = Record<'_>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let first = u16_at(bytes, at)?;
        let length = index_at(bytes, at + 4)?;
        let content = slice(bytes, at + 8, length)?;
        let kind = u16_at(bytes, at + 2)?;
        at += 8 + length;
        Some(Record { kind, instance: first >> 4, is_container: first & 0xf == 0xf, content })
    })
}

/// How deep containers are followed.
const LEVELS: usize = 16;

/// Everything drawn of a group, by the group's number.
#[derive(Default)]
pub struct Shape {
    /// The number of each part of the group.
    pub parts: Vec<u32>,
    /// The numbers of pictures, from 1.
    pub pictures: Vec<usize>,
    /// Whether it is hidden.
    pub is_hidden: bool,
}

/// What floats beside the text.
#[derive(Default)]
pub struct Drawings {
    shapes: BTreeMap<u32, Shape>,
    /// Where the pictures lie in the main stream.
    pictures: Vec<Option<usize>>,
    /// The shape of each sign, by the sign's place.
    anchors: BTreeMap<usize, u32>,
    /// The texts of boxes, as places in their story, by the number of their part.
    boxes: BTreeMap<u32, std::ops::Range<usize>>,
}

impl Drawings {
    /// Reads what floats.
    pub fn read(file: &File) -> Self {
        let mut all = Self::default();
        let bytes = file.part(Part::Drawings);
        let store = records(bytes).next().filter(|record| record.kind == 0xf000);
        if let Some(store) = &store {
            all.pictures = pictures(store.content);
            let mut at = 8 + store.content.len();
            // Each drawing stands behind a byte.
            while let Some(drawing) = bytes.get(at + 1..).and_then(|rest| records(rest).next()) {
                all.shapes(&drawing);
                at += 9 + drawing.content.len();
            }
        }
        let (signs, shapes) = places(file.part(Part::Shapes), 26);
        all.anchors =
            signs.into_iter().zip(shapes.iter().filter_map(|one| u32_at(one, 0))).collect();
        let (starts, boxes) = places(file.part(Part::BoxTexts), 22);
        let first = file.story(Story::Boxes).start;
        for (span, about) in starts.windows(2).zip(boxes) {
            let (Some(0), Some(part)) = (u16_at(about, 8), u32_at(about, 14)) else { continue };
            if part != 0 && span[0] < span[1] {
                all.boxes
                    .insert(part, first.saturating_add(span[0])..first.saturating_add(span[1]));
            }
        }
        all
    }

    /// The groups of a drawing, below the one that holds all.
    fn shapes(&mut self, drawing: &Record<'_>) {
        for top in records(drawing.content).filter(|one| one.kind == 0xf003) {
            for one in records(top.content) {
                let mut shape = Shape::default();
                collect(&one, &mut shape, 0);
                if let Some(first) = shape.parts.first() {
                    self.shapes.insert(*first, shape);
                }
            }
        }
    }

    /// What a sign stands for, with the texts of its boxes: each is given out once.
    pub fn take(&mut self, sign: usize) -> Option<(Shape, Vec<std::ops::Range<usize>>)> {
        let number = self.anchors.remove(&sign)?;
        let shape = self
            .shapes
            .remove(&number)
            .unwrap_or_else(|| Shape { parts: vec![number], ..Shape::default() });
        let boxes = shape.parts.iter().filter_map(|part| self.boxes.remove(part)).collect();
        Some((shape, boxes))
    }

    /// The texts of boxes that no sign stands for.
    pub fn rest(&mut self) -> Vec<std::ops::Range<usize>> {
        std::mem::take(&mut self.boxes).into_values().collect()
    }

    /// A picture by its number.
    pub fn picture<'a>(&self, file: &'a File, number: usize) -> Option<Picture<'a>> {
        let at = (*self.pictures.get(number.checked_sub(1)?)?)?;
        records(file.main.get(at..)?).next().and_then(|record| picture(&record))
    }
}

fn collect(record: &Record<'_>, shape: &mut Shape, depth: usize) {
    match record.kind {
        0xf00a => shape.parts.extend(u32_at(record.content, 0)),
        0xf00b => {
            for number in 0..usize::from(record.instance) {
                let (Some(name), Some(value)) =
                    (u16_at(record.content, 6 * number), u32_at(record.content, 6 * number + 2))
                else {
                    break;
                };
                match name & 0x3fff {
                    0x0104 => shape.pictures.extend(usize::try_from(value)),
                    // Hidden, and whether that counts.
                    0x03bf => shape.is_hidden |= value & 0x2_0002 == 0x2_0002,
                    _ => {}
                }
            }
        }
        _ if record.is_container && depth < LEVELS => {
            for inner in records(record.content) {
                collect(&inner, shape, depth + 1);
            }
        }
        _ => {}
    }
}

/// Where the pictures of a store lie.
fn pictures(store: &[u8]) -> Vec<Option<usize>> {
    let all = records(store).filter(|record| record.kind == 0xf001);
    all.flat_map(|record| records(record.content))
        .map(|one| index_at(one.content, 28).filter(|at| *at != usize::MAX && one.kind == 0xf007))
        .collect()
}

/// A picture.
#[derive(Clone, PartialEq, Eq)]
pub enum Picture<'a> {
    /// How its name ends, and its bytes.
    Here(&'static str, &'a [u8]),
    /// It lies in another file.
    Elsewhere(String),
}

/// The picture of a sign in a line, by where it lies among the pictures; `None` for what is drawn of lines.
pub fn in_line(data: &[u8], at: usize) -> Option<Picture<'_>> {
    let length = index_at(data, at)?;
    let one = slice(data, at, length)?;
    let mut start = usize::from(u16_at(one, 4)?);
    let mut name = String::new();
    if u16_at(one, 6) == Some(0x66) {
        let length = usize::from(*one.get(start)?);
        name = encoding_rs::GBK.decode(slice(one, start + 1, length)?).0.into_owned();
        start += 1 + length;
    }
    let here = records(one.get(start..)?).find_map(|record| match record.kind {
        0xf007 => {
            let name = usize::from(*record.content.get(33)?);
            records(record.content.get(36 + name..)?).next().and_then(|inner| picture(&inner))
        }
        _ => picture(&record),
    });
    let file = name.rsplit(['\\', '/']).next().filter(|file| !file.is_empty());
    here.or_else(|| Some(Picture::Elsewhere(file?.to_owned())))
}

/// The bytes of a picture, with how its name ends.
fn picture<'a>(record: &Record<'a>) -> Option<Picture<'a>> {
    // One fingerprint, or two; then a byte, or what is known of a drawing.
    let prints = if record.instance & 1 == 0 { 16 } else { 32 };
    let (end, more) = match record.kind {
        0xf01a => ("emf", 34),
        0xf01b => ("wmf", 34),
        0xf01c => ("pict", 34),
        0xf01d | 0xf02a => ("jpg", 1),
        0xf01e => ("png", 1),
        0xf01f => ("dib", 1),
        0xf029 => ("tif", 1),
        _ => return None,
    };
    Some(Picture::Here(end, record.content.get(prints + more..)?))
}

/// Whether a box of a form is ticked, by where it lies among the pictures; `None` when it is no such box.
pub fn ticked(data: &[u8], at: usize) -> Option<bool> {
    let head = usize::from(u16_at(data, at + 4)?);
    let form = data.get(at.checked_add(head)?..)?;
    let bits = u16_at(form, 4).filter(|bits| u32_at(form, 0) == Some(u32::MAX) && bits & 3 == 1)?;
    match bits >> 2 & 0x1f {
        // What it was at first.
        25 => {
            let name = usize::from(u16_at(form, 10)?);
            Some(u16_at(form, 10 + 2 + 2 * name + 2).unwrap_or(0) != 0)
        }
        now => Some(now != 0),
    }
}
