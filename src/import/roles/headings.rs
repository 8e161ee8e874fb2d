//! The body of a text: headings by their numbers and looks, lists, pictures with captions.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use regex::Regex;

use super::lines::{Usual, tidy};
use crate::base::Rank;
use crate::base::tree::{Element, Node};
use crate::import::word::{Align, Block, Face, Line, Use};

/// The longest heading, in characters.
const LONGEST: usize = 45;
/// The longest caption, in characters.
const CAPTION: usize = 60;

/// 图1 …
static FIGURE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?:图|照片|图片)\s*[0-9０-９一二三四五六七八九十]*[-—.]?[0-9]*\s*[：:.．、\s]?")
        .expect("a tested pattern")
});

/// What makes a heading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// The file says so, on this level.
    Styled(u8),
    /// Its number does, with the way it looks.
    Ranked(Rank),
    /// The way it looks alone.
    Shown(Face, u16, bool),
}

/// The body as HTML.
pub fn body(blocks: Vec<Block>, usual: Usual) -> Vec<Node> {
    let kinds: Vec<Option<Kind>> = blocks
        .iter()
        .enumerate()
        .map(|(at, block)| match block {
            Block::Line(line) => kind(line, usual, blocks.get(at + 1)),
            Block::Other(_) => None,
        })
        .collect();
    let levels = levels(&kinds, &blocks);
    let mut nodes = Vec::new();
    let mut items: Vec<(usize, Vec<Node>)> = Vec::new();
    let mut rest = blocks.into_iter().zip(kinds).peekable();
    while let Some((block, kind)) = rest.next() {
        let line = match block {
            Block::Line(line) => line,
            Block::Other(element) => {
                push_list(&mut nodes, &mut items);
                nodes.push(Node::Element(element));
                continue;
            }
        };
        let after_picture =
            matches!(nodes.last(), Some(Node::Element(one)) if one.first("img").is_some());
        let kind = kind.filter(|kind| {
            !(after_picture && matches!(kind, Kind::Shown(..)) && line.align == Align::Center)
        });
        if let (Some(depth), None) = (line.bullet, kind) {
            items.push((depth, line.nodes));
            continue;
        }
        push_list(&mut nodes, &mut items);
        if let Some(kind) = kind {
            let level =
                levels.iter().find(|(known, _)| *known == kind).map_or(2, |(_, level)| *level);
            nodes.push(node(&format!("h{level}"), line.nodes));
            continue;
        }
        let below = rest.peek().and_then(|(block, kind)| match block {
            Block::Line(below) if kind.is_none() => Some(below),
            _ => None,
        });
        if let Some(caption) =
            below.filter(|below| is_caption(&line, below, usual)).map(|below| tidy(&below.text()))
        {
            rest.next();
            nodes.push(figure(line.nodes, caption));
        } else {
            nodes.push(node("p", line.nodes));
        }
    }
    push_list(&mut nodes, &mut items);
    nodes
}

fn kind(line: &Line, usual: Usual, next: Option<&Block>) -> Option<Kind> {
    let text = tidy(&line.text());
    let length = text.chars().count();
    if text.is_empty() || line.has_picture() {
        return None;
    }
    if let Some(level) = line.level {
        return Some(Kind::Styled(level));
    }
    let is_sentence = text.ends_with(['；', '，', ':', ';', '.', '、', '！']);
    // 一、加强领导，落实责任。 is a heading where its letters say so.
    let may_end = Rank::of(&text).is_some_and(|rank| rank <= Rank::Second)
        && matches!(line.face, Face::Hei | Face::Kai)
        && line.face != usual.face;
    let is_sentence = is_sentence || !may_end && text.ends_with(['。', '：', '”']);
    if length > LONGEST || is_sentence || line.role == Use::Caption || line.align == Align::End {
        return None;
    }
    let differs = usual.differs(line);
    if let Some(rank) = Rank::of(&text) {
        // Without a look of its own, the rules for typed texts decide.
        return differs.then_some(Kind::Ranked(rank));
    }
    let is_below_picture =
        FIGURE.find(&text).is_some_and(|found| found.len() > "图".len()) || is_table_caption(&text);
    let is_head = matches!(line.face, Face::Hei | Face::Title) && line.face != usual.face
        || line.is_bold && !usual.is_bold
        || line.size > usual.size && usual.size > 0;
    let has_text_below = matches!(next, Some(Block::Line(_) | Block::Other(_)));
    let is_heading =
        is_head && !is_below_picture && length <= 30 && line.bullet.is_none() && has_text_below;
    is_heading.then_some(Kind::Shown(line.face, line.size, line.is_bold))
}

/// 表1 …
fn is_table_caption(text: &str) -> bool {
    let rest = text.strip_prefix('表').map(str::trim_start);
    rest.is_some_and(|rest| {
        rest.starts_with(|c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c))
    })
}

/// The level of each kind of heading, 2 for the outermost: as they first appear inside one another.
fn levels(kinds: &[Option<Kind>], blocks: &[Block]) -> Vec<(Kind, u8)> {
    let mut all: Vec<Kind> = Vec::new();
    for kind in kinds.iter().flatten() {
        if !all.contains(kind) {
            all.push(*kind);
        }
    }
    // The look of numbered headings: one without a number that looks the same is on the same level.
    let mut looks: BTreeMap<Rank, (Face, u16, bool)> = BTreeMap::new();
    for (kind, block) in kinds.iter().zip(blocks) {
        if let (Some(Kind::Ranked(rank)), Block::Line(line)) = (kind, block) {
            looks.entry(*rank).or_insert((line.face, line.size, line.is_bold));
        }
    }
    let order = |kind: &Kind| match kind {
        Kind::Styled(level) => usize::from(*level) * 10,
        Kind::Ranked(rank) => *rank as usize * 10 + 5,
        Kind::Shown(face, size, is_bold) => {
            let alike = looks.iter().find(|(_, look)| **look == (*face, *size, *is_bold));
            match alike {
                Some((rank, _)) => *rank as usize * 10 + 5,
                // Larger letters are further out; all of them inside of what is numbered.
                None => {
                    100 + usize::from(u16::MAX - size.min(&1000) - 64000)
                        + usize::from(!matches!(face, Face::Hei | Face::Title))
                }
            }
        }
    };
    let mut orders: Vec<usize> = all.iter().map(&order).collect();
    orders.sort_unstable();
    orders.dedup();
    let level = |kind: Kind| {
        let place = orders.iter().position(|one| *one == order(&kind)).unwrap_or(0);
        (kind, u8::try_from(place + 2).unwrap_or(6).min(6))
    };
    all.into_iter().map(level).collect()
}

/// Whether a line is the caption of the picture in the line above it.
fn is_caption(picture: &Line, line: &Line, usual: Usual) -> bool {
    let text = tidy(&line.text());
    let is_alone =
        picture.has_picture() && tidy(&picture.text()).is_empty() && pictures(&picture.nodes) == 1;
    let is_short = (1..=CAPTION).contains(&text.chars().count()) && !text.ends_with('。');
    let is_set_apart = line.align == Align::Center
        && (line.size < usual.size || line.face != usual.face)
        && Rank::of(&text).is_none();
    let is_named = FIGURE.find(&text).is_some_and(|found| found.len() > "图".len());
    is_alone
        && is_short
        && !line.has_picture()
        && (line.role == Use::Caption || is_named || is_set_apart)
}

fn pictures(nodes: &[Node]) -> usize {
    nodes
        .iter()
        .map(|node| match node {
            Node::Element(one) if one.name == "img" => 1,
            Node::Element(one) => pictures(&one.children),
            Node::Text(_) => 0,
        })
        .sum()
}

fn figure(mut nodes: Vec<Node>, caption: String) -> Node {
    nodes.push(node("figcaption", vec![Node::Text(caption)]));
    node("figure", nodes)
}

/// An element as a node.
fn node(name: &str, children: Vec<Node>) -> Node {
    Element::new(name, children).into()
}

/// Makes lists of the lines with bullets that were read.
fn push_list(nodes: &mut Vec<Node>, items: &mut Vec<(usize, Vec<Node>)>) {
    let items = std::mem::take(items);
    if let Some(least) = items.iter().map(|(depth, _)| *depth).min() {
        nodes.push(list(&items, least));
    }
}

fn list(items: &[(usize, Vec<Node>)], depth: usize) -> Node {
    let mut all: Vec<Node> = Vec::new();
    let mut at = 0;
    while at < items.len() {
        let deeper = items[at..].iter().take_while(|(own, _)| *own > depth).count();
        if deeper > 0 {
            let inner = &items[at..at + deeper];
            let least = inner.iter().map(|(own, _)| *own).min().unwrap_or(depth + 1);
            let inner = list(inner, least);
            match all.last_mut() {
                Some(Node::Element(item)) => item.children.push(inner),
                _ => all.push(node("li", vec![inner])),
            }
            at += deeper;
            continue;
        }
        all.push(node("li", items[at].1.clone()));
        at += 1;
    }
    node("ul", all)
}
