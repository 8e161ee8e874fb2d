//! The parts of a file of Office (ECMA-376, part 2): which of them is the text, and what its relations lead to.

use std::collections::BTreeMap;

use super::Refusal;
use super::archive::Archive;
use super::xml::{children, get, parse};
use crate::base::limits;

/// A file of Office.
pub struct Package<'a> {
    archive: Archive<'a>,
    /// The path of the part that holds the text.
    pub main: String,
}

/// What the relations of a part lead to, by their names.
pub type Relations = BTreeMap<String, Relation>;

/// What a relation leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Relation {
    /// The last part of its type: `image`, `styles`, `hyperlink`.
    pub kind: String,
    /// A path in the archive, or an address outside it.
    pub target: String,
    /// Whether it leads outside.
    pub is_external: bool,
}

impl<'a> Package<'a> {
    /// Opens a file.
    ///
    /// # Errors
    /// When it is damaged, or no file of Office.
    pub fn open(bytes: &'a [u8]) -> Result<Self, Refusal> {
        let mut archive = Archive::open(bytes)?;
        let relations = relations(&mut archive, "")?;
        let main = relations.values().find(|one| one.kind == "officeDocument");
        let main = main.map(|one| one.target.clone()).ok_or(Refusal::NotWord)?;
        if !archive.names.iter().any(|name| name.eq_ignore_ascii_case(&main)) {
            return Err(Refusal::Damaged);
        }
        Ok(Self { archive, main })
    }

    /// The names of all parts.
    pub fn names(&self) -> &[String] {
        &self.archive.names
    }

    /// The text of a part; `None` when there is none.
    ///
    /// # Errors
    /// When it does not unpack, or is too large.
    pub fn text(&mut self, path: &str) -> Result<Option<String>, Refusal> {
        let bytes = self.archive.read(path, limits::IMPORTED_XML)?;
        // UTF-8, or UTF-16 with a byte order mark.
        Ok(bytes.map(|bytes| encoding_rs::UTF_8.decode(&bytes).0.into_owned()))
    }

    /// The bytes of a picture; `None` when there is none.
    ///
    /// # Errors
    /// When it does not unpack, or is too large.
    pub fn picture(&mut self, path: &str) -> Result<Option<Vec<u8>>, Refusal> {
        self.archive.read(path, limits::PICTURE_BYTES)
    }

    /// What the relations of a part lead to.
    ///
    /// # Errors
    /// When they cannot be read.
    pub fn relations(&mut self, part: &str) -> Result<Relations, Refusal> {
        relations(&mut self.archive, part)
    }
}

fn relations(archive: &mut Archive<'_>, part: &str) -> Result<Relations, Refusal> {
    let (folder, name) = part.rsplit_once('/').unwrap_or(("", part));
    let base = if folder.is_empty() { String::new() } else { format!("{folder}/") };
    let path = format!("{base}_rels/{name}.rels");
    let Some(bytes) = archive.read(&path, limits::IMPORTED_XML)? else {
        return Ok(Relations::new());
    };
    let text = encoding_rs::UTF_8.decode(&bytes).0;
    let document = parse(&text)?;
    let mut all = Relations::new();
    for one in children(document.root_element(), "Relationship") {
        let (Some(id), Some(target)) = (get(one, "Id"), get(one, "Target")) else { continue };
        let kind = get(one, "Type").unwrap_or_default().rsplit('/').next().unwrap_or_default();
        let is_external = get(one, "TargetMode") == Some("External");
        let target = if is_external { target.to_owned() } else { resolved(folder, target) };
        all.insert(id.to_owned(), Relation { kind: kind.to_owned(), target, is_external });
    }
    Ok(all)
}

/// A path as seen from the top of the archive. What leads out of it stays at its top: nothing is there.
fn resolved(folder: &str, target: &str) -> String {
    let mut parts: Vec<&str> = match target.strip_prefix('/') {
        Some(_) => Vec::new(),
        None => folder.split('/').filter(|part| !part.is_empty()).collect(),
    };
    for part in target.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.join("/")
}
