//! The ledger and what front matter says of uses above: rules, matching, and a plain recount of whatever is drawn.

use super::{UNITS, kuaixun, rows};
use crate::support::Site;

/// A site with these rules, rows of a ledger, and articles: path, day, title, units, more front matter.
pub fn site(rules: &str, ledger: &str, articles: &[(&str, &str, &str, &str, &str)]) -> Site {
    let mut site = Site::new();
    site.proof = true;
    site.write("kuaixun.yaml", format!("title: 测试快讯\nstatistics:\n{rules}"));
    site.write("data/units.yaml", UNITS);
    site.write(
        "data/submissions.csv",
        format!("日期,单位,标题,结果,级别,刊物,批示,文件\n{ledger}"),
    );
    site.write("content/pages/about.md", "---\ntitle: 关于\n---\n");
    for (path, day, title, units, more) in articles {
        let text = format!(
            "---\ntitle: {title}\ndate: {day}\nunit: {units}\ncolumn: 要闻\n{more}---\n\n正文。\n"
        );
        site.write(&format!("content/news/{path}.md"), text);
    }
    site
}

/// The row of one unit.
fn of(site: &Site, unit: &str, period: &str, columns: &[&str]) -> String {
    let all = rows(site, &[period], &[&["unit"], columns].concat());
    let own = all.into_iter().find_map(|row| row.strip_prefix(unit).map(str::to_owned));
    own.expect("a line").trim().to_owned()
}

#[test]
fn a_row_means_the_article_of_its_title_and_unit() {
    let ledger = "2007-03-01,甲乡,“春耕” 开始,采用,,,,\n\
                  2007-04-02,甲镇,春耕开始,采用,省级,省府信息,市级,\n\
                  2007-04-03,甲镇,春耕开始,采用,市级,,,\n\
                  2007-03-02,乙镇,春耕开始,未采用,,,,\n\
                  2006-03-01,甲镇,春耕开始,采用,,,,\n\
                  2007-03-09,丙镇,另一个题目,采用,,,,news/b\n";
    let rules = "  points: {省级: 20, 市级: 10, 其他: 5}\n  endorsed: {市级: 2}\n";
    let articles = [
        ("a", "2007-03-05", "春耕开始", "甲镇", "adopted: [{level: 市级, date: 2007-03-30}]\n"),
        ("b", "2007-03-06", "题目", "丙镇", ""),
    ];
    let site = site(rules, ledger, &articles);
    let shown = ["sent", "items", "items 本级", "items 市级", "points"];
    assert_eq!(of(&site, "甲镇", "2007-q1", &shown), "1 1 1 1 15");
    // The ledger tells of the use in 市级 once more; that in 省级, and the note, come with it.
    let later = ["sent", "items", "items 省级", "endorsed", "points", "so-far"];
    assert_eq!(of(&site, "甲镇", "2007-q2", &later), "0 0 1 1 22 37");
    assert_eq!(of(&site, "甲镇", "2006-q1", &["sent", "items", "points"]), "1 1 5");
    assert_eq!(of(&site, "乙镇", "2007-q1", &["sent", "items", "rate"]), "1 0 0%");
    assert_eq!(of(&site, "丙镇", "2007-q1", &["sent", "items", "rate"]), "1 1 100%");
    let codes = site.codes();
    assert!(codes.contains(&"ledger-differs"), "{codes:?}");
}

#[test]
fn a_name_means_who_had_it_on_the_day() {
    let ledger = "2007-06-30,甲局,一,未采用,,,,\n2007-07-01,甲局,二,未采用,,,,\n2007-06-01,丁局,三,未采用,,,,\n\
                  2007-12-01,丁局,四,未采用,,,,\n";
    let articles = [("a", "2007-06-30", "五", "甲 局", ""), ("b", "2007-07-01", "六", "甲局", "")];
    let site = site("", ledger, &articles);
    // 甲局 and 丁局 became 丙局 at the end of June; another was given the name of the first.
    let units = "- {name: 丙局, former: [{name: 甲局, until: 2007-06-30}, {name: 丁局, until: 2007-06-30}]}\n- 甲局\n";
    site.write("data/units.yaml", units);
    let figures = "单位,时间,用电量\n甲局,2007年6月,5\n甲局,2007年7月,6\n丙局,2007年7月,7\n";
    site.write("data/series/energy.csv", figures);
    let shown = ["sent", "items"];
    assert_eq!(of(&site, "丙局", "2007-h1", &shown), "3 1");
    assert_eq!(of(&site, "甲局", "2007-h1", &shown), "0 0");
    assert_eq!(of(&site, "丙局", "2007-h2", &shown), "1 0", "丁局 has no other owner");
    assert_eq!(of(&site, "甲局", "2007-h2", &shown), "2 1");
    assert_eq!(told(&site), "");
}

/// What `check` says of the ledger and of `adopted`.
fn told(site: &Site) -> String {
    let said = |one: &kuaixun::base::Diagnostic| format!("{} {}", one.code, one.wording);
    site.findings().iter().map(said).collect::<Vec<_>>().join("、")
}

#[test]
fn an_article_is_used_once_however_often_the_ledger_names_it() {
    let shown = ["sent", "items", "points"];
    let rules = "  points: {简讯: 3, 其他: 5}\n";
    let article = |units| [("a", "2007-03-28", "春耕", units, "")];
    // Sent back, and sent again: the order of the rows does not matter.
    for ledger in [
        "2007-03-01,甲镇,春耕,退稿,,,,\n2007-03-15,甲镇,春耕,采用,,,,\n",
        "2007-03-15,甲镇,春耕,采用,,,,\n2007-03-01,甲镇,春耕,退稿,,,,\n",
    ] {
        let site = site(rules, ledger, &article("甲镇"));
        assert_eq!(of(&site, "甲镇", "2007-q1", &shown), "2 1 5");
        assert_eq!(told(&site), "");
    }
    // Each unit of a joint item enters it.
    let both = "2007-03-05,甲镇,春耕,采用,,,,\n2007-03-06,乙镇,春耕,采用,,,,\n";
    let both = site(rules, both, &article("[甲镇, 乙镇]"));
    assert_eq!(of(&both, "甲镇", "2007-q1", &shown), "1 1 5");
    assert_eq!(of(&both, "乙镇", "2007-q1", &shown), "1 1 5");
    assert_eq!(told(&both), "");
    // Whatever is entered twice is told.
    let twice = "2007-03-05,甲镇,春耕,采用,,,,\n2007-03-06,甲镇,春耕,采用,,,,\n";
    assert_eq!(told(&site(rules, twice, &article("甲镇"))), "ledger-differs again");
    let same = "2007-03-05,甲镇,春耕,采用,市级,,,\n2007-03-05,甲镇,春耕,采用,市级,,,\n";
    assert_eq!(told(&site(rules, same, &[])), "ledger-differs twice");
    let gone = "withdrawn: {date: 2007-04-01, reason: 失实}\n";
    let gone = site(
        rules,
        "2007-03-05,甲镇,春耕,采用,,,,\n",
        &[("a", "2007-03-28", "春耕", "甲镇", gone)],
    );
    assert_eq!(told(&gone), "ledger-differs withdrawn");
}

#[test]
fn a_part_of_another_item_counts_for_its_unit() {
    let ledger = "2007-03-01,甲镇,甲镇春耕,综合采用,,,,news/a.md\n\
                  2007-03-01,甲镇,甲镇春灌,综合采用,,,,news/a\n\
                  2007-03-02,丙镇,丙镇春耕,综合采用,,,,content/news/a.md\n\
                  2007-03-02,丁镇,丁镇春耕,采用,,,,news/a.md\n";
    let rules = "  points: {综合采用: 2, 其他: 5}\n";
    let site = site(rules, ledger, &[("a", "2007-03-05", "各镇春耕忙", "[甲镇, 乙镇]", "")]);
    let of = |unit| of(&site, unit, "2007-q1", &["sent", "items", "points"]);
    assert_eq!((of("甲镇"), of("乙镇")), ("2 2 4".to_owned(), "1 1 2".to_owned()));
    assert_eq!((of("丙镇"), of("丁镇")), ("1 1 2".to_owned(), "1 1 5".to_owned()));
    assert_eq!(told(&site), "ledger-differs ");
}

/// Rows of several units, and of uses above: what they give does not follow from how the file is sorted.
#[test]
fn the_order_of_rows_does_not_matter() {
    let rules = "  points: {市级: 10, 省级: 20, 其他: 5}\n";
    let counted = |rows: &[&str], said: &str, expected: [&str; 2]| {
        let mut rows = rows.to_vec();
        for _ in 0..rows.len() {
            rows.rotate_left(1);
            let site = site(rules, &(rows.join("\n") + "\n"), &[]);
            let shown = ["sent", "items", "points"];
            let found = [of(&site, "甲镇", "2007", &shown), of(&site, "乙镇", "2007", &shown)];
            assert_eq!(
                (found.each_ref().map(String::as_str), told(&site).as_str()),
                (expected, said),
                "{rows:?}"
            );
        }
    };
    let [own, other, both] = ["2007-08-05,甲镇", "2007-08-05,乙镇", "2007-08-05,甲镇、乙镇"]
        .map(|start| format!("{start},春耕,采用,,,,"));
    let [city, city_too, of_both] = ["2007-08-16,甲镇", "2007-08-16,乙镇", "2007-08-16,甲镇、乙镇"]
        .map(|start| format!("{start},春耕,采用,市级,信息,,"));
    // One joint item, whose units each enter its use above.
    counted(&[&both, &city, &city_too], "", ["1 1 15", "1 1 15"]);
    // Two items of one title: the use can be of one of them only, and that is told.
    counted(&[&own, &other, &of_both], "ledger-differs more", ["1 1 5", "1 1 15"]);
    // What was used goes before what was sent back, though this is nearer.
    let back = "2007-08-14,甲镇,春耕,退稿,,,,";
    counted(&[&own, back, &city], "", ["2 1 15", "0 0 0"]);
    // The first row of its title names all units.
    let province = "2007-08-16,甲镇,春耕,采用,省级,,,";
    counted(&[province, &of_both], "", ["1 1 30", "1 1 30"]);
    // A use long after.
    let late = "2007-12-16,甲镇,春耕,采用,省级,,,";
    counted(&[&own, late], "ledger-differs far", ["2 2 25", "0 0 0"]);
    // A row of more units than the article; uses of an article that a file names.
    let article = [("a", "2007-08-10", "甲题", "甲镇", "")];
    let more = site(rules, &format!("{both}\n").replace("春耕", "甲题"), &article);
    assert_eq!(told(&more), "ledger-differs more");
    let named = format!("{own}news/a\n{city}\n");
    let named = site(rules, &named, &article);
    assert_eq!(of(&named, "甲镇", "2007", &["sent", "items", "points"]), "1 1 15");
}

#[test]
fn days_of_uses_are_looked_at() {
    let told = |adopted: &str| {
        let more = format!("adopted: {adopted}\n");
        told(&site("", "", &[("a", "2007-03-05", "题", "甲镇", &more)]))
    };
    assert_eq!(told("[{level: 市级, date: 2006-03-20}]"), "ledger-differs early");
    assert_eq!(told("[{level: 市级, date: 2017-03-20}]"), "bad-sheet future");
    assert_eq!(told("[{in: 信息}]"), "bad-sheet adopted");
    assert_eq!(told("[{level: 市级, date: 2007-03-01, endorsed: 市级}]"), "");
    let site = site("", "", &[("a", "2007-03-05", "题", "甲镇", "adopted: [市级，省级]\n")]);
    assert_eq!(of(&site, "甲镇", "2007", &["items 市级", "items 省级"]), "1 1");
}

#[test]
fn outcomes_have_points_and_do_not_count_as_uses() {
    let ledger = "2007-01-05,甲镇,一,综合采用,,,,\n2007-01-05,甲镇,二,退稿,,,,\n\
                  2007-01-05,甲镇,三,约稿,,,,\n2007-01-05,甲镇,,约稿未报,,,,\n\
                  2007-01-05,甲镇,五,,,,,\n2007-01-05,甲镇,六,采用,,公众号,,\n";
    let rules = "  points: {综合采用: 2, 退稿: -1, 约稿: 1, 约稿未报: -10, 公众号: 0.5, 其他: 5}\n";
    let site = site(rules, ledger, &[]);
    let shown = ["sent", "items", "rate", "asked", "unanswered", "points"];
    assert_eq!(of(&site, "甲镇", "2007-01", &shown), "5 3 60% 1 1 -2.5");
}

#[test]
fn only_the_highest_level_counts_where_the_site_says_so() {
    let ledger = "2007-02-01,甲镇,题,采用,市级,,,\n2007-04-01,甲镇,题,采用,国家,,,\n\
                  2007-05-01,甲镇,题,采用,省级,,,\n";
    let rules = "  points: {省级: 20, 市级: 10, 国家: 50, 其他: 5}\n  several: highest\n";
    let site = site(rules, ledger, &[("a", "2007-01-05", "题", "甲镇", "")]);
    // What two periods give is together what both give.
    assert_eq!(of(&site, "甲镇", "2007-q1", &["points"]), "10");
    assert_eq!(of(&site, "甲镇", "2007-q2", &["points", "so-far"]), "40 50");
    let levels = rows(&site, &["2007", "--by", "level"], &["level", "items", "points"]);
    assert_eq!(levels, ["本级 1 5", "市级 1 5", "省级 1 0", "国家 1 40"]);
}

#[test]
fn quotas_are_judged_when_their_months_are_over() {
    let ledger = "2007-01-05,甲镇,一,采用,,,,\n2007-01-06,甲镇,二,采用,,,,\n2007-02-06,甲镇,三,采用,,,,\n\
                  2007-01-06,科技局,四,采用,,,,\n";
    let rules = "  quota: {乡镇: 2/月, 科技局: 6/季}\n  base: 10\n  short: -1\n";
    let site = site(rules, ledger, &[]);
    let of = |unit: &str, period: &str, today: &str| {
        let all = rows(
            &site,
            &[period, "--today", today],
            &["unit", "quota", "reached", "points", "so-far"],
        );
        all.into_iter().find_map(|row| row.strip_prefix(unit).map(str::to_owned)).unwrap()
    };
    assert_eq!(of("甲镇", "2007-q1", "2007-02-28"), " 6 50% 13 13");
    assert_eq!(of("甲镇", "2007-q1", "2007-03-01"), " 6 50% 12 12");
    assert_eq!(of("甲镇", "2007-03", "2007-12-31"), " 2 0% -2 10");
    assert_eq!(of("科技局", "2007-02", "2007-12-31"), " 2 0% 0 1");
    assert_eq!(of("科技局", "2007-q1", "2007-12-31"), " 6 16.6% -4 -4");
    assert_eq!(of("农业局", "2007-q1", "2007-12-31"), "   0 0");
}

#[test]
fn who_is_excluded_is_listed_without_a_place() {
    let ledger = "2007-01-05,甲镇,一,采用,,,,\n2007-01-06,乙镇,二,采用,,,,\n";
    let rules = "  exclude: [{unit: 甲乡, period: 2007-h1, reason: 有效条目偏少}]\n";
    let site = site(rules, ledger, &[]);
    let shown = ["unit", "rank", "items", "note"];
    let of = |period: &str| rows(&site, &[period], &shown)[..4].join("、");
    assert_eq!(of("2007-q1"), "乙镇 1 1 、丙镇 2 0 、丁镇 2 0 、甲镇  1 有效条目偏少");
    assert_eq!(of("2007"), "甲镇 1 1 ?、乙镇 1 1 ?、丙镇 3 0 ?、丁镇 3 0 ?");
}

#[test]
fn every_mistake_of_a_ledger_is_told() {
    let row = |row: &str| told(&site("  levels: [市级]\n  endorsed: {市级: 1}\n", row, &[]));
    assert_eq!(row("2007-01-05,甲镇,一,采用,市级,,市级,\n"), "");
    assert_eq!(row("2007-01-05,甲真,一,采用,,,,\n"), "unknown-unit ");
    assert_eq!(row("2007-01-05,甲镇/乙镇,一,采用,,,,\n"), "unknown-unit several");
    assert_eq!(row("2007-01-05,甲镇,一,采用,省级,,,\n"), "bad-sheet level");
    assert_eq!(row("2007-01-05,甲镇,一,采用,,,省级,\n"), "bad-sheet level");
    assert_eq!(row("2008-01-05,甲镇,一,采用,,,,\n"), "bad-sheet future");
    assert_eq!(row("2007-01-05,甲镇,一,采用,,,,没有\n"), "ledger-differs file");
    // Quotation marks that took rows for a title.
    let taken = "2007-01-05,甲镇,\"一,采用,,,,\n2007-01-06,乙镇,二,采用,,,,\n2007-01-07,乙镇,三\",采用,,,,\n";
    assert_eq!(row(taken), "bad-sheet quote");
    // Nothing is counted of a row that is wrong, and whoever asks is told.
    let site = site("", "2007年1月,甲镇,一,采用,,,,\n", &[]);
    let run = kuaixun(&site, &["stats", "2007"]);
    assert!(
        run.err.contains("data/submissions.csv:2") && run.err.contains("1 处错误"),
        "{}",
        run.err
    );
    let run = kuaixun(&site, &["build"]);
    assert!(run.status != 0 && !site.root().join("public").exists(), "{}", run.err);
}

#[test]
fn the_encoding_of_a_ledger_is_that_of_excel() {
    let text = "日期,单位,标题,结果\r\n2007-01-05,甲镇,春耕,采用\r\n";
    let wide: Vec<u8> = format!("\u{feff}{}", text.replace(',', "\t"))
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    for bytes in [
        text.as_bytes().to_vec(),
        format!("\u{feff}{text}").into_bytes(),
        encoding_rs::GBK.encode(text).0.into_owned(),
        wide,
    ] {
        let site = site("", "", &[]);
        site.write("data/submissions.csv", bytes);
        assert_eq!(site.codes(), [""; 0]);
        assert_eq!(of(&site, "甲镇", "2007", &["sent", "items"]), "1 1");
    }
}
