//! What an editor says of an item that is published already: what was wrong in it (更正), or that it no longer
//! stands (撤稿).

use std::sync::Arc;

use jiff::tz::TimeZone;
use serde::Serialize;

use crate::base::{Diagnostic, Moment};
use crate::content::yaml::fields::Fields;

/// A notice of the editor's, from its day on.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct Notice {
    /// The day of the notice.
    pub date: Moment,
    /// What was wrong and what is right, or why the item was withdrawn. Plain text.
    pub text: Arc<str>,
}

/// `corrections:`, in the order of their days.
pub fn corrections(fields: &mut Fields<'_>, zone: &TimeZone) -> Vec<Notice> {
    let mut all = Vec::new();
    for item in fields.few_items("corrections", "text") {
        all.extend(notice(item, ["text", ""], zone, fields));
    }
    all.sort_by_key(|notice: &Notice| notice.date);
    all
}

/// `withdrawn:`
pub fn withdrawn(fields: &mut Fields<'_>, zone: &TimeZone) -> Option<Notice> {
    let value = fields.raw("withdrawn")?;
    if !value.is_mapping() {
        // A key left empty was meant to withdraw the item. A day alone gives no reason.
        let missing = if value.is_null() { "date" } else { "reason" };
        let finding = Diagnostic::error("bad-notice").wording("withdrawn").with("missing", missing);
        fields.report(finding.at(fields.span("withdrawn")));
        return None;
    }
    let item = fields.nested("withdrawn")?;
    notice(item, ["reason", "withdrawn"], zone, fields)
}

/// Reads a notice whose text is under `key`. What is missing goes to the findings of `fields`, in this wording.
fn notice(
    mut item: Fields<'_>,
    [key, wording]: [&'static str; 2],
    zone: &TimeZone,
    fields: &mut Fields<'_>,
) -> Option<Notice> {
    let (date, text) = (item.moment("date", zone), item.text(key));
    let missing = match (item.raw("date"), &text) {
        (None, _) => Some("date"),
        (_, None) => Some(key),
        _ => None,
    };
    if let Some(missing) = missing {
        let finding = Diagnostic::error("bad-notice").wording(wording).with("missing", missing);
        item.report(finding.at(item.span(missing)));
    }
    item.finish().into_iter().for_each(|finding| fields.report(finding));
    Some(Notice { date: date?, text: text?.into() })
}
