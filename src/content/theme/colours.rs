//! The colours and typefaces of a theme: the custom properties of `assets/colours.css`, for
//! editions whose style sheets cannot use custom properties.

use std::collections::BTreeMap;

/// The style sheet with the colours, below a theme's folder.
pub const FILE: &str = "assets/colours.css";

/// At most this many properties may refer to one another in a chain of `var(--name)`.
const DEEPEST: usize = 8;

/// Custom properties (CSS Custom Properties 1) by their names, without `--`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, serde::Serialize)]
#[serde(transparent)]
pub struct Colours(BTreeMap<String, String>);

impl Colours {
    /// Reads the custom properties of a style sheet that hold everywhere: those of `:root` outside
    /// `@media`.
    pub fn read(css: &str) -> Self {
        let css = without_comments(css);
        let (mut all, mut rest) = (BTreeMap::new(), css.as_str());
        while let Some((selector, after)) = rest.split_once('{') {
            let end = end_of_block(after);
            if selector.trim() == ":root" {
                let declarations = after[..end].split(';').filter_map(|one| one.split_once(':'));
                let custom = declarations.filter_map(|(name, value)| {
                    Some((name.trim().strip_prefix("--")?.to_owned(), value.trim().to_owned()))
                });
                all.extend(custom);
            }
            rest = after.get(end + 1..).unwrap_or_default();
        }
        Self(all)
    }

    /// The value of a property, with `var(--name)` replaced; `None` when there is no such property.
    pub fn get(&self, name: &str) -> Option<String> {
        self.0.get(name).map(|value| self.resolve_within(value, DEEPEST))
    }

    /// A style sheet with the values put in place of `var(--name)`; unknown names stay.
    pub fn resolve(&self, css: &str) -> String {
        self.resolve_within(css, DEEPEST)
    }

    fn resolve_within(&self, css: &str, left: usize) -> String {
        let mut out = String::with_capacity(css.len());
        let mut rest = css;
        while let Some((before, after)) = rest.split_once("var(--") {
            let Some((name, behind)) = after.split_once(')') else { break };
            out.push_str(before);
            match self.0.get(name.trim()).filter(|_| left > 0) {
                Some(value) => out.push_str(&self.resolve_within(value, left - 1)),
                None => out.extend(["var(--", name, ")"]),
            }
            rest = behind;
        }
        out + rest
    }

    /// Adds the properties of `other` that are missing here.
    pub fn fill(&mut self, other: &Self) {
        for (name, value) in &other.0 {
            self.0.entry(name.clone()).or_insert_with(|| value.clone());
        }
    }
}

fn without_comments(css: &str) -> String {
    let (mut out, mut rest) = (String::with_capacity(css.len()), css);
    while let Some((before, after)) = rest.split_once("/*") {
        out.push_str(before);
        rest = after.split_once("*/").map_or("", |(_, behind)| behind);
    }
    out + rest
}

/// The byte of the `}` that ends the block; `css` starts behind its `{` and may have blocks in it.
fn end_of_block(css: &str) -> usize {
    let mut depth = 1;
    for (at, c) in css.char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return at;
        }
    }
    css.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_holds_everywhere_is_read() {
        let css = "/* :root { --red: no } */ :root { --red: #1c5c45; --song: \"S\", serif; --hei: var(--song); }\n\
            @media print { :root { --red: #000 } } p { color: var(--red) }";
        let colours = Colours::read(css);
        assert_eq!(colours.get("red").as_deref(), Some("#1c5c45"));
        assert_eq!(colours.get("hei").as_deref(), Some("\"S\", serif"));
        let css = "a{color:var(--red)} b{font:var(--hei)} i{color:var(--blue)} u{color:var(";
        let expected = "a{color:#1c5c45} b{font:\"S\", serif} i{color:var(--blue)} u{color:var(";
        assert_eq!(colours.resolve(css), expected);
    }

    #[test]
    fn broken_sheets_and_circles_end() {
        assert_eq!(Colours::read(":root { --a: var(--a)").resolve("var(--a)"), "var(--a)");
        assert_eq!(Colours::read("{{{").get("a"), None);
    }
}
