//! What people type into an article, at random: the texts on which the law of conservation is tried.

use proptest::prelude::*;
use proptest::strategy::ValueTree as _;
use proptest::test_runner::TestRunner;

/// Articles that the program reads without an error, the same in every run.
pub fn articles(count: usize) -> Vec<String> {
    let mut runner = TestRunner::deterministic();
    let markup = kuaixun::content::markdown::Markup::default();
    let mut all = Vec::new();
    while all.len() < count {
        let text = article().new_tree(&mut runner).expect("a text").current();
        let read = kuaixun::content::markdown::render(&text, 0, markup, None);
        if read.is_ok_and(|body| !body.mistakes.iter().any(|(finding, _)| finding.is_error())) {
            all.push(text);
        }
    }
    all
}

/// What people type, in pieces.
const PIECES: &[&str] = &[
    "科技下乡",
    "会议要求，",
    "各镇要抓好。",
    "8个",
    "GB 2312",
    "3.5亿元",
    "10~20毫米",
    "1月~3月",
    "3*4*5米",
    "2*3=6",
    "https://a.example/x，",
    "见https://a.example/~x/y_z*1。",
    "www.b.example",
    "kx@c.example",
    "<https://d.example/你好，>",
    "[名单](a.csv)",
    "[全文](实施 方案.pdf)",
    "![图](照片 (1).jpg)",
    "![图](p.png “图1”)",
    "![[p q.png]]",
    "[名单]（a.csv）",
    "[乙](",
    "**重点**",
    "**重点。**后",
    "*斜*",
    "**",
    "~~删~~",
    "~~",
    "~",
    "`代码~*`",
    "`",
    "``甲`乙``",
    "<script>",
    "</script>",
    "<title>",
    "<b>粗</b>",
    "<b>",
    "<font color=red>红</font>",
    "<name>",
    "<o:p></o:p>",
    "<!-- 注 -->",
    "<br>",
    "<img src=\"https://a.example/1.png\">",
    "<ruby>字<rt>zì</rt></ruby>",
    "<div>",
    "</div>",
    "<details>",
    "<td>",
    "<svg><path d=\"M0\"/></svg>",
    "<a href=x>",
    "<textarea>",
    "<select>",
    "[^1]",
    "[^注]",
    "[^9]",
    "“引”",
    "（见附件）",
    "&nbsp;",
    "&lt;甲&gt;",
    "&amp;",
    "&#20013;",
    "\\*",
    "\\[",
    "　",
    "  ",
    "\t",
    "葛\u{e0100}",
    "２０２４年",
    "$x_1$",
    "①",
    "▲",
    "——",
    "……",
    "：",
    "来源：",
    "王　强",
    "|",
    "#",
    "> ",
    "- [x] ",
];

fn piece() -> impl Strategy<Value = String> {
    prop::sample::select(PIECES.to_vec()).prop_map(str::to_owned)
}

/// How lines begin.
const STARTS: &[&str] = &[
    "",
    "",
    "",
    "",
    "　　",
    "    ",
    "\t",
    "&emsp;&emsp;",
    "\u{a0}\u{a0}",
    "- ",
    "* ",
    "1. ",
    "2. ",
    "1、",
    "2、",
    "3、",
    "一、",
    "二、",
    "（一）",
    "（1）",
    "１．",
    "第一章 ",
    "第一条 ",
    "# ",
    "## ",
    "### ",
    "> ",
    "- - ",
    "10. ",
    "①",
    "  - ",
    "[^1]: ",
    "[^注]：",
    "　　[^1]: ",
    "[甲]: /x\n",
];

/// Whole lines.
const WHOLE: &[&str] = &[
    "---",
    "===",
    "------",
    "```",
    "~~~",
    "|甲|乙|\n|-|-|\n|1~2|<b>丙|",
    "<table>",
    "<tr><td>甲</td></tr>",
    "</table>",
    "<script>\nlet 甲;\n</script>",
    "<!-- 忘了",
    "<div title=\"没有结束>",
    "<p class=MsoNormal>甲<o:p></o:p></p>",
    "    let a = 1;",
    "![图](p.png)\n图为现场。",
    "",
    "",
    "",
    "",
];

fn line() -> impl Strategy<Value = String> {
    let inline = prop::collection::vec(piece(), 1..6).prop_map(|pieces| pieces.concat());
    prop_oneof![
        4 => (prop::sample::select(STARTS.to_vec()), inline).prop_map(|(start, text)| format!("{start}{text}")),
        1 => prop::sample::select(WHOLE.to_vec()).prop_map(str::to_owned),
    ]
}

/// An article of up to nine lines.
pub fn article() -> impl Strategy<Value = String> {
    prop::collection::vec(
        (line(), prop::sample::select(vec!["\n", "\n", "\n\n", "\n\n", "  \n", "\r\n"])),
        1..9,
    )
    .prop_map(|lines| lines.into_iter().map(|(line, end)| line + end).collect())
}
