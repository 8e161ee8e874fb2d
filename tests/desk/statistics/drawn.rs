//! Whatever was sent: items are drawn, told by articles and by a ledger, and counted plainly.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use fastrand::Rng;
use jiff::ToSpan as _;
use jiff::civil::{Date, date};

use super::ledger::site;
use super::{UNITS as UNITS_OF_SITES, rows, said};
use crate::support::Site;

const UNITS: [&str; 5] = ["甲镇", "乙镇", "丙镇", "科技局", "科协"];
const LEVELS: [&str; 3] = ["", "市级", "省级"];
const OUTLETS: [&str; 3] = ["", "信息", "参阅"];
/// Points in sixths of a point: own, 市级, 省级; as they are written.
const POINTS: [i32; 3] = [3, 60, 123];
const WRITTEN: &str = "{市级: 10, 省级: 20.5, 退稿: -1, 其他: 0.5}";

/// The truth about an item, which articles and rows tell.
#[derive(Clone)]
struct Item {
    title: String,
    units: Vec<&'static str>,
    /// The day of its article, or of the row that stands for it.
    day: Date,
    sent: Date,
    outcome: &'static str,
    /// Day, level (0 is the bulletin itself), outlet.
    uses: Vec<(Date, usize, &'static str)>,
    endorsed: bool,
    has_article: bool,
    has_row: bool,
}

/// Draws an item. Two items have one title, months apart.
fn draw(random: &mut Rng, number: usize) -> Item {
    let mut units = UNITS.to_vec();
    random.shuffle(&mut units);
    units.truncate(random.usize(1..4));
    let month = if number.is_multiple_of(2) { random.i8(1..4) } else { random.i8(10..12) };
    let day = date(2007, month, random.i8(1..29));
    let has_article = random.bool();
    let has_row = !has_article || random.bool();
    let outcome = ["采用", "采用", "约稿", "未采用", "退稿"];
    let outcome = if has_article { "采用" } else { outcome[random.usize(0..outcome.len())] };
    let earlier = if has_article && has_row { random.i8(0..20) } else { 0 };
    let mut uses = Vec::new();
    if matches!(outcome, "采用" | "约稿") {
        uses.push((day, 0, ""));
    }
    for level in [1, 2] {
        if random.bool() {
            let later = day.saturating_add(random.i8(0..25).days());
            uses.push((later, level, OUTLETS[random.usize(0..OUTLETS.len())]));
        }
    }
    Item {
        title: format!("第{}篇", number / 2),
        units,
        day,
        sent: day.saturating_sub(earlier.days()),
        outcome,
        uses,
        endorsed: has_row && random.u8(0..3) == 0,
        has_article,
        has_row,
    }
}

/// The last day on which 旧局 meant 甲镇; since then it means 科技局.
const MERGED: Date = date(2007, 6, 30);

/// Names of these units on a day, each any that it has then.
fn names(units: &[&str], day: Date, random: &mut Rng) -> Vec<String> {
    let of = |unit: &&str| match (*unit, random.u8(0..4)) {
        ("甲镇", 0) => "甲乡".to_owned(),
        ("甲镇", 1) => "甲镇人民政府".to_owned(),
        ("甲镇", 2) if day <= MERGED => "旧局".to_owned(),
        ("科技局", 2) if day > MERGED => "旧局".to_owned(),
        (unit, _) => unit.to_owned(),
    };
    units.iter().map(of).collect()
}

/// Tells an item: each use by the article, by a row, or by both.
fn tell(item: &Item, number: usize, random: &mut Rng, site: &Site) -> String {
    let Item { title, units, day, sent, outcome, .. } = item;
    let (mut rows, mut head) = (String::new(), String::new());
    for (later, level, outlet) in item.uses.iter().filter(|one| one.1 > 0) {
        let (both, level) = (random.u8(0..4), LEVELS[*level]);
        if item.has_article && both != 0 {
            let _ = writeln!(head, "- {{level: {level}, in: \"{outlet}\", date: {later}}}");
        }
        if !item.has_article || both <= 1 {
            let names = names(units, *later, random).join("、");
            let _ = writeln!(rows, "{later},{names},“{title}”,采用,{level},{outlet},,");
        }
    }
    if item.has_row {
        let note = if item.endorsed { "市级" } else { "" };
        let names = names(units, *sent, random).join("，");
        let _ = writeln!(rows, "{sent},\"{names}\",{title},{outcome},,,{note},");
    }
    if item.has_article {
        let names = names(units, *day, random).join(", ");
        let head = if head.is_empty() { head } else { format!("adopted:\n{head}") };
        let text = format!(
            "---\ntitle: {title}\ndate: {day}\nunits: [{names}]\ncolumn: 要闻\n{head}---\n\n正文。\n"
        );
        site.write(&format!("content/news/a{number}.md"), text);
    }
    rows
}

/// Of each unit what was sent, used, noted, and the points, in parts of which 36 are one.
fn count(
    items: &[Item],
    is_split: bool,
    is_in: impl Fn(Date) -> bool,
) -> BTreeMap<&'static str, [i32; 4]> {
    let mut counts: BTreeMap<&str, [i32; 4]> = BTreeMap::new();
    for item in items {
        let mut uses = item.uses.clone();
        uses.sort_unstable();
        let one = |is: bool| if is { 6 } else { 0 };
        let note = one(item.endorsed && is_in(item.sent));
        let lost = one(item.outcome == "退稿" && is_in(item.sent));
        let points: i32 = uses.iter().filter(|one| is_in(one.0)).map(|one| POINTS[one.1]).sum();
        let first = uses.first().is_some_and(|one| is_in(one.0));
        let own = [one(is_in(item.sent)), one(first), note, points + note * 3 - lost];
        let parts = if is_split { item.units.len() } else { 1 };
        for unit in &item.units {
            for (sum, one) in counts.entry(unit).or_default().iter_mut().zip(own) {
                *sum += one * 6 / i32::try_from(parts).expect("few");
            }
        }
    }
    counts
}

/// Each line is what a plain count of the truth gives, whichever way it was told.
#[test]
fn a_plain_recount_of_any_ledger_gives_the_same() {
    let mut random = Rng::with_seed(27);
    for turn in 0..24 {
        let is_split = turn % 2 == 1;
        let joint = if is_split { "split" } else { "full" };
        let is_dense = turn % 3 == 0;
        let places = if is_dense { "1-1-2" } else { "1-1-3" };
        let rules = format!(
            "  points: {WRITTEN}\n  endorsed: {{市级: 3}}\n  joint: {joint}\n  places: {places}\n"
        );
        let items: Vec<Item> =
            (0..random.usize(1..50)).map(|number| draw(&mut random, number)).collect();
        let site = site(&rules, "", &[]);
        let merged = UNITS_OF_SITES
            .replace(
                "until: 2006-12-31}",
                &format!("until: 2006-12-31}}, {{name: 旧局, until: {MERGED}}}"),
            )
            .replace("[科技局,", "[{name: 科技局, aliases: [旧局]},");
        site.write("data/units.yaml", merged);
        let told =
            items.iter().enumerate().map(|(number, item)| tell(item, number, &mut random, &site));
        let told = told.collect::<String>();
        let mut lines: Vec<&str> = told.lines().collect();
        random.shuffle(&mut lines);
        let ledger = format!("日期,单位,标题,结果,级别,刊物,批示,文件\n{}\n", lines.join("\n"));
        site.write("data/submissions.csv", &ledger);
        assert_eq!(site.codes(), [""; 0], "{ledger}");
        for (period, months) in [("2007-q1", 1..=3), ("2007-h2", 7..=12), ("2007", 1..=12)] {
            let is_in = |day: Date| day.year() == 2007 && months.contains(&day.month());
            compare(&count(&items, is_split, is_in), &site, period, is_dense);
        }
        assert!(said(&site, &["2007"]).contains("合计"));
    }
}

/// Places follow those of the points that are more, or of all units that have more.
fn compare(counts: &BTreeMap<&str, [i32; 4]>, site: &Site, period: &str, is_dense: bool) {
    let shown = ["unit", "sent", "items", "endorsed", "points", "group", "rank"];
    let found = rows(site, &[period], &shown);
    let worth = |unit: &str| counts.get(unit).copied().unwrap_or_default();
    for row in &found {
        let cells: Vec<&str> = row.split(' ').collect();
        let expected = worth(cells[0]);
        for (cell, expected) in cells[1..5].iter().zip(expected) {
            // A column of nothing is left out.
            let cell: f64 = cell.parse().unwrap_or(0.0);
            let off = (cell * 36.0 - f64::from(expected)).abs();
            assert!(off < 0.36, "{row}: {expected}/36 in {period}");
        }
        let points = |other: &String| {
            let others: Vec<&str> = other.split(' ').collect();
            (others[5] == cells[5]).then(|| worth(others[0])[3])
        };
        let better = found.iter().filter_map(points).filter(|points| *points > expected[3]);
        let mut better: Vec<i32> = better.collect();
        better.sort_unstable();
        if is_dense {
            better.dedup();
        }
        let rank = better.len() + 1;
        assert_eq!(cells[6], rank.to_string(), "{found:?}");
    }
}
