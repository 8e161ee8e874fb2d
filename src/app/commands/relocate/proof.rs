//! What a site is before an item moves and after: the move is undone when it breaks anything.

use std::collections::BTreeMap;

use crate::app::session::Session;
use crate::base::{Diagnostic, SourcePath};
use crate::model::{Bulletin, TermKind};

/// Articles in order, by the list that shows them.
type Lists = BTreeMap<String, Vec<SourcePath>>;

/// What a site is.
pub struct Proof {
    /// What is found in it.
    pub findings: Vec<Diagnostic>,
    /// The contents of each issue of each of its sites.
    issues: Lists,
    /// The articles of each topic of each of its sites.
    topics: Lists,
}

/// What a move has broken or changed beside the item itself.
pub enum Broken {
    /// Findings that were not there before.
    Findings(Vec<Diagnostic>),
    /// The order of a list.
    Order(String),
}

impl Proof {
    /// Looks at a site.
    pub fn of(session: &mut Session) -> Self {
        let mut findings = Vec::new();
        let sites = session.compile_all().unpack(&mut findings);
        let mut proof = Self { findings, issues: Lists::new(), topics: Lists::new() };
        for (number, site) in sites.iter().enumerate() {
            proof.note(number, site.plan.bulletin());
        }
        proof
    }

    fn note(&mut self, site: usize, bulletin: &Bulletin) {
        let path = |index: &usize| bulletin.articles[*index].text.document.path.clone();
        for issue in &bulletin.issues {
            let publication = &bulletin.publications[issue.publication].id;
            let articles = issue.articles.iter().map(path).collect();
            self.issues.insert(format!("{site}:{publication}/{}", issue.id), articles);
        }
        for topic in &bulletin.terms[TermKind::Topic] {
            let articles = topic.articles.iter().map(path).collect();
            self.topics.insert(format!("{site}:{}", topic.name), articles);
        }
    }

    /// What is broken now, compared with what was before. `now` tells the new path of a file, `item` is the one that was
    /// moved: in contents and topics all others stand as before.
    pub fn broken(
        &self,
        before: &Self,
        item: &SourcePath,
        now: &dyn Fn(&SourcePath) -> SourcePath,
    ) -> Option<Broken> {
        let errors = self.more_than(before, Diagnostic::is_error);
        if !errors.is_empty() {
            return Some(Broken::Findings(errors));
        }
        let lists = [(&before.issues, &self.issues), (&before.topics, &self.topics)];
        for (old, new) in lists {
            for (name, articles) in old {
                let Some(new) = new.get(name) else { continue };
                // In the list that it leaves or joins, and where both have it, its place is compared, too.
                let has_it = |list: &[SourcePath]| list.iter().any(|path| now(path) == now(item));
                let all = has_it(articles) && has_it(new);
                let kept = |path: &SourcePath| all || now(path) != now(item);
                let old: Vec<SourcePath> =
                    articles.iter().filter(|path| kept(path)).map(now).collect();
                let new: Vec<SourcePath> = new.iter().filter(|path| kept(path)).cloned().collect();
                if old != new {
                    let name = name.split_once(':').map_or(name.as_str(), |(_, name)| name);
                    return Some(Broken::Order(name.to_owned()));
                }
            }
        }
        None
    }

    /// The findings of a kind of which there are more than before.
    pub fn more_than(&self, before: &Self, is_meant: fn(&Diagnostic) -> bool) -> Vec<Diagnostic> {
        let count =
            |proof: &Self, code| proof.findings.iter().filter(|one| one.code == code).count();
        let more = self.findings.iter().filter(|one| is_meant(one));
        more.filter(|one| count(self, one.code) > count(before, one.code)).cloned().collect()
    }

    /// The issues that were there before and are no more.
    pub fn gone(&self, before: &Self) -> Vec<String> {
        let gone = before.issues.keys().filter(|name| !self.issues.contains_key(*name));
        let name =
            |name: &String| name.split_once(':').map_or(name.clone(), |(_, name)| name.to_owned());
        let mut gone: Vec<String> = gone.map(name).collect();
        gone.dedup();
        gone
    }
}
