//! A table of figures that the program fills in where an article asks for it.

use std::fmt::{self, Write};

use crate::content::markdown::tables::write_start;

/// A table, as texts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// What stands above it.
    pub caption: String,
    /// The names of its columns, and whether numbers stand in each.
    pub heads: Vec<(String, bool)>,
    /// Its rows, each with a text for each column.
    pub rows: Vec<Vec<String>>,
    /// The sums; empty where there are none.
    pub sum: Vec<String>,
}

/// The HTML of a table, as that of a table in Markdown.
pub fn html(table: &Table) -> String {
    let mut out = String::new();
    write(&mut out, table).expect("writing to a String cannot fail");
    out
}

fn write(out: &mut String, table: &Table) -> fmt::Result {
    write_start(out, table.heads.len())?;
    out.write_str("<caption>")?;
    comrak::html::escape(out, &table.caption)?;
    out.write_str("</caption>\n<thead>\n<tr>\n")?;
    let texts = table.heads.iter().map(|(text, _)| text);
    cells(out, "th", texts, table)?;
    out.write_str("</tr>\n</thead>\n<tbody>\n")?;
    let sum = Some(&table.sum).filter(|sum| !sum.is_empty());
    for row in table.rows.iter().chain(sum) {
        out.write_str("<tr>\n")?;
        cells(out, "td", row.iter(), table)?;
        out.write_str("</tr>\n")?;
    }
    out.write_str("</tbody>\n</table></div>\n")
}

fn cells<'a>(
    out: &mut String,
    tag: &str,
    texts: impl Iterator<Item = &'a String>,
    table: &Table,
) -> fmt::Result {
    for (text, (_, is_number)) in texts.zip(&table.heads) {
        write!(out, "<{tag}{}>", if *is_number { " class=\"right\"" } else { "" })?;
        comrak::html::escape(out, text)?;
        writeln!(out, "</{tag}>")?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_columns_are_set_as_those_of_an_author_are() {
        let of = |columns: usize| {
            let heads = vec![("量<".to_owned(), true); columns];
            let rows = vec![vec!["5".to_owned(); columns]];
            html(&Table { caption: "表".to_owned(), heads, rows, sum: Vec::new() })
        };
        assert!(of(8).starts_with("<div class=\"table\" tabindex=\"0\"><table>\n<caption>表<"));
        assert!(of(9).starts_with("<div class=\"table wide\" "));
        assert!(of(1).contains("<th class=\"right\">量&lt;</th>"));
    }
}
