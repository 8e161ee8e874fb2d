//! A table as people, spreadsheets and programs read it.

use std::borrow::Cow;
use std::path::Path;

use anyhow::{Result, bail};
use comfy_table::{Table, presets};
use serde_json::{Map, Value};

use super::language::say;
use crate::app::args::Shape;
use crate::app::report;
use crate::app::source_file;
use crate::content::folders::TOP;

/// A table: its columns, and rows.
pub struct Rows {
    /// The columns.
    pub head: Vec<Heading>,
    /// As many texts in each row.
    pub rows: Vec<Vec<String>>,
}

/// The name of a column.
pub struct Heading {
    /// As programs read it.
    pub key: Cow<'static, str>,
    /// As people read it.
    pub title: String,
    /// Whether what stands below is numbers.
    pub is_number: bool,
}

/// Columns of numbers.
const NUMBERS: [&str; 6] = ["articles", "changes", "cumulative", "place", "points", "within"];

impl Heading {
    /// A column whose title is in the catalogues.
    pub fn of(key: &'static str) -> Self {
        let title = say(&format!("list-{key}"), &[]);
        Self { key: key.into(), title, is_number: NUMBERS.contains(&key) }
    }

    /// A column of numbers for one level, whose title the catalogues have under `stats-level-` and the key.
    pub fn of_level(key: &str, level: &str) -> Self {
        let title = say(&format!("stats-level-{key}"), &[("level", level.into())]);
        Self { key: format!("{key} {level}").into(), title, is_number: true }
    }
}

impl Rows {
    /// A table with columns whose titles are in the catalogues.
    pub fn new<const N: usize>(head: [&'static str; N], rows: Vec<Vec<String>>) -> Self {
        Self { head: head.into_iter().map(Heading::of).collect(), rows }
    }

    /// Prints it, or writes it to a file, which may not be one that the site of `root` is made of.
    ///
    /// # Errors
    /// When it is such a file, or a workbook has no file to go to; when the machine refuses.
    pub fn hand_out(&self, shape: Shape, output: Option<&Path>, root: &Path) -> Result<()> {
        if let Some(output) = output.filter(|output| is_source(output, root)) {
            bail!(say("list-output-source", &[("path", output.display().to_string().into())]));
        }
        let text = match (shape, output) {
            (Shape::Xlsx, None) => bail!(say("list-needs-output", &[])),
            #[cfg(feature = "xlsx")]
            (Shape::Xlsx, Some(output)) => {
                let head = self.head.iter().map(|one| (&*one.title, one.is_number));
                return super::workbook::write(&head.collect::<Vec<_>>(), &self.rows, output);
            }
            #[cfg(not(feature = "xlsx"))]
            (Shape::Xlsx, _) => bail!(say("no-xlsx", &[])),
            _ => self.written(shape)?,
        };
        match output {
            Some(output) => source_file::write(output, format!("{text}\n").as_bytes()),
            None => {
                report::lines(&text);
                Ok(())
            }
        }
    }

    /// The table as it stands in an article.
    pub fn markdown(&self) -> String {
        let line = |cells: Vec<String>| format!("| {} |", cells.join(" | "));
        let escaped = |text: &str| plain(&one_line(text));
        let names = self.head.iter().map(|heading| escaped(&heading.title)).collect();
        // Numbers stand at the right.
        let rule = |one: &Heading| if one.is_number { "---:" } else { "---" }.to_owned();
        let rule = self.head.iter().map(rule).collect();
        let rows = self.rows.iter().map(|row| row.iter().map(|text| escaped(text)).collect());
        let lines: Vec<String> = [names, rule].into_iter().chain(rows).map(line).collect();
        lines.join("\n")
    }

    /// The table as text; of a workbook, as CSV.
    fn written(&self, shape: Shape) -> Result<String> {
        let Self { head, rows } = self;
        let titles = || head.iter().map(|heading| heading.title.clone());
        Ok(match shape {
            Shape::Table => {
                let mut table = Table::new();
                table.load_style(presets::NOTHING);
                table.set_header(titles());
                table.add_rows(rows.iter().map(|row| row.iter().map(|cell| one_line(cell))));
                table.trim_fmt()
            }
            Shape::Csv | Shape::Xlsx => {
                let mut writer = csv::Writer::from_writer(Vec::new());
                writer.write_record(titles().map(|title| inert(&title)))?;
                rows.iter()
                    .try_for_each(|row| writer.write_record(row.iter().map(|text| inert(text))))?;
                // Spreadsheets take a text without the mark for one in the encoding of old Windows.
                format!("\u{feff}{}", String::from_utf8(writer.into_inner()?)?.trim_end())
            }
            Shape::Md => self.markdown(),
            Shape::Json => {
                let object = |row: &Vec<String>| {
                    let pairs = head.iter().zip(row);
                    pairs
                        .map(|(heading, value)| {
                            (heading.key.to_string(), Value::from(value.as_str()))
                        })
                        .collect::<Map<_, _>>()
                };
                serde_json::to_string_pretty(&rows.iter().map(object).collect::<Vec<_>>())?
            }
        })
    }
}

/// Whether a file is one of those that a site is made of, or would be.
fn is_source(file: &Path, root: &Path) -> bool {
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty());
    let folder = folder.unwrap_or(Path::new(".")).canonicalize();
    let place = folder.ok().zip(root.canonicalize().ok());
    let inside = place.and_then(|(folder, root)| {
        let path = folder.join(file.file_name()?);
        Some(path.strip_prefix(root).ok()?.to_path_buf())
    });
    let first = inside.as_ref().and_then(|path| path.iter().next());
    first.is_some_and(|first| TOP.iter().any(|top| first == *top))
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A text that no spreadsheet takes for a formula: it would calculate what a contributor typed (OWASP, CSV injection).
fn inert(text: &str) -> String {
    let is_formula = text.starts_with(['=', '+', '-', '@', '\t']) && text.parse::<f64>().is_err();
    if is_formula { format!("'{text}") } else { text.to_owned() }
}

/// A text as Markdown that means nothing but the text: any mark may have a backslash before it (CommonMark 2.4).
pub fn plain(text: &str) -> String {
    const MARKS: &str = "\\`*_[]<>&|~#";
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        escaped.extend(MARKS.contains(c).then_some('\\'));
        escaped.push(c);
    }
    escaped
}
