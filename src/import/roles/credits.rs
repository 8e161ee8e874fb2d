//! Lines that say who sent a text and when: 作者：…, （2007年3月5日）, （小雪镇 供稿）.

use std::sync::LazyLock;

use jiff::civil::Date;
use jiff::tz::TimeZone;
use regex::Regex;

use super::lines::{Names, taken};
use crate::base::Moment;
use crate::import::found::Found;

/// A date inside a line.
static DATE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:[0-9０-９]{4}|[〇○零OoＯｏ一二三四五六七八九]{4})\s*[年\-—./．]\s*[0-9０-９元一二三四五六七八九十]{1,3}\s*[月\-—./．]\s*[0-9０-９一二三四五六七八九十]{1,3}\s*日?(?:\s+[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?)?")
        .expect("a tested pattern")
});

/// Who wrote it, and what stands before the name.
static AUTHOR: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?:作\s*者|通\s*讯\s*员|本报记者|记\s*者|撰\s*稿(?:人)?|供稿人|投稿人|信息员|文字|文图|图文|文|摄影|文[/／、]图|供\s*稿\s*人)\s*(?:[：:/／|]\s*|\s+)(?P<name>.+)$")
        .expect("a tested pattern")
});

/// Who sent it, and what stands before the name.
static UNIT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?:供\s*稿|供稿单位|报送单位|上报单位|发布单位|发布机构|单\s*位|投稿单位|来稿单位)\s*[：:]\s*(?P<name>.+)$")
        .expect("a tested pattern")
});

static SOURCE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?:来\s*源|文章来源|稿件来源|信息来源|转载自|摘自)\s*[：:]\s*(?P<name>.+)$")
        .expect("a tested pattern")
});

/// What else stands in such a line and says nothing of the text.
static NOISE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?:(?:发布日期|发布时间|日期|浏览次数|点击|供稿|稿|摄影报道|报道)[：:]?\s*[0-9]*|(?:责任编辑|编\s*辑|审\s*核|审\s*稿|校\s*对|签\s*发|终\s*审|联系人|电\s*话|邮\s*箱)(?:人)?[：:]\s*\S+)$")
        .expect("a tested pattern")
});

/// Where another statement of the same line begins.
static LABEL: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:责任编辑|编辑|审核|审稿|校对|签发|终审|联系人|电话|邮箱|摄影|作者|通讯员|供稿人|供稿单位|供稿|撰稿|来源)(?:人)?\s*[：:]")
        .expect("a tested pattern")
});

/// A date alone: `Some` when the whole text is one, with or without brackets.
pub fn date(text: &str) -> Option<Date> {
    let inner =
        text.trim().trim_matches(['（', '）', '(', ')', '[', ']', '【', '】', '〔', '〕']).trim();
    let inner = inner.strip_prefix("日期").unwrap_or(inner);
    let inner = inner.trim_start_matches(['：', ':']).trim();
    let found = DATE.find(inner)?;
    if found.start() > 0 || found.end() < inner.len() {
        return None;
    }
    day(found.as_str())
}

/// The day of a date as people write it.
pub fn day(text: &str) -> Option<Date> {
    let plain: String = text
        .chars()
        .filter(|c| !c.is_whitespace() || *c == ' ' && text.contains(':'))
        .map(|c| match c {
            '０'..='９' => char::from_u32(c as u32 - '０' as u32 + '0' as u32).unwrap_or(c),
            'O' | 'o' | 'Ｏ' | 'ｏ' => '〇',
            '．' => '.',
            '—' => '-',
            c => c,
        })
        .collect();
    Moment::parse(&plain, &TimeZone::UTC).map(|moment| moment.date)
}

/// A date anywhere in a text, such as the name of a file.
pub fn date_in(text: &str) -> Option<Date> {
    DATE.find_iter(text).find_map(|found| day(found.as_str()))
}

/// One credit.
enum Credit {
    Date(Date),
    Unit(String),
    Author(Vec<String>),
    Source(String),
    /// A unit and a person of it.
    Both(String, String),
    Noise,
}

/// Takes a line that has credits and nothing else; whether it was one. When `is_sure`, it stands where credits
/// stand, and a short name alone is one.
pub fn take(text: &str, is_sure: bool, names: &Names<'_>, found: &mut Found) -> bool {
    let Some(credits) = credits(text, is_sure, names) else { return false };
    for credit in credits {
        match credit {
            Credit::Date(date) => {
                found.date.get_or_insert(date);
            }
            Credit::Unit(unit) => {
                if !found.units.contains(&unit) {
                    found.units.push(unit);
                }
            }
            Credit::Author(names) => {
                for name in names {
                    if !found.authors.contains(&name) {
                        found.authors.push(name);
                    }
                }
            }
            Credit::Both(unit, person) => {
                found.units.push(unit);
                found.authors.push(person);
            }
            Credit::Source(source) => found.source = source,
            Credit::Noise => {}
        }
    }
    taken(found, "credits", text);
    true
}

/// A text without the brackets around it.
fn unbracketed(text: &str) -> &str {
    let inner = text
        .strip_prefix(['（', '(', '【', '[', '〔'])
        .and_then(|rest| rest.strip_suffix(['）', ')', '】', ']', '〕']));
    inner.unwrap_or(text).trim()
}

/// The credits of a line; `None` when it says something else, too.
fn credits(text: &str, is_sure: bool, names: &Names<'_>) -> Option<Vec<Credit>> {
    let whole = text.trim();
    let inner = unbracketed(whole);
    if inner.is_empty() || inner.chars().count() > 60 {
        return None;
    }
    let in_brackets = inner.len() < whole.len();
    let inner = LABEL.replace_all(inner, "  $0").into_owned();
    let inner = inner.as_str();
    let mut all = Vec::new();
    // The date first: it may have blanks in it.
    let mut rest = inner.to_owned();
    if let Some(found) = DATE.find(inner) {
        all.push(Credit::Date(day(found.as_str())?));
        rest = format!("{}  {}", &inner[..found.start()], &inner[found.end()..]);
        // 2007年3月5日会议通过 is a remark.
        let behind = inner[found.end()..].chars().next();
        if behind.is_some_and(|c| !c.is_whitespace() && !"|｜）)，,；;/".contains(c)) {
            return None;
        }
    }
    let parts = rest.split(['|', '｜', '，', '；']).flat_map(|part| part.split("  "));
    let mut is_named = false;
    for part in
        parts.flat_map(|part| part.split('\u{3000}')).map(str::trim).filter(|part| !part.is_empty())
    {
        let credit = credit(part, names).or_else(|| {
            let words: Vec<&str> = part.split_whitespace().collect();
            // 小雪镇 王强, or a unit and 供稿.
            match words.as_slice() {
                [unit, person] if names.has(unit) && is_person(person) && !names.has(person) => {
                    all.push(Credit::Unit((*unit).to_owned()));
                    Some(Credit::Author(vec![(*person).to_owned()]))
                }
                [person, "供稿" | "报送" | "摄影" | "文" | "图" | "文/图"]
                    if is_person(person) && !names.has(person) =>
                {
                    Some(Credit::Author(vec![(*person).to_owned()]))
                }
                [unit, "供稿" | "报送"] => Some(Credit::Unit((*unit).to_owned())),
                [before @ .., last]
                    if !before.is_empty() && words.iter().all(|unit| names.has(unit)) =>
                {
                    all.extend(before.iter().map(|unit| Credit::Unit((*unit).to_owned())));
                    Some(Credit::Unit((*last).to_owned()))
                }
                // A name with a blank in it, as names of two characters are set.
                parts if is_sure && is_person(&parts.concat()) && !is_unit(&parts.concat()) => {
                    Some(Credit::Author(vec![parts.concat()]))
                }
                [only] if is_sure && is_unit(only) => Some(Credit::Unit((*only).to_owned())),
                [only] if in_brackets && is_named && is_person(only) => {
                    Some(Credit::Author(vec![(*only).to_owned()]))
                }
                _ => None,
            }
        })?;
        is_named |= matches!(credit, Credit::Unit(_) | Credit::Both(..));
        all.push(credit);
    }
    let says = all.iter().any(|credit| !matches!(credit, Credit::Noise));
    says.then_some(all)
}

fn credit(part: &str, names: &Names<'_>) -> Option<Credit> {
    let after =
        |pattern: &Regex| pattern.captures(part).map(|found| found["name"].trim().to_owned());
    if let Some(name) = after(&UNIT) {
        return whose(&name, part.trim_start().starts_with('单'), names);
    }
    // 小雪镇：王强
    if let Some((unit, person)) = part.split_once(['：', ':'])
        && names.has(unit)
        && is_person(person)
    {
        return Some(Credit::Both(unit.to_owned(), person.to_owned()));
    }
    if let Some(name) = after(&SOURCE) {
        return Some(if names.has(&name) { Credit::Unit(name) } else { Credit::Source(name) });
    }
    if let Some(name) = after(&AUTHOR) {
        let people = name.split(['、', '，', ',', ' ', '\u{3000}', '/']).map(str::trim);
        let people: Vec<String> = people.filter(|one| !one.is_empty()).map(str::to_owned).collect();
        return (people.iter().all(|one| one.chars().count() <= 12))
            .then_some(Credit::Author(people));
    }
    if let Some(who) = part.strip_suffix("供稿").map(str::trim).filter(|who| !who.is_empty()) {
        return whose(who, false, names);
    }
    if names.has(part) {
        return Some(Credit::Unit(part.to_owned()));
    }
    NOISE.is_match(part).then_some(Credit::Noise)
}

/// Who sent it, by what stands behind 供稿：: a unit, a person, both. 单位： may also say in what a table counts.
fn whose(name: &str, may_be_measure: bool, names: &Names<'_>) -> Option<Credit> {
    if names.has(name) {
        return Some(Credit::Unit(name.to_owned()));
    }
    if let [unit, person] = name.split_whitespace().collect::<Vec<_>>().as_slice()
        && is_person(person)
    {
        return Some(Credit::Both((*unit).to_owned(), (*person).to_owned()));
    }
    if may_be_measure && !is_unit(name) {
        return None;
    }
    if is_person(name) && !is_unit(name) {
        return Some(Credit::Author(vec![name.to_owned()]));
    }
    Some(Credit::Unit(name.to_owned()))
}

/// Whether a line says who and when, and nothing else.
pub fn is_credits(text: &str, names: &Names<'_>) -> bool {
    credits(text, false, names).is_some()
}

/// Two to four Chinese characters.
fn is_person(text: &str) -> bool {
    let length = text.chars().count();
    (2..=4).contains(&length) && text.chars().all(|c| crate::base::han::is_han(c) || c == '·')
}

/// Whether a text ends as names of units do.
pub fn is_unit(text: &str) -> bool {
    const ENDS: [&str; 26] = [
        "局",
        "委",
        "办",
        "厅",
        "院",
        "校",
        "站",
        "所",
        "处",
        "科",
        "室",
        "政府",
        "委员会",
        "中心",
        "公司",
        "集团",
        "协会",
        "学会",
        "镇",
        "乡",
        "街道",
        "办事处",
        "村",
        "工会",
        "团委",
        "妇联",
    ];
    // 关于开展科技下乡 ends as names of units do.
    const SAID: [&str; 12] = [
        "关于", "开展", "举办", "召开", "加强", "推进", "全面", "深入", "做好", "实施", "强化",
        "扎实",
    ];
    if SAID.iter().any(|word| text.contains(word)) {
        return false;
    }
    let length = text.chars().count();
    let is_plain = !text.contains(['。', '，', '；', '：', '“', '！', '？', '、']);
    (3..=25).contains(&length) && is_plain && ENDS.iter().any(|end| text.ends_with(end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_that_say_who_and_when() {
        let known = ["小雪镇".to_owned(), "市科技局".to_owned()];
        let read = |text: &str, is_sure: bool| {
            let mut found = Found::default();
            let is_taken = take(text, is_sure, &Names(&known), &mut found);
            let date = found.date.map(|date| date.to_string()).unwrap_or_default();
            (is_taken, date, found.units.join("+"), found.authors.join("+"), found.source)
        };
        let ok = |date: &str, units: &str, authors: &str, source: &str| {
            (true, date.to_owned(), units.to_owned(), authors.to_owned(), source.to_owned())
        };
        for (text, expected) in [
            ("（2007年3月5日）", ok("2007-03-05", "", "", "")),
            ("〔二OO七年三月五日〕", ok("2007-03-05", "", "", "")),
            ("（王强 供稿）", ok("", "", "王强", "")),
            ("王强供稿", ok("", "", "王强", "")),
            ("（小雪镇 王强）", ok("", "小雪镇", "王强", "")),
            ("（小雪镇：王强）", ok("", "小雪镇", "王强", "")),
            ("供稿：小雪镇 王强", ok("", "小雪镇", "王强", "")),
            ("（供稿人：王强 审核：李明）", ok("", "", "王强", "")),
            ("作者：王强　2007-3-5", ok("2007-03-05", "", "王强", "")),
            ("小雪镇 市科技局", ok("", "小雪镇+市科技局", "", "")),
            ("来源：济宁科技信息网", ok("", "", "", "济宁科技信息网")),
        ] {
            assert_eq!(read(text, false), expected, "{text}");
        }
        assert_eq!(read("王 强", true), ok("", "", "王强", ""));
        for text in [
            "单位：万元",
            "时间：2007年3月2日",
            "2007年3月5日会议通过",
            "市委书记王强同志强调：",
            "近日，小雪镇举办培训班。",
            "（见附件）",
        ] {
            assert!(!read(text, false).0, "{text}");
        }
    }
}
