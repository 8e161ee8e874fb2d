//! What a site is before an item moves and after: the move is undone when it breaks anything.

use std::collections::{BTreeMap, BTreeSet};

use crate::app::session::Session;
use crate::base::{Diagnostic, SourcePath};
use crate::content::Audience;
use crate::model::{Bulletin, TermKind};

/// Articles in order, by the list that shows them; and whether the editor named some in it.
type Lists = BTreeMap<String, (bool, Vec<SourcePath>)>;

/// What a site is.
pub struct Proof {
    /// What is found in it.
    pub findings: Vec<Diagnostic>,
    /// The contents of each issue of each of its sites.
    issues: Lists,
    /// The articles of each topic of each of its sites.
    topics: Lists,
    /// The articles that the public sees; `None` where no site is public.
    public: Option<BTreeSet<SourcePath>>,
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
        let mut proof = Self { findings, issues: Lists::new(), topics: Lists::new(), public: None };
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
            let is_named = !issue.imprint.contents.is_empty();
            self.issues.insert(format!("{site}:{publication}/{}", issue.id), (is_named, articles));
        }
        for topic in &bulletin.terms[TermKind::Topic] {
            let articles = topic.articles.iter().map(path).collect();
            let scope = topic.text.as_ref().and_then(|text| text.document.head.scope.as_ref());
            let is_named = scope.is_some_and(|scope| !scope.articles.is_empty());
            self.topics.insert(format!("{site}:{}", topic.name), (is_named, articles));
        }
        if bulletin.config.audience == Audience::Public {
            let all = bulletin.articles.iter().map(|article| article.text.document.path.clone());
            self.public.get_or_insert_default().extend(all);
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
            for (name, (is_named, articles)) in old {
                let Some((_, new)) = new.get(name) else { continue };
                // By rule, items of one day stand by their names, so that its own place may change.
                let has_it = |list: &[SourcePath]| list.iter().any(|path| now(path) == now(item));
                let all = *is_named && has_it(articles) && has_it(new);
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

    /// What to say if the public does not see an item any more, or sees it now.
    pub fn audience(
        &self,
        before: &Self,
        from: &SourcePath,
        to: &SourcePath,
    ) -> Option<&'static str> {
        let was = before.public.as_ref()?.contains(from);
        match (was, self.public.as_ref()?.contains(to)) {
            (true, false) => Some("relocate-leaves"),
            (false, true) => Some("relocate-enters"),
            _ => None,
        }
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
