//! Markdown becomes a [`Body`]: `CommonMark` and GFM, read as Chinese prose, with holes for links.

mod addresses;
pub mod body;
mod breaks;
pub mod chart;
mod destinations;
mod figures;
mod formatter;
mod highlight;
mod html;
mod leftovers;
pub mod lines;
mod notes;
pub mod official;
mod outline;
pub mod parser;
mod prose;
pub mod quiet;
mod summary;
mod tables;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use comrak::nodes::{NodeValue, Sourcepos};
use comrak::{Arena, Node};

use super::proofreading;
use super::proofreading::Passage;
use crate::base::{Diagnostic, diagnostic, han};
use body::{Block, Body, FoundMistake, RawLink, marks};
use formatter::FoundLink;
use lines::Typed;

/// What becomes of authors' own HTML.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum RawHtml {
    /// What is not known to be harmless is dropped.
    #[default]
    Sanitise,
    /// It is shown as it was typed.
    Escape,
    /// It is published as it is: whoever writes an article can do in a reader's browser what the
    /// site can.
    Trust,
}

/// How texts are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Markup {
    /// What becomes of authors' own HTML.
    pub raw_html: RawHtml,
    /// Whether the parts of an official text are set as such.
    pub official: bool,
    /// Whether they are also set on paper.
    pub printed: bool,
}

impl Default for Markup {
    fn default() -> Self {
        Self { raw_html: RawHtml::default(), official: true, printed: false }
    }
}

/// Renders the Markdown of one file; `offset` is where it starts in the file, in bytes. Its text is
/// added to `passages`, if given.
///
/// # Errors
/// A finding without a place when the text is beyond the bounds in [`limits`](crate::base::limits).
pub fn render(
    markdown: &str,
    offset: usize,
    markup: Markup,
    passages: Option<&mut Vec<Passage>>,
) -> Result<Body, Diagnostic> {
    let (arena, raw_html) = (Arena::new(), markup.raw_html);
    let clean = without_marks(markdown);
    let Read { root, typed, mut mistakes } = read(&arena, &clean)?;
    let (has_bracket, has_bar) = (clean.contains('['), clean.contains('|'));
    if clean.contains("&#") {
        remove_marks(root);
    }
    let mut anchors = BTreeSet::new();
    if raw_html == RawHtml::Sanitise && clean.contains('<') {
        mistakes.extend(html::films::settle(&arena, root));
        mistakes.extend(html::settle(&arena, root, &mut anchors));
    }
    if let Some(passages) = passages {
        passages.extend(proofreading::passages(root, &proofreading::Source::new(&typed, offset)));
    }
    if has_bar {
        mistakes.extend(tables::extra_cells(root, &typed));
    }
    if markup.printed {
        mistakes.extend(tables::too_wide(root));
    }
    if has_bracket && clean.contains("[^") {
        mistakes.extend(notes::settle(root, &typed.text));
    }
    if quiet::has_sign(&clean) || has_bar || clean.contains("｜") {
        mistakes.extend(leftovers::find(root, &typed));
    }
    if has_bracket {
        html::sanitise::attributes(root);
    }
    prose::arrange(&arena, root, &typed, &mut mistakes);
    if markup.official {
        official::mark(&arena, root);
    }
    if has_bracket {
        figures::arrange(&arena, root);
    }
    tables::align_numbers(root);
    let headings = outline::settle(&arena, root, &mut anchors);
    let mut options = parser::options();
    options.render.escape = raw_html == RawHtml::Escape;
    let formatted = formatter::format(root, &options, headings, clean.len() * 5 / 4);
    let is_suspect = formatted.has_raw_html && raw_html == RawHtml::Sanitise;
    let marked = if is_suspect { html::clean(&formatted.marked) } else { formatted.marked };
    let (html, holes) = marks::extract(&marked, &formatted.charts);
    mistakes.extend(formatted.mistakes);
    let lines = Lines { starts: &typed.starts, offset };
    Ok(Body {
        html,
        holes,
        blocks: formatted.blocks.into_iter().map(|block| lines.block(block)).collect(),
        links: formatted.links.into_iter().map(|link| lines.link(link)).collect(),
        mistakes: lines.mistakes(mistakes),
        headings: formatted.headings,
        anchors,
        summary: first_paragraph(root).map(|text| summary::cut(&text)).unwrap_or_default(),
        words: count(root),
    })
}

/// A text as the parser understood it.
pub struct Read<'a, 't> {
    /// The tree.
    pub root: Node<'a>,
    /// The text that was parsed.
    pub typed: Typed<'t>,
    /// What was taken otherwise than typed, or may be meant otherwise.
    mistakes: Vec<FoundMistake>,
}

/// Parses a text as people type it.
///
/// # Errors
/// A finding without a place when the text is beyond the bounds in [`limits`](crate::base::limits).
pub fn read<'a, 't>(arena: &'a Arena<'a>, text: &'t str) -> Result<Read<'a, 't>, Diagnostic> {
    let mut typed = Typed::of(text);
    let mut root = parser::parse(arena, &typed.text)?;
    let mut unclear = Vec::new();
    let may_be_code = ["    ", "\t"].iter().any(|blanks| typed.text.contains(blanks));
    let indented = if may_be_code {
        prose::indented_texts(root, &typed.text, &mut unclear)
    } else {
        BTreeMap::new()
    };
    if !indented.is_empty() {
        typed.dedent(&indented);
        root = parser::parse(arena, &typed.text)?;
        unclear.clear();
        prose::indented_texts(root, &typed.text, &mut unclear);
    }
    typed.restore(root);
    if addresses::may_be(&typed.text) {
        addresses::link(arena, root);
    }
    let lines = typed
        .findings
        .iter()
        .map(|(finding, line)| (finding.clone(), Sourcepos::from((line + 1, 1, line + 1, 1))));
    let unclear = unclear.into_iter().map(|place| (Diagnostic::warning("indented-code"), place));
    let mistakes = lines.chain(unclear).collect();
    Ok(Read { root, typed, mistakes })
}

fn without_marks(text: &str) -> std::borrow::Cow<'_, str> {
    // Two searches for a string of bytes are much faster than one for a set of characters.
    let mut buffer = [0; 4];
    if [marks::OPEN, marks::CLOSE].iter().any(|mark| text.contains(&*mark.encode_utf8(&mut buffer)))
    {
        text.replace([marks::OPEN, marks::CLOSE], "\u{fffd}").into()
    } else {
        text.into()
    }
}

/// Removes marks that entities such as `&#xfdd0;` bring in after the text was cleaned.
fn remove_marks(root: Node<'_>) {
    let clean = |text: &mut String| *text = without_marks(text).into_owned();
    for node in root.descendants() {
        match &mut node.data_mut().value {
            NodeValue::Text(text) => clean(text.to_mut()),
            NodeValue::Link(link) | NodeValue::Image(link) => {
                clean(&mut link.url);
                clean(&mut link.title);
            }
            NodeValue::CodeBlock(block) => clean(&mut block.info),
            NodeValue::HtmlBlock(block) => html::sanitise::unmark(&mut block.literal),
            NodeValue::HtmlInline(text) => html::sanitise::unmark(text),
            _ => {}
        }
    }
}

/// Turns the parser's lines and columns into bytes from the start of the file.
struct Lines<'a> {
    starts: &'a [usize],
    offset: usize,
}

impl Lines<'_> {
    fn range(&self, place: Sourcepos) -> Range<usize> {
        let at = |line: usize| {
            let start = line.checked_sub(1).and_then(|line| self.starts.get(line));
            self.offset + start.or(self.starts.first()).copied().unwrap_or_default()
        };
        let start = at(place.start.line) + place.start.column.saturating_sub(1);
        start..(at(place.end.line) + place.end.column).max(start)
    }

    fn block(&self, (info, place): (String, Sourcepos)) -> Block {
        Block { info, range: self.range(place) }
    }

    fn mistakes(&self, found: Vec<FoundMistake>) -> Vec<(Diagnostic, Range<usize>)> {
        let placed = |(finding, place)| (finding, self.range(place));
        diagnostic::cap(found).into_iter().map(placed).collect()
    }

    fn link(&self, (kind, destination, place): FoundLink) -> RawLink {
        RawLink { kind, destination, range: self.range(place) }
    }
}

fn first_paragraph(root: Node<'_>) -> Option<String> {
    root.children()
        .filter(|block| {
            matches!(block.data().value, NodeValue::Paragraph)
                && !figures::is_figure(block)
                && !figures::is_row(block)
        })
        .map(|block| without_readings(block))
        .find(|text| !text.trim().is_empty())
}

/// The text of a paragraph without the readings of its characters (`<rt>`, `<rp>`).
fn without_readings(block: Node<'_>) -> String {
    let (mut text, mut in_reading) = (String::new(), false);
    for node in block.descendants() {
        match &node.data().value {
            NodeValue::HtmlInline(tag) => {
                let tag = tag.to_ascii_lowercase();
                let is = |start: &[&str]| start.iter().any(|start| tag.starts_with(start));
                in_reading = is(&["<rt", "<rp"]) || in_reading && !is(&["</rt", "</rp", "</ruby"]);
            }
            _ if in_reading => {}
            NodeValue::Text(own) => text.push_str(own),
            NodeValue::Code(code) => text.push_str(&code.literal),
            NodeValue::LineBreak | NodeValue::SoftBreak => text.push(' '),
            _ => {}
        }
    }
    text
}

/// The 字数 of everything that is read as text: paragraphs, headings, tables.
fn count(root: Node<'_>) -> usize {
    let mut count = han::Count::default();
    for node in root.descendants() {
        match &node.data().value {
            NodeValue::Text(text) => count.add(text),
            NodeValue::Code(code) => count.add(&code.literal),
            NodeValue::HtmlBlock(block) => {
                for piece in block.literal.split('<') {
                    count.add(piece.split_once('>').map_or(piece, |(_, text)| text));
                    count.add(" ");
                }
            }
            // The end of a line or of the block before ends a run of letters.
            NodeValue::LineBreak
            | NodeValue::SoftBreak
            | NodeValue::Paragraph
            | NodeValue::Heading(_)
            | NodeValue::TableCell => count.add(" "),
            _ => {}
        }
    }
    count.total
}

#[cfg(test)]
mod tests {
    use std::fmt::{self, Write};

    use super::*;
    use body::Setting;

    struct Plain;

    impl Setting for Plain {
        fn href(&self, out: &mut dyn Write, link: u32) -> fmt::Result {
            write!(out, "L{link}")
        }
        fn image(&self, out: &mut dyn Write, link: u32) -> fmt::Result {
            write!(out, "I{link}")
        }
        fn length(&self, out: &mut dyn Write, link: u32) -> fmt::Result {
            write!(out, "，L{link}")
        }
        fn prefix(&self) -> &'static str {
            ""
        }
        fn shift(&self) -> u8 {
            0
        }
    }

    fn render(markdown: &str, offset: usize) -> Body {
        super::render(markdown, offset, Markup::default(), None).unwrap()
    }

    fn html(markdown: &str) -> String {
        let mut out = String::new();
        render(markdown, 0).write(&mut out, &Plain).unwrap();
        out.trim_end().to_owned()
    }

    #[test]
    fn newlines_between_han_vanish_also_through_emphasis_and_links() {
        // A paragraph of short lines alone would keep them.
        let long = "各镇各街道要把这项工作摆上重要的位置，有关部门要各尽其责";
        let joined = |text: &str| html(&format!("{long}{text}{long}")).replace(long, "");
        assert_eq!(joined("科技\n工作"), "<p>科技工作</p>");
        assert_eq!(
            joined("**科技**\n[工作](a.md)"),
            "<p><strong>科技</strong><a href=\"L0\">工作</a></p>"
        );
        assert_eq!(joined("会议。\n“科技”"), "<p>会议。“科技”</p>");
        // Nor is a line of its own far shorter than the others.
        let same = format!("共\n30 项{long}\nGB 标准");
        assert_eq!(joined(&same), "<p>共\n30 项\nGB 标准</p>");
        assert_eq!(joined("用\n`x`\n写"), "<p>用\n<code>x</code>\n写</p>");
        // A form of a character is no character, and wide figures are as wide as Han.
        assert_eq!(
            joined(&format!("葛\u{e0100}\n城，{long}２０２４年\n５月")),
            "<p>葛\u{e0100}城，２０２４年５月</p>"
        );
    }

    #[test]
    fn short_lines_stay_lines() {
        assert_eq!(html("孙晓东　李明\n周海涛　王芳"), "<p>孙晓东　李明<br>周海涛　王芳</p>");
        assert_eq!(html("葛\u{e0100}\n城"), "<p>葛\u{e0100}<br>城</p>");
        assert_eq!(html("one\ntwo"), "<p>one\ntwo</p>");
    }

    #[test]
    fn emphasis_beside_chinese_punctuation() {
        assert_eq!(html("**重点。**后文"), "<p><strong>重点。</strong>后文</p>");
    }

    #[test]
    fn typed_indents_go_and_begin_paragraphs() {
        assert_eq!(html("　　甲。\n　　乙。"), "<p>甲。</p>\n<p>乙。</p>");
        assert_eq!(html("一是甲。\n（二）乙丙。"), "<p>一是甲。</p>\n<p>（二）乙丙。</p>");
        assert_eq!(html("增长了\n3.5亿元"), "<p>增长了<br>3.5亿元</p>");
    }

    #[test]
    fn what_the_author_numbered_stays() {
        assert_eq!(html("1、甲\n"), "<p>1、甲</p>");
        assert_eq!(html("2007. 全年总结"), "<p>2007. 全年总结</p>");
        assert_eq!(html("1. 甲\n3. 乙"), "<ol>\n<li>甲</li>\n<li value=\"3\">乙</li>\n</ol>");
        assert_eq!(html("3. 甲\n4. 乙"), "<ol start=\"3\">\n<li>甲</li>\n<li>乙</li>\n</ol>");
    }

    #[test]
    fn official_headings_make_the_outline() {
        let body =
            render("一、工作回顾\n\n（一）抓好培训。全年十余次。\n\n二、工作打算\n\n文。", 0);
        let outline: Vec<_> = body.headings.iter().map(|h| (h.level, h.text.as_str())).collect();
        assert_eq!(outline, [(2, "一、工作回顾"), (3, "（一）抓好培训"), (2, "二、工作打算")]);
        assert!(
            html("一、工作回顾\n\n文。").starts_with("<h2 id=\"一工作回顾\">一、工作回顾</h2>")
        );
        assert!(
            html("（一）抓好培训。全年。")
                .contains("<b class=\"run-in\" id=\"一抓好培训\">（一）抓好培训。</b>全年。")
        );
        assert!(!html("1.甲镇\n\n2.乙镇\n\n文。").contains("<h"));
    }

    #[test]
    fn anchors_are_unique_and_levels_are_not_skipped() {
        let body = render("# 甲\n\n#### 甲\n\n## ！！\n", 0);
        let outline: Vec<_> = body.headings.iter().map(|h| (h.level, h.anchor.as_str())).collect();
        assert_eq!(outline, [(2, "甲"), (3, "甲-1"), (3, "section")]);
    }

    #[test]
    fn bare_addresses_end_at_chinese_punctuation() {
        assert_eq!(
            html("见 www.example.cn，谢谢"),
            "<p>见 <a href=\"L0\">www.example.cn</a>，谢谢</p>"
        );
        assert_eq!(render("见http://a.cn/x，谢", 0).links[0].destination, "http://a.cn/x");
        assert_eq!(html("[会议](a.md#会议)"), "<p><a href=\"L0\">会议</a></p>");
    }

    #[test]
    fn pictures_alone_are_figures() {
        assert_eq!(
            html("![布局](a.svg \"图1\")"),
            "<figure><img src=\"I0\" alt=\"布局\" loading=\"lazy\" decoding=\"async\"><figcaption>图1</figcaption></figure>"
        );
    }

    #[test]
    fn footnotes_lead_there_and_back() {
        let out = html("甲[^注]乙[^注]\n\n[^注]: 说明\n");
        assert!(out.contains("href=\"#fn-1\" id=\"fnref-1-2\""), "{out}");
        assert!(out.contains("<li id=\"fn-1\">") && out.contains("href=\"#fnref-1-1\""), "{out}");
        assert!(out.ends_with("</ol></div>"), "{out}");
    }

    #[test]
    fn tables_have_captions_and_figures_at_the_right() {
        let out = html("表1 申请量\n\n|类|件|\n|-|-|\n|发明|12|\n|外观|—|");
        let start =
            "<div class=\"table\" tabindex=\"0\"><table>\n<caption>表1 申请量</caption>\n<thead>";
        assert!(out.starts_with(start), "{out}");
        assert!(out.contains("<th>类</th>\n<th class=\"right\">件</th>"), "{out}");
        assert!(out.contains("<td>发明</td>\n<td class=\"right\">12</td>"), "{out}");
        assert!(out.ends_with("</tbody>\n</table></div>"), "{out}");
        assert!(html("表示赞成：\n\n|甲|\n|-|\n|乙|").starts_with("<p>表示赞成：</p>"));
        assert!(html("|甲|\n|-|").ends_with("</thead>\n</table></div>"));
    }

    #[test]
    fn gfm() {
        assert!(html("|甲|乙|\n|-|-:|\n|1|二|").contains("<td class=\"right\">二</td>"));
        assert!(html("- [x] 甲").contains("type=\"checkbox\""));
        assert_eq!(html("~~甲~~"), "<p><del>甲</del></p>");
    }

    #[test]
    fn a_link_knows_where_it_stands() {
        let body = render("甲\n乙[丙](x.md)\n", 100);
        assert_eq!(body.links[0].range, 107..107 + "[丙](x.md)".len());
    }
}
