//! Editions of an issue or a year. Each is written from the same booklet, whose texts are read back
//! as trees.

mod epub;
mod links;
mod mail;
#[cfg(feature = "pdf")]
mod pdf;
mod pictures;
mod plain_text;
mod sheet;
mod svg;
mod table;
mod tools;
mod xhtml;

use super::error::RenderError;
use crate::plan::view::{Booklet, Format};

pub use tools::Tools;

/// Makes an edition of a booklet, and answers the bytes of its file.
///
/// # Errors
/// Findings when something cannot be shown in the edition; a picture that cannot be read.
pub fn make(format: Format, booklet: &Booklet, tools: &Tools<'_>) -> Result<Vec<u8>, RenderError> {
    match format {
        #[cfg(feature = "pdf")]
        Format::Pdf => pdf::make(booklet, tools),
        #[cfg(not(feature = "pdf"))]
        Format::Pdf => unreachable!("a site that asks for PDF is refused before it is planned"),
        Format::Epub => epub::make(booklet, tools),
        Format::MailHtml => mail::html(booklet, tools),
        Format::MailText => Ok(plain_text::make(booklet, &tools.theme.words)),
    }
}
