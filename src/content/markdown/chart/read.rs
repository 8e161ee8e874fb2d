//! Reads the text of a block as a [`Chart`]: YAML, or CSV when the kind stands beside `chart`.

use serde_yaml::Value;

use super::data::{Chart, Kind, Series};
use crate::base::{Diagnostic, limits};
use crate::content::yaml::within_limits;

/// The most parts of a circle: more shades of one colour could not be told apart.
const PARTS: usize = 8;

/// The keys of a block of YAML, in both languages.
const KEYS: [[&str; 2]; 6] = [
    ["type", "类型"],
    ["title", "标题"],
    ["unit", "单位"],
    ["data", "数据"],
    ["labels", "名称"],
    ["series", "系列"],
];

/// Reads a block.
///
/// # Errors
/// A finding without a place when the block is wrong.
pub fn read(info: &str, block: &str) -> Result<Chart, Diagnostic> {
    let words = info.trim().strip_prefix("chart").unwrap_or_default().trim();
    let chart = if words.is_empty() { from_yaml(block) } else { from_csv(words, block) }?;
    check(chart)
}

fn kind(word: &str) -> Result<Kind, Diagnostic> {
    match word.to_ascii_lowercase().trim_end_matches('图') {
        "bar" | "条形" | "柱形" | "柱状" => Ok(Kind::Bar),
        "line" | "折线" => Ok(Kind::Line),
        "pie" | "饼" | "饼状" => Ok(Kind::Pie),
        "" => Err(wrong("no-kind")),
        _ => Err(wrong("kind").with("value", word)),
    }
}

fn from_yaml(block: &str) -> Result<Chart, Diagnostic> {
    within_limits(block)?;
    let block: Value =
        serde_yaml::from_str(block).map_err(|error| wrong("yaml").with("said", error))?;
    let Value::Mapping(mut block) = block else { return Err(wrong("form")) };
    let mut take = |[english, chinese]: [&str; 2]| block.remove(english).or(block.remove(chinese));
    let [kind_word, title, unit, data, labels, series] = KEYS.map(&mut take);
    if let Some(other) = block.keys().next() {
        let known = KEYS.map(|[english, _]| english).join("、");
        let other = text(other).unwrap_or_default();
        return Err(wrong("key").with("key", other).with("known", known));
    }
    let word = |value: Option<Value>| value.map_or(Ok(String::new()), |value| text(&value));
    let kind = kind(&word(kind_word)?)?;
    let (labels, series) = match (data, labels, series) {
        (Some(Value::Mapping(data)), None, None) => {
            let labels = data.keys().map(text).collect::<Result<_, _>>()?;
            let values = data.values().map(number).collect::<Result<_, _>>()?;
            (labels, vec![Series { name: String::new(), values }])
        }
        (None, Some(Value::Sequence(labels)), Some(Value::Mapping(all))) => {
            let labels = labels.iter().map(text).collect::<Result<_, _>>()?;
            (labels, all.iter().map(one_series).collect::<Result<_, _>>()?)
        }
        _ => {
            return Err(wrong("parts"));
        }
    };
    Ok(Chart { kind, title: word(title)?, unit: word(unit)?, labels, series })
}

fn one_series((name, values): (&Value, &Value)) -> Result<Series, Diagnostic> {
    let Value::Sequence(values) = values else {
        return Err(wrong("series"));
    };
    let values = values.iter().map(number).collect::<Result<_, _>>()?;
    Ok(Series { name: text(name)?, values })
}

fn text(value: &Value) -> Result<String, Diagnostic> {
    match value {
        Value::String(text) => Ok(text.clone()),
        Value::Number(number) => Ok(number.to_string()),
        _ => Err(wrong("name")),
    }
}

fn number(value: &Value) -> Result<f64, Diagnostic> {
    match value {
        Value::Number(number) => {
            number.as_f64().ok_or_else(|| wrong("number").with("value", number))
        }
        Value::String(text) => parse(text),
        _ => Err(wrong("numbers")),
    }
}

/// `1,234` is a number, and so is １２３.
fn parse(text: &str) -> Result<f64, Diagnostic> {
    let narrow = |c: char| match c {
        '０'..='９' | '．' | '－' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        '−' => '-',
        c => c,
    };
    let plain: String =
        text.chars().filter(|c| !matches!(c, ',' | '，' | ' ')).map(narrow).collect();
    let is_number = plain.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | '-' | '+'));
    let number = plain.parse().ok().filter(|_| is_number);
    number.ok_or_else(|| {
        let is_share = text.ends_with(['%', '％']);
        wrong(if is_share { "percent" } else { "number" }).with("value", text)
    })
}

/// Reads CSV. The first line has the names of the series; the name of a single series is the unit.
fn from_csv(words: &str, block: &str) -> Result<Chart, Diagnostic> {
    let (first, title) = words.split_once(char::is_whitespace).unwrap_or((words, ""));
    let kind = kind(first)?;
    // What is pasted from a table has tabs; on a Chinese keyboard commas are wide.
    let block = block.replace(['，', '\t'], ",");
    let mut reader =
        csv::ReaderBuilder::new().trim(csv::Trim::All).flexible(true).from_reader(block.as_bytes());
    let failed = |error: csv::Error| wrong("csv").with("said", error);
    let names: Vec<String> =
        reader.headers().map_err(failed)?.iter().skip(1).map(str::to_owned).collect();
    let mut series: Vec<Series> =
        names.into_iter().map(|name| Series { name, values: Vec::new() }).collect();
    let mut labels = Vec::new();
    for record in reader.records() {
        let record = record.map_err(failed)?;
        let label = record.get(0).unwrap_or_default().to_owned();
        if record.len() != series.len() + 1 {
            return Err(wrong("row").with("label", label).with("wanted", series.len()));
        }
        for (series, field) in series.iter_mut().zip(record.iter().skip(1)) {
            series.values.push(parse(field)?);
        }
        labels.push(label);
    }
    let unit = match series.as_mut_slice() {
        [only] => std::mem::take(&mut only.name),
        _ => String::new(),
    };
    Ok(Chart { kind, title: title.trim().to_owned(), unit, labels, series })
}

/// The finding on a chart that cannot be drawn.
fn wrong(why: &'static str) -> Diagnostic {
    Diagnostic::error("bad-chart").wording(why)
}

/// Refuses what no chart can show.
fn check(chart: Chart) -> Result<Chart, Diagnostic> {
    let rows = chart.labels.len();
    let values = || chart.series.iter().flat_map(|series| &series.values);
    if rows == 0 || chart.series.is_empty() {
        return Err(wrong("empty"));
    }
    if let Some(series) = chart.series.iter().find(|series| series.values.len() != rows) {
        let finding = wrong("lengths").with("label", &series.name);
        return Err(finding.with("found", series.values.len()).with("wanted", rows));
    }
    if rows > limits::CHART_ROWS || chart.series.len() > 6 {
        return Err(wrong("much").with("most", limits::CHART_ROWS));
    }
    if values().any(|value| !value.is_finite() || value.abs() >= 1e12) {
        return Err(wrong("large"));
    }
    if chart.kind == Kind::Pie {
        if rows > PARTS {
            return Err(wrong("parts-of-pie").with("most", PARTS));
        }
        if chart.series.len() > 1 {
            return Err(wrong("one-series"));
        }
        if values().any(|value| *value < 0.0) || values().sum::<f64>() <= 0.0 {
            return Err(wrong("negative"));
        }
    }
    Ok(chart)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn yaml_has_one_series_or_several() {
        let chart =
            read("chart", "type: bar\nunit: 件\ndata:\n  发明: 21\n  2007: 1,390\n").unwrap();
        assert_eq!((chart.kind, chart.unit.as_str()), (Kind::Bar, "件"));
        assert_eq!(chart.labels, ["发明", "2007"]);
        assert_eq!(chart.series[0].values, [21.0, 1390.0]);
        let several = "类型: 折线图\n标题: 专利\nlabels: [2006, 2007]\nseries:\n  申请: [122, 169]\n  授权: [68, 127]\n";
        let chart = read("chart", several).unwrap();
        assert_eq!((chart.series.len(), chart.series[1].name.as_str()), (2, "授权"));
    }

    #[test]
    fn csv_has_the_kind_and_the_title_beside_it() {
        let chart = read("chart pie 申请 构成", "类别,件\n发明, 21\n外观设计,9\n").unwrap();
        assert_eq!(
            (chart.kind, chart.title.as_str(), chart.unit.as_str()),
            (Kind::Pie, "申请 构成", "件")
        );
        let chart = read("chart BAR", "年份，申请\t授权\n2006，１２２\t68\n").unwrap();
        assert_eq!((chart.unit.as_str(), chart.series[1].name.as_str()), ("", "授权"));
    }

    #[test]
    fn each_mistake_has_its_wording() {
        for (info, block, said) in [
            ("chart", "type: dot\ndata: {甲: 1}\n", "kind"),
            ("chart", "type: bar\n", "parts"),
            ("chart", "type: bar\ndata: {甲: 多}\n", "number"),
            ("chart", "type: bar\ncolour: red\ndata: {甲: 1}\n", "key"),
            ("chart", "type: line\nlabels: [甲]\nseries: {乙: [1, 2]}\n", "lengths"),
            ("chart bar", "甲,乙\n丙,1,2\n", "row"),
            ("chart pie", "甲,乙\n丙,-1\n", "negative"),
            ("chart bar", "甲,乙\n", "empty"),
            ("chart bar", "甲,乙\n丙,nan\n", "number"),
            ("chart bar", "甲,乙\n丙,56%\n", "percent"),
            ("chart bar", "甲,乙\n丙,1000000000000\n", "large"),
            ("chart pie", "甲,乙\n1,1\n2,1\n3,1\n4,1\n5,1\n6,1\n7,1\n8,1\n9,1\n", "parts-of-pie"),
            ("chart", "甲,乙\n丙,1\n", "form"),
        ] {
            let told = read(info, block).unwrap_err();
            assert_eq!(told.wording, said, "{told:?}");
        }
    }
}
