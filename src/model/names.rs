//! Names authors write become the things they name: units by any of their names, columns by
//! theirs; without a registry every name is accepted as written.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::articles::AllNumbers;
use super::bulletin::{Numbers, Term};
use super::texts::Text;
use crate::base::diagnostic::did_you_mean;
use crate::base::{Diagnostic, Span};
use crate::content::config::ColumnEntry;
use crate::content::units::UnitEntry;
use crate::content::urls;
use crate::content::{Documents, Head};

/// Columns in the order readers are used to (convention 8), where a site lists none.
const USUAL_COLUMNS: [&str; 19] = [
    "要闻",
    "领导讲话",
    "工作动态",
    "部门动态",
    "乡镇动态",
    "企业动态",
    "经验交流",
    "典型",
    "调研",
    "政策法规",
    "科技成果",
    "通知公告",
    "通报",
    "公示",
    "人物",
    "知识窗",
    "简讯",
    "图片新闻",
    "大事记",
];

/// The four kinds of name, complete with the articles they stand on.
pub struct Names {
    /// Columns in the configured order.
    pub columns: Vec<Term>,
    /// Units in the registry's order.
    pub units: Vec<Term>,
    /// Authors, the most active first.
    pub authors: Vec<Term>,
    /// Tags, the most used first.
    pub tags: Vec<Term>,
}

impl Names {
    /// Reads the names on the texts of articles: the terms, with no articles yet, and for each
    /// text the numbers of its terms.
    pub fn collect(
        documents: &Documents,
        texts: &[Text],
        findings: &mut Vec<Diagnostic>,
    ) -> (Self, Vec<AllNumbers>) {
        let (config, registry) = (&documents.config, documents.units.as_deref());
        let ((columns, units), (authors, tags)) = rayon::join(
            || {
                let columns = Kind::columns(&config.columns);
                let columns =
                    columns.read(texts, |head| head.column.as_slice(), &["column"], Order::Usual);
                let units = Kind::units(registry);
                let keys = ["units", "unit"];
                (columns, units.read(texts, |head| &head.units, &keys, Order::MostUsed))
            },
            || {
                let (authors, tags) = (Kind::open("authors"), Kind::open("tags"));
                (
                    authors.read(texts, |head| &head.authors, &["author"], Order::MostUsed),
                    tags.read(texts, |head| &head.tags, &["tags"], Order::MostUsed),
                )
            },
        );
        let numbers = columns.numbers.into_iter().zip(units.numbers);
        let numbers = numbers.zip(authors.numbers).zip(tags.numbers);
        let numbers =
            numbers.map(|(((column, units), authors), tags)| [column, units, authors, tags]);
        for kind in [columns.findings, units.findings, authors.findings, tags.findings] {
            findings.extend(kind);
        }
        let (columns, units) = (columns.terms, units.terms);
        let (authors, tags) = (authors.terms, tags.terms);
        (Self { columns, units, authors, tags }, numbers.collect())
    }
}

/// What reading the names of one kind came to.
struct Collected {
    /// In order.
    terms: Vec<Term>,
    /// For each article the numbers of its terms.
    numbers: Vec<Numbers>,
    /// Names there are none of.
    findings: Vec<Diagnostic>,
}

/// A kind of name being collected: what is registered, and what authors wrote.
struct Kind {
    folder: &'static str,
    /// What the thing is called in messages: 单位, 栏目.
    /// Whether only registered names are accepted.
    closed: bool,
    terms: Vec<Term>,
    /// On how many articles each stands.
    used: Vec<usize>,
    by_name: FxHashMap<String, usize>,
}

impl Kind {
    /// Names that are accepted as written.
    fn open(folder: &'static str) -> Self {
        Self {
            folder,
            closed: false,
            terms: Vec::new(),
            used: Vec::new(),
            by_name: FxHashMap::default(),
        }
    }

    /// Units, from the registry where there is one.
    fn units(registry: Option<&[UnitEntry]>) -> Self {
        let mut names = Self::open("units");
        let Some(registry) = registry else { return names };
        names.closed = true;
        for unit in registry {
            let name = unit.short.as_ref().unwrap_or(&unit.name);
            let index = names.add(name, unit.id.as_deref());
            names.terms[index].full_name = Some(unit.name.clone());
            names.terms[index].group.clone_from(&unit.group);
            for other in unit.names() {
                names.by_name.insert(other.to_owned(), index);
            }
        }
        names
    }

    /// Columns, from the configuration where it lists any.
    fn columns(configured: &[ColumnEntry]) -> Self {
        let mut names = Self::open("columns");
        names.closed = !configured.is_empty();
        for column in configured {
            let index = names.add(&column.name, column.slug.as_deref());
            names.terms[index].description.clone_from(&column.description);
            names.terms[index].keywords.clone_from(&column.keywords);
        }
        names
    }

    /// The term a name stands for.
    ///
    /// # Errors
    /// A finding when the list is closed and does not have it.
    fn find(&mut self, name: &str, at: impl FnOnce() -> Span) -> Result<usize, Diagnostic> {
        if let Some(index) = self.by_name.get(name) {
            return Ok(*index);
        }
        if !self.closed {
            return Ok(self.add(name, None));
        }
        let code = match self.folder {
            "units" => "unknown-unit",
            _ => "unknown-column",
        };
        let mut known: Vec<&str> = self.by_name.keys().map(String::as_str).collect();
        known.sort_unstable();
        let finding = Diagnostic::error(code).with("name", name).at(at());
        Err(finding.near(did_you_mean(name, known)))
    }

    /// The terms, given their articles and put in order. Returns also where each index went.
    fn finish(self, order: Order) -> (Vec<Term>, Vec<usize>) {
        let mut sorted: Vec<usize> = (0..self.terms.len()).collect();
        let usual: BTreeMap<&str, usize> =
            USUAL_COLUMNS.iter().enumerate().map(|(index, name)| (*name, index)).collect();
        let key = |index: &usize| {
            let term = &self.terms[*index];
            let used = std::cmp::Reverse(self.used[*index]);
            match order {
                _ if self.closed => (*index, used, "".into()),
                Order::Usual => {
                    let place = usual.get(&*term.name).copied().unwrap_or(usize::MAX);
                    (place, std::cmp::Reverse(0), term.name.clone())
                }
                Order::MostUsed => (0, used, term.name.clone()),
            }
        };
        sorted.sort_by_cached_key(key);
        let mut moved = vec![0; sorted.len()];
        for (to, from) in sorted.iter().enumerate() {
            moved[*from] = to;
        }
        let mut terms: Vec<Option<Term>> = self.terms.into_iter().map(Some).collect();
        let terms = sorted.iter().filter_map(|from| terms[*from].take()).collect();
        (terms, moved)
    }

    /// Reads the names of this kind on all texts; `keys` are where they may stand.
    fn read(
        mut self,
        texts: &[Text],
        names: impl Fn(&Head) -> &[String],
        keys: &[&str],
        order: Order,
    ) -> Collected {
        let mut numbers = Vec::with_capacity(texts.len());
        let mut findings = Vec::new();
        for Text { document, .. } in texts {
            let place = || {
                let spans = keys.iter().map(|key| document.span(key));
                let written = spans.clone().find(|span| span.range.end > 0);
                written.unwrap_or_else(|| Span::file(&document.path))
            };
            let list = names(&document.head);
            let mut found = Numbers::new();
            for name in list {
                match self.find(name, place) {
                    Ok(term) if found.contains(&term) => {}
                    Ok(term) => {
                        self.used[term] += 1;
                        found.push(term);
                    }
                    Err(finding) => findings.push(finding),
                }
            }
            numbers.push(found);
        }
        let (terms, moved) = self.finish(order);
        numbers.iter_mut().flatten().for_each(|term| *term = moved[*term]);
        Collected { terms, numbers, findings }
    }

    fn add(&mut self, name: &str, slug: Option<&str>) -> usize {
        let legal = slug.filter(|slug| !slug.contains('/'));
        let legal = legal.and_then(|slug| urls::term(self.folder, slug));
        let url = legal.or_else(|| urls::term(self.folder, &urls::slug(name)));
        self.terms.push(Term {
            name: name.into(),
            full_name: None,
            group: None,
            description: None,
            keywords: Vec::new(),
            url: url.expect("a slug is always a legal part of an address"),
            articles: Vec::new(),
        });
        self.used.push(0);
        self.by_name.insert(name.to_owned(), self.terms.len() - 1);
        self.terms.len() - 1
    }
}

/// How names without a registry are ordered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Order {
    /// As bulletins usually have them, unusual ones last.
    Usual,
    /// By the number of articles.
    MostUsed,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::SourcePath;

    fn at() -> Span {
        Span::file(&SourcePath::new("a.md").unwrap())
    }

    #[test]
    fn a_registered_unit_answers_to_all_its_names() {
        let unit = UnitEntry {
            id: Some("kjj".into()),
            name: "曲阜市科学技术局".into(),
            short: Some("市科技局".into()),
            aliases: vec!["科技局".into()],
            group: None,
            place: 0..0,
        };
        let registry = [unit];
        let mut names = Kind::units(Some(&registry));
        assert_eq!(names.find("科技局", at).unwrap(), names.find("曲阜市科学技术局", at).unwrap());
        let error = names.find("市科技居", at).unwrap_err();
        assert_eq!(error.code, "unknown-unit");
        assert!(error.arg("near") == Some("市科技局"));
        assert_eq!(names.finish(Order::MostUsed).0[0].url.as_str(), "units/kjj/index.html");
    }

    #[test]
    fn without_a_list_columns_stand_in_their_usual_order() {
        let mut names = Kind::columns(&[]);
        for name in ["乡村", "简讯", "要闻"] {
            names.find(name, at).unwrap();
        }
        let (terms, moved) = names.finish(Order::Usual);
        let order: Vec<_> = terms.iter().map(|term| &*term.name).collect();
        assert_eq!(order, ["要闻", "简讯", "乡村"]);
        assert_eq!(moved, [2, 1, 0]);
    }
}
