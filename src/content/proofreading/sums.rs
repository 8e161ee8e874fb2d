//! Stated sums that do not add up (convention 30): in a sentence, and in the last row of a table.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::passage::{Found, Kind, Passage};
use crate::base::Diagnostic;

/// 21项: a number with what it counts.
static AMOUNT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"([0-9]+(?:\.[0-9]+)?)(余|多)?(万|亿)?(项|个|家|件|名|人次|人|份|册|块|条|期|篇|次|场|户|亩|吨|台|套|处|所|元|公里|棵|盘|株|批次|批|例|辆|座|头|只|艘|公顷|平方米)").expect("a tested pattern")
});
/// What opens a list of parts behind a total.
static OPENING: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?:[（(](?:其中)?[：:，,]?|[，,；;]?其中[：:，,]?|[：:])")
        .expect("a tested pattern")
});
/// What stands between the parts and a total behind them.
static TOTAL: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^[，,、；;](?:共|共计|合计|总计|总共|一共)$").expect("a tested pattern")
});

/// The longest name of a part, in characters.
const NAME: usize = 14;

/// A sum has no more parts.
const MOST_PARTS: usize = 100;

#[derive(Clone, Debug)]
struct Amount<'a> {
    value: f64,
    /// 万项: what it counts, with its power of ten.
    unit: &'a str,
    range: Range<usize>,
}

/// Finds wrong sums in a text, with the bytes of the total.
pub fn find(text: &str) -> Vec<(Diagnostic, Range<usize>)> {
    let amounts: Vec<Amount<'_>> = amounts(text);
    let mut found = Vec::new();
    for (place, total) in amounts.iter().enumerate() {
        let parts = parts_after(text, &amounts[place..]);
        if let Some((parts, is_bracket, is_selection)) = parts
            && let Some(sum) = wrong(total, &parts, is_bracket, is_selection)
        {
            found.push((finding(total, &parts, sum), total.range.clone()));
            continue;
        }
        let parts = parts_before(text, &amounts[..place], total);
        let sum: f64 = parts.iter().map(|part| part.value).sum();
        if parts.len() >= 2 && !is_rounded(sum, total, &parts) {
            found.push((finding(total, &parts, sum), total.range.clone()));
        }
    }
    found
}

fn finding(total: &Amount<'_>, parts: &[Amount<'_>], sum: f64) -> Diagnostic {
    let shown: Vec<String> = parts.iter().map(|part| part.value.to_string()).collect();
    let finding = Diagnostic::warning("wrong-sum").with("parts", shown.join("+"));
    finding.with("sum", rounded(sum)).with("total", total.value)
}

fn rounded(value: f64) -> f64 {
    (value * 1e4).round() / 1e4
}

fn is_close(one: f64, other: f64) -> bool {
    (one - other).abs() < 1e-6 * one.abs().max(1.0)
}

/// All exact amounts of a text; 10余项 is not exact.
fn amounts(text: &str) -> Vec<Amount<'_>> {
    let all = AMOUNT.captures_iter(text).filter(|hit| hit.get(2).is_none());
    all.filter_map(|hit| {
        let whole = hit.get(0)?;
        let behind = hit.get(1)?.end();
        let before = &text[..whole.start()];
        let behind_it = &text[whole.end()..];
        // It is part of a longer number, one of a row, or one that nobody counted exactly.
        let is_cut = before
            .ends_with(|c: char| c.is_ascii_digit() || ".第—-~每各近约超过破逾足".contains(c))
            || ["以上", "左右", "多", "余", "以下"].iter().any(|word| behind_it.starts_with(word));
        let value = hit[1].parse().ok()?;
        (!is_cut).then(|| Amount { value, unit: &text[behind..whole.end()], range: whole.range() })
    })
    .collect()
}

/// The parts behind a total, whether brackets hold them and nothing else, and whether 其中 opens
/// them. Their list ends where a part has another unit or too long a name, or where the sentence
/// ends.
fn parts_after<'a>(text: &str, amounts: &[Amount<'a>]) -> Option<(Vec<Amount<'a>>, bool, bool)> {
    let (total, rest) = amounts.split_first()?;
    let behind = &text[total.range.end..];
    // 21项科技项目，其中
    let skip = behind.char_indices().take(10).find(|(at, _)| OPENING.is_match(&behind[*at..]))?.0;
    let name = &behind[..skip];
    if name.contains(|c: char| c.is_ascii_digit() || "。；！？”》".contains(c)) {
        return None;
    }
    let opening = OPENING.find(&behind[skip..])?;
    let is_bracket = opening.as_str().starts_with(['（', '(']);
    let is_selection = opening.as_str().contains("其中");
    let mut end = total.range.end + skip + opening.end();
    let mut parts: Vec<Amount<'a>> = Vec::new();
    let mut sum = 0.0;
    for part in rest.iter().take(MOST_PARTS) {
        let between = text.get(end..part.range.start)?;
        let name = between.trim_start_matches(['、', '，', ',', '；', ';', '和', '及', '与']);
        let is_first = parts.is_empty();
        let is_apart = is_first || between.len() > name.len();
        let is_name = !name.is_empty()
            && name.chars().count() <= NAME
            && !name.contains(|c: char| "。；！？）)：:（(".contains(c));
        if !is_apart || !is_name || part.unit != total.unit {
            break;
        }
        if part.value > total.value {
            break;
        }
        end = part.range.end;
        parts.push(part.clone());
        sum += part.value;
        let behind = text[end..].trim_start_matches(['，', ',', '；', '（', '(']);
        // A part with parts of its own opens another list; parts that add up already are complete.
        if behind.starts_with("其中") || (parts.len() >= 2 && is_close(sum, total.value)) {
            return None;
        }
    }
    let is_closed = text[end..].starts_with(['）', ')']) && is_bracket;
    let is_ended = is_closed
        || text[end..].trim_start().starts_with(['。', '；', ';', '\n'])
        || text[end..].trim().is_empty();
    // 3项，二等奖14项 …，共30项: the next part may follow in another form.
    (parts.len() >= 2 && is_ended).then_some((parts, is_closed, is_selection))
}

/// The sum of the parts, when it is wrong for sure. Parts that 其中 opens need not be all, and
/// people may be counted twice: 其中党员20人，女性15人.
fn wrong(
    total: &Amount<'_>,
    parts: &[Amount<'_>],
    is_closed: bool,
    is_selection: bool,
) -> Option<f64> {
    let sum: f64 = parts.iter().map(|part| part.value).sum();
    let differs = (sum - total.value).abs();
    let is_near = differs <= (total.value * 0.1).max(1.0);
    let is_people = total.unit.ends_with(['人', '名']) || total.unit.ends_with("人次");
    let is_wrong = match (is_selection, sum > total.value) {
        (false, _) => is_closed || is_near,
        (true, true) => (parts.len() >= 3 || is_closed) && (!is_people || is_near),
        (true, false) => parts.len() >= 3 && is_near,
    };
    (!is_rounded(sum, total, parts) && is_wrong).then_some(sum)
}

/// Whether a sum differs by no more than rounding does: half of the last digit for each part.
fn is_rounded(sum: f64, total: &Amount<'_>, parts: &[Amount<'_>]) -> bool {
    let decimals =
        |value: f64| value.to_string().split_once('.').map_or(0, |(_, behind)| behind.len());
    let all = parts.iter().map(|part| decimals(part.value)).chain([decimals(total.value)]);
    let finest = all.max().unwrap_or_default();
    let is_whole = finest == 0 && !total.unit.starts_with(['万', '亿']);
    let tolerance = match (is_whole, i32::try_from(finest)) {
        (false, Ok(finest)) => parts.iter().map(|_| 0.5 * 10_f64.powi(-finest)).sum::<f64>() + 1e-9,
        _ => 0.0,
    };
    is_close(sum, total.value) || (sum - total.value).abs() <= tolerance
}

/// The parts before a total: 一等奖3项，二等奖14项，三等奖13项，共30项
fn parts_before<'a>(text: &str, before: &[Amount<'a>], total: &Amount<'_>) -> Vec<Amount<'a>> {
    let mut parts: Vec<Amount<'a>> = Vec::new();
    let mut start = total.range.start;
    for part in before.iter().rev().take(MOST_PARTS) {
        let between = &text[part.range.end..start];
        let is_joined = if parts.is_empty() {
            TOTAL.is_match(between)
        } else {
            let name = between.trim_start_matches(['、', '，', ',', '和']);
            name.len() < between.len()
                && (1..=NAME).contains(&name.chars().count())
                && !name.contains(|c: char| "。；：:！？（(）)".contains(c))
        };
        if !is_joined || part.unit != total.unit {
            break;
        }
        start = part.range.start;
        parts.push(part.clone());
    }
    parts.reverse();
    parts
}

/// Checks the last row of a table when it says 合计: each column of plain numbers must add up to
/// it.
pub fn in_tables(passages: &[Passage]) -> Found {
    let mut tables: BTreeMap<u32, Vec<Vec<&Passage>>> = BTreeMap::new();
    for passage in passages {
        if let Kind::Cell(table, row, _) = passage.kind {
            let rows = tables.entry(table).or_default();
            rows.resize_with(rows.len().max(row as usize + 1), Vec::new);
            rows[row as usize].push(passage);
        }
    }
    tables.values().flat_map(|rows| foot(rows)).collect()
}

fn foot(rows: &[Vec<&Passage>]) -> Found {
    let mut found = Found::new();
    let label = |row: &Vec<&Passage>| {
        row.first().map_or(String::new(), |cell| cell.text.split_whitespace().collect())
    };
    let [head, body @ .., last] = rows else { return found };
    let is_total = matches!(label(last).as_str(), "合计" | "总计" | "共计" | "总数");
    let has_parts = body
        .iter()
        .any(|row| ["小计", "其中", "合计"].iter().any(|word| label(row).contains(word)));
    if !is_total || has_parts || body.len() < 2 {
        return found;
    }
    for (column, cell) in last.iter().enumerate().skip(1) {
        let title = head.get(column).map_or("", |cell| cell.text.as_str());
        let is_rate = ["率", "%", "比", "均", "名次", "排名", "序号", "增"]
            .iter()
            .any(|word| title.contains(word));
        let number = |cell: Option<&&Passage>| {
            let text = cell.map_or("", |cell| cell.text.trim());
            if matches!(text, "—" | "-" | "/" | "") {
                Some(0.0)
            } else {
                text.replace([',', '，'], "").parse::<f64>().ok()
            }
        };
        let parts: Option<Vec<f64>> = body.iter().map(|row| number(row.get(column))).collect();
        let (Some(parts), Some(total), false) = (parts, number(Some(cell)), is_rate) else {
            continue;
        };
        let sum: f64 = parts.iter().sum();
        if !is_close(sum, total) && !cell.text.trim().is_empty() {
            let finding =
                Diagnostic::warning("wrong-sum").wording("table").with("column", title.trim());
            let finding = finding.with("sum", rounded(sum)).with("total", total);
            found.push((finding, cell.source(&(0..cell.text.len()))));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sums(text: &str) -> Vec<String> {
        find(text)
            .into_iter()
            .map(|(finding, _)| finding.arg("sum").unwrap_or_default().to_owned())
            .collect()
    }

    #[test]
    fn sums_that_are_wrong_are_found() {
        assert_eq!(sums("申报项目21项，其中国家级2项，省级6项，济宁市级12项。"), ["20"]);
        assert_eq!(
            sums("申请169件（其中：发明专利21件、实用新型139件、外观设计19件），增长"),
            ["179"]
        );
        assert_eq!(sums("19家企业（国家级2家，省级9家，市级7家）"), ["18"]);
        assert_eq!(sums("评出一等奖3项，二等奖14项，三等奖13项，共31项。"), ["30"]);
        assert_eq!(sums("参展30项：一等奖3项、二等奖14项、三等奖12项。"), ["29"]);
    }

    #[test]
    fn sums_that_are_right_or_not_meant_pass() {
        for text in [
            "申报项目21项，其中国家级2项，省级7项，济宁市级12项。",
            "申请169件（其中：发明专利21件、实用新型139件、外观设计9件）",
            "企业50家，其中高新企业5家、软件企业3家。",
            "参加30人，其中党员20人、女性15人。",
            "12个乡镇、388个行政村、10个示范园，共410个网点。",
            "展板60余块，条幅20余条，共80条。",
            "培训10余次，其中玉米3次、果树2次",
            "一等奖2个，各奖1万元；二等奖5个，各奖5000元",
            "12个乡镇和17个基地",
            "共3期，每期5篇",
            "营造林148万亩、其中人工43万亩，修复草原517万亩。",
            "铁路15.9万公里，其中高铁4.5万公里；全国公路543.68万公里。",
            "自然科学奖51项，其中一等奖3项、二等奖48项；发明奖58项，其中一等奖4项。",
            "突破500万份，其中甲246万份、乙263万份、丙1万份。",
            "投资100.1万元，其中甲30.1万元、乙40.2万元、丙29.9万元。",
            "工业项目7个，其中外资3个，农业项目5个。",
        ] {
            assert_eq!(sums(text), Vec::<String>::new(), "{text}");
        }
    }
}
