//! Places that authors name in HTML, `<a id="x"></a>`, so that links can lead to them.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use regex::Regex;

use crate::content::markdown::body::marks;

/// An attribute that names a place, and one that leads to it.
static ATTRIBUTE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r#"(?i)\s(?P<key>id|name|href)\s*=\s*(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)'|(?P<bare>[^\s"'>]+))"#,
    )
    .expect("a tested pattern")
});

/// A tag of HTML whose names and links have the prefix of all ids of the text. A name that is not in
/// `names` is added; one that is there is left out, since two places have it.
pub fn prefixed(element: &str, tag: &str, names: &mut BTreeSet<String>) -> Option<String> {
    if !ATTRIBUTE.is_match(tag) {
        return None;
    }
    let mut is_named = false;
    let replaced = ATTRIBUTE.replace_all(tag, |found: &regex::Captures<'_>| {
        let whole = found[0].to_owned();
        let value = ["double", "single", "bare"].iter().find_map(|group| found.name(group));
        let value = value.map_or("", |value| value.as_str()).trim();
        let key = found["key"].to_ascii_lowercase();
        match key.as_str() {
            "href" => {
                match value.strip_prefix('#').filter(|name| element == "a" && is_name(name)) {
                    Some(name) => format!(" href=\"#{}{name}\"", marks::PREFIX),
                    None => whole,
                }
            }
            "name" if element != "a" => whole,
            _ if is_named || !is_name(value) || names.contains(value) => String::new(),
            _ => {
                is_named = true;
                names.insert(value.to_owned());
                format!(" id=\"{}{value}\"", marks::PREFIX)
            }
        }
    });
    Some(replaced.into_owned())
}

/// Whether a text can be a name: letters and figures of any script, and what joins them.
fn is_name(text: &str) -> bool {
    // Notes have names of their own.
    let is_note = text.starts_with("fn-") || text.starts_with("fnref-");
    !text.is_empty()
        && !is_note
        && text.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | ':'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_get_the_prefix_once() {
        let mut names = BTreeSet::new();
        let mut of = |element: &str, tag: &str| {
            prefixed(element, tag, &mut names).map(|tag| tag.replace(marks::PREFIX, "P-"))
        };
        assert_eq!(of("a", "<a name='n1'>").as_deref(), Some("<a id=\"P-n1\">"));
        assert_eq!(of("h5", "<h5 id=清单>").as_deref(), Some("<h5 id=\"P-清单\">"));
        assert_eq!(of("p", "<p id=\"n1\" class=\"x\">").as_deref(), Some("<p class=\"x\">"));
        assert_eq!(of("a", "<a href=\"#n1\">").as_deref(), Some("<a href=\"#P-n1\">"));
        assert_eq!(of("img", "<img name=\"n\">").as_deref(), Some("<img name=\"n\">"));
        assert_eq!(of("p", "<p id=\"a b\">").as_deref(), Some("<p>"));
        assert_eq!(of("p", "<p>"), None);
        assert_eq!(names.into_iter().collect::<Vec<_>>(), ["n1", "清单"]);
    }
}
