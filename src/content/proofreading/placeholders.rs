//! Places somebody meant to fill in (convention 30): ___, ×××, 20xx, 待定, TODO.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::base::Diagnostic;

static PLACEHOLDER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r"_{3,}|_{2,}(?:年|月|日|号|万|人|名|个|家|次|项|届|期|份|篇|户|亩|省|市|县|区|镇|乡|村|局|周年)",
        r"|×{2,}|X{2,}(?:省|市|县|区|镇|乡|村|街道|局|厂|公司|集团|单位|部门|同志|领导|年|月|日|元)",
        // 某某公司 is how one speaks of a company without naming it.
        r"|某某(?:省|市|县|区|镇|乡|村|街道|局|单位|部门|同志|领导|年|月|日|元)",
        r"|[×xX]{1,2}月[×xX]{1,2}日",
        r"|(?P<year>(?:19|20)(?:[xX×]{1,2}|\*{1,2}))(?:[^0-9A-Za-z]|$)|20[0-9][xX×*]年",
        r"|（(?:这里|此处)写[^）]{0,60}）",
        r"|待补充|待填写|待核实|[（(【\[](?:此处填写|此处插入)",
        r"|待定|(?-u:\b)(?:TODO|FIXME|TBD)(?-u:\b)",
        r"|某{3,}",
    ))
    .expect("a tested pattern")
});

/// Words that begin with what may be counted.
const WORDS: [&str; 20] = [
    "日志", "日常", "日期", "日程", "名称", "个人", "号码", "人员", "人才", "项目", "期间", "次数",
    "局部", "区域", "市场", "省略", "年级", "月份", "家庭", "份额",
];

/// Finds such places in a text, with their bytes.
pub fn find(text: &str) -> Vec<(Diagnostic, Range<usize>)> {
    let mut found = Vec::new();
    for hit in PLACEHOLDER.captures_iter(text) {
        let word = hit.name("year").or(hit.get(0)).expect("the whole");
        let (before, after) = (&text[..word.start()], &text[word.end()..]);
        if is_open(word.as_str(), before, after) {
            let finding = Diagnostic::warning("placeholder").with("text", word.as_str());
            found.push((finding, word.range()));
        }
    }
    found
}

/// Whether a word leaves something open there, and is no word of the sentence.
fn is_open(word: &str, before: &str, after: &str) -> bool {
    let (last, next) = (before.chars().next_back(), after.chars().next());
    let ends = next.is_none_or(|c| c == '\n' || "。；，、！：:）)】]".contains(c));
    let begins = last.is_none_or(|c| "\n。；！？：:（(【[".contains(c));
    match word {
        // A date or a name that is not known yet; 结果待定 is what a text may say.
        "待定" => {
            let names = ["时间", "日期", "地点", "人员", "人选", "名单", "方案", "金额"];
            ends && (begins || names.iter().any(|name| before.ends_with(name)))
        }
        // A note of the author to himself, and not the word in a sentence about such notes.
        "TODO" | "FIXME" | "TBD" => ends && begins,
        // 等待补充, 期待核实: the first character belongs to the word before.
        _ if word.starts_with('待') => last.is_none_or(|c| !"等期招接看善对亏".contains(c)),
        // 通过 ___ 优化了 ___ is a pattern to copy, /___explore an address, __日志 a word in bold.
        _ if word.starts_with('_') => {
            let is_apart = |c: Option<char>| {
                c.is_some_and(|c| c == ' ' || c == '/' || c.is_ascii_alphanumeric())
            };
            let unit = word.trim_start_matches('_');
            let word: String = unit.chars().chain(next).collect();
            !is_apart(last) && !is_apart(next) && !WORDS.contains(&word.as_str())
        }
        // es20xx is a name.
        _ if word.starts_with(['1', '2']) => {
            last.is_none_or(|c| !c.is_ascii_alphanumeric() && c != '-')
        }
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hits(text: &str) -> Vec<&str> {
        find(text).into_iter().map(|(_, range)| &text[range]).collect()
    }

    #[test]
    fn what_is_to_be_filled_in_is_found() {
        assert_eq!(hits("在___领导下，__月__日，前往___州委"), ["___", "__月", "__日", "___"]);
        assert_eq!(hits("20xx年，200*年，20××年，20**年"), ["20xx", "200*年", "20××", "20**"]);
        assert_eq!(hits("×××同志，XX公司，某某局，x月x日"), ["×××", "XX公司", "某某局", "x月x日"]);
        assert_eq!(hits("时间待定。TODO"), ["待定", "TODO"]);
        assert_eq!(hits("撰写人：____"), ["____"]);
        assert_eq!(hits("地点：待定\nTODO：补数字（TODO）"), ["待定", "TODO", "TODO"]);
    }

    #[test]
    fn what_only_looks_so_passes() {
        for text in [
            "3×5",
            "1920×1080",
            "EXXX",
            "snake_case",
            "某单位",
            "2007年",
            "20 xx",
            "XXL号",
            "某某厂的例子",
            "等待定点医院",
            "停止在注释中使用 TODO",
            "//TODO 或 //FIXME",
            "每次都取 XXX 中最大",
            "babel-preset-es20xx",
            "最后说结果待定",
            "自己要导入的待定内容",
            "通过 _____ 优化了 _____ 为 _____",
            "块名__元素名",
            "你可以在此处插入密钥",
            "__日志确认：__",
            "TODO Highlight",
            "通过 _____ 提高了 _____ 至 _____。",
            "localhost:8080/___explore",
            "200元",
        ] {
            assert_eq!(hits(text), Vec::<&str>::new(), "{text}");
        }
    }
}
