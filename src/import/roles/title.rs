//! The head of a text: what stands above its title, the title itself, and the lines below that are no text yet.

use std::collections::VecDeque;
use std::sync::LazyLock;

use regex::Regex;

use super::credits;
use super::lines::{Names, Usual, line_of, taken, tidy};
use crate::base::tree::Node;
use crate::base::{Rank, han};
use crate::content::markdown::official;
use crate::import::found::{Found, Remark};
use crate::import::word::{Align, Block, Face, Line, Use};

/// How many lines from the top the title is looked for.
const HEAD: usize = 12;
/// The longest title, in characters.
const LONGEST: usize = 80;

/// Parts of the head of an official text (GB/T 9704, 7.2): its number, who signed it out, how secret and urgent
/// it is; the masthead of a bulletin.
static HEAD_PART: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?:.{1,16}[〔\[（(【]\s*[0-9０-９]{4}\s*[〕\]）)】]\s*第?\s*[0-9０-９]+\s*号(?:.*签发人.*)?|签发人[：:].*|(?:秘密|机密|绝密|特急|加急|平急)(?:★.*)?|0{3,}[0-9]*|(?:[0-9]{4}\s*年\s*)?(?:总)?第\s*[0-9０-９一二三四五六七八九十百]+\s*期(?:\s.*|[（(].*)?|.{2,20}(?:编印?|主办|编发|主编|印发?)\s+[0-9]{4}\s*年.{3,6}日|[（(]\s*(?:总)?第\s*[0-9０-９一二三四五六七八九十百]+\s*期\s*[)）].*|[-—一]\s*[0-9]+\s*[-—一])$")
        .expect("a tested pattern")
});

/// Takes the head of a text.
pub fn take(blocks: &mut VecDeque<Block>, usual: Usual, names: &Names<'_>, found: &mut Found) {
    let Some((at, sure)) = best(blocks, usual, names) else {
        found.remarks.push(Remark::warning("import-no-title"));
        return;
    };
    if !sure {
        let text = line_of(&blocks[at]).map(Line::text).unwrap_or_default();
        found.remarks.push(Remark::warning("import-title-unsure").with("text", tidy(&text)));
    }
    let end = last_line(blocks, at, usual, names);
    let above: Vec<Block> = blocks.drain(..at).collect();
    let title: Vec<Block> = blocks.drain(..=end - at).collect();
    let lines: Vec<String> =
        title.iter().filter_map(line_of).map(|line| tidy(&line.text())).collect();
    found.title = joined(&lines);
    taken(found, "title", &found.title.clone());
    // A picture may be anchored at the title.
    for line in title.iter().filter_map(line_of).filter(|line| line.has_picture()).rev() {
        blocks.push_front(Block::Line(Line { nodes: pictures_of(&line.nodes), ..Line::default() }));
    }
    keep_above(above, names, found, blocks);
    below(blocks, usual, names, found);
}

/// Where the title is, and whether that is sure.
fn best(blocks: &VecDeque<Block>, usual: Usual, names: &Names<'_>) -> Option<(usize, bool)> {
    let mut best: Option<(usize, i32)> = None;
    let mut lines = 0;
    for (at, block) in blocks.iter().enumerate() {
        let Some(line) = line_of(block) else {
            // A table above the title is a frame, or a red head.
            if lines > 2 {
                break;
            }
            continue;
        };
        let text = tidy(&line.text());
        if text.is_empty() {
            continue;
        }
        lines += 1;
        if lines > HEAD {
            break;
        }
        let score = score(line, &text, usual, names, lines == 1);
        if best.is_none_or(|(_, most)| score > most) {
            best = Some((at, score));
        }
        // Below the first long sentence stands no title.
        if text.chars().count() > LONGEST && text.contains('。') {
            break;
        }
    }
    let (at, score) = best?;
    (score > 0).then_some((at, score >= 4))
}

fn score(line: &Line, text: &str, usual: Usual, names: &Names<'_>, is_first: bool) -> i32 {
    let length = text.chars().count();
    let mut score = i32::from(is_first) + 1;
    score += match line.role {
        Use::Title => 10,
        Use::Caption | Use::Contents | Use::Subtitle => -10,
        Use::Text => 0,
    };
    score += match line.face {
        Face::Title => 5,
        Face::Hei => 2,
        _ => 0,
    };
    score += if line.align == Align::Center { 4 } else { 0 };
    if usual.size > 0 && line.size > usual.size {
        score += i32::from((line.size - usual.size).min(16)) / 3 + 1;
    }
    score += i32::from(line.is_bold && !usual.is_bold) * 2;
    score += if line.level == Some(0) { 3 } else { 0 };
    let is_sentence = text.ends_with(['。', '；', '，', '：', ':']);
    let is_numbered = Rank::of(text).is_some();
    let is_other = line.is_red && is_masthead(line, text)
        || HEAD_PART.is_match(text)
        || text.starts_with("附件")
        || text.starts_with("——")
        || credits::date(text).is_some()
        || names.has(text)
        || credits::is_unit(text) && line.role != Use::Title
        || official::names_readers(text);
    score -= i32::from(is_sentence) * 8 + i32::from(is_numbered) * 8 + i32::from(is_other) * 20;
    score -= if length > LONGEST { 10 } else { i32::from(length > 50) * 2 };
    score -= i32::from(length < 2) * 5;
    score
}

/// The last line of a title that begins at `at`: lines that look the same belong to it.
fn last_line(blocks: &VecDeque<Block>, at: usize, usual: Usual, names: &Names<'_>) -> usize {
    let Some(first) = line_of(&blocks[at]) else { return at };
    let stands_out =
        first.align == Align::Center || first.face == Face::Title || first.role == Use::Title;
    let differs = usual.differs(first) || first.face == Face::Title || first.role == Use::Title;
    let mut end = at;
    while stands_out && differs && end < at + 3 {
        let Some(next) = blocks.get(end + 1).and_then(line_of) else { break };
        let text = tidy(&next.text());
        let is_alike = (next.align, next.face, next.size, next.is_bold, next.role)
            == (first.align, first.face, first.size, first.is_bold, first.role);
        let is_other = text.is_empty()
            || text.starts_with(['—', '（', '('])
            || Rank::of(&text).is_some()
            || credits::is_credits(&text, names)
            || credits::is_unit(&text)
            || next.has_picture();
        if !is_alike || is_other {
            break;
        }
        end += 1;
    }
    end
}

/// Lines as one title: 关于 and 的通知 join, Latin words keep a blank between them.
fn joined(lines: &[String]) -> String {
    let mut out = String::new();
    for line in lines {
        let ends = (out.chars().last(), line.chars().next());
        if let (Some(before), Some(after)) = ends
            && !han::joins(before, after)
        {
            out.push(' ');
        }
        out.push_str(line);
    }
    out
}

/// What stands above the title: the head of an official text is not taken in, a line above is the kicker, the rest
/// stays.
fn keep_above(
    above: Vec<Block>,
    names: &Names<'_>,
    found: &mut Found,
    blocks: &mut VecDeque<Block>,
) {
    let mut kept = Vec::new();
    let count = above.len();
    for (at, block) in above.into_iter().enumerate() {
        let Some(line) = line_of(&block) else {
            kept.push(block);
            continue;
        };
        let text = tidy(&line.text());
        let is_head = line.is_red && is_masthead(line, &text)
            || HEAD_PART.is_match(&text)
            || is_masthead(line, &text);
        if is_head && !line.has_picture() {
            found
                .remarks
                .push(Remark::new("import-dropped").with("kind", "head").with("text", &text));
            if let Some(date) = credits::date_in(&text) {
                found.date.get_or_insert(date);
            }
        } else if !line.has_picture()
            && credits::take(&text, line.align == Align::Center, names, found)
        {
        } else if at + 1 == count
            && line.align == Align::Center
            && text.chars().count() <= 40
            && !line.has_picture()
        {
            taken(found, "kicker", &text);
            found.kicker = text;
        } else {
            kept.push(block);
        }
    }
    for block in kept.into_iter().rev() {
        blocks.push_front(block);
    }
}

/// The name of a bulletin or of an official paper in letters of a sign: 科技信息, 某某县人民政府文件.
fn is_masthead(line: &Line, text: &str) -> bool {
    let is_large = line.size >= 60;
    let is_named = text.ends_with("文件") || text.chars().count() <= 16;
    is_large && is_named || line.is_red && (text.ends_with("文件") || text.chars().count() <= 8)
}

/// The lines between title and text: second title, credits, whom it is for.
fn below(blocks: &mut VecDeque<Block>, usual: Usual, names: &Names<'_>, found: &mut Found) {
    for number in 0..6 {
        let Some(line) = blocks.front().and_then(line_of) else { return };
        let text = tidy(&line.text());
        let is_set_apart =
            line.align != Align::Start || matches!(line.face, Face::Kai) && line.face != usual.face;
        let is_subtitle = line.role == Use::Subtitle
            || text.starts_with("——") && text.chars().count() <= LONGEST && !text.ends_with('。');
        if line.has_picture() {
            return;
        }
        if text.is_empty() {
        } else if is_subtitle && number == 0 && found.subtitle.is_empty() {
            text.trim_start_matches('—').trim().clone_into(&mut found.subtitle);
            taken(found, "subtitle", &text);
        } else if credits::take(&text, is_set_apart, names, found) {
        } else if is_for_many(&text) {
            found
                .remarks
                .push(Remark::new("import-dropped").with("kind", "readers").with("text", &text));
            blocks.pop_front();
            return;
        } else {
            // Below a line that is not known, such as a name, may still stand the date.
            let next = blocks.get(1).and_then(line_of).map(|line| tidy(&line.text()));
            let date = next.and_then(|next| credits::date(&next));
            if let Some(date) = date.filter(|_| is_set_apart && text.chars().count() <= 20) {
                found.date.get_or_insert(date);
            }
            return;
        }
        blocks.pop_front();
    }
}

/// Whether a line names the readers of an official text: 各乡镇人民政府： and the like. 各位领导： begins a speech.
fn is_for_many(text: &str) -> bool {
    let says = ["各位", "同志", "朋友", "同胞", "乡亲"];
    official::names_readers(text)
        && text.contains('各')
        && !says.iter().any(|word| text.contains(word))
}

/// The pictures of a line.
fn pictures_of(nodes: &[Node]) -> Vec<Node> {
    let mut all = Vec::new();
    for node in nodes {
        match node {
            Node::Element(one) if one.name == "img" => all.push(node.clone()),
            Node::Element(one) => all.extend(pictures_of(&one.children)),
            Node::Text(_) => {}
        }
    }
    all
}
