//! Tables as programs for tables save them (CSV): one becomes an article with a table.

use csv::ReaderBuilder;

use super::Refusal;
use super::found::{Found, Remark};
use crate::base::tree::{Element, Node};

/// Reads a table. Rows with one cell above it are its title and paragraphs, those below it paragraphs.
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
    let mut rows: Vec<Vec<String>> = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|_| Refusal::Damaged)?;
        let mut cells: Vec<String> = record.iter().map(|cell| cell.trim().to_owned()).collect();
        while cells.last().is_some_and(String::is_empty) {
            cells.pop();
        }
        if !cells.is_empty() {
            rows.push(cells);
        }
    }
    let is_table = |row: &Vec<String>| row.iter().filter(|cell| !cell.is_empty()).count() > 1;
    let start = rows.iter().position(is_table).ok_or(Refusal::NotTable)?;
    let is_note = |row: &Vec<String>| {
        let first = row.first().map(String::as_str).unwrap_or_default();
        !is_table(row) && ["注", "备注", "说明", "附注"].iter().any(|word| first.starts_with(word))
    };
    let end = rows.iter().rposition(|row| !is_note(row)).map_or(start, |last| last + 1);
    let width = rows[start..end].iter().map(Vec::len).max().unwrap_or(0);
    let line = |row: &Vec<String>| Element::new("p", vec![Node::Text(row.concat())]).into();
    let mut found = Found::default();
    if text.matches('"').count() % 2 == 1 {
        found.remarks.push(Remark::warning("import-quotes"));
    }
    let mut above = rows[..start].iter();
    found.title = above.next().map(|row| row.concat()).unwrap_or_default();
    found.body.extend(above.map(line));
    let table = rows[start..end].iter().enumerate().map(|(at, row)| {
        let name = if at == 0 { "th" } else { "td" };
        let cells = (0..width).map(|at| {
            let text = row.get(at).cloned().unwrap_or_default();
            Element::new(name, vec![Node::Text(text)]).into()
        });
        Element::new("tr", cells.collect()).into()
    });
    found.body.push(Element::new("table", table.collect()).into());
    found.body.extend(rows[end..].iter().map(line));
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;
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
        assert_eq!(read("甲\t乙\n一\t二").unwrap().body.len(), 1);
        assert_eq!(read("sep=;\n甲;\"乙\n一;二").unwrap().remarks.len(), 1);
        assert_eq!(read("一行字\n").unwrap_err(), Refusal::NotTable);
    }
}
