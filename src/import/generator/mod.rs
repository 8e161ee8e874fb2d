//! Texts of other generators of sites: Hugo, Hexo, Jekyll, Zola, `VitePress`, mdBook. They are Markdown already, but
//! each with front matter, tags and addresses of its own.
//!
//! Their Markdown is read as they read it, and becomes HTML; from there on it is what every other text is.

mod address;
mod args;
mod code;
mod counterparts;
mod dialect;
mod front;
mod kind;
mod site;
mod tags;
mod told;

pub use counterparts::REF;
pub use kind::Generator;
pub use site::{Role, Site};

use quick_xml::escape::escape;

use super::Refusal;
use super::found::{Entry, Found, Remark};
use super::roles::date_in;
use address::Parts;

/// Reads a text; `None` when it is none of the site. `path` is its place below the folder of the site.
///
/// # Errors
/// When its Markdown is beyond the limits of an article.
pub fn read(text: &str, path: &str, site: &Site) -> Result<Option<Entry>, Refusal> {
    let split = front::split(text);
    let role = site.role(path, split.is_there);
    if role == Role::None || role == Role::Section && split.body.trim().is_empty() {
        return Ok(None);
    }
    let stem = path.rsplit_once('.').map_or(path, |(stem, _)| stem);
    let below = stem.strip_prefix(site.content.as_str()).unwrap_or(stem);
    let mut found = Found { is_page: role != Role::Post, ..Found::default() };
    if let Some(line) = split.fault {
        found.remarks.push(Remark::warning("import-front-matter").with("line", line));
    }
    let said = front::fill(split.keys.clone(), site.generator, &mut found);
    if below.contains("_drafts/") {
        found.remarks.push(Remark::warning("import-was-draft"));
    }
    let name = name_of(below);
    if found.date.is_none() && address::undated(&name) != name {
        found.date = date_in(&name);
    }
    // What belongs to no day and lies beside dated texts is a page; a dated one is a text.
    found.is_page &= found.date.is_none();
    let (markdown, told) = tags::plain(split.body, site.generator);
    let is_html = [".html", ".htm"].iter().any(|end| path.ends_with(end));
    let html = if is_html { markdown } else { dialect::html(&markdown, site, &mut found)? };
    let html = told.restore(&html, |typed| escape(typed).into_owned());
    found.title = told.restore(&found.title, str::to_owned);
    if told.is_locked && !found.is_internal {
        found.is_internal = true;
        found.remarks.push(Remark::warning("import-was-internal"));
    }
    tell(&told, &mut found);
    if found.title.is_empty() {
        address::undated(&name).clone_into(&mut found.title);
        found.remarks.push(Remark::warning("import-no-title"));
    }
    let parts =
        Parts { path: below, found: &found, categories: &said.categories, keys: &split.keys };
    let address = said.address.or_else(|| address::of(site, &parts));
    if address.is_none() && site.generator != Generator::Unknown {
        found.remarks.push(Remark::warning("import-address-unknown"));
    }
    let address = address.map(|address| format!("/{}", address.trim_start_matches('/')));
    Ok(Some(Entry {
        found,
        html,
        addresses: address.into_iter().collect(),
        name: address::undated(&name).to_owned(),
        key: String::new(),
    }))
}

/// The name of a file, or of its folder where it is called `index`. A language may stand behind it: `index.en`.
fn name_of(path: &str) -> String {
    let (folder, file) = path.rsplit_once('/').unwrap_or(("", path));
    let (stem, language) = file.split_once('.').unwrap_or((file, ""));
    let is_index = ["index", "_index", "readme"].contains(&stem.to_ascii_lowercase().as_str());
    let folder = folder.rsplit('/').next().unwrap_or_default();
    match (is_index && !folder.is_empty(), language) {
        (false, _) => file.replace('.', "-"),
        (true, "") => folder.to_owned(),
        (true, language) => format!("{folder}-{language}"),
    }
}

/// Says what was done with tags.
fn tell(told: &told::Told, found: &mut Found) {
    let named = |name: &'static str, all: &std::collections::BTreeMap<String, usize>| {
        let all = all
            .iter()
            .map(|(tag, count)| if *count > 1 { format!("{tag} × {count}") } else { tag.clone() });
        let all: Vec<String> = all.collect();
        (!all.is_empty()).then(|| Remark::new(name).with("name", all.join(" ")))
    };
    found.remarks.extend(
        named("import-tag-kept", &told.kept).map(|remark| Remark { is_warning: true, ..remark }),
    );
    found.remarks.extend(named("import-tag-unwrapped", &told.unwrapped));
    if told.comments > 0 {
        found.remarks.push(
            Remark::new("import-left-out").with("kind", "comment").with("count", told.comments),
        );
    }
}
