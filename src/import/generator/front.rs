//! Front matter of other generators: YAML, TOML or JSON, and what its keys mean here.

use std::sync::LazyLock;

use jiff::civil::{Date, Time};
use regex::Regex;
use serde_yaml::{Mapping, Value};

use super::kind::Generator;
use crate::import::found::{Found, Remark, time_of};
use crate::import::roles::date_in;

/// The head of a text and the rest of it.
#[derive(Debug, Default)]
pub struct Split<'a> {
    /// What the head says; empty where there is none.
    pub keys: Mapping,
    /// Whether there is a head.
    pub is_there: bool,
    /// The line of the head that could not be read as it should, from 1; its plain lines were.
    pub fault: Option<usize>,
    /// The text below it.
    pub body: &'a str,
}

/// A text with front matter between `---` (YAML), `+++` (TOML), `;;;` (JSON), or as one object of JSON.
pub fn split(text: &str) -> Split<'_> {
    let text = text.trim_start_matches('\u{feff}');
    let whole = Split { body: text, ..Split::default() };
    let start = text.trim_start();
    if start.starts_with('{') {
        let mut objects = serde_json::Deserializer::from_str(start).into_iter::<Mapping>();
        let Some(Ok(keys)) = objects.next() else { return whole };
        let body = &start[objects.byte_offset()..];
        return Split { keys, is_there: true, fault: None, body };
    }
    let (first, rest) = start.split_once('\n').unwrap_or((start, ""));
    let (sign, form) = match first.trim_end() {
        "---" => ("---", "yaml"),
        "+++" => ("+++", "toml"),
        ";;;" => (";;;", "json"),
        _ => return headless(whole),
    };
    let mut at = 0;
    for line in rest.split_inclusive('\n') {
        let is_end = line.trim_end() == sign || sign == "---" && line.trim_end() == "...";
        if is_end {
            let head = &rest[..at];
            let body = &rest[at + line.len()..];
            let (keys, fault) = match form {
                "json" => read(form, &format!("{{{head}}}")),
                form => read(form, head),
            }
            .map_or_else(|line| (lines(head), Some(line)), |keys| (keys, None));
            return Split { keys, is_there: true, fault, body };
        }
        at += line.len();
    }
    whole
}

/// Front matter of Hexo may have no sign above it: `title: 甲`, then `---`.
fn headless(whole: Split<'_>) -> Split<'_> {
    let mut at = 0;
    for line in whole.body.split_inclusive('\n').take(40) {
        if line.trim_end() == "---" {
            let head = &whole.body[..at];
            let keys = mapping("yaml", head).filter(|keys| keys.contains_key("title"));
            return match keys {
                Some(keys) => Split {
                    keys,
                    is_there: true,
                    fault: None,
                    body: &whole.body[at + line.len()..],
                },
                None => whole,
            };
        }
        let is_key = line.split_once(':').is_some_and(|(key, _)| {
            !key.is_empty() && key.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
        });
        if !is_key && !line.starts_with([' ', '-']) {
            return whole;
        }
        at += line.len();
    }
    whole
}

/// A file of one of these forms as a map: `toml`, `json`, `yaml` or `yml`.
pub fn mapping(form: &str, text: &str) -> Option<Mapping> {
    read(form, text).ok()
}

/// As [`mapping`].
///
/// # Errors
/// The line that is not well-formed, from 1.
fn read(form: &str, text: &str) -> Result<Mapping, usize> {
    let value = match form {
        "toml" => toml::from_str(text).map(untagged).map_err(|error| {
            error.span().map_or(1, |span| text[..span.start].matches('\n').count() + 1)
        })?,
        "json" => serde_json::from_str(text).map_err(|error| error.line())?,
        // Tabs are not allowed in YAML, and stand in many files.
        _ => serde_yaml::from_str(&text.replace('\t', "  "))
            .map_err(|error| error.location().map_or(1, |place| place.line()))?,
    };
    match value {
        Value::Mapping(keys) => Ok(keys),
        Value::Null => Ok(Mapping::new()),
        _ => Err(1),
    }
}

/// A date of TOML comes as a map with one key of its own.
fn untagged(value: Value) -> Value {
    match value {
        Value::Mapping(keys) => match keys.get("$__toml_private_datetime") {
            Some(date) => date.clone(),
            None => Value::Mapping(
                keys.into_iter().map(|(key, value)| (key, untagged(value))).collect(),
            ),
        },
        Value::Sequence(items) => Value::Sequence(items.into_iter().map(untagged).collect()),
        value => value,
    }
}

/// The lines `key: value` of a head that is no YAML: a title with a colon in it, a quotation mark too many.
fn lines(head: &str) -> Mapping {
    let mut keys = Mapping::new();
    let mut last: Option<String> = None;
    for line in head.lines() {
        if let Some(item) = line.trim_start().strip_prefix("- ")
            && let Some(Value::Sequence(items)) = last.as_ref().and_then(|key| keys.get_mut(key))
        {
            items.push(unquoted(item).into());
        } else if let Some((key, value)) = line.split_once(':').filter(|_| !line.starts_with(' ')) {
            let (key, value) = (key.trim(), value.trim());
            let inner = value.strip_prefix('[').and_then(|value| value.strip_suffix(']'));
            let value = match inner {
                _ if value.is_empty() => Value::Sequence(Vec::new()),
                Some(inner) => inner.split(',').map(|item| Value::from(unquoted(item))).collect(),
                None => unquoted(value).into(),
            };
            keys.insert(key.into(), value);
            last = Some(key.to_owned());
        }
    }
    keys
}

fn unquoted(text: &str) -> &str {
    let text = text.trim();
    let inner = |quote| text.strip_prefix(quote).and_then(|text| text.strip_suffix(quote));
    inner('"').or_else(|| inner('\'')).unwrap_or(text)
}

/// A value that is one text.
pub fn text_of(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.trim().to_owned()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(flag) => Some(flag.to_string()),
        _ => None,
    }
}

/// A value that is one text or several; a person may be a map with a name.
fn texts_of(value: &Value) -> Vec<String> {
    let pair =
        |(key, value): (&Value, &Value)| Some(format!("{}: {}", text_of(key)?, text_of(value)?));
    let one = |value: &Value| match value {
        Value::Mapping(person) => match person.get("name") {
            Some(name) => text_of(name),
            None => Some(person.iter().filter_map(pair).collect::<Vec<_>>().join(" ")),
        },
        value => text_of(value),
    };
    let mut all: Vec<String> = match value {
        // Categories of Hexo may be lists of lists.
        Value::Sequence(items) => items.iter().flat_map(texts_of).collect(),
        value => one(value).into_iter().collect(),
    };
    all.retain(|text| !text.is_empty());
    all
}

/// Takes one of these keys out of a head: the first that is there.
fn take(keys: &mut Mapping, names: &[&str]) -> Option<Value> {
    names.iter().find_map(|name| {
        let known =
            keys.keys().find(|key| key.as_str().is_some_and(|key| key.eq_ignore_ascii_case(name)));
        let known = known.cloned()?;
        keys.shift_remove(&known).filter(|value| !value.is_null())
    })
}

/// What the head of a text said beside what is known of every text.
#[derive(Debug, Default)]
pub struct Said {
    /// Its own address, where it states one.
    pub address: Option<String>,
    /// All its categories, the first of which is its column.
    pub categories: Vec<String>,
}

/// Fills what is known of a text by the keys of its head. What has no counterpart goes below `extra`, and is named.
pub fn fill(mut keys: Mapping, generator: Generator, found: &mut Found) -> Said {
    // Zola has names and more below keys of their own.
    for inner in ["taxonomies", "extra"] {
        if let Some(Value::Mapping(inner)) = take(&mut keys, &[inner]) {
            for (key, value) in inner {
                keys.entry(key).or_insert(value);
            }
        }
    }
    let mut text =
        |names: &[&str]| take(&mut keys, names).as_ref().and_then(text_of).unwrap_or_default();
    found.title = text(&["title"]);
    found.subtitle = text(&["subtitle"]);
    let date = text(&["date", "pubDate", "created", "created_at"]);
    found.slug = text(&["slug"]);
    let address = Some(text(&["url", "permalink", "path"])).filter(|address| !address.is_empty());
    let summary = text(&["summary", "description", "excerpt"]);
    found.summary = summary.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut day = |name: &str| date_in(&text(&[name]));
    (found.publish, found.expires) = (day("publishDate"), day("expiryDate"));
    (found.date, found.time) = moment(&date);
    let is_time = found.date.is_some() && !date.contains(':') || date.contains("00:00");
    if found.time.is_empty() && !date.is_empty() && !is_time {
        found
            .remarks
            .push(Remark::warning("import-lost").with("kind", "moment").with("name", &date));
    }
    let categories = names(&mut keys, generator, found);
    hidden(&mut keys, found);
    for (key, value) in keys {
        let Some(key) = text_of(&key) else { continue };
        if !value.is_null() {
            found.remarks.push(Remark::new("import-lost").with("kind", "key").with("name", &key));
            found.extra.insert(key.into(), value);
        }
    }
    Said { address, categories }
}

/// Takes authors, categories and tags out of a head. Answers the categories.
fn names(keys: &mut Mapping, generator: Generator, found: &mut Found) -> Vec<String> {
    // One text may name several, as people who type quickly have them; Jekyll parts them at blanks.
    let parts = |value: Value| -> Vec<String> {
        let Value::String(text) = &value else { return texts_of(&value) };
        let is_end = |c: char| ",，、;；".contains(c) || c == ' ' && generator == Generator::Jekyll;
        let parts = text.split(is_end).map(str::trim).filter(|part| !part.is_empty());
        parts.map(str::to_owned).collect()
    };
    let mut list = |names: &[&str]| take(keys, names).map(parts).unwrap_or_default();
    let categories = list(&["categories", "category"]);
    found.tags = list(&["tags", "tag"]);
    if found.tags.is_empty() {
        found.tags = list(&["keywords"]);
    }
    let mut list = |names: &[&str]| take(keys, names).as_ref().map(texts_of).unwrap_or_default();
    found.authors = list(&["author", "authors"]);
    found.aliases = list(&["aliases", "alias", "redirect_from"]);
    found.column = categories.first().cloned().unwrap_or_default();
    for other in categories.iter().skip(1) {
        found.remarks.push(Remark::new("import-lost").with("kind", "category").with("name", other));
    }
    if categories.len() > 1 {
        found.extra.insert("categories".into(), categories.clone().into());
    }
    categories
}

/// Texts that the old site did not show to everybody. Passwords are not taken in, wherever they stand.
fn hidden(keys: &mut Mapping, found: &mut Found) {
    let is =
        |value: Option<Value>, flag: bool| value.and_then(|value| value.as_bool()) == Some(flag);
    let mut is_internal = without_secrets(keys);
    for name in ["private", "hidden", "hide", "protected", "encrypt", "encrypted"] {
        is_internal |= is(take(keys, &[name]), true);
    }
    is_internal |= keys.get("access").and_then(text_of).as_deref() == Some("private");
    if is_internal {
        found.is_internal = true;
        found.remarks.push(Remark::warning("import-was-internal"));
    }
    let is_draft =
        is(take(keys, &["draft"]), true) | is(take(keys, &["published", "publish"]), false);
    let is_unseen =
        is(keys.get("render").cloned(), false) | is(keys.get("headless").cloned(), true);
    if is_draft || is_unseen {
        found.remarks.push(Remark::warning("import-was-draft"));
    }
}

/// Takes passwords out of a head; whether there were any.
fn without_secrets(keys: &mut Mapping) -> bool {
    let is_secret = |key: &Value| {
        let key = key.as_str().unwrap_or_default().to_ascii_lowercase();
        key == "pass"
            || ["password", "passwd", "pwd", "secret"].iter().any(|secret| key.contains(secret))
    };
    let mut any = false;
    keys.retain(|key, value| {
        if let Value::Mapping(inner) = value {
            any |= without_secrets(inner);
        }
        let is_empty = value.is_null()
            || *value == Value::Bool(false)
            || text_of(value).as_deref() == Some("");
        any |= is_secret(key) && !is_empty;
        !is_secret(key)
    });
    any
}

/// `2016-01-02 10:00:00 +0800` and what is near it.
static MOMENT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"^\d{4}[-/.]\d{1,2}[-/.]\d{1,2}[T ]+(\d{1,2}):(\d{1,2})(?::(\d{1,2}))?(?:\.\d+)?\s*(?:(Z|UTC)|([+-]\d{2}):?(\d{2}))?$",
    )
    .expect("a tested pattern")
});

/// A day, and the time behind it where there is one other than midnight: `10:00:00+08:00`.
pub fn moment(text: &str) -> (Option<Date>, String) {
    let date = date_in(text);
    let Some(found) = MOMENT.captures(text.trim()).filter(|_| date.is_some()) else {
        return (date, String::new());
    };
    let part = |at: usize| found.get(at).map_or("", |part| part.as_str());
    let offset = match part(5) {
        "" if part(4).is_empty() => String::new(),
        "" => "Z".to_owned(),
        hours => format!("{hours}:{}", part(6)),
    };
    let second = found.get(3).map_or("00", |part| part.as_str());
    let time = format!("{:0>2}:{:0>2}:{second:0>2}", part(1), part(2)).parse::<Time>();
    (date, time.map(|time| time_of(time, &offset)).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> (Found, String) {
        let split = split(text);
        let mut found = Found::default();
        fill(split.keys, Generator::Hugo, &mut found);
        (found, split.body.to_owned())
    }

    #[test]
    fn heads_of_three_forms_say_the_same() {
        for text in [
            "---\ntitle: 甲\ndate: 2007-03-05 08:30:00 +0800\ncategories: [要闻, 乡镇]\ntags:\n- 培训\nlayout: post\n---\n正文",
            "+++\ntitle = '甲'\ndate = 2007-03-05T08:30:00+08:00\ncategories = ['要闻', '乡镇']\ntags = ['培训']\nlayout = 'post'\n+++\n正文",
            "{\"title\": \"甲\", \"date\": \"2007-03-05T08:30:00+08:00\", \"categories\": [\"要闻\", \"乡镇\"], \"tags\": [\"培训\"], \"layout\": \"post\"}\n正文",
            "title: 甲\ndate: 2007/3/5 8:30 +08:00\ncategories:\n- 要闻\n- 乡镇\ntags: 培训\nlayout: post\n---\n正文",
        ] {
            let (found, body) = found(text);
            assert_eq!(found.title, "甲", "{text}");
            assert_eq!(found.date.unwrap().to_string(), "2007-03-05", "{text}");
            assert_eq!(found.time, "08:30:00+08:00", "{text}");
            assert_eq!((found.column.as_str(), &found.tags), ("要闻", &vec!["培训".to_owned()]));
            assert_eq!(found.extra.get("layout").and_then(text_of).as_deref(), Some("post"));
            assert_eq!(body.trim(), "正文");
        }
    }

    #[test]
    fn a_head_that_is_no_yaml_is_read_by_its_lines() {
        let split = split("---\ntitle: 甲: 乙 \"丙\ntags:\n  - 一\n---\n正文");
        assert_eq!(split.fault, Some(1));
        assert_eq!(split.keys.get("title").and_then(text_of).as_deref(), Some("甲: 乙 \"丙"));
        assert_eq!(split.keys.get("tags").map(texts_of), Some(vec!["一".to_owned()]));
    }

    #[test]
    fn what_was_not_for_everybody_stays_so() {
        for head in [
            "password: abc",
            "private: true",
            "hidden: true",
            "enc_pwd: [abc]",
            "params: {password: abc}",
        ] {
            let (found, _) = found(&format!("---\ntitle: 甲\n{head}\n---\n正文"));
            assert!(found.is_internal, "{head}");
            assert!(!format!("{:?}", found.extra).contains("abc"), "{head}");
        }
        assert!(!found("---\ntitle: 甲\npassword: ''\n---\n").0.is_internal);
    }
}
