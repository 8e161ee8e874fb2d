//! Exports of whole sites: that of `WordPress` (WXR), and the dump of the database of 织梦 (`DedeCMS`).

mod dede;
mod export;
mod press;
mod scan;
mod sql;
mod wxr;

pub use export::Export;
pub use sql::Tables;

use std::borrow::Cow;

use jiff::tz::TimeZone;

use super::Refusal;
use export::text_of;

/// Reads an export of `WordPress`.
///
/// # Errors
/// When it is no XML, or beyond the limits.
pub fn wxr(bytes: &[u8]) -> Result<Export, Refusal> {
    wxr::read(&text_of(bytes))
}

/// Whether a text is a dump of a database.
pub fn is_sql(text: &str) -> bool {
    scan::is_dump(text)
}

/// Reads rows of a dump into tables; those of one site may be in several files. Only tables that hold texts are kept.
pub fn sql(bytes: &[u8], tables: &mut Tables) {
    // Tables of one dump may have different encodings, and binary rows have none: each line is read for itself.
    let lines: Vec<Cow<'_, str>> =
        bytes.split_inclusive(|byte| *byte == b'\n').map(text_of).collect();
    tables.read(&lines.concat(), &|table| dede::TABLES.iter().any(|own| table.ends_with(own)));
}

/// The sites of 织梦 in dumps. Their moments are of `zone`.
pub fn dede(tables: &Tables, zone: &TimeZone) -> Vec<Export> {
    dede::read(tables, zone)
}
