//! A YAML mapping read key by key: every wrong value is reported, not only the first.
//!
//! Used for front matter, `kuaixun.yaml` and `data/units.yaml` alike. A key that nobody asked for
//! before [`Fields::finish`] is unknown.

mod nested;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::LazyLock;

use jiff::tz::TimeZone;
use regex::Regex;
use serde_yaml::{Mapping, Value};

use crate::base::diagnostic::did_you_mean;
use crate::base::{Diagnostic, Moment, SourcePath, Span, limits};
use crate::content::yaml::keys::Key;
use crate::content::yaml::mend::Line;
use crate::content::yaml::places::{first_line, inner_line, line_of};
use crate::content::yaml::{mend, plain, slips, value, within_limits};

/// At most this many unknown keys are reported; a file with more is no front matter.
const MOST_UNKNOWN: usize = 50;

/// Keys that hold an article back: if one is misspelt, an article is published that must not be.
const HIDING: [&str; 5] = ["draft", "publish", "expires", "visibility", "withdrawn"];

/// A mapping being read, and what was found wrong so far.
pub struct Fields<'a> {
    file: &'a SourcePath,
    yaml: &'a str,
    offset: usize,
    /// Where this mapping stands when it is inside another, for findings.
    inside: Option<Range<usize>>,
    /// The lines of the keys at the margin; empty when the text is plain YAML.
    lines: Vec<Line>,
    map: Mapping,
    /// The table of the keys that may be asked for; empty for a mapping inside another.
    keys: &'a [Key],
    asked: Vec<&'static str>,
    diagnostics: Vec<Diagnostic>,
}

impl<'a> Fields<'a> {
    /// Parses `yaml`, which starts `offset` bytes into `file`; `keys` are those that are known. An
    /// empty text is an empty mapping.
    ///
    /// # Errors
    /// Findings when the text is no YAML or no mapping, and cannot be mended.
    pub fn parse(
        file: &'a SourcePath,
        yaml: &'a str,
        offset: usize,
        keys: &'a [Key],
    ) -> Result<Self, Vec<Diagnostic>> {
        let mut fields = Self {
            file,
            yaml,
            offset,
            inside: None,
            lines: Vec::new(),
            map: Mapping::new(),
            keys,
            asked: Vec::new(),
            diagnostics: Vec::new(),
        };
        if let Some(map) = plain::read(yaml) {
            return Ok(Self { map, ..fields });
        }
        within_limits(yaml).map_err(|finding| {
            vec![finding.at(Span::new(file, offset..offset + first_line(yaml)))]
        })?;
        let mended = mend::mend(file, yaml, offset, keys)?;
        fields.lines = mended.lines;
        fields.diagnostics = mended.findings;
        match serde_yaml::from_str(&quoted_numbers(&mended.yaml)) {
            Ok(Value::Mapping(map)) => Ok(Self { map, ..fields }),
            Ok(Value::Null) => Ok(fields),
            Ok(_) => {
                let at = Span::new(file, offset..offset + first_line(yaml));
                Err(vec![Diagnostic::error("yaml-not-mapping").at(at)])
            }
            Err(error) => Err(vec![slips::syntax_error(file, yaml, offset, &error)]),
        }
    }

    /// The file being read.
    pub fn file(&self) -> &'a SourcePath {
        self.file
    }

    /// The line on which `key` stands. When the key is absent: in a mapping inside another the
    /// first line of that mapping, otherwise an empty range.
    pub fn span(&self, key: &str) -> Span {
        let range = match &self.inside {
            Some(inside) => inner_line(self.yaml, inside, key),
            None => self.line(key).unwrap_or(0..0),
        };
        Span::new(self.file, range.start + self.offset..range.end + self.offset)
    }

    /// Every key asked for that is present, with its place, for findings of later stages.
    pub fn places(&self) -> Vec<(&'static str, Range<usize>)> {
        let present = self.asked.iter().filter(|key| self.map.contains_key(**key));
        present.map(|key| (*key, self.span(key).range)).collect()
    }

    /// A value as text; numbers and booleans as they were typed. An empty value counts as absent.
    pub fn text(&mut self, key: &'static str) -> Option<String> {
        let value = self.ask(key)?;
        let text = match value {
            Value::String(text) => text.trim().to_owned(),
            Value::Number(_) | Value::Bool(_) => self.typed(key),
            // A text is wanted, so the brackets belong to it.
            Value::Sequence(_) if self.typed(key).starts_with('[') => {
                let line = format!("{key}: \"{}\"", self.typed(key));
                let finding = Diagnostic::warning("loose-front-matter").with("line", line);
                self.report(finding.at(self.span(key)));
                self.typed(key)
            }
            Value::Null => {
                if self.typed(key).starts_with('#') {
                    self.swallowed_by_comment(key);
                }
                return None;
            }
            _ => {
                self.wrong(key, "text");
                return None;
            }
        };
        let is_seen = text.chars().any(|c| !mend::is_unseen(c));
        is_seen.then_some(text)
    }

    /// A list of texts: a YAML sequence, or one text with 、, commas or semicolons between its
    /// parts. A list longer than anybody types is an error and is cut: each name would make pages.
    pub fn list(&mut self, key: &'static str) -> Vec<String> {
        let mut texts = self.all_of(key);
        self.bound(key, &mut texts);
        texts
    }

    /// Cuts what stands under a key to [`limits::NAMES`]; more is an error.
    fn bound<T>(&mut self, key: &'static str, all: &mut Vec<T>) {
        if all.len() > limits::NAMES {
            all.truncate(limits::NAMES);
            let finding = Diagnostic::error("beyond-limits").wording("names").with("key", key);
            self.report(finding.with("most", limits::NAMES).at(self.span(key)));
        }
    }

    fn all_of(&mut self, key: &'static str) -> Vec<String> {
        match self.ask(key) {
            Some(Value::Sequence(items)) => {
                let typed = self.typed_items(key, &items);
                let texts = typed.unwrap_or_else(|| items.into_iter().filter_map(scalar).collect());
                texts.into_iter().filter(|text| !text.is_empty()).collect()
            }
            Some(Value::Mapping(_)) => {
                self.wrong(key, "list");
                Vec::new()
            }
            Some(_) => {
                let text = self.text(key).unwrap_or_default();
                let parts = text.split(['、', '，', ',', '；', ';']).map(str::trim);
                parts.filter(|part| !part.is_empty()).map(str::to_owned).collect()
            }
            None => Vec::new(),
        }
    }

    /// The names under two keys, one for a single name and one for several; each name once.
    pub fn either(&mut self, one: &'static str, many: &'static str) -> Vec<String> {
        let mut all = self.list(one);
        for name in self.list(many) {
            if !all.contains(&name) {
                all.push(name);
            }
        }
        all
    }

    /// `true` or `false` (also 是/否, yes/no, on/off).
    pub fn flag(&mut self, key: &'static str) -> Option<bool> {
        match self.ask(key)? {
            Value::Bool(flag) => Some(flag),
            Value::String(word) if matches!(word.as_str(), "是" | "yes" | "on") => Some(true),
            Value::String(word) if matches!(word.as_str(), "否" | "no" | "off") => Some(false),
            _ => {
                self.wrong(key, "flag");
                None
            }
        }
    }

    /// A whole number.
    pub fn integer(&mut self, key: &'static str) -> Option<i64> {
        match self.ask(key)? {
            Value::Null => None,
            Value::Number(number) if number.as_i64().is_some() => number.as_i64(),
            _ => {
                self.wrong(key, "integer");
                None
            }
        }
    }

    /// A whole number of at least one.
    pub fn positive(&mut self, key: &'static str) -> Option<usize> {
        let number = self.integer(key)?;
        let positive = usize::try_from(number).ok().filter(|number| *number > 0);
        if positive.is_none() {
            self.wrong(key, "positive");
        }
        positive
    }

    /// A date in any form of convention 26, in `zone`.
    pub fn moment(&mut self, key: &'static str, zone: &TimeZone) -> Option<Moment> {
        let text = self.text(key)?;
        let moment = Moment::parse(&mend::narrow(&text), zone);
        if moment.is_none() {
            let finding = Diagnostic::error("bad-date").with("value", text);
            self.report(finding.at(self.span(key)));
        }
        moment
    }

    /// The raw value under `key`, whatever it is.
    pub fn raw(&mut self, key: &'static str) -> Option<Value> {
        self.ask(key)
    }

    /// Adds a finding of the caller's own.
    pub fn report(&mut self, finding: Diagnostic) {
        self.diagnostics.push(finding);
    }

    /// Everything found wrong, unknown keys included. An unknown key is a warning, or an error when
    /// it looks like a misspelt key that holds an article back.
    pub fn finish(mut self) -> Vec<Diagnostic> {
        let unknown: Vec<String> = self
            .map
            .keys()
            .filter_map(|key| scalar(key.clone()))
            .filter(|key| !self.asked.contains(&key.as_str()))
            .collect();
        for (place, key) in unknown.into_iter().enumerate() {
            let hides = HIDING.iter().any(|known| strsim::damerau_levenshtein(&key, known) == 1);
            if place >= MOST_UNKNOWN && !hides {
                continue;
            }
            let near = did_you_mean(&key, self.asked.iter().copied());
            let new = if hides { Diagnostic::error } else { Diagnostic::warning };
            let finding = new("unknown-key").with("key", &key).at(self.span(&key));
            let finding = finding.with("known", self.asked.join("、"));
            self.diagnostics.push(finding.near(near));
        }
        self.diagnostics
    }

    fn ask(&mut self, key: &'static str) -> Option<Value> {
        // Editors complete and check by the table: what is read and not in it, they call a mistake.
        let is_known = self.keys.is_empty() || self.keys.iter().any(|known| known.name == key);
        debug_assert!(is_known, "the key {key} is in no table of `keys`");
        if !self.asked.contains(&key) {
            self.asked.push(key);
        }
        self.map.get(key).cloned()
    }

    /// The value's text as it stands in the file: YAML turns `2007.10` into a number, we do not.
    fn typed(&self, key: &str) -> String {
        if self.inside.is_some() {
            return self.map.get(key).cloned().and_then(scalar).unwrap_or_default();
        }
        let line = self.line(key).map_or("", |range| &self.yaml[range]);
        let value = line.split_once(mend::is_colon).map_or("", |(_, value)| value);
        value::split_comment(value.trim_matches(mend::is_blank)).0.to_owned()
    }

    /// The items of a list at the margin as they stand in the file, where YAML made something else of
    /// one: `3.10` is no 3.1, and `016` no 14.
    fn typed_items(&self, key: &str, items: &[Value]) -> Option<Vec<String>> {
        let is_other = |item: &Value| matches!(item, Value::Number(_) | Value::Bool(_));
        if self.inside.is_some() || !items.iter().any(is_other) {
            return None;
        }
        let text = &self.yaml[self.line(key)?.start..];
        let is_inside =
            |line: &str| line.starts_with([' ', '\t', '-', '#', ']']) || line.trim().is_empty();
        let rest = text.split_inclusive('\n').skip(1).take_while(|line| is_inside(line));
        let length = text.split_inclusive('\n').next()?.len() + rest.map(str::len).sum::<usize>();
        // Where texts are wanted, the parser gives them as they were typed.
        let texts: BTreeMap<String, Vec<String>> =
            serde_yaml::from_str(&quoted_numbers(&text[..length])).ok()?;
        texts.into_values().next().filter(|texts| texts.len() == items.len())
    }

    /// The line of a key at the margin.
    fn line(&self, key: &str) -> Option<Range<usize>> {
        let mended = self.lines.iter().find(|line| line.key == key);
        mended.map(|line| line.range.clone()).or_else(|| line_of(self.yaml, key))
    }

    fn wrong(&mut self, key: &'static str, wanted: &'static str) {
        let finding = Diagnostic::error("wrong-type").with("key", key).with("wanted", wanted);
        self.report(finding.at(self.span(key)));
    }

    fn swallowed_by_comment(&mut self, key: &'static str) {
        let typed = self.typed(key);
        let finding = Diagnostic::error("value-is-comment").with("key", key);
        self.report(finding.with("value", typed).at(self.span(key)));
    }
}

/// A text with quotation marks around whole numbers that are too long for the parser.
fn quoted_numbers(yaml: &str) -> Cow<'_, str> {
    static LONG: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?m)((?:^|[\[,:-])[ \t]*)([+-]?[0-9]{19,})([ \t]*(?:[,\]]|$))")
            .expect("a tested pattern")
    });
    LONG.replace_all(yaml, "$1\"$2\"$3")
}

fn scalar(value: Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.trim().to_owned()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(flag) => Some(flag.to_string()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::yaml::keys::ARTICLE;

    fn with<T>(yaml: &str, read: impl FnOnce(&mut Fields<'_>) -> T) -> (T, Vec<&'static str>) {
        let file = SourcePath::new("a.md").unwrap();
        let mut fields = Fields::parse(&file, yaml, 0, ARTICLE).unwrap();
        let value = read(&mut fields);
        (value, fields.finish().into_iter().map(|finding| finding.code).collect())
    }

    #[test]
    fn scalars_keep_what_was_typed() {
        assert_eq!(with("title: 1.10", |f| f.text("title")).0.as_deref(), Some("1.10"));
        assert_eq!(with("title: 2007 # 年", |f| f.text("title")).0.as_deref(), Some("2007"));
        assert_eq!(with("title: yes", |f| f.text("title")).0.as_deref(), Some("yes"));
    }

    #[test]
    fn items_keep_what_was_typed() {
        for yaml in [
            "tags: [3.10, 1e3, 0x1F, +86, 016]",
            "tags:\n- 3.10\n- 1e3 # 数\n- 0x1F\n- +86\n- 016\ntitle: x",
        ] {
            let (tags, _) = with(yaml, |fields| fields.list("tags"));
            assert_eq!(tags, ["3.10", "1e3", "0x1F", "+86", "016"], "{yaml}");
        }
        let (tags, _) =
            with("tags: [22222222222222222222, true, 甲]", |fields| fields.list("tags"));
        assert_eq!(tags, ["22222222222222222222", "true", "甲"]);
    }

    #[test]
    fn a_list_may_be_typed_as_prose() {
        let units = vec!["市科技局".to_owned(), "市地震局".to_owned()];
        assert_eq!(with("units: 市科技局、市地震局", |f| f.list("units")).0, units);
        assert_eq!(with("units: [市科技局, 市地震局]", |f| f.list("units")).0, units);
    }

    #[test]
    fn every_wrong_value_is_reported() {
        let yaml = "date: 2007-13-45\nweight: 重\nsummary:\n  a: b\ntilte: 错\n";
        let ((), codes) = with(yaml, |f| {
            f.moment("date", &TimeZone::UTC);
            f.integer("weight");
            f.text("summary");
            f.text("title");
        });
        assert_eq!(codes, ["bad-date", "wrong-type", "wrong-type", "unknown-key"]);
    }

    #[test]
    fn a_misspelt_key_that_hides_publishes_nothing() {
        let found = |key: &str| {
            let file = SourcePath::new("a.md").unwrap();
            let yaml = format!("{key}: true\n");
            let mut fields = Fields::parse(&file, &yaml, 0, ARTICLE).unwrap();
            fields.flag("draft");
            fields.finish().remove(0).is_error()
        };
        assert!(found("darft") && found("drafts"));
        assert!(!found("colunm"));
    }

    #[test]
    fn a_title_eaten_by_a_comment_is_named() {
        assert_eq!(with("title: # 通知", |f| f.text("title")).1, ["value-is-comment"]);
    }

    #[test]
    fn what_is_typed_is_what_is_read() {
        let read = |yaml| with(yaml, |f| f.text("title")).0;
        assert_eq!(read("title：1.10").as_deref(), Some("1.10"));
        assert_eq!(read("title: [通知]").as_deref(), Some("[通知]"));
        assert_eq!(read("title: #1 通知").as_deref(), Some("#1 通知"));
        assert_eq!(read("标题: 关于: 培训").as_deref(), Some("关于: 培训"));
    }

    #[test]
    fn a_syntax_error_shows_the_quoted_form() {
        let file = SourcePath::new("a.md").unwrap();
        let error = Fields::parse(&file, "other: [通知] 培训\ndate: 2007-01-01\n", 4, ARTICLE);
        let error = error.err().unwrap().remove(0);
        assert_eq!(error.at.as_ref().unwrap().range.start, 4);
        assert_eq!(error.arg("line"), Some("other: \"[通知] 培训\""));
    }
}
