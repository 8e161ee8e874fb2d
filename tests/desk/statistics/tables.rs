//! Eight real tables (采用情况通报 of eight offices), made again of their figures: rules, sums, ties. Units have other names, and
//! figures that are not known were chosen so that the known sums are right.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use super::kuaixun;
use crate::support::Site;

/// A table: its file below `tables`, the rules, the registry, the day, and what is asked for.
struct Table {
    name: &'static str,
    rules: &'static str,
    /// Groups, each with its units.
    groups: &'static [(&'static str, &'static [&'static str])],
    today: &'static str,
    asked: &'static [&'static [&'static str]],
}

/// Rows of a ledger for `count` items of a unit: month, outcome and what else the row has (级别,刊物,批示).
fn sent(ledger: &mut String, unit: &str, month: &str, count: usize, rest: &str) {
    for _ in 0..count {
        let number = ledger.lines().count();
        let _ = writeln!(ledger, "{month}-05,{unit},第{number}条,{rest}");
    }
}

/// Compares what the program says with the file of the table; `UPDATE_GOLDEN=1` writes it.
fn assert_table(table: &Table, ledger: &str) -> String {
    let site = Site::new();
    site.write("kuaixun.yaml", format!("title: 测试快讯\nstatistics:\n{}", table.rules));
    let mut units = String::new();
    for (group, names) in table.groups {
        let _ = writeln!(units, "- {{group: {group}, units: [{}]}}", names.join(", "));
    }
    site.write("data/units.yaml", units);
    site.write("data/submissions.csv", format!("日期,单位,标题,结果,级别,刊物,批示\n{ledger}"));
    site.write("content/pages/about.md", "---\ntitle: 关于\n---\n");
    let mut said = String::new();
    for asked in table.asked {
        let run = kuaixun(&site, &[asked, &["--today", table.today][..]].concat());
        assert_eq!((run.status, run.err.as_str()), (0, ""), "{asked:?}");
        let _ = writeln!(said, "$ kuaixun {}\n{}", asked.join(" "), run.out);
        if asked[0] == "new" {
            let path = site.root().join(run.out.trim());
            let _ = writeln!(said, "{}", fs::read_to_string(path).expect("the notice"));
        }
    }
    let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/desk/statistics/tables");
    let golden = golden.join(format!("{}.md", table.name));
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        fs::write(&golden, &said).expect("the golden file");
    }
    let expected = fs::read_to_string(&golden).unwrap_or_default();
    assert_eq!(said, expected, "{}", golden.display());
    said
}

/// The cells of a line of a table in Markdown.
fn cells<'a>(said: &'a str, name: &str) -> Vec<&'a str> {
    let is_it = |line: &&str| line.split('|').any(|cell| cell.trim() == name);
    let line = said.lines().find(is_it).expect("a line");
    line.trim_matches('|').split('|').map(str::trim).collect()
}

/// Five points for an item, ten one level up: 35 × 5 + 3 × 10 = 205. 2 000 were sent (1 165 and 835), 773 used (456 and 317).
#[test]
fn two_groups_and_two_levels() {
    let table = Table {
        name: "two-levels",
        rules: "  points: {上级: 10, 其他: 5}\n",
        groups: &[
            ("市直部门", &["甲局", "乙局", "丙局"]),
            ("乡镇街道", &["甲镇", "乙镇", "丙街道"]),
        ],
        today: "2023-04-10",
        asked: &[
            &["stats", "2023-q1", "--format", "md"],
            &["stats", "2023-q1", "--by", "group", "--format", "md"],
            &["stats", "2023-q1", "--by", "level", "--format", "md"],
        ],
    };
    let mut ledger = String::new();
    // Used here, used above as well, sent.
    for (unit, used, above, all) in [
        ("甲局", 35, 3, 90),
        ("乙局", 121, 9, 275),
        ("丙局", 300, 0, 800),
        ("甲镇", 117, 11, 335),
        ("乙镇", 200, 4, 499),
        ("丙街道", 0, 0, 1),
    ] {
        sent(&mut ledger, unit, "2023-02", used - above, "采用,,,");
        for _ in 0..above {
            let number = ledger.lines().count();
            let _ = writeln!(ledger, "2023-03-01,{unit},第{number}条,采用,,,");
            let _ = writeln!(ledger, "2023-03-20,{unit},第{number}条,采用,上级,,");
        }
        sent(&mut ledger, unit, "2023-03", all - used, "未采用,,,");
    }
    let said = assert_table(&table, &ledger);
    assert_eq!(cells(&said, "甲局")[6..12], ["205", "205", "35", "175", "3", "30"]);
    assert!(said.contains("市直部门 | 1165 | 456 |") && said.contains("乡镇街道 | 835 | 317 |"));
    assert!(said.contains("合计 | 2000 | 773 |"), "{said}");
}

/// Five points whatever the outlet; 468 sent, 192 used; of each month and of the year so far; who sent nothing and of whom nothing
/// was used is named.
#[test]
fn outlets_and_the_year_so_far() {
    let table = Table {
        name: "outlets",
        rules: "  points: {其他: 5}\n",
        groups: &[("一", &["甲局", "乙局", "丙局"]), ("二", &["丁局", "戊局"])],
        today: "2018-07-01",
        asked: &[
            &["stats", "2018-06", "--format", "md"],
            &["stats", "2018", "--by", "month", "--format", "md"],
            &["new", "notice", "2018-06"],
        ],
    };
    let mut ledger = String::new();
    sent(&mut ledger, "甲局", "2018-03", 30, "采用,,公众号,");
    for (unit, outlets, all) in [
        ("甲局", [60, 20, 10, 4], 200),
        ("乙局", [40, 20, 8, 2], 168),
        ("丁局", [20, 6, 2, 0], 100),
    ] {
        for (count, rest) in
            outlets.into_iter().zip(["采用,,普发,", "采用,,公众号,", "采用,,参阅,", "约稿,,,"])
        {
            sent(&mut ledger, unit, "2018-06", count, rest);
        }
        sent(&mut ledger, unit, "2018-06", all - outlets.iter().sum::<usize>(), ",,,");
    }
    let said = assert_table(&table, &ledger);
    assert!(said.contains("共收到各单位报送信息468条，采用192条"), "{said}");
    assert!(said.contains("没有报送信息的单位2个：丙局、戊局。"));
    assert_eq!(cells(&said, "甲局")[3..5], ["200", "94"]);
}

/// 455 items of two groups (115 and 340), 16 used above, and the list of all that were used.
#[test]
fn the_items_themselves_are_listed() {
    let table = Table {
        name: "items",
        rules: "  points: {市级: 10, 省级: 20, 其他: 2}\n",
        groups: &[("镇办", &["甲镇", "乙镇"]), ("部门", &["甲局", "乙局"])],
        today: "2021-07-10",
        asked: &[&["stats", "2021-h1", "--format", "md"], &["new", "notice", "2021-h1"]],
    };
    let mut ledger = String::new();
    for (unit, count, above) in
        [("甲镇", 65, 2), ("乙镇", 50, 0), ("甲局", 300, 10), ("乙局", 40, 4)]
    {
        sent(&mut ledger, unit, "2021-04", count - above, "采用,,,");
        for place in 0..above {
            let number = ledger.lines().count();
            let level = if place == 0 { "省级,省府信息" } else { "市级," };
            let _ = writeln!(ledger, "2021-05-01,{unit},第{number}条,采用,,,");
            let _ = writeln!(ledger, "2021-05-20,{unit},第{number}条,采用,{level},");
        }
    }
    let said = assert_table(&table, &ledger);
    assert!(said.contains("采用455条") && said.contains("镇办报送115条"), "{said}");
    assert!(said.contains("部门报送340条") && said.contains("被市级采用13条，被省级采用3条"));
    assert!(said.contains("| 471 |") && !said.contains("| 472 |"));
}

/// A unit with many points and few valid items is not praised: the office leaves it out, and says why.
#[test]
fn an_exception_has_a_reason() {
    let table = Table {
        name: "exception",
        rules: "  points: {市级: 20, 其他: 3}\n  exclude: [{unit: 产业中心, period: 2023-h1, reason: 有效条目偏少}]\n",
        groups: &[("市直单位", &["甲局", "乙局", "产业中心", "丙局", "丁局"])],
        today: "2023-12-05",
        asked: &[&["stats", "2023-h1", "--format", "md"], &["new", "notice", "2023-h1"]],
    };
    let mut ledger = String::new();
    sent(&mut ledger, "甲局", "2023-02", 30, "采用,,,");
    sent(&mut ledger, "乙局", "2023-02", 12, "采用,,,");
    sent(&mut ledger, "产业中心", "2023-02", 3, "采用,市级,,");
    sent(&mut ledger, "丙局", "2023-02", 9, "采用,,,");
    let said = assert_table(&table, &ledger);
    assert!(said.contains("市直单位：第1名甲局（90分），第2名乙局（36分），第3名丙局（27分）。"));
    assert!(said.contains("产业中心不参加排名：有效条目偏少。"));
}

/// 186 items of 25 points are 4 650; the units that sent nothing were 15, then 10, and are 6.
#[test]
fn fewer_send_nothing() {
    const UNITS: &[&str] = &[
        "甲", "乙", "丙", "丁", "戊", "己", "庚", "辛", "壬", "癸", "子", "丑", "寅", "卯", "辰",
        "巳", "午", "未", "申", "酉",
    ];
    let table = Table {
        name: "silent",
        rules: "  points: {其他: 25}\n",
        groups: &[("单位", UNITS)],
        today: "2020-11-30",
        asked: &[
            &["stats", "2020-q3", "--format", "md"],
            &["new", "notice", "2020-q3"],
            &["new", "notice", "2020-q2"],
        ],
    };
    let mut ledger = String::new();
    for (month, senders) in [("2020-02", 5), ("2020-05", 10)] {
        UNITS[..senders].iter().for_each(|unit| sent(&mut ledger, unit, month, 1, "采用,,,"));
    }
    let counts = [40, 30, 25, 20, 15, 12, 10, 9, 8, 6, 5, 3, 2, 1];
    for (unit, count) in UNITS.iter().zip(counts) {
        sent(&mut ledger, unit, "2020-08", count, "采用,,,");
        sent(&mut ledger, unit, "2020-08", 1, "未采用,,,");
    }
    let said = assert_table(&table, &ledger);
    assert_eq!(cells(&said, "合计")[3..7], ["200", "186", "93%", "4650"]);
    assert!(said.contains("没有报送信息的单位6个") && said.contains("比上期减少4个"), "{said}");
    assert!(said.contains("没有报送信息的单位10个") && said.contains("比上期减少5个"), "{said}");
}

/// Decimals (135.4), and two units with 160 points share the third place: four are named.
#[test]
fn a_tie_for_the_third_place() {
    let table = Table {
        name: "tie",
        rules: "  points: {专报: 6.2, 市级: 20, 其他: 4}\n",
        groups: &[
            ("乡镇", &["甲镇", "乙镇", "丙镇", "丁镇", "戊镇"]),
            ("一类部门", &["甲局", "乙局", "丙局", "丁局"]),
        ],
        today: "2023-10-09",
        asked: &[&["stats", "2023-q3", "--format", "md"], &["new", "notice", "2023-q3"]],
    };
    let mut ledger = String::new();
    for (unit, usual, market, more) in [
        ("甲镇", 50, 3, 0),
        ("乙镇", 45, 2, 0),
        ("丙镇", 40, 0, 0),
        ("丁镇", 35, 1, 0),
        ("戊镇", 12, 0, 0),
        ("甲局", 20, 0, 7),
        ("乙局", 18, 1, 7),
        ("丙局", 11, 0, 0),
        ("丁局", 2, 0, 1),
    ] {
        sent(&mut ledger, unit, "2023-08", usual, "采用,,,");
        sent(&mut ledger, unit, "2023-08", market, "采用,市级,,");
        sent(&mut ledger, unit, "2023-08", more, "采用,,专报,");
    }
    let said = assert_table(&table, &ledger);
    assert!(said.contains("并列第3名丙镇、丁镇（160分）。"), "{said}");
    assert_eq!(cells(&said, "乙局").iter().filter(|cell| **cell == "135.4").count(), 2);
}

/// 36 of 57 units reached their quota, 63.1 %; 21 did not, of which 4 sent nothing; 134 fewer than a year before.
#[test]
fn quotas_of_a_province() {
    const NAMES: [&str; 57] = [
        "01", "02", "03", "04", "05", "06", "07", "08", "09", "10", "11", "12", "13", "14", "15",
        "16", "17", "18", "19", "20", "21", "22", "23", "24", "25", "26", "27", "28", "29", "30",
        "31", "32", "33", "34", "35", "36", "37", "38", "39", "40", "41", "42", "43", "44", "45",
        "46", "47", "48", "49", "50", "51", "52", "53", "54", "55", "56", "57",
    ];
    let table = Table {
        name: "quotas",
        rules: "  quota: {单位: 6/季}\n  quota_of: sent\n",
        groups: &[("单位", &NAMES)],
        today: "2014-04-09",
        asked: &[&["new", "notice", "2014-q1"]],
    };
    let mut ledger = String::new();
    for (place, name) in NAMES.iter().enumerate() {
        let count = if place < 36 {
            6
        } else if place < 53 {
            5
        } else {
            0
        };
        sent(&mut ledger, name, "2014-02", count, "采用,,,");
    }
    sent(&mut ledger, "01", "2013-02", 36 * 6 + 17 * 5 + 134, "采用,,,");
    let said = assert_table(&table, &ledger);
    assert!(
        said.contains(
            "有任务的57个单位中，完成任务的36个，占63.1%；没有完成的21个，其中4个一条也没有。"
        ),
        "{said}"
    );
    assert!(said.contains("采用数比上年同期减少134条。"));
}

/// Those with the same points share a place, and the next has the number that it would have: 9, 9, 11.
#[test]
fn nine_nine_eleven() {
    const UNITS: &[&str] =
        &["甲县", "乙县", "丙县", "丁县", "戊县", "己县", "庚县", "辛县", "壬县", "癸县", "子县"];
    let table = Table {
        name: "places",
        rules: "  points: {国家级: 30, 省级: 10, 其他: 2}\n",
        groups: &[("县区", UNITS)],
        today: "2011-01-10",
        asked: &[&["stats", "2010", "--format", "md"]],
    };
    let mut ledger = String::new();
    for (unit, [own, above, top]) in UNITS.iter().zip([
        [40, 9, 2],
        [38, 8, 1],
        [36, 7, 1],
        [30, 7, 0],
        [28, 6, 0],
        [25, 5, 0],
        [20, 4, 0],
        [15, 3, 0],
        [10, 2, 0],
        [5, 3, 0],
        [1, 0, 0],
    ]) {
        sent(&mut ledger, unit, "2010-05", own, "采用,,,");
        sent(&mut ledger, unit, "2010-06", above, "采用,省级,,");
        sent(&mut ledger, unit, "2010-07", top, "采用,国家级,,");
    }
    let said = assert_table(&table, &ledger);
    let places: Vec<&str> = UNITS[8..].iter().map(|unit| cells(&said, unit)[1]).collect();
    assert_eq!(places, ["9", "9", "11"]);
}
