//! Tables as programs for tables save them: CSV here, workbooks in [`workbook`](super::workbook). One becomes an
//! article with a table.

use csv::ReaderBuilder;

use super::Refusal;
use super::found::{Found, Remark};
use crate::base::tree::{Element, Node};

/// A cell, as it is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    /// Its text.
    pub text: String,
    /// The same with its marks and links, where it has some.
    pub nodes: Vec<Node>,
    /// How many columns it takes; 0 for a place that another cell takes.
    pub columns: usize,
    /// How many rows it takes, likewise.
    pub rows: usize,
}

impl Cell {
    /// A cell of one column and one row.
    pub fn of(text: String) -> Self {
        Self { text, nodes: Vec::new(), columns: 1, rows: 1 }
    }
}

/// A table with what stands around it.
#[derive(Debug, Default)]
pub struct Sheet {
    /// The row above the table, with one cell.
    pub title: String,
    /// What stands between, the table, and the notes below it.
    pub body: Vec<Node>,
    /// Whether any row has two cells.
    pub has_table: bool,
}

/// Reads a table that is saved as text. Rows with one cell above it are its title and paragraphs, notes below it
/// paragraphs.
///
/// # Errors
/// When no row has two cells.
pub fn read(text: &str) -> Result<Found, Refusal> {
    // How Excel says what parts the cells.
    let text = match text.split_once('\n') {
        Some((first, rest)) if first.trim_start_matches('\u{feff}').starts_with("sep=") => rest,
        _ => text,
    };
    let first = text.lines().find(|line| line.contains([',', '\t', ';'])).unwrap_or_default();
    let count = |mark: &u8| first.matches(char::from(*mark)).count();
    let delimiter = [b',', b'\t', b';'].into_iter().max_by_key(count).unwrap_or(b',');
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .from_reader(text.as_bytes());
    let mut rows: Vec<Vec<Cell>> = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|_| Refusal::Damaged)?;
        rows.push(record.iter().map(|cell| Cell::of(bare(cell.trim()).to_owned())).collect());
    }
    let sheet = sheet(rows);
    if !sheet.has_table {
        return Err(Refusal::NotTable);
    }
    let mut found = Found { title: sheet.title, body: sheet.body, ..Found::default() };
    if text.matches('"').count() % 2 == 1 {
        found.remarks.push(Remark::warning("import-quotes"));
    }
    Ok(found)
}

/// A number as a text, `="0012"`, is what Excel shows of it.
fn bare(cell: &str) -> &str {
    cell.strip_prefix("=\"").and_then(|cell| cell.strip_suffix('"')).unwrap_or(cell)
}

/// Tells the title, the table and its notes in some rows. Without a table all are paragraphs.
pub fn sheet(mut rows: Vec<Vec<Cell>>) -> Sheet {
    let is_empty = |cell: &Cell| cell.text.is_empty();
    rows.retain(|row| !row.iter().all(is_empty) || row.iter().any(|cell| cell.rows == 0));
    for row in &mut rows {
        let shown = row.iter().rposition(|cell| !is_empty(cell) || cell.rows != 1);
        row.truncate(shown.map_or(0, |last| last + 1));
    }
    let is_table = |row: &Vec<Cell>| row.iter().filter(|cell| !is_empty(cell)).count() > 1;
    let is_note = |row: &Vec<Cell>| {
        let first = row.first().map_or("", |cell| cell.text.as_str());
        !is_table(row) && ["注", "备注", "说明", "附注"].iter().any(|word| first.starts_with(word))
    };
    let start = rows.iter().position(is_table);
    let has_table = start.is_some();
    let start = start.unwrap_or(rows.len());
    let end = rows.iter().rposition(|row| !is_note(row)).map_or(start, |last| last + 1).max(start);
    let mut below = rows.split_off(end);
    let table = rows.split_off(start);
    let width = table.iter().map(Vec::len).max().unwrap_or(0);
    let text = |row: Vec<Cell>| row.into_iter().map(|cell| cell.text).collect::<String>();
    let mut above = rows.into_iter().map(text).filter(|text| !text.is_empty());
    let mut sheet = Sheet { has_table, ..Sheet::default() };
    if has_table {
        sheet.title = above.next().map(|title| title.replace('\n', " ")).unwrap_or_default();
    }
    sheet.body.extend(above.map(|text| Element::new("p", lines(&text)).into()));
    if has_table {
        let rows = table.into_iter().enumerate().map(|(at, row)| {
            let name = if at == 0 { "th" } else { "td" };
            Element::new("tr", cells(row, name, width)).into()
        });
        sheet.body.push(Element::new("table", rows.collect()).into());
    }
    let below = below.drain(..).map(text).filter(|text| !text.is_empty());
    sheet.body.extend(below.map(|text| Element::new("p", lines(&text)).into()));
    sheet
}

fn cells(mut row: Vec<Cell>, name: &str, width: usize) -> Vec<Node> {
    row.resize(width.max(row.len()), Cell::of(String::new()));
    let shown = row.into_iter().filter(|cell| cell.columns > 0);
    shown
        .map(|cell| {
            let inner = if cell.nodes.is_empty() { lines(&cell.text) } else { cell.nodes };
            let mut element = Element::new(name, inner);
            for (key, count) in [("colspan", cell.columns), ("rowspan", cell.rows)] {
                if count > 1 {
                    element = element.with(key, &count.to_string());
                }
            }
            element.into()
        })
        .collect()
}

/// A text whose lines stay apart.
pub fn lines(text: &str) -> Vec<Node> {
    let mut nodes = Vec::new();
    for line in text.trim().lines() {
        if !nodes.is_empty() {
            nodes.push(Element::new("br", Vec::new()).into());
        }
        nodes.push(Node::Text(line.to_owned()));
    }
    nodes
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::markdown::Markup;
    use crate::import::markdown::{Care, write};

    #[test]
    fn a_table_with_lines_above_and_below_it() {
        let found = read("各单位供稿情况,,\n2007年,,\n单位,篇,说明\n小雪镇,12,\"a,b\"\n科技局,,\n合计,12\n待报,,\n注：截至3月,,\n").unwrap();
        assert_eq!(found.title, "各单位供稿情况");
        let markdown = write(&found.body, Care::Plain).markdown;
        assert_eq!(
            markdown,
            "2007年\n\n| 单位 | 篇 | 说明 |\n| --- | --- | --- |\n| 小雪镇 | 12 | a,b |\n| 科技局 |  |  |\n| 合计 | 12 |  |\n| 待报 |  |  |\n\n注：截至3月\n"
        );
        // Bars and signs that would begin something on a line of their own.
        let found = read("甲,乙\n|1|,- \\|\n").unwrap();
        let written = write(&found.body, Care::Signs).markdown;
        let body = crate::content::markdown::render(&written, 0, Markup::default(), None).unwrap();
        let shown = crate::base::tree::text(&crate::base::tree::parse(&body.html, 99));
        assert_eq!(shown.split_whitespace().collect::<String>(), "甲乙|1|-\\|", "{written}");
        assert_eq!(read("甲\t乙\n一\t二").unwrap().body.len(), 1);
        let zeros = read("编号,名\n\"=\"\"0012\"\"\",甲\n").unwrap();
        assert!(write(&zeros.body, Care::Plain).markdown.contains("| 0012 | 甲 |"));
        assert_eq!(read("sep=;\n甲;\"乙\n一;二").unwrap().remarks.len(), 1);
        assert_eq!(read("一行字\n").unwrap_err(), Refusal::NotTable);
    }
}
