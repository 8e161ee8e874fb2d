//! Random sites with words that stand nowhere else in what the public must not see.

use std::fmt::Write as _;
use std::ops::RangeInclusive;

use super::Site;

/// What stands in everything that must not be seen: longer than chance makes it of packed bytes.
pub const SECRET: &str = "瓞瓞绵";

struct Draw(fastrand::Rng);

impl Draw {
    fn chance(&mut self, percent: u32) -> bool {
        self.0.u32(0..100) < percent
    }

    /// A day in these months of 2007.
    fn day(&mut self, months: RangeInclusive<u32>) -> String {
        format!("2007-{:02}-{:02}", self.0.u32(months), self.0.u32(1..=28))
    }

    /// Front matter that an item may have; `mark` stands in every text of it.
    fn head(&mut self, mark: &str) -> String {
        let mut head = String::new();
        let mut put = |is: bool, line: String| {
            if is {
                let _ = writeln!(head, "{line}");
            }
        };
        put(self.chance(40), format!("unit: {mark}局"));
        put(self.chance(40), format!("author: {mark}某"));
        put(self.chance(30), format!("column: {mark}栏"));
        put(self.chance(30), format!("tags: [{mark}签, 科普]"));
        put(self.chance(20), format!("kicker: {mark}引题"));
        put(self.chance(20), format!("subtitle: {mark}副题"));
        put(self.chance(30), format!("summary: {mark}摘要。"));
        put(self.chance(20), format!("adopted: [{{level: 省级, in: {mark}报}}]"));
        put(self.chance(20), format!("source: {mark}报"));
        put(self.chance(15), "lead: true".to_owned());
        put(self.chance(20), format!("weight: {}", self.0.u32(0..5)));
        put(self.chance(25), format!("attachments: [{{file: {mark}.csv, title: {mark}表}}]"));
        put(
            self.chance(25),
            format!("corrections: [{{date: {}, text: {mark}有误}}]", self.day(4..=12)),
        );
        head
    }
}

/// A site of three publications; one is internal, issues of the others may be. It makes these editions.
pub fn site(seed: u64, editions: &str) -> Site {
    let mut draw = Draw(fastrand::Rng::with_seed(seed));
    let mut site = Site::new();
    site.today = jiff::civil::date(2007, 9, 28);
    let config = format!(
        "title: 快讯\nbase_url: https://test.example/\neditions: [{editions}]\nper_page: 3\n"
    );
    let outputs = "outputs: [{folder: public}, {folder: inner, audience: internal}]\n";
    site.write("kuaixun.yaml", format!("{config}{outputs}"));
    let mut issues = Vec::new();
    for publication in ["kx", "lg", "nc"] {
        let is_internal = publication == "nc";
        let mark = if is_internal { SECRET } else { "显" };
        let visibility = if is_internal { "visibility: internal\n" } else { "" };
        let index = format!("content/bulletins/{publication}/_index.md");
        site.write(
            &index,
            format!("---\ntitle: {mark}刊\nmasthead: {mark}头\n{visibility}---\n\n{mark}介。\n"),
        );
        for issue in ["2007-01", "2007-02", "2007-03-04", "2007-s1"] {
            if draw.chance(25) {
                continue;
            }
            let is_internal = is_internal || draw.chance(20);
            issues.push((format!("{publication}/{issue}"), is_internal));
            let mark = if is_internal { SECRET } else { "显" };
            let visibility = if is_internal { "visibility: internal\n" } else { "" };
            let planned = if draw.chance(10) { "planned: true\n" } else { "" };
            let contents = if draw.chance(30) { "contents: [i1, i0]\n" } else { "" };
            site.write(
                &format!("content/bulletins/{publication}/{issue}/_index.md"),
                format!("---\ntitle: {mark}专刊\ndate: {}\neditor: {mark}编\n{visibility}{planned}{contents}---\n\n{mark}按。\n", draw.day(4..=9)),
            );
        }
    }
    for (issue, is_internal) in issues.clone() {
        for number in 0..draw.0.usize(0..4) {
            item(
                &site,
                &mut draw,
                &format!("content/bulletins/{issue}/i{number}"),
                is_internal,
                &[],
            );
        }
    }
    for number in 0..draw.0.usize(1..6) {
        let count = draw.0.usize(0..3);
        let stands: Vec<_> =
            draw.0.choose_multiple(issues.iter(), count).into_iter().cloned().collect();
        item(&site, &mut draw, &format!("content/news/n{number}"), false, &stands);
    }
    topics(&site, &mut draw);
    statistics(&site, &mut draw);
    site
}

/// Writes a ledger, which is for the desk alone; a few sites publish what it counts.
fn statistics(site: &Site, draw: &mut Draw) {
    let visibility = if draw.chance(20) { "  visibility: public\n" } else { "" };
    let rules = format!("statistics:\n  pages: [month, year]\n{visibility}");
    let config = std::fs::read_to_string(site.root().join("kuaixun.yaml")).expect("written above");
    site.write("kuaixun.yaml", config + &rules);
    let mut ledger = "日期,单位,标题,结果,级别,刊物,期号,批示\n".to_owned();
    for _ in 0..draw.0.usize(0..6) {
        let outcome = ["采用", "未采用", "约稿"][draw.0.usize(0..3)];
        let day = draw.day(2..=9);
        let _ = writeln!(ledger, "{day},显局,{SECRET}题,{outcome},,{SECRET}报,{SECRET},");
    }
    site.write("data/submissions.csv", ledger);
    let figures = format!("单位,时间,{SECRET}量（{SECRET}）\n显局,2007-03,{}\n", draw.0.u32(1..99));
    site.write(&format!("data/series/{SECRET}.csv"), figures);
    let block = format!(
        "---\ntitle: {SECRET}\ndate: 2007-04-01\nvisibility: internal\n---\n\n```series {SECRET}\n```\n"
    );
    site.write("content/news/figures.md", block);
}

/// Writes topics that gather what is internal with what is not; some are internal themselves.
fn topics(site: &Site, draw: &mut Draw) {
    for number in 0..draw.0.usize(0..4) {
        let is_internal = draw.chance(40);
        let (mark, visibility) =
            if is_internal { (SECRET, "visibility: internal\n") } else { ("显", "") };
        let rules = [
            format!("tags: [显签, {SECRET}签]\n"),
            format!("unit: [显局, {SECRET}局]\n"),
            "from: 2007-01-01\n".to_owned(),
            "articles: [n0, n1, i0]\n".to_owned(),
        ];
        let rule = &rules[draw.0.usize(0..4)];
        let head = format!("title: {mark}专题{number}\nsummary: {mark}要。\n{rule}{visibility}");
        let path = format!("content/topics/t{number}.md");
        site.write(&path, format!("---\n{head}---\n\n{mark}导语。\n"));
    }
}

/// Writes an item with its attachment and its picture.
fn item(site: &Site, draw: &mut Draw, path: &str, is_hidden: bool, stands: &[(String, bool)]) {
    let own = draw.0.u32(0..10);
    let is_withdrawn = own == 1;
    // What stands in internal issues alone is internal.
    let is_in_hidden = !stands.is_empty() && stands.iter().all(|(_, is_internal)| *is_internal);
    let is_secret = is_hidden || is_in_hidden || own < 2;
    let mark = if is_secret { SECRET } else { "显" };
    let mut head = draw.head(mark);
    if own == 0 {
        head += "visibility: internal\n";
    }
    if !stands.is_empty() {
        let names: Vec<&str> = stands.iter().map(|(name, _)| name.as_str()).collect();
        let _ = writeln!(head, "issue: [{}]", names.join(", "));
    }
    if is_withdrawn {
        head += "withdrawn: {date: 2007-03-01, reason: 不实}\n";
    }
    // The title of what was withdrawn is where its page says so.
    let title = if is_withdrawn && !is_hidden && !is_in_hidden { "撤下的" } else { mark };
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    site.write(&format!("{folder}/{mark}.csv"), format!("{mark}数,1\n"));
    site.write(
        &format!("{path}{mark}.svg"),
        format!("<svg width=\"4\" height=\"3\"><text>{mark}图</text></svg>"),
    );
    let picture = format!("{}{mark}.svg", path.rsplit('/').next().unwrap_or_default());
    let body = format!("{mark}文。\n\n## {mark}节\n\n![{mark}景]({picture})\n");
    let date = draw.day(1..=3);
    site.write(
        &format!("{path}.md"),
        format!("---\ntitle: {title}{}\ndate: {date}\n{head}---\n\n{body}", draw.0.u32(0..99)),
    );
}
