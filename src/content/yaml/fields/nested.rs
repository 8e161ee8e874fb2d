//! Reads what stands below a key: mappings, lists of them, lines of names.

use serde_yaml::{Mapping, Value};

use super::{Fields, quoted_numbers, scalar};
use crate::base::{Diagnostic, SourcePath, Span};
use crate::content::yaml::places::{first_line, item_lines};
use crate::content::yaml::{slips, value};

impl<'a> Fields<'a> {
    /// Parses a file that is a list of mappings.
    ///
    /// # Errors
    /// A finding when the text is no YAML or no such list.
    pub fn parse_items(file: &'a SourcePath, yaml: &'a str) -> Result<Vec<Self>, Diagnostic> {
        let value = serde_yaml::from_str(&quoted_numbers(yaml))
            .map_err(|error| slips::syntax_error(file, yaml, 0, &error))?;
        let mut outer = Self {
            file,
            yaml,
            offset: 0,
            inside: Some(0..0),
            lines: Vec::new(),
            map: Mapping::from_iter([("items".into(), value)]),
            keys: &[],
            asked: Vec::new(),
            diagnostics: Vec::new(),
        };
        let items = outer.items("items", "name");
        match outer.diagnostics.pop() {
            Some(finding) if finding.code == "wrong-type" => {
                let finding = Diagnostic::error("wrong-type").wording("whole");
                Err(finding.at(Span::new(file, 0..first_line(yaml))))
            }
            Some(finding) => Err(finding),
            None => Ok(items),
        }
    }

    /// The mapping under `key`.
    pub fn nested(&mut self, key: &'static str) -> Option<Fields<'a>> {
        match self.ask(key)? {
            Value::Mapping(map) => Some(self.inner(key, map)),
            Value::Null => None,
            _ => {
                self.wrong(key, "mapping");
                None
            }
        }
    }

    /// The items under `key`. Each is a mapping; a plain text stands for a mapping whose only key
    /// is `short`.
    pub fn items(&mut self, key: &'static str, short: &'static str) -> Vec<Fields<'a>> {
        let items = self.sequence(key);
        self.read_items(key, short, items)
    }

    /// The same, at most [`limits::NAMES`](crate::base::limits::NAMES).
    pub fn few_items(&mut self, key: &'static str, short: &'static str) -> Vec<Fields<'a>> {
        let mut items = self.sequence(key);
        self.bound(key, &mut items);
        self.read_items(key, short, items)
    }

    fn sequence(&mut self, key: &'static str) -> Vec<Value> {
        match self.ask(key) {
            Some(Value::Sequence(items)) => items,
            None | Some(Value::Null) => Vec::new(),
            Some(_) => {
                self.wrong(key, "items");
                Vec::new()
            }
        }
    }

    fn read_items(
        &mut self,
        key: &'static str,
        short: &'static str,
        items: Vec<Value>,
    ) -> Vec<Fields<'a>> {
        if items.is_empty() {
            return Vec::new();
        }
        let mut all = Vec::new();
        let around = self.inside.clone().or_else(|| self.line(key)).unwrap_or(0..0);
        let places = item_lines(self.yaml, &around, key);
        let typed = self.typed_items(key, &items);
        for (number, item) in items.into_iter().enumerate() {
            let place = places.get(number).unwrap_or(&around).clone();
            let here = Span::new(self.file, place.start + self.offset..place.end + self.offset);
            let map = match item {
                Value::Mapping(map) => map,
                other => {
                    let line = places.get(number).and_then(|line| self.yaml.get(line.clone()));
                    let own = line.and_then(|line| line.trim_start().strip_prefix("- "));
                    let own = own.map(|own| value::split_comment(own.trim()).0.trim_end());
                    // Items on one line have no lines of their own: this may be that of another.
                    let own = own.filter(|own| {
                        serde_yaml::from_str(own).is_ok_and(|one: Value| one == other)
                    });
                    let text = match (&typed, own, &other) {
                        (Some(typed), ..) => typed.get(number).cloned(),
                        (None, Some(own), Value::Number(_) | Value::Bool(_)) => {
                            Some(own.to_owned())
                        }
                        _ => scalar(other),
                    };
                    let Some(text) = text else {
                        self.wrong(key, "items");
                        continue;
                    };
                    if let Some((word, value)) = slips::full_width_colon(&text) {
                        let finding = Diagnostic::error("full-width-colon").with("key", word);
                        self.report(finding.with("value", value).at(here));
                        continue;
                    }
                    Mapping::from_iter([(short.into(), text.into())])
                }
            };
            all.push(Fields { inside: Some(place), ..self.inner(key, map) });
        }
        all
    }

    /// The names under `key`, each with its text or list of texts.
    pub fn pairs(&mut self, key: &'static str) -> Vec<(String, Vec<String>)> {
        let map = match self.ask(key) {
            Some(Value::Mapping(map)) => map,
            None | Some(Value::Null) => return Vec::new(),
            Some(_) => {
                self.wrong(key, "mapping");
                return Vec::new();
            }
        };
        let texts = |value: Value| match value {
            Value::Sequence(items) => items.into_iter().filter_map(scalar).collect(),
            one => scalar(one).into_iter().collect(),
        };
        map.into_iter().filter_map(|(name, value)| Some((scalar(name)?, texts(value)))).collect()
    }

    fn inner(&self, key: &str, map: Mapping) -> Fields<'a> {
        let block =
            || self.line(key).map(|line| line.start..line.end + indented(&self.yaml[line.end..]));
        let line = self.inside.clone().or_else(block).unwrap_or(0..0);
        Fields {
            file: self.file,
            yaml: self.yaml,
            offset: self.offset,
            inside: Some(line),
            lines: Vec::new(),
            map,
            keys: &[],
            asked: Vec::new(),
            diagnostics: Vec::new(),
        }
    }
}

/// How many bytes at the start of a text are the rest of a line, and lines that belong below it.
fn indented(text: &str) -> usize {
    let lines = text.split_inclusive('\n').enumerate();
    let below = lines
        .take_while(|(number, line)| *number == 0 || line.starts_with([' ', '\t', '\n', '\r']));
    below.map(|(_, line)| line.len()).sum()
}
