//! A table as a workbook of Excel, ready to be printed: its names repeat on each page, its numbers are numbers.

use std::path::Path;

use anyhow::{Context as _, Result};
use rust_xlsxwriter::{Format, FormatBorder, Workbook, XlsxError};

use super::language::refused;
use crate::app::source_file;

/// The paper that offices print on, as Excel numbers it: A4.
const A4: u8 = 9;
/// With more columns than this the paper lies on its side.
const UPRIGHT: usize = 8;
/// The widest that a column is made, in digits.
const WIDEST: u32 = 60;

/// Writes a table to a file; one that is there is replaced. `head` are the names of its columns, each with whether numbers
/// stand below.
///
/// # Errors
/// When the machine refuses.
pub fn write(head: &[(&str, bool)], rows: &[Vec<String>], output: &Path) -> Result<()> {
    let bytes = bytes(head, rows).with_context(|| refused("cannot-write", output))?;
    source_file::write(output, &bytes)
}

/// How wide a text is, in digits: a Chinese character is as wide as two.
fn width(text: &str) -> u32 {
    text.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum()
}

fn bytes(head: &[(&str, bool)], rows: &[Vec<String>]) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let line = Format::new().set_border(FormatBorder::Thin).set_text_wrap();
    let [number, percent, difference] =
        ["General", "0.0%", "+General;-General;0"].map(|form| line.clone().set_num_format(form));
    let names = line.clone().set_bold();
    for (column, (name, _)) in (0..).zip(head) {
        sheet.write_with_format(0, column, *name, &names)?;
    }
    for (at, row) in (1..).zip(rows) {
        for (column, (cell, (_, is_number))) in (0..).zip(row.iter().zip(head)) {
            let value = || cell.trim_end_matches('%').parse::<f64>().ok();
            let Some(value) = is_number.then(value).flatten() else {
                sheet.write_with_format(at, column, cell, &line)?;
                continue;
            };
            match cell {
                _ if cell.ends_with('%') => {
                    sheet.write_with_format(at, column, value / 100.0, &percent)?
                }
                _ if cell.starts_with('+') => {
                    sheet.write_with_format(at, column, value, &difference)?
                }
                _ => sheet.write_with_format(at, column, value, &number)?,
            };
        }
    }
    for (column, (name, _)) in head.iter().enumerate() {
        let cells = rows.iter().filter_map(|row| row.get(column)).map(String::as_str);
        let widest = cells.chain([*name]).map(width).max().unwrap_or(0);
        sheet.set_column_width(
            u16::try_from(column).unwrap_or(u16::MAX),
            (widest + 2).min(WIDEST),
        )?;
    }
    sheet.set_freeze_panes(1, 0)?;
    sheet.set_repeat_rows(0, 0)?;
    sheet.set_paper_size(A4).set_print_fit_to_pages(1, 0);
    if head.len() > UPRIGHT {
        sheet.set_landscape();
    }
    book.save_to_buffer()
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Read as _};

    use super::*;

    #[test]
    fn numbers_are_numbers_and_names_repeat() {
        let row = |cells: [&str; 5]| cells.map(str::to_owned).to_vec();
        let head =
            [("单位", false), ("采用", true), ("采用率", true), ("比上期", true), ("备注", false)];
        let rows =
            [row(["甲镇", "205.5", "63.1%", "+37", "007"]), row(["乙镇", "0", "", "-2", ""])];
        let book = bytes(&head, &rows).unwrap();
        let mut archive = zip::ZipArchive::new(Cursor::new(book)).unwrap();
        let mut part = |name: &str| {
            let mut text = String::new();
            archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
            text
        };
        let sheet = part("xl/worksheets/sheet1.xml");
        for value in ["205.5", "0.631", "37", "-2"] {
            assert!(sheet.contains(&format!("<v>{value}</v>")), "{value}: {sheet}");
        }
        let texts = part("xl/sharedStrings.xml");
        assert!(["甲镇", "007", "备注"].iter().all(|text| texts.contains(&format!(">{text}</t>"))));
        assert!(part("xl/workbook.xml").contains("_xlnm.Print_Titles"));
    }
}
