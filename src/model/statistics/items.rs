//! What units sent, and the uses that were made of it: articles and rows of the ledger become items, each counted once.

use jiff::civil::Date;
use rustc_hash::FxHashMap;
use smallvec::SmallVec;

use crate::base::{Amount, Diagnostic};
use crate::content::config::Statistics;
use crate::content::front_matter::Adoption;
use crate::model::bulletin::{Article, Bulletin, Numbers, Publication, TermKind};

/// The name of the bulletin's own level.
pub const OWN: &str = "本级";

/// Something that was sent, or asked for.
#[derive(Clone, Debug, Default)]
pub struct Item {
    /// Who sent it.
    pub units: Numbers,
    /// The index of the article that was made of it.
    pub article: Option<usize>,
    /// The index of the row that says when it came.
    pub row: Option<usize>,
    /// The units of rows that mean its article.
    pub claimed: Numbers,
    /// When it came; `None` for what was asked for and did not come.
    pub sent: Option<Date>,
    /// Where it was used, from the first day to the last.
    pub uses: SmallVec<[Use; 1]>,
    /// What else it is worth.
    pub extras: Vec<Extra>,
}

/// A use of an item.
#[derive(Clone, Debug)]
pub struct Use {
    /// The day.
    pub day: Date,
    /// The index of the level, 0 for the bulletin itself.
    pub level: usize,
    /// Who says so.
    pub told: Told,
    /// What it is worth, beside the uses before.
    pub points: Amount,
    /// Whether front matter says so, and no row of the ledger has said it again yet.
    pub is_open: bool,
    /// The units of rows that say so.
    pub claimed: Numbers,
}

/// Who says that an item was used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Told {
    /// It is an article of the site.
    Article,
    /// The entry with this index of `adopted:` in its article.
    Head(usize),
    /// The row of the ledger with this index.
    Row(usize),
}

/// Something that counts beside uses.
#[derive(Clone, Copy, Debug)]
pub struct Extra {
    /// The day.
    pub day: Date,
    /// What it is.
    pub kind: ExtraKind,
    /// What it is worth.
    pub points: Amount,
}

/// What counts beside uses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExtraKind {
    /// It had been asked for (约稿).
    Asked,
    /// It had been asked for and did not come.
    Unanswered,
    /// A superior wrote a note on it (批示).
    Endorsed,
    /// It was not used.
    Declined,
}

impl Use {
    /// In what the item was printed, as the ledger or front matter says.
    pub fn outlet<'a>(&self, bulletin: &'a Bulletin, item: &Item) -> Option<&'a str> {
        match self.told {
            Told::Article => None,
            Told::Head(place) => {
                let article = &bulletin.articles[item.article?];
                article.text.document.head.adopted[place].outlet.as_deref()
            }
            Told::Row(row) => bulletin.ledger.rows[row].outlet.as_deref(),
        }
    }

    /// The issue of that.
    pub fn issue<'a>(&self, bulletin: &'a Bulletin) -> Option<&'a str> {
        match self.told {
            Told::Row(row) => bulletin.ledger.rows[row].issue.as_deref(),
            _ => None,
        }
    }
}

/// All items.
#[derive(Clone, Debug, Default)]
pub struct Items {
    /// The items; those of articles first, in the order of articles.
    pub items: Vec<Item>,
    /// The names of the levels that may occur, from the bulletin's own to the highest.
    pub levels: Vec<String>,
    /// Rows that say other than articles do.
    pub findings: Vec<Diagnostic>,
}

impl Items {
    /// Where an item was used: in which issue, or what the ledger or front matter says, or else in which column.
    pub fn place(&self, bulletin: &Bulletin, item: &Item, one: &Use) -> String {
        let article = item.article.map(|article| &bulletin.articles[article]);
        let issue = article.and_then(|article| article.issues.first()).filter(|_| one.level == 0);
        if let Some(issue) = issue.map(|issue| &bulletin.issues[*issue]) {
            return format!("{} {}", bulletin.publications[issue.publication].title, issue.id);
        }
        let level = self.levels[one.level].as_str();
        let column = article.and_then(|article| bulletin.column_of(article));
        let known = (one.level > 0).then_some(level);
        let said: Vec<&str> = [known, one.outlet(bulletin, item), one.issue(bulletin)]
            .into_iter()
            .flatten()
            .collect();
        match column {
            _ if !said.is_empty() => said.join(" "),
            Some(column) => column.name.to_string(),
            None => level.to_owned(),
        }
    }
}

/// Gathers the items. Only what stands in publications that are called `asked` counts, where it is given.
pub fn items(bulletin: &Bulletin, asked: Option<&str>) -> Items {
    let mut all = Items { levels: levels(bulletin), ..Items::default() };
    let has_paths = bulletin.ledger.rows.iter().any(|row| row.article.is_some());
    let articles = bulletin.articles.iter().enumerate().filter(|_| has_paths);
    let by_path = articles.map(|(index, one)| (stem(one.text.document.path.as_str()), index));
    let context =
        Context { bulletin, rules: &bulletin.config.statistics, asked, by_path: by_path.collect() };
    all.items = (0..bulletin.articles.len()).map(|index| context.of(index, &all.levels)).collect();
    all.take_rows(&context);
    if asked.is_some() {
        all.items.retain(|item| item.uses.iter().any(|one| context.is_asked(item, one)));
        for item in &mut all.items {
            item.uses.retain(|one| one.level == 0);
            item.extras.clear();
        }
    }
    for item in &mut all.items {
        context.weigh(item);
    }
    all
}

/// The bulletin's own level, those that are listed, and any other that is named: by its points, then by its name.
fn levels(bulletin: &Bulletin) -> Vec<String> {
    let rules = &bulletin.config.statistics;
    let of_rows = bulletin.ledger.rows.iter().filter_map(|row| row.level.as_deref());
    let heads = bulletin.articles.iter().flat_map(|article| &article.text.document.head.adopted);
    let mut named: Vec<&str> =
        of_rows.chain(heads.filter_map(|one| one.level.as_deref())).collect();
    named.sort_unstable();
    named.dedup();
    named.retain(|name| *name != OWN && !rules.levels.iter().any(|level| level == name));
    named.sort_by_key(|name| rules.points.by_name.get(*name));
    let listed = rules.levels.iter().map(String::as_str);
    [OWN].into_iter().chain(listed).chain(named).map(str::to_owned).collect()
}

/// What items are made of.
pub(super) struct Context<'a, 'b> {
    pub bulletin: &'a Bulletin,
    pub rules: &'a Statistics,
    asked: Option<&'b str>,
    /// Articles by their files, where the ledger names any.
    by_path: FxHashMap<&'a str, usize>,
}

impl<'a> Context<'a, '_> {
    /// The item of an article.
    fn of(&self, index: usize, levels: &[String]) -> Item {
        let article = &self.bulletin.articles[index];
        let day = article.date.date;
        let own = Use {
            day,
            level: 0,
            told: Told::Article,
            points: self.points(article),
            is_open: false,
            claimed: Numbers::new(),
        };
        let mut item = Item {
            units: article.terms[TermKind::Unit].clone(),
            article: Some(index),
            sent: Some(day),
            uses: SmallVec::from_iter([own]),
            ..Item::default()
        };
        let adopted = article.text.document.head.adopted.iter().enumerate();
        for (place, Adoption { level, outlet, date, endorsed }) in adopted {
            let day = date.map_or(day, |moment| moment.date);
            if let Some(name) = endorsed {
                let points = self.note(name);
                item.extras.push(Extra { day, kind: ExtraKind::Endorsed, points });
            }
            let index = levels.iter().position(|known| level.as_deref() == Some(known));
            let Some(index) = index.filter(|index| *index > 0) else { continue };
            let names = [outlet.as_deref(), level.as_deref()].into_iter().flatten();
            item.uses.push(Use {
                day,
                level: index,
                told: Told::Head(place),
                points: self.rules.points_of(names),
                is_open: true,
                claimed: Numbers::new(),
            });
        }
        item
    }

    /// The points of an article: those of its column, or of the publication that gives most; of the one that is asked for,
    /// if one is.
    fn points(&self, article: &Article) -> Amount {
        let rules = self.rules;
        if rules.points.is_empty() {
            return Amount::ONE;
        }
        let column = self.bulletin.column_of(article).map(|column| &*column.name);
        let of_publication = self.publications(article).map(|publication| {
            let both = |name: &str| Some(format!("{name}.{}", column?));
            let both = [both(&publication.title), both(&publication.id)];
            let both = both.iter().flatten().map(String::as_str);
            rules.points_of(both.chain(column).chain([&*publication.title, &*publication.id]))
        });
        of_publication.max().unwrap_or_else(|| rules.points_of(column.into_iter()))
    }

    /// The publications in which an article stands; those that are asked for, where any are.
    fn publications(&self, article: &'a Article) -> impl Iterator<Item = &'a Publication> {
        let bulletin = self.bulletin;
        let issues = article.issues.iter().map(|issue| bulletin.issues[*issue].publication);
        let publications = issues.map(|index| &bulletin.publications[index]);
        publications.filter(|one| self.asked.is_none_or(|asked| one.is_called(asked)))
    }

    /// Whether a use is one in the publications that are asked for.
    fn is_asked(&self, item: &Item, one: &Use) -> bool {
        let is_called = |outlet: &str| {
            let mut named = self.bulletin.publications.iter().filter(|one| one.is_called(outlet));
            named.any(|known| self.asked.is_some_and(|asked| known.is_called(asked)))
        };
        one.level == 0
            && match item.article {
                Some(article) => {
                    self.publications(&self.bulletin.articles[article]).next().is_some()
                }
                None => one.outlet(self.bulletin, item).is_some_and(is_called),
            }
    }

    /// The points of a note by somebody of a level.
    pub fn note(&self, level: &str) -> Amount {
        let notes = &self.rules.endorsed;
        notes.by_name.get(level).copied().or(notes.others).unwrap_or_default()
    }

    /// The index of the article of a file, as a row names it.
    pub fn article_of(&self, path: &str) -> Option<usize> {
        self.by_path.get(stem(&path.replace('\\', "/"))).copied()
    }

    /// Puts the uses of an item into their order, and gives each what it adds to those before.
    fn weigh(&self, item: &mut Item) {
        item.uses.sort_by_key(|one| (one.day, one.level));
        let mut best: Option<Amount> = None;
        let has_points = self.rules.has_points();
        for (place, one) in item.uses.iter_mut().enumerate() {
            if !has_points {
                one.points = if place == 0 { Amount::ONE } else { Amount::default() };
            } else if self.rules.is_highest {
                let whole = one.points;
                one.points = best.map_or(whole, |best| (whole - best).max(Amount::default()));
                best = best.max(Some(whole));
            }
        }
    }
}

/// A path below `content`, without its ending.
fn stem(path: &str) -> &str {
    let below = path.trim_start_matches("./").trim_start_matches("content/");
    below.trim_end_matches(".md")
}

/// What a title is compared by: titles are typed again with other marks and blanks.
pub fn form(title: &str) -> String {
    let narrow = |c: char| match c {
        '！'..='～' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        c => c,
    };
    let letters = title.chars().map(narrow).filter(|c| c.is_alphanumeric());
    let form: String = letters.flat_map(char::to_lowercase).collect();
    if form.is_empty() { title.to_owned() } else { form }
}
