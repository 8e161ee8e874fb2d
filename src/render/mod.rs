//! Makes a view into bytes. Each kind of output has a small file of its own here.
//!
//! This module sees one view at a time, and never the whole bulletin, the disk or the clock. The
//! caller reads the files of the site's folder that a view names.

pub mod editions;
mod error;
pub mod feed;
pub mod html;
mod phrases;
pub mod picture;
pub mod redirect;
pub mod sitemap;
pub mod structured;
pub mod xml;

use std::collections::BTreeMap;

use serde::Serialize;

use crate::base::{Checked, Diagnostic, Hashed, SourcePath};
use crate::content::Theme;
use crate::content::fonts::Press;
use crate::plan::View;
use crate::plan::view::{NotFoundView, Package, PageView, SiteView};
use editions::Tools;

pub use error::{Read, RenderError};
pub use html::Templates;

/// What a view became.
#[derive(Debug)]
pub enum Rendered<'a> {
    /// The bytes of the file.
    Bytes(Vec<u8>),
    /// The bytes of this source file, to be copied by whoever writes.
    Copy(&'a SourcePath),
    /// A ZIP archive of files of the site, to be packed by whoever has them.
    Package(&'a Package),
}

/// Renders views. It holds only compiled templates and what all pages share.
pub struct Renderer {
    templates: Templates,
    site: SiteView,
    theme: Hashed<Theme>,
    press: Press,
}

impl Renderer {
    /// Compiles the theme's templates. If a template does not compile, there is a finding and no
    /// renderer.
    pub fn new(theme: &Hashed<Theme>, press: Press, site: &SiteView) -> Checked<Option<Self>> {
        match Templates::new(theme, site) {
            Ok(templates) => {
                let (site, theme) = (site.clone(), theme.clone());
                Checked::new(Some(Self { templates, site, theme, press }))
            }
            Err(finding) => Checked::with(None, vec![finding]),
        }
    }

    /// The page that shows all parts of pages, by the theme's `preview.html`.
    ///
    /// # Errors
    /// A finding with what the template engine says.
    pub fn preview(&self, page: &NotFoundView) -> Result<Vec<u8>, Diagnostic> {
        self.templates.render("preview.html", page, None)
    }

    /// Renders a page of which search engines are told where it stands, and no more.
    fn with_crumbs<V: Serialize>(
        &self,
        name: &str,
        view: &V,
        page: &PageView,
        title: &str,
    ) -> Result<Vec<u8>, Diagnostic> {
        let structured = structured::crumbs(page, title);
        self.templates.render(name, view, structured.as_deref())
    }

    /// Renders one view; `read` gives the bytes of pictures.
    ///
    /// # Errors
    /// See [`RenderError`].
    pub fn render<'a>(&self, view: &'a View, read: &Read<'_>) -> Result<Rendered<'a>, RenderError> {
        let Self { templates, site, theme, press } = self;
        let bytes = match view {
            View::Home(view) => {
                templates.render("home.html", view, structured::home(view, site).as_deref())
            }
            View::Publication(view) => {
                let structured = structured::publication(view, site);
                templates.render("publication.html", view, structured.as_deref())
            }
            View::Issue(view) => {
                templates.render("issue.html", view, structured::issue(view, site).as_deref())
            }
            View::Article(view) => {
                templates.render("article.html", view, structured::article(view, site).as_deref())
            }
            View::Withdrawn(view) => {
                self.with_crumbs("withdrawn.html", view, &view.page, &view.title)
            }
            View::Corrections(view) => {
                self.with_crumbs("corrections.html", view, &view.page, &view.title)
            }
            View::Statistics(view) => {
                self.with_crumbs("statistics.html", view, &view.page, &view.title)
            }
            View::Page(view) => self.with_crumbs("page.html", view, &view.page, &view.title),
            View::List(view) => self.with_crumbs("list.html", view, &view.page, &view.title),
            View::Terms(view) => self.with_crumbs("terms.html", view, &view.page, &view.title),
            View::Archive(view) => self.with_crumbs("archive.html", view, &view.page, &view.title),
            View::Search(view) => templates.render("search.html", view, None),
            View::NotFound(view) => templates.render("404.html", view, None),
            View::Feed(view) => Ok(feed::render(view)),
            View::Sitemap(view) => Ok(sitemap::render(view)),
            View::SitemapIndex(parts) => Ok(sitemap::render_index(parts)),
            View::Robots(view) => Ok(sitemap::render_robots(view)),
            View::Redirect(view) => Ok(redirect::render(view)),
            View::Shard(script) => Ok(script.as_bytes().to_vec()),
            View::Embedded(bytes) => Ok(bytes.to_vec()),
            View::File(path, _) => return Ok(Rendered::Copy(path)),
            View::Package(package) => return Ok(Rendered::Package(package)),
            View::Picture(path, _, width) => {
                let bytes =
                    read(path).map_err(|error| RenderError::Unreadable(path.clone(), error))?;
                picture::prepare(path, &bytes, *width)
            }
            View::Edition(format, booklet) => {
                let tools = Tools { theme, templates, press, read };
                return editions::make(*format, booklet, &tools).map(Rendered::Bytes);
            }
        };
        Ok(Rendered::Bytes(bytes?))
    }
}

/// Merges findings that are the same. A template that fails on every page is reported once, with
/// the number of pages.
pub fn once_each(findings: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let mut counted: Vec<(Diagnostic, usize)> = Vec::new();
    let mut known: BTreeMap<String, usize> = BTreeMap::new();
    for finding in findings {
        let place = *known.entry(format!("{finding:?}")).or_insert(counted.len());
        match counted.get_mut(place) {
            Some((_, count)) => *count += 1,
            None => counted.push((finding, 1)),
        }
    }
    let said = |(finding, count): (Diagnostic, usize)| match count {
        2.. if finding.code == "template-failed" => finding.wording("pages").with("pages", count),
        _ => finding,
    };
    counted.into_iter().map(said).collect()
}
