//! What describes a picture: typed by a person, or put there by a program.

use crate::base::han::is_han;

/// How programs and cameras begin the names of pictures.
const MACHINES: [&str; 14] = [
    "图片",
    "微信图片",
    "QQ图片",
    "屏幕截图",
    "截图",
    "捕获",
    "mmexport",
    "picture",
    "image",
    "img",
    "dsc",
    "wps",
    "upload",
    "screenshot",
];

/// The description of a picture, if a person typed it: at least two Chinese characters or two words, and no name of
/// a file.
pub fn description(text: &str) -> Option<&str> {
    let text = text.trim();
    let text =
        text.strip_prefix("说明").map_or(text, |rest| rest.trim_start_matches([':', '：', ' ']));
    let is_made =
        text.contains("generated") || text.contains("AI 生成") || text.contains("自动生成");
    let is_path = text.contains(['/', '\\', '_'])
        || text
            .rsplit_once('.')
            .is_some_and(|(_, end)| (2..5).contains(&end.len()) && end.is_ascii());
    let small = text.to_lowercase();
    let is_name = MACHINES.iter().any(|start| {
        small.strip_prefix(start).is_some_and(|rest| rest.chars().all(|c| !c.is_alphabetic()))
    });
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let words =
        text.split_whitespace().filter(|word| word.chars().any(char::is_alphabetic)).count();
    let says = text.chars().filter(|c| is_han(*c)).count() > 1 || words > 1;
    (says && !is_made && !is_path && !is_name && digits < 8).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_files_are_no_descriptions() {
        for text in [
            "微信图片_20070305101010",
            "图片 1",
            "IMG_1234",
            "说明: IMG_1234",
            "wps1",
            "屏幕截图 2007-03-05",
            "a b.jpg",
            "地图 描述已自动生成",
            "C:\\照片\\会议",
            "Diagram Description automatically generated",
            "e3b0c44298fc1c14",
            "",
        ] {
            assert_eq!(description(text), None, "{text}");
        }
        for text in ["温室里种植户在听讲", "说明: 培训现场", "farmers in a greenhouse"]
        {
            assert!(description(text).is_some(), "{text}");
        }
    }
}
