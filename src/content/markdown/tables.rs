//! Writes tables as statistics are set: figures at the right, the caption above, the table in a box
//! that scrolls when it is wide.

use std::fmt::{self, Write};
use std::sync::LazyLock;

use comrak::Node;
use comrak::html::Context;
use comrak::nodes::{NodeValue, TableAlignment};
use regex::Regex;

use super::body::FoundMistake;
use super::lines::Typed;
use crate::base::{Diagnostic, han};

/// The longest caption, in characters.
const CAPTION: usize = 60;
/// A table of more columns is printed smaller, so that it fits on the paper.
const MANY: usize = 8;
/// A table of more columns is printed on a page that lies across.
const VERY_MANY: usize = 16;
/// A cell with more characters needs a column of some width.
const BROAD: usize = 8;

/// Aligns columns of figures to the right, where the author says nothing of their alignment.
pub fn align_numbers(root: Node<'_>) {
    for table in root.descendants() {
        let NodeValue::Table(table_data) = &mut table.data_mut().value else { continue };
        let body: Vec<Vec<Node<'_>>> =
            table.children().skip(1).map(|row| row.children().collect()).collect();
        for (column, alignment) in table_data.alignments.iter_mut().enumerate() {
            let cells = body.iter().filter_map(|row| row.get(column));
            let texts: Vec<String> = cells.map(|cell| cell.collect_text()).collect();
            let mut filled = texts.iter().map(|text| text.trim()).filter(|text| !text.is_empty());
            let is_bare = matches!(alignment, TableAlignment::None);
            if is_bare && filled.clone().next().is_some() && filled.all(is_number) {
                *alignment = TableAlignment::Right;
            }
        }
    }
}

/// Finds rows with more cells than the head has: the parser drops them. Most often a `|` in a text was
/// meant as a sign.
pub fn extra_cells(root: Node<'_>, typed: &Typed<'_>) -> Vec<FoundMistake> {
    let lines: Vec<&str> = typed.text.lines().collect();
    let mut found = Vec::new();
    for row in root.descendants() {
        let data = row.data();
        let NodeValue::TableRow(false) = data.value else { continue };
        let place = data.sourcepos;
        let line = lines.get(place.start.line.wrapping_sub(1)).copied().unwrap_or_default();
        let line = line.get(place.start.column.saturating_sub(1)..).unwrap_or_default().trim();
        let inner = line.strip_prefix('|').unwrap_or(line);
        let inner = inner.strip_suffix('|').filter(|inner| !inner.ends_with('\\')).unwrap_or(inner);
        let bars = inner.match_indices('|').filter(|(at, _)| !inner[..*at].ends_with('\\')).count();
        let columns = row.children().count();
        if bars + 1 > columns {
            let extra = inner.splitn(columns + 1, '|').last().unwrap_or_default();
            if !extra.trim_matches(['|', ' ']).is_empty() {
                let finding =
                    Diagnostic::warning("extra-cells").with("text", typed.back(extra.trim()));
                found.push((finding, place));
            }
        }
    }
    found
}

/// How wide a table on paper may be at the smallest type that can be read, in ems: on a page turned on its
/// side, and where it cannot have a page of its own.
const WIDEST: f64 = 116.0;
const WIDEST_INSIDE: f64 = 61.0;

/// Finds tables that paper has no room for.
pub fn too_wide(root: Node<'_>) -> Vec<FoundMistake> {
    let mut found = Vec::new();
    for node in root.descendants() {
        let data = node.data();
        let width = match &data.value {
            NodeValue::Table(_) => {
                let rows = node.children().map(|row| {
                    row.children().map(comrak::arena_tree::Node::collect_text).collect::<Vec<_>>()
                });
                needed(rows)
            }
            NodeValue::HtmlBlock(block) if block.literal.contains("<t") => {
                let rows = block.literal.split("<tr").skip(1).map(|row| {
                    let cells = HTML_CELL.captures_iter(row);
                    cells.map(|cell| TAG.replace_all(&cell[1], "").into_owned()).collect()
                });
                needed(rows)
            }
            _ => continue,
        };
        let is_inside =
            node.parent().is_some_and(|up| !matches!(up.data().value, NodeValue::Document));
        if width > if is_inside { WIDEST_INSIDE } else { WIDEST } {
            let mut place = data.sourcepos;
            place.end = (place.start.line, place.start.column).into();
            found.push((Diagnostic::warning("wide-table"), place));
        }
    }
    found
}

/// A cell of a table in HTML.
static HTML_CELL: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?is)<t[dh]\b[^>]*>(.*?)(?:</t[dh]>|\z)").expect("a tested pattern")
});

/// A tag or a character's name, which take no room.
static TAG: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?s)<[^>]*>|&nbsp;").expect("a tested pattern"));

/// The width that a table needs at least, in ems: of each column the longest piece that is not broken, and
/// room beside it.
fn needed(rows: impl Iterator<Item = Vec<String>>) -> f64 {
    let mut columns: Vec<f64> = Vec::new();
    for row in rows {
        columns.resize(columns.len().max(row.len()), 0.0);
        for (column, cell) in columns.iter_mut().zip(&row) {
            *column = han::unbroken(cell).map(han::ems).fold(*column, f64::max);
        }
    }
    columns.iter().map(|column| column + 0.5).sum()
}

/// Whether a text is a figure: `10000`, `1,234.5`, `-3`, `45%`, or `—` where there is none.
fn is_number(text: &str) -> bool {
    let digits = text.trim_start_matches(['-', '+', '−']).trim_end_matches(['%', '％', '‰']);
    let has_digits = digits.starts_with(|c: char| c.is_ascii_digit())
        && digits.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | ' '));
    has_digits || matches!(text, "-" | "—" | "——" | "/")
}

/// Whether a paragraph stands above a table and begins with 表1, 表一 or 附表.
pub fn is_caption(paragraph: Node<'_>) -> bool {
    let above = paragraph.next_sibling();
    if !above.is_some_and(|next| matches!(next.data().value, NodeValue::Table(_))) {
        return false;
    }
    let text = paragraph.collect_text();
    let numbered = text.strip_prefix('附').unwrap_or(&text).strip_prefix('表');
    let is_numbered = numbered.is_some_and(|rest| {
        rest.starts_with(|c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c))
            || text.starts_with('附')
    });
    is_numbered && text.chars().count() <= CAPTION && !text.ends_with(['。', '：', '；'])
}

/// Writes the caption of a table, and before it the start of the table.
pub fn caption<T>(context: &mut Context<'_, '_, T>, node: Node<'_>, entering: bool) -> fmt::Result {
    if entering {
        if let Some(table) = node.next_sibling() {
            open(context, table)?;
        }
        context.write_str("<caption>")
    } else {
        context.write_str("</caption>\n")
    }
}

fn open<T>(context: &mut Context<'_, '_, T>, table: Node<'_>) -> fmt::Result {
    let columns = match &table.data().value {
        NodeValue::Table(table) => table.num_columns,
        _ => 0,
    };
    write_start(context, columns)
}

/// Writes the start of a table with so many columns.
///
/// # Errors
/// Only those of the writer.
pub fn write_start(out: &mut dyn Write, columns: usize) -> fmt::Result {
    let wide = match columns {
        columns if columns > VERY_MANY => " wide widest",
        columns if columns > MANY => " wide",
        _ => "",
    };
    // The keyboard reaches the box, so that it can be scrolled with the keyboard.
    writeln!(out, "<div class=\"table{wide}\" tabindex=\"0\"><table>")
}

/// Writes the start of a table, unless its caption did, or the end of it.
pub fn table<T>(context: &mut Context<'_, '_, T>, node: Node<'_>, entering: bool) -> fmt::Result {
    if entering {
        let is_open = node.previous_sibling().is_some_and(is_caption_node);
        return if is_open { Ok(()) } else { open(context, node) };
    }
    if node.children().nth(1).is_some() {
        context.write_str("</tbody>\n")?;
    }
    context.cr()?;
    context.write_str("</table></div>\n")
}

fn is_caption_node(node: Node<'_>) -> bool {
    matches!(node.data().value, NodeValue::Paragraph) && is_caption(node)
}

/// Writes the cell of a column, counted from 0.
pub fn cell<T>(
    context: &mut Context<'_, '_, T>,
    node: Node<'_>,
    column: usize,
    entering: bool,
) -> fmt::Result {
    let row = node.parent();
    let in_head = row.is_some_and(|row| matches!(row.data().value, NodeValue::TableRow(true)));
    let tag = if in_head { "th" } else { "td" };
    if !entering {
        return writeln!(context, "</{tag}>");
    }
    let alignment = row.and_then(comrak::arena_tree::Node::parent).and_then(|table| {
        match &table.data().value {
            NodeValue::Table(table) => table.alignments.get(column).copied(),
            _ => None,
        }
    });
    let side = match alignment {
        Some(TableAlignment::Right) => Some("right"),
        Some(TableAlignment::Center) => Some("center"),
        _ => None,
    };
    let broad = (!in_head && node.collect_text().chars().count() > BROAD).then_some("broad");
    let classes: Vec<&str> = side.into_iter().chain(broad).collect();
    if classes.is_empty() {
        write!(context, "<{tag}>")
    } else {
        write!(context, "<{tag} class=\"{}\">", classes.join(" "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_numbers_and_what_stands_for_none() {
        for figure in ["10000", "1,234.5", "-3", "45%", "3.5", "—", "0"] {
            assert!(is_number(figure), "{figure}");
        }
        for text in ["12个", "2007年", "一等奖", "10 kV", "3-5", "."] {
            assert!(!is_number(text), "{text}");
        }
    }
}
