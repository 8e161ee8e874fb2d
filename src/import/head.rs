//! The front matter of an imported text.

use std::fmt::Write as _;

use serde_yaml::Value;

use super::found::Found;
use crate::content::yaml::value::quoted;

/// The start of the line of front matter that says which file an article was made of.
pub const MARK: &str = "# kuaixun import: ";

/// What the command line adds to every text.
#[derive(Clone, Debug, Default)]
pub struct Given {
    /// The unit that sent it, in place of what the text says.
    pub unit: Option<String>,
    /// Its column.
    pub column: Option<String>,
}

/// Front matter between its two lines. `source` and `print` are the name of the file that the text is of and its
/// fingerprint.
pub fn write(found: &Found, source: &str, print: &str, given: &Given) -> String {
    let mut head = Head("---\n".to_owned());
    head.put("title", &found.title);
    head.put("kicker", &found.kicker);
    head.put("subtitle", &found.subtitle);
    let date = found.date.map(|date| date.to_string()).unwrap_or_default();
    let time = if found.time.is_empty() { String::new() } else { format!("T{}", found.time) };
    head.raw("date", &if date.is_empty() { date } else { date + &time });
    let unit = given.unit.as_ref().map(std::slice::from_ref);
    head.list(["unit", "units"], unit.unwrap_or(&found.units));
    head.list(["author", "authors"], &found.authors);
    head.put("source", &found.source);
    head.put("column", given.column.as_deref().unwrap_or(&found.column));
    head.put("summary", &found.summary);
    head.raw("weight", &found.weight.map(|weight| weight.to_string()).unwrap_or_default());
    head.list(["tags", "tags"], &found.tags);
    head.put("slug", &found.slug);
    head.list(["aliases", "aliases"], &found.aliases);
    for (key, day) in [("publish", found.publish), ("expires", found.expires)] {
        head.raw(key, &day.map(|day| day.to_string()).unwrap_or_default());
    }
    if found.is_internal {
        head.put("visibility", "internal");
    }
    if !found.extra.is_empty() {
        let extra = serde_yaml::to_string(&found.extra).expect("it was read from such a text");
        head.0.push_str("extra:\n");
        for line in extra.lines() {
            let _ = writeln!(head.0, "  {line}");
        }
    }
    head.raw("draft", "true");
    let source: String = source.chars().filter(|c| !c.is_control()).collect();
    head.0 + &format!("{MARK}{print} {source}\n---\n")
}

struct Head(String);

impl Head {
    /// A text, unless it is empty. What YAML would take for something else, such as `null`, stands in quotes.
    fn put(&mut self, key: &str, text: &str) {
        let text: String = text.chars().filter(|c| c.is_whitespace() || !c.is_control()).collect();
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let plain = quoted(&text);
        let is_word = matches!(serde_yaml::from_str(&text), Ok(Value::Null | Value::Bool(_)));
        if plain == text && is_word && !text.is_empty() {
            self.raw(key, &format!("\"{text}\""));
        } else {
            self.raw(key, &plain);
        }
    }

    /// A value as it stands, unless it is empty.
    fn raw(&mut self, key: &str, value: &str) {
        if !value.is_empty() {
            let _ = writeln!(self.0, "{key}: {value}");
        }
    }

    /// One value under the first key, several under the second.
    fn list(&mut self, [one, many]: [&str; 2], values: &[String]) {
        match values {
            [] => {}
            [value] if one != many => self.put(one, value),
            values => {
                let values: Vec<String> = values.iter().map(|value| in_list(value)).collect();
                let _ = writeln!(self.0, "{many}: [{}]", values.join(", "));
            }
        }
    }
}

/// A value in a list on one line.
fn in_list(value: &str) -> String {
    if value.contains([',', '[', ']', '{', '}']) {
        format!("\"{}\"", value.replace('\\', "\\\\").replace('"', "\\\""))
    } else {
        quoted(value)
    }
}
