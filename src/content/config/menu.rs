//! `menu:` of `kuaixun.yaml`: what stands in the menu, in which order.

use std::ops::Range;

use crate::base::Diagnostic;
use crate::content::yaml::fields::Fields;

/// An item of the menu.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct MenuEntry {
    /// What it leads to, as written: a part of the site, a publication, a column, a topic, a page, or an address. An item with
    /// others below it may lead nowhere.
    pub link: Option<String>,
    /// What it is called; as what it leads to when absent.
    pub title: Option<String>,
    /// The items below it; none of these has items of its own.
    pub items: Vec<Self>,
    /// Where it stands in `kuaixun.yaml`, in bytes.
    pub place: Range<usize>,
}

/// Reads the menu; `None` where there is no such key.
pub fn menu(fields: &mut Fields<'_>) -> Option<Vec<MenuEntry>> {
    fields.raw("menu").filter(|value| !value.is_null())?;
    Some(entries(fields, "menu", true))
}

fn entries(fields: &mut Fields<'_>, key: &'static str, has_below: bool) -> Vec<MenuEntry> {
    let mut all = Vec::new();
    for mut item in fields.few_items(key, "link") {
        let place = item.span("link").range;
        let (link, title) = (item.text("link"), item.text("title"));
        let items = if has_below { entries(&mut item, "items", false) } else { Vec::new() };
        if link.is_none() && (title.is_none() || items.is_empty()) {
            let finding = Diagnostic::error("bad-menu").wording("empty");
            item.report(finding.at(item.span("link")));
        }
        item.finish().into_iter().for_each(|finding| fields.report(finding));
        all.push(MenuEntry { link, title, items, place });
    }
    all
}
