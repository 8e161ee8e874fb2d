//! The plain text of a body, block by block, as a reader sees it and a search looks through it.

/// Tags that do not end a block: the text goes on across them. These are whole names, since a name
/// with one letter more or less is another tag.
const INLINE: [&str; 35] = [
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em",
    "font", "i", "img", "input", "ins", "kbd", "mark", "q", "ruby", "s", "samp", "small", "span",
    "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr",
];

/// Tags whose content is left out: drawings, which say the same in a table, how a character is
/// read, numbers and arrows of footnotes. Each has the class that the tag must have; empty where
/// it needs none.
const SKIPPED: [(&str, &str); 6] = [
    ("svg", ""),
    ("rp", ""),
    ("rt", ""),
    ("rtc", ""),
    ("sup", "footnote-ref"),
    ("a", "footnote-back"),
];

/// A paragraph, a heading, a table's cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Block<'a> {
    /// The text of the block in one line, with single spaces.
    pub text: &'a str,
    /// Whether the block is a heading.
    pub is_heading: bool,
}

/// Calls `each` with every block of `html`, which must be this program's own: well formed, its
/// quotes in attributes closed. Empty blocks are left out.
pub fn blocks(html: &str, mut each: impl FnMut(Block<'_>)) {
    let mut block = String::new();
    let (mut is_heading, mut keeps_lines) = (false, false);
    let mut rest = html;
    let mut end = |block: &mut String, is_heading| {
        let text = block.trim_end();
        if !text.is_empty() {
            each(Block { text, is_heading });
        }
        block.clear();
    };
    loop {
        let (text, tag) = rest.split_once('<').unwrap_or((rest, ""));
        for (number, line) in text.split(if keeps_lines { '\n' } else { '\0' }).enumerate() {
            if number > 0 {
                end(&mut block, is_heading);
            }
            add(&mut block, line);
        }
        if tag.is_empty() {
            break;
        }
        let tag = Tag::read(tag);
        let Tag { name, is_end, after, .. } = tag;
        rest = after;
        let is_skipped =
            SKIPPED.iter().any(|(skipped, class)| *skipped == name && tag.has_class(class));
        if is_skipped && !is_end {
            let close = format!("</{name}");
            let behind = rest.split_once(&close).map_or("", |(_, behind)| behind);
            rest = behind.split_once('>').map_or("", |(_, behind)| behind);
        } else if name == "br" {
            add(&mut block, " ");
        } else if INLINE.binary_search(&name).is_err() {
            end(&mut block, is_heading);
            // The digit of a heading's tag is a hole, so the tag may be only `h`.
            is_heading = !is_end && matches!(name, "h" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6");
            keeps_lines = name == "pre" && !is_end;
        }
    }
    end(&mut block, is_heading);
}

/// A tag as read from behind its `<`, and the text after it.
struct Tag<'a> {
    name: &'a str,
    is_end: bool,
    attributes: &'a str,
    after: &'a str,
}

impl<'a> Tag<'a> {
    fn read(text: &'a str) -> Self {
        let mut quote = None;
        let end = text.bytes().position(|byte| match quote {
            None if byte == b'>' => true,
            None => {
                quote = (byte == b'"').then_some(byte);
                false
            }
            Some(open) => {
                quote = (byte != open).then_some(open);
                false
            }
        });
        let (tag, after) = end.map_or((text, ""), |end| (&text[..end], &text[end + 1..]));
        let is_end = tag.starts_with('/');
        let tag = tag.trim_start_matches('/');
        let length = tag.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(tag.len());
        let (name, attributes) = tag.split_at(length);
        Self { name, is_end, attributes, after }
    }

    fn has_class(&self, class: &str) -> bool {
        class.is_empty() || self.attributes.contains(&format!("class=\"{class}\""))
    }
}

/// Adds text with its entities resolved. Blanks become single spaces; none stands at the start of a
/// block.
fn add(block: &mut String, text: &str) {
    let mut rest = text;
    while !rest.is_empty() {
        let plain = rest.find(|c| c == '&' || c <= ' ').unwrap_or(rest.len());
        block.push_str(&rest[..plain]);
        rest = &rest[plain..];
        if let Some(entity) = rest.strip_prefix('&') {
            let (c, after) = resolve(entity).unwrap_or(('&', entity));
            block.push(c);
            rest = after;
        } else if !rest.is_empty() {
            if !block.is_empty() && !block.ends_with(' ') {
                block.push(' ');
            }
            rest = rest.trim_start_matches(|c| c <= ' ');
        }
    }
}

/// Reads what stands after a `&`: the character it means, and the text behind its semicolon. It
/// knows the entities that this program writes; it writes all other characters as they are.
fn resolve(entity: &str) -> Option<(char, &str)> {
    let (name, after) = entity.split_once(';')?;
    let number = |digits, radix| u32::from_str_radix(digits, radix).ok().and_then(char::from_u32);
    let c = match name {
        "lt" => '<',
        "gt" => '>',
        "amp" => '&',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => '\u{a0}',
        _ => match name.strip_prefix('#')?.strip_prefix(['x', 'X']) {
            Some(digits) => number(digits, 16)?,
            None => number(&name[1..], 10)?,
        },
    };
    Some((c, after))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(html: &str) -> Vec<String> {
        let mut all = Vec::new();
        blocks(html, |block| {
            all.push(format!("{}{}", if block.is_heading { "# " } else { "" }, block.text));
        });
        all
    }

    #[test]
    fn the_list_of_tags_is_sorted() {
        assert!(INLINE.is_sorted());
    }

    #[test]
    fn emphasis_links_and_lines_do_not_part_a_text() {
        assert_eq!(
            read("<p>知识<strong>产权</strong>与<a href=\"x\">专利</a></p>"),
            ["知识产权与专利"]
        );
        assert_eq!(read("<p>魑<tt>魅</tt>魍<acronym>魉</acronym></p>"), ["魑魅魍魉"]);
        let ruby = "<ruby>饕<rp>(</rp><rt>tāo</rt><rp>)</rp></ruby><ruby>餮<rt>tiè</rt></ruby>";
        assert_eq!(read(ruby), ["饕餮"]);
        assert_eq!(read("<p>one\n two<br>three</p><p>四</p>"), ["one two three", "四"]);
    }

    #[test]
    fn headings_cells_and_items_are_blocks() {
        assert_eq!(
            read("<h id=\"a\">标题</h><ul><li>甲</li><li>乙</li></ul>"),
            ["# 标题", "甲", "乙"]
        );
        assert_eq!(read("<td>甲</td><td>乙</td>"), ["甲", "乙"]);
        assert_eq!(read("<pre><code>甲\n乙</code></pre>丙\n丁"), ["甲", "乙", "丙 丁"]);
    }

    #[test]
    fn drawings_and_numbers_of_footnotes_are_no_text() {
        let html = "<p>知识<sup class=\"footnote-ref\"><a href=\"#\">1</a></sup>产权 m<sup>2</sup></p>\
                    <svg><text>图</text></svg><p>注 <a class=\"footnote-back\" href=\"#\">↩</a></p>";
        assert_eq!(read(html), ["知识产权 m2", "注"]);
    }

    #[test]
    fn entities_are_characters_and_quoted_signs_no_tags() {
        assert_eq!(
            read("<p title=\"a>b\">1 &lt; 2 &amp;&#160;&#x4e2d;&x &amp;lt;</p>"),
            ["1 < 2 &\u{a0}中&x &lt;"]
        );
    }

    #[test]
    fn what_is_cut_short_is_read_to_its_end() {
        for html in [
            "",
            "<",
            "<p",
            "<svg>",
            "甲<",
            "<a class=\"footnote-back\"",
            "&",
            "&#;",
            "</",
            "<p a=\"",
        ] {
            read(html);
        }
    }
}
