//! The text of a block becomes a [`Chart`]: YAML, or CSV when the kind stands beside `chart`.

use serde_yaml::Value;

use super::{Chart, Kind, Series};

/// More would not be seen on a page.
const MOST: usize = 60;
/// More shades of one colour are not told apart.
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
/// What is wrong, in words for its author.
pub fn read(info: &str, block: &str) -> Result<Chart, String> {
    let words = info.trim().strip_prefix("chart").unwrap_or_default().trim();
    let chart = if words.is_empty() { from_yaml(block) } else { from_csv(words, block) }?;
    check(chart)
}

fn kind(word: &str) -> Result<Kind, String> {
    match word.to_ascii_lowercase().trim_end_matches('图') {
        "bar" | "条形" | "柱形" | "柱状" => Ok(Kind::Bar),
        "line" | "折线" => Ok(Kind::Line),
        "pie" | "饼" | "饼状" => Ok(Kind::Pie),
        _ => Err(format!("图的种类写 bar（条形）、line（折线）或 pie（饼），不是“{word}”")),
    }
}

fn from_yaml(block: &str) -> Result<Chart, String> {
    let how = "每行写“键: 值”，如 type: bar；或者在 chart 后面写种类和图名，下面写逗号分开的数据";
    let block: Value = serde_yaml::from_str(block).map_err(|error| format!("{error}。{how}"))?;
    let Value::Mapping(mut block) = block else { return Err(how.to_owned()) };
    let mut take = |[english, chinese]: [&str; 2]| block.remove(english).or(block.remove(chinese));
    let [kind_word, title, unit, data, labels, series] = KEYS.map(&mut take);
    if let Some(other) = block.keys().next() {
        let known = KEYS.map(|[english, _]| english).join("、");
        return Err(format!("不认识的键“{}”，可以写{known}", text(other).unwrap_or_default()));
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
            return Err(
                "写 data（下面每行“名称: 数”），或者 labels 和 series，两样选一样".to_owned()
            );
        }
    };
    Ok(Chart { kind, title: word(title)?, unit: word(unit)?, labels, series })
}

fn one_series((name, values): (&Value, &Value)) -> Result<Series, String> {
    let Value::Sequence(values) = values else {
        return Err("series 里每一项写成 名称: [数, 数, 数]".to_owned());
    };
    let values = values.iter().map(number).collect::<Result<_, _>>()?;
    Ok(Series { name: text(name)?, values })
}

fn text(value: &Value) -> Result<String, String> {
    match value {
        Value::String(text) => Ok(text.clone()),
        Value::Number(number) => Ok(number.to_string()),
        _ => Err("名称要写成文字".to_owned()),
    }
}

fn number(value: &Value) -> Result<f64, String> {
    match value {
        Value::Number(number) => number.as_f64().ok_or_else(|| format!("“{number}”不是数")),
        Value::String(text) => parse(text),
        _ => Err("数据要写成数".to_owned()),
    }
}

/// `1,234` is a number, and so is １２３.
fn parse(text: &str) -> Result<f64, String> {
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
        let help = if text.ends_with(['%', '％']) { "；百分号写在单位里" } else { "" };
        format!("“{text}”不是数{help}")
    })
}

/// The first line has the names of series; one alone is the unit.
fn from_csv(words: &str, block: &str) -> Result<Chart, String> {
    let (first, title) = words.split_once(char::is_whitespace).unwrap_or((words, ""));
    let kind = kind(first)?;
    // What is pasted from a table has tabs; on a Chinese keyboard commas are wide.
    let block = block.replace(['，', '\t'], ",");
    let mut reader =
        csv::ReaderBuilder::new().trim(csv::Trim::All).flexible(true).from_reader(block.as_bytes());
    let wrong = |error: csv::Error| error.to_string();
    let names: Vec<String> =
        reader.headers().map_err(wrong)?.iter().skip(1).map(str::to_owned).collect();
    let mut series: Vec<Series> =
        names.into_iter().map(|name| Series { name, values: Vec::new() }).collect();
    let mut labels = Vec::new();
    for record in reader.records() {
        let record = record.map_err(wrong)?;
        let label = record.get(0).unwrap_or_default().to_owned();
        if record.len() != series.len() + 1 {
            return Err(format!("“{label}”这一行要有{}个数", series.len()));
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

/// What no chart can show is refused.
fn check(chart: Chart) -> Result<Chart, String> {
    let rows = chart.labels.len();
    let values = || chart.series.iter().flat_map(|series| &series.values);
    if rows == 0 || chart.series.is_empty() {
        return Err("图里没有数据".to_owned());
    }
    if let Some(series) = chart.series.iter().find(|series| series.values.len() != rows) {
        return Err(format!("“{}”有{}个数，应该有{rows}个", series.name, series.values.len()));
    }
    if rows > MOST || chart.series.len() > 6 {
        return Err(format!("数据太多：最多{MOST}行、6个系列"));
    }
    if values().any(|value| !value.is_finite() || value.abs() >= 1e12) {
        return Err("数太大，换一个单位，例如万元".to_owned());
    }
    if chart.kind == Kind::Pie {
        if rows > PARTS {
            return Err(format!("饼图最多{PARTS}份，把小的合成“其他”"));
        }
        if chart.series.len() > 1 {
            return Err("饼图只能有一组数".to_owned());
        }
        if values().any(|value| *value < 0.0) || values().sum::<f64>() <= 0.0 {
            return Err("饼图的数不能是负的，也不能全是零".to_owned());
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
    fn mistakes_are_said_in_words() {
        for (info, block, said) in [
            ("chart", "type: dot\ndata: {甲: 1}\n", "不是“dot”"),
            ("chart", "type: bar\n", "两样选一样"),
            ("chart", "type: bar\ndata: {甲: 多}\n", "“多”不是数"),
            ("chart", "type: bar\ncolour: red\ndata: {甲: 1}\n", "colour"),
            ("chart", "type: line\nlabels: [甲]\nseries: {乙: [1, 2]}\n", "有2个数，应该有1个"),
            ("chart bar", "甲,乙\n丙,1,2\n", "要有1个数"),
            ("chart pie", "甲,乙\n丙,-1\n", "不能是负的"),
            ("chart bar", "甲,乙\n", "没有数据"),
            ("chart bar", "甲,乙\n丙,nan\n", "不是数"),
            ("chart bar", "甲,乙\n丙,56%\n", "百分号写在单位里"),
            ("chart bar", "甲,乙\n丙,1000000000000\n", "换一个单位"),
            ("chart pie", "甲,乙\n1,1\n2,1\n3,1\n4,1\n5,1\n6,1\n7,1\n8,1\n9,1\n", "其他"),
            ("chart", "甲,乙\n丙,1\n", "键: 值"),
        ] {
            let told = read(info, block).unwrap_err();
            assert!(told.contains(said), "{told}");
        }
    }
}
