//! Charts: a fenced block `chart` becomes an inline SVG with its numbers in a table behind it.

mod data;
mod draw;
mod read;
pub mod table;

use std::fmt::{self, Write};

use crate::base::{Diagnostic, limits};
use data::shown;
pub use data::{Chart, Kind, Series};

/// Whether the words after a fence ask for a chart.
pub fn is_chart(info: &str) -> bool {
    info.split_whitespace().next() == Some("chart")
}

/// Makes the HTML of a chart, and adds its values to those of the article's charts before it.
///
/// # Errors
/// A finding without a place when the block is wrong, or the article has too many values.
pub fn render(info: &str, block: &str, values: &mut usize) -> Result<String, Diagnostic> {
    let chart = read::read(info, block)?;
    *values += chart.labels.len() * chart.series.len();
    if *values > limits::CHART_VALUES {
        let finding = Diagnostic::error("bad-chart").wording("many");
        return Err(finding.with("most", limits::CHART_VALUES));
    }
    Ok(figure(&chart))
}

/// The HTML of a chart that was checked.
pub fn figure(chart: &Chart) -> String {
    let mut out = String::new();
    write_figure(&mut out, chart).expect("writing to a String cannot fail");
    out
}

/// Writes the figure. The caption opens the table, so that no word of the interface is needed in
/// any language.
fn write_figure(out: &mut String, chart: &Chart) -> fmt::Result {
    // The keyboard reaches the drawing, so that it can be scrolled where large type makes it wider
    // than the screen.
    out.write_str("<figure class=\"chart\"><div class=\"drawing\" tabindex=\"0\">")?;
    write!(out, "{}</div><figcaption><details><summary>", draw::draw(chart))?;
    comrak::html::escape(out, &chart.caption())?;
    out.write_str("</summary><div class=\"table\" tabindex=\"0\"><table>\n")?;
    if chart.series.iter().any(|series| !series.name.is_empty()) {
        out.write_str("<thead><tr><td></td>")?;
        for series in &chart.series {
            out.write_str("<th class=\"right\">")?;
            comrak::html::escape(out, &series.name)?;
            out.write_str("</th>")?;
        }
        out.write_str("</tr></thead>\n")?;
    }
    out.write_str("<tbody>\n")?;
    for (row, label) in chart.labels.iter().enumerate() {
        out.write_str("<tr><th>")?;
        comrak::html::escape(out, label)?;
        out.write_str("</th>")?;
        for series in &chart.series {
            write!(out, "<td class=\"right\">{}</td>", shown(series.values[row]))?;
        }
        out.write_str("</tr>\n")?;
    }
    out.write_str("</tbody></table></div></details></figcaption></figure>\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_numbers_stand_behind_the_picture() {
        let html = render("chart bar 申请<量>", "类别,件\n发明,21\n外观设计,9\n", &mut 0).unwrap();
        assert!(
            html.starts_with("<figure class=\"chart\"><div class=\"drawing\" tabindex=\"0\"><svg"),
            "{html}"
        );
        assert!(html.contains("<summary>申请&lt;量&gt;（件）</summary>"), "{html}");
        assert!(html.contains("<tr><th>发明</th><td class=\"right\">21</td></tr>"), "{html}");
        assert!(!html.contains("style="), "a strict policy forbids it: {html}");
    }

    #[test]
    fn the_charts_of_an_article_have_a_bound_together() {
        let made = |mut before: usize| render("chart bar", "类,件\n甲,1\n乙,2\n", &mut before);
        assert!(made(limits::CHART_VALUES - 2).is_ok());
        assert_eq!(made(limits::CHART_VALUES - 1).unwrap_err().wording, "many");
    }
}
