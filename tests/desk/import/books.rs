//! Workbooks become articles with tables: what cells show is there; what is hidden is not.

use std::io::{Cursor, Write as _};

use kuaixun::import::article::{self, Given};
use kuaixun::import::found::Found;
use kuaixun::import::{Refusal, workbook};

const RELATIONS: &str = "<Relationships><Relationship Id='a' Type='x/officeDocument' Target='xl/workbook.xml'/></Relationships>";
const STYLES: &str = "<styleSheet><numFmts><numFmt numFmtId='164' formatCode='0.0&quot;万元&quot;'/><numFmt numFmtId='165' formatCode=';;;'/></numFmts>\
    <cellXfs><xf numFmtId='0'/><xf numFmtId='31'/><xf numFmtId='10'/><xf numFmtId='164'/><xf numFmtId='165'/></cellXfs></styleSheet>";

/// A workbook of sheets: the name, the state and the content of each.
fn book(sheets: &[(&str, &str, &str)], strings: &str) -> Vec<u8> {
    let mut out = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let mut add = |name: &str, text: &str| {
        out.start_file(name, zip::write::SimpleFileOptions::default()).expect("a part");
        out.write_all(text.as_bytes()).expect("a part");
    };
    let numbers = || (0..sheets.len()).zip(sheets);
    for (at, (_, _, content)) in numbers() {
        add(&format!("xl/worksheets/{at}.xml"), &format!("<worksheet>{content}</worksheet>"));
    }
    let one = |(at, (name, state, _)): (usize, &(&str, &str, &str))| {
        format!("<sheet name='{name}' state='{state}' id='s{at}'/>")
    };
    let list = numbers().map(one).collect::<Vec<_>>().concat();
    let relation = |(at, _)| {
        format!("<Relationship Id='s{at}' Type='worksheet' Target='worksheets/{at}.xml'/>")
    };
    let mut relations = numbers().map(relation).collect::<Vec<_>>().concat();
    relations += "<Relationship Id='x' Type='styles' Target='styles.xml'/><Relationship Id='y' Type='sharedStrings' Target='strings.xml'/>";
    add("_rels/.rels", RELATIONS);
    add("xl/_rels/workbook.xml.rels", &format!("<Relationships>{relations}</Relationships>"));
    add("xl/workbook.xml", &format!("<workbook><sheets>{list}</sheets></workbook>"));
    add("xl/styles.xml", STYLES);
    add("xl/strings.xml", &format!("<sst>{strings}</sst>"));
    add("xl/comments1.xml", "<comments>机密批注</comments>");
    add("docProps/core.xml", "<a>机密作者</a>");
    out.finish().expect("an archive").into_inner()
}

fn text(found: Found) -> String {
    article::compose(found, "a", "a.xlsx", "0", &Given::default()).text
}

fn cell(at: &str, text: &str) -> String {
    format!("<c r='{at}' t='inlineStr'><is><t>{text}</t></is></c>")
}

#[test]
fn cells_show_what_they_show_in_excel() {
    let sheet = [
        "<cols><col min='5' max='5' width='9' hidden='1'/></cols><sheetData><row r='1'>",
        &cell("A1", "2007年供稿情况"),
        "</row><row r='3'><c r='A3' t='s'><v>0</v></c><c r='B3' t='s'><v>1</v></c>",
        &cell("C3", "经费"),
        &cell("D3", "完成"),
        &cell("E3", "机密列"),
        "</row><row r='4'><c r='A4' t='str'><f>甲</f><v>小雪镇</v></c><c r='B4' s='1'><v>39146</v></c><c r='C4' s='3'><v>12.5</v></c><c r='D4' s='2'><v>0.5</v></c></row>\
        <row r='5' hidden='1'>",
        &cell("A5", "机密行"),
        "</row><row r='6'>",
        &cell("A6", "防山镇"),
        &cell("B6", "被盖住"),
        "<c r='C6' s='4'><v>77</v></c><c r='D6'><v>100</v></c></row><row r='9'>",
        &cell("A9", "注：&lt;b&gt;截至*3*月"),
        "</row></sheetData><mergeCells><mergeCell ref='A1:D1'/><mergeCell ref='A6:B6'/></mergeCells>",
    ]
    .concat();
    let bytes = book(
        &[
            ("Sheet1", "visible", &sheet),
            (
                "机密表",
                "hidden",
                &format!("<sheetData><row>{}</row></sheetData>", cell("A1", "机密")),
            ),
        ],
        "<si><t>单位</t><rPh><t>dan wei</t></rPh></si><si><r><t>日</t></r><r><t>期</t></r></si>",
    );
    let found = workbook::read(&bytes).expect("a workbook");
    assert_eq!(found.title, "2007年供稿情况");
    let told: Vec<(&str, &str)> = found
        .remarks
        .iter()
        .filter(|one| one.name == "import-left-out")
        .map(|one| (one.args[0].1.as_str(), one.args[1].1.as_str()))
        .collect();
    // A sheet, a row, a column, a cell that another covers, one that its format hides.
    assert_eq!(told, [("hidden", "5"), ("comment", "1"), ("properties", "1")]);
    let text = text(found);
    assert!(!text.contains("机密") && !text.contains("77") && !text.contains("被盖住"), "{text}");
    for expected in [
        "| 单位 | 日期 | 经费 | 完成 |",
        "| 小雪镇 | 2007年3月5日 | 12.5万元 | 50.00% |",
        "注：\\<b>截至\\*3\\*月",
    ] {
        assert!(text.contains(expected) || text.contains("<table>"), "{expected}\n{text}");
    }
    let shown = kuaixun::base::tree::text(&kuaixun::base::tree::parse(
        &kuaixun::content::markdown::render(
            text.splitn(3, "---\n").nth(2).expect("a body"),
            0,
            kuaixun::content::markdown::Markup::default(),
            None,
        )
        .expect("within limits")
        .html,
        99,
    ));
    let shown: String = shown.split_whitespace().collect();
    assert_eq!(shown, "单位日期经费完成小雪镇2007年3月5日12.5万元50.00%防山镇100注：<b>截至*3*月");
}

#[test]
fn each_sheet_that_is_shown_has_a_table_of_its_own() {
    let table = |first: &str| {
        format!(
            "<sheetData><row>{}{}</row><row>{}{}</row></sheetData>",
            cell("A1", first),
            cell("B1", "篇"),
            cell("A2", "甲"),
            cell("B2", "1")
        )
    };
    let bytes = book(
        &[
            ("一季度", "visible", &table("单位")),
            ("二季度", "visible", &table("乡镇")),
            ("Sheet3", "visible", "<sheetData/>"),
        ],
        "",
    );
    let found = workbook::read(&bytes).expect("a workbook");
    assert_eq!(found.title, "一季度");
    let text = text(found);
    assert!(
        text.contains("| 单位 | 篇 |") && text.contains("## 二季度\n\n| 乡镇 | 篇 |"),
        "{text}"
    );
}

#[test]
fn hostile_workbooks_are_refused() {
    let long = "字".repeat(400_000);
    let many = (1..9)
        .map(|row| format!("<row r='{row}'><c r='A{row}' t='s'><v>0</v></c></row>"))
        .collect::<Vec<_>>()
        .concat();
    let wide = |row: usize| {
        let column = ["A", "B", "C"].map(|c| c.repeat(1 + row % 3))[row / 3 % 3].clone();
        format!("<row r='{row}'><c r='{column}{row}'><v>1</v></c></row>")
    };
    let wide = (1..2000).map(wide).collect::<Vec<_>>().concat();
    for (sheet, strings, refusal) in [
        (
            format!("<sheetData>{many}</sheetData>"),
            format!("<si><t>{long}</t></si>"),
            Refusal::TooLarge,
        ),
        ("<sheetData/>".to_owned(), String::new(), Refusal::Empty),
        ("<sheetData><row>".to_owned(), String::new(), Refusal::Damaged),
    ] {
        assert_eq!(
            workbook::read(&book(&[("a", "visible", &sheet)], &strings)).unwrap_err(),
            refusal
        );
    }
    // Spans that are no spans, and one as large as a sheet.
    let spans = "<mergeCells><mergeCell ref='C3:A1'/><mergeCell ref='AA1:XFD1048576'/><mergeCell ref='B2'/><mergeCell ref='A9:'/></mergeCells>";
    let found = workbook::read(&book(
        &[("a", "visible", &format!("<sheetData>{wide}</sheetData>{spans}"))],
        "",
    ));
    assert!(found.is_ok(), "{found:?}");
}
