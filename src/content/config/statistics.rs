//! `statistics:` of `kuaixun.yaml`: how what units send is counted and ranked (convention 28).

use std::collections::BTreeMap;

use crate::base::{Amount, Diagnostic, Period};
use crate::content::yaml::fields::Fields;

/// The key for whatever no other key names. The second is a name like any other where the first is given.
const OTHERS: [&str; 2] = ["default", "其他"];

/// How items are counted.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
#[expect(clippy::struct_excessive_bools, reason = "each is a rule by itself")]
pub struct Statistics {
    /// The points of an item, by the name of its column, publication, level or outcome.
    pub points: Points,
    /// The points of a note that a superior wrote on an item (批示), by level.
    pub endorsed: Points,
    /// The levels above the bulletin, from the lowest; empty where any is accepted.
    pub levels: Vec<String>,
    /// Whether only the highest of the levels that used an item counts; each of them does otherwise.
    pub is_highest: bool,
    /// How many items a unit owes, by its name or that of its group.
    pub quota: BTreeMap<String, Quota>,
    /// The quota of any other unit.
    pub other_quota: Option<Quota>,
    /// Whether quotas are of what is sent; of what is used otherwise.
    pub is_quota_of_sent: bool,
    /// The points of a unit that reached its quota.
    pub base: Option<Amount>,
    /// The points for each item that is missing.
    pub short: Option<Amount>,
    /// Who is not ranked, when and why.
    pub exclude: Vec<Exclusion>,
    /// The lengths in months of the periods that have pages: 1, 3, 6 or 12.
    pub pages: Vec<i32>,
    /// Whether a public site has these pages, too.
    pub is_public: bool,
    /// Whether units that sent an item together share it; each has a whole one otherwise.
    pub is_split: bool,
    /// Whether places follow without a gap after units that share one: 1, 1, 2 and not 1, 1, 3.
    pub is_dense: bool,
}

/// Points by name.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Points {
    /// Those of each name.
    pub by_name: BTreeMap<String, Amount>,
    /// Those of any other name.
    pub others: Option<Amount>,
}

impl Points {
    /// Whether any are given.
    pub fn is_empty(&self) -> bool {
        self.others.is_none() && self.by_name.is_empty()
    }
}

/// How many items in how many months: a month, a quarter, a half year or a year. Whether it was reached is told at the end of these.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Quota {
    /// How many.
    pub items: Amount,
    /// In how many months: 1, 3, 6 or 12.
    pub months: i32,
}

impl Quota {
    /// Reads `8`, `8/月`, `24/季`, `48/半年` or `100/年`.
    fn parse(text: &str) -> Option<Self> {
        let (items, time) = text.split_once('/').unwrap_or((text, "月"));
        let months = months(time.trim())?;
        let items = Amount::parse(items.trim()).filter(|items| *items >= Amount::default())?;
        Some(Self { items, months })
    }
}

/// A unit that is listed and not ranked.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Exclusion {
    /// Its name, as written.
    pub unit: String,
    /// When.
    pub period: Period,
    /// Why.
    pub reason: String,
}

impl Statistics {
    /// Whether items have points.
    pub fn has_points(&self) -> bool {
        !self.points.is_empty()
            || !self.endorsed.is_empty()
            || self.base.is_some()
            || self.short.is_some()
    }

    /// The points of an item with these names, the first that is known.
    pub fn points_of<'a>(&self, mut names: impl Iterator<Item = &'a str>) -> Amount {
        let known = names.find_map(|name| self.points.by_name.get(name));
        known.copied().or(self.points.others).unwrap_or(Amount::ONE)
    }
}

/// Reads `statistics`. A value that cannot be counted with is an error.
pub fn statistics(fields: &mut Fields<'_>) -> Statistics {
    let Some(mut inner) = fields.nested("statistics") else { return Statistics::default() };
    let points = points(&mut inner, "points");
    let endorsed = self::points(&mut inner, "endorsed");
    let levels = inner.list("levels");
    let mut quota = numbers(&mut inner, "quota", "quota", Quota::parse);
    let all = Statistics {
        points,
        endorsed,
        levels,
        is_highest: one_of(&mut inner, "several", ["sum", "highest"]),
        other_quota: others(&mut quota),
        quota,
        is_quota_of_sent: one_of(&mut inner, "quota_of", ["adopted", "sent"]),
        base: amount(&mut inner, "base"),
        short: short(&mut inner),
        exclude: exclusions(&mut inner),
        pages: pages(&mut inner),
        is_public: one_of(&mut inner, "visibility", ["internal", "public"]),
        is_split: one_of(&mut inner, "joint", ["full", "split"]),
        is_dense: one_of(&mut inner, "places", ["1-1-3", "1-1-2"]),
    };
    inner.finish().into_iter().for_each(|finding| fields.report(finding));
    all
}

/// How many months a word means.
pub fn months(word: &str) -> Option<i32> {
    match word {
        "月" | "month" => Some(1),
        "季" | "季度" | "quarter" => Some(3),
        "半年" | "half" => Some(6),
        "年" | "year" => Some(12),
        _ => None,
    }
}

/// `pages`: the periods that have pages.
fn pages(fields: &mut Fields<'_>) -> Vec<i32> {
    let mut all = Vec::new();
    for word in fields.list("pages") {
        if let Some(months) = months(&word) {
            all.push(months);
        } else {
            let finding = Diagnostic::error("bad-points").wording("pages").with("value", word);
            fields.report(finding.at(fields.span("pages")));
        }
    }
    all.sort_unstable();
    all.dedup();
    all
}

/// Points by name under `key`.
fn points(fields: &mut Fields<'_>, key: &'static str) -> Points {
    let mut by_name = numbers(fields, key, "", Amount::parse);
    Points { others: others(&mut by_name), by_name }
}

/// What is for whatever has no name of its own.
fn others<T>(by_name: &mut BTreeMap<String, T>) -> Option<T> {
    OTHERS.iter().find_map(|name| by_name.remove(*name))
}

/// The names under `key`, each with a value that `read` takes. A finding on one that it does not take has this wording.
pub fn numbers<T>(
    fields: &mut Fields<'_>,
    key: &'static str,
    wording: &'static str,
    read: impl Fn(&str) -> Option<T>,
) -> BTreeMap<String, T> {
    let mut all = BTreeMap::new();
    for (name, value) in fields.pairs(key) {
        let number = match &value[..] {
            [one] => read(one),
            _ => None,
        };
        if let Some(number) = number {
            all.insert(name, number);
        } else {
            let finding = match name.split_once('：') {
                Some((key, value)) if !key.is_empty() => {
                    let finding = Diagnostic::error("full-width-colon").with("key", key);
                    finding.with("value", value)
                }
                _ => {
                    let finding = Diagnostic::error("bad-points").wording(wording);
                    finding.with("name", name).with("value", value.join("、"))
                }
            };
            fields.report(finding.at(fields.span(key)));
        }
    }
    all
}

/// A number under `key`.
fn amount(fields: &mut Fields<'_>, key: &'static str) -> Option<Amount> {
    let text = fields.text(key)?;
    let amount = Amount::parse(&text);
    if amount.is_none() {
        let finding = Diagnostic::error("bad-points").with("name", key).with("value", text);
        fields.report(finding.at(fields.span(key)));
    }
    amount
}

/// `short`: what is lost for an item that is missing.
fn short(fields: &mut Fields<'_>) -> Option<Amount> {
    let short = amount(fields, "short")?;
    if short > Amount::default() {
        let finding = Diagnostic::error("bad-points").wording("short").with("value", short);
        fields.report(finding.at(fields.span("short")));
    }
    Some(short)
}

/// `exclude`. One that lacks something is an error: the unit would be ranked.
fn exclusions(fields: &mut Fields<'_>) -> Vec<Exclusion> {
    let mut all = Vec::new();
    for mut item in fields.few_items("exclude", "unit") {
        let (unit, period, reason) = (item.text("unit"), item.text("period"), item.text("reason"));
        let read = period.as_deref().and_then(|text| text.parse().ok());
        if let (Some(unit), Some(period), Some(reason)) = (unit, read, reason) {
            all.push(Exclusion { unit, period, reason });
        } else {
            let finding = Diagnostic::error("bad-points").wording("exclude");
            let finding = finding.with("value", period.unwrap_or_default());
            item.report(finding.at(item.span("unit")));
        }
        item.finish().into_iter().for_each(|finding| fields.report(finding));
    }
    all
}

/// Whether the second of two values stands there; without any it is the first.
pub fn one_of(fields: &mut Fields<'_>, key: &'static str, values: [&str; 2]) -> bool {
    let Some(value) = fields.text(key) else { return false };
    if !values.contains(&value.as_str()) {
        let finding = Diagnostic::error("bad-points").wording("choice").with("key", key);
        let finding = finding.with("value", &value).with("one", values[0]).with("other", values[1]);
        fields.report(finding.at(fields.span(key)));
    }
    value == values[1]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotas_are_read() {
        let read =
            |text: &str| Quota::parse(text).map(|quota| (quota.items.to_string(), quota.months));
        assert_eq!(read("8"), Some(("8".to_owned(), 1)));
        assert_eq!(read("24/季"), Some(("24".to_owned(), 3)));
        assert_eq!(read("100 / 年"), Some(("100".to_owned(), 12)));
        for text in ["", "八", "8/周", "-1/月", "/月"] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
