//! The ledger of what units sent in, `data/submissions.csv`, as Excel and WPS write it (convention 28).

use std::ops::Range;

use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::sheet::{Form, Row, Sheet};
use crate::base::diagnostic::{cap, did_you_mean};
use crate::base::{Checked, Diagnostic, Moment, SourcePath, Span};
use crate::content::yaml::mend::narrow;

/// The file of the ledger, below the site's folder.
pub const FILE: &str = "data/submissions.csv";

/// What became of what a unit sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Outcome {
    /// 采用
    Adopted,
    /// 综合采用: part of an item that was made of several.
    Merged,
    /// 约稿: what was asked for came, and was used.
    Asked,
    /// 未采用
    Declined,
    /// 退稿
    Returned,
    /// 约稿未报: what was asked for did not come.
    Unanswered,
}

impl Outcome {
    /// Each with its name, under which a site may give it points.
    pub const NAMES: [(&str, Self); 6] = [
        ("采用", Self::Adopted),
        ("综合采用", Self::Merged),
        ("约稿", Self::Asked),
        ("未采用", Self::Declined),
        ("退稿", Self::Returned),
        ("约稿未报", Self::Unanswered),
    ];

    /// Its name.
    pub fn name(self) -> &'static str {
        Self::NAMES.iter().find(|(_, known)| *known == self).map_or("", |(name, _)| name)
    }

    /// Whether it was used.
    pub fn is_use(self) -> bool {
        matches!(self, Self::Adopted | Self::Merged | Self::Asked)
    }

    /// Reads a name, or another word for it. An empty cell is something of which nothing came yet.
    fn parse(word: &str) -> Option<Self> {
        let known = Self::NAMES.iter().find(|(name, _)| *name == word);
        known.map(|(_, outcome)| *outcome).or(match word {
            "已采用" | "录用" | "刊用" | "是" | "√" => Some(Self::Adopted),
            "综合" => Some(Self::Merged),
            "约稿采用" => Some(Self::Asked),
            "" | "不采用" | "未录用" | "未刊用" | "否" | "×" => Some(Self::Declined),
            "退回" => Some(Self::Returned),
            "约稿不报" | "未报" => Some(Self::Unanswered),
            _ => None,
        })
    }
}

/// One row of the ledger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Submission {
    /// The day on which it was sent in or used, as the ledger says.
    pub date: Date,
    /// The units that sent it, as written; at least one.
    pub units: Vec<String>,
    /// Its title; what was asked for where nothing came.
    pub title: String,
    /// What became of it.
    pub outcome: Outcome,
    /// The level that used it (市级, 省级 …); `None` for the bulletin itself.
    pub level: Option<String>,
    /// In what it was printed.
    pub outlet: Option<String>,
    /// The issue of that.
    pub issue: Option<String>,
    /// Who wrote a note on it (批示), as a level.
    pub endorsed: Option<String>,
    /// The file of its article below `content/`, where the title does not tell.
    pub article: Option<String>,
    /// Where the row stands in the file, in bytes.
    pub place: Range<usize>,
}

// The columns, by their places in the form.
const DATE: usize = 0;
const UNIT: usize = 1;
const TITLE: usize = 2;
const OUTCOME: usize = 3;
const LEVEL: usize = 4;
const OUTLET: usize = 5;
const ISSUE: usize = 6;
const ENDORSED: usize = 7;
const ARTICLE: usize = 8;

/// What the columns of the ledger are called.
const FORM: Form = Form {
    columns: &[
        &["日期", "报送日期", "报送时间", "时间", "采用日期"],
        &["单位", "报送单位", "供稿单位", "单位名称"],
        &["标题", "信息标题", "报送标题", "题目"],
        &["结果", "采用情况", "采用结果", "是否采用"],
        &["级别", "采用级别", "层级"],
        &["刊物", "采用刊物", "载体"],
        &["期号", "期数"],
        &["批示", "领导批示"],
        &["文件", "文章"],
    ],
    needed: &[DATE, UNIT, TITLE],
    has_figures: false,
};

/// Words for the bulletin itself at the place of a level.
const OWN: [&str; 4] = ["本级", "本刊", "本站", "本单位"];

/// Reads the ledger. A row that cannot be counted is an error: its unit would lose points.
pub fn parse(file: &SourcePath, text: &str, zone: &TimeZone) -> Checked<Vec<Submission>> {
    let mut sheet = match Sheet::open(&FORM, file, text) {
        Ok(sheet) => sheet,
        Err(finding) => return Checked::with(Vec::new(), vec![finding]),
    };
    let known = || FORM.columns.iter().flat_map(|names| names.iter().copied());
    let unknown = |(_, name): &(usize, String)| {
        let finding = Diagnostic::warning("bad-sheet").wording("unknown").with("name", name);
        finding.near(did_you_mean(name, known())).at(sheet.head.clone())
    };
    let mut findings: Vec<Diagnostic> = sheet.others.iter().map(unknown).collect();
    let mut all = Vec::new();
    while let Some(row) = sheet.row() {
        match row.and_then(|row| submission(&row, zone)) {
            Ok(one) => all.push(one),
            Err(finding) => findings.push(finding),
        }
    }
    let capped = cap(findings.into_iter().map(|finding| (finding, ())).collect());
    Checked::with(all, capped.into_iter().map(|(finding, ())| finding).collect())
}

fn submission(row: &Row<'_>, zone: &TimeZone) -> Result<Submission, Diagnostic> {
    let is_dated = row.cell(DATE).contains(char::is_numeric);
    let is_sum = |cell: &&str| ["合计", "总计", "小计"].iter().any(|sum| cell.starts_with(sum));
    if let Some(cell) = row.cells().find(|cell| !is_dated && is_sum(cell)) {
        return Err(row.finding("", cell, "sum"));
    }
    let date = date(row, zone)?;
    let word = row.cell(OUTCOME);
    let Some(outcome) = Outcome::parse(word) else {
        let names = Outcome::NAMES.map(|(name, _)| name);
        let finding = row.wrong(OUTCOME, "outcome").with("names", names.join("、"));
        return Err(finding.near(did_you_mean(word, names)));
    };
    let units = row.cell(UNIT).split(['、', '，', ',', '；', ';', '\n']).map(str::trim);
    let units: Vec<String> = units.filter(|unit| !unit.is_empty()).map(str::to_owned).collect();
    let title = row.cell(TITLE);
    if units.is_empty() {
        return Err(row.wrong(UNIT, "empty"));
    }
    if title.is_empty() && outcome != Outcome::Unanswered {
        return Err(row.wrong(TITLE, "empty"));
    }
    let text = |column| Some(row.cell(column)).filter(|text| !text.is_empty()).map(str::to_owned);
    let level = text(LEVEL).filter(|level| !OWN.contains(&level.as_str()));
    if word.is_empty() && (level.is_some() || text(OUTLET).is_some()) {
        return Err(row.wrong(OUTCOME, "empty"));
    }
    let is_no = |word: &String| ["否", "无", "0", "-", "—", "/"].contains(&word.as_str());
    Ok(Submission {
        date,
        units,
        title: title.split_whitespace().collect::<Vec<_>>().join(" "),
        outcome,
        level,
        outlet: text(OUTLET),
        issue: text(ISSUE),
        endorsed: text(ENDORSED).filter(|word| !is_no(word)),
        article: text(ARTICLE),
        place: row.span.range.clone(),
    })
}

/// The day of a row, in any form of convention 26.
fn date(row: &Row<'_>, zone: &TimeZone) -> Result<Date, Diagnostic> {
    let word = row.cell(DATE);
    if word.is_empty() {
        return Err(row.wrong(DATE, "empty"));
    }
    let narrow = narrow(word);
    if let Some(moment) = Moment::parse(&narrow, zone) {
        return Ok(moment.date);
    }
    // Excel counts days; a cell that is formatted as a number is saved as one.
    let whole = narrow.split_once('.').map_or(narrow.as_str(), |(whole, _)| whole);
    let is_count = (4..=5).contains(&whole.len()) && whole.bytes().all(|b| b.is_ascii_digit());
    Err(row.wrong(DATE, if is_count { "days" } else { "date" }))
}

impl Submission {
    /// Where it stands.
    pub fn span(&self) -> Span {
        Span::new(&file(), self.place.clone())
    }
}

/// The path of the ledger.
pub fn file() -> SourcePath {
    SourcePath::new(FILE).expect("a plain name")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Checked<Vec<Submission>> {
        parse(&SourcePath::new(FILE).unwrap(), text, &TimeZone::UTC)
    }

    /// The wordings of the findings of these rows below a usual head.
    fn said(rows: &str) -> Vec<&'static str> {
        let checked = read(&format!("日期,单位,标题,结果,级别\n{rows}"));
        checked.diagnostics.iter().map(|finding| finding.wording).collect()
    }

    #[test]
    fn columns_may_stand_in_any_order_under_any_of_their_names() {
        let text = "序号\t报送单位\t信息标题\t报送日期\t采用情况\t批示\n\
                    1\t甲镇、乙镇\t春耕 开始\t２００７．３．５\t采用\t市级\n\n\
                    2\t丙镇\t\"两行\n标题\"\t2007/3/6 0:00\t\t无\n\t\t\t\t\t\n";
        let Checked { value: rows, diagnostics } = read(text);
        assert!(diagnostics.is_empty(), "{diagnostics:?}");
        assert_eq!(rows.len(), 2);
        assert_eq!(rows[0].units, ["甲镇", "乙镇"]);
        assert_eq!(
            (rows[0].date.to_string().as_str(), rows[0].outcome),
            ("2007-03-05", Outcome::Adopted)
        );
        assert_eq!(rows[0].endorsed.as_deref(), Some("市级"));
        assert_eq!((rows[1].title.as_str(), rows[1].outcome), ("两行 标题", Outcome::Declined));
        assert_eq!(rows[1].endorsed, None);
        assert!(text[rows[1].place.clone()].starts_with("2\t丙镇"));
    }

    #[test]
    fn what_cannot_be_counted_is_an_error_of_its_row() {
        for (row, wording) in [
            (",甲镇,题,采用,", "empty"),
            ("2007-03-05,,题,采用,", "empty"),
            ("2007-03-05,甲镇,,采用,", "empty"),
            ("2007-03-05,甲镇,题,,省级", "empty"),
            ("39146,甲镇,题,采用,", "days"),
            ("3月5日,甲镇,题,采用,", "date"),
            ("2007-02-30,甲镇,题,采用,", "date"),
            ("2007-03-05,甲镇,题,用了,", "outcome"),
            ("2007-03-05,=A2,题,采用,", "formula"),
            ("#REF!,甲镇,题,采用,", "failed"),
            ("2007-03-05,甲镇,春耕,夏收,采用,省级", "cells"),
            ("合计,,3,,", "sum"),
            ("2007-03-05,甲镇,\"题,采用,\n2007-03-06,乙镇,题,采用,", "quote"),
        ] {
            assert_eq!(said(row), [wording], "{row}");
        }
        assert!(said("2007-03-05,,,约稿未报,").contains(&"empty"));
        assert!(said("2007-03-05,甲镇,,约稿未报,\n,,,,\n").is_empty());
    }

    #[test]
    fn the_row_with_names_must_be_the_first() {
        let wording = |text: &str| {
            read(text).diagnostics.iter().map(|finding| finding.wording).collect::<Vec<_>>()
        };
        assert_eq!(wording(""), [""]);
        assert_eq!(wording("日期,单位\n2007-03-05,甲镇\n"), ["missing"]);
        assert_eq!(wording("2007年台账,,\n日期,单位,标题\n2007-03-05,甲镇,题\n"), ["above"]);
        assert_eq!(wording("日期,单位,标题,标题\n"), ["twice"]);
        assert_eq!(wording("日期，单位，标题\n"), ["comma"]);
        assert_eq!(wording("日期,单位,标题,作家\n"), ["unknown"]);
    }
}
