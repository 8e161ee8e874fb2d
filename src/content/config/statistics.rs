//! `statistics:` of `kuaixun.yaml`: how what units send is counted and ranked (convention 28).

use std::collections::BTreeMap;

use crate::base::{Amount, Diagnostic};
use crate::content::yaml::fields::Fields;

/// The key of `points` for whatever no other key names. The second is a name like any other where the first is given.
const OTHERS: [&str; 2] = ["default", "其他"];

/// How items are counted.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Statistics {
    /// The points of an item, by the name of its column or publication.
    pub points: BTreeMap<String, Amount>,
    /// The points of any other item, where the site gives points.
    pub others: Option<Amount>,
    /// Whether units that sent an item together share it; each has a whole one otherwise.
    pub is_split: bool,
    /// Whether places follow without a gap after units that share one: 1, 1, 2 and not 1, 1, 3.
    pub is_dense: bool,
}

impl Statistics {
    /// Whether items have points.
    pub fn has_points(&self) -> bool {
        self.others.is_some() || !self.points.is_empty()
    }

    /// The points of an item with these names, the first that is known.
    pub fn points_of<'a>(&self, mut names: impl Iterator<Item = &'a str>) -> Amount {
        let known = names.find_map(|name| self.points.get(name));
        known.copied().or(self.others).unwrap_or(Amount::ONE)
    }
}

/// Reads `statistics`. A value that cannot be counted with is an error.
pub fn statistics(fields: &mut Fields<'_>) -> Statistics {
    let Some(mut inner) = fields.nested("statistics") else { return Statistics::default() };
    let mut all = Statistics::default();
    for (name, value) in inner.pairs("points") {
        let points = match &value[..] {
            [one] => Amount::parse(one),
            _ => None,
        };
        if let Some(points) = points {
            all.points.insert(name, points);
        } else {
            let finding = match name.split_once('：') {
                Some((key, value)) if !key.is_empty() => {
                    let finding = Diagnostic::error("full-width-colon").with("key", key);
                    finding.with("value", value)
                }
                _ => {
                    let finding = Diagnostic::error("bad-points").with("name", name);
                    finding.with("value", value.join("、"))
                }
            };
            inner.report(finding.at(inner.span("points")));
        }
    }
    all.others = OTHERS.iter().find_map(|name| all.points.remove(*name));
    all.is_split = one_of(&mut inner, "joint", ["full", "split"]);
    all.is_dense = one_of(&mut inner, "places", ["1-1-3", "1-1-2"]);
    inner.finish().into_iter().for_each(|finding| fields.report(finding));
    all
}

/// Whether the second of two values stands there; without any it is the first.
fn one_of(fields: &mut Fields<'_>, key: &'static str, values: [&str; 2]) -> bool {
    let Some(value) = fields.text(key) else { return false };
    if !values.contains(&value.as_str()) {
        let finding = Diagnostic::error("bad-points").wording("choice").with("key", key);
        let finding = finding.with("value", &value).with("one", values[0]).with("other", values[1]);
        fields.report(finding.at(fields.span(key)));
    }
    value == values[1]
}
