//! Bodies of `WordPress` as HTML: what its program does with a text before it shows it.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use quick_xml::escape::escape;
use regex::{Captures, Regex};

use crate::import::found::Remark;

/// A shortcode with its end, or alone. Of one inside another the outer one is found.
static CAPTION: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?s)\[(?:wp_)?caption([^\]]*)\](.*?)\[/(?:wp_)?caption\]")
        .expect("a tested pattern")
});
static GALLERY: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"\[gallery([^\]]*)\]").expect("a tested pattern"));
static EMBED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?s)\[embed[^\]]*\]\s*(\S+?)\s*\[/embed\]").expect("a tested pattern")
});
static MEDIA: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r#"\[(audio|video)\s[^\]]*?(?:src|mp3|mp4|wav|ogg)="([^"]+)"[^\]]*\](?:\[/(?:audio|video)\])?"#)
        .expect("a tested pattern")
});
static SHORTCODE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r#"\[/?([a-z][a-z0-9_-]{2,30})(?:\s+[a-z_-]+="[^\]]*)?/?\]"#)
        .expect("a tested pattern")
});
static ATTRIBUTE: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r#"([a-z_]+)=["']([^"']*)["']"#).expect("a tested pattern"));
/// Comments, of which the editor of `WordPress` 5 makes its blocks.
static COMMENT: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?s)<!--(.*?)-->").expect("a tested pattern"));
/// A tag of a block: `WordPress` makes paragraphs of what stands between them.
static BLOCK: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)</?(?:table|thead|tfoot|caption|col|colgroup|tbody|tr|td|th|div|dl|dd|dt|ul|ol|li|pre|form|map|area|blockquote|address|style|p|h[1-6]|hr|fieldset|legend|section|article|aside|header|footer|figure|figcaption|details|summary|iframe|video|audio)\b[^>]*>")
        .expect("a tested pattern")
});
static CODE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?is)<(pre|script|style|textarea)\b.*?</(?:pre|script|style|textarea)>")
        .expect("a tested pattern")
});

/// The HTML of a body. `pictures` are the addresses of attachments by their numbers.
pub fn html(body: &str, pictures: &BTreeMap<&str, &str>, remarks: &mut Vec<Remark>) -> String {
    let is_blocks = body.contains("<!-- wp:");
    let mut comments = 0;
    let body = COMMENT.replace_all(body, |found: &Captures<'_>| {
        let text = found[1].trim();
        let is_own =
            ["wp:", "/wp:", "more", "nextpage", "noteaser"].iter().any(|own| text.starts_with(own));
        comments += usize::from(!is_own);
        String::new()
    });
    if comments > 0 {
        remarks
            .push(Remark::new("import-left-out").with("kind", "comment").with("count", comments));
    }
    let body = CAPTION.replace_all(&body, |found: &Captures<'_>| caption(&found[1], &found[2]));
    let body = GALLERY.replace_all(&body, |found: &Captures<'_>| {
        let ids = attribute(&found[1], "ids").unwrap_or_default();
        let pictures: Vec<String> = ids
            .split(',')
            .filter_map(|id| pictures.get(id.trim()))
            .map(|address| format!("<img src=\"{}\">", escape(*address)))
            .collect();
        if pictures.is_empty() {
            found[0].to_owned()
        } else {
            format!("\n\n{}\n\n", pictures.join("\n"))
        }
    });
    let body = EMBED.replace_all(&body, "<a href=\"$1\">$1</a>");
    let body = MEDIA.replace_all(&body, "\n\n<$1 src=\"$2\"></$1>\n\n");
    let mut kept: BTreeMap<String, usize> = BTreeMap::new();
    for found in SHORTCODE.captures_iter(&CODE.replace_all(&body, "")) {
        if !found[0].starts_with("[/") {
            *kept.entry(format!("[{}]", &found[1])).or_default() += 1;
        }
    }
    if !kept.is_empty() {
        let names: Vec<String> = kept.into_keys().collect();
        remarks.push(Remark::warning("import-tag-kept").with("name", names.join(" ")));
    }
    if is_blocks { body.into_owned() } else { paragraphs(&body) }
}

fn attribute(text: &str, name: &str) -> Option<String> {
    ATTRIBUTE.captures_iter(text).find(|found| &found[1] == name).map(|found| found[2].to_owned())
}

/// `[caption]<img>words[/caption]`, before version 3.4 with the words in an attribute.
fn caption(attributes: &str, inner: &str) -> String {
    let start = inner.find("<img").unwrap_or(inner.len());
    let mut end = inner[start..].find('>').map_or(0, |end| start + end + 1);
    let behind = inner[end..].trim_start();
    if behind.starts_with("</a>") {
        end = inner.len() - behind.len() + "</a>".len();
    }
    let (picture, words) = inner.split_at(end);
    let words = words.trim();
    let own = attribute(attributes, "caption").unwrap_or_default();
    let words = if words.is_empty() { own.as_str() } else { words };
    format!("\n\n<figure>{}<figcaption>{words}</figcaption></figure>\n\n", picture.trim())
}

/// Empty lines part paragraphs, and other ends of lines stay: what `wpautop` does.
fn paragraphs(body: &str) -> String {
    let body = body.replace("\r\n", "\n");
    let mut out = String::with_capacity(body.len() + 64);
    let mut at = 0;
    for code in CODE.find_iter(&body) {
        loose(&body[at..code.start()], &mut out);
        out.push_str(code.as_str());
        at = code.end();
    }
    loose(&body[at..], &mut out);
    out
}

fn loose(text: &str, out: &mut String) {
    // An empty line stands before and behind every block.
    let text = BLOCK.replace_all(text, |found: &Captures<'_>| {
        let tag = &found[0];
        if tag.starts_with("</") { format!("{tag}\n\n") } else { format!("\n\n{tag}") }
    });
    for part in text.split("\n\n") {
        let part = part.trim_matches('\n');
        let begins_block = BLOCK.find(part.trim_start()).is_some_and(|tag| tag.start() == 0);
        if part.trim().is_empty() {
            continue;
        }
        let lines = part.trim().replace('\n', "<br>\n");
        if begins_block {
            // What stands in a cell or a list has its lines, too.
            out.push_str(&lines.replace("<br>\n<", "\n<"));
        } else if BLOCK.is_match(part) {
            out.push_str(&lines);
        } else {
            out.push_str(&format!("<p>{lines}</p>"));
        }
        out.push('\n');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bodies_are_what_the_system_shows() {
        let pictures = BTreeMap::from([("7", "http://a.example/7.jpg")]);
        for (body, expected, told) in [
            ("甲\n乙\n\n丙", "<p>甲<br>\n乙</p>\n<p>丙</p>\n", 0),
            ("<!-- wp:paragraph -->\n<p>甲</p>\n<!-- /wp:paragraph -->", "\n<p>甲</p>\n", 0),
            ("甲<!--more--><!-- 内部 -->", "<p>甲</p>\n", 1),
            (
                "[caption id=\"a\" width=\"3\"]<a href=\"b\"><img src=\"c.jpg\" /></a> 图 一[/caption]",
                "<figure><a href=\"b\"><img src=\"c.jpg\" /></a>\n<figcaption>图 一</figcaption>\n</figure>\n",
                0,
            ),
            ("[gallery ids=\"7,8\"]", "<p><img src=\"http://a.example/7.jpg\"></p>\n", 0),
            ("[contact-form to=\"x\"]甲", "<p>[contact-form to=\"x\"]甲</p>\n", 1),
            ("<pre>a\n\nb</pre>", "<pre>a\n\nb</pre>", 0),
            ("见[1]和[注]", "<p>见[1]和[注]</p>\n", 0),
        ] {
            let mut remarks = Vec::new();
            assert_eq!(html(body, &pictures, &mut remarks), expected, "{body}");
            assert_eq!(remarks.len(), told, "{body}");
        }
    }
}
