//! What contributors really send (conventions, section 6) and what an inspector looks for (29, 30):
//! each input alone, with its messages in both languages and what was published, in
//! `tests/hostile/*.txt`; then all of them in one folder, in one run.
//!
//! `just golden` writes the files anew; read the difference.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;

use crate::support;
use crate::support::Site;
use kuaixun::app::report::language::Language;
use kuaixun::base::Diagnostic;

/// The inputs: a name, where the file lies, its bytes.
type Case = (&'static str, &'static str, Vec<u8>);

const SETTINGS: &str = "title: 测试快讯\nbase_url: https://test.example/\ncolumns:\n  - {name: 要闻, slug: yaowen}\n  - {name: 通知公告, slug: tongzhi}\n";
const UNITS: &str =
    "- {id: ju, name: 某县科学技术局, short: 县科技局}\n- {id: zhen, name: 东河镇}\n";
const GOOD: &str = "---\ntitle: 好文章\ndate: 2007-12-20\nunit: 县科技局\ncolumn: 要闻\n---\n\n12月20日，东河镇举办培训班，共有30人参加。\n";

/// An article with a right head and `body`.
fn body(body: &str) -> Vec<u8> {
    format!("---\ntitle: 题目\ndate: 2007-12-20\nunit: 县科技局\ncolumn: 要闻\n---\n\n{body}\n")
        .into_bytes()
}

/// An article whose head is `head` and has what else is needed.
fn head(head: &str) -> Vec<u8> {
    let mut all = String::from(head);
    for (key, line) in [
        ("title", "title: 题目\n"),
        ("date", "date: 2007-12-20\n"),
        ("unit", "unit: 县科技局\n"),
        ("column", "column: 要闻\n"),
    ] {
        let chinese = match key {
            "title" => "标题",
            "date" => "日期",
            "unit" => "单位",
            _ => "栏目",
        };
        let has = |name: &str| all.lines().any(|line| line.trim_start().starts_with(name));
        if !has(key) && !has(chinese) {
            all.push_str(line);
        }
    }
    format!("---\n{all}---\n\n正文。\n").into_bytes()
}

fn gbk(text: &[u8]) -> Vec<u8> {
    encoding_rs::GBK.encode(std::str::from_utf8(text).expect("UTF-8")).0.into_owned()
}

fn wide(text: &[u8], order: fn(u16) -> [u8; 2]) -> Vec<u8> {
    let text = std::str::from_utf8(text).expect("UTF-8");
    format!("\u{feff}{text}").encode_utf16().flat_map(order).collect()
}

fn cases() -> Vec<Case> {
    let mut all = sent();
    all.extend(inspected());
    all.extend(named());
    all
}

/// A file of the news.
fn news(name: &'static str, bytes: Vec<u8>) -> Case {
    let path: &'static str = Box::leak(format!("content/news/{name}.md").into_boxed_str());
    (name, path, bytes)
}

fn right() -> Vec<u8> {
    body("全县召开科技工作会议，部署明年任务。")
}

/// Section 6: encodings, front matter, Word.
fn sent() -> Vec<Case> {
    encoded().into_iter().chain(headed()).collect()
}

/// Section 6: encodings and files.
fn encoded() -> Vec<Case> {
    let good = right();
    let mut all: Vec<Case> = Vec::new();
    let mut add = |name, bytes| all.push(news(name, bytes));
    add("bom", [b"\xef\xbb\xbf".as_slice(), &good].concat());
    add("gbk", gbk(&good));
    add("utf-16-le", wide(&good, u16::to_le_bytes));
    add("utf-16-be", wide(&good, u16::to_be_bytes));
    add("crlf", String::from_utf8(good.clone()).expect("UTF-8").replace('\n', "\r\n").into_bytes());
    add("empty", Vec::new());
    add("blank", b" \r\n\r\n".to_vec());
    add("half-written", good[..good.len() - 5].to_vec());
    add("zeros", vec![0; 64]);
    add("damaged", [b"---\ntitle: \xe7\xa7\x91\xe6\x8a\x80\xff\n".as_slice(), b"---\n"].concat());
    add("latin", b"---\ntitle: caf\xe9 a\n---\n".to_vec());
    all
}

/// Section 6: front matter, and what Word writes.
fn headed() -> Vec<Case> {
    let mut all: Vec<Case> = Vec::new();
    let mut add = |name, bytes| all.push(news(name, bytes));
    add("full-width-colon", head("title：题目\ndate：2007-12-20\n"));
    add("chinese-keys", head("标题：题目\n日期：2007年12月20日\n单位：县科技局\n栏目：要闻\n"));
    add("tabs", head("title:\t题目\n\tdate: 2007-12-20\n"));
    add("no-space", head("title:题目\n"));
    add("bracket-title", head("title: [通知] 培训\n"));
    add("at-title", head("title: @各单位\n"));
    add("star-title", head("title: *重要* 通知\n"));
    add("number-title", head("title: #1 通知\n"));
    add("percent-title", head("title: %5 的目标\n"));
    add("ampersand-title", head("title: &通知\n"));
    add("bang-title", head("title: !通知\n"));
    add("colon-title", head("title: 通知: 关于培训\n"));
    add("quote-title", head("title: \"科技\" 下乡\n"));
    add("comment-title", head("title: # 通知\n"));
    add("empty-title", head("title:\n"));
    add("unseen-title", head("title: \u{200b}\u{2060}\n"));
    add("cut-title", head("title: C # 语言\n"));
    add("anchor", head("tags: &a [甲]\nextra: *a\n"));
    add("tag", head("extra: !!binary 甲\n"));
    add("duplicate-keys", head("title: 题目\ntitle: 另一个\ndate: 2007-12-20\ndate: 2007-12-21\n"));
    add(
        "unclosed",
        b"---\ntitle: \xe9\xa2\x98\ndate: 2007-12-20\n\n\xe6\xad\xa3\xe6\x96\x87\xe3\x80\x82\n"
            .to_vec(),
    );
    add("missing", "只有正文。\n".as_bytes().to_vec());
    add("unopened", "title: 题目\ndate: 2007-12-20\n---\n正文。\n".as_bytes().to_vec());
    add(
        "long-dashes",
        "———\ntitle: 题目\ndate: 2007-12-20\nunit: 县科技局\ncolumn: 要闻\n———\n\n正文。\n"
            .as_bytes()
            .to_vec(),
    );
    add("unknown-key", head("tilte: 题目\n"));
    add("wrong-type", head("weight: 重要\ndraft: 也许\n"));
    for (name, form) in [
        ("date-slash", "2007/12/5"),
        ("date-dot", "2007.12.5"),
        ("date-chinese", "2007年12月5日"),
        ("date-time", "2007-12-05 08:30"),
        ("date-wide", "２００７－１２－０５"),
    ] {
        add(name, head(&format!("date: {form}\n")));
    }
    add("date-impossible", head("date: 2007-13-45\n"));
    // Section 6: Word.
    add(
        "word-html",
        body(
            "<p class=MsoNormal style='margin:0'><span lang=EN-US>科技</span>下乡<o:p></o:p></p>\n\n<script>alert(1)</script>\n\n<img src=\"x.png\" onerror=\"alert(1)\">",
        ),
    );
    all
}

/// Conventions 29 and 30.
fn inspected() -> Vec<Case> {
    let mut all: Vec<Case> = Vec::new();
    let mut add = |name, bytes| all.push(news(name, bytes));
    // 29: errors.
    add("no-title", "---\ndate: 2007-12-20\nunit: 县科技局\n---\n\n正文。\n".as_bytes().to_vec());
    add("no-date", "---\ntitle: 题目\nunit: 县科技局\n---\n\n正文。\n".as_bytes().to_vec());
    add("no-unit", "---\ntitle: 题目\ndate: 2007-12-20\n---\n\n正文。\n".as_bytes().to_vec());
    add("future", head("date: 2008-03-01\n"));
    add("unknown-unit", head("unit: 县科技居\n"));
    add("unknown-column", head("column: 要文\n"));
    add("broken-link", body("见[名单](mingdan.md)和[总结](无.xlsx)。"));
    add("missing-picture", body("![会场](huichang.jpg)"));
    add(
        "numbers-side-by-side",
        body("联系电话13812345678 13912345678，见http://a.cn，13712345678"),
    );
    add("number-of-author", head("author: 编辑部13812345678\n"));
    add("number-in-caption", body("![会场](good.svg \"咨询13812345678\")和`13912345678`"));
    add("deep-quotes", body(&format!("{}甲", ">".repeat(40_000))));
    add("missing-attachment", head("attachments: [名单.xlsx]\n"));
    add("same-address-1", head("slug: same\n"));
    add("same-address-2", head("slug: same\n"));
    // Numbers made up for this test, with right check digits.
    add("id-number", body("身份证号11010519491231002X。"));
    add("mobile", body("| 姓名 | 电话 |\n|---|---|\n| 某某同志 | 13812345678 |"));
    add("bank-card", body("![卡号6222021234567890128](good.svg)"));
    add("masked", body("证号35*************123，电话138****1234。"));
    add("id-in-link", body("见[表](11010519491231002X.txt)。"));
    // 30: warnings.
    add("placeholders", body("在___领导下，20xx年×××同志到任，时间待定。TODO"));
    add("unbalanced", body("授予“先进单位称号。《办法（试行》印发。坚持“”制度。"));
    add("doubled", body("甲，，乙、、丙的的丁--戊。"));
    add("half-width", body("时间:3月5日,共30人(含2人),03:48:48,比例1:500."));
    add("sequences", body("一、甲\n\n三、乙\n\n一是丙；二是丁；二是戊。"));
    add("dates", body("2007年2月30日召开，12月20日（星期五）结束。"));
    add("words", body("截止到11月，做为部份单位，电视台等媒体报到了大会。"));
    add("names", body("布拖县委和布托县政府。布拖县气象局。"));
    add(
        "sums",
        body(
            "申报项目21项，其中国家级2项，省级6项，市级12项。\n\n| 类别 | 件 |\n|---|---|\n| 甲 | 3 |\n| 乙 | 4 |\n| 合计 | 8 |",
        ),
    );
    add(
        "long-title",
        head(
            "title: 关于召开全县科技工作会议暨科技进步先进单位先进个人表彰大会筹备工作会议的通知。\n",
        ),
    );
    add("no-alt", body("![](good.svg)"));
    add(
        "allowed",
        body(
            "<!-- check: allow wrong-sum 原文如此 -->\n申报项目21项，其中国家级2项，省级6项，市级12项。",
        ),
    );
    add(
        "allowed-without-reason",
        body("申报项目21项，其中国家级2项，省级6项，市级12项。<!-- check: allow wrong-sum -->"),
    );
    all
}

/// Section 6: names of files.
fn named() -> Vec<Case> {
    let good = right();
    let mut all: Vec<Case> = Vec::new();
    all.push(("name-dashes", "content/news/——.md", good.clone()));
    all.push(("name-emoji", "content/news/😀.md", good.clone()));
    let long: &'static str =
        Box::leak(format!("content/news/{}.md", "长".repeat(80)).into_boxed_str());
    all.push(("name-long", long, good.clone()));
    all.push(("name-windows", "content/news/con.md", good.clone()));
    all.push(("name-case-1", "content/news/Case.md", good.clone()));
    all.push(("name-case-2", "content/news/case.md", good.clone()));
    all.push(("name-nfc", "content/news/\u{e9}t\u{e9}.md", good.clone()));
    all.push(("name-nfd", "content/news/e\u{301}te\u{301}.md", good.clone()));
    all.push(("name-of-notepad", "content/news/a.md.txt", good.clone()));
    all.push(("misplaced", "content/misc.md", good));
    all
}

fn base() -> Site {
    let mut site = Site::new();
    site.proof = true;
    site.write("kuaixun.yaml", SETTINGS);
    site.write("data/units.yaml", UNITS);
    site.write("content/news/good.md", GOOD);
    site.write(
        "content/news/notice.md",
        GOOD.replace("好文章", "好通知").replace("要闻", "通知公告"),
    );
    site.write(
        "content/news/good.svg",
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"40\" height=\"30\"/>",
    );
    site
}

/// `file:line:column: severity[code]: message (remedy)`
fn shown(finding: &Diagnostic, site: &Site, language: Language) -> String {
    let placed = kuaixun::app::report::placed::place(std::slice::from_ref(finding), &site.root());
    let place = &placed[0].places[0];
    let at = place.line.map(|line| format!(":{line}:{}", place.column)).unwrap_or_default();
    let told = language.tell(finding);
    let severity = placed[0].severity;
    let help = told.help.expect("every finding has a remedy");
    format!("{}{at}: {severity}[{}]: {} -> {help}", place.file, finding.code, told.message)
}

/// The pages that are new beside the good ones, with their headings.
fn published(site: &Site) -> Vec<String> {
    let mut site = site.again();
    site.proof = false;
    if site.findings().iter().any(Diagnostic::is_error) {
        return vec!["nothing".to_owned()];
    }
    site.build();
    let pages = site.published().into_keys();
    let is_new = |path: &String| {
        let name = path.strip_prefix("news/").unwrap_or_default();
        path.ends_with(".html") && !matches!(name, "" | "index.html" | "good.html" | "notice.html")
    };
    pages
        .filter(is_new)
        .map(|path| {
            let page = site.page(&path);
            let title = page
                .split("<h1")
                .nth(1)
                .and_then(|rest| rest.split_once('>'))
                .map(|(_, rest)| rest);
            let title =
                title.and_then(|rest| rest.split_once("</h1>")).map_or("", |(title, _)| title);
            format!("{path}: {}", title.trim())
        })
        .collect()
}

fn golden(name: &str) -> PathBuf {
    support::repository().join(format!("tests/hostile/{name}.txt"))
}

#[test]
fn each_input_has_its_messages_and_its_page() {
    let mut wrong = Vec::new();
    for (name, path, bytes) in cases() {
        let site = base();
        // What needs another file gets it.
        for (other, beside, text) in cases() {
            let pair = |name: &str| {
                name.rsplit_once('-')
                    .filter(|(_, end)| matches!(*end, "1" | "2" | "nfc" | "nfd"))
                    .map(|(start, _)| start.to_owned())
            };
            if other != name && pair(name).is_some() && pair(other) == pair(name) {
                site.write(beside, text);
            }
        }
        site.write(path, &bytes);
        let findings = site.findings();
        let mut text = format!("{path}\n\n");
        match std::str::from_utf8(&bytes) {
            Ok(source) if !source.contains('\0') && source.len() < 4000 => {
                text.push_str(&source.replace('\r', "\\r").replace('\t', "\\t"));
            }
            _ => writeln!(text, "{} bytes", bytes.len()).expect("a String"),
        }
        for (language, heading) in [(Language::Zh, "zh"), (Language::En, "en")] {
            writeln!(text, "\n== {heading}").expect("a String");
            for finding in &findings {
                writeln!(text, "{}", shown(finding, &site, language)).expect("a String");
            }
        }
        writeln!(text, "\n== published\n{}", published(&site).join("\n")).expect("a String");
        if std::env::var_os("UPDATE_GOLDEN").is_some() {
            fs::write(golden(name), &text).expect("a written golden file");
        } else if fs::read_to_string(golden(name)).ok().as_deref() != Some(&text) {
            wrong.push(format!("{name}:\n{text}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

#[test]
fn in_one_folder_every_one_is_reported_once_and_nothing_is_published() {
    let site = base();
    let mut alone: BTreeMap<&str, usize> = BTreeMap::new();
    for (name, path, bytes) in cases() {
        site.write(path, &bytes);
        let text = fs::read_to_string(golden(name)).expect("a golden file");
        let zh = text
            .split("\n== zh\n")
            .nth(1)
            .and_then(|rest| rest.split("\n== en").next())
            .unwrap_or_default();
        let own = zh.lines().filter(|line| line.split(':').next() == Some(path)).count();
        alone.insert(path, own);
    }
    let findings = site.findings();
    let mut together: BTreeMap<String, usize> = BTreeMap::new();
    let mut seen = BTreeSet::new();
    for finding in &findings {
        let line = shown(finding, &site, Language::Zh);
        *together.entry(line.split(':').next().unwrap_or_default().to_owned()).or_default() += 1;
        assert!(seen.insert(line.clone()), "twice: {line}");
    }
    for (path, count) in &alone {
        assert_eq!(together.get(*path).copied().unwrap_or_default(), *count, "{path}");
    }
    assert!(!together.contains_key("content/news/good.md"), "the good ones are good");
    assert_eq!(published(&site), ["nothing"]);
    assert!(cases().len() >= 60, "{}", cases().len());
}
