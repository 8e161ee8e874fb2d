//! Markdown becomes a [`Body`]: CommonMark and GFM, read as Chinese prose, with holes for links.

use std::fmt::{self, Write};
use std::ops::Range;

use comrak::html::{self, ChildRendering, Context};
use comrak::nodes::{AstNode, NodeHeading, NodeLink, NodeValue, Sourcepos};
use comrak::{Anchorizer, Arena, Node, Options};

use super::body::{Body, Heading, Hole, LinkKind, RawLink, marks};
use super::{han, highlight, prose, sanitise, summary};

/// Renders the Markdown of one file; `offset` is where it starts in the file, in bytes.
pub fn render(markdown: &str, offset: usize) -> Body {
    let arena = Arena::new();
    let clean = without_marks(markdown);
    let root = comrak::parse_document(&arena, &clean, &options());
    if clean.contains("&#") {
        remove_marks(root);
    }
    prose::arrange(&arena, root);
    let headings = outline(&arena, root);
    let writer = Writer {
        links: Vec::new(),
        next_heading: 0,
        headings,
        footnotes: 0,
        has_raw_html: false,
    };
    let mut marked = String::with_capacity(clean.len() * 5 / 4);
    let writer = html::format_document_with_formatter(
        root,
        &options(),
        &mut marked,
        &comrak::options::Plugins::default(),
        node,
        writer,
    )
    .expect("writing to a String cannot fail");
    if writer.footnotes > 0 {
        marked.push_str("</ol></section>\n");
    }
    if writer.has_raw_html {
        marked = sanitise::clean(&marked);
    }
    let (html, holes) = marks::extract(&marked);
    Body {
        html,
        holes,
        links: located(writer.links, &clean, offset),
        headings: writer.headings,
        summary: first_paragraph(root).map(|text| summary::cut(&text)).unwrap_or_default(),
        words: count(root),
    }
}

fn options() -> Options<'static> {
    let mut options = Options::default();
    options.extension.strikethrough = true;
    options.extension.table = true;
    options.extension.autolink = true;
    options.extension.tasklist = true;
    options.extension.footnotes = true;
    options.extension.cjk_friendly_emphasis = true;
    // Raw HTML is written as it is here and cleaned by an allow-list afterwards.
    options.render.r#unsafe = true;
    options
}

fn without_marks(text: &str) -> std::borrow::Cow<'_, str> {
    // Two searches for a string of bytes are much faster than one for a set of characters.
    let mut buffer = [0; 4];
    if [marks::OPEN, marks::CLOSE].iter().any(|mark| text.contains(&*mark.encode_utf8(&mut buffer))) {
        text.replace([marks::OPEN, marks::CLOSE], "\u{fffd}").into()
    } else {
        text.into()
    }
}

/// Entities such as `&#xfdd0;` can bring marks in after the text was cleaned.
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
            _ => {}
        }
    }
}

/// Settles levels and anchors of all headings, run-in ones included, in the order of the text.
fn outline<'a>(arena: &'a Arena<'a>, root: Node<'a>) -> Vec<Heading> {
    let blocks: Vec<Node<'a>> = root.children().collect();
    let has_h1 = blocks.iter().any(|block| matches!(block.data().value, NodeValue::Heading(NodeHeading { level: 1, .. })));
    let mut anchors = Anchorizer::new();
    let mut headings: Vec<Heading> = Vec::new();
    for block in root.descendants().collect::<Vec<_>>() {
        let level = match block.data().value {
            NodeValue::Heading(heading) => Some(heading.level + u8::from(has_h1)),
            NodeValue::Paragraph => None,
            _ => continue,
        };
        let heading = match level {
            Some(wanted) => {
                // A level is never skipped on the way down: h2, then h3 (WCAG 1.3.1).
                let deepest = headings.last().map_or(2, |last| last.level + 1);
                Heading { level: wanted.clamp(2, deepest.min(6)), ..named(&mut anchors, &block.collect_text()) }
            }
            None => match run_in(arena, block, &mut anchors) {
                Some(heading) => heading,
                None => continue,
            },
        };
        headings.push(heading);
    }
    headings
}

fn named(anchors: &mut Anchorizer, text: &str) -> Heading {
    let text = text.trim().to_owned();
    let speaking = text.chars().any(char::is_alphanumeric);
    let anchor = anchors.anchorize(if speaking { text.trim() } else { "section" });
    Heading { level: 0, anchor, text, is_run_in: false }
}

/// Sets the heading of a run-in paragraph in bold, with an anchor.
fn run_in<'a>(arena: &'a Arena<'a>, paragraph: Node<'a>, anchors: &mut Anchorizer) -> Option<Heading> {
    let first = paragraph.first_child()?;
    let parent_is_document = matches!(paragraph.parent()?.data().value, NodeValue::Document);
    let (text, end) = match &first.data().value {
        NodeValue::Text(text) => {
            let end = prose::run_in_end(text).filter(|_| parent_is_document)?;
            (text.to_string(), end)
        }
        _ => return None,
    };
    let rank = prose::Rank::of(&text)?;
    let name = named(anchors, text[..end].trim_end_matches('。'));
    let heading = Heading { level: rank.level(), is_run_in: true, ..name };
    let mut opening = String::from("<b class=\"run-in\" id=\"");
    marks::write(&mut opening, Hole::Prefix).expect("writing to a String cannot fail");
    html::escape(&mut opening, &heading.anchor).expect("writing to a String cannot fail");
    opening.push_str("\">");
    let alloc = |value| arena.alloc(AstNode::from(value));
    first.insert_before(alloc(NodeValue::Raw(opening)));
    first.insert_before(alloc(NodeValue::Text(text[..end].to_owned().into())));
    first.insert_before(alloc(NodeValue::Raw("</b>".to_owned())));
    first.data_mut().value = NodeValue::Text(text[end..].to_owned().into());
    Some(heading)
}

/// What the formatter carries from node to node.
#[derive(Default)]
struct Writer {
    links: Vec<(LinkKind, String, Sourcepos)>,
    headings: Vec<Heading>,
    next_heading: usize,
    footnotes: u32,
    has_raw_html: bool,
}

impl Writer {
    fn link(&mut self, kind: LinkKind, link: &NodeLink, position: Sourcepos) -> u32 {
        self.links.push((kind, link.url.clone(), position));
        u32::try_from(self.links.len() - 1).expect("a file of at most 4 GB has fewer links")
    }
}

fn node(
    context: &mut Context<'_, '_, Writer>,
    node: Node<'_>,
    entering: bool,
) -> Result<ChildRendering, fmt::Error> {
    let position = node.data().sourcepos;
    match &node.data().value {
        NodeValue::Heading(_) => heading(context, entering)?,
        NodeValue::Link(link) => {
            if entering {
                let number = context.user.link(LinkKind::Link, link, position);
                context.write_str("<a href=\"")?;
                marks::write(context, Hole::Href(number))?;
                title(context, &link.title)?;
                context.write_str("\">")?;
            } else {
                context.write_str("</a>")?;
            }
        }
        NodeValue::Image(link) => return image(context, node, link, entering),
        NodeValue::Paragraph if is_figure(node) => {
            context.write_str(if entering { "<figure>" } else { "</figure>\n" })?;
        }
        NodeValue::Paragraph => return paragraph(context, node, entering),
        NodeValue::Item(own) if entering => {
            let number = own.start;
            let expected = node.parent().and_then(|list| match list.data().value {
                NodeValue::List(list) => Some(list.start + node.preceding_siblings().skip(1).count()),
                _ => None,
            });
            if expected.is_some_and(|expected| expected != number) && is_ordered(node) {
                write!(context, "<li value=\"{number}\">")?;
            } else {
                context.write_str("<li>")?;
            }
        }
        NodeValue::CodeBlock(block) => {
            if entering {
                highlight::write(context, &block.info, &block.literal)?;
            }
        }
        NodeValue::FootnoteReference(reference) => {
            if entering {
                footnote_reference(context, reference.ix, reference.ref_num)?;
            }
        }
        NodeValue::FootnoteDefinition(definition) => {
            footnote(context, node, entering, definition.total_references)?;
        }
        NodeValue::HtmlBlock(_) | NodeValue::HtmlInline(_) => {
            context.user.has_raw_html = true;
            return html::format_node_default(context, node, entering);
        }
        _ => return html::format_node_default(context, node, entering),
    }
    Ok(ChildRendering::HTML)
}

fn heading(context: &mut Context<'_, '_, Writer>, entering: bool) -> fmt::Result {
    // Run-in headings are in the list but are no heading nodes.
    while context.user.headings[context.user.next_heading].is_run_in {
        context.user.next_heading += 1;
    }
    let heading = context.user.headings[context.user.next_heading].clone();
    if entering {
        marks::write(context, Hole::Level(heading.level))?;
        write!(context, "<h{} id=\"", heading.level)?;
        marks::write(context, Hole::Prefix)?;
        context.escape(&heading.anchor)?;
        context.write_str("\">")
    } else {
        context.user.next_heading += 1;
        marks::write(context, Hole::Level(heading.level))?;
        writeln!(context, "</h{}>", heading.level)
    }
}

fn title(context: &mut Context<'_, '_, Writer>, title: &str) -> fmt::Result {
    if !title.is_empty() {
        context.write_str("\" title=\"")?;
        context.escape(title)?;
    }
    Ok(())
}

/// A paragraph that holds one image and nothing else.
fn is_figure(paragraph: Node<'_>) -> bool {
    paragraph.first_child().is_some_and(|child| {
        child.next_sibling().is_none() && matches!(child.data().value, NodeValue::Image(_))
    }) && paragraph.parent().is_some_and(|parent| {
        matches!(parent.data().value, NodeValue::Document | NodeValue::BlockQuote)
    })
}

fn image(
    context: &mut Context<'_, '_, Writer>,
    node: Node<'_>,
    link: &NodeLink,
    entering: bool,
) -> Result<ChildRendering, fmt::Error> {
    let in_figure = node.parent().is_some_and(is_figure);
    if entering {
        let number = context.user.link(LinkKind::Image, link, node.data().sourcepos);
        context.write_str("<img src=\"")?;
        marks::write(context, Hole::Image(number))?;
        context.write_str("\" alt=\"")?;
        return Ok(ChildRendering::Plain);
    }
    if !in_figure {
        title(context, &link.title)?;
    }
    context.write_str("\" loading=\"lazy\" decoding=\"async\">")?;
    if in_figure && !link.title.is_empty() {
        context.write_str("<figcaption>")?;
        context.escape(&link.title)?;
        context.write_str("</figcaption>")?;
    }
    Ok(ChildRendering::HTML)
}

fn is_ordered(item: Node<'_>) -> bool {
    item.parent().is_some_and(|list| {
        matches!(list.data().value, NodeValue::List(list) if list.list_type == comrak::nodes::ListType::Ordered)
    })
}

/// The last paragraph of a footnote is followed by the way back.
fn paragraph(
    context: &mut Context<'_, '_, Writer>,
    node: Node<'_>,
    entering: bool,
) -> Result<ChildRendering, fmt::Error> {
    let footnote = node.parent().filter(|_| node.next_sibling().is_none());
    let references = footnote.and_then(|parent| match &parent.data().value {
        NodeValue::FootnoteDefinition(definition) => Some(definition.total_references),
        _ => None,
    });
    match references {
        Some(total) if !entering => {
            way_back(context, total)?;
            context.write_str("</p>\n")?;
            Ok(ChildRendering::HTML)
        }
        _ => html::format_node_default(context, node, entering),
    }
}

fn footnote_reference(context: &mut Context<'_, '_, Writer>, number: u32, occurrence: u32) -> fmt::Result {
    context.write_str("<sup class=\"footnote-ref\"><a href=\"#")?;
    marks::write(context, Hole::Prefix)?;
    write!(context, "fn-{number}\" id=\"")?;
    marks::write(context, Hole::Prefix)?;
    write!(context, "fnref-{number}-{occurrence}\">{number}</a></sup>")
}

fn footnote(
    context: &mut Context<'_, '_, Writer>,
    node: Node<'_>,
    entering: bool,
    references: u32,
) -> fmt::Result {
    if !entering {
        let ends_in_paragraph = node
            .last_child()
            .is_some_and(|child| matches!(child.data().value, NodeValue::Paragraph));
        if !ends_in_paragraph {
            way_back(context, references)?;
        }
        return context.write_str("</li>\n");
    }
    if context.user.footnotes == 0 {
        context.write_str("<section class=\"footnotes\"><ol>\n")?;
    }
    context.user.footnotes += 1;
    context.write_str("<li id=\"")?;
    marks::write(context, Hole::Prefix)?;
    let number = context.user.footnotes;
    write!(context, "fn-{number}\">")
}

fn way_back(context: &mut Context<'_, '_, Writer>, references: u32) -> fmt::Result {
    let number = context.user.footnotes;
    for occurrence in 1..=references {
        context.write_str(" <a class=\"footnote-back\" href=\"#")?;
        marks::write(context, Hole::Prefix)?;
        write!(context, "fnref-{number}-{occurrence}\" aria-label=\"返回正文\">↩</a>")?;
    }
    Ok(())
}

/// Turns the parser's lines and columns into bytes from the start of the file.
fn located(
    links: Vec<(LinkKind, String, Sourcepos)>,
    text: &str,
    offset: usize,
) -> Vec<RawLink> {
    if links.is_empty() {
        return Vec::new();
    }
    let ends = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
    let starts: Vec<usize> = std::iter::once(offset).chain(ends.map(|(at, _)| offset + at + 1)).collect();
    let at = |line: usize| line.checked_sub(1).and_then(|line| starts.get(line)).copied().unwrap_or(offset);
    let one = |(kind, destination, place): (LinkKind, String, Sourcepos)| {
        let start = at(place.start.line) + place.start.column.saturating_sub(1);
        let range: Range<usize> = start..(at(place.end.line) + place.end.column).max(start);
        RawLink { kind, destination, range }
    };
    links.into_iter().map(one).collect()
}

fn first_paragraph(root: Node<'_>) -> Option<String> {
    root.children()
        .filter(|block| matches!(block.data().value, NodeValue::Paragraph) && !is_figure(block))
        .map(|block| block.collect_text())
        .find(|text| !text.trim().is_empty())
}

fn count(root: Node<'_>) -> usize {
    let holds_text = |value: &NodeValue| {
        matches!(value, NodeValue::Paragraph | NodeValue::Heading(_) | NodeValue::TableCell)
    };
    let blocks = root.descendants().filter(|node| holds_text(&node.data().value));
    blocks.map(|block| han::count(&block.collect_text())).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::body::Setting;

    struct Plain;

    impl Setting for Plain {
        fn href(&self, out: &mut dyn Write, link: u32) -> fmt::Result {
            write!(out, "L{link}")
        }
        fn image(&self, out: &mut dyn Write, link: u32) -> fmt::Result {
            write!(out, "I{link}")
        }
        fn prefix(&self) -> &'static str {
            ""
        }
        fn shift(&self) -> u8 {
            0
        }
    }

    fn html(markdown: &str) -> String {
        let mut out = String::new();
        render(markdown, 0).write(&mut out, &Plain).unwrap();
        out.trim_end().to_owned()
    }

    #[test]
    fn newlines_between_han_vanish_also_through_emphasis_and_links() {
        assert_eq!(html("科技\n工作"), "<p>科技工作</p>");
        assert_eq!(html("**科技**\n[工作](a.md)"), "<p><strong>科技</strong><a href=\"L0\">工作</a></p>");
        assert_eq!(html("会议。\n“科技”"), "<p>会议。“科技”</p>");
        assert_eq!(html("共\n30 项\nGB 标准"), "<p>共\n30 项\nGB 标准</p>");
        assert_eq!(html("用\n`x`\n写"), "<p>用\n<code>x</code>\n写</p>");
    }

    #[test]
    fn emphasis_beside_chinese_punctuation() {
        assert_eq!(html("**重点。**后文"), "<p><strong>重点。</strong>后文</p>");
    }

    #[test]
    fn typed_indents_go_and_begin_paragraphs() {
        assert_eq!(html("　　甲。\n　　乙。"), "<p>甲。</p>\n<p>乙。</p>");
        assert_eq!(html("一是甲。\n（二）乙丙。"), "<p>一是甲。</p>\n<p>（二）乙丙。</p>");
        assert_eq!(html("增长了\n3.5亿元"), "<p>增长了\n3.5亿元</p>");
    }

    #[test]
    fn what_the_author_numbered_stays() {
        assert_eq!(html("1、甲\n"), "<p>1、甲</p>");
        assert_eq!(html("2007. 全年总结"), "<p>2007. 全年总结</p>");
        assert_eq!(
            html("1. 甲\n3. 乙"),
            "<ol>\n<li>甲</li>\n<li value=\"3\">乙</li>\n</ol>"
        );
        assert_eq!(html("3. 甲\n4. 乙"), "<ol start=\"3\">\n<li>甲</li>\n<li>乙</li>\n</ol>");
    }

    #[test]
    fn official_headings_make_the_outline() {
        let body = render("一、工作回顾\n\n（一）抓好培训。全年十余次。\n\n二、工作打算\n\n文。", 0);
        let outline: Vec<_> = body.headings.iter().map(|h| (h.level, h.text.as_str())).collect();
        assert_eq!(outline, [(2, "一、工作回顾"), (3, "（一）抓好培训"), (2, "二、工作打算")]);
        assert!(html("一、工作回顾\n\n文。").starts_with("<h2 id=\"一工作回顾\">一、工作回顾</h2>"));
        assert!(html("（一）抓好培训。全年。").contains("<b class=\"run-in\" id=\"一抓好培训\">（一）抓好培训。</b>全年。"));
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
        assert!(out.ends_with("</ol></section>"), "{out}");
    }

    #[test]
    fn gfm() {
        assert!(html("|甲|乙|\n|-|-:|\n|1|2|").contains("<td align=\"right\">2</td>"));
        assert!(html("- [x] 甲").contains("type=\"checkbox\""));
        assert_eq!(html("~~甲~~"), "<p><del>甲</del></p>");
    }

    #[test]
    fn a_link_knows_where_it_stands() {
        let body = render("甲\n乙[丙](x.md)\n", 100);
        assert_eq!(body.links[0].range, 107..107 + "[丙](x.md)".len());
    }
}
