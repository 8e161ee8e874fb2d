//! What belongs to the whole site: `site`, the search page, the 404 page, the sitemap,
//! `robots.txt`, redirects, files to copy.

use std::sync::Arc;

use super::recipe::{Recipe, Wanted};
use super::search::mark;
use super::statistics;
use super::stock::Stock;
use super::view::{
    Choice, Link, NotFoundView, Picture, RedirectView, RobotsView, SearchView, Sections, SiteView,
    SitemapView, View,
};
use super::{addresses, menu};
use crate::base::{Address, Diagnostic, OutputPath, Root};
use crate::content::{Audience, Words};
use crate::model::{
    Bulletin, Page, Publication, Redirect, Section, Target, Term, TermKind, notices,
};

/// The most addresses one sitemap may hold, by its protocol.
const SITEMAP_LIMIT: usize = 50_000;

/// Plans all of these files. It must come after all HTML pages, because the sitemap counts them.
pub fn plan(stock: &Stock, wanted: &mut Wanted) {
    let pages = wanted.iter().filter(|(_, recipe)| recipe.is_listed()).count();
    wanted.push((addresses::not_found(), Recipe::NotFound));
    if stock.bulletin.config.search {
        wanted.push((addresses::search(), Recipe::Search));
    }
    if has_sitemap(stock) {
        wanted.extend(sitemap_files(pages, SITEMAP_LIMIT));
    }
    wanted.push((addresses::robots(), Recipe::Robots));
    let redirects = stock.bulletin.redirects.iter().enumerate();
    wanted.extend(
        redirects.map(|(index, redirect)| (redirect.from.clone(), Recipe::Redirect(index))),
    );
    wanted.extend(stock.bulletin.files.keys().map(|url| (url.clone(), Recipe::File)));
    let assets = stock.theme.assets.keys().filter_map(|path| OutputPath::new(path));
    wanted.extend(assets.map(|path| (path, Recipe::Asset)));
}

/// Makes `site`, which every template of a page sees. What is wrong in the menu goes to `findings`.
pub fn site(bulletin: &Bulletin, words: &Words, findings: &mut Vec<Diagnostic>) -> SiteView {
    let config = &bulletin.config;
    let has = sections(bulletin);
    let host = config.base_url.as_deref().and_then(|url| url.split('/').nth(2));
    SiteView {
        title: config.title.clone(),
        masthead_image: masthead_image(bulletin),
        subtitle: config.subtitle.clone(),
        description: config.description.clone(),
        language: config.language.clone(),
        base_url: config.base_url.clone(),
        domain: host.map(str::to_owned),
        identity: config.identity.clone(),
        publications: publications(bulletin),
        columns: bulletin.terms[TermKind::Column]
            .iter()
            .filter(|column| !column.articles.is_empty())
            .map(Stock::link)
            .collect(),
        pages: pages(bulletin),
        navigation: menu::menu(bulletin, words, has, findings),
        has,
        feed: config.base_url.as_ref().map(|_| addresses::feed(&addresses::home())),
        internal: config.audience == Audience::Internal,
        generator: concat!("kuaixun ", env!("CARGO_PKG_VERSION")).to_owned(),
        extra: config.extra.clone(),
    }
}

/// The picture in the place of the site's name.
fn masthead_image(bulletin: &Bulletin) -> Option<Picture> {
    let Some(Target::File(url, Some((width, height)))) = &bulletin.masthead_image else {
        return None;
    };
    let base = bulletin.config.base_url.as_deref();
    let address = base.map(|base| Address { base: base.into(), path: url.clone() });
    Some(Picture { url: url.clone(), address, width: *width, height: *height, sources: Vec::new() })
}

fn sections(bulletin: &Bulletin) -> Sections {
    let has = |section| bulletin.articles.iter().any(|article| article.section == section);
    Sections {
        news: has(Section::News),
        summaries: has(Section::Summary),
        columns: bulletin.terms[TermKind::Column].iter().any(|column| !column.articles.is_empty()),
        topics: !bulletin.terms[TermKind::Topic].is_empty(),
        units: !bulletin.terms[TermKind::Unit].is_empty(),
        authors: !bulletin.terms[TermKind::Author].is_empty(),
        tags: !bulletin.terms[TermKind::Tag].is_empty(),
        archive: !bulletin.articles.is_empty() || !bulletin.issues.is_empty(),
        statistics: statistics::is_shown(bulletin),
        corrections: !notices::all(bulletin).is_empty(),
        search: bulletin.config.search,
    }
}

fn publications(bulletin: &Bulletin) -> Vec<Link> {
    let link = |publication: &Publication| Link {
        title: publication.title.clone(),
        url: publication.url.clone(),
    };
    bulletin.publications.iter().map(link).collect()
}

fn pages(bulletin: &Bulletin) -> Vec<Link> {
    let link = |page: &Page| Link { title: page.title.clone(), url: page.text.url().clone() };
    bulletin.pages.iter().map(link).collect()
}

/// The page for searching.
pub fn search(stock: &Stock, url: &OutputPath) -> View {
    let bulletin = &stock.bulletin;
    let choice = |Link { title, url }| {
        let folder = url.folder();
        let value = folder.rsplit('/').next().unwrap_or(folder).to_owned();
        Choice { title, value, mark: mark(&url) }
    };
    let terms = |terms: &[Term]| {
        let used = terms.iter().filter(|term| !term.articles.is_empty());
        used.map(Stock::link).map(choice).collect()
    };
    let publications: Vec<Choice> = publications(bulletin).into_iter().map(choice).collect();
    let mut years: Vec<i16> = stock.months.iter().map(|(year, ..)| *year).collect();
    years.dedup();
    View::Search(Box::new(SearchView {
        page: stock.page(url, None, Vec::new()),
        publications: if publications.len() > 1 { publications } else { Vec::new() },
        columns: terms(&bulletin.terms[TermKind::Column]),
        units: terms(&bulletin.terms[TermKind::Unit]),
        years,
    }))
}

/// The 404 page. A server shows it at any depth, so its links need the site's full address.
pub fn not_found(stock: &Stock, url: &OutputPath) -> View {
    let mut page = stock.page(url, None, Vec::new());
    page.root = Root::At(stock.base_url.clone().unwrap_or_default());
    page.canonical = None;
    View::NotFound(Box::new(NotFoundView { page, styles: stock.theme.styles.clone() }))
}

fn has_sitemap(stock: &Stock) -> bool {
    stock.base_url.is_some() && stock.bulletin.config.audience == Audience::Public
}

/// One sitemap of all pages, or an index and sitemaps of at most `limit` pages each.
fn sitemap_files(pages: usize, limit: usize) -> Wanted {
    if pages <= limit {
        return vec![(addresses::sitemap(), Recipe::Sitemap(None))];
    }
    let parts = pages.div_ceil(limit);
    let part = |part| (addresses::part_of_sitemap(part), Recipe::Sitemap(Some(part)));
    let index = (addresses::sitemap(), Recipe::SitemapIndex(parts));
    (0..parts).map(part).chain([index]).collect()
}

/// A sitemap of `pages`, or of a part of them, from 0; `None` on a site without an address.
pub fn sitemap<'a>(
    stock: &Stock,
    pages: impl Iterator<Item = &'a OutputPath>,
    part: Option<usize>,
) -> Option<View> {
    let skipped = part.unwrap_or_default() * SITEMAP_LIMIT;
    let pages = pages.skip(skipped).take(SITEMAP_LIMIT);
    let addresses = pages.map(|path| stock.address(path)).collect::<Option<_>>()?;
    Some(View::Sitemap(Box::new(SitemapView { addresses })))
}

/// The index of a sitemap in this many parts; `None` on a site without an address.
pub fn sitemap_index(stock: &Stock, parts: usize) -> Option<View> {
    let address = |part| stock.address(&addresses::part_of_sitemap(part));
    Some(View::SitemapIndex((0..parts).map(address).collect::<Option<_>>()?))
}

/// `robots.txt`
pub fn robots(stock: &Stock) -> View {
    let allowed = stock.bulletin.config.audience == Audience::Public;
    let sitemap = stock.address(&addresses::sitemap()).filter(|_| has_sitemap(stock));
    View::Robots(RobotsView { allowed, sitemap })
}

/// The page that leads from a former address to the present one.
pub fn redirect(stock: &Stock, index: usize) -> View {
    let Redirect { from, to, title, .. } = &stock.bulletin.redirects[index];
    redirect_to(stock, from, to, Arc::clone(title))
}

/// A page at `from` that leads to the page `to`, which has this title.
pub fn redirect_to(stock: &Stock, from: &OutputPath, to: &OutputPath, title: Arc<str>) -> View {
    View::Redirect(RedirectView {
        to: format!("{}{to}", from.root()),
        title,
        canonical: stock.address(to),
        language: stock.bulletin.config.language.clone(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn more_pages_than_a_sitemap_may_hold_are_split_under_an_index() {
        let files = sitemap_files(3, 2);
        let names: Vec<_> = files.iter().map(|(path, _)| path.as_str()).collect();
        assert_eq!(names, ["sitemap-1.xml", "sitemap-2.xml", "sitemap.xml"]);
        assert_eq!(files[1].1, Recipe::Sitemap(Some(1)));
        assert_eq!(files[2].1, Recipe::SitemapIndex(2));
        assert_eq!(sitemap_files(2, 2), [(addresses::sitemap(), Recipe::Sitemap(None))]);
    }
}
