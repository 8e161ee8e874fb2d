//! The parts of an official text that stand apart (GB/T 9704, 7.3): whom it is for, flush left; who signs
//! it and when, at the right. They are known by their form and their place, not by a syntax.

use std::sync::LazyLock;

use comrak::nodes::{AstNode, NodeValue};
use comrak::{Arena, Node};
use regex::Regex;

/// A date alone on a line, in ASCII or Han figures.
static DATE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^[0-9０-９〇○零一二三四五六七八九]{4}\s*年\s*[0-9０-９元一二三四五六七八九十]{1,3}\s*月(?:\s*[0-9０-９一二三四五六七八九十]{1,3}\s*日)?$|^[0-9]{4}[.．-][0-9]{1,2}[.．-][0-9]{1,2}$")
        .expect("a tested pattern")
});

/// What may follow the signature: attachments, remarks in brackets, a rule.
static AFTER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?:附件?[：:0-9一]|附[：:]|抄送|主题词|.*印发$|（.*）$|\(.*\)$)")
        .expect("a tested pattern")
});

/// The longest line of a signature, and the longest line that says whom a text is for, in characters.
const LONGEST: usize = 40;

/// Marks these parts of a text.
pub fn mark<'a>(arena: &'a Arena<'a>, root: Node<'a>) {
    let blocks: Vec<Node<'a>> = root.children().collect();
    if let Some(first) = blocks.iter().take(2).find(|block| is_addressee(block)) {
        wrap(arena, "addressee", first, first);
    }
    let Some((first, last)) = signature(&blocks) else { return };
    wrap(arena, "signature", blocks[first], blocks[last]);
}

/// Puts a division around blocks that follow each other.
fn wrap<'a>(arena: &'a Arena<'a>, class: &str, first: Node<'a>, last: Node<'a>) {
    let raw = |html: String| arena.alloc(AstNode::from(NodeValue::Raw(html)));
    first.insert_before(raw(format!("<div class=\"{class}\">\n")));
    last.insert_after(raw("</div>\n".to_owned()));
}

/// 各乡镇：
fn is_addressee(block: Node<'_>) -> bool {
    paragraph(block).is_some_and(|text| names_readers(&text))
}

/// Whether a line says whom a text is for.
pub fn names_readers(line: &str) -> bool {
    let text = line.trim();
    let name = text.trim_end_matches(['：', ':']);
    let is_plain = |c: char| !matches!(c, '。' | '！' | '？' | '；' | '：' | ':' | '\n' | '“');
    // 感谢以下单位： is no address.
    let is_list = ["以下", "下列", "如下", "内容"].iter().any(|word| name.contains(word));
    name.len() < text.len()
        && !is_list
        && name.chars().all(is_plain)
        && (2..=LONGEST * 3).contains(&name.chars().count())
        && is_name_of_many(name)
}

/// Whether a text names units: it begins or ends as their names do.
fn is_name_of_many(name: &str) -> bool {
    let starts = ["各", "全", "县", "市", "区", "省", "局", "本", "有关", "机关", "尊敬", "致"];
    let ends = [
        "局",
        "委",
        "办",
        "部门",
        "单位",
        "政府",
        "办事处",
        "科室",
        "股室",
        "村",
        "镇",
        "乡",
        "街道",
        "公司",
        "学校",
        "中心",
        "同志",
        "企业",
    ];
    starts.iter().any(|start| name.starts_with(start)) || ends.iter().any(|end| name.ends_with(end))
}

/// The blocks of the signature, by their numbers: a unit and a date at the end of a text.
fn signature(blocks: &[Node<'_>]) -> Option<(usize, usize)> {
    let mut last = blocks.len();
    while let Some(before) = last.checked_sub(1) {
        let block = blocks[before];
        let is_after = match &block.data().value {
            NodeValue::Paragraph => AFTER.is_match(block.collect_text().trim()),
            NodeValue::List(_) | NodeValue::ThematicBreak | NodeValue::FootnoteDefinition(_) => {
                true
            }
            _ => false,
        };
        if !is_after {
            break;
        }
        last = before;
    }
    let last = last.checked_sub(1)?;
    let text = paragraph(blocks[last])?;
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    if is_signature(&lines) {
        return Some((last, last));
    }
    let (date, units) = lines.split_last()?;
    if !DATE.is_match(date) {
        // 市科技局　2026年3月5日
        let is_both =
            |at: usize| is_unit(date[..at].trim_end()) && DATE.is_match(date[at..].trim_start());
        let mut blanks = date.match_indices([' ', '\u{3000}']).map(|(at, _)| at);
        let is_short = date.len() <= 2 * LONGEST * '局'.len_utf8();
        return (units.is_empty() && is_short && blanks.any(is_both)).then_some((last, last));
    }
    if !units.is_empty() {
        return None;
    }
    let mut first = last;
    while let Some(before) = first.checked_sub(1) {
        let unit =
            paragraph(blocks[before]).filter(|text| text.lines().all(|line| is_unit(line.trim())));
        if unit.is_none() || last - before > 4 {
            break;
        }
        first = before;
    }
    (first < last).then_some((first, last))
}

/// Whether lines are units, and a date below them.
pub fn is_signature<T: AsRef<str>>(lines: &[T]) -> bool {
    let Some((date, units)) = lines.split_last() else { return false };
    !units.is_empty()
        && DATE.is_match(date.as_ref())
        && units.iter().all(|unit| is_unit(unit.as_ref()))
}

/// The text of a paragraph, line by line.
fn paragraph(block: Node<'_>) -> Option<String> {
    if !matches!(block.data().value, NodeValue::Paragraph) {
        return None;
    }
    let mut text = String::new();
    for node in block.descendants() {
        match &node.data().value {
            NodeValue::Text(own) => text.push_str(own),
            NodeValue::LineBreak => text.push('\n'),
            NodeValue::Paragraph | NodeValue::SoftBreak | NodeValue::Strong | NodeValue::Emph => {}
            _ => return None,
        }
    }
    Some(text.trim().to_owned())
}

/// How the names of those end who sign official texts.
const SIGNERS: [&str; 44] = [
    "局",
    "委",
    "办",
    "厅",
    "部",
    "院",
    "校",
    "站",
    "所",
    "处",
    "科",
    "股",
    "室",
    "政府",
    "委员会",
    "办公室",
    "领导小组",
    "指挥部",
    "中心",
    "公司",
    "集团",
    "协会",
    "学会",
    "工会",
    "联合会",
    "妇联",
    "团委",
    "镇",
    "乡",
    "村",
    "街道",
    "社区",
    "县",
    "市",
    "区",
    "省",
    "大学",
    "学院",
    "中学",
    "小学",
    "医院",
    "银行",
    "合作社",
    "编辑部",
];

/// Whether a line may be the name of who signs: short, without a mark of a sentence, and ending as such
/// names do.
fn is_unit(line: &str) -> bool {
    let is_mark = |c: char| matches!(c, '。' | '，' | '；' | '：' | '！' | '？' | ':' | ',');
    let name = line.trim_end_matches(['）', ')', '章', '盖', '（', '(', '印']);
    let is_signer = SIGNERS.iter().any(|end| name.ends_with(end));
    (3..=LONGEST).contains(&line.chars().count()) && !line.contains(is_mark) && is_signer
}
