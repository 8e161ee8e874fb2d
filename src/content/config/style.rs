//! `style:` of `kuaixun.yaml`: colours, typefaces and density, without a theme.

use std::ops::Range;

use crate::base::{Diagnostic, Rgb};
use crate::content::yaml::fields::Fields;

/// How a site looks, where it says so.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Style {
    /// The name of a style sheet in `styles/` of the theme.
    pub name: Option<String>,
    /// The one colour beside ink and paper.
    pub accent: Option<Rgb>,
    /// The colour of the text.
    pub ink: Option<Rgb>,
    /// The colour behind it.
    pub paper: Option<Rgb>,
    /// The typeface of the site's name and of mastheads.
    pub masthead: Option<Face>,
    /// The typeface of texts and lists.
    pub text: Option<Face>,
    /// How close lines of lists stand.
    pub density: Option<Density>,
    /// Where it stands in `kuaixun.yaml`, in bytes.
    pub place: Range<usize>,
}

/// A typeface of the theme.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Face {
    /// 宋体
    Song,
    /// 黑体
    Hei,
    /// 楷体
    Kai,
}

/// How close the lines of lists stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Density {
    /// Much on a screen.
    Compact,
    /// Easy to touch and to tell apart.
    Roomy,
}

/// Reads `style`: a name, or a mapping.
pub fn style(fields: &mut Fields<'_>) -> Style {
    let place = fields.span("style").range;
    let name_alone = |value: serde_yaml::Value| value.as_str().map(str::to_owned);
    if let Some(name) = fields.raw("style").and_then(name_alone) {
        return Style { name: Some(in_files(name)), place, ..Style::default() };
    }
    let Some(mut inner) = fields.nested("style") else { return Style::default() };
    let style = Style {
        name: inner.text("name").map(in_files),
        accent: colour(&mut inner, "accent"),
        ink: colour(&mut inner, "ink"),
        paper: colour(&mut inner, "paper"),
        masthead: one_of(&mut inner, "masthead", FACES),
        text: one_of(&mut inner, "text", FACES),
        density: one_of(&mut inner, "density", DENSITIES).flatten(),
        place,
    };
    inner.finish().into_iter().for_each(|finding| fields.report(finding));
    style
}

/// The name of a style as its file has it.
fn in_files(name: String) -> String {
    let known = [("红头", "redhead"), ("门户", "portal"), ("期刊", "journal")];
    let found = known.iter().find(|(chinese, _)| *chinese == name);
    found.map_or(name, |(_, file)| (*file).to_owned())
}

const FACES: &[([&str; 2], Face)] =
    &[(["song", "宋体"], Face::Song), (["hei", "黑体"], Face::Hei), (["kai", "楷体"], Face::Kai)];
const DENSITIES: &[([&str; 2], Option<Density>)] = &[
    (["compact", "紧凑"], Some(Density::Compact)),
    (["normal", "普通"], None),
    (["roomy", "宽松"], Some(Density::Roomy)),
];

fn colour(fields: &mut Fields<'_>, key: &'static str) -> Option<Rgb> {
    // Without quotation marks all from the # on is a comment.
    let is_empty = fields.raw(key).is_some_and(|value| value.is_null());
    let text = fields.text(key).or_else(|| is_empty.then(String::new))?;
    let colour = Rgb::parse(&text);
    if colour.is_none() {
        let finding = Diagnostic::error("bad-look").wording("colour").with("key", key);
        fields.report(finding.with("value", text).at(fields.span(key)));
    }
    colour
}

fn one_of<T: Copy>(
    fields: &mut Fields<'_>,
    key: &'static str,
    known: &[([&str; 2], T)],
) -> Option<T> {
    let text = fields.text(key)?;
    let found =
        known.iter().find(|(names, _)| names.contains(&text.as_str())).map(|(_, value)| *value);
    if found.is_none() {
        let names: Vec<&str> = known.iter().flat_map(|(names, _)| *names).collect();
        wrong(fields, key, &text, &names.join(", "));
    }
    found
}

fn wrong(fields: &mut Fields<'_>, key: &'static str, value: &str, choices: &str) {
    let finding = Diagnostic::error("bad-look").with("key", key).with("value", value);
    fields.report(finding.with("choices", choices).at(fields.span(key)));
}
