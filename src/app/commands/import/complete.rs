//! What is added to a text that was found, and what is taken out of its pictures.

use super::sources::{self, Source};
use crate::base::{SourcePath, tree};
use crate::content::active_content;
use crate::content::picture::Kind;
use crate::import::found::{Found, Remark};
use crate::import::roles;
use crate::render::picture;

/// What the name of a file knows and its text does not.
pub fn complete(found: &mut Found, source: &Source) {
    let stem = source.stem();
    if found.date.is_none()
        && let Some(date) = roles::date_in(&stem)
    {
        found.date = Some(date);
        found.remarks.push(Remark::new("import-date-of-name").with("date", date));
    }
    if found.title.is_empty() {
        found.title = stem;
    }
    let body = tree::text(&found.body);
    for name in sources::beside(&source.path) {
        let stem = name.rsplit_once('.').map_or(name.as_str(), |(stem, _)| stem);
        let is_other = name != source.name() && stem.chars().count() > 3;
        if is_other && body.contains("附件") && body.contains(stem) {
            found.remarks.push(Remark::warning("import-attachment").with("name", &name));
        }
    }
}

/// Takes out of pictures where they were taken; one that cannot be cleaned, or that a browser would run, is left out
/// and named.
pub fn clean(found: &mut Found) {
    let mut pictures = std::mem::take(&mut found.pictures);
    pictures.retain(|name, bytes| {
        let is_drawing = Kind::of(bytes) == Some(Kind::Drawing);
        let path = if is_drawing { "content/news/a.svg" } else { "content/news/a.bin" };
        let path = SourcePath::new(path).expect("a path");
        match picture::clean::clean(&path, bytes) {
            Ok(cleaned) if !is_drawing || !active_content::drawing(&cleaned) => {
                *bytes = cleaned;
                true
            }
            // What is no picture for a browser is named by its kind.
            _ if Kind::of(bytes).is_none() => true,
            _ => {
                let name = name.rsplit('/').next().unwrap_or_default();
                found.remarks.push(Remark::warning("import-picture-damaged").with("name", name));
                false
            }
        }
    });
    found.pictures = pictures;
}
