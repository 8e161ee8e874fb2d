//! Exports of whole sites: that of `WordPress` (WXR), and the dump of the database of 织梦 (`DedeCMS`).

mod dede;
mod press;
mod sql;
mod wxr;

pub use sql::Tables;

use std::borrow::Cow;

use encoding_rs::{GB18030, UTF_8};
use jiff::tz::TimeZone;

use super::Refusal;
use super::found::{Entry, Remark};
use crate::base::tree;

/// What an export holds.
#[derive(Debug, Default)]
pub struct Export {
    /// Its texts, in its order.
    pub entries: Vec<Entry>,
    /// The address of the site that it is of, without a scheme and a slash at its end; empty when it does not say.
    pub host: String,
    /// What was left out, and how often.
    pub remarks: Vec<Remark>,
}

/// Reads an export of `WordPress`.
///
/// # Errors
/// When it is no XML, or beyond the limits.
pub fn wxr(bytes: &[u8]) -> Result<Export, Refusal> {
    wxr::read(&text_of(bytes))
}

/// Whether a text is a dump of a database.
pub fn is_sql(text: &str) -> bool {
    sql::is_dump(text)
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

/// The text of bytes that may be broken here and there: exports hold what programs have put into them.
fn text_of(bytes: &[u8]) -> Cow<'_, str> {
    let (utf8, _, is_broken) = UTF_8.decode(bytes);
    if !is_broken {
        return utf8;
    }
    let (gbk, _, is_broken) = GB18030.decode(bytes);
    let broken = |text: &str| text.matches('\u{fffd}').count();
    if !is_broken || broken(&gbk) < broken(&utf8) { gbk } else { utf8 }
}

/// A title or a name that its system keeps as HTML.
fn plain(html: &str) -> String {
    let text = tree::text(&tree::parse(html, 16));
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Counts what was left out.
fn left_out(counts: &[(&'static str, usize)]) -> Vec<Remark> {
    let all = counts.iter().filter(|(_, count)| *count > 0);
    all.map(|(kind, count)| {
        Remark::warning("import-left-out").with("kind", kind).with("count", count)
    })
    .collect()
}
