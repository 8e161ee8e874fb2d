//! Workbooks (`.xlsx`; ECMA-376, part 1, 18): each sheet that is shown becomes a table of one article.
//!
//! `calamine` reads workbooks, too, but neither says which rows and columns are hidden nor bounds what it unpacks; of
//! the formats of `.xls` it says nothing, so those are to be saved as `.xlsx`.

mod format;
mod grid;
mod looks;
mod moment;
mod number;
mod shown;
mod words;

use std::collections::BTreeMap;

use super::Refusal;
use super::found::{Found, Remark};
use super::package::{Package, Relations};
use super::sheet::{Cell, sheet};
use super::xml::{self, Xml, child, children, get};
use crate::base::limits;
use crate::base::tree::{Element, Node};
use grid::{Grid, Place, place};
use looks::Looks;
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
    let mut book = Book::open(&mut package, &relations, document.root_element())?;
    let sheets = child(document.root_element(), "sheets");
    let (shown, hidden): (Vec<_>, Vec<_>) = sheets
        .into_iter()
        .flat_map(|list| children(list, "sheet"))
        .partition(|sheet| matches!(get(*sheet, "state"), None | Some("visible")));
    book.hidden += hidden.len();
    let mut found = Found::default();
    for one in &shown {
        let own = get(*one, "name").unwrap_or_default();
        let relation = get(*one, "id").and_then(|id| relations.get(id));
        let Some(relation) = relation.filter(|relation| relation.kind == "worksheet") else {
            book.lose("chart", own.to_owned());
            continue;
        };
        book.sheet = if shown.len() > 1 { format!("{own}!") } else { String::new() };
        let Some(text) = package.text(&relation.target)? else { continue };
        let beside = package.relations(&relation.target)?;
        let mut sheet = sheet(book.rows(&text, &beside)?);
        for drawing in beside.values().filter(|one| one.kind == "drawing") {
            if let Some(text) = package.text(&drawing.target)? {
                let (texts, hidden) = words::drawn(xml::parse(&text)?.root_element());
                book.hidden += hidden;
                sheet.body.extend(texts);
            }
        }
        let name = if is_usual(own) { "" } else { own };
        add(&mut found, sheet.title, sheet.body, name);
    }
    found.remarks = book.remarks(package.names());
    if found.body.is_empty() && found.title.is_empty() { Err(Refusal::Empty) } else { Ok(found) }
}

/// Adds a sheet to the article, below its title or its name. The first gives the article its title.
fn add(found: &mut Found, mut title: String, body: Vec<Node>, name: &str) {
    if body.is_empty() {
        return;
    }
    let mut heading = name.to_owned();
    if title.contains(name) && !title.is_empty() {
        heading = std::mem::take(&mut title);
    }
    if found.title.is_empty() && found.body.is_empty() {
        let first = if title.is_empty() { &mut heading } else { &mut title };
        found.title = std::mem::take(first);
    }
    for (element, text) in [("h2", heading), ("p", title)] {
        if !text.is_empty() {
            found.body.push(Element::new(element, vec![Node::Text(text)]).into());
        }
    }
    found.body.extend(body);
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
    looks: Looks,
    strings: Vec<Cell>,
    /// The sheet that is read, before the places of its cells.
    sheet: String,
    /// Whether it shows nothing where a number is 0.
    hides_zeros: bool,
    /// How many bytes its cells show.
    length: u64,
    /// How many sheets, rows, columns and cells are hidden.
    hidden: usize,
    /// How many sheets have something in their margins.
    margins: usize,
    /// How many numbers Excel shows in Chinese.
    chinese: usize,
    /// What cannot be shown, and what is doubtful.
    told: Vec<Remark>,
}

impl Book {
    fn open(
        package: &mut Package<'_>,
        relations: &Relations,
        root: Xml<'_, '_>,
    ) -> Result<Self, Refusal> {
        let mut part = |kind: &str| {
            let found = relations.values().find(|one| one.kind == kind);
            found.map_or(Ok(None), |one| package.text(&one.target))
        };
        let mut book = Self::default();
        if let Some(styles) = part("styles")? {
            let document = xml::parse(&styles)?;
            book.formats = Formats::read(document.root_element());
            book.looks = Looks::read(document.root_element());
        }
        if let Some(strings) = part("sharedStrings")? {
            let document = xml::parse(&strings)?;
            book.strings = children(document.root_element(), "si").map(words::words).collect();
        }
        let properties = child(root, "workbookPr").and_then(|one| get(one, "date1904"));
        book.formats.is_from_1904 = matches!(properties, Some("1" | "true"));
        Ok(book)
    }

    /// The rows of a sheet.
    fn rows(&mut self, text: &str, relations: &Relations) -> Result<Vec<Vec<Cell>>, Refusal> {
        let document = xml::parse(text)?;
        let root = document.root_element();
        let mut grid = Grid::of(root);
        let view = child(root, "sheetViews").and_then(|views| child(views, "sheetView"));
        let zeros = view.and_then(|view| get(view, "showZeros"));
        self.hides_zeros = matches!(zeros, Some("0" | "false"));
        let margins = child(root, "headerFooter").into_iter().flat_map(|one| one.children());
        self.margins += usize::from(
            margins.into_iter().any(|one| one.text().is_some_and(|text| !text.trim().is_empty())),
        );
        let addresses = addresses(root, relations);
        let mut row: u32 = 0;
        for line in child(root, "sheetData").into_iter().flat_map(|list| children(list, "row")) {
            row = get(line, "r").and_then(|row| row.parse().ok()).unwrap_or(row.saturating_add(1));
            let mut column: u32 = 0;
            for node in children(line, "c") {
                let next = (row, column.saturating_add(1));
                let at: Place = get(node, "r").and_then(place).unwrap_or(next);
                column = at.1;
                let style = get(node, "s").and_then(|style| style.parse().ok()).unwrap_or(0);
                let Some(mut cell) = self.shown(node, style, at) else { continue };
                cell.text = cell.text.trim().into();
                // One long text may stand in thousands of cells.
                self.length += cell.text.len() as u64;
                if self.length > limits::ARTICLE_BYTES {
                    return Err(Refusal::TooLarge);
                }
                if cell.text.is_empty() {
                    continue;
                }
                if grid.hides(at) {
                    self.hidden += 1;
                    continue;
                }
                if self.looks.is_pale(style) {
                    self.told.push(Remark::warning("import-pale").with("text", &cell.text));
                }
                let marks = self.looks.marks(style);
                grid.cells.insert(at, words::finished(cell, marks, addresses.get(&at)));
            }
        }
        let (rows, covered) = grid.rows()?;
        self.hidden += covered;
        Ok(rows)
    }

    /// What a cell shows; `None` where it shows nothing.
    fn shown(&mut self, node: Xml<'_, '_>, style: usize, at: Place) -> Option<Cell> {
        let kind = get(node, "t").unwrap_or("n");
        let value = child(node, "v").map(|value| value.text().unwrap_or_default());
        let formula = child(node, "f").map(|formula| formula.text().unwrap_or_default());
        let picture = [value, formula].into_iter().flatten().any(|text| text.contains("DISPIMG("));
        if picture {
            let name = format!("{}{}", self.sheet, grid::name(at));
            self.lose("cell-picture", name);
            return None;
        }
        if value.is_none()
            && let Some(formula) = formula.filter(|formula| !formula.is_empty())
        {
            // Its program saved no result.
            let name = format!("{}{} ={formula}", self.sheet, grid::name(at));
            self.lose("formula-result", name);
        }
        let number: Option<f64> = value.and_then(|value| value.trim().parse().ok());
        match (kind, number) {
            ("inlineStr", _) => self.text(words::words(child(node, "is")?), style),
            ("s", _) => {
                let string = self.strings.get(value?.trim().parse::<usize>().ok()?)?.clone();
                self.text(string, style)
            }
            ("str", _) => self.text(Cell::of(words::plain(value?)), style),
            ("b", Some(truth)) => {
                Some(Cell::of(if truth == 0.0 { "FALSE" } else { "TRUE" }.to_owned()))
            }
            ("n", Some(number)) if number == 0.0 && self.hides_zeros => self.hide(),
            ("n", Some(number)) => {
                let shown = self.formats.number(number, style);
                self.cell(shown)
            }
            _ => value.map(|value| Cell::of(value.to_owned())),
        }
    }

    /// A text, as its format shows it; with its marks, where that is as it is.
    fn text(&mut self, cell: Cell, style: usize) -> Option<Cell> {
        match self.formats.text(cell.text.clone(), style) {
            Shown::Text(text) if text == cell.text => Some(cell),
            shown => self.cell(shown),
        }
    }

    fn cell(&mut self, shown: Shown) -> Option<Cell> {
        match shown {
            Shown::Text(text) => Some(Cell::of(text)),
            Shown::Arabic(text) => {
                self.chinese += 1;
                Some(Cell::of(text))
            }
            Shown::Hidden => self.hide(),
        }
    }

    fn hide(&mut self) -> Option<Cell> {
        self.hidden += 1;
        None
    }

    /// Names what is not taken in.
    fn lose(&mut self, kind: &str, name: String) {
        self.told.push(Remark::warning("import-lost").with("kind", kind).with("name", name));
    }

    fn remarks(mut self, parts: &[String]) -> Vec<Remark> {
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
            ("margin", self.margins),
        ] {
            if count > 0 {
                remarks
                    .push(Remark::new("import-left-out").with("kind", kind).with("count", count));
            }
        }
        if self.chinese > 0 {
            remarks.push(Remark::warning("import-arabic").with("count", self.chinese));
        }
        for (kind, start) in [("chart", "xl/charts/chart"), ("sheet-picture", "xl/media/")] {
            if count(start) > 0 {
                self.lose(kind, count(start).to_string());
            }
        }
        remarks.append(&mut self.told);
        remarks
    }
}

/// The addresses that cells lead to, by the first place of each.
fn addresses(sheet: Xml<'_, '_>, relations: &Relations) -> BTreeMap<Place, String> {
    let links = child(sheet, "hyperlinks").into_iter().flat_map(|list| children(list, "hyperlink"));
    let address = |link| {
        let at = get(link, "ref").and_then(|at| place(at.split(':').next().unwrap_or(at)))?;
        let target = relations.get(get(link, "id")?).filter(|one| one.is_external)?;
        let is_web =
            ["http://", "https://", "mailto:"].iter().any(|start| target.target.starts_with(start));
        is_web.then(|| (at, target.target.clone()))
    };
    links.filter_map(address).collect()
}
