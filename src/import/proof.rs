//! Proves that a Markdown shows the text that it was made of: the law of conservation across formats.

use std::fmt::{self, Write};

use crate::base::tree::{self, Element, Node};
use crate::content::markdown::body::Setting;
use crate::content::markdown::{self, Markup, RawHtml};

/// Where two texts part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// What the source has there; some characters of it.
    pub source: String,
    /// What the Markdown shows there.
    pub shown: String,
}

/// How many characters of a difference are told.
const TOLD: usize = 24;
/// Levels of elements that are looked at.
const DEEPEST: usize = 128;

/// Where the page made of a Markdown shows another text than the tree that it was made of; `None` when they
/// are the same but for blanks, which HTML does not keep either.
///
/// # Errors
/// When the Markdown is beyond the limits of an article.
pub fn difference(source: &[Node], markdown: &str) -> Result<Option<Difference>, String> {
    let markup = Markup { raw_html: RawHtml::Sanitise, official: false, printed: false };
    let body =
        markdown::render(markdown, 0, markup, None).map_err(|told| told.wording.to_owned())?;
    let mut html = String::new();
    body.write(&mut html, &Anywhere).expect("writing to a String cannot fail");
    let shown = text(&tree::parse(&html, DEEPEST));
    let source = text(source);
    if source == shown {
        return Ok(None);
    }
    let from = source.chars().zip(shown.chars()).take_while(|(one, other)| one == other).count();
    let cut = |text: &str| text.chars().skip(from.saturating_sub(4)).take(TOLD).collect();
    Ok(Some(Difference { source: cut(&source), shown: cut(&shown) }))
}

/// The characters of a text, blanks left out. Notes count by their texts, pictures by their captions, items of
/// ordered lists with their numbers: a list of one item is a line that begins with a number.
pub fn text(nodes: &[Node]) -> String {
    let (mut out, mut below) = (String::new(), String::new());
    push(nodes, &mut out, &mut below);
    out + &below
}

fn push(nodes: &[Node], out: &mut String, below: &mut String) {
    for node in nodes {
        match node {
            Node::Text(text) => {
                let is_shown = |c: &char| {
                    !c.is_whitespace()
                        && !matches!(c, '\u{200b}' | '\u{feff}' | '\u{ad}')
                        && !c.is_control()
                };
                out.extend(text.chars().filter(is_shown));
            }
            Node::Element(element) => push_element(element, out, below),
        }
    }
}

fn push_element(element: &Element, out: &mut String, below: &mut String) {
    match element.name.as_str() {
        "note-ref" | "svg" => {}
        "ol" => {
            let mut number = element.get("start").and_then(|start| start.parse().ok()).unwrap_or(1);
            for (item, nodes) in element.items() {
                let is_shown = item.is_some() && !tree::text(nodes).trim().is_empty();
                if is_shown {
                    let _ = write!(out, "{number}.");
                    number += 1;
                }
                push(nodes, out, below);
            }
        }
        // The sign of a note, and the way back from it.
        "sup" if element.has_class("footnote-ref") => {}
        "a" if element.has_class("footnote-back") => {}
        "note" => {
            let mut own = String::new();
            push(&element.children, &mut own, below);
            below.push_str(&own);
        }
        "div" if element.has_class("footnotes") => {
            // The numbers of notes are those of their signs.
            for (_, nodes) in element.first("ol").map(Element::items).unwrap_or_default() {
                let mut own = String::new();
                push(nodes, &mut own, below);
                below.push_str(&own);
            }
        }
        "img" => {
            let is_caption = element.get("src").is_some_and(|source| !source.trim().is_empty());
            if let Some(title) = element.get("title").filter(|_| is_caption) {
                push(&[Node::Text(title.to_owned())], out, below);
            }
        }
        _ => push(&element.children, out, below),
    }
}

/// A page that fills every hole with something.
struct Anywhere;

impl Setting for Anywhere {
    fn href(&self, out: &mut dyn Write, _: u32) -> fmt::Result {
        out.write_str("#")
    }
    fn image(&self, out: &mut dyn Write, _: u32) -> fmt::Result {
        out.write_str("x")
    }
    fn length(&self, _: &mut dyn Write, _: u32) -> fmt::Result {
        Ok(())
    }
    fn prefix(&self) -> &'static str {
        ""
    }
    fn shift(&self) -> u8 {
        0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::markdown::{Care, write};

    fn proved(html: &str) -> String {
        let tree = tree::parse(html, 99);
        let written = write(&tree, Care::Plain);
        let told = difference(&tree, &written.markdown).unwrap();
        assert_eq!(told, None, "{}", written.markdown);
        written.markdown
    }

    #[test]
    fn what_html_shows_its_markdown_shows() {
        for (html, expected) in [
            ("<p>　　甲<b>乙</b><b>丙</b>。</p><p>丁</p>", "甲**乙丙**。\n\n丁\n"),
            ("<h2><b>一、工作</b></h2>松散<br>下一行", "## 一、工作\n\n松散\\\n下一行\n"),
            (
                "<p># 甲 *乙* _丙_ [丁] `x` &lt;b&gt; a|b</p>",
                "\\# 甲 \\*乙\\* \\_丙\\_ \\[丁\\] \\`x\\` \\<b> a|b\n",
            ),
            ("<p>1. 甲</p><p>1.乙</p><p>3*4*5 10~20</p>", "1\\. 甲\n\n1.乙\n\n3\\*4\\*5 10~20\n"),
            ("<ul><li>甲<ul><li>乙</ul><li><p>丙</ul>", "- 甲\n  - 乙\n- 丙\n"),
            ("<ol start=3><li>甲<li>乙</ol><ol><li>丙</ol>", "3. 甲\n4. 乙\n\n<!-- -->\n\n1. 丙\n"),
            (
                "<table><tr><th>项目<th>数<tr><td>a|b<td><p>1</p><p>2</p></table>",
                "| 项目 | 数 |\n| --- | --- |\n| a\\|b | 1<br>2 |\n",
            ),
            (
                "<table><caption>表1</caption><tr><td colspan=2>甲&lt;<tr><td>乙<td rowspan=1><ul><li>丙</ul></table>",
                "表1\n\n<table>\n<tr><td colspan=\"2\">甲&lt;</td></tr>\n<tr><td>乙</td><td><ul><li>丙</li></ul></td></tr>\n</table>\n",
            ),
            (
                "<table><tr><td colspan=2>甲<tr><td><img src=a.jpg alt=图><td>丙</table>",
                "<table>\n<tr><td colspan=\"2\">甲</td></tr>\n<tr><td>\n\n![图](a.jpg)\n\n</td><td>丙</td></tr>\n</table>\n",
            ),
            (
                "<figure><img src='照 片.jpg' alt='人&quot;[在]听'><figcaption>图1 “甲”\"</figcaption></figure>",
                "![人\"\\[在\\]听](照%20片.jpg \"图1 “甲”\\\"\")\n",
            ),
            (
                "<p>水<sup>2</sup>见<a href='a(1).html'>这 里</a>。</p>",
                "水<sup>2</sup>见[这 里](a\\(1\\).html)。\n",
            ),
            (
                "<p>注<note-ref name=1></note-ref>。</p><note name=1>甲<b>乙</b></note>",
                "注[^1]。\n\n[^1]: 甲**乙**\n",
            ),
            (
                "<ul><li><input type=checkbox checked disabled> 甲<li><input type=checkbox> 乙</ul>",
                "- [x] 甲\n- [ ] 乙\n",
            ),
            ("<pre><code>- 甲\n- 乙</code></pre>", "```\n- 甲\n- 乙\n```\n"),
            ("<p><code>a=</code><code>1</code>，<video>甲</video></p>", "`a=1`，甲\n"),
            ("<h2>题</h2><ol><li>甲</ol>", "## 题\n\n1. 甲\n"),
            (
                "<pre><code class=language-rust>a\n```\nb</code></pre>",
                "````rust\na\n```\nb\n````\n",
            ),
            ("<blockquote>甲<p>乙</blockquote><hr>", "> 甲\n> \n> 乙\n\n-----\n"),
            ("<p><i> 甲 </i>乙<b> </b>丙<b>注意：</b>丁</p>", "*甲* 乙 丙**注意：**丁\n"),
        ] {
            assert_eq!(proved(html), expected, "{html}");
        }
    }
}
