//! Gives every page an address: ASCII, stable, and a function of the file's own path and slug
//! alone, so that no other file can change it (convention 11).

use crate::base::{Fingerprint, OutputPath, SourcePath};
use crate::content::IssueId;

/// The longest part of an address made from a name, in bytes.
const LONGEST: usize = 60;

/// One part of an address for a name in any script.
///
/// A name that is a legal part already is kept. Of any other the ASCII letters and digits are
/// kept and a fingerprint of the whole name is added: 市长 and 师长 never share an address, as
/// they would in pinyin.
pub fn slug(name: &str) -> String {
    let is_plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '_');
    if name.len() <= LONGEST && name.chars().all(is_plain) && OutputPath::new(name).is_some() {
        return name.to_owned();
    }
    let mut kept = String::new();
    for c in name.chars() {
        if c.is_ascii_alphanumeric() {
            kept.push(c.to_ascii_lowercase());
        } else if !kept.is_empty() && !kept.ends_with('-') {
            kept.push('-');
        }
    }
    kept.truncate(LONGEST - 9);
    let kept = kept.trim_end_matches('-');
    let print = Fingerprint::of_bytes(name.as_bytes()).short();
    if kept.is_empty() { print } else { format!("{kept}-{print}") }
}

/// One part of an address for a file's name: capitals and spaces alone add no fingerprint.
pub fn file_slug(stem: &str) -> String {
    slug(&stem.to_ascii_lowercase().replace(' ', "-"))
}

/// The folder of the site for a folder under `content/`: `content/news/2007` is `news/2007`.
fn folder(source: &str) -> String {
    let below = source.strip_prefix("content").unwrap_or(source).trim_start_matches('/');
    let parts: Vec<String> = below
        .split('/')
        .filter(|part| !part.is_empty())
        .map(|part| IssueId::parse(part).map_or_else(|| file_slug(part), |id| id.to_string()))
        .collect();
    parts.join("/")
}

fn join(folder: &str, name: &str) -> Option<OutputPath> {
    if folder.is_empty() {
        return OutputPath::new(name);
    }
    OutputPath::new(&format!("{folder}/{name}"))
}

/// An article's page. `None` when the folders above it make the address too long.
pub fn article(path: &SourcePath, slug: Option<&str>) -> Option<OutputPath> {
    let name = slug.map_or_else(|| file_slug(path.stem()), str::to_owned);
    join(&folder(path.folder()), &format!("{name}.html"))
}

/// A single page: at the top of the site.
pub fn page(path: &SourcePath, slug: Option<&str>) -> Option<OutputPath> {
    let name = slug.map_or_else(|| file_slug(path.stem()), str::to_owned);
    OutputPath::new(&format!("{name}.html"))
}

/// A publication's page.
pub fn publication(id: &str) -> Option<OutputPath> {
    OutputPath::new(&format!("bulletins/{}/index.html", file_slug(id)))
}

/// An issue's page.
pub fn issue(publication: &str, id: IssueId) -> Option<OutputPath> {
    OutputPath::new(&format!("bulletins/{}/{id}/index.html", file_slug(publication)))
}

/// The first page of a list such as `units/xiaoxue/index.html`.
pub fn term(kind: &str, slug: &str) -> Option<OutputPath> {
    OutputPath::new(&format!("{kind}/{slug}/index.html"))
}

/// A picture or attachment: beside the pages of its folder.
pub fn file(path: &SourcePath) -> Option<OutputPath> {
    let extension = path.extension();
    let name = match extension.as_str() {
        "" => file_slug(path.stem()),
        extension => format!("{}.{}", file_slug(path.stem()), slug(extension)),
    };
    join(&folder(path.folder()), &name)
}

/// A file of `static/`: its own path, which has to be a legal address.
pub fn static_file(path: &SourcePath) -> Option<OutputPath> {
    OutputPath::new(path.as_str().strip_prefix("static/")?)
}

/// A former address as authors write it: `/old/a.html`, `/old/` or `old`.
pub fn alias(text: &str) -> Option<OutputPath> {
    let path = text.trim_start_matches('/');
    match path.rsplit('/').next() {
        Some("") => OutputPath::new(&format!("{path}index.html")),
        Some(name) if name.contains('.') => OutputPath::new(path),
        _ => OutputPath::new(&format!("{path}/index.html")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn plain_names_stay_and_others_are_told_apart() {
        assert_eq!(slug("launch-2007"), "launch-2007");
        assert_ne!(slug("市长"), slug("师长"));
        // A published address: it may never change.
        assert_eq!(slug("要闻"), "b6bfc086");
        assert!(slug("2007科技下乡").starts_with("2007-"));
        assert_ne!(slug("C++"), slug("C#"));
        assert_eq!(file_slug("Science Fair"), "science-fair");
    }

    #[test]
    fn addresses_follow_the_folders() {
        let at = |path: &str| article(&SourcePath::new(path).unwrap(), None).unwrap().to_string();
        assert_eq!(at("content/news/2007/a.md"), "news/2007/a.html");
        assert_eq!(at("content/bulletins/qufu/2007-3/a.md"), "bulletins/qufu/2007-03/a.html");
        let page = page(&SourcePath::new("content/pages/about.md").unwrap(), None);
        assert_eq!(page.unwrap().as_str(), "about.html");
    }

    #[test]
    fn former_addresses() {
        for (text, expected) in
            [("/old/a.html", "old/a.html"), ("/old/", "old/index.html"), ("old", "old/index.html")]
        {
            assert_eq!(alias(text).unwrap().as_str(), expected);
        }
        assert_eq!(alias("/../a.html"), None);
        assert_eq!(alias("/"), OutputPath::new("index.html"));
    }

    proptest! {
        #[test]
        fn any_name_makes_a_legal_part(name in "\\PC{1,200}") {
            prop_assert!(OutputPath::new(&slug(&name)).is_some(), "{}", slug(&name));
            prop_assert!(slug(&name).len() <= LONGEST);
        }
    }
}
