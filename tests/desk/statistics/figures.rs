//! Figures of units: their pages, their tables in articles, what is wrong with them, and a plain recount of whatever is drawn.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use fastrand::Rng;
use jiff::civil::date;

use super::{UNITS, kuaixun};
use crate::support::Site;

/// A site with these rules, figures of `energy`, and an article with this text.
fn site(rules: &str, figures: &str, text: &str) -> Site {
    let mut site = Site::new();
    (site.proof, site.today) = (true, date(2008, 6, 15));
    let config = format!("title: 测试快讯\naudience: internal\nseries:\n- name: energy\n{rules}");
    site.write("kuaixun.yaml", config);
    site.write("data/units.yaml", UNITS);
    site.write(
        "data/series/energy.csv",
        format!("单位,时间,用电量（千瓦时）,占比（%）\n{figures}"),
    );
    site.write(
        "content/news/a.md",
        format!("---\ntitle: 公示\ndate: 2008-05-01\nunit: 甲镇\n---\n\n{text}\n"),
    );
    site
}

/// The rows of all tables of a page: the texts of their cells.
fn tables(page: &str) -> Vec<String> {
    let row = |row: &str| {
        let cells = row.split("</t").filter_map(|cell| {
            let text = cell.rsplit_once('>').map_or(cell, |(_, text)| text);
            let text = cell
                .strip_suffix("</a>")
                .map_or(text, |link| link.rsplit_once('>').map_or(link, |(_, text)| text));
            (!cell.trim_start().starts_with("r>") || !text.trim().is_empty())
                .then(|| text.trim().to_owned())
        });
        cells.collect::<Vec<_>>().join(" ").trim().to_owned()
    };
    let of_table = |table: &str| {
        let table = table.split_once("</table>").map_or("", |(table, _)| table).to_owned();
        table.split("<tr>").skip(1).map(row).collect::<Vec<_>>()
    };
    // Behind each drawing stands a table of its own.
    page.split("<table class=\"sortable\"").skip(1).flat_map(of_table).collect()
}

/// What `check` says of figures and of tables in articles.
fn told(site: &Site) -> Vec<String> {
    let all = site.findings();
    let of_figures = all.iter().filter(|one| {
        ["bad-sheet", "series-odd", "unknown-series", "bad-block", "unknown-unit", "bad-points"]
            .contains(&one.code)
    });
    of_figures.map(|one| format!("{} {}", one.code, one.wording).trim().to_owned()).collect()
}

#[test]
fn each_group_has_its_table_and_what_is_missing_is_named() {
    let figures = "甲镇,2007年1月,100,\n乙镇,2007年1月,300,\n科技局,2007年1月,50,\n\
                   甲乡,2007年2月,\"1,200.5\",\n丙镇,2007/2/1,300,\n科技局,2007-02,75,\n\
                   合计,2007-02,1575.5,\n";
    let rules = "  quota: {用电量: 250/月, 用电量.部门: 200/季, 用电量.丙镇: 1000/月}\n";
    let site = site(rules, figures, "文。");
    assert_eq!(told(&site), ["series-odd"], "twelve times as much as in January");
    site.build();
    let page = site.page("series/energy/2007-02/index.html");
    let expected = [
        "单位 名次 用电量 比上期 本年累计 定额 超定额",
        "甲镇 1 1200.5 +1100.5% 1300.5 250.0 950.5",
        "丙镇 2 300.0   1000.0",
        "已有数字的合计  1500.5",
        "单位 名次 用电量 比上期 本年累计",
        "科技局 1 75.0 +50.0% 125.0",
        "合计  75.0 +50.0% 125.0",
    ];
    assert_eq!(tables(&page), expected);
    assert!(page.contains("没有数字的单位：<a href=\"../../../units/"), "{page}");
    assert!(page.contains("定额：每月250千瓦时、每月1000千瓦时。"), "{page}");
    let first = site.page("series/energy/index.html");
    assert!(first.contains("<h1>energy（2007年2月）</h1>"), "{first}");
    let tree = site.published();
    let units = tree.iter().filter(|(path, _)| path.starts_with("units/"));
    let with_chart = units.filter(|(_, page)| {
        let page = String::from_utf8_lossy(page);
        page.contains("2007年1月") && page.contains("<summary>用电量（千瓦时）</summary>")
    });
    assert_eq!(with_chart.count(), 3, "甲镇, 乙镇, 科技局");
    assert!(site.page("statistics/index.html").contains("series/energy/index.html"));
}

#[test]
fn whatever_cannot_be_right_is_told_and_nothing_is_published() {
    let errors = |rules: &str, figures: &str, text: &str| {
        let site = site(rules, figures, text);
        let run = kuaixun(&site, &["build"]);
        assert_eq!(run.status, 1, "{figures}{text}: {}", run.err);
        assert!(!site.root().join("public").exists(), "{figures}{text}");
        told(&site)
    };
    let good = "甲镇,2007-01,100,\n";
    let of_figures = |figures: &str| errors("", figures, "文。");
    assert_eq!(of_figures("甲镇,2007-01,100,\n甲乡,2007年1月,90,\n"), ["bad-sheet again"]);
    assert_eq!(of_figures("甲镇,2007-01,100,\n合计,2007-01,101,\n"), ["bad-sheet total"]);
    assert_eq!(of_figures("甲阵,2007-01,100,\n"), ["unknown-unit"]);
    assert_eq!(of_figures("甲镇,2008-07,100,\n"), ["bad-sheet ahead"]);
    assert_eq!(
        of_figures("甲镇,2007-01,一百,\n乙镇,一月,1,\n"),
        ["bad-sheet word", "bad-sheet period"]
    );
    let of_rules = |rules: &str| errors(rules, good, "文。");
    assert_eq!(of_rules("  quota: {用水量: 5/月}\n"), ["unknown-series measure"]);
    assert_eq!(of_rules("  quota: {用电量.甲阵: 5/月}\n"), ["unknown-unit"]);
    assert_eq!(of_rules("  quota: {用电量: 5}\n"), ["bad-points allowed"]);
    assert_eq!(of_rules("- name: energe\n"), ["unknown-series"]);
    assert_eq!(of_rules("- name: energy\n"), ["unknown-series twice"]);
    let of_text = |info: &str| errors("", good, &format!("```{info}\n```"));
    assert_eq!(of_text("series"), ["bad-block"]);
    assert_eq!(of_text("series energe"), ["unknown-series"]);
    assert_eq!(of_text("series energy 2007-02"), ["bad-block none"]);
    assert_eq!(of_text("series energy 2007-13"), ["bad-block period"]);
    assert_eq!(of_text("series energy 2007-01 用水量"), ["unknown-series measure"]);
    assert_eq!(of_text("stats"), ["bad-block"]);
    assert_eq!(of_text("stats 一季度"), ["bad-block period"]);
    assert_eq!(of_text("stats 2007 units"), ["bad-block by"]);
    assert_eq!(of_text("stats 2008-07"), ["bad-block ahead"]);
    assert_eq!(errors("", "", "```series energy\n```"), ["bad-block empty"]);
    assert_eq!(of_rules("- title: 无名\n"), ["unknown-series unnamed"]);
    let book = site("", good, "文。");
    book.write("data/series/b.xlsx", "PK");
    assert_eq!(told(&book), ["bad-sheet workbook"]);
}

#[test]
fn odd_figures_are_told_once() {
    let months = |figures: &[&str]| {
        let mut rows = String::new();
        for (at, one) in figures.iter().enumerate() {
            let _ = writeln!(rows, "甲镇,2007-{:02},{one},", at + 1);
        }
        told(&site("", &rows, "文。")).len()
    };
    assert_eq!(months(&["100", "1000", "100", "110"]), 1);
    assert_eq!(months(&["1000", "100", "90"]), 1);
    assert_eq!(months(&["100", "110", "10"]), 1);
    assert_eq!(months(&["100", "1000"]), 1);
    assert_eq!(months(&["100", "999", "100"]), 0);
    assert_eq!(months(&["100", "0", "100"]), 0);
    assert_eq!(months(&["100", "1000", "10000", "100000"]), 0, "it grows");
    let parts = |figures: &str| told(&site("", figures, "文。"));
    assert_eq!(parts("甲镇,2007,,33.3\n乙镇,2007,,33.3\n丙镇,2007,,33.3\n"), [""; 0]);
    assert_eq!(parts("甲镇,2007,,33.3\n乙镇,2007,,33.3\n丙镇,2007,,23.3\n"), ["series-odd parts"]);
}

#[test]
fn a_table_in_an_article_is_filled_and_dated() {
    let figures = "甲镇,2007-01,100,\n乙镇,2007-01,300,\n甲镇,2008-06,90,\n乙镇,2008-06,95,\n";
    let text = "前。\n\n```series energy 2007-01\n```\n\n中。\n\n- 列\n\n  ```stats 2008-q2 group\n  ```\n\n```Series: energy 用电量（千瓦时）\n```\n\n\
                ```stats\nanything = 1\n```\n";
    let mut site = site("", figures, text);
    site.build();
    let page = site.page("news/a.html");
    assert!(
        page.contains(
            "<caption>energy（2007年1月）：用电量（千瓦时）（截至2007年1月31日）</caption>"
        ),
        "{page}"
    );
    assert!(
        page.contains("<caption>2008年第二季度采用情况（截至2008年6月15日）</caption>"),
        "{page}"
    );
    assert!(
        page.contains(
            "<caption>energy（2008年6月）：用电量（千瓦时）（截至2008年6月15日）</caption>"
        ),
        "{page}"
    );
    assert!(page.contains("anything = 1"), "what has a text is code: {page}");
    let order: Vec<usize> =
        ["前。", "2007年1月31日", "中。", "2008年第二季度采用情况", "2008年6月）", "anything"]
            .iter()
            .map(|text| page.find(text).expect(text))
            .collect();
    assert!(order.is_sorted(), "{order:?}");
    // Whatever is counted by something else has one sum.
    let by_column = self::site("", figures, "文。");
    let text = "---\ntitle: 公示\ndate: 2008-05-01\nunit: 甲镇\n---\n\n```统计 2008-q2 栏目\n```\n";
    by_column.write("content/news/a.md", text);
    by_column.write(
        "content/news/b.md",
        text.replace("unit", "column: 要闻\nunit").replace("公示", "二"),
    );
    by_column.build();
    let page = by_column.page("news/a.html");
    assert_eq!(page.matches("<caption>").count(), 1, "{page}");
    assert_eq!(page.matches("合计").count(), 1, "{page}");
    assert!(page.contains(">没有写明<") && page.contains(">要闻<"), "{page}");
    // A later day changes what is not over yet, and a figure what shows it.
    site.today = date(2008, 6, 16);
    site.build();
    assert!(site.page("news/a.html").contains("截至2008年6月16日"));
    site.write(
        "data/series/energy.csv",
        "单位,时间,用电量（千瓦时）\n甲镇,2007-01,100\n乙镇,2007-01,301\n甲镇,2008-06,90\n",
    );
    site.build();
    assert!(site.page("news/a.html").contains(">301<"));
    assert_eq!(site.published(), site.clean_build());
    // What is internal cannot stand in what is public.
    site.write("kuaixun.yaml", "title: 测试快讯\n");
    assert_eq!(told(&site), ["bad-block internal"; 3]);
    site.write("kuaixun.yaml", "title: 测试快讯\nstatistics: {visibility: public}\nseries: [{name: energy, visibility: public}]\n");
    assert_eq!(told(&site), [""; 0]);
}

/// The figures that were drawn, in hundredths, by month and unit.
type Drawn = BTreeMap<(u32, &'static str), i64>;

const DRAWN: [(&str, &str); 5] =
    [("甲镇", "乡镇"), ("乙镇", "乡镇"), ("丙镇", "乡镇"), ("科技局", "部门"), ("农业局", "部门")];

fn shown(hundredths: i64) -> String {
    format!(
        "{}{}.{:02}",
        if hundredths < 0 { "-" } else { "" },
        hundredths.abs() / 100,
        hundredths.abs() % 100
    )
}

/// A part of a whole in percent with one decimal, rounded half away from zero.
fn percent(part: i64, whole: i64) -> Option<String> {
    let tenths = (i128::from(part) * 10_000
        + i128::from(whole.abs()) * 5 * i128::from(part.signum()))
        / (i128::from(whole.abs()) * 10).max(1);
    let sign = if tenths < 0 { "-" } else { "" };
    (whole != 0).then(|| format!("{sign}{}.{}%", tenths.abs() / 10, tenths.abs() % 10))
}

/// A line of a page, counted plainly. `units` make it together.
fn line(
    drawn: &Drawn,
    month: u32,
    (units, group): (&[&str], &[&str]),
    whole: Option<i64>,
    place: Option<usize>,
) -> Vec<String> {
    let sum = |month: u32| {
        // A month in which other units of the group have figures is another whole.
        let is_same =
            |unit: &&str| drawn.keys().any(|key| *key == (month, unit)) == units.contains(unit);
        let figures = units.iter().map(|unit| drawn.get(&(month, *unit)));
        group.iter().all(is_same).then(|| figures.sum::<Option<i64>>()).flatten()
    };
    let own = sum(month).expect("known");
    let change = sum(month - 1).and_then(|before| {
        let text = percent(own - before, before)?;
        Some(if own > before && text != "0.0%" { format!("+{text}") } else { text })
    });
    let so_far = if month > 1 { (1..=month).map(sum).sum::<Option<i64>>() } else { None };
    vec![
        place.map_or(String::new(), |place| place.to_string()),
        shown(own),
        whole.and_then(|whole| percent(own, whole)).unwrap_or_default(),
        change.unwrap_or_default(),
        so_far.map(shown).unwrap_or_default(),
    ]
}

/// The rows of the tables of a month, counted plainly.
fn recounted(drawn: &Drawn, month: u32) -> Vec<String> {
    let whole: i64 = drawn.iter().filter(|((of, _), _)| *of == month).map(|(_, one)| one).sum();
    let figure = |unit: &str| {
        DRAWN
            .iter()
            .find(|(known, _)| *known == unit)
            .and_then(|(unit, _)| drawn.get(&(month, *unit)))
    };
    let is_known = |unit: &str| drawn.keys().any(|(_, known)| *known == unit);
    let is_missing = |unit: &str| figure(unit).is_none() && is_known(unit);
    let is_whole = !DRAWN.iter().any(|(unit, _)| is_missing(unit));
    let whole = Some(whole).filter(|_| is_whole);
    let mut expected = Vec::new();
    for group in ["乡镇", "部门"] {
        let in_group = DRAWN.iter().filter(|(unit, of)| *of == group && figure(unit).is_some());
        let mut units: Vec<&str> = in_group.map(|(unit, _)| *unit).collect();
        units.sort_by_key(|unit| figure(unit).map(|one| -one));
        let place =
            |unit: &str| 1 + units.iter().filter(|other| figure(other) > figure(unit)).count();
        let mut lines: Vec<(&str, Vec<String>)> = Vec::new();
        for unit in &units {
            lines.push((unit, line(drawn, month, (&[unit], &[unit]), whole, Some(place(unit)))));
        }
        if lines.is_empty() {
            continue;
        }
        // A column in which no unit has anything is not there.
        let is_there = (0..5).map(|at| lines.iter().any(|(_, cells)| !cells[at].is_empty()));
        let is_there: Vec<bool> = is_there.collect();
        let of_group = DRAWN.iter().filter(|(_, of)| *of == group);
        let all: Vec<&str> = of_group.map(|(unit, _)| *unit).collect();
        let mut sum = ("合计", line(drawn, month, (&units, &all), whole, None));
        if DRAWN.iter().any(|(unit, of)| *of == group && is_missing(unit)) {
            // Of a part of the units nothing can be compared.
            sum.0 = "已有数字的合计";
            sum.1[2..].iter_mut().for_each(String::clear);
        }
        lines.push(sum);
        expected.extend(lines.into_iter().map(|(name, cells)| {
            let cells = cells.into_iter().zip(&is_there).filter(|(_, is_there)| **is_there);
            let cells = std::iter::once(name.to_owned()).chain(cells.map(|(cell, _)| cell));
            cells.collect::<Vec<_>>().join(" ").trim().to_owned()
        }));
    }
    expected
}

#[test]
fn pages_show_what_a_plain_recount_gives() {
    for seed in 0..40 {
        let mut random = Rng::with_seed(seed);
        let mut drawn = Drawn::new();
        for (month, (unit, _)) in (1..=4).flat_map(|month| DRAWN.map(|unit| (month, unit))) {
            if random.u8(0..12) > 0 {
                drawn.insert((month, unit), random.i64(1..4) * random.i64(10_000..10_010));
            }
        }
        let mut rows: Vec<String> = Vec::new();
        for ((month, unit), figure) in &drawn {
            let unit = if *unit == "甲镇" && random.bool() { "甲乡" } else { unit };
            rows.push(format!("{unit},2007年{month}月,{},\n", shown(*figure)));
        }
        random.shuffle(&mut rows);
        let site = site("", &rows.concat(), "文。");
        site.build();
        for month in 1..=4 {
            let page = site.page(&format!("series/energy/2007-{month:02}/index.html"));
            let is_head = |row: &String| row.starts_with("单位");
            let found: Vec<String> =
                tables(&page).into_iter().filter(|row| !is_head(row)).collect();
            assert_eq!(found, recounted(&drawn, month), "seed {seed}, month {month}");
        }
    }
}
