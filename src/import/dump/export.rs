//! What an export of a whole site holds, and what all readers of exports need.

use std::borrow::Cow;

use encoding_rs::{GB18030, UTF_8};

use crate::base::tree;
use crate::import::found::{Entry, Remark};

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

/// The text of bytes that may be broken here and there: exports hold what programs have put into them.
pub fn text_of(bytes: &[u8]) -> Cow<'_, str> {
    let (utf8, _, is_broken) = UTF_8.decode(bytes);
    if !is_broken {
        return utf8;
    }
    let (gbk, _, is_broken) = GB18030.decode(bytes);
    let broken = |text: &str| text.matches('\u{fffd}').count();
    if !is_broken || broken(&gbk) < broken(&utf8) { gbk } else { utf8 }
}

/// A title or a name that its system keeps as HTML.
pub fn plain(html: &str) -> String {
    let text = tree::text(&tree::parse(html, 16));
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Counts what was left out.
pub fn left_out(counts: &[(&'static str, usize)]) -> Vec<Remark> {
    let all = counts.iter().filter(|(_, count)| *count > 0);
    all.map(|(kind, count)| {
        Remark::warning("import-left-out").with("kind", kind).with("count", count)
    })
    .collect()
}
