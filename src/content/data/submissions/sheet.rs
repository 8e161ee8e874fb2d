//! A table that a spreadsheet saved as text: its columns by their names, its rows with their places.

use csv::{ReaderBuilder, StringRecord};

use crate::base::diagnostic::did_you_mean;
use crate::base::{Diagnostic, SourcePath, Span};

/// A column that is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    Date,
    Unit,
    Title,
    Outcome,
    Level,
    Outlet,
    Issue,
    Endorsed,
    Article,
}

/// The names of each column, the usual one first.
const NAMES: [(Column, &[&str]); 9] = [
    (Column::Date, &["日期", "报送日期", "报送时间", "时间", "采用日期"]),
    (Column::Unit, &["单位", "报送单位", "供稿单位", "单位名称"]),
    (Column::Title, &["标题", "信息标题", "报送标题", "题目"]),
    (Column::Outcome, &["结果", "采用情况", "采用结果", "是否采用"]),
    (Column::Level, &["级别", "采用级别", "层级"]),
    (Column::Outlet, &["刊物", "采用刊物", "载体"]),
    (Column::Issue, &["期号", "期数"]),
    (Column::Endorsed, &["批示", "领导批示"]),
    (Column::Article, &["文件", "文章"]),
];

/// Without these a row says nothing.
const NEEDED: [Column; 3] = [Column::Date, Column::Unit, Column::Title];

/// Columns that keepers of ledgers have for themselves.
const OF_THE_KEEPER: [&str; 7] = ["序号", "编号", "备注", "作者", "撰稿人", "报送人", "联系电话"];

/// How many rows at the top are searched for the one with the names.
const TOP: usize = 10;

/// A table being read.
pub struct Sheet<'a> {
    file: &'a SourcePath,
    text: &'a str,
    reader: csv::Reader<&'a [u8]>,
    /// The place of each column in a row, in the order of [`NAMES`].
    places: [Option<usize>; NAMES.len()],
    /// What stands between cells.
    delimiter: u8,
    /// How many columns the names are for.
    width: usize,
    /// The row that [`Sheet::next`] has read.
    record: StringRecord,
    /// Whether a quotation mark somewhere has no other.
    is_odd: bool,
    /// What is wrong with the names, without being an error.
    pub findings: Vec<Diagnostic>,
}

/// One row.
pub struct Row<'a> {
    places: &'a [Option<usize>; NAMES.len()],
    record: &'a StringRecord,
    /// Where it stands.
    pub span: Span,
}

impl<'a> Sheet<'a> {
    /// Reads the row with the names of the columns.
    ///
    /// # Errors
    /// A finding when there is none, or it lacks a column.
    pub fn open(file: &'a SourcePath, text: &'a str) -> Result<Self, Diagnostic> {
        let finding = |wording| Diagnostic::error("bad-ledger").wording(wording);
        let head = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
        let delimiter = [b'\t', b';'].into_iter().find(|mark| head.contains(char::from(*mark)));
        let delimiter = delimiter.unwrap_or(b',');
        let mut reader = ReaderBuilder::new();
        reader.has_headers(false).flexible(true).delimiter(delimiter);
        let mut sheet = Self {
            file,
            text,
            reader: reader.from_reader(text.as_bytes()),
            places: [None; NAMES.len()],
            delimiter,
            width: 0,
            record: StringRecord::new(),
            is_odd: text.bytes().filter(|byte| *byte == b'"').count() % 2 == 1,
            findings: Vec::new(),
        };
        let Some(span) = sheet.read() else {
            return Err(finding("").with("names", needed(&NEEDED)).at(Span::file(file)));
        };
        if sheet.record.len() == 1 && head.matches('，').count() > 1 {
            return Err(finding("comma").at(span));
        }
        sheet.name_columns(&span)?;
        let missing: Vec<Column> =
            NEEDED.into_iter().filter(|column| sheet.places[*column as usize].is_none()).collect();
        if missing.is_empty() {
            return Ok(sheet);
        }
        let is_head = |record: &StringRecord| {
            let cells: Vec<String> = record.iter().map(name_of).collect();
            NEEDED.iter().all(|column| cells.iter().any(|cell| names(*column).contains(&&**cell)))
        };
        for _ in 1..TOP {
            if sheet.read().is_some() && is_head(&sheet.record) {
                return Err(finding("above").at(span));
            }
        }
        Err(finding("missing").with("names", needed(&missing)).at(span))
    }

    /// Notes which column stands where.
    fn name_columns(&mut self, span: &Span) -> Result<(), Diagnostic> {
        let known = || NAMES.iter().flat_map(|(_, names)| names.iter().copied());
        for (place, cell) in self.record.iter().enumerate() {
            let name = name_of(cell);
            let column = NAMES.iter().position(|(_, names)| names.contains(&name.as_str()));
            match column {
                Some(column) if self.places[column].is_some() => {
                    let finding = Diagnostic::error("bad-ledger").wording("twice");
                    return Err(finding.with("name", NAMES[column].1[0]).at(span.clone()));
                }
                Some(column) => self.places[column] = Some(place),
                None if name.is_empty() || OF_THE_KEEPER.contains(&name.as_str()) => {}
                None => {
                    let finding = Diagnostic::warning("bad-ledger").wording("unknown");
                    let finding = finding.with("name", &name).near(did_you_mean(&name, known()));
                    self.findings.push(finding.at(span.clone()));
                }
            }
        }
        self.width = self.record.len();
        Ok(())
    }

    /// The next row that has anything in it.
    pub fn next(&mut self) -> Option<Result<Row<'_>, Diagnostic>> {
        let span = self.read()?;
        let wrong = self.mistake(&span);
        let Self { places, record, .. } = self;
        Some(wrong.map_or(Ok(Row { places, record, span }), Err))
    }

    /// Reads the next record that is not empty. Returns its place.
    fn read(&mut self) -> Option<Span> {
        loop {
            // What cannot be read is not UTF-8, which a text is.
            if !self.reader.read_record(&mut self.record).unwrap_or(false) {
                return None;
            }
            // Sheets are numbered beforehand: a row that has only what the keeper needs is empty, too.
            let is_read = |place| place >= self.width || self.places.contains(&Some(place));
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

    /// What makes a row as a whole unreadable.
    fn mistake(&self, span: &Span) -> Option<Diagnostic> {
        let finding = |wording| Diagnostic::error("bad-ledger").wording(wording).at(span.clone());
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
        let is_sum =
            |cell: &str| ["合计", "总计", "小计"].iter().any(|sum| cell.trim().starts_with(sum));
        let is_dated = self.places[Column::Date as usize].and_then(|place| self.record.get(place));
        let is_dated = is_dated.is_some_and(|cell| cell.contains(|c: char| c.is_numeric()));
        if let Some(cell) = self.record.iter().find(|cell| !is_dated && is_sum(cell)) {
            return Some(finding("sum").with("value", cell.trim()));
        }
        let is_formula = |cell: &str| {
            let code = cell.strip_prefix('#');
            cell.starts_with('=') || code.is_some_and(|code| code.ends_with(['!', '?', 'A']))
        };
        let mut read = self.places.iter().zip(NAMES);
        let (name, cell) = read.find_map(|(place, (_, names))| {
            let cell = self.record.get((*place)?)?.trim();
            is_formula(cell).then_some((names[0], cell))
        })?;
        Some(finding("formula").with("name", name).with("value", cell))
    }
}

impl Row<'_> {
    /// The text of a cell; empty where there is no such column.
    pub fn cell(&self, column: Column) -> &str {
        let place = self.places[column as usize];
        place.and_then(|place| self.record.get(place)).unwrap_or_default().trim()
    }

    /// A finding on a cell, in one of the wordings of `bad-ledger`.
    pub fn wrong(&self, column: Column, wording: &'static str) -> Diagnostic {
        let finding = Diagnostic::error("bad-ledger").wording(wording);
        let finding = finding.with("name", names(column)[0]).with("value", self.cell(column));
        finding.at(self.span.clone())
    }
}

/// The names of a column.
fn names(column: Column) -> &'static [&'static str] {
    NAMES[column as usize].1
}

fn needed(columns: &[Column]) -> String {
    columns.iter().map(|column| names(*column)[0]).collect::<Vec<_>>().join("、")
}

/// A heading without the blanks and line breaks in which spreadsheets set it.
fn name_of(cell: &str) -> String {
    cell.chars().filter(|c| !c.is_whitespace() && *c != '*').collect()
}
