//! Who may have which address. Two outputs that want the same address are refused. So are addresses
//! that some system takes for those of another file, and addresses that belong to the search.

use std::collections::{BTreeMap, BTreeSet};

use super::recipe::{Recipe, Wanted};
use super::search;
use super::stock::Stock;
use crate::base::{Diagnostic, OutputPath, Span};
use crate::content::theme::ThemeAsset;

/// The recipe of each file, by its address.
pub type Files = BTreeMap<OutputPath, Recipe>;

/// Gives each address to the first output that wants it. The findings name the others, and links to
/// pages that do not exist.
pub fn settle(stock: &Stock, wanted: Wanted) -> (Files, Vec<Diagnostic>) {
    let (files, mut findings) = without_twins(stock, wanted);
    findings.extend(reserved(stock, &files));
    findings.extend(alike(stock, &files));
    findings.extend(below_files(stock, &files));
    findings.extend(missing(stock, &files));
    (files, findings)
}

fn without_twins(stock: &Stock, mut wanted: Wanted) -> (Files, Vec<Diagnostic>) {
    let mut findings = Vec::new();
    // Sorting a nearly sorted list and then making a map of it is far cheaper than one insertion
    // after the other.
    wanted.sort_by(|one, other| one.0.cmp(&other.0));
    wanted.dedup_by(|second, first| {
        let is_taken = second.0 == first.0;
        if is_taken {
            let path = &first.0;
            let second = source(stock, path, second.1);
            findings.push(collision(path, source(stock, path, first.1).as_ref(), second));
        }
        is_taken
    });
    (wanted.into_iter().collect(), findings)
}

/// Finds scripts in the folder of the search's scripts. The names of those are not known before
/// they are made, so no other script may stand there.
fn reserved(stock: &Stock, files: &Files) -> Vec<Diagnostic> {
    let taken = files.iter().filter(|(path, _)| search::could_be(stock, path));
    taken.map(|(path, recipe)| collision(path, None, source(stock, path, *recipe))).collect()
}

/// Finds addresses that differ only in case: Windows and macOS take them for the same. Only names
/// that an author chose can have capitals: slugs, aliases, static files.
fn alike(stock: &Stock, files: &Files) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    let mut capitals: BTreeMap<String, &OutputPath> = BTreeMap::new();
    let of = |path: &OutputPath| source(stock, path, *files.get(path)?);
    for path in files.keys() {
        if !path.as_str().bytes().any(|byte| byte.is_ascii_uppercase()) {
            continue;
        }
        let lower = path.as_str().to_ascii_lowercase();
        let small = OutputPath::new(&lower).filter(|lower| files.contains_key(lower));
        let large = capitals.insert(lower, path);
        if let Some(twin) = small.as_ref().or(large) {
            findings.push(collision(path, of(twin).as_ref(), of(path)));
        }
    }
    findings
}

/// Finds files that have other files below them, as if they were folders.
fn below_files(stock: &Stock, files: &Files) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    let folders: BTreeSet<&str> = files.keys().map(OutputPath::folder).collect();
    let of = |path: &OutputPath| source(stock, path, *files.get(path)?);
    for folder in folders {
        let ends = folder.match_indices('/').map(|(end, _)| end).chain([folder.len()]);
        let file = ends.filter_map(|end| OutputPath::new(&folder[..end]));
        for file in file.filter(|file| files.contains_key(file)) {
            let inside = files.keys().find(|path| path.folder() == folder);
            findings.push(collision(&file, of(&file).as_ref(), inside.and_then(of)));
        }
    }
    findings
}

/// Finds links to pages that do not exist.
fn missing(stock: &Stock, files: &Files) -> Vec<Diagnostic> {
    let expected = stock.bulletin.expected.iter();
    let missing = expected.filter(|(url, _)| !files.contains_key(url));
    let finding = |(url, span): &(OutputPath, Span)| {
        let finding = Diagnostic::error("broken-link").wording("page");
        finding.with("address", url).at(span.clone())
    };
    missing.map(finding).collect()
}

/// The place in the site's files that asked for an output, if there is one.
fn source(stock: &Stock, path: &OutputPath, recipe: Recipe) -> Option<Span> {
    let bulletin = &stock.bulletin;
    let document = match recipe {
        Recipe::Article(index) => &bulletin.articles[index].text.document,
        Recipe::Withdrawn(index) => &bulletin.withdrawn[index].document,
        Recipe::Page(index) => &bulletin.pages[index].text.document,
        Recipe::Publication(index) => &bulletin.publications[index].text.as_ref()?.document,
        Recipe::Issue(publication, place) => {
            let issue = bulletin.publications[publication].issues[place];
            &bulletin.issues[issue].text.as_ref()?.document
        }
        Recipe::Redirect(index) => return Some(bulletin.redirects[index].place.clone()),
        Recipe::File => return Some(Span::file(&bulletin.files.get(path)?.path)),
        Recipe::Asset => match stock.theme.assets.get(path.as_str())? {
            ThemeAsset::File(path, _) => return Some(Span::file(path)),
            ThemeAsset::Embedded(_) | ThemeAsset::Made(_) => return None,
        },
        _ => return None,
    };
    Some(Span::file(&document.path))
}

fn collision(path: &OutputPath, first: Option<&Span>, second: Option<Span>) -> Diagnostic {
    let finding = Diagnostic::error("duplicate-url").with("url", path);
    let finding = match first {
        Some(span) => finding.with("owner", &span.file).related(span.clone(), "first"),
        None => finding.wording("own"),
    };
    match second.or_else(|| first.cloned()) {
        Some(span) => finding.at(span),
        None => finding,
    }
}
