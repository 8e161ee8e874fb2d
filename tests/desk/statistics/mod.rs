//! What units contributed, counted and ranked: the rules that real tables follow, and a plain recount.

mod drawn;
mod figures;
mod ledger;
mod tables;

use std::collections::BTreeMap;

use serde_json::Value;

use crate::support::Site;
use crate::support::program::{Run, run};

pub const UNITS: &str = "\
- {group: 乡镇, units: [{name: 甲镇人民政府, short: 甲镇, former: [{name: 甲乡, until: 2006-12-31}]}, 乙镇, 丙镇, 丁镇]}
- {group: 部门, units: [科技局, 农业局]}
- 科协
";

/// Writes a site of these items: a day, units, a column.
fn site(config: &str, items: &[(&str, &str, &str)]) -> Site {
    let site = Site::new();
    site.write("kuaixun.yaml", format!("title: 测试快讯\n{config}"));
    site.write("data/units.yaml", UNITS);
    for (number, (day, units, column)) in items.iter().enumerate() {
        let text = format!(
            "---\ntitle: 第{number}篇\ndate: {day}\nunit: {units}\ncolumn: {column}\n---\n\n正文。\n"
        );
        site.write(&format!("content/news/a{number}.md"), text);
    }
    site
}

/// Runs the program in Chinese.
pub fn kuaixun(site: &Site, arguments: &[&str]) -> Run {
    run(&site.root(), arguments, &[("KUAIXUN_LANG", "zh")])
}

pub fn said(site: &Site, arguments: &[&str]) -> String {
    let run = kuaixun(site, &[&["stats"], arguments].concat());
    assert_eq!(run.status, 0, "{}", run.err);
    run.out
}

/// The rows by name: the texts of these columns.
pub fn rows(site: &Site, arguments: &[&str], columns: &[&str]) -> Vec<String> {
    let json: Value =
        serde_json::from_str(&said(site, &[arguments, &["--format", "json"]].concat()))
            .expect("JSON");
    let row = |row: &Value| {
        let cells = columns.iter().map(|column| row[*column].as_str().unwrap_or("?").to_owned());
        cells.collect::<Vec<_>>().join(" ")
    };
    json.as_array().expect("rows").iter().map(row).collect()
}

#[test]
fn points_are_given_by_column_and_whoever_sent_nothing_is_named() {
    let mut items = vec![("2007-01-05", "甲镇", "本刊"); 35];
    items.extend([("2007-02-05", "甲乡", "上级"); 3]);
    items.push(("2006-11-05", "甲乡", "本刊"));
    items.extend([("2007-03-01", "科技局", "本刊"), ("2007-04-01", "科技局", "本刊")]);
    let site = site("statistics: {points: {上级: 10, 其他: 5}}\n", &items);
    let shown = ["group", "rank", "unit", "items", "points", "so-far", "change"];
    let expected = [
        "乡镇 1 甲镇 38 205 205 +37",
        "乡镇 2 乙镇 0 0 0 0",
        "乡镇 2 丙镇 0 0 0 0",
        "乡镇 2 丁镇 0 0 0 0",
        "部门 1 科技局 1 5 5 +1",
        "部门 2 农业局 0 0 0 0",
        " 1 科协 0 0 0 0",
    ];
    assert_eq!(rows(&site, &["2007-q1"], &shown), expected);
    assert_eq!(rows(&site, &["2007-04"], &["unit", "so-far"])[4], "科技局 10");
    let table = said(&site, &["2007-q1"]);
    assert!(
        table.lines().last().unwrap().split_whitespace().eq(["合计", "39", "210", "210", "+38"]),
        "{table}"
    );
    let csv = said(&site, &["2007-q1", "--format", "csv"]);
    assert!(
        csv.starts_with(
            "\u{feff}分组,名次,单位,采用,得分,本年累计,比上期\n乡镇,1,甲镇,38,205,205,+37\n"
        ),
        "{csv}"
    );
    let markdown = said(&site, &["2007-q1", "--by", "group", "--format", "md"]);
    let lines = [
        "| 名次 | 分组 | 采用 | 得分 | 本年累计 | 比上期 |",
        "| ---: | --- | ---: | ---: | ---: | ---: |",
        "| 1 | 乡镇 | 38 | 205 | 205 | +37 |",
    ];
    assert!(markdown.starts_with(&lines.join("\n")), "{markdown}");
}

#[test]
fn units_with_the_same_points_share_a_place() {
    let sent = [("甲镇", 3), ("乙镇", 2), ("丙镇", 2), ("丁镇", 1)];
    let items: Vec<_> =
        sent.iter().flat_map(|(unit, count)| vec![("2007-01-05", *unit, "要闻"); *count]).collect();
    let places =
        |config: &str| rows(&site(config, &items), &["2007"], &["unit", "rank"])[..4].join("、");
    assert_eq!(places(""), "甲镇 1、乙镇 2、丙镇 2、丁镇 4");
    assert_eq!(places("statistics: {places: 1-1-2}\n"), "甲镇 1、乙镇 2、丙镇 2、丁镇 3");
}

#[test]
fn joint_items_are_whole_for_each_or_shared() {
    let items = [("2007-01-05", "[甲镇, 乙镇, 科技局]", "要闻"), ("2007-01-06", "", "要闻")];
    let counted =
        |config: &str| rows(&site(config, &items), &["2007-01"], &["unit", "items"]).join("、");
    assert_eq!(
        counted(""),
        "甲镇 1、乙镇 1、丙镇 0、丁镇 0、科技局 1、农业局 0、科协 0、（没有写明） 1"
    );
    let split = counted("statistics: {joint: split}\n");
    assert_eq!(
        split,
        "甲镇 0.34、乙镇 0.33、丙镇 0、丁镇 0、科技局 0.33、农业局 0、科协 0、（没有写明） 1"
    );
}

#[test]
fn what_cannot_be_counted_with_is_said() {
    let site = site(
        "statistics: {points: {要闻: 五, 无此栏: 3}, joint: half}\n",
        &[("2007-01-05", "甲镇", "要闻")],
    );
    let findings = site.findings();
    assert_eq!(findings.iter().map(|one| one.code).collect::<Vec<_>>(), ["bad-points"; 2]);
    let run = kuaixun(&site, &["stats", "2007"]);
    assert!(run.err.contains("2 处错误") && run.err.contains("“无此栏”"), "{}", run.err);
    for (arguments, words) in [
        (["stats", "2007-q5", "--by", "unit"], "一季度"),
        (["stats", "2007", "--publication", "无"], "“无”"),
    ] {
        let run = kuaixun(&site, &arguments);
        assert!(run.status != 0 && run.err.contains(words), "{}", run.err);
    }
}

/// What units share is the same for each, and what is shown adds up.
#[test]
fn shared_items_give_nobody_an_advantage() {
    let site =
        site("statistics: {joint: split}\n", &[("2007-01-05", "[甲镇, 乙镇, 丙镇]", "要闻")]);
    let shown = rows(&site, &["2007"], &["unit", "rank", "items"])[..4].join("、");
    assert_eq!(shown, "甲镇 1 0.34、乙镇 1 0.33、丙镇 1 0.33、丁镇 4 0");
    assert!(said(&site, &["2007"]).contains("合计"));
}

/// Who owes nothing is no part of what was reached, and a third less a third is nothing.
#[test]
fn sums_are_of_what_they_name() {
    let items = [
        ("2007-01-05", "甲镇", "要闻"),
        ("2007-02-05", "乙镇", "要闻"),
        ("2007-02-06", "乙镇", "要闻"),
        ("2007-02-07", "[甲镇, 乙镇, 丙镇]", "要闻"),
        ("2007-05-07", "[丙镇, 乙镇, 科协]", "要闻"),
    ];
    let site = site("statistics: {quota: {甲镇: 4/季}, joint: split}\n", &items);
    let table = said(&site, &["2007-q1", "--format", "csv"]);
    assert!(table.lines().last().unwrap().starts_with(",,合计,4,33.3%,"), "{table}");
    let change = rows(&site, &["2007-q2"], &["unit", "change"]);
    assert!(change.contains(&"丙镇 0".to_owned()), "{change:?}");
    let run = kuaixun(&site, &["stats", "2007", "--output", "data/units.yaml"]);
    assert!(run.status != 0 && run.err.contains("源文件"), "{}", run.err);
    let wrong = self::site("statistics: {quota: {甲镇: 4}, short: 1}\n", &items);
    assert_eq!(wrong.codes(), ["bad-points"]);
}

#[test]
fn groups_and_publications_are_counted() {
    let items = [("2007-01-05", "[甲镇, 乙镇]", "要闻"), ("2007-01-06", "科协", "其他")];
    let points = "statistics: {points: {其他: 1, default: 5, 内参: 7}}\n";
    let site = site(points, &items);
    let groups = rows(&site, &["2007", "--by", "group"], &["group", "rank", "items", "points"]);
    assert_eq!(groups, ["乡镇 1 1 5", "科协 2 1 1", "部门 3 0 0"]);
    // Two publications with one title count together.
    for folder in ["nc", "nd"] {
        site.write(&format!("content/bulletins/{folder}/_index.md"), "---\ntitle: 内参\n---\n");
        let text = "---\ntitle: 题\ndate: 2007-01-09\nunit: 丙镇\ncolumn: 动态\n---\n\n正文。\n";
        site.write(&format!("content/bulletins/{folder}/2007-01/a.md"), text);
    }
    let of = |name: &str| {
        rows(&site, &["2007", "--publication", name], &["unit", "items", "points"])[0].clone()
    };
    assert_eq!((of("内参"), of("nd")), ("丙镇 2 14".to_owned(), "丙镇 1 7".to_owned()));
}

/// Names as they may be written, and the units that they mean.
const NAMES: [(&str, &str); 8] = [
    ("甲镇人民政府", "甲镇"),
    ("甲镇", "甲镇"),
    ("甲乡", "甲镇"),
    ("乙镇", "乙镇"),
    ("丙镇", "丙镇"),
    ("科技局", "科技局"),
    ("农业局", "农业局"),
    ("科协", "科协"),
];

/// An item: its day, names as written and the units they mean, its column.
type Item = (jiff::civil::Date, Vec<(&'static str, &'static str)>, &'static str);

fn draw(random: &mut fastrand::Rng) -> Item {
    let day = jiff::civil::date(random.i16(2006..2008), random.i8(1..13), random.i8(1..29));
    let mut units: Vec<(&str, &str)> = Vec::new();
    for _ in 0..random.usize(1..4) {
        let (written, unit) = NAMES[random.usize(0..NAMES.len())];
        if units.iter().all(|(_, other)| *other != unit) {
            units.push((written, unit));
        }
    }
    (day, units, ["要闻", "简讯", "图片"][random.usize(0..3)])
}

/// Of the second quarter of 2007 the items of each unit, and their points in quarters of one.
fn count(items: &[Item]) -> BTreeMap<&'static str, (usize, i64)> {
    let points = [("简讯", 2), ("图片", 1), ("要闻", 12)];
    let mut counts: BTreeMap<&str, (usize, i64)> = BTreeMap::new();
    let is_in = |day: jiff::civil::Date| day.year() == 2007 && (4..=6).contains(&day.month());
    for (_, units, column) in items.iter().filter(|(day, ..)| is_in(*day)) {
        for (_, unit) in units {
            let (count, sum) = counts.entry(unit).or_default();
            *count += 1;
            *sum += points.iter().find(|(name, _)| name == column).map_or(0, |(_, points)| *points);
        }
    }
    counts
}

/// Whatever items there are: each line is what a plain count gives, and places follow from points.
#[test]
fn a_plain_recount_gives_the_same() {
    let mut random = fastrand::Rng::with_seed(23);
    for _ in 0..20 {
        let drawn: Vec<Item> = (0..random.usize(1..60)).map(|_| draw(&mut random)).collect();
        let written = drawn.iter().map(|(day, units, column)| {
            let names: Vec<&str> = units.iter().map(|(written, _)| *written).collect();
            (day.to_string(), format!("[{}]", names.join(", ")), *column)
        });
        let written: Vec<(String, String, &str)> = written.collect();
        let items = written.iter().map(|(day, units, column)| (&**day, &**units, *column));
        let config = "statistics: {points: {简讯: 0.5, 图片: 0.25, default: 3}}\n";
        let site = site(config, &items.collect::<Vec<_>>());
        let expected = count(&drawn);
        let found = rows(&site, &["2007-q2"], &["unit", "items", "points", "group", "rank"]);
        assert_eq!(found.len(), 7);
        let read = |row: &String| {
            let cells: Vec<&str> = row.split(' ').collect();
            let [unit, items, points, group, rank] = cells[..] else { panic!("{row}") };
            let quarters = points.parse::<f64>().unwrap() * 4.0;
            let expected = expected.get(unit).copied().unwrap_or_default();
            assert_eq!(
                (items.to_owned(), quarters.to_string()),
                (expected.0.to_string(), expected.1.to_string()),
                "{row}"
            );
            (group.to_owned(), expected.1, rank.parse::<usize>().unwrap())
        };
        let lines: Vec<(String, i64, usize)> = found.iter().map(read).collect();
        for (group, sum, rank) in &lines {
            let better = lines.iter().filter(|(other, more, _)| other == group && more > sum);
            assert_eq!(*rank, better.count() + 1, "{found:?}");
        }
    }
}
