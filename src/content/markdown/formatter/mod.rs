//! Writes a parsed tree as HTML: the library's way, except where a bulletin needs another.

mod media;
mod writer;

use std::fmt::{self, Write};

use comrak::html::{self, ChildRendering, Context};
use comrak::nodes::{NodeValue, Sourcepos};
use comrak::options::Plugins;
use comrak::{Node, Options};

use super::body::{FoundMistake, Heading, Hole, LinkKind, marks};
use super::figures::{is_figure, is_row};
use super::{chart, highlight, tables};
use crate::base::{Diagnostic, han, phrase};
use media::{image, title};
pub use writer::FoundLink;
use writer::Writer;

/// A tree written as HTML; its holes are still marks.
pub struct Formatted {
    /// HTML with marks.
    pub marked: String,
    /// The links, in the order of their numbers.
    pub links: Vec<FoundLink>,
    /// The outline, as it was given.
    pub headings: Vec<Heading>,
    /// Whether the text has authors' own HTML.
    pub has_raw_html: bool,
    /// The HTML of each chart, in the order of their marks.
    pub charts: Vec<String>,
    /// What is asked for where a table is filled in, and its place, in the order of their marks.
    pub blocks: Vec<(String, Sourcepos)>,
    /// Findings on what cannot be shown, and where it stands.
    pub mistakes: Vec<FoundMistake>,
}

/// Writes a tree whose outline is settled; `capacity` is about how many bytes the HTML will have.
pub fn format(
    root: Node<'_>,
    options: &Options<'_>,
    headings: Vec<Heading>,
    capacity: usize,
) -> Formatted {
    let mut marked = String::with_capacity(capacity);
    let writer = Writer { headings, ..Writer::default() };
    let plugins = Plugins::default();
    let writer =
        html::format_document_with_formatter(root, options, &mut marked, &plugins, node, writer)
            .expect("writing to a String cannot fail");
    if writer.footnotes > 0 {
        marked.push_str("</ol></div>\n");
    }
    let Writer { links, headings, has_raw_html, charts, blocks, mistakes, .. } = writer;
    Formatted { marked, links, headings, has_raw_html, charts, blocks, mistakes }
}

/// Writes a text in which the number of a telephone, or a date, is not broken at its hyphens.
fn numbers(context: &mut Context<'_, '_, Writer>, text: &str) -> fmt::Result {
    // What stands between an author's own tags may be a script.
    let is_free = !context.user.has_raw_html;
    for (piece, is_number) in phrase::numbers(text) {
        let is_number = is_number && is_free;
        if is_number {
            context.write_str("<span class=\"whole\">")?;
        }
        context.escape(piece)?;
        if is_number {
            context.write_str("</span>")?;
        }
    }
    Ok(())
}

/// Writes one node. Nodes that bulletins need in no other form are left to the library.
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
        NodeValue::Text(text) if entering && text.contains('-') => numbers(context, text)?,
        NodeValue::Paragraph if is_figure(node) => {
            context.write_str(if entering { "<figure>" } else { "</figure>\n" })?;
        }
        NodeValue::Paragraph if is_row(node) => {
            context.write_str(if entering { "<div class=\"pictures\">" } else { "</div>\n" })?;
        }
        NodeValue::Paragraph if tables::is_caption(node) => {
            tables::caption(context, node, entering)?;
        }
        NodeValue::Paragraph => return paragraph(context, node, entering),
        NodeValue::Table(_) => tables::table(context, node, entering)?,
        NodeValue::TableRow(_) => {
            context.user.column = 0;
            return html::format_node_default(context, node, entering);
        }
        NodeValue::TableCell => {
            let column = context.user.column;
            context.user.column += usize::from(!entering);
            tables::cell(context, node, column, entering)?;
        }
        // No new line after it: between Han characters it would be a blank.
        NodeValue::LineBreak if entering => context.write_str("<br>")?,
        NodeValue::Item(own) if entering => item(context, node, own.start)?,
        NodeValue::CodeBlock(block) if entering => {
            code(context, &block.info, &block.literal, position)?;
        }
        NodeValue::CodeBlock(_) => {}
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
            if entering && shows_own_picture(&node.data().value) {
                context.user.mistakes.push((Diagnostic::warning("html-picture"), position));
            }
            return html::format_node_default(context, node, entering);
        }
        _ => return html::format_node_default(context, node, entering),
    }
    Ok(ChildRendering::HTML)
}

/// Opens an item of a list. One whose number does not follow the number before keeps its own.
fn item(context: &mut Context<'_, '_, Writer>, node: Node<'_>, number: usize) -> fmt::Result {
    let before = node.previous_sibling().and_then(|item| match item.data().value {
        NodeValue::Item(item) => Some(item.start),
        _ => None,
    });
    if before.is_some_and(|before| before + 1 != number) && is_ordered(node) {
        write!(context, "<li value=\"{number}\">")
    } else {
        context.write_str("<li>")
    }
}

/// Whether HTML has an `<img>` without a full address: other addresses are followed only in
/// Markdown.
fn shows_own_picture(value: &NodeValue) -> bool {
    let text = match value {
        NodeValue::HtmlBlock(block) => block.literal.as_str(),
        NodeValue::HtmlInline(text) => text.as_str(),
        _ => return false,
    };
    let lower = text.to_ascii_lowercase();
    lower.split("<img").skip(1).any(|rest| {
        let tag = rest.split('>').next().unwrap_or_default();
        let source =
            tag.split_once(" src=").map(|(_, source)| source.trim_start_matches(['"', '\'']));
        !source
            .is_some_and(|source| source.starts_with("http://") || source.starts_with("https://"))
    })
}

/// What the words after a fence ask for, where it is a table that the program fills: `stats 2007-q1`. Office programs make the
/// first letter large.
fn asked(info: &str) -> Option<String> {
    let info = info.replace([':', '：', '{', '}', '　'], " ");
    let mut words = info.split_whitespace();
    let kind = words.next()?.to_ascii_lowercase();
    let kind = match kind.as_str() {
        "stats" | "统计" => "stats",
        "series" | "数据" => "series",
        _ => return None,
    };
    Some(std::iter::once(kind).chain(words).collect::<Vec<_>>().join(" "))
}

/// Writes a block of code or a chart. A chart that cannot be drawn is shown as it was written.
fn code(
    context: &mut Context<'_, '_, Writer>,
    info: &str,
    text: &str,
    position: Sourcepos,
) -> fmt::Result {
    if let Some(asked) = asked(info) {
        if text.trim().is_empty() {
            let number = u32::try_from(context.user.blocks.len()).expect("far fewer");
            context.user.blocks.push((asked, position));
            return marks::write(context, Hole::Block(number));
        }
        // Somebody else's code may be called so, too.
        if asked.contains(' ') {
            let finding = Diagnostic::warning("bad-block").wording("text").with("info", asked);
            context.user.mistakes.push((finding, position));
        }
    }
    if !chart::is_chart(info) {
        if info.chars().any(han::is_han) {
            let finding = Diagnostic::warning("code-info").with("info", info);
            context.user.mistakes.push((finding, position));
        }
        context.user.code += text.len();
        let is_short = context.user.code <= highlight::MOST;
        return highlight::write(context, info, text, is_short);
    }
    match chart::render(info, text, &mut context.user.chart_values) {
        Ok(drawn) => {
            context.user.charts.push(drawn);
            let number = context.user.charts.len() - 1;
            marks::write_chart(context, number)
        }
        Err(finding) => {
            context.user.mistakes.push((finding, position));
            highlight::write(context, "", text, false)
        }
    }
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

fn is_ordered(item: Node<'_>) -> bool {
    item.parent().is_some_and(|list| {
        matches!(list.data().value, NodeValue::List(list) if list.list_type == comrak::nodes::ListType::Ordered)
    })
}

/// Writes a paragraph. The last one of a footnote ends with links back to the text.
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

fn footnote_reference(
    context: &mut Context<'_, '_, Writer>,
    number: u32,
    occurrence: u32,
) -> fmt::Result {
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
        context.write_str("<div class=\"footnotes\"><ol>\n")?;
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
