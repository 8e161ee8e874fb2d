//! Corrects what can be put right without understanding the text: forms of front matter, half-width
//! marks beside Han, doubled marks. It never touches figures, times, ratios, addresses or code: the
//! rules that find the marks leave those alone.

use std::collections::BTreeMap;
use std::ops::Range;

use comrak::Arena;
use jiff::tz::TimeZone;

use super::checks::{self, Level};
use super::folders::Place;
use super::front_matter::{Head, Split};
use super::proofreading::repeats::Repeat;
use super::proofreading::{Passage, Source, punctuation, repeats};
use super::yaml::fields::Fields;
use super::yaml::keys::{ARTICLE, INDEX, Key, Kind};
use super::yaml::mend;
use super::yaml::mend::Line;
use super::{encoding, front_matter, markdown, proofreading};
use crate::base::{Diagnostic, Moment, SourcePath, han, limits};

/// A piece of the text, in bytes, and the text that replaces it.
type Edit = (Range<usize>, String);

/// Returns a file's text and its corrected text; `None` when the file cannot be read. Correct text
/// stays as it is, byte for byte, and a second run changes nothing. Rules that are off in `levels`
/// correct nothing.
pub fn fix(
    path: &SourcePath,
    bytes: &[u8],
    levels: &BTreeMap<String, Level>,
) -> Option<(String, String)> {
    if bytes.len() as u64 > limits::ARTICLE_BYTES {
        return None;
    }
    let before = encoding::decode(path, bytes).ok()?.value.into_owned();
    let mut text = before.clone();
    let mut is_first = true;
    // One correction can make another possible: when a mark becomes wide, its neighbour stands
    // beside a wide one. The loop ends, because each round leaves a shorter text or fewer
    // half-width marks.
    loop {
        let Split { yaml, body, .. } = front_matter::split(path, &text).ok()?;
        // If this is no front matter, it may be the text itself, because an author forgot the
        // second line of dashes.
        Fields::parse(path, &text[yaml.clone()], yaml.start, keys_of(path)).ok()?;
        let rules = Rules::of(levels);
        let mut edits = front_matter_of(path, &text, &yaml, rules);
        let (start, end) = (yaml.start, body);
        edits.extend(dashes(&text, start, yaml.end, end));
        let head = front_matter::article(path, &text[yaml.clone()], start, &TimeZone::UTC).ok();
        // One line at most: below a repeated title there may be a heading with the same words.
        let head = head.filter(|_| std::mem::take(&mut is_first));
        edits.extend(prose(&text, body, head.map(|head| head.value.0), rules).ok()?);
        // What an editor has allowed stays as it is.
        let (allows, _) = checks::allows(&text);
        edits.retain(|(range, _)| !allows.iter().any(|allow| allow.range.contains(&range.start)));
        let after = applied(&text, edits);
        if after == text {
            return Some((before, text));
        }
        text = after;
    }
}

fn keys_of(path: &SourcePath) -> &'static [Key] {
    match Place::of(path) {
        Place::Publication(_) | Place::Issue(..) => INDEX,
        _ => ARTICLE,
    }
}

/// Which marks are corrected in texts.
#[derive(Clone, Copy)]
struct Rules {
    marks: bool,
    repeats: bool,
    repeats_of_head: bool,
}

impl Rules {
    fn of(levels: &BTreeMap<String, Level>) -> Self {
        let is_on = |code| levels.get(code) != Some(&Level::Off);
        Self {
            marks: is_on("half-width-punctuation"),
            repeats: is_on("doubled-punctuation"),
            repeats_of_head: is_on("title-repeated") && is_on("credit-repeated"),
        }
    }
}

fn front_matter_of(path: &SourcePath, text: &str, yaml: &Range<usize>, rules: Rules) -> Vec<Edit> {
    let head = &text[yaml.clone()];
    let Ok(mended) = mend::mend(path, head, yaml.start, keys_of(path)) else { return Vec::new() };
    let mut edits = mended.edits;
    if edits.is_empty() {
        edits.extend(mended.lines.iter().filter_map(|line| date(head, line)));
        edits.extend(mended.lines.iter().flat_map(|line| title(head, line, rules)));
    }
    let here = |(range, new): Edit| (range.start + yaml.start..range.end + yaml.start, new);
    edits.into_iter().map(here).collect()
}

/// 2007年3月5日 8:30 → 2007-03-05 08:30
fn date(head: &str, line: &Line) -> Option<Edit> {
    let typed = &head[line.value.clone()];
    if line.kind != Kind::Date || typed.contains(['#', '+', 'Z', 'z', '"', '\'']) {
        return None;
    }
    let moment = Moment::parse(typed, &TimeZone::UTC)?;
    let form = match moment.time {
        None => moment.date.to_string(),
        Some(time) if time.second() == 0 => format!("{} {}", moment.date, time.strftime("%H:%M")),
        Some(time) => format!("{} {}", moment.date, time.strftime("%H:%M:%S")),
    };
    (form != typed).then(|| (line.value.clone(), form))
}

fn title(head: &str, line: &Line, rules: Rules) -> Vec<Edit> {
    if !matches!(line.key.as_str(), "title" | "summary") {
        return Vec::new();
    }
    let typed = &head[line.value.clone()];
    let is_quoted = typed.len() > 1 && typed.starts_with('"') && typed.ends_with('"');
    let inner = if is_quoted { 1..typed.len() - 1 } else { 0..typed.len() };
    let text = &typed[inner.clone()];
    let is_plain = is_quoted || !typed.starts_with(['"', '\'', '|', '>', '#']);
    if !is_plain || text.contains(['\\', '#', '"']) {
        return Vec::new();
    }
    let start = line.value.start + inner.start;
    marks(text, rules)
        .into_iter()
        .map(|(at, new)| (at.start + start..at.end + start, new))
        .collect()
}

/// Edits that put `---` in place of other dashes around the front matter, and remove blank lines
/// before it.
fn dashes(text: &str, begin: usize, end: usize, body: usize) -> Vec<Edit> {
    let opening = text[..begin].trim_end().rfind('\n').map_or(0, |at| at + 1);
    let lines =
        [opening..text[..begin].trim_end().len(), end..end + text[end..body].trim_end().len()];
    let loose = lines.into_iter().filter(|line| &text[line.clone()] != "---");
    let mut edits: Vec<Edit> = loose.map(|line| (line, "---".to_owned())).collect();
    if opening > 0 {
        // There are blank lines before the front matter.
        edits.push((0..opening, String::new()));
    }
    edits
}

fn prose(
    text: &str,
    body: usize,
    head: Option<Head>,
    rules: Rules,
) -> Result<Vec<Edit>, Diagnostic> {
    let arena = Arena::new();
    let read = markdown::read(&arena, &text[body..])?;
    let passages = proofreading::passages(read.root, &Source::new(&read.typed, body));
    let is_prose = |passage: &&Passage| {
        // What describes a picture is part of its address: the name of the file, as often as not.
        !matches!(passage.kind, proofreading::Kind::Code | proofreading::Kind::Alt)
    };
    let read = passages.iter().filter(is_prose);
    let mut edits: Vec<Edit> = read.flat_map(|passage| in_passage(text, passage, rules)).collect();
    if let Some(head) = head.filter(|_| rules.repeats_of_head) {
        edits.extend(repeated_lines(text, body, &passages, &head));
    }
    Ok(edits)
}

/// Edits that remove what the page shows by itself, with the empty lines behind it. Only a paragraph that
/// stands alone at the margin goes, and one whose every word the front matter has.
fn repeated_lines(text: &str, body: usize, passages: &[Passage], head: &Head) -> Vec<Edit> {
    let lines = repeats::find(passages, head).into_iter().filter(|repeat| repeat.is_known);
    // A heading may be the aim of a link.
    let has_aims = text[body..].contains("](#") || text[body..].contains("href=\"#");
    let whole = |repeat: Repeat| {
        let typed = text.get(repeat.range.clone())?.trim_matches(['#', ' ', '　']);
        // What is marked up, or has a note, a place's name or a comment in it, is more than it says.
        let is_plain = typed == repeat.text.trim_matches([' ', '　']);
        if !is_plain || has_aims {
            return None;
        }
        let start = text[..repeat.range.start].rfind('\n').map_or(0, |end| end + 1).max(body);
        let before = text.get(start..repeat.range.start)?;
        let rest = text.get(repeat.range.end..)?;
        let (line, after) = rest.split_once('\n').unwrap_or((rest, ""));
        let is_alone = before.chars().all(|c| matches!(c, ' ' | '　' | '#'))
            && line.trim_matches([' ', '　', '#', '\r']).is_empty()
            && (after.trim().is_empty() || after.starts_with(['\n', '\r']));
        let blank = after.len() - after.trim_start_matches(['\n', '\r']).len();
        is_alone.then(|| (start..text.len() - after.len() + blank, String::new()))
    };
    // Something stays of every text.
    let texts = passages.iter().filter(|passage| {
        matches!(passage.kind, proofreading::Kind::Heading | proofreading::Kind::Paragraph)
    });
    lines.filter_map(whole).take(texts.count().saturating_sub(1)).collect()
}

fn in_passage(text: &str, passage: &Passage, rules: Rules) -> Vec<Edit> {
    // The parser places what follows a reference definition one line too high.
    if text[passage.place.start..].starts_with('[') && text[passage.place.clone()].contains("]:") {
        return Vec::new();
    }
    // A mark that is escaped or written as an entity in the source is left alone, and so is its other half.
    let typed = text.get(passage.place.clone()).unwrap_or_default();
    let has_escape = ["\\(", "\\)"].iter().any(|mark| typed.contains(mark));
    let is_kept = |new: &str| has_escape && matches!(new, "（" | "）");
    let placed = |(range, new): Edit| {
        let source = passage.source(&range);
        let is_same = text.get(source.clone()) == Some(&passage.text[range]);
        (is_same && !is_kept(&new) && !is_in_target(text, &source)).then_some((source, new))
    };
    marks(&passage.text, rules).into_iter().filter_map(placed).collect()
}

/// Whether a place is between the brackets behind a `]`: what is no address here, as behind `![[a.png]]`,
/// can be one elsewhere.
fn is_in_target(text: &str, place: &Range<usize>) -> bool {
    // An address is shorter, and a line may be very long.
    let near = text.floor_char_boundary(place.start.saturating_sub(300));
    let is_open = text[place.start..].starts_with('(');
    let before = &text[near..place.start + usize::from(is_open)];
    let target = before.rfind("](").map(|at| &before[at + 2..]);
    target.is_some_and(|target| !target.contains([')', '\n']))
}

/// Edits for the half-width and the doubled marks of a text.
fn marks(text: &str, rules: Rules) -> Vec<Edit> {
    let mut edits = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        edits.extend(
            in_line(line, rules)
                .into_iter()
                .map(|(at, new)| (at.start + start..at.end + start, new)),
        );
        start += line.len();
    }
    edits
}

fn in_line(line: &str, rules: Rules) -> Vec<Edit> {
    let found: Vec<(usize, char, char)> =
        punctuation::marks(line).filter(|_| rules.marks).collect();
    let brackets = brackets(line);
    let is_wanted = |at: usize| found.binary_search_by_key(&at, |(known, ..)| *known).is_ok();
    let mut edits: Vec<Edit> = Vec::new();
    for (at, mark, wide) in &found {
        if !matches!(mark, '(' | ')') {
            // A wide mark has its blank in itself.
            let rest = &line[at + 1..];
            let words = rest.trim_start_matches(' ');
            let blanks = rest.len() - words.len();
            let is_inside = words.starts_with(han::is_han);
            let end = at + 1 + if is_inside { blanks } else { 0 };
            edits.push((*at..end, wide.to_string()));
        }
    }
    // Both halves of a pair become wide, or neither.
    for (open, close) in brackets {
        // A call, a formula, an English remark.
        let is_call = !line[open..close].contains(han::is_han)
            && !line[..open].ends_with(|c| han::is_wide(c) || c == '”');
        // A link that is not quite one must not become less.
        let is_link = line[..open].trim_end().ends_with([']', '】', '］']);
        if (is_wanted(open) || is_wanted(close)) && !is_call && !is_link {
            edits.push((open..open + 1, "（".to_owned()));
            edits.push((close..close + 1, "）".to_owned()));
        }
    }
    let repeated = punctuation::repeated(line).filter(|_| rules.repeats);
    edits.extend(repeated);
    edits
}

/// Pairs of half-width brackets, innermost first.
fn brackets(line: &str) -> Vec<(usize, usize)> {
    let mut open = Vec::new();
    let mut pairs = Vec::new();
    for (at, c) in line.char_indices() {
        match c {
            '(' => open.push(at),
            ')' => pairs.extend(open.pop().map(|first| (first, at))),
            _ => {}
        }
    }
    pairs
}

/// Applies edits; of two that overlap, only the first in the text is made.
fn applied(text: &str, mut edits: Vec<Edit>) -> String {
    edits.sort_by_key(|(range, _)| (range.start, range.end));
    let mut out = String::with_capacity(text.len());
    let mut done = 0;
    for (range, new) in edits {
        if range.start >= done {
            out.push_str(&text[done..range.start]);
            out.push_str(&new);
            done = range.end;
        }
    }
    out.push_str(&text[done..]);
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use comrak::nodes::NodeValue;
    use proptest::prelude::*;

    fn fixed(text: &str) -> String {
        let path = SourcePath::new("content/news/a.md").unwrap();
        fix(&path, text.as_bytes(), &BTreeMap::new()).unwrap().1
    }

    fn body(text: &str) -> String {
        let head = "---\ntitle: 标题\n---\n";
        fixed(&format!("{head}{text}")).strip_prefix(head).unwrap().to_owned()
    }

    #[test]
    fn front_matter_gets_its_form() {
        let loose = "\n———\n标题：[通知] 关于:培训(二)\r\n日期：2007年3月5日 8：30\r\nunit：甲\r\n—--\r\n文。\r\n";
        let strict = "---\ntitle: \"[通知] 关于：培训（二）\"\r\ndate: 2007-03-05 08:30\r\nunit: 甲\r\n---\r\n文。\r\n";
        assert_eq!(fixed(loose), strict);
    }

    #[test]
    fn marks_beside_han_become_wide() {
        assert_eq!(body("时间:3月,共3项(含2项).\n"), "时间：3月，共3项（含2项）。\n");
        assert_eq!(body("科普: 走进, 乡村: a, b\n"), "科普：走进，乡村： a, b\n");
        assert_eq!(body("甲，，乙。。他说:\"好\"，\n"), "甲，乙。他说：“好”，\n");
        assert_eq!(body("　　**重点**,后文\n　　第二段\n"), "　　**重点**，后文\n　　第二段\n");
        assert_eq!(body("|甲,乙|(丙)|\n|-|-|\n|丁:1|2|\n"), "|甲，乙|（丙）|\n|-|-|\n|丁：1|2|\n");
    }

    #[test]
    fn figures_times_addresses_and_code_stay() {
        for text in [
            "03:48:48，1:500，1,000元，3.5亿元，v1.2\n",
            "见 https://a.cn/x,y?甲=1 和 `甲,乙` 以及 [链](a.md \"甲,乙\")\n",
            "![[图,1.png]](甲,)\n",
            "```\n甲,乙\n```\n",
            "<!-- 甲,乙 -->\n",
            "a, b (c) d\n",
            "甲……乙——丙\n",
            "约翰.史密斯，三:二，<code>甲,乙</code>，<kbd>丙,丁</kbd>\n",
            "[a]: http://甲,乙.cn/\n一二三四五六七八九十一二三,丙[a]\n",
            "甲,乙 <!-- check: allow half-width-punctuation 原文 -->\n",
            "他说\"好\n",
            "见 https://a.cn/搜索?词=科技,专利 一文\n",
            "放在 C:\\资料\\表,一.xls 里，或 \\\\主机\\共享\\表,二.xls\n",
            "![清淤](清淤 3.jpg)，[全文](实施 方案,二.pdf)，![[图,1.png]]\n",
            "[甲,乙]很好，[丙,丁][]\n\n[甲,乙]: http://a.cn/x\n[丙,丁]: http://a.cn/y\n",
            "见http://例子.中国/甲,乙 和 <https://a.cn/甲,乙>\n",
        ] {
            assert_eq!(body(text), text);
        }
    }

    #[test]
    fn lines_that_the_page_shows_by_itself_go_when_nothing_is_lost_with_them() {
        let mended = |body: &str| {
            let head = "---\ntitle: 某县会议\nunit: 甲局\nauthor: 张三\n---\n";
            fixed(&format!("{head}{body}")).strip_prefix(head).unwrap().to_owned()
        };
        for (body, left) in [
            ("# 某县会议\n\n正文。\n", "正文。\n"),
            ("　　某县会议\n\n正文。\n", "正文。\n"),
            ("正文。\n\n（供稿：甲局　张三）\n", "正文。\n\n"),
            ("# 某县会议\n\n## 某县会议\n\n正文。\n", "## 某县会议\n\n正文。\n"),
        ] {
            assert_eq!(mended(body), left, "{body}");
        }
        for body in [
            "某县会议\n",
            "某县会议[^1]\n\n文。\n\n[^1]: 注\n",
            "[某县会议](https://a.cn/)\n\n文。\n",
            "<a id=\"t\"></a>某县会议\n\n[回](#t)\n",
            "# 某县会议\n\n[题](#某县会议)\n",
            "某县会议\n文。\n",
            "> 某县会议\n\n文。\n",
            "文。\n\n供稿：甲局　李四\n",
            "文。\n\n**供稿：甲局** <!-- 稿费未付 -->\n",
            "文。\n\n甲局供稿的各单位都受了表扬。\n",
        ] {
            assert_eq!(mended(body), body, "{body}");
        }
    }

    #[test]
    fn a_rule_that_is_off_puts_nothing_right() {
        let levels = BTreeMap::from([("half-width-punctuation".to_owned(), Level::Off)]);
        let text = "---\ntitle: 甲\n---\n甲,乙，，丙\n";
        let path = SourcePath::new("content/news/a.md").unwrap();
        let fixed = fix(&path, text.as_bytes(), &levels).unwrap().1;
        assert!(fixed.ends_with("甲,乙，丙\n"), "{fixed}");
    }

    /// What the parser alone finds that is no prose.
    fn parts(text: &str) -> Vec<String> {
        let arena = Arena::new();
        let mut options = comrak::Options::default();
        options.extension.table = true;
        options.extension.autolink = true;
        options.extension.footnotes = true;
        let root = comrak::parse_document(&arena, text, &options);
        let part = |node: comrak::Node<'_>| match &node.data().value {
            NodeValue::Link(link) | NodeValue::Image(link) => Some(link.url.clone()),
            NodeValue::Code(code) => Some(code.literal.clone()),
            NodeValue::CodeBlock(block) if block.fenced => Some(block.literal.clone()),
            NodeValue::HtmlInline(html) => Some(html.clone()),
            _ => None,
        };
        root.descendants().filter_map(part).collect()
    }

    proptest! {
        /// A second time nothing is left to do, and no letter or figure is ever touched.
        #[test]
        fn fixing_is_idempotent_and_harmless(text in "[甲乙a1 ,.:;!?()\"“”，。、：\\*_`\\[\\]#|\n\u{3000}-]{0,60}") {
            let once = body(&text);
            prop_assert_eq!(&body(&once), &once);
            let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
            prop_assert_eq!(letters(&once), letters(&text));
        }

        /// The parser alone reads the same links, pictures and code as before.
        #[test]
        fn fixing_touches_no_link_picture_or_code(pieces in proptest::collection::vec(prop::sample::select(vec![
            "甲,", "乙", "(", ")", "\"", ".", "，，", "https://a.cn/甲,乙?x=(1) ", "[丙,](a b,c.md)", "[丁](戊,己.pdf \"庚,辛\")",
            "![图,](清淤 3.jpg)", "![[图,1.png]]", "`甲,乙`", "<https://a.cn/甲,>", "<b title=\"甲,乙\">", "\n\n", "\n", "- ",
            "    ", "```\n甲,乙\n```\n", "C:\\甲,乙.xls", "[甲]: /甲,乙\n", "[^1]", "[^1]: 甲,乙\n", "|甲,|\n|-|\n", "10~20", "3*4",
        ]), 0..12)) {
            let text = pieces.concat();
            let once = body(&text);
            prop_assert_eq!(parts(&once), parts(&text), "{} -> {}", text, once);
        }
    }
}
