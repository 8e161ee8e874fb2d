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
/// The widest that a column is made, in pixels.
const WIDEST: u32 = 400;

/// Writes a table to a file; one that is there is replaced. `head` are the names of its columns, each with whether numbers
/// stand below.
///
/// # Errors
/// When the machine refuses.
pub fn write(head: &[(&str, bool)], rows: &[Vec<String>], output: &Path) -> Result<()> {
    let bytes = bytes(head, rows).with_context(|| refused("cannot-write", output))?;
    source_file::write(output, &bytes)
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
    sheet.set_autofit_max_width(WIDEST);
    sheet.autofit();
    sheet.set_freeze_panes(1, 0)?;
    sheet.set_repeat_rows(0, 0)?;
    sheet.set_paper_size(A4).set_print_fit_to_pages(1, 0);
    if head.len() > UPRIGHT {
        sheet.set_landscape();
    }
    book.save_to_buffer()
}
