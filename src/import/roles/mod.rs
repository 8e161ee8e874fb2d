//! What each line of a text is: title, date, by-line, heading, signature. Files of offices hardly ever say so by
//! styles; it shows in typefaces, sizes, numbers and places (GB/T 9704, 7.3).

mod credits;
mod ends;
mod headings;
mod lines;
mod title;

use std::collections::VecDeque;

pub use credits::date_in;
pub use lines::Names;

use super::found::Found;
use super::word::{Block, Text};
use lines::Usual;

/// Tells what each part of a text is. `names` are those that units are known by.
pub fn assign(text: Text, names: &Names<'_>) -> Found {
    let mut found = Found { remarks: text.remarks, pictures: text.pictures, ..Found::default() };
    let mut blocks: VecDeque<Block> = text.blocks.into();
    let usual = Usual::of(&blocks);
    title::take(&mut blocks, usual, names, &mut found);
    ends::take(&mut blocks, names, &mut found);
    found.body = headings::body(blocks.into(), usual);
    found
}
