//! What editions are made with.

use crate::content::Theme;
use crate::content::fonts::Press;
use crate::render::error::Read;
use crate::render::html::Templates;

/// What every edition is made with.
pub struct Tools<'a> {
    /// Words, colours, and templates of printed editions.
    pub theme: &'a Theme,
    /// Templates of all other editions, compiled.
    pub templates: &'a Templates,
    /// Typefaces.
    pub press: &'a Press,
    /// Gives the bytes of pictures.
    pub read: &'a Read<'a>,
}
