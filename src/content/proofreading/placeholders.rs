//! Places somebody meant to fill in (convention 30): ___, ×××, 20xx, 待定, TODO.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::base::Diagnostic;

static PLACEHOLDER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r"_{3,}|_{2,}(?:年|月|日|号|元|万|人|名|个|家|次|项|届|期|份|篇|户|亩|省|市|县|区|镇|乡|村|局|周年)",
        r"|×{2,}|(?:[xX]{2,}|[某]{2})(?:省|市|县|区|镇|乡|村|街道|局|厂|公司|集团|单位|部门|同志|领导|年|月|日|元|人)",
        r"|[×xX]{1,2}月[×xX]{1,2}日",
        r"|(?P<year>(?:19|20)(?:[xX×]{1,2}|\*{1,2}))(?:[^0-9A-Za-z]|$)|20[0-9][xX×*]年",
        r"|（(?:这里|此处)写[^）]{0,60}）",
        r"|待定|待补充|待填写|待核实|此处填写|此处插入",
        r"|(?-u:\b)(?:TODO|FIXME|TBD|XXX+)(?-u:\b)|某{3,}",
    ))
    .expect("a tested pattern")
});

/// Finds such places in a text, with their bytes.
pub fn find(text: &str) -> Vec<(Diagnostic, Range<usize>)> {
    let mut found = Vec::new();
    for hit in PLACEHOLDER.captures_iter(text) {
        let word = hit.name("year").or(hit.get(0)).expect("the whole");
        // 等待定点, 招待定在: the first character belongs to the word before.
        let is_other = word.as_str().starts_with('待')
            && text[..word.start()].ends_with(['等', '期', '招', '接', '看', '善', '对', '亏']);
        if !is_other {
            let finding = Diagnostic::warning("placeholder").with("text", word.as_str());
            found.push((finding, word.range()));
        }
    }
    found
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
            "等待定点医院",
            "200元",
        ] {
            assert_eq!(hits(text), Vec::<&str>::new(), "{text}");
        }
    }
}
