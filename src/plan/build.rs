//! Plans the whole site: one call for each kind of output.

use std::sync::Arc;

use super::manifest::Plan;
use super::planner::Planner;
use super::view::{
    Link, NotFoundView, RedirectView, RobotsView, Sections, SiteView, SitemapView, View,
};
use super::{feeds, html, lists};
use crate::base::{Address, Checked, Hashed, OutputPath, Root, Span};
use crate::content::theme::ThemeAsset;
use crate::content::{Audience, Theme};
use crate::model::{Bulletin, Section};

/// The most addresses one sitemap may hold, by its protocol.
pub const SITEMAP_LIMIT: usize = 50_000;

/// Plans every output of the site. Also returns `site`, which every template sees.
pub fn plan(bulletin: &Bulletin, theme: &Hashed<Theme>) -> (Checked<Plan>, Hashed<SiteView>) {
    let site = Hashed::new(site(bulletin));
    let mut planner = Planner::new(bulletin, theme, &site);
    html::home(&mut planner);
    html::publications(&mut planner);
    html::issues(&mut planner);
    html::articles(&mut planner);
    html::single_pages(&mut planner);
    lists::sections(&mut planner);
    lists::terms(&mut planner);
    lists::archive(&mut planner);
    not_found(&mut planner);
    feeds::feeds(&mut planner);
    sitemap(&mut planner);
    redirects(&mut planner);
    files(&mut planner, theme);
    (planner.finish(), site)
}

/// A path that is written in this program and legal.
pub fn known(path: &str) -> OutputPath {
    OutputPath::new(path).expect("a legal path written in the program")
}

fn site(bulletin: &Bulletin) -> SiteView {
    let config = &bulletin.config;
    let has = |section| bulletin.articles.iter().any(|article| article.section == section);
    let host = config.base_url.as_deref().and_then(|url| url.split('/').nth(2));
    SiteView {
        title: config.title.clone(),
        subtitle: config.subtitle.clone(),
        description: config.description.clone(),
        language: config.language.clone(),
        base_url: config.base_url.clone(),
        domain: host.map(str::to_owned),
        identity: config.identity.clone(),
        publications: bulletin
            .publications
            .iter()
            .map(|publication| Link {
                title: publication.title.clone(),
                url: publication.url.clone(),
            })
            .collect(),
        columns: bulletin
            .columns
            .iter()
            .filter(|column| !column.articles.is_empty())
            .map(Planner::link)
            .collect(),
        pages: bulletin
            .pages
            .iter()
            .map(|page| Link { title: page.title.clone(), url: page.text.url().clone() })
            .collect(),
        has: Sections {
            news: has(Section::News),
            summaries: has(Section::Summary),
            columns: bulletin.columns.iter().any(|column| !column.articles.is_empty()),
            units: !bulletin.units.is_empty(),
            authors: !bulletin.authors.is_empty(),
            tags: !bulletin.tags.is_empty(),
            archive: !bulletin.articles.is_empty(),
        },
        feed: config.base_url.as_ref().map(|_| known("feed.xml")),
        internal: config.audience == Audience::Internal,
        generator: concat!("kuaixun ", env!("CARGO_PKG_VERSION")).to_owned(),
        extra: config.extra.clone(),
    }
}

fn not_found(planner: &mut Planner<'_>) {
    let url = known("404.html");
    let mut page = planner.page(&url, None);
    page.root = Root::At(planner.base_url.clone().unwrap_or_default());
    page.canonical = None;
    planner.add(url, View::NotFound(Box::new(NotFoundView { page })), None);
}

/// `sitemap.xml`, or an index of several where the protocol asks for it, and `robots.txt`.
fn sitemap(planner: &mut Planner<'_>) {
    let allowed = planner.bulletin.config.audience == Audience::Public;
    let base = planner.base_url.clone().filter(|_| allowed);
    if let Some(base) = &base {
        for (path, view) in sitemap_files(base, &planner.html_paths(), SITEMAP_LIMIT) {
            planner.add(path, view, None);
        }
    }
    let sitemap = base.map(|base| format!("{base}sitemap.xml"));
    planner.add(known("robots.txt"), View::Robots(RobotsView { allowed, sitemap }), None);
}

/// One sitemap of all pages, or an index and sitemaps of at most `limit` pages each.
fn sitemap_files(base: &Arc<str>, pages: &[OutputPath], limit: usize) -> Vec<(OutputPath, View)> {
    let sitemap = |pages: &[OutputPath]| {
        let addresses = pages
            .iter()
            .map(|path| Address { base: Arc::clone(base), path: path.clone() })
            .collect();
        View::Sitemap(Box::new(SitemapView { addresses }))
    };
    if pages.len() <= limit {
        return vec![(known("sitemap.xml"), sitemap(pages))];
    }
    let numbered = |(index, part): (usize, &[OutputPath])| {
        (known(&format!("sitemap-{}.xml", index + 1)), sitemap(part))
    };
    let mut files: Vec<_> = pages.chunks(limit).enumerate().map(numbered).collect();
    let parts = files.iter().map(|(path, _)| format!("{base}{path}")).collect();
    files.push((known("sitemap.xml"), View::SitemapIndex(parts)));
    files
}

fn redirects(planner: &mut Planner<'_>) {
    for (from, to, span) in &planner.bulletin.redirects {
        let view = RedirectView {
            to: format!("{}{to}", from.root()),
            canonical: planner.address(to),
            language: planner.bulletin.config.language.clone(),
        };
        planner.add(from.clone(), View::Redirect(view), Some(span.clone()));
    }
}

fn files(planner: &mut Planner<'_>, theme: &Theme) {
    for (url, file) in &planner.bulletin.files {
        let view = View::File(file.path.clone(), file.fingerprint);
        planner.add(url.clone(), view, Some(Span::file(&file.path)));
    }
    for (path, asset) in &theme.assets {
        let (view, origin) = match asset {
            ThemeAsset::Embedded(bytes) => (View::Embedded(bytes), None),
            ThemeAsset::File(path, print) => {
                (View::File(path.clone(), *print), Some(Span::file(path)))
            }
        };
        if let Some(url) = OutputPath::new(path) {
            planner.add(url, view, origin);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn more_pages_than_a_sitemap_may_hold_are_split_under_an_index() {
        let pages = ["a.html", "b.html", "c.html"].map(known);
        let files = sitemap_files(&"https://t/".into(), &pages, 2);
        let names: Vec<_> = files.iter().map(|(path, _)| path.as_str()).collect();
        assert_eq!(names, ["sitemap-1.xml", "sitemap-2.xml", "sitemap.xml"]);
        let View::Sitemap(second) = &files[1].1 else { panic!("a sitemap") };
        let shown: Vec<_> = second.addresses.iter().map(ToString::to_string).collect();
        assert_eq!(shown, ["https://t/c.html"]);
        let View::SitemapIndex(parts) = &files[2].1 else { panic!("an index") };
        assert_eq!(parts[..], ["https://t/sitemap-1.xml", "https://t/sitemap-2.xml"]);
        assert_eq!(sitemap_files(&"https://t/".into(), &pages, 3).len(), 1);
    }
}
