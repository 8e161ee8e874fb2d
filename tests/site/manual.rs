//! The manual of theme authors says what templates really see, and words are there in both
//! languages.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use crate::support::{Site, repository};
use jiff::civil::date;
use kuaixun::app::session::{Options, Session};
use kuaixun::plan::View;
use serde_json::Value;

/// What each template of the example site sees: a list of all pages of each kind.
fn views() -> BTreeMap<&'static str, Value> {
    let root = repository().to_path_buf();
    let options = Options { root, today: Some(date(2008, 1, 1)), ..Options::default() };
    let compiled = Session::open(options).compile().value.expect("the example compiles");
    let mut views: BTreeMap<&'static str, Vec<Value>> = BTreeMap::new();
    for path in compiled.plan.paths() {
        let Some(output) = compiled.plan.output(path) else { continue };
        let (template, view) = match &output.view {
            View::Home(view) => ("home.html", serde_json::to_value(view)),
            View::Publication(view) => ("publication.html", serde_json::to_value(view)),
            View::Issue(view) => ("issue.html", serde_json::to_value(view)),
            View::Article(view) => ("article.html", serde_json::to_value(view)),
            View::Withdrawn(view) => ("withdrawn.html", serde_json::to_value(view)),
            View::Corrections(view) => ("corrections.html", serde_json::to_value(view)),
            View::Page(view) => ("page.html", serde_json::to_value(view)),
            View::List(view) => ("list.html", serde_json::to_value(view)),
            View::Terms(view) => ("terms.html", serde_json::to_value(view)),
            View::Archive(view) => ("archive.html", serde_json::to_value(view)),
            View::Search(view) => ("search.html", serde_json::to_value(view)),
            View::NotFound(view) => ("404.html", serde_json::to_value(view)),
            _ => continue,
        };
        views.entry(template).or_default().push(view.expect("a view becomes JSON"));
    }
    views.into_iter().map(|(template, all)| (template, Value::Array(all))).collect()
}

/// The fields in the first table below a line of the manual.
fn documented(manual: &str, line: &str) -> BTreeSet<String> {
    let after = manual.split_once(&format!("\n{line}\n"));
    let (_, after) = after.unwrap_or_else(|| panic!("the manual has no line {line}"));
    let rows = after.lines().skip_while(|line| !line.starts_with('|'));
    let rows = rows.take_while(|line| line.starts_with('|')).skip(2);
    let first_cells = rows.filter_map(|row| row.split('|').nth(1));
    first_cells
        .flat_map(|cell| cell.split('`').skip(1).step_by(2).map(str::to_owned).collect::<Vec<_>>())
        .collect()
}

/// The first value that is there under this path, lists looked into.
fn find<'a>(value: &'a Value, path: &str) -> &'a Value {
    path.split('.').fold(value, |value, key| {
        let value = if let Value::Array(items) = value {
            let is_there =
                |item: &&Value| !item[key].is_null() && item[key] != Value::Array(Vec::new());
            items.iter().find(is_there).unwrap_or(&Value::Null)
        } else {
            value
        };
        &value[key]
    })
}

fn keys(value: &Value) -> BTreeSet<String> {
    if let Value::Array(items) = value {
        return keys(&items[0]);
    }
    let fields = value.as_object().unwrap_or_else(|| panic!("no fields: {value}"));
    fields.keys().filter(|key| *key != "page").cloned().collect()
}

#[test]
fn the_manual_lists_every_field_of_every_view() {
    let manual = fs::read_to_string(repository().join("themes/README.md")).expect("the manual");
    let views = views();
    assert_eq!(views.len(), 10);
    for (template, view) in &views {
        if *template != "404.html" {
            assert_eq!(documented(&manual, &format!("### {template}")), keys(view), "{template}");
        }
    }
    for (line, template, path) in [
        ("### `page`：这一页自己", "article.html", "page"),
        ("设置里 `home` 没有写的部分都是空的。`lead` 的字段：", "home.html", "lead"),
        ("`columns` 里每框的字段：", "home.html", "columns"),
        ("`items` 每项：", "issue.html", "items"),
        ("`years` 每项：", "archive.html", "years"),
        ("### 链接", "article.html", "page.crumbs"),
        ("### 选项", "search.html", "units"),
        ("### 计数", "archive.html", "years.months"),
        ("### 行", "article.html", "article"),
        ("### 署名", "article.html", "credits"),
        ("### 封面", "issue.html", "issue"),
        ("### 报头报尾", "issue.html", "imprint"),
        ("### 附件", "article.html", "downloads"),
        ("### 目录项", "article.html", "outline"),
        ("### 翻页", "list.html", "pager"),
        ("### 图片", "home.html", "lead.picture"),
    ] {
        let value = find(&views[template], path);
        assert_eq!(documented(&manual, line), keys(value), "{line}");
    }
}

/// The templates of books and mail say themselves what they see.
#[test]
fn the_manual_lists_every_field_of_mail_and_books() {
    let manual = fs::read_to_string(repository().join("themes/README.md")).expect("the manual");
    let site = Site::small();
    let more = "attachments: [{file: f.csv, title: 附表}]\n";
    site.article("content/bulletins/kx/2007-01/a.md", "甲", more, "正文。");
    site.write("content/bulletins/kx/2007-01/f.csv", "甲,1\n");
    site.write("kuaixun.yaml", "title: 甲\ntheme: own\neditions: [mail, epub]\n");
    let keys = |of: &str| format!("{of}:{{% for key, _ in {of} %}} {{{{ key }}}}{{% endfor %}}\n");
    let template = format!(
        "{}{{% for issue in mail.issues %}}{}{{% for item in issue.items %}}{}\
         {{% for file in item.downloads %}}{}{{% endfor %}}{{% endfor %}}{{% endfor %}}",
        keys("mail"),
        keys("issue"),
        keys("item"),
        keys("file"),
    );
    site.write("themes/own/editions/mail.html", template);
    site.build();
    let seen = site.page("bulletins/kx/2007-01/kx-2007-01.mail.html");
    let seen = |of: &str| -> BTreeSet<String> {
        let line = seen.lines().find_map(|line| line.split_once(&format!("{of}: ")));
        let (_, keys) = line.unwrap_or_else(|| panic!("{of} in {seen}"));
        keys.split_whitespace().map(|key| key.split('<').next().unwrap_or(key).to_owned()).collect()
    };
    assert_eq!(documented(&manual, "刊物（`mail`、`book`）："), seen("mail"));
    assert_eq!(documented(&manual, "一期（`issue`）："), seen("issue"));
    assert_eq!(documented(&manual, "一篇（`item`）："), seen("item"));
    assert_eq!(documented(&manual, "附件（`downloads` 每项）："), seen("file"));
}

#[test]
fn words_are_there_in_both_languages_and_none_is_idle() {
    let folder = repository().join("themes/default");
    let keys = |language: &str| -> BTreeSet<String> {
        let path = folder.join(format!("i18n/{language}.yaml"));
        let yaml = fs::read_to_string(path).expect("words");
        let lines = yaml.lines().filter(|line| !line.starts_with('#'));
        lines.filter_map(|line| Some(line.split_once(':')?.0.to_owned())).collect()
    };
    let chinese = keys("zh-CN");
    assert_eq!(chinese, keys("en"));
    let mut templates = String::new();
    for kind in ["templates", "editions"] {
        for file in fs::read_dir(folder.join(kind)).expect("templates") {
            templates += &fs::read_to_string(file.expect("a template").path()).expect("text");
        }
    }
    let used: BTreeSet<String> = templates
        .split("words.")
        .skip(1)
        .map(|rest| rest.split(|c: char| !(c.is_ascii_lowercase() || c == '_')).next())
        .map(|key| key.unwrap_or_default().to_owned())
        .collect();
    let missing: Vec<_> = used.difference(&chinese).collect();
    assert!(missing.is_empty(), "templates use words that are not there: {missing:?}");
    // The program looks up some itself, and templates some by a value: `words[row.pending]`.
    let mut sources = String::new();
    for file in [
        "content/theme/words.rs",
        "model/bulletin.rs",
        "plan/editions.rs",
        "plan/home/boxes.rs",
        "plan/lists.rs",
        "plan/pages.rs",
        "plan/site_wide.rs",
        "plan/statistics/blocks.rs",
        "plan/statistics/mod.rs",
        "plan/statistics/page.rs",
        "plan/statistics/periods.rs",
        "plan/statistics/series.rs",
        "plan/stock.rs",
        "render/editions/plain_text.rs",
        "render/editions/sheet.rs",
    ] {
        sources += &fs::read_to_string(repository().join("src").join(file)).expect("a source");
    }
    let is_used = |key: &&String| used.contains(*key) || sources.contains(&format!("\"{key}\""));
    let idle: Vec<_> = chinese.iter().filter(|key| !is_used(key)).collect();
    assert!(idle.is_empty(), "nobody uses these words: {idle:?}");
}
