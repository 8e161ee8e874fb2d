//! Where a generator put the page of a text: old links and aliases.

use super::front::text_of;
use super::kind::Generator;
use super::site::Site;
use crate::import::found::Found;
use serde_yaml::Mapping;

/// What the address of a text is made of.
pub struct Parts<'a> {
    /// Its path below the folder of texts, without its end.
    pub path: &'a str,
    pub found: &'a Found,
    pub categories: &'a [String],
    /// What its head says.
    pub keys: &'a Mapping,
}

/// The address of a text from the top of its site, by the pattern of its section; `None` when the pattern needs what
/// only the generator knows.
pub fn of(site: &Site, parts: &Parts<'_>) -> Option<String> {
    let section = parts.path.split_once('/').map_or("", |(section, _)| section);
    let pattern = |name: &str| {
        site.permalinks.iter().find(|(known, _)| known == name).map(|(_, pattern)| pattern.as_str())
    };
    let (_, name) = parts.path.rsplit_once('/').unwrap_or(("", parts.path));
    let is_post = parts.path.contains("_posts/") || parts.path.contains("_drafts/");
    let address = match site.generator {
        Generator::Hexo if !is_post => format!("/{}.html", parts.path),
        Generator::Jekyll if !is_post => match pattern("") {
            Some(pattern) if pattern.ends_with('/') && name != "index" => {
                format!("/{}/", parts.path)
            }
            _ => format!("/{}.html", parts.path),
        },
        Generator::Zola => {
            // A text may be a folder, and a section is one.
            let own = parts.path.strip_suffix("/index").unwrap_or(parts.path);
            let (folder, name) = own.rsplit_once('/').unwrap_or(("", own));
            let slug = match (name, parts.found.slug.as_str()) {
                ("_index", _) => "",
                (name, "") => undated(name),
                (_, slug) => slug,
            };
            format!("/{folder}/{slug}/")
        }
        _ => {
            let pattern =
                pattern(section).filter(|_| !section.is_empty()).or_else(|| pattern(""))?;
            expand(pattern, parts, site.generator)?
        }
    };
    let mut address = format!("/{address}");
    while address.contains("//") {
        address = address.replace("//", "/");
    }
    Some(address.replace("/index.html", "/").replace("/index/", "/").replace("/_index/", "/"))
}

/// The name of a file without the date that it may begin with.
pub fn undated(name: &str) -> &str {
    let bytes = name.as_bytes();
    let is_dated = bytes.len() > 11
        && bytes[..11].iter().enumerate().all(|(at, byte)| match at {
            4 | 7 | 10 => *byte == b'-' || at == 10 && *byte == b'_',
            _ => byte.is_ascii_digit(),
        });
    if is_dated { &name[11..] } else { name }
}

/// Puts the parts into a pattern such as `/:year/:month/:title/`.
fn expand(pattern: &str, parts: &Parts<'_>, generator: Generator) -> Option<String> {
    let mut out = String::new();
    let mut rest = pattern;
    while let Some(at) = rest.find(':') {
        out.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(rest.len());
        let name = &rest[..end];
        rest = &rest[end..];
        out.push_str(&part(name, parts, generator)?);
    }
    Some(out + rest)
}

fn part(name: &str, parts: &Parts<'_>, generator: Generator) -> Option<String> {
    let found = parts.found;
    let date = found.date;
    let (folder, file) = parts.path.rsplit_once('/').unwrap_or(("", parts.path));
    let is_hugo = generator == Generator::Hugo;
    // A bundle of Hugo is called as its folder.
    let (folder, file) = match folder.rsplit_once('/') {
        Some((above, own)) if is_hugo && file == "index" => (above, own),
        None if is_hugo && file == "index" => ("", folder),
        _ => (folder, file),
    };
    let plain = |text: &str| if is_hugo { urlized(text) } else { text.to_owned() };
    let below_posts = || {
        let at = parts.path.find("_posts/").map_or(0, |at| at + "_posts/".len());
        let at = parts.path.find("_drafts/").map_or(at, |at| at + "_drafts/".len());
        parts.path[at..].to_owned()
    };
    let slug_or =
        |other: &str| if found.slug.is_empty() { plain(other) } else { found.slug.clone() };
    Some(match (generator, name) {
        (_, "year") => format!("{:04}", date?.year()),
        (_, "short_year") => format!("{:02}", date?.year() % 100),
        (_, "month") => format!("{:02}", date?.month()),
        (_, "day") => format!("{:02}", date?.day()),
        (_, "i_month") => date?.month().to_string(),
        (_, "i_day") => date?.day().to_string(),
        (_, "y_day" | "yearday") => format!("{:03}", date?.day_of_year()),
        (Generator::Hugo, "section") => folder.split('/').next().unwrap_or_default().to_owned(),
        (Generator::Hugo, "sections") => plain(folder),
        (Generator::Hugo, "title") => plain(&found.title),
        (Generator::Hugo, "slug") => slug_or(&found.title),
        (Generator::Hugo, "filename" | "contentbasename") => plain(file),
        (Generator::Hugo, "slugorfilename" | "slugorcontentbasename") => slug_or(file),
        (Generator::Hexo, "title") => below_posts(),
        (Generator::Hexo, "name") => file.to_owned(),
        (Generator::Hexo, "post_title") => found.title.clone(),
        (Generator::Hexo, "category") => {
            parts.categories.first().cloned().unwrap_or_else(|| "uncategorized".to_owned())
        }
        (Generator::Jekyll, "title" | "slug") => slug_or(undated(file)),
        (Generator::Jekyll, "name") => undated(file).to_owned(),
        (Generator::Jekyll, "categories") => {
            parts.categories.iter().map(|name| name.to_lowercase()).collect::<Vec<_>>().join("/")
        }
        (Generator::Jekyll, "output_ext") => ".html".to_owned(),
        (_, "path") => parts.path.to_owned(),
        // Hexo takes whatever the head says, such as `abbrlink`.
        (_, name) => parts.keys.get(name).and_then(text_of)?,
    })
}

/// A name as Hugo writes it in addresses: small letters, dashes for blanks.
fn urlized(text: &str) -> String {
    let dashed = text.split_whitespace().collect::<Vec<_>>().join("-");
    let is_kept =
        |c: &char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '/' | '+' | '~' | '#');
    dashed.to_lowercase().chars().filter(is_kept).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_where_their_generators_put_them() {
        let found = Found {
            title: "Hello World".to_owned(),
            date: Some("2007-03-05".parse().unwrap()),
            ..Found::default()
        };
        let categories = ["News".to_owned()];
        let keys: Mapping = serde_yaml::from_str("abbrlink: 7f").unwrap();
        for (config, text, path, expected) in [
            ("hugo.yaml", "baseURL: /", "posts/My Post", Some("/posts/my-post/")),
            ("hugo.yaml", "uglyURLs: true", "posts/a", Some("/posts/a.html")),
            ("hugo.yaml", "baseURL: /", "posts/a/index", Some("/posts/a/")),
            (
                "hugo.yaml",
                "permalinks: {posts: '/:year/:slug'}",
                "posts/a",
                Some("/2007/hello-world"),
            ),
            ("_config.yml", "source_dir: source", "_posts/x/a", Some("/2007/03/05/x/a/")),
            (
                "_config.yml",
                "{source_dir: source, permalink: ':abbrlink.html'}",
                "_posts/a",
                Some("/7f.html"),
            ),
            ("_config.yml", "{source_dir: source, permalink: ':hash/'}", "_posts/a", None),
            ("_config.yml", "source_dir: source", "about/index", Some("/about/")),
            (
                "_config.yml",
                "markdown: kramdown",
                "_posts/2007-03-05-a",
                Some("/news/2007/03/05/a.html"),
            ),
            ("_config.yml", "permalink: pretty", "about", Some("/about/")),
            ("config.toml", "base_url = ''", "blog/2007-03-05-a", Some("/blog/a/")),
            ("book.toml", "", "one/two", Some("/one/two.html")),
        ] {
            let site = Site::of(&|name| (name == config).then(|| text.to_owned()));
            let parts = Parts { path, found: &found, categories: &categories, keys: &keys };
            assert_eq!(of(&site, &parts).as_deref(), expected, "{text} {path}");
        }
    }
}
