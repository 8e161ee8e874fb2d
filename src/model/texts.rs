//! Shown documents become texts: their links are followed and their attachments found.

use std::sync::Arc;

use rayon::prelude::*;

use super::links::{Destinations, Found, Links, Target};
use super::select::{Hidden, Selected, Shown};
use crate::base::{Diagnostic, Hashed, OutputPath, SourcePath, Span};
use crate::content::config::{self, Config};
use crate::content::{Document, File, Tree, urls};

/// A document that is shown, and everything it leads to.
#[derive(Clone, Debug)]
pub struct Text {
    /// The parsed file.
    pub document: Arc<Document>,
    /// Why it is not published yet, though it is shown; `None` where it is published.
    pub pending: Option<Hidden>,
    /// One target for each link of the body.
    pub links: Hashed<Links>,
    /// The files it offers for download.
    pub downloads: Vec<Download>,
}

impl Text {
    /// The address of its page.
    pub fn url(&self) -> &OutputPath {
        &self.document.url
    }

    /// Where the picture of its masthead lies, if it has one.
    pub fn masthead_image(&self) -> Option<&Target> {
        self.document.head.imprint.as_ref()?.masthead_image.as_ref()?;
        self.links.0.last()
    }
}

/// A file offered for download.
#[derive(Clone, Debug, PartialEq, Eq, Hash, serde::Serialize)]
pub struct Download {
    /// The text to show for it.
    pub title: String,
    /// The address of the file.
    pub url: OutputPath,
    /// The author's own name for the file, in any script.
    pub name: String,
    /// What kind of file it is, by the end of its name: `PDF`; may be empty.
    pub kind: String,
    /// Its length in bytes; absent for pictures.
    pub size: Option<u64>,
}

/// Makes texts of all shown documents, in the order of their paths. Also returns what turned up
/// while their links were followed.
pub fn texts<'a>(tree: &'a Tree, selected: &'a Selected<'a>) -> (Vec<Text>, Vec<Found>) {
    let destinations = Destinations::new(tree, selected);
    let no_links = Hashed::new(Links::default());
    let text = |Shown { document, pending }: Shown<'_>| Text {
        document: Arc::clone(document),
        pending,
        links: no_links.clone(),
        downloads: Vec::new(),
    };
    let mut texts: Vec<Text> = selected.shown.iter().copied().map(text).collect();
    let leading = texts.iter_mut().filter(|text| text.document.leads_on).collect::<Vec<_>>();
    let follow = |text: &mut Text| {
        let mut found = Found::default();
        text.links = Hashed::new(destinations.follow(&text.document, &mut found));
        text.downloads = downloads(&destinations, &text.document, &mut found);
        found
    };
    let found = leading.into_par_iter().map(follow).collect();
    (texts, found)
}

fn downloads(
    destinations: &Destinations<'_>,
    document: &Document,
    found: &mut Found,
) -> Vec<Download> {
    let mut all = Vec::new();
    for attachment in &document.head.attachments {
        match destinations.attach(document, &attachment.file, found) {
            Ok((url, size)) => {
                let name =
                    attachment.file.rsplit('/').next().unwrap_or(&attachment.file).to_owned();
                let title = attachment.title.clone().unwrap_or_else(|| name.clone());
                let kind = name.rsplit_once('.').map_or("", |(_, end)| end).to_uppercase();
                all.push(Download { title, url, name, kind, size });
            }
            Err(finding) => found.findings.push(finding.at(document.span("attachments"))),
        }
    }
    all
}

/// Where the picture in the place of the site's name lies, if the configuration names one.
///
/// # Errors
/// A finding when there is no such picture.
pub fn masthead_image(tree: &Tree, config: &Config) -> Result<Option<Target>, Diagnostic> {
    let Some((name, place)) = &config.masthead_image else { return Ok(None) };
    let name = name.trim_start_matches('/');
    let path = SourcePath::new(&format!("static/{}", name.strip_prefix("static/").unwrap_or(name)));
    let picture = path.and_then(|path| match tree.files.get(&path) {
        Some(File::Asset(asset)) => {
            Some(Target::File(urls::static_file(&path)?, Some(asset.size?)))
        }
        _ => None,
    });
    if picture.is_some() {
        return Ok(picture);
    }
    let file = SourcePath::new(config::FILE).expect("a plain name");
    let finding = Diagnostic::error("broken-link").wording("masthead").with("file", name);
    Err(finding.at(Span::new(&file, place.clone())))
}
