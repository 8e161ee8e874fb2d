//! HTML pages, by the theme's Tera templates.

use std::error::Error;

use serde::Serialize;
use tera::{Context, Kwargs, State, Tera};

use crate::base::{Diagnostic, Moment, Span, moment};
use crate::content::Theme;
use crate::plan::view::SiteView;

/// The theme's templates, compiled.
pub struct Templates {
    tera: Tera,
}

impl Templates {
    /// Compiles all templates; `site` is seen by each.
    ///
    /// # Errors
    /// A finding with what the template engine says.
    pub fn new(theme: &Theme, site: &SiteView) -> Result<Self, Diagnostic> {
        let mut tera = Tera::default();
        tera.register_filter("zh_date", zh_date);
        tera.register_filter("day", day);
        tera.register_filter("month_day", month_day);
        tera.register_filter("minute", minute);
        tera.global_context().insert("site", site);
        tera.add_raw_templates(
            theme.templates.iter().map(|(name, text)| (name.as_str(), text.as_str())),
        )
        .map_err(|error| {
            let said = explain(&error);
            let named = theme.places.iter().find(|(name, _)| said.contains(name.as_str()));
            let finding = Diagnostic::error("template-syntax", format!("模板写法有误：{said}"));
            match named {
                Some((_, path)) => finding.at(Span::file(path)),
                None => finding,
            }
        })?;
        Ok(Self { tera })
    }

    /// Renders one page.
    ///
    /// # Errors
    /// A finding with what the template engine says.
    pub fn render<V: Serialize>(&self, name: &str, view: &V) -> Result<Vec<u8>, Diagnostic> {
        let failed = |error: tera::Error| {
            Diagnostic::error("template-failed", format!("模板 {name} 出错：{}", explain(&error)))
                .help("核对模板里的变量名；可用的字段见 themes/README.md")
        };
        let context = Context::from_serialize(view).map_err(failed)?;
        let mut bytes = Vec::with_capacity(8 * 1024);
        self.tera.render_to(name, &context, &mut bytes).map_err(failed)?;
        Ok(bytes)
    }
}

/// The engine's words and the words of what caused them, one after the other.
fn explain(error: &tera::Error) -> String {
    let mut said = error.to_string();
    let mut cause = error.source();
    while let Some(inner) = cause {
        said = format!("{said}: {inner}");
        cause = inner.source();
    }
    said
}

/// `2007-03-05T08:30:00` → 2007年3月5日
fn zh_date(date: &str, _: Kwargs, _: &State<'_>) -> String {
    let parsed = Moment::parse(date, &jiff::tz::TimeZone::UTC);
    parsed.map_or_else(|| date.to_owned(), |parsed| moment::chinese(parsed.date))
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
