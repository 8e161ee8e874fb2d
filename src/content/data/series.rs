//! Figures of each unit, period by period: `data/series/<name>.csv`, as Excel and WPS write it. What is missing is not zero.

use std::ops::Range;

use rust_decimal::Decimal;

use super::sheet::{self, Form, Row, Sheet};
use crate::base::diagnostic::cap;
use crate::base::{Checked, Diagnostic, Period, SourcePath, Span};
use crate::content::yaml::mend::narrow;

/// The folder of series, below the site's.
pub const FOLDER: &str = "data/series/";

// The columns, by their places in the form.
const UNIT: usize = 0;
const PERIOD: usize = 1;

/// What the columns are called that are no figures.
const FORM: Form = Form {
    columns: &[
        &["单位", "单位名称", "报送单位"],
        &["时间", "期间", "时段", "月份", "年月", "季度", "年度", "年份", "日期"],
    ],
    needed: &[UNIT, PERIOD],
    has_figures: true,
};

/// How many digits a figure may have, and how many of them behind its point: so many a drawing can show, too, and sums of
/// millions of such figures are exact.
const DIGITS: (usize, usize) = (15, 6);

/// What percentages are called where the unit of measure stands.
const PERCENT: [&str; 6] = ["%", "％", "﹪", "百分比", "百分之", "百分数"];
/// What the sum of all units is called.
const ALL: [&str; 10] =
    ["合计", "总计", "共计", "总数", "全国", "全省", "全市", "全县", "全区", "全州"];

/// What is measured.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Measure {
    /// Its name: 用电量.
    pub name: String,
    /// Its unit of measure: 千瓦时.
    pub unit: Option<String>,
}

impl Measure {
    /// Reads `用电量（千瓦时）` or `完成率%`.
    fn parse(head: &str) -> Self {
        let inner = head.strip_suffix(['）', ')']).and_then(|head| head.rsplit_once(['（', '(']));
        let inner = inner.or_else(|| Some((head.strip_suffix(['%', '％', '﹪'])?, "%")));
        match inner.filter(|(name, unit)| !name.is_empty() && !unit.is_empty()) {
            Some((name, unit)) => {
                let unit = if PERCENT.contains(&unit) { "%" } else { unit };
                Self { name: name.to_owned(), unit: Some(unit.to_owned()) }
            }
            None => Self { name: head.to_owned(), unit: None },
        }
    }

    /// Whether its figures are parts of a hundred or a thousand, which have no sum.
    pub fn is_percent(&self) -> bool {
        matches!(self.unit.as_deref(), Some("%" | "‰"))
    }

    /// Its name with its unit of measure.
    pub fn title(&self) -> String {
        match &self.unit {
            Some(unit) => format!("{}（{unit}）", self.name),
            None => self.name.clone(),
        }
    }
}

/// The figures of a unit in a period.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// The unit, as written; `None` for a sum of all.
    pub unit: Option<String>,
    /// The period.
    pub period: Period,
    /// A figure for each measure; `None` where it is missing.
    pub figures: Vec<Option<Decimal>>,
    /// Where it stands in the file, in bytes.
    pub place: Range<usize>,
}

/// A file of figures.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Readings {
    /// What is measured, one for each column.
    pub measures: Vec<Measure>,
    /// The rows, in the order of the file.
    pub rows: Vec<Reading>,
}

/// The name of a file of figures without its folder and ending; `None` for other files.
pub fn name(file: &SourcePath) -> Option<&str> {
    let name = file.as_str().strip_prefix(FOLDER)?;
    (!name.contains('/') && file.extension() == "csv").then(|| file.stem())
}

/// The finding on a file that lies among figures and is not read.
pub fn not_read(file: &SourcePath) -> Option<Diagnostic> {
    let below = file.as_str().strip_prefix(FOLDER)?;
    if ["xls", "xlsx", "et"].contains(&file.extension().as_str()) {
        return Some(sheet::workbook(file));
    }
    // Files that systems leave everywhere begin with a full stop.
    let is_ignored = name(file).is_none() && !below.starts_with('.');
    let finding = Diagnostic::warning("bad-sheet").wording("ignored");
    is_ignored.then(|| finding.at(Span::file(file)))
}

/// Reads figures. What cannot be read is an error: the unit would be told to have none.
pub fn parse(file: &SourcePath, text: &str) -> Checked<Readings> {
    let mut sheet = match Sheet::open(&FORM, file, text) {
        Ok(sheet) => sheet,
        Err(finding) => return Checked::with(Readings::default(), vec![finding]),
    };
    let columns = sheet.others.clone();
    let measures: Vec<Measure> = columns.iter().map(|(_, head)| Measure::parse(head)).collect();
    let is_known = |at: usize| measures[..at].iter().any(|one| one.name == measures[at].name);
    if let Some(twice) = (0..measures.len()).find(|at| is_known(*at)) {
        let finding = Diagnostic::error("bad-sheet").wording("twice").at(sheet.head);
        let finding = finding.with("name", &measures[twice].name);
        return Checked::with(Readings::default(), vec![finding]);
    }
    if measures.is_empty() {
        let finding = Diagnostic::error("bad-sheet").wording("figures").at(sheet.head);
        return Checked::with(Readings::default(), vec![finding]);
    }
    let (mut rows, mut findings) = (Vec::new(), Vec::new());
    while let Some(row) = sheet.row() {
        let read = row.and_then(|row| {
            if let Some((place, measure)) = torn(&row, &columns, &measures) {
                let value = format!("{},{}", row.at(place), row.at(place + 1));
                return Err(row.finding(&measure.name, &value, "torn"));
            }
            let cells = columns.iter().zip(&measures);
            let figures = cells.map(|((place, _), measure)| figure(&row, *place, measure));
            Ok(Reading {
                unit: unit(&row)?,
                period: period(&row)?,
                figures: figures.collect::<Result<_, _>>()?,
                place: row.span.range.clone(),
            })
        });
        match read {
            Ok(reading) => rows.push(reading),
            Err(finding) => findings.push(finding),
        }
    }
    let capped = cap(findings.into_iter().map(|finding| (finding, ())).collect());
    let findings = capped.into_iter().map(|(finding, ())| finding).collect();
    Checked::with(Readings { measures, rows }, findings)
}

/// The figure whose thousands seem to stand in the next cell, which no figure should be in.
fn torn<'m>(
    row: &Row<'_>,
    columns: &[(usize, String)],
    measures: &'m [Measure],
) -> Option<(usize, &'m Measure)> {
    let is_figure = |place| columns.iter().any(|(known, _)| *known == place);
    let are_digits = |text: &str, most: usize| {
        (1..=most).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
    };
    let is_torn = |place: usize| {
        let rest = row.at(place + 1);
        let rest = rest.split_once('.').map_or(rest, |(whole, _)| whole);
        !is_figure(place + 1)
            && are_digits(row.at(place), 3)
            && rest.len() == 3
            && are_digits(rest, 3)
    };
    let mut figures = columns.iter().zip(measures);
    figures.find(|((place, _), _)| is_torn(*place)).map(|((place, _), measure)| (*place, measure))
}

fn unit(row: &Row<'_>) -> Result<Option<String>, Diagnostic> {
    let name: String = row.cell(UNIT).split_whitespace().collect();
    let bare = name.split(['（', '(', ':', '：']).next().unwrap_or_default();
    match name.as_str() {
        "" => Err(row.wrong(UNIT, "empty")),
        _ if ALL.contains(&bare) || bare.ends_with("合计") => Ok(None),
        _ if bare.ends_with("小计") || bare.starts_with("平均") || bare == "累计" => {
            Err(row.wrong(UNIT, "part"))
        }
        _ if row.cells().filter(|cell| !cell.is_empty()).count() == 1 => {
            Err(row.wrong(UNIT, "note"))
        }
        _ => Ok(Some(row.cell(UNIT).to_owned())),
    }
}

fn period(row: &Row<'_>) -> Result<Period, Diagnostic> {
    let text = narrow(row.cell(PERIOD));
    // Excel writes the time of a day, too.
    let words = text.split_whitespace().filter(|word| !word.contains(':'));
    let text = words.collect::<String>();
    if text.is_empty() {
        return Err(row.wrong(PERIOD, "empty"));
    }
    // Excel counts days; a cell that is formatted as a number is saved as one.
    let is_count = text.len() == 5 && text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().map_err(|()| row.wrong(PERIOD, if is_count { "days" } else { "period" }))
}

/// The figure of a cell.
fn figure(row: &Row<'_>, place: usize, measure: &Measure) -> Result<Option<Decimal>, Diagnostic> {
    let cell = row.at(place);
    if ["", "-", "－", "–", "—", "——", "/", "…", "……"].contains(&cell) {
        return Ok(None);
    }
    let wrong = |wording| Err(row.finding(&measure.name, cell, wording));
    let text = narrow(cell).replace('，', ",").replace('％', "%").replace('−', "-");
    let text = match text.strip_suffix('%') {
        Some(text) if measure.unit.as_deref() == Some("%") => text.trim_end(),
        Some(_) => return wrong("percent"),
        None => text.as_str(),
    };
    let text = text.strip_prefix('+').unwrap_or(text);
    let (sign, digits) = text.strip_prefix('-').map_or(("", text), |digits| ("-", digits));
    let (whole, decimals) = digits.split_once('.').unwrap_or((digits, ""));
    let Some(whole) = without_separators(whole) else { return wrong("separators") };
    let are_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || !are_digits(&whole) || !are_digits(decimals) || digits.ends_with('.') {
        let mut numbers = digits.chars().filter(char::is_ascii_digit);
        return wrong(if numbers.next().is_some() { "number" } else { "word" });
    }
    if whole.len() + decimals.len() > DIGITS.0 || decimals.len() > DIGITS.1 {
        return wrong("digits");
    }
    // The rest of a number whose thousands were taken for a cell of their own.
    if whole.len() > 1 && whole.starts_with('0') {
        return wrong("zeros");
    }
    let point = if decimals.is_empty() { "" } else { "." };
    let exact = Decimal::from_str_exact(&format!("{sign}{whole}{point}{decimals}"));
    exact.map(Some).or_else(|_| wrong("number"))
}

/// The digits of `1,234,567`; `None` where the commas stand elsewhere.
fn without_separators(whole: &str) -> Option<String> {
    let mut groups = whole.split(',');
    let first = groups.next()?;
    let are_threes = groups.clone().all(|group| group.len() == 3);
    let is_right = !whole.contains(',') || (1..=3).contains(&first.len()) && are_threes;
    is_right.then(|| whole.replace(',', ""))
}

impl Reading {
    /// Where it stands.
    pub fn span(&self, file: &SourcePath) -> Span {
        Span::new(file, self.place.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Checked<Readings> {
        parse(&SourcePath::new("data/series/a.csv").unwrap(), text)
    }

    fn said(row: &str) -> Vec<&'static str> {
        let head = "单位,时间,用电量（千瓦时）,占比（%）\n";
        let checked = read(&format!("{head}{row}\n"));
        checked.diagnostics.iter().map(|finding| finding.wording).collect()
    }

    #[test]
    fn figures_are_read_as_people_write_them() {
        let text = "序号,单位,月份,用电量(千瓦时),占比（％）,人数\n\
                    1,甲局,2007年3月,\"1,234.50\",12.5%,３\n\
                    2,乙局,2007/3/1 0:00,-0.5,—,\n\
                    3,合计,2007-03,1234,,3\n";
        let Checked { value, diagnostics } = read(text);
        assert!(diagnostics.is_empty(), "{diagnostics:?}");
        let titles: Vec<String> = value.measures.iter().map(Measure::title).collect();
        assert_eq!(titles, ["用电量（千瓦时）", "占比（%）", "人数"]);
        let shown: Vec<Vec<Option<String>>> = value
            .rows
            .iter()
            .map(|row| row.figures.iter().map(|one| one.map(|one| one.to_string())).collect())
            .collect();
        let some = |text: &str| Some(text.to_owned());
        assert_eq!(shown[0], [some("1234.50"), some("12.5"), some("3")]);
        assert_eq!(shown[1], [some("-0.5"), None, None]);
        assert_eq!(value.rows[2].unit, None);
        assert_eq!(value.rows[1].period.to_string(), "2007-03");
    }

    #[test]
    fn what_is_no_figure_is_an_error_of_its_row() {
        for (row, wording) in [
            (",2007-03,1,1", "empty"),
            ("甲局,,1,1", "empty"),
            ("甲局,三月,1,1", "period"),
            ("小计,2007-03,1,1", "part"),
            ("甲局,2007-03,12%,1", "percent"),
            ("甲局,2007-03,\"12,34\",1", "separators"),
            ("甲局,2007-03,约300,1", "number"),
            ("甲局,2007-03,300千瓦时,1", "number"),
            ("甲局,2007-03,1.2万,1", "number"),
            ("甲局,2007-03,1.23E+05,1", "number"),
            ("甲局,2007-03,1.2.3,1", "number"),
            ("甲局,2007-03,5.,1", "number"),
            ("甲局,2007-03,无,1", "word"),
            ("甲局,2007-03,=B2,1", "formula"),
            ("甲局,2007-03,#DIV/0!,1", "failed"),
            ("甲局,2007-03,1,010", "zeros"),
            ("甲局,39083,1,1", "days"),
            ("平均,2007-03,1,1", "part"),
            ("市直小计,2007-03,1,1", "part"),
            ("注：示例,,,", "note"),
            ("甲局,2007-03,1234567890123456,1", "digits"),
            ("甲局,2007-03,1.2345678,1", "digits"),
            ("甲局,2007-03,1,1,1", "cells"),
        ] {
            assert_eq!(said(row), [wording], "{row}");
        }
        let heads = |text: &str| read(text).diagnostics[0].wording;
        assert_eq!(heads("单位,时间\n甲局,2007\n"), "figures");
        assert_eq!(heads("单位,用电量\n甲局,1\n"), "missing");
        assert_eq!(heads("单位,时间,水,水\n"), "twice");
        assert_eq!(heads("单位,时间,水（吨）,水（元）\n"), "twice");
        assert_eq!(heads("单位,时间,水,\n甲局,2007,1,2\n"), "unnamed");
        assert_eq!(heads("单位,时间,水,备注\n甲局,2007,2,110\n"), "torn");
        let percent = |head: &str| Measure::parse(head).is_percent();
        assert!(
            ["占比%", "占比﹪", "占比（百分比）", "占比(％)", "率（‰）"].into_iter().all(percent)
        );
        assert_eq!(heads(""), "");
    }
}
