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
/// A block that its system fills by itself, or with another text: `<!-- wp:block {"ref":7} /-->`.
static FILLED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r#"<!--\s*wp:([a-z0-9/-]+)\s*(?:\{[^<>]*?"ref":\s*(\d+)[^<>]*\}|\{[^<>]*\})?\s*/-->"#,
    )
    .expect("a tested pattern")
});
/// Lines of blanks.
static EMPTY: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"\n[ \t]+\n").expect("a tested pattern"));

/// Parts of the names of shortcodes around what is not for everybody.
const LOCKS: [&str; 10] = [
    "password",
    "protect",
    "private",
    "hide",
    "secret",
    "login",
    "vip",
    "member",
    "reply",
    "wechatfans",
];
/// Such a shortcode with its password.
static LOCK: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"\[([a-z_-]*(?:password|protect|secret|wechatfans)[a-z_-]*)\s[^\]]*\]")
        .expect("a tested pattern")
});

/// Elements whose text stays as it is typed.
const CODE: [&str; 4] = ["pre", "script", "style", "textarea"];

/// What items say of one another.
#[derive(Default)]
pub struct About {
    /// The names of authors by those that they log in with.
    pub authors: BTreeMap<String, String>,
    /// The addresses of attachments by their numbers.
    pub pictures: BTreeMap<String, String>,
    /// Those of the pictures of each post, by its number.
    pub galleries: BTreeMap<String, Vec<String>>,
    /// Texts that others show, by their numbers.
    pub blocks: BTreeMap<String, String>,
}

/// The HTML of a body. `id` is the number of its post, `about` what others say.
pub fn html(body: &str, id: &str, about: &About, remarks: &mut Vec<Remark>) -> String {
    let is_blocks = body.contains("<!-- wp:");
    let mut kept: BTreeMap<String, usize> = BTreeMap::new();
    let body = FILLED.replace_all(body, |found: &Captures<'_>| {
        let text = found.get(2).and_then(|id| about.blocks.get(id.as_str()));
        if text.is_none() {
            *kept.entry(format!("wp:{}", &found[1])).or_default() += 1;
        }
        text.cloned().unwrap_or_default()
    });
    let mut comments = 0;
    let body = COMMENT.replace_all(&body, |found: &Captures<'_>| {
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
        let pictures: Vec<&String> = match attribute(&found[1], "ids") {
            Some(ids) => ids.split(',').filter_map(|id| about.pictures.get(id.trim())).collect(),
            None => about.galleries.get(id).into_iter().flatten().collect(),
        };
        let pictures: Vec<String> = pictures
            .into_iter()
            .map(|address| format!("<img src=\"{}\">", escape(address)))
            .collect();
        if pictures.is_empty() {
            found[0].to_owned()
        } else {
            format!("\n\n{}\n\n", pictures.join("\n"))
        }
    });
    let body = EMBED.replace_all(&body, "<a href=\"$1\">$1</a>");
    let body = MEDIA.replace_all(&body, "\n\n<$1 src=\"$2\"></$1>\n\n");
    for (part, is_code) in pieces(&body) {
        for found in
            SHORTCODE.captures_iter(part).filter(|found| !is_code && !found[0].starts_with("[/"))
        {
            *kept.entry(format!("[{}]", &found[1])).or_default() += 1;
        }
    }
    // What is for those who know a password, or are members, is not for everybody here either.
    let is_locked = kept.keys().any(|name| LOCKS.iter().any(|lock| name.contains(lock)));
    let body = if is_locked { LOCK.replace_all(&body, "[$1]") } else { body };
    if is_locked {
        remarks.push(Remark::warning("import-was-internal"));
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

/// The parts of a text, and which of them are code: all of it when an end is missing.
fn pieces(text: &str) -> Vec<(&str, bool)> {
    let lower = text.to_ascii_lowercase();
    let (mut all, mut at, mut from) = (Vec::new(), 0, 0);
    while let Some(next) = lower[from..].find('<') {
        let start = from + next;
        let name = CODE.iter().find(|name| {
            let behind = lower[start + 1..].strip_prefix(**name);
            behind.is_some_and(|behind| !behind.starts_with(|c: char| c.is_alphanumeric()))
        });
        from = start + 1;
        let Some(name) = name else { continue };
        let end = format!("</{name}>");
        let Some(end) = lower[start..].find(&end).map(|at| start + at + end.len()) else { break };
        all.push((&text[at..start], false));
        all.push((&text[start..end], true));
        (at, from) = (end, end);
    }
    all.push((&text[at..], false));
    all
}

/// Empty lines part paragraphs, and other ends of lines stay: what `wpautop` does.
fn paragraphs(body: &str) -> String {
    let body = body.replace("\r\n", "\n");
    let mut out = String::with_capacity(body.len() + 64);
    for (part, is_code) in pieces(&body) {
        if is_code { out.push_str(part) } else { loose(part, &mut out) }
    }
    out
}

fn loose(text: &str, out: &mut String) {
    // An empty line stands before and behind every tag of a block.
    let text = BLOCK.replace_all(text, "\n\n$0\n\n");
    let text = EMPTY.replace_all(&text, "\n\n");
    for part in text.split("\n\n").map(str::trim).filter(|part| !part.is_empty()) {
        if BLOCK.is_match(part) {
            out.push_str(part);
        } else {
            out.push_str("<p>");
            out.push_str(&part.replace('\n', "<br>\n"));
            out.push_str("</p>");
        }
        out.push('\n');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bodies_are_what_the_system_shows() {
        let about = About {
            pictures: BTreeMap::from([("7".to_owned(), "http://a.example/7.jpg".to_owned())]),
            blocks: BTreeMap::from([("9".to_owned(), "<p>共用</p>".to_owned())]),
            ..About::default()
        };
        for (body, expected, told) in [
            ("甲\n乙\n\n丙", "<p>甲<br>\n乙</p>\n<p>丙</p>\n", 0),
            ("<!-- wp:paragraph -->\n<p>甲</p>\n<!-- /wp:paragraph -->", "\n<p>甲</p>\n", 0),
            ("甲<!--more--><!-- 内部 -->", "<p>甲</p>\n", 1),
            (
                "[caption id=\"a\" width=\"3\"]<a href=\"b\"><img src=\"c.jpg\" /></a> 图 一[/caption]",
                "<figure>\n<p><a href=\"b\"><img src=\"c.jpg\" /></a></p>\n<figcaption>\n<p>图 一</p>\n</figcaption>\n</figure>\n",
                0,
            ),
            ("[gallery ids=\"7,8\"]", "<p><img src=\"http://a.example/7.jpg\"></p>\n", 0),
            ("[contact-form to=\"x\"]甲", "<p>[contact-form to=\"x\"]甲</p>\n", 1),
            ("<!-- wp:block {\"ref\":9} /-->", "<p>共用</p>", 0),
            ("<!-- wp:latest-posts /-->", "", 1),
            (
                "<div>甲\n \n<b>乙</b>\n丙</div>",
                "<div>\n<p>甲</p>\n<p><b>乙</b><br>\n丙</p>\n</div>\n",
                0,
            ),
            ("<pre>a\n\nb</pre>", "<pre>a\n\nb</pre>", 0),
            ("[protected password=\"p\"]甲[/protected]", "<p>[protected]甲[/protected]</p>\n", 2),
            ("见[1]和[注]", "<p>见[1]和[注]</p>\n", 0),
        ] {
            let mut remarks = Vec::new();
            assert_eq!(html(body, "1", &about, &mut remarks), expected, "{body}");
            assert_eq!(remarks.len(), told, "{body}");
        }
    }
}
