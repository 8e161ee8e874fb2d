//! The plan: every file that shall exist, and how each is made when somebody asks for it.

use std::collections::{BTreeMap, BTreeSet};

use super::editions;
use super::manifest::Manifest;
use super::planner::Planner;
use super::recipe::{Recipe, Wave};
use super::search::{self, Search};
use super::view::{SiteView, View};
use super::{feeds, furniture, home, html, lists};
use crate::base::{Checked, Diagnostic, Fingerprint, Hashed, OutputPath, Span};
use crate::content::Theme;
use crate::content::press::Press;
use crate::content::theme::ThemeAsset;
use crate::model::{Bulletin, Treatment};

/// All files that shall exist: a map from path to view, each view made when it is asked for.
///
/// Nobody looks at all pages of a large site at once: a preview asks for one, and a build is done
/// with each view before it makes the next.
#[derive(Debug)]
pub struct Plan {
    planner: Planner,
    files: BTreeMap<OutputPath, Recipe>,
    /// What a search needs, made when somebody asks for it.
    search: Search,
}

/// One file that shall exist.
#[derive(Clone, Debug)]
pub struct Output {
    /// Of everything its bytes depend on.
    pub key: Fingerprint,
    /// What it is made of.
    pub view: View,
}

/// Plans every output of the site. Also returns `site`, which every template sees.
pub fn plan(
    bulletin: Bulletin,
    theme: &Hashed<Theme>,
    press: &Press,
) -> (Checked<Plan>, Hashed<SiteView>) {
    let site = Hashed::new(furniture::site(&bulletin, &theme.words));
    let planner = Planner::new(bulletin, theme.clone(), press, &site);
    let mut wanted: Vec<(OutputPath, Recipe)> = Vec::new();
    html::plan(&planner, &mut wanted);
    lists::plan(&planner, &mut wanted);
    feeds::plan(&planner, &mut wanted);
    furniture::plan(&planner, &mut wanted);
    editions::plan(&planner, &mut wanted);
    let (files, mut findings) = without_twins(&planner, wanted);
    let plan = Plan { planner, files, search: Search::default() };
    findings.extend(plan.reserved());
    findings.extend(plan.alike());
    findings.extend(plan.below_files());
    findings.extend(plan.missing());
    (Checked::with(plan, findings), site)
}

/// A path that is written in this program and legal.
pub fn known(path: &str) -> OutputPath {
    OutputPath::new(path).expect("a legal path written in the program")
}

/// Sorts what is wanted. Two outputs that want one address are refused; the first keeps it.
fn without_twins(
    planner: &Planner,
    mut wanted: Vec<(OutputPath, Recipe)>,
) -> (BTreeMap<OutputPath, Recipe>, Vec<Diagnostic>) {
    let mut findings = Vec::new();
    // Sorting what is nearly sorted, and making a map of what is sorted, is far cheaper than one
    // insertion after the other.
    wanted.sort_by(|one, other| one.0.cmp(&other.0));
    wanted.dedup_by(|second, first| {
        let is_taken = second.0 == first.0;
        if is_taken {
            let path = &first.0;
            let second = origin(planner, path, second.1);
            findings.push(collision(path, origin(planner, path, first.1).as_ref(), second));
        }
        is_taken
    });
    (wanted.into_iter().collect(), findings)
}

impl Plan {
    /// What is published.
    pub fn bulletin(&self) -> &Bulletin {
        &self.planner.bulletin
    }

    /// When a file can be made.
    pub fn wave(&self, path: &OutputPath) -> Wave {
        self.files.get(path).map_or(Wave::Page, |recipe| recipe.wave())
    }

    /// The files.
    pub fn paths(&self) -> impl Iterator<Item = &OutputPath> {
        self.files.keys().chain(self.search.names(&self.planner))
    }

    /// Whether a file shall exist.
    pub fn contains(&self, path: &OutputPath) -> bool {
        self.files.contains_key(path) || self.search.contains(&self.planner, path)
    }

    /// Learns from what was published whatever need not be worked out again.
    pub fn recall(&self, published: &Manifest) {
        self.search.recall(&self.planner, published);
    }

    /// Whether files shall exist in a folder of this name.
    pub fn has_folder(&self, path: &str) -> bool {
        let start = OutputPath::new(&format!("{path}/0"));
        let next = start.and_then(|start| self.files.range(start..).next());
        next.is_some_and(|(next, _)| {
            next.as_str().strip_prefix(path).is_some_and(|rest| rest.starts_with('/'))
        })
    }

    /// A file with its key and its view, made now.
    pub fn output(&self, path: &OutputPath) -> Option<Output> {
        let view = self.view(path)?;
        let key = match &view {
            View::Shard(_) => self.search.key(&self.planner, path)?,
            view => self.planner.key(view),
        };
        Some(Output { key, view })
    }

    /// The key of a file.
    pub fn key(&self, path: &OutputPath) -> Option<Fingerprint> {
        if self.files.contains_key(path) {
            return self.view(path).map(|view| self.planner.key(&view));
        }
        self.search.key(&self.planner, path)
    }

    /// The part of the key that all HTML pages share: of the templates and `site`.
    pub fn shared_key(&self) -> Fingerprint {
        self.planner.html_salt
    }

    /// For each kind of HTML page one.
    pub fn samples(&self) -> impl Iterator<Item = &OutputPath> {
        let mut kinds = Vec::new();
        self.files.iter().filter_map(move |(path, recipe)| {
            let kind = std::mem::discriminant(recipe);
            let is_html = recipe.is_listed() || matches!(recipe, Recipe::Search | Recipe::NotFound);
            let is_new = is_html && !kinds.contains(&kind);
            is_new.then(|| kinds.push(kind)).map(|()| path)
        })
    }

    /// How many files are made, and not copied.
    pub fn count_pages(&self) -> usize {
        self.files.values().filter(|recipe| !recipe.is_copy()).count()
    }

    /// Files that are copied (pictures, attachments, styles), and their keys.
    pub fn copies(&self) -> impl Iterator<Item = (&OutputPath, Fingerprint)> {
        let copies = self.files.iter().filter(|(_, recipe)| recipe.is_copy());
        copies.filter_map(|(path, _)| Some((path, self.key(path)?)))
    }

    fn view(&self, path: &OutputPath) -> Option<View> {
        let planner = &self.planner;
        let Some(recipe) = self.files.get(path) else {
            return self.search.file(planner, path).map(View::Shard);
        };
        Some(match *recipe {
            Recipe::Search => furniture::search(planner, path),
            Recipe::Home => home::home(planner, path),
            Recipe::Publication(index) => html::publication(planner, index),
            Recipe::Issue(publication, place) => html::issue(planner, publication, place),
            Recipe::Article(index) => html::article(planner, index),
            Recipe::Page(index) => html::single_page(planner, index),
            Recipe::List(of, number) => lists::list(planner, of, number),
            Recipe::Terms(kind) => lists::terms(planner, path, kind),
            Recipe::Archive(year) => lists::archive(planner, path, year),
            Recipe::Feed(of) => feeds::feed(planner, path, of)?,
            Recipe::Sitemap(part) => furniture::sitemap(planner, self.pages(), part)?,
            Recipe::SitemapIndex(parts) => furniture::sitemap_index(planner, parts)?,
            Recipe::NotFound => furniture::not_found(planner, path),
            Recipe::Robots => furniture::robots(planner),
            Recipe::Redirect(index) => furniture::redirect(planner, index),
            Recipe::Edition(of, format) => editions::edition(planner, of, format),
            Recipe::Package(issue) => editions::package(self, planner, issue),
            Recipe::SitePackage => editions::site_package(self, planner),
            Recipe::File => {
                let file = planner.bulletin.files.get(path)?;
                let (path, print) = (file.path.clone(), file.fingerprint);
                match file.treatment {
                    Treatment::Copy => View::File(path, print),
                    Treatment::Clean => View::Picture(path, print, None),
                    Treatment::Scale(width) => View::Picture(path, print, Some(width)),
                }
            }
            Recipe::Asset => match planner.theme.assets.get(path.as_str())? {
                ThemeAsset::Embedded(bytes) => View::Embedded(bytes),
                ThemeAsset::File(path, print) => View::File(path.clone(), *print),
            },
        })
    }

    /// The addresses of all HTML pages, but for the 404 page.
    fn pages(&self) -> impl Iterator<Item = &OutputPath> {
        self.files.iter().filter(|(_, recipe)| recipe.is_listed()).map(|(path, _)| path)
    }

    /// Scripts of others where those of the search are: their names are not known before they are
    /// made, so that none may stand there.
    fn reserved(&self) -> Vec<Diagnostic> {
        let is_taken = |path: &&OutputPath| search::could_be(&self.planner, path);
        let taken = self.files.keys().filter(is_taken);
        taken.map(|path| collision(path, None, self.origin(path))).collect()
    }

    /// Addresses that differ in case alone: Windows and macOS hold them for one. Only names an
    /// author chose can hold capitals: slugs, aliases, static files.
    fn alike(&self) -> Vec<Diagnostic> {
        let mut findings = Vec::new();
        let mut capitals: BTreeMap<String, &OutputPath> = BTreeMap::new();
        for path in self.files.keys() {
            if !path.as_str().bytes().any(|byte| byte.is_ascii_uppercase()) {
                continue;
            }
            let lower = path.as_str().to_ascii_lowercase();
            let small = OutputPath::new(&lower).filter(|lower| self.files.contains_key(lower));
            let large = capitals.insert(lower, path);
            if let Some(twin) = small.as_ref().or(large) {
                findings.push(collision(path, self.origin(twin).as_ref(), self.origin(path)));
            }
        }
        findings
    }

    /// Files with others below them, as if they were folders.
    fn below_files(&self) -> Vec<Diagnostic> {
        let mut findings = Vec::new();
        let folders: BTreeSet<&str> = self.files.keys().map(OutputPath::folder).collect();
        for folder in folders {
            let ends = folder.match_indices('/').map(|(end, _)| end).chain([folder.len()]);
            let file = ends.filter_map(|end| OutputPath::new(&folder[..end]));
            for file in file.filter(|file| self.files.contains_key(file)) {
                let inside = self.files.keys().find(|path| path.folder() == folder);
                let second = inside.and_then(|path| self.origin(path));
                findings.push(collision(&file, self.origin(&file).as_ref(), second));
            }
        }
        findings
    }

    /// Links to pages there are none of.
    fn missing(&self) -> Vec<Diagnostic> {
        let expected = self.planner.bulletin.expected.iter();
        let missing = expected.filter(|(url, _)| !self.files.contains_key(url));
        missing
            .map(|(url, span)| {
                let finding = Diagnostic::error("broken-link").wording("page");
                finding.with("address", url).at(span.clone())
            })
            .collect()
    }

    fn origin(&self, path: &OutputPath) -> Option<Span> {
        origin(&self.planner, path, *self.files.get(path)?)
    }
}

/// How many pages `wanted` has for the sitemap.
pub fn count_listed(wanted: &[(OutputPath, Recipe)]) -> usize {
    wanted.iter().filter(|(_, recipe)| recipe.is_listed()).count()
}

/// The source that asked for an output, where there is one.
fn origin(planner: &Planner, path: &OutputPath, recipe: Recipe) -> Option<Span> {
    let bulletin = &planner.bulletin;
    let document = match recipe {
        Recipe::Article(index) => &bulletin.articles[index].text.document,
        Recipe::Page(index) => &bulletin.pages[index].text.document,
        Recipe::Publication(index) => &bulletin.publications[index].text.as_ref()?.document,
        Recipe::Issue(publication, place) => {
            let issue = bulletin.publications[publication].issues[place];
            &bulletin.issues[issue].text.as_ref()?.document
        }
        Recipe::Redirect(index) => return Some(bulletin.redirects[index].2.clone()),
        Recipe::File => return Some(Span::file(&bulletin.files.get(path)?.path)),
        Recipe::Asset => match planner.theme.assets.get(path.as_str())? {
            ThemeAsset::File(path, _) => return Some(Span::file(path)),
            ThemeAsset::Embedded(_) => return None,
        },
        _ => return None,
    };
    Some(Span::file(&document.path))
}

fn collision(path: &OutputPath, first: Option<&Span>, second: Option<Span>) -> Diagnostic {
    let finding = Diagnostic::error("duplicate-url").with("url", path);
    let finding = match first {
        Some(span) => finding.with("owner", &span.file).related(span.clone(), "first"),
        None => finding.wording("own"),
    };
    match second.or_else(|| first.cloned()) {
        Some(span) => finding.at(span),
        None => finding,
    }
}
