//! Raw HTML in Markdown goes through an allow-list: what is not known to be harmless is dropped.

use std::borrow::Cow;
use std::sync::LazyLock;

use ammonia::{Builder, UrlRelative};

use super::body::marks;

/// Built when the first raw HTML is met: most articles have none.
static ALLOWED: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut allowed = Builder::default();
    allowed
        .add_tags(["section", "figure", "figcaption", "input"])
        .add_generic_attributes(["class", "id"])
        .add_tag_attributes("li", ["value"])
        .add_tag_attributes("div", ["tabindex"])
        .add_tag_attributes("img", ["loading", "decoding", "title"])
        .add_tag_attributes("input", ["type", "checked", "disabled"])
        .add_tag_attributes("a", ["aria-label", "title"])
        .url_schemes(["http", "https", "mailto", "tel"].into())
        .url_relative(UrlRelative::PassThrough)
        .link_rel(None)
        .attribute_filter(attribute);
    allowed
});

/// Cleans the HTML of a body that still has its marks.
pub fn clean(marked: &str) -> String {
    ALLOWED.clean(marked).to_string()
}

/// An id is kept only when it is one of ours: authors' ids could shadow a script's names.
fn attribute<'a>(element: &str, name: &str, value: &'a str) -> Option<Cow<'a, str>> {
    let kept = match name {
        "id" => value.starts_with(marks::OPEN),
        "type" if element == "input" => value == "checkbox",
        "src" | "href" => value.starts_with([marks::OPEN, '#']) || value.contains(':'),
        _ => true,
    };
    kept.then_some(Cow::Borrowed(value))
}

#[cfg(test)]
mod tests {
    use crate::content::Body;
    use crate::content::markdown::{self, RawHtml};

    fn render(markdown: &str) -> Body {
        markdown::render(markdown, 0, RawHtml::Sanitise, None).unwrap()
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
    fn our_own_marks_survive_and_authors_cannot_forge_them() {
        let body = render("## 标题\n\n![图](a.svg) <u>甲</u> &#xfdd0;h7&#xfdd1;\n");
        assert_eq!(body.holes.len(), 4, "{:?} {}", body.holes, body.html);
        assert!(body.html.contains("<u>甲</u>") && body.html.contains("\u{fffd}h7"));
    }
}
