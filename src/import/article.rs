//! What was found becomes an article: front matter and Markdown, pictures beside it.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use sha2::{Digest as _, Sha256};

use super::found::{Found, Remark};
use super::head;
pub use super::head::{Given, MARK};
use super::markdown::{self, Care, Written};
use super::proof::{self, Difference};
use crate::base::tree::{Element, Node};
use crate::content::picture::Kind;

/// Names of files beside an article, and their bytes.
pub type Files = Vec<(String, Vec<u8>)>;

/// An article, ready to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Article {
    /// The whole text of its file.
    pub text: String,
    /// Its pictures: names of files beside it, and their bytes.
    pub pictures: Files,
    /// What to say of it.
    pub remarks: Vec<Remark>,
}

/// What tells a file from all others, as long as its bytes are the same: the first half of their SHA-256.
pub fn fingerprint(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().take(16).fold(String::new(), |mut out, byte| {
        let _ = write!(out, "{byte:02x}");
        out
    })
}

/// The fingerprints of the files that an article was made of, by its text.
pub fn marks(text: &str) -> impl Iterator<Item = &str> {
    text.lines()
        .take(60)
        .filter_map(|line| line.strip_prefix(MARK))
        .filter_map(|rest| rest.split_whitespace().next())
}

/// Makes an article. Its file will be called `name`, without an end; `source` and `print` are the name of the file
/// that it is made of and its fingerprint.
pub fn compose(mut found: Found, name: &str, source: &str, print: &str, given: &Given) -> Article {
    let (pictures, names) = pictures(&mut found, name);
    rename(&mut found.body, &names);
    loose_notes(&mut found.body);
    let (written, told) = proved(&found.body);
    let mut remarks = std::mem::take(&mut found.remarks);
    match told {
        Ok(None) => {}
        Ok(Some(parts)) => remarks.push(
            Remark::warning("import-differs")
                .with("source", parts.source)
                .with("shown", parts.shown),
        ),
        Err(_) => remarks.push(Remark::warning("import-unproved")),
    }
    for (what, count) in written.losses {
        remarks.push(
            Remark::new("import-lost")
                .with("kind", "element")
                .with("name", format!("{what} × {count}")),
        );
    }
    if found.date.is_none() && !found.is_page {
        remarks.push(Remark::warning("import-no-date"));
    }
    let head = head::write(&found, source, print, given);
    let text =
        if written.markdown.is_empty() { head } else { format!("{head}\n{}", written.markdown) };
    Article { text, pictures, remarks }
}

/// The Markdown of a text, with as much care as it takes until it shows the same text, and what the proof says.
fn proved(body: &[Node]) -> (Written, Result<Option<Difference>, String>) {
    let mut first = None;
    for care in Care::ALL {
        let written = markdown::write(body, care);
        let told = proof::difference(body, &written.markdown);
        if matches!(told, Ok(None)) {
            return (written, told);
        }
        first.get_or_insert((written, told));
    }
    first.expect("there is a first care")
}

/// Notes whose sign is nowhere in the text, such as those of its title, become paragraphs at its end.
fn loose_notes(body: &mut Vec<Node>) {
    let mut signs = BTreeSet::new();
    names_of("note-ref", body, &mut signs);
    let mut loose = Vec::new();
    body.retain_mut(|node| match node {
        Node::Element(one)
            if one.name == "note" && !signs.contains(one.get("name").unwrap_or_default()) =>
        {
            loose.append(&mut one.children);
            false
        }
        _ => true,
    });
    body.extend(loose);
}

fn names_of(element: &str, nodes: &[Node], into: &mut BTreeSet<String>) {
    for node in nodes {
        let Node::Element(one) = node else { continue };
        if one.name == element {
            into.insert(one.get("name").unwrap_or_default().to_owned());
        }
        names_of(element, &one.children, into);
    }
}

/// The pictures with names of their own, and the name of each address; pictures that no browser shows are named
/// and left out.
fn pictures(found: &mut Found, name: &str) -> (Files, BTreeMap<String, String>) {
    let mut order = Vec::new();
    addresses(&found.body, &mut order);
    let (mut all, mut names) = (Vec::new(), BTreeMap::new());
    for address in order {
        if names.contains_key(&address) {
            continue;
        }
        let Some(bytes) = found.pictures.remove(&address) else { continue };
        let end = match Kind::of(&bytes) {
            Some(Kind::Jpeg) => "jpg",
            Some(Kind::Png) => "png",
            Some(Kind::Gif) => "gif",
            Some(Kind::WebP) => "webp",
            Some(Kind::Avif) => "avif",
            Some(Kind::Bmp) => "bmp",
            Some(Kind::Drawing) => "svg",
            _ => {
                let shown = address.rsplit('/').next().unwrap_or_default();
                found.remarks.push(Remark::warning("import-picture-kind").with("name", shown));
                continue;
            }
        };
        let file = format!("{name}-{}.{end}", all.len() + 1);
        names.insert(address, file.clone());
        all.push((file, bytes));
    }
    for (address, bytes) in std::mem::take(&mut found.files) {
        let end = address.rsplit_once('.').map_or("bin", |(_, end)| end).to_ascii_lowercase();
        let file = format!("{name}-{}.{end}", all.len() + 1);
        names.insert(address, file.clone());
        all.push((file, bytes));
    }
    (all, names)
}

fn addresses(nodes: &[Node], into: &mut Vec<String>) {
    for node in nodes {
        let Node::Element(element) = node else { continue };
        if let Some(address) = element.get("src").filter(|_| element.name == "img") {
            into.push(address.to_owned());
        }
        addresses(&element.children, into);
    }
}

/// Gives pictures the names of their files. Of one that has none its words stay, which a browser would show.
fn rename(nodes: &mut [Node], names: &BTreeMap<String, String>) {
    let is_gone = |element: &Element| {
        let source = element.get("src").unwrap_or_default();
        element.name == "img" && !names.contains_key(source) && !source.contains("://")
    };
    for node in nodes.iter_mut() {
        if let Node::Element(element) = node
            && is_gone(element)
        {
            let mut words: Vec<&str> =
                ["alt", "title"].iter().filter_map(|key| element.get(key)).collect();
            words.dedup();
            *node = Node::Text(words.join(" "));
        }
    }
    for node in nodes {
        let Node::Element(element) = node else { continue };
        for (key, value) in &mut element.attributes {
            if (key == "src" || key == "href")
                && let Some(name) = names.get(value)
            {
                value.clone_from(name);
            }
        }
        rename(&mut element.children, names);
    }
}
