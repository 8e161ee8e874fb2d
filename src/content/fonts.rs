//! The typefaces for printing, from the machine and from the site's `fonts/`.
//!
//! The program contains no typeface. Each role has a chain of families: first those of official
//! papers, then free ones and those of common systems. The installed families are used in this
//! order, so that a character that the first family lacks is looked for in the next.

use std::fmt;
use std::sync::Arc;

use super::editions::{Print, ROLES};
use crate::base::Fingerprint;

#[cfg(feature = "pdf")]
use {
    crate::base::Diagnostic,
    typst::foundations::Bytes,
    typst::text::{Font, FontInfo},
    typst_kit::fonts::{FontPath, FontStore},
};

#[cfg(feature = "pdf")]
/// The end of every chain: free families first, then those of common systems. Together they have
/// nearly all of Unicode's Han characters, and signs.
const FREE: [&str; 11] = [
    "Noto Serif CJK SC",
    "Source Han Serif SC",
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "SimSun",
    "SimSun-ExtB",
    "Songti SC",
    "Segoe UI Symbol",
    "Noto Sans Symbols 2",
    "DejaVu Sans",
    "Apple Symbols",
];

#[cfg(feature = "pdf")]
/// The start of each role's chain, in the order of [`ROLES`]: the faces that official papers use
/// (GB/T 9704-2012), under the names that Windows, WPS, macOS and Fandol give them.
const CHAINS: [&[&str]; ROLES.len()] = [
    &["FZXiaoBiaoSong-B05S", "FZXiaoBiaoSong-B05", "方正小标宋简体", "STZhongsong"],
    &["FangSong_GB2312", "仿宋_GB2312", "FangSong", "STFangsong", "FandolFang R", "FandolFang"],
    &["SimHei", "STHeiti", "Heiti SC", "FandolHei", "Noto Sans CJK SC", "Source Han Sans SC"],
    &["KaiTi_GB2312", "楷体_GB2312", "KaiTi", "STKaiti", "Kaiti SC", "FandolKai"],
    &["SimSun", "STSong", "Songti SC", "FandolSong"],
    &["Noto Sans Mono CJK SC", "NSimSun", "Consolas", "Menlo"],
];

/// The fonts of a machine and of a site's `fonts/`.
#[derive(Default)]
pub struct Fonts {
    /// The fingerprints of the site's own font files.
    own: Vec<Fingerprint>,
    #[cfg(feature = "pdf")]
    store: FontStore,
}

impl fmt::Debug for Fonts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Fonts").field("own", &self.own).finish_non_exhaustive()
    }
}

/// The fonts that are used for each role.
#[derive(Clone, Debug, Default)]
pub struct Press {
    /// Families that are installed, by role in the order of [`ROLES`].
    pub families: [Vec<String>; ROLES.len()],
    /// Families that the configuration names but that are not installed.
    pub absent: Vec<String>,
    /// The fingerprint of everything about the fonts that a page depends on; `None` without PDF.
    pub fingerprint: Option<Fingerprint>,
    /// All fonts of the machine and the site.
    pub fonts: Arc<Fonts>,
}

#[cfg(not(feature = "pdf"))]
impl Press {
    /// Chooses no family: without PDF nothing can be printed.
    pub fn of(fonts: &Arc<Fonts>, _: &Print) -> Self {
        Self { fonts: Arc::clone(fonts), ..Self::default() }
    }
}

impl Fonts {
    /// Adds the fonts of one file of the site, whose bytes have this fingerprint.
    pub fn add(&mut self, fingerprint: Fingerprint, bytes: Vec<u8>) {
        self.own.push(fingerprint);
        #[cfg(feature = "pdf")]
        for font in Font::iter(Bytes::new(bytes)) {
            let info = font.info().clone();
            self.store.push((font, info));
        }
        #[cfg(not(feature = "pdf"))]
        drop(bytes);
    }

    /// Adds fonts that are installed. Of families that the site has, too, its own are used.
    #[cfg(feature = "pdf")]
    pub fn add_installed(&mut self, fonts: impl IntoIterator<Item = (FontPath, FontInfo)>) {
        self.store.extend(fonts);
    }

    /// All fonts.
    #[cfg(feature = "pdf")]
    pub fn store(&self) -> &FontStore {
        &self.store
    }
}

#[cfg(feature = "pdf")]
impl Press {
    /// Chooses the families of every role: those of the configuration first.
    pub fn of(fonts: &Arc<Fonts>, print: &Print) -> Self {
        let book = fonts.store().book();
        let is_there = |family: &&str| book.contains_family(&family.to_lowercase());
        let families = std::array::from_fn(|role| {
            let given = print.fonts.get(role).map_or(&[][..], |(_, families)| families);
            let chain = given.iter().map(String::as_str).chain(CHAINS[role].iter().copied());
            let mut families: Vec<String> = Vec::new();
            for family in chain.chain(FREE).filter(is_there) {
                if !families.iter().any(|known| known == family) {
                    families.push(family.to_owned());
                }
            }
            families
        });
        let named = print.fonts.iter().flat_map(|(_, families)| families);
        let absent = named.filter(|family| !is_there(&family.as_str())).cloned().collect();
        let mut press = Self { families, absent, fingerprint: None, fonts: Arc::clone(fonts) };
        press.fingerprint = Some(press.fingerprint());
        press
    }

    /// The fingerprint of the site's own font files, and of the names, kinds and coverage of all fonts
    /// that may be used. Another version of an installed font is noticed when it covers more or less.
    fn fingerprint(&self) -> Fingerprint {
        let book = self.fonts.store().book();
        let families = self.families.iter().flatten();
        let faces: Vec<_> = families
            .flat_map(|family| book.select_family(&family.to_lowercase()).collect::<Vec<_>>())
            .filter_map(|face| book.info(face))
            .collect();
        Fingerprint::of(&(&self.families, faces, &self.fonts.own))
    }

    /// Whether in every role some family has a glyph for a character.
    pub fn has(&self, character: char) -> bool {
        let book = self.fonts.store().book();
        let is_in = |family: &String| {
            let faces = book.select_family(&family.to_lowercase());
            let mut faces = faces.filter_map(|face| book.info(face));
            faces.any(|face| face.coverage.contains(character.into()))
        };
        self.families.iter().all(|families| families.iter().any(is_in))
    }

    /// An error when some role has no font with Han characters; its help says what to install.
    pub fn missing(&self) -> Option<Diagnostic> {
        // A font with signs alone is not enough: Han characters must be there.
        (!self.has('中')).then(|| {
            let finding = Diagnostic::error("missing-font");
            finding.with("families", FREE[..4].join("、"))
        })
    }
}

#[cfg(all(test, feature = "pdf"))]
mod tests {
    use super::*;

    #[test]
    fn a_machine_without_fonts_is_told_what_to_install() {
        let press = Press::of(&Arc::new(Fonts::default()), &Print::default());
        assert_eq!(press.missing().map(|finding| finding.code), Some("missing-font"));
        assert!(!press.has('中'));
    }

    #[test]
    fn the_configuration_comes_first() {
        let fonts = Arc::new(crate::content::read::fonts(
            &crate::content::Tree::default(),
            std::path::Path::new(""),
        ));
        let family = "Noto Sans CJK SC";
        if !fonts.store().book().contains_family(&family.to_lowercase()) {
            return;
        }
        let named = vec!["No Such Font".to_owned(), family.to_owned()];
        let print = Print { fonts: vec![("title", named)], ..Print::default() };
        let press = Press::of(&fonts, &print);
        assert_eq!(press.families[0].iter().filter(|known| *known == family).count(), 1);
        assert_eq!(press.families[0][0], family);
        assert_eq!(press.absent, ["No Such Font"]);
        assert_ne!(press.fingerprint, Press::of(&fonts, &Print::default()).fingerprint);
    }
}
