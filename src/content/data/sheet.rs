//! A table that a spreadsheet saved as text: its columns by their names, its rows with their places.

use csv::{ReaderBuilder, StringRecord};

use crate::base::{Diagnostic, SourcePath, Span};

/// The columns that a table may have.
pub struct Form {
    /// The names of each column, the usual one first.
    pub columns: &'static [&'static [&'static str]],
    /// The indices of columns without which a row says nothing.
    pub needed: &'static [usize],
    /// Whether columns with other names are figures.
    pub has_figures: bool,
}

/// Columns that keepers of tables have for themselves.
const OF_THE_KEEPER: [&str; 14] = [
    "序号",
    "编号",
    "备注",
    "说明",
    "作者",
    "撰稿人",
    "报送人",
    "填表人",
    "审核人",
    "联系人",
    "联系电话",
    "电话",
    "名次",
    "排名",
];

/// How many rows at the top are searched for the one with the names.
const TOP: usize = 10;

/// A table being read.
pub struct Sheet<'a> {
    form: &'static Form,
    file: &'a SourcePath,
    text: &'a str,
    reader: csv::Reader<&'a [u8]>,
    /// The place of each column in a row, in the order of the form.
    places: Vec<Option<usize>>,
    /// Columns with other names: each with its place and its name, as written.
    pub others: Vec<(usize, String)>,
    /// Columns without a name.
    unnamed: Vec<usize>,
    /// What stands between cells.
    delimiter: u8,
    /// How many columns the names are for.
    width: usize,
    /// The row that [`Sheet::row`] has read.
    record: StringRecord,
    /// Whether a quotation mark somewhere has no other.
    is_odd: bool,
    /// Where the row with the names stands.
    pub head: Span,
}

/// One row.
pub struct Row<'a> {
    form: &'static Form,
    places: &'a [Option<usize>],
    record: &'a StringRecord,
    /// Where it stands.
    pub span: Span,
}

/// Whether these are the bytes of a workbook, whatever its ending: `xlsx` is a ZIP archive, `xls` a compound file.
pub fn is_workbook(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"\xd0\xcf\x11\xe0")
}

/// The finding on a workbook.
pub fn workbook(file: &SourcePath) -> Diagnostic {
    Diagnostic::error("bad-sheet").wording("workbook").at(Span::file(file))
}

impl<'a> Sheet<'a> {
    /// Reads the row with the names of the columns.
    ///
    /// # Errors
    /// A finding when there is none, or it lacks a column.
    pub fn open(
        form: &'static Form,
        file: &'a SourcePath,
        text: &'a str,
    ) -> Result<Self, Diagnostic> {
        let finding = |wording| Diagnostic::error("bad-sheet").wording(wording);
        let names = |columns: &[usize]| {
            columns.iter().map(|column| form.columns[*column][0]).collect::<Vec<_>>().join("、")
        };
        let head = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
        let delimiter = [b'\t', b';'].into_iter().find(|mark| head.contains(char::from(*mark)));
        let delimiter = delimiter.unwrap_or(b',');
        let mut reader = ReaderBuilder::new();
        reader.has_headers(false).flexible(true).delimiter(delimiter);
        let mut sheet = Self {
            form,
            file,
            text,
            reader: reader.from_reader(text.as_bytes()),
            places: vec![None; form.columns.len()],
            others: Vec::new(),
            unnamed: Vec::new(),
            delimiter,
            width: 0,
            record: StringRecord::new(),
            is_odd: text.bytes().filter(|byte| *byte == b'"').count() % 2 == 1,
            head: Span::file(file),
        };
        let Some(span) = sheet.read() else {
            return Err(finding("").with("names", names(form.needed)).at(Span::file(file)));
        };
        if sheet.record.len() == 1 && head.matches('，').count() > 1 {
            return Err(finding("comma").at(span));
        }
        sheet.name_columns(&span)?;
        sheet.head = span.clone();
        let is_missing = |column: &usize| sheet.places[*column].is_none();
        let missing: Vec<usize> = form.needed.iter().copied().filter(is_missing).collect();
        if missing.is_empty() {
            return Ok(sheet);
        }
        let is_head = |record: &StringRecord| {
            let cells: Vec<String> = record.iter().map(name_of).collect();
            let has = |column: &usize| {
                cells.iter().any(|cell| form.columns[*column].contains(&cell.as_str()))
            };
            form.needed.iter().all(has)
        };
        for _ in 1..TOP {
            if sheet.read().is_some() && is_head(&sheet.record) {
                return Err(finding("above").at(span));
            }
        }
        Err(finding("missing").with("names", names(&missing)).at(span))
    }

    /// Notes which column stands where.
    fn name_columns(&mut self, span: &Span) -> Result<(), Diagnostic> {
        for (place, cell) in self.record.iter().enumerate() {
            let name = name_of(cell);
            let column = self.form.columns.iter().position(|names| names.contains(&name.as_str()));
            let is_twice = match column {
                Some(column) => self.places[column].replace(place).is_some(),
                None => {
                    self.form.has_figures && self.others.iter().any(|(_, other)| *other == name)
                }
            };
            if is_twice {
                let finding = Diagnostic::error("bad-sheet").wording("twice");
                let name = column.map_or(name.as_str(), |column| self.form.columns[column][0]);
                return Err(finding.with("name", name).at(span.clone()));
            }
            if name.is_empty() {
                self.unnamed.push(place);
            }
            let is_read = column.is_some() || OF_THE_KEEPER.contains(&name.as_str());
            if !is_read && !name.is_empty() {
                self.others.push((place, name));
            }
        }
        self.width = self.record.len();
        Ok(())
    }

    /// The next row that has anything in it.
    pub fn row(&mut self) -> Option<Result<Row<'_>, Diagnostic>> {
        let span = self.read()?;
        let wrong = self.mistake(&span);
        let Self { form, places, record, .. } = self;
        Some(wrong.map_or(Ok(Row { form, places, record, span }), Err))
    }

    /// Reads the next record that is not empty. Returns its place.
    fn read(&mut self) -> Option<Span> {
        loop {
            // What cannot be read is not UTF-8, which a text is.
            if !self.reader.read_record(&mut self.record).unwrap_or(false) {
                return None;
            }
            // Sheets are numbered beforehand: a row that has only what the keeper needs is empty, too.
            let is_read = |place| place >= self.width || self.is_read(place);
            let mut cells = self.record.iter().enumerate();
            if cells.any(|(place, cell)| is_read(place) && !cell.trim().is_empty()) {
                break;
            }
        }
        let at = |place: u64| usize::try_from(place).unwrap_or(0).min(self.text.len());
        let start = at(self.record.position().map_or(0, csv::Position::byte));
        let row = &self.text[start..at(self.reader.position().byte())];
        let start = start + row.len() - row.trim_start_matches(['\n', '\r']).len();
        Some(Span::new(self.file, start..start + row.trim_matches(['\n', '\r']).len()))
    }

    /// Whether anything is read from a column, which the row with the names says.
    fn is_read(&self, place: usize) -> bool {
        let is_figure =
            || self.form.has_figures && self.others.iter().any(|(other, _)| *other == place);
        self.places.iter().all(Option::is_none) || self.places.contains(&Some(place)) || is_figure()
    }

    /// What makes a row as a whole unreadable.
    fn mistake(&self, span: &Span) -> Option<Diagnostic> {
        let finding = |wording| Diagnostic::error("bad-sheet").wording(wording).at(span.clone());
        let is_last = || self.text[span.range.end..].trim().is_empty();
        if self.is_odd && is_last() && self.record.iter().any(|cell| cell.contains('\n')) {
            let line = self.text[span.range.clone()].lines().next().map_or(0, str::len);
            let start = span.range.start;
            return Some(finding("quote").at(Span::new(self.file, start..start + line)));
        }
        // Rows that became a part of a title look like rows.
        let is_row = |line: &str| line.matches(char::from(self.delimiter)).count() > 1;
        if self.record.iter().any(|cell| cell.lines().skip(1).any(is_row)) {
            return Some(finding("quote"));
        }
        if self.record.iter().skip(self.width).any(|cell| !cell.trim().is_empty()) {
            return Some(finding("cells").with("count", self.width));
        }
        let holds =
            |place: &&usize| self.record.get(**place).is_some_and(|cell| !cell.trim().is_empty());
        if let Some(place) = self.unnamed.iter().filter(|_| self.form.has_figures).find(holds) {
            let value = self.record.get(*place).unwrap_or_default().trim();
            return Some(finding("unnamed").with("count", place + 1).with("value", value));
        }
        let is_failed =
            |cell: &str| cell.strip_prefix('#').is_some_and(|code| code.ends_with(['!', '?', 'A']));
        let known = self.places.iter().zip(self.form.columns);
        let known = known.filter_map(|(place, names)| Some(((*place)?, names[0])));
        let figures = self.others.iter().filter(|_| self.form.has_figures);
        let mut read = known.chain(figures.map(|(place, name)| (*place, name.as_str())));
        let (name, cell) = read.find_map(|(place, name)| {
            let cell = self.record.get(place)?.trim();
            (cell.starts_with('=') || is_failed(cell)).then_some((name, cell))
        })?;
        let wording = if is_failed(cell) { "failed" } else { "formula" };
        Some(finding(wording).with("name", name).with("value", cell))
    }
}

impl Row<'_> {
    /// The text of a column of the form; empty where there is no such column.
    pub fn cell(&self, column: usize) -> &str {
        self.places[column].map_or("", |place| self.at(place))
    }

    /// The text at a place.
    pub fn at(&self, place: usize) -> &str {
        self.record.get(place).unwrap_or_default().trim()
    }

    /// All its texts.
    pub fn cells(&self) -> impl Iterator<Item = &str> {
        self.record.iter().map(str::trim)
    }

    /// A finding on a column of the form, in one of the wordings of `bad-sheet`.
    pub fn wrong(&self, column: usize, wording: &'static str) -> Diagnostic {
        self.finding(self.form.columns[column][0], self.cell(column), wording)
    }

    /// A finding on the column with this name, in which `value` stands.
    pub fn finding(&self, name: &str, value: &str, wording: &'static str) -> Diagnostic {
        let finding = Diagnostic::error("bad-sheet").wording(wording);
        finding.with("name", name).with("value", value).at(self.span.clone())
    }
}

/// A heading without the blanks and line breaks in which spreadsheets set it, and the stars of columns that must be filled.
fn name_of(cell: &str) -> String {
    let name: String = cell.chars().filter(|c| !c.is_whitespace()).collect();
    name.trim_matches('*').to_owned()
}
