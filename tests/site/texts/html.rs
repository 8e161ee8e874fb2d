//! Authors' HTML: pasted, spoken of, left open.

use super::{body, codes, shown};

#[test]
fn text_that_was_pasted_stays_in_its_place() {
    for (text, class) in [
        ("<p align=\"right\">市科技局</p>", "right"),
        (
            "<p class=\"MsoNormal\" style=\"text-align: center; margin: 0\">表题</p>",
            "MsoNormal center",
        ),
        ("<div align=center>\n\n表题\n\n</div>", "center"),
    ] {
        let html = body(text).html;
        assert!(html.contains(&format!("class=\"{class}\"")), "{html}");
        assert!(codes(text).is_empty(), "{text}");
    }
    for text in ["<ol type=\"a\"><li>甲</li></ol>", "原价<s style=\"display:none\">9</s>元"] {
        assert_eq!(codes(text), ["html-dropped"], "{text}");
    }
}

/// A browser reads them all, but what cleans them takes the square of the time.
#[test]
fn tags_in_each_other_beyond_the_bound_are_shown() {
    let text = |depth: usize| format!("{}甲{}", "<div>".repeat(depth), "</div>".repeat(depth));
    assert!(codes(&text(256)).is_empty());
    assert!(codes(&text(258)).contains(&"html-shown"));
    assert!(shown(&text(258)).contains("<div><div>甲"));
}

#[test]
fn a_comment_behind_a_backslash_is_a_text() {
    for text in ["| 甲 | 乙 |\n| --- | --- |\n| \\<!-- 注释 --> | 1 |\n", "\\<!-- 注释\n"] {
        assert!(!codes(text).contains(&"html-unclosed"), "{text}");
        assert!(shown(text).contains("<!-- 注释"), "{text}");
    }
}

#[test]
fn no_tag_swallows_what_is_outside_it() {
    for name in [
        "script",
        "title",
        "textarea",
        "style",
        "xmp",
        "iframe",
        "noscript",
        "plaintext",
        "option",
        "select",
        "svg",
    ] {
        for text in [
            format!("学员学习了<{name}>标签。\n\n第二段。"),
            format!("|标签|\n|-|\n|学了<{name}>标签|\n\n第二段。"),
            format!("<{name}>是一个标签。\n\n第二段。"),
            format!("- 甲<{name}>\n- 乙\n\n第二段。"),
        ] {
            let html = body(&text).html;
            assert!(html.contains("<p>第二段。</p>"), "{text}: {html}");
            assert!(
                shown(&text).contains("标签")
                    || text.contains("- 乙") && shown(&text).contains('乙'),
                "{html}"
            );
            let is_shown = shown(&text).contains(&format!("<{name}>"));
            assert!(is_shown || codes(&text).contains(&"html-dropped"), "{text}: {html}");
        }
    }
    for text in [
        "填写<您的姓名>和<name>",
        "List<String>和Map<K, V>",
        "a<b，c>d",
        "<name>是什么。\n\n第二段。",
    ] {
        assert_eq!(shown(text).replace('\n', ""), text.replace('\n', ""), "{}", body(text).html);
    }
    for text in [
        "<b>粗体没有结束\n\n第二段。",
        "<details><summary>甲</summary>\n\n文。",
        "甲<a href=\"https://a.example/\">乙\n\n第二段。",
    ] {
        let html = body(text).html;
        assert!(html.ends_with("</p>\n") || html.ends_with("</details>\n"), "{html}");
        assert!(html.contains("<p>第二段。</p>") || html.contains("<p>文。</p>"), "{html}");
    }
    for (text, code) in [
        ("<!-- 编辑说明，忘了结束\n\n第二段。", "html-unclosed"),
        ("<div title=\"没有结束>\n文\n</div>\n", "html-unclosed"),
        ("<font color=\"red\">红</font>", "html-dropped"),
        ("<object data=\"a.swf\"></object>\n", "html-dropped"),
        ("<img data-src=\"https://a.example/1.png\">", "html-picture"),
    ] {
        assert!(codes(text).contains(&code), "{text}: {:?} {}", codes(text), body(text).html);
    }
    assert_eq!(shown("<p>甲<o:p></o:p></p>"), "甲");
    assert!(codes("<p class=\"MsoNormal\">甲<o:p></o:p></p>").is_empty());
}
