//! What letters of cells look like, as far as it changes what they say: struck, raised, lowered, as white as paper.

use crate::import::xml::{Xml, child, children, get, switch, value};

/// What letters look like, as far as it changes what they say.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Marks {
    pub is_struck: bool,
    /// `sup` or `sub`.
    pub raised: Option<&'static str>,
}

/// The looks of the styles of a workbook.
#[derive(Default)]
pub struct Looks {
    fonts: Vec<Look>,
    /// Whether there is a colour behind the letters.
    filled: Vec<bool>,
    /// The font and the ground of each style.
    styles: Vec<(usize, usize)>,
}

/// What a font makes of letters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Look {
    marks: Marks,
    is_white: bool,
}

impl Looks {
    /// Reads `styles.xml`.
    pub fn read(root: Xml<'_, '_>) -> Self {
        let list =
            |name, each| child(root, name).into_iter().flat_map(move |list| children(list, each));
        let number = |style, name| get(style, name).and_then(|id| id.parse().ok()).unwrap_or(0);
        let is_filled = |fill| {
            child(fill, "patternFill")
                .and_then(|pattern| get(pattern, "patternType"))
                .is_some_and(|kind| kind != "none")
        };
        Self {
            fonts: list("fonts", "font")
                .map(|font| Look { marks: marks(font), is_white: is_white(font) })
                .collect(),
            filled: list("fills", "fill").map(is_filled).collect(),
            styles: list("cellXfs", "xf")
                .map(|style| (number(style, "fontId"), number(style, "fillId")))
                .collect(),
        }
    }

    /// The marks of a cell's letters.
    pub fn marks(&self, style: usize) -> Marks {
        self.styles
            .get(style)
            .and_then(|(font, _)| self.fonts.get(*font))
            .map(|look| look.marks)
            .unwrap_or_default()
    }

    /// Whether a cell's letters are white on white.
    pub fn is_pale(&self, style: usize) -> bool {
        let Some((font, fill)) = self.styles.get(style) else { return false };
        let is_white = self.fonts.get(*font).is_some_and(|look| look.is_white);
        is_white && !self.filled.get(*fill).copied().unwrap_or_default()
    }
}

/// The marks that a font, or the properties of some letters, set.
pub fn marks(font: Xml<'_, '_>) -> Marks {
    Marks {
        is_struck: switch(font, "strike").unwrap_or_default(),
        raised: match value(font, "vertAlign") {
            Some("superscript") => Some("sup"),
            Some("subscript") => Some("sub"),
            _ => None,
        },
    }
}

/// Whether a font is as white as paper: by its colour, or by that of paper in the theme.
fn is_white(font: Xml<'_, '_>) -> bool {
    child(font, "color").is_some_and(|colour| {
        get(colour, "rgb").is_some_and(|rgb| rgb.to_ascii_uppercase().ends_with("FFFFFF"))
            || get(colour, "theme") == Some("0") && get(colour, "tint").is_none()
    })
}
