//! Which generator a folder is of, and what its configuration says of addresses and folders.

use serde_yaml::{Mapping, Value};

use super::front::{self, text_of};
use super::kind::Generator;
use crate::import::found::host;

/// What is known of a site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Site {
    /// What makes it.
    pub generator: Generator,
    /// The folder of its texts below its own, with a slash at its end; empty for its own.
    pub content: String,
    /// Folders whose files are published as from the top of the site.
    pub published: Vec<String>,
    /// Its address on the web, without a scheme and a slash at its end.
    pub host: String,
    /// The folder of its server that it lies in, such as `/blog`; empty for the top.
    pub base: String,
    /// Whether every end of a line is shown as one.
    pub breaks_lines: bool,
    /// Addresses of texts by section; that of all others has the name "".
    pub permalinks: Vec<(String, String)>,
}

/// What is done with a file of a site.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// It is a dated text.
    Post,
    /// It is a page that belongs to no day.
    Page,
    /// It gives a list its head.
    Section,
    /// It is no text of the site.
    None,
}

impl Site {
    /// Tells what site a folder is, by its configuration. `read` gives the text of a file of the folder.
    pub fn of(read: &dyn Fn(&str) -> Option<String>) -> Self {
        hugo(read)
            .or_else(|| underscore(read))
            .or_else(|| vite_press(read))
            .or_else(|| md_book(read))
            .unwrap_or_else(|| Self::new(Generator::Unknown, "", &[""]))
    }

    fn new(generator: Generator, content: &str, published: &[&str]) -> Self {
        Self {
            generator,
            content: content.to_owned(),
            published: published.iter().map(|&folder| folder.to_owned()).collect(),
            host: String::new(),
            base: String::new(),
            breaks_lines: generator == Generator::Hexo,
            permalinks: Vec::new(),
        }
    }

    /// What a Markdown file is, by its path below the site's folder.
    pub fn role(&self, path: &str, has_front_matter: bool) -> Role {
        let Some(below) = path.strip_prefix(self.content.as_str()) else { return Role::None };
        let (folder, name) = below.rsplit_once('/').unwrap_or(("", below));
        let has = |name: &str| folder.split('/').any(|part| part == name);
        let is_hidden = folder.split('/').any(|part| part.starts_with('_'));
        let is_none = match self.generator {
            // Folders of layouts and data; a collection of Jekyll is one of texts.
            Generator::Hexo => is_hidden,
            Generator::Jekyll => has("_includes") || has("_layouts") || !has_front_matter,
            Generator::MdBook => name == "SUMMARY.md",
            Generator::VitePress => has(".vitepress"),
            Generator::Hugo | Generator::Zola | Generator::Unknown => false,
        };
        match self.generator {
            Generator::Hexo | Generator::Jekyll if has("_posts") || has("_drafts") => Role::Post,
            Generator::Hugo | Generator::Zola if name.starts_with("_index.") => Role::Section,
            Generator::Hugo | Generator::Zola if folder.is_empty() => Role::Page,
            _ if is_none => Role::None,
            Generator::Hexo | Generator::Jekyll | Generator::MdBook | Generator::VitePress => {
                Role::Page
            }
            Generator::Hugo | Generator::Zola | Generator::Unknown => Role::Post,
        }
    }
}

/// A file of configuration, whatever its form.
fn settings(read: &dyn Fn(&str) -> Option<String>, stems: &[&str]) -> Option<Mapping> {
    stems.iter().find_map(|stem| {
        ["toml", "yaml", "yml", "json"]
            .iter()
            .find_map(|end| front::mapping(end, &read(&format!("{stem}.{end}"))?))
    })
}

/// A value of the configuration, whatever its name has of capitals.
fn value<'a>(settings: &'a Mapping, key: &str) -> Option<&'a Value> {
    settings.iter().find_map(|(known, value)| {
        known.as_str().is_some_and(|known| known.eq_ignore_ascii_case(key)).then_some(value)
    })
}

fn text(settings: &Mapping, key: &str) -> Option<String> {
    value(settings, key).and_then(text_of).filter(|text| !text.is_empty())
}

fn folder(name: &str) -> String {
    let name = name.trim_matches('/').trim_start_matches("./");
    if name.is_empty() || name == "." { String::new() } else { format!("{name}/") }
}

fn hugo(read: &dyn Fn(&str) -> Option<String>) -> Option<Site> {
    let stems = ["hugo", "config", "config/_default/hugo", "config/_default/config"];
    let settings = settings(read, &stems)?;
    if let Some(base) = settings.get("base_url") {
        // Zola says `base_url`, which Hugo does not know.
        let mut site = Site::new(Generator::Zola, "content/", &["static/", "content/"]);
        site.host = host(&text_of(base).unwrap_or_default());
        return Some(site);
    }
    let content = text(&settings, "contentDir").unwrap_or_else(|| "content".to_owned());
    let mut site =
        Site::new(Generator::Hugo, &folder(&content), &["static/", "assets/", &folder(&content)]);
    site.host = host(&text(&settings, "baseURL").unwrap_or_default());
    site.base = site.host.split_once('/').map(|(_, base)| format!("/{base}")).unwrap_or_default();
    if let Some(Value::Mapping(all)) = value(&settings, "permalinks") {
        // Either patterns by section, or these for each kind of page.
        let all = match value(all, "page") {
            Some(Value::Mapping(pages)) => pages,
            _ => all,
        };
        site.permalinks = all
            .iter()
            .filter_map(|(section, pattern)| {
                Some((text_of(section)?.trim_matches('/').to_owned(), text_of(pattern)?))
            })
            .collect();
    }
    let is_ugly = value(&settings, "uglyURLs").and_then(Value::as_bool) == Some(true);
    site.permalinks.push((String::new(), "/:sections/:slugorcontentbasename/".to_owned()));
    if is_ugly {
        for (_, pattern) in &mut site.permalinks {
            *pattern = pattern.trim_end_matches('/').to_owned() + ".html";
        }
    }
    Some(site)
}

/// Hexo or Jekyll: both have a `_config.yml`.
fn underscore(read: &dyn Fn(&str) -> Option<String>) -> Option<Site> {
    let settings = settings(read, &["_config"])?;
    let is_hexo = ["source_dir", "new_post_name", "public_dir", "default_category"]
        .iter()
        .any(|key| settings.contains_key(*key))
        || read("package.json").is_some_and(|text| text.contains("\"hexo\""));
    let address = text(&settings, "url").unwrap_or_default();
    let pattern = text(&settings, "permalink");
    let (mut site, pattern) = if is_hexo {
        let source = folder(&text(&settings, "source_dir").unwrap_or_else(|| "source".to_owned()));
        let mut site = Site::new(Generator::Hexo, &source, &[&source]);
        let marked = value(&settings, "marked").and_then(|marked| marked.get("breaks"));
        site.breaks_lines = marked.and_then(Value::as_bool).unwrap_or(true);
        (site, pattern.unwrap_or_else(|| ":year/:month/:day/:title/".to_owned()))
    } else {
        let source = folder(&text(&settings, "source").unwrap_or_default());
        let pattern = match pattern.as_deref().unwrap_or("date") {
            "date" => "/:categories/:year/:month/:day/:title.html",
            "pretty" => "/:categories/:year/:month/:day/:title/",
            "ordinal" => "/:categories/:year/:y_day/:title.html",
            "none" => "/:categories/:title.html",
            own => own,
        };
        (Site::new(Generator::Jekyll, &source, &[&source]), pattern.to_owned())
    };
    let base = text(&settings, if is_hexo { "root" } else { "baseurl" }).unwrap_or_default();
    site.host = host(&address);
    site.base = match base.trim_matches('/') {
        "" => String::new(),
        base => format!("/{base}"),
    };
    if !is_hexo {
        site.host += &site.base;
    }
    site.permalinks.push((String::new(), pattern));
    Some(site)
}

fn vite_press(read: &dyn Fn(&str) -> Option<String>) -> Option<Site> {
    let ends = ["ts", "mts", "js", "mjs"];
    let content = ["", "docs/"].into_iter().find(|folder| {
        ends.iter().any(|end| read(&format!("{folder}.vitepress/config.{end}")).is_some())
    })?;
    let mut site =
        Site::new(Generator::VitePress, content, &[&format!("{content}public/"), content]);
    site.permalinks.push((String::new(), "/:path.html".to_owned()));
    Some(site)
}

fn md_book(read: &dyn Fn(&str) -> Option<String>) -> Option<Site> {
    let settings = settings(read, &["book"])?;
    let book = settings.get("book").and_then(Value::as_mapping);
    let source = book.and_then(|book| text(book, "src")).unwrap_or_else(|| "src".to_owned());
    let mut site = Site::new(Generator::MdBook, &folder(&source), &[&folder(&source)]);
    site.permalinks.push((String::new(), "/:path.html".to_owned()));
    Some(site)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn site(files: &[(&str, &str)]) -> Site {
        Site::of(&|name| {
            files.iter().find(|(known, _)| *known == name).map(|(_, text)| (*text).to_owned())
        })
    }

    #[test]
    fn a_folder_says_who_makes_its_site() {
        for (files, expected) in [
            (vec![("hugo.toml", "baseURL = 'https://a.example/'")], Generator::Hugo),
            (vec![("config.toml", "base_url = 'https://a.example'")], Generator::Zola),
            (vec![("_config.yml", "source_dir: source")], Generator::Hexo),
            (vec![("_config.yml", "markdown: kramdown")], Generator::Jekyll),
            (vec![("docs/.vitepress/config.mts", "")], Generator::VitePress),
            (vec![("book.toml", "[book]\nsrc = 'text'")], Generator::MdBook),
            (vec![("README.md", "")], Generator::Unknown),
        ] {
            assert_eq!(site(&files).generator, expected, "{files:?}");
        }
        let hugo = site(&[(
            "config.yaml",
            "baseurl: https://a.example/b/\nuglyurls: true\npermalinks:\n  posts: /:year/:slug/",
        )]);
        assert_eq!(hugo.host, "a.example/b");
        assert_eq!(hugo.permalinks[0], ("posts".to_owned(), "/:year/:slug.html".to_owned()));
        assert_eq!(site(&[("book.toml", "[book]\nsrc = 'text'")]).content, "text/");
    }

    #[test]
    fn only_texts_of_the_site_are_texts() {
        let jekyll = site(&[("_config.yml", "")]);
        for (path, role) in [
            ("_posts/2007-03-05-a.md", Role::Post),
            ("news/_posts/a.md", Role::Post),
            ("about.md", Role::Page),
            ("_layouts/a.md", Role::None),
        ] {
            assert_eq!(jekyll.role(path, true), role, "{path}");
        }
        assert_eq!(jekyll.role("README.md", false), Role::None);
        let hugo = site(&[("hugo.toml", "")]);
        for (path, role) in [
            ("content/posts/a.md", Role::Post),
            ("content/posts/_index.md", Role::Section),
            ("content/about.md", Role::Page),
            ("themes/b/content/posts/a.md", Role::None),
            ("README.md", Role::None),
        ] {
            assert_eq!(hugo.role(path, true), role, "{path}");
        }
    }
}
