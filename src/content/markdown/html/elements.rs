//! The elements of HTML, by what becomes of them in an article.

/// Elements that are kept ([`super::sanitise`] decides on their attributes).
pub const KEPT: [&str; 75] = [
    "a",
    "abbr",
    "acronym",
    "article",
    "aside",
    "b",
    "bdi",
    "bdo",
    "blockquote",
    "br",
    "caption",
    "center",
    "cite",
    "code",
    "col",
    "colgroup",
    "data",
    "dd",
    "del",
    "details",
    "dfn",
    "div",
    "dl",
    "dt",
    "em",
    "figcaption",
    "figure",
    "footer",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hgroup",
    "hr",
    "i",
    "img",
    "ins",
    "kbd",
    "li",
    "mark",
    "nav",
    "ol",
    "p",
    "pre",
    "q",
    "rp",
    "rt",
    "ruby",
    "s",
    "samp",
    "section",
    "small",
    "span",
    "strike",
    "strong",
    "sub",
    "summary",
    "sup",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "time",
    "tr",
    "tt",
    "u",
    "ul",
    "var",
    "wbr",
    "input",
];

/// All other elements of HTML, the old ones included.
pub const DROPPED: [&str; 57] = [
    "area", "map", "address", "applet", "audio", "base", "basefont", "bgsound", "big", "blink",
    "body", "button", "canvas", "datalist", "dialog", "dir", "embed", "fieldset", "font", "form",
    "frame", "frameset", "head", "html", "iframe", "keygen", "label", "legend", "link", "main",
    "marquee", "menu", "menuitem", "meta", "meter", "nobr", "object", "optgroup", "option",
    "output", "param", "picture", "progress", "rb", "rtc", "select", "slot", "source", "spacer",
    "svg", "math", "search", "template", "track", "video", "image", "isindex",
];

/// Elements whose content is no HTML, or another language: they go with all that is in them.
pub const WHOLE: [&str; 13] = [
    "iframe",
    "math",
    "noembed",
    "noframes",
    "noscript",
    "object",
    "plaintext",
    "script",
    "style",
    "svg",
    "template",
    "textarea",
    "title",
];

/// Elements whose tags show nothing and hold no text of their own.
pub const SILENT: [&str; 12] = [
    "html", "head", "body", "meta", "link", "base", "main", "label", "address", "source",
    "picture", "rb",
];

/// Elements without an end tag, and those whose end tag may be left out (HTML 13.1.2.4).
pub const UNPAIRED: [&str; 25] = [
    "area", "br", "col", "hr", "img", "input", "wbr", "p", "li", "dt", "dd", "tr", "td", "th",
    "thead", "tbody", "tfoot", "colgroup", "rp", "rt", "caption", "embed", "param", "source",
    "track",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_of_elements_are_disjoint() {
        for name in KEPT {
            assert!(!DROPPED.contains(&name) && !WHOLE.contains(&name), "{name}");
        }
    }
}
