//! The registry of units, `data/units.yaml` (convention 27).

use std::collections::BTreeMap;
use std::ops::Range;

use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::base::{Checked, Diagnostic, SourcePath, Span};
use crate::content::config::is_legal_slug;
use crate::content::yaml::fields::Fields;

/// One unit as registered.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct UnitEntry {
    /// The part of its page's address, in ASCII; made from the name when absent.
    pub id: Option<String>,
    /// The full name.
    pub name: String,
    /// The name in lists and by-lines; the full one when absent.
    pub short: Option<String>,
    /// Other names by which authors may call it.
    pub aliases: Vec<String>,
    /// Names that it had.
    pub former: Vec<Former>,
    /// The group it is listed in (乡镇街道, 市直部门 …).
    pub group: Option<String>,
    /// One sentence about it.
    pub description: Option<String>,
    /// Where its name stands in the file, in bytes.
    pub place: Range<usize>,
}

/// A name that a unit had.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Former {
    /// The name.
    pub name: String,
    /// Its last day. Until then it means this unit, even where another has the name since.
    pub until: Option<Date>,
}

impl UnitEntry {
    /// Every name that means this unit, former ones included.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.present().chain(self.former.iter().map(|former| former.name.as_str()))
    }

    /// Every name that means this unit today.
    pub fn present(&self) -> impl Iterator<Item = &str> {
        let own = [Some(self.name.as_str()), self.short.as_deref(), self.id.as_deref()];
        own.into_iter().flatten().chain(self.aliases.iter().map(String::as_str))
    }
}

/// Reads the registry: a list of units, or of groups with their `units`, in the order in which
/// pages show them.
pub fn parse(file: &SourcePath, text: &str) -> Checked<Vec<UnitEntry>> {
    let items = match Fields::parse_items(file, text) {
        Ok(items) => items,
        Err(finding) => return Checked::with(Vec::new(), vec![finding]),
    };
    let mut units: Vec<UnitEntry> = Vec::new();
    let mut findings = Vec::new();
    for mut item in items {
        let group = item.text("group");
        let members = item.items("units", "name");
        if members.is_empty() {
            units.extend(unit(&mut item, group));
        } else {
            for mut member in members {
                units.extend(unit(&mut member, group.clone()));
                findings.extend(member.finish());
            }
        }
        findings.extend(item.finish());
    }
    findings.extend(ambiguous_names(file, &units));
    Checked::with(units, findings)
}

fn unit(fields: &mut Fields<'_>, group: Option<String>) -> Option<UnitEntry> {
    let id = fields.text("id");
    if let Some(id) = id.as_deref().filter(|id| !is_legal_slug(id)) {
        let finding = Diagnostic::error("bad-slug").with("key", "id").with("value", id);
        fields.report(finding.at(fields.span("id")));
    }
    let short = fields.text("short");
    let description = fields.text("description");
    let aliases = fields.list("aliases");
    let mut former = Vec::new();
    for mut item in fields.items("former", "name") {
        // A day is a day in any zone.
        let until = item.moment("until", &TimeZone::UTC).map(|moment| moment.date);
        match item.text("name") {
            Some(name) => former.push(Former { name, until }),
            None => item.report(Diagnostic::error("unit-without-name").at(item.span("until"))),
        }
        item.finish().into_iter().for_each(|finding| fields.report(finding));
    }
    let Some(name) = fields.text("name") else {
        fields.report(Diagnostic::error("unit-without-name").at(fields.span("name")));
        return None;
    };
    let place = fields.span("name").range;
    Some(UnitEntry { id, name, short, aliases, former, group, description, place })
}

/// Reports every name that means two units on one day: an article's unit would depend on the order of the file.
fn ambiguous_names(file: &SourcePath, units: &[UnitEntry]) -> Vec<Diagnostic> {
    let mut owners: BTreeMap<(&str, Option<Date>), usize> = BTreeMap::new();
    let mut findings = Vec::new();
    for (number, unit) in units.iter().enumerate() {
        let former = unit.former.iter().map(|former| (former.name.as_str(), former.until));
        for (name, until) in unit.present().map(|name| (name, None)).chain(former) {
            let owner = *owners.entry((name, until)).or_insert(number);
            if owner != number {
                let finding = Diagnostic::error("unit-name-twice").with("name", name);
                let finding = finding.with("one", &units[owner].name).with("other", &unit.name);
                findings.push(finding.at(Span::new(file, unit.place.clone())));
            }
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (Vec<UnitEntry>, Vec<&'static str>) {
        let file = SourcePath::new("data/units.yaml").unwrap();
        let checked = parse(&file, text);
        (checked.value, checked.diagnostics.into_iter().map(|finding| finding.code).collect())
    }

    #[test]
    fn groups_and_single_units_mix() {
        let (units, codes) = read(
            "- group: 乡镇\n  units:\n  - {id: xiaoxue, name: 小雪镇}\n  - 息陬乡\n- name: 市科技局\n",
        );
        let names: Vec<_> =
            units.iter().map(|unit| (unit.name.as_str(), unit.group.as_deref())).collect();
        assert_eq!(names, [("小雪镇", Some("乡镇")), ("息陬乡", Some("乡镇")), ("市科技局", None)]);
        assert!(codes.is_empty());
    }

    #[test]
    fn a_number_is_the_name_of_its_own_unit() {
        for text in [
            "- {group: 组, units: [甲, 2007, 乙]}\n- 0123\n",
            "- group: 组\n  units: [甲, 2007, 乙]\n- 0123\n",
            "- 甲\n- group: 组\n  units: [2007]\n- 乙\n- 0123\n",
            "- group: 组\n  units:\n  - 甲\n  - 2007 # 号\n  - 乙\n- group: 二\n  units: [0123]\n",
        ] {
            let (units, codes) = read(text);
            let names: Vec<_> = units.iter().map(|unit| unit.name.as_str()).collect();
            assert_eq!((names, codes), (vec!["甲", "2007", "乙", "0123"], vec![]), "{text}");
        }
    }

    #[test]
    fn a_name_means_one_unit() {
        assert_eq!(
            read("- {name: 甲局, aliases: [局]}\n- {name: 乙局, aliases: [局]}\n").1,
            ["unit-name-twice"]
        );
        let taken = "- {name: 甲局, former: [{name: 局, until: 2007-06-30}]}\n- {name: 局}\n";
        assert_eq!(read(taken).1, [""; 0]);
        assert_eq!(read(&taken.replace(", until: 2007-06-30", "")).1, ["unit-name-twice"]);
        assert_eq!(read("- {short: 甲}\n").1, ["unit-without-name"]);
        assert_eq!(read("name: 甲\n").1, ["wrong-type"]);
    }
}
