//! Writes code blocks, highlighted with CSS classes, which a theme colours as it likes.

use std::fmt::{self, Write};
use std::sync::LazyLock;

use syntect::html::{ClassStyle, ClassedHTMLGenerator};
use syntect::parsing::SyntaxSet;
use syntect::util::LinesWithEndings;

/// At most this much code of one article is highlighted, in bytes: the highlighter has no time
/// limit of its own, and takes a second for 60 KB of some languages.
pub const MOST: usize = 16 * 1024;

/// Built when the first code block is met: most bulletins have none.
static SYNTAXES: LazyLock<SyntaxSet> = LazyLock::new(SyntaxSet::load_defaults_newlines);

const CLASSES: ClassStyle = ClassStyle::SpacedPrefixed { prefix: "hl-" };

/// Writes a code block, highlighted if `is_short`. `info` is the text after the fence; its first
/// word is the language.
///
/// # Errors
/// Only those of the writer.
pub fn write(out: &mut dyn Write, info: &str, code: &str, is_short: bool) -> fmt::Result {
    let is_name = |c: char| c.is_alphanumeric() || matches!(c, '+' | '#' | '.' | '_' | '-');
    // Other programs write options behind the language: js{4}, python:a.py.
    let word = info.split(|c: char| c.is_whitespace() || matches!(c, '{' | ':' | ',')).next();
    let language = word.filter(|word| word.chars().all(is_name));
    let language = language.unwrap_or_default();
    let highlighted = if is_short { highlight(language, code) } else { None };
    if language.is_empty() {
        out.write_str("<pre><code>")?;
    } else {
        out.write_str("<pre><code class=\"language-")?;
        comrak::html::escape(out, language)?;
        out.write_str("\">")?;
    }
    match highlighted {
        Some(html) => out.write_str(&html)?,
        None => comrak::html::escape(out, code)?,
    }
    out.write_str("</code></pre>\n")
}

fn highlight(language: &str, code: &str) -> Option<String> {
    if language.is_empty() {
        return None;
    }
    let syntax = SYNTAXES.find_syntax_by_token(language)?;
    let mut generator = ClassedHTMLGenerator::new_with_class_style(syntax, &SYNTAXES, CLASSES);
    for line in LinesWithEndings::from(code) {
        generator.parse_html_for_line_which_includes_newline(line).ok()?;
    }
    Some(generator.finalize())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn html(info: &str, code: &str) -> String {
        let mut out = String::new();
        write(&mut out, info, code, true).unwrap();
        out
    }

    #[test]
    fn a_known_language_gets_classes() {
        assert!(html("yaml", "title: 快讯\n").contains("<span class=\"hl-"));
    }

    #[test]
    fn anything_else_is_plain_and_escaped() {
        assert_eq!(html("x\">", "<b>"), "<pre><code>&lt;b&gt;</code></pre>\n");
        assert!(html("c++ 甲", "").contains("language-c++\""));
        assert_eq!(html("", "a&b"), "<pre><code>a&amp;b</code></pre>\n");
    }
}
