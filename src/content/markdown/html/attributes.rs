//! Attributes of authors' tags that change what a reader sees: they are kept in our form, or it is told that
//! they go.

use std::sync::LazyLock;

use regex::{Captures, Regex};

use super::pieces::dropped;
use crate::base::Diagnostic;

/// Elements whose text can stand in the middle or at the right.
const ALIGNED: [&str; 12] =
    ["p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "td", "th", "section", "article"];

/// One attribute, with the blanks before it.
static ATTRIBUTE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r#"(?i)\s+(?P<key>[a-z][a-z-]*)(?:\s*=\s*(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)'|(?P<bare>[^\s"'>]+)))?"#,
    )
    .expect("a tested pattern")
});

/// Where a style puts the text.
static TEXT_ALIGN: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)(?:^|;)\s*text-align\s*:\s*(left|right|center|end)").expect("a tested pattern")
});

/// Styles that say something: a text that is struck out, underlined, set above the line, in bold, or hidden; the
/// letters of a list.
static SAYING: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?i)line-through|underline|(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden",
        r"|vertical-align\s*:\s*su[pb]|font-weight\s*:\s*(?:bold|[6-9]00)|font-style\s*:\s*italic",
        r"|list-style(?:-type)?\s*:\s*[a-z]|color\s*:\s*transparent|opacity\s*:\s*0\s*(?:;|$)",
        r"|font-size\s*:\s*0[a-z]*\s*(?:;|$))",
    ))
    .expect("a tested pattern")
});

fn key_and_value(found: &Captures<'_>) -> (String, String) {
    let value = ["double", "single", "bare"].iter().find_map(|group| found.name(group));
    let value = value.map_or("", |value| value.as_str()).trim();
    (found["key"].to_ascii_lowercase(), value.to_owned())
}

/// A tag whose `align` or `text-align` became the class that the theme knows: `right`, `center`, `left`.
pub fn aligned(element: &str, tag: &str) -> Option<String> {
    if !ALIGNED.contains(&element) || !tag.contains([' ', '\n', '\t']) {
        return None;
    }
    let (mut side, mut classes, mut rest) = (None, String::new(), String::new());
    for found in ATTRIBUTE.captures_iter(tag) {
        let (key, value) = key_and_value(&found);
        match key.as_str() {
            "align" => side = Some(value.to_ascii_lowercase()),
            "style" => {
                let own = TEXT_ALIGN.captures(&value).map(|own| own[1].to_ascii_lowercase());
                side = own.or(side);
            }
            "class" => classes = value.replace('"', " "),
            _ => rest.push_str(&found[0]),
        }
    }
    let side = match side?.as_str() {
        "center" | "middle" => "center",
        "right" | "end" => "right",
        "left" => "left",
        _ => return None,
    };
    let class = format!("{classes} {side}");
    Some(format!("<{element} class=\"{}\"{rest}>", class.trim()))
}

/// The findings for attributes of a tag that showed something and go: a link that leads nowhere, since only full
/// addresses and those on the page are kept; the letters or figures of a list; a text that is struck
/// out or hidden.
pub fn lost(element: &str, tag: &str) -> Vec<Diagnostic> {
    let mut all = Vec::new();
    if tag.starts_with("</") || !tag.contains([' ', '\n', '\t']) {
        return all;
    }
    for found in ATTRIBUTE.captures_iter(tag) {
        let (key, value) = key_and_value(&found);
        let is_lost = match (element, key.as_str()) {
            ("ol", "type") => value != "1",
            (_, "style") => SAYING.is_match(&value),
            ("ol", "reversed") | (_, "hidden") => true,
            _ => false,
        };
        if element == "a" && key == "href" && !leads_somewhere(&value) {
            all.push(dropped(element).wording("link").with("address", value));
        } else if is_lost {
            let attribute = found[0].split_whitespace().collect::<Vec<_>>().join(" ");
            all.push(dropped(element).wording("attribute").with("attribute", attribute));
        }
    }
    all
}

fn leads_somewhere(address: &str) -> bool {
    let is =
        |start: &str| address.get(..start.len()).is_some_and(|own| own.eq_ignore_ascii_case(start));
    address.is_empty() || ["http:", "https:", "mailto:", "tel:", "#"].iter().any(|start| is(start))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_of_text_become_classes() {
        let of = |element, tag| aligned(element, tag).unwrap_or_default();
        assert_eq!(of("p", "<p align=center>"), "<p class=\"center\">");
        assert_eq!(
            of("p", "<p class=\"MsoNormal\" style='margin:0;TEXT-ALIGN: Right' id=\"x\">"),
            "<p class=\"MsoNormal right\" id=\"x\">"
        );
        assert_eq!(
            of("td", "<td colspan=\"2\" align=\"left\">"),
            "<td class=\"left\" colspan=\"2\">"
        );
        // A quote inside cannot end the value.
        assert_eq!(of("p", "<p class='a\" b' align=right>"), "<p class=\"a  b right\">");
        for tag in ["<p align=justify>", "<p style=\"vertical-align:top\">", "<p>"] {
            assert_eq!(of("p", tag), "", "{tag}");
        }
    }

    #[test]
    fn what_an_attribute_said_is_told() {
        let count = |element, tag| lost(element, tag).len();
        assert_eq!(count("a", "<a href='a.html'>"), 1);
        assert_eq!(count("a", "<a href=\"HTTPS://a.cn/\">"), 0);
        assert_eq!(count("a", "<a href=\"#n\" class=x>"), 0);
        assert_eq!(count("ol", "<ol type=\"a\" start=3>"), 1);
        assert_eq!(count("span", "<span style=\"color:red;text-decoration: line-through\">"), 1);
        assert_eq!(count("p", "<p style=\"display: none\">"), 1);
        assert_eq!(count("p", "<p style=\"display: block; color: red; font-size: 12px\">"), 0);
        assert_eq!(count("span", "<span style=\"vertical-align:super\">"), 1);
    }
}
