//! Names that authors write become terms. A registered unit may be written by any of its names.
//! Without a registry every name is accepted as written.

use std::cmp::Reverse;

use jiff::civil::Date;
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use unicode_normalization::UnicodeNormalization as _;

use super::bulletin::{Numbers, PerKind, Term, TermKind};
use super::texts::Text;
use crate::base::diagnostic::did_you_mean;
use crate::base::{Diagnostic, Span, han};
use crate::content::config::ColumnEntry;
use crate::content::data::units::{Former, UnitEntry};
use crate::content::urls;
use crate::content::{Document, Documents, Head};

/// The order of columns that readers are used to (convention 8), for a site that lists none.
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

/// Reads the names that the texts of articles give. Returns all terms, each with its articles, and
/// for each text the indices of its terms. `order` lists the articles from the newest to the
/// oldest, as indices into `texts`.
pub fn terms(
    documents: &Documents,
    texts: &[Text],
    order: &[usize],
    findings: &mut Vec<Diagnostic>,
) -> (PerKind<Vec<Term>>, Vec<PerKind<Numbers>>) {
    let read = |kind| Register::of(kind, documents).read(texts, order);
    let mut all: Vec<Collected> = TermKind::ALL.into_par_iter().map(read).collect();
    for kind in &mut all {
        findings.append(&mut kind.findings);
    }
    let numbers = (0..texts.len()).map(|text| {
        let of_kind = |kind: TermKind| std::mem::take(&mut all[kind as usize].numbers[text]);
        PerKind(TermKind::ALL.map(of_kind))
    });
    let numbers = numbers.collect();
    (PerKind(TermKind::ALL.map(|kind| std::mem::take(&mut all[kind as usize].terms))), numbers)
}

/// The result of reading the names of one kind.
struct Collected {
    /// The terms, in the order in which readers see them.
    terms: Vec<Term>,
    /// For each text the indices of its terms.
    numbers: Vec<Numbers>,
    /// Findings on names that a closed list does not have.
    findings: Vec<Diagnostic>,
}

/// The names of one kind: what is registered, and what authors wrote.
struct Register {
    kind: TermKind,
    /// Whether only registered names are accepted.
    closed: bool,
    terms: Vec<Term>,
    /// For each term, the number of articles that have it.
    used: Vec<usize>,
    by_name: FxHashMap<String, usize>,
    /// The same by [`form`].
    by_form: FxHashMap<String, usize>,
    /// Names that units had until some day, by [`form`], each with its owner.
    former: FxHashMap<String, Vec<(Former, usize)>>,
}

/// The index of the term of a kind that a name means on a day: by its own name, or by another of a registered unit.
pub fn index_of(
    documents: &Documents,
    terms: &PerKind<Vec<Term>>,
    kind: TermKind,
    name: &str,
    day: Option<Date>,
) -> Option<usize> {
    let terms = &terms[kind];
    let wanted = form(name);
    let units = || documents.units.iter().flatten().filter(|_| kind == TermKind::Unit);
    let place = |unit: &UnitEntry| {
        let name = form(unit.short.as_ref().unwrap_or(&unit.name));
        terms.iter().position(|term| form(&term.name) == name)
    };
    let had = units().flat_map(|unit| unit.former.iter().map(move |former| (former, unit)));
    let had = had.filter(|(former, _)| form(&former.name) == wanted);
    if let Some((_, unit)) = of_day(had.clone(), day) {
        return place(unit);
    }
    let by_name = || terms.iter().position(|term| *term.name == *name);
    let has = || units().find(|unit| unit.present().any(|other| form(other) == wanted));
    let unit = || {
        has().or_else(|| had.clone().max_by_key(|(former, _)| last(former)).map(|(_, unit)| unit))
    };
    by_name().or_else(|| match unit() {
        Some(unit) => place(unit),
        None => terms.iter().position(|term| form(&term.name) == wanted),
    })
}

/// Who had a name on a day: the first who gave it up since.
fn of_day<'a, T>(
    had: impl Iterator<Item = (&'a Former, T)>,
    day: Option<Date>,
) -> Option<(&'a Former, T)> {
    let day = day?;
    let had = had.filter(|(former, _)| former.until.is_some_and(|until| day <= until));
    had.min_by_key(|(former, _)| former.until)
}

/// Until when a name was used: for ever, where nobody says until when.
fn last(former: &Former) -> Date {
    former.until.unwrap_or(Date::MAX)
}

/// What a name is compared by: no blanks between Han characters, one middle dot and one blank at most, NFC.
/// 王　强 is 王强.
fn form(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    for c in name.nfc() {
        let is_blank = c.is_whitespace() || c == '·' || c == '\u{30fb}' || c == '•';
        let after_han =
            out.chars().next_back().is_some_and(|last| han::is_han(last) || last == '·');
        match c {
            _ if !is_blank => out.push(c),
            _ if c.is_whitespace() && out.ends_with(char::is_whitespace) => {}
            _ if !after_han => out.push(c),
            // A dot between two names in Han stays; a blank there goes.
            '·' | '\u{30fb}' | '•' if !out.ends_with('·') => out.push('·'),
            _ => {}
        }
    }
    out.trim_end().to_owned()
}

impl Register {
    /// The names of one kind that a site has registered.
    fn of(kind: TermKind, documents: &Documents) -> Self {
        match kind {
            TermKind::Column => Self::columns(&documents.config.columns),
            TermKind::Unit => Self::units(documents.units.as_deref()),
            TermKind::Author | TermKind::Tag | TermKind::Topic => Self::open(kind),
        }
    }

    /// Names that are accepted as written.
    fn open(kind: TermKind) -> Self {
        let (terms, used) = (Vec::new(), Vec::new());
        let (by_name, by_form) = (FxHashMap::default(), FxHashMap::default());
        let former = FxHashMap::default();
        Self { kind, closed: false, terms, used, by_name, by_form, former }
    }

    /// Units, from the registry where there is one.
    fn units(registry: Option<&[UnitEntry]>) -> Self {
        let mut names = Self::open(TermKind::Unit);
        let Some(registry) = registry else { return names };
        names.closed = true;
        let mut had: Vec<(&Former, usize)> = Vec::new();
        for unit in registry {
            let name = unit.short.as_ref().unwrap_or(&unit.name);
            let index = names.add(name, unit.id.as_deref());
            names.terms[index].full_name = Some(unit.name.clone());
            names.terms[index].group.clone_from(&unit.group);
            names.terms[index].description.clone_from(&unit.description);
            for other in unit.present() {
                names.by_name.insert(other.to_owned(), index);
                names.by_form.entry(form(other)).or_insert(index);
            }
            had.extend(unit.former.iter().map(|former| (former, index)));
        }
        // A name that nobody has today means who had it last.
        had.sort_by_key(|(former, _)| Reverse(last(former)));
        for (former, index) in had {
            let form = form(&former.name);
            names.by_form.entry(form.clone()).or_insert(index);
            names.former.entry(form).or_default().push((former.clone(), index));
        }
        names
    }

    /// Columns, from the configuration where it lists any.
    fn columns(configured: &[ColumnEntry]) -> Self {
        let mut names = Self::open(TermKind::Column);
        names.closed = !configured.is_empty();
        for column in configured {
            let index = names.add(&column.name, column.slug.as_deref());
            names.terms[index].description.clone_from(&column.description);
            names.terms[index].keywords.clone_from(&column.keywords);
        }
        names
    }

    /// The keys of front matter under which names of this kind may stand.
    fn keys(&self) -> &'static [&'static str] {
        match self.kind {
            TermKind::Column => &["column"],
            TermKind::Unit => &["units", "unit"],
            TermKind::Author => &["author"],
            TermKind::Tag => &["tags"],
            TermKind::Topic => &[],
        }
    }

    /// The names of this kind that a front matter has.
    fn written<'a>(&self, head: &'a Head) -> &'a [String] {
        match self.kind {
            TermKind::Column => head.column.as_slice(),
            TermKind::Unit => &head.units,
            TermKind::Author => &head.authors,
            TermKind::Tag => &head.tags,
            TermKind::Topic => &[],
        }
    }

    /// The index of the term that a name stands for on a day. An open list gains the name; `None` when the
    /// list is closed and does not have it.
    fn find(&mut self, name: &str, day: Option<Date>) -> Option<usize> {
        if !self.former.is_empty() {
            let had = self.former.get(&form(name)).into_iter().flatten();
            if let Some((_, unit)) = of_day(had.map(|(former, unit)| (former, *unit)), day) {
                return Some(unit);
            }
        }
        let known = self.by_name.get(name).or_else(|| self.by_form.get(&form(name))).copied();
        if known.is_none() && !self.closed {
            return Some(self.add(name, None));
        }
        known
    }

    /// A finding on a name that the list does not have.
    fn unknown(&self, name: &str) -> Diagnostic {
        let code = match self.kind {
            TermKind::Unit => "unknown-unit",
            _ => "unknown-column",
        };
        let mut known: Vec<&str> = self.by_name.keys().map(String::as_str).collect();
        known.sort_unstable();
        let finding = Diagnostic::error(code).with("name", name);
        let parts: Vec<&str> = name.split_whitespace().collect();
        if parts.len() > 1 && parts.iter().all(|part| self.by_name.contains_key(*part)) {
            let list = format!("[{}]", parts.join(", "));
            return finding.wording("several").with("list", list);
        }
        finding.near(did_you_mean(name, known))
    }

    /// Reads the names in all texts, and sorts the terms.
    fn read(mut self, texts: &[Text], order: &[usize]) -> Collected {
        let mut numbers = Vec::with_capacity(texts.len());
        let mut findings = Vec::new();
        for Text { document, .. } in texts {
            let mut found = Numbers::new();
            let day = document.head.date.map(|moment| moment.date);
            for name in self.written(&document.head) {
                match self.find(name, day) {
                    Some(term) if found.contains(&term) => {}
                    Some(term) => {
                        self.used[term] += 1;
                        found.push(term);
                    }
                    None => findings.push(self.unknown(name).at(self.place(document))),
                }
            }
            numbers.push(found);
        }
        let (mut terms, moved) = self.sorted();
        numbers.iter_mut().flatten().for_each(|term| *term = moved[*term]);
        for (article, text) in order.iter().enumerate() {
            numbers[*text].iter().for_each(|term| terms[*term].articles.push(article));
        }
        Collected { terms, numbers, findings }
    }

    /// Where a document has names of this kind.
    fn place(&self, document: &Document) -> Span {
        let mut spans = self.keys().iter().map(|key| document.span(key));
        let written = spans.find(|span| span.range.end > 0);
        written.unwrap_or_else(|| Span::file(&document.path))
    }

    /// The terms in the order in which readers see them, and for each old index the new one.
    fn sorted(self) -> (Vec<Term>, Vec<usize>) {
        let mut sorted: Vec<usize> = (0..self.terms.len()).collect();
        let key = |index: &usize| {
            let (term, used) = (&self.terms[*index], Reverse(self.used[*index]));
            match self.kind {
                _ if self.closed => (*index, used, "".into()),
                TermKind::Column => {
                    let usual = USUAL_COLUMNS.iter().position(|name| *name == &*term.name);
                    (usual.unwrap_or(usize::MAX), Reverse(0), term.name.clone())
                }
                _ => (0, used, term.name.clone()),
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

    fn add(&mut self, name: &str, slug: Option<&str>) -> usize {
        let legal = slug.filter(|slug| !slug.contains('/'));
        let legal = legal.and_then(|slug| urls::term(self.kind.folder(), slug));
        let url = legal.or_else(|| urls::term(self.kind.folder(), &urls::slug(name)));
        self.terms.push(Term {
            name: name.into(),
            full_name: None,
            group: None,
            description: None,
            keywords: Vec::new(),
            url: url.expect("a slug is always a legal part of an address"),
            text: None,
            articles: Vec::new(),
        });
        self.used.push(0);
        self.by_name.insert(name.to_owned(), self.terms.len() - 1);
        self.by_form.entry(form(name)).or_insert(self.terms.len() - 1);
        self.terms.len() - 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_registered_unit_answers_to_all_its_names() {
        let unit = UnitEntry {
            id: Some("kjj".into()),
            name: "曲阜市科学技术局".into(),
            short: Some("市科技局".into()),
            aliases: vec!["科技局".into()],
            former: Vec::new(),
            group: None,
            description: None,
            place: 0..0,
        };
        let registry = [unit];
        let mut names = Register::units(Some(&registry));
        assert_eq!(
            names.find("科技局", None).unwrap(),
            names.find("曲阜市科学技术局", None).unwrap()
        );
        assert_eq!(names.find("市科技居", None), None);
        let finding = names.unknown("市科技居");
        assert_eq!((finding.code, finding.arg("near")), ("unknown-unit", Some("市科技局")));
        assert_eq!(names.sorted().0[0].url.as_str(), "units/kjj/index.html");
    }

    #[test]
    fn without_a_list_columns_stand_in_their_usual_order() {
        let mut names = Register::columns(&[]);
        for name in ["乡村", "简讯", "要闻"] {
            names.find(name, None).unwrap();
        }
        let (terms, moved) = names.sorted();
        let order: Vec<_> = terms.iter().map(|term| &*term.name).collect();
        assert_eq!(order, ["要闻", "简讯", "乡村"]);
        assert_eq!(moved, [2, 1, 0]);
    }
}
