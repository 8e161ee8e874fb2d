//! A YAML mapping read key by key: every wrong value is reported, not only the first.
//!
//! Used for front matter, `kuaixun.yaml` and `data/units.yaml` alike. What is not asked for
//! before [`Fields::finish`] is an unknown key.

use std::ops::Range;

use jiff::tz::TimeZone;
use serde_yaml::{Mapping, Value};

use super::{plain_yaml, slips};
use crate::base::diagnostic::did_you_mean;
use crate::base::{Diagnostic, Moment, SourcePath, Span};

/// A mapping being read, and what was found wrong so far.
pub struct Fields<'a> {
    file: &'a SourcePath,
    yaml: &'a str,
    offset: usize,
    /// Where findings point to when this is a mapping inside another.
    inside: Option<Range<usize>>,
    map: Mapping,
    asked: Vec<&'static str>,
    diagnostics: Vec<Diagnostic>,
}

impl<'a> Fields<'a> {
    /// Parses `yaml`, which starts `offset` bytes into `file`; an empty text is an empty mapping.
    ///
    /// # Errors
    /// A finding when the text is no YAML or no mapping.
    pub fn parse(file: &'a SourcePath, yaml: &'a str, offset: usize) -> Result<Self, Diagnostic> {
        let parsed = match plain_yaml::read(yaml) {
            Some(map) => Ok(Value::Mapping(map)),
            None => serde_yaml::from_str(yaml),
        };
        let map = match parsed {
            Ok(Value::Mapping(map)) => map,
            Ok(Value::Null) => Mapping::new(),
            Ok(_) => {
                return Err(Diagnostic::error("yaml-not-mapping", "这里应当是“键: 值”的形式")
                    .at(Span::new(file, offset..offset + first_line(yaml)))
                    .help("每行写一个键，英文冒号后空一格，例如 title: 全市科技工作会议召开"));
            }
            Err(error) => return Err(slips::syntax_error(file, yaml, offset, &error)),
        };
        Ok(Self {
            file,
            yaml,
            offset,
            inside: None,
            map,
            asked: Vec::new(),
            diagnostics: Vec::new(),
        })
    }

    /// Parses a file that is a list of mappings.
    ///
    /// # Errors
    /// A finding when the text is no YAML or no such list.
    pub fn parse_items(file: &'a SourcePath, yaml: &'a str) -> Result<Vec<Self>, Diagnostic> {
        let value = serde_yaml::from_str(yaml)
            .map_err(|error| slips::syntax_error(file, yaml, 0, &error))?;
        let mut outer = Self {
            file,
            yaml,
            offset: 0,
            inside: Some(0..0),
            map: Mapping::from_iter([("items".into(), value)]),
            asked: Vec::new(),
            diagnostics: Vec::new(),
        };
        let items = outer.items("items", "name");
        match outer.diagnostics.pop() {
            Some(finding) => Err(finding),
            None => Ok(items),
        }
    }

    /// The file being read.
    pub fn file(&self) -> &'a SourcePath {
        self.file
    }

    /// Where `key` stands: its line, or the whole of the mapping when it is inside another.
    pub fn span(&self, key: &str) -> Span {
        let range = self.inside.clone().or_else(|| line_of(self.yaml, key)).unwrap_or(0..0);
        Span::new(self.file, range.start + self.offset..range.end + self.offset)
    }

    /// Every key asked for that is present, with its place, for findings of later stages.
    pub fn places(&self) -> Vec<(&'static str, Range<usize>)> {
        let present = self.asked.iter().filter(|key| self.map.contains_key(**key));
        present.map(|key| (*key, self.span(key).range)).collect()
    }

    /// A value as text; numbers and booleans as they were typed. Empty is absent.
    pub fn text(&mut self, key: &'static str) -> Option<String> {
        let value = self.ask(key)?;
        let text = match value {
            Value::String(text) => text.trim().to_owned(),
            Value::Number(_) | Value::Bool(_) => self.typed(key),
            Value::Null => {
                if self.typed(key).starts_with('#') {
                    self.swallowed_by_comment(key);
                }
                return None;
            }
            _ => {
                self.wrong(key, "一段文字");
                return None;
            }
        };
        (!text.is_empty()).then_some(text)
    }

    /// A list of texts: a YAML sequence, or one text with 、 or commas between its parts.
    pub fn list(&mut self, key: &'static str) -> Vec<String> {
        match self.ask(key) {
            Some(Value::Sequence(items)) => {
                let texts: Vec<_> = items.into_iter().filter_map(scalar).collect();
                texts.into_iter().filter(|text| !text.is_empty()).collect()
            }
            Some(Value::Mapping(_)) => {
                self.wrong(key, "一个列表，例如 [市科技局, 市地震局]");
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

    /// `true` or `false` (also 是/否).
    pub fn flag(&mut self, key: &'static str) -> Option<bool> {
        match self.ask(key)? {
            Value::Bool(flag) => Some(flag),
            Value::String(word) if matches!(word.as_str(), "是" | "yes" | "on") => Some(true),
            Value::String(word) if matches!(word.as_str(), "否" | "no" | "off") => Some(false),
            _ => {
                self.wrong(key, "true 或 false");
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
                self.wrong(key, "一个整数");
                None
            }
        }
    }

    /// A whole number of at least one.
    pub fn positive(&mut self, key: &'static str) -> Option<usize> {
        let number = self.integer(key)?;
        let positive = usize::try_from(number).ok().filter(|number| *number > 0);
        if positive.is_none() {
            self.wrong(key, "一个大于 0 的整数");
        }
        positive
    }

    /// A date in any form of convention 26, in `zone`.
    pub fn moment(&mut self, key: &'static str, zone: &TimeZone) -> Option<Moment> {
        let text = self.text(key)?;
        let moment = Moment::parse(&text, zone);
        if moment.is_none() {
            let finding = Diagnostic::error("bad-date", format!("“{text}”不是一个存在的日期"));
            let help = "写成 2007-03-20；需要时间时写成 2007-03-20 08:30";
            self.report(finding.at(self.span(key)).help(help));
        }
        moment
    }

    /// The mapping under `key`.
    pub fn nested(&mut self, key: &'static str) -> Option<Fields<'a>> {
        match self.ask(key)? {
            Value::Mapping(map) => Some(self.inner(key, map)),
            Value::Null => None,
            _ => {
                self.wrong(key, "下一级的“键: 值”");
                None
            }
        }
    }

    /// The items under `key`, each a mapping, or a text standing for one whose only key is `short`.
    pub fn items(&mut self, key: &'static str, short: &'static str) -> Vec<Fields<'a>> {
        let Some(value) = self.ask(key) else { return Vec::new() };
        let items = match value {
            Value::Sequence(items) => items,
            Value::Null => return Vec::new(),
            _ => {
                self.wrong(key, "一个列表，每项以“- ”开头");
                return Vec::new();
            }
        };
        let mut all = Vec::new();
        for item in items {
            match item {
                Value::Mapping(map) => all.push(self.inner(key, map)),
                other => match scalar(other) {
                    Some(text) => {
                        let map = Mapping::from_iter([(short.into(), text.into())]);
                        all.push(self.inner(key, map));
                    }
                    None => self.wrong(key, "一个列表，每项是文字或“键: 值”"),
                },
            }
        }
        all
    }

    /// The raw value under `key`, whatever it is.
    pub fn raw(&mut self, key: &'static str) -> Option<Value> {
        self.ask(key)
    }

    /// Adds a finding of the caller's own.
    pub fn report(&mut self, finding: Diagnostic) {
        self.diagnostics.push(finding);
    }

    /// Everything found wrong, unknown keys included (as warnings).
    pub fn finish(mut self) -> Vec<Diagnostic> {
        let unknown: Vec<String> = self
            .map
            .keys()
            .filter_map(|key| scalar(key.clone()))
            .filter(|key| !self.asked.contains(&key.as_str()))
            .collect();
        for key in unknown {
            let finding = Diagnostic::warning("unknown-key", format!("不认识的键“{key}”，已忽略"))
                .at(self.span(&key));
            let finding = match did_you_mean(&key, self.asked.iter().copied()) {
                Some(near) => finding.help(format!("是不是“{near}”？")),
                None => finding.help(format!("可用的键：{}", self.asked.join("、"))),
            };
            self.diagnostics.push(finding);
        }
        self.diagnostics
    }

    fn ask(&mut self, key: &'static str) -> Option<Value> {
        if !self.asked.contains(&key) {
            self.asked.push(key);
        }
        self.map.get(key).cloned()
    }

    fn inner(&self, key: &str, map: Mapping) -> Fields<'a> {
        let line = self.inside.clone().or_else(|| line_of(self.yaml, key)).unwrap_or(0..0);
        Fields {
            file: self.file,
            yaml: self.yaml,
            offset: self.offset,
            inside: Some(line),
            map,
            asked: Vec::new(),
            diagnostics: Vec::new(),
        }
    }

    /// The value's text as it stands in the file: YAML turns `2007.10` into a number, we do not.
    fn typed(&self, key: &str) -> String {
        if self.inside.is_some() {
            return self.map.get(key).cloned().and_then(scalar).unwrap_or_default();
        }
        let line = line_of(self.yaml, key).map_or("", |range| &self.yaml[range]);
        let value = line.split_once(':').map_or("", |(_, value)| value).trim();
        match value.find(" #") {
            Some(comment) => value[..comment].trim_end().to_owned(),
            None => value.to_owned(),
        }
    }

    fn wrong(&mut self, key: &'static str, wanted: &str) {
        let finding = Diagnostic::error("wrong-type", format!("“{key}”的值应当是{wanted}"));
        self.report(finding.at(self.span(key)));
    }

    fn swallowed_by_comment(&mut self, key: &'static str) {
        let typed = self.typed(key);
        let finding =
            Diagnostic::error("value-is-comment", format!("“{key}”的值以 # 开头，会被当作注释"));
        self.report(finding.at(self.span(key)).help(format!("加上英文引号：{key}: \"{typed}\"")));
    }
}

fn scalar(value: Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.trim().to_owned()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(flag) => Some(flag.to_string()),
        _ => None,
    }
}

/// The line on which `key` stands at the margin, without its line end.
fn line_of(yaml: &str, key: &str) -> Option<Range<usize>> {
    let mut start = 0;
    for line in yaml.split_inclusive('\n') {
        let rest = line.strip_prefix(key).map(str::trim_start);
        if rest.is_some_and(|rest| rest.starts_with(':')) {
            return Some(start..start + line.trim_end().len());
        }
        start += line.len();
    }
    None
}

fn first_line(text: &str) -> usize {
    text.lines().next().map_or(0, str::len)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with<T>(yaml: &str, read: impl FnOnce(&mut Fields<'_>) -> T) -> (T, Vec<&'static str>) {
        let file = SourcePath::new("a.md").unwrap();
        let mut fields = Fields::parse(&file, yaml, 0).unwrap();
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
    fn a_list_may_be_typed_as_prose() {
        let units = vec!["市科技局".to_owned(), "市地震局".to_owned()];
        assert_eq!(with("units: 市科技局、市地震局", |f| f.list("units")).0, units);
        assert_eq!(with("units: [市科技局, 市地震局]", |f| f.list("units")).0, units);
    }

    #[test]
    fn every_wrong_value_is_reported() {
        let yaml = "date: 2007-13-45\nweight: 重\nunit: {a: b}\ntilte: 错\n";
        let ((), codes) = with(yaml, |f| {
            f.moment("date", &TimeZone::UTC);
            f.integer("weight");
            f.text("unit");
            f.text("title");
        });
        assert_eq!(codes, ["bad-date", "wrong-type", "wrong-type", "unknown-key"]);
    }

    #[test]
    fn a_title_eaten_by_a_comment_is_named() {
        assert_eq!(with("title: #1 通知", |f| f.text("title")).1, ["value-is-comment"]);
    }

    #[test]
    fn the_usual_slips_are_named_where_they_are() {
        let file = SourcePath::new("a.md").unwrap();
        let error = |yaml| Fields::parse(&file, yaml, 0).err().unwrap();
        let twice = error("title: 甲\ndate: 2007-01-01\ntitle: 乙\n");
        assert_eq!((twice.code, twice.at.unwrap().range.start), ("duplicate-key", 28));
        let wide = error("date: 2007-01-01\ntitle：甲\nunit: 乙\n");
        assert_eq!((wide.code, wide.at.unwrap().range.start), ("full-width-colon", 17));
    }

    #[test]
    fn a_syntax_error_shows_the_quoted_form() {
        let file = SourcePath::new("a.md").unwrap();
        let error =
            Fields::parse(&file, "title: [通知] 培训\ndate: 2007-01-01\n", 4).err().unwrap();
        assert_eq!(error.at.unwrap().range.start, 4);
        assert!(error.help.unwrap().contains("title: \"[通知] 培训\""));
    }
}
