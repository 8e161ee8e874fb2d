//! The words of the interface in the site's language: `i18n/<language>.yaml` of the theme.

use std::collections::BTreeMap;
use std::fmt::Display;

use jiff::civil::Date;

use crate::content::front_matter::notices::Notice;

/// The language whose words fill in where a translation has none.
const FALLBACK: &str = "zh-CN";

/// Words by their keys; templates use them as `words.<key>`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, serde::Serialize)]
#[serde(transparent)]
pub struct Words(BTreeMap<String, String>);

impl Words {
    /// The words with this key; the key itself where a theme's file lacks it.
    pub fn get<'a>(&'a self, key: &'a str) -> &'a str {
        self.0.get(key).map_or(key, String::as_str)
    }

    /// The words with this key, `{name}` replaced by what is given for it.
    pub fn fill(&self, key: &str, values: &[(&str, &dyn Display)]) -> String {
        fill(self.get(key), values.iter().copied())
    }

    /// A correction on one line: 更正（2007年4月2日）：…
    pub fn correction(&self, notice: &Notice) -> String {
        let date = self.date(notice.date.date);
        self.fill("correction", &[("date", &date), ("text", &notice.text)])
    }

    /// A day in the language's long form: 2007年3月5日 (convention 26: no leading zeros).
    pub fn date(&self, day: Date) -> String {
        self.formatted("date_form", day)
    }

    /// A month: 2007年3月.
    pub fn month(&self, day: Date) -> String {
        self.formatted("month_form", day)
    }

    fn formatted(&self, key: &str, day: Date) -> String {
        let form = jiff::fmt::strtime::format(self.get(key), day);
        form.unwrap_or_else(|_| day.to_string())
    }

    /// Lays the words of one file over these; only the keys it has change.
    ///
    /// # Errors
    /// A message when the file is no map of texts, or when its form of dates cannot be used.
    pub fn overlay(&mut self, yaml: &[u8]) -> Result<(), String> {
        let words: Option<BTreeMap<String, String>> =
            serde_yaml::from_slice(yaml).map_err(|error| error.to_string())?;
        let words = words.unwrap_or_default();
        for form in ["date_form", "month_form"].iter().filter_map(|key| words.get(*key)) {
            if let Err(error) = jiff::fmt::strtime::format(form, Date::ZERO) {
                return Err(format!("{form}: {error}"));
            }
        }
        self.0.extend(words);
        Ok(())
    }
}

/// `共{total}条` and `total`, 93 → 共93条
pub fn fill<N: Display, V: Display>(text: &str, values: impl Iterator<Item = (N, V)>) -> String {
    let values: Vec<(String, String)> =
        values.map(|(name, value)| (name.to_string(), value.to_string())).collect();
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    // Once through: a value may hold what looks like a place.
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let known = after.split_once('}').and_then(|(name, behind)| {
            let (_, value) = values.iter().find(|(known, _)| known == name)?;
            Some((value, behind))
        });
        match known {
            Some((value, behind)) => {
                out.push_str(value);
                rest = behind;
            }
            None => {
                out.push('{');
                rest = after;
            }
        }
    }
    out + rest
}

/// The languages whose words are laid over one another for `language`, which comes last: for
/// `en-GB` the fallback, `en`, `en-GB`.
pub fn languages(language: &str) -> Vec<&str> {
    let all = [FALLBACK, primary(language), language];
    let is_last = |(place, name): &(usize, &&str)| !all[place + 1..].contains(name);
    all.iter().enumerate().filter(is_last).map(|(_, name)| *name).collect()
}

/// The first part of a language's name: `en` of `en-GB`.
pub fn primary(language: &str) -> &str {
    language.split('-').next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn words(yaml: &str) -> Words {
        let mut words = Words::default();
        words.overlay(yaml.as_bytes()).unwrap();
        words
    }

    #[test]
    fn words_are_filled_in() {
        let words = words("issue: 第{number}期（总第{all}期）\n");
        assert_eq!(words.fill("issue", &[("number", &3), ("all", &27)]), "第3期（总第27期）");
        assert_eq!(words.get("unknown"), "unknown");
        let filled = fill("{a}{ {b} {c", [("a", "{b}"), ("b", "乙")].into_iter());
        assert_eq!(filled, "{b}{ 乙 {c");
    }

    #[test]
    fn dates_have_the_form_of_the_language() {
        let chinese = words("date_form: '%Y年%-m月%-d日'\n");
        assert_eq!(chinese.date(date(2007, 3, 5)), "2007年3月5日");
        assert_eq!(words("date_form: '%-d %B %Y'\n").date(date(2007, 3, 5)), "5 March 2007");
        assert_eq!(Words::default().date(date(2007, 3, 5)), "date_form");
    }

    #[test]
    fn a_language_is_looked_for_from_the_general_to_the_special() {
        assert_eq!(languages("zh-CN"), ["zh", "zh-CN"]);
        assert_eq!(languages("zh"), ["zh-CN", "zh"]);
        assert_eq!(languages("en-GB"), ["zh-CN", "en", "en-GB"]);
        assert_eq!(languages("en"), ["zh-CN", "en"]);
    }

    #[test]
    fn words_that_cannot_be_used_are_refused() {
        let mut words = words("home: 首页\n");
        for bad in [b"home: [a]\n".as_slice(), b"- a\n", b"date_form: '%'\n", b"\xff: a\n"] {
            words.overlay(bad).unwrap_err();
        }
        words.overlay(b"").unwrap();
        assert_eq!(words.get("home"), "首页");
    }
}
