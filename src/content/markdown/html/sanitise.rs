//! Cleans raw HTML in Markdown by an allow-list: what is not known to be harmless is dropped.

use std::borrow::Cow;
use std::sync::LazyLock;

use ammonia::{Builder, UrlRelative};
use comrak::Node;
use comrak::nodes::NodeValue;
use regex::Regex;

use crate::content::markdown::body::marks;
use crate::content::yaml::mend;

/// Built when the first raw HTML is met: most articles have none.
static ALLOWED: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut allowed = Builder::default();
    allowed
        .add_tags(["section", "figure", "figcaption", "input", "video", "audio"])
        .rm_tags(["rtc"])
        .add_generic_attributes(["class", "id"])
        .add_tag_attributes("li", ["value"])
        .add_tag_attributes("div", ["tabindex"])
        .add_tag_attributes("img", ["loading", "decoding", "title"])
        .add_tag_attributes("video", ["src", "controls", "preload", "aria-label"])
        .add_tag_attributes("audio", ["src", "controls", "preload", "aria-label"])
        .add_tag_attributes("input", ["type", "checked", "disabled"])
        .add_tag_attributes("a", ["aria-label", "title"])
        .url_schemes(["http", "https", "mailto", "tel"].into())
        .url_relative(UrlRelative::PassThrough)
        .link_rel(None)
        .attribute_filter(attribute);
    allowed
});

/// Our marks written as entities of HTML, in every form that a browser reads (HTML 13.2.5.80).
static MARKS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"&#(?:[xX]0*[fF][dD][dD][01]|0*6497[67]);?").expect("a tested pattern")
});

/// Takes our marks out of authors' HTML, where they may be hidden in entities.
pub fn unmark(html: &mut String) {
    *html = MARKS.replace_all(html, "\u{fffd}").into_owned();
}

/// Cleans the HTML of a body that still has its marks.
pub fn clean(marked: &str) -> String {
    ALLOWED.clean(marked).to_string()
}

/// Decides whether an attribute stays. An id must be one of ours: authors' ids could shadow a
/// script's names. An address must be one of ours, a `#` anchor, or a full one with a known scheme:
/// no other scheme, however it is spelt, is left for a browser to make out.
fn attribute<'a>(element: &str, name: &str, value: &'a str) -> Option<Cow<'a, str>> {
    let is_full = |schemes: &[&str]| {
        let start = value.split_inclusive(':').next().unwrap_or_default();
        schemes.iter().any(|scheme| start.eq_ignore_ascii_case(scheme))
    };
    // Whether the value is one whole mark of ours: a mark that an open quote has swallowed is not
    // whole.
    let is_hole = |kind: char| {
        let mark = value.strip_prefix(marks::OPEN).and_then(|rest| rest.strip_suffix(marks::CLOSE));
        let number = mark.and_then(|mark| mark.strip_prefix(kind));
        number.is_some_and(|number| number.bytes().all(|b| b.is_ascii_digit()))
    };
    let is_own_id = |value: &str| {
        let rest = value.strip_prefix(marks::PREFIX);
        rest.is_some_and(|rest| !rest.contains(marks::OPEN))
    };
    let kept = match name {
        "id" => is_own_id(value),
        "href" if is_hole('h') => true,
        "src" if is_hole('i') => true,
        "href" if value.strip_prefix('#').is_some_and(is_own_id) => true,
        _ if value.contains(marks::OPEN) => false,
        // HTML dropped these attributes long ago.
        "char" | "charoff" => false,
        "type" if element == "input" => value == "checkbox",
        "href" if value.starts_with('#') => true,
        "href" => is_full(&["http:", "https:", "mailto:", "tel:"]),
        "src" | "cite" => is_full(&["http:", "https:"]),
        _ => true,
    };
    let value = value.trim_matches(mend::is_blank);
    (kept && !is_ambiguous(value)).then_some(Cow::Borrowed(value))
}

/// Whether a text could end what it is put in: a comment, a section, an element that holds raw
/// text. It is harmless in an attribute, but a parser that misreads the attribute would go on after
/// it. `DOMPurify` removes such texts for that reason.
fn is_ambiguous(text: &str) -> bool {
    ["-->", "--!>", "]>", "</"].iter().any(|end| text.contains(end))
}

/// Changes authors' texts that become attributes: blanks at both ends are removed, and `<` and `>`
/// become wide where the text is ambiguous.
pub fn attributes(root: Node<'_>) {
    for node in root.descendants() {
        if matches!(node.data().value, NodeValue::Image(_)) {
            let is_ambiguous = is_ambiguous(&alt(node));
            let ends = [node.first_child(), node.last_child()];
            for inner in node.descendants().skip(1) {
                let is_end = ends.iter().flatten().any(|end| end.same_node(inner));
                let better = |text: &str| {
                    let text = if is_end { text.trim_matches(mend::is_blank) } else { text };
                    if is_ambiguous { widened(text) } else { text.to_owned() }
                };
                match &mut inner.data_mut().value {
                    NodeValue::Text(text) => *text = better(text).into(),
                    NodeValue::HtmlInline(text) => *text = better(text),
                    NodeValue::Code(code) => code.literal = better(&code.literal),
                    _ => {}
                }
            }
        }
        if let NodeValue::Image(link) | NodeValue::Link(link) = &mut node.data_mut().value {
            link.title = attribute_text(&link.title);
        }
    }
}

/// The description of a picture as typed, with tags of HTML.
fn alt(image: Node<'_>) -> String {
    let texts = image.descendants().filter_map(|node| match &node.data().value {
        NodeValue::Text(text) => Some(text.to_string()),
        NodeValue::HtmlInline(text) => Some(text.clone()),
        NodeValue::Code(code) => Some(code.literal.clone()),
        _ => None,
    });
    texts.collect()
}

/// An author's text, changed so that it can be an attribute.
pub fn attribute_text(text: &str) -> String {
    let text = text.trim_matches(mend::is_blank);
    if is_ambiguous(text) { widened(text) } else { text.to_owned() }
}

fn widened(text: &str) -> String {
    text.replace('<', "＜").replace('>', "＞")
}

#[cfg(test)]
mod tests {
    use crate::content::markdown::Markup;
    use crate::content::{Body, markdown};

    fn render(markdown: &str) -> Body {
        markdown::render(markdown, 0, Markup::default(), None).unwrap()
    }

    fn html(markdown: &str) -> String {
        render(markdown).html
    }

    #[test]
    fn harmless_markup_stays() {
        assert_eq!(html("2万m<sup>2</sup>"), "<p>2万m<sup>2</sup></p>\n");
    }

    #[test]
    fn scripts_handlers_and_frames_go() {
        let out = html(
            "<script>alert(1)</script>\n\n<b onclick=alert(1)>甲</b> <iframe src=//x></iframe>\n\n<svg><a href=javascript:1>乙</a></svg>",
        );
        for bad in ["script", "onclick", "iframe", "svg", "alert"] {
            assert!(!out.contains(bad), "{bad} in {out}");
        }
    }

    #[test]
    fn marks_cannot_be_forged_by_entities_in_html() {
        for mark in ["&#xfdd0;", "&#XFDD0", "&#x000fdd0;", "&#64976;", "&#0064976", "\u{fdd0}"] {
            let end = mark.replace('0', "1").replace("64976", "64977");
            for html in [
                format!("<b title=\"{mark}h99{end}\">甲</b>"),
                format!(
                    "<div><img src=\"https://a.cn/a.png\" title=\"{mark}\"><i>&#xfdd1;\" onerror=x y=\"</i></div>"
                ),
                format!("<a href=\"{mark}{end}javascript:x\" id=\"{mark}p{end}body\">甲</a>"),
            ] {
                let body = render(&html);
                assert!(body.holes.is_empty(), "{html}: {:?}", body.holes);
                assert!(
                    !body.html.contains("javascript") && !body.html.contains("id="),
                    "{}",
                    body.html
                );
                assert!(!body.html.contains("title=\"\" onerror"), "{}", body.html);
            }
        }
    }

    #[test]
    fn a_mark_inside_an_attribute_is_none() {
        for html in [
            "<div id=\n\n## 标题\n\nx>y</div>",
            "<div id=\n\n```chart\ntype: bar\ndata:\n  - [年, 件]\n  - [2006, 3]\n```\n\nx>y</div>",
            "<div title=\"\n\n[甲](a.md)\n\n\">乙</div>",
        ] {
            let body = render(html);
            assert!(
                !body.html.contains("id=\"<") && !body.html.contains("title=\"<"),
                "{}",
                body.html
            );
        }
    }

    #[test]
    fn an_address_in_html_is_full_or_gone() {
        assert!(html("<a href=\"https://a.cn/\">甲</a>").contains("https://a.cn/"));
        for bad in ["java\u{1}script:x", "jav ascript:x", "a.md", "//a.cn", "&#1;javascript:x"] {
            let out = html(&format!("<a href=\"{bad}\">甲</a> <img src=\"{bad}\">"));
            assert!(!out.contains("href") && !out.contains("src"), "{out}");
        }
    }

    #[test]
    fn no_attribute_ends_what_it_may_be_put_in() {
        let out = html("![甲--><script>](a.svg \"</title>乙\")\n\n<b title=\"--&gt;\">丙</b>");
        assert!(out.contains("alt=\"甲--＞＜script＞\""), "{out}");
        assert!(out.contains("＜/title＞乙") && out.contains("<b>丙</b>"), "{out}");
    }

    #[test]
    fn our_own_marks_survive_and_authors_cannot_forge_them() {
        let body = render("## 标题\n\n![图](a.svg) <u>甲</u> &#xfdd0;h7&#xfdd1;\n");
        assert_eq!(body.holes.len(), 4, "{:?} {}", body.holes, body.html);
        assert!(body.html.contains("<u>甲</u>") && body.html.contains("\u{fffd}h7"));
    }
}
