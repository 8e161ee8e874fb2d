//! Where the texts of an old site are now: by their files, their addresses and their names.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use percent_encoding::percent_decode_str;

use super::sources::Source;
use crate::import::found::Entry;

/// The articles of texts that may be linked to.
#[derive(Default)]
pub struct Pages {
    files: BTreeMap<PathBuf, String>,
    addresses: BTreeMap<String, String>,
    /// `None` where several texts have a name.
    names: BTreeMap<String, Option<String>>,
    titles: BTreeMap<String, String>,
}

impl Pages {
    /// Notes the article of a file.
    pub fn add(&mut self, file: PathBuf, article: &str) {
        self.files.insert(file, article.to_owned());
    }

    /// Notes the article of a text by its addresses and names.
    pub fn add_entry(&mut self, source: &Source, entry: &Entry, article: &str) {
        self.titles.insert(article.to_owned(), entry.found.title.clone());
        for address in &entry.addresses {
            self.addresses.entry(normal(address)).or_insert_with(|| article.to_owned());
        }
        if !entry.key.is_empty() {
            return;
        }
        self.add(source.path.clone(), article);
        let below = named(&source.below());
        let content = source.site.content.to_lowercase();
        let last = below.rsplit('/').next().unwrap_or_default().to_owned();
        // A text in several languages: `index.zh-cn`.
        let (bare, _) = below.rsplit_once("/index.").unwrap_or((&below, ""));
        let bare = bare.strip_prefix(&content).unwrap_or(bare).to_owned();
        let mut names = vec![
            below.strip_prefix(&content).unwrap_or(&below).to_owned(),
            last,
            bare,
            entry.name.to_lowercase(),
            below,
        ];
        names.sort();
        names.dedup();
        for name in names.into_iter().filter(|name| !name.is_empty()) {
            self.names
                .entry(name)
                .and_modify(|known| {
                    known.take_if(|known| known != article);
                })
                .or_insert_with(|| Some(article.to_owned()));
        }
    }

    /// The article of a file.
    pub fn file(&self, file: &Path) -> Option<&String> {
        self.files.get(file)
    }

    /// The article that was at an address from the top of its site.
    pub fn address(&self, address: &str) -> Option<&String> {
        self.addresses.get(&normal(address))
    }

    /// The article whose file is called so, with or without folders and its end.
    pub fn name(&self, name: &str) -> Option<&String> {
        let name = named(name);
        let last = || self.names.get(name.rsplit('/').next()?);
        self.names.get(&name).or_else(last)?.as_ref()
    }

    /// The title of the text that became an article.
    pub fn title(&self, article: &str) -> Option<&str> {
        self.titles.get(article).map(String::as_str)
    }

    /// Whether a folder has texts that are imported.
    pub fn has_below(&self, folder: &Path) -> bool {
        let next = self.files.range(folder.to_path_buf()..).next();
        next.is_some_and(|(file, _)| file.starts_with(folder))
    }
}

/// An address so that others that mean the same are equal to it.
fn normal(address: &str) -> String {
    let address = address.split('#').next().unwrap_or_default();
    let address = percent_decode_str(address).decode_utf8_lossy().to_lowercase();
    // What systems add to the number of a text.
    if let Some((_, number)) = address.split_once("view.php?aid=") {
        return format!("/view.php?aid={}", number.split('&').next().unwrap_or_default());
    }
    let number = ["?p=", "?page_id=", "&p="].iter().find_map(|key| address.split_once(key));
    if let Some((_, number)) = number {
        return format!("/?p={}", number.split('&').next().unwrap_or_default());
    }
    let address = address.replacen("/index.php/", "/", 1);
    let end = ["/index.html", "/index.htm", ".html", ".htm"]
        .iter()
        .find_map(|end| address.strip_suffix(end));
    format!("/{}", end.unwrap_or(&address).trim_matches('/'))
}

/// The name that a file is meant by.
fn named(name: &str) -> String {
    let name = name.split(['#', '?']).next().unwrap_or_default().to_lowercase();
    let name = percent_decode_str(&name).decode_utf8_lossy().into_owned();
    let name = name.trim_start_matches("@/").trim_start_matches("./").trim_matches('/');
    let ends = [".md", ".markdown", ".mdown", ".mkd", ".html"];
    let stem = ends.iter().find_map(|end| name.strip_suffix(end)).unwrap_or(name);
    let folder = ["/index", "/_index", "/readme"].iter().find_map(|end| stem.strip_suffix(end));
    folder.unwrap_or(stem).to_owned()
}

/// The address that a link leads to, from the top of the site; `from` is that of the page it is on.
pub fn joined(from: &str, link: &str) -> String {
    if link.starts_with('/') {
        return link.to_owned();
    }
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in link.split('/') {
        match part {
            "." => {}
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    format!("/{}", parts.join("/").trim_start_matches('/'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_that_mean_the_same_are_equal() {
        for (one, other) in [
            ("/2007/03/05/a/", "/2007/03/05/A/index.html#b"),
            ("/a.html", "/a"),
            ("/%E7%94%B2/", "/甲"),
            ("/", "/index.html"),
            ("/?p=4&x=1", "/?page_id=4"),
            ("/plus/view.php?aid=1&pageno=2", "/plus/view.php?aid=1"),
            ("/index.php/archives/1", "/archives/1/"),
        ] {
            assert_eq!(normal(one), normal(other));
        }
        assert_ne!(normal("/?p=1"), normal("/?p=2"));
        assert_eq!(joined("/a/b/", "../c/"), "/a/c/");
        assert_eq!(joined("/a/b.html", "c.html"), "/a/c.html");
        assert_eq!(named("@/posts/甲/index.md#x"), "posts/甲");
    }
}
