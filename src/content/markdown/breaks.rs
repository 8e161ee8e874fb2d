//! Which line ends of a paragraph its author meant (convention 19).
//!
//! Markdown takes the end of a line for a blank. Chinese has no blank there, and people who type a
//! list of names, a verse or a signature mean each line. What they meant is decided by the paragraph as
//! a whole.

use comrak::nodes::{AstNode, NodeValue};
use comrak::{Arena, Node};

use super::body::FoundMistake;
use super::lines::Typed;
use super::official;
use crate::base::{Diagnostic, Rank, han, rank};

/// The longest line that is short, in characters as wide as Han: half a line of a page.
const SHORT: usize = 20;

/// A line is far shorter than the longest when it has less than this share of it, in percent.
const FAR_SHORTER: usize = 60;

/// Begins a new paragraph at a line that has an indent of U+3000, or that begins with a number of
/// official prose after a finished line or in a run of such lines, even when no empty line stands
/// before it; and behind a line that is a short title with such a number.
pub fn split<'a>(arena: &'a Arena<'a>, paragraph: Node<'a>, typed: &Typed<'_>) {
    if !matches!(paragraph.data().value, NodeValue::Paragraph) {
        return;
    }
    let splits = paragraph.parent().is_some_and(|parent| {
        matches!(parent.data().value, NodeValue::Document | NodeValue::BlockQuote)
    });
    if !splits || !paragraph.children().any(is_break) {
        return;
    }
    let all = lines(paragraph);
    let ranks: Vec<Rank> = all.iter().filter_map(|line| Rank::of(line)).collect();
    let is_run = |rank: Rank| ranks.iter().filter(|other| **other == rank).nth(1).is_some();
    let blocks_before = paragraph.preceding_siblings().skip(1).take(2).count();
    let mut current = paragraph;
    let mut line = String::new();
    let (mut place, mut pictures) = (0, 0);
    // Each line with the next.
    let mut pairs = all.windows(2);
    for child in paragraph.children().collect::<Vec<_>>() {
        if !is_break(child) {
            if is_picture(child) {
                pictures += 1;
            } else {
                child.collect_text_append(&mut line);
            }
            if !current.same_node(paragraph) {
                current.append(child);
            }
            continue;
        }
        let is_title = pairs.next().is_some_and(|pair| is_title(&pair[0], &pair[1]));
        place += 1;
        let next = child.next_sibling();
        if is_title
            || next.is_some_and(|next| begins_paragraph(&line, next, typed, &is_run))
            || blocks_before < 2 && official::names_readers(&line)
            || is_ended(&line) && official::is_signature(&all[place..])
            || next.is_some_and(|next| parts_pictures(&line, pictures, next))
        {
            let fresh = arena.alloc(AstNode::from(NodeValue::Paragraph));
            if let Some(next) = next {
                fresh.data_mut().sourcepos = next.data().sourcepos;
            }
            current.insert_after(fresh);
            child.detach();
            current = fresh;
            pictures = 0;
        } else if !current.same_node(paragraph) {
            current.append(child);
        }
        line.clear();
    }
}

fn begins_paragraph(
    line_before: &str,
    next: Node<'_>,
    typed: &Typed<'_>,
    is_run: &impl Fn(Rank) -> bool,
) -> bool {
    let text = next.collect_text();
    let finished = line_before.ends_with(['。', '；', '：', '！', '？', '”', '）'])
        || Rank::of(line_before).is_some();
    let line = next.data().sourcepos.start.line.wrapping_sub(1);
    let is_indented = typed.indented.get(line) == Some(&true);
    let rank = Rank::of(&text);
    is_indented
        || text.starts_with('\u{3000}')
        || rank.is_some_and(|rank| finished || is_run(rank))
        || rank::article(&text).is_some()
}

fn is_picture(node: Node<'_>) -> bool {
    matches!(node.data().value, NodeValue::Image(_))
}

/// Whether a line end stands between a caption and the next picture, or between a row of pictures and the line
/// below them.
fn parts_pictures(text_before: &str, pictures: usize, next: Node<'_>) -> bool {
    let is_alone = next.next_sibling().is_none_or(is_break);
    let has_text = !text_before.trim().is_empty();
    if is_picture(next) { is_alone && has_text && pictures > 0 } else { pictures > 1 && !has_text }
}

/// Whether a line is a title with a number, and the text below it begins in the next one.
fn is_title(line: &str, next: &str) -> bool {
    Rank::of(line).is_some()
        && Rank::of(next).is_none()
        && width(line) <= SHORT
        && !is_ended(line)
        && !is_cut(line, next)
        && (width(next) > SHORT || next.ends_with(['。', '！', '？', '；']))
}

fn is_break(node: Node<'_>) -> bool {
    matches!(node.data().value, NodeValue::SoftBreak)
}

/// The texts between the line ends of a paragraph, without blanks at their ends. One line more than
/// there are line ends.
fn lines(paragraph: Node<'_>) -> Vec<String> {
    let mut lines = vec![String::new()];
    for child in paragraph.children() {
        match &child.data().value {
            NodeValue::SoftBreak => lines.push(String::new()),
            // What was broken on purpose counts as two lines in one.
            NodeValue::LineBreak => {
                if let Some(line) = lines.last_mut() {
                    line.push('\n');
                }
            }
            _ => {
                if let Some(line) = lines.last_mut() {
                    child.collect_text_append(line);
                }
            }
        }
    }
    lines.iter().map(|line| line.trim().to_owned()).collect()
}

/// For each line end whether it stays; and whether it is not clear that it was meant.
fn meant(lines: &[String]) -> (Vec<bool>, bool) {
    let ends = lines.len() - 1;
    // 抄送：… and …印发 are the foot of an official text (GB/T 9704, 7.4).
    let is_foot = |line: &String| line.starts_with("抄送") || line.ends_with("印发");
    if lines.iter().all(|line| is_address(line)) || lines.iter().any(is_foot) {
        return (vec![true; ends], false);
    }
    if ends == 0 || !lines.iter().any(|line| line.chars().any(han::is_han)) {
        return (vec![false; ends], false);
    }
    let is_short = |line: &String| width(line) <= SHORT;
    let is_verse = lines.iter().all(is_short) && !lines.iter().any(|line| runs_on(line));
    if is_verse || lines.iter().all(|line| is_field(line)) {
        return (vec![true; ends], false);
    }
    if is_list(lines) {
        return (vec![true; ends], false);
    }
    let signs: Vec<bool> = lines.iter().map(|line| begins_with_sign(line)).collect();
    if signs.iter().filter(|sign| **sign).count() > 1 {
        return (signs[1..].to_vec(), false);
    }
    let is_whole = |line: &String| line.ends_with(['。', '！', '？', '”']);
    // No program ends all its lines with a sentence.
    if lines.len() > 2 && lines.iter().all(is_whole) {
        return (vec![true; ends], false);
    }
    let longest = lines.iter().map(|line| width(line)).max().unwrap_or_default();
    let is_far_shorter = |line: &str| longest > SHORT && width(line) * 100 < longest * FAR_SHORTER;
    // Nor does it break a line that is far shorter than the next. One without a mark at its end may be a
    // slip of the author.
    let is_phrase = |pair: &[String]| {
        let [line, next] = pair else { return false };
        is_far_shorter(line)
            && !is_ended(line)
            && !runs_on(line)
            && line.chars().any(han::is_han)
            && !is_cut(line, next)
    };
    let is_unclear = lines.windows(2).any(is_phrase);
    // A name and its value end where the next name begins.
    let is_after_field = |at: usize| at > 0 && is_field(&lines[at - 1]);
    let ends_field = |at: usize| {
        is_field(&lines[at])
            && !is_open(&lines[at])
            && (is_field(&lines[at + 1]) || is_after_field(at))
    };
    let is_sentence = |at: usize| is_far_shorter(&lines[at]) && is_whole(&lines[at]);
    let stays = |at| is_phrase(&lines[at..at + 2]) || ends_field(at) || is_sentence(at);
    ((0..ends).map(stays).collect(), is_unclear)
}

/// Whether the first line ends with a colon and the others name what it says: no program breaks lines so short, and
/// none of them has a comma or a stop.
fn is_list(lines: &[String]) -> bool {
    let names = |line: &String| {
        let is_name = !line.contains(['，', '。', '；', '！', '？', ',', ';']);
        is_name && !line.is_empty() && width(line) <= SHORT && !begins_with_sign(line)
    };
    let [first, rest @ ..] = lines else { return false };
    first.ends_with('：') && rest.len() > 1 && rest.iter().all(names)
}

/// Whether a line ends with a mark.
fn is_ended(line: &str) -> bool {
    line.ends_with(|c: char| {
        han::is_wide_punctuation(c) || han::is_shared_punctuation(c) || c.is_ascii_punctuation()
    })
}

/// Whether a line ends inside a sentence.
fn is_open(line: &str) -> bool {
    line.ends_with(['，', '、', '：', '；', ',', '（', '“', '《'])
}

/// Whether a sentence goes on from one line to the next: no phrase ends in 在, and none begins with a comma.
fn is_cut(line: &str, next: &str) -> bool {
    const OPEN: [&str; 16] = [
        "在", "的", "和", "与", "及", "或", "把", "被", "将", "从", "向", "为", "对", "是", "通过",
        "按照",
    ];
    is_open(line)
        || OPEN.iter().any(|word| line.ends_with(word))
        || next.starts_with(['，', '、', '；', '。', '：', '！', '？', '）', '”', '》', '了', '的'])
}

/// Whether a line is one address and nothing else.
fn is_address(line: &str) -> bool {
    let starts = ["http://", "https://", "www."];
    starts.iter().any(|start| line.starts_with(start)) && !line.contains(char::is_whitespace)
}

/// Whether a line is for another program (`MkDocs`, `VuePress`), or a fence that is none: that is told elsewhere.
fn is_foreign(line: &str) -> bool {
    ["```", ":::", "===", "???", "!!!"].iter().any(|start| line.starts_with(start))
}

/// Whether a sentence ends inside a line and the next begins there: such lines are running text.
fn runs_on(line: &str) -> bool {
    let inner = line.trim_end_matches(|c: char| !c.is_alphanumeric());
    inner.contains(['。', '！', '？', '；'])
}

/// How wide a line is, in characters as wide as Han.
fn width(line: &str) -> usize {
    let halves: usize = line.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum();
    halves.div_ceil(2)
}

/// Whether a line is a name and a value: `来源：市科技局`.
fn is_field(line: &str) -> bool {
    let name = line.split(['：', ':']).next().unwrap_or_default();
    let is_name = |c: char| han::is_han(c) || c.is_ascii_alphanumeric() || matches!(c, '　' | ' ');
    (1..=8).contains(&name.chars().count())
        && name.len() < line.len()
        && name.chars().all(is_name)
        && name.chars().any(han::is_han)
}

/// Whether a line begins with ①, ▲, ✅, a number of official prose and the like.
fn begins_with_sign(line: &str) -> bool {
    let Some(first) = line.chars().next() else { return false };
    let is_sign = matches!(first, '\u{b7}' | '\u{2022}' | '\u{203b}' | '\u{2190}'..='\u{2bff}' | '\u{1f000}'..='\u{1faff}');
    // ［1］ of a reference.
    let number = line
        .strip_prefix(['［', '[', '〔'])
        .map(|rest| rest.trim_start_matches(|c: char| c.is_ascii_digit()));
    let is_reference = number.is_some_and(|rest| rest.starts_with(['］', ']', '〕']));
    is_sign || is_reference || Rank::of(line).is_some()
}

/// Keeps the line ends of a paragraph that its author meant, strips typed indents and removes newlines
/// that mean no space, also across emphasis and links. Answers a finding when it is not clear what the
/// author meant.
pub fn settle(block: Node<'_>) -> Option<FoundMistake> {
    if is_one_plain_line(block) {
        return None;
    }
    let mut mistake = None;
    if matches!(block.data().value, NodeValue::Paragraph) {
        let lines = lines(block);
        let (meant, unclear) = meant(&lines);
        let breaks = block.children().filter(|child| is_break(child));
        for (node, is_meant) in breaks.collect::<Vec<_>>().into_iter().zip(meant) {
            let is_broken = node.previous_sibling().is_some_and(|before| {
                matches!(&before.data().value, NodeValue::HtmlInline(tag) if tag.starts_with("<br"))
            });
            if is_broken {
                node.detach();
            } else if is_meant {
                node.data_mut().value = NodeValue::LineBreak;
            }
        }
        let place = || block.data().sourcepos;
        let unclear = unclear && !lines.iter().any(|line| is_foreign(line));
        mistake = unclear.then(|| (Diagnostic::warning("line-ends"), place()));
    }
    let mut before = None;
    let mut pending: Option<Node<'_>> = None;
    let mut at_line_start = true;
    for node in block.descendants().skip(1).collect::<Vec<_>>() {
        match &mut node.data_mut().value {
            NodeValue::Text(content) => {
                if at_line_start && content.starts_with(['\u{3000}', ' ']) {
                    *content = content.trim_start_matches(['\u{3000}', ' ']).to_owned().into();
                }
                let mut letters = content.chars().rev().filter(|c| !han::is_variation_selector(*c));
                let (Some(first), Some(last)) = (content.chars().next(), letters.next()) else {
                    continue;
                };
                if let (Some(newline), Some(before)) = (pending.take(), before)
                    && han::joins(before, first)
                {
                    newline.detach();
                }
                before = Some(last);
                at_line_start = false;
            }
            NodeValue::SoftBreak => {
                pending = Some(node);
                at_line_start = true;
            }
            NodeValue::LineBreak => {
                (before, pending) = (None, None);
                at_line_start = true;
            }
            NodeValue::Code(_) | NodeValue::Image(_) => {
                (before, pending) = (None, None);
                at_line_start = false;
            }
            _ => {}
        }
    }
    mistake
}

/// Whether there is nothing to strip or join, as in most paragraphs.
fn is_one_plain_line(block: Node<'_>) -> bool {
    let Some(only) = block.first_child().filter(|child| child.next_sibling().is_none()) else {
        return false;
    };
    let data = only.data();
    matches!(&data.value, NodeValue::Text(text) if !text.starts_with(['\u{3000}', ' ']))
}

#[cfg(test)]
mod tests {
    use super::meant;

    fn ends(text: &str) -> (Vec<bool>, bool) {
        let lines: Vec<String> = text.lines().map(str::to_owned).collect();
        meant(&lines)
    }

    #[test]
    fn lines_that_were_meant_stay() {
        for text in [
            "赵一　钱二　孙三\n李四　周五　吴六",
            "春到田间早\n人忙日影斜\n渠开千亩绿\n灯照万家花",
            "报送：市政府办公室，各镇政府、各街道办事处、有关企业和示范基地\n编辑：甲",
            "市科学技术局\n2026年3月5日",
            "（二）加强培训。参加的有：\n城关镇\n小雪镇\n清溪镇",
            "获奖名单（按得分排列）。一等奖：\n茶树良种选育（白云乡）\n二等奖：\n水稻机插秧示范（县农业农村局）",
            "抄送：县委各部门，县人大办公室，县政协办公室，县人民法院，县人民检察院。\n县人民政府办公室　2026年3月5日印发",
            "［1］甲．论水利工程的管理与养护，水利杂志，二〇二四年第二期\n［2］乙．论农业．\n［3］丙．论教育．",
        ] {
            let (meant, unclear) = ends(text);
            assert!(meant.iter().all(|end| *end) && !unclear, "{text}");
        }
        let (meant, _) =
            ends("为做好下一阶段的各项有关工作，现在提出下列几点具体要求\n①甲乙\n②丙丁");
        assert_eq!(meant, [true, true]);
    }

    #[test]
    fn lines_that_a_program_broke_are_joined() {
        let broken = "各镇、各街道要把这项工作摆上重要的位置，主要负责同志要\n亲自过问，分管负责同志要靠上去抓，有关的部门要各尽其责\n，密切配合。";
        assert_eq!(ends(broken), (vec![false, false], false));
        let sentences = "今年的培训班办得很好。\n参加的人员比去年多了三成，内容也比去年更贴近田间地头的实际需要。";
        assert_eq!(ends(sentences), (vec![true], false));
        let unclear = "关于举办培训班的通知\n各镇要组织有关人员按时参加，不得缺席，并且把参加的情况及时报到市局。";
        assert_eq!(ends(unclear), (vec![true], true));
        let names = "主任：甲乙\n副主任：丙丁\n委员：戊己、庚辛、壬癸、子丑、寅卯、辰巳、午未、申酉、戌亥\n办公室设在市局。";
        assert_eq!(ends(names).0, [true, true, true]);
        let cut = "最近几天，我们一直在\n仓库里对这项功能进行各种各样的测试，结果是令人满意的，可以放心使用。";
        assert_eq!(ends(cut), (vec![false], false));
        assert_eq!(ends("one\ntwo"), (vec![false], false));
        let running = "会议要求各镇\n抓好培训。各村\n也要跟上。";
        assert_eq!(ends(running), (vec![false, false], false));
    }
}
