//! Workbooks (`.xlsx`; ECMA-376, part 1, 18): each sheet that is shown becomes a table of one article.
//!
//! `calamine` reads workbooks, too, but neither says which rows and columns are hidden nor bounds what it unpacks; of
//! the formats of `.xls` it says nothing, so those are to be saved as `.xlsx`.

mod grid;
mod shown;

use super::Refusal;
use super::found::{Found, Remark};
use super::package::Package;
use super::sheet::{Cell, sheet};
use super::xml::{self, Xml, child, children, get, name};
use crate::base::limits;
use crate::base::tree::{Element, Node};
use grid::{Grid, Place, place};
use shown::{Formats, Shown};

/// Reads a workbook.
///
/// # Errors
/// When it is damaged, needs a password, shows no text, or is beyond the limits.
pub fn read(bytes: &[u8]) -> Result<Found, Refusal> {
    let mut package = Package::open(bytes)?;
    let main = package.main.clone();
    let relations = package.relations(&main)?;
    let text = package.text(&main)?.ok_or(Refusal::Damaged)?;
    let document = xml::parse(&text)?;
    let mut book = Book::default();
    let part = |package: &mut Package<'_>, kind: &str| {
        let found = relations.values().find(|one| one.kind == kind);
        found.map_or(Ok(None), |one| package.text(&one.target))
    };
    if let Some(styles) = part(&mut package, "styles")? {
        book.formats = Formats::read(xml::parse(&styles)?.root_element());
    }
    let properties = child(document.root_element(), "workbookPr");
    if properties.is_some_and(|one| matches!(get(one, "date1904"), Some("1" | "true"))) {
        book.formats.count_from_1904();
    }
    if let Some(strings) = part(&mut package, "sharedStrings")? {
        let document = xml::parse(&strings)?;
        book.strings = children(document.root_element(), "si").map(words).collect();
    }
    let sheets = child(document.root_element(), "sheets");
    let (shown, hidden): (Vec<_>, Vec<_>) = sheets
        .into_iter()
        .flat_map(|list| children(list, "sheet"))
        .partition(|sheet| matches!(get(*sheet, "state"), None | Some("visible")));
    book.hidden += hidden.len();
    let mut found = Found::default();
    for one in &shown {
        let relation = get(*one, "id").and_then(|id| relations.get(id));
        let Some(relation) = relation.filter(|relation| relation.kind == "worksheet") else {
            book.lost.push(("chart", get(*one, "name").unwrap_or_default().to_owned()));
            continue;
        };
        let Some(text) = package.text(&relation.target)? else { continue };
        let rows = book.rows(&text)?;
        let sheet = sheet(rows);
        if sheet.body.is_empty() {
            continue;
        }
        let name = get(*one, "name").filter(|name| !is_usual(name)).unwrap_or_default();
        let (mut title, mut heading) = (sheet.title, name.to_owned());
        if title.is_empty() || title.contains(name) {
            heading = std::mem::take(&mut title);
            heading = if heading.is_empty() { name.to_owned() } else { heading };
        }
        // The first sheet gives the article its title.
        if found.title.is_empty() && found.body.is_empty() {
            let first = if title.is_empty() { &mut heading } else { &mut title };
            found.title = std::mem::take(first);
        }
        for (element, text) in [("h2", heading), ("p", title)] {
            if !text.is_empty() {
                found.body.push(Element::new(element, vec![Node::Text(text)]).into());
            }
        }
        found.body.extend(sheet.body);
    }
    found.remarks = book.remarks(package.names());
    if found.body.is_empty() && found.title.is_empty() { Err(Refusal::Empty) } else { Ok(found) }
}

/// Whether a sheet has the name that its program gave it.
fn is_usual(name: &str) -> bool {
    let name = name.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '(' | ')' | ' '));
    ["sheet", "工作表", ""].iter().any(|usual| name.eq_ignore_ascii_case(usual))
}

/// What is known of a workbook while its sheets are read.
#[derive(Default)]
struct Book {
    formats: Formats,
    strings: Vec<String>,
    /// How many bytes its cells show.
    length: u64,
    /// How many sheets, rows, columns and cells are hidden.
    hidden: usize,
    /// How many numbers Excel shows in Chinese.
    chinese: usize,
    /// What cannot be shown, by kind and name.
    lost: Vec<(&'static str, String)>,
}

impl Book {
    fn rows(&mut self, text: &str) -> Result<Vec<Vec<Cell>>, Refusal> {
        let document = xml::parse(text)?;
        let root = document.root_element();
        let mut grid = Grid::of(root);
        let mut row = 0;
        for line in child(root, "sheetData").into_iter().flat_map(|list| children(list, "row")) {
            row = get(line, "r").and_then(|row| row.parse().ok()).unwrap_or(row + 1);
            let mut column = 0;
            for cell in children(line, "c") {
                let at: Place = get(cell, "r").and_then(place).unwrap_or((row, column + 1));
                column = at.1;
                let Some(text) = self.shown(cell).filter(|text| !text.trim().is_empty()) else {
                    continue;
                };
                // One long text may stand in thousands of cells.
                self.length += text.len() as u64;
                if self.length > limits::ARTICLE_BYTES {
                    return Err(Refusal::TooLarge);
                }
                if grid.hides(at) {
                    self.hidden += 1;
                } else {
                    grid.cells.insert(at, text.trim().to_owned());
                }
            }
        }
        let (rows, covered) = grid.rows()?;
        self.hidden += covered;
        Ok(rows)
    }

    /// What a cell shows; `None` where it shows nothing.
    fn shown(&mut self, cell: Xml<'_, '_>) -> Option<String> {
        let style = get(cell, "s").and_then(|style| style.parse().ok()).unwrap_or(0);
        let kind = get(cell, "t").unwrap_or("n");
        if kind == "inlineStr" {
            return child(cell, "is").map(words).filter(|_| !self.formats.hides_text(style));
        }
        let Some(value) = child(cell, "v").and_then(|value| value.text()) else {
            // Its program saved no result.
            if let Some(formula) = child(cell, "f").and_then(|formula| formula.text()) {
                self.lost.push((
                    "formula-result",
                    format!("{} ={formula}", get(cell, "r").unwrap_or_default()),
                ));
            }
            return None;
        };
        let number: Option<f64> = value.trim().parse().ok();
        match (kind, number) {
            ("s" | "str", _) if self.formats.hides_text(style) => {
                self.hidden += 1;
                None
            }
            ("s", _) => self.strings.get(value.trim().parse::<usize>().ok()?).cloned(),
            ("b", Some(truth)) => Some(if truth == 0.0 { "FALSE" } else { "TRUE" }.to_owned()),
            ("n", Some(number)) => match self.formats.number(number, style) {
                Shown::Text(text) => Some(text),
                Shown::Arabic(text) => {
                    self.chinese += 1;
                    Some(text)
                }
                Shown::Hidden => {
                    self.hidden += 1;
                    None
                }
            },
            _ => Some(value.to_owned()),
        }
    }

    fn remarks(self, parts: &[String]) -> Vec<Remark> {
        let count = |start: &str| {
            parts.iter().filter(|part| part.to_lowercase().starts_with(start)).count()
        };
        let mut remarks = Vec::new();
        for (kind, count) in [
            ("hidden", self.hidden),
            ("comment", count("xl/comments") + count("xl/threadedcomments/")),
            ("macro", count("xl/vbaproject")),
            ("embedded", count("xl/embeddings/")),
            ("properties", count("docprops/")),
        ] {
            if count > 0 {
                remarks
                    .push(Remark::new("import-left-out").with("kind", kind).with("count", count));
            }
        }
        if self.chinese > 0 {
            remarks.push(Remark::warning("import-arabic").with("count", self.chinese));
        }
        let drawn = ["xl/charts/chart", "xl/media/"].map(|start| (start, count(start)));
        let drawn = drawn.into_iter().filter(|(_, count)| *count > 0);
        let drawn = drawn.map(|(start, count)| {
            let kind = if start == "xl/media/" { "sheet-picture" } else { "chart" };
            (kind, count.to_string())
        });
        for (kind, name) in self.lost.into_iter().chain(drawn) {
            remarks.push(Remark::warning("import-lost").with("kind", kind).with("name", name));
        }
        remarks
    }
}

/// The words of a string, without the readings above them.
fn words(string: Xml<'_, '_>) -> String {
    let mut text = String::new();
    for one in string.children().filter(Xml::is_element) {
        match name(one) {
            "t" => text.push_str(one.text().unwrap_or_default()),
            "r" => {
                text.push_str(child(one, "t").and_then(|inner| inner.text()).unwrap_or_default());
            }
            _ => {}
        }
    }
    text
}
