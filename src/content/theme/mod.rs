//! The theme: templates, words and assets. A site's theme overrides the compiled-in default file by
//! file.

pub mod colours;
pub mod words;

mod sheets;

use std::collections::BTreeMap;

use include_dir::{Dir, include_dir};

use super::inputs::{File, Tree};
use crate::base::{Checked, Diagnostic, Fingerprint, Hashed, OutputPath, SourcePath, Span};
use colours::Colours;
use words::Words;

/// The default theme, in the program itself.
static DEFAULT: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/themes/default");

/// The end of the names of templates for print (Typst). All other templates of editions are Tera's.
pub const PRINT: &str = ".typ";

/// A file of the theme that is published as it is.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum ThemeAsset {
    /// Bytes in the program itself.
    Embedded(&'static [u8]),
    /// A file of the site's folder, and the fingerprint of its bytes.
    File(SourcePath, Fingerprint),
}

/// Templates by name (`article.html`), assets by path (`assets/site.css`).
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Theme {
    /// Templates: name to source.
    pub templates: BTreeMap<String, String>,
    /// Templates of editions (Typst for print, Tera and CSS for books and mail): name to source.
    pub editions: BTreeMap<String, String>,
    /// The colours and typefaces, for books and mail.
    pub colours: Colours,
    /// The red that the site's own theme gives itself, for print; `None` when it uses the default theme's.
    pub own_red: Option<String>,
    /// The file of each template that comes from the site's folder, for findings about it.
    pub places: BTreeMap<String, SourcePath>,
    /// The words of the interface.
    pub words: Words,
    /// Assets: path below the site's root to content.
    pub assets: BTreeMap<String, ThemeAsset>,
}

/// All files of the default theme, by their paths in it, in order.
pub fn files() -> impl Iterator<Item = (&'static str, &'static [u8])> {
    let folders = ["templates", "i18n", "assets", "editions"]
        .into_iter()
        .filter_map(|name| DEFAULT.get_dir(name));
    let files = folders.flat_map(include_dir::Dir::files);
    files.filter_map(|file| Some((file.path().to_str()?, file.contents())))
}

/// Lays `themes/<name>/` of the site over the default theme; words are those of `language`.
pub fn load(tree: &Tree, name: &str, language: &str) -> Checked<Hashed<Theme>> {
    let mut theme = embedded();
    let mut findings = Vec::new();
    theme.words = load_words(tree, name, language).unpack(&mut findings);
    let folder = format!("themes/{name}/");
    let mut found = name == "default";
    for (path, file) in &tree.files {
        let Some(rest) = path.as_str().strip_prefix(&folder) else { continue };
        found = true;
        match (rest.split_once('/'), file) {
            (Some((kind @ ("templates" | "editions"), template)), File::Text(file)) => {
                match std::str::from_utf8(&file.bytes) {
                    Ok(text) if kind == "editions" => {
                        findings.extend(style_mistake(path, text));
                        theme.editions.insert(template.to_owned(), text.to_owned());
                        theme.places.insert(rest.to_owned(), path.clone());
                    }
                    Ok(text) => {
                        theme.templates.insert(template.to_owned(), text.to_owned());
                        theme.places.insert(template.to_owned(), path.clone());
                    }
                    Err(_) => {
                        findings.push(Diagnostic::error("template-not-utf8").at(Span::file(path)));
                    }
                }
            }
            (Some(("assets", _)), File::Text(file)) if rest == colours::FILE => {
                let css = String::from_utf8_lossy(&file.bytes);
                findings.extend(style_mistake(path, &css));
                theme.colours = Colours::read(&css);
                theme.own_red = theme.colours.hexadecimal("red").map(str::to_owned);
                let asset = ThemeAsset::File(path.clone(), file.fingerprint);
                theme.assets.insert(rest.to_owned(), asset);
            }
            (Some(("assets", _)), File::Asset(asset)) if OutputPath::new(rest).is_some() => {
                let asset = ThemeAsset::File(path.clone(), asset.fingerprint);
                theme.assets.insert(rest.to_owned(), asset);
            }
            (Some(("assets", _)), _) => {
                findings.push(Diagnostic::error("bad-asset-name").at(Span::file(path)));
            }
            _ => {}
        }
    }
    let unknown = theme.colours.fill(&default_colours());
    let place =
        tree.files.keys().find(|path| path.as_str() == format!("{folder}{}", colours::FILE));
    findings.extend(place.into_iter().flat_map(|path| {
        let finding = |name| Diagnostic::warning("bad-style").wording("unknown").with("name", name);
        unknown.iter().map(move |name| finding(name).at(Span::file(path)))
    }));
    if !found {
        findings.push(Diagnostic::error("unknown-theme").with("name", name));
    }
    Checked::with(Hashed::new(theme), findings)
}

/// What is wrong in a style sheet that books, mail or drawings are made with.
fn style_mistake(path: &SourcePath, css: &str) -> Option<Diagnostic> {
    let is_sheet = path.extension() == "css";
    let (at, mistake) = sheets::mistake(css).filter(|_| is_sheet)?;
    Some(Diagnostic::error("bad-style").wording(mistake.name()).at(Span::new(path, at..at)))
}

/// The words of a language: the program's, and over them the theme's own.
fn load_words(tree: &Tree, name: &str, language: &str) -> Checked<Words> {
    let mut words = Words::default();
    let mut findings = Vec::new();
    let mut is_known = false;
    for layer in words::languages(language) {
        let is_own = words::primary(layer) == words::primary(language);
        let file = format!("i18n/{layer}.yaml");
        if let Some(own) = DEFAULT.get_file(&file) {
            is_known |= is_own;
            words.overlay(own.contents()).expect("the program's own words are in order");
        }
        let Some(path) = SourcePath::new(&format!("themes/{name}/{file}")) else { continue };
        let Some(yaml) = tree.text(&path) else { continue };
        is_known |= is_own;
        if let Err(said) = words.overlay(yaml) {
            let finding = Diagnostic::error("bad-words").with("said", said);
            findings.push(finding.at(Span::file(&path)));
        }
    }
    if !is_known {
        let file = format!("themes/{name}/i18n/{}.yaml", words::primary(language));
        findings
            .push(Diagnostic::warning("no-words").with("language", language).with("file", file));
    }
    Checked::with(words, findings)
}

fn default_colours() -> Colours {
    let css = DEFAULT.get_file(colours::FILE).and_then(|file| file.contents_utf8());
    Colours::read(css.expect("the default theme has colours"))
}

fn embedded() -> Theme {
    let mut theme = Theme::default();
    for (path, bytes) in files() {
        match (path.split_once('/'), std::str::from_utf8(bytes)) {
            (Some(("templates", name)), Ok(text)) => {
                theme.templates.insert(name.to_owned(), text.to_owned());
            }
            (Some(("editions", name)), Ok(text)) => {
                theme.editions.insert(name.to_owned(), text.to_owned());
            }
            (Some(("assets", _)), _) => {
                theme.assets.insert(path.to_owned(), ThemeAsset::Embedded(bytes));
            }
            _ => {}
        }
    }
    theme
}
