//! The plan: every file that shall exist, and how each is made when somebody asks for it.

use super::claims::{self, Files};
use super::manifest::Manifest;
use super::recipe::{Recipe, Wanted, Wave};
use super::search::Search;
use super::stock::Stock;
use super::view::{Format, SiteView, View};
use super::{editions, feeds, home, lists, notices, pages, site_wide, statistics};
use crate::base::{Checked, Fingerprint, Hashed, OutputPath};
use crate::content::Theme;
use crate::content::fonts::Press;
use crate::content::theme::ThemeAsset;
use crate::model::{Bulletin, Treatment};
use std::borrow::Cow;
use std::sync::OnceLock;

/// All files that shall exist: a map from path to recipe. A view is made when somebody asks for it.
///
/// Nobody looks at all pages of a large site at once: a preview asks for one, and a build is done
/// with each view before it makes the next.
#[derive(Debug)]
pub struct Plan {
    stock: Stock,
    files: Files,
    /// The files of the search, made when somebody asks for one.
    search: Search,
}

/// One file that shall exist.
#[derive(Clone, Debug)]
pub struct Output {
    /// The fingerprint of everything that the file's bytes depend on.
    pub key: Fingerprint,
    /// What the file is made of.
    pub view: View,
}

/// Plans every output of the site. Also returns `site`, which every template of a page sees.
pub fn plan(
    mut bulletin: Bulletin,
    theme: &Hashed<Theme>,
    press: &Press,
) -> (Checked<Plan>, Hashed<SiteView>) {
    let mut findings = Vec::new();
    let site = Hashed::new(site_wide::site(&bulletin, &theme.words, &mut findings));
    let counted = statistics::blocks::fill(&mut bulletin, &theme.words, &mut findings);
    let mut stock = Stock::new(bulletin, theme.clone(), press, &site);
    if let Some(counts) = counted {
        stock.counted = OnceLock::from(counts);
    }
    let mut wanted = Wanted::new();
    pages::plan(&stock, &mut wanted);
    notices::plan(&stock, &mut wanted);
    statistics::plan(&stock, &mut wanted);
    lists::plan(&stock, &mut wanted);
    feeds::plan(&stock, &mut wanted);
    site_wide::plan(&stock, &mut wanted);
    editions::plan(&stock, &mut wanted);
    let (files, found) = claims::settle(&stock, wanted);
    findings.extend(found);
    (Checked::with(Plan { stock, files, search: Search::default() }, findings), site)
}

impl Plan {
    /// Takes what was worked out for another site of the same folder, where it is the same: the files of the search.
    pub fn adopt(&self, other: &Self) {
        self.search.adopt(&self.stock, &other.search);
    }

    /// The bulletin that is published.
    pub fn bulletin(&self) -> &Bulletin {
        &self.stock.bulletin
    }

    /// When a file can be made, compared with the others.
    pub fn wave(&self, path: &OutputPath) -> Wave {
        self.files.get(path).map_or(Wave::Page, |recipe| recipe.wave())
    }

    /// The paths of all files that shall exist.
    pub fn paths(&self) -> impl Iterator<Item = &OutputPath> {
        self.files.keys().chain(self.search.names(&self.stock))
    }

    /// Whether a file shall exist.
    pub fn contains(&self, path: &OutputPath) -> bool {
        self.files.contains_key(path) || self.search.contains(&self.stock, path)
    }

    /// Takes from `published` what need not be worked out again: the names of the search's files.
    pub fn recall(&self, published: &Manifest) {
        self.search.recall(&self.stock, published);
    }

    /// The key and the view of a file, made now; `None` if the file is not planned.
    pub fn output(&self, path: &OutputPath) -> Option<Output> {
        let view = self.view(path)?;
        let key = match &view {
            View::Shard(_) => self.search.key(&self.stock, path)?,
            view => self.stock.key(view),
        };
        Some(Output { key, view })
    }

    /// The key of a file; `None` if the file is not planned.
    pub fn key(&self, path: &OutputPath) -> Option<Fingerprint> {
        if self.files.contains_key(path) {
            return self.view(path).map(|view| self.stock.key(&view));
        }
        self.search.key(&self.stock, path)
    }

    /// The part of the key that pages, e-books and mail share: of the templates and what all of them see.
    pub fn shared_key(&self) -> Fingerprint {
        self.stock.template_salt()
    }

    /// One file of each kind that a template of Tera makes.
    pub fn samples(&self) -> impl Iterator<Item = &OutputPath> {
        let mut kinds = Vec::new();
        self.files.iter().filter_map(move |(path, recipe)| {
            let (kind, is_made) = match recipe {
                Recipe::Edition(_, format) => {
                    (Err(*format), matches!(format, Format::Epub | Format::MailHtml))
                }
                Recipe::Search | Recipe::NotFound | Recipe::Withdrawn(_) => {
                    (Ok(std::mem::discriminant(recipe)), true)
                }
                recipe => (Ok(std::mem::discriminant(recipe)), recipe.is_listed()),
            };
            let is_new = is_made && !kinds.contains(&kind);
            is_new.then(|| kinds.push(kind)).map(|()| path)
        })
    }

    /// How many files are made and not copied. Files of the search do not count.
    pub fn count_pages(&self) -> usize {
        self.files.values().filter(|recipe| !recipe.is_copy()).count()
    }

    /// Files that are copied (pictures, attachments, styles), and their keys.
    pub fn copies(&self) -> impl Iterator<Item = (&OutputPath, Fingerprint)> {
        let copies = self.files.iter().filter(|(_, recipe)| recipe.is_copy());
        copies.filter_map(|(path, _)| Some((path, self.key(path)?)))
    }

    /// How many parts of the search have had their files made.
    #[cfg(test)]
    pub fn made_of_search(&self) -> usize {
        self.search.made()
    }

    fn view(&self, path: &OutputPath) -> Option<View> {
        let stock = &self.stock;
        let Some(recipe) = self.files.get(path) else {
            return self.search.file(stock, path).map(View::Shard);
        };
        Some(match *recipe {
            Recipe::Search => site_wide::search(stock, path),
            Recipe::Home => home::home(stock, path),
            Recipe::Publication(index) => pages::publication(stock, index),
            Recipe::Issue(publication, place) => pages::issue(stock, publication, place),
            Recipe::Article(index) => pages::article(stock, index),
            Recipe::Withdrawn(index) => notices::withdrawn(stock, index),
            Recipe::Corrections => notices::corrections(stock, path),
            Recipe::Statistics(report) => statistics::view(stock, report),
            Recipe::Series(index, period) => statistics::series::view(stock, index, period),
            Recipe::Page(index) => pages::single_page(stock, index),
            Recipe::List(of, number) => lists::list(stock, of, number),
            Recipe::FormerPage(of) => lists::former_page(stock, of, path),
            Recipe::Terms(kind) => lists::terms(stock, path, kind),
            Recipe::Archive(year) => lists::archive(stock, path, year),
            Recipe::Feed(of) => feeds::feed(stock, path, of)?,
            Recipe::Sitemap(part) => site_wide::sitemap(stock, self.pages(), part)?,
            Recipe::SitemapIndex(parts) => site_wide::sitemap_index(stock, parts)?,
            Recipe::NotFound => site_wide::not_found(stock, path),
            Recipe::Robots => site_wide::robots(stock),
            Recipe::Redirect(index) => site_wide::redirect(stock, index),
            Recipe::Edition(of, format) => editions::edition(stock, of, format),
            Recipe::Package(issue) => editions::package(stock, issue, &|path| self.key(path)),
            Recipe::SitePackage => {
                editions::site_package(stock, self.paths(), &|path| self.key(path))
            }
            Recipe::File => {
                let file = stock.bulletin.files.get(path)?;
                let (path, print) = (file.path.clone(), file.fingerprint);
                match file.treatment {
                    Treatment::Copy => View::File(path, print),
                    Treatment::Clean => View::Picture(path, print, None),
                    Treatment::Scale(width) => View::Picture(path, print, Some(width)),
                }
            }
            Recipe::Asset => match stock.theme.assets.get(path.as_str())? {
                ThemeAsset::Embedded(bytes) => View::Embedded(Cow::Borrowed(bytes)),
                ThemeAsset::Made(text) => View::Embedded(Cow::Owned(text.as_bytes().to_vec())),
                ThemeAsset::File(path, print) => View::File(path.clone(), *print),
            },
        })
    }

    /// The addresses of all HTML pages, except the 404 page and the search page.
    fn pages(&self) -> impl Iterator<Item = &OutputPath> {
        self.files.iter().filter(|(_, recipe)| recipe.is_listed()).map(|(path, _)| path)
    }
}
