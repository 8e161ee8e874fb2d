//! The theme: templates, words and assets. A site's theme overrides the compiled-in default file by
//! file.

pub mod colours;
pub mod style;
pub mod words;

mod sheets;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use include_dir::{Dir, include_dir};

use super::config::{self, Config};
use super::inputs::{File, Tree};
use crate::base::diagnostic::did_you_mean;
use crate::base::{Checked, Diagnostic, Fingerprint, Hashed, OutputPath, SourcePath, Span};
use colours::Colours;
use words::Words;

/// The default theme, in the program itself.
static DEFAULT: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/themes/default");

/// The style sheets of every page: colours and typefaces, then all else.
pub const SHEETS: [&str; 2] = [colours::FILE, "assets/site.css"];

/// The end of the names of templates for print (Typst). All other templates of editions are Tera's.
pub const PRINT: &str = ".typ";

/// A file of the theme that is published as it is.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum ThemeAsset {
    /// Bytes in the program itself.
    Embedded(&'static [u8]),
    /// Made of the theme's own file and of the settings.
    Made(Arc<str>),
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
    /// The style sheets of pages, one after the other, as a `<style>` can have them.
    pub styles: String,
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
    let folders = ["templates", "i18n", "assets", "editions", "styles"]
        .into_iter()
        .filter_map(|name| DEFAULT.get_dir(name));
    let files = folders.flat_map(include_dir::Dir::files);
    files.filter_map(|file| Some((file.path().to_str()?, file.contents())))
}

/// Lays `themes/<name>/` of the site over the default theme, and what `style:` says over its colours; words are those
/// of the site's language.
pub fn load(tree: &Tree, config: &Config) -> Checked<Hashed<Theme>> {
    let mut theme = embedded();
    let mut findings = Vec::new();
    let name = &config.theme;
    theme.words = load_words(tree, name, &config.language).unpack(&mut findings);
    let folder = format!("themes/{name}/");
    let mut found = name == "default";
    let mut sheets = SHEETS.map(|file| light(default_sheet(file)));
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
                sheets[0] = css.into_owned();
            }
            (Some(("assets", _)), File::Text(file)) => {
                sheets[1] = String::from_utf8_lossy(&file.bytes).into_owned();
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
    let unknown = theme.colours.fill(&Colours::read(default_sheet(colours::FILE)));
    let place = SourcePath::new(&format!("{folder}{}", colours::FILE));
    findings.extend(place.iter().flat_map(|path| unknown_names(&unknown, path)));
    apply(&mut theme, tree, config, &mut sheets[0]).unpack(&mut findings);
    theme.styles = sheets.concat().replace("</", "<\\/");
    if !found {
        findings.push(Diagnostic::error("unknown-theme").with("name", name));
    }
    Checked::with(Hashed::new(theme), findings)
}

/// Names in the theme's colours that refer to nothing.
fn unknown_names(names: &[String], path: &SourcePath) -> Vec<Diagnostic> {
    let finding = |name| Diagnostic::warning("bad-style").wording("unknown").with("name", name);
    names.iter().map(|name| finding(name).at(Span::file(path))).collect()
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

/// Lays what `style:` says over the theme's colours, whose style sheet this is. A warning where a colour cannot be read.
fn apply(theme: &mut Theme, tree: &Tree, config: &Config, sheet: &mut String) -> Checked<()> {
    let at = || Span::new(&config_file(), config.style.place.clone());
    let mut findings = Vec::new();
    let before = sheet.len();
    if let Some(name) = &config.style.name {
        match named(tree, &config.theme, name) {
            Some(css) => sheet.extend(["\n", &css.unpack(&mut findings)]),
            None => findings.push(unknown_style(tree, &config.theme, name).at(at())),
        }
    }
    let shown = Colours::read(sheet);
    *sheet += &style::sheet(&config.style, &shown);
    if sheet.len() > before {
        let mut colours = Colours::read(sheet);
        colours.fill(&theme.colours);
        theme.own_red = colours.hexadecimal("red").map(str::to_owned);
        theme.colours = colours;
        theme.assets.insert(colours::FILE.to_owned(), ThemeAsset::Made(sheet.as_str().into()));
    }
    findings.extend(style::unreadable(&theme.colours).into_iter().map(|finding| finding.at(at())));
    Checked::with((), findings)
}

/// The style sheet of this name: the theme's own, or one in the program.
fn named(tree: &Tree, theme: &str, name: &str) -> Option<Checked<String>> {
    let file = format!("styles/{name}.css");
    if name.contains('/') {
        return None;
    }
    if let Some(path) = SourcePath::new(&format!("themes/{theme}/{file}"))
        && let Some(css) = tree.text(&path)
    {
        let mistake = match std::str::from_utf8(css) {
            Ok(css) => style_mistake(&path, css),
            Err(_) => Some(Diagnostic::error("template-not-utf8").at(Span::file(&path))),
        };
        let css = String::from_utf8_lossy(css).into_owned();
        return Some(Checked::with(css, mistake.into_iter().collect()));
    }
    Some(Checked::new(DEFAULT.get_file(file)?.contents_utf8()?.to_owned()))
}

fn unknown_style(tree: &Tree, theme: &str, name: &str) -> Diagnostic {
    let folder = format!("themes/{theme}/styles/");
    let own = tree.files.keys().filter_map(|path| path.as_str().strip_prefix(&folder));
    let ours = DEFAULT.get_dir("styles").into_iter().flat_map(include_dir::Dir::files);
    let ours = ours.filter_map(|file| file.path().file_name()?.to_str());
    let names = own.chain(ours).filter_map(|file| file.strip_suffix(".css"));
    let known: BTreeSet<&str> = names.collect();
    let choices = known.iter().copied().collect::<Vec<_>>().join(", ");
    let finding = Diagnostic::error("bad-look").with("key", "name").with("value", name);
    finding.with("choices", choices).near(did_you_mean(name, known))
}

fn config_file() -> SourcePath {
    SourcePath::new(config::FILE).expect("the name of a file")
}

fn default_sheet(file: &str) -> &'static str {
    let css = DEFAULT.get_file(file).and_then(|file| file.contents_utf8());
    css.expect("the default theme has its sheets")
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
            (Some(("assets", file)), Ok(css)) if file.ends_with(".css") => {
                theme.assets.insert(path.to_owned(), ThemeAsset::Made(light(css).into()));
            }
            (Some(("assets", _)), _) => {
                theme.assets.insert(path.to_owned(), ThemeAsset::Embedded(bytes));
            }
            _ => {}
        }
    }
    theme
}

/// One of our own style sheets without what readers' browsers skip: comments that are lines, and indents.
fn light(css: &str) -> String {
    let lines = css.lines().map(str::trim_start);
    let is_comment = |line: &&str| line.starts_with("/*") && line.ends_with("*/");
    lines
        .filter(|line| !is_comment(line) && !line.is_empty())
        .fold(String::new(), |all, line| all + line + "\n")
}
