//! What people really type, and what a reader must see of it: nothing lost, nothing changed in silence.

use kuaixun::content::markdown::{Markup, render};

use super::{body, codes, levels, links, shown};

#[test]
fn a_bare_address_ends_where_chinese_goes_on() {
    let text = "详情请看 https://kx.example/tz，**务必**带上[回执](回执.xlsx)、身份证[^证]。\n\n[^证]: 原件。";
    assert_eq!(links(text), ["https://kx.example/tz", "回执.xlsx"]);
    assert!(
        body(text).html.contains("<strong>务必</strong>") && body(text).html.contains("fnref-1-1")
    );
    let four = "https://a.example/1、https://b.example/2；www.c.example，邮箱：kx@d.example";
    assert_eq!(
        links(four),
        [
            "https://a.example/1",
            "https://b.example/2",
            "http://www.c.example",
            "mailto:kx@d.example"
        ]
    );
    assert_eq!(shown(four), four);
    for (text, inside) in [
        ("**https://a.example/x**。", "<strong><a"),
        ("*https://a.example/x*，", "<em><a"),
        ("\"https://a.example/x\"，", "&quot;<a"),
        ("~~https://a.example/x~~，", "<del><a"),
        ("（https://a.example/x）", "（<a"),
        ("地址:https://a.example/x.", "地址:<a"),
    ] {
        assert_eq!(links(text), ["https://a.example/x"], "{text}");
        assert!(body(text).html.contains(inside), "{}", body(text).html);
    }
    let tail = "见https://a.example/x。&lt;标签&gt; \\*转义\\*";
    assert_eq!(shown(tail), "见https://a.example/x。<标签> *转义*");
    for whole in
        ["<https://a.example/你好，同学>", "[https://a.example/你，好](https://a.example/你，好)"]
    {
        assert!(links(whole)[0].ends_with(['学', '好']) && links(whole).len() == 1, "{whole}");
    }
    for none in ["http://例子.中国/路径", "https://", "www.", "a@b", "甲@乙.cn", "http://，甲"]
    {
        assert_eq!((links(none), shown(none)), (vec![], none.to_owned()));
    }
    assert_eq!(links("访问www.a.example查询"), ["http://www.a.example"]);
    assert_eq!(
        links("https://a.example/搜索?词=科技&页=2 一文"),
        ["https://a.example/搜索?词=科技&页=2"]
    );
}

#[test]
fn ranges_and_products_stay_as_typed() {
    for text in [
        "降水15~25毫米，局部40~60毫米",
        "上午8:30~11:30，下午14:00~17:30",
        "2月~4月报名，5月~7月施工",
        "渠道断面2*3*4米",
        "2*3=6，4*5=20",
        "长3米*宽4米*高5米，共2*60立方米",
        "~甲~ 和 ~乙~",
    ] {
        assert_eq!(shown(text), text);
        assert!(shown(&format!("|时间|\n|-|\n|{text}|\n")).contains(text));
        assert_eq!(shown(&format!("`{text}`")), text);
    }
    assert!(
        body("~~删~~ *重* **点**").html.contains("<del>删</del> <em>重</em> <strong>点</strong>")
    );
    assert_eq!(links("[甲~乙](https://a.example/~x/~y)"), ["https://a.example/~x/~y"]);
}

#[test]
fn notes_lead_to_their_own() {
    let text = "甲[^1]，乙[^2]，丙[^3]。\n\n[^1]: 一。\n[^1]: 又一。\n[^2]：二。\n　　[^3]: 三。\n[^4]: 四。\n";
    let html = body(text).html;
    for (number, note) in [(1, "一。"), (2, "二。"), (3, "三。")] {
        let item = html.split(&format!("fn-{number}\">")).nth(1).expect("a note");
        assert!(item.trim_start_matches(['\n', '<', 'p', '>']).starts_with(note), "{html}");
    }
    assert!(!html.contains("又一") && html.matches("class=\"footnotes\"").count() == 1);
    assert_eq!(codes(text), ["footnote", "footnote"]);
}

#[test]
fn siblings_have_one_level() {
    let three = "1、概况\n\n文字。\n\n2、做法\n\n文字。\n\n3、打算\n\n文字。\n";
    assert!(levels(three).iter().all(|(level, _)| *level == 2) && levels(three).len() == 3);
    let deep = "一、甲\n\n（一）乙\n\n（1）丙\n\n文。\n\n（2）丁\n\n文。\n\n（3）戊\n\n文。\n";
    assert_eq!(levels(deep).iter().map(|(level, _)| *level).collect::<Vec<_>>(), [2, 3, 4, 4, 4]);
    let lone = "1. 概况\n\n今年的情况。\n\n2. 做法\n\n主要的做法。\n\n3. 打算\n\n明年的打算。\n";
    assert_eq!(
        levels(lone),
        [1, 2, 3].map(|n| (2, format!("{n}. {}", ["概况", "做法", "打算"][n - 1])))
    );
    assert_eq!(levels("１．概况\n\n今年的情况。\n")[0].0, 2);
    assert!(levels("第一章 总则\n\n第一条 为了。\n\n第二章　职责\n\n第二条 县局。\n").len() == 2);
}

#[test]
fn a_run_of_numbered_lines_is_no_heading_and_is_not_glued() {
    let run = "参加的单位有\n1、甲局\n2、乙局\n3、丙局";
    assert!(levels(run).is_empty());
    let html = body(run).html;
    for line in run.lines() {
        assert!(html.contains(&format!("<p>{line}</p>")), "{html}");
    }
    let glued = "三、存在的问题\n一是有的村还没有把这项工作摆上重要的位置，二是经费不足。";
    assert_eq!(levels(glued), [(2, "三、存在的问题".to_owned())]);
    let item = "- 搞好宣传。\n二、工作打算\n\n明年。";
    assert_eq!(levels(item), [(2, "二、工作打算".to_owned())]);
    assert!(body(item).html.contains("<li>搞好宣传。</li>"));
}

#[test]
fn an_indented_paragraph_is_no_code() {
    for indent in [
        "    ",
        "\t",
        "     ",
        "&emsp;&emsp;",
        "&nbsp;&nbsp;&nbsp;&nbsp;",
        "\u{2003}\u{2003}",
        "\u{a0}",
        "　　",
    ] {
        let text = format!("{indent}全县的春耕开始了。\n\n{indent}各镇都派出了技术员。");
        assert!(!body(&text).html.contains("<pre"), "{text}");
        assert_eq!(shown(&text).replace('\n', ""), "全县的春耕开始了。各镇都派出了技术员。");
        assert_eq!(levels(&format!("{indent}一、概况\n\n文。")).len(), 1, "{indent:?}");
    }
    for code in
        ["    let a = 1; // 数\n", "    cd 资料\n    ls -l\n", "```\n　　全县的春耕开始了。\n```"]
    {
        assert!(body(code).html.contains("<pre"), "{code}");
    }
    assert_eq!(codes("    int 个数 = 取数(甲);\n"), ["indented-code"]);
    let inner = "- 甲\n\n      全县的春耕开始了。\n- 乙";
    assert!(!body(inner).html.contains("<pre") && body(inner).html.matches("<li>").count() == 2);
}

#[test]
fn a_line_below_a_sentence_is_a_rule() {
    let text = "会议到下午4时结束，参加的有58人。\n------\n\n下文。";
    assert!(levels(text).is_empty() && body(text).html.contains("<hr"));
    assert_eq!(codes(text), ["underlined-sentence"]);
    assert_eq!(levels("工作简报\n---\n\n文。"), [(2, "工作简报".to_owned())]);
}

#[test]
fn lines_that_were_meant_stay_lines() {
    for text in [
        "孙一　李二\n周三　王四",
        "春到田间早\n人忙日影斜\n渠开千亩绿\n灯照万家花",
        "来源：甲报\n编辑：乙",
        "▲甲\n▲乙",
        "市科学技术局\n市农业农村局",
    ] {
        assert_eq!(body(text).html.matches("<br>").count(), text.lines().count() - 1, "{text}");
        assert_eq!(shown(text).replace('　', ""), text.replace(['\n', '　'], ""));
        assert!(shown(text).matches('　').count() == text.matches('　').count());
    }
}

#[test]
fn destinations_that_are_nearly_right_are_read() {
    for (text, to) in [
        ("![照片](照片 (1).jpg)", "照片 (1).jpg"),
        ("![清淤](清淤 3.jpg)", "清淤 3.jpg"),
        ("见[全文](实施 方案.pdf)。", "实施 方案.pdf"),
        ("![图](pic.png）", "pic.png"),
        ("见[名单]（a.csv）。", "a.csv"),
        ("![图](pic.png “图1”)", "pic.png"),
        ("![[pic 2.png]]", "pic 2.png"),
    ] {
        assert_eq!(links(text), [to], "{text}");
        assert!(codes(text).is_empty(), "{text}: {:?}", codes(text));
    }
    assert!(body("![图](pic.png “图1”)").html.contains("<figcaption>图1</figcaption>"));
    assert_eq!(shown("见[名单]（a.csv）。"), "见名单。");
    for text in ["`[全文](实施 方案.pdf)`", "[注]（见附件）"] {
        assert!(links(text).is_empty() && shown(text) == text.trim_matches('`'), "{text}");
    }
}

#[test]
fn markup_without_effect_is_told() {
    for text in
        ["[甲](乙", "见[^9]。", "**重点", "[[甲]]", "~~删", "甲](乙)", "这是<b>粗</b>和**甲"]
    {
        assert!(codes(text).contains(&"leftover-markup"), "{text}: {:?}", codes(text));
    }
    for text in ["\\*\\*甲", "`**`", "\\[\\[甲", "数组[1]", "2**3", "a < b", "和<your>", "<姓名>"]
    {
        assert!(codes(text).is_empty(), "{text}: {:?}", codes(text));
    }
}

#[test]
fn a_summary_has_no_readings_and_no_half_quotation() {
    assert_eq!(
        body("学<ruby>字<rt>zì</rt></ruby>，写<ruby>词<rp>（</rp><rt>cí</rt><rp>）</rp></ruby>。")
            .summary,
        "学字，写词。"
    );
    let long = "科".repeat(60);
    let text = format!("会议召开。他说：\"{long}。好！{long}\"");
    assert_eq!(body(&text).summary, "会议召开。");
}

#[test]
fn parts_of_an_official_text_are_set_as_such() {
    let notice = "关于开展春季培训的通知\n\n各镇街：\n\n为了抓好培训，现通知如下。\n\n一、时间\n\n三月。\n\n　　　　　　　　市科学技术局\n　　　　　　　　2026年3月5日\n";
    let html = body(notice).html;
    assert!(html.contains("<div class=\"addressee\">\n<p>各镇街：</p>\n</div>"), "{html}");
    let signed = ["<div class=\"signature\">", "市科学技术局", "2026年3月5日", "</div>"];
    let tail = html.split(signed[0]).nth(1).expect("a signature");
    assert!(
        tail.contains(signed[1]) && tail.contains(signed[2]) && !html.contains("<pre"),
        "{html}"
    );
    for end in [
        "市科学技术局\n\n2026年3月5日",
        "    市科学技术局\n    2026年3月5日",
        "市科学技术局\n二〇二六年三月五日\n\n附件：1.名单",
        "市科学技术局\n2026年3月5日\n\n（此件公开发布）",
    ] {
        assert!(body(&format!("文。\n\n{end}")).html.contains("class=\"signature\""), "{end}");
    }
    for other in
        ["会议在2026年3月5日举行。", "会议由市科技局主办。\n\n2026年3月5日", "2026年3月5日"]
    {
        assert!(!body(&format!("文。\n\n{other}")).html.contains("signature"), "{other}");
    }
    assert!(!body("要求如下：\n\n文。").html.contains("addressee"));
    let off = Markup { official: false, ..Markup::default() };
    assert!(
        !render(notice, 0, off, None).expect("an article").html.contains("class=\"signature\"")
    );
    let rules = body(
        "第一章 总则\n\n第一条　为了规范管理，制定本办法。\n\n第二条 县局负责。\n\n第三条是什么。",
    )
    .html;
    assert_eq!(rules.matches("<b class=\"run-in\"").count(), 2, "{rules}");
    assert!(
        rules.contains("<h id=\"第一章-总则\"") && rules.contains("第一条</b>　为了"),
        "{rules}"
    );
}

#[test]
fn what_a_second_attack_found() {
    let titles = "一、会议时间\n2026年3月10日上午9:00，会期半天。\n二、会议地点\n市政府三楼会议室。\n三、会议内容\n传达学习上级会议的精神，研究部署下一步的工作任务和要求。";
    assert!(levels(titles).iter().all(|(level, _)| *level == 2) && levels(titles).len() == 3);
    let asked = "三、为什么要抓培训？\n\n文。\n\n四、怎样抓培训\n\n文。";
    assert_eq!(levels(asked).len(), 2);
    let lines = "3月22日，小雪镇举办了春季果树管理的培训班。\n农艺师还到书院示范园现场示范修剪、施肥。\n下一步继续开展。";
    assert_eq!(body(lines).html.matches("<br>").count(), 2);
    let signed = "请按时参加。\n县科技局办公室\n2026年3月5日";
    assert!(body(signed).html.contains("class=\"signature\""), "{}", body(signed).html);
    let marks = "带*的为重点，标*的为新增；文件*.doc和*.xls；*为优，**为良。";
    assert_eq!(shown(marks), marks);
    for table in ["| 甲 | 乙 | 丙 |\n|---|---|\n| 1 | 2 | 3 |", "｜甲｜乙｜\n｜1｜2｜"] {
        assert_eq!(codes(table), ["leftover-markup"], "{table}");
    }
    assert_eq!(shown("见\\\\服务器\\共享"), "见\\\\服务器\\共享");
    for html in [
        "<map><area alt=\"东门\" href=\"https://a.cn/\"></map>",
        "<video src=\"v.mp4\" poster=\"a.jpg\"></video>",
        "10<span style=\"vertical-align:super\">6</span>",
    ] {
        assert!(codes(html).contains(&"html-dropped"), "{html}");
    }
}

#[test]
fn a_picture_with_a_line_below_is_a_figure() {
    for text in ["![现场](a.jpg)\n图为培训现场。", "![现场](a.jpg) 图为培训现场。"]
    {
        let html = body(text).html;
        assert!(
            html.contains("<figure><img")
                && html.contains("<figcaption>图为培训现场。</figcaption></figure>"),
            "{html}"
        );
    }
    for text in ["![布局](a.jpg)\n\n图1 展区布局", "图1 展区布局\n\n![布局](a.jpg)"] {
        let html = body(text).html;
        assert!(
            html.contains("<figcaption>图1 展区布局</figcaption>") && !html.contains("<p>"),
            "{html}"
        );
    }
    let row = body("![甲](a.jpg) ![乙](b.jpg)\n![丙](c.jpg)").html;
    assert!(
        row.starts_with("<div class=\"pictures\"><figure><img")
            && row.matches("</figure>").count() == 3,
        "{row}"
    );
    let rows = body("![甲](a.jpg)\n图1 甲图\n![乙](b.jpg)\n图2 乙图\n").html;
    assert_eq!(rows.matches("<figcaption>").count(), 2, "{rows}");
    let below = body("![甲](a.jpg)\n![乙](b.jpg)\n左为会场，右为赶集").html;
    assert!(below.contains("class=\"pictures\"") && below.contains("<p>左为会场"), "{below}");
    let long = format!("![图](a.jpg){}", "这是一段很长的话，讲的是别的事情。".repeat(6));
    assert!(!body(&long).html.contains("<figure"));
}

#[test]
fn tables_of_others_scroll_and_lines_with_tabs_are_told() {
    for text in
        ["<table><tr><td>甲</td></tr></table>\n\n第二段。", "<table>\n<tr><td>甲\n\n第二段。"]
    {
        let html = body(text).html;
        assert!(html.contains("<div class=\"table\" tabindex=\"0\"><table>"), "{html}");
        assert!(html.trim_end().ends_with("<p>第二段。</p>"), "{html}");
    }
    assert_eq!(codes("单位\t数量\n甲局\t3\n乙局\t5\n"), ["tabbed-lines"]);
    assert_eq!(codes("![图](https://a.example/1.png)"), ["picture-elsewhere"]);
    assert!(codes("\t全县的春耕\n").is_empty() && codes("```\n甲\t1\n乙\t2\n```\n").is_empty());
}

#[test]
fn what_an_attack_found() {
    for text in [
        "张三138****1234，李四139****5678。",
        "相关系数0.85**，0.92**，显著。",
        "若a<b>c则止，后文很多。",
        "身份证3708**********1234和3708**********5678。",
    ] {
        assert_eq!(shown(text), text);
    }
    let row = "| 甲 | 乙 |\n|---|---|\n| 一 | 二 | 三备注 |\n| `a | b` | 或 |\n| 四\\|五 | 六 |\n";
    assert_eq!(codes(row).iter().filter(|code| **code == "extra-cells").count(), 2);
    for text in [
        "前。\n\n<?xml version=\"1.0\"?>\n\n后。",
        "<!DOCTYPE html>\n\n后。",
        "<![CDATA[\n\n数据\n\n]]>尾",
    ] {
        assert!(
            !codes(text).contains(&"html-unclosed") && shown(text).contains(['后', '数']),
            "{text}"
        );
    }
    for text in [
        "## 一、甲\n\n文。\n\n二、乙\n\n文。\n\n三、丙\n\n文。",
        "一、甲\n\n文。\n\n## 二、乙\n\n文。\n\n三、丙\n\n文。",
    ] {
        assert!(levels(text).iter().all(|(level, _)| *level == 2), "{:?}", levels(text));
    }
    assert_eq!(
        levels("## 1. 甲\n\n### 1.1 乙\n\n## 2. 丙\n")
            .iter()
            .map(|(level, _)| *level)
            .collect::<Vec<_>>(),
        [2, 3, 2]
    );
    for text in [
        "奖项如下：\n\n张三 一等奖\n\n李四 二等奖\n\n2007年3月5日",
        "时间\n2007年3月5日",
        "北京奥运会开幕\n\n2008年8月8日",
    ] {
        assert!(!body(text).html.contains("signature"), "{text}");
    }
    let paper = "正文。\n\n市政府办公室\n2007年3月5日\n\n抄送：市委办，市人大办。";
    assert!(body(paper).html.contains("signature"));
}
