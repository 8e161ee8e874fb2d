//! Templates of new texts, and what fills them.

#![expect(clippy::disallowed_methods, reason = "the shell reads the templates of a site")]

use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result};
use jiff::civil::Date;

use crate::app::commands::starter::STARTER;
use crate::app::report::language::refused;
use crate::content::yaml::value;

/// The values that a template can name.
pub struct Values {
    /// The title.
    pub title: String,
    /// The day.
    pub date: Date,
    /// Who sent it.
    pub unit: String,
    /// Its column.
    pub column: String,
    /// What a template may name beside these, as Markdown.
    pub parts: Vec<(&'static str, String)>,
}

/// The site's template for a kind of text, or the program's.
pub fn archetype(root: &Path, name: &str) -> Result<String> {
    let own = root.join("archetypes").join(format!("{name}.md"));
    if own.exists() {
        return fs::read_to_string(&own).with_context(|| refused("cannot-read", &own));
    }
    let file = STARTER.get_file(format!("archetypes/{name}.md"));
    Ok(file.and_then(include_dir::File::contents_utf8).unwrap_or_default().to_owned())
}

/// `{{ title }}` → 春季培训: a value as YAML, so that no title breaks the front matter.
pub fn fill(template: &str, values: &Values) -> String {
    let date = values.date.to_string();
    let all = [
        ("title", &values.title),
        ("date", &date),
        ("unit", &values.unit),
        ("column", &values.column),
    ];
    let mut out = String::new();
    let mut rest = template;
    // In one pass: a title may hold what looks like a place of the template.
    while let Some((before, behind)) = rest.split_once("{{") {
        out.push_str(before);
        let (name, after) = behind.split_once("}}").unwrap_or((behind, ""));
        let is_it = |(known, _): &&(&str, String)| *known == name.trim();
        match (all.iter().find(|(known, _)| *known == name.trim()), values.parts.iter().find(is_it))
        {
            (Some((_, value)), _) => out.push_str(&value::quoted(value.trim())),
            (None, Some((_, part))) => out.push_str(part),
            // A place nobody fills stays for whoever reads the file.
            (None, None) => out.extend(["{{", name, "}}"]),
        }
        rest = after;
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_yaml() {
        let date = jiff::civil::date(2007, 3, 5);
        let values = Values {
            title: "#1 通知: 培训".to_owned(),
            date,
            unit: String::new(),
            column: "要闻".to_owned(),
            parts: Vec::new(),
        };
        let text = fill(
            "title: {{ title }}\ndate: {{date}}\nunit: {{ unit }}\ncolumn: {{ column }}\n",
            &values,
        );
        assert_eq!(text, "title: \"#1 通知: 培训\"\ndate: 2007-03-05\nunit: \ncolumn: 要闻\n");
    }
}
