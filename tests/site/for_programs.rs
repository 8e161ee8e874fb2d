//! What the program writes for other programs: schemas, completions, the manual page, findings and lists in
//! forms that others read. Each is read by a program that we did not write.

use std::collections::BTreeSet;
use std::fs;

use boon::{Compiler, Schemas};
use serde_json::{Value, json};

use crate::support::program::{kuaixun, run};
use crate::support::tools::has;
use crate::support::{Site, repository, tree};

/// Whether a JSON Schema is one, and what it says of a value.
fn accepts(schema: &Value, value: &Value) -> Result<(), String> {
    let (mut schemas, mut compiler) = (Schemas::new(), Compiler::new());
    compiler.add_resource("site.json", schema.clone()).expect("a resource");
    let index = compiler.compile("site.json", &mut schemas).expect("a legal schema of draft 7");
    schemas.validate(value, index).map_err(|error| error.to_string())
}

fn schema(site: &Site, of: &str) -> Value {
    let run = kuaixun(&site.root(), &["schema", of]);
    assert_eq!((run.status, run.err.as_str()), (0, ""), "{of}");
    serde_json::from_str(&run.out).expect("JSON")
}

/// The front matter of a Markdown file.
fn head(bytes: &[u8]) -> Value {
    let text = std::str::from_utf8(bytes).expect("UTF-8");
    let yaml = text.strip_prefix("---\n").and_then(|rest| rest.split_once("\n---\n"));
    serde_yaml::from_str(yaml.expect("front matter").0).expect("YAML")
}

#[test]
fn schemas_are_legal_and_accept_the_example() {
    let site = Site::demo();
    let [article, index, topic] = ["article", "index", "topic"].map(|of| schema(&site, of));
    let mut looked_at = 0;
    for (path, bytes) in tree(&repository().join("content")) {
        if path.ends_with(".md") {
            let schema = match path.as_str() {
                path if path.ends_with("_index.md") => &index,
                path if path.starts_with("topics/") => &topic,
                _ => &article,
            };
            assert_eq!(accepts(schema, &head(&bytes)), Ok(()), "{path}");
            looked_at += 1;
        }
    }
    assert!(looked_at > 90, "{looked_at}");
    let config = fs::read_to_string(repository().join("kuaixun.yaml")).expect("a file");
    let config = serde_yaml::from_str(&config).expect("YAML");
    assert_eq!(accepts(&schema(&site, "site"), &config), Ok(()));
}

#[test]
fn schemas_know_this_sites_names_and_refuse_others() {
    let site = Site::small();
    site.write("kuaixun.yaml", "title: 测试\ncolumns: [要闻, 简讯]\n");
    site.write("data/units.yaml", "- {name: 甲县科技局, short: 甲局, aliases: [科技局]}\n");
    let article = schema(&site, "article");
    let with = |key: &str, value: Value| {
        let mut head = json!({ "title": "题", "date": "2007-03-05" });
        head[key] = value;
        accepts(&article, &head)
    };
    for (key, good) in [
        ("unit", json!("甲局")),
        ("unit", json!("科技局")),
        ("units", json!(["甲局", "甲县科技局"])),
        ("column", json!("简讯")),
        ("publication", json!("kx")),
        ("date", json!("2007年3月5日")),
        ("issue", json!("2007-3")),
        ("draft", json!("是")),
        ("attachments", json!(["a.csv", { "file": "b.csv", "title": "附表" }])),
    ] {
        assert_eq!(with(key, good), Ok(()), "{key}");
    }
    for (key, bad) in [
        ("unit", json!("乙局")),
        ("column", json!("要文")),
        ("publication", json!("other")),
        ("date", json!("三月五日")),
        ("titel", json!("题")),
        ("draft", json!("maybe")),
    ] {
        assert!(with(key, bad).is_err(), "{key}");
    }
    assert!(accepts(&schema(&site, "site"), &json!({ "per_page": 5 })).is_err());
}

#[test]
fn completions_name_every_command_and_are_legal() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let run = kuaixun(folder.path(), &["completions", shell]);
        assert_eq!((run.status, run.err.as_str()), (0, ""), "{shell}");
        for command in ["build", "check", "serve", "verify"] {
            assert!(run.out.contains(command), "{shell}: {command}");
        }
        if shell == "bash" && has("bash") {
            let file = folder.path().join("completions");
            fs::write(&file, &run.out).expect("a file");
            let mut bash = std::process::Command::new("bash");
            assert!(bash.arg("-n").arg(&file).status().expect("bash runs").success());
        }
    }
    assert_eq!(kuaixun(folder.path(), &["completions", "cmd"]).status, 2);
}

#[test]
fn the_manual_page_has_every_command_and_its_options() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let run = kuaixun(folder.path(), &["man"]);
    assert_eq!((run.status, run.err.as_str()), (0, ""));
    let page = run.out.replace("\\-", "-").replace("\\fB", "").replace("\\fR", "");
    let help = kuaixun(folder.path(), &["--help"]).out;
    let commands = help.lines().skip_while(|line| *line != "Commands:").skip(1);
    let commands = commands.take_while(|line| !line.is_empty());
    let commands = commands.filter_map(|line| line.split_whitespace().next());
    let commands: Vec<&str> = commands.filter(|command| *command != "help").collect();
    assert!(commands.len() >= 12, "{commands:?}");
    for command in commands {
        let section = format!(".SH \"KUAIXUN {}\"", command.to_uppercase());
        assert!(page.contains(&section) || page.contains(&section.replace('"', "")), "{section}");
    }
    for option in ["--editions", "--accept-urls", "--watch", "--format"] {
        assert!(page.contains(option), "{option}");
    }
}

/// A site with an error that has a place, one that is about a file, and a warning.
fn wrong() -> Site {
    let site = Site::small();
    site.article("content/news/n, 1.md", "题", "unti: 甲局\n", "联系人：13812345678。");
    site.write("content/news/without.md", "---\ndate: 2007-03-20\n---\n\n正文。\n");
    site
}

#[test]
fn findings_are_one_line_each() {
    let run = kuaixun(&wrong().root(), &["check", "--format", "short"]);
    assert_eq!(run.status, 1);
    let lines: Vec<&str> = run.out.lines().collect();
    let start = "content/news/n, 1.md:7:5: error[mobile-number]: ";
    assert!(lines.iter().any(|line| line.starts_with(start)), "{}", run.out);
    let start = "content/news/n, 1.md:4:1: warning[unknown-key]: ";
    assert!(lines.iter().any(|line| line.starts_with(start)), "{}", run.out);
    let start = "content/news/without.md: error[title-missing]: ";
    assert!(lines.iter().any(|line| line.starts_with(start)), "{}", run.out);
    assert!(lines[lines.len() - 1].contains("2 errors, 1 warnings"), "{}", run.out);
}

#[test]
fn findings_are_shown_to_people_at_the_side() {
    let run = kuaixun(&wrong().root(), &["check", "--format", "human", "--verbose"]);
    assert!(run.err.contains("error[mobile-number]") && run.err.contains("138****5678"));
    assert!(run.out.contains("good: content/bulletins/kx/2007-01/a.md"), "{}", run.out);
    assert!(!run.out.contains("mobile-number"), "{}", run.out);
}

#[test]
fn findings_are_json() {
    let run = kuaixun(&wrong().root(), &["check", "--format", "json"]);
    let all: Value = serde_json::from_str(&run.out).expect("JSON and nothing else");
    assert_eq!((run.status, run.err.as_str()), (1, ""));
    let findings = all["findings"].as_array().expect("findings");
    let codes: BTreeSet<&str> =
        findings.iter().filter_map(|found| found["code"].as_str()).collect();
    assert_eq!(codes, ["mobile-number", "title-missing", "unknown-key"].into());
    let mobile = findings.iter().find(|found| found["code"] == "mobile-number").expect("one");
    let place = &mobile["places"][0];
    assert_eq!((&place["line"], &place["column"]), (&json!(7), &json!(5)));
    assert_eq!((&all["summary"]["errors"], &all["summary"]["warnings"]), (&json!(2), &json!(1)));
}

/// A program that knows the whole of SARIF 2.1.0 reads it, and what it read is what we wrote: nothing in
/// it that the standard does not have.
#[test]
fn findings_are_sarif() {
    let run = kuaixun(&wrong().root(), &["check", "--format", "sarif"]);
    let ours: Value = serde_json::from_str(&run.out).expect("JSON and nothing else");
    let read: serde_sarif::sarif::Sarif = serde_json::from_str(&run.out).expect("SARIF 2.1.0");
    let again = serde_json::to_value(&read).expect("JSON");
    assert_eq!(without_nulls(again), without_nulls(ours));
    let results = read.runs[0].results.as_ref().expect("results");
    assert_eq!(results.len(), 3);
    let uri = |place: usize| {
        let location = &results[place].locations.as_ref().expect("a place")[0];
        let physical = location.physical_location.as_ref().expect("a file");
        physical.artifact_location.as_ref().and_then(|file| file.uri.clone()).expect("a URI")
    };
    assert!((0..3).any(|place| uri(place) == "content/news/n%2C%201.md"), "{}", uri(0));
}

fn without_nulls(value: Value) -> Value {
    match value {
        Value::Object(map) => {
            let kept = map.into_iter().filter(|(_, value)| !value.is_null());
            Value::Object(kept.map(|(name, value)| (name, without_nulls(value))).collect())
        }
        Value::Array(values) => values.into_iter().map(without_nulls).collect(),
        other => other,
    }
}

#[test]
fn findings_stand_beside_lines_in_a_workflow_of_github() {
    let site = wrong();
    let run = run(&site.root(), &["check"], &[("GITHUB_ACTIONS", "true")]);
    let start = "::error title=mobile-number,file=content/news/n%2C 1.md,line=7,col=5::";
    assert!(run.out.lines().any(|line| line.starts_with(start)), "{}", run.out);
    let start = "::warning title=unknown-key,file=content/news/n%2C 1.md,line=4,col=1::";
    assert!(run.out.lines().any(|line| line.starts_with(start)), "{}", run.out);
    let start = "::error title=title-missing,file=content/news/without.md::";
    assert!(run.out.lines().any(|line| line.starts_with(start)), "{}", run.out);
}

#[test]
fn lists_are_csv_and_json() {
    let site = Site::small();
    let title = "“甲”,乙\"丙\"";
    site.article("content/news/n.md", &format!("'{title}'"), "unit: 乙局\n", "正文。");
    site.article("content/news/d.md", "草稿", "unit: 乙局\ndraft: true\n", "正文。");
    for (what, rows, key, value) in [
        ("articles", 4, "title", title),
        ("issues", 2, "issue", "2007-01"),
        ("units", 2, "unit", "乙局"),
        ("drafts", 1, "title", "草稿"),
        ("scheduled", 0, "", ""),
    ] {
        let run = kuaixun(&site.root(), &["list", what, "--format", "json"]);
        assert_eq!((run.status, run.err.as_str()), (0, ""), "{what}");
        let all: Vec<Value> = serde_json::from_str(&run.out).expect("JSON");
        assert_eq!(all.len(), rows, "{what}");
        assert!(rows == 0 || all.iter().any(|row| row[key] == value), "{what}: {}", run.out);
        let csv = kuaixun(&site.root(), &["list", what, "--format", "csv"]).out;
        let mut reader = csv::Reader::from_reader(csv.as_bytes());
        assert!(csv.starts_with('\u{feff}'), "{what}: spreadsheets want the mark");
        let records: Vec<csv::StringRecord> =
            reader.records().collect::<Result<_, _>>().expect("CSV");
        assert_eq!(records.len(), rows, "{what}");
        for (record, row) in records.iter().zip(&all) {
            // The same values; the names of CSV are for people.
            let mut fields: Vec<&str> = record.iter().collect();
            let values = row.as_object().expect("an object").values();
            let mut values: Vec<&str> = values.filter_map(Value::as_str).collect();
            fields.sort_unstable();
            values.sort_unstable();
            assert_eq!(values, fields, "{what}");
        }
    }
}
