//! The printed edition: Typst sets a booklet by the theme's templates (`editions/*.typ`).
//!
//! What authors wrote reaches the templates as data (`data.json`), never as code. The compiler sees
//! the templates, the data, the booklet's pictures and the fonts, and nothing else.

mod columns;
mod data;
mod footnotes;
mod inline;
mod nodes;
mod text;
mod world;

use std::collections::BTreeSet;

use typst::foundations::Smart;
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

use super::tools::Tools;
use crate::base::{Diagnostic, Span};
use crate::content::fonts::Press;
use crate::plan::view::Booklet;
use crate::render::error::RenderError;
use data::Data;
use world::BookletWorld;

/// At most this many findings are reported about one booklet: more would say no more.
const MOST_FINDINGS: usize = 20;

/// Sets a booklet, and answers the PDF.
///
/// # Errors
/// Findings when there is no font, a character no font has, or a template that fails.
pub fn make(booklet: &Booklet, tools: &Tools<'_>) -> Result<Vec<u8>, RenderError> {
    if let Some(finding) = tools.press.missing() {
        return Err(finding.into());
    }
    let mut data = data::of(booklet, tools)?;
    let missing = missing_glyphs(&data, tools.press);
    if !missing.is_empty() {
        return Err(RenderError::Findings(missing));
    }
    let main = if booklet.year.is_some() { "volume.typ" } else { "issue.typ" };
    let world = BookletWorld::new(
        main,
        &tools.theme.editions,
        std::mem::take(&mut data.files),
        &tools.press.fonts,
    );
    let pdf = set(&world, booklet).map_err(|errors| {
        let findings = errors.iter().map(|error| world.finding(error, tools.theme, &data.sources));
        RenderError::Findings(findings.take(MOST_FINDINGS).collect())
    });
    // What the compiler remembers is of no use to the next booklet.
    typst::comemo::evict(0);
    pdf
}

fn set(world: &BookletWorld<'_>, booklet: &Booklet) -> typst::diag::SourceResult<Vec<u8>> {
    let document = typst::compile::<PagedDocument>(world).output?;
    let standards = PdfStandards::new(&[PdfStandard::A_2b]).expect("one standard contradicts none");
    let options = PdfOptions {
        ident: Smart::Custom(booklet.name.clone()),
        standards,
        creator: Smart::Custom(Some(concat!("kuaixun ", env!("CARGO_PKG_VERSION")).into())),
        ..PdfOptions::default()
    };
    typst_pdf::pdf(&document, &options)
}

/// Characters that no font has, each with the first article it stands in.
fn missing_glyphs(data: &Data, press: &Press) -> Vec<Diagnostic> {
    let mut missing: Vec<Diagnostic> = Vec::new();
    let mut seen: BTreeSet<char> = BTreeSet::new();
    for (file, title, text) in &data.texts {
        for character in text.chars().filter(|c| is_drawn(*c)) {
            if seen.insert(character) && !press.has(character) {
                let code = format!("U+{:04X}", u32::from(character));
                let finding = Diagnostic::error("missing-glyph").with("character", character);
                let finding = finding.with("code", code).with("title", title);
                missing.push(match file {
                    Some(file) => finding.at(Span::file(file)),
                    None => finding,
                });
            }
        }
    }
    missing.truncate(MOST_FINDINGS);
    missing
}

/// Whether a character needs a glyph. Blanks, joiners and selectors of variants do not.
fn is_drawn(c: char) -> bool {
    let is_selector = matches!(c, '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}');
    let is_format = matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{feff}');
    !(c.is_whitespace() || c.is_control() || is_selector || is_format)
}
