//! The end of a text: who signs it and when, who sent it; what stands below on paper only.

use std::collections::VecDeque;
use std::sync::LazyLock;

use regex::Regex;

use super::credits;
use super::lines::{Names, line_of, taken, tidy};
use crate::base::tree::Node;
use crate::content::markdown::official;
use crate::import::found::{Found, Remark};
use crate::import::word::{Align, Block};

/// What stands at the foot of an official text (GB/T 9704, 7.4), and the numbers of pages.
static FOOT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?:抄\s*送|抄\s*报|主\s*送|主题词|分\s*送|发\s*送|报|送|发)\s*[：:].*$|^.*[0-9]日印发$|^[（(]?共印\s*[0-9]+\s*份[)）]?$|^[-—一]\s*[0-9]+\s*[-—一]$")
        .expect("a tested pattern")
});

/// Takes the end of a text.
pub fn take(blocks: &mut VecDeque<Block>, names: &Names<'_>, found: &mut Found) {
    let notes = blocks
        .iter()
        .rev()
        .take_while(|block| matches!(block, Block::Other(one) if one.name == "note"))
        .count();
    let notes = blocks.split_off(blocks.len() - notes);
    while let Some(text) = last(blocks) {
        if !text.is_empty() && !FOOT.is_match(&text) {
            break;
        }
        if !text.is_empty() {
            found
                .remarks
                .push(Remark::new("import-dropped").with("kind", "foot").with("text", &text));
        }
        blocks.pop_back();
    }
    while let Some(text) = last(blocks) {
        if blocks.len() < 2
            || !credits::take(&text, false, names, found) && !signature(blocks, names, found)
        {
            break;
        }
        if last(blocks).as_deref() == Some(&text) {
            blocks.pop_back();
        }
    }
    if found.date.is_none() || found.units.is_empty() {
        inner_signature(blocks, names, found);
    }
    trailing(blocks, names, found);
    blocks.extend(notes);
}

/// The text of the last block, if it is a line without a picture.
fn last(blocks: &VecDeque<Block>) -> Option<String> {
    let line = blocks.back().and_then(line_of)?;
    (!line.has_picture()).then(|| tidy(&line.text()))
}

/// Takes who signs, a date below it or beside it; whether there was one.
fn signature(blocks: &mut VecDeque<Block>, names: &Names<'_>, found: &mut Found) -> bool {
    let texts: Vec<String> =
        blocks.iter().rev().take(5).map_while(line_of).map(|line| tidy(&line.text())).collect();
    let Some(first) = texts.first() else { return false };
    // 小雪镇人民政府　2007年3月5日
    if let Some((unit, date)) = first.rsplit_once(' ')
        && let Some(date) = credits::date(date)
        && (credits::is_unit(unit) || names.has(unit))
    {
        taken(found, "signature", first);
        found.date.get_or_insert(date);
        add(found, unit);
        return blocks.pop_back().is_some();
    }
    let is_right = blocks.back().and_then(line_of).is_some_and(|line| line.align == Align::End);
    if is_right && (credits::is_unit(first) || names.has(first)) {
        taken(found, "signature", first);
        if !found.units.contains(first) {
            found.units.insert(0, first.clone());
        }
        return blocks.pop_back().is_some();
    }
    let Some(date) = credits::date(first) else { return false };
    let units =
        texts[1..].iter().take_while(|text| credits::is_unit(text) || names.has(text)).count();
    let lines: Vec<&String> = texts[..=units].iter().rev().collect();
    if units > 0
        && !official::is_signature(&lines)
        && !texts[1..=units].iter().all(|text| names.has(text))
    {
        return false;
    }
    found.date.get_or_insert(date);
    for text in texts[1..=units].iter().rev() {
        add(found, text);
    }
    taken(
        found,
        "signature",
        &lines.iter().map(|line| line.as_str()).collect::<Vec<_>>().join(" "),
    );
    blocks.truncate(blocks.len() - units - 1);
    true
}

/// Takes a signature above what is attached to a text: a unit and a date below it, both at the right.
fn inner_signature(blocks: &mut VecDeque<Block>, names: &Names<'_>, found: &mut Found) {
    let at_right = |block: &Block| {
        line_of(block).filter(|line| line.align == Align::End).map(|line| tidy(&line.text()))
    };
    let place = (1..blocks.len()).rev().find_map(|at| {
        let (unit, date) = (at_right(&blocks[at - 1])?, credits::date(&at_right(&blocks[at])?)?);
        let signs = credits::is_unit(&unit) || names.has(&unit);
        signs.then_some((at, unit, date))
    });
    let Some((at, unit, date)) = place else { return };
    taken(found, "signature", &unit);
    found.date.get_or_insert(date);
    add(found, &unit);
    blocks.drain(at - 1..=at);
}

/// A unit that signs a text sent it, unless another is known.
fn add(found: &mut Found, unit: &str) {
    if !found.units.iter().any(|known| known == unit) {
        found.units.push(unit.to_owned());
    }
}

/// Takes credits in brackets at the end of the last paragraph: …。（小雪镇 供稿）
fn trailing(blocks: &mut VecDeque<Block>, names: &Names<'_>, found: &mut Found) {
    let Some(Block::Line(line)) = blocks.back_mut() else { return };
    let Some(Node::Text(text)) = line.nodes.last_mut() else { return };
    let whole = text.trim_end();
    let Some(open) = whole.rfind(['（', '(']).filter(|_| whole.ends_with(['）', ')'])) else {
        return;
    };
    let before = whole[..open].trim_end();
    if !before.ends_with(['。', '！', '？', '”', '…']) {
        return;
    }
    let bracket = whole[open..].to_owned();
    if credits::take(&bracket, false, names, found) {
        let end = before.len();
        text.truncate(end);
    }
}
