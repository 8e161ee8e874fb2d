//! The edition for mail: one HTML file with its pictures inside it. Its styles stand in its
//! elements, since mail programs drop all others.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use css_inline::CSSInliner;
use serde_json::json;

use super::pictures::{Kind, picture};
use super::sheet::{self, item_id};
use super::svg;
use super::tools::Tools;
use super::xhtml::{self, Dress};
use crate::base::tree::Element;
use crate::base::{Diagnostic, OutputPath, Span};
use crate::plan::view::{Booklet, BookletPicture, BookletText};
use crate::render::error::RenderError;

/// The widest picture, in pixels. What a mail program shows is 592 pixels wide.
const WIDEST: u32 = 960;

/// Writes a booklet as HTML for mail.
///
/// # Errors
/// A picture that cannot be read, or the finding of a template or of styles that fail.
pub fn html(booklet: &Booklet, tools: &Tools<'_>) -> Result<Vec<u8>, RenderError> {
    let body = &mut |text: &BookletText| xhtml::write(text, booklet, &mut Letter { tools });
    let sheet = sheet::of(booklet, &tools.theme.words, body)?
        .with_mastheads(booklet, |_, picture| kept(picture, tools))?;
    let page = tools.templates.edition("mail.html", &json!({ "mail": sheet }))?;
    let page = String::from_utf8(page).expect("a template makes text");
    let css = tools.theme.editions.get("mail.css").map_or("", String::as_str);
    let css = tools.theme.colours.resolve(css);
    let options = CSSInliner::options().load_remote_stylesheets(false).extra_css(Some(css.into()));
    let inlined = options.build().inline(&page).map_err(|error| {
        let finding = Diagnostic::error("edition-failed").wording("mail").with("said", error);
        let own =
            ["editions/mail.html", "editions/mail.css"].map(|name| tools.theme.places.get(name));
        let place = own.into_iter().flatten().next().map(Span::file);
        RenderError::from(match place {
            Some(place) => finding.at(place),
            None => finding,
        })
    });
    Ok(inlined?.into_bytes())
}

/// Dresses texts for mail.
struct Letter<'a> {
    tools: &'a Tools<'a>,
}

impl Dress for Letter<'_> {
    /// Marks paragraphs with a picture: a style inside an element cannot ask what the element has.
    fn class(&self, element: &Element) -> Option<&'static str> {
        match element.name.as_str() {
            "p" => element.first("img").map(|_| "picture"),
            "figure" => Some("figure"),
            "figcaption" | "summary" => Some("caption"),
            _ => None,
        }
    }

    fn item(&self, issue: usize, place: usize) -> String {
        format!("#{}", item_id(issue, place))
    }

    fn picture(
        &mut self,
        text: &BookletText,
        url: &OutputPath,
    ) -> Result<Option<String>, RenderError> {
        text.pictures.get(url).map_or(Ok(None), |picture| kept(picture, self.tools))
    }

    /// Where a mail program shows no drawings, the table under the drawing says the same.
    fn drawing(&mut self, svg: &Element) -> Option<String> {
        let chart = svg::chart(svg, &[], &self.tools.theme.colours);
        Some(inside(Kind::Svg, chart.as_bytes()))
    }
}

/// A picture as an address that holds it; `None` when it cannot be shown.
fn kept(about: &BookletPicture, tools: &Tools<'_>) -> Result<Option<String>, RenderError> {
    Ok(picture(about, WIDEST, tools)?.map(|(kind, bytes)| inside(kind, &bytes)))
}

/// An address that holds the bytes of a picture (RFC 2397).
fn inside(kind: Kind, bytes: &[u8]) -> String {
    format!("data:{};base64,{}", kind.media_type(), STANDARD.encode(bytes))
}
