//! What letters look like (ECMA-376, 17.7): styles build on each other, and what is set on the words themselves
//! outranks them. Files of offices have few styles; size and typeface tell what a line is.

use std::collections::BTreeMap;

use crate::import::xml::{Xml, child, children, get, name, switch, value};

/// The families of Chinese typefaces that official texts use (GB/T 9704).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Face {
    /// Any other.
    #[default]
    Other,
    /// 宋体
    Song,
    /// 仿宋: bodies of official texts.
    Fang,
    /// 楷体: second headings, by-lines.
    Kai,
    /// 黑体: first headings.
    Hei,
    /// 小标宋: titles.
    Title,
}

impl Face {
    /// The family of a typeface, by its name.
    fn of(font: &str) -> Self {
        let font = font.to_lowercase();
        let has = |names: &[&str]| names.iter().any(|name| font.contains(name));
        if has(&["标宋", "xiaobiaosong", "fzxbs", "大标"]) {
            Self::Title
        } else if has(&["仿宋", "fangsong", "fang song", "stfangso"]) {
            Self::Fang
        } else if has(&["楷", "kaiti", "kai ti", "stkai", "simkai"]) {
            Self::Kai
        } else if has(&["黑", "simhei", "heiti", "yahei", "等线 light", "dengxian light"]) {
            Self::Hei
        } else if has(&["宋", "simsun", "stsong", "nsimsun", "mingliu", "明體"]) {
            Self::Song
        } else {
            Self::Other
        }
    }
}

/// How letters look; what is not set is `None`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Look {
    pub bold: Option<bool>,
    pub italic: Option<bool>,
    pub struck: Option<bool>,
    pub hidden: Option<bool>,
    /// `super` or `sub`
    pub raised: Option<String>,
    /// Half points.
    pub size: Option<u16>,
    pub face: Option<Face>,
    /// Six hexadecimal digits.
    pub colour: Option<String>,
    /// Whether there is a colour behind the letters.
    pub shaded: Option<bool>,
    pub underlined: Option<bool>,
    /// The typeface, when its letters are signs.
    pub signs: Option<String>,
}

impl Look {
    /// Reads `rPr`.
    fn read(properties: Xml<'_, '_>, themes: &Themes) -> Self {
        let is_hidden = ["vanish", "webHidden", "specVanish"]
            .iter()
            .filter_map(|name| switch(properties, name))
            .reduce(|one, other| one || other);
        let struck = [switch(properties, "strike"), switch(properties, "dstrike")];
        Self {
            bold: switch(properties, "b"),
            italic: switch(properties, "i"),
            struck: struck.into_iter().flatten().reduce(|one, other| one || other),
            hidden: is_hidden,
            raised: value(properties, "vertAlign").map(str::to_owned),
            size: value(properties, "sz").and_then(|size| size.parse().ok()),
            face: child(properties, "rFonts").and_then(|fonts| themes.face(fonts)),
            colour: value(properties, "color").map(str::to_uppercase),
            underlined: value(properties, "u").map(|line| line != "none"),
            signs: child(properties, "rFonts")
                .and_then(|fonts| get(fonts, "ascii").or_else(|| get(fonts, "hAnsi")))
                .and_then(of_signs),
            shaded: child(properties, "shd")
                .or_else(|| child(properties, "highlight"))
                .map(|shade| !matches!(get(shade, "fill"), Some("auto" | "FFFFFF" | "ffffff"))),
        }
    }

    /// What another look sets is set so.
    fn set(&mut self, other: &Self) {
        let Self {
            bold,
            italic,
            struck,
            hidden,
            raised,
            size,
            face,
            colour,
            shaded,
            underlined,
            signs,
        } = other.clone();
        self.bold = bold.or(self.bold);
        self.italic = italic.or(self.italic);
        self.struck = struck.or(self.struck);
        self.hidden = hidden.or(self.hidden);
        self.raised = raised.or(self.raised.take());
        self.size = size.or(self.size);
        self.face = face.or(self.face);
        self.colour = colour.or(self.colour.take());
        self.shaded = shaded.or(self.shaded);
        self.underlined = underlined.or(self.underlined);
        self.signs = signs.or(self.signs.take());
    }
}

/// The name of a typeface whose letters are signs.
fn of_signs(font: &str) -> Option<String> {
    let small = font.to_lowercase();
    let is_signs =
        small.starts_with("wingdings") || small.starts_with("webdings") || small == "symbol";
    is_signs.then_some(small)
}

/// What a paragraph is by its style.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Use {
    /// Any other.
    #[default]
    Text,
    /// The title of the whole text.
    Title,
    /// The line below the title.
    Subtitle,
    /// What stands below a picture.
    Caption,
    /// A line of a table of contents.
    Contents,
}

/// How a paragraph looks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Form {
    pub look: Look,
    pub role: Use,
    /// `center`, `right` and so on.
    pub align: Option<String>,
    /// The level of a heading, from 0; `None` for others.
    pub level: Option<u8>,
    /// The list.
    pub list: Option<String>,
    /// The level in the list.
    pub depth: Option<usize>,
}

/// The typefaces of a theme, by their names in it.
#[derive(Clone, Default)]
pub struct Themes(BTreeMap<String, String>);

impl Themes {
    /// Reads `theme1.xml`.
    pub fn read(root: Xml<'_, '_>) -> Self {
        let mut all = BTreeMap::new();
        for (element, prefix) in [("majorFont", "major"), ("minorFont", "minor")] {
            let Some(fonts) = crate::import::xml::inside(root, element) else { continue };
            let named = |kind| child(fonts, kind).and_then(|font| get(font, "typeface"));
            let han = children(fonts, "font")
                .find(|font| get(*font, "script") == Some("Hans"))
                .and_then(|font| get(font, "typeface"));
            let east = named("ea").filter(|name| !name.is_empty()).or(han);
            all.insert(format!("{prefix}EastAsia"), east.unwrap_or_default().to_owned());
            all.insert(format!("{prefix}HAnsi"), named("latin").unwrap_or_default().to_owned());
        }
        Self(all)
    }

    /// The family of the Chinese letters; a name from the theme outranks a plain one.
    fn face(&self, fonts: Xml<'_, '_>) -> Option<Face> {
        let themed = get(fonts, "eastAsiaTheme").and_then(|name| self.0.get(name));
        let east = themed.map(String::as_str).or_else(|| get(fonts, "eastAsia"));
        // WPS writes the name for all letters.
        let any = east.or_else(|| get(fonts, "ascii").filter(|name| !name.is_ascii()));
        any.map(Face::of).filter(|face| *face != Face::Other || east.is_some())
    }
}

struct Style {
    based_on: Option<String>,
    look: Look,
    form: Form,
}

/// The styles of a file.
#[derive(Default)]
pub struct Styles {
    all: BTreeMap<String, Style>,
    /// The style of paragraphs that name none.
    usual: Option<String>,
    defaults: Look,
    themes: Themes,
}

/// The longest chain of styles that is followed.
const CHAIN: usize = 32;

impl Styles {
    /// No styles but what the theme says.
    pub fn of(themes: Themes) -> Self {
        Self { themes, ..Self::default() }
    }

    /// Reads `styles.xml`.
    pub fn read(root: Xml<'_, '_>, themes: Themes) -> Self {
        let mut all = Self::of(themes);
        let defaults = child(root, "docDefaults").and_then(|one| child(one, "rPrDefault"));
        if let Some(properties) = defaults.and_then(|one| child(one, "rPr")) {
            all.defaults = Look::read(properties, &all.themes);
        }
        for style in children(root, "style") {
            let Some(id) = get(style, "styleId") else { continue };
            let is_default = matches!(get(style, "default"), Some("1" | "true"));
            if is_default && get(style, "type") == Some("paragraph") {
                all.usual = Some(id.to_owned());
            }
            let look =
                child(style, "rPr").map(|one| Look::read(one, &all.themes)).unwrap_or_default();
            let mut form = child(style, "pPr").map(form).unwrap_or_default();
            name_of(value(style, "name").unwrap_or_default(), &mut form);
            let based_on = value(style, "basedOn").map(str::to_owned);
            all.all.insert(id.to_owned(), Style { based_on, look, form });
        }
        all
    }

    /// How a paragraph looks, before anything is set on its words.
    pub fn paragraph(&self, properties: Option<Xml<'_, '_>>) -> Form {
        let named = properties.and_then(|one| value(one, "pStyle"));
        let mut all = Form { look: self.defaults.clone(), ..Form::default() };
        for style in self.chain(named.or(self.usual.as_deref())) {
            all.look.set(&style.look);
            set(&mut all, &style.form);
        }
        if let Some(properties) = properties {
            set(&mut all, &form(properties));
            // Body text by hand: it is no heading, whatever its style is.
            all.level = all.level.filter(|level| *level < 9);
        }
        // The list of this number is none.
        all.list = all.list.filter(|id| id != "0");
        all
    }

    /// How words look in a paragraph.
    pub fn words(&self, paragraph: &Look, properties: Option<Xml<'_, '_>>) -> Look {
        let mut look = paragraph.clone();
        let Some(properties) = properties else { return look };
        for style in self.chain(value(properties, "rStyle")) {
            look.set(&style.look);
        }
        look.set(&Look::read(properties, &self.themes));
        look
    }

    /// Whether the style of a table hides what is in it.
    pub fn hides(&self, style: Option<&str>) -> bool {
        self.chain(style).iter().any(|style| style.look.hidden == Some(true))
    }

    /// A style and those that it builds on, the first of them first.
    fn chain(&self, named: Option<&str>) -> Vec<&Style> {
        let mut chain = Vec::new();
        let mut next = named;
        while let Some(style) = next.and_then(|id| self.all.get(id)) {
            chain.push(style);
            next = style.based_on.as_deref().filter(|_| chain.len() < CHAIN);
        }
        chain.reverse();
        chain
    }
}

fn form(properties: Xml<'_, '_>) -> Form {
    let list = child(properties, "numPr");
    Form {
        look: Look::default(),
        role: Use::Text,
        align: value(properties, "jc").map(str::to_owned),
        level: value(properties, "outlineLvl").and_then(|level| level.parse().ok()),
        list: list.and_then(|list| value(list, "numId")).map(str::to_owned),
        depth: list.and_then(|list| value(list, "ilvl")).and_then(|depth| depth.parse().ok()),
    }
}

fn set(all: &mut Form, other: &Form) {
    if other.role != Use::Text {
        all.role = other.role;
    }
    if other.align.is_some() {
        all.align.clone_from(&other.align);
    }
    if other.level.is_some() {
        all.level = other.level;
    }
    if other.list.is_some() {
        all.list.clone_from(&other.list);
    }
    all.depth = other.depth.or(all.depth);
}

/// What the names of built-in styles mean: Word and WPS write them in English, other programs in Chinese.
fn name_of(style: &str, form: &mut Form) {
    let style = style.trim().to_lowercase();
    let number = |start: &str| {
        let rest = style.strip_prefix(start)?.trim();
        rest.parse::<u8>().ok().filter(|number| (1..=9).contains(number))
    };
    if let Some(level) = number("heading").or_else(|| number("标题")) {
        form.level.get_or_insert(level - 1);
    }
    if number("toc").or_else(|| number("目录")).is_some() {
        form.role = Use::Contents;
    }
    match style.as_str() {
        "title" | "标题" => form.role = Use::Title,
        "subtitle" | "副标题" => form.role = Use::Subtitle,
        "caption" | "题注" => form.role = Use::Caption,
        _ => {}
    }
}

/// Whether the mark at the end of a paragraph is hidden or deleted: the next one then goes on in its line.
pub fn joins_next(properties: Option<Xml<'_, '_>>) -> bool {
    let Some(mark) = properties.and_then(|one| child(one, "rPr")) else { return false };
    mark.children().any(|one| matches!(name(one), "del" | "moveFrom"))
        || switch(mark, "vanish") == Some(true)
        || switch(mark, "specVanish") == Some(true)
}
