//! Gives every page an address: ASCII, stable, and a function of the file's own path and slug
//! alone, so that no other file can change it (convention 11).

use std::borrow::Cow;
use std::fmt::Write;

use unicode_normalization::{UnicodeNormalization as _, is_nfc};

use super::folders::{IssueId, Place};
use crate::base::{Checked, Diagnostic, Fingerprint, OutputPath, SourcePath, Span};

/// The longest part of an address made from a name, in bytes.
const LONGEST: usize = 60;

/// Makes one part of an address from a name in any script.
///
/// A name that is a legal part already is kept. Of any other the ASCII letters and digits are
/// kept and a fingerprint of the whole name is added: 市长 and 师长 never share an address, as
/// they would in pinyin.
pub fn slug(name: &str) -> String {
    let mut slug = String::with_capacity(name.len());
    push_slug(&mut slug, name);
    slug
}

fn push_slug(out: &mut String, name: &str) {
    let is_plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'-' | b'_');
    if name.len() <= LONGEST && name.bytes().all(is_plain) && OutputPath::is_legal_part(name) {
        return out.push_str(name);
    }
    // macOS writes é as two characters, Windows as one: the file is the same.
    let name: Cow<'_, str> =
        if is_nfc(name) { name.into() } else { name.nfc().collect::<String>().into() };
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
    if !kept.is_empty() {
        out.push_str(kept);
        out.push('-');
    }
    out.push_str(&Fingerprint::of_bytes(name.as_bytes()).short());
}

/// Makes one part of an address from a file's name. Capitals and spaces alone add no fingerprint.
pub fn file_slug(stem: &str) -> String {
    let mut slug = String::with_capacity(stem.len());
    push_file_slug(&mut slug, stem);
    slug
}

fn push_file_slug(out: &mut String, stem: &str) {
    if stem.bytes().any(|b| b.is_ascii_uppercase() || b == b' ') {
        push_slug(out, &stem.to_ascii_lowercase().replace(' ', "-"));
    } else {
        push_slug(out, stem);
    }
}

/// The folder of the site for a folder under `content/`, with a slash at its end unless it is the
/// top: `content/news/2007` is `news/2007/`. The string has room for a file's name.
fn folder(source: &str) -> String {
    let below = source.strip_prefix("content").unwrap_or(source);
    let mut folder = String::with_capacity(below.len() + LONGEST);
    for part in below.split('/').filter(|part| !part.is_empty()) {
        // `news/2007-3-4` is a day.
        let is_number =
            |id: &IssueId| !id.is_combined() || source.starts_with("content/bulletins/");
        match IssueId::parse(part).filter(is_number) {
            Some(id) => write!(folder, "{id}").expect("writing to a String cannot fail"),
            None => push_file_slug(&mut folder, part),
        }
        folder.push('/');
    }
    folder
}

/// The address of a document's page. `None` when the folders above it, or its slug, make no legal
/// address.
pub fn document(path: &SourcePath, place: &Place, slug: Option<&str>) -> Option<OutputPath> {
    match place {
        Place::Publication(id) => publication(id),
        Place::Issue(publication, id) => issue(publication, *id),
        Place::Page => page(path, slug),
        Place::Topic => {
            let slug = slug.map_or_else(|| file_slug(path.stem()), str::to_owned);
            term("topics", &slug)
        }
        _ => article(path, slug),
    }
}

/// The same, of a slug with its place. One that cannot be used is reported, and the file's name is used instead.
pub fn checked(
    path: &SourcePath,
    place: &Place,
    slug: Option<(&str, Span)>,
) -> Checked<Option<OutputPath>> {
    let Some((given, at)) = slug else { return Checked::new(document(path, place, None)) };
    let slug = given.strip_suffix(".html").unwrap_or(given);
    if OutputPath::is_legal_part(slug) {
        return Checked::new(document(path, place, Some(slug)));
    }
    let finding = Diagnostic::error("bad-slug").with("key", "slug").with("value", given);
    Checked::with(document(path, place, None), vec![finding.at(at)])
}

/// The address of an article's page. `None` when the folders above it make the address too long.
pub fn article(path: &SourcePath, slug: Option<&str>) -> Option<OutputPath> {
    let mut url = folder(path.folder());
    push_page(&mut url, path, slug);
    OutputPath::new(&url)
}

fn push_page(url: &mut String, path: &SourcePath, slug: Option<&str>) {
    match slug {
        Some(slug) => url.push_str(slug),
        None => push_file_slug(url, path.stem()),
    }
    url.push_str(".html");
}

/// The address of a single page, at the top of the site.
pub fn page(path: &SourcePath, slug: Option<&str>) -> Option<OutputPath> {
    let mut url = String::new();
    push_page(&mut url, path, slug);
    OutputPath::new(&url)
}

/// The address of a publication's page.
pub fn publication(id: &str) -> Option<OutputPath> {
    OutputPath::new(&format!("bulletins/{}/index.html", file_slug(id)))
}

/// The address of an issue's page.
pub fn issue(publication: &str, id: IssueId) -> Option<OutputPath> {
    OutputPath::new(&format!("bulletins/{}/{id}/index.html", file_slug(publication)))
}

/// The address of the first page of a list, such as `units/xiaoxue/index.html`.
pub fn term(kind: &str, slug: &str) -> Option<OutputPath> {
    OutputPath::new(&format!("{kind}/{slug}/index.html"))
}

/// The address of a picture or an attachment: beside the pages of its folder.
pub fn file(path: &SourcePath) -> Option<OutputPath> {
    let mut url = folder(path.folder());
    push_file_slug(&mut url, path.stem());
    let extension = path.extension();
    if !extension.is_empty() {
        url.push('.');
        push_slug(&mut url, &extension);
    }
    OutputPath::new(&url)
}

/// The address of a file of `static/`: its own path below it, which has to be a legal address.
pub fn static_file(path: &SourcePath) -> Option<OutputPath> {
    OutputPath::new(path.as_str().strip_prefix("static/")?)
}

/// Reads a former address as authors write it: `/old/a.html`, `/old/` or `old`.
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
