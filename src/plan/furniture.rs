//! What is there once: `site`, the 404 page, the sitemap, `robots.txt`, redirects, files to copy.

use super::build::{count_listed, known};
use super::planner::Planner;
use super::recipe::Recipe;
use super::search::mark;
use super::view::{
    Choice, Link, NotFoundView, RedirectView, RobotsView, SearchView, Sections, SiteView,
    SitemapView, View,
};
use crate::base::{OutputPath, Root};
use crate::content::{Audience, Words};
use crate::model::{Bulletin, Page, Publication, Section, Term};

/// The most addresses one sitemap may hold, by its protocol.
pub const SITEMAP_LIMIT: usize = 50_000;

/// Plans all of it. Comes last: the sitemap counts the pages.
pub fn plan(planner: &Planner, wanted: &mut Vec<(OutputPath, Recipe)>) {
    let pages = count_listed(wanted);
    wanted.push((known("404.html"), Recipe::NotFound));
    if planner.bulletin.config.search {
        wanted.push((known("search/index.html"), Recipe::Search));
    }
    if has_sitemap(planner) {
        wanted.extend(sitemap_files(pages, SITEMAP_LIMIT));
    }
    wanted.push((known("robots.txt"), Recipe::Robots));
    let redirects = planner.bulletin.redirects.iter().enumerate();
    wanted.extend(redirects.map(|(index, (from, ..))| (from.clone(), Recipe::Redirect(index))));
    wanted.extend(planner.bulletin.files.keys().map(|url| (url.clone(), Recipe::File)));
    let assets = planner.theme.assets.keys().filter_map(|path| OutputPath::new(path));
    wanted.extend(assets.map(|path| (path, Recipe::Asset)));
}

/// `site`
pub fn site(bulletin: &Bulletin, words: &Words) -> SiteView {
    let config = &bulletin.config;
    let has = sections(bulletin);
    let host = config.base_url.as_deref().and_then(|url| url.split('/').nth(2));
    SiteView {
        title: config.title.clone(),
        subtitle: config.subtitle.clone(),
        description: config.description.clone(),
        language: config.language.clone(),
        base_url: config.base_url.clone(),
        domain: host.map(str::to_owned),
        identity: config.identity.clone(),
        publications: publications(bulletin),
        columns: bulletin
            .columns
            .iter()
            .filter(|column| !column.articles.is_empty())
            .map(Planner::link)
            .collect(),
        pages: pages(bulletin),
        navigation: navigation(bulletin, words, has),
        has,
        feed: config.base_url.as_ref().map(|_| known("feed.xml")),
        internal: config.audience == Audience::Internal,
        generator: concat!("kuaixun ", env!("CARGO_PKG_VERSION")).to_owned(),
        extra: config.extra.clone(),
    }
}

fn sections(bulletin: &Bulletin) -> Sections {
    let has = |section| bulletin.articles.iter().any(|article| article.section == section);
    Sections {
        news: has(Section::News),
        summaries: has(Section::Summary),
        columns: bulletin.columns.iter().any(|column| !column.articles.is_empty()),
        units: !bulletin.units.is_empty(),
        authors: !bulletin.authors.is_empty(),
        tags: !bulletin.tags.is_empty(),
        archive: !bulletin.articles.is_empty(),
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

/// A publication that is called like the site is 期刊 there.
fn navigation(bulletin: &Bulletin, words: &Words, has: Sections) -> Vec<Link> {
    let word = |key, url: &str| Link { title: words.get(key).into(), url: known(url) };
    let named = publications(bulletin).into_iter().map(|publication| {
        let is_site = *publication.title == bulletin.config.title;
        if is_site {
            Link { title: words.get("issues").into(), ..publication }
        } else {
            publication
        }
    });
    let sections = [
        ("news", has.news),
        ("summaries", has.summaries),
        ("columns", has.columns),
        ("units", has.units),
        ("authors", has.authors),
        ("tags", has.tags),
        ("archive", has.archive),
    ];
    let there = sections.iter().filter(|(_, is_there)| *is_there);
    let fronts = there.map(|(folder, _)| word(folder, &format!("{folder}/index.html")));
    let home = word("home", "index.html");
    std::iter::once(home).chain(named).chain(fronts).chain(pages(bulletin)).collect()
}

/// The page for searching.
pub fn search(planner: &Planner, url: &OutputPath) -> View {
    let bulletin = &planner.bulletin;
    let choice = |Link { title, url }| {
        let folder = url.folder();
        let value = folder.rsplit('/').next().unwrap_or(folder).to_owned();
        Choice { title, value, mark: mark(&url) }
    };
    let terms = |terms: &[Term]| {
        let used = terms.iter().filter(|term| !term.articles.is_empty());
        used.map(Planner::link).map(choice).collect()
    };
    let publications: Vec<Choice> = publications(bulletin).into_iter().map(choice).collect();
    let mut years: Vec<i16> = planner.months.iter().map(|(year, ..)| *year).collect();
    years.dedup();
    View::Search(Box::new(SearchView {
        page: planner.page(url, None, Vec::new()),
        publications: if publications.len() > 1 { publications } else { Vec::new() },
        columns: terms(&bulletin.columns),
        units: terms(&bulletin.units),
        years,
    }))
}

/// The page for what is missing: shown at any depth, so it needs the site's full address.
pub fn not_found(planner: &Planner, url: &OutputPath) -> View {
    let mut page = planner.page(url, None, Vec::new());
    page.root = Root::At(planner.base_url.clone().unwrap_or_default());
    page.canonical = None;
    View::NotFound(Box::new(NotFoundView { page }))
}

fn has_sitemap(planner: &Planner) -> bool {
    planner.base_url.is_some() && planner.bulletin.config.audience == Audience::Public
}

/// One sitemap of all pages, or an index and sitemaps of at most `limit` pages each.
fn sitemap_files(pages: usize, limit: usize) -> Vec<(OutputPath, Recipe)> {
    if pages <= limit {
        return vec![(known("sitemap.xml"), Recipe::Sitemap(None))];
    }
    let parts = pages.div_ceil(limit);
    let part = |part| (sitemap_part(part), Recipe::Sitemap(Some(part)));
    let index = (known("sitemap.xml"), Recipe::SitemapIndex(parts));
    (0..parts).map(part).chain([index]).collect()
}

fn sitemap_part(part: usize) -> OutputPath {
    known(&format!("sitemap-{}.xml", part + 1))
}

/// A sitemap of `pages`, or of a part of them.
pub fn sitemap<'a>(
    planner: &Planner,
    pages: impl Iterator<Item = &'a OutputPath>,
    part: Option<usize>,
) -> Option<View> {
    let skipped = part.unwrap_or_default() * SITEMAP_LIMIT;
    let pages = pages.skip(skipped).take(SITEMAP_LIMIT);
    let addresses = pages.map(|path| planner.address(path)).collect::<Option<_>>()?;
    Some(View::Sitemap(Box::new(SitemapView { addresses })))
}

/// The index of a sitemap in parts.
pub fn sitemap_index(planner: &Planner, parts: usize) -> Option<View> {
    let address = |part| planner.address(&sitemap_part(part));
    Some(View::SitemapIndex((0..parts).map(address).collect::<Option<_>>()?))
}

/// `robots.txt`
pub fn robots(planner: &Planner) -> View {
    let allowed = planner.bulletin.config.audience == Audience::Public;
    let sitemap = planner.address(&known("sitemap.xml")).filter(|_| has_sitemap(planner));
    View::Robots(RobotsView { allowed, sitemap })
}

/// A page that leads from a former address to the present one.
pub fn redirect(planner: &Planner, index: usize) -> View {
    let (from, to, _) = &planner.bulletin.redirects[index];
    View::Redirect(RedirectView {
        to: format!("{}{to}", from.root()),
        canonical: planner.address(to),
        language: planner.bulletin.config.language.clone(),
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
        assert_eq!(sitemap_files(2, 2), [(known("sitemap.xml"), Recipe::Sitemap(None))]);
    }
}
