//! Makes HTML pages, books and mail with the theme's Tera templates.

use std::collections::BTreeMap;
use std::error::Error;
use std::io::{self, Write};
use std::sync::OnceLock;

use serde::Serialize;
use tera::{Context, Kwargs, State, Tera};

use super::phrases::Phrases;
use super::xml::escaped;
use crate::base::{Diagnostic, Hashed, Moment, SourcePath, Span, phrase};
use crate::content::Theme;
use crate::content::theme::words;
use crate::plan::view::SiteView;

/// The first size of a page's buffer, in bytes. Most pages are smaller: a buffer that has to grow
/// is copied.
const PAGE: usize = 16 * 1024;

/// The theme's templates, compiled.
pub struct Templates {
    /// The templates of pages.
    tera: Tera,
    /// The templates of books and mail, whose texts are written as XML wants them: compiled when the
    /// first of them is made, since most turns of a preview make none.
    editions: OnceLock<Result<Tera, Diagnostic>>,
    theme: Hashed<Theme>,
}

impl Templates {
    /// Compiles all templates. Each of them sees `words`; only those of pages see `site`.
    ///
    /// # Errors
    /// A finding with what the template engine says.
    pub fn new(theme: &Hashed<Theme>, site: &SiteView) -> Result<Self, Diagnostic> {
        let mut tera = engine(theme);
        tera.global_context().insert("site", site);
        tera.register_filter("phrases", Phrases::new("<wbr>"));
        if words::primary(&site.language) == "zh" {
            // Beside what comes before the first title.
            std::thread::spawn(phrase::prepare);
        }
        tera.add_raw_templates(theme.templates.iter()).map_err(|error| misspelt(&error, theme))?;
        Ok(Self { tera, editions: OnceLock::new(), theme: theme.clone() })
    }

    /// Renders one page; `structured` is what the page says to search engines.
    ///
    /// # Errors
    /// A finding with what the template engine says.
    pub fn render<V: Serialize>(
        &self,
        name: &str,
        view: &V,
        structured: Option<&str>,
    ) -> Result<Vec<u8>, Diagnostic> {
        let failed = |error: tera::Error| self.failed(name, &error);
        let mut context = Context::from_serialize(view).map_err(failed)?;
        context.insert("structured", &structured);
        let mut bytes = Vec::with_capacity(PAGE);
        self.tera.render_to(name, &context, &mut bytes).map_err(failed)?;
        Ok(bytes)
    }

    /// Renders one file of a book or a mail, by the name of its template in `editions/`.
    ///
    /// # Errors
    /// A finding with what the template engine says.
    pub fn edition<V: Serialize>(&self, name: &str, view: &V) -> Result<Vec<u8>, Diagnostic> {
        let name = format!("editions/{name}");
        let failed = |error: tera::Error| self.failed(&name, &error);
        let context = Context::from_serialize(view).map_err(failed)?;
        let mut bytes = Vec::with_capacity(PAGE);
        let editions = self.editions.get_or_init(|| of_editions(&self.theme));
        let editions = editions.as_ref().map_err(Diagnostic::clone)?;
        editions.render_to(&name, &context, &mut bytes).map_err(failed)?;
        Ok(bytes)
    }

    fn failed(&self, name: &str, error: &tera::Error) -> Diagnostic {
        let finding = Diagnostic::error("template-failed").with("template", name);
        placed(finding, &explain(error), &self.theme.places)
    }
}

/// How the names of templates of books and mail end.
const ENDS: [&str; 3] = [".xhtml", ".opf", ".html"];

/// The engine, with our filters and words.
fn engine(theme: &Theme) -> Tera {
    let mut tera = Tera::default();
    let words = theme.words.clone();
    tera.register_filter("long_date", move |date: &str, _: Kwargs, _: &State<'_>| {
        let parsed = Moment::parse(date, &jiff::tz::TimeZone::UTC);
        parsed.map_or_else(|| date.to_owned(), |parsed| words.date(parsed.date))
    });
    let words = theme.words.clone();
    tera.register_filter("month", move |date: &str, _: Kwargs, _: &State<'_>| {
        let parsed = Moment::parse(date, &jiff::tz::TimeZone::UTC);
        parsed.map_or_else(|| date.to_owned(), |parsed| words.month(parsed.date))
    });
    tera.register_filter("fill", fill);
    tera.register_filter("urlencode", urlencode);
    tera.register_filter("size", size);
    tera.register_filter("day", day);
    tera.register_filter("month_day", month_day);
    tera.register_filter("minute", minute);
    tera.global_context().insert("words", &theme.words);
    tera
}

/// The templates of books and mail, compiled.
fn of_editions(theme: &Theme) -> Result<Tera, Diagnostic> {
    let mut tera = engine(theme);
    tera.autoescape_on(ENDS);
    tera.set_escape_fn(escape_xml);
    tera.register_filter("phrases", Phrases::new("<wbr />"));
    let is_tera = |name: &str| ENDS.iter().any(|end| name.ends_with(end));
    let templates = theme.editions.iter().filter(|(name, _)| is_tera(name));
    let templates: Vec<_> =
        templates.map(|(name, text)| (format!("editions/{name}"), text)).collect();
    tera.add_raw_templates(templates).map_err(|error| misspelt(&error, theme))?;
    Ok(tera)
}

fn misspelt(error: &tera::Error, theme: &Theme) -> Diagnostic {
    placed(Diagnostic::error("template-syntax"), &explain(error), &theme.places)
}

/// Writes text, escaped for XML and HTML alike.
fn escape_xml(text: &str, out: &mut dyn Write) -> io::Result<()> {
    out.write_all(escaped(text).as_bytes())
}

/// Adds to a finding what the engine said. Its place is the first of the site's own templates that
/// the engine named.
fn placed(finding: Diagnostic, said: &str, places: &BTreeMap<String, SourcePath>) -> Diagnostic {
    let named = |(name, path)| Some((said.find(&format!("{name}:"))?, path));
    let finding = finding.with("said", said);
    match places.iter().filter_map(named).min_by_key(|(at, _)| *at) {
        Some((_, path)) => finding.at(Span::file(path)),
        None => finding,
    }
}

/// The engine's words about an error and its causes, one after the other.
fn explain(error: &tera::Error) -> String {
    let mut said = error.to_string();
    let mut cause = error.source();
    while let Some(inner) = cause {
        said = format!("{said}: {inner}");
        cause = inner.source();
    }
    said
}

/// `共{total}条` and `total=93` → 共93条
#[expect(clippy::needless_pass_by_value, reason = "the template engine's form of a filter")]
fn fill(text: &str, values: Kwargs, _: &State<'_>) -> String {
    words::fill(text, values.iter())
}

/// Bytes as people say them: 24 500 → 24 KB
fn size(bytes: u64, _: Kwargs, _: &State<'_>) -> String {
    match bytes {
        0..1_024 => format!("{bytes} B"),
        1_024..1_047_553 => format!("{} KB", bytes.div_ceil(1_024)),
        _ => format!("{}.{} MB", (bytes + 1_023) >> 20, (((bytes + 1_023) % (1 << 20)) * 10) >> 20),
    }
}

/// A text as part of an address (RFC 3986): 市科技局 → `%E5%B8%82…`
fn urlencode(text: &str, _: Kwargs, _: &State<'_>) -> String {
    percent_encoding::utf8_percent_encode(text, percent_encoding::NON_ALPHANUMERIC).to_string()
}

/// `2007-03-05T08:30:00` → 2007-03-05
fn day(date: &str, _: Kwargs, _: &State<'_>) -> String {
    date.get(..10).unwrap_or(date).to_owned()
}

/// `2007-03-05T08:30:00` → 03-05
fn month_day(date: &str, _: Kwargs, _: &State<'_>) -> String {
    date.get(5..10).unwrap_or(date).to_owned()
}

/// `2007-03-05T08:30:00` → 2007-03-05 08:30, as inspectors want `PubDate` (convention 12)
fn minute(date: &str, _: Kwargs, _: &State<'_>) -> String {
    let time = date.get(11..16).unwrap_or("00:00");
    format!("{} {time}", date.get(..10).unwrap_or(date))
}
