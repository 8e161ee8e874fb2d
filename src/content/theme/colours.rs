//! The colours and typefaces of a theme: the custom properties of `assets/colours.css`, for editions that
//! cannot have a style sheet of custom properties.

use std::collections::BTreeMap;

use cssparser::{Delimiter, ParseError, Parser, Token};

use crate::base::Rgb;

/// The file of a theme that has them.
pub const FILE: &str = "assets/colours.css";

/// The longest value that is kept, in bytes: a value may be made of others, many times over.
const LONGEST: usize = 4096;

/// At most this many values may be nested in each other.
const DEEPEST: usize = 8;

/// Custom properties (CSS Custom Properties 1) by their names, without `--`; no value refers to another.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Colours(BTreeMap<String, String>);

impl Colours {
    /// Reads the custom properties of a style sheet that hold everywhere on a screen: those of `:root`
    /// and `html`, also in `@layer` and `@media screen`.
    pub fn read(css: &str) -> Self {
        let (mut all, mut layers) = (Self::default(), Self::default());
        read_rules(&mut Parser::new(css.trim_start_matches('\u{feff}')), &mut all, &mut layers);
        for (name, value) in layers.0 {
            all.0.entry(name).or_insert(value);
        }
        let written = all.clone();
        for value in all.0.values_mut() {
            *value = written.resolve_within(value, DEEPEST);
        }
        all
    }

    /// The value of a property; `None` when there is no such property.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str)
    }

    /// A value that every program takes for a colour: `#b5121b` or `#fff`.
    pub fn hexadecimal(&self, name: &str) -> Option<&str> {
        self.get(name).filter(|value| Rgb::parse(value).is_some())
    }

    /// A style sheet with the values put in place of `var(--name)`. For an unknown name the value after
    /// its comma is taken; without one it stays.
    pub fn resolve(&self, css: &str) -> String {
        self.resolve_within(css, 1)
    }

    /// `left` is how many values more may be nested.
    fn resolve_within(&self, css: &str, left: usize) -> String {
        let mut out = String::with_capacity(css.len());
        let mut rest = css;
        while let Some((before, after)) = rest.split_once("var(") {
            let Some(end) = end_of_brackets(after) else { break };
            out.push_str(before);
            let (inner, behind) = (&after[..end], &after[end + 1..]);
            let (name, other) = inner
                .split_once(',')
                .map_or((inner, None), |(name, other)| (name, Some(other.trim())));
            let value = name.trim().strip_prefix("--").and_then(|name| self.get(name));
            match value.or(other).filter(|_| left > 0) {
                Some(value) if out.len() < LONGEST || left == 1 => {
                    out.push_str(&self.resolve_within(value, left - 1));
                }
                _ => out.extend(["var(", inner, ")"]),
            }
            rest = behind;
        }
        out + rest
    }

    /// Takes over from another whatever is missing here, or refers to a property that neither has.
    /// Answers the names of the latter.
    pub fn fill(&mut self, other: &Self) -> Vec<String> {
        for value in self.0.values_mut() {
            *value = other.resolve(value);
        }
        let broken = |value: &str| value.is_empty() || value.contains("var(");
        let unknown = self.0.iter().filter(|(_, value)| broken(value));
        let unknown: Vec<String> = unknown.map(|(name, _)| name.clone()).collect();
        self.0.retain(|_, value| !broken(value));
        for (name, value) in &other.0 {
            self.0.entry(name.clone()).or_insert_with(|| value.clone());
        }
        unknown
    }
}

impl<'a> FromIterator<(&'a str, &'a str)> for Colours {
    fn from_iter<I: IntoIterator<Item = (&'a str, &'a str)>>(pairs: I) -> Self {
        Self(pairs.into_iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect())
    }
}

/// Where the bracket is that closes one before the text; `None` when it does not close.
fn end_of_brackets(text: &str) -> Option<usize> {
    let mut depth = 1;
    text.bytes().position(|byte| {
        match byte {
            b'(' => depth += 1,
            b')' => depth -= 1,
            _ => {}
        }
        depth == 0
    })
}

/// Reads rules; what stands in a layer is weaker than all that does not (CSS Cascade 5, 6.1).
fn read_rules(parser: &mut Parser<'_>, all: &mut Colours, layers: &mut Colours) {
    let mut start = parser.position();
    loop {
        match parser.next().cloned() {
            Ok(Token::CurlyBracketBlock) => {
                let before = parser.slice_from(start);
                let selector = before.strip_suffix('{').unwrap_or(before);
                // A comment may stand before it.
                let selector = selector.rsplit("*/").next().unwrap_or_default().trim();
                let selector = selector.to_ascii_lowercase();
                let _ = parser.parse_nested_block(|inner| {
                    if selector.split(',').any(|one| [":root", "html"].contains(&one.trim())) {
                        read_declarations(inner, all);
                    } else if is_layer(&selector) {
                        let mut deeper = Colours::default();
                        read_rules(inner, layers, &mut deeper);
                        deeper.0.append(&mut layers.0);
                        *layers = deeper;
                    } else if is_for_screens(&selector) {
                        read_rules(inner, all, layers);
                    }
                    Ok::<(), ParseError<()>>(())
                });
                start = parser.position();
            }
            // The end of `@charset` or `@import`.
            Ok(Token::Semicolon) => start = parser.position(),
            Ok(_) => {}
            Err(_) => return,
        }
    }
}

fn is_layer(rule: &str) -> bool {
    rule.strip_prefix("@layer").is_some_and(|name| name.is_empty() || name.starts_with([' ', '\t']))
}

/// Whether a rule holds on every screen, whatever its size and its reader's wishes are.
fn is_for_screens(rule: &str) -> bool {
    let media = rule.strip_prefix("@media").map(str::trim);
    media.is_some_and(|media| media.split(',').any(|one| ["screen", "all"].contains(&one.trim())))
}

fn read_declarations(parser: &mut Parser<'_>, all: &mut Colours) {
    while !parser.is_exhausted() {
        let start = parser.state();
        if matches!(parser.next(), Ok(Token::AtKeyword(_))) {
            // A rule inside ends with its block, or with a semicolon.
            let is_end =
                |token: &Token<'_>| matches!(token, Token::CurlyBracketBlock | Token::Semicolon);
            while parser.next().is_ok_and(|token| !is_end(token)) {}
            continue;
        }
        parser.reset(&start);
        let declaration = parser.parse_until_after(Delimiter::Semicolon, |inner| {
            let name = inner.expect_ident_cloned()?;
            inner.expect_colon()?;
            let start = inner.position();
            while inner.next().is_ok() {}
            let value = inner.slice_from(start).trim();
            let value = value.split("!important").next().unwrap_or_default().trim();
            Ok::<_, ParseError<()>>((name, value.to_owned()))
        });
        if let Ok((name, value)) = declaration
            && let Some(name) = name.strip_prefix("--")
            && value.len() < LONGEST
        {
            all.0.insert(name.to_owned(), value);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_holds_everywhere_is_read() {
        let css = "\u{feff}@charset \"utf-8\";/* :root { --red: no } */ html, :root { --red: #1c5c45 !important;\
            --song: \"S;}\", serif; --hei: var( --song ); @media print { --ink: #111 } --a: url(data:x;base64,) }\n\
            @media print { :root { --red: #000 } } p { color: var(--red) }";
        let colours = Colours::read(css);
        assert_eq!(colours.hexadecimal("red"), Some("#1c5c45"));
        assert_eq!(colours.get("hei"), Some("\"S;}\", serif"));
        assert_eq!((colours.get("a"), colours.get("ink")), (Some("url(data:x;base64,)"), None));
        let commented = Colours::read("/* red */\n:root { /* no */ --red: #123 }");
        assert_eq!(commented.get("red"), Some("#123"));
        let css = "a{color:var(--red)} b{font:var(--hei,x)} i{color:var(--blue)} u{color:var(--no, f(1))} s{var(";
        let expected =
            "a{color:#1c5c45} b{font:\"S;}\", serif} i{color:var(--blue)} u{color:f(1)} s{var(";
        assert_eq!(colours.resolve(css), expected);
    }

    #[test]
    fn broken_sheets_circles_and_bombs_end() {
        assert_eq!(Colours::read(":root { --a: var(--a)").resolve("var(--a)"), "var(--a)");
        assert_eq!(Colours::read("{{{").get("a"), None);
        let twenty = |name: char| format!("var(--{name})").repeat(20);
        let line = |c: char| format!("--{c}:{};", twenty((c as u8 + 1) as char));
        let bomb = ('a'..'i').map(line).collect::<Vec<_>>().concat();
        let colours = Colours::read(&format!(":root{{{bomb}--i:1}}"));
        assert!(colours.0.values().all(|value| value.len() < 1 << 20));
        assert_eq!(Colours::read(":root{--red: crimson}").hexadecimal("red"), None);
    }

    #[test]
    fn every_way_to_say_root_is_read() {
        for css in [
            "html { --red: #123456 }",
            ":ROOT { --red: #123456 }",
            "@media screen { :root { --red: #123456 } }",
            "@layer base { html { --red: #123456 } } @layer x;",
            ":root { --red: #123456 } @layer late { :root { --red: #000 } }",
            "@layer a { :root { --red: #000 } @layer b { p { --red: #111 } } } html, p { --red: #123456 }",
        ] {
            assert_eq!(Colours::read(css).get("red"), Some("#123456"), "{css}");
        }
        let none = "@media (prefers-color-scheme: dark) { :root { --red: #000 } } @supports (x) { p { --red: #1 } }";
        assert_eq!(Colours::read(none).get("red"), None);
    }

    #[test]
    fn what_refers_to_nothing_is_the_default_s() {
        let mut own = Colours::read(
            ":root { --red: var(--nope); --ink: var(--red2); --a:; --b: var(--song) }",
        );
        let unknown = own.fill(&Colours::read(":root { --red: #b00; --song: serif }"));
        assert_eq!(unknown, ["a", "ink", "red"]);
        assert_eq!(
            (own.get("red"), own.get("ink"), own.get("b")),
            (Some("#b00"), None, Some("serif"))
        );
    }
}
