//! The catalogues of `locales/`: every code has its sentences, and both languages say the same.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use walkdir::WalkDir;

/// Entries and attributes of a catalogue, each with the arguments it names.
fn catalogue(language: &str) -> BTreeMap<String, BTreeSet<String>> {
    let text = fs::read_to_string(format!("locales/{language}.ftl")).expect("a catalogue");
    let mut all: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let (mut entry, mut part) = (String::new(), String::new());
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        let name = line.split_once(" =").map_or("", |(name, _)| name);
        if let Some(attribute) = name.strip_prefix("    .") {
            part = format!("{entry}.{attribute}");
        } else if !name.is_empty() && !name.starts_with(' ') {
            name.clone_into(&mut entry);
            name.clone_into(&mut part);
        }
        let found = all.entry(part.clone()).or_default();
        let behind = line.split("{ $").skip(1);
        found.extend(behind.filter_map(|rest| rest.split(' ').next()).map(str::to_owned));
    }
    all
}

/// The program's own text, without its tests.
fn source() -> String {
    let files = WalkDir::new("src").sort_by_file_name().into_iter().filter_map(Result::ok);
    let files = files.filter(|file| file.path().extension().is_some_and(|end| end == "rs"));
    let text = |path: &Path| {
        let text = fs::read_to_string(path).expect("a source file");
        text.split("#[cfg(test)]").next().unwrap_or_default().to_owned()
    };
    files.map(|file| text(file.path())).collect()
}

/// The first argument of each call of `function` that is a text.
fn arguments<'a>(source: &'a str, function: &str) -> BTreeSet<&'a str> {
    let calls = source.split(function).skip(1);
    calls.filter_map(|rest| rest.trim_start().strip_prefix('"')?.split('"').next()).collect()
}

#[test]
fn both_languages_say_the_same() {
    let (chinese, english) = (catalogue("zh-CN"), catalogue("en"));
    let names = |all: &BTreeMap<String, _>| all.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(&chinese), names(&english));
    for (name, arguments) in &chinese {
        assert_eq!(arguments, &english[name], "{name}");
    }
}

#[test]
fn every_code_has_a_message_and_a_remedy() {
    let (source, all) = (source(), catalogue("zh-CN"));
    let mut codes = arguments(&source, "Diagnostic::error(");
    codes.extend(arguments(&source, "Diagnostic::warning("));
    assert!(codes.len() > 60, "{codes:?}");
    for code in codes {
        assert!(all.contains_key(code), "{code} has no message");
        assert!(all.contains_key(&format!("{code}.help")), "{code} has no remedy");
    }
    for wording in arguments(&source, ".wording(") {
        assert!(all.keys().any(|name| name.ends_with(&format!("_{wording}"))), "{wording}");
    }
    for note in arguments(&source, ".related(first, ") {
        assert!(all.keys().any(|name| name.ends_with(&format!(".{note}"))), "{note}");
    }
}

#[test]
fn every_code_has_a_page_in_both_languages() {
    let mut codes = arguments_everywhere();
    codes.extend(kuaixun::content::checks::CODES.map(str::to_owned));
    for code in codes {
        for language in ["zh-CN", "en"] {
            let path = format!("docs/{language}/messages/{code}.md");
            let page = fs::read_to_string(&path).unwrap_or_else(|_| panic!("{path} is missing"));
            assert!(page.starts_with(&format!("# {code}")), "{path}");
        }
    }
}

fn arguments_everywhere() -> BTreeSet<String> {
    let source = source();
    let calls = ["Diagnostic::error(", "Diagnostic::warning("];
    calls.iter().flat_map(|call| arguments(&source, call)).map(str::to_owned).collect()
}
